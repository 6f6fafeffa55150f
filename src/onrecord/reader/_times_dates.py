"""Days, months and times of day: `Friday, April 1, 2011`, `last October`, `Tuesday night`, `16:08 UTC`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reader._times_formula import first_day
from onrecord.reader._times_shape import BACK, WAYS, Meaning, Shape, ordinal, step
from onrecord.reader._times_words import MONTHS, WEEKDAYS, words

if TYPE_CHECKING:
    from onrecord.model import TimeType

_CENTURY = 100
# A year of two figures up to this is of this century.
_SHORT_YEAR = 50
_HOURS = 12
_MINUTES = 60
_DAYS = 31
# "from May to July 2011".
_SHARED_YEAR = re.compile(r"[&-]M:?,?(?P<y>Y)")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?", re.ASCII)


def date(shape: Shape) -> Meaning | None:
    """`Friday, April 1, 2011`, `1 April`, `Oct. 16 last year`."""
    month = words().months[shape.word("m")]
    day = ordinal(shape.word("d"))
    if not 1 <= day <= _DAYS:
        return None
    written = f"{month:02}-{day:02}"
    if shape.word("y"):
        value = f"{shape.word('y')}-{written}"
        return Meaning("DATE", value) if first_day(value) else None
    if first_day(f"2000-{written}") is None:
        return None
    if shape.letter("w"):
        return Meaning("DATE", f"{step(shape.letter('w'))} year -{written}") if shape.unit() == "year" else None
    if written == "09-11" and shape.found.after(shape.match.end()).startswith("attack"):
        return Meaning("DATE", "2001-09-11")
    return Meaning("DATE", f"{shape.way} {MONTHS[month - 1]} {day}")


def month(shape: Shape) -> Meaning | None:
    """`March 2012`, `last October`, `October of next year`, `March`."""
    month = words().months[shape.word("m")]
    if shape.word("y"):
        return Meaning("DATE", f"{shape.word('y')}-{month:02}")
    way, unit = shape.letter("w"), shape.unit()
    if unit:
        return Meaning("DATE", f"{step(way)} year -{month:02}", back=way in BACK) if unit == "year" else None
    if way == "H":
        return Meaning("DATE", f"0 year -{month:02}")
    shared = _SHARED_YEAR.match(shape.found.letters, shape.match.end())
    if shared and not way:
        return Meaning("DATE", f"{shape.found.low[shared.start('y')]}-{month:02}")
    return Meaning("DATE", f"{WAYS.get(way) or shape.way} {MONTHS[month - 1]}")


def weekday(shape: Shape) -> Meaning | None:
    """`Tuesday`, `next Friday`, `Tuesday of last week`, `Tuesday night`."""
    day = WEEKDAYS[words().weekdays[shape.word("d")] - 1]
    part = words().parts.get(shape.word("p"))
    inner = f" T{part}" if part else ""
    type_: TimeType = "TIME" if part else "DATE"
    way, unit = shape.letter("w"), shape.unit()
    if unit:
        return Meaning(type_, f"{step(way)} week {day}") if unit == "week" else None
    if way == "L" and shape.found.letters[shape.match.end() : shape.match.end() + 1] == "o":
        return None
    return Meaning(type_, f"{WAYS.get(way) or shape.way} {day}{inner}")


def part(shape: Shape) -> Meaning | None:
    """`this morning`, `last night`, `that evening`, `the next morning`."""
    way, part = shape.letter("w"), words().parts[shape.word("p")]
    if way == "t" and shape.word("w") != "that":
        return None
    return Meaning("TIME", f"{step(way)} day T{part}", back=way in BACK or way == "n")


def clock(shape: Shape) -> Meaning | None:
    """`16:08 UTC`, `6:40 p.m.`, `8 a.m.`, `1430 GMT`, `noon`; with the day it is of."""
    time = _time_of_day(shape)
    if time is None:
        return None
    zone = "Z" if shape.word("z") in ("gmt", "utc") else ""
    return Meaning("TIME", f"0 day T{time}{zone}")


def _time_of_day(shape: Shape) -> str | None:
    """Hours and minutes of the day; None where the words are no time."""
    word, half = shape.word("c"), shape.word("h")
    if shape.letter("c") == "K":
        return "24:00" if word == "midnight" else "12:00"
    if shape.letter("c") in ("D", "N", "Y") and not half:
        # "1430 GMT" as agencies write it.
        bare = shape.word("z") and len(word) == len("1430") and word.isdigit()
        word = f"{word[:2]}:{word[2:]}" if bare else ""
    figures = _HOUR.fullmatch(str(words().numbers.get(word, word)))
    if figures is None or ("." in word and not half):
        return None
    hour, minute = int(figures[1]), int(figures[2] or 0)
    if half[:1] in ("a", "p"):
        hour = hour % _HOURS + (_HOURS if half[0] == "p" else 0) if 1 <= hour <= _HOURS else 2 * _HOURS
    return f"{hour:02}:{minute:02}" if hour < 2 * _HOURS and minute < _MINUTES else None


def numeric(shape: Shape) -> Meaning | None:
    """`2013-03-22`, `7/8/07`, `22.03.2013`: month first where both could be, as American papers have it."""
    word = shape.word("c")
    if word[4:5] == "-":
        return Meaning("DATE", word) if first_day(word) else None
    first, second, year = (int(part) for part in re.split(r"[/.]", word))
    if year < _CENTURY:
        year += 2000 if year < _SHORT_YEAR else 1900
    month, day = (second, first) if first > _HOURS or "." in word else (first, second)
    value = f"{year:04}-{month:02}-{day:02}"
    return Meaning("DATE", value) if first_day(value) else None
