"""The network run over an article: window by window, of each word piece the scores from its most central window."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.reader._pieces import Ids, Pieces

Floats = npt.NDArray[np.float32]
Network = Callable[["Ids", "Ids", "Ids"], tuple[Floats, Floats, Floats]]
"""Numbers (1, size), marks (1, size, 4) and a mask (1, size) to the scores of roles (1, size, 7) and of names
(1, size, 9), and to link vectors (1, size, 3 * width)."""

CLS, SEP = 101, 102
SIZE = 254
"""Word pieces in a window; with a mark on either side 256, which is what the network was trained on."""
STRIDE = 222
"""Neighbours overlap by 32: a piece has 16 or more on either side, but for the ends of the article."""


class Scores(NamedTuple):
    """Of one article: shapes (n, 7), (n, 9) and (n, 3 * width)."""

    roles: Floats
    names: Floats
    links: Floats


class _Window(NamedTuple):
    start: int
    stop: int
    first: int
    """From here on the window's scores count ..."""
    last: int
    """... up to here."""


def scored(article: Pieces, network: Network) -> Scores:
    """The scores of an article; empty arrays where it has no pieces.

    Each window by itself: 8-bit arithmetic takes its scale from all that goes through at once, so that windows that
    share a run would change each other's scores, and one by one they are as fast.
    """
    parts = [_run(article, window, network) for window in _windows(len(article.ids))]
    if not parts:
        return Scores(*(np.zeros((0, 0), dtype=np.float32) for _ in Scores._fields))
    return Scores(*(np.concatenate(pieces) for pieces in zip(*parts, strict=True)))


def _windows(size: int) -> Iterator[_Window]:
    starts = [0] if size <= SIZE else [*range(0, size - SIZE, STRIDE), size - SIZE]
    middles = [(before + SIZE + after) // 2 for before, after in pairwise(starts)]
    for at, start in enumerate(starts if size else []):
        first = middles[at - 1] if at else 0
        last = middles[at] if at < len(middles) else size
        yield _Window(start, min(size, start + SIZE), first, last)


def _run(article: Pieces, window: _Window, network: Network) -> Scores:
    size = window.stop - window.start
    own = slice(window.start, window.stop)
    ids = np.full((1, size + 2), CLS, dtype=np.int64)
    ids[0, 1:-1], ids[0, -1] = article.ids[own], SEP
    marks = np.zeros((1, size + 2, 4), dtype=np.int64)
    marks[0, 1:-1] = article.marks[own]
    counted = slice(window.first - window.start + 1, window.last - window.start + 1)
    roles, names, links = (output[0, counted] for output in network(ids, marks, np.ones_like(ids)))
    return Scores(roles, names, links)
