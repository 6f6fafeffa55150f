"""Which pages are about one event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article

from onrecord.assess._events import (
    LEAD,
    TIED,
    WINDOW,
    Gist,
    event_of,
    events,
    frequencies,
    gist,
    keys,
    likeness,
    stem_of,
)

if TYPE_CHECKING:
    import random

DAY = date(2031, 3, 4)
BRIDGE = (
    "Inspectors closed the road bridge at Karsholm after they found cracks. Mayor Ingrid Solheim promised a ferry.",
    "The bridge of Karsholm is closed. Cracks were found in its girders by inspectors, mayor Ingrid Solheim reported.",
    "Mayor Solheim will not open the cracked bridge at Karsholm again. Inspectors doubt its girders and its piers.",
)
FIRE = (
    "A brewery at Holm burned down overnight. Firemen pumped water from the canal, brewer Mathilde Holm watched.",
    "The brewery of Mathilde Holm burned in the night, and firemen saved the malt house with water of the canal.",
)
SONG = (
    "The islands won the song contest in Stavby with an old tune about herring, sung by pilot Aksel Berg.",
    "Aksel Berg, a pilot, won the contest of Stavby for the islands. His song is about herring and two drums.",
)
LINES = (*BRIDGE, *FIRE, *SONG)


def told(name: str, text: str, day: int | None = 0) -> Gist:
    return gist(article(text, name, id=name, published=None if day is None else DAY + timedelta(days=day)))


TOLD = (("b", BRIDGE), ("f", FIRE), ("s", SONG))
ALL = [told(f"{kind}{n}", line) for kind, lines in TOLD for n, line in enumerate(lines)]


def test_pages_of_one_event_are_one_group() -> None:
    assert events(ALL) == (("b0", "b1", "b2"), ("f0", "f1"), ("s0", "s1"))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(LINES), st.none() | st.integers(0, 12)), max_size=9),
    st.randoms(use_true_random=False),
)
def test_the_order_of_pages_changes_nothing_and_twice_is_once(
    rows: list[tuple[str, int | None]], chance: random.Random
) -> None:
    pages = [told(f"p{n}", *row) for n, row in enumerate(rows)]
    known = frequencies(ALL)
    mixed = [*pages, *pages]
    chance.shuffle(mixed)
    assert events(mixed, known) == events(pages, known)
    assert sorted(name for group in events(pages) for name in group) == sorted(one.article for one in pages)


@given(st.lists(st.tuples(st.sampled_from(BRIDGE), st.integers(0, 30)), min_size=2, max_size=9))
def test_no_event_is_longer_than_its_window(rows: list[tuple[str, int]]) -> None:
    pages = {f"p{n}": told(f"p{n}", *row) for n, row in enumerate(rows)}
    for group in events([*pages.values(), *ALL]):
        days = [one.day for name in group if (one := pages.get(name)) and one.day]
        assert not days or (max(days) - min(days)).days <= WINDOW


def test_a_chain_of_days_does_not_make_one_event_of_many() -> None:
    pages = [told(f"p{n}", BRIDGE[n % 3], n * WINDOW) for n in range(4)]
    assert all(len(group) <= 2 for group in events(pages, frequencies(ALL)))


def test_two_like_events_of_other_people_are_two() -> None:
    arrest = "A player of the Chargers was stopped by police at night for drunk driving. {0} said that it was over."
    players = (("Jack Varn", "met a judge on Monday in Lund"), ("Otto Quist", "missed a match in Ask on Sunday"))
    lines = [(who, " ".join([who, words, arrest.format(who), who])) for who, words in players]
    pages = [told(f"{who[:1]}{n}", line) for who, line in lines for n in range(5)]
    found = events([*pages, *ALL])
    assert ("J0", "J1", "J2", "J3", "J4") in found
    assert ("O0", "O1", "O2", "O3", "O4") in found


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_likeness_is_the_same_either_way_and_between_0_and_1(one: Gist, other: Gist) -> None:
    known = frequencies(ALL)
    value = likeness(one, other, known)
    assert value == likeness(other, one, known)
    assert 0 <= value <= 1 + 1e-9
    assert likeness(one, one, known) == pytest.approx(1)


def test_the_same_words_about_other_names_are_half_as_alike() -> None:
    one, same, other = (
        told(name, f"A player was stopped at night and let go, {who} of {town} was told.")
        for name, who, town in (("a", "Varn", "Lund"), ("b", "Varn", "Lund"), ("c", "Quist", "Ask"))
    )
    known = frequencies([one, same, other, *ALL])
    assert likeness(one, same, known) == pytest.approx(1)
    assert likeness(one, other, known) < 0.5


def test_a_page_without_words_is_like_none() -> None:
    empty = told("e", "")
    assert likeness(empty, ALL[0], frequencies(ALL)) == 0
    assert ("e",) in events([*ALL, empty])


@pytest.mark.parametrize(("line", "expected"), [(BRIDGE[2], 0), (FIRE[1], 1), (SONG[0], None)])
def test_a_page_joins_the_event_it_is_most_like_or_begins_one(line: str, expected: int | None) -> None:
    near = [[ALL[0], ALL[1]], [ALL[3]]]
    assert event_of(told("new", line), near, frequencies(ALL)) == expected


@pytest.mark.parametrize(("days", "expected"), [(WINDOW, 0), (WINDOW + 1, None), (None, 0)])
def test_a_page_joins_no_event_that_is_past(days: int | None, expected: int | None) -> None:
    assert event_of(told("new", BRIDGE[2], days), [[ALL[0]]], frequencies(ALL)) == expected


def test_of_equal_events_the_first_is_joined() -> None:
    assert event_of(told("new", BRIDGE[2]), [[ALL[0]], [ALL[0]]], frequencies(ALL)) == 0


def test_nothing_is_joined_where_nothing_is_near() -> None:
    assert event_of(ALL[0], [], frequencies(ALL)) is None
    assert TIED > 0


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Bridges", "bridg"), ("bridge", "bridg"), ("closed", "clos"), ("closing", "clos"), ("closes", "clos"),
        ("parties", "party"), ("party", "party"), ("Reuters’", "reuter"), ("mayor's", "mayor"), ("glass", "glass"),
        ("the", "the"), ("is", "is"), ("gas", "gas"), ("U", "u"), ("", ""),
    ],
)  # fmt: skip
def test_a_stem_is_without_case_possessive_and_common_endings(word: str, stem: str) -> None:
    assert stem_of(word) == stem


@given(st.text(max_size=30))
def test_any_word_has_a_stem(word: str) -> None:
    assert stem_of(word) == stem_of(word.casefold())


def test_a_name_is_the_last_of_capitalised_words_in_a_row() -> None:
    found = told("a", "Then Ingrid Solheim met Knut Aas, Berit Moen and the Road Office of Ask.")
    assert set(found.names) == {"solheim", "aas", "moen", "offic", "ask"}


def test_the_beginning_counts_more() -> None:
    filler = " ".join(f"w{n}x" for n in range(LEAD))
    found = told("a", f"bridge {filler} ferry")
    assert found.words["bridg"] == 3 * found.words["ferry"]


def test_keys_are_the_heaviest_words_and_of_equals_the_first_in_order() -> None:
    assert keys({"b": 1.0, "a": 1.0, "c": 2.0}) == ("c", "a", "b")
    assert len(keys({f"w{n}": 1.0 for n in range(99)})) == 16


def test_frequencies_count_each_page_once() -> None:
    found = frequencies([told("a", "bridge bridge Karsholm"), told("b", "bridge")])
    assert (found.pages, found.words["bridg"], found.names) == (2, 2, {"karsholm": 1})
