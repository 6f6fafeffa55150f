"""The archive: the bytes of every page under the SHA-256 of those bytes, written once and never again."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[int, bytes], int]


class Archive:
    """A folder of bytes, each file named by the SHA-256 of what is in it. Safe for several writers."""

    def __init__(self, folder: Path, write: Write = os.write) -> None:
        self.folder = folder
        self._write = write

    def put(self, body: bytes) -> str:
        """Keep bytes and return their SHA-256 in hexadecimal; bytes already kept are left as they are.

        When this returns, the bytes are on the disk under their name, whole. Raises ArchiveError when they cannot
        be kept, and then leaves nothing behind.
        """
        digest = hashlib.sha256(body).hexdigest()
        place = self._place(digest)
        try:
            if place.exists():
                _same_size(place, body)
                return digest
            place.parent.mkdir(parents=True, exist_ok=True)
            self._write_whole(place, body)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(f"{place.parent}: cannot keep the page: {reason}; free space or check rights") from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of that SHA-256; raises ArchiveError when they are missing or not what they were."""
        place = self._place(digest)
        try:
            body = place.read_bytes()
        except FileNotFoundError as error:
            raise ArchiveError(f"{place}: missing from the archive; restore it from a backup") from error
        except OSError as error:
            raise ArchiveError(f"{place}: cannot be read: {error.strerror}; check the disk and rights") from error
        if hashlib.sha256(body).hexdigest() != digest:
            raise ArchiveError(f"{place}: damaged: its bytes are not those captured; restore it from a backup")
        return body

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def _write_whole(self, place: Path, body: bytes) -> None:
        part = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            self._fill(part, body)
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)
        # What a killed writer of the same page left; a living one finds its page in place.
        for left in place.parent.glob(f".{place.name}.*.part"):
            left.unlink(missing_ok=True)

    def _fill(self, part: Path, body: bytes) -> None:
        # Read-only from the start: nobody is to write in it again.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o444)
        try:
            rest = memoryview(body)
            while rest:
                rest = rest[self._write(handle, rest) :]  # type: ignore[arg-type]  # os.write takes any buffer
            os.fsync(handle)
        finally:
            os.close(handle)


def _same_size(place: Path, body: bytes) -> None:
    size = place.stat().st_size
    if size != len(body):
        raise ArchiveError(
            f"{place}: damaged: {size} bytes where {len(body)} were kept; move it away and add the page again"
        )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
