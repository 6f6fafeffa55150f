"""The peer: dateparser's `search_dates`, a sentence at a time, with the article's date as its base.

It gives moments, not periods; how fine its value is meant is told, in its favour, from the words it found.
"""

from __future__ import annotations

import importlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bench.times.scores import Timex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from onrecord.model import Span

_CLOCK = re.compile(r"\d:\d\d|\d\s?[ap]\.?m|noon|hour|minute", re.IGNORECASE)
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)


def search() -> Callable[..., Any] | None:
    """The search of dateparser, or None where it is not installed."""
    try:
        found: Callable[..., Any] = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        return None
    return found


def found_by(search_dates: Callable[..., Any], text: str, parts: Sequence[Span], published: date | None) -> list[Timex]:
    """What it finds in the sentences `parts` of a text."""
    base = datetime(published.year, published.month, published.day) if published else None  # noqa: DTZ001 -- a day
    settings = {"PREFER_DATES_FROM": "past"} | ({"RELATIVE_BASE": base} if base else {})
    found = []
    for start, end in parts:
        at = start
        for words, moment in search_dates(text[start:end], languages=["en"], settings=settings) or ():
            place = text.find(words, at, end)
            if place >= 0:
                at = place + len(words)
                found.append(Timex(place, at, "TIME" if _CLOCK.search(words) else "DATE", _value(words, moment)))
    return found


def _value(words: str, moment: datetime) -> str:
    if _CLOCK.search(words):
        return f"{moment:%Y-%m-%dT%H:%M}"
    if re.search(r"week\b|weeks", words):
        year, week, _ = moment.isocalendar()
        return f"{year}-W{week:02}"
    if re.search(r"decade|century|year", words) or (re.fullmatch(r"\D*\d{4}\D*", words) and not _MONTH.search(words)):
        return f"{moment:%Y}"
    named = _MONTH.search(words) and not re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", words)
    return f"{moment:%Y-%m}" if named or "month" in words else f"{moment:%Y-%m-%d}"
