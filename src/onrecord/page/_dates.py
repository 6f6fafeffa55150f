"""Dates as pages write them. Nothing is guessed: a date needs day, month and year, and one meaning only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from onrecord.page import _lexicon

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)")
_SLASHED_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|º|ª)?\.?(?:\s|-|\sde\s)\s?([^\W\d_]{3,12})\.?,?(?:\s|-|\sde\s|\sdel\s)\s?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s(\d\d?)(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)(?!\d|\.\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)[/-](\d\d?)[/-]((?:19|20)\d\d)(?![\d/])")
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)/(\d\d?|[a-z]{3,9})/(\d\d?)(?=[/?#_-]|$)|[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
)
# Seconds or milliseconds since 1970, of the years 2001 to 2286.
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")


def iso_date(text: str) -> date | None:
    """The date at the start of an ISO 8601 date or time, as markup gives it; of seconds since 1970, that in UTC."""
    if epoch := _EPOCH.fullmatch(text.strip()):
        return datetime.fromtimestamp(int(epoch[1]), UTC).date()
    found = _ISO.match(text.strip()) or re.match(r"((?:19|20)\d\d)(\d\d)(\d\d)(?=T|$)", text.strip())
    return _made(found[1], found[2], found[3]) if found else date_in(text)


def date_in(text: str) -> date | None:
    """The first full date in a line; None where there is none, or day and month could be exchanged."""
    return next((days[0] for _, days in dates_in(text) if len(days) == 1), None)


def date_in_url(url: str) -> date | None:
    """The date in a URL's path, where year, month and day stand there."""
    found = _IN_URL.search(url)
    if not found:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
    return _named(year, month, day) if month.isalpha() else _made(year, month, day)


def dates_in(text: str) -> list[tuple[int, tuple[date, ...]]]:
    """The full dates of a line and where they begin; one whose day and month could be exchanged is two, day first."""
    # Lines are asked by the hundred, and few hold a year.
    if "20" not in text and "19" not in text:
        return []
    dates: list[tuple[int, tuple[date | None, ...]]] = []
    for pattern in (_ISO, _SLASHED_ISO, _CJK):
        dates += [(m.start(), (_made(m[1], m[2], m[3]),)) for m in pattern.finditer(text)]
    dates += [(m.start(), (_named(m[3], m[2], m[1]),)) for m in _DAY_FIRST.finditer(text)]
    dates += [(m.start(), (_named(m[3], m[1], m[2]),)) for m in _MONTH_FIRST.finditer(text)]
    dates += [(m.start(), (_made(m[3], m[2], m[1]),)) for m in _DOTTED.finditer(text)]
    dates += [(m.start(), (_made(m[3], m[2], m[1]), _made(m[3], m[1], m[2]))) for m in _SLASHED.finditer(text)]
    found = [(start, tuple(dict.fromkeys(day for day in days if day))) for start, days in dates]
    return sorted(item for item in found if item[1])


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named(year: str, month: str, day: str) -> date | None:
    number = _lexicon.months().get(month.lower())
    return _made(year, str(number), day) if number else None
