"""What one page says of how many were killed and wounded in an event: counts, counts side by side, persons told of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._persons import distinct, elsewhere, person, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.assess._persons import Person
    from onrecord.model import Figure, Span

ROLES = ("killed", "wounded", "shot")
"""Of persons; shot leaves open whether they live: it is the whole of killed and wounded."""
# Characters from the beginning in which news tells all that matters.
_LEAD = 700
# Bare numbers beyond this are ages, addresses and shots, save in a few events of decades.
_MOST = 60
_PRONOUNS = frozenset(("he", "she", "him", "her"))
_SELF = frozenset(("himself", "herself"))
_PART = re.compile(r"\s*of (?:the|them|those|these|his|her|whom|which)\b", re.IGNORECASE)
# "Five people, including a girl": at most a few words before the included.
_INCLUDED = re.compile(r"\b(?:including|included|among them|one of them)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|another|more|others)\b", re.IGNORECASE)


class Tally(NamedTuple):
    """One thing that a page says: what it counts, where it stands, the numbers, and the figures that say it."""

    kind: str
    place: str
    numbers: tuple[int, ...]
    figures: tuple[Figure, ...]


class _Told(NamedTuple):
    """What one sentence says: counts, single persons, and what only implies or refers to a person."""

    place: str
    counts: tuple[Figure, ...]
    persons: tuple[Figure, ...]
    pronouns: tuple[Figure, ...]
    implied: tuple[Figure, ...]


def tallies(page: Iterable[Figure]) -> tuple[Tally, ...]:
    """What the figures of one page say of killed, wounded and shot persons."""
    by_sentence: dict[Span, list[Figure]] = defaultdict(list)
    for figure in page:
        if figure.quantity.role in ROLES and figure.quantity.low is not None:
            by_sentence[figure.context.span].append(figure)
    # Pages repeat their captions and summaries; said once more it counts no more.
    once = {group[0].context.quote: group for _, group in sorted(by_sentence.items(), reverse=True)}
    told = [_told(group) for group in once.values()]
    found = {(t.kind, t.place, t.numbers): t for each in reversed(told) for t in _of_sentence(each)}
    counted = frozenset(
        kind.partition(" ")[0] for kind, place, numbers in found if place != "other" and max(numbers) > 1
    )
    return (*(found[key] for key in sorted(found)), *_of_persons(told, counted))


def _told(group: Sequence[Figure]) -> _Told:
    kinds: dict[str, list[Figure]] = defaultdict(list)
    for figure in group:
        if kind := _kind(figure):
            kinds[kind].append(figure)
    start = group[0].context.span.start
    place = (
        "other" if elsewhere(group[0].context.quote) else "first" if not start else "lead" if start < _LEAD else "body"
    )
    return _Told(place, *(tuple(kinds[kind]) for kind in ("count", "person", "pronoun", "implied")))


def _kind(figure: Figure) -> str:
    q = figure.quantity
    if not q.low or q.low > _MOST or q.scope == "earlier":
        return ""
    if q.high is None and q.wording is not None:
        return "implied"
    if q.head in _PRONOUNS:
        return "pronoun"
    return "person" if q.low == 1 and q.wording is not None else "count"


def _of_sentence(told: _Told) -> Iterator[Tally]:
    """Its counts, each by itself, and what it says side by side."""
    for figure in told.counts:
        yield Tally(_counted(figure), told.place, (int(figure.quantity.low or 0),), (figure,))
    together = (*told.counts, *told.persons)
    if not told.counts and len(together) + len(told.pronouns) <= 1:
        return
    said = _added(told)
    killed, wounded, shot = (said[role] for role in ROLES)
    if killed and wounded and not shot:
        yield Tally("beside", told.place, (killed, wounded), together)
    elif killed and shot > killed and not wounded:
        yield Tally("among", told.place, (killed, shot - killed), together)
    elif killed and shot and not wounded:
        yield Tally("beside shot", told.place, (killed, shot), together)
    elif killed > 1:
        yield Tally("killed together", told.place, (killed,), together)
    elif wounded + shot > 1:
        yield Tally("hurt together", told.place, (wounded + shot,), together)


def _counted(figure: Figure) -> str:
    """What a count is of: all of a role, others beside somebody told of, or a part."""
    q, quote = figure.quantity, figure.citation.quote
    before, after = figure.context.quote[: _start(figure)], figure.context.quote[_start(figure) + len(quote) :]
    if q.part_of or _PART.search(quote) or _PART.match(after) or _INCLUDED.search(before):
        return f"{q.role} part"
    return f"{q.role} others" if q.head == "other" or _OTHERS.search(quote) else f"{q.role}"


def _start(figure: Figure) -> int:
    """Where the figure begins within its sentence."""
    return max(0, figure.citation.span.start - figure.context.span.start)


def _added(told: _Told) -> Counter[str]:
    """How many of each role a sentence names, counted or told singly; others shot beside somebody killed are hurt."""
    said: Counter[str] = Counter()
    killed = any(f.quantity.role == "killed" for f in (*told.counts, *told.persons, *told.pronouns))
    for figure in (*told.counts, *told.persons):
        q = figure.quantity
        role, low = q.role or "", int(q.low or 0)
        kind = _counted(figure)
        if q.head in _SELF:
            # A killer who then kills himself is one more.
            said[role] += low if role == "killed" else 0
        elif not kind.endswith("part"):
            said["wounded" if role == "shot" and killed and kind.endswith("others") else role] += low
    said["shot"] += sum(1 for f in told.pronouns if f.quantity.role == "shot" and not killed)
    if said["shot"] and said["wounded"] and not any(_counted(f).endswith("others") for f in told.counts):
        # "Five shot, one seriously wounded": the smaller is among the larger.
        said["shot"], said["wounded"] = max(said["shot"], said["wounded"]), 0
    return said


def _of_persons(told: Sequence[_Told], counted: frozenset[str]) -> Iterator[Tally]:
    """How many are told of one by one: killed, hurt and not killed, and all.

    Where the page counts too they are told apart: of five who were hurt it may tell of one.
    """
    by_role: dict[str, list[Figure]] = defaultdict(list)
    here = [each for each in told if each.place != "other"]
    for figure in (f for each in here for f in (*each.persons, *(c for c in each.counts if c.quantity.low == 1))):
        by_role["killed" if figure.quantity.role == "killed" else "hurt"].append(figure)
    who = {role: [person(f) for f in given] for role, given in by_role.items()}
    dead = distinct(who.get("killed", ()))
    alive = [p for p in who.get("hurt", ()) if not any(_may_be(p, group) for group in dead)]
    any_killed = next(((f,) for each in here for f in each.pronouns if f.quantity.role == "killed"), ())
    implied = next((each.implied[:1] for each in here if each.implied), ())
    least = max((int(f.quantity.low or 0) for each in here for f in each.implied), default=0)
    some = max(len(dead) or len(any_killed), least if least > 1 else 0)
    everybody = distinct(p for given in who.values() for p in given)
    beside_hurt = " beside counts" if counted & {"wounded", "shot", "hurt", "beside", "among"} else ""
    beside_all = " beside counts" if counted else ""
    beside_killed = " beside counts" if counted & {"killed"} else ""
    deaths = "deaths implied" if implied and not some else f"persons killed{_told_apart(dead)}{beside_killed}"
    yield Tally(deaths, "", (some,), tuple(by_role["killed"]) or any_killed or implied)
    hurt = distinct(alive)
    yield Tally(f"persons hurt{_told_apart(hurt)}{beside_hurt}", "", (len(hurt),), tuple(by_role["hurt"]))
    everybody_told = tuple(f for given in by_role.values() for f in given)
    yield Tally(f"persons{_told_apart(everybody)}{beside_all}", "", (max(len(everybody), some),), everybody_told)


def _told_apart(groups: Sequence[Sequence[Person]]) -> str:
    """Whether several persons have names or ages, so that they are not one in other words."""
    return " by name" if len(groups) > 1 and all(any(p.names or p.age for p in group) for group in groups) else ""


def _may_be(one: Person, group: Sequence[Person]) -> bool:
    return all(same(one, other) for other in group)
