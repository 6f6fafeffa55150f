"""What each line of a tagless page is like, as numbers: letters, words, signs, repetition and place.

Lines are counted without blank ones; every feature is an array with one value a line. Counting goes over the whole page
at once, so that time is linear in its text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.page import _lineletters, _linewords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._lineletters import Features, Floats
    from onrecord.page._linewords import Indices, Words

# A longer line is read by its two ends only, so that a page of one endless line costs no memory.
_MOST_CHARACTERS = 4000
# Patterns are looked for in as many characters at each end.
_END_CHARACTERS = 200
# Words to a line of running text, and to a short sentence, at the least.
_PROSE_WORDS = 12
_SENTENCE_WORDS = 4
_SHORT_WORDS = 6
# What a line of running text has where the page has none to measure.
_USUAL_WORDS = 20.0
# Titles of pages and headlines are compared by this many characters, and only if they have some.
_TITLE_CHARACTERS = 40
_TITLE_LEAST = 15
_TITLE_WORDS = 3
_MOST_BLANKS = 4

_MARK = re.compile(r"(?:[•●▪■◦‣·∙○►▶➤✓✔*]{1,9}|[+o](?=\s)|[-–](?=\s)|#{1,6}(?=\s)|>(?=\s)|\d{1,2}[.)](?=\s))\s*(?=\S)")
_TERMINAL = re.compile(r"[.!?…。！？।؟۔][\"'”’»«“)\]』」]*(?:\s?\[\d+\])?$")
_DATE = re.compile(
    r"\b(?:[12]\d{3}[-./]\d\d?[-./]\d\d?|\d\d?[./]\d\d?[./](?:[12]\d)?\d\d"
    r"|\d\d?[:.h]\d\d(?:\s?(?:uhr|am|pm|h|a\.m|p\.m)\b)?|(?:19|20)\d\d)\b|年\d|\d月|\d일",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:ago|vor \d|min read|hace|il y a|siden|sedan|tid|lesezeit|minuten?|minutes?|mins?|uhr)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?:|www\.|\w@\w|\.(?:com|de|net|org)\b|[{}<>|»›→▸]", re.IGNORECASE)
_CREDIT = re.compile(
    r"©|\((?:c)\)|\b(?:foto|photo|bild|image|getty|reuters|imago|dpa|afp|ap|epa|keystone|picture|credit|copyright"
    r"|quelle|source)\b\s?[:/|)]|(?:/|\|)\s?(?:dpa|afp|ap|getty|reuters|imago)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por|di|av|af|door|przez|text|autor|author|red\.?|written)\b[:\s]", re.IGNORECASE)


class Page(NamedTuple):
    """The lines of a page that are not blank, and their features."""

    places: Indices
    """Where each line stands among all lines."""
    texts: list[str]
    """Without white space at the ends and list marks."""
    words: Floats
    """Words to a line; two East Asian letters count as one."""
    told: Words
    features: Features


class _Patterns(NamedTuple):
    term: float
    date: float
    ago: float
    link: float
    credit: float
    by: float
    starts: float
    ends: float


def page_of(lines: Sequence[str]) -> Page:
    """The page with the features of each line taken alone, and of its repetition and place on the page."""
    stripped = [line.strip() for line in lines]
    places = np.array([place for place, line in enumerate(stripped) if line], np.int64)
    marks, texts = _unmarked([_shortened(stripped[place]) for place in places])
    if not texts:
        return Page(places, [], np.zeros(0), _linewords.numbered([]), {})
    counts = _lineletters.counts_of(texts)
    words = _lineletters.word_counts(counts)
    by_line = _linewords.words_of(texts)
    told = _linewords.numbered(by_line)
    features = _lineletters.letter_features(counts) | _patterns(texts) | {"mark": marks}
    features |= _linewords.function_shares(told) | _repetition(texts, by_line) | _titles(texts, by_line)
    features |= _position(places, len(lines)) | _prose(features, words)
    return Page(places, texts, words, told, features)


def _shortened(line: str) -> str:
    half = _MOST_CHARACTERS // 2
    return line if len(line) <= _MOST_CHARACTERS else line[:half] + line[-half:]


def _unmarked(lines: Sequence[str]) -> tuple[Floats, list[str]]:
    """The kind of each line's list mark (0 none, 1 sign, 2 number, 3 Markdown heading), and the lines without."""
    found = [_MARK.match(line) for line in lines]
    kinds = [(2.0 if mark[0][0].isdigit() else 3.0 if mark[0][0] == "#" else 1.0) if mark else 0.0 for mark in found]
    return np.array(kinds), [line[mark.end() :] if mark else line for mark, line in zip(found, lines, strict=True)]


