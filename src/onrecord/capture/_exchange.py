"""What was sent to a server and what it sent back, as a WARC needs it, and what a fetch comes to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from onrecord.capture._addresses import Refused
from onrecord.model import Capture, Exchange, Validators

_MEMBERS = 100
"""Pieces that one gzip body may be made of; servers send one, and a million empty ones would cost hours."""

_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
# Encodings that pages are really sent in but that we neither ask for nor can unpack within a limit.
_UNASKED = frozenset({"br", "zstd", "compress", "x-compress"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as fetched: every exchange on the way, redirects first, and the page's bytes unpacked."""

    asked: str
    exchanges: tuple[Exchange, ...]
    body: bytes

    @property
    def last(self) -> Exchange:
        """The exchange that gave the page."""
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        """Where the page was in the end."""
        return self.last.url

    @property
    def validators(self) -> Validators:
        """To be given when the page is fetched again."""
        return Validators.of(self.last)

    def capture(self) -> Capture:
        """The page for reading: unpacked bytes, the final URL, its media type, and when it was asked for."""
        return Capture(
            body=self.body,
            path=self.asked,
            url=self.url,
            media_type=self.last.header("Content-Type"),
            fetched=self.last.at,
            exchanges=self.exchanges,
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server said that the page is what it was when the validators were given (304)."""

    asked: str
    exchanges: tuple[Exchange, ...]


class Unpacking:
    """Bytes of one body as they arrive, kept raw and unpacked, neither above a limit."""

    def __init__(self, encoding: str | None, limit: int) -> None:
        self._encoding = (encoding or "").lower().strip()
        self._limit = limit
        # 32 added: the header tells gzip from zlib.
        self._inflate = zlib.decompressobj(32 + zlib.MAX_WBITS)
        self._members = 1
        self._raw = bytearray()
        self._body = bytearray()

    @property
    def raw(self) -> bytes:
        """What was received."""
        return bytes(self._raw)

    @property
    def body(self) -> bytes:
        """What was received, unpacked."""
        return bytes(self._body) if self._encoding in _PACKED else bytes(self._raw)

    def add(self, some: bytes) -> None:
        """Take in what was received next; raises Refused as soon as it is too much or cannot be unpacked."""
        if self._encoding in _UNASKED or "," in self._encoding:
            raise Refused(f"sent packed as {self._encoding!r}, not asked for; save the page and give its file")
        self._raw += some
        if len(self._raw) > self._limit:
            raise Refused(f"over the limit of {self._limit / 1e6:g} MB a page; raise it with --max-size")
        if self._encoding in _PACKED:
            self._unpack(some)

    def end(self) -> None:
        """Raises Refused where a packed body stops before its end."""
        if self._encoding in _PACKED and self._raw and not self._inflate.eof:
            raise Refused("the page was cut off before its end; try again")

    def _unpack(self, some: bytes) -> None:
        while some:
            if self._inflate.eof:
                self._next_member()
            some = self._inflated(some)
            if len(self._body) > self._limit:
                raise Refused(f"unpacks to more than {self._limit / 1e6:g} MB; raise the limit with --max-size")

    def _inflated(self, some: bytes) -> bytes:
        room = self._limit + 1 - len(self._body)
        try:
            self._body += self._inflate.decompress(some, room)
        except zlib.error as error:
            # Some servers send deflate without its zlib header, and browsers take it.
            if self._encoding != "deflate" or self._body or self._members > 1:
                raise Refused(f"cannot be unpacked from {self._encoding} ({error}); try again") from error
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            self._members += 1
            return self.raw
        return self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MEMBERS:
            raise Refused("packed in more pieces than any page is; try again")
        self._inflate = zlib.decompressobj(32 + zlib.MAX_WBITS)
