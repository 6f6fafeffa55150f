"""Expressions found and gold ones, matched one to one where they overlap: TempEval-3's measures (UzZaman et al. 2013).

- span: an expression of the gold is met by one that overlaps it
- value: it is met, and the TIMEX3 value is the same to the letter
- type: it is met, and the TIMEX3 type is the same
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAN = float("nan")


class Timex(NamedTuple):
    """A time expression, found or gold."""

    start: int
    end: int
    type: str
    value: str | None


def matched(found: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs that overlap, the longest overlaps first, none twice."""
    pairs = [
        (min(f.end, g.end) - max(f.start, g.start), f.value == g.value, -i, -j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if f.start < g.end and g.start < f.end
    ]
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(pairs, reverse=True):
        if all(i != was and j != own for was, own in taken):
            taken.append((i, j))
    return [(found[-i], gold[-j]) for i, j in taken]


def figures(texts: Iterable[tuple[Sequence[Timex], Sequence[Timex]]]) -> dict[str, float]:
    """Precision, recall and F1 of spans, and F1 of values and types, over all texts."""
    given = wanted = met = right = alike = 0
    for found, gold in texts:
        pairs = matched(found, gold)
        given, wanted, met = given + len(found), wanted + len(gold), met + len(pairs)
        right += sum(f.value == g.value for f, g in pairs)
        alike += sum(f.type == g.type for f, g in pairs)
    both = given + wanted
    return {
        "span P": met / given if given else NAN,
        "span R": met / wanted if wanted else NAN,
        "span F1": 2 * met / both if both else NAN,
        "value F1": 2 * right / both if both else NAN,
        "type F1": 2 * alike / both if both else NAN,
    }
