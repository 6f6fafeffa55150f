"""Where reporting comes from, in a ledger: as comparing all pages gives it, in any order, rebuilt, and as of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import article, clock, digest, minute, said, shown
from shelf import ALOUD, BRIDGE, CLAIM, STORIES, carrying, of_day
from tampering import alter, empty

from onrecord.assess import weigh
from onrecord.assess._tracing import edges, traces_of
from onrecord.model import Unnamed
from onrecord.pipeline import END_OF_TIME, claims, origins

if TYPE_CHECKING:
    import random

    from onrecord.ledger import Ledger
    from onrecord.model import Digest

TOLD = st.lists(st.tuples(st.sampled_from(STORIES), st.integers(0, 20)), max_size=7)


def known(ledger: Ledger) -> tuple[object, ...]:
    found = ledger.traces(END_OF_TIME)
    return found, ledger.claims(), ledger.changes(None, END_OF_TIME)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_what_ties_pages_is_what_comparing_all_of_them_finds_in_any_order_and_rebuilt(
    ledger: Ledger, told: list[tuple[tuple[str, ...], int]], chance: random.Random
) -> None:
    """Laws 2 and 3."""
    empty(ledger)
    pages = [of_day(f"p{n}", lines, day, f"O{n % 3}") for n, (lines, day) in enumerate(told)]
    chance.shuffle(pages)
    for n, page in enumerate(pages):
        ledger.enter(page, weigh, clock(n))
    before = ledger.traces(END_OF_TIME)
    assert edges(before) == edges(traces_of((page.article, page.reading) for page in pages))
    assert {(tie.a, tie.b): tie.share for tie in before.ties if tie.share} == {
        (edge.a, edge.b): edge.share for edge in edges(before)
    }
    whole = known(ledger)
    ledger.rebuild(weigh)
    assert known(ledger) == whole


def carriers() -> list[Digest]:
    return [
        carrying("1", BRIDGE[0], outlet="Herald"),
        carrying("2", BRIDGE[0], outlet="Echo"),
        of_day("3", (ALOUD,), 0, "Post"),
        carrying("4", *BRIDGE[2:], outlet="Gazette", published=date(2025, 1, 2)),
    ]


def test_each_view_as_of_a_moment_counts_the_origins_that_were_counted_then(ledger: Ledger) -> None:
    stood = []
    for n, page in enumerate(carriers()):
        ledger.enter(page, weigh, clock(n))
        stood.append(shown(claims(ledger)))
    counts = [next(len(c.origins) for c in claims(ledger, minute(n)) if CLAIM in c.text) for n in range(4)]
    assert counts == [1, 1, 2, 3]
    assert [shown(claims(ledger, minute(n))) for n in range(4)] == stood


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_pages_changes_no_origin(ledger: Ledger, turned: bool) -> None:  # noqa: FBT001 -- a column
    for n, page in enumerate(carriers()[:: -1 if turned else 1]):
        ledger.enter(page, weigh, clock(n))
    (claim,) = (c for c in ledger.claims() if CLAIM in c.text)
    assert sorted(claim.origins) == ["Echo", "Gazette", "Herald"]
    assert {origin.name for origin, _ in origins(ledger, END_OF_TIME)} == {"Echo", "Gazette", "Herald", "Post"}


def test_what_a_page_tells_of_its_source_comes_back(ledger: Ledger) -> None:
    words = "the bridge had cracks for years"
    of = article(f"“{words},” two security sources said.", outlet="Echo", wire="Reuters")
    ledger.enter(digest(of, said(of, words, "two security sources")), weigh, clock())
    track = ledger.traces(END_OF_TIME).tracks[of.id]
    assert track.named
    assert (track.named.name, track.outlet, track.day, track.first_hand) == ("Reuters", "Echo", of.published, False)
    content = frozenset({"bridge", "cracks", "years"})
    assert [(u.signature, u.words) for u in track.unnamed] == [("two security source", "two security sources")]
    assert track.unnamed[0] == Unnamed(
        "two security source", track.unnamed[0].content | content, "two security sources"
    )


def test_a_page_recorded_before_pages_were_traced_is_of_the_origin_that_it_names(ledger: Ledger) -> None:
    for n, page in enumerate(carriers()[:2]):
        ledger.enter(page, weigh, clock(n))
    # As an older version would have left it.
    for table in ("ties", "postings", "tracks"):
        alter(ledger, f"DELETE FROM {table}")  # noqa: S608 -- the three above
    alter(ledger, "UPDATE claim_evidence SET origin = NULL")
    (claim,) = (c for c in ledger.claims() if CLAIM in c.text)
    assert sorted(claim.origins) == ["Echo", "Herald"]
    ledger.rebuild(weigh)
    (claim,) = (c for c in ledger.claims() if CLAIM in c.text)
    assert sorted(claim.origins) == ["Herald"]
