"""Which words of an article are its reporter's own: the rest, shared by two pages, says nothing of their origin.

Both pages may quote one speech, carry one caption or one notice of their publisher and still be two reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.assess._knowledge import clutter, words_of
from onrecord.model import Span
from onrecord.text import sentences, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from onrecord.model import Article

SIZE = 7
"""Words to a shingle. On 195 pairs of one story the F1 of reprints is .97 with 5, .98 with 7 and with 9; names and
titles alone ("with North Korean leader Kim Jong Un") fill seven words, so a match of seven is not yet a finding."""

RATE = 4
"""One shingle in four is kept: a reprint cut to two paragraphs, of sixty words, is found by some fourteen."""

OWN, SPEECH, CLUTTER = range(3)
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# A quotation that its line does not close goes on to the line's end: so papers set one of several paragraphs. Single
# marks must stand clear of letters on both sides, since most of them are apostrophes.
_QUOTATION = re.compile(
    r"[“„][^“”\n]*(?:[”“]|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)|``[^\n]*?(?:''|$)"
    r"|(?<!\w)‘[^‘\n]{2,400}?’(?!\w)|(?<![\w'])'[^'\n]{2,400}'(?!\w)",
    re.MULTILINE,
)
_HANDLE = re.compile(r"(?<!\w)[@#]\w")
_PROSE = frozenset({"paragraph", "summary", "bullet", "heading", "list"})
_APOSTROPHES = str.maketrans("", "", "'’ʼ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The words of an article, which of them are its reporter's own, and each seven in a row as a number."""

    article: str
    outlet: str | None
    day: date | None
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    plain: bytes
    """For each word 1 where it is written in lower case, and so no name."""
    own: dict[int, int]
    """Each shingle of nothing but the reporter's own words, and the word at which it first stands, in text order."""
    spoken: frozenset[int]
    """The shingles that hold a word of speech."""


def prose(article: Article) -> Prose:
    """The words of an article's blocks with what each is; captions, headlines and notices are clutter."""
    text = article.text
    found = [match for block in article.blocks for match in _WORD.finditer(text, *block.span)]
    spans = tuple(Span(*match.span()) for match in found)
    words = tuple(match[0].casefold().translate(_APOSTROPHES) for match in found)
    marks = _marks(article, words, [span.start for span in spans])
    numbers = shingles(words, SIZE)
    own: dict[int, int] = {}
    for at in _clear(marks):
        own.setdefault(numbers[at], at)
    silent = set(_clear(bytes(mark == SPEECH for mark in marks)))
    return Prose(
        article=article.id,
        outlet=article.outlet,
        day=article.published,
        words=words,
        spans=spans,
        plain=bytes(match[0][0].islower() for match in found),
        own=own,
        spoken=frozenset(number for at, number in enumerate(numbers) if at not in silent),
    )


def _clear(marks: bytes) -> Iterator[int]:
    """The words at which a shingle begins that holds no mark."""
    since = 0
    for at, mark in enumerate(marks):
        since = 0 if mark else since + 1
        if since >= SIZE:
            yield at - SIZE + 1


def _marks(article: Article, words: tuple[str, ...], starts: list[int]) -> bytes:
    text, marks = article.text, bytearray(len(words))

    def mark(span: tuple[int, int], value: int) -> None:
        for at in range(bisect_left(starts, span[0]), bisect_left(starts, span[1])):
            marks[at] = marks[at] or value

    for block in article.blocks:
        if block.kind not in _PROSE:
            mark(block.span, SPEECH if block.kind == "quote" else CLUTTER)
            continue
        for quotation in _QUOTATION.finditer(text, *block.span):
            mark(quotation.span(), SPEECH)
        for sentence in sentences(text, block.span):
            held = slice(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))
            if value := _kind(words[held], marks[held], _HANDLE.search(text, *sentence) is not None):
                mark(sentence, value)
    return bytes(marks)


def _kind(words: tuple[str, ...], marks: bytearray, handle: bool) -> int:  # noqa: FBT001 -- one of three findings
    """What a sentence is by its words outside of quotation marks."""
    if handle or any(word in words_of("first_person") for word, mark in zip(words, marks, strict=True) if not mark):
        return SPEECH
    joined = f" {' '.join(words)} "
    return CLUTTER if any(f" {phrase} " in joined for phrase in clutter()) else OWN


def sampled(numbers: Iterable[int]) -> frozenset[int]:
    """The shingles that an index keeps, the same ones of every page."""
    return frozenset(number for number in numbers if number % RATE == 0)
