"""Checking an archive: every byte of its WARC files against the log, every record against its own digests."""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastwarc import GzipReader

from onrecord.capture._log import EMPTY, LOG, WARCS, Break, Entry, Head, entries
from onrecord.capture._records import digest_of, faults_of, inflated, opened, page_of, parsed
from onrecord.capture._timestamps import stamp_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.capture._records import Opened

_SMALL = 4096  # bytes packed, below which making the faster reader takes longer than it saves
_PIECE = 1 << 20  # bytes; larger pieces are no faster


@dataclass(frozen=True, slots=True)
class Fault:
    """What in the archive is not as it was written: file, byte, what stands there, the log's entry, the reason."""

    file: str
    offset: int
    reason: str
    about: str | None = None
    entry: int | None = None

    def __str__(self) -> str:
        """In one line."""
        known = [self.about] if self.about else []
        known += [f"log entry {self.entry}"] if self.entry is not None else []
        about = f" ({', '.join(known)})" if known else ""
        return f"{self.file}, byte {self.offset}{about}: {self.reason}"


@dataclass
class _Walk:
    """How far the checking is: the log's head, how much of each file is spoken for, and whether entries were lost."""

    folder: Path
    sizes: dict[str, int]
    """Of each WARC file, before the log was read: what other writers add meanwhile is for the next time."""
    head: Head = EMPTY
    ends: dict[str, int] = field(default_factory=dict)
    lost: bool = False
    last: str = ""
    hashes: bytearray = field(default_factory=bytearray)
    """The hashes of the entries in order, 32 bytes each: what timestamps are of."""


def check(folder: Path, last_known: Head) -> Iterator[Fault | None]:
    """A Fault for each record and each entry of the log that is damaged, None for each record found whole.

    `last_known` is the head of the log when it was last written, as far as that is known; `EMPTY` if not.
    """
    if not (folder / LOG).exists() and not any((folder / WARCS).glob("*")) and last_known.n < 0:
        # Nothing was kept here yet; that pages of a ledger are missing is seen when they are asked for.
        return
    try:
        with os.scandir(folder / WARCS) as found:
            walk = _Walk(folder, {file.name: file.stat().st_size for file in found})
        with (folder / LOG).open("rb") as log:
            for item in entries(log):
                try:
                    yield from _log_fault(walk, item) if isinstance(item, Break) else _entry(walk, item)
                except (AttributeError, LookupError, TypeError, ValueError):
                    yield Fault(LOG, item.start, "not an entry that onrecord writes", entry=item.n)
        yield from _rest(walk, last_known)
    except OSError as error:
        yield Fault(str(error.filename or folder), 0, f"cannot be read: {error.strerror}")


def pages_in(raw: bytes) -> int:
    """How many whole captures are among bytes that no entry of the log speaks of: each ends with its metadata."""
    pages = 0
    while raw:
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            plain = inflate.decompress(raw)
            pages += inflate.eof and parsed(plain).fields.get("warc-type") == "metadata"
        except (zlib.error, ValueError):
            return pages
        raw = inflate.unused_data
    return pages


def _log_fault(walk: _Walk, found: Break) -> Iterator[Fault]:
    walk.lost = True
    yield Fault(LOG, found.start, found.reason, entry=found.n)


def _entry(walk: _Walk, entry: Entry) -> Iterator[Fault | None]:
    walk.head = entry.head
    _remember(walk, entry)
    if entry.kind in {"file", "capture"}:
        yield from _records(walk, entry)
    elif entry.kind == "left":
        yield from _left(walk, entry)
    elif entry.kind == "timestamp":
        yield from _timestamp(walk, entry)


def _remember(walk: _Walk, entry: Entry) -> None:
    missing = 32 * entry.n - len(walk.hashes)
    # An entry takes more than 32 bytes: a number too high for its place is made up, and must not cost memory.
    if missing <= entry.end:
        walk.hashes[32 * entry.n :] = bytes(max(0, missing)) + bytes.fromhex(entry.hash)


def _records(walk: _Walk, entry: Entry) -> Iterator[Fault | None]:
    file = walk.last = _plain_name(entry)
    first = entry.facts["records"][0]["offset"]
    spoken = walk.ends.get(file, 0)
    if first != spoken and not walk.lost:
        yield Fault(file, spoken, f"no entry of the log speaks of the bytes up to {first}", entry=entry.n)
    walk.lost = False
    with _opened(walk.folder / WARCS / file) as handle:
        for record in entry.facts["records"]:
            walk.ends[file] = record["offset"] + record["length"]
            reason = "the file is missing" if handle is None else _record_fault(handle, record, entry)
            about = f"{record['type']} of {entry.facts.get('url') or entry.facts.get('path') or 'the file itself'}"
            yield None if reason is None else Fault(file, record["offset"], reason, about, entry.n)


