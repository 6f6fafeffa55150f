"""F1 of each stance, their mean, and the challenge's own score."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = ("unrelated", "discuss", "agree", "disagree")
METRICS = (*LABELS, "macro F1", "FNC score", "disagree P", "disagree R")
NAN = float("nan")


def figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Each of METRICS; of a label that is nowhere, not a number, and the mean is of the others."""
    f1 = {label: _f1(gold, found, label) for label in LABELS}
    there = [value for value in f1.values() if value == value]  # noqa: PLR0124 -- not a number is unlike itself
    right = sum(g == f == "disagree" for g, f in zip(gold, found, strict=True))
    return f1 | {
        "macro F1": sum(there) / len(there) if there else NAN,
        "FNC score": challenge_score(gold, found),
        "disagree P": right / found.count("disagree") if "disagree" in found else NAN,
        "disagree R": right / gold.count("disagree") if "disagree" in gold else NAN,
    }


def _f1(gold: Sequence[str], found: Sequence[str], label: str) -> float:
    right = sum(g == f == label for g, f in zip(gold, found, strict=True))
    both = sum(g == label for g in gold) + sum(f == label for f in found)
    return 2 * right / both if both else NAN


def challenge_score(gold: Sequence[str], found: Sequence[str]) -> float:
    """Of what could be had: a quarter for unrelated or related being right, three more for which of the related."""
    had = sum(_points(g, f) for g, f in zip(gold, found, strict=True))
    most = sum(_points(g, g) for g in gold)
    return had / most if most else NAN


def _points(gold: str, found: str) -> float:
    related = gold != "unrelated"
    return 0.25 * ((found != "unrelated") == related) + 0.75 * (related and gold == found)
