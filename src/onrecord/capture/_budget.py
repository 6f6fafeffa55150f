"""Limits on what may come out of a file that holds others, and the count of what has."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from onrecord.capture._files import DEFAULT_LIMIT

if TYPE_CHECKING:
    from typing_extensions import Buffer

MB = 1_000_000
_SLACK = 10 * MB
"""Bytes that may come out before their ratio to what went in is looked at: small files pack well."""


class OverLimitError(Exception):
    """More came out than the limits allow; the message is the reason, in one line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file given by the user may come to, with all that is packed in it at any depth."""

    size: int = DEFAULT_LIMIT
    """Bytes of one page."""
    total: int = 20_000 * MB
    """Bytes unpacked; a whole WARC of Common Crawl's news set is 1 GB packed, about 5 GB unpacked."""
    members: int = 200_000
    """Files or records; such a WARC has about 60,000 responses."""
    ratio: int = 200
    """Bytes out for a byte in. HTML packs 4 to 10 times, a dump of near-equal pages 50 times, a bomb 1,000 times."""
    depth: int = 4
    """Files within files: a page in a WARC in a WACZ in a ZIP."""


class Budget:
    """What is left of the limits for one file given; each `spend` and `open_one` raises OverLimitError beyond it."""

    def __init__(self, limits: Limits, size: int) -> None:
        self.limits = limits
        self._out = 0
        self._members = 0
        self._most = min(limits.total, _SLACK + limits.ratio * size)

    def spend(self, size: int) -> None:
        """Count bytes that came out."""
        self._out += size
        if self._out > self.limits.total:
            raise OverLimitError(f"unpacks to more than {self.limits.total / MB:g} MB; unpack it and give its files")
        if self._out > self._most:
            raise OverLimitError(f"unpacks to more than {self.limits.ratio} times its size; unpack it if you trust it")

    def open_one(self) -> None:
        """Count a file or record."""
        self._members += 1
        if self._members > self.limits.members:
            raise OverLimitError(f"holds more than {self.limits.members} files or records; split it")


class Counted(io.RawIOBase):
    """A stream whose bytes are counted against a budget as they are read."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """As RawIOBase."""
        view = memoryview(buffer).cast("B")
        some = self._stream.read(min(len(view), MB))
        self._budget.spend(len(some))
        view[: len(some)] = some
        return len(some)
