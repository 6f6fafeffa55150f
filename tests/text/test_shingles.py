"""Shingles: words in a row as numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import shingles

WORDS = st.lists(st.sampled_from(["the", "bridge", "shut", "at", "noon", "é", "\ud800"]), max_size=40)
SIZES = st.integers(1, 9)


@given(WORDS, SIZES)
def test_there_is_one_for_each_place_that_enough_words_follow(words: list[str], size: int) -> None:
    assert len(shingles(words, size)) == max(0, len(words) - size + 1)


@given(WORDS, SIZES)
def test_the_same_words_in_a_row_give_the_same_number_wherever_they_stand(words: list[str], size: int) -> None:
    found = shingles(words, size)
    assert found == tuple(shingles(words[at : at + size], size)[0] for at in range(len(found)))


@given(WORDS, WORDS)
def test_other_words_or_another_order_give_another_number(one: list[str], other: list[str]) -> None:
    size = min(len(one), len(other))
    if size and one[:size] != other[:size]:
        assert shingles(one[:size], size) != shingles(other[:size], size)


@given(WORDS, SIZES)
def test_the_numbers_fit_a_signed_column_of_64_bits(words: list[str], size: int) -> None:
    assert all(0 <= number < 2**61 for number in shingles(words, size))


def test_all_are_different_where_no_words_are_repeated() -> None:
    found = shingles([f"w{n}" for n in range(5000)], 7)
    assert len(set(found)) == len(found) == 4994


def test_another_process_finds_the_same_numbers() -> None:
    words = ["the", "road", "bridge", "at", "karsholm", "was", "shut"]
    code = f"from onrecord.text import shingles; print(shingles({words!r}, 7)[0])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert int(done.stdout) == shingles(words, 7)[0]


@pytest.mark.parametrize("size", [0, -1])
def test_a_shingle_of_no_words_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        shingles(["a"], size)
