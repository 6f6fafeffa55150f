"""The words of stances: the file is checked when it is read, and written forms come down to one stem."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._stancewords import FILE, KINDS, is_name, is_plain, lexicon, load, stems_of, weight
from onrecord.model import OnRecordError, Span

TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kinds = ", "s.toml is no TOML"),
        ("", "s.toml: the table `kinds` is missing"),
        ("kinds = 1", "s.toml: the table `kinds` is missing"),
        (TEXT.replace("debunk =", "debunks ="), "s.toml: unknown kind `debunks`"),
        (TEXT.replace("affirm = ", "affirm = 3\n#"), "s.toml is no TOML"),
        (TEXT.replace("stop = ", "stops = "), "s.toml: `stop` must be words in lower case"),
        (TEXT.replace('deny = "deny', 'deny = "Deny'), "s.toml: `deny` must be words in lower case"),
        (TEXT.replace('deny = "deny', "deny = \"don't deny"), "s.toml: `deny` must be words in lower case"),
    ],
)
def test_a_fault_names_file_and_entry(text: str, message: str) -> None:
    assert text != TEXT
    with pytest.raises(OnRecordError) as error:
        load(text, "s.toml")
    assert message in str(error.value)


def test_what_comes_with_the_package_is_whole() -> None:
    assert tuple(lexicon().kinds) == KINDS
    assert all(lexicon().kinds.values())


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("debunk", "hoaxes"),
        ("debunk", "Debunked"),
        ("debunk", "fabricated"),
        ("debunk", "FALSE"),
        ("deny", "denied"),
        ("deny", "denies"),
        ("deny", "denying"),
        ("deny", "disputes"),
        ("doubt", "doubts"),
        ("doubt", "questioned"),
        ("negation", "don’t"),
        ("negation", "didn't"),
        ("negation", "Never"),
        ("report", "reportedly"),
        ("report", "claimed"),
        ("hedge", "might"),
        ("affirm", "confirmed"),
        ("affirm", "confirms"),
    ],
)
def test_all_forms_of_a_word_are_of_its_kind(kind: str, written: str) -> None:
    (stem,), _ = stems_of(written)
    assert stem in lexicon().kinds[kind]


def test_the_kinds_that_tell_apart_what_is_not_so_share_no_word() -> None:
    kinds = lexicon().kinds
    for one in ("debunk", "deny", "negation"):
        for other in ("report", "affirm", "hedge"):
            assert kinds[one].isdisjoint(kinds[other]), (one, other)


@pytest.mark.parametrize(("heavier", "lighter"), [("ministry", "the"), ("artillery", "say"), ("embank", "people")])
def test_the_rarer_word_weighs_more(heavier: str, lighter: str) -> None:
    (heavy,), (light,) = stems_of(heavier)[0], stems_of(lighter)[0]
    assert weight(heavy) > weight(light) > 0


def test_a_name_weighs_less_than_a_word_as_common_and_is_told_from_it() -> None:
    assert is_name("trump")
    assert not is_plain("trump")
    assert is_plain("border")
    assert not is_name("border")
    assert not is_name("zyxwv")
    assert not is_plain("zyxwv")
    assert weight("trump") < weight("republican")


@pytest.mark.parametrize(
    ("text", "stems", "written"),
    [
        ("Officials denied it.", ("official", "deny", "it"), ["Officials", "denied", "it"]),
        ("The U.S. didn’t pay", ("the", "us", "didnt", "pay"), ["The", "U.S.", "didn’t", "pay"]),
        ("so-called cease-fire", ("so", "call", "ceas", "fire"), ["so", "called", "cease", "fire"]),
        ("3,000 men", ("3", "000", "men"), ["3", "000", "men"]),
        ("… — !", (), []),
        ("", (), []),
    ],
)
def test_words_are_stemmed_and_keep_their_place(text: str, stems: tuple[str, ...], written: list[str]) -> None:
    found, places = stems_of(text)
    assert [text[slice(*place)] for place in places] == written
    assert found == stems


def test_only_the_part_asked_for_is_read() -> None:
    text = "One denied. Two agreed."
    stems, places = stems_of(text, Span(12, 23))
    assert stems[0] == "two"
    assert [text[slice(*place)] for place in places] == ["Two", "agreed"]


@given(st.text())
def test_places_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    stems, places = stems_of(text)
    assert len(stems) == len(places)
    assert all(stems)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert all(place.start < place.end <= len(text) for place in places)
