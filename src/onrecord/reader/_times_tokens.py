"""A stretch of text as words, and as a string of letters that say what each may do in a time expression."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span
from onrecord.reader._times_words import words

# In order: written dates, clock times, decades and ordinals in figures, numbers that no letter follows, words, signs.
_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?![\w-])|\d{1,2}([/.])\d{1,2}\1\d{2,4}(?![\w/])"
    r"|\d{1,2}(?::\d\d){1,2}(?![\w:])|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b)|\d{1,2}(?=[ap]\.?m\b)"
    r"|['’]?\d{2,4}['’]?s\b|\d{1,2}(?:st|nd|rd|th)\b|\d+(?:,\d{3})+(?:\.\d+)?(?!\w)|\d+(?:\.\d+)?(?!\w)"
    r"|[ap]\.\s?m\b\.?|o['’]clock\b|(?:[A-Za-z]\.){2,}|['’]s\b|['’](?:ll|re|ve|d)\b|[^\W_]+(?:(?<=n)['’]t\b)?|[^\w\s]|_"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d+([/.])\d+\1\d+")
_CLOCK = re.compile(r"\d{1,2}(?::\d\d){1,2}|\d{1,2}\.\d\d")
_DECADE = re.compile(r"['’]?(?:\d{2}|\d{3})0['’]?s|['’]?[1-9]0['’]?s")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_HALF_DAY = re.compile(r"[ap]\.?\s?m\.?")
_QUARTER = re.compile(r"[qh][1-4]")
_MOST_DAYS = 31
# What a time expression must have; a stretch without any has none.
_HEADS = re.compile(r"[WMUVYSPRGKCIxwrg1DNO]")


class Words(NamedTuple):
    """The words of a stretch of text: in lower case, where they stand, and their letters, one each."""

    text: str
    low: list[str]
    spans: list[Span]
    letters: str

    def is_capital(self, at: int) -> bool:
        """Whether a word is written with a capital."""
        return self.text[self.spans[at].start].isupper()

    def opens(self, at: int) -> bool:
        """Whether a word is the first of its sentence, or of a quotation."""
        return at <= 0 or self.low[at - 1] in _OPENERS

    def before(self, at: int) -> str:
        """The word before, or nothing."""
        return self.low[at - 1] if at > 0 else ""

    def after(self, at: int) -> str:
        """The word, or nothing behind the end."""
        return self.low[at] if at < len(self.low) else ""


_OPENERS = frozenset('.!?:;"“”`(—–-•*|')


def read(text: str, span: Span) -> Words | None:
    """The words of a stretch of `text`, or None where no time expression can stand in it."""
    known = words()
    low: list[str] = []
    spans: list[Span] = []
    letters: list[str] = []
    for match in _TOKEN.finditer(text, *span):
        word = match[0].lower()
        low.append(word)
        spans.append(Span(*match.span()))
        letters.append(known.letters.get(word) or _letter(word))
    found = Words(text, low, spans, "".join(letters))
    return _told_apart(found) if _HEADS.search(found.letters) else None


def _letter(word: str) -> str:
    """The letter of what is written in figures, and of the names of days and months."""
    known = words()
    if not word[0].isdigit() and word[0] not in "'’":
        if word in known.weekdays:
            return "W"
        if word in known.months:
            return "M"
        return "m" if _HALF_DAY.fullmatch(word) else "1" if _QUARTER.fullmatch(word) else "*"
    if word.isdecimal():
        return _figure(word)
    shapes = ((_DATE, "I"), (_CLOCK, "C"), (_ORDINAL, "O"), (_DECADE, "G"))
    return next((letter for shape, letter in shapes if shape.fullmatch(word)), "N" if word[-1].isdecimal() else "*")


def _figure(word: str) -> str:
    # Figures of other scripts are numbers too, but no days and years.
    if not word.isascii() or len(word) > len("2016"):
        return "N"
    if len(word) == len("2016"):
        return "Y" if word[0] in "12" else "N"
    return "D" if 1 <= int(word) <= _MOST_DAYS and len(word) <= len("31") else "N"


def _told_apart(found: Words) -> Words:
    """The same words with the letters that neighbours settle: names that are no days, figures that are no years."""
    letters = list(found.letters)
    for at, letter in enumerate(found.letters):
        if letter in _SETTLED and not _SETTLED[letter](found, at):
            letters[at] = "N" if letter == "Y" else "*"
        elif letter == "O" and found.low[at] == "second" and found.letters[max(0, at - 2) : at] in _SECONDS:
            letters[at] = "U"
        elif letter == "." and at and letters[at - 1] in "WM" and found.low[at - 1] in words().short:
            letters[at] = ":"
    return found._replace(letters="".join(letters))


# `30-second`: a number and a hyphen before it make it the unit.
_SECONDS = frozenset({"N-", "D-"})


def _is_weekday(found: Words, at: int) -> bool:
    known, word = words(), found.low[at]
    if not found.is_capital(at):
        return False
    if word in known.short:
        follows = found.letters[at + 1 : at + 4].lstrip(".:,")
        return follows[:1] in ("M", "D", "O", "C", "I")
    named = found.before(at) in known.lists["weekdays.not_after"] and found.is_capital(at - 1)
    return not named and not (found.after(at + 1) in known.lists["weekdays.not_before"] and found.is_capital(at + 1))


def _is_month(found: Words, at: int) -> bool:
    known, word = words(), found.low[at]
    if not found.is_capital(at):
        return False
    following = found.letters[at + 1 : at + 3]
    if following[:1] in ("D", "O", "Y", "I") or (following[:1] == "." and following[1:] in ("D", "O", "Y")):
        return True
    if found.letters[max(0, at - 1) : at] in ("D", "O") or following in (",Y", "oY"):
        return True
    led = found.before(at) in known.lists["months.before_month"] or found.letters[max(0, at - 2) : at] == "e-"
    if word in known.short:
        return led and following[:1] == "."
    if word in known.doubtful:
        surname = found.letters[at + 1 : at + 2] == "*" and found.is_capital(at + 1)
        return led and not (surname and found.before(at) in known.lists["months.before_name"])
    return led or not (at > 0 and found.is_capital(at - 1) and not found.opens(at - 1) and found.letters[at - 1] == "*")


# Years of which news speaks; others need a word before them that years have.
_USUAL = ("1900", "2050")


def _is_year(found: Words, at: int) -> bool:
    lists, word = words().lists, found.low[at]
    before, after = found.before(at), found.after(at + 1)
    if before in lists["years.not_after"] or after in lists["years.not_before"]:
        return False
    adjoins = at > 0 and found.spans[at - 1].end == found.spans[at].start
    if adjoins and before in "-–." and at > 1 and found.letters[at - 2] not in "Ye":
        return False
    if before in lists["years.about"] and after.endswith("s"):
        return False
    led = before in lists["years.before"] or found.letters[at - 1 : at] in ("M", "D", "O", "S", "U") or before == ","
    usual = _USUAL[0] <= word <= _USUAL[1]
    return (usual and (led or not _is_count(found, at))) or (led and not _is_count(found, at))


def _is_count(found: Words, at: int) -> bool:
    """Whether a plural follows ("2000 boxes"), which a year does not count."""
    after = found.after(at + 1)
    plural = after.endswith("s") and not after.endswith(("ss", "us", "is")) and len(after) > len("was")
    return plural and after.isalpha() and not found.is_capital(at + 1)


_SETTLED = {"W": _is_weekday, "M": _is_month, "Y": _is_year}
