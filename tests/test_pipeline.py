"""The order of the rooms: what a page gives, what is recorded, and what `verify` finds when something was altered."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from making import START, capture, clock, minute

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger
from onrecord.model import Digest, Rejected, Situation, Topic
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.model import Article, Reading

TOOLS = pipeline.Tools(Reader.open(), plain=True)
PAGES = (
    b"Ann Lee said that the shells were sent by rail in June.\nNobody saw the train come back.",
    b"Bo Kim denied that the shells were sent by rail in June.\nAbout 300 soldiers were killed, he said.",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[Archive, Ledger]]:
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    yield Archive(tmp_path / "archive", tool="test", clock=clock()), ledger
    ledger.close()


def digested(body: bytes, path: str = "a.txt") -> Digest:
    found = pipeline.digest(capture(body, path), TOOLS)
    assert isinstance(found, Digest)
    return found


def entered(store: tuple[Archive, Ledger]) -> tuple[Archive, Ledger]:
    for n, body in enumerate(PAGES):
        pipeline.enter(digested(body, f"{n}.txt"), *store, clock(n))
    return store


def test_the_same_bytes_give_the_same_digest() -> None:
    assert digested(PAGES[0]) == digested(PAGES[0])


def test_a_fault_of_ours_rejects_the_page_and_stops_nothing_else() -> None:
    class Broken(Reader):
        def read(self, articles: Sequence[Article]) -> list[Reading]:
            raise ZeroDivisionError(len(articles))

    own = Reader.open()
    found = pipeline.digest(capture(PAGES[0]), replace(TOOLS, reader=Broken(own.version, own.lexicon, own.model)))
    assert isinstance(found, Rejected)
    assert "a fault in onrecord (ZeroDivisionError: 1); please report the page" in found.reason


def test_the_bytes_are_kept_before_the_ledger_speaks_of_them(store: tuple[Archive, Ledger]) -> None:
    archive, ledger = entered(store)
    assert [archive.get(kept.digest) for kept in ledger.captures()] == list(PAGES)


def test_an_answer_knows_only_what_had_been_recorded_by_then(store: tuple[Archive, Ledger]) -> None:
    _, ledger = entered(store)
    watched = Situation("Trains", (Topic("Rail", ("rail",)),))
    early, late = (pipeline.answer(watched, ledger, minute(n)) for n in (0, 1))
    assert [len(brief.articles) for brief in (early, late)] == [1, 2]
    assert "disputed" not in str(early)
    assert "disputed" in str(late)


def test_a_brief_on_nothing_has_no_line(store: tuple[Archive, Ledger]) -> None:
    brief = pipeline.answer(Situation("Trains"), store[1], START)
    assert (brief.quick, brief.deep) == ((), ())


def test_claims_as_of_the_last_moment_are_the_claims_as_kept(store: tuple[Archive, Ledger]) -> None:
    """Law 2, from the outside: looking back replays the evidence and comes to what the ledger keeps."""
    _, ledger = entered(store)
    assert pipeline.claims(ledger, minute(1)) == pipeline.claims(ledger)


def test_verify_finds_a_whole_record_whole(store: tuple[Archive, Ledger]) -> None:
    found = list(pipeline.verify(*entered(store)))
    assert len(found) > len(PAGES)
    assert set(found) == {None}


@pytest.mark.parametrize(
    ("alteration", "complaint"),
    [
        ("UPDATE evidence SET speaker = replace(speaker, 'Ann Lee', 'Cy Roe')", "is not what its page was read to say"),
        ("UPDATE evidence SET act = 'confirm' WHERE act = 'deny'", "is not what its page was read to say"),
        ("UPDATE evidence SET origin = 'Reuters'", "is not what its page was read to say"),
        ("DELETE FROM claim_evidence", "it is not what its evidence makes of it"),
        ("UPDATE claims SET status = 'confirmed'", "it is not what its evidence makes of it"),
        ("UPDATE claims SET text = 'nothing happened'", "it is not what its evidence makes of it"),
        ("DELETE FROM articles WHERE text LIKE 'Bo Kim%'", "is missing from the ledger"),
    ],
)
def test_verify_names_what_was_altered(store: tuple[Archive, Ledger], alteration: str, complaint: str) -> None:
    archive, ledger = entered(store)
    with sqlite3.connect(ledger.name) as db:
        db.execute(alteration)
    faults = [fault for fault in pipeline.verify(archive, ledger) if fault is not None]
    assert any(complaint in fault for fault in faults), faults
