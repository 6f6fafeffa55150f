"""What persons decide is kept as evidence is: it makes claims one or two, and outlives a rebuild and other readers."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from deciding import decision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import clock, minute, shown
from rereading import NEW, OLD, Knowing, page
from tampering import ask, empty, scans, statements

from onrecord.assess import weigh
from onrecord.ledger import Ledger
from onrecord.model import Decided, Decision, Evidence, LedgerError, Ruling, Statement, dates, undone
from onrecord.pipeline import END_OF_TIME, claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.model import Article, Claim

RAIN = "the rain will stop before noon today"
FERRY = "no boat leaves the harbour until evening"
SNOW = "the snow will come back in the first days of March"
A = page("a.html", f"Ann Lee said that {RAIN}.", outlet="A")
B = page("b.html", f"Bo Kim said that {FERRY}.", outlet="B")
C = page("c.html", f"Cy Roe said that {RAIN}.", outlet="C")


def enter(ledger: Ledger, *pages: Article, at: int = 0) -> None:
    for n, of in enumerate(pages):
        ledger.enter(OLD.digest(of), weigh, clock(at + n))


def claim(ledger: Ledger, words: str) -> Claim:
    (found,) = (c for c in ledger.claims() if any(r.evidence.words == words for r in c.evidence))
    return found


def oldest(ledger: Ledger, words: str) -> Evidence:
    return claim(ledger, words).evidence[0].evidence


def decide(ledger: Ledger, made: Decision, at: int = 9) -> tuple[Decided, Ruling]:
    return ledger.decide(made, weigh, clock(at))


def merge(ledger: Ledger, *words: str, at: int = 9) -> tuple[Decided, Ruling]:
    return decide(ledger, decision("merge", *(oldest(ledger, each) for each in words)), at)


def undo(ledger: Ledger, number: int, at: int = 20) -> Ruling:
    return decide(ledger, decision("undo", reverses=number), at)[1]


def texts(found: tuple[Claim, ...]) -> list[list[str]]:
    """The wordings of each claim."""
    return sorted(sorted(r.evidence.words for r in c.evidence) for c in found)


def test_merged_claims_are_one_with_the_evidence_of_both(ledger: Ledger) -> None:
    enter(ledger, A, B)
    assert texts(ledger.claims()) == [[FERRY], [RAIN]]
    first, second = (claim(ledger, words).id for words in (RAIN, FERRY))
    decided, ruling = merge(ledger, RAIN, FERRY)
    (whole,) = ledger.claims()
    assert sorted(texts((whole,))[0]) == [FERRY, RAIN]
    assert whole.status == "corroborated"
    assert {c.kind for c in ruling.changes} == {"decision", "moved", "support", "status"}
    assert {c.because[0] for c in ruling.changes} == {"decided by ann: known"}
    assert all(set(c.because[1:]) <= {r.evidence.id for r in whole.evidence} for c in ruling.changes)
    (moved,) = (c for c in ruling.changes if c.kind == "moved")
    assert {moved.before, moved.after} == {first, second} == {moved.before, whole.id}
    assert (decided.number, decided.at, ruling.changes[0].at) == (1, minute(9), minute(9))
    assert ledger.changes(minute(5), END_OF_TIME) == ruling.changes
    assert ledger.decisions() == (decided,)


def test_a_page_that_comes_later_joins_what_was_merged(ledger: Ledger) -> None:
    enter(ledger, A, B)
    merge(ledger, RAIN, FERRY)
    enter(ledger, C, at=12)
    assert sorted(texts(ledger.claims())[0]) == [FERRY, RAIN, RAIN]


def test_what_a_person_decided_is_shown_from_that_moment_on(ledger: Ledger) -> None:
    enter(ledger, A, B)
    before = claims(ledger, minute(5))
    merge(ledger, RAIN, FERRY)
    assert claims(ledger, minute(5)) == before
    assert len(claims(ledger, minute(9))) == 1
    assert claims(ledger, minute(9)) == ledger.claims()
    assert (ledger.decisions(minute(5)), len(ledger.decisions(minute(9)))) == ((), 1)


NEAR = "doctors teachers workers students families roads schools hospitals bridges houses offices windows papers"
NEARER = "families roads schools hospitals bridges houses offices windows papers tools tables phones cars"


def test_a_wording_split_from_a_claim_is_a_claim_of_its_own(ledger: Ledger) -> None:
    enter(ledger, page("a.html", f"Ann Lee said that {NEAR}."), page("b.html", f"Bo Kim said that {NEARER}."))
    (both,) = ledger.claims()
    first, other = (r.evidence for r in both.evidence)
    _, ruling = decide(ledger, decision("split", first, other))
    assert texts(ledger.claims()) == sorted([[first.words], [other.words]])
    assert ruling.changes[0].kind == "decision"
    assert {(c.before, c.after) for c in ruling.changes if c.kind == "moved"} == {
        (both.id, c.id) for c in ledger.claims() if c.id != both.id
    }
    enter(ledger, page("c.html", f"Cy Roe said that {other.words}."), at=12)
    assert sorted(map(len, texts(ledger.claims()))) == [1, 2]
    undo(ledger, 1)
    assert len(ledger.claims()) == 1


def test_the_same_words_of_another_page_can_be_split(ledger: Ledger) -> None:
    enter(ledger, A, C)
    (both,) = ledger.claims()
    first, other = (r.evidence for r in both.evidence)
    decide(ledger, decision("split", first, other))
    assert texts(ledger.claims()) == [[RAIN], [RAIN]]
    assert claim_of(ledger, first.id).id == both.id
    before = shown(ledger.claims())
    ledger.rebuild(weigh)
    assert shown(ledger.claims()) == before
    enter(ledger, page("d.html", f"Di Fox said that {RAIN}."), at=12)
    assert len(claim_of(ledger, first.id).evidence) == 2
    undo(ledger, 1)
    assert len(ledger.claims()) == 1


def claim_of(ledger: Ledger, id_: str) -> Claim:
    (found,) = (c for c in ledger.claims() if any(r.evidence.id == id_ for r in c.evidence))
    return found


def test_the_later_of_two_decisions_holds_until_it_is_undone(ledger: Ledger) -> None:
    enter(ledger, A, B)
    both = [oldest(ledger, RAIN), oldest(ledger, FERRY)]
    merge(ledger, RAIN, FERRY)
    decide(ledger, decision("split", *both), 10)
    assert len(ledger.claims()) == 2
    undo(ledger, 2)
    assert len(ledger.claims()) == 1
    undo(ledger, 3)
    assert len(ledger.claims()) == 2


def test_a_page_that_comes_sees_decisions_between_others_that_outweigh_its_own(ledger: Ledger) -> None:
    """The page touches the first claim only; why that is not merged, the other two tell."""
    enter(ledger, A, B, page("s.html", f"Di Fox said that {SNOW}."))
    first, second, third = (oldest(ledger, words) for words in (RAIN, FERRY, SNOW))
    for n, made in enumerate(
        [decision("merge", first, second), decision("merge", second, third), decision("split", third, first)]
    ):
        decide(ledger, made, 9 + n)
    assert texts(ledger.claims()) == sorted([[RAIN], [FERRY, SNOW]])
    enter(ledger, C, at=15)
    assert texts(ledger.claims()) == sorted([[RAIN, RAIN], [FERRY, SNOW]])


def test_who_vouches_for_a_claim_stands_among_its_reasons(ledger: Ledger) -> None:
    enter(ledger, A)
    ruling = decide(ledger, decision("confirm", oldest(ledger, RAIN)))[1]
    assert [(c.kind, c.before, c.after) for c in ruling.changes] == [
        ("decision", None, "confirm"),
        ("status", "reported", "confirmed"),
    ]
    assert ledger.claims()[0].reasons[0] == "confirmed by ann of the team: known"
    enter(ledger, page("d.html", f"Di Fox denied that {RAIN}."), at=12)
    ledger.enter(NEW.digest(page("e.html", f"Di Fox denied that {RAIN}.")), weigh, clock(14))
    assert (ledger.claims()[0].status, ledger.claims()[0].reasons[0]) == (
        "disputed",
        "confirmed by ann of the team: known",
    )
    undo(ledger, 1)
    assert not any("of the team" in reason for c in ledger.claims() for reason in c.reasons)


def test_a_grade_changes_no_claim(ledger: Ledger) -> None:
    enter(ledger, A)
    before = ledger.claims()
    for made in (decision("grade", oldest(ledger, RAIN), value="3"), decision("grade", of="Ann Lee", value="B")):
        ruling = decide(ledger, made)[1]
        assert [(c.kind, c.after) for c in ruling.changes] == [("decision", made.told)]
    assert ledger.claims() == before


UNDATED = replace(page("u.html", f"Ann Lee said that {RAIN} on Monday.", outlet="U"), published=None)
DAY = date(2024, 10, 14)


def dated(ledger: Ledger, of: Article = UNDATED, day: date = DAY, at: int = 9) -> Ruling:
    return decide(ledger, decision("date", of=of.id, value=day.isoformat()), at)[1]


def published(found: tuple[Claim, ...]) -> set[date | None]:
    return {r.evidence.citation.published for c in found for r in c.evidence}


def test_a_page_that_is_dated_has_that_day_everywhere_from_then_on(ledger: Ledger) -> None:
    enter(ledger, UNDATED)
    before = (claims(ledger, minute(3)), ledger.readings(minute(3)), ledger.evidence(minute(3)))
    assert dated(ledger).claims == ledger.claims()
    assert published(ledger.claims()) == {DAY}
    ((article, _),) = ledger.readings(END_OF_TIME)
    assert (article.published, article.published_from) == (DAY, "decision")
    assert {r.evidence.citation.published for r in ledger.evidence(END_OF_TIME)} == {DAY}
    assert {track.day for track in ledger.traces(END_OF_TIME).tracks.values()} == {DAY}
    assert (claims(ledger, minute(3)), ledger.readings(minute(3)), ledger.evidence(minute(3))) == before
    assert claims(ledger, END_OF_TIME) == ledger.claims()
    assert ledger.article(UNDATED.id) == UNDATED
    undo(ledger, 1)
    assert published(ledger.claims()) == {None}
    assert shown(ledger.claims()) == shown(before[0])


def test_a_day_parts_what_only_the_day_tells_apart(ledger: Ledger) -> None:
    """ "On Monday" of two pages is one Monday where both are of one day, and another where they are not."""
    monday = page("m.html", f"Bo Kim said that {RAIN} on Monday.", outlet="M")
    enter(ledger, monday, replace(UNDATED, published=date(2024, 10, 16)))
    assert len(ledger.claims()) == 1
    ruling = dated(ledger, replace(UNDATED), date(2024, 6, 3))
    assert len(ledger.claims()) == 2
    assert "new claim" not in {c.kind for c in ruling.changes}
    assert ledger.rebuild(weigh) == 2
    assert len(ledger.claims()) == 2


def test_a_claim_of_which_only_the_day_changes_is_altered(ledger: Ledger) -> None:
    undated = replace(B, published=None)
    enter(ledger, undated)
    ruling = dated(ledger, undated)
    assert ruling.claims == ledger.claims()
    assert [c.kind for c in ruling.changes] == ["decision"]


PRINTED = (
    "The pier at Sundholm was closed to all carts before dawn after a plank gave way under a load of salted herring.",
    "Fishermen moored at the coal quay instead, where the cranes are older and nobody has swept since the spring.",
    f"Ann Lee said that {FERRY}.",
)


def test_a_reading_after_the_day_was_given_has_it_too(ledger: Ledger) -> None:
    """Of two that print one text the older is the origin: by the day that was decided."""
    undated = replace(page("u.html", *PRINTED, outlet="U"), published=None)
    enter(ledger, page("c.html", *PRINTED, outlet="C"), undated)
    assert {r.evidence.origin for r in ledger.claims()[0].evidence} == {"C"}
    dated(ledger, undated)
    assert {r.evidence.origin for r in ledger.claims()[0].evidence} == {"U"}
    read = Knowing("v3", OLD.verbs).again(ledger.article(undated.id))
    ledger.reread(read.reading, read.evidence, weigh, clock(12))
    assert {r.evidence.origin for r in ledger.claims()[0].evidence} == {"U"}
    assert DAY in published(ledger.claims())
    assert claims(ledger, END_OF_TIME) == ledger.claims()


def test_decisions_hold_for_what_another_reader_finds_in_the_same_words(ledger: Ledger) -> None:
    enter(ledger, A, B)
    merge(ledger, RAIN, FERRY)
    for n, of in enumerate((A, B)):
        read = NEW.again(of)
        ledger.reread(read.reading, read.evidence, weigh, clock(12 + n))
        assert len(ledger.claims()) == 1
    read = Knowing("v3", {}).again(B)
    ledger.reread(read.reading, read.evidence, weigh, clock(15))
    assert texts(ledger.claims()) == [[RAIN]]
    read = Knowing("v4", OLD.verbs).again(B)
    ledger.reread(read.reading, read.evidence, weigh, clock(16))
    assert len(ledger.claims()) == 1
    assert len(ledger.decisions()) == 1


def test_what_is_only_tried_leaves_no_trace(ledger: Ledger) -> None:
    enter(ledger, A, B)
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.decisions())
    made = decision("merge", oldest(ledger, RAIN), oldest(ledger, FERRY))
    tried = ledger.decide(made, weigh, clock(9), dry=True)
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.decisions()) == before
    assert ask(ledger, "SELECT count(*) FROM decided_pages") == [(0,)]
    assert decide(ledger, made)[1] == tried[1]


@pytest.mark.parametrize(
    ("numbers", "complaint"),
    [([7], "no decision 7 is on record"), ([1, 1], "decision 1 is undone already, by decision 2; undo that one")],
)
def test_what_does_not_hold_cannot_be_undone(ledger: Ledger, numbers: list[int], complaint: str) -> None:
    enter(ledger, A)
    decide(ledger, decision("confirm", oldest(ledger, RAIN)))
    *good, bad = numbers
    for number in good:
        undo(ledger, number)
    before = (ledger.decisions(), ledger.changes(None, END_OF_TIME))
    with pytest.raises(LedgerError, match=complaint):
        undo(ledger, bad)
    assert (ledger.decisions(), ledger.changes(None, END_OF_TIME)) == before


def test_a_decision_about_a_page_that_is_not_on_record_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"(?i)foreign key"):
        dated(ledger)
    assert ledger.decisions() == ()


def test_a_decision_is_after_every_reading_and_nothing_later_before_it(ledger: Ledger) -> None:
    """Of one moment, a rebuild has to know which was first."""
    enter(ledger, A, at=9)
    first, _ = decide(ledger, decision("confirm", oldest(ledger, RAIN)), at=5)
    assert first.at > minute(9)
    enter(ledger, B, at=3)
    second, _ = decide(ledger, decision("confirm", oldest(ledger, FERRY)), at=1)
    assert sorted(r.at for r in ledger.evidence(END_OF_TIME)) == [minute(9), first.at]
    assert second.at > first.at
    before = ledger.changes(None, END_OF_TIME)
    ledger.rebuild(weigh)
    assert ledger.changes(None, END_OF_TIME) == before


def test_decisions_are_carried_by_a_backup(ledger: Ledger, other: Ledger, tmp_path: Path) -> None:
    enter(ledger, A, B)
    merge(ledger, RAIN, FERRY)
    undo(ledger, 1, 10)
    ledger.backup(tmp_path / "copy.sqlite")
    other.restore(tmp_path / "copy.sqlite")
    assert (other.decisions(), other.claims()) == (ledger.decisions(), ledger.claims())
    for each in (ledger, other):
        assert undo(each, 2, 11).changes
        each.rebuild(weigh)
    assert len(other.claims()) == 1
    assert other.changes(None, END_OF_TIME) == ledger.changes(None, END_OF_TIME)


def test_two_who_decide_at_once_both_are_heard(fresh: Callable[[], str]) -> None:
    address = fresh()
    first = Ledger.open(address)
    enter(first, A, B)
    made = [decision("confirm", oldest(first, words), value=str(n)) for n in range(8) for words in (RAIN, FERRY)]

    def half(which: int) -> None:
        mine = Ledger.open(address)
        for each in made[which::2]:
            decide(mine, each)
        mine.close()

    threads = [threading.Thread(target=half, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = first.decisions()
    assert sorted(str(d.decision) for d in kept) == sorted(map(str, made))
    assert [d.number for d in kept] == list(range(1, 17))
    before = (first.claims(), first.changes(None, END_OF_TIME))
    first.rebuild(weigh)
    assert (first.claims(), first.changes(None, END_OF_TIME)) == before
    first.close()


def test_entering_a_page_costs_no_more_after_many_decisions_about_others(ledger: Ledger) -> None:
    """Law 9: index look-ups only."""
    asked = []
    for size in (2, 40):
        empty(ledger)
        enter(ledger, A, B)
        for n in range(size):
            decide(ledger, decision("confirm", oldest(ledger, RAIN), value=str(n)), 10 + n)
        of = page("new.html", f"Cy Roe said that {SNOW}.")
        asked.append(statements(ledger, lambda of=of: enter(ledger, of, at=99)))  # type: ignore[misc]  # a lambda
        assert scans(ledger, LOOKED_UP) == []
    assert asked[0] == asked[1]


LOOKED_UP = (
    "SELECT * FROM decisions WHERE id IN (SELECT decision FROM decided_pages WHERE article IN ('x', 'y'))",
    "SELECT article FROM decided_pages WHERE decision = 3",
    "SELECT max(id) FROM readings WHERE article IN ('x', 'y') AND id <= 7 GROUP BY article",
)


CHAIN = (NEAR, NEARER, SNOW, FERRY)
PAGES = [
    page(f"{n}.html", *(f"{who} {verb} that {what}." for who, verb, what in found), outlet=outlet)
    for n, (outlet, found) in enumerate(
        [
            ("A", [("Ann Lee", "said", CHAIN[0]), ("Ann Lee", "denied", SNOW)]),
            ("B", [("Bo Kim", "denied", CHAIN[1]), ("Bo Kim", "said", FERRY)]),
            (None, [("Cy Roe", "said", CHAIN[1]), ("Ann Lee", "said", f"{FERRY} on Monday")]),
            ("A", [("Bo Kim", "said", CHAIN[0]), ("Cy Roe", "said", SNOW)]),
        ]
    )
]
READERS = (Knowing("v1", OLD.verbs), Knowing("v2", NEW.verbs), Knowing("v3", NEW.verbs))
EVERY = {of.id: Knowing("v0", NEW.verbs).digest(of).evidence for of in PAGES}


class Step(NamedTuple):
    """A page that comes, is read by the next reader, or a decision about statements of pages that are there."""

    kind: Literal["page", "read", "decision"]
    page: Article | None = None
    made: Decision | None = None


def _statement(draw: st.DrawFn, pages: list[Article]) -> Evidence:
    return draw(st.sampled_from([e for of in pages for e in EVERY[of.id]]))


def _made(draw: st.DrawFn, pages: list[Article], before: int) -> Decision:
    kind = draw(st.sampled_from(["merge", "merge", "split", "split", "confirm", "date", "undo"]))
    if kind == "undo" and before:
        return decision("undo", reverses=draw(st.integers(1, before)))
    if kind == "date":
        return decision("date", of=draw(st.sampled_from(pages)).id, value=f"2024-10-{draw(st.integers(10, 28))}")
    if kind in {"merge", "split"}:
        about = [_statement(draw, pages) for _ in range(draw(st.integers(2, 3)))]
        return decision("merge" if kind == "merge" else "split", *about)
    return decision("confirm", _statement(draw, pages))


@st.composite
def ways(draw: st.DrawFn) -> tuple[Step, ...]:
    """Pages that come, are read again and decided upon, in some order."""
    pages = draw(st.lists(st.sampled_from(PAGES), min_size=1, unique_by=lambda p: p.id))
    steps: list[Step] = []
    waiting = list(pages)
    there: list[Article] = []
    made = 0
    for _ in range(draw(st.integers(0, 7))):
        if waiting and (not there or draw(st.booleans())):
            there.append(waiting.pop(0))
            steps.append(Step("page", there[-1]))
        elif draw(st.integers(0, 3)) == 0:
            steps.append(Step("read", draw(st.sampled_from(there))))
        elif there:
            steps.append(Step("decision", made=_made(draw, there, made)))
            made += 1
    return (*steps, *(Step("page", of) for of in waiting))


def take(ledger: Ledger, step: Step, at: int) -> None:
    if step.kind == "page" and step.page:
        ledger.enter(READERS[0].digest(step.page), weigh, clock(at))
    elif step.kind == "read" and step.page:
        done = ask(ledger, f"SELECT count(*) FROM readings WHERE article = '{step.page.id}'")[0][0]  # noqa: S608 - ours
        read = READERS[min(done, 2)].again(ledger.article(step.page.id))
        ledger.reread(read.reading, read.evidence, weigh, clock(at))
    elif step.made and not _idle(ledger, step.made):
        decide(ledger, step.made, at)


def _idle(ledger: Ledger, made: Decision) -> bool:
    """Whether it would undo what is undone or was never made."""
    known = ledger.decisions()
    return made.kind == "undo" and (made.reverses not in {d.number for d in known} or made.reverses in undone(known))


MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


@MANY
@given(steps=ways())
def test_claims_and_changes_rebuilt_with_decisions_are_the_same(ledger: Ledger, steps: tuple[Step, ...]) -> None:
    """Laws 2 and 6: drop what is derived, rebuild it from evidence and decisions, and it is the same."""
    empty(ledger)
    for n, step in enumerate(steps):
        take(ledger, step, n)
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.decisions())
    ledger.rebuild(weigh)
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.decisions()) == before
    assert claims(ledger, END_OF_TIME) == ledger.claims()


@MANY
@given(steps=ways())
def test_what_was_known_at_each_moment_is_never_changed_by_a_decision(ledger: Ledger, steps: tuple[Step, ...]) -> None:
    """What did we know on date X: which pages, which reader, and which decisions had been made."""
    empty(ledger)
    known = []
    for n, step in enumerate(steps):
        take(ledger, step, n)
        known.append((ledger.claims(), ledger.readings(minute(n)), ledger.decisions()))
    for n, then in enumerate(known):
        assert (claims(ledger, minute(n)), ledger.readings(minute(n)), ledger.decisions(minute(n))) == then


@MANY
@given(steps=ways(), random=st.randoms(use_true_random=False))
def test_the_order_in_which_pages_come_changes_no_claim_whatever_was_decided(
    ledger: Ledger, other: Ledger, steps: tuple[Step, ...], random: object
) -> None:
    """Law 3: decisions are made before and after other pages come; the claims are the same."""
    for emptied in (ledger, other):
        empty(emptied)
    taken = [s for s in steps if s.kind != "read"]
    for n, step in enumerate(taken):
        take(ledger, step, n)
    pages = [s for s in taken if s.kind == "page"]
    random.shuffle(pages)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    for n, step in enumerate([*pages, *(s for s in taken if s.kind == "decision")]):
        take(other, step, n)
    assert shown(ledger.claims()) == shown(other.claims())


def test_a_day_is_that_of_the_last_decision(ledger: Ledger) -> None:
    enter(ledger, UNDATED)
    for n, day in enumerate((DAY, date(2024, 10, 15))):
        dated(ledger, day=day, at=9 + n)
    assert published(ledger.claims()) == {date(2024, 10, 15)} == set(dates(ledger.decisions()).values())
    undo(ledger, 2)
    assert published(ledger.claims()) == {DAY}


def test_a_statement_stands_where_it_was_cited(ledger: Ledger) -> None:
    enter(ledger, A)
    (made,) = decide(ledger, decision("confirm", oldest(ledger, RAIN)))[0].decision.statements
    assert made == Statement.of(oldest(ledger, RAIN))
    assert A.text[slice(*made.span)] == made.quote
