"""Figures side by side under the question that they answer. Nothing here adds, averages or prefers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Figure

# What follows one of these tells more of the thing counted: "soldiers from the North" counts soldiers.
_PREPOSITIONS = frozenset(("of", "from", "in", "for", "at", "on", "by", "with", "who", "that"))


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure by one speaker, with every place where it stands, oldest page first."""

    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        """The figure on the oldest page."""
        return self.figures[0]

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Its low and high; None where that side is open."""
        return self.first.quantity.low, self.first.quantity.high

    @property
    def origins(self) -> frozenset[str]:
        """Where the reporting of it first came from."""
        return frozenset(figure.origin for figure in self.figures)

    @property
    def pages(self) -> frozenset[str]:
        """The articles that carry it."""
        return frozenset(figure.citation.article for figure in self.figures)

    @property
    def published(self) -> date | None:
        """The day that it was first published; None where no page has a date."""
        return self.first.citation.published


@dataclass(frozen=True, slots=True)
class Question:
    """What the figures answer (how many of `counted` were `role`?), and the answers, oldest first."""

    role: str | None
    counted: str | None
    estimates: tuple[Estimate, ...]

    @property
    def origins(self) -> frozenset[str]:
        """Where the reporting of its figures first came from."""
        return frozenset().union(*(estimate.origins for estimate in self.estimates))


class _Counted(NamedTuple):
    head: str
    others: frozenset[str]


def questions(figures: Iterable[Figure]) -> tuple[Question, ...]:
    """The questions that the figures answer; those with a role first, then by most origins, most answers, wording.

    Figures answer one question where role and counted noun are the same, and the noun's other words do not differ:
    "soldiers" joins "North Korean soldiers" unless "Ukrainian soldiers" are counted too.
    """
    alike: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        alike[fold(figure.quantity.role or ""), _counted(figure).head].append(figure)
    found = [_question(members) for group in alike.values() for members in _parted(group)]
    return tuple(sorted(found, key=_weight))


def is_rivalled(question: Question) -> bool:
    """Whether the last answers of two speakers differ, in one unit and for scopes that do not differ."""
    groups: dict[str | None, list[Estimate]] = defaultdict(list)
    for estimate in _last_answers(question):
        groups[estimate.first.quantity.unit].append(estimate)
    return any(_differ(group, scope) for group in groups.values() for scope in _scopes(group))


def told_apart(question: Question) -> tuple[Estimate, ...]:
    """All answers, those that show the rivalry best first.

    First one speaker's last answer for each figure (that with most origins, the newest of equals), then the other
    speakers' last answers, then what speakers said before.
    """
    last = _last_answers(question)
    ranked = sorted(last, key=lambda e: (-len(e.origins), -(e.published or date.min).toordinal()))
    answers = {estimate.interval: estimate for estimate in reversed(ranked)}
    first = [estimate for estimate in ranked if answers[estimate.interval] is estimate]
    same = [estimate for estimate in ranked if answers[estimate.interval] is not estimate]
    return (*first, *same, *(estimate for estimate in question.estimates if estimate not in last))


def _last_answers(question: Question) -> list[Estimate]:
    """Each speaker's newest answer, for each unit and scope."""
    newest: dict[tuple[str | None, ...], Estimate] = {}
    # What its own page calls the earlier figure is no answer any more, though nobody gave another one since.
    standing = [e for e in question.estimates if e.first.quantity.scope != "earlier"]
    for estimate in sorted(standing, key=lambda e: (e.published or date.min, _order(e))):
        q = estimate.first.quantity
        newest[spoken_by(estimate.first), q.unit, q.scope] = estimate
    return list(newest.values())


def revision(question: Question) -> tuple[Estimate, Estimate] | None:
    """The latest two answers by one speaker, if the later says something else of the same thing; else None."""
    series: dict[tuple[object, ...], list[Estimate]] = defaultdict(list)
    for estimate in question.estimates:
        q = estimate.first.quantity
        if estimate.published and q.scope != "earlier":
            series[spoken_by(estimate.first), q.unit, q.scope, fold(q.counted or "")].append(estimate)
    pairs = [pair for group in series.values() if (pair := _last_pair(group))]
    return max(pairs, key=lambda p: (p[1].published or date.min, _order(p[1])), default=None)


