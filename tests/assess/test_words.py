"""What words weigh, and that the lists of words are what they should be."""

from __future__ import annotations

import pytest

from onrecord.assess._wording import stem
from onrecord.assess._words import FILE, is_name, load, plain, weight, words
from onrecord.model import OnRecordError

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stop = ", "w.toml is no TOML"),
        (TEXT.replace("doubt =", "doubts ="), "w.toml: unknown entry `doubts`"),
        (TEXT.replace('weekdays = "monday ', 'weekdays = "'), "w.toml: `weekdays` must be 7 words"),
        (TEXT.replace('doubt = "may', 'doubt = "May'), "w.toml: `doubt` must be words in lower case"),
        (TEXT.replace('doubt = "may', "doubt = \"can't may"), "w.toml: `doubt` must be words in lower case"),
        (
            TEXT.replace("tomorrow = 1", 'tomorrow = "1"'),
            "w.toml: `relative` must be a table of words, each with a number",
        ),
        (TEXT.replace('usa = "us"', "usa = 1"), "w.toml: `same` must be a table of words, each with a word"),
    ],
)
def test_a_fault_names_file_and_entry(text: str, message: str) -> None:
    assert text != TEXT
    with pytest.raises(OnRecordError) as error:
        load(text, "w.toml")
    assert message in str(error.value)


def test_what_stands_for_other_words_is_a_stem_itself() -> None:
    assert [s for s in words().maps["same"].values() if stem(s) != s] == []


@pytest.mark.parametrize(("heavier", "lighter"), [("ministry", "the"), ("artillery", "say"), ("embankment", "people")])
def test_the_rarer_word_weighs_more(heavier: str, lighter: str) -> None:
    assert weight(stem(heavier)) > weight(stem(lighter)) > 0


def test_names_and_offices_weigh_less_than_other_words_as_rare() -> None:
    assert is_name("trump")
    assert weight("trump") < weight("republican")
    assert plain(frozenset({"trump", "president", "border", "zyxwv"})) == {"border"}


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("indicted", "indict"),
        ("indicts", "indict"),
        ("stopping", "stop"),
        ("policies", "policy"),
        ("passes", "pass"),
        ("pass", "pass"),
        ("bus", "bus"),
        ("250000", "250000"),
        ("", ""),
    ],
)
def test_a_stem_is_the_word_without_its_ending(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed
