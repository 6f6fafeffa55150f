"""Pages out of WARC files that others made (ISO 28500): responses of status 200 that are HTML or text."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from fastwarc import ArchiveIterator, WarcRecordType

from onrecord.capture._addresses import Refused
from onrecord.capture._exchange import Unpacking
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc import WarcRecord

    from onrecord.capture._budget import Budget

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
# What crawlers keep of their own beside the pages: logs, settings, a page's text once more (wget, wpull, Browsertrix).
_NO_PAGES = ("urn:", "metadata:")
_DAMAGED = "damaged in the WARC file: "
_WINDOW = 1 << 20  # bytes searched at a time for the next sound record
_SNIFF = 512  # bytes packed that show how a record begins
_STARTS = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/1\.")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<\?xml)", re.IGNORECASE)


class _Http(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def read_warc(stream: BinaryIO, path: str, fetched: datetime, budget: Budget) -> Iterator[Capture | Rejected]:
    """The pages of a WARC file, packed or not; damaged records are Rejected, and read past.

    A page's path is `path!target URI`, its url the target URI (None if that is no web address), and it was fetched at
    its WARC-Date (at `fetched` if it has none). `stream` must be seekable. Raises OverLimitError beyond the budget.
    """
    start: int | None = 0
    fresh = True
    while start is not None:
        last, plain = start, _is_plain(stream, start)
        try:
            for last, record in _records(stream, start):  # noqa: B007 - where reading stopped, below
                fresh = True
                budget.open_one()
                page = _page(record, path, fetched, budget)
                if page is not None:
                    yield page
                if isinstance(page, Rejected) and page.reason.startswith(_DAMAGED) and plain:
                    break
            else:
                return
        except OSError as error:
            # A start found by searching may be no record at all: said only where reading first went wrong.
            if fresh:
                yield Rejected(f"{path}!byte {last}", f"damaged in or after the WARC record here ({error}); skipped")
        fresh = False
        start = _next_start(stream, last + 1)


def _is_plain(stream: BinaryIO, start: int) -> bool:
    """Whether records are not packed: then a damaged one may have a wrong length, and hide those behind it."""
    stream.seek(start)
    return stream.read(5) == b"WARC/"


def _records(stream: BinaryIO, start: int) -> Iterator[tuple[int, WarcRecord]]:
    for record in ArchiveIterator(_Rest(stream, start), record_types=_WANTED, parse_http=False):
        yield start + record.stream_pos, record


class _Rest(io.RawIOBase):
    """A stream from a byte on, with positions counted from there."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self._start = start
        self.seek(0)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset + (self._start if whence == os.SEEK_SET else 0), whence) - self._start

    def tell(self) -> int:
        return self._stream.tell() - self._start


def _page(record: WarcRecord, path: str, fetched: datetime, budget: Budget) -> Capture | Rejected | None:
    target = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    inner = f"{path}!{target}"
    budget.spend(record.content_length)
    media = record.headers.get("Content-Type") or ""
    if target.startswith(_NO_PAGES) or not (media.startswith("application/http") or _is_page(media, b"")):
        return None
    if record.content_length > budget.limits.size:
        return Rejected(inner, f"over the limit of {budget.limits.size / 1e6:g} MB a page; raise it with --max-size")
    # Read before HTTP is parsed: fastwarc's own check fails after it, on good records too.
    block = record.reader.read(record.content_length)
    reason = _damage(record, block)
    if reason:
        return Rejected(inner, f"{_DAMAGED}{reason}; skipped")
    answer = _answer(block, budget.limits.size) if media.startswith("application/http") else _Http(200, {}, block)
    if isinstance(answer, str):
        return Rejected(inner, answer)
    if answer.status == 200 and _is_page(kind := answer.headers.get("content-type", media), answer.body):  # noqa: PLR2004 - OK, RFC 9110
        budget.spend(len(answer.body))
        at = _moment(record.headers.get("WARC-Date")) or fetched
        return Capture(answer.body, inner, target if target.startswith(("http://", "https://")) else None, kind, at)
    return None


