"""The words of denials: the file is checked when it is read, and a fault is named."""

from __future__ import annotations

import pytest

from onrecord.assess._denials import FILE, denials, load
from onrecord.assess._words import words
from onrecord.model import OnRecordError

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts = ", "s.toml is no TOML"),
        (f"more = 1\n{TEXT}", "s.toml: unknown entry `more`"),
        (TEXT.replace("[pronouns]", "[spoken]"), "s.toml: unknown entry `spoken`"),
        (TEXT.split("[pronouns]")[0], "s.toml: the tables `pronouns` and `forms` are needed"),
        (TEXT.split("[forms]")[0], "s.toml: the tables `pronouns` and `forms` are needed"),
        (TEXT.replace('facts = "is', 'facts = "Is'), "s.toml: `facts` must be words in lower case"),
        (TEXT.replace('infinitive = "to not"', 'infinitive = ""'), "s.toml: `infinitive` must be words in lower case"),
        (TEXT.replace('negated = "isnt', "negated = \"isn't"), "s.toml: `negated` must be words in lower case"),
        (TEXT.replace('others = "first', 'others = 3 # "first'), "s.toml: `others` must be words in lower case"),
        (TEXT.replace('"not only"', '"Not only"'), "s.toml: `spared` must be a list of phrases"),
        (TEXT.replace('"not only"', '""'), "s.toml: `spared` must be a list of phrases"),
        (TEXT.replace('person = "i', 'person = "I'), "s.toml: pronouns: `person` must be words in lower case"),
        (TEXT.replace('win = "won"', "win = 1"), "s.toml: forms: `win` must be words in lower case"),
    ],
)
def test_a_fault_names_file_and_entry(text: str, message: str) -> None:
    assert text != TEXT
    with pytest.raises(OnRecordError) as error:
        load(text, "s.toml")
    assert message in str(error.value)


def test_what_comes_with_the_package_is_whole() -> None:
    found = denials()
    assert all(found.sets.values())
    assert found.spared
    assert all(found.pronouns.values())
    assert all(form != plain for form, plain in found.forms.items())


def test_no_word_tells_for_a_fact_and_leaves_it_open() -> None:
    of = denials().sets
    assert (of["facts"] | of["negated"]).isdisjoint(of["open"] | of["nested"])


def test_what_is_negated_by_one_word_is_a_negation_to_claims_too() -> None:
    """Else what denies were not told from what says so before it is taken apart."""
    assert denials().sets["negated"] <= words().sets["negation"]
