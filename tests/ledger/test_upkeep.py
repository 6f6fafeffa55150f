"""Copies of a ledger, copies taken back, several pages at once, and a database put in order: nothing is lost by any."""

from __future__ import annotations

import sqlite3
import threading
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from deciding import decision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import article, asserted, clock, digest, minute, said, shown
from rereading import NEW, OLD, page
from tampering import ask, empty, scans

from onrecord.assess import weigh
from onrecord.ledger import Ledger
from onrecord.ledger._schema import metadata
from onrecord.model import LedgerError, Watch
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.model import Claim, Digest, Look, Ordered, Recorded, Reread, Ruling

    Cause = Reread | Ordered | None

TABLES = [table.name for table in metadata.sorted_tables]
RAIN = "the rain will stop before noon today"
A = page("a.html", f"Ann Lee said that {RAIN}.", "Bo Kim denied that the bridge was closed on Sunday.", outlet="A")


def story(n: int, *others: int) -> Digest:
    """A page with a sentence of its own, and some that others have too."""
    of = article(
        "\n".join(f"Ann Lee said that convoy {m} had crossed the river by night." for m in (n, *others)), f"{n}"
    )
    return digest(of, said(of, of.text[17:-1]), *(asserted(of, line) for line in of.text.split("\n")[1:]))


STORIES = [story(1), story(2, 1), story(3, 1, 2), story(4), story(5, 4)]


def fill(ledger: Ledger) -> None:
    """Something in every table."""
    for n, one in enumerate(STORIES):
        ledger.enter(one, weigh, clock(n))
    ledger.enter(OLD.digest(A), weigh, clock(8))
    read = NEW.again(A)
    ledger.reread(read.reading, read.evidence, weigh, clock(9))
    ledger.keep_watch(Watch(url="https://www.sample.example/feed", due=minute(3)), ["k1", "k2"], minute(2))
    ledger.decide(decision("grade", of="A. Analyst", value="B"), weigh, clock(10))
    ledger.decide(decision("confirm", ledger.claims()[0].evidence[0].evidence), weigh, clock(11))
    ledger.decide(decision("undo", reverses=2), weigh, clock(12))


def record(ledger: Ledger) -> tuple[object, ...]:
    return (
        ledger.claims(),
        ledger.changes(None, END_OF_TIME),
        ledger.evidence(END_OF_TIME, superseded=True),
        ledger.readings(END_OF_TIME, superseded=True),
        ledger.captures(),
        ledger.watches(),
        ledger.seen("https://www.sample.example/feed", {"k1", "k2", "k3"}),
        ask(ledger, "SELECT id, at, who, kind, why, reverses FROM decisions"),
    )


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None)
@given(order=st.permutations([*STORIES, STORIES[1]]), cuts=st.sets(st.integers(1, 5)))
def test_pages_entered_several_at_once_are_on_record_as_if_one_by_one(
    ledger: Ledger, other: Ledger, order: list[Digest], cuts: set[int]
) -> None:
    for emptied in (ledger, other):
        empty(emptied)
    bounds = [0, *sorted(cuts), len(order)]
    ruled = [r for a, b in pairwise(bounds) for r in ledger.enter_all(order[a:b], weigh, clock())]
    assert ruled == [other.enter(one, weigh, clock()) for one in order]
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == (other.claims(), other.changes(None, END_OF_TIME))


def test_of_pages_entered_at_once_none_is_on_record_where_one_cannot_be(ledger: Ledger) -> None:
    def broken(fresh: Sequence[Recorded], known: Sequence[Claim], cause: Cause, look: Look, page: str | None) -> Ruling:
        if any("convoy 3" in r.evidence.words for r in fresh):
            raise RuntimeError("killed")
        return weigh(fresh, known, cause, look, page)

    ledger.enter(STORIES[0], weigh, clock())
    before = record(ledger)
    with pytest.raises(RuntimeError, match="killed"):
        ledger.enter_all(STORIES[1:], broken, clock(1))
    assert record(ledger) == before
    assert None not in ledger.enter_all(STORIES[1:], weigh, clock(1))


def test_a_rebuild_tells_how_far_it_is(filled: Ledger) -> None:
    told: list[tuple[int, int]] = []
    assert filled.rebuild(weigh, lambda done, of: told.append((done, of))) == len(STORIES) + 2
    assert told == [(n, len(STORIES) + 2) for n in range(1, len(STORIES) + 3)]


def test_a_rebuild_that_stops_half_way_leaves_all_as_it_was(filled: Ledger) -> None:
    before = record(filled)

    def stop(done: int, of: int) -> None:
        if done == of - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.rebuild(weigh, stop)
    assert record(filled) == before


def test_compacting_loses_nothing_and_keeps_what_is_superseded(filled: Ledger) -> None:
    before = record(filled)
    sizes = filled.compact()
    assert record(filled) == before
    assert min(sizes) > 0
    # What the planner has counted must not lead it to step over whole tables.
    assert scans(filled, ["SELECT * FROM evidence WHERE reading = 1", "SELECT id FROM articles WHERE id = 'x'"]) == []


def test_compacting_a_file_gives_room_back(tmp_path: Path) -> None:
    ledger = Ledger.open(str(tmp_path / "a.sqlite"))
    of = article("\n".join(f"Ann Lee said that convoy {n} had crossed the river by night." for n in range(900)))
    ledger.enter(digest(of, *(asserted(of, line) for line in of.text.split("\n"))), weigh, clock())
    empty(ledger)
    before, after = ledger.compact()
    assert before > 400_000 > after
    assert (tmp_path / "a.sqlite").stat().st_size == after
    ledger.close()


