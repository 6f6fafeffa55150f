"""Precision and recall of a score that says of pairs how alike they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

METRICS = ("P at R .70", "P at R .85", "R at P .95", "R at P .97", "precision", "recall")
NAN = float("nan")


def curve(labels: Sequence[bool], values: Sequence[float]) -> list[tuple[float, float]]:
    """Precision and recall at every threshold, the highest first; pairs of one value come together."""
    ordered = sorted(zip(values, labels, strict=True), reverse=True)
    found, right = [], 0
    for at, (value, label) in enumerate(ordered, 1):
        right += label
        if at == len(ordered) or ordered[at][0] != value:
            found.append((right / at, right / max(1, sum(labels))))
    return found


def figures(labels: Sequence[bool], values: Sequence[float], threshold: float | None) -> dict[str, float]:
    """Every metric; precision and recall only of a system that has a threshold."""
    points = curve(labels, values)
    result = {f"P at R .{r}": max((p for p, recall in points if recall >= r / 100), default=NAN) for r in (70, 85)}
    result |= {
        f"R at P .{p}": max((r for precision, r in points if precision >= p / 100), default=0.0) for p in (95, 97)
    }
    if threshold is not None:
        taken = [label for label, value in zip(labels, values, strict=True) if value >= threshold]
        result["precision"] = sum(taken) / len(taken) if taken else NAN
        result["recall"] = sum(taken) / max(1, sum(labels))
    return result
