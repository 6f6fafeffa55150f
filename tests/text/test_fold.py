"""Words made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import fold

PAIRS = [
    ("The GATE", "the gate"),
    ("  two \n spaces ", "two spaces"),
    ("“quoted”", "quoted"),
    ("it’s", "its"),
    ("it's", "its"),
    ("U.S.", "us"),
    ("US", "us"),
    ("test-firing", "test firing"),
    ("test–firing", "test firing"),
    ("test — firing", "test firing"),
    ("10,000", "10000"),
    ("3.5", "3.5"),
    ("ends in 3.", "ends in 3"),
    ("Straße", "strasse"),
    ("ﬁre", "fire"),
    ("ｆｕｌｌ", "full"),
    ("Kim Hong-kyun", "kim hong kyun"),
    ("Kim Hong Kyun", "kim hong kyun"),
    ("a_b", "a b"),
    ("…!?", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_words_fold_as_the_table_says(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(st.text(max_size=40))
def test_white_space_is_single_and_never_at_the_edges(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
