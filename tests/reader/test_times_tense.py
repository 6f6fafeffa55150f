"""Whether a bare day is to come or has been, by the verbs of its sentence."""

from __future__ import annotations

import pytest

from onrecord.model import Span
from onrecord.reader._times_tense import is_future
from onrecord.reader._times_tokens import read

AHEAD = [
    "The board will meet on Friday.",
    "The board would meet on Friday.",
    "The board may meet on Friday.",
    "The board won't meet on Friday.",
    "The board'll meet on Friday.",
    "The board is to meet on Friday.",
    "The board is going to meet on Friday.",
    "The board is set to meet on Friday.",
    "The board is set for Friday.",
    "The board is due on Friday.",
    "The board is meeting on Friday.",
    "The board plans to meet on Friday.",
    "The board agreed to meet on Friday.",
    "The board was expected to meet on Friday.",
    "The board is scheduled for Friday.",
    "The results will be released on Friday.",
    "The results are expected to be completed on Friday.",
    "The results will not be released on Friday.",
    "On Friday the board will meet.",
    "Friday's board meeting will be long.",
    "The board opens Friday.",
    "The board said that it will meet on Friday.",
    "Board to meet on Friday.",
    "It rained; the board will meet on Friday.",
    "Papers by Friday.",
    "Open until Friday.",
]
PAST = [
    "The board met on Friday.",
    "The board voted on Friday.",
    "The board said on Friday.",
    "The board said on Friday that it will vote.",
    "The board announced plans Friday to vote.",
    "The board spoke to reporters on Friday.",
    "The board spoke to parliament on Friday.",
    "The board gave it to him on Friday.",
    "The board failed to meet on Friday.",
    "The board was to meet on Friday.",
    "The board has met on Friday.",
    "The board may have met on Friday.",
    "The board would have met on Friday.",
    "It will rain. The board met on Friday.",
    "On Friday the board met.",
    "On Friday the board, trying to vote, met.",
    "A board on Friday.",
    "In May it met on Friday.",
    "On Friday the board may have met.",
    "The results were released on Friday.",
    "The results had been released on Friday.",
    "The board speaks on Friday.",
]


def is_ahead(text: str) -> bool:
    found = read(text, Span(0, len(text)))
    assert found
    at = found.low.index("friday")
    return is_future(found, at, at + 1)


@pytest.mark.parametrize("text", AHEAD)
def test_a_verb_that_points_ahead_makes_a_day_one_to_come(text: str) -> None:
    assert is_ahead(text)


@pytest.mark.parametrize("text", PAST)
def test_any_other_verb_and_none_makes_it_one_that_has_been(text: str) -> None:
    assert not is_ahead(text)
