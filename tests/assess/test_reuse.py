"""Whose text a page carries: edges, what makes none, and that each stands at its words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article

from onrecord.assess._masking import SIZE, prose
from onrecord.assess._reuse import (
    AGES,
    CAP,
    DAYS,
    PASSAGE,
    TIED,
    WINDOW,
    edge,
    is_aside,
    is_stale,
    near,
    postings,
    runs,
    weight,
)
from onrecord.assess._reuse import tie as tied
from onrecord.model import Edge, Posting
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Article

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
    found = tied(prose(one), prose(other))
    return edge(found, (), min(one, other, key=lambda page: page.id).text) if found else None


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
    assert f"{found.words}." == WIRE[0]
    assert found.words in {other.text[slice(*mine)] for mine, _ in found.spans}


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
    assert (tied(one, other) is not None) == is_tied


def post(page: str, day: int | None = 0, *, spoken: bool = False) -> Posting:
    return Posting(1, page, None if day is None else DAY + timedelta(days=day), spoken)


POSTS = [post(f"p{n}") for n in range(CAP + 1)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (POSTS[:2], False),
        (POSTS[:CAP], False),
        (POSTS, True),
        ([post("q", spoken=True), *POSTS[:2]], True),
        ([post("q", spoken=True), *POSTS[:3]], False),
        ([post("q", spoken=True)], False),
        ([post(f"d{n}", n) for n in range(DAYS)], True),
        ([post(f"d{n}", n) for n in range(DAYS - 1)], False),
        ([post(f"d{n}", n % (DAYS - 1)) for n in range(20)], False),
        # Reprinted on two days, and some stragglers.
        ([*POSTS[:4], *(post(f"d{n}", n + 1) for n in range(DAYS))], False),
        ([post(f"d{n}", None) for n in range(20)], False),
    ],
)
def test_words_are_set_aside_that_are_speech_elsewhere_or_stand_on_many_days(
    found: list[Posting],
    expected: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert is_aside(found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (POSTS, True),
        (POSTS[:CAP], False),
        ([post(f"d{n}", n) for n in range(DAYS)], False),
        ([post(f"d{n}", n * AGES) for n in range(DAYS)], True),
        ([*POSTS[:90], *(post(f"d{n}", n * AGES) for n in range(DAYS))], True),
        ([post(f"d{n}", n * AGES) for n in range(DAYS - 1)], False),
        ([post("q", spoken=True), *POSTS[:2]], False),
    ],
)
def test_words_of_long_standing_are_never_news_again(found: list[Posting], expected: bool) -> None:  # noqa: FBT001 -- a column
    assert is_stale(found) == expected
    assert not expected or is_aside(found)


POSTINGS = st.lists(st.builds(post, st.uuids().map(str), st.integers(0, 40), spoken=st.booleans()), max_size=9)


@given(POSTINGS, POSTINGS)
def test_what_is_stale_stays_so_whatever_pages_come(some: list[Posting], more: list[Posting]) -> None:
    """Law 3: an index need not keep what comes after."""
    assert not is_stale(some) or is_stale([*some, *more])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (post("a"), set()),
        (post("b"), {"b"}),
        (post("b", WINDOW), {"b"}),
        (post("b", -WINDOW - 1), set()),
        (post("b", None), {"b"}),
        (post("b", spoken=True), set()),
    ],
)
def test_a_page_is_led_to_others_that_have_the_words_as_their_own_within_days(
    other: Posting, expected: set[str]
) -> None:
    assert near(post("a"), [post("a"), other]) == expected


def test_a_page_is_indexed_by_one_in_four_of_its_shingles_with_what_is_speech() -> None:
    page_ = prose(page("a", *WIRE, SPEECH))
    found = postings(page_)
    assert [p.number for p in found] == sorted({p.number for p in found})
    assert {p.number for p in found if p.spoken} <= page_.spoken
    assert {p.number for p in found if not p.spoken} <= page_.own.keys()
    assert {(p.article, p.day) for p in found} == {("a", DAY)}
    assert len(found) * 6 > len(page_.own.keys() | page_.spoken) > len(found) * 2


def test_what_is_set_aside_is_left_out_of_an_edge_and_an_edge_of_nothing_else_is_none() -> None:
    one, other = page("a", WIRE[0], *OTHER), page("b", WIRE[0], "And then.", *OTHER[:2], WIRE[3])
    found = tied(prose(one), prose(other))
    assert found is not None
    whole = edge(found, (), one.text)
    first, *rest = found.shared
    part = edge(found, first.numbers, one.text)
    assert whole is not None
    assert part is not None
    assert part.share < whole.share
    assert first.a not in {mine for mine, _ in part.spans}
    assert edge(found, {n for shared in (first, *rest) for n in shared.numbers}, one.text) is None


@given(LINES, LINES)
def test_the_numbers_of_a_tie_are_those_that_both_pages_are_indexed_by(one: list[str], other: list[str]) -> None:
    a, b = prose(page("a", *one)), prose(page("b", *other))
    found = tied(a, b)
    held = {number for shared in found.shared for number in shared.numbers} if found else set()
    assert held <= {p.number for p in postings(a)} & {p.number for p in postings(b)}


def test_runs_are_maximal_and_go_on_over_a_page_s_own_lines() -> None:
    one, other = prose(page("a", *WIRE)), prose(page("b", *OTHER[:1], *WIRE))
    (shared,) = runs(one, other)
    assert (shared.a, shared.size) == (0, len(one.words))
    assert shared.b == len(other.words) - len(one.words)
    assert shared.size >= SIZE