def _record_fault(handle: int, record: dict[str, Any], entry: Entry) -> str | None:
    raw = os.pread(handle, min(record["length"], os.fstat(handle).st_size), record["offset"])
    if len(raw) < record["length"]:
        return f"the record is cut: {len(raw)} bytes where {record['length']} were written"
    altered = hashlib.sha256(raw).hexdigest() != record["sha256"]
    try:
        found = opened(raw) if altered else parsed(_unpacked(raw))
        reason = faults_of(found) or _unlike(found, record, entry)
    except ValueError as error:
        return f"damaged: the record {error}"
    if reason is None and altered:
        reason = "its bytes are not those logged, though its content is"
    return f"damaged: {reason}" if reason else None


def _unpacked(raw: bytes) -> bytes:
    # Three times as fast as zlib, and most of the time goes here. It checks less, but these bytes are those logged.
    if len(raw) < _SMALL:
        return inflated(raw)
    reader = GzipReader(io.BytesIO(raw))
    pieces = []
    try:
        while piece := reader.read(_PIECE):
            pieces.append(piece)
    except Exception as error:
        raise ValueError(f"cannot be decompressed ({error})") from error
    return b"".join(pieces)


def _unlike(found: Opened, record: dict[str, Any], entry: Entry) -> str | None:
    if found.fields.get("warc-record-id") != record["id"]:
        return "its record id is not the one logged"
    if entry.kind != "capture" or record["offset"] != entry.facts["records"][0]["offset"]:
        return None
    page = f"sha256:{entry.facts['sha256']}"
    # The stated digest has been checked against the payload: only what was sent packed need be unpacked for its own.
    if found.fields.get("warc-payload-digest") == page or digest_of(page_of(found)) == page:
        return None
    return "it does not hold the page that was captured"


def _plain_name(entry: Entry) -> str:
    file = entry.facts["file"]
    if "/" in file or file.startswith("."):
        raise ValueError(file)
    return str(file)


def _left(walk: _Walk, entry: Entry) -> Iterator[Fault | None]:
    file, start, length = _plain_name(entry), entry.facts["offset"], entry.facts["length"]
    walk.ends[file] = start + length
    with _opened(walk.folder / WARCS / file) as handle:
        raw = b"" if handle is None else os.pread(handle, length, start)
    if hashlib.sha256(raw).hexdigest() != entry.facts["sha256"]:
        yield Fault(file, start, "the piece that a stopped writer left is not what it was", entry=entry.n)
    if entry.facts["pages"] > 1:
        yield Fault(file, start, _REMOVED, entry=entry.n)


_REMOVED = "whole records that the log did not speak of, more than a stopped writer leaves: entries were removed"


def _timestamp(walk: _Walk, entry: Entry) -> Iterator[Fault | None]:
    of = entry.facts["of"]
    for file, reason in stamp_faults(walk.folder, entry, walk.hashes[32 * of : 32 * of + 32].hex()):
        if file is None:
            yield Fault(LOG, entry.start, reason, entry=entry.n)
        else:
            yield Fault(file, 0, reason, f"timestamp of log entry {of}", entry.n)


def _rest(walk: _Walk, last_known: Head) -> Iterator[Fault]:
    """What stands behind all that the log speaks of."""
    if last_known.n > walk.head.n and not walk.lost:
        yield Fault(LOG, walk.head.end, f"entries {walk.head.n + 1} to {last_known.n} were removed from the end")
    for file, size in sorted(walk.sizes.items()):
        spoken = walk.ends.get(file, 0)
        if size <= spoken or walk.lost:
            continue
        # A writer that was stopped leaves one page at most, in the file last written or in one just begun.
        if file not in {walk.last, f"onrecord-{walk.head.n + 1:08d}.warc.gz"}:
            yield Fault(file, spoken, "no entry of the log speaks of what stands here")
        elif _pages_behind(walk.folder / WARCS / file, spoken, size) > 1:
            yield Fault(file, spoken, _REMOVED)


def _pages_behind(path: Path, start: int, end: int) -> int:
    with path.open("rb") as file:
        file.seek(start)
        return pages_in(file.read(end - start))


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """A handle to read from, or None where there is no such file."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)
