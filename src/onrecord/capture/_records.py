"""WARC 1.1 records (ISO 28500:2017): a capture as the records that keep it, and a record's bytes opened again.

A page from a file is a `resource` record, one from a URL a `response` and its `request`; a `metadata` record (JSON)
says from where and with which tool. Each record is a gzip member of its own, as the standard's Annex D asks.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]  # warcio has no types
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio has no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # warcio has no types

from onrecord.capture._addresses import Refused
from onrecord.capture._exchange import Unpacking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Capture, Exchange, Headers

HTTP = "application/http"

ORIGINAL = b"X-Archive-Orig-"
"""Web archives keep under this name what no longer holds of the body as kept (pywb): here, its chunks."""

_NO_LIMIT = 1 << 40  # bytes: what was kept was within the limits when it was fetched
# Bytes in which browsers, too, look for what a page is (mimesniff.spec.whatwg.org, 5.2), and what stands there in HTML.
_HEAD = 1445
_MARKUP = re.compile(rb"(?i)<(?:!doctype html|html|head|title|meta|body|article|main|div|table|h1|p|a|br)[\s/>]")
_URI = "!#$%&'()*+,/:;=?@[]~"  # reserved characters and the percent sign: what is escaped already stays so


class Written(NamedTuple):
    """A record ready to be written: its type, its id, and its bytes, one gzip member."""

    type: str
    id: str
    raw: bytes


class Opened(NamedTuple):
    """A record as it stands in a file: its header's fields (names in lower case), its block, and its payload."""

    fields: dict[str, str]
    block: bytes
    payload: bytes


def digest_of(content: bytes) -> str:
    """The SHA-256 of bytes as WARC writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def moment(at: datetime) -> str:
    """A WARC-Date of WARC 1.1: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def target(capture: Capture) -> str:
    """The WARC-Target-URI of a capture: its URL, or its path as given, as a `file:` URI.

    Such a URI has no relative paths (RFC 8089), and players find none: one is written as from the root.
    """
    if capture.url is not None:
        return _uri(capture.url)
    return "file:///" + quote(_bytes_of(capture.path.removeprefix("/")), safe="/!")


def file_record(name: str, at: datetime, tool: str) -> Written:
    """The `warcinfo` record that a WARC file begins with."""
    lines = {"software": tool, "format": "WARC File Format 1.1", "description": "pages kept as captured"}
    block = "".join(f"{k}: {v}\r\n" for k, v in lines.items()).encode()
    fields = {"WARC-Filename": name, "WARC-Date": moment(at), "Content-Type": "application/warc-fields"}
    return _record("warcinfo", fields, block)


def page_records(capture: Capture, exchanges: Sequence[Exchange], tool: str) -> tuple[Written, ...]:
    """The records that keep a capture: first the one that holds its page, last the metadata.

    `exchanges` are those by which it was fetched, redirects first, as they went over the wire; none for a file.
    """
    common = {"WARC-Target-URI": target(capture), "WARC-Date": moment(capture.fetched)}
    kept: list[Written] = []
    for exchange in reversed(exchanges):
        kept += _exchanged(exchange)
    if not exchanges:
        kind = _one_line(capture.media_type) or _kind_of(capture.body)
        fields = {**common, "WARC-Payload-Digest": digest_of(capture.body), "Content-Type": kind}
        kept = [_record("resource", fields, capture.body)]
    about = {**common, "WARC-Refers-To": kept[0].id, "Content-Type": "application/json"}
    return (*kept, _record("metadata", about, _about(capture, exchanges, tool)))


