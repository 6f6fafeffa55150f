"""The ledger keeps each page whole or not at all, and derives the same claims however pages come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from deciding import decision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import START, article, asserted, capture, clock, digest, minute, said, shown
from tampering import alter, ask, empty, scans, statements

from onrecord.assess import gather, weigh
from onrecord.ledger import Kept, Ledger
from onrecord.model import (
    Attribution,
    Block,
    Digest,
    Hint,
    LedgerError,
    Mention,
    Post,
    Quantity,
    Reading,
    Ruling,
    Span,
    Speaker,
    TimeExpression,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from onrecord.model import Claim, Recorded

WORDS = (
    "the shells were sent by rail in May",
    "no soldier has crossed the river yet",
    "talks will go on in the spring",
)
EVER = datetime(9999, 1, 1, tzinfo=UTC)


def page(n: int, *which: int, who: str = "Ann Lee", **fields: str) -> Digest:
    of = article(f"{who} spoke. " + ". ".join(WORDS[i] for i in which) + ".", f"{n}.html", **fields)
    return digest(of, *(said(of, WORDS[i], who) for i in which))


def full_page() -> Digest:
    """A page that has something in every field."""
    of = article(
        "Ann Lee said the shells were sent by rail in May.\nAbout 300 men fell.",
        url="https://example.org/a",
        outlet="The Example Courier",
        headline="Shells",
        authors=("A. Sampleton", "B. Specimen"),
        published_from="meta",
        dateline="SEOUL, South Korea",
        section="World",
        tags=("arms", "rail"),
        language="en",
        credits=("AP",),
        wire="AP",
        original_source="wire.example",
        owner="Example Group",
        published_certainty="probable",
        modified=date(2024, 10, 17),
        modified_from="json-ld",
        access="partial",
        doubts=("encoding guessed",),
        hints=(Hint("dateline", "AP", "SEOUL (AP)", Span(0, 10)), Hint("link", "wire.example", "canonical", None)),
        posts=(Post(Span(0, 48), minute(0)), Post(Span(50, 68), None)),
    )
    of = replace(of, blocks=(Block("headline", Span(0, 5)), *of.blocks))
    spoken = Attribution(
        id="a1",
        source=(Span(0, 7),),
        cue=(Span(8, 12),),
        content=(Span(13, 23), Span(24, 48)),
        speaker=Speaker("Ann Lee", "person", ("an aide",), ("Bo Lee",), "an envoy"),
        act="confirm",
        form="indirect",
        factuality="PR+",
        hedges=(Span(13, 16),),
        when="2024-05",
        latest=date(2024, 5, 31),
        stated="2024-05-02",
    )
    reading = Reading(
        article=of.id,
        reader="made",
        attributions=(spoken, replace(spoken, id="a2", speaker=None, source=())),
        assertions=(asserted(of, "About 300 men fell."),),
        quantities=(
            Quantity(
                span=Span(50, 59), low=300, high=None, bound="about", counted="men", role="killed", stated_in="a1"
            ),
            Quantity(
                span=Span(60, 66),
                low=0.5,
                high=0.5,
                bound="exactly",
                kind="share",
                head="man",
                wording="half",
                change="down",
                scope="part",
                part_of=Span(50, 59),
                per="day",
                whose="North Korean",
                where="Kursk",
                when="2024-05",
                latest=date(2024, 5, 2),
            ),
        ),
        times=(
            TimeExpression(Span(45, 48), "DATE", "2024-05"),
            TimeExpression(Span(49, 53), "DATE", None, "START", "-1 month", Span(45, 48)),
        ),
        mentions=(Mention(Span(0, 7), "PER", "Ann Lee"),),
    )
    return Digest(capture(b"bytes"), of, reading, gather(of, reading))


def test_what_is_entered_comes_back_as_it_was(ledger: Ledger) -> None:
    entered = full_page()
    ledger.enter(entered, weigh, clock())
    assert ledger.readings(EVER) == ((entered.article, entered.reading),)
    assert {r.evidence for r in ledger.evidence(EVER)} == set(entered.evidence)
    assert {r.at for r in ledger.evidence(EVER)} == {START}


def test_claims_as_kept_are_those_that_were_ruled(ledger: Ledger) -> None:
    ruling = ledger.enter(full_page(), weigh, clock())
    assert ruling is not None
    assert ledger.claims() == ruling.claims
    assert ledger.changes(None, EVER) == ruling.changes


def test_a_page_entered_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.enter(page(1, 0, 1), weigh, clock())
    before = (ledger.claims(), ledger.changes(None, EVER), ledger.captures())
    assert ledger.enter(page(1, 0, 1), weigh, clock(5)) is None
    assert (ledger.claims(), ledger.changes(None, EVER), ledger.captures()) == before


@pytest.mark.parametrize("order", [("b.html", "a.html"), ("a.html", "b.html")])
def test_copies_of_one_page_are_one_capture_shown_under_the_first_name(ledger: Ledger, order: tuple[str, str]) -> None:
    whole = full_page()
    for path in order:
        copy = replace(whole, capture=replace(whole.capture, path=path), article=replace(whole.article, path=path))
        ledger.enter(copy, weigh, clock())
    assert ledger.captures() == (Kept(whole.capture.id, whole.capture.digest, "a.html"),)
    assert {r.evidence.citation.path for r in ledger.evidence(EVER)} == {"a.html"}


def test_evidence_as_of_a_moment_is_what_had_been_recorded_by_then(ledger: Ledger) -> None:
    for n in range(3):
        ledger.enter(page(n, n), weigh, clock(n))
    assert [len(ledger.evidence(minute(n))) for n in range(3)] == [1, 2, 3]
    assert ledger.evidence(START.replace(hour=0)) == ()
    assert [len(ledger.readings(minute(n))) for n in range(3)] == [1, 2, 3]
    assert len(ledger.changes(minute(0), minute(1))) == 1


PAGES = [
    page(1, 0, 1, outlet="A"),
    page(2, 0, who="Bo Kim", outlet="B"),
    page(3, 1, 2, who="Cy Roe", wire="AP"),
    page(4, 2, 0, outlet="A", wire="AP"),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(order=st.permutations(PAGES))
def test_order_of_arrival_changes_no_claim_in_the_ledger(ledger: Ledger, order: list[Digest]) -> None:
    """Law 3, through the database."""
    records = []
    for pages in (PAGES, [*order, order[0]]):
        empty(ledger)
        for n, one in enumerate(pages):
            ledger.enter(one, weigh, clock(n))
        records.append(shown(ledger.claims()))
    assert records[0] == records[1]


def test_claims_and_changes_rebuilt_from_the_evidence_are_the_same(ledger: Ledger) -> None:
    """Law 2: drop what is derived, rebuild it, and it is the same."""
    for n, one in enumerate(PAGES):
        ledger.enter(one, weigh, clock(n))
    before = (ledger.claims(), ledger.changes(None, EVER))
    alter(ledger, "UPDATE claims SET status = 'denied', text = 'altered'", "DELETE FROM changes")
    assert ledger.claims() != before[0]
    ledger.rebuild(weigh)
    assert (ledger.claims(), ledger.changes(None, EVER)) == before


def test_a_decision_survives_a_rebuild(ledger: Ledger) -> None:
    """Law 6: decisions are kept apart from what is derived."""
    ledger.enter(page(1, 0), weigh, clock())
    ledger.decide(decision("grade", of="Ann Lee", value="B"), weigh, clock(1))
    before = ask(ledger, "SELECT * FROM decisions")
    ledger.rebuild(weigh)
    assert ask(ledger, "SELECT * FROM decisions") == before != []


def test_a_page_that_cannot_be_ruled_on_leaves_no_trace(ledger: Ledger) -> None:
    """Law 7: whole or not at all."""

    def broken(fresh: Sequence[Recorded], known: Sequence[Claim], cause: object, *_: object) -> Ruling:
        assert cause is None
        raise RuntimeError(f"killed with {len(fresh)} in hand and {len(known)} known")

    with pytest.raises(RuntimeError, match="killed"):
        ledger.enter(page(1, 0), broken, clock())
    assert (ledger.captures(), ledger.readings(EVER), ledger.claims()) == ((), (), ())
    assert ledger.enter(page(1, 0), weigh, clock())


def test_a_whole_ledger_has_no_faults(ledger: Ledger) -> None:
    for n, one in enumerate([*PAGES, full_page()]):
        ledger.enter(one, weigh, clock(n))
    assert list(ledger.faults()) == []


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("UPDATE articles SET text = replace(text, 'rail', 'ship')", "its text is not the text that was read"),
        ("UPDATE evidence SET quote = replace(quote, 'rail', 'ship')", "its quote does not stand at"),
        ("UPDATE evidence SET start = start + 1", "its quote does not stand at"),
    ],
)
def test_altered_texts_and_quotes_are_found_and_named(ledger: Ledger, damage: str, complaint: str) -> None:
    """Law 1, over what is stored."""
    one = page(1, 0)
    ledger.enter(one, weigh, clock())
    alter(ledger, damage)
    found = list(ledger.faults())
    assert found
    assert complaint in found[0]
    assert (one.article.id in found[0]) or (one.evidence[0].id in found[0])


def test_entering_one_more_page_asks_the_database_no_more_often_when_it_holds_more(ledger: Ledger) -> None:
    """Law 9: index look-ups only. Counted in statements and in rows that are stepped over without an index."""
    asked = []
    for size in (5, 60):
        empty(ledger)
        for n in range(size):
            of = article(f"Ann Lee: the convoy number {n} was seen at the border that day.", f"{n}.html")
            ledger.enter(digest(of, said(of, of.text[9:-1], "Ann Lee")), weigh, clock(n))
        assert scans(ledger, LOOKED_UP) == []
        asked.append(statements(ledger, lambda: ledger.enter(page(999, 0, 1), weigh, clock(999))))
    assert asked[0] == asked[1]


LOOKED_UP = (
    "SELECT * FROM claim_evidence JOIN evidence ON evidence.id = claim_evidence.evidence WHERE claim = 'x'",
    "SELECT * FROM evidence JOIN articles ON articles.id = evidence.article WHERE reading = 1",
    "SELECT min(path) FROM sightings WHERE capture = 'x'",
    "SELECT id FROM articles WHERE id = 'x'",
)


def test_the_moment_of_recording_never_goes_back(ledger: Ledger) -> None:
    """A clock that was set back must not put a page among those known before."""
    ledger.enter(page(1, 0), weigh, clock(9))
    ledger.enter(page(2, 1), weigh, clock(5))
    assert {r.at for r in ledger.evidence(EVER)} == {minute(9)}
    assert ledger.evidence(minute(8)) == ()


def test_standard_input_is_shown_only_where_no_file_was_seen(ledger: Ledger) -> None:
    whole = full_page()
    for path in ("-", "a.html"):
        ledger.enter(replace(whole, capture=replace(whole.capture, path=path)), weigh, clock())
    assert [kept.path for kept in ledger.captures()] == ["a.html"]


def test_undated_pages_come_back_undated(ledger: Ledger) -> None:
    of = replace(article("Ann Lee: the shells were sent by rail in May."), published=None)
    ledger.enter(digest(of, said(of, WORDS[0], "Ann Lee")), weigh, clock())
    (claim,) = ledger.claims()
    assert claim.published == ()
    assert claim.evidence[0].evidence.citation.published is None


def test_a_page_without_statements_is_recorded_too(ledger: Ledger) -> None:
    of = article("Nothing.", published=date(2024, 1, 1))
    ruling = ledger.enter(digest(of), weigh, clock())
    assert ruling
    assert (ruling.claims, ruling.changes) == ((), ())
    assert len(ledger.readings(EVER)) == 1


def test_a_second_writer_waits_for_the_first(fresh: Callable[[], str]) -> None:
    """Two ledgers open on one database enter in turn; neither fails, nothing is lost."""
    one, other = map(Ledger.open, [fresh()] * 2)
    for n, p in enumerate(PAGES):
        (one, other)[n % 2].enter(p, weigh, clock(n))
    assert one.claims() == other.claims()
    assert len(one.captures()) == len(PAGES)
    one.close()
    other.close()


def test_a_file_that_is_no_ledger_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(LedgerError, match=r"x\.sqlite: file is not a database; give another --ledger"):
        Ledger.open(str(tmp_path / "x.sqlite"))
