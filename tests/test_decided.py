"""Decisions through the rooms: a page that is dated is as if it had said so, and `verify` follows what was decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from deciding import decision
from making import capture, clock, minute, shown
from tampering import alter

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger
from onrecord.model import Digest, Situation
from onrecord.pipeline import END_OF_TIME
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Decision

DAY = date(2024, 10, 16)
BODIES = (
    b"Ann Lee said on Monday that 40 soldiers were killed near the old mill last month.\nNobody saw the train.",
    b"Bo Kim said that the shells were sent by rail on Sunday.\nAbout 300 soldiers were wounded yesterday, he said.",
)
READER = Reader.open()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[Archive, Ledger]]:
    yield from _store(tmp_path / "one")


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[tuple[Archive, Ledger]]:
    """The same pages, with the day given when they were added."""
    for opened in _store(tmp_path / "other"):
        enter(opened, DAY)
        yield opened


def _store(folder: Path) -> Iterator[tuple[Archive, Ledger]]:
    folder.mkdir()
    ledger = Ledger.open(str(folder / "ledger.sqlite"))
    yield Archive(folder / "archive", tool="test", clock=clock()), ledger
    ledger.close()


def enter(store: tuple[Archive, Ledger], published: date | None = None) -> list[str]:
    found = []
    for n, body in enumerate(BODIES):
        tools = pipeline.Tools(READER, plain=True, published=published)
        page = pipeline.digest(capture(body, f"{n}.txt"), tools)
        assert isinstance(page, Digest)
        pipeline.enter(page, *store, clock(n))
        found.append(page.article.id)
    return found


def day(article: str) -> Decision:
    return decision("date", of=article, value=DAY.isoformat())


def faults(store: tuple[Archive, Ledger]) -> list[str]:
    return [fault for fault in pipeline.verify(*store) if fault]


def told(ledger: Ledger) -> tuple[object, ...]:
    """What a person sees of the record, but for the moments."""
    figures = [
        (q.role, q.counted, e.low, e.high, e.figures)
        for q in pipeline.estimates(ledger, END_OF_TIME)
        for e in q.estimates
    ]
    readings = [(a.published, reading) for a, reading in pipeline.readings(ledger, END_OF_TIME)]
    return shown(pipeline.claims(ledger)), figures, readings


def test_a_page_dated_later_tells_what_it_would_tell_had_the_day_been_given_at_once(
    store: tuple[Archive, Ledger], dated: tuple[Archive, Ledger]
) -> None:
    articles = enter(store)
    before = told(store[1])
    for n, article in enumerate(articles):
        pipeline.decide(day(article), store[1], clock(5 + n))
    assert told(store[1]) == told(dated[1]) != before
    assert "2024-10-14" in {a.stated for _, r in pipeline.readings(store[1], END_OF_TIME) for a in r.attributions}
    assert faults(store) == []
    for number in (1, 2):
        pipeline.decide(decision("undo", reverses=number), store[1], clock(8 + number))
    assert told(store[1]) == before
    assert faults(store) == []


def test_a_brief_as_of_a_moment_before_a_decision_is_what_it_was(store: tuple[Archive, Ledger]) -> None:
    (first, _) = enter(store)
    watch = Situation("Rail")
    then = pipeline.answer(watch, store[1], minute(3))
    pipeline.decide(day(first), store[1], clock(5))
    claim = store[1].claims()[0].evidence[0].evidence
    pipeline.decide(decision("confirm", claim), store[1], clock(6))
    pipeline.decide(decision("grade", of="Ann Lee", value="B"), store[1], clock(7))
    assert pipeline.answer(watch, store[1], minute(3)) == then
    now = pipeline.answer(watch, store[1], minute(9), minute(4))
    lines = [line.text for section in now.deep for line in section.lines]
    assert any("source graded B" in line for line in lines)
    assert any("confirmed by ann of the team" in line for line in lines)
    assert any(line.startswith("Decision, decided by ann: known: confirm: ") for line in lines)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM decided_pages",
        "UPDATE claims SET status = 'reported', reasons = '[]' WHERE status = 'confirmed'",
        "UPDATE decisions SET subject = replace(subject, '2024-10-16', '2024-10-17')",
    ],
)
def test_claims_that_do_not_follow_from_what_was_decided_are_found(store: tuple[Archive, Ledger], damage: str) -> None:
    first, second = enter(store)
    pipeline.decide(day(first), store[1], clock(5))
    pipeline.decide(day(second), store[1], clock(6))
    pipeline.decide(decision("confirm", store[1].claims()[0].evidence[0].evidence), store[1], clock(7))
    assert faults(store) == []
    alter(store[1], damage)
    assert any("it is not what its evidence makes of it" in fault for fault in faults(store))


def test_grades_are_the_last_that_hold(store: tuple[Archive, Ledger]) -> None:
    enter(store)
    claim = store[1].claims()[0]
    for n, value in enumerate(("2", "3")):
        pipeline.decide(decision("grade", claim.evidence[0].evidence, value=value), store[1], clock(5 + n))
    pipeline.decide(decision("grade", of="BO KIM", value="C"), store[1], clock(7))
    given = pipeline.grades(store[1], None, store[1].claims())
    assert (given.claims, given.sources) == ({claim.id: "3"}, {"bo kim": "C"})
    pipeline.decide(decision("undo", reverses=2), store[1], clock(8))
    assert pipeline.grades(store[1], None, store[1].claims()).claims == {claim.id: "2"}
    assert pipeline.grades(store[1], minute(3), store[1].claims()).sources == {}
