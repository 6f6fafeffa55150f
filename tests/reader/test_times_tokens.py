"""The words of a text with their letters: what may be a day, a month or a year there, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.reader._times_numbers import duration, number
from onrecord.reader._times_tokens import read

YEARS = [
    ("He came in 2015.", True),
    ("The 2015 season was long.", True),
    ("The 2008 elections were fair.", True),
    ("He came in March 2015.", True),
    ("He (1950) came.", True),
    ("He came in 1066.", True),
    ("He counted 1066 of them.", False),
    ("He saw 2000 ships.", False),
    ("He saw about 2000 ships.", False),
    ("He saw 2000 people.", False),
    ("It cost $ 2000 then, last year.", False),
    ("It cost $2000, last year.", False),
    ("It was Flight 2015, last year.", False),
    ("It was 2015 metres, last year.", False),
    ("It was Resolution 1701, last year.", False),
    ("It was the F-2015, last year.", False),
    ("It rose 2015 percent last year.", False),
    ("It had 3015 of them last year.", False),
]
MONTHS = [
    ("He came in March.", True),
    ("He came in march.", False),
    ("He left for the March on the city today.", False),
    ("March 3 was cold.", True),
    ("Mar. 3 was cold.", True),
    ("Mar a Lago was cold today.", False),
    ("He may come today.", False),
    ("May he come today?", False),
    ("He came in May.", True),
    ("Ana May came today.", False),
    ("June Carter came today.", False),
    ("He gave it to April Ryan today.", False),
    ("August was cold in the August of 1950.", True),
    ("December was cold.", True),
    ("Jan came today.", False),
    ("Julian came today.", False),
]
WEEKDAYS = [
    ("He came on Friday.", True),
    ("He came on friday today.", False),
    ("He read the Sunday Times today.", False),
    ("He read of Bloody Sunday today.", False),
    ("The Sun rose today.", False),
    ("He sat on Sun., Mar. 3.", True),
    ("He came Fri 13 May.", True),
    ("He came on Wed today.", False),
]
NUMBERS = [
    ("three", 3.0),
    ("twenty-five", 25.0),
    ("two hundred", 200.0),
    ("a hundred", 100.0),
    ("two dozen", 24.0),
    ("1,500", 1500.0),
    ("2.5", 2.5),
    ("2 1/2", 2.5),
    ("two and a half", 2.5),
    ("half a", 0.5),
    ("a", 1.0),
    ("a few", "X"),
    ("several", "X"),
    ("a couple of", 2.0),
]
DURATIONS = [
    (3.0, "day", "P3D"),
    (2.0, "hour", "PT2H"),
    (0.5, "hour", "PT30M"),
    (1.5, "minute", "PT90S"),
    (2.5, "year", "P2.5Y"),
    (2.0, "decade", "P20Y"),
    (0.5, "century", "P50Y"),
    (1.0, "fortnight", "P2W"),
    ("X", "week", "PXW"),
    ("X", "hour", "PTXH"),
    ("X", "decade", "PXDE"),
]


def letters(text: str) -> str:
    found = read(text, Span(0, len(text)))
    return found.letters if found else ""


@pytest.mark.parametrize(("text", "is_one"), YEARS)
def test_four_figures_are_a_year_where_nothing_is_counted_by_them(text: str, is_one: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert ("Y" in letters(text)) == is_one


@pytest.mark.parametrize(("text", "is_one"), MONTHS)
def test_months_are_told_from_names_verbs_and_nouns(text: str, is_one: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert ("M" in letters(text)) == is_one


@pytest.mark.parametrize(("text", "is_one"), WEEKDAYS)
def test_weekdays_are_told_from_names(text: str, is_one: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert ("W" in letters(text)) == is_one


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_numbers_in_words_and_figures_have_their_value(words: str, value: float | str) -> None:
    text = f"{words} years"
    found = read(text, Span(0, len(text)))
    assert found
    assert number(found, 0, len(found.low) - 1) == value


@pytest.mark.parametrize(("count", "unit", "value"), DURATIONS)
def test_lengths_are_written_as_timex3_has_them(count: float | str, unit: str, value: str) -> None:
    assert duration(count, unit) == value


@given(st.text())
def test_every_word_has_its_letter_and_stands_in_the_text(text: str) -> None:
    found = read(text, Span(0, len(text)))
    if found:
        assert len(found.letters) == len(found.low) == len(found.spans)
        assert all(text[start:end].lower() == word for (start, end), word in zip(found.spans, found.low, strict=True))


@pytest.mark.parametrize("text", ["", "The old bridge is shut.", "Nobody came to the gate, they said."])
def test_a_text_without_a_word_of_time_is_passed_over(text: str) -> None:
    assert read(text, Span(0, len(text))) is None
