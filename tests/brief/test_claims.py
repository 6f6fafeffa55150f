"""Which evidence speaks for a claim, and how claims are ranked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from onrecord.brief import _claims as c

if TYPE_CHECKING:
    from brief.conftest import Maker, Page

    from onrecord.model import Evidence, SpeakerKind

WORDS = "the convoy left the port"


@pytest.fixture(scope="module")
def pages(make: Maker) -> list[Page]:
    text = f"He said {WORDS} at night."
    return [
        make.page("p1", text, date(2025, 1, 3), "Post", "Wire"),
        make.page("p2", text, date(2025, 1, 4), "Daily", "Wire"),
        make.page("p3", text, date(2025, 1, 5), "Times"),
        make.page("p4", text, None, "Herald"),
    ]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("group", "person"), 1),
        ((None, "outlet", "unknown"), 2),
        (("document", "body"), 1),
        (("person", "person"), 0),
        ((None, None), 0),
    ],
)
def test_the_best_named_speaker_leads_then_the_oldest_page(
    make: Maker, pages: list[Page], kinds: tuple[SpeakerKind | None, ...], expected: int
) -> None:
    speakers = [make.speaker("S", kind) if kind else None for kind in kinds]
    evidence = [page.evidence(WORDS, speaker) for page, speaker in zip(pages, speakers, strict=False)]
    for order in permutations(evidence):
        assert c.lead(make.claim("c", *order)) == evidence[expected]


def test_a_wanted_speech_act_leads_before_a_named_speaker(make: Maker, pages: list[Page]) -> None:
    said = pages[0].evidence(WORDS, make.speaker("Ada"))
    denied = pages[1].evidence(WORDS, make.speaker("sources", "group"), "deny")
    claim = make.claim("c", said, denied)
    assert c.lead(claim) == said
    assert c.lead(claim, ["deny"]) == denied
    assert c.lead(claim, ["warn"]) == said


def test_citations_take_each_origin_before_more_pages_of_one(make: Maker, pages: list[Page]) -> None:
    evidence = [page.evidence(WORDS) for page in pages]
    claim = make.claim("c", *reversed(evidence))
    assert [x.article for x in c.cited(claim, evidence[0], 9)] == ["p1", "p3", "p4", "p2"]
    assert [x.article for x in c.cited(claim, evidence[0], 2)] == ["p1", "p3"]
    assert [x.article for x in c.cited(claim, evidence[1], 1)] == ["p2"]


def test_a_page_is_cited_once_for_a_claim(make: Maker) -> None:
    page = make.page("p", f"{WORDS}. Again {WORDS.upper()}.")
    twice = [page.evidence(WORDS), page.evidence(WORDS.upper())]
    assert len(c.cited(make.claim("c", *twice), twice[0], 9)) == 1


def test_support_is_ranked_by_origins_before_pages(make: Maker, pages: list[Page]) -> None:
    def claim(id_: str, *which: int) -> Evidence:
        return pages[which[0]].evidence(WORDS, make.speaker(id_))

    wire = make.claim("a", *(pages[n].evidence(WORDS) for n in (0, 1)))
    two = make.claim("b", *(pages[n].evidence(WORDS) for n in (1, 2)))
    named = make.claim("d", claim("Ada", 0))
    unnamed = make.claim("c", pages[0].evidence(WORDS))
    newer = make.claim("z", pages[2].evidence(WORDS))
    ranked = sorted([unnamed, named, newer, wire, two], key=c.strength)
    assert [x.id for x in ranked] == ["b", "a", "d", "z", "c"]


@pytest.mark.parametrize(
    ("words", "expected"), [("he will", False), ("a smart guy", False), ("the convoy left port", True)]
)
def test_four_words_are_substance(make: Maker, words: str, *, expected: bool) -> None:
    assert c.is_substantive(make.claim("c", make.page("p", words).evidence(words))) is expected


def test_undated_claims_are_older_than_all_and_sort_last(make: Maker, pages: list[Page]) -> None:
    undated = make.claim("u", pages[3].evidence(WORDS))
    assert c.newest(undated) == 0
    assert c.oldest(undated) == date.max
    assert c.oldest(make.claim("c", pages[2].evidence(WORDS), pages[0].evidence(WORDS))) == date(2025, 1, 3)


@pytest.mark.parametrize(("hours", "expected"), [(5, True), (24, False), (30, False)])
def test_a_claim_is_new_if_all_its_evidence_is(make: Maker, pages: list[Page], hours: int, *, expected: bool) -> None:
    since = make.now - timedelta(hours=24)
    claim = make.claim("c", pages[0].evidence(WORDS), at=make.now - timedelta(hours=hours))
    assert c.is_new(claim, since) is expected
    assert not c.is_new(claim, None)


def test_a_page_is_new_if_nothing_of_it_was_recorded_before(make: Maker, pages: list[Page]) -> None:
    since, recent = make.now - timedelta(days=1), make.now - timedelta(hours=1)
    old = make.claim("old", pages[0].evidence(WORDS))
    both = make.claim("both", pages[0].evidence(WORDS), pages[1].evidence(WORDS), at=recent)
    claims = [(None, old), (None, both)]
    assert c.new_pages(make.dossier(claims, pages, since=since)) == {"p2"}
    assert c.new_pages(make.dossier(claims, pages)) == frozenset()


def test_claims_are_held_once_and_only_with_evidence(make: Maker, pages: list[Page]) -> None:
    claim = make.claim("c", pages[0].evidence(WORDS))
    bare = type(claim)("bare", "x", "reported", (), ())
    dossier = make.dossier([("A", claim), ("B", claim), (None, bare)], pages)
    assert c.held(dossier) == (claim,)
