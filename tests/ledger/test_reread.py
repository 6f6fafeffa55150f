"""Several readings of one article: the last one counts, the ones before stay, and each moment is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import clock, minute, shown
from rereading import NEW, OLD, Knowing, page
from tampering import alter, empty, scans, statements

from onrecord.assess import weigh
from onrecord.model import LedgerError
from onrecord.pipeline import END_OF_TIME, claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rereading import Verbs

    from onrecord.ledger import Ledger
    from onrecord.model import Act, Article, Claim, Factuality, Recorded, Ruling

RAIN = "the rain will stop before noon today"
A = page("a.html", f"Ann Lee said that {RAIN}.", "Bo Kim denied that the bridge was closed on Sunday.", outlet="A")
B = page("b.html", f"Cy Roe denied that {RAIN}.", outlet="B")


def reread(ledger: Ledger, of: Article, reader: Knowing, at: int = 9) -> Ruling | None:
    read = reader.again(of)
    return ledger.reread(read.reading, read.evidence, weigh, clock(at))


def test_claims_rest_on_the_last_reading(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock())
    assert {c.status for c in ledger.claims()} == {"reported"}
    reread(ledger, A, NEW)
    assert {(c.text, c.status) for c in ledger.claims()} == {
        (RAIN, "reported"),
        ("the bridge was closed on Sunday", "denied"),
    }
    assert ledger.readings(END_OF_TIME) == ((A, NEW.reading(A)),)
    assert {r.evidence for r in ledger.evidence(END_OF_TIME)} == set(NEW.digest(A).evidence)


def test_a_moment_before_is_as_it_was(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock())
    before = (claims(ledger, minute(3)), ledger.readings(minute(3)), ledger.evidence(minute(3)))
    reread(ledger, A, NEW)
    assert (claims(ledger, minute(3)), ledger.readings(minute(3)), ledger.evidence(minute(3))) == before
    assert claims(ledger, minute(9)) == ledger.claims() != before[0]


def test_earlier_readings_and_their_evidence_stay(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock())
    reread(ledger, A, NEW)
    assert ledger.readings(END_OF_TIME, superseded=True) == ((A, OLD.reading(A)), (A, NEW.reading(A)))
    everything = {r.evidence for r in ledger.evidence(END_OF_TIME, superseded=True)}
    assert everything == {*OLD.digest(A).evidence, *NEW.digest(A).evidence}
    assert ledger.readings(minute(3), superseded=True) == ((A, OLD.reading(A)),)


def test_a_claim_that_no_reading_finds_any_more_is_gone_and_said_to_be(ledger: Ledger) -> None:
    ledger.enter(NEW.digest(A), weigh, clock())
    ruling = reread(ledger, A, Knowing("v3", {}))
    assert ledger.claims() == ()
    assert ruling is not None
    assert [(c.before, c.after, c.because[0]) for c in ruling.changes if c.before == "denied"] == [
        ("denied", None, "reread by v3")
    ]
    assert set(ruling.changes) == set(ledger.changes(minute(5), END_OF_TIME))
    assert {c.status for c in claims(ledger, minute(5))} == {"reported", "denied"}


def test_evidence_tells_when_its_page_came_where_that_was_before(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock(1))
    assert {(r.at, r.page_at, r.news_at) for r in ledger.evidence(END_OF_TIME)} == {(minute(1), None, minute(1))}
    reread(ledger, A, NEW)
    assert {(r.at, r.page_at, r.news_at) for r in ledger.evidence(END_OF_TIME)} == {(minute(9), minute(1), minute(1))}


def test_what_a_reader_has_read_is_not_recorded_again(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock())
    ledger.enter(NEW.digest(B), weigh, clock(1))
    assert (ledger.read_by("v1"), ledger.read_by("v2")) == ({A.id: True, B.id: False}, {A.id: False, B.id: True})
    assert reread(ledger, A, OLD) is None
    assert reread(ledger, A, NEW) is not None
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME))
    assert [reread(ledger, A, reader, 20) for reader in (OLD, NEW)] == [None, None]
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == before
    assert all(ledger.read_by("v2").values())


def test_an_article_comes_back_as_it_was_cleaned(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock())
    assert ledger.article(A.id) == A


def test_an_article_that_is_not_on_record_cannot_be_reread(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=f"no article {A.id} is on record"):
        ledger.article(A.id)
    with pytest.raises(LedgerError, match=r"(?i)foreign key"):
        reread(ledger, A, NEW)


def test_a_rereading_that_cannot_be_ruled_on_leaves_all_as_it_was(ledger: Ledger) -> None:
    """Law 7: whole or not at all; running again finishes the work."""

    def broken(fresh: Sequence[Recorded], known: Sequence[Claim], cause: object, *_: object) -> Ruling:
        raise RuntimeError(f"killed with {len(fresh)} in hand, {len(known)} known, and {cause}")

    ledger.enter(OLD.digest(A), weigh, clock())
    before = (ledger.claims(), ledger.readings(END_OF_TIME, superseded=True), ledger.changes(None, END_OF_TIME))
    with pytest.raises(RuntimeError, match="killed with 2 in hand"):
        ledger.reread(NEW.reading(A), NEW.digest(A).evidence, broken, clock(9))
    after = (ledger.claims(), ledger.readings(END_OF_TIME, superseded=True), ledger.changes(None, END_OF_TIME))
    assert after == before
    assert reread(ledger, A, NEW)


def test_the_moment_of_a_rereading_never_goes_back(ledger: Ledger) -> None:
    ledger.enter(OLD.digest(A), weigh, clock(9))
    reread(ledger, A, NEW, at=5)
    assert {r.at for r in ledger.evidence(END_OF_TIME)} == {minute(9)}
    assert ledger.evidence(minute(8)) == ()


PAGES = [
    page(f"{n}.html", *(f"{who} {verb} that {what}." for who, verb, what in found), outlet=outlet)
    for n, (outlet, found) in enumerate(
        [
            ("A", [("Ann Lee", "said", RAIN), ("Ann Lee", "denied", "talks go on")]),
            ("B", [("Bo Kim", "denied", RAIN), ("Bo Kim", "hoped", "the river will freeze over this winter")]),
            (None, [("Cy Roe", "hoped", RAIN), ("Ann Lee", "said", "the river will freeze over this winter")]),
            ("A", [("Bo Kim", "said", RAIN), ("Ann Lee", "said", "talks go on")]),
        ]
    )
]
TAKEN: list[tuple[Act, Factuality]] = [("say", "CT+"), ("deny", "CT-"), ("claim", "PS+"), ("say", "Uu")]
KNOWN: st.SearchStrategy[Verbs] = st.dictionaries(
    st.sampled_from(["said", "denied", "hoped"]), st.sampled_from(TAKEN), max_size=3
)


class Step(NamedTuple):
    """One reading recorded: the first of a page enters it."""

    page: Article
    reader: Knowing
    first: bool


class Record(NamedTuple):
    """A way in which pages came and were read, and the reader that read each of them last."""

    steps: tuple[Step, ...]
    last: Knowing


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Pages read first by any of three readers, then by better ones, the last by all; in any order that keeps this."""
    readers = [Knowing(f"v{n}", draw(KNOWN)) for n in range(3)]
    pages = draw(st.lists(st.sampled_from(PAGES), min_size=1, unique_by=lambda p: p.id))
    ways = {p.id: [r for r in readers[:-1] if draw(st.booleans())] + readers[-1:] for p in pages}
    turns = draw(st.permutations([p for p in pages for _ in ways[p.id]]))
    left = {id_: list(way) for id_, way in ways.items()}
    steps = []
    for p in turns:
        first = len(left[p.id]) == len(ways[p.id])
        steps.append(Step(p, left[p.id].pop(0), first))
    return Record(tuple(steps), readers[-1])


