"""An article's text as the network takes it: word pieces, and what the uncased pieces do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    from tokenizers import Tokenizer

    from onrecord.model import Span

    Ids = npt.NDArray[np.int64]

CASES, PLACES, SPACES, QUOTATIONS = 7, 3, 2, 4
"""How many values each mark of a piece has: its case, its place in the paragraph, space before it, quotation."""
_NO_LETTER, _LOWER, _CAPITALISED, _UPPER, _INITIAL, _DIGITS, _CASELESS = range(CASES)
_INSIDE, _PARAGRAPH_START, _ARTICLE_START = range(PLACES)
_UNQUOTED, _QUOTED, _OPENS, _CLOSES = range(QUOTATIONS)
_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'


# The tokenizer takes some hundred bytes a letter while it works, and where it gets none it ends the process.
_MOST_LETTERS = 8_000
# Some 80,000 letters; what the network says of them takes 20 MB.
_MOST_PIECES = 20_000


class Pieces(NamedTuple):
    """The word pieces of an article, in text order."""

    ids: Ids
    """Shape (n,): their numbers in the vocabulary."""
    marks: Ids
    """Shape (n, 4): case, place in the paragraph, space before, quotation."""
    starts: Ids
    """Shape (n,): code points."""
    ends: Ids
    paragraphs: Ids
    """Shape (n,): the number of the paragraph that each stands in."""


def pieces(text: str, paragraphs: Sequence[Span], words: Tokenizer) -> Pieces:
    """The pieces of these paragraphs, which do not overlap and are in text order."""
    rows: list[Ids] = []
    begun = False
    for number, paragraph in enumerate(paragraphs):
        states = _Quotations()
        first = _PARAGRAPH_START if begun else _ARTICLE_START
        for span in _stretches(text, paragraph):
            found = [(*row, number) for row in _stretch(text, span, words, states)]
            if found:
                table = np.array(found, dtype=np.int64)
                table[0, 2], first, begun = first, _INSIDE, True
                rows.append(table)
    whole = np.concatenate(rows) if rows else np.zeros((0, 8), dtype=np.int64)
    return Pieces(whole[:, 0], whole[:, 1:5], whole[:, 5], whole[:, 6], whole[:, 7])


def _stretches(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """A paragraph, or of a very long one parts that end with a word, so that what the tokenizer takes is bounded."""
    start, end = paragraph
    while end - start > _MOST_LETTERS:
        cut = text.rfind(" ", start, start + _MOST_LETTERS) + 1 or start + _MOST_LETTERS
        yield start, cut
        start = cut
    yield start, end


def _stretch(
    text: str, span: tuple[int, int], words: Tokenizer, states: _Quotations
) -> Iterator[tuple[int, int, int, int, int, int, int]]:
    """Number, case, place (inside), space before, quotation, start and end of each piece."""
    # Lone surrogates, which no tokenizer takes, are question marks to it.
    encoded = words.encode(text[slice(*span)].encode("utf-8", "replace").decode(), add_special_tokens=False)
    before = span[0]
    for vocable, (left, right) in zip(encoded.ids, encoded.offsets, strict=True):
        start, end = span[0] + left, span[0] + right
        if start < before:
            continue  # of a sign that the tokenizer takes apart (Hangul) the first part stands for all
        piece = text[start:end]
        yield vocable, _case(piece), _INSIDE, int(start > before), states.at(piece), start, end
        before = end


def sections(whole: Pieces) -> Iterator[Pieces]:
    """The pieces of a long article in parts that end with a paragraph, where one ends: what a part takes is bounded.

    No attribution goes from one part into the next; articles of news are never so long.
    """
    start, size = 0, len(whole.ids)
    while start < size:
        stop = min(size, start + _MOST_PIECES)
        if stop < size:
            begun = int(np.searchsorted(whole.paragraphs, whole.paragraphs[stop]))
            stop = begun if begun > start else stop
        yield Pieces(*(column[start:stop] for column in whole))
        start = stop


def _case(piece: str) -> int:
    if piece.islower():
        return _LOWER
    if piece.isupper():
        return _UPPER if len(piece) > 1 else _INITIAL
    if piece[:1].isupper():
        return _CAPITALISED
    if piece[:1].isdigit():
        return _DIGITS
    return _CASELESS if piece[:1].isalpha() else _NO_LETTER


class _Quotations:
    """Whether the place in a paragraph is within a quotation; a straight quote opens and closes by turns."""

    def __init__(self) -> None:
        self._within = False

    def at(self, piece: str) -> int:
        if piece in _OPENING or (piece == _STRAIGHT and not self._within):
            self._within = True
            return _OPENS
        if piece in _CLOSING or piece == _STRAIGHT:
            self._within = False
            return _CLOSES
        return _QUOTED if self._within else _UNQUOTED
