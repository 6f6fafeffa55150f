"""What the letters of each line are: shares and counts by class, over the whole page at once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Features = dict[str, Floats]

QUOTES = "\"'“”„‟«»‹›‘’‚「」『』"
"""Signs that open or close quotations."""

WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Letters of East Asian scripts, which have no spaces between words, or several words between two spaces."""

_LETTER, _UPPER, _DIGIT, _SPACE, _COMMA, _STOP, _QUOTE, _BRACKET, _SIGN, _EAST, _KANA, _FAR = (
    1 << bit for bit in range(12)
)
_SIGNS = ((_COMMA, ",،、，;；"), (_STOP, ".!?…。！？।؟۔"), (_QUOTE, QUOTES), (_BRACKET, "()[]{}<>（）【】"))
# Letters from here on are in none of the Latin alphabets.
_LATIN_END = 0x250
_PLANE = 1 << 16


class Counts(NamedTuple):
    """For each line: characters, words by spaces, those with a capital, ends of sentences, and letters by class."""

    size: Floats
    spaced: Floats
    capital: Floats
    breaks: Floats
    of: dict[int, Floats]


@cache
def _classes() -> npt.NDArray[np.uint16]:
    """The classes of each character of the Basic Multilingual Plane, as bits."""
    return np.array([_class(chr(point), point) for point in range(_PLANE)], np.uint16)


def _class(char: str, point: int) -> int:
    bits = _EAST * bool(WIDE.match(char)) | _KANA * ("\u3040" <= char <= "\u309f")
    if char.isalpha():
        return bits | _LETTER | _UPPER * char.isupper() | _FAR * (point >= _LATIN_END)
    if char.isdigit():
        return bits | _DIGIT
    return bits | (_SPACE if char.isspace() else next((bit for bit, signs in _SIGNS if char in signs), _SIGN))


def counts_of(texts: Sequence[str]) -> Counts:
    """The counts of lines that are not blank."""
    encoded = "".join(f"{text}\n" for text in texts).encode("utf-32-le", "surrogatepass")
    classes = _classes()[np.minimum(np.frombuffer(encoded, np.uint32), _PLANE - 1)]
    size = np.array([len(text) for text in texts])
    starts = np.cumsum(size + 1) - size - 1
    space = (classes & _SPACE) != 0
    begins = ~space & np.append(True, space[:-1])

    def total(flags: npt.NDArray[np.bool_]) -> Floats:
        return np.add.reduceat(flags, starts, dtype=np.int64).astype(np.float64)

    of = {bit: total((classes & bit) != 0) for bit in (1 << shift for shift in range(12))}
    capital = total(begins & ((classes & _UPPER) != 0))
    return Counts(size.astype(np.float64), total(begins), capital, total(_sentence_breaks(classes, space)), of)


def _sentence_breaks(classes: npt.NDArray[np.uint16], space: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """A full stop, a space or the line's end, and no small letter; or a full stop right before an East Asian letter."""
    stop = (classes & _STOP) != 0
    after = np.append(classes[2:], np.zeros(2, np.uint16))[: len(classes)]
    begins = ((after & _LETTER) == 0) | ((after & (_UPPER | _FAR)) != 0)
    east = np.append((classes[1:] & _EAST) != 0, False)
    found: npt.NDArray[np.bool_] = stop & ((np.append(space[1:], False) & begins) | east)
    return found


def word_counts(counts: Counts) -> Floats:
    """Words to a line; two East Asian letters count as one."""
    return counts.spaced + counts.of[_EAST] // 2


def letter_features(counts: Counts) -> Features:
    """Shares of kinds of letters and signs, and counts of some, as logarithms."""
    of, size = counts.of, counts.size
    words = word_counts(counts)
    letters = np.maximum(of[_LETTER], 1)
    spaced = np.maximum(counts.spaced, 1)
    return {
        "size": np.log1p(size),
        "words": np.log1p(words),
        "letters": of[_LETTER] / size,
        "upper": of[_UPPER] / letters,
        "digits": of[_DIGIT] / size,
        "signs": of[_SIGN] / size,
        "brackets": of[_BRACKET] / size,
        "capitals": counts.capital / spaced,
        "commas": np.log1p(of[_COMMA]),
        "commas_a_word": of[_COMMA] / np.maximum(words, 1),
        "stops": np.log1p(of[_STOP]),
        "breaks": np.log1p(counts.breaks),
        "quotes": np.log1p(of[_QUOTE]),
        "word_size": size / spaced,
        "east": of[_EAST] / size,
        "kana": of[_KANA] / size,
        "far": of[_FAR] / size,
    }