def spoken_by(figure: Figure) -> str:
    """Who gave the figure, comparable; the outlet where it speaks in its own voice.

    A body that publishes its own pages is the same speaker, quoted or not.
    """
    return fold(figure.speaker.name if figure.speaker else figure.citation.outlet or figure.citation.article)


def _counted(figure: Figure) -> _Counted:
    words = fold(figure.quantity.counted or "").split()
    if not words:
        return _Counted(fold(figure.quantity.unit or ""), frozenset())
    head = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words)) - 1
    others = frozenset(words[:head] + words[head + 1 :]) - _PREPOSITIONS - {"the", "a", "an", "its", "their"}
    return _Counted(_singular(words[head]), others)


def _singular(noun: str) -> str:
    # A key, never shown: it need only be the same for one and many in most nouns.
    return noun.removesuffix("s") if len(noun) > 3 else noun  # noqa: PLR2004 - "gas" and "bus" are no plurals


def _parted(group: Sequence[Figure]) -> list[list[Figure]]:
    kinds: dict[frozenset[str], list[Figure]] = defaultdict(list)
    for figure in group:
        kinds[_counted(figure).others].append(figure)
    fullest = [kind for kind in kinds if not any(kind < other for other in kinds)]
    parts: dict[frozenset[str], list[Figure]] = defaultdict(list)
    for kind, members in kinds.items():
        homes = [full for full in fullest if kind <= full]
        parts[homes[0] if len(homes) == 1 else kind] += members
    return list(parts.values())


def _question(members: Sequence[Figure]) -> Question:
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in members:
        same[_identity(figure)].append(figure)
    estimates = [Estimate(tuple(sorted(figures, key=_place))) for figures in same.values()]
    widest = max(len(_counted(figure).others) for figure in members)
    full = [figure for figure in members if len(_counted(figure).others) == widest]
    return Question(
        _usual(figure.quantity.role for figure in members),
        _usual(figure.quantity.counted or figure.quantity.unit for figure in full),
        tuple(sorted(estimates, key=_order)),
    )


def _usual(wordings: Iterable[str | None]) -> str | None:
    counts = Counter(wording for wording in wordings if wording and wording.strip())
    return min(counts, key=lambda wording: (-counts[wording], wording), default=None)


def _identity(figure: Figure) -> tuple[object, ...]:
    q = figure.quantity
    measured = (q.low, q.high, q.bound, q.unit, q.scope, q.when, fold(q.counted or ""))
    return (*measured, spoken_by(figure), figure.factuality)


def _place(figure: Figure) -> tuple[object, ...]:
    cited = figure.citation
    given = (spoken_by(figure), repr(figure.quantity), figure.factuality or "", repr(figure.speaker))
    return (cited.published or date.max, cited.article, cited.span, *given)


def _order(estimate: Estimate) -> tuple[object, ...]:
    return _place(estimate.first)


def _weight(question: Question) -> tuple[object, ...]:
    wording = (question.role or "", question.counted or "", _order(question.estimates[0]))
    return (question.role is None, -len(question.origins), -len(question.estimates), *wording)


def _scopes(group: Iterable[Estimate]) -> set[str | None]:
    return {estimate.first.quantity.scope for estimate in group}


def _differ(group: Iterable[Estimate], scope: str | None) -> bool:
    # With two speakers and two answers there are always two speakers who differ, whoever gave which.
    comparable = [e for e in group if e.first.quantity.scope in (scope, None)]
    return len({e.interval for e in comparable}) > 1 and len({spoken_by(e.first) for e in comparable}) > 1


def _last_pair(group: Sequence[Estimate]) -> tuple[Estimate, Estimate] | None:
    last = max(group, key=lambda e: (e.published or date.min, _order(e)))
    earlier = [e for e in group if e.interval != last.interval and e.published != last.published]
    return (max(earlier, key=lambda e: (e.published or date.min, _order(e))), last) if earlier else None
