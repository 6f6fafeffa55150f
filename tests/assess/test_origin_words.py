"""`origins.toml`: what it may hold, and what is said where it is not what it should be."""

from __future__ import annotations

import pytest

from onrecord.assess._knowledge import FILE, clutter, load, words_of
from onrecord.model import OnRecordError

GOOD = """
first_person = "i we"
unnamed = "source official"
articles = "a the"
functions = "a the of"
clutter = ["sign up", "newsletter"]
"""


def test_a_sound_file_gives_its_words_and_phrases() -> None:
    found = load(GOOD, "made.toml")
    assert found.words["unnamed"] == {"source", "official"}
    assert found.clutter == ("sign up", "newsletter")


@pytest.mark.parametrize(
    ("said", "instead", "complaint"),
    [
        ('"i we"', "3", "first_person"),
        ('"i we"', '""', "first_person"),
        ('"source official"', '"Source"', "unnamed"),
        ('"source official"', '"source, official"', "unnamed"),
        ('articles = "a the"', "", "articles"),
        ('["sign up", "newsletter"]', "[]", "clutter"),
        ('["sign up", "newsletter"]', '"newsletter"', "clutter"),
        ('["sign up", "newsletter"]', '["Sign up"]', "clutter"),
        ('["sign up", "newsletter"]', '["sign  up"]', "clutter"),
        ('["sign up", "newsletter"]', "[1]", "clutter"),
        ("clutter =", "clutter", "no TOML"),
    ],
)
def test_a_fault_names_the_file_and_the_entry(said: str, instead: str, complaint: str) -> None:
    assert said in GOOD
    with pytest.raises(OnRecordError, match=rf"made\.toml.*{complaint}"):
        load(GOOD.replace(said, instead), "made.toml")


def test_the_file_that_comes_with_the_package_is_sound() -> None:
    assert load(FILE.read_text(encoding="utf-8"), str(FILE)).clutter == clutter()
    assert words_of("first_person") >= {"i", "we", "our"}
    # "us" is the country as well, and "were", "well" and "ill" are words with their apostrophe lost.
    assert not words_of("first_person") & {"us", "were", "well", "ill"}


def test_no_phrase_of_clutter_is_part_of_another_one() -> None:
    inside = [(a, b) for a in clutter() for b in clutter() if a != b and f" {a} " in f" {b} "]
    assert inside == []
