"""Phrases for persons among the words of a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.model import Span
from onrecord.reader._persons import Words, is_person, number, persons
from onrecord.text import tokens


def words(text: str) -> Words:
    written = [text[a:b] for a, b in tokens(text, Span(0, len(text)))]
    return Words(written, [word.lower() for word in written])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two tall men left", [("two tall men", 2, "man")]),
        ("the three other women left", [("the three other women", 3, "woman")]),
        ("several children left", [("several children", None, "child")]),
        ("a couple left", [("a couple", 2, "couple")]),
        ("a pair of shoes", []),
        ("a 19-year-old left", [("a 19-year-old", 1, "person")]),
        ("Ann Lee, 22, left", [("Ann Lee, 22,", 1, "person")]),
        ("Elm Street was shut", []),
        ("Two more were hurt", [("Two more", 2, "other")]),
        ("none of them left", [("none of them", 0, "person")]),
        ("a group of three were", [("three", 3, "person")]),
        ("at age 12 was", []),
        ("she was", [("she", 1, "she")]),
        ("they were", [("they", None, "they")]),
        ("officers left", [("officers", None, "officer")]),
        ("deputies and a deputy", [("deputies", None, "deputy"), ("a deputy", 1, "deputy")]),
    ],
)
def test_phrases_have_their_number_and_noun(text: str, expected: list[tuple[str, float | None, str]]) -> None:
    given = words(text)
    spans = tokens(text, Span(0, len(text)))
    found = [(text[spans[p.start].start : spans[p.end - 1].end], p.size, p.head) for p in persons(given)]
    assert found == expected


def test_phrases_never_overlap() -> None:
    found = persons(words("two men and Ann Lee, 22, a nurse, and he and three others and a boy were hurt"))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(("word", "value"), [("one", 1), ("twenty", 20), ("7", 7), ("911", None), ("man", None)])
def test_numbers_of_persons_are_small_or_words(word: str, value: float | None) -> None:
    assert number(word) == value


@pytest.mark.parametrize(("word", "is_one"), [("man", True), ("men", True), ("9-year-old", True), ("mill", False)])
def test_kinds_of_person_are_known(word: str, *, is_one: bool) -> None:
    assert is_person(word) is is_one


def test_beyond_the_words_stands_a_full_stop() -> None:
    assert (words("two men").at(1), words("two men").at(2), words("two men").at(-1)) == ("men", ".", ".")
