"""What the words of each block are like, taken alone and beside the other blocks of the page."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lexicon, _lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._assemble import Piece

    Row = dict[str, float]

_SENTENCE_END = re.compile(r"[.!?…。！？।]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = frozenset("\"'“„”«»「")
_ADDRESS = ("@", "www.", "http", ".com")
# Words that carry a page's theme have more letters than most function words.
_THEME_LETTERS = 4
# A word of the theme stands in so many blocks.
_THEME_BLOCKS = 3
# Paragraphs from here on give the page's usual length.
_PARAGRAPH_LETTERS = 40
# More signs of business in one block tell no more.
_MOST_SIGNS = 4
# Shares of these words are small; brought to about the width of the other features.
_WIDEN = 10


class Words(NamedTuple):
    """Words of blocks, in lower case."""

    reader: frozenset[str]
    outlet: frozenset[str]
    business: tuple[str, ...]


@cache
def told() -> Words:
    """The words by which notes to the reader are known."""
    table = _lexicon.parsed("blocks.toml").get("words")
    found = {
        key: _lexicon.strings("blocks.toml", f"words.{key}", table.get(key) if isinstance(table, dict) else None)
        for key in ("reader", "outlet", "business")
    }
    return Words(frozenset(found["reader"]), frozenset(found["outlet"]), found["business"])


def shapes(pieces: Sequence[Piece], headline: str, descriptions: Sequence[str]) -> list[Row]:
    """For each block its features by name."""
    every = [set(piece.text.lower().split()) for piece in pieces]
    words = [[word for word in own if len(word) > _THEME_LETTERS] for own in every]
    counts = Counter(word for own in words for word in own)
    lengths = sorted(size for piece in pieces if (size := _letters(piece.text)) >= _PARAGRAPH_LETTERS)
    usual = lengths[len(lengths) // 2] if lengths else 0
    title = set(headline.lower().split())
    described = " ".join(descriptions)
    return [
        {
            **_shape(piece),
            "length beside usual": math.log((_letters(piece.text) + 5) / (usual + 5)),
            "words of title": len(title & all_own) / max(len(title), 1),
            "words of theme": len([word for word in own if counts[word] >= _THEME_BLOCKS]) / max(len(own), 1),
            "words shared": len([word for word in own if counts[word] > 1]) / max(len(own), 1),
            "described": float(piece.text[:40] in described),
        }
        for piece, own, all_own in zip(pieces, words, every, strict=True)
    ]


def _shape(piece: Piece) -> Row:
    text = piece.text
    words = text.split()
    count, letters = max(len(words), 1), max(_letters(text), 1)
    return {
        "letters": math.log1p(letters),
        "words": math.log1p(len(words)),
        "ends as sentence": float(_lines.is_terminal(text)),
        "sentences": math.log1p(len(_SENTENCE_END.findall(text))),
        "ends in colon": float(text.endswith(":")),
        "ends in question": float(text.endswith("?")),
        "digits": len(_DIGIT.findall(text)) / letters,
        "capitalised": sum(map(str.isupper, [word[0] for word in words])) / count,
        "capitals": sum(map(str.isupper, words)) / count,
        "quotes": float(not _QUOTES.isdisjoint(text)),
        **_address(text.lower(), count),
        "heading": float(piece.kind == "heading"),
        "quote": float(piece.kind == "quote"),
        "summary": float(piece.kind == "summary"),
    }


def _address(lower: str, count: int) -> Row:
    """How much the block speaks to the reader, of the outlet, and of its business."""
    words = told()
    plain = _WORD.findall(lower)
    padded = f" {lower}"
    business = len([sign for sign in words.business if sign in padded])
    return {
        "to the reader": _WIDEN * sum(map(words.reader.__contains__, plain)) / count,
        "of the outlet": _WIDEN * sum(map(words.outlet.__contains__, plain)) / count,
        "business": float(min(business, _MOST_SIGNS)),
        "business by words": _WIDEN * business / count,
        "address": float(any(sign in lower for sign in _ADDRESS)),
    }


def _letters(text: str) -> int:
    return len(text) - text.count(" ")
