"""What the words before a date say it is the date of: the page's coming out, or its last change."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.page import _dates, _lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Meaning = Literal["published", "updated"]

# Languages that put the month first; only the United States and its neighbours in usage do.
_MONTH_FIRST = frozenset({"en-us", "en-ph", "es-us", "fil"})

# "Last updated on Monday at": word and what stands between it and the date are no longer.
_LABEL_CHARACTERS = 30


class Told(NamedTuple):
    """A date of a line: the days it may be (two where day and month could be exchanged), and what it is said to be."""

    days: tuple[date, ...]
    meaning: Meaning | None


def told(text: str, language: str = "") -> list[Told]:
    """The dates of a line in its order, each with the meaning of the nearest word before it.

    `language`: a tag as `en-GB`, which tells how 03/04/2024 is meant; a bare `en` does not.
    """
    words = [(found.start(), _meaning(found[0])) for found in _pattern().finditer(text.lower())]
    return [
        Told(_ordered(days, language.lower()), next((m for at, m in reversed(words) if at < start), None))
        for start, days in _dates.dates_in(text)
    ]


def ends_in(text: str) -> Meaning | None:
    """What the last words of a text say of the date that follows; None where they say nothing of one."""
    ending = text.lower()[-_LABEL_CHARACTERS:]
    found = list(_pattern().finditer(ending))
    if not found or any(map(str.isdigit, ending[found[-1].end() :])):
        return None
    return _meaning(found[-1][0])


def _ordered(days: Sequence[date], language: str) -> tuple[date, ...]:
    """The one day that the language's order of numbers gives; both where it does not say."""
    if len(days) == 1 or language in {"", "en"}:
        return tuple(days)
    day_first, month_first = days
    return (month_first if language in _MONTH_FIRST else day_first,)


def _meaning(word: str) -> Meaning:
    return "updated" if word in _words()["updated"] else "published"


@cache
def _words() -> dict[Meaning, frozenset[str]]:
    table = _lexicon.parsed("dates.toml")
    led = _lexicon.bylines()
    return {
        "published": frozenset((*_lexicon.strings("dates.toml", "published", table.get("published")), *led.published)),
        "updated": frozenset((*_lexicon.strings("dates.toml", "updated", table.get("updated")), *led.updated)),
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Words by their borders; those of scripts without spaces wherever they stand."""
    words = sorted((word for words in _words().values() for word in words), key=len, reverse=True)
    bordered = "|".join(re.escape(word) for word in words if not _is_wide(word))
    wide = "|".join(re.escape(word) for word in words if _is_wide(word))
    return re.compile(rf"(?<!\w)(?:{bordered})(?!\w)|{wide}")


def _is_wide(word: str) -> bool:
    return word[0] >= "\u0e00"
