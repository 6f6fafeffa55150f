"""Scores of pairs by weight, and of groups by B-cubed (Bagga and Baldwin 1998)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

NAN = float("nan")


def f1_of(found: Sequence[bool], gold: Sequence[bool], weights: Sequence[float]) -> dict[str, float]:
    """F1, precision and recall of what was found, each pair counted by its weight; nan where nothing is asked."""
    rows = list(zip(found, gold, weights, strict=True))
    right = sum(weight for hit, wanted, weight in rows if hit and wanted)
    hits = sum(weight for hit, _, weight in rows if hit)
    asked = sum(weight for _, wanted, weight in rows if wanted)
    return {
        "F1": 2 * right / (hits + asked) if asked else NAN,
        "P": right / hits if hits else NAN,
        "R": right / asked if asked else NAN,
    }


def best_threshold(values: Sequence[float], gold: Sequence[bool], weights: Sequence[float]) -> float:
    """The value from which on F1 is best if what has it or more is found; the least of equals."""
    scored = [
        (f1_of([value >= edge for value in values], gold, weights)["F1"], -edge) for edge in set(values) if edge > 0
    ]
    return -max(scored, default=(0.0, -1.0))[1]


def weights_of(strata: Sequence[tuple[str, float]]) -> list[float]:
    """How many pairs each stands for: the size of its stratum over the number drawn from it."""
    drawn = Counter(name for name, _ in strata)
    return [size / drawn[name] for name, size in strata]


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> dict[str, float]:
    """F1, precision and recall, the mean over all items; both must hold the same items."""
    wanted, had = (_members(groups) for groups in (gold, found))
    both = {item: len(wanted[gold[item]] & had[found[item]]) for item in gold}
    precision = sum(n / len(had[found[item]]) for item, n in both.items()) / len(both) if both else NAN
    recall = sum(n / len(wanted[gold[item]]) for item, n in both.items()) / len(both) if both else NAN
    return {"F1": 2 * precision * recall / (precision + recall) if both else NAN, "P": precision, "R": recall}


def _members(groups: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for item, group in groups.items():
        found[group].add(item)
    return found
