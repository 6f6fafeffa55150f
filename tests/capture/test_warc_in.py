"""WARC files of others: each good page once, each damaged record said and read past, whatever wrote the file."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib

import pytest
from making import START

from onrecord.capture._budget import Budget, Limits
from onrecord.capture._warc_in import read_warc
from onrecord.model import Capture, Rejected

PAGE = b"<html><body><p>A page about the talks, long enough to be packed.</p></body></html>"
URL = "https://example.org/news"


def record(block: bytes, kind: str = "response", url: str = URL, media: str | None = None, **more: str) -> bytes:
    """A WARC 1.0 record as plain bytes, headers as given; `_` in names stands for `-`."""
    media = media or ("application/http; msgtype=response" if kind == "response" else "text/html")
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2024-10-16T09:00:00Z", "Content-Type": media}
    fields |= {"WARC-Record-ID": "<urn:uuid:1>", "Content-Length": str(len(block))}
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, status: int = 200, kind: str = "text/html; charset=utf-8", *more: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Type: {kind}", *more, "", ""]).encode() + body


def read(raw: bytes, limits: Limits | None = None) -> list[Capture | Rejected]:
    return list(read_warc(io.BytesIO(raw), "x.warc", START, Budget(limits or Limits(), len(raw))))


def page(raw: bytes) -> Capture:
    (found,) = read(raw)
    assert isinstance(found, Capture), found
    return found


def chunked(body: bytes) -> bytes:
    pieces = [body[i : i + 30] for i in range(0, len(body), 30)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


RAW_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    "block",
    [
        answer(),
        answer(chunked(PAGE), 200, "text/html", "Transfer-Encoding: chunked"),
        answer(PAGE, 200, "text/html", "Transfer-Encoding: chunked"),
        answer(gzip.compress(PAGE), 200, "text/html", "Content-Encoding: gzip"),
        answer(PAGE, 200, "text/html", "Content-Encoding: gzip"),
        answer(PAGE, 200, "text/html", "Content-Encoding: br"),
        answer(zlib.compress(PAGE), 200, "text/html", "Content-Encoding: deflate"),
        answer(RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush(), 200, "text/html", "Content-Encoding: deflate"),
        answer(chunked(gzip.compress(PAGE)), 200, "text/html", "content-encoding: GZIP", "transfer-encoding: chunked"),
        answer().replace(b"\r\n", b"\n"),
    ],
    ids="plain chunked unchunked gzip ungzipped unbr deflate rawdeflate both lf".split(),  # noqa: SIM905 - read at a glance
)
def test_a_page_is_got_out_of_the_way_it_was_sent_or_kept(block: bytes) -> None:
    for raw in (record(block), gzip.compress(record(block))):
        assert page(raw).body == PAGE


def test_a_page_has_the_url_moment_and_media_type_of_its_record() -> None:
    assert page(record(answer())) == Capture(PAGE, f"x.warc!{URL}", URL, "text/html; charset=utf-8", START)
    assert page(record(PAGE, "resource")).media_type == "text/html"
    assert page(record(answer(), url="<https://example.org/>")).url == "https://example.org/"
    assert page(record(PAGE, "resource", "file:a.html")).url is None


@pytest.mark.parametrize("date", ["", "yesterday", "9999-99-99T00:00:00Z"])
def test_a_page_without_a_date_was_fetched_when_the_file_was(date: str) -> None:
    assert page(record(answer(), WARC_Date=date)).fetched == START


@pytest.mark.parametrize(
    "raw",
    [
        record(answer(status=404)),
        record(answer(status=301)),
        record(answer(b"\x89PNG", 200, "image/png")),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", media="application/http; msgtype=request"),
        record(b"a: b", "metadata", media="application/warc-fields"),
        record(b"x", "resource", media="image/png"),
        record(answer(b""), "revisit"),
        record(b"GET 200", "resource", "urn:crawler:log", media="text/plain"),
        record(b"GET 200", "resource", "metadata://crawler/log.txt", media="text/plain"),
        b"",
    ],
)
def test_what_is_no_page_is_passed_over(raw: bytes) -> None:
    assert [f for f in read(raw) if isinstance(f, Capture)] == []


@pytest.mark.parametrize(
    ("kind", "found"), [("text/html", 1), ("TEXT/HTML;x", 1), ("application/xhtml+xml", 1), ("text/plain", 1), ("", 1)]
)
def test_html_and_text_are_pages_and_html_that_is_not_called_so(kind: str, found: int) -> None:
    assert len(read(record(answer(kind=kind)))) == found


def test_text_taken_out_of_pages_by_others_is_a_page() -> None:
    assert page(record(b"words", "conversion", media="text/plain")).body == b"words"


def digests(content: bytes) -> list[str]:
    sha1, sha256 = hashlib.sha1(content).digest(), hashlib.sha256(content).digest()  # noqa: S324 - as WARCs have it
    return [
        "sha1:" + base64.b32encode(sha1).decode(),
        "SHA-1:" + sha1.hex().upper(),
        "sha256:" + sha256.hex(),
        "sha-256:" + base64.b32encode(sha256).decode().lower(),
        "sha256:" + base64.b64encode(sha256).decode(),
        "md5:" + hashlib.md5(content).hexdigest(),  # noqa: S324 - as above
        "whirlpool2:abc",
    ]


@pytest.mark.parametrize("n", range(7))
def test_digests_of_every_form_in_use_are_checked(n: int) -> None:
    block = answer()
    right, wrong = digests(block)[n], digests(block + b"x")[n]
    assert page(record(block, WARC_Block_Digest=right)).body == PAGE
    unknown = right.startswith("whirlpool2")
    (found,) = read(record(block, WARC_Block_Digest=wrong))
    assert isinstance(found, Capture) is unknown
    if isinstance(found, Rejected):
        assert found.reason == "damaged in the WARC file: its bytes are not those of its digest; skipped"


@pytest.mark.parametrize("of", [PAGE, gzip.compress(PAGE, mtime=0), chunked(gzip.compress(PAGE, mtime=0))])
def test_a_payload_digest_may_be_of_the_page_packed_chunked_or_neither(of: bytes) -> None:
    """What the payload is, crawlers do not agree on; a page must not be lost over it, nor a damaged one taken."""
    sent = chunked(gzip.compress(PAGE, mtime=0))
    block = answer(sent, 200, "text/html", "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    assert page(record(block, WARC_Payload_Digest=digests(of)[0])).body == PAGE
    (found,) = read(record(block, WARC_Payload_Digest=digests(b"other")[0]))
    assert isinstance(found, Rejected)


FIVE = [gzip.compress(record(answer(PAGE + b"%d" % n), url=f"{URL}{n}"), mtime=0) for n in range(5)]


@pytest.mark.parametrize("at", range(0, len(FIVE[2]), 3))
def test_a_flipped_bit_costs_one_record_and_not_the_rest_of_the_file(at: int) -> None:
    damaged = bytearray(b"".join(FIVE))
    place = len(FIVE[0] + FIVE[1]) + at
    damaged[place] ^= 1 << (at % 8)
    found = read(bytes(damaged))
    pages = [f.body[-1:] for f in found if isinstance(f, Capture)]
    # Not checked, and no harm: time and system named in a gzip header, the bits that fill the last byte, the length.
    assert pages in ([b"0", b"1", b"3", b"4"], [b"0", b"1", b"2", b"3", b"4"])
    if len(pages) < 5:
        assert any(isinstance(f, Rejected) for f in found)
    else:
        assert 4 <= at <= 9 or at >= len(FIVE[2]) - 4 or at == len(FIVE[2]) - 9
    assert all(f.body[:-1] == PAGE for f in found if isinstance(f, Capture))


@pytest.mark.parametrize(
    "junk", [b"junk", b"\r\n\r\n\r\n", b"WARC/1.0\r\n\r\n", gzip.compress(b"junk" * 100), bytes(3000)]
)
def test_junk_between_records_does_not_hide_those_behind(junk: bytes) -> None:
    found = read(FIVE[0] + junk + FIVE[1])
    assert [f.path for f in found if isinstance(f, Capture)] == [f"x.warc!{URL}0", f"x.warc!{URL}1"]


def test_a_damaged_record_in_a_file_packed_as_one_does_not_hide_those_behind() -> None:
    plain = [record(answer(), url=f"{URL}{n}", WARC_Block_Digest=digests(answer())[0]) for n in range(4)]
    plain[1] = plain[1].replace(b"talks", b"walks")
    found = read(gzip.compress(b"".join(plain)))
    assert [type(f).__name__ for f in found] == ["Capture", "Rejected", "Capture", "Capture"]


def test_a_wrong_length_costs_one_record_in_a_file_that_is_not_packed() -> None:
    first = record(answer(), WARC_Block_Digest=digests(answer())[0], Content_Length="900")
    found = read(first + record(answer(), url=URL + "2") + record(answer(), url=URL + "3"))
    assert [f.path[-1] for f in found if isinstance(f, Capture)] in (["2", "3"], ["3"])
    assert isinstance(found[0], Rejected)


@pytest.mark.parametrize("end", [1, 9, 40, 90])
def test_a_file_that_was_cut_off_gives_all_before_the_cut_and_says_so(end: int) -> None:
    found = read(b"".join(FIVE)[:-end])
    assert [f.path[-1] for f in found if isinstance(f, Capture)][:4] == ["0", "1", "2", "3"]
    if end > 9:
        assert isinstance(found[-1], Rejected)


def test_a_gzip_bomb_in_a_record_is_refused() -> None:
    packed = gzip.compress(bytes(40_000_000))
    found = read(record(answer(packed, 200, "text/html", "Content-Encoding: gzip")), Limits(size=1_000_000))
    assert [type(f) for f in found] == [Rejected]
    assert "unpacks to more than 1 MB" in found[0].reason  # type: ignore[union-attr]  # see the line above


@pytest.mark.parametrize("block", [b"", b"no http", b"HTTP/1.1 abc\r\n\r\nx", b"HTTP/1.1 200 OK"])
def test_an_answer_that_is_none_is_said(block: bytes) -> None:
    (found,) = read(record(block))
    assert found == Rejected(f"x.warc!{URL}", "holds no HTTP answer")
