"""Which estimates stand against each other on record: of each two values the two by whom they first do.

Figures of one question are set side by side as they came on record; what a figure's speaker had revised when the other
came out is history, and who repeats a figure sets nothing against anything.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._conflicts import (
    conflict,
    exceeds,
    grows,
    is_background,
    is_comparable,
    is_named,
    is_part,
    outgrows,
)
from onrecord.assess._estimates import order
from onrecord.assess._estimates import table as definitions
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from onrecord.assess._conflicts import Conflict
    from onrecord.model import Estimate, Question

# Nouns under which those of another noun are counted too.
_CASUALTIES = frozenset(("casualty", "loss", "person", "people", "victim"))


NAMED = "named"
"""Stands for all events where figures name whose they are; no event has this name."""


class Seen(NamedTuple):
    """When each page was recorded first, the event that a page is about, and the estimates that twist another."""

    recorded: Mapping[str, datetime]
    event_of: Callable[[str], str]
    twisted: frozenset[str] = frozenset()


class Known(NamedTuple):
    """An estimate, when the first of its pages was recorded, and the day from which its speaker gave another."""

    at: datetime
    estimate: Estimate
    ended: date | None


class Pair(NamedTuple):
    """Two estimates that stand against each other, and in what; `new` was recorded later."""

    old: Known
    new: Known
    how: Conflict


def rivalling(question: Question, seen: Seen) -> Iterator[Pair]:
    """Of each two values that stand against each other the two estimates by which they first do."""
    for event, known in on_record(question, seen).items():
        for ours, theirs in combinations(_values(known), 2):
            found = ((a, b, conflict(a.estimate, b.estimate)) for a, b in _beside(ours, theirs, event))
            yield from islice((_pair(a, b, how) for a, b, how in found if how), 1)


def outgrown(questions: Sequence[Question], seen: Seen) -> Iterator[Pair]:
    """Parts that are more than the whole by another speaker: the killed among casualties, a period of a total."""
    by_role: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.per is None and question.role and question.estimates[0].first.quantity.change is None:
            by_role[fold(question.role)].append(question)
    wider = {part: whole for whole, parts in definitions().definitions.items() for part in parts}
    for role, group in by_role.items():
        totals = [q for q in group if q.scope != "period"]
        asked: list[tuple[Question, Question, Conflict]] = [
            (part, whole, "scope") for part in group if part.scope == "period" for whole in totals
        ]
        asked += [(part, whole, "definition") for part in totals for whole in by_role.get(wider.get(role, ""), ())]
        for part, whole, how in asked:
            if _is_alike(part, whole):
                yield from _beyond(part, whole, how, seen)


def on_record(question: Question, seen: Seen) -> dict[str, list[Known]]:
    """The estimates that can be compared, by event, in the order in which they came on record.

    Those that name whose they are stand under NAMED too, whatever the event. What a page tells of long ago is compared
    there alone: "12 killed" may be of another war.
    """
    ended = {e.revises: e.published for e in question.estimates if e.revises}
    found: dict[str, list[Known]] = defaultdict(list)
    for e, pages in _whole(question, seen).items():
        moments: dict[str, list[datetime]] = defaultdict(list)
        for page in pages:
            if not is_background(e):
                moments[seen.event_of(page)].append(seen.recorded[page])
            if is_named(e):
                moments[NAMED].append(seen.recorded[page])
        for event, at in moments.items():
            found[event].append(Known(min(at), e, ended.get(e.id)))
    return {event: sorted(group, key=came) for event, group in sorted(found.items())}


def _whole(question: Question, seen: Seen) -> dict[Estimate, set[str]]:
    """The estimates that can be compared, with their pages: of a toll the most that one speaker gives on a page.

    Less by the same voice on the same page is a part of it, most often without a word that says so.
    """
    usable = [e for e in question.estimates if e.id not in seen.twisted and is_comparable(e)]
    on_page: dict[tuple[str, str], list[Estimate]] = defaultdict(list)
    for e in usable:
        for page in e.pages & seen.recorded.keys():
            on_page[page, e.by].append(e)
    found: dict[Estimate, set[str]] = defaultdict(set)
    for (page, _), given in on_page.items():
        for e in given:
            if not (grows(e) and any(exceeds(other, e) for other in given)):
                found[e].add(page)
    return found


def came(known: Known) -> tuple[object, ...]:
    """Its place among others: when it came on record; of one page the place of the page, and then its own."""
    return (known.at, *order(known.estimate), known.estimate.id)


def _values(known: Sequence[Known]) -> list[list[Known]]:
    """By value who gave it first, and the first other speaker who gave it; who repeats it is none of them.

    A value that was revised stays so for whoever repeats it.
    """
    groups: dict[tuple[object, ...], list[Known]] = defaultdict(list)
    for each in known:
        e = each.estimate
        group = groups[e.interval, fold(e.definition or ""), is_part(e)]
        if not group:
            group.append(each)
        elif len(group) == 1 and group[0].estimate.by != e.by:
            group.append(each._replace(ended=group[0].ended))
    return list(groups.values())


def _beside(ours: Sequence[Known], theirs: Sequence[Known], event: str) -> list[tuple[Known, Known]]:
    """Each of one value with each of another that stands beside it, in the order in which both were on record."""
    pairs = [(a, b) for a, b in product(ours, theirs) if _stand(a, b)]
    if event != NAMED:
        pairs = [(a, b) for a, b in pairs if not (is_named(a.estimate) and is_named(b.estimate))]
    return sorted(pairs, key=lambda pair: sorted(map(came, pair), reverse=True))


def _pair(a: Known, b: Known, how: Conflict) -> Pair:
    old, new = sorted((a, b), key=came)
    return Pair(old, new, how)


def _stand(a: Known, b: Known) -> bool:
    """Whether neither was revised by its speaker before the other was published."""
    days = ((a.ended, b.estimate.published), (b.ended, a.estimate.published))
    return not any(ended and day and ended <= day for ended, day in days)


def _is_alike(part: Question, whole: Question) -> bool:
    """Whether what they count does not differ, where both tell it."""
    heads = [q.estimates[0].first.quantity.head or "" for q in (part, whole)]
    placed = [(fold(a), fold(b)) for a, b in ((part.whose, whole.whose), (part.where, whole.where)) if a and b]
    same_head = heads[0] == heads[1] or not _CASUALTIES.isdisjoint(heads)
    return same_head and all(a == b for a, b in placed) and whole.scope != "period"


def _beyond(part: Question, whole: Question, how: Conflict, seen: Seen) -> Iterator[Pair]:
    parts, wholes = (on_record(q, seen) for q in (part, whole))
    for event in parts.keys() & wholes.keys():
        for ours, theirs in product(_values(parts[event]), _values(wholes[event])):
            found = (_pair(a, b, how) for a, b in _beside(ours, theirs, event) if outgrows(a.estimate, b.estimate))
            yield from islice(found, 1)
