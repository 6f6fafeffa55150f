"""Figures side by side under the question that they answer. Nothing here adds up, averages or prefers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._estimates import estimates, included, is_told_singly, order, sums, table
from onrecord.assess._gather import figures
from onrecord.assess._settled import settled
from onrecord.assess._sources import Sources
from onrecord.assess._toll import toll
from onrecord.model import Question
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Article, Estimate, Figure, Reading, Traces

    Kind = frozenset[tuple[str, str]]

# What follows one of these tells more of the thing counted: "soldiers from the North" counts soldiers.
_PREPOSITIONS = frozenset(("of", "from", "in", "for", "at", "on", "by", "with", "who", "that"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their"))
# Nouns of casualties as such, whoever they are, as keys; none where a page does not say who.
_OF_ALL = ("", "casualtie", "casualty", "losse")
# "gas" and "bus" are no plurals.
_LONG = 3


_UNTRACED = Sources(None)


class _Of(NamedTuple):
    """What figures of one question have in common; those of another differ in one of these."""

    role: str
    head: str
    per: str
    period: bool
    change: str


def questions(
    read: Iterable[tuple[Article, Reading]], traces: Traces | None = None, *, one_event: bool = False
) -> tuple[Question, ...]:
    """What the figures on these pages answer; the order of the pages changes nothing.

    `traces` is what is known of where their reporting comes from; without it each page is of the origin that it names.
    With `one_event` all pages tell of one event: how many were killed and wounded in it, counted or told one by one.
    """
    found = [f for article, reading in read for f in figures(article, reading)]
    sources = Sources(traces)
    return toll(sources.figured(found)) if one_event else answered(found, sources)


def answered(given: Iterable[Figure], sources: Sources = _UNTRACED) -> tuple[Question, ...]:
    """The questions that the figures answer; those with a role first, then by most origins, most answers, wording.

    Figures answer one question where role and counted noun are the same, and the noun's other words, and whose and
    where it is, do not differ: "soldiers" joins "North Korean soldiers" unless "Ukrainian soldiers" are counted too.
    Rates, and what happened within a period, are questions of their own.
    """
    alike: dict[_Of, list[Figure]] = defaultdict(list)
    for figure in given:
        if not is_told_singly(figure):
            alike[_of(figure)].append(figure)
    parts = [sources.figured(members) for group in alike.values() for members in _parted(group)]
    series = [estimates(members) for members in parts]
    found = [_question(members, each) for members, each in zip(parts, included(series), strict=True)]
    settled_ = [replace(q, answer=settled(q)) for q in _with_sums(found, sums(series))]
    return tuple(sorted(settled_, key=_weight))


def _of(figure: Figure) -> _Of:
    q = figure.quantity
    return _Of(fold(q.role or ""), _head(figure), q.per or "", q.scope == "period", q.change or "")


def _words(figure: Figure) -> tuple[list[str], int]:
    """The words of what is counted, and where its noun stands among them."""
    words = fold(figure.quantity.counted or "").split()
    return words, next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words)) - 1


def _head(figure: Figure) -> str:
    words, at = _words(figure)
    # A key, never shown: it need only be the same for one and many in most nouns.
    noun = words[at] if words else fold(figure.quantity.unit or "")
    return noun.removesuffix("s") if words and len(noun) > _LONG else noun


def _kind(figure: Figure) -> Kind:
    """What tells the thing counted from others of its name: the noun's other words, whose it is, and where."""
    words, at = _words(figure)
    others = set(words[:at] + words[at + 1 :]) - _PREPOSITIONS - _ARTICLES if words else set()
    q = figure.quantity
    placed = [(name, fold(value)) for name, value in (("whose", q.whose), ("where", q.where)) if value]
    return frozenset([*(("word", word) for word in others), *placed])


def _parted(group: Sequence[Figure]) -> list[list[Figure]]:
    kinds: dict[Kind, list[Figure]] = defaultdict(list)
    for figure in group:
        kinds[_kind(figure)].append(figure)
    wider = _wider(kinds)
    parts: dict[Kind, list[Figure]] = defaultdict(list)
    for kind, members in kinds.items():
        homes = [other for other in wider[kind] if not wider[other]] if wider[kind] else [kind]
        parts[homes[0] if len(homes) == 1 else kind] += members
    return list(parts.values())


def _wider(kinds: Mapping[Kind, object]) -> dict[Kind, list[Kind]]:
    """Each kind with those that tell all that it tells and more."""
    with_trait: dict[tuple[str, str], list[Kind]] = defaultdict(list)
    for kind in kinds:
        for trait in kind:
            with_trait[trait].append(kind)
    # The rarest trait leaves the fewest to compare with, so that many kinds do not cost their square.
    return {
        kind: [other for other in min((with_trait[t] for t in kind), key=len, default=list(kinds)) if kind < other]
        for kind in kinds
    }


def _question(members: Sequence[Figure], series: tuple[Estimate, ...]) -> Question:
    widest = max(len(_kind(figure)) for figure in members)
    full = [figure for figure in members if len(_kind(figure)) == widest]
    q = members[0].quantity
    return Question(
        role=_usual(figure.quantity.role for figure in members),
        counted=_usual(figure.quantity.counted or figure.quantity.unit for figure in full),
        whose=_usual(figure.quantity.whose for figure in full),
        where=_usual(figure.quantity.where for figure in full),
        scope="period"
        if q.scope == "period"
        else _usual(f.quantity.scope for f in members if f.quantity.scope == "total"),
        per=q.per,
        estimates=series,
    )


def _usual(wordings: Iterable[str | None]) -> str | None:
    counts = Counter(wording for wording in wordings if wording and wording.strip())
    return min(counts, key=lambda wording: (-counts[wording], wording), default=None)


def _with_sums(found: Sequence[Question], derived: Sequence[Estimate]) -> list[Question]:
    """The sums among the answers to the question of the whole, or to one of their own where none was asked."""
    whole = next(iter(table().definitions))
    asked: dict[str, list[int]] = defaultdict(list)
    for n, q in enumerate(found):
        if q.role == whole and q.per is None and q.scope != "period":
            asked[_head(q.estimates[0].first)].append(n)
    joined: dict[int, list[Estimate]] = defaultdict(list)
    own: dict[tuple[str, Kind], list[Estimate]] = defaultdict(list)
    for estimate in derived:
        alike = (n for head in (_head(estimate.first), *_OF_ALL) for n in asked.get(head, ()))
        homes = [n for n in alike if _placed_alike(found[n], estimate)]
        if len(homes) == 1:
            joined[homes[0]].append(estimate)
        else:
            own[_head(estimate.first), _kind(estimate.first)].append(estimate)
    wider = [
        replace(q, estimates=tuple(sorted((*q.estimates, *joined[n]), key=order))) if n in joined else q
        for n, q in enumerate(found)
    ]
    return wider + [
        replace(_question([e.first for e in group], tuple(sorted(group, key=order))), role=whole)
        for group in own.values()
    ]


def _placed_alike(question: Question, estimate: Estimate) -> bool:
    """Whether whose and where it is do not differ, where both tell it."""
    ours, theirs = dict(_kind(question.estimates[0].first)), dict(_kind(estimate.first))
    return all(ours[name] == theirs[name] for name in ("whose", "where") if name in ours and name in theirs)


def _weight(question: Question) -> tuple[object, ...]:
    told = (question.role or "", question.counted or "", order(question.estimates[0]))
    return (question.role is None, -len(question.origins), -len(question.estimates), *told)
