"""Where each capture stands in the WARC files, so that none of them need be read to find it.

Derived from the log alone: a missing or damaged index is made anew, and nothing is believed because it says so.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from onrecord.capture._log import EMPTY, Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.capture._log import Entry

WAIT = 30.0
"""Seconds that a reader waits for a writer of the index, which holds it for milliseconds."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS page (capture TEXT PRIMARY KEY, digest TEXT, file TEXT, start INTEGER, length INTEGER)",
    "CREATE INDEX IF NOT EXISTS page_digest ON page (digest)",
    "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT)",
)


class Place(NamedTuple):
    """Where the record of a page stands: WARC file, first byte, length in bytes; and the page's SHA-256."""

    file: str
    offset: int
    length: int
    digest: str


class Tail(NamedTuple):
    """The WARC file now written to, and its length as far as the log speaks of it."""

    file: str
    end: int


def place_of(entry: Entry) -> Place | None:
    """Where the page of a log entry stands; None if the entry is about something else, or not one of ours."""
    try:
        first = entry.facts["records"][0]
        place = Place(entry.facts["file"], int(first["offset"]), int(first["length"]), entry.facts["sha256"])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    # A name is a name: an archive from elsewhere must not lead to files outside of it.
    return place if entry.kind == "capture" and "/" not in place.file else None


def tail_after(entry: Entry, tail: Tail | None) -> Tail | None:
    """The file to go on in after an entry; None, to begin another."""
    if entry.kind not in {"file", "capture", "left"}:
        return tail
    try:
        last = entry.facts["records"][-1]
        after = Tail(entry.facts["file"], int(last["offset"]) + int(last["length"]))
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return after if "/" not in after.file else None


class Index:
    """An SQLite file beside the log."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, column: str, value: str) -> Place | None:
        """The place of a capture (column `capture`) or of bytes (column `digest`) as far as the index knows."""
        try:
            with self._opened() as index:
                query = f"SELECT file, start, length, digest FROM page WHERE {column} = ? ORDER BY rowid LIMIT 1"  # noqa: S608 - one of two names, ours
                row = index.execute(query, (value,)).fetchone()
        except (sqlite3.Error, OSError):
            return None
        return Place(*row) if row else None

    def state(self) -> tuple[Head, Tail | None]:
        """Up to where the log is indexed, and the WARC file written to; of an index that is no good: from the start."""
        try:
            with self._opened() as index:
                rows = dict(index.execute("SELECT name, value FROM state").fetchall())
            n, last, end, file, length = rows["state"].split(" ")
            sound = rows["check"] == _check(rows["state"])
        except (sqlite3.Error, OSError, KeyError, ValueError):
            return EMPTY, None
        return (Head(int(n), last, int(end)), Tail(file, int(length)) if file else None) if sound else (EMPTY, None)

    def add(self, fresh: Iterable[Entry], tail: Tail | None, head: Head) -> None:
        """Take in entries of the log; that it fails is no harm, as what is missing is read from the log again."""
        try:
            self._add(fresh, tail, head)
        except (sqlite3.Error, OSError):
            self.drop()

    def drop(self) -> None:
        """Forget all; the log has it."""
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _add(self, fresh: Iterable[Entry], tail: Tail | None, head: Head) -> None:
        state = f"{head.n} {head.hash} {head.end} {tail.file if tail else ''} {tail.end if tail else 0}"
        with self._opened(to_write=True) as index, index:
            for entry in fresh:
                if place := place_of(entry):
                    row = (entry.facts["capture"], place.digest, place.file, place.offset, place.length)
                    index.execute("INSERT OR IGNORE INTO page VALUES (?, ?, ?, ?, ?)", row)
            index.execute("INSERT OR REPLACE INTO state VALUES ('state', ?), ('check', ?)", (state, _check(state)))

    @contextmanager
    def _opened(self, *, to_write: bool = False) -> Iterator[sqlite3.Connection]:
        if not to_write and not self._path.exists():
            raise FileNotFoundError(self._path)
        with closing(sqlite3.connect(self._path, timeout=WAIT)) as index:
            if to_write:
                # WAL and NORMAL: whole after a power cut, perhaps behind the log, and then caught up from it.
                index.execute("PRAGMA journal_mode=WAL")
                index.execute("PRAGMA synchronous=NORMAL")
                for table in _TABLES:
                    index.execute(table)
            yield index


def _check(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()[:16]
