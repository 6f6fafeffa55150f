"""`rebuild`, `compact`, `backup` and `restore`, as a person types them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from typed import STORY, Done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Done]


@pytest.fixture
def record(run: Run, pages: Path, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command line whose ledger, of either kind, holds two pages."""
    monkeypatch.setenv("ONRECORD_LEDGER", fresh())
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(tmp_path / "archive"))
    assert run("add", pages).status == 0
    return run


def test_an_export_of_claims_is_the_same_to_the_byte_after_a_rebuild(record: Run) -> None:
    """Law 2, as other programs see it."""
    before = [record("claims", "--json").out, record("claims", "--evidence").out, record("brief", "--json").out]
    done = record("rebuild")
    assert (done.status, done.out, done.err) == (0, "Claims and changes derived anew from 2 readings.\n", "")
    after = [record("claims", "--json").out, record("claims", "--evidence").out, record("brief", "--json").out]
    assert before[0].count("\n") > 3
    assert after[:2] == before[:2]
    assert _undated(after[2]) == _undated(before[2])
    assert record("verify").status == 0


def _undated(brief: str) -> str:
    """A brief tells the moment for which it was asked."""
    return brief.partition('"as_of"')[0] + brief.partition('"as_of"')[2].partition(",")[2]


def test_what_was_altered_in_the_database_is_put_right_by_a_rebuild(run: Run, pages: Path, tmp_path: Path) -> None:
    run("add", pages)
    before = run("claims", "--json").out
    with sqlite3.connect(tmp_path / "ledger.sqlite") as db:
        db.execute("UPDATE claims SET status = 'denied', text = 'altered'")
    assert run("claims", "--json").out != before
    assert run("verify").status == 1
    assert run("rebuild").status == 0
    assert run("claims", "--json").out == before


def test_a_backup_is_looked_at_like_any_ledger(record: Run, tmp_path: Path) -> None:
    done = record("backup", tmp_path / "copy.sqlite")
    assert (done.status, done.err) == (0, "")
    assert "rows, as many as the ledger has" in done.out
    copied = record("claims", "--json", "--ledger", tmp_path / "copy.sqlite")
    assert copied.out == record("claims", "--json").out != ""


def test_a_backup_is_not_written_over_unless_forced(record: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert record("backup", copy).status == 0
    before = copy.read_bytes()
    (tmp_path / "pages" / "c.html").write_text(STORY.format(outlet="B", who="Cy Roe"), "utf-8")
    record("add", tmp_path / "pages")
    done = record("backup", copy)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.endswith("is there already; give another name, or --force to write over it\n")
    assert copy.read_bytes() == before
    assert record("backup", copy, "--force").status == 0
    assert copy.read_bytes() != before


def test_what_was_restored_is_the_same_record_with_the_same_archive(
    record: Run, fresh: Callable[[], str], tmp_path: Path
) -> None:
    before = record("claims", "--json").out
    record("backup", tmp_path / "copy.sqlite")
    new = fresh()
    done = record("restore", tmp_path / "copy.sqlite", "--ledger", new)
    assert (done.status, done.err) == (0, "")
    assert f"rows restored from {tmp_path / 'copy.sqlite'}." in done.out
    assert record("claims", "--json", "--ledger", new).out == before
    assert record("verify", "--ledger", new).status == 0


def test_a_ledger_that_holds_something_is_not_restored_into(record: Run, tmp_path: Path) -> None:
    record("backup", tmp_path / "copy.sqlite")
    done = record("restore", tmp_path / "copy.sqlite")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "it holds a record already; give a new ledger as --ledger" in done.err


def test_compacting_tells_what_it_gained_and_loses_nothing(record: Run) -> None:
    before = record("claims", "--json").out
    done = record("compact")
    assert (done.status, done.err, done.out.count(" MB")) == (0, "", 2)
    assert record("claims", "--json").out == before


@pytest.mark.parametrize("words", [["rebuild"], ["compact"], ["backup", "x.sqlite"]])
def test_a_ledger_that_is_not_there_is_not_made(run: Run, words: list[str], tmp_path: Path) -> None:
    done = run(*words, "--ledger", tmp_path / "none.sqlite")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "no ledger there" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_on_a_server_is_said_without_its_password(run: Run, tmp_path: Path) -> None:
    done = run("claims", "--ledger", f"postgresql://ann:s3cret@/watch?host={tmp_path}")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert done.err.startswith("onrecord: postgresql://ann@/watch: ")
    assert "s3cret" not in done.err
