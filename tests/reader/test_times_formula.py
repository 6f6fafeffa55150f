"""Formulas reckoned from a base, the calendar, and the lists that the calendar's names come from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OnRecordError
from onrecord.reader import _times_words
from onrecord.reader._times_formula import GRAINS, day_of, evaluated, first_day, grain, last_day

FORMULAS = [
    ("-1 month", "2024-01-31", "2023-12"),
    ("0 week", "2016-01-01", "2015-W53"),
    ("-1 weekend", "2016-06-06", "2016-W22-WE"),
    ("+1 quarter", "2016-Q4", "2017-Q1"),
    ("-1 year", "2009-Q3", "2008"),
    ("+2 week", "2016-06-09", "2016-W25"),
    ("-1 decade", "2016-06-09", "200"),
    ("-1 century", "2016", "19"),
    ("0 half", "2016-07-01", "2016-H2"),
    ("+1 fortnight", "2016-06-09", "2016-W25"),
    ("-3 hour", "2016-06-09", "2016-06-09TXX"),
    ("latest Tuesday", "2024-11-19", "2024-11-19"),
    ("last Tuesday", "2024-11-19", "2024-11-12"),
    ("coming Tuesday", "2024-11-19", "2024-11-19"),
    ("next Tuesday", "2024-11-19", "2024-11-26"),
    ("latest October 16", "2024-10-15", "2023-10-16"),
    ("coming October 16", "2024-10-17", "2025-10-16"),
    ("latest February 29", "2023-06-01", "2020-02-29"),
    ("latest Q3", "2016-08-01", "2016-Q3"),
    ("nearest Q4", "2006-08-19", "2006-Q4"),
    ("nearest Q4", "2006-03-19", "2005-Q4"),
    ("latest WI", "2016-02-01", "2015-WI"),
    ("last SU", "2016-08-01", "2015-SU"),
    ("latest weekend", "2024-11-20", "2024-W46-WE"),
    ("coming weekend", "2024-11-20", "2024-W47-WE"),
    ("-1 year -10", "2024-11-20", "2023-10"),
    ("-1 year -02-29", "2024-11-20", None),
    ("-1 week Tuesday", "2024-11-20", "2024-11-12"),
    ("latest Friday TNI", "2024-11-20", "2024-11-15TNI"),
    ("0 day T16:08Z", "2024-11-20", "2024-11-20T16:08Z"),
    ("latest Christmas day", "2024-11-20", "2023-12-25"),
    ("-9999 year", "2024-11-20", None),
    ("+1 day", "9999-12-31", None),
    ("whenever", "2024-11-20", None),
    ("-1 month", "PRESENT_REF", None),
]
GRAIN_OF = [
    ("2016", "year"), ("2016-06", "month"), ("2016-06-09", "day"), ("2016-W23", "week"), ("2016-W23-WE", "weekend"),
    ("2016-Q3", "quarter"), ("2016-H1", "half"), ("2016-SU", "season"), ("201", "decade"), ("20", "century"),
    ("2016-06-09TNI", "day"), ("-1 month", "month"), ("latest Tuesday", "day"), ("latest Q3", "quarter"),
    ("-1 year -10", "month"), ("+3 hour", "hour"), ("-1 week Tuesday", "day"), ("P3D", None), ("PAST_REF", None),
]  # fmt: skip
ENDS = [
    ("2016", "2016-12-31"), ("2016-02", "2016-02-29"), ("2016-W23", "2016-06-12"), ("2016-W23-WE", "2016-06-12"),
    ("2016-Q3", "2016-09-30"), ("2016-H1", "2016-06-30"), ("2016-WI", "2017-02-28"), ("199", "1999-12-31"),
    ("19", "1999-12-31"), ("2016-06-09T16:08", "2016-06-09"),
]  # fmt: skip
HOLIDAYS = [
    ("easter", 2024, "2024-03-31"), ("easter", 2011, "2011-04-24"), ("good friday", 2008, "2008-03-21"),
    ("thanksgiving", 2024, "2024-11-28"), ("memorial day", 2024, "2024-05-27"), ("labor day", 2013, "2013-09-02"),
    ("mother's day", 2024, "2024-05-12"), ("christmas", 1999, "1999-12-25"), ("new year's day", 2000, "2000-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "base", "value"), FORMULAS)
def test_a_formula_is_reckoned_from_its_base(formula: str, base: str, value: str | None) -> None:
    assert evaluated(formula, base) == value


@pytest.mark.parametrize(("written", "expected"), GRAIN_OF)
def test_values_and_formulas_say_how_fine_they_are(written: str, expected: str | None) -> None:
    assert grain(written) == expected
    assert expected is None or expected in GRAINS


@pytest.mark.parametrize(("value", "last"), ENDS)
def test_a_period_ends_on_its_last_day(value: str, last: str) -> None:
    assert last_day(value) == date.fromisoformat(last)


@pytest.mark.parametrize("value", ["2016-13", "2016-W60", "2016-02-30", "PXY", "", "0000"])
def test_what_the_calendar_does_not_have_has_no_days(value: str) -> None:
    assert (first_day(value), last_day(value)) == (None, None)


@pytest.mark.parametrize(("name", "year", "day"), HOLIDAYS)
def test_holidays_fall_where_their_rules_say(name: str, year: int, day: str) -> None:
    assert day_of(name, year) == date.fromisoformat(day)


@given(st.integers(1600, 4000))
def test_easter_is_a_sunday_of_spring_in_every_year(year: int) -> None:
    day = day_of("easter", year)
    assert day is not None
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(
    st.dates(date(1000, 1, 1)),
    st.integers(-50, 50),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]),
)
def test_so_many_units_on_and_back_again_is_where_it_began(day: date, count: int, unit: str) -> None:
    on = evaluated(f"{count:+d} {unit}", day.isoformat())
    if on:
        assert evaluated(f"{-count:+d} {unit}", on) == evaluated(f"0 {unit}", day.isoformat())


@given(st.dates(), st.sampled_from(["Monday", "October", "October 16", "Q2", "H1", "SU", "WI", "Easter", "weekend"]))
def test_the_latest_has_begun_and_the_coming_is_not_over(day: date, name: str) -> None:
    latest, coming = (evaluated(f"{way} {name}", day.isoformat()) for way in ("latest", "coming"))
    begun, over = first_day(latest or ""), last_day(coming or "")
    assert begun is None or begun <= day
    assert over is None or over >= day


def test_a_holiday_without_a_rule_is_refused_by_name() -> None:
    with pytest.raises(OnRecordError, match=r"times\.toml: holidays: 'may day'"):
        _times_words._holiday("may day", "soon")  # noqa: SLF001 -- the loader's own check


def test_every_name_in_the_lists_is_in_lower_case() -> None:
    known = _times_words.words()
    assert all(word == word.lower() for table in (known.letters, known.phrases, known.numbers) for word in table)
    assert set(_times_words.holidays()) == {name.lower() for name in _times_words.holidays()}
