"""Origins: which pages are one piece of reporting, why, and that order and bridges change nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article, said

from onrecord.assess._origins import origins, track_of
from onrecord.model import Edge, Hint, Named, Reading, Span, Track, Unnamed

if TYPE_CHECKING:
    import random

    from onrecord.model import Origin

DAY = date(2031, 3, 4)
SECRET = Unnamed("two security source", frozenset({"bridge", "cracks"}), "two security sources")
REUTERS = Named("Reuters", "carries Reuters", "(Reuters)")
RETOLD = Named("Reuters", "according to Reuters", "according to Reuters")


def page(
    name: str,
    outlet: str | None = None,
    day: int = 0,
    named: Named | None = None,
    *unnamed: Unnamed,
    hand: bool = False,
) -> Track:
    return Track(
        article=name,
        outlet=outlet,
        day=DAY + timedelta(days=day),
        named=named,
        unnamed=unnamed,
        first_hand=hand,
    )


def text(a: str, b: str, share: float = 0.9) -> Edge:
    return Edge(a, b, "text reuse", "the same words", ((Span(0, 3), Span(5, 8)),), share)


def shown(found: tuple[Origin, ...]) -> dict[str, tuple[str, ...]]:
    return {origin.name: origin.articles for origin in found}


@pytest.mark.parametrize(
    ("pages", "edges", "expected"),
    [
        ([], [], {}),
        ([page("a", "Herald"), page("b", "Echo")], [], {"Herald": ("a",), "Echo": ("b",)}),
        ([page("a", "Herald"), page("b", "Herald")], [], {"Herald": ("a", "b")}),
        ([page("a"), page("b")], [], {"article a": ("a",), "article b": ("b",)}),
        ([page("a", "Herald"), page("b", "Echo", 1)], [text("a", "b")], {"Herald": ("a", "b")}),
        ([page("a", "Herald", 1), page("b", "Echo")], [text("a", "b")], {"Echo": ("a", "b")}),
        ([page("a", "Herald"), page("b", "Echo")], [text("a", "b", 0.05)], {"Herald": ("a",), "Echo": ("b",)}),
        ([page("a", "Reuters"), page("b", "Echo", 0, REUTERS)], [], {"Reuters": ("a", "b")}),
        ([page("a", "Herald", 0, RETOLD), page("b", "Echo", 0, REUTERS)], [], {"Reuters": ("a", "b")}),
        ([page("a", "Herald"), page("b", "Echo", 1, REUTERS)], [text("a", "b")], {"Reuters": ("a", "b")}),
        ([page("a", "Herald", 0, None, SECRET), page("b", "Echo", 1, None, SECRET)], [], {"Herald": ("a", "b")}),
        ([page("a", "Herald", 0, None, SECRET), page("b", "Echo", 9, None, SECRET)], [],
         {"Herald": ("a",), "Echo": ("b",)}),
        ([page("a", "Herald", 0, RETOLD, SECRET), page("b", "Echo", 1, None, SECRET)], [], {"Reuters": ("a", "b")}),
        ([page("a", "Echo", 0, None, SECRET), page("b", "Herald", 0, None, SECRET, hand=True)], [],
         {"Herald": ("a", "b")}),
    ],
)  # fmt: skip
def test_pages_are_of_one_origin_by_text_by_name_by_source_and_by_outlet(
    pages: list[Track], edges: list[Edge], expected: dict[str, tuple[str, ...]]
) -> None:
    assert shown(origins(pages, edges)) == expected


def test_every_page_but_the_first_is_tied_by_an_edge_with_its_reason() -> None:
    pages = [
        page("a", "Reuters", 0, None, SECRET, hand=True),
        page("b", "Echo", 1, REUTERS),
        page("c", "Ledger", 1, None, SECRET),
        page("d", "Post", 1),
        page("e", "Reuters", 2),
    ]
    (found,) = origins(pages, [text("a", "d")])
    assert found.articles == ("a", "b", "c", "d", "e")
    assert [(e.a, e.b, e.reason, e.words) for e in found.edges] == [
        ("a", "b", "carries Reuters", "(Reuters)"),
        ("a", "c", "same unnamed source", "two security sources"),
        ("a", "d", "text reuse", "the same words"),
        ("a", "e", "same outlet", "Reuters"),
    ]


def test_names_that_differ_in_type_setting_are_one_and_the_commonest_is_shown() -> None:
    pages = [page("a", "the canal herald"), page("b", "The Canal Herald"), page("c", "The Canal Herald")]
    (found,) = origins(pages, [])
    assert found.name == "The Canal Herald"


def test_an_agency_s_reports_of_two_events_are_two_origins() -> None:
    pages = [page("a", "Echo", 0, REUTERS), page("b", "Post", 0, REUTERS)]
    assert len(origins(pages, [])) == 1
    assert len(origins(pages, [], {"a": "bridge", "b": "fire"})) == 2


def test_a_digest_joins_one_story_and_ties_no_two() -> None:
    pages = [page("a", "Herald"), page("b", "Herald Sun"), page("c", "Echo"), page("d", "Radio", 1)]
    edges = [text("a", "b"), text("a", "d", 0.5), text("b", "d", 0.5), text("c", "d", 0.6)]
    assert shown(origins(pages, edges)) == {"Herald": ("a", "b"), "Echo": ("c", "d")}


def test_an_id_is_the_name_s_and_stays_when_a_reprint_comes() -> None:
    before = origins([page("a", "Herald")], [])
    after = origins([page("a", "Herald"), page("b", "Echo", 1)], [text("a", "b")])
    assert [origin.id for origin in before] == [origin.id for origin in after]


def test_edges_to_pages_that_are_not_asked_for_are_left_out() -> None:
    (found,) = origins([page("a", "Herald")], [text("a", "z")])
    assert found.edges == ()


OUTLETS = st.sampled_from(["Herald", "Echo", "Reuters", None])
NAMED = st.sampled_from([None, None, REUTERS, RETOLD, Named("AP", "carries AP", "(AP)")])
SECRETS = st.sampled_from([(), (), (SECRET,), (SECRET._replace(content=frozenset({"barley"})),)])
PAGES = st.lists(st.tuples(OUTLETS, st.integers(0, 8), NAMED, SECRETS, st.booleans()), max_size=7).map(
    lambda rows: [
        page(f"p{n}", outlet, day, named, *unnamed, hand=hand)
        for n, (outlet, day, named, unnamed, hand) in enumerate(rows)
    ]
)
EDGES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(0.01, 1.0)), max_size=12, unique_by=lambda row: row[:2]
).map(lambda rows: [text(f"p{a}", f"p{b}", share) for a, b, share in rows if a < b])


@settings(max_examples=200)
@given(PAGES, EDGES, st.randoms(use_true_random=False))
def test_pages_and_edges_in_any_order_and_twice_give_the_same_origins(
    pages: list[Track], edges: list[Edge], chance: random.Random
) -> None:
    mixed, tied = [*pages, *pages], [*edges, *edges]
    chance.shuffle(mixed)
    chance.shuffle(tied)
    assert origins(mixed, tied) == origins(pages, edges)


@given(PAGES, EDGES)
def test_every_page_has_one_origin(pages: list[Track], edges: list[Edge]) -> None:
    found = origins(pages, edges)
    assert sorted(article for origin in found for article in origin.articles) == [one.article for one in pages]
    assert len({origin.id for origin in found}) == len(found)
    assert all({edge.a, edge.b} <= set(origin.articles) for origin in found for edge in origin.edges)


@given(st.integers(3, 8), st.floats(0.2, 1.0))
def test_no_chain_of_texts_makes_its_ends_one_origin(length: int, share: float) -> None:
    pages = [page(f"p{n}", f"outlet {n}", n) for n in range(length)]
    edges = [text(f"p{n}", f"p{n + 1}", share) for n in range(length - 1)]
    for origin in origins(pages, edges):
        assert len(origin.articles) <= 2


def test_no_chain_of_unnamed_sources_makes_its_ends_one_origin() -> None:
    tell = [frozenset({f"w{n}", f"w{n + 1}"}) for n in range(4)]
    pages = [page(f"p{n}", f"outlet {n}", n, None, SECRET._replace(content=words)) for n, words in enumerate(tell)]
    assert [origin.articles for origin in sorted(origins(pages, []), key=lambda o: o.articles)] == [
        ("p0", "p1"),
        ("p2", "p3"),
    ]


def test_what_a_page_tells_of_its_origin_is_read_from_its_hints_and_sources() -> None:
    words = "The bridge has cracks, two security sources told Reuters."
    at = words.index("told Reuters")
    made = article(words, outlet="Reuters", hints=(Hint("told", "Reuters", "told Reuters", Span(at, at + 12)),))
    reading = Reading(made.id, "made", (said(made, "The bridge has cracks", "two security sources"),))
    found = track_of(made, reading)
    assert found.first_hand
    assert found.named is None
    assert found.teller == "Reuters"
    assert [source.signature for source in found.unnamed] == ["two security source"]
    elsewhere = track_of(article(words, outlet="Echo", hints=made.hints), reading)
    assert elsewhere.teller == "Reuters"
    assert not elsewhere.first_hand