def test_a_backup_is_a_ledger_with_the_same_record(filled: Ledger, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = filled.backup(tmp_path / "copy.sqlite", lambda done, of: told.append((done, of)))
    assert rows == sum(ask(filled, f"SELECT count(*) FROM {name}")[0][0] for name in TABLES)  # noqa: S608 - ours
    assert [p.name for p in tmp_path.iterdir()] == ["copy.sqlite"]
    assert told[-1][0] == told[-1][1] > 0
    copy = Ledger.open(str(tmp_path / "copy.sqlite"))
    assert record(copy) == record(filled)
    copy.close()


def test_a_backup_needs_no_other_file_and_can_be_looked_at_where_nothing_may_be_written(
    filled: Ledger, tmp_path: Path
) -> None:
    filled.backup(tmp_path / "copy.sqlite")
    with sqlite3.connect(f"file:{tmp_path}/copy.sqlite?mode=ro&immutable=1", uri=True) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (len(STORIES) + 1,)
    db.close()


def test_a_backup_is_never_written_over_unless_forced(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite"
    file.write_text("precious", "utf-8")
    with pytest.raises(LedgerError, match=r"copy\.sqlite: is there already; give another name, or --force"):
        filled.backup(file)
    assert file.read_text("utf-8") == "precious"
    filled.backup(file, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["copy.sqlite"]
    assert file.stat().st_size > 10_000


def test_a_backup_that_stops_half_way_leaves_no_file_and_not_the_one_before_altered(
    filled: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "copy.sqlite"
    file.write_text("precious", "utf-8")

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.backup(file, stop, force=True)
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [("copy.sqlite", "precious")]


def test_a_backup_holds_one_moment_whatever_is_written_meanwhile(filled: Ledger, tmp_path: Path) -> None:
    """Rows are copied in steps; a page that is entered between two steps is in none of them."""
    before = record(filled)
    new = iter([story(77, 1)])

    def write(_done: int, _of: int) -> None:
        for one in new:
            writer = threading.Thread(target=filled.enter, args=(one, weigh, clock(20)))
            writer.start()
            writer.join()

    filled.backup(tmp_path / "copy.sqlite", write)
    copy = Ledger.open(str(tmp_path / "copy.sqlite"))
    assert record(copy) == before
    assert len(filled.captures()) == len(copy.captures()) + 1
    copy.close()


def test_what_is_restored_is_the_same_record_to_the_byte_and_goes_on(
    filled: Ledger, other: Ledger, tmp_path: Path
) -> None:
    filled.backup(tmp_path / "copy.sqlite")
    before = (tmp_path / "copy.sqlite").read_bytes()
    told: list[tuple[int, int]] = []
    rows = other.restore(tmp_path / "copy.sqlite", lambda done, of: told.append((done, of)))
    assert told[-1] == (rows, rows)
    assert record(other) == record(filled)
    other.rebuild(weigh)
    assert record(other) == record(filled)
    assert (tmp_path / "copy.sqlite").read_bytes() == before
    # Numbers that the database gives go on after the last one.
    for ledger in (other, filled):
        ledger.enter(story(9, 1), weigh, clock(30))
    assert record(other) == record(filled)
    other.backup(tmp_path / "again.sqlite")
    assert dump(tmp_path / "again.sqlite") != []
    filled.backup(tmp_path / "first.sqlite")
    assert dump(tmp_path / "again.sqlite") == dump(tmp_path / "first.sqlite")


def dump(file: Path) -> list[tuple[object, ...]]:
    """Every value of every table, as it is stored; the numbers of changes alone differ, which a rebuild gives anew."""
    with sqlite3.connect(file) as db:
        rows = [
            (name, *row)
            for name in TABLES
            for row in db.execute(f"SELECT * FROM {name} ORDER BY 1, 2")  # noqa: S608 - ours
        ]
    db.close()
    return [(name, *row[name == "changes" :]) for name, *row in rows]


def test_nothing_is_restored_into_a_ledger_that_holds_something(filled: Ledger, other: Ledger, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copy.sqlite")
    other.enter(STORIES[0], weigh, clock())
    before = record(other)
    with pytest.raises(LedgerError, match="holds a record already; give a new ledger") as refused:
        other.restore(tmp_path / "copy.sqlite")
    assert str(refused.value).startswith(f"{other.name}: ")
    assert record(other) == before


def test_a_restore_that_stops_half_way_leaves_an_empty_ledger_and_can_be_run_again(
    filled: Ledger, other: Ledger, tmp_path: Path
) -> None:
    filled.backup(tmp_path / "copy.sqlite")

    def stop(done: int, of: int) -> None:
        if done > of // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        other.restore(tmp_path / "copy.sqlite", stop)
    assert record(other) == ((), (), (), (), (), (), set(), [])
    other.restore(tmp_path / "copy.sqlite")
    assert record(other) == record(filled)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "no backup there"),
        (b"", "no ledger; give a file that"),
        (b"this is no database at all" * 100, "file is not a database"),
    ],
)
def test_what_is_no_backup_is_said_in_one_line_that_names_the_file(
    ledger: Ledger, content: bytes | None, complaint: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.sqlite"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LedgerError, match=rf"x\.sqlite: {complaint}"):
        ledger.restore(file)


def test_a_backup_can_be_restored_from_a_ledger_that_is_in_use(tmp_path: Path, ledger: Ledger) -> None:
    live = Ledger.open(str(tmp_path / "live.sqlite"))
    fill(live)
    ledger.restore(tmp_path / "live.sqlite")
    assert shown(ledger.claims()) == shown(live.claims())
    live.close()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_made(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"none: no such folder; make it first"):
        ledger.backup(tmp_path / "none" / "copy.sqlite")
    assert list(tmp_path.iterdir()) == []
