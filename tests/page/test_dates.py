"""Dates: all ways in which pages write them, and none that can be read in two ways."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.page._dates import date_in, date_in_url, iso_date

DAY = date(2024, 10, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-16",
        "Published: 2024/10/16 08:00",
        "Wednesday, Oct. 16, 2024",
        "October 16, 2024, 7:15 a.m. EDT",
        "16 October 2024",
        "16th October 2024",
        "16. Oktober 2024, 17:47",
        "16.10.2024, 12:32 Uhr",
        "Publicado el 16 de octubre de 2024",
        "16 de outubro de 2024 às 10h",
        "le 16 octobre 2024 à 08h00",
        "16 ottobre 2024",
        "16 października 2024",
        "16 октября 2024, 12:00",
        "16 Ekim 2024",
        "2024年10月16日",
        "2024년 10월 16일",
        "16/10/2024",
        "10/16/2024",
    ],
)
def test_full_date_is_found(text: str) -> None:
    assert date_in(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wednesday",
        "October 16",
        "Oct 2024",
        "03/04/2024",
        "31.02.2024",
        "16 Smarch 2024",
        "order 20241016 of the court",
        "call 1-800-2024",
        "version 1.2.2024.7",
        "9999-99-99",
    ],
)
def test_anything_less_is_no_date(text: str) -> None:
    assert date_in(text) is None


def test_first_of_several_dates_counts() -> None:
    assert date_in("16 October 2024, updated 2024-10-18") == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-10-16T23:59:00-11:00", DAY),
        ("20241016T101500Z", DAY),
        ("20241016", DAY),
        ("Oct 16, 2024", DAY),
        ("", None),
        ("2024", None),
        ("2024-13-01", None),
        ("tomorrow", None),
    ],
)
def test_date_in_markup(text: str, day: date | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/10/16/old-pier", DAY),
        ("https://a.example/2024/oct/16/old-pier", DAY),
        ("https://a.example/news/old-pier-2024-10-16", DAY),
        ("https://a.example/news/2024-10-16/", DAY),
        ("https://a.example/2024/10/old-pier", None),
        ("https://a.example/2024/99/99/old-pier", None),
        ("https://a.example/id/20241016", None),
    ],
)
def test_date_in_url(url: str, day: date | None) -> None:
    assert date_in_url(url) == day