def take(ledger: Ledger, step: Step, at: int) -> None:
    if step.first:
        ledger.enter(step.reader.digest(step.page), weigh, clock(at))
    else:
        reread(ledger, step.page, step.reader, at)


MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)


@MANY
@given(record=records())
def test_pages_read_again_make_the_claims_that_the_last_reader_would_have_made_at_once(
    ledger: Ledger, other: Ledger, record: Record
) -> None:
    """Law 3: neither the order of pages nor what earlier readers found leaves a trace in the claims."""
    for emptied in (ledger, other):
        empty(emptied)
    for n, step in enumerate(record.steps):
        take(ledger, step, n)
    for step in record.steps:
        if step.first:
            other.enter(record.last.digest(step.page), weigh, clock())
    assert shown(ledger.claims()) == shown(other.claims())


@MANY
@given(record=records())
def test_claims_and_changes_of_several_readings_rebuilt_are_the_same(ledger: Ledger, record: Record) -> None:
    """Law 2, with readings that took the place of others."""
    empty(ledger)
    for n, step in enumerate(record.steps):
        take(ledger, step, n)
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME))
    alter(ledger, "UPDATE claims SET status = 'denied', text = 'altered'", "DELETE FROM changes")
    ledger.rebuild(weigh)
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == before
    assert claims(ledger, END_OF_TIME) == ledger.claims()


@MANY
@given(record=records())
def test_what_was_known_at_each_moment_is_never_changed(ledger: Ledger, record: Record) -> None:
    """What did we know on date X: the claims as kept at each moment are those that a look back at it shows."""
    empty(ledger)
    known = []
    for n, step in enumerate(record.steps):
        take(ledger, step, n)
        known.append((ledger.claims(), ledger.readings(minute(n)), ledger.changes(None, minute(n))))
    for n, then in enumerate(known):
        assert (claims(ledger, minute(n)), ledger.readings(minute(n)), ledger.changes(None, minute(n))) == then


@MANY
@given(record=records())
def test_the_changes_of_a_page_are_news_and_those_of_another_reading_are_none(ledger: Ledger, record: Record) -> None:
    empty(ledger)
    for n, step in enumerate(record.steps):
        take(ledger, step, n)
    for change in ledger.changes(None, END_OF_TIME):
        step = record.steps[[minute(n) for n in range(len(record.steps))].index(change.at)]
        assert change.is_news is step.first
        assert (change.because[0] == f"reread by {step.reader.version}") is not step.first


LOOKED_UP = (
    "SELECT id FROM readings WHERE article = 'x' AND reader = 'v'",
    "SELECT max(id) FROM readings WHERE article = 'x' AND id < 7",
    "SELECT min(recorded) FROM readings WHERE article = 'x'",
    "SELECT id FROM evidence WHERE reading = 1",
    "SELECT claim FROM claim_evidence WHERE evidence IN ('x', 'y')",
    "DELETE FROM claim_evidence WHERE evidence IN ('x', 'y')",
    "DELETE FROM claims WHERE id = 'x'",
)


def test_another_reading_costs_the_database_no_more_when_it_holds_more(ledger: Ledger) -> None:
    """Law 9: index look-ups only."""
    asked = []
    for size in (5, 60):
        empty(ledger)
        for n in range(size):
            of = page(f"{n}.html", f"Ann Lee said that convoy number {n} was seen at the border that day.")
            ledger.enter(OLD.digest(of), weigh, clock(n))
        ledger.enter(OLD.digest(A), weigh, clock(size))
        assert scans(ledger, LOOKED_UP) == []
        asked.append(statements(ledger, lambda: reread(ledger, A, NEW, 999)))
    assert asked[0] == asked[1]
