"""Words, numbers and signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import seconds

from onrecord.model import Span
from onrecord.text import tokens

# Tokens parted by a space where the text has none, by a bar where it has one.
TEXTS = [
    ("The gate shut.", ["The", "gate", "shut", "."]),
    ("the U.S. Navy", ["the", "U.S.", "Navy"]),
    ("at 5 p.m. sharp", ["at", "5", "p.m.", "sharp"]),
    ("Lee’s gate", ["Lee’s", "gate"]),
    ("Lee's gate", ["Lee's", "gate"]),
    ("don’t", ["don’t"]),
    ("the soldiers’ gate", ["the", "soldiers", "’", "gate"]),
    ("test-firing", ["test-firing"]),
    ("a 25-year-old man", ["a", "25-year-old", "man"]),
    ("an F-16 and a T-72B3", ["an", "F-16", "and", "a", "T-72B3"]),
    ("10,000 to 12,000", ["10,000", "to", "12,000"]),
    ("10-12,000 men", ["10", "-", "12,000", "men"]),
    ("a 2,700-strong force", ["a", "2,700-strong", "force"]),
    ("$1,234.50", ["$", "1,234.50"]),
    ("3.5%", ["3.5", "%"]),
    ("the 25th day", ["the", "25th", "day"]),
    ("5m rounds", ["5m", "rounds"]),
    ("“Yes,” he said…", ["“", "Yes", ",", "”", "he", "said", "…"]),
    ("''Yes''", ["'", "'", "Yes", "'", "'"]),
    ("now—then", ["now", "—", "then"]),
    ("(D-Vt.)", ["(", "D-Vt", ".", ")"]),
    ("a_b", ["a_b"]),
    ("12:30", ["12", ":", "30"]),
    ("один два", ["один", "два"]),
    ("雨が降った。", ["雨が降った", "。"]),
    ("a 😀 b", ["a", "😀", "b"]),
    ("", []),
    (" \n\t", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_tokens_are_those_of_the_table(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == expected


def test_a_span_bounds_the_search_and_offsets_stay_those_of_the_text() -> None:
    assert tokens("one two three", Span(4, 7)) == (Span(4, 7),)
    assert tokens("one two three", Span(4, 6)) == (Span(4, 6),)


@given(st.text(max_size=80))
def test_tokens_cover_all_but_white_space_once_and_in_order(text: str) -> None:
    at = 0
    for start, end in tokens(text):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", ["1,", "a-", "A.", "'", "1.1a", "’s"])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        return seconds(lambda: tokens(text))

    assert taken(200_000) < 40 * taken(20_000) + 0.5
