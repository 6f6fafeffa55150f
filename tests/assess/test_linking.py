"""Wordings alike are one claim: in any order, never by a chain, and what joins and parts them is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, digest, minute, recorded, said, shown
from shelf import Shelf

from onrecord.assess import weigh
from onrecord.assess._linking import blocks, handles_of, name_of
from onrecord.assess._matching import SAME, likeness
from onrecord.assess._wording import wording
from onrecord.model import Reread, Speaker
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Act, Change, Claim, Digest, Evidence, Recorded

GOODS = (  # noqa: SIM905 -- as a list it takes twenty lines
    "doctors teachers workers students families roads schools hospitals bridges houses offices windows papers tools "
    "tables phones cars trains planes ships rivers mountains"
).split()
# Each begins later in the same list: neighbours are alike, the next ones more than those before, others are not.
CHAIN = tuple(" ".join(GOODS[at : at + 13]) for at in (0, 4, 7, 9))
APART = (
    "the southern parliament debated a budget for hospitals, schools and railways until midnight",
    "doctors warned that clean water would run out in the flooded valley before the weekend",
)
SHELLED = (
    "the Kestrel brigade shelled the harbour of Varna",
    "the Kestrel brigade shelled the big harbour of Varna",
    "the Kestrel brigade did not shell the harbour",
    "the Kestrel brigade did not shell the harbour of Varna",
)
"""The first two are one claim, and the last two another, which denies it."""
LATER = date(2024, 11, 20)


def page(n: int, words: str, who: str = "Ann Lee", act: Act = "say", published: date | None = None) -> Digest:
    """The n-th page, on which somebody says these words."""
    fields = {"published": published} if published else {}
    of = article(f"{who}: {words}.", f"{n}.html", outlet=f"Outlet {n}", **fields)
    return digest(of, said(of, words, who, act, "CT-" if act == "deny" else "CT+"))


def evidence(words: str, who: str = "Ann Lee", published: date | None = None) -> Evidence:
    return page(0, words, who, published=published).evidence[0]


def after(*pages: Digest) -> tuple[tuple[Claim, ...], list[Change]]:
    """The record after pages came one by one, and what each did."""
    standing: dict[str, Claim] = {}
    changes: list[Change] = []
    for n, one in enumerate(pages):
        ruling = weigh(recorded(one, minute(n)), tuple(standing.values()))
        for id_ in gone_of(ruling.claims, standing):
            del standing[id_]
        standing |= {c.id: c for c in ruling.claims}
        changes += ruling.changes
    return tuple(standing.values()), changes


def gone_of(new: tuple[Claim, ...], standing: dict[str, Claim]) -> list[str]:
    """The ids of the claims of which all evidence hangs on others now."""
    hung = {r.evidence.id for c in new for r in c.evidence}
    return [id_ for id_, c in standing.items() if hung.issuperset(r.evidence.id for r in c.evidence)]


def alike(a: str, b: str) -> float:
    return likeness(*(wording(fold(words), None, None) for words in (a, b)))


def test_the_chain_is_one_of_neighbours_alike_and_no_others() -> None:
    ties = {(a, b): alike(CHAIN[a], CHAIN[b]) for a, b in combinations(range(4), 2)}
    assert {pair for pair, value in ties.items() if value >= SAME} == {(0, 1), (1, 2), (2, 3)}
    assert ties[0, 1] < ties[1, 2] < ties[2, 3]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_chain_never_drifts_into_one_claim_in_whatever_order(order: tuple[int, ...]) -> None:
    pages = [page(n, words) for n, words in enumerate(CHAIN)]
    claims, _ = after(*(pages[n] for n in order))
    held = sorted(sorted(CHAIN.index(r.evidence.words) for r in c.evidence) for c in claims)
    assert held == [[0, 1], [2, 3]]


def test_what_a_page_takes_from_a_claim_joins_what_the_page_has_nothing_to_do_with() -> None:
    """The third wording goes to the fourth, and leaves the second to the first, which the fourth is not tied to."""
    pages = [page(n, words) for n, words in enumerate(CHAIN)]
    before, _ = after(*pages[:3])
    assert sorted(len(c.evidence) for c in before) == [1, 2]
    claims, changes = after(*pages)
    assert sorted(len(c.evidence) for c in claims) == [2, 2]
    assert [c.kind for c in changes].count("moved") > 0


made_pages = st.lists(
    st.builds(
        page,
        st.integers(0, 20),
        st.sampled_from([*CHAIN, *APART, f"{APART[0]} on Monday", f"we think that {APART[1]}", *SHELLED]),
        st.sampled_from(["Ann Lee", "Bo Kim"]),
        st.sampled_from(["say", "deny"]),
        st.sampled_from([date(2024, 10, 15), LATER]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda d: d.article.id,
)
"""Pages with bridges: words near others that are not near each other."""


@given(made_pages, st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_claim_where_wordings_are_alike(pages: list[Digest], random: object) -> None:
    """Law 3."""
    shuffled = [*pages, pages[0]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    assert shown(after(*pages)[0]) == shown(after(*shuffled)[0])


@given(made_pages)
def test_weighed_at_once_or_one_by_one_is_the_same_where_wordings_are_alike(pages: list[Digest]) -> None:
    """Law 2."""
    everything: list[Recorded] = [r for n, one in enumerate(pages) for r in recorded(one, minute(n))]
    assert shown(after(*pages)[0]) == shown(weigh(everything, ()).claims)


@given(made_pages, st.integers(0, 7))
def test_what_a_rereading_takes_away_parts_what_it_held_together(pages: list[Digest], n: int) -> None:
    gone = pages[n % len(pages)]
    kept = [p for p in pages if p is not gone]
    standing = {c.id: c for c in after(*pages)[0]}
    ids = frozenset(e.id for e in gone.evidence)
    struck = tuple(c for c in standing.values() if any(r.evidence.id in ids for r in c.evidence))
    ruling = weigh([], tuple(standing.values()), Reread("v2", minute(99), ids))
    left = {c.id: c for c in standing.values() if c not in struck and c.id not in gone_of(ruling.claims, standing)}
    assert shown(tuple((left | {c.id: c for c in ruling.claims}).values())) == shown(after(*kept)[0])


def test_every_evidence_hangs_on_one_claim_only() -> None:
    claims, _ = after(*(page(n, words) for n, words in enumerate((*CHAIN, *APART))))
    hung = [r.evidence.id for c in claims for r in c.evidence]
    assert len(hung) == len(set(hung)) == len(CHAIN) + len(APART)


def test_a_second_wording_gives_the_claim_an_origin_and_keeps_its_id_and_words() -> None:
    (claim,), changes = after(page(0, CHAIN[0]), page(1, CHAIN[1], published=LATER))
    assert (claim.id, claim.text) == (name_of(evidence(CHAIN[0])), CHAIN[0])
    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("new claim", None, "reported"),
        ("support", "1 origin", "2 origins"),
    ]


def test_an_older_page_gives_the_claim_its_words_and_the_change_says_so() -> None:
    first, older = page(0, CHAIN[0], published=LATER), page(1, CHAIN[1])
    (claim,), changes = after(first, older)
    before, now = (name_of(p.evidence[0]) for p in (first, older))
    assert (claim.id, claim.text) == (now, CHAIN[1])
    assert ("moved", before, before, now) in [(c.kind, c.claim, c.before, c.after) for c in changes]
    assert [c.kind for c in changes if c.kind == "new claim"] == ["new claim"]


def test_a_denial_in_other_words_disputes_the_claim() -> None:
    (claim,), _ = after(page(0, CHAIN[0]), page(1, CHAIN[1], "Bo Kim", "deny"))
    assert claim.status == "disputed"


def test_claims_that_have_nothing_to_do_with_the_page_are_not_in_the_ruling() -> None:
    standing, _ = after(page(0, APART[0]), page(1, APART[1]), page(2, CHAIN[0]))
    ruling = weigh(recorded(page(3, CHAIN[1], published=LATER)), standing)
    assert [c.text for c in ruling.claims] == [CHAIN[0]]


def test_the_ruling_says_by_what_its_wordings_are_found() -> None:
    one = page(0, CHAIN[0])
    ruling = weigh(recorded(one), ())
    (e,) = one.evidence
    assert set(ruling.handles) == {(handle, e.key) for handle in handles_of(e)}
    assert name_of(e) in handles_of(e)


def test_only_what_is_found_is_weighed() -> None:
    """Law 9: the ledger is asked for the claims with a handle of the page's, and of those that are tied to it."""
    standing, _ = after(*(page(n, words) for n, words in enumerate((*CHAIN[:3], *APART))))
    asked: list[frozenset[str]] = []

    def find(handles: frozenset[str]) -> list[Claim]:
        asked.append(handles)
        return [c for c in standing if any(handles & handles_of(r.evidence) for r in c.evidence)]

    fresh = page(9, CHAIN[3], published=LATER)
    ruling = weigh(recorded(fresh), (), None, Shelf(find))
    everything = (*(r for c in standing for r in c.evidence), *recorded(fresh))
    expected = {c[0]: c for c in shown(weigh(everything, ()).claims)}  # type: ignore[index]  # rows of shown
    assert all(expected[c.id] == row for c, row in zip(ruling.claims, shown(ruling.claims), strict=True))
    assert all(handles_of(evidence(words)).isdisjoint(frozenset().union(*asked)) for words in APART)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("we will rebuild the ruined harbour", "Ann Lee"), ("we will rebuild the ruined harbour", "Mayor Lee"), True),
        (("we will rebuild the ruined harbour", "Ann Lee"), ("we will rebuild the ruined harbour", "Bo Kim"), False),
        (("they will rebuild the ruined harbour", "Ann Lee"), ("they will rebuild the ruined harbour", "Bo Kim"), True),
        (("a smart guy", "Ann Lee"), ("a smart guy", "Bo Kim"), False),
    ],
)
def test_what_is_in_the_first_person_is_its_speakers(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:  # noqa: FBT001 - a column
    assert (name_of(evidence(*one)) == name_of(evidence(*other))) is same


def test_the_same_words_on_pages_of_other_days_are_one_where_no_day_is_named() -> None:
    today, later = (name_of(evidence(APART[0], published=day)) for day in (None, LATER))
    assert today == later
    monday, later = (name_of(evidence(f"{APART[0]} on Monday", published=day)) for day in (None, LATER))
    assert monday != later


def test_a_speaker_who_is_no_known_person_ties_nothing() -> None:
    of = article("Rebuilders: we will rebuild the ruined harbour soon.")
    told = said(of, "we will rebuild the ruined harbour soon", "Rebuilders")
    (e,) = digest(of, replace(told, speaker=Speaker("He", "unknown"))).evidence
    assert name_of(e) == e.key


def test_blocks_hold_each_name_once() -> None:
    named = {name_of(e): e for e in map(evidence, (*CHAIN, *APART))}
    grouped = blocks(named)
    assert sorted(name for names in grouped for name in names) == sorted(named)
