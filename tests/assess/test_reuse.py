"""Whose text a page carries: edges, what makes none, and that each stands at its words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article

from onrecord.assess._masking import SIZE, Prose, prose
from onrecord.assess._reuse import (
    CAP,
    DAYS,
    PASSAGE,
    TIED,
    WINDOW,
    Posting,
    aside,
    candidates,
    edge,
    edges,
    edges_among,
    is_aside,
    postings,
    runs,
    turned,
    weight,
)
from onrecord.text import fold

if TYPE_CHECKING:
    import random

    from onrecord.model import Article, Edge

DAY = date(2031, 3, 4)
WIRE = (
    "Inspectors closed the old road bridge at Karsholm before dawn after a torch showed cracks in two girders.",
    "Lorries were sent over the ferry at Lunde, where drivers slept in their cabs and cooked on the quay.",
    "Repairs would take eleven weeks and a gang of welders had been hired from the yard, the town reported.",
    "Mills along the river have barley for nine days, which bakers in the lower town do not believe.",
)
OTHER = (
    "A choir from the islands won the contest in the capital with a song about herring and two drums.",
    "Its leader, a retired pilot, had written it on the back of a chart while fog kept him in port.",
    "Three schools shared the second place, and their teachers were seen to dance upon the tables.",
)
SPEECH = '"We have walked this bridge every spring and nobody ever told us that it was tired at all," the mayor said.'

LINES = st.lists(st.sampled_from((*WIRE, *OTHER, SPEECH)), max_size=6)


def page(name: str, *lines: str, day: date | None = DAY, outlet: str | None = None) -> Article:
    return article("\n".join(lines), name, id=name, published=day, outlet=outlet)


def tie(one: Article, other: Article) -> Edge | None:
    return edge(prose(one), prose(other))


@pytest.mark.parametrize(
    ("lines", "least", "most"),
    [
        (WIRE, 1.0, 1.0),
        (WIRE[:2], 1.0, 1.0),
        (WIRE[2:], 1.0, 1.0),
        ((*WIRE, *OTHER), 0.9, 1.0),
        ((WIRE[0], *OTHER, OTHER[0].replace("choir", "band")), 0.12, 0.5),
        (("Late edition.", *WIRE[::-1]), 0.7, 1.0),
        (tuple(line.upper() for line in WIRE), 1.0, 1.0),
    ],
)
def test_a_reprint_shares_its_text_also_cut_mixed_or_turned_round(
    lines: tuple[str, ...], least: float, most: float
) -> None:
    found = tie(page("a", *WIRE), page("b", *lines))
    assert found is not None
    assert found.reason == "text reuse"
    assert least <= found.share <= most
    assert found.share >= TIED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WIRE, OTHER),
        ((SPEECH, *WIRE), (SPEECH, *OTHER)),
        ((SPEECH, *WIRE), (SPEECH.replace('"', ""), *OTHER)),
        (("I walked this bridge every spring when we were young and nobody told me that it was old.", *WIRE),
         ("I walked this bridge every spring when we were young and nobody told me that it was old.", *OTHER)),
        (("Photo by Marta Lien shows lorries that wait at the closed bridge in heavy rain at dawn.", *WIRE),
         ("Photo by Marta Lien shows lorries that wait at the closed bridge in heavy rain at dawn.", *OTHER)),
        (("He met with North Korean leader Kim Jong Un in Pyongyang.", *WIRE),
         ("She spoke with North Korean leader Kim Jong Un in Hanoi.", *OTHER)),
        ((), WIRE),
        (("Short.",), ("Short.",)),
    ],
)  # fmt: skip
def test_speech_captions_names_and_nothing_tie_nobody(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert tie(page("a", *one), page("b", *other)) is None


def test_words_that_only_the_other_page_has_in_quotation_marks_are_speech_on_both() -> None:
    bare = "Nobody ever told the inspectors of this town that the bridge had been so very tired"
    one, other = page("a", *WIRE, f"{bare}."), page("b", *OTHER, f"“{bare},” he said.")
    assert tie(one, page("c", *OTHER, f"{bare}.")) is not None
    assert tie(one, other) is None
    assert tie(other, one) is None


def test_words_that_the_other_page_has_in_quotation_marks_and_without_are_speech() -> None:
    bare = "Nobody ever told the inspectors of this town that the bridge had been so very tired"
    one, other = page("a", *WIRE, f"{bare}."), page("b", *OTHER, f"{bare}.", f"“{bare},” he said.")
    assert tie(one, other) is None
    assert tie(other, one) is None


def test_what_the_other_page_quotes_does_not_count_as_text_that_it_left_out() -> None:
    bare = "Nobody ever told the inspectors of this town that the bridge had been so very tired"
    whole, cut = page("a", WIRE[0], f"{bare}."), page("b", WIRE[0], f"“{bare},” he said.", *OTHER)
    found = tie(whole, cut)
    assert found is not None
    assert found.share > tie(whole, page("b", WIRE[0], *OTHER)).share  # type: ignore[union-attr]  # they share a line


def test_an_edge_stands_at_the_same_words_on_both_pages_and_shows_the_longest() -> None:
    one, other = page("b", *WIRE), page("a", WIRE[1].replace("slept", "froze"), *OTHER, WIRE[0])
    found = tie(one, other)
    assert found is not None
    assert (found.a, found.b) == ("a", "b")
    assert len(found.spans) == 3
    for mine, theirs in found.spans:
        assert fold(other.text[slice(*mine)]) == fold(one.text[slice(*theirs)])
    assert list(found.spans) == sorted(found.spans)
    assert found.words == fold(WIRE[0])
    assert found.words in {fold(other.text[slice(*mine)]) for mine, _ in found.spans}


@given(LINES, LINES)
def test_the_same_two_pages_give_the_same_edge_either_way_round(one: list[str], other: list[str]) -> None:
    a, b = page("a", *one), page("b", *other)
    found = tie(a, b)
    assert found == tie(b, a)
    if found:
        assert 0 < found.share <= 1
        assert all(fold(a.text[slice(*mine)]) == fold(b.text[slice(*theirs)]) for mine, theirs in found.spans)


@pytest.mark.parametrize(
    ("days", "is_tied"), [(0, True), (WINDOW, True), (-WINDOW, True), (WINDOW + 1, False), (-WINDOW - 1, False)]
)
def test_text_is_reprinted_within_days(days: int, is_tied: bool) -> None:  # noqa: FBT001 -- a column of the table
    later = page("b", *WIRE, day=DAY + timedelta(days=days))
    assert (tie(page("a", *WIRE), later) is not None) == is_tied


def test_a_page_without_a_date_may_be_of_any_day() -> None:
    assert tie(page("a", *WIRE), page("b", *WIRE, day=None)) is not None


def form(name: str, who: str, land: str, port: str, day: int, outlet: str = "State News") -> Article:
    return page(
        name,
        f"The chairman of the council received the credentials of {who}, the ambassador of {land}, in the usual form.",
        f"He asked him to convey his greetings to the people of {land} and hoped that their relations would grow.",
        f"He was shown the portraits of the founders and will travel to the port of {port} by the night train.",
        day=date(2031, 3, day),
        outlet=outlet,
    )


def test_a_form_that_is_filled_in_again_on_another_day_is_no_reprint() -> None:
    one = form("a", "Paula Brandt", "Norland", "Wick", 3)
    assert tie(one, form("b", "Amadou Keita", "Estria", "Lunde", 4)) is None
    assert tie(one, form("b", "Amadou Keita", "Estria", "Lunde", 3)) is not None
    assert tie(one, form("b", "Amadou Keita", "Estria", "Lunde", 4, outlet="Rival News")) is not None


def test_an_update_by_the_same_outlet_is_no_form() -> None:
    before = page("a", *WIRE, outlet="Canal Herald")
    after = page("b", "Police let a cooper go.", *WIRE, day=DAY + timedelta(days=1), outlet="Canal Herald")
    assert tie(before, after) is not None


@pytest.mark.parametrize(
    ("words", "is_tied"),
    [
        ("keepers of the small northern lights wept", False),
        ("keepers of the small northern lights wept and then", True),
        ("Keepers Of The Small Northern Lights Wept And Then", False),
        ("Keepers Of The Small Northern Lights Wept And Then Marta Lien Of Lunde Spoke To King Olav", True),
    ],
)
def test_a_passage_is_longer_where_it_is_made_of_names(words: str, is_tied: bool) -> None:  # noqa: FBT001 -- a column
    one, other = prose(page("a", f"Yesterday {words} inside.")), prose(page("b", f"Tomorrow {words} outside."))
    (shared,) = runs(one, other)
    assert (weight(one, shared) >= PASSAGE) == is_tied
    assert (edge(one, other) is not None) == is_tied


POSTS = [Posting(f"p{n}", DAY, spoken=False) for n in range(CAP + 1)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (POSTS[:2], False),
        (POSTS[:CAP], False),
        (POSTS, True),
        ([Posting("q", DAY, spoken=True), *POSTS[:2]], True),
        ([Posting("q", DAY, spoken=True), *POSTS[:3]], False),
        ([Posting("q", DAY, spoken=True)], False),
        ([Posting(f"d{n}", DAY + timedelta(days=n), spoken=False) for n in range(DAYS)], True),
        ([Posting(f"d{n}", DAY + timedelta(days=n % (DAYS - 1)), spoken=False) for n in range(20)], False),
        ([Posting(f"d{n}", None, spoken=False) for n in range(20)], False),
    ],
)
def test_words_are_set_aside_that_are_speech_elsewhere_or_stand_on_many_days(
    found: list[Posting],
    expected: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert is_aside(found) == expected


def index_of(pages: list[Prose]) -> dict[int, list[Posting]]:
    index: dict[int, list[Posting]] = defaultdict(list)
    for one in pages:
        for number, posting in postings(one).items():
            index[number].append(posting)
    return index


def test_the_index_leads_to_the_pages_that_share_a_text_and_to_no_other() -> None:
    pages = [prose(page("a", *WIRE)), prose(page("b", *WIRE[1:])), prose(page("c", *OTHER)), prose(page("d", *OTHER))]
    index = index_of(pages)
    assert candidates(pages[0], index) == ("b",)
    assert candidates(pages[3], index) == ("c",)
    assert [(e.a, e.b) for e in edges_among(pages)] == [("a", "b"), ("c", "d")]


def test_a_page_is_looked_up_alike_whether_it_is_entered_or_not() -> None:
    pages = [prose(page(name, *WIRE)) for name in "ab"]
    assert candidates(pages[0], index_of(pages)) == candidates(pages[0], index_of(pages[1:])) == ("b",)


def test_the_likeliest_candidate_comes_first() -> None:
    pages = [prose(page("a", *WIRE)), prose(page("b", *WIRE[:2])), prose(page("c", *WIRE[:3]))]
    assert candidates(pages[0], index_of(pages)) == ("c", "b")


def test_background_that_stands_on_many_days_ties_nobody() -> None:
    background = "The valley line was closed after a slide which killed nineteen under a hillside nobody has touched."
    reports = (
        ("Surveyors measured a gorge with a drone.", "Goats live in the signal box and will have to leave it soon."),
        ("Foresters drove their tractors home again.", "The chorus of the opera sang to them from a high balcony."),
        ("A mine wants to hire four hundred people.", "Its pumps failed in autumn and its shares rose on Friday."),
        ("Parliament voted late for a tunnel on Monday.", "Both of the large parties split and a lamp fell down."),
    )
    days = [DAY + timedelta(days=n) for n in range(DAYS)]
    dated = enumerate(zip(reports, days, strict=True))
    pages = [prose(page(f"r{n}", *lines, background, day=day)) for n, (lines, day) in dated]
    assert edge(pages[0], pages[1]) is not None
    assert edges_among(pages) == ()
    assert edges_among(pages[:2]) != ()


def test_a_speech_that_a_third_page_quotes_ties_nobody() -> None:
    bare = "Crooked keepers never listened when warned about their bridge and then did nothing about it whatever"
    one, other = prose(page("a", *WIRE, f"{bare}.")), prose(page("b", *OTHER, f"{bare}."))
    third = prose(page("c", f"“{bare},” the mayor wrote, to general surprise."))
    assert [(e.a, e.b) for e in edges_among([one, other])] == [("a", "b")]
    assert edges_among([one, other, third]) == ()
    assert aside(one, index_of([one, other, third]))


STORIES = [
    (*WIRE,), (*WIRE[:2],), (*WIRE, *OTHER), (*OTHER,), (*OTHER[:1], SPEECH), (*WIRE[2:], SPEECH), (SPEECH,),
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STORIES), st.integers(0, 7)), max_size=8), st.randoms(use_true_random=False))
def test_pages_in_any_order_and_twice_give_the_same_edges(
    told: list[tuple[tuple[str, ...], int]], chance: random.Random
) -> None:
    pages = [prose(page(f"p{n}", *lines, day=DAY + timedelta(days=day))) for n, (lines, day) in enumerate(told)]
    mixed = [*pages, *pages]
    chance.shuffle(mixed)
    assert edges_among(mixed) == edges_among(pages)


ALOUD = f"“{WIRE[0][:-1]},” the mayor read out."


def entered(pages: list[Prose]) -> tuple[Edge, ...]:
    """The edges that stand when pages are entered one by one, as a ledger would, by look-ups alone."""
    index: dict[int, list[Posting]] = defaultdict(list)
    known: dict[str, Prose] = {}
    found: dict[tuple[str, str], Edge] = {}
    for fresh in pages:
        again = {fresh.article} | turned(fresh, index)
        known[fresh.article] = fresh
        for number, posting in postings(fresh).items():
            index[number].append(posting)
        found = {pair: edge for pair, edge in found.items() if not again & set(pair)}
        for one in (known[name] for name in again):
            for other in (known[name] for name in candidates(one, index)):
                if tied := edge(one, other, aside(one, index) | aside(other, index)):
                    found[tied.a, tied.b] = tied
    return tuple(sorted(found.values()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*STORIES, (ALOUD,), (ALOUD, *OTHER)]), st.integers(0, 6)), max_size=9),
    st.randoms(use_true_random=False),
)
def test_pages_that_come_one_by_one_in_any_order_leave_the_edges_of_all_at_once(
    told: list[tuple[tuple[str, ...], int]], chance: random.Random
) -> None:
    pages = [prose(page(f"p{n}", *lines, day=DAY + timedelta(days=day))) for n, (lines, day) in enumerate(told)]
    mixed = list(pages)
    chance.shuffle(mixed)
    assert entered(mixed) == edges_among(pages)


def test_a_page_that_shows_words_to_be_speech_turns_those_that_have_them() -> None:
    pages = [prose(page(name, *WIRE[:1])) for name in "ab"]
    loud = prose(page("c", ALOUD))
    assert turned(loud, index_of(pages)) == {"a", "b"}
    assert turned(prose(page("d", *WIRE[:1])), index_of(pages)) == frozenset()
    assert entered([*pages, loud]) == ()
    assert len(entered(pages)) == 1
    assert candidates(pages[0], index_of([*pages, loud])) == ()


def test_words_that_most_pages_have_as_their_own_are_no_longer_speech() -> None:
    pages = [prose(page(name, *WIRE[:1])) for name in "abd"]
    loud = prose(page("c", ALOUD))
    assert turned(pages[2], index_of([*pages[:2], loud])) == {"a", "b", "c"}
    assert [(e.a, e.b) for e in entered([*pages[:2], loud, pages[2]])] == [("a", "b"), ("a", "d"), ("b", "d")]


def test_edges_of_one_page_are_those_of_each_pair() -> None:
    pages = [prose(page(name, *lines)) for name, lines in zip("abcd", STORIES, strict=False)]
    found = edges(pages[1], pages)
    assert found == tuple(sorted(e for other in pages if other is not pages[1] and (e := edge(pages[1], other))))
    assert all("b" in (e.a, e.b) for e in found)


def test_runs_are_maximal_and_go_on_over_a_page_s_own_lines() -> None:
    one, other = prose(page("a", *WIRE)), prose(page("b", *OTHER[:1], *WIRE))
    (shared,) = runs(one, other)
    assert (shared.a, shared.size) == (0, len(one.words))
    assert shared.b == len(other.words) - len(one.words)
    assert shared.size >= SIZE
