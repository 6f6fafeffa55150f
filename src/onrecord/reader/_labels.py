"""Numbers that count nothing: dates, hours, years, addresses, telephone and model numbers, parts of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._counts import lists
from onrecord.reader._numbers import value

if TYPE_CHECKING:
    from onrecord.model import Span
    from onrecord.reader._counts import Words
    from onrecord.reader._numbers import Number

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER"
    r"|DECEMBER)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_HOUR = r"\d{1,2}(?:[.:]\d{2})?"
_MORE_DAYS = rf"(?:(?:,\s?{_DAY}){{0,4}},?\s?(?:-|–|—|to|and|or|through)\s?{_DAY}\b)?"
_NO_COUNT = r"(?!\s(?:people|men|women|children|soldiers|troops|others|percent|million|billion|were|had))"
_STREET = (
    r"(?:Streets?|St|Avenues?|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Way|Place|Court|Parkway|Pkwy"
    r"|Terrace|Circle|Square|Pike|Trail)\b"
)
# One pattern, tried at each place where a figure may begin; what it matches is never a quantity.
_PASSED = re.compile(
    "|".join(
        (
            # October 16; Oct. 16-18, 2024; September 12, 13 and 14. Not "In May 12 people".
            rf"\b{_MONTH}\.?\s{_DAY}(?![\d,.]*\d|%){_MORE_DAYS}{_NO_COUNT}(?:,?\s\d{{4}}\b)?",
            # 16 October; 16th of October; 16 and 17 October 2024. Only with the month's capital: "12 may die".
            rf"\b{_DAY}(?:\s?(?:-|–|to|and|or|,)\s?{_DAY}){{0,4}}\s(?:of\s)?{_MONTH}\b\.?(?:,?\s\d{{4}}\b)?",
            rf"\b{_MONTH}\.?,?\s(?:of\s)?\d{{4}}\b",
            r"\b\d{4}-\d{1,2}-\d{1,2}\b",
            r"\b\d{1,4}[./]\d{1,2}[./]\d{2,4}\b",
            r"\b(?:24/7|9/11|7/7)\b",
            # Hours.
            r"\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:\s?[ap]\.?m\b)?",
            rf"\b{_HOUR}(?:\s?(?:-|–|to|and)\s?{_HOUR})?\s?(?:[ap]\.m\b|[ap]m\b|AM\b|PM\b|o['’]clock\b)",
            r"\b\d{3,4}\s(?:GMT|UTC|EST|EDT|hours|hrs)\b",
            # Telephone numbers, addresses on the Web, marks.
            r"\+\d[\d\s().-]{6,}\d",
            r"\(\d{2,5}\)\s?\d[\d\s-]{4,}\d",
            r"\b(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}\b",
            r"\b\d{3}-\d{4}\b",
            r"\b1-8\d\d-[\w-]+",
            r"https?://\S+|\bwww\.\S+|\b[\w.+-]{1,64}@[\w.-]+",
            r"#\d+",
            # Addresses of houses, and places in a sequence of pictures.
            r"\b\d+(?:st|nd|rd|th)?(?:-|\s)blocks?\b",
            rf"\b\d{{1,5}}\s(?:[NSEW]\.?\s)?(?:(?:[A-Z][\w.'’]*|\d+(?:st|nd|rd|th))\s){{1,3}}{_STREET}",
            r"\b(?:Image|Page|Photo|Slide|Part|Episode|Step|Chapter|Vol\.)\s\d+\sof\s\d+\b",
            r"\b(?:19|20)\d{2}\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2})\b(?![\d,.]*\d)",
        )
    )
)
_DIGIT = re.compile(r"\d")
_YEARS = range(1000, 2200)
# Four digits in this narrower range are a year even where a plural follows ("the 2016 elections").
_LIKELY_YEARS = range(1900, 2100)
_YEAR_DIGITS = 4


class Passed(NamedTuple):
    """The parts of a sentence that hold no quantity, by where they start."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, sentence: Span) -> Passed:
        """Those of one sentence."""
        if not _DIGIT.search(text, *sentence):
            return cls((), ())
        found = [match.span() for match in _PASSED.finditer(text, *sentence)]
        return cls(tuple(start for start, _ in found), tuple(end for _, end in found))

    def end_at(self, place: int) -> int | None:
        """Where the part that holds a code point ends, or None where none does."""
        before = bisect_right(self.starts, place) - 1
        return self.ends[before] if before >= 0 and place < self.ends[before] else None


