"""The room's knowledge is checked when it is read, and errors name file and entry."""

from __future__ import annotations

import pytest

from onrecord.model import OnRecordError
from onrecord.page import _lexicon


@pytest.mark.parametrize("value", [None, [], "word", [""], [1], ["a", None], {"a": 1}])
def test_entry_that_is_no_list_of_words_is_refused(value: object) -> None:
    with pytest.raises(OnRecordError, match=r"page/lexicon/bylines\.toml.*leads"):
        _lexicon.strings("bylines.toml", "leads", value)


@pytest.mark.parametrize(
    "entry", [None, [], {"forms": ["X"]}, {"wire": True}, {"forms": [], "wire": True}, {"forms": ["X"], "wire": "yes"}]
)
def test_agency_without_forms_or_wire_is_refused(entry: object) -> None:
    with pytest.raises(OnRecordError, match=r"agencies\.toml.*Example Press"):
        _lexicon.agency("Example Press", entry)


def test_missing_file_is_named() -> None:
    with pytest.raises(OnRecordError, match=r"page/lexicon/none\.toml"):
        _lexicon.parsed("none.toml")


def test_no_form_stands_for_two_agencies() -> None:
    forms = [form for agency in _lexicon.agencies() for form in agency.forms]
    assert len(forms) == len(set(forms))


def test_no_month_word_stands_for_two_months() -> None:
    table = _lexicon.parsed("months.toml")
    words = [word for entry in table for word in set(_lexicon.strings("months.toml", entry, table[entry]))]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_phrases_are_in_lower_case() -> None:
    phrases = _lexicon.boilerplate()
    everything = [*phrases.ends, *phrases.end_starts, *phrases.lines, *phrases.starts, *phrases.holds]
    assert [phrase for phrase in everything if phrase != phrase.lower()] == []


def test_all_lexicons_can_be_read() -> None:
    assert _lexicon.agency_forms()["The Associated Press"].name == "AP"
    assert _lexicon.months()["october"] == 10
    assert "South Korea" in _lexicon.places()
    assert "the" in _lexicon.stopwords()["en"]
    assert "by" in _lexicon.bylines().leads
