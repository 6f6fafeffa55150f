"""An archive's files read: bytes by their place, the page in a record, the log from an entry on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from onrecord.capture._log import LOG, WARCS, entries
from onrecord.capture._records import opened, page_of
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.capture._index import Place
    from onrecord.capture._log import Break, Entry, Head


def read_page_at(folder: Path, place: Place) -> bytes:
    """The bytes of the page at a place; raises ArchiveError when they are not what was captured."""
    where = f"{folder / WARCS / place.file}, byte {place.offset}"
    try:
        body = page_of(opened(raw_bytes(folder, place.file, place.offset, place.length)))
    except ValueError as error:
        raise ArchiveError(f"{where}: damaged: the record {error}; restore the file from a backup") from error
    if hashlib.sha256(body).hexdigest() != place.digest:
        raise ArchiveError(f"{where}: damaged: its bytes are not those captured; restore the file from a backup")
    return body


def raw_bytes(folder: Path, file: str, offset: int, length: int) -> bytes:
    """So many bytes of a WARC file, or fewer where it ends; raises ArchiveError."""
    path = folder / WARCS / file
    try:
        with path.open("rb") as stored:
            stored.seek(offset)
            return stored.read(length)
    except FileNotFoundError as error:
        raise ArchiveError(f"{path}: missing from the archive; restore it from a backup") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror}; check the disk and rights") from error


def size_of(path: Path) -> int | None:
    """The bytes of a file, or None where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def log_after(folder: Path, head: Head) -> Iterator[Entry | Break]:
    """The log's entries after a head, as `entries`; none where there is no log. Raises ArchiveError."""
    try:
        with (folder / LOG).open("rb") as log:
            log.seek(head.end)
            yield from entries(log, head)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveError(f"{folder / LOG}: cannot be read: {error.strerror}; check the disk and rights") from error
