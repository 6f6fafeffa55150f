"""What pages did to figures: estimates revised, contradicted and corrected, each dated by the page that did it.

Estimates are laid side by side when they are looked at, and so are their changes: a function of the questions and of
the moments at which their pages were recorded. A page that only repeats a figure changes nothing.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.assess._conflicts import grows, takes_back
from onrecord.assess._events import events, gist
from onrecord.assess._rivals import Seen, came, on_record, outgrown, rivalling
from onrecord.assess._settled import told
from onrecord.model import DIFFERS, Change
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from onrecord.assess._conflicts import Conflict
    from onrecord.assess._rivals import Known, Pair
    from onrecord.model import Article, ChangeKind, Estimate, Question

# Of rivals this many are told in words; all of them are cited.
_TOLD = 3
# Two numbers of which the smaller is below this stand side by side by chance, on pages of anything.
_TELLING = 10


def moves(
    asked: Iterable[Question], recorded: Mapping[str, datetime], articles: Iterable[Article] | None = None
) -> tuple[Change, ...]:
    """The changes of the estimates, oldest first; the order of questions and pages changes nothing.

    `claim` holds the id of the estimate that came; `because` that id and those of the estimates that it moved, of a
    contradiction after `by value` or in what else they differ. Figures of questions that do not name whose they are are
    compared only where pages of one event give them; without `articles` all pages are of one event. Pages of which
    `recorded` does not tell the moment are left out.
    """
    questions, seen = tuple(asked), Seen(recorded, _event_of(articles))
    misquotes = tuple(_misquoted(questions, seen))
    seen = seen._replace(twisted=frozenset(change.claim for change in misquotes))
    pairs = [pair for question in questions for pair in rivalling(question, seen)]
    pairs += outgrown(questions, seen)
    found = [change for question in questions for change in _revised(question, seen)]
    return tuple(sorted((*found, *_contradictions(pairs), *misquotes), key=_place))


def _event_of(articles: Iterable[Article] | None) -> Callable[[str], str]:
    """Tells the event of a page by one of its pages; events are found when the first is asked for."""

    @functools.cache
    def known() -> dict[str, str]:
        return {page: group[0] for group in events(map(gist, articles or ())) for page in group}

    return lambda page: "" if articles is None else known().get(page, page)


def _place(change: Change) -> tuple[object, ...]:
    return (change.at, change.claim, change.kind, change.because)


def _at(estimate: Estimate, seen: Seen) -> datetime:
    return min(seen.recorded[page] for page in estimate.pages if page in seen.recorded)


def _contradictions(pairs: Iterable[Pair]) -> Iterator[Change]:
    """One for each estimate that came, in each event, and each way in which it stands against others."""
    against: dict[tuple[datetime, str, Conflict], list[Pair]] = defaultdict(list)
    for pair in pairs:
        against[pair.new.at, pair.new.estimate.id, pair.how].append(pair)
    for (at, id_, how), group in against.items():
        group.sort(key=lambda pair: came(pair.old))
        rivals = list(dict.fromkeys(_words(pair.old.estimate, how) for pair in group))
        more = [f"{len(rivals) - _TOLD} more"] if len(rivals) > _TOLD else []
        because = (f"{DIFFERS}{how}", id_, *dict.fromkeys(pair.old.estimate.id for pair in group))
        before = "; ".join([*rivals[:_TOLD], *more])
        yield Change(at, "contradiction", id_, before, _words(group[0].new.estimate, how), because)


def _words(estimate: Estimate, how: Conflict | None = None) -> str:
    """The figure as its page has it, what it counts where that differs, who gave it, and when it came out."""
    first = estimate.first
    parts = [told(estimate)]
    if how == "definition":
        parts.append(estimate.definition or "")
    if how == "scope":
        parts.append({"period": "within a period", "part": "of a part"}.get(first.quantity.scope or "", "in all"))
    if estimate.derived:
        parts.append("as a sum")
    who = first.speaker.name if first.speaker else first.citation.outlet or first.citation.path
    return f"{' '.join(parts)} ({who}, {estimate.published or 'undated'})"


def _revised(question: Question, seen: Seen) -> Iterator[Change]:
    """Another figure by the same speaker, or in a later version of the same page."""
    pairs: dict[tuple[str, str], tuple[Known, Known]] = {}
    for group in on_record(question, seen).values():
        known = {each.estimate.id: each for each in group if not each.estimate.derived}
        linked = [(known[e.revises], known[e.id]) for e in question.estimates if e.id in known and e.revises in known]
        for a, b in (*_versions(known.values(), seen), *linked):
            pairs.setdefault((a.estimate.id, b.estimate.id), (a, b))
    for a, b in pairs.values():
        kind: ChangeKind = "correction" if _is_correction(a, b, seen) else "estimate revised"
        words = _words(a.estimate), _words(b.estimate)
        yield Change(max(a.at, b.at), kind, b.estimate.id, *words, (b.estimate.id, a.estimate.id))


def _is_correction(before: Known, after: Known, seen: Seen) -> bool:
    """Whether its page says that the earlier figure was wrong, or is a version of that page with a smaller one."""
    a, b = before.estimate, after.estimate
    fresh = [f for f in b.figures if seen.recorded.get(f.citation.article) == after.at]
    if any(takes_back(f.context.quote) for f in fresh):
        return True
    goes_on = grows(b) and (b.low or 0) > (a.low or 0)
    return not goes_on and bool(_addresses(a) & _addresses(b))


def _addresses(estimate: Estimate) -> set[str]:
    return {f.citation.url for f in estimate.figures if f.citation.url}


def _versions(known: Iterable[Known], seen: Seen) -> Iterator[tuple[Known, Known]]:
    """Of versions of one page that each give one figure for the same thing: the one before, and the one after."""
    pages: dict[tuple[object, ...], dict[str, list[Known]]] = defaultdict(lambda: defaultdict(list))
    for each in known:
        e, q = each.estimate, each.estimate.first.quantity
        for cited in {f.citation for f in e.figures if f.citation.url and f.citation.article in seen.recorded}:
            alike = (cited.url, e.by, q.unit, q.scope, fold(q.counted or ""), q.when)
            pages[alike][cited.article].append(each)
    for versions in pages.values():
        single = sorted((seen.recorded[id_], id_, given[0]) for id_, given in versions.items() if len(given) == 1)
        # A version that still has the figure before has only one more.
        yield from ((a, b) for (_, _, a), (_, page, b) in pairwise(single) if page not in a.estimate.pages)


def _misquoted(questions: Sequence[Question], seen: Seen) -> Iterator[Change]:
    """Figures that probably twist another's part, with both wordings."""
    every = {e.id: e for q in questions for e in q.estimates if not e.pages.isdisjoint(seen.recorded)}
    parts = [e for e in every.values() if e.part_of and (e.low or 0) >= _TELLING]
    for e in every.values():
        for part in parts if e.flags else ():
            right = part.first.context.quote
            if _events(e, seen).isdisjoint(_events(part, seen)):
                continue
            wrong = next((f.context.quote for f in e.figures if _tells(e.flags, right, f.context.quote)), None)
            if wrong is not None:
                at = max(_at(e, seen), _at(part, seen))
                yield Change(
                    at, "contradiction", e.id, f"“{right}”", f"“{wrong}”", (f"{DIFFERS}misquote", e.id, part.id)
                )


def _events(estimate: Estimate, seen: Seen) -> set[str]:
    return set(map(seen.event_of, estimate.pages))


def _tells(flags: Iterable[str], right: str, wrong: str) -> bool:
    return any(f"“{right}”" in flag and f"“{wrong}”" in flag for flag in flags)
