"""What persons decided of the claims at hand: which wordings are one claim whatever they share, and which never are.

A decision names statements; what stands for them now is told where the evidence is kept. Of decisions that contradict
each other, at once or by way of others, the later holds: so they are heeded from the last one back, each unless those
heeded already rule it out. All of it is a function of the decisions and the evidence, in whatever order pages came.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.assess._grouping import components
from onrecord.assess._linking import connected, contraries, name_of, short_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from onrecord.assess._grouping import Group
    from onrecord.assess._linking import Find
    from onrecord.model import Bearing, Claim, Decided, Decision, Evidence, Recorded, Statement

    Pair = tuple[str, str]
    Settled = tuple[Recorded, Decision]


class Bonds(NamedTuple):
    """What is decided of wordings, by their names."""

    names: Mapping[str, str]
    """Id of evidence that was split from what is said in the same words -> a name of its own."""
    parts: Mapping[str, frozenset[str]]
    """Of each wording that decisions put together with others, all of them and itself."""
    apart: tuple[Pair, ...]
    """Wordings never on one claim; the first was split from the second."""
    vouched: Mapping[str, tuple[Decided, ...]]
    """Id of evidence -> the decisions by which persons of the team vouch for its claim."""
    reconciled: Mapping[Pair, Decision]
    """Ids of evidence -> by which decision the claims of the two, either way round, do not dispute each other."""

    def name_of(self, e: Evidence) -> str:
        """Under which name evidence is put in groups."""
        return self.names.get(e.id) or name_of(e)

    def severed(self, likeness: Mapping[Pair, float]) -> dict[Pair, float]:
        """The likenesses without those of wordings that are not to be on one claim."""
        crossing = (pair for x, y in self.apart for pair in product(self.part(x), self.part(y)))
        barred = {(min(pair), max(pair)) for pair in crossing}
        return {pair: value for pair, value in likeness.items() if pair not in barred}

    def joined(self, found: Iterable[Group]) -> tuple[Group, ...]:
        """The groups, those that hold wordings put together made one; in order.

        Where that would bring together what was split, what had been split off goes alone, with what it was merged.
        """
        groups, alone = tuple(found), frozenset[str]()
        if not self.parts:
            return groups
        while True:
            whole = _components(groups, self.parts, alone)
            at = {name: n for n, group in enumerate(whole) for name in group}
            broken = next((x for x, y in self.apart if x in at and at[x] == at.get(y)), None)
            if broken is None:
                return whole
            alone |= self.part(broken)

    def vouchers(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions to vouch for the claim with this evidence, in the order in which they were made."""
        found = {each for id_ in ids for each in self.vouched.get(id_, ())}
        return tuple(each.decision for each in sorted(found))

    def disputed(self, claims: Sequence[Sequence[Recorded]]) -> list[tuple[list[Recorded], list[Settled]]]:
        """Of each claim what of the others disputes it in other words, and what would but for a decision, and which."""
        at = {r.evidence.id: n for n, held in enumerate(claims) for r in held}
        settled = {(at[a], at[b]): made for (a, b), made in self.reconciled.items() if a in at and b in at}
        found = []
        for n, told in enumerate(contraries(claims)):
            made = [(r, settled.get((n, at[r.evidence.id]))) for r in told]
            found.append(([r for r, by in made if not by], [(r, by) for r, by in made if by]))
        return found

    def part(self, name: str) -> frozenset[str]:
        """A wording with all that decisions put together with it."""
        return self.parts.get(name, frozenset({name}))


NONE = Bonds({}, {}, (), {}, {})


class Decisions(Protocol):
    """Where decisions are looked up; a part of `Look`."""

    def decided(self, articles: Collection[str]) -> Iterable[Bearing]:
        """The decisions that hold about these pages, and what stands for their statements."""

    def holding(self, ids: Collection[str]) -> Iterable[Claim]:
        """The claims that rest on some of this evidence."""


