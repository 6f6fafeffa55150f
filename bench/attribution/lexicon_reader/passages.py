"""A block of text as units: sentences that quotations hold together, their words tagged, each quotation one word."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from bench.attribution.lexicon_reader.phrases import STAND_ALONE

from onrecord.model import Span
from onrecord.text import sentences, tokens

if TYPE_CHECKING:
    from onrecord.reader._lexicon import Lexicon

QUOTATION = "Q"
"""Tag of quoted words that say something by themselves."""
SCRAP = "q"
"""Tag of a quoted word or two, part of the sentence around them."""
_PAIRS = {"“": "”", "«": "»", "„": "“", "「": "」", "''": "''", '"': '"', "``": "''", "‘": "’"}
_MARK = re.compile(r"''|``|[“”\"«»„「」‘’]")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…])’(?!\w)")
# A name of a work or a nickname is short and ends without a sign; five words make a statement (measured on PolNeAR).
_STATEMENT_WORDS = 5
# In words, a quotation counting as one. Each cue of a unit looks at the others, so that this bounds the time.
_LONGEST_UNIT = 400
# Shorter words in -ed, -ly and -ing are others: need, only, king.
_SHORTEST_INFLECTED = 5


class Word(NamedTuple):
    """A token of a unit, or a whole quotation with its marks (tag Q). `low` is in lower case, apostrophes straight."""

    start: int
    end: int
    low: str
    tag: str


class Unit(NamedTuple):
    """A sentence, or the sentences that one quotation binds together."""

    words: tuple[Word, ...]
    span: Span


class Passage(NamedTuple):
    """A block's units, and whether it begins with a quotation, which may go on from the block before."""

    units: tuple[Unit, ...]
    continues: bool


def quotations(text: str, span: Span, *, runs_on: bool = False) -> list[Span]:
    """The quotations in `span`, with their marks, outermost only.

    A mark without its partner is no quotation, but for the last one where `runs_on` says that the next block opens with
    a mark again: it then goes on to the end of the block.
    """
    found: list[Span] = []
    opened, closing = -1, ""
    for match in _MARK.finditer(text, *span):
        mark = match[0]
        if opened >= 0:
            if mark == closing and _closes(text, match.start(), mark):
                found.append(Span(opened, match.end()))
                opened = -1
        elif mark in _PAIRS and _opens(text, match.start(), match.end(), mark):
            opened, closing = match.start(), _PAIRS[mark]
    if opened >= 0 and runs_on:
        found.append(Span(opened, span.end))
    return found


def _opens(text: str, start: int, end: int, mark: str) -> bool:
    after = text[end : end + 1]
    if mark in "‘''\"" and start and text[start - 1].isalnum():
        return False
    return bool(after) and not after.isspace()


def _closes(text: str, start: int, mark: str) -> bool:
    return mark != "’" or bool(_SINGLE_CLOSES.match(text, start))


def passage(text: str, span: Span, following: str, lexicon: Lexicon) -> Passage:
    """The units of one block; `following` is what the next block begins with."""
    runs_on = following.lstrip()[:1] in ("“", '"', "‘") or following.lstrip()[:2] == "''"
    quotes = quotations(text, span, runs_on=runs_on)
    continues = bool(quotes) and text[span.start : quotes[0].start].strip() == ""
    units = tuple(unit for part in _bound(text, span, quotes) for unit in _units(_words(text, part, quotes, lexicon)))
    return Passage(units, continues)


def _units(words: tuple[Word, ...]) -> list[Unit]:
    """The words as one unit, or, where no sentence of news is so long, cut to pieces."""
    pieces = [words[at : at + _LONGEST_UNIT] for at in range(0, len(words), _LONGEST_UNIT)]
    return [Unit(piece, Span(piece[0].start, piece[-1].end)) for piece in pieces]


def _bound(text: str, span: Span, quotes: list[Span]) -> list[Span]:
    """Sentences, those that one quotation crosses made one."""
    starts = [quote.start for quote in quotes]
    parts: list[Span] = []
    joined = False
    for sentence in sentences(text, span):
        if joined and parts:
            parts[-1] = Span(parts[-1].start, sentence.end)
        else:
            parts.append(sentence)
        at = bisect_right(starts, sentence.end - 1) - 1
        joined = at >= 0 and quotes[at].end > sentence.end
    return parts


def _words(text: str, span: Span, quotes: list[Span], lexicon: Lexicon) -> tuple[Word, ...]:
    words: list[Word] = []
    at = span.start
    first = bisect_right([quote.end for quote in quotes], span.start)
    for quote in quotes[first:]:
        if quote.start >= span.end:
            break
        _tag(text, tokens(text, Span(at, quote.start)), words, lexicon)
        words.append(Word(quote.start, quote.end, "“", QUOTATION if _is_statement(text, quote) else SCRAP))
        at = quote.end
    _tag(text, tokens(text, Span(at, max(at, span.end))), words, lexicon)
    return tuple(words)


def _tag(text: str, spans: tuple[Span, ...], words: list[Word], lexicon: Lexicon) -> None:
    for start, end in spans:
        word = text[start:end]
        low = word.lower().replace("’", "'")
        words.append(Word(start, end, low, _tag_of(word, low, words, lexicon)))


def _tag_of(word: str, low: str, words: list[Word], lexicon: Lexicon) -> str:
    tag = lexicon.tags.get(low)
    if tag:
        return _tag_in_place(tag, word, words)
    if not word[0].isalnum():
        return "-" if word in "–—-" else word
    if word[0].isdigit() or low.endswith(("'s", "s'")):
        return "#" if word[0].isdigit() else "S"
    if word[0].isupper():
        return "X" if words or not low.endswith("ing") else "G"
    return _tag_by_ending(low, words[-1].tag if words else ".")


def _tag_in_place(tag: str, word: str, words: list[Word]) -> str:
    """A listed word is no verb after a determiner or a preposition, and a name where it has a capital in a sentence."""
    before = words[-1] if words else None
    if tag == "V" and before and before.tag in ("D", "P", "S", "#") and before.low not in STAND_ALONE:
        return "n"
    return "X" if tag in ("V", "P") and before and word[0].isupper() else tag


def _tag_by_ending(low: str, before: str) -> str:
    is_noun = before in ("D", "P", "S", "#")
    if low.endswith("ing") and len(low) > _SHORTEST_INFLECTED:
        return "n" if is_noun else "G"
    if len(low) >= _SHORTEST_INFLECTED and low.endswith(("ed", "ly")):
        return "R" if low.endswith("ly") else "n" if is_noun else "V"
    return "n"


def _is_statement(text: str, quote: Span) -> bool:
    """Whether the quotation is long enough, or ends with a sign, so that it says something by itself."""
    inner = text[quote.start : quote.end].strip("“”\"'‘’«»`「」 ")
    if text[quote.end : quote.end + 1] == ",":
        return True
    return inner[-1:] in (",", ".", "!", "?", "—") or inner.count(" ") + 1 >= _STATEMENT_WORDS