def _damage(record: WarcRecord, block: bytes) -> str | None:
    length = record.headers.get("Content-Length") or ""
    if length != str(len(block)):
        return f"cut off: {len(block)} bytes where {length} were written"
    stated = record.headers.get("WARC-Block-Digest")
    if stated is not None:
        return None if _fits(stated, block) else "its bytes are not those of its digest"
    payload = record.headers.get("WARC-Payload-Digest")
    if payload is None or record.headers.get("WARC-Type") == "revisit":
        return None
    body = block.partition(b"\r\n\r\n")[2]
    # What the payload is, writers do not agree on: as sent, without its chunks, or unpacked. With a block digest there
    # is no need to ask.
    answer = _answer(block, len(block) * 20)
    forms = [block, body, _dechunked(body) or body, *([answer.body] if isinstance(answer, _Http) else [])]
    return None if any(_fits(payload, form) for form in forms) else "its page is not that of its digest"


def _fits(stated: str, content: bytes) -> bool:
    """Whether a labelled digest is that of the content; one of an unknown algorithm is not held against it."""
    name, _, value = stated.partition(":")
    try:
        digest = hashlib.new(name.lower().replace("sha-", "sha"), content).digest()
    except (ValueError, TypeError):
        return True
    value = value.strip().rstrip("=")
    forms = (digest.hex(), base64.b32encode(digest).decode().rstrip("="))
    exact = (base64.b64encode(digest).decode().rstrip("="), base64.urlsafe_b64encode(digest).decode().rstrip("="))
    return value.lower() in {form.lower() for form in forms} or value in exact


def _answer(block: bytes, limit: int) -> _Http | str:
    """An HTTP answer with its body as it was before it was packed for the way; or why it cannot be had."""
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        head, found, body = block.partition(b"\n\n")
    first, *lines = head.replace(b"\r\n", b"\n").split(b"\n")
    status = re.match(rb"HTTP/\d(?:\.\d)? +(\d{3})", first)
    if status is None or not found:
        return "holds no HTTP answer"
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if "chunked" in headers.get("transfer-encoding", "").lower():
        # Some crawlers keep the header and not the chunks.
        body = _dechunked(body) or body
    encoding = headers.get("content-encoding", "").lower()
    packed = (encoding in {"gzip", "x-gzip"} and body[:2] == b"\x1f\x8b") or encoding == "deflate"
    if not packed and encoding in {"br", "zstd"} and not _looks_like_text(body):
        return f"packed as {encoding!r}, which is not read; save the page and give its file"
    if packed:
        unpacking = Unpacking(encoding, limit)
        try:
            unpacking.add(body)
            unpacking.end()
        except Refused as refusal:
            return str(refusal)
        body = unpacking.body
    return _Http(int(status[1]), headers, body)


def _looks_like_text(body: bytes) -> bool:
    # Packed bytes are no UTF-8 for long; many crawlers keep the unpacked body under the header as it was sent.
    try:
        body[:_SNIFF].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > _SNIFF - 4
    return True


def _dechunked(body: bytes) -> bytes | None:
    """The body out of its chunks (RFC 9112, 7.1), or None if it is in none."""
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length + (2 if body[size.end() + length :][:2] == b"\r\n" else 1)
    return None


def _is_page(media: str, body: bytes) -> bool:
    kind = media.partition(";")[0].strip().lower()
    return kind in PAGES or (not kind and bool(_HTML.match(body[:_SNIFF])))


def _moment(stated: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _next_start(stream: BinaryIO, after: int) -> int | None:
    """Where the next record begins, at or after a byte, as far as its first bytes tell."""
    while True:
        stream.seek(after)
        window = stream.read(_WINDOW + _SNIFF)
        for found in _STARTS.finditer(window):
            if found.start() < _WINDOW and _begins_record(window[found.start() : found.start() + _SNIFF]):
                return after + found.start()
        if len(window) < _WINDOW + _SNIFF:
            return None
        after += _WINDOW


def _begins_record(some: bytes) -> bool:
    if some.startswith(b"WARC/1."):
        return True
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(some, 16).startswith(b"WARC/1.")
    except zlib.error:
        return False
