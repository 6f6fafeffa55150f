"""The origins of pages on record."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article, digest
from shelf import ALOUD, BRIDGE, CHOIR, CLAIM, STORIES, Shelf, carrying, of_day

from onrecord.assess import traced
from onrecord.assess._tracing import edges, traces_of

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from onrecord.model import Article, Digest, Reading

PIER = (
    "The council of Ostvik closed the old pier on Monday after divers found cracks in nine of its forty pillars, "
    "and the ferry to the islands will leave from the fish market until the repairs are done in the spring."
)
BREAD = "A bakery in the hills won a prize for its rye bread, made by a recipe from the time of the first mill there."


def read(text: str, outlet: str | None, name: str, **fields: str) -> tuple[Article, Reading]:
    page = digest(article(text, name, outlet=outlet, published=date(2025, 1, 1), **fields))
    return page.article, page.reading


PAGES = [
    read(PIER, "A", "1"),
    read(PIER, "B", "2"),
    read(BREAD, "A", "3"),
    read(BREAD, None, "4", wire="Agency"),
    read("Rain fell on the hills for the third day, and the river rose to the mark of the great flood.", None, "5"),
]


def test_pages_of_one_text_are_one_origin_and_other_stories_of_the_outlet_are_not() -> None:
    sizes = {origin.name: len(origin.articles) for origin in traced(PAGES)}
    assert sizes.pop("A") == 2
    assert sizes.pop("Agency") == 2
    assert list(sizes.values()) == [1]


@given(st.permutations(PAGES))
def test_the_order_of_the_pages_changes_nothing(pages: list[tuple[Article, Reading]]) -> None:
    """Law 3."""
    assert traced(pages) == traced(PAGES)


def test_every_page_has_one_origin() -> None:
    held = [name for origin in traced(PAGES) for name in origin.articles]
    assert sorted(held) == sorted(page.id for page, _ in PAGES)


def made(told: Sequence[tuple[tuple[str, ...], int]]) -> list[Digest]:
    return [of_day(f"p{n}", lines, day) for n, (lines, day) in enumerate(told)]


def at_once(pages: list[Digest]) -> dict[tuple[str, str], float]:
    known = traces_of((page.article, page.reading) for page in pages)
    return {(edge.a, edge.b): edge.share for edge in edges(known)}


def one_by_one(pages: list[Digest]) -> dict[tuple[str, str], float]:
    shelf = Shelf()
    for page in pages:
        shelf.enter(page)
    return dict(shelf.shares(shelf.articles))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(STORIES), st.integers(0, 20)), max_size=10), st.randoms(use_true_random=False)
)
def test_pages_that_come_one_by_one_in_any_order_tie_what_all_at_once_do(
    told: list[tuple[tuple[str, ...], int]], chance: random.Random
) -> None:
    """Laws 2 and 3."""
    pages = made(told)
    mixed = list(pages)
    chance.shuffle(mixed)
    assert one_by_one(mixed) == at_once(pages)


def test_a_page_that_shows_words_to_be_speech_unties_those_that_have_them() -> None:
    pages = made([(BRIDGE[:1], 0), (BRIDGE[:1], 0), ((ALOUD,), 0)])
    assert one_by_one(pages[:2]).keys() == {("p0", "p1")}
    assert one_by_one(pages) == {}


def test_words_that_most_pages_have_as_their_own_are_no_longer_speech() -> None:
    pages = made([(BRIDGE[:1], 0), (BRIDGE[:1], 0), ((ALOUD,), 0), (BRIDGE[:1], 0)])
    assert one_by_one(pages).keys() == {("p0", "p1"), ("p0", "p3"), ("p1", "p3")}


def test_background_of_many_days_ties_nobody_and_a_story_of_two_days_with_stragglers_does() -> None:
    assert one_by_one(made([((BRIDGE[0],), n) for n in range(4)])) == {}
    told = [((BRIDGE[0],), n) for n in (0, 0, 0, 1, 1, 3, 4)]
    assert len(one_by_one(made(told))) == 21


def test_what_a_ledger_knows_gives_the_origins_that_comparing_all_pages_gives() -> None:
    read = [(page.article, page.reading) for page in made([(lines, n % 3) for n, lines in enumerate(STORIES)])]
    assert traced(read, traces_of(read)) == traced(read)


def origins_of(shelf: Shelf) -> list[str]:
    (claim,) = (c for c in shelf.standing.values() if CLAIM in c.text)
    return sorted(claim.origins)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_claim_counts_pages_of_one_text_as_one_origin(order: tuple[int, ...]) -> None:
    pages = [
        carrying("1", *BRIDGE, outlet="Herald", published=date(2025, 1, 1)),
        carrying("2", *BRIDGE, outlet="Echo", published=date(2025, 1, 2)),
        carrying("3", *CHOIR, outlet="Post", published=date(2025, 1, 2)),
    ]
    shelf = Shelf()
    for n in order:
        shelf.enter(pages[n])
    assert origins_of(shelf) == ["Herald", "Post"]


def test_a_page_that_shows_two_to_be_of_one_origin_takes_one_away_and_says_so() -> None:
    shelf = Shelf()
    shelf.enter(carrying("1", BRIDGE[0], BRIDGE[1], outlet="Herald"))
    shelf.enter(carrying("2", BRIDGE[2], BRIDGE[3], outlet="Echo"))
    assert origins_of(shelf) == ["Echo", "Herald"]
    ruling = shelf.enter(carrying("3", *BRIDGE, outlet="Post"))
    assert origins_of(shelf) in (["Echo"], ["Herald"], ["Echo", "Herald"])
    assert {change.kind for change in ruling.changes} <= {"support"}


def test_words_shown_to_be_speech_part_the_origins_of_older_pages_claims() -> None:
    shelf = Shelf()
    shelf.enter(carrying("1", BRIDGE[0], outlet="Herald"))
    shelf.enter(carrying("2", BRIDGE[0], outlet="Echo"))
    before = origins_of(shelf)
    ruling = shelf.enter(of_day("3", (ALOUD,), 0, "Post"), 5)
    assert (before, origins_of(shelf)) == (["Herald"], ["Echo", "Herald"])
    assert [(c.kind, c.before, c.after) for c in ruling.changes] == [("support", "1 origin", "2 origins")]


def test_an_agency_s_pages_are_one_origin_of_a_claim_whoever_prints_them() -> None:
    shelf = Shelf()
    shelf.enter(carrying("1", *BRIDGE[:1], outlet="Herald", wire="Reuters"))
    shelf.enter(carrying("2", *CHOIR, outlet="Echo", wire="Reuters"))
    assert origins_of(shelf) == ["Reuters"]
