"""The words of each line of a page, numbered and hashed."""

from __future__ import annotations

import re
import tomllib
import zlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.page._lineletters import WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onrecord.page._lineletters import Features, Floats

    Indices = npt.NDArray[np.int64]
    Keys = npt.NDArray[np.uint64]

BUCKETS = 1 << 14
"""Words and pairs of words are hashed into this many weights: 32 kB of the model."""

# The first words show what a line is for ("Read more: ..."); those of long lines are text.
_HASHED_WORDS = 24
_WHOLE_WORDS = 5
_CONTENT_CHARACTERS = 4
_WORD = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """All words of a page in order: for each its line and its number among the different words."""

    line: Indices
    number: Indices
    different: list[str]
    lines: int

    def a_line(self, weights: Floats) -> Floats:
        """The sum of the words' weights for each line; one weight for each different word."""
        return np.bincount(self.line, weights[self.number], self.lines).astype(np.float64)


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of each line in lower case; of East Asian text, every two letters in a row."""
    known = {text: _split(text.lower()) for text in dict.fromkeys(texts)}
    return [known[text] for text in texts]


def _split(lower: str) -> list[str]:
    words = _WORD.findall(lower)
    if not WIDE.search(lower):
        return words
    return [piece for word in words for piece in (_pieces(word) if WIDE.search(word) else (word,))]


def _pieces(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(max(len(word) - 1, 1))]


def numbered(by_line: Sequence[Sequence[str]]) -> Words:
    """The words of all lines, each with the number of its first coming."""
    numbers: dict[str, int] = {}
    flat = [numbers.setdefault(word, len(numbers)) for words in by_line for word in words]
    lines = np.repeat(np.arange(len(by_line)), [len(words) for words in by_line])
    return Words(lines, np.array(flat, np.int64), list(numbers), len(by_line))


@cache
def function_words() -> frozenset[str]:
    """The function words of all languages together: which language a line is in need not be known."""
    table = tomllib.loads(files("onrecord.page").joinpath("lexicon", "function_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in table.values() for word in words.split())


def content(told: Words) -> Floats:
    """1 for each different word that says what a text is about, else 0."""
    known = function_words()
    telling = [(len(w) >= _CONTENT_CHARACTERS or bool(WIDE.match(w))) and w not in known for w in told.different]
    return np.array(telling, np.float64)


def function_shares(told: Words) -> Features:
    """How many of each line's words are function words, as a share and as a logarithm."""
    known = function_words()
    found = told.a_line(np.array([word in known for word in told.different], np.float64))
    return {"function": found / np.maximum(_runs(told)[1], 1), "functions": np.log1p(found)}


def hashed(told: Words, texts: Sequence[str]) -> tuple[Indices, Indices]:
    """Words, pairs of words, and first and last words, as (line, bucket); the same pair may come more than once."""
    starts, lengths = _runs(told)
    word = np.array([_key(word) for word in told.different], np.uint64)[told.number]
    early = np.arange(len(word)) - starts[told.line] < _HASHED_WORDS
    follows = np.append(told.line[1:] == told.line[:-1], False)[: len(word)] & early
    pairs = _pair(word, np.roll(word, -1))
    some = np.flatnonzero(lengths)
    first = starts[some]
    last = first + lengths[some] - 1
    two = lengths[some] > 1
    whole = np.flatnonzero((lengths > 0) & (lengths <= _WHOLE_WORDS))
    short = np.array([_key(texts[int(at)].lower()) for at in whole], np.uint64)
    lines = (told.line[early], told.line[follows], some, some, some[two], whole)
    ends = (_salted(word[first], 1), _salted(word[last], 2), _salted(pairs[first[two]], 3), _salted(short, 4))
    keys = np.concatenate((word[early], pairs[follows], *ends))
    return np.concatenate(lines), (keys % np.uint64(BUCKETS)).astype(np.int64)


def _key(word: str) -> int:
    # Not hash(): that is another in each process.
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _pair(left: Keys, right: Keys) -> Keys:
    # Fibonacci hashing (Knuth): the products' middle bits are well mixed; 64-bit overflow is meant.
    return (left * np.uint64(11400714819323198485) + right * np.uint64(2654435761)) >> np.uint64(20)


def _salted(keys: Keys, salt: int) -> Keys:
    return _pair(keys, np.full(len(keys), salt, np.uint64))


def _runs(told: Words) -> tuple[Indices, Indices]:
    """Where each line's words begin, and how many they are."""
    lengths = np.bincount(told.line, minlength=told.lines)
    return np.cumsum(lengths) - lengths, lengths
