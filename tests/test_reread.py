"""Several readings of one page, through the whole pipeline: what `verify` checks of them, and what a brief tells."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from making import clock, minute
from rereading import NEW, OLD, Knowing, page

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger
from onrecord.model import Rejected, Situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.model import Article, Brief, Reading

RAIN = "the rain will stop before noon today in the valley"
BRIDGE = "the bridge by the mill was closed on Sunday night"
A = page("a.txt", f"Ann Lee said that {RAIN}.", f"Bo Kim denied that {BRIDGE}.", outlet="A")
B = page("b.txt", f"Cy Roe denied that {RAIN}.", outlet="B")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[Archive, Ledger]]:
    """Two pages, read by a reader that knows no denial, then by one that does."""
    archive = Archive(tmp_path / "archive", tool="test", clock=clock())
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    for n, of in enumerate((A, B)):
        pipeline.enter(OLD.digest(of), archive, ledger, clock(n))
    for n, of in enumerate((A, B), 5):
        assert pipeline.enter_again(NEW.again(of), ledger, clock(n))
    yield archive, ledger
    ledger.close()


def faults(store: tuple[Archive, Ledger]) -> list[str]:
    return [fault for fault in pipeline.verify(*store) if fault is not None]


def test_an_article_on_record_is_read_as_its_page_was() -> None:
    assert pipeline.read_article(A, NEW.tools()) == NEW.again(A)


def test_whoever_waits_for_the_reading_is_told_when_it_begins() -> None:
    told: list[Article] = []
    pipeline.read_article(A, NEW.tools(), told.append)
    assert told == [A]


def test_a_fault_of_ours_refuses_the_article_and_stops_nothing_else() -> None:
    class Broken(Knowing):
        def read(self, articles: Sequence[Article]) -> list[Reading]:
            raise ZeroDivisionError(len(articles))

    found = pipeline.read_article(A, Broken("v3", {}).tools())
    assert isinstance(found, Rejected)
    assert (found.path, "(ZeroDivisionError: 1); please report the page" in found.reason) == ("a.txt", True)


def test_verify_finds_a_record_with_several_readings_whole(store: tuple[Archive, Ledger]) -> None:
    assert faults(store) == []


@pytest.mark.parametrize(
    ("alteration", "complaint"),
    [
        ("UPDATE evidence SET act = 'deny' WHERE reading = 1", "is not what its page was read to say"),
        ("UPDATE evidence SET quote = 'x' WHERE reading = 1", "its quote does not stand at"),
        ("DELETE FROM evidence WHERE reading = 1", "is missing or was altered"),
        ("UPDATE evidence SET act = 'say' WHERE reading = 4", "is not what its page was read to say"),
        ("UPDATE evidence SET reading = 1 WHERE act = 'deny' AND reading = 3", "is missing or was altered"),
        ("UPDATE evidence SET reading = 3 WHERE reading = 1", "is not what its page was read to say"),
        ("DELETE FROM attributions WHERE reading = 1", "is not what its page was read to say"),
        (
            "INSERT INTO claim_evidence SELECT (SELECT min(id) FROM claims), id, NULL FROM evidence WHERE reading = 1",
            "it is not what its evidence makes of it",
        ),
        ("DELETE FROM claims WHERE status = 'denied'", "it is not what its evidence makes of it"),
    ],
)
def test_verify_names_what_was_altered_in_any_reading(
    store: tuple[Archive, Ledger], alteration: str, complaint: str
) -> None:
    with sqlite3.connect(store[1].name) as db:
        db.execute(alteration)
    found = faults(store)
    assert any(complaint in fault for fault in found), found


def test_the_bytes_of_a_page_are_kept_once_however_often_it_is_read(store: tuple[Archive, Ledger]) -> None:
    assert len(store[1].captures()) == 2


def told(brief: Brief) -> str:
    lines = [*brief.quick, *(line for section in brief.deep for line in section.lines)]
    return "\n".join(f"{line.label}: {line.text}" for line in lines)


def brief(store: tuple[Archive, Ledger], as_of: int, since: int | None = None) -> Brief:
    moment = None if since is None else minute(since)
    return pipeline.answer(Situation("Weather"), store[1], minute(as_of), moment)


def test_a_brief_as_of_a_day_before_the_rereading_is_what_it_was_then(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive", tool="test", clock=clock())
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    for n, of in enumerate((A, B)):
        pipeline.enter(OLD.digest(of), archive, ledger, clock(n))
    then = brief((archive, ledger), 3)
    pipeline.enter_again(NEW.again(B), ledger, clock(5))
    assert brief((archive, ledger), 3) == then
    assert "denied" not in told(then)
    assert "denied" in told(brief((archive, ledger), 5))
    ledger.close()


def test_what_a_reader_finds_in_a_page_known_before_is_not_marked_as_new(store: tuple[Archive, Ledger]) -> None:
    since = told(brief(store, 9, since=3))
    assert BRIDGE in since
    assert "(new)" not in since
    assert "(new)" in told(brief(store, 9, since=-1))


def test_a_status_that_another_reading_moved_is_told_as_such(store: tuple[Archive, Ledger]) -> None:
    changed = [s for s in brief(store, 9, since=3).deep if s.title == "What changed"]
    (line,) = (line for section in changed for line in section.lines)
    assert line.text.startswith(
        "Contradiction, affirmed and denied, by another reading of a known page: reported → disputed: "
    )