def _kind_of(body: bytes) -> str:
    """What bytes that came without a media type are by the look of them: a player of web archives shows no others."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if _MARKUP.search(head):
        return "text/html"
    try:
        return "text/plain; charset=utf-8" if body.decode() and b"\0" not in head else "application/octet-stream"
    except UnicodeDecodeError:
        return "application/octet-stream"


def opened(raw: bytes) -> Opened:
    """The record in one gzip member; raises ValueError, saying what is wrong, if it is not exactly one whole record."""
    return parsed(inflated(raw))


def inflated(raw: bytes) -> bytes:
    """What is in exactly one gzip member; raises ValueError, saying what is wrong."""
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = inflate.decompress(raw)
    except zlib.error as error:
        raise ValueError(f"cannot be decompressed ({error})") from error
    if not inflate.eof or inflate.unused_data:
        raise ValueError("is cut short" if not inflate.eof else "is followed by other bytes")
    return plain


def parsed(plain: bytes) -> Opened:
    """A record from its decompressed bytes; raises ValueError as `opened`."""
    head, found, rest = plain.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not found or lines[0] not in {"WARC/1.0", "WARC/1.1"}:
        raise ValueError("does not begin as a WARC record")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if rest[-4:] != b"\r\n\r\n" or fields.get("content-length") != str(len(rest) - 4):
        raise ValueError("is not as long as its header says")
    block = rest[:-4]
    return Opened(fields, block, _payload(fields, block))


def page_of(record: Opened) -> bytes:
    """The page in a record: its payload, unpacked where the server sent it packed; raises ValueError."""
    if record.payload is record.block:
        return record.block
    head = record.block[: -len(record.payload) or None].lower().split(b"\r\n")
    packed = [line.partition(b":")[2].strip() for line in head if line.startswith(b"content-encoding:")]
    if not packed:
        return record.payload
    unpacking = Unpacking(packed[0].decode("latin-1"), _NO_LIMIT)
    try:
        unpacking.add(record.payload)
        unpacking.end()
    except Refused as error:
        raise ValueError(f"cannot be unpacked: {error}") from error
    return unpacking.body


def faults_of(record: Opened) -> str | None:
    """What of a record does not fit its own digests; None if all fits."""
    block = digest_of(record.block)
    if record.fields.get("warc-block-digest") != block:
        return "its block is not what its digest says"
    stated = record.fields.get("warc-payload-digest")
    if stated is None or (record.payload is record.block and stated == block) or stated == digest_of(record.payload):
        return None
    return "its payload is not what its digest says"


def _payload(fields: dict[str, str], block: bytes) -> bytes:
    if not fields.get("content-type", "").startswith(HTTP):
        return block
    return block.partition(b"\r\n\r\n")[2]


def _record(kind: str, fields: dict[str, str], block: bytes) -> Written:
    made = f"<urn:uuid:{uuid4()}>"
    headers = {"WARC-Type": kind, "WARC-Record-ID": made, **fields, "WARC-Block-Digest": digest_of(block)}
    # Made by hand: warcio's builder would parse HTTP heads and write them anew, not as they were received.
    record = ArcWarcRecord(
        "warc",
        kind,
        StatusAndHeaders("", list(headers.items()), protocol="WARC/1.1"),
        io.BytesIO(block),
        None,
        fields["Content-Type"],
        len(block),
    )
    record.payload_length = len(block)
    # Told of both digests, so that warcio adds none of its own (SHA-1).
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    writer.NO_PAYLOAD_DIGEST_TYPES = (kind,)
    writer.write_record(record)
    return Written(kind, made, out.getvalue())


def _exchanged(exchange: Exchange) -> tuple[Written, Written]:
    common = {"WARC-Target-URI": _uri(exchange.url), "WARC-Date": moment(exchange.at)}
    if exchange.address:
        common["WARC-IP-Address"] = _one_line(exchange.address)
    head = _http(exchange.status_line, exchange.headers)
    fields = {**common, "WARC-Payload-Digest": digest_of(exchange.body), "Content-Type": f"{HTTP}; msgtype=response"}
    answer = _record("response", fields, head + exchange.body)
    asked = {**common, "WARC-Concurrent-To": answer.id, "Content-Type": f"{HTTP}; msgtype=request"}
    return answer, _record("request", asked, _http(exchange.request_line, exchange.request_headers))


def _http(first: bytes, headers: Headers) -> bytes:
    lines = [first.rstrip(b"\r\n")]
    for name, value in headers:
        # The body is kept without its chunks, so this header no longer holds.
        lines.append((ORIGINAL if name.lower() == b"transfer-encoding" else b"") + name + b": " + value)
    return b"\r\n".join([*lines, b"", b""])


def facts_of(capture: Capture) -> dict[str, Any]:
    """What is said of a capture, in the archive's log and beside its records."""
    return {
        "capture": capture.id,
        "sha256": capture.digest,
        "size": len(capture.body),
        "path": capture.path,
        "url": capture.url,
        "media_type": capture.media_type,
        "fetched": capture.fetched.isoformat(),
    }


def _about(capture: Capture, exchanges: Sequence[Exchange], tool: str) -> bytes:
    facts: dict[str, Any] = {**facts_of(capture), "tool": tool}
    if exchanges:
        hops = [(e.url, e.status, e.header("Location")) for e in exchanges[:-1]]
        facts["redirects"] = [{"url": url, "status": status, "location": to} for url, status, to in hops]
    return json.dumps(facts, indent=1).encode("ascii")


def _uri(url: str) -> str:
    return quote(_bytes_of(url), safe=_URI)


def _bytes_of(name: str) -> bytes:
    try:
        # What Python makes of a file name that is no UTF-8 goes back to what it was.
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split()).encode("ascii", "replace").decode()
