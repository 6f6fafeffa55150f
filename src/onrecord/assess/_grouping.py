"""Groups from likenesses: average linkage that never puts two together that share nothing.

That is UPGMA (Sokal and Michener 1958) with a veto.
Single linkage makes one group of 203 of 612 pages of one story, of which many share no word. Average linkage keeps
them apart, but for a chain whose links are near 1; the veto holds there too.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Group = tuple[str, ...]

_LARGE = 4
"""Members from which on a group has a measure of its own; with 3 some of one event's are parted, 5 and 6 are alike."""


def groups(
    names: Iterable[str],
    likeness: Mapping[tuple[str, str], float],
    tied: float,
    *,
    least: float = 0.0,
    distinct: float = 0.0,
) -> tuple[Group, ...]:
    """The names in groups, each in order and all in order: a function of names and likenesses, in whatever order.

    `likeness` is of pairs in order; a pair that it does not have is not alike. Two groups are joined while the mean
    likeness across them is at least `tied`, and every pair across is more alike than `least`; the most alike first,
    among equals the first in order. Two that are large are not joined where the mean across is below the part
    `distinct` of the mean within the looser of them: then they are two, however near.
    """
    alike: dict[str, dict[str, float]] = {name: {} for name in names}
    for (a, b), value in sorted(likeness.items()):
        if a in alike and b in alike and value > least:
            alike[a][b] = alike[b][a] = value
    found = [group for part in components(alike) for group in _linked(part, alike, tied, distinct)]
    return tuple(sorted(found))


def components(alike: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """The names that are tied by way of others, each part in order and all in order of their first."""
    seen: set[str] = set()
    found = []
    for name in sorted(alike):
        if name in seen:
            continue
        part, waiting = [], [name]
        seen.add(name)
        while waiting:
            part.append(waiting.pop())
            fresh = alike[part[-1]].keys() - seen
            seen |= fresh
            waiting += fresh
        found.append(sorted(part))
    return found


@dataclass(slots=True)
class _Joining:
    """The groups of one component while they are joined, each known by its first name."""

    members: dict[str, list[str]]
    across: dict[str, dict[str, float]]
    """Sum of the likenesses across two groups, where every pair has one."""
    within: dict[str, float]
    """Sum of the likenesses within a group."""

    def mean(self, a: str, b: str) -> float | None:
        """The mean likeness across two groups; None where one is gone or some pair shares nothing."""
        total = self.across.get(a, {}).get(b)
        return None if total is None else total / (len(self.members[a]) * len(self.members[b]))

    def are_distinct(self, a: str, b: str, part: float) -> bool:
        """Whether two large groups are each much closer within than to each other."""
        sizes = [len(self.members[name]) for name in (a, b)]
        if min(sizes) < _LARGE:
            return False
        inner = min(self.within[name] / (n * (n - 1) / 2) for name, n in zip((a, b), sizes, strict=True))
        return (self.mean(a, b) or 0.0) < part * inner

    def join(self, a: str, b: str) -> None:
        """Puts `b`, which sorts behind `a`, into `a`; what is not wholly alike to both is no longer alike to either."""
        gone, mine = self.across.pop(b), self.across[a]
        self.within[a] += self.within.pop(b) + mine[b]
        self.across[a] = {other: value + gone[other] for other, value in mine.items() if other in gone}
        for other in (mine.keys() | gone.keys()) - {a, b}:
            self.across[other].pop(a, None)
            self.across[other].pop(b, None)
            if other in self.across[a]:
                self.across[other][a] = self.across[a][other]
        self.members[a] += self.members.pop(b)


def _linked(part: list[str], alike: Mapping[str, Mapping[str, float]], tied: float, distinct: float) -> list[Group]:
    # Copies of one text, all tied to all: to join them one by one takes time by the square.
    if not distinct and all(
        len(alike[name]) == len(part) - 1 and min(alike[name].values()) >= tied for name in part[1:]
    ):
        return [tuple(part)]
    joining = _Joining(
        {name: [name] for name in part}, {name: dict(alike[name]) for name in part}, dict.fromkeys(part, 0.0)
    )
    waiting = [(-value, a, b) for a in part for b, value in alike[a].items() if a < b and value >= tied]
    heapify(waiting)
    while waiting:
        mean, a, b = heappop(waiting)
        if joining.mean(a, b) != -mean or joining.are_distinct(a, b, distinct):
            continue
        joining.join(a, b)
        for other in sorted(joining.across[a]):
            first, second = sorted((a, other))
            now = joining.mean(first, second)
            if now is not None and now >= tied:
                heappush(waiting, (-now, first, second))
    return [tuple(sorted(group)) for group in joining.members.values()]
