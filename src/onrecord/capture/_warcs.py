"""The archive: WARC 1.1 files that are only ever added to, and a log that chains what was added.

    ARCHIVE/log.jsonl                       what is kept and where: see `_log`
    ARCHIVE/warcs/onrecord-00000000.warc.gz named by the number of the log entry that begins the file
    ARCHIVE/timestamps/                     answers of timestamp authorities: see `_timestamps`
    ARCHIVE/index.sqlite                    derived from the log

A page is kept in this order, under a lock on the log: its records are written and synced, then the log's entry. A
writer that is killed leaves at most a piece that the log does not speak of. The next writer leaves that piece as it
is, logs that it is there, and goes on in a new file; only the beginning of an entry at the log's end is cut off.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord.capture._index import Index, Place, Tail, place_of, tail_after
from onrecord.capture._log import EMPTY, LOG, WARCS, Break, Entry, Head, entry_of, line_of
from onrecord.capture._reading import log_after, raw_bytes, read_page_at, size_of
from onrecord.capture._records import facts_of, file_record, moment, page_records
from onrecord.capture._verify import Fault, check, pages_in
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from onrecord.capture._records import Written
    from onrecord.capture._timestamps import Stamp
    from onrecord.model import Capture, Exchange

    Write = Callable[[int, bytes], int]
    Clock = Callable[[], datetime]

ROLL = 1_000_000_000
"""Bytes after which a new WARC file is begun, as the WARC guidelines of the IIPC advise."""


@dataclass
class _Held:
    """The log while this writer alone holds it."""

    handle: int
    head: Head
    tail: Tail | None
    fresh: list[Entry] = field(default_factory=list)

    def place(self, capture: str) -> Place | None:
        """Where a capture stands of those that are not in the index yet."""
        return next((place_of(e) for e in self.fresh if e.facts.get("capture") == capture), None)

    def take(self, entry: Entry) -> None:
        self.head = entry.head
        self.tail = tail_after(entry, self.tail)
        self.fresh.append(entry)


class Archive:
    """An archive in a folder. Safe for several writers; each call stands alone and leaves nothing open.

    `tool` is name and version of the program, `clock` gives the moments of the log.
    """

    def __init__(self, folder: Path, *, tool: str, clock: Clock, write: Write = os.write, roll: int = ROLL) -> None:
        self.folder = folder
        self.tool = tool
        self.clock = clock
        self._write = write
        self._roll = roll
        self._index = Index(folder / "index.sqlite")

    def put(self, capture: Capture, exchanges: Sequence[Exchange] = ()) -> Place:
        """Keep a capture and return where its page stands; one that is kept already is left as it is.

        `exchanges` are those by which a page was fetched, redirects first; what was sent is then kept as it was sent.

        When this returns, records and log entry are on the disk. Raises ArchiveError when they cannot be kept; then
        the log does not speak of them.
        """
        with self._held() as held:
            known = held.place(capture.id) or self._index.find("capture", capture.id)
            if known is not None and self._reaches(known):
                return known
            records = page_records(capture, exchanges, self.tool)
            self._into_file(held)
            self._append(held, "capture", facts_of(capture), records)
            place = place_of(held.fresh[-1])
            assert place is not None  # noqa: S101 - it is a capture that was just logged
            return place

    def get(self, digest: str) -> bytes:
        """The bytes of that SHA-256; raises ArchiveError when they are missing or not what they were."""
        fault = f"{self.folder}: {digest}: missing from the archive; restore it from a backup"
        for place in self._places(digest):
            try:
                return self.read(place)
            except ArchiveError as error:
                fault = str(error)
        raise ArchiveError(fault)

    def read(self, place: Place) -> bytes:
        """The bytes of the page at a place; raises ArchiveError when they are not what was captured."""
        return read_page_at(self.folder, place)

    def raw(self, file: str, offset: int, length: int) -> bytes:
        """So many bytes of a WARC file, or fewer where it ends; raises ArchiveError."""
        return raw_bytes(self.folder, file, offset, length)

    def entries(self) -> Iterator[Entry]:
        """The entries of the log that are as they were written, oldest first."""
        yield from (entry for entry in self._from(EMPTY) if isinstance(entry, Entry))

    def head(self) -> Head:
        """The log's last entry: kept elsewhere, its hash shows later that no entry up to it is gone or altered."""
        head = self._index.state()[0]
        for entry in self._from(head):
            if isinstance(entry, Entry):
                head = entry.head
        return head

    def verify(self) -> Iterator[Fault | None]:
        """Check the chain and every record: a Fault for each that is damaged, None for each found whole."""
        return check(self.folder, self._index.state()[0])

    def note(self, kind: str, facts: dict[str, Any]) -> Entry:
        """Log something about the archive; raises ArchiveError."""
        with self._held() as held:
            self._log(held, kind, facts)
            return held.fresh[-1]

    def export(self, captures: Collection[str], file: Path, title: str, titles: Mapping[str, str]) -> int:
        """Write captures, by id, to a WACZ file; returns how many. Raises ArchiveError; then no file is left."""
        from onrecord.capture._wacz import write_wacz  # noqa: PLC0415 - seldom wanted, and it imports this module

        return write_wacz(self, captures, file, title=title, titles=titles, clock=self.clock)

    def stamp(self, authority: str, *, private: bool = False) -> Stamp:
        """Have the log's head stamped by an authority (RFC 3161) at that URL; raises ArchiveError."""
        from onrecord.capture._authority import ask  # noqa: PLC0415 - as above
        from onrecord.capture._timestamps import stamp  # noqa: PLC0415

        return stamp(self, lambda query: ask(authority, query, private=private))

    def stamps(self) -> tuple[Stamp, ...]:
        """The timestamps of the log, oldest first, each with what keeps it from proving anything."""
        from onrecord.capture._timestamps import stamps  # noqa: PLC0415 - as above

        return stamps(self)

    def _places(self, digest: str) -> Iterator[Place]:
        known = self._index.find("digest", digest)
        if known is not None:
            yield known
        # What the index does not know (yet), or knows at a place that is damaged, the log may.
        start = EMPTY if known else self._index.state()[0]
        found = (place_of(entry) for entry in self._from(start) if isinstance(entry, Entry))
        yield from (place for place in found if place is not None and place.digest == digest and place != known)

    def _from(self, head: Head) -> Iterator[Entry | Break]:
        return log_after(self.folder, head)

    @contextmanager
    def _held(self) -> Iterator[_Held]:
        try:
            (self.folder / WARCS).mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / LOG, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                # Held until the handle is closed, also by being killed.
                fcntl.flock(handle, fcntl.LOCK_EX)
                held = self._caught_up(handle)
                try:
                    yield held
                finally:
                    if held.fresh:
                        self._index.add(held.fresh, held.tail, held.head)
            finally:
                os.close(handle)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(f"{self.folder}: cannot keep the page: {reason}; free space or check rights") from error

    def _caught_up(self, handle: int) -> _Held:
        held = _Held(handle, *self._index.state())
        size = os.fstat(handle).st_size
        if held.head is EMPTY:
            self._index.drop()
        if size < held.head.end:
            raise self._unusable(f"ends before entry {held.head.n}, which it held when last written")
        if size > held.head.end:
            for entry in self._from(held.head):
                if isinstance(entry, Break):
                    raise self._unusable(f"byte {entry.start}: {entry.reason}")
                held.take(entry)
            self._mend(held, size)
            # Another writer may have been killed before it did.
            os.fsync(handle)
        elif size == 0:
            _sync_folder(self.folder)
        return held

    def _unusable(self, reason: str) -> ArchiveError:
        return ArchiveError(f"{self.folder / LOG}: {reason}; see 'onrecord verify' and restore it from a backup")

    def _mend(self, held: _Held, size: int) -> None:
        rest = os.pread(held.handle, size - held.head.end, held.head.end)
        whole = entry_of(rest + b"\n", held.head.end)
        if whole is not None and whole.follows(held.head):
            self._write_all(held.handle, b"\n")
            held.take(whole)
        elif rest:
            os.ftruncate(held.handle, held.head.end)

    def _into_file(self, held: _Held) -> None:
        if held.tail is not None:
            size = size_of(self.folder / WARCS / held.tail.file)
            if size is not None and size > held.tail.end:
                self._log_left(held, held.tail.file, held.tail.end, size)
            elif size == held.tail.end and size < self._roll:
                return
        while (stray := self.folder / WARCS / _name(held.head.n + 1)).exists():
            self._log_left(held, stray.name, 0, stray.stat().st_size)
        self._append(held, "file", {}, [file_record(stray.name, self.clock(), self.tool)], new=stray.name)

    def _log_left(self, held: _Held, file: str, start: int, end: int) -> None:
        left = self.raw(file, start, end - start)
        what = {"sha256": hashlib.sha256(left).hexdigest(), "pages": pages_in(left)}
        self._log(held, "left", {"file": file, "offset": start, "length": len(left), **what})

    def _append(
        self, held: _Held, kind: str, about: dict[str, Any], records: Sequence[Written], new: str | None = None
    ) -> None:
        name, start = (new, 0) if new else (held.tail.file, held.tail.end) if held.tail else ("", 0)
        path = self.folder / WARCS / name
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | (os.O_CREAT | os.O_EXCL if new else 0), 0o644)
        try:
            self._write_all(handle, b"".join(record.raw for record in records))
            os.fsync(handle)
            if new:
                _sync_folder(path.parent)
            self._log(held, kind, {**about, "file": name, "records": _listed(records, start)})
        except BaseException:
            # Nothing speaks of these bytes: _log has taken its own back, or else has failed in that and left both.
            if os.fstat(held.handle).st_size == held.head.end:
                os.ftruncate(handle, start)
                if new:
                    path.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)

    def _log(self, held: _Held, kind: str, facts: dict[str, Any]) -> None:
        line = line_of(held.head, kind, {"at": moment(self.clock()), "tool": self.tool, **facts})
        try:
            self._write_all(held.handle, line)
            os.fsync(held.handle)
        except BaseException:
            os.ftruncate(held.handle, held.head.end)
            raise
        entry = entry_of(line, held.head.end)
        assert entry is not None  # noqa: S101 - what line_of makes entry_of reads
        held.take(entry)

    def _write_all(self, handle: int, some: bytes) -> None:
        rest = memoryview(some)
        while rest:
            rest = rest[self._write(handle, rest) :]  # type: ignore[arg-type]  # os.write takes any buffer

    def _reaches(self, place: Place) -> bool:
        size = size_of(self.folder / WARCS / place.file)
        return size is not None and size >= place.offset + place.length


def _name(n: int) -> str:
    return f"onrecord-{n:08d}.warc.gz"


def _listed(records: Sequence[Written], start: int) -> list[dict[str, Any]]:
    listed = []
    for record in records:
        digest = hashlib.sha256(record.raw).hexdigest()
        size = len(record.raw)
        listed.append({"type": record.type, "id": record.id, "offset": start, "length": size, "sha256": digest})
        start += size
    return listed


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
