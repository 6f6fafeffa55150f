"""Files that hold pages, opened by what is in them, whatever they are called, and as deep as the limits allow.

A page within is a Capture of its own: its path is the file's, `!`, and its place in it, and so on inwards, as in
`saved.zip!a/b.warc.gz!https://example.org/`. Which url and moment it has, each reader says; where it says nothing,
they are those of the file around it. A file that holds nothing else is given back as it is.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import stat
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.capture._budget import MB, Budget, Counted, Limits, OverLimitError
from onrecord.capture._dumps import DEFAULT_MAP, FieldMap, is_dump, read_dump
from onrecord.capture._files import CONTAINERS, PAGES
from onrecord.capture._mail import HEAD, is_message, read_message
from onrecord.capture._pdf import read_pdf
from onrecord.capture._warc_in import read_warc
from onrecord.capture._zips import name_of, open_zip, zip_members
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    Found = Iterator[Capture | Rejected]

_IN_MEMORY = 16 * MB
"""Bytes of an inner file kept in memory while it is opened; above, in a temporary file."""
_FAULTS = (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, ValueError, NotImplementedError)


@dataclass(frozen=True)
class _Opening:
    """One file being opened: where it stands, and what is left of the limits."""

    outer: Capture
    budget: Budget
    names: FieldMap
    depth: int

    def within(self, name: str) -> _Opening:
        return replace(
            self, outer=replace(self.outer, path=f"{self.outer.path}!{name}", media_type=None), depth=self.depth + 1
        )


def unpack(capture: Capture, limits: Limits | None = None, names: FieldMap = DEFAULT_MAP) -> Found:
    """The pages in a capture, decided by its bytes; a capture that is a page is given back itself.

    What is damaged, locked, too large or holds no page is Rejected in one line each.
    """
    budget = Budget(limits or Limits(), len(capture.body))
    opening = _Opening(capture, budget, names, 0)
    found = _guarded(opening, io.BytesIO(capture.body))
    # The very capture, with its own body, where it is no more than a page.
    yield from (capture if isinstance(f, Capture) and f.path == capture.path else f for f in found)


def unpack_file(
    path: str, clock: Callable[[], datetime], limits: Limits | None = None, names: FieldMap = DEFAULT_MAP
) -> Found:
    """The pages in a file, read from the disk as they are wanted: a WARC of gigabytes is never held in memory."""
    chosen = limits or Limits()
    try:
        # Opened without waiting: a named pipe would hold up the whole run.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                yield Rejected(path, "not a regular file; give a file, a folder, or - for standard input")
                return
            budget = Budget(chosen, state.st_size)
            outer = Capture(b"", path, None, None, clock())
            yield from _guarded(_Opening(outer, budget, names, 0), file)
    except OSError as error:
        yield Rejected(path, f"cannot be read: {error.strerror or error}; check that it exists and its rights")


def _guarded(opening: _Opening, stream: BinaryIO) -> Found:
    none = True
    try:
        for found in _opened(opening, stream):
            none = False
            yield found
    except OverLimitError as refusal:
        none = False
        yield Rejected(opening.outer.path, str(refusal))
    if none:
        yield Rejected(opening.outer.path, "no page in this file")


def _opened(opening: _Opening, stream: BinaryIO) -> Found:
    head = stream.read(HEAD)
    stream.seek(0)
    reader = _reader(head)
    if reader is not None and opening.depth >= opening.budget.limits.depth:
        yield Rejected(opening.outer.path, f"packed more than {opening.budget.limits.depth} deep; unpack it first")
    elif reader is not None:
        try:
            yield from reader(opening, stream)
        except _FAULTS as error:
            reason = " ".join(str(error).split())[:100] or type(error).__name__
            yield Rejected(
                opening.outer.path, f"damaged, or not what it begins as ({reason}); unpack it by other means"
            )
    else:
        yield _page(opening, stream)


def _reader(head: bytes) -> Callable[[_Opening, BinaryIO], Found] | None:
    starts: tuple[tuple[bytes, Callable[[_Opening, BinaryIO], Found]], ...] = (
        (b"PK\x03\x04", _zip),
        (b"PK\x05\x06", _zip),
        (b"WARC/", _warc),
        (b"filedesc://", _arc),
        (b"\x28\xb5\x2f\xfd", _warc),
        (b"\x1f\x8b", _gzip),
        (b"BZh", _bzip2),
        (b"\xfd7zXZ\x00", _xz),
    )
    by_start = next((reader for start, reader in starts if head.startswith(start)), None)
    if by_start is not None:
        return by_start
    if b"%PDF-" in head[:1024]:  # as readers of PDF take it (ISO 32000, annex H.3.4.1 of 1.7)
        return _pdf
    if head[257:262] == b"ustar":
        return _tar
    if is_dump(head):
        return _dump
    return _message if is_message(head) else None


def _page(opening: _Opening, stream: BinaryIO) -> Capture | Rejected:
    limit = opening.budget.limits.size
    body = stream.read(limit + 1)
    if len(body) > limit:
        return Rejected(opening.outer.path, f"over the limit of {limit / MB:g} MB a page; raise it with --max-size")
    return replace(opening.outer, body=body)


def _whole(read: Callable[[Capture], Capture | Rejected]) -> Callable[[_Opening, BinaryIO], Found]:
    def reader(opening: _Opening, stream: BinaryIO) -> Found:
        page = _page(opening, stream)
        yield page if isinstance(page, Rejected) else read(page)

    return reader


_pdf = _whole(read_pdf)
_message = _whole(read_message)


def _warc(opening: _Opening, stream: BinaryIO) -> Found:
    return read_warc(stream, opening.outer.path, opening.outer.fetched, opening.budget)


def _dump(opening: _Opening, stream: BinaryIO) -> Found:
    return read_dump(stream, opening.outer, opening.names, opening.budget)


def _gzip(opening: _Opening, stream: BinaryIO) -> Found:
    with gzip.GzipFile(fileobj=stream, mode="rb") as inner:
        warc = inner.read(5) == b"WARC/"
    stream.seek(0)
    if warc:
        # Packed record by record: the reader of WARC needs it so, to find the next one behind a damaged one.
        return _warc(opening, stream)
    return _unpacked(opening, cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb")))


def _bzip2(opening: _Opening, stream: BinaryIO) -> Found:
    return _unpacked(opening, cast("BinaryIO", bz2.BZ2File(stream)))


def _xz(opening: _Opening, _: BinaryIO) -> Found:
    # What it unpacks to is bounded, but not what Python's reader of it takes to do so.
    yield Rejected(opening.outer.path, "packed as xz, which is not read; unpack it first")


def _arc(opening: _Opening, _: BinaryIO) -> Found:
    yield Rejected(opening.outer.path, "an ARC file, which WARC replaced; convert it with 'warcio recompress'")


def _unpacked(opening: _Opening, inner: BinaryIO) -> Found:
    name = opening.outer.path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    counted = io.BufferedReader(Counted(inner, opening.budget), MB)
    if counted.peek(262)[257:262] == b"ustar":
        yield from _tar(opening, counted)
    else:
        yield from _inner(opening.within(stem), cast("BinaryIO", counted))


def _tar(opening: _Opening, stream: BinaryIO) -> Found:
    none = True
    # Read as a stream: nothing is sought, so each byte is unpacked and counted once.
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in tar:
            opening.budget.open_one()
            file = tar.extractfile(member) if member.isfile() and _holds_pages(member.name) else None
            if file is not None:
                none = False
                yield from _inner(opening.within(member.name), cast("BinaryIO", file))
    if none:
        yield Rejected(opening.outer.path, "no page in this tar file")


def _zip(opening: _Opening, stream: BinaryIO) -> Found:
    path = opening.outer.path
    opened = open_zip(stream, path, opening.budget)
    if isinstance(opened, Rejected):
        yield opened
        return
    none = True
    with opened:
        for info in zip_members(opened):
            opening.budget.open_one()
            if not _holds_pages(name := name_of(info)):
                continue
            none = False
            if info.flag_bits & 1:
                yield Rejected(f"{path}!{name}", "locked by a password; unpack it and give its files")
                continue
            try:
                with opened.open(info) as member:
                    counted = io.BufferedReader(Counted(cast("BinaryIO", member), opening.budget), MB)
                    yield from _inner(opening.within(name), cast("BinaryIO", counted))
            except _FAULTS as error:
                reason = " ".join(str(error).split())[:100]
                yield Rejected(f"{path}!{name}", f"cannot be unpacked ({reason}); unpack it by other means")
    if none:
        yield Rejected(path, "no page in this ZIP file")


def _inner(opening: _Opening, stream: BinaryIO) -> Found:
    """What is in a member: kept where it can be sought, as readers of files within files need."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        while some := stream.read(MB):
            kept.write(some)
        kept.seek(0)
        yield from _opened(opening, cast("BinaryIO", kept))


def _holds_pages(name: str) -> bool:
    parts = Path(name).parts
    if not parts or name.endswith("/") or any(p.startswith((".", "__MACOSX")) for p in parts):
        return False
    return Path(name).suffix.lower() in PAGES | CONTAINERS