def reached(
    fresh: Sequence[Recorded], known: Iterable[Claim], find: Find, look: Decisions
) -> tuple[dict[str, Claim], tuple[Bearing, ...]]:
    """The claims that have, by whatever ties or decisions, to do with fresh evidence or with those known; by id.

    And the decisions about any of their evidence: whatever else these are about is reached too, as far as it is there.
    """
    near = connected(fresh, known, find)
    borne: dict[int, Bearing] = {}
    asked: set[str] = set()
    while True:
        held = [r.evidence for c in near.values() for r in c.evidence] + [r.evidence for r in fresh]
        pages, ids = {e.citation.article for e in held}, {e.id for e in held}
        borne |= {b.decided.number: b for b in look.decided(pages - asked)} if pages - asked else {}
        asked |= pages
        about = [b for b in borne.values() if not ids.isdisjoint(b.stands)]
        others = {id_ for b in about for id_ in b.stands if id_} - ids
        more = [c for c in (look.holding(others) if others else ()) if c.id not in near]
        if not more:
            return near, tuple(about)
        near = connected(fresh, [*near.values(), *more], find)


def bonds(bearings: Iterable[Bearing], evidence: Mapping[str, Evidence]) -> Bonds:
    """What decisions make of evidence, given by id; a decision of which nothing, or one side only, is there waits."""
    ordered = sorted(bearings, key=lambda b: b.decided.number)
    names = _names(ordered, evidence)
    named = {id_: names.get(id_) or name_of(e) for id_, e in evidence.items()}
    parts: dict[str, frozenset[str]] = {}
    apart: list[Pair] = []
    for bearing in reversed(ordered):
        for a, b in _pairs(bearing, named):
            one, other = (parts.get(name, frozenset({name})) for name in (a, b))
            if bearing.decided.decision.kind == "split":
                apart += [(a, b)] if b not in one else []
            elif not any((x in one and y in other) or (x in other and y in one) for x, y in apart):
                parts |= dict.fromkeys(one | other, one | other)
    return Bonds(names, parts, tuple(apart), _vouched(ordered), dict(_reconciled(ordered)))


def _reconciled(ordered: Iterable[Bearing]) -> Iterator[tuple[Pair, Decision]]:
    """The first statement of each such decision with each other one, either way round, where both are there."""
    for bearing in ordered:
        if bearing.decided.decision.kind == "reconcile":
            first, *others = bearing.stands
            for other in others:
                if first and other:
                    yield from ((pair, bearing.decided.decision) for pair in ((first, other), (other, first)))


def _pairs(bearing: Bearing, named: Mapping[str, str]) -> Iterator[Pair]:
    """Of a merge or split each other wording with the first, where both are there and differ."""
    if bearing.decided.decision.kind in {"merge", "split"}:
        first, *others = (named.get(id_ or "") for id_ in bearing.stands)
        yield from ((other, first) for other in others if other and first and other != first)


def _names(ordered: Iterable[Bearing], evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """Names of their own for what was split from the same words: a name tells no two of those apart."""
    own: dict[str, str] = {}
    for bearing in ordered:
        if bearing.decided.decision.kind != "split":
            continue
        first, *others = (evidence.get(id_ or "") for id_ in bearing.stands)
        for e, statement in zip(others, bearing.decided.decision.statements[1:], strict=True):
            if e and first and e.id != first.id and name_of(e) == name_of(first):
                own.setdefault(e.id, _own_name(name_of(e), statement))
    return own


def _own_name(name: str, statement: Statement) -> str:
    # By the statement as it was decided on: it is the same in another reading of the page.
    return short_hash(f"{name}\n{statement.article}\n{statement.span.start}\n{statement.span.end}")


def _vouched(ordered: Iterable[Bearing]) -> dict[str, tuple[Decided, ...]]:
    found: dict[str, tuple[Decided, ...]] = {}
    for bearing in ordered:
        for id_ in bearing.stands:
            if bearing.decided.decision.kind == "confirm" and id_:
                found[id_] = (*found.get(id_, ()), bearing.decided)
    return found


def _components(
    groups: Iterable[Group], parts: Mapping[str, frozenset[str]], alone: frozenset[str]
) -> tuple[Group, ...]:
    """What groups and decisions put together; what goes alone leaves its group."""
    edges: dict[str, dict[str, float]] = {name: {} for group in groups for name in group}
    kept = [[name for name in group if name not in alone] for group in groups]
    for first, *others in (group for group in [*kept, *map(sorted, {*parts.values()})] if group):
        for other in others:
            edges[first][other] = edges[other][first] = 1.0
    return tuple(sorted(tuple(part) for part in components(edges)))
