"""Precision, recall and F1 of spans that overlap and of values that are equal, matched one to one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# As the metric of the sentences has it.
_RELATIVE = 1e-5
T = TypeVar("T")


class Value(NamedTuple):
    """A value with what bounds it: equal, about, more than, less than, up, down."""

    low: float
    high: float
    bound: str


class Counts(NamedTuple):
    """How many were matched, found, and are in the gold; they add up over texts."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum of both."""
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    def figures(self, name: str) -> dict[str, float]:
        """`name` F1, P and R; NaN where there is nothing to divide by."""
        parts = {
            "F1": (2 * self.right, self.found + self.gold),
            "P": (self.right, self.found),
            "R": (self.right, self.gold),
        }
        return {f"{name} {part}": up / down if down else math.nan for part, (up, down) in parts.items()}


def overlap(gold: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether two spans share a code point."""
    return gold[0] < found[1] and found[0] < gold[1]


def same_value(gold: Value, found: Value) -> bool:
    """Whether low and high are equal, but for rounding."""
    return all(math.isclose(a, b, rel_tol=_RELATIVE) for a, b in ((gold.low, found.low), (gold.high, found.high)))


def same_bound(gold: Value, found: Value) -> bool:
    """Whether value and bound are equal."""
    return gold.bound == found.bound and same_value(gold, found)


def matched(gold: Sequence[T], found: Sequence[T], fits: Callable[[T, T], bool]) -> dict[int, int]:
    """Found -> gold, as many pairs as can be had where each is used once (Kuhn's augmenting paths)."""
    options = [[n for n, other in enumerate(found) if fits(one, other)] for one in gold]
    pairs: dict[int, int] = {}
    for one in range(len(gold)):
        _augment(one, options, pairs, set())
    return pairs


def _augment(one: int, options: Sequence[Sequence[int]], pairs: dict[int, int], tried: set[int]) -> bool:
    for other in options[one]:
        if other not in tried:
            tried.add(other)
            if other not in pairs or _augment(pairs[other], options, pairs, tried):
                pairs[other] = one
                return True
    return False


def counted(gold: Sequence[T], found: Sequence[T], fits: Callable[[T, T], bool]) -> Counts:
    """The counts of one text."""
    return Counts(len(matched(gold, found, fits)), len(found), len(gold))
