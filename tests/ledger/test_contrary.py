"""What denies a claim in other words disputes it, in the ledger as in memory, whatever comes before or after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from deciding import decision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import clock, digest, minute, said, shown
from rereading import NEW, OLD, Knowing, page
from tampering import alter, empty

from onrecord import pipeline
from onrecord.assess import weigh
from onrecord.model import Situation
from onrecord.pipeline import END_OF_TIME, claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger import Ledger
    from onrecord.model import Article, Claim, DecisionKind, Evidence

SHELLED = "the Kestrel brigade shelled the harbour of Varna"
NOT_SHELLED = "the Kestrel brigade did not shell the harbour"
BIG = "the Kestrel brigade shelled the big harbour of Varna"
A = page("a.html", f"Ann Lee said that {SHELLED}.", outlet="A")
B = page("b.html", f"Bo Kim said that {NOT_SHELLED}.", outlet="B")
C = page("c.html", f"Cy Roe said that {BIG}.", outlet="C")
D = page("d.html", f"Cy Roe denied that {SHELLED}.", outlet="D")
DISPUTED = {SHELLED: "disputed", NOT_SHELLED: "disputed"}


def enter(ledger: Ledger, *pages: Article) -> None:
    for n, of in enumerate(pages):
        ledger.enter(OLD.digest(of), weigh, clock(n))


def enter_later(ledger: Ledger, *pages: Article) -> None:
    for n, of in enumerate(pages, 2):
        ledger.enter(OLD.digest(of), weigh, clock(n))


def standing(ledger: Ledger) -> dict[str, str]:
    return {c.text: c.status for c in ledger.claims()}


def claim(ledger: Ledger, words: str) -> Claim:
    (found,) = (c for c in ledger.claims() if any(r.evidence.words == words for r in c.evidence))
    return found


def first(ledger: Ledger, words: str) -> Evidence:
    return claim(ledger, words).evidence[0].evidence


def follows(ledger: Ledger) -> None:
    """What is kept is what the evidence makes, and a rebuild makes it again, with the changes."""
    assert shown(ledger.claims()) == shown(claims(ledger, END_OF_TIME))
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME))
    ledger.rebuild(weigh)
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == before


@pytest.mark.parametrize("pages", [(A, B), (B, A)])
def test_each_of_the_two_claims_is_disputed_by_the_words_of_the_other(
    ledger: Ledger, pages: tuple[Article, Article]
) -> None:
    enter(ledger, *pages)
    assert standing(ledger) == DISPUTED
    found = claim(ledger, SHELLED)
    assert [r.evidence for r in found.contrary] == [first(ledger, NOT_SHELLED)]
    assert found.reasons == (
        "affirmed by Ann Lee: 1 origin (A), 1 page",
        "contradicted in other words by Bo Kim: 1 origin (B), 1 page",
    )
    follows(ledger)


def test_the_change_tells_the_claim_and_then_what_disputes_it(ledger: Ledger) -> None:
    enter(ledger, A, B)
    told = [(c.kind, c.before, c.after, c.because) for c in ledger.changes(minute(0), END_OF_TIME)]
    own, other = first(ledger, SHELLED).id, first(ledger, NOT_SHELLED).id
    assert sorted(told, key=repr) == sorted(
        [("status", "reported", "disputed", (own, other)), ("new claim", None, "disputed", (other,))], key=repr
    )
    (moved,) = (m for m in pipeline.changes(ledger, minute(0), END_OF_TIME) if m.change.kind == "status")
    assert moved.words == f"“{SHELLED}”"
    assert moved.cited == ("Ann Lee, say, A, 2024-10-16", "Bo Kim, say, B, 2024-10-16")


def test_as_of_a_moment_before_the_denial_nothing_is_disputed(ledger: Ledger) -> None:
    enter(ledger, A, B)
    assert [(c.status, c.contrary) for c in claims(ledger, minute(0))] == [("reported", ())]
    assert claims(ledger, minute(1)) == ledger.claims()
    lines = [line for section in pipeline.answer(Situation("War"), ledger, minute(1)).deep for line in section.lines]
    assert all({c.article for c in line.citations} == {A.id, B.id} for line in lines)


def test_a_reading_without_the_denial_settles_it_and_one_with_it_disputes_it_again(ledger: Ledger) -> None:
    enter(ledger, A, B)
    for at, (reader, expected) in enumerate(((Knowing("v3", {}), {SHELLED: "reported"}), (NEW, DISPUTED)), 5):
        read = reader.again(B)
        ruling = ledger.reread(read.reading, read.evidence, weigh, clock(at))
        assert ruling is not None
        assert standing(ledger) == expected
        (change,) = (c for c in ruling.changes if c.claim == claim(ledger, SHELLED).id)
        assert change.because[:2] == (f"reread by {reader.version}", first(ledger, SHELLED).id)
        follows(ledger)


def test_who_says_both_is_one_claim_by_a_persons_decision_disputes_nothing_more(ledger: Ledger) -> None:
    enter(ledger, A, B)
    ledger.decide(decision("merge", first(ledger, SHELLED), first(ledger, NOT_SHELLED)), weigh, clock(5))
    assert [(c.status, c.contrary) for c in ledger.claims()] == [("corroborated", ())]
    follows(ledger)
    ledger.decide(decision("undo", reverses=1), weigh, clock(6))
    assert standing(ledger) == DISPUTED
    follows(ledger)


@pytest.mark.parametrize("pages", [(A, B), (B, A)])
def test_by_a_persons_decision_two_claims_do_not_dispute_each_other(ledger: Ledger, pages: Sequence[Article]) -> None:
    """Who denies the one in its own words goes on denying it."""
    enter(ledger, *pages)
    ledger.enter(digest(D, said(D, SHELLED, "Cy Roe", "deny", "CT-")), weigh, clock(3))
    before = ledger.claims()
    assert {c.status for c in before} == {"disputed"}
    ledger.decide(decision("reconcile", first(ledger, NOT_SHELLED), first(ledger, SHELLED)), weigh, clock(5))
    assert standing(ledger) == {SHELLED: "disputed", NOT_SHELLED: "reported"}
    assert {c.contrary for c in ledger.claims()} == {()}
    assert claim(ledger, SHELLED).reasons[-1] == f"does not contradict “{NOT_SHELLED}”, by ann of the team: known"
    assert claim(ledger, NOT_SHELLED).reasons[-1] == f"does not contradict “{SHELLED}”, by ann of the team: known"
    assert shown(claims(ledger, minute(4))) == shown(before)
    follows(ledger)
    ledger.decide(decision("undo", reverses=1), weigh, clock(6))
    assert shown(ledger.claims()) == shown(before)
    follows(ledger)


def test_what_was_reconciled_stays_so_whatever_comes(ledger: Ledger) -> None:
    enter(ledger, A, B)
    ledger.decide(decision("reconcile", first(ledger, SHELLED), first(ledger, NOT_SHELLED)), weigh, clock(5))
    enter_later(ledger, C)
    assert standing(ledger) == {SHELLED: "corroborated", NOT_SHELLED: "reported"}
    for at, (reader, expected) in enumerate(((Knowing("v3", {}), {SHELLED: "corroborated"}), (NEW, None)), 12):
        read = reader.again(B)
        ledger.reread(read.reading, read.evidence, weigh, clock(at))
        assert standing(ledger) == (expected or {SHELLED: "corroborated", NOT_SHELLED: "reported"})
        (reviewed,) = pipeline.decisions(ledger)
        assert reviewed.state == ("waits" if expected else "holds")
        follows(ledger)
    (whole,) = (c for c in ledger.claims() if c.text == SHELLED)
    ledger.decide(decision("split", *(r.evidence for r in whole.evidence)), weigh, clock(20))
    assert standing(ledger) == {SHELLED: "reported", NOT_SHELLED: "disputed", BIG: "disputed"}
    follows(ledger)


@pytest.mark.parametrize("pages", [*permutations((A, B, C))])
def test_an_older_page_that_comes_later_changes_nothing_of_it(ledger: Ledger, pages: Sequence[Article]) -> None:
    """Law 3: what was decided of two claims holds whatever statement of theirs is the oldest."""
    early = replace(page("0.html", f"Flo Orr said that {BIG}.", outlet="F"), published=date(2024, 10, 14))
    enter(ledger, *pages[:2])
    ledger.enter(OLD.digest(pages[2]), weigh, clock(3))
    ledger.decide(decision("reconcile", first(ledger, NOT_SHELLED), first(ledger, SHELLED)), weigh, clock(5))
    ledger.enter(OLD.digest(early), weigh, clock(6))
    assert {(c.status, c.contrary) for c in ledger.claims()} == {("corroborated", ()), ("reported", ())}
    follows(ledger)


def test_what_is_reconciled_and_then_merged_is_outweighed(ledger: Ledger) -> None:
    enter(ledger, A, B)
    kinds: tuple[DecisionKind, ...] = ("reconcile", "merge")
    for n, kind in enumerate(kinds, 5):
        ledger.decide(decision(kind, first(ledger, SHELLED), first(ledger, NOT_SHELLED)), weigh, clock(n))
    assert [each.state for each in pipeline.decisions(ledger)] == ["outweighed", "holds"]
    ledger.decide(decision("undo", reverses=2), weigh, clock(8))
    assert [each.state for each in pipeline.decisions(ledger)] == ["holds", "undone", "holds"]
    assert set(standing(ledger).values()) == {"reported"}
    follows(ledger)


def test_what_is_split_off_is_disputed_by_itself(ledger: Ledger) -> None:
    enter(ledger, A, C, B)
    whole = claim(ledger, SHELLED)
    assert (len(whole.evidence), whole.status) == (2, "disputed")
    ledger.decide(decision("split", first(ledger, SHELLED), whole.evidence[1].evidence), weigh, clock(5))
    assert {c.status for c in ledger.claims()} == {"disputed"}
    assert len(ledger.claims()) == 3
    follows(ledger)


def test_a_date_that_puts_them_far_apart_settles_it(ledger: Ledger) -> None:
    enter(ledger, A, B)
    ledger.decide(decision("date", of=B.id, value="2024-12-24"), weigh, clock(5))
    assert set(standing(ledger).values()) == {"reported"}
    follows(ledger)
    ledger.decide(decision("undo", reverses=1), weigh, clock(6))
    assert standing(ledger) == DISPUTED
    follows(ledger)


def test_a_claim_that_is_not_as_its_contrary_makes_it_is_found(ledger: Ledger) -> None:
    enter(ledger, A, B)
    assert list(pipeline._underived(ledger)) == []  # noqa: SLF001 -- verify needs an archive besides
    alter(ledger, "UPDATE claims SET contrary = NULL")
    assert len(list(pipeline._underived(ledger))) == 2  # noqa: SLF001 -- as above


SENTENCES = (
    f"Ann Lee said that {SHELLED}.",
    f"Bo Kim said that {NOT_SHELLED}.",
    f"Cy Roe said that {BIG}.",
    f"Ann Lee said that {NOT_SHELLED} of Varna.",
    f"Cy Roe denied that {SHELLED}.",
    "Bo Kim said that the Osprey brigade did not shell the harbour.",
)
pages_of_a_record = st.lists(
    st.builds(
        lambda n, found, outlet: page(f"{n}.html", *found, outlet=outlet),
        st.integers(0, 9),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True),
        st.sampled_from(["A", "B", "C"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda p: p.id,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(pages_of_a_record, st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_nothing_and_a_rebuild_makes_the_same(
    ledger: Ledger, pages: Sequence[Article], random: object
) -> None:
    """Laws 2 and 3."""
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    found = []
    for order in (pages, shuffled):
        empty(ledger)
        for n, of in enumerate(order):
            ledger.enter(NEW.digest(of), weigh, clock(n))
        found.append(shown(ledger.claims()))
        follows(ledger)
    assert found[0] == found[1]