def is_label(words: Words, number: Number, *, titled: bool) -> bool:
    """Whether the number names something or says when: `Resolution 2334`, `in 2016`, `Group of Seven`, `FTSE 100`."""
    known = lists()
    before, after = words.at(number.start - 1), words.at(number.end)
    if before == "." and words.glued(number.start - 1):
        before = words.at(number.start - 2)
    if known.is_in(after, "labels.after") or (before in ("#", "'") and words.glued(number.start)):
        return True
    if _tight(words, number):
        return True
    figure = words.low[number.start][0].isdigit()
    if figure and _is_model(words, number, before):
        return True
    named = known.is_in(before, "labels.before") and (words.named(number.start - 1) or before in ("no", "number"))
    if figure and (named or _is_plain_label(words, number, before)):
        return True
    if is_year(words, number):
        return True
    return not titled and not figure and _is_name(words, number)


def _is_model(words: Words, number: Number, before: str) -> bool:
    """`iPhone 4 antenna`, `S&P 500 companies`, `GMT +8`, `five new 737 aircraft`, `the 787 Dreamliner`."""
    known, at = lists(), number.start
    if known.is_in(before, "labels.names") or (before == "p" and words.at(at - 2) == "&"):
        return True
    if before == "+" and words.glued(at) and words.at(at - 2)[:1].isalpha():
        return True
    if known.is_in(before, "labels.fresh") and value(words.at(at - 2)) is not None:
        return True
    determined = before in ("a", "the", "its", "new") and number.end == at + 1
    return (
        determined
        and words.named(number.end)
        and not words.named(number.end + 1)
        and not _is_counted(words, number.end)
        and not _is_counted(words, number.end + 1)
    )


def _tight(words: Words, number: Number) -> bool:
    """Whether a colon or a slash stands right at the number: `16:9`, `50/50`."""
    before = words.at(number.start - 1) in (":", "/") and words.glued(number.start)
    return before or (words.at(number.end) in (":", "/") and words.glued(number.end) and words.glued(number.end + 1))


def _is_plain_label(words: Words, number: Number, before: str) -> bool:
    """`room 212` in lower case, and `Xbox 360`: a name with nothing counted behind it."""
    known = lists()
    if known.is_in(before, "labels.before") and before not in (
        "big",
        "top",
        "group",
        "call",
        "unit",
        "question",
        "item",
    ):
        after = words.at(number.end)
        return not after[:1].isalpha() or after in (
            "of",
            "in",
            "and",
            "to",
            "on",
            "at",
            "is",
            "was",
            "or",
            "says",
            "said",
        )
    return False


def is_year(words: Words, number: Number) -> bool:
    """Four digits without grouping that say when: by what stands before, or because nothing is counted."""
    word = words.low[number.start]
    if number.end != number.start + 1 or len(word) != _YEAR_DIGITS or not word.isdecimal() or int(word) not in _YEARS:
        return False
    known, before, after = lists(), words.at(number.start - 1), words.at(number.end)
    if after in ("%", "percent") or (after,) in known.units:
        return False
    if int(word) in _LIKELY_YEARS and known.is_in(before, "times.before_years", "times.months"):
        return not (before in ("of", "by", "from", "for", "to", "around", "about") and _is_counted(words, number.end))
    return not _is_counted(words, number.end) and int(word) in _LIKELY_YEARS


def _is_counted(words: Words, at: int) -> bool:
    known, word = lists(), words.at(at)
    return known.is_in(word, "nouns.plurals") or (
        word.endswith("s") and word[:1].isalpha() and not known.is_in(word, "nouns.no_plurals", "nouns.stops")
    )


def _is_name(words: Words, number: Number) -> bool:
    """`Group of Seven`, `Air Force One`: a numeral with a capital inside a sentence."""
    if not words.named(number.start) or number.start == 0:
        return False
    before = words.at(number.start - 1)
    if not before[:1].isalnum() or before.endswith("."):
        return False
    return words.named(number.start - 1) or before == "of" or words.named(number.end)
