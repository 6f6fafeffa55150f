"""The whole record as JSON Lines: the same evidence gives the same bytes, whatever became of the ledger meanwhile."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from making import article, clock, digest, minute, said
from rereading import NEW, OLD, page
from tampering import empty

from onrecord.assess import weigh
from onrecord.cli._export import PARTS, lines
from onrecord.ledger import Ledger
from onrecord.model import Quantity, Span
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from typed import Done

    from onrecord.model import Digest

HARBOUR = (
    "The council of Ostvik closed the old pier on Monday after divers found cracks in nine of its forty pillars, "
    "and the ferry to the islands will leave from the fish market until the repairs are done in the spring."
)


def counted(who: str, low: float, outlet: str, day: int, before: str = "") -> Digest:
    """A page on which somebody counts the dead, after what another page may have too."""
    of = article(
        f"{before}\n{who}: {low:g} men were killed.", f"{outlet}.html", outlet=outlet, published=date(2025, 1, day)
    )
    start = of.text.index(f"{low:g} men")
    span = Span(start, start + len(f"{low:g}"))
    figure = Quantity(
        span=span,
        low=low,
        high=low,
        bound="exactly",
        role="killed",
        counted="men",
        whose="Ostvik",
        stated_in=f"a{start}",
    )
    return digest(of, said(of, of.text[start:-1], who), quantities=(figure,))


PAGES = [
    counted("Ann Lee", 12, "A", 1, HARBOUR),
    counted("Ann Lee", 12, "B", 1, HARBOUR),
    counted("Ann Lee", 15, "C", 3),
    counted("Bo Kim", 14, "D", 3),
    OLD.digest(page("e.html", "Ann Lee said that the bridge was closed.", "Bo Kim denied that it burned.", outlet="E")),
]


def fill(ledger: Ledger, pages: Sequence[Digest] = PAGES) -> None:
    """The pages, and another reading of the last."""
    for n, one in enumerate(pages):
        ledger.enter(one, weigh, clock(n))


def reread(ledger: Ledger) -> None:
    read = NEW.again(PAGES[-1].article)
    ledger.reread(read.reading, read.evidence, weigh, clock(9))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    fill(ledger)
    reread(ledger)
    return ledger


def exported(ledger: Ledger, n: int | None = None) -> str:
    return "".join(lines(ledger, END_OF_TIME if n is None else minute(n)))


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_part_is_there_in_its_order_and_in_the_form_of_its_look(filled: Ledger) -> None:
    found = objects(exported(filled))
    kinds = list(dict.fromkeys(next(iter(each)) for each in found))
    assert kinds == ["claim", "question", "change", "origin", "source"]
    assert [each["claim"]["id"] for each in found if "claim" in each] == [c.id for c in filled.claims()]
    told = {each["change"]["kind"] for each in found if "change" in each}
    assert told >= {"new claim", "estimate revised", "contradiction"}
    assert {len(each["origin"]["articles"]) for each in found if "origin" in each} == {1, 2}


def test_a_rebuilt_record_is_the_same_to_the_byte(filled: Ledger) -> None:
    before = exported(filled)
    filled.rebuild(weigh)
    filled.compact()
    assert exported(filled) == before


def test_a_record_is_the_same_to_the_byte_in_whatever_database(filled: Ledger, other: Ledger, tmp_path: Path) -> None:
    """A backup is in SQLite, whatever it was taken from; it is restored into the kind that it came from."""
    before = exported(filled)
    filled.backup(tmp_path / "copy.sqlite")
    copy = Ledger.open(str(tmp_path / "copy.sqlite"))
    assert exported(copy) == before
    copy.close()
    other.restore(tmp_path / "copy.sqlite")
    assert exported(other) == before
    other.rebuild(weigh)
    assert exported(other) == before


def test_as_of_a_moment_it_is_what_it_was_then_to_the_byte(filled: Ledger, other: Ledger) -> None:
    for n, one in enumerate(PAGES):
        other.enter(one, weigh, clock(n))
        assert exported(filled, n) == exported(other, n) == exported(other)
    reread(other)
    assert exported(filled) == exported(other)


def stands(text: str) -> list[dict[str, Any]]:
    """Without the moments of recording, and without the changes: what a page did depends on which page came before."""
    found = [each for each in objects(text) if "change" not in each]
    for each in found:
        for evidence in each.get("claim", {}).get("evidence", ()):
            evidence.pop("recorded")
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
@drawn(order=st.permutations(PAGES))
def test_pages_entered_in_another_order_make_the_same_record_but_for_its_history(
    ledger: Ledger, other: Ledger, order: list[Digest]
) -> None:
    for emptied, pages in ((ledger, PAGES), (other, order)):
        empty(emptied)
        fill(emptied, pages)
    assert stands(exported(other)) == stands(exported(ledger))


def test_an_empty_record_is_an_empty_file(ledger: Ledger) -> None:
    assert exported(ledger) == ""


def test_progress_is_told_part_by_part(filled: Ledger) -> None:
    told: list[int] = []
    found = lines(filled, END_OF_TIME, lambda: told.append(1))
    assert told == []
    list(found)
    assert len(told) == len(PARTS)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    fill(ledger)
    ledger.close()
    return tmp_path


def test_a_file_holds_what_is_printed(run: Callable[..., Done], kept: Path) -> None:
    file = kept / "record.jsonl"
    file.write_text("old", "utf-8")
    told = run("record", "-o", file)
    printed = run("record")
    assert (told.status, told.out, printed.err) == (0, "", "")
    assert told.err == f"{len(printed.objects)} objects written to {file}.\n"
    assert file.read_text("utf-8") == printed.out
    assert not list(kept.glob(".*.part"))
    assert run("record", "--as-of", "2024-10-15").out == ""


def test_a_file_that_cannot_be_written_is_said_and_what_is_there_stays(run: Callable[..., Done], kept: Path) -> None:
    told = run("record", "-o", kept / "none" / "record.jsonl")
    assert told.status == 1
    assert told.err.endswith("record.jsonl: cannot be written: No such file or directory; give another --output\n")
    told = run("record", "--ledger", kept / "none.sqlite", "-o", kept / "record.jsonl")
    assert "no ledger there; record pages first" in told.err
    assert not (kept / "record.jsonl").exists()


def test_what_could_steer_a_terminal_is_escaped_and_is_the_same_value(ledger: Ledger) -> None:
    of = article("Ann Lee: \x1b[31m it \u2028 was red, all of it was.", outlet="A")
    ledger.enter(digest(of, said(of, of.text[9:], "Ann Lee")), weigh, clock())
    text = exported(ledger)
    assert not {"\x1b", "\u2028"} & set(text)
    (claim, *_) = objects(text)
    assert claim["claim"]["evidence"][0]["quote"] == of.text[9:]
