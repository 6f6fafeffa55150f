"""What a time expression says it is reckoned from, made into a TIMEX3 value once that is known.

A formula is one of

    -1 month          so many units from the base, at the unit's own granularity ("last month")
    latest Tuesday    the last that had begun by the base; `last`: that was over before; `coming`: the first that is
                      not over; `next`: the first that begins after; `nearest`: the coming one if it begins within a
                      quarter of a year, else the latest. Also weekend, October, October 16, Q3, H1, SU, Christmas

and may go on with what is known within it: `-1 year -10` (October of last year), `-1 week Tuesday`, `0 day T16:08Z`,
`latest Friday TNI`. Values are TIMEX3's: 2016, 2016-06, 2016-06-09, 2016-W23, 2016-W23-WE, 2016-Q3, 2016-H1, 2016-SU,
201, 20, and a part of the day (TMO, TAF, TEV, TNI) or a clock time. A winter has the year in which it begins; weeks are
ISO's.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.reader._times_words import MONTHS, WEEKDAYS, holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMULA = re.compile(
    r"(?:(?P<count>[+-]?\d{1,6}) (?P<unit>[a-z]+)|(?P<way>latest|last|coming|next|nearest) (?P<name>\S.*?))"
    r"(?: (?P<rest>-\S+|T(?:\d\S*|[A-Z]{2})|" + "|".join(WEEKDAYS) + r"))?"
)
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<we>-WE)?|Q(?P<quarter>\d)|H(?P<half>\d)"
    r"|(?P<season>SP|SU|FA|WI)))?(?:T\S*)?|(?P<decade>\d{3})|(?P<century>\d\d)"
)
# From fine to coarse.
GRAINS = ("hour", "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_BELOW_DAY = {"second", "minute", "hour"}
# A leap day comes back after eight years at the latest.
_YEARS_ASIDE = 8
_WEEK = 7
_QUARTER = 92


def evaluated(formula: str, base: str) -> str | None:
    """The value of a formula reckoned from the value `base`; None where the calendar has no such day."""
    parts = _FORMULA.fullmatch(formula)
    begun = first_day(base)
    if parts is None or begun is None:
        return None
    try:
        if parts["unit"]:
            value = _shifted(begun, int(parts["count"]), parts["unit"])
        else:
            value = _found(parts["way"], parts["name"], begun)
    except (OverflowError, ValueError):
        return None
    return _within(value, parts["rest"]) if value else None


def grain(written: str) -> str | None:
    """How fine a value, or what a formula gives, is: one of GRAINS; None where it is no point in time."""
    parts = _FORMULA.fullmatch(written)
    if parts is None:
        return _grain_of_value(written)
    if parts["rest"]:
        inner = parts["rest"]
        return "day" if inner in WEEKDAYS or inner[0] == "T" else _grain_of_value("2000" + inner)
    unit = parts["unit"]
    if unit:
        return "hour" if unit in _BELOW_DAY else unit
    value = _found("coming", parts["name"], date(2000, 1, 1))
    return _grain_of_value(value) if value else None


def _grain_of_value(value: str) -> str | None:
    parts = _VALUE.fullmatch(value)
    if parts is None:
        return None
    named = ("day", "month", "quarter", "half", "season", "decade", "century")
    if parts["week"]:
        return "weekend" if parts["we"] else "week"
    return next((name for name in named if parts[name]), "year")


def first_day(value: str) -> date | None:
    """The first day of a value; None where it is no point in time."""
    parts = _VALUE.fullmatch(value)
    if parts is None:
        return None
    if parts["century"] or parts["decade"]:
        return date(max(1, int(value) * (100 if parts["century"] else 10)), 1, 1)
    try:
        year = int(parts["year"])
        if parts["week"]:
            return date.fromisocalendar(year, int(parts["week"]), 6 if parts["we"] else 1)
        month = int(parts["month"] or 1)
        if parts["quarter"] or parts["half"]:
            month = int(parts["quarter"] or 0) * 3 - 2 if parts["quarter"] else int(parts["half"]) * 6 - 5
        return date(year, _FIRST_MONTH.get(parts["season"], month), int(parts["day"] or 1))
    except ValueError:
        return None


def last_day(value: str) -> date | None:
    """The last day of a value; None where it is no point in time."""
    begun, size = first_day(value), _grain_of_value(value)
    if begun is None or size is None:
        return None
    months = _MONTHS_OF.get(size) or (3 if size == "season" else 0)
    try:
        if not months:
            return begun + timedelta(days={"week": 6, "weekend": 1}.get(size, 0))
        following = begun.year * 12 + begun.month - 1 + months
        return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)
    except (OverflowError, ValueError):
        return None


def _shifted(begun: date, count: int, unit: str) -> str | None:
    if unit in _BELOW_DAY:
        # The hour of the base is not known, so that of what is reckoned from it is not either.
        return f"{begun.isoformat()}TXX" if unit == "hour" else None
    if unit in _MONTHS_OF:
        months = begun.year * 12 + begun.month - 1 + count * _MONTHS_OF[unit]
        return _as_value(date(months // 12, months % 12 + 1, 1), unit)
    days = {"day": 1, "fortnight": 14}.get(unit, _WEEK)
    return _as_value(begun + timedelta(days=count * days), unit)


def _as_value(day: date, unit: str) -> str:
    year = f"{day.year:04}"
    iso = day.isocalendar()
    values = {
        "day": day.isoformat(),
        "week": f"{iso.year:04}-W{iso.week:02}",
        "fortnight": f"{iso.year:04}-W{iso.week:02}",
        "weekend": f"{iso.year:04}-W{iso.week:02}-WE",
        "month": f"{year}-{day.month:02}",
        "quarter": f"{year}-Q{(day.month + 2) // 3}",
        "half": f"{year}-H{(day.month + 5) // 6}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }
    return values[unit]


def _found(way: str, name: str, base: date) -> str | None:
    """The value of the period of that name that lies as `way` says to the base."""
    spans = list(_periods(name, base))
    if way == "nearest":
        soon = (value for start, _, value in spans if base < start <= base + timedelta(days=_QUARTER))
        return next(soon, None) or _found("latest", name, base)
    if way == "latest":
        return max(((start, value) for start, end, value in spans if start <= base), default=(None, None))[1]
    if way == "last":
        return max(((start, value) for start, end, value in spans if end < base), default=(None, None))[1]
    if way == "coming":
        return min(((start, value) for start, end, value in spans if end >= base), default=(None, None))[1]
    return min(((start, value) for start, end, value in spans if start > base), default=(None, None))[1]


def _periods(name: str, base: date) -> Iterator[tuple[date, date, str]]:
    """First day, last day and value of each period of that name near the base."""
    if name in WEEKDAYS:
        monday = base - timedelta(days=base.weekday())
        for week in (-1, 0, 1):
            day = monday + timedelta(days=week * _WEEK + WEEKDAYS.index(name))
            yield day, day, day.isoformat()
        return
    if name == "weekend":
        for week in (-1, 0, 1):
            day = base - timedelta(days=base.weekday() - 5 - week * _WEEK)
            yield day, day + timedelta(days=1), _as_value(day, name)
        return
    for year in range(base.year - _YEARS_ASIDE, base.year + _YEARS_ASIDE + 1):
        yield from _in_year(name, year)


def _in_year(name: str, year: int) -> Iterable[tuple[date, date, str]]:
    """The period of that name in a year, or none where that year has no such day."""
    month, _, day = name.partition(" ")
    try:
        if name.lower() in holidays():
            at = _day_of(name.lower(), year)
            return [(at, at, at.isoformat())]
        if month in MONTHS and day:
            at = date(year, MONTHS.index(month) + 1, int(day))
            return [(at, at, at.isoformat())]
        if month in MONTHS:
            return [_months(year, MONTHS.index(month) + 1, 1, f"{year:04}-{MONTHS.index(month) + 1:02}")]
        if name in _FIRST_MONTH:
            return [_months(year, _FIRST_MONTH[name], 3, f"{year:04}-{name}")]
        size = {"Q": 3, "H": 6}.get(name[0], 0)
        return [_months(year, (int(name[1:]) - 1) * size + 1, size, f"{year:04}-{name}")] if size else []
    except ValueError:
        return []


def _months(year: int, first: int, count: int, value: str) -> tuple[date, date, str]:
    following = year * 12 + first - 1 + count
    return date(year, first, 1), date(following // 12, following % 12 + 1, 1) - timedelta(days=1), value


def day_of(holiday: str, year: int) -> date | None:
    """The day of a holiday in a year; None where the calendar has none."""
    try:
        return _day_of(holiday, year)
    except ValueError:
        return None


def _day_of(holiday: str, year: int) -> date:
    rule = holidays()[holiday]
    if isinstance(rule, str):
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    if isinstance(rule, int):
        return _easter(year) + timedelta(days=rule)
    month_number, which, weekday = rule
    if which > 0:
        first = date(year, month_number, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % _WEEK + (which - 1) * _WEEK)
    last = date(year, month_number, monthrange(year, month_number)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % _WEEK)


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _within(value: str, rest: str | None) -> str | None:
    """What lies within a value: a weekday of a week, a month of a year, an hour of a day."""
    if not rest:
        return value
    if rest in WEEKDAYS:
        monday = first_day(value[: len("2000-W01")])
        return (monday + timedelta(days=WEEKDAYS.index(rest))).isoformat() if monday else None
    if rest[0] == "T":
        begun = first_day(value)
        return value.partition("T")[0] + rest if begun and _grain_of_value(value) == "day" else value
    return value + rest if first_day(value + rest) else None
