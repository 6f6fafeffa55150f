"""The lines of a tagless page, and what each looks like taken alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.page import _lexicon, _linemodel, _wire
from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from onrecord.page._linemodel import Model

Look = Literal["prose", "sentence", "short", "caption", "boiler", "end"]
"""prose: running text. sentence: a short line that is a sentence. end: what follows articles."""

# The signs that converters and writers put before list items.
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣·∙○►▶➤✓✔*]|[+o](?=\s)|[-–](?=\s\s))\s*")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?…。！？।]+[\"'”’»«“)\]』」]*(?:\s?\[\d+\])?$")
_SENTENCE_BREAK = re.compile(r"[.!?…]+[\"'”’»“)]*\s+[\"'“‘„«(]?[^\W\d_a-z]|[。！？।]")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EDGE = " :.…>»›|–—-•*#"
# Running text has this many words to a line at the least; menus and teasers' titles are nearly all shorter.
_PROSE_WORDS = 12
# A short paragraph ("He denied it.") has this many at the least.
_SENTENCE_WORDS = 4
# Han and kana: two letters make about one word.
_WIDE_LETTERS_A_WORD = 2
# Lines that hold a phrase of the page's own business ("cookie") are that business only if about this short.
_HOLDS_WORDS = 45
_STARTS_WORDS = 16
_END_WORDS = 12
# Notes of a page on itself run to five sentences; a longer block with such a phrase is an article on the matter.
_NOTICE_WORDS = 100
# A caption is a sentence or three; longer lines with a credit at the end are paragraphs.
_CAPTION_WORDS = 90
# Headings and sentences of an article do not come back so often; headlines, which do, have more words than labels.
_REPEATED = 3
_REPEATED_WORDS = 5
# Hard-wrapped text: no line longer than this, and several of at least that.
_WRAP_AT_MOST = 100
_WRAP_AT_LEAST = 55
_WRAPPED_LINES = 5


class Line(NamedTuple):
    """A line that is not blank: where it stands, its text without bullet, whether it had one, and its look."""

    number: int
    text: str
    bullet: bool
    look: Look
    words: int
    score: float = 0.0
    """The line model's probability that it is text of the article."""


def lines_of(text: str, model: Model | None = None) -> list[Line]:
    """The lines that are not blank, unwrapped where the page is hard-wrapped, each with its look and score."""
    raws = _unwrapped(split(text))
    scores = _linemodel.score_lines(raws, model)
    found = (_line(number, raw)._replace(score=scores[number]) for number, raw in enumerate(raws))
    lines = [line for line in found if line.text]
    counts = Counter(line.text for line in lines if line.look == "sentence" or line.words < _REPEATED_WORDS)
    return [line._replace(look="boiler") if counts[line.text] >= _REPEATED else line for line in lines]


def split(text: str) -> list[str]:
    """The lines, whatever the line ends."""
    return re.split(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", text)


def is_terminal(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_TERMINAL.search(text[-20:]))


def word_count(text: str) -> int:
    """Words by spaces; East Asian letters counted as parts of words."""
    return len(text.split()) + len(_WIDE.findall(text)) // _WIDE_LETTERS_A_WORD


def is_end(text: str) -> bool:
    """Whether a line says that the article is over."""
    lower = text.lower().strip(_EDGE)
    phrases = _lexicon.boilerplate()
    if lower in phrases.ends:
        return True
    # "More in Common, a think tank, said so." is a sentence of the article.
    return not is_terminal(text) and word_count(text) <= _END_WORDS and lower.startswith(phrases.end_starts)


def is_furniture(text: str) -> bool:
    """Whether a whole block is the page's own business: what extractors of HTML still let through."""
    words = word_count(text)
    return is_end(text) or (words <= _STARTS_WORDS and _is_boiler(text, words))


def is_notice(text: str) -> bool:
    """Whether a whole block speaks of the page's own workings: blocked content, advertisements, other articles."""
    lower = text.lower().strip(_EDGE)
    phrases = _lexicon.boilerplate()
    if lower in phrases.notices or lower.startswith(phrases.notice_starts):
        return True
    return word_count(text) <= _NOTICE_WORDS and any(phrase in lower for phrase in phrases.notice_holds)


def is_note(text: str) -> bool:
    """Whether a block under an article is a note to it: who helped, a plea for money, where to write, a copyright."""
    lower = text.lower().strip(_EDGE)
    phrases = _lexicon.boilerplate()
    if word_count(text) > _NOTICE_WORDS:
        return False
    return lower.startswith(phrases.note_starts) or any(phrase in lower for phrase in phrases.note_holds)


def is_credited(text: str) -> bool:
    """Whether a line ends with the credit of its picture, led by a word for it: "Photo: A. Writer"."""
    return word_count(text) <= _CAPTION_WORDS and _wire.ends_with_credit(text)


def is_own_business(text: str) -> bool:
    """Whether a paragraph speaks of the page itself, of cookies or subscriptions: no page is an article for that."""
    return _is_boiler(text, word_count(text))


def _unwrapped(lines: list[str]) -> list[str]:
    lengths = [len(line.strip()) for line in lines]
    if max(lengths) > _WRAP_AT_MOST or sum(n >= _WRAP_AT_LEAST for n in lengths) < _WRAPPED_LINES:
        return lines
    joined: list[str] = []
    previous = 0
    for line, length in zip(lines, lengths, strict=True):
        if joined and length and previous >= _WRAP_AT_LEAST and not _BULLET.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        previous = length
    return joined


def _line(number: int, raw: str) -> Line:
    mark = _BULLET.match(raw) or _NUMBERED.match(raw)
    text = squeezed(raw[mark.end() :] if mark else raw)
    words = word_count(text)
    return Line(number, text, bool(mark), _look(text, words), words)


def _look(text: str, words: int) -> Look:
    if is_end(text):
        return "end"
    if _is_boiler(text, words):
        return "boiler"
    if words <= _CAPTION_WORDS and is_caption(text):
        return "caption"
    sentence = is_terminal(text) or _wire.is_closing(text)
    if words >= _PROSE_WORDS and (sentence or _SENTENCE_BREAK.search(text)):
        return "prose"
    return "sentence" if sentence and words >= _SENTENCE_WORDS else "short"


def is_caption(text: str) -> bool:
    """Whether a line ends with a credit, as the text under a picture does."""
    return bool(_wire.credits_in(text))


def _is_boiler(text: str, words: int) -> bool:
    lower = text.lower()
    bare = lower.strip(_EDGE)
    phrases = _lexicon.boilerplate()
    if not bare or bare in phrases.lines:
        return True
    if words <= _STARTS_WORDS and lower.startswith(phrases.starts):
        return True
    return words <= _HOLDS_WORDS and any(phrase in lower for phrase in phrases.holds)
