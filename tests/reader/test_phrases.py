"""Noun phrases without a parser: which words before a place, and at the opening of a sentence, belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.reader._phrases import is_plural, opening_phrase, phrase_before

# Texts with the place marked by a bar, and the noun phrase before it.
BEFORE: list[tuple[str, str | None]] = [
    ("the gate was shut by younger drivers |who", "younger drivers"),
    ("He met the two gate keepers, |who", "two gate keepers"),
    ("shut by a Lima court |which", "Lima court"),
    ("he said of |who", None),
    ("|who", None),
    ("It rained. |who", None),
    ("and closed |who", None),
    ("the gate\ndrivers |who", "drivers"),
]
OPENING: list[tuple[str, str | None]] = [
    ("The gate office closed on Monday.", "gate office"),
    ("But some drivers waited.", "drivers"),
    ("For weeks, the bank was silent.", "bank"),
    ("According to Lee, gate keepers left.", "gate keepers"),
    ("“Drivers of all kinds,” he wrote.", "Drivers"),
    ("When it rained.", None),
    ("He left.", None),
    ("", None),
]


@pytest.mark.parametrize(("marked", "expected"), BEFORE)
def test_the_phrase_before_a_place_has_no_determiner_verb_or_preposition(marked: str, expected: str | None) -> None:
    text, at = marked.replace("|", ""), marked.index("|")
    found = phrase_before(text, at)
    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(("text", "expected"), OPENING)
def test_a_sentence_opens_with_what_it_is_about(text: str, expected: str | None) -> None:
    found = opening_phrase(text, Span(0, len(text)))
    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(
    ("words", "plural"),
    [("drivers", True), ("the gates", True), ("press", False), ("status", False), ("Lee’s", False), ("driver", False)],
)
def test_plurals_are_told_by_their_ending(words: str, plural: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert is_plural(words) is plural


@given(st.text(alphabet="ab C,.“”'\n12é金", max_size=80), st.integers(0, 80))
def test_phrases_lie_where_they_are_looked_for(text: str, at: int) -> None:
    before = phrase_before(text, min(at, len(text)))
    assert before is None or 0 <= before.start < before.end <= min(at, len(text))
    opening = opening_phrase(text, Span(0, len(text)))
    assert opening is None or 0 <= opening.start < opening.end <= len(text)
