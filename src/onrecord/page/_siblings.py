"""Paragraphs and subheadings that the extractor lost between their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page._assemble import Piece
from onrecord.page._title import letters
from onrecord.page._tree import inner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from onrecord.page._tree import Seen, Stretch

# An element that holds so many paragraphs of the text is the text's own; a box in it holds one or two.
_PARAGRAPHS = 3
_HEADINGS = frozenset({"h2", "h3", "h4"})
# The extractor's wording may differ in the middle; a paragraph is known by so much of its beginning.
_KEY_LETTERS = 60
# A subheading is a line; measured on the longest of gold.
_HEADING_CHARACTERS = 150


class Placed(NamedTuple):
    """A piece and where it begins in the page's text without spaces."""

    start: int
    piece: Piece


def completed(seen: Seen, placed: Sequence[Placed]) -> list[Placed]:
    """The pieces with those between the first and the last that stand beside them in the same element."""
    if not placed:
        return []
    first, last = placed[0].start, placed[-1].start
    homes = _homes(seen, {item.start for item in placed})
    taken = _Taken(placed)
    lost = [
        Placed(block.start, piece)
        for block in seen.blocks
        if first <= block.start < last and block.element.getparent() in homes
        if (piece := _piece(seen, block)) and not taken.holds(block.start, piece.text)
    ]
    return sorted([*placed, *lost], key=lambda item: item.start) if lost else list(placed)


class _Taken:
    """The pieces that are there already, by place and beginning."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self._starts = [start for start, _ in placed]
        self._letters = [letters(piece.text) for _, piece in placed]
        self._keys = {text[:_KEY_LETTERS] for text in self._letters}

    def holds(self, start: int, text: str) -> bool:
        """Whether a piece begins as this text does, or the one at this place holds its beginning."""
        key = letters(text)[:_KEY_LETTERS]
        before = bisect_right(self._starts, start) - 1
        return key in self._keys or (before >= 0 and key in self._letters[before])


def _homes(seen: Seen, starts: set[int]) -> set[HtmlElement]:
    """The elements that hold the text: the parents of several of its paragraphs."""
    parents = Counter(
        parent
        for block in seen.blocks
        if block.element.tag == "p" and block.start in starts
        if (parent := block.element.getparent()) is not None
    )
    return {parent for parent, count in parents.items() if count >= _PARAGRAPHS}


def _piece(seen: Seen, block: Stretch) -> Piece | None:
    if block.element.tag not in {"p", *_HEADINGS} or seen.links.get(block.start, -1) >= block.end:
        return None
    text = inner(block.element)
    if block.element.tag == "p":
        return Piece("paragraph", text) if text else None
    return Piece("heading", text) if 0 < len(text) <= _HEADING_CHARACTERS else None
