"""The words of a text as they are looked up: folded, each with its place. A text and a query are cut by the same rule.

No database cuts words: each is given what was cut here, so that all find the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST = 64
"""Letters of a word that count; what is longer is an address or noise."""

_ACCENT = r"\u0300-\u036f"
# Scripts without spaces are cut into single signs; a word of them is found as a row of signs.
_SIGN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTER = rf"[^\W_{_SIGN}]"
_ACCENTS = re.compile(rf"[{_ACCENT}]+")
_WORD = re.compile(
    r"\d{1,3}(?:,\d{3}){1,8}(?![,\d])"  # 10,000; bounded, or a long row of these would be tried from each of them
    r"|\d+(?:\.\d+)+"  # 3.5
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # U.S.
    rf"|{_LETTER}+(?:[{_ACCENT}]+{_LETTER}*)*"
    rf"|[{_SIGN}]"
)
_LEFT = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


class Term(NamedTuple):
    """A word as it is looked up, and where it stands in the text."""

    word: str
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """The words of a text in order. Case, accents and the forms of letters and digits do not count.

    `U.S.` is one word, `us`; `10,000` is `10000`; `Kim's` and `long-range` are two.
    """
    found: list[Term] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        found += [Term(word, start, end) for word in _folded(match[0])]
    return found


def words(text: str) -> list[str]:
    """The words of `terms` without their places, in half the time."""
    return [word for found in _WORD.findall(text) for word in _folded(found)]


# Of the words of a page nine in ten were met before.
@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> tuple[str, ...]:
    """Most often one word; a sign may stand for several."""
    if word.isascii():
        return (_joined(word.lower()),)
    # Case folding can bring accents back (U+0130), hence both twice.
    for _ in range(2):
        word = _ACCENTS.sub("", unicodedata.normalize("NFKD", word)).casefold()
    return tuple(_joined(part) for part in _LEFT.findall(unicodedata.normalize("NFKC", word)))


def _joined(word: str) -> str:
    """Without the marks within it, but for the point of a decimal fraction."""
    return (word if word[0].isdigit() else word.replace(".", "")).replace(",", "")[:LONGEST]