def _patterns(texts: Sequence[str]) -> Features:
    known = {text: _pattern(text) for text in dict.fromkeys(texts)}
    columns = np.array([known[text] for text in texts]).T
    return dict(zip(_Patterns._fields, columns, strict=True))


def _pattern(text: str) -> _Patterns:
    short = len(text) <= 2 * _END_CHARACTERS
    ends = text if short else f"{text[:_END_CHARACTERS]} {text[-_END_CHARACTERS:]}"
    return _Patterns(
        term=float(bool(_TERMINAL.search(text[-12:]))),
        date=float(len(_DATE.findall(ends))),
        ago=float(bool(_AGO.search(ends))),
        link=float(len(_LINK.findall(ends))),
        credit=float(bool(_CREDIT.search(ends))),
        by=float(bool(_BY.match(ends))),
        starts=_start(text[0]),
        ends=_end(text),
    )


def _start(char: str) -> float:
    tests = (char.isupper(), char.islower(), char.isdigit(), char in _lineletters.QUOTES)
    return next((float(kind) for kind, holds in enumerate(tests, 1) if holds), 0.0)


def _end(text: str) -> float:
    char = text[-1]
    tests = (char == ":", text.endswith(("…", "...")), char.isdigit(), char in _lineletters.QUOTES or char == ")")
    return next((float(kind) for kind, holds in enumerate(tests, 1) if holds), 0.0)


def _repetition(texts: Sequence[str], by_line: Sequence[Sequence[str]]) -> Features:
    """How often the line, its first two and its last two words come on the page; whether this is the first time."""
    first = dict(zip(reversed(texts), range(len(texts) - 1, -1, -1), strict=True))
    heads = [tuple(words[:2]) for words in by_line]
    tails = [tuple(words[-2:]) for words in by_line]
    return {
        "again": _log_counts(texts),
        "first": np.array([float(first[text] == at) for at, text in enumerate(texts)]),
        "same_head": _log_counts(heads),
        "same_tail": _log_counts(tails),
    }


def _log_counts(values: Sequence[object]) -> Floats:
    counts = Counter(values)
    return np.log1p(np.array([counts[value] for value in values], np.float64))


def _titles(texts: Sequence[str], by_line: Sequence[Sequence[str]]) -> Features:
    """Likeness to the first line: converters put the page's title there."""
    title = set(by_line[0])
    long = len(title) >= _TITLE_WORDS
    shared = [
        len(title.intersection(words)) / len(set(words)) if long and len(words) >= _TITLE_WORDS else 0.0
        for words in by_line
    ]
    begins = [len(text) >= _TITLE_LEAST and texts[0].startswith(text[:_TITLE_CHARACTERS]) for text in texts]
    return {"in_title": np.array(shared), "begins_title": np.array([0.0, *map(float, begins[1:])])}


def _position(places: Indices, lines: int) -> Features:
    count = len(places)
    at = np.arange(count)
    before = np.diff(places, prepend=-1) - 1
    after = np.append(before[1:], lines - 1 - places[-1])
    return {
        "blanks_before": np.minimum(before, _MOST_BLANKS).astype(np.float64),
        "blanks_after": np.minimum(after, _MOST_BLANKS).astype(np.float64),
        "place": (at + 0.5) / count,
        "from_top": np.log1p(at),
        "from_end": np.log1p(at[::-1]),
        "lines": np.full(count, np.log1p(count)),
        "blank_share": np.full(count, 1 - count / lines),
    }


def _prose(features: Features, words: Floats) -> Features:
    ended = features["term"] > 0
    good = (words >= _PROSE_WORDS) & (ended | (features["breaks"] > 0))
    usual = float(np.median(words[good])) if good.any() else _USUAL_WORDS
    return {
        "good": good.astype(np.float64),
        "sentence": ((words >= _SENTENCE_WORDS) & ended).astype(np.float64),
        "short": (words < _SHORT_WORDS).astype(np.float64),
        "to_usual": np.log1p(words) - np.log1p(usual),
        "good_lines": np.full(len(words), np.log1p(good.sum())),
    }
