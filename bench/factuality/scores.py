"""Accuracy and macro F1 over FactBank's values, and over the two things that each says: how certain, and which way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Values = list[str]
Span = tuple[int, int]
NAN = float("nan")


def certainty(value: str) -> str:
    """CT, PR, PS or U."""
    return value[:-1]


def polarity(value: str) -> str:
    """+, - or u."""
    return value[-1]


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean of the classes' F1, each alike, over the classes that the gold has; NaN where it has none."""
    classes = sorted(set(gold))
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    in_gold, in_found = Counter(gold), Counter(found)
    # 2 tp / (gold + found) is F1; a class of the gold makes the divisor at least one.
    return sum(2 * right[c] / (in_gold[c] + in_found[c]) for c in classes) / len(classes) if classes else NAN


def accuracy(gold: Sequence[str], found: Sequence[str]) -> float:
    """The share that is equal; NaN of nothing."""
    return sum(g == f for g, f in zip(gold, found, strict=True)) / len(gold) if gold else NAN


def figures(gold: Sequence[str], found: Sequence[str], marked: Sequence[str] | None = None) -> dict[str, float]:
    """Accuracy and macro F1 of the value, and macro F1 of certainty, of polarity, and the mean of the two.

    `marked` gives certainty and polarity where they are not those of the gold values: pairs that FactBank lacks.
    """
    pairs = gold if marked is None else marked
    of_certainty = macro_f1([certainty(v) for v in pairs], [certainty(v) for v in found])
    of_polarity = macro_f1([polarity(v) for v in pairs], [polarity(v) for v in found])
    return {
        "accuracy": accuracy(gold, found),
        "certainty F1": of_certainty,
        "polarity F1": of_polarity,
        "mean F1": (of_certainty + of_polarity) / 2,
        "value F1": macro_f1(gold, found),
    }


def majority(gold: Sequence[str]) -> Values:
    """What a reader would say that always gives the commonest value."""
    return [Counter(gold).most_common(1)[0][0]] * len(gold) if gold else []


def overlapping(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """How many of the spans share a code point with one of the others."""
    return sum(any(start < b and a < end for a, b in others) for start, end in spans)


def word_figures(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> dict[str, float]:
    """Precision and recall of the spans that led to a value, summed over the contents; overlap is enough."""
    pairs = list(zip(gold, found, strict=True))
    ours, theirs = sum(map(len, found)), sum(map(len, gold))
    return {
        "words P": sum(overlapping(f, g) for g, f in pairs) / ours if ours else NAN,
        "words R": sum(overlapping(g, f) for g, f in pairs) / theirs if theirs else NAN,
    }
