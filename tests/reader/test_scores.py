"""Windows: every word piece is scored once, by the window that sees the most on either side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reader._pieces import Pieces
from onrecord.reader._scores import CLS, SEP, SIZE, STRIDE, Floats, scored

if TYPE_CHECKING:
    from onrecord.reader._pieces import Ids

SIZES = [1, 2, 253, 254, 255, 256, 475, 476, 477, 478, 698, 699, 10_000]


def numbered(size: int) -> Pieces:
    """An article whose pieces are numbered from 1000, so that none is a mark of the window's ends."""
    ids = np.arange(1000, 1000 + size)
    marks = np.stack([ids % 7, ids % 3, ids % 2, ids % 4], axis=1)
    return Pieces(ids, marks, ids, ids + 1, np.zeros(size, dtype=np.int64))


class Echo:
    """A network that gives back what it was given, and remembers each window."""

    def __init__(self) -> None:
        self.windows: list[list[int]] = []

    def __call__(self, ids: Ids, marks: Ids, mask: Ids) -> tuple[Floats, Floats, Floats]:
        size = ids.shape[1]
        assert ids.shape == mask.shape == (1, size)
        assert marks.shape == (1, size, 4)
        assert (mask == 1).all()
        assert (ids[0, 0], ids[0, -1]) == (CLS, SEP)
        assert not marks[0, [0, -1]].any()
        self.windows.append(ids[0, 1:-1].tolist())
        echo = ids[..., None].astype(np.float32)
        place = np.arange(size, dtype=np.float32)[None, :, None]
        return echo, marks.astype(np.float32), np.concatenate([place, np.full_like(place, len(self.windows))], axis=2)


@pytest.mark.parametrize("size", SIZES)
def test_every_piece_is_scored_once_and_in_order(size: int) -> None:
    article = numbered(size)
    scores = scored(article, Echo())
    assert scores.roles[:, 0].tolist() == article.ids.tolist()
    assert scores.names.tolist() == article.marks.tolist()
    assert len(scores.links) == size


@pytest.mark.parametrize(
    ("size", "count"),
    [(1, 1), (253, 1), (254, 1), (255, 2), (476, 2), (477, 3), (698, 3), (699, 4), (10_000, 45)],
)
def test_there_are_no_more_windows_than_it_takes(size: int, count: int) -> None:
    network = Echo()
    scored(numbered(size), network)
    assert len(network.windows) == count
    assert max(map(len, network.windows)) == min(size, SIZE)


@pytest.mark.parametrize("size", SIZES)
def test_each_window_but_for_short_articles_is_whole(size: int) -> None:
    network = Echo()
    scored(numbered(size), network)
    assert {len(window) for window in network.windows} == {min(size, SIZE)}


def margins(window: list[int], size: int) -> dict[int, float]:
    """Of each piece how many others the window shows on its poorer side; an end of the article is no poor side."""
    first, last = window[0], window[-1]
    left = {n: np.inf if first == 1000 else n - first for n in window}
    return {n: min(left[n], np.inf if last == 999 + size else last - n) for n in window}


@pytest.mark.parametrize("size", SIZES)
def test_a_piece_has_its_scores_from_its_most_central_window(size: int) -> None:
    article, network = numbered(size), Echo()
    used = scored(article, network).links[:, 1].astype(int)
    seen = [margins(window, size) for window in network.windows]
    for piece, number in zip(article.ids.tolist(), used.tolist(), strict=True):
        near = seen[max(0, number - 3) : number + 2]
        assert seen[number - 1][piece] == max(window.get(piece, -1) for window in near)


@settings(deadline=None)
@given(st.integers(1, 3000))
def test_a_piece_sees_half_of_the_overlap_on_either_side(size: int) -> None:
    article, network = numbered(size), Echo()
    used = scored(article, network).links[:, 1].astype(int)
    seen = [margins(window, size) for window in network.windows]
    least = min(seen[n - 1][piece] for piece, n in zip(article.ids.tolist(), used.tolist(), strict=True))
    assert least >= (SIZE - STRIDE) // 2 - 1


def test_an_article_without_pieces_is_not_shown_to_the_network() -> None:
    network = Echo()
    assert [part.size for part in scored(numbered(0), network)] == [0, 0, 0]
    assert network.windows == []


def test_windows_go_one_by_one() -> None:
    """8-bit arithmetic takes its scale from a whole run: windows in one run would change each other's scores."""
    network = Echo()
    scored(numbered(2000), network)
    assert [window[0] for window in network.windows] == [*range(1000, 1000 + 2000 - SIZE, STRIDE), 1000 + 2000 - SIZE]
