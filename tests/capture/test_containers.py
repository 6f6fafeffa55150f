"""Files that hold pages give each of them once, with where it was; what is damaged, locked or a bomb is said."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import START, capture

from onrecord.capture._budget import Limits
from onrecord.capture._containers import unpack, unpack_file
from onrecord.capture._records import _record  # the record maker of the archive, here for WARC files of any kind
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGE = b"<html><body><p>A page about the talks.</p></body></html>"
DUMP = b'{"title": "Talks", "text": "They met.\\nThey spoke.", "url": "https://example.org/1"}\n'
MAIL = (
    b'From: "The Desk" <desk@example.org>\r\nSubject: Talks =?utf-8?q?resume_=C3=BC?=\r\n'
    b"Date: Wed, 16 Oct 2024 07:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"\r\nHi.\r\n"
)
LATER = datetime(2024, 11, 1, 12, 30, tzinfo=UTC)


def warc(*numbers: int, kind: str = "resource", media: str = "text/html", block: bytes = PAGE) -> bytes:
    made = []
    for n in numbers:
        fields = {"WARC-Target-URI": f"https://example.org/{n}", "WARC-Date": "2024-11-01T12:30:00Z"}
        made.append(_record(kind, {**fields, "Content-Type": media}, block).raw)
    return b"".join(made)


def zipped(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:  # type: ignore[call-overload]  # one of its modes
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            made.addfile(entry, io.BytesIO(body))
    return out.getvalue()


def found(body: bytes, path: str = "given", limits: Limits | None = None) -> list[Capture | Rejected]:
    return list(unpack(capture(body, path), limits))


def paths(body: bytes) -> list[str]:
    assert all(isinstance(f, Capture) for f in found(body)), found(body)
    return [f.path for f in found(body)]


def reasons(body: bytes, limits: Limits | None = None) -> list[str]:
    return [f.reason for f in found(body, limits=limits) if isinstance(f, Rejected)]


@pytest.mark.parametrize(
    "body",
    [PAGE, b"", b"plain words", b"\x89PNG\r\n", b"Subject: a text that begins like a letter\n\nwords", b"[1]", b"{x}"],
)
def test_what_holds_no_other_page_is_given_back_itself(body: bytes) -> None:
    given = capture(body)
    assert list(unpack(given)) == [given]
    assert next(unpack(given)) is given


FOLDER = {"b/page.html": PAGE, "a.txt": b"words", "style.css": b"p {}", "photo.jpg": b"x", ".git/c.html": PAGE}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (zipped(FOLDER), ["given!a.txt", "given!b/page.html"]),
        (zipped(FOLDER, zipfile.ZIP_STORED), ["given!a.txt", "given!b/page.html"]),
        (tarred(FOLDER), ["given!b/page.html", "given!a.txt"]),
        (tarred(FOLDER, "w"), ["given!b/page.html", "given!a.txt"]),
        (tarred(FOLDER, "w:bz2"), ["given!b/page.html", "given!a.txt"]),
        (warc(1, 2), ["given!https://example.org/1", "given!https://example.org/2"]),
        (gzip.decompress(warc(1, 2)), ["given!https://example.org/1", "given!https://example.org/2"]),
        (DUMP * 2, ["given!line 1", "given!line 2"]),
        (gzip.compress(DUMP), ["given!given!line 1"]),
        (gzip.compress(PAGE), ["given!given"]),
        (MAIL, ["given!text"]),
        (zipped({"in.zip": zipped({"w.warc.gz": warc(7)})}), ["given!in.zip!w.warc.gz!https://example.org/7"]),
        (zipped({"m.eml": MAIL, "d.jsonl": DUMP}), ["given!d.jsonl!line 1", "given!m.eml!text"]),
        (
            zipped({"datapackage.json": b"{}", "archive/a.warc.gz": warc(1), "pages/pages.jsonl": DUMP}),
            ["given!archive/a.warc.gz!https://example.org/1"],
        ),
    ],
    ids="zip stored tar.gz tar tar.bz2 warc.gz warc jsonl jsonl.gz html.gz eml nested mixed wacz".split(),  # noqa: SIM905 - read at a glance
)
def test_each_page_in_a_file_is_found_with_its_place(body: bytes, expected: list[str]) -> None:
    assert paths(body) == expected


def test_a_page_in_a_zip_has_the_moment_and_no_url_of_the_file_and_its_own_bytes() -> None:
    (page,) = found(zipped({"a.html": PAGE}))
    assert page == Capture(PAGE, "given!a.html", None, None, START)


def test_a_page_in_a_file_from_a_url_has_that_url_and_not_its_media_type() -> None:
    outer = Capture(zipped({"a.html": PAGE}), "given", "https://example.org/a.zip", "application/zip", START)
    assert list(unpack(outer)) == [Capture(PAGE, "given!a.html", "https://example.org/a.zip", None, START)]


def test_a_page_in_a_warc_has_its_own_url_and_moment() -> None:
    (page,) = found(warc(3))
    assert page == Capture(PAGE, "given!https://example.org/3", "https://example.org/3", "text/html", LATER)


@pytest.mark.parametrize("name", ["page.pdf", "page.html", "x"])
def test_content_decides_and_not_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(zipped({"a.html": PAGE}))
    (page,) = unpack_file(str(tmp_path / name), lambda: START)
    assert page == Capture(PAGE, f"{tmp_path / name}!a.html", None, None, START)


def test_a_file_is_read_from_the_disk_as_its_bytes_would_be(tmp_path: Path) -> None:
    for body in (PAGE, DUMP, MAIL, warc(1, 2), zipped(FOLDER), tarred(FOLDER)):
        (tmp_path / "given").write_bytes(body)
        path = str(tmp_path / "given")
        assert list(unpack_file(path, lambda: START)) == list(unpack(capture(body, path)))


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("no", "cannot be read: No such file"),
        ("pipe", "not a regular file"),
        (".", "cannot be read: Is a directory"),
    ):
        (said,) = unpack_file(str(tmp_path / name), lambda: START)
        assert isinstance(said, Rejected)
        assert said.reason.startswith(reason)


# -- refused ----------------------------------------------------------------------------------------------------------


def locked() -> bytes:
    """A ZIP whose one file says that it is encrypted: the flag in both of its headers."""
    raw = bytearray(zipped({"a.html": PAGE}, zipfile.ZIP_STORED))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def deep(depth: int) -> bytes:
    body = PAGE
    for n in range(depth):
        body = zipped({"a.zip" if n else "a.html": body})
    return body


def cut(body: bytes) -> bytes:
    return body[: len(body) * 2 // 3]


@pytest.mark.parametrize(
    ("body", "limits", "reason"),
    [
        (zipped({"a.html": bytes(30_000_000)}), Limits(size=10**9), "unpacks to more than 200 times its size"),
        (tarred({"a.html": bytes(30_000_000)}), Limits(size=10**9), "unpacks to more than 200 times its size"),
        (gzip.compress(bytes(30_000_000)), Limits(size=10**9), "unpacks to more than 200 times its size"),
        (gzip.compress(gzip.compress(bytes(50_000_000))), Limits(), "unpacks to more than 200 times its size"),
        (warc(1, block=bytes(30_000_000)), Limits(size=10**9), "unpacks to more than 200 times its size"),
        (zipped({"a.html": PAGE * 9}), Limits(total=400), "unpacks to more than 0.0004 MB"),
        (
            zipped({"a.html": PAGE * 9}),
            Limits(size=400),
            "over the limit of 0.0004 MB a page; raise it with --max-size",
        ),
        (warc(1), Limits(size=40), "over the limit of 4e-05 MB a page; raise it with --max-size"),
        (DUMP, Limits(size=40), "over the limit of 4e-05 MB a page; raise it with --max-size"),
        (zipped(dict.fromkeys(map(str, range(12)), b"")), Limits(members=9), "holds more than 9 files or records"),
        (zipped(dict.fromkeys(map(str, range(90)), b"")), Limits(members=9), "holds more than 9 files or records"),
        (tarred(dict.fromkeys(map(str, range(12)), b"")), Limits(members=9), "holds more than 9 files or records"),
        (warc(*range(12)), Limits(members=9), "holds more than 9 files or records; split it"),
        (DUMP * 12, Limits(members=9), "holds more than 9 files or records; split it"),
        (deep(5), Limits(), "packed more than 4 deep; unpack it first"),
        (locked(), Limits(), "locked by a password; unpack it and give its files"),
        (zipped({"a.css": b""}), Limits(), "no page in this ZIP file"),
        (zipped({}), Limits(), "no page in this ZIP file"),
        (tarred({"a.css": b""}), Limits(), "no page in this tar file"),
        (
            zipped({"[Content_Types].xml": b"", "word/a.xml": PAGE}),
            Limits(),
            "an Office document; save it as PDF or text",
        ),
        (zipped({"META-INF/container.xml": b""}), Limits(), "an e-book; save it as HTML or text"),
        (cut(zipped(FOLDER)), Limits(), "a damaged ZIP file (File is not a zip file); unpack it by other means"),
        (cut(tarred(FOLDER)), Limits(), "damaged, or not what it begins as (Compressed file ended before"),
        (b"\xfd7zXZ\x00rest", Limits(), "packed as xz, which is not read; unpack it first"),
        (b"\x1f\x8b\x08\x00 no gzip at all", Limits(), "damaged, or not what it begins as"),
        (b"PK\x03\x04 no zip", Limits(), "a damaged ZIP file"),
        (b"%PDF-1.7 no pdf", Limits(), "a PDF that cannot be read ("),
        (b"WARC/1.0 none", Limits(), "damaged in or after the WARC record here"),
        (warc(1, kind="request", media="application/http"), Limits(), "no page in this file"),
        (b"filedesc://a.arc 192.0.2.1 20241016090000 text/plain 76\n1 0 made\n", Limits(), "an ARC file, which WARC"),
        (gzip.compress(b"filedesc://a.arc 192.0.2.1 2024 text/plain 9\n"), Limits(), "an ARC file, which WARC"),
    ],
)
def test_bombs_locked_damaged_and_empty_files_are_refused_in_one_line(body: bytes, limits: Limits, reason: str) -> None:
    said = reasons(body, limits)
    assert any(r.startswith(reason) for r in said), said
    assert not any("\n" in r for r in said)


def test_a_warc_without_pages_beside_one_with_them_is_no_fault() -> None:
    files = {"a.warc.gz": warc(1), "logs.warc.gz": warc(2, kind="metadata", media="text/plain")}
    assert paths(zipped(files)) == ["given!a.warc.gz!https://example.org/1"]


@pytest.mark.parametrize("name", ["Übung.html", "новости.html", "뉴스.html", "plain.html"])
def test_a_name_in_a_zip_is_right_whether_it_says_that_it_is_in_utf_8_or_not(name: str) -> None:
    said = zipped({name: PAGE})
    # As Info-ZIP and many others write it: the same bytes, and no flag (bit 11) in either of the two headers.
    silent = bytearray(said)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        silent[silent.index(sign) + flags + 1] &= ~8
    assert paths(said) == paths(bytes(silent)) == [f"given!{name}"]


def test_a_name_in_a_zip_that_is_no_utf_8_is_that_of_ms_dos() -> None:
    raw = zipped({"Xbung.html": PAGE}).replace(b"Xbung", b"\x9abung")
    assert paths(raw) == ["given!Übung.html"]


def test_what_was_found_before_a_limit_is_kept() -> None:
    (*pages, last) = found(warc(*range(12)), limits=Limits(members=9))
    assert len(pages) == 9
    assert isinstance(last, Rejected)


def test_depth_four_is_still_opened() -> None:
    assert paths(deep(4)) == ["given!a.zip!a.zip!a.zip!a.html"]


def test_one_damaged_file_in_a_zip_does_not_hide_the_others() -> None:
    raw = bytearray(zipped({"a.html": b"first", "b.html": b"second"}, zipfile.ZIP_STORED))
    raw[raw.index(b"first")] ^= 1
    first, second = found(bytes(raw))
    assert isinstance(first, Rejected)
    assert (first.path, first.reason[:27]) == ("given!a.html", "cannot be unpacked (Bad CRC")
    assert isinstance(second, Capture)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"WARC/1.0\r\n", b"%PDF-", b'{"']),
)
def test_any_bytes_give_pages_or_reasons_and_no_fault(body: bytes, start: bytes) -> None:
    assert all(isinstance(f, (Capture, Rejected)) for f in found(start + body))


def test_rows_are_read_as_json_lines_in_a_file_of_any_name() -> None:
    rows = [{"html": "<p>x</p>"}, {"nothing": 1}, {"text": "words"}]
    body = b"\n".join(json.dumps(r).encode() for r in rows)
    kinds = [type(f).__name__ for f in found(body)]
    assert kinds == ["Capture", "Rejected", "Capture"]
