"""Line F1 and page F1 of kept lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]

_GRAM = 4
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Scores(NamedTuple):
    """Shares from 0 to 1."""

    line_f1: float
    """F1 of body-like lines, over the lines of all dumps."""
    line_precision: float
    line_recall: float
    line_f1_a_page: float
    """The mean of the pages' line F1: long live blogs weigh no more than others."""
    page_f1: float
    """As the article-extraction benchmark defines it: 4-grams of words, precision and recall averaged over pages."""
    page_precision: float
    page_recall: float

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:.4f}" for name, value in self._asdict().items())


def scores_of(cases: Iterable[tuple[Sequence[str], Flags, Flags]]) -> Scores:
    """The scores of dumps, each as its lines, which are of the article, and which were kept."""
    lines, pages = [], []
    for texts, gold, kept in cases:
        lines.append((int((gold & kept).sum()), int(kept.sum()), int(gold.sum())))
        pages.append(_page(texts, gold, kept))
    right, kept_lines, gold_lines = (sum(column) for column in zip(*lines, strict=True))
    precision, recall = (sum(column) / len(pages) for column in zip(*pages, strict=True))
    return Scores(
        _f1(right / max(kept_lines, 1), right / gold_lines),
        right / max(kept_lines, 1),
        right / gold_lines,
        sum(2 * own / max(kept + gold, 1) for own, kept, gold in lines) / len(lines),
        _f1(precision, recall),
        precision,
        recall,
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _page(texts: Sequence[str], gold: Flags, kept: Flags) -> tuple[float, float]:
    true = _grams(" ".join(text for text, own in zip(texts, gold, strict=True) if own))
    found = _grams(" ".join(text for text, own in zip(texts, kept, strict=True) if own))
    right = (true & found).total()
    return right / max(found.total(), 1), right / max(true.total(), 1)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w" if _WIDE.search(text) else r"\w+", text)
    return Counter(tuple(words[at : at + _GRAM]) for at in range(max(len(words) - _GRAM + 1, min(len(words), 1))))
