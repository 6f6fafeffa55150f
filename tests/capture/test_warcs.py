"""The archive keeps what was captured in WARC files, never rewrites it, and says which record is damaged."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import START, capture, minute
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio has no types

from onrecord.capture._log import EMPTY, entry_of, line_of
from onrecord.capture._warcs import Archive
from onrecord.model import ArchiveError, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from onrecord.capture._verify import Fault

    Write = Callable[[int, bytes], int]

TOOL = "onrecord 0.1.0"
URL = "https://example.org/news?id=1"


def clock() -> datetime:
    return START


def archive(folder: Path, write: Write = os.write, roll: int = 10**9) -> Archive:
    return Archive(folder, tool=TOOL, clock=clock, write=write, roll=roll)


def faults(folder: Path) -> list[Fault]:
    return [f for f in archive(folder).verify() if f is not None]


def whole(folder: Path) -> int:
    return sum(f is None for f in archive(folder).verify())


def warc(folder: Path, n: int = 0) -> Path:
    return sorted((folder / "warcs").iterdir())[n]


def kept(folder: Path) -> list[str]:
    return [e.facts["sha256"] for e in archive(folder).entries() if e.kind == "capture"]


def exchange(body: bytes = b"<p>Page</p>", url: str = URL, status: int = 200, *more: tuple[bytes, bytes]) -> Exchange:
    return Exchange(
        url=url,
        request_line=b"GET /news?id=1 HTTP/1.1",
        request_headers=((b"Host", b"example.org"), (b"user-agent", b"onrecord")),
        status=status,
        status_line=b"HTTP/1.1 %d Reason" % status,
        headers=((b"Content-Type", b"text/html"), *more),
        body=body,
        address="192.0.2.1",
        at=START,
        seconds=0.5,
    )


def records(path: Path) -> list[Any]:
    """As warcio sees them, digests checked."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            head = record.http_headers
            record.body = (head.to_bytes() if head else b"") + record.raw_stream.read()
            found.append(record)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(body=st.binary(max_size=5000))
def test_what_is_put_can_be_got_by_its_sha256_and_place(tmp_path: Path, body: bytes) -> None:
    warcs = archive(tmp_path / "archive")
    place = warcs.put(capture(body))
    assert place.digest == hashlib.sha256(body).hexdigest()
    assert warcs.get(place.digest) == warcs.read(place) == body


def test_a_page_from_a_file_is_a_resource_and_what_is_known_of_it(tmp_path: Path) -> None:
    archive(tmp_path).put(capture(b"page", "a folder/page ü\n.html"))
    first, page, about = records(warc(tmp_path))
    assert [r.rec_type for r in (first, page, about)] == ["warcinfo", "resource", "metadata"]
    assert page.rec_headers.protocol == "WARC/1.1"
    assert page.body == b"page"
    assert page.rec_headers["WARC-Target-URI"] == "file:///a%20folder/page%20%C3%BC%0A.html"
    assert page.rec_headers["WARC-Date"] == "2024-10-16T09:00:00.000000Z"
    assert page.rec_headers["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(b"page").hexdigest()
    assert about.rec_headers["WARC-Refers-To"] == page.rec_headers["WARC-Record-ID"]
    known = json.loads(about.body)
    assert (known["path"], known["tool"], known["size"]) == ("a folder/page ü\n.html", TOOL, 4)
    assert first.rec_headers["WARC-Filename"] == warc(tmp_path).name


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><p>x", "text/html"),
        (b"\xef\xbb\xbf\n <HTML lang=en>", "text/html"),
        (b"<!-- saved from a.example --><title>x</title>", "text/html"),
        (b"<p>x</p>", "text/html"),
        (b"\x93quoted\x94 in windows-1252 <br> text", "text/html"),
        (b"%PDF-1.7\n", "application/pdf"),
        ("Plain words, 5 < 6, ü".encode(), "text/plain; charset=utf-8"),
        (b"<pre-release>", "text/plain; charset=utf-8"),
        (b"Plain w\xf6rds", "application/octet-stream"),
        (b"GIF89a\x00\x01", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_kept_as_what_it_looks_like_for_players_to_show_it(tmp_path: Path, body: bytes, kind: str) -> None:
    archive(tmp_path).put(capture(body))
    _, page, about = records(warc(tmp_path))
    assert page.rec_headers["Content-Type"] == kind
    assert json.loads(about.body)["media_type"] is None


def test_what_a_page_was_said_to_be_is_kept_so_whatever_it_looks_like(tmp_path: Path) -> None:
    archive(tmp_path).put(replace(capture(b"<p>x"), media_type="text/plain"))
    assert records(warc(tmp_path))[1].rec_headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize("path", ["a.html", "/a.html"])
def test_a_file_has_a_uri_that_players_find_again(tmp_path: Path, path: str) -> None:
    archive(tmp_path).put(capture(b"page", path))
    assert records(warc(tmp_path))[1].rec_headers["WARC-Target-URI"] == "file:///a.html"


def test_a_page_from_a_url_is_kept_with_all_that_was_said_on_the_way(tmp_path: Path) -> None:
    ways = (exchange(b"", "http://example.org/", 301, (b"Location", URL.encode())), exchange())
    archive(tmp_path).put(capture(b"<p>Page</p>", url=URL), ways)
    found = records(warc(tmp_path))[1:]
    assert [r.rec_type for r in found] == ["response", "request", "response", "request", "metadata"]
    page, asked, moved = found[:3]
    assert page.body == b"HTTP/1.1 200 Reason\r\nContent-Type: text/html\r\n\r\n<p>Page</p>"
    assert asked.body == b"GET /news?id=1 HTTP/1.1\r\nHost: example.org\r\nuser-agent: onrecord\r\n\r\n"
    assert asked.rec_headers["WARC-Concurrent-To"] == page.rec_headers["WARC-Record-ID"]
    assert page.rec_headers["WARC-IP-Address"] == "192.0.2.1"
    assert moved.rec_headers["WARC-Target-URI"] == "http://example.org/"
    hops = json.loads(found[4].body)["redirects"]
    assert hops == [{"url": "http://example.org/", "status": 301, "location": URL}]
    assert faults(tmp_path) == []


def test_what_was_sent_packed_is_kept_as_sent_and_got_unpacked(tmp_path: Path) -> None:
    sent = gzip.compress(b"<p>Page</p>")
    warcs = archive(tmp_path)
    more = ((b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked"))
    place = warcs.put(capture(b"<p>Page</p>", url=URL), [exchange(sent, URL, 200, *more)])
    assert warcs.read(place) == b"<p>Page</p>"
    assert records(warc(tmp_path))[1].body.endswith(b"\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n" + sent)
    assert faults(tmp_path) == []


def test_the_same_bytes_of_files_are_one_record_and_a_url_at_another_time_is_another(tmp_path: Path) -> None:
    warcs = archive(tmp_path)
    places = [warcs.put(capture(b"page", path)) for path in ("a.html", "b.html")]
    assert places[0] == places[1]
    size = warc(tmp_path).stat().st_size
    fetched = [warcs.put(capture(b"page", url=URL, at=minute(n))) for n in (0, 0, 1)]
    assert fetched[0] == fetched[1] != fetched[2]
    assert len(kept(tmp_path)) == 3
    assert warc(tmp_path).stat().st_size > size


def test_what_is_kept_is_only_ever_added_to(tmp_path: Path) -> None:
    warcs = archive(tmp_path)
    warcs.put(capture(b"one"))
    before = {p: p.read_bytes() for p in (warc(tmp_path), tmp_path / "log.jsonl")}
    warcs.put(capture(b"two"))
    for path, was in before.items():
        assert path.read_bytes().startswith(was)
        assert len(path.read_bytes()) > len(was)


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    warcs = archive(tmp_path, roll=1000)
    digests = [warcs.put(capture(b"%d" % n * 300)).digest for n in range(5)]
    assert len(list((tmp_path / "warcs").iterdir())) > 1
    assert all(warcs.get(d) for d in digests)
    assert faults(tmp_path) == []


def test_hostile_names_and_addresses_do_no_harm(tmp_path: Path) -> None:
    warcs = archive(tmp_path)
    names = ["a\r\nWARC-Type: response\r\n\r\n", "\udcff\udc00.html", "/\x00/../x", "-", "zip!a.html", "é" * 5000]
    for n, name in enumerate(names):
        for url in (None, "https://example.org/\r\nX: y"):
            warcs.put(capture(b"%d" % n, name, url))
    assert faults(tmp_path) == []
    assert [r.rec_type for r in records(warc(tmp_path))].count("resource") == 2 * len(names)


# -- every flipped bit ------------------------------------------------------------------------------------------------


def made(folder: Path) -> Path:
    warcs = archive(folder)
    warcs.put(capture(b"first page", "first.html"))
    warcs.put(capture(b"<p>Page</p>", "second.html", URL), [exchange()])
    warcs.put(capture(b"third page" * 50, "third.html"))
    return folder


def page_at(folder: Path) -> int:
    """The first byte of the first page's record."""
    return next(int(e.facts["records"][0]["offset"]) for e in archive(folder).entries() if e.kind == "capture")


def flipped(path: Path, at: int, bit: int) -> bytes:
    raw = path.read_bytes()
    path.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :])
    return raw


def test_every_byte_of_a_warc_file_is_guarded_and_the_record_named(tmp_path: Path) -> None:
    """Every byte, a bit of it: gzip header, packed WARC header and payload, check sum, length."""
    path = warc(made(tmp_path))
    listed = [(r, e) for e in archive(tmp_path).entries() for r in e.facts["records"]]
    assert whole(tmp_path) == len(listed) == 8
    for at in range(path.stat().st_size):
        was = flipped(path, at, at % 8)
        (found,) = faults(tmp_path)
        record, entry = next((r, e) for r, e in listed if r["offset"] <= at < r["offset"] + r["length"])
        assert (found.file, found.offset, found.entry) == (path.name, record["offset"], entry.n), at
        assert (
            found.about == f"{record['type']} of {entry.facts.get('url') or entry.facts.get('path', 'the file itself')}"
        )
        path.write_bytes(was)
    assert faults(tmp_path) == []


def test_every_byte_of_the_log_is_guarded_and_the_entry_named(tmp_path: Path) -> None:
    log = made(tmp_path) / "log.jsonl"
    at = [e.start for e in archive(tmp_path).entries()]
    for n in range(log.stat().st_size):
        was = flipped(log, n, n % 8)
        (found,) = faults(tmp_path)
        assert (found.file, found.offset) == ("log.jsonl", max(a for a in at if a <= n)), n
        log.write_bytes(was)


def test_a_fault_is_said_in_one_line(tmp_path: Path) -> None:
    flipped(warc(made(tmp_path)), page_at(tmp_path) + 100, 0)
    (found,) = faults(tmp_path)
    assert str(found).startswith("onrecord-00000000.warc.gz, byte ")
    assert "(resource of first.html, log entry 1): damaged: the record cannot be decompressed" in str(found)


@pytest.mark.parametrize(
    ("cut", "complaint"),
    [(1, "the record is cut: "), (10_000, "the record is cut: 0 bytes")],
)
def test_a_cut_file_is_found_and_each_record_behind_the_cut_named(tmp_path: Path, cut: int, complaint: str) -> None:
    path = warc(made(tmp_path))
    with path.open("r+b") as file:
        file.truncate(max(0, path.stat().st_size - cut))
    found = faults(tmp_path)
    assert len(found) == (1 if cut == 1 else 8)
    assert complaint in found[-1].reason


def test_a_missing_file_and_a_strange_one_are_said(tmp_path: Path) -> None:
    path = warc(made(tmp_path))
    strange = path.with_name("strange.warc.gz")
    path.rename(strange)
    reasons = [f.reason for f in faults(tmp_path)]
    assert reasons.count("the file is missing") == 8
    assert "no entry of the log speaks of what stands here" in reasons


def unindexed(folder: Path) -> None:
    for left in folder.glob("index.sqlite*"):
        left.unlink()


def lines(folder: Path) -> list[bytes]:
    return (folder / "log.jsonl").read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda ls: [ls[0], ls[1], ls[3]], "entry 3 stands where entry 2 belongs"),
        (lambda ls: [ls[0], ls[2], ls[1], ls[3]], "entry 2 stands where entry 1 belongs"),
        (lambda ls: ls[:2], "entries 2 to 3 were removed from the end"),
        (lambda ls: [*ls[:3], ls[3][:40]], "entries 3 to 3 were removed from the end"),
        (lambda _: [], "entries 0 to 3 were removed from the end"),
    ],
    ids=["deleted", "swapped", "last two removed", "cut", "emptied"],
)
def test_what_is_removed_or_moved_in_the_log_is_found(tmp_path: Path, change: Any, complaint: str) -> None:  # noqa: ANN401 - a function of lines
    changed = b"".join(change(lines(made(tmp_path))))
    (tmp_path / "log.jsonl").write_bytes(changed)
    assert any(complaint in f.reason for f in faults(tmp_path))


def test_entries_removed_from_the_end_show_without_the_index_where_more_is_left_than_a_kill_leaves(
    tmp_path: Path,
) -> None:
    """One page that the log does not speak of is what a killed writer leaves; only the head tells the two apart."""
    made(tmp_path)
    unindexed(tmp_path)
    ended = lines(tmp_path)
    (tmp_path / "log.jsonl").write_bytes(b"".join(ended[:-1]))
    assert faults(tmp_path) == []
    (tmp_path / "log.jsonl").write_bytes(b"".join(ended[:-2]))
    (found,) = faults(tmp_path)
    assert "more than a stopped writer leaves: entries were removed" in found.reason


def test_the_head_kept_elsewhere_tells_that_entries_are_gone(tmp_path: Path) -> None:
    made(tmp_path)
    head = archive(tmp_path).head()
    unindexed(tmp_path)
    assert archive(tmp_path).head() == head
    (tmp_path / "log.jsonl").write_bytes(b"".join(lines(tmp_path)[:-1]))
    assert head.hash not in {e.hash for e in archive(tmp_path).entries()}


def test_a_record_replaced_by_one_that_is_sound_in_itself_is_found(tmp_path: Path) -> None:
    made(tmp_path / "a")
    other = archive(tmp_path / "b")
    other.put(capture(b"first pagf", "first.html"))
    mine, its = warc(tmp_path / "a"), warc(tmp_path / "b")
    page = next(e for e in archive(tmp_path / "a").entries() if e.n == 1).facts["records"][0]
    theirs = next(e for e in other.entries() if e.n == 1).facts["records"][0]
    raw, new = mine.read_bytes(), its.read_bytes()[theirs["offset"] :][: theirs["length"]]
    mine.write_bytes(raw[: page["offset"]] + new.ljust(page["length"], b"\0") + raw[page["offset"] + page["length"] :])
    assert faults(tmp_path / "a")[0].offset == page["offset"]


def test_damaged_bytes_are_not_got(tmp_path: Path) -> None:
    warcs = archive(made(tmp_path))
    digest = hashlib.sha256(b"first page").hexdigest()
    flipped(warc(tmp_path), page_at(tmp_path) + 100, 0)
    with pytest.raises(ArchiveError, match=r"byte \d+: damaged: the record cannot be decompressed"):
        warcs.get(digest)
    with pytest.raises(ArchiveError, match="missing from the archive"):
        warcs.get("0" * 64)


# -- a log that was written anew, with hashes that fit ----------------------------------------------------------------


def relogged(folder: Path, change: Callable[[list[tuple[str, dict[str, Any]]]], None]) -> None:
    """The log, changed by somebody who can reckon all its hashes anew."""
    told = [
        (e.kind, {k: v for k, v in e.facts.items() if not k.startswith("shows")}) for e in archive(folder).entries()
    ]
    change(told)
    head, made_anew = EMPTY, b""
    for kind, facts in told:
        made_anew += line_of(head, kind, facts)
        entry = entry_of(made_anew[head.end :], head.end)
        assert entry
        head = entry.head
    (folder / "log.jsonl").write_bytes(made_anew)
    unindexed(folder)


def in_record(n: int, key: str, value: object) -> Callable[[list[tuple[str, dict[str, Any]]]], None]:
    def change(told: list[tuple[str, dict[str, Any]]]) -> None:
        told[n][1]["records"][0][key] = value

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda _: None, None),
        (lambda told: told[1][1].update(sha256="0" * 64), "it does not hold the page that was captured"),
        (lambda told: told.pop(2), "no entry of the log speaks of the bytes up to"),
        (in_record(1, "id", "<urn:uuid:0>"), "its record id is not the one logged"),
        (in_record(1, "sha256", "0" * 64), "its bytes are not those logged, though its content is"),
        (in_record(1, "length", 10**12), "the record is cut"),
        (in_record(3, "length", 20), "damaged: the record is cut short"),
    ],
)
def test_a_log_written_anew_is_held_against_the_records(
    tmp_path: Path, change: Callable[[list[tuple[str, dict[str, Any]]]], None], complaint: str | None
) -> None:
    relogged(made(tmp_path), change)
    assert bool(faults(tmp_path)) is (complaint is not None)
    assert all(complaint in str(f) for f in faults(tmp_path)[:1] if complaint)


@pytest.mark.parametrize("kind", ["file", "capture", "left", "timestamp", "other"])
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"file": "../../log.jsonl", "records": [{"offset": 0, "length": 9}], "sha256": "x", "capture": "y"},
        {"file": None, "records": [], "offset": "a", "length": -1, "sha256": 3, "pages": "many"},
        {"of": -7, "hash": "", "files": {"../log.jsonl": "x"}},
        {"of": 10**15, "hash": "", "files": []},
    ],
)
def test_a_log_from_elsewhere_can_hold_anything_and_harms_nothing(
    tmp_path: Path, kind: str, facts: dict[str, Any]
) -> None:
    relogged(made(tmp_path), lambda told: told.append((kind, facts)))
    log = (tmp_path / "log.jsonl").read_bytes()
    assert all(fault.entry == 4 or "log.jsonl" in fault.file for fault in faults(tmp_path))
    warcs = archive(tmp_path)
    digest = warcs.put(capture(b"fourth page")).digest
    assert warcs.get(digest) == b"fourth page"
    assert (tmp_path / "log.jsonl").read_bytes().startswith(log)


@pytest.mark.parametrize("digest", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_a_record_that_does_not_fit_its_own_digests_is_found_though_the_log_does(tmp_path: Path, digest: str) -> None:
    warcs = archive(tmp_path)
    place = warcs.put(capture(b"first page", url=URL), [exchange(b"first page")])
    plain = gzip.decompress(warcs.raw(place.file, place.offset, place.length))
    at = plain.index(digest.encode() + b": sha256:") + len(digest) + 9
    raw = gzip.compress(plain[:at] + (b"1" if plain[at : at + 1] == b"0" else b"0") + plain[at + 1 :])
    path = warc(tmp_path)
    path.write_bytes(path.read_bytes()[: place.offset] + raw)

    def change(told: list[tuple[str, dict[str, Any]]]) -> None:
        del told[1][1]["records"][1:]
        told[1][1]["records"][0].update(length=len(raw), sha256=hashlib.sha256(raw).hexdigest())

    relogged(tmp_path, change)
    (found,) = faults(tmp_path)
    assert found.reason == f"damaged: its {digest.split('-')[1].lower()} is not what its digest says"


# -- the index is nothing but speed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", ["gone", "text", "stale", "cut"])
def test_an_index_that_is_no_good_is_made_anew_from_the_log(tmp_path: Path, spoil: str) -> None:
    warcs = archive(made(tmp_path))
    index = tmp_path / "index.sqlite"
    early = index.read_bytes()
    digest = warcs.put(capture(b"fourth")).digest
    if spoil == "gone":
        index.unlink()
    else:
        was = index.read_bytes()
        index.write_bytes({"text": b"no database", "stale": early, "cut": was[: len(was) // 2]}[spoil])
    assert warcs.get(digest) == b"fourth"
    assert faults(tmp_path) == []
    before = len(kept(tmp_path))
    warcs.put(capture(b"fourth"))
    warcs.put(capture(b"fifth"))
    assert len(kept(tmp_path)) == before + 1
    assert faults(tmp_path) == []


def test_an_index_that_points_elsewhere_is_not_believed(tmp_path: Path) -> None:
    warcs = archive(made(tmp_path))
    with closing(sqlite3.connect(tmp_path / "index.sqlite")) as index, index:
        third = hashlib.sha256(b"third page" * 50).hexdigest()
        (start,) = index.execute("SELECT start FROM page WHERE digest = ?", (third,)).fetchone()
        (length,) = index.execute("SELECT length FROM page WHERE digest = ?", (third,)).fetchone()
        index.execute("UPDATE page SET start = ?, length = ?", (start, length))
    assert warcs.get(hashlib.sha256(b"first page").hexdigest()) == b"first page"


def test_a_look_up_does_not_read_the_log(tmp_path: Path) -> None:
    """Law 9: what one more page costs does not grow with the archive."""
    warcs = archive(tmp_path)
    for n in range(20):
        warcs.put(capture(b"%d" % n))
    read = 0

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal read
        # A writer opens the log to add to it (flags, no mode).
        read += event == "open" and str(arguments[0]).endswith("log.jsonl") and arguments[1] is not None

    sys.addaudithook(seen)
    warcs.get(hashlib.sha256(b"3").hexdigest())
    warcs.put(capture(b"3"))
    warcs.put(capture(b"new"))
    assert read == 0
    list(warcs.entries())
    assert read == 1


def test_an_archive_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    made(tmp_path)
    digest = hashlib.sha256(b"first page").hexdigest()
    was = os.geteuid()
    tmp_path.chmod(0o555)
    if was == 0:
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        os.seteuid(65534)
    try:
        assert archive(tmp_path).get(digest) == b"first page"
        assert faults(tmp_path) == []
        with pytest.raises(ArchiveError, match="Permission denied; free space or check rights"):
            archive(tmp_path).put(capture(b"more"))
    finally:
        os.seteuid(was)
        tmp_path.chmod(0o755)


# -- killed, full, at once --------------------------------------------------------------------------------------------


def killed_after(folder: Path, after: int) -> bool:
    """Put a page in a process of its own that is killed after so many bytes; whether that was before the end."""
    child = os.fork()
    if child == 0:
        left = after

        def write(handle: int, some: bytes) -> int:
            nonlocal left
            written = os.write(handle, bytes(some)[: max(0, left)])
            left -= len(some)
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return written

        archive(folder, write).put(capture(b"second page", "second.html"))
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("first", [True, False], ids=["the first page", "a later page"])
def test_killed_at_any_byte_the_archive_verifies_and_the_next_writer_goes_on(tmp_path: Path, first: bool) -> None:  # noqa: FBT001 - a case
    """Law 7, at every so-manieth byte of records and log entry, with a process that is really gone."""
    after, died = 0, True
    while died:
        folder = tmp_path / str(after)
        before = [] if first else [archive(folder).put(capture(b"first page")).digest]
        held = {p: p.read_bytes() for p in folder.rglob("*") if p.suffix in {".gz", ".jsonl"}}
        died = killed_after(folder, after)
        assert faults(folder) == [], after
        # What it left in the WARC files stays as it is, too.
        held |= {p: p.read_bytes() for p in folder.rglob("*.gz")}
        now = archive(folder).put(capture(b"second page", "second.html"))
        assert archive(folder).read(now) == b"second page"
        third = archive(folder).put(capture(b"third page")).digest
        assert faults(folder) == [], after
        assert kept(folder) == [*before, now.digest, third]
        assert all(p.read_bytes().startswith(was) for p, was in held.items())
        after += 61
    assert after > 1500


def full(after: int) -> Write:
    """A write that fails as on a full disk once so many bytes are written."""
    left = after

    def write(handle: int, some: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = os.write(handle, bytes(some)[:left])
        left -= written
        return written

    return write


@pytest.mark.parametrize("first", [True, False], ids=["the first page", "a later page"])
def test_a_full_disk_is_said_in_one_line_and_nothing_is_half_logged(tmp_path: Path, first: bool) -> None:  # noqa: FBT001 - a case
    if not first:
        archive(tmp_path).put(capture(b"first page"))
    before = kept(tmp_path)
    for after in range(0, 1800, 97):
        with pytest.raises(ArchiveError, match="cannot keep the page: No space left on device; free space"):
            archive(tmp_path, full(after)).put(capture(b"second page"))
        assert kept(tmp_path) == before
        assert faults(tmp_path) == []
        sizes = sum(p.stat().st_size for p in (tmp_path / "warcs").iterdir())
        assert sizes < 400 if first else len(records(warc(tmp_path))) == 3
    archive(tmp_path).put(capture(b"second page"))
    assert faults(tmp_path) == []


def test_short_writes_are_continued(tmp_path: Path) -> None:
    warcs = archive(tmp_path, lambda handle, some: os.write(handle, bytes(some)[:7]))
    assert warcs.get(warcs.put(capture(b"a longer page")).digest) == b"a longer page"
    assert faults(tmp_path) == []


def test_a_writer_does_not_go_on_from_a_log_that_was_shortened_or_damaged(tmp_path: Path) -> None:
    made(tmp_path)
    log = tmp_path / "log.jsonl"
    was = log.read_bytes()
    log.write_bytes(b"".join(lines(tmp_path)[:-1]))
    with pytest.raises(ArchiveError, match="ends before entry 3, which it held when last written"):
        archive(tmp_path).put(capture(b"more"))
    log.write_bytes(was)
    unindexed(tmp_path)
    flipped(log, len(was) - 1, 0)
    with pytest.raises(ArchiveError, match="entry 3 is damaged"):
        archive(tmp_path).put(capture(b"more"))


WRITER = """
import sys; from datetime import UTC, datetime; from pathlib import Path
from onrecord.capture._warcs import Archive; from onrecord.model import Capture
warcs = Archive(Path(sys.argv[1]), tool="onrecord 0.1.0", clock=lambda: datetime.now(UTC))
print("ready", flush=True)
for n in range(int(sys.argv[2]), int(sys.argv[3])):
    body = b"page %d " % n * 200
    print(warcs.put(Capture(body, f"{n}.html", None, None, datetime.now(UTC))).digest, flush=True)
"""


def writing(folder: Path, start: int, end: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), str(start), str(end)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def reported(writer: subprocess.Popen[str]) -> list[str]:
    return writer.communicate()[0].split()


@pytest.mark.slow
def test_several_writers_at_once_lose_nothing_and_keep_nothing_twice(tmp_path: Path) -> None:
    writers = [writing(tmp_path, start, start + 60) for start in (0, 30, 60)]
    digests = {d for w in writers for d in reported(w) if d != "ready"}
    assert len(digests) == 120
    assert sorted(kept(tmp_path)) == sorted(digests)
    assert faults(tmp_path) == []
    assert len(list((tmp_path / "warcs").iterdir())) == 1


@pytest.mark.slow
def test_writers_killed_at_once_leave_what_they_reported(tmp_path: Path) -> None:
    seed = random.randrange(10**6)  # noqa: S311 - any moment will do
    moments = random.Random(seed)  # noqa: S311
    told: set[str] = set()
    for n in range(8):
        writers = [writing(tmp_path, n * 1000, n * 1000 + 900), writing(tmp_path, n * 1000 + 450, n * 1000 + 1000)]
        for writer in writers:
            assert writer.stdout
            writer.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.2))
        for writer in writers:
            writer.kill()
        told |= {d for w in writers for d in reported(w) if len(d) == 64}
        assert faults(tmp_path) == [], f"seed {seed}, kill {n}"
    last = archive(tmp_path)
    last.put(capture(b"the last"))
    assert faults(tmp_path) == [], f"seed {seed}"
    found = kept(tmp_path)
    assert told <= set(found), f"seed {seed}"
    assert len(found) == len(set(found))
    assert all(hashlib.sha256(last.get(d)).hexdigest() == d for d in told)


@pytest.mark.slow
def test_a_quota_of_the_system_is_said_in_one_line(tmp_path: Path) -> None:
    """The real thing: a process that may write files of 2,000 bytes at most."""
    program = (
        "import resource, signal, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from onrecord.capture._warcs import Archive; from onrecord.model import Capture; import os\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "warcs = Archive(Path(sys.argv[1]), tool='onrecord 0.1.0', clock=lambda: datetime.now(UTC))\n"
        "try: warcs.put(Capture(os.urandom(5000), 'a.html', None, None, datetime.now(UTC)))\n"
        "except Exception as e: print(type(e).__name__, e)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ArchiveError")
    assert "File too large" in done.stdout
    assert faults(tmp_path) == []
    archive(tmp_path).put(capture(b"page"))
    assert faults(tmp_path) == []


def test_another_reader_of_warc_finds_nothing_wrong(tmp_path: Path) -> None:
    """warcio's own check, and fastwarc's, over a file that we wrote."""
    from fastwarc import ArchiveIterator as Fast  # noqa: PLC0415 - a second reader, for this test alone

    path = warc(made(tmp_path))
    assert len(records(path)) == 8
    found = [r.verify_block_digest() for r in Fast(io.BytesIO(path.read_bytes()), parse_http=False)]
    assert found == [True] * 8


@pytest.mark.parametrize("made", [(), ("archive",), ("archive/warcs",)])
def test_an_archive_in_which_nothing_was_kept_yet_is_whole(tmp_path: Path, made: tuple[str, ...]) -> None:
    """What a writer leaves that is killed before its first page."""
    for folder in made:
        (tmp_path / folder).mkdir(parents=True)
    assert list(Archive(tmp_path / "archive", tool="test", clock=lambda: START).verify()) == []


def test_an_archive_whose_log_was_taken_away_is_not_whole(tmp_path: Path) -> None:
    kept = Archive(tmp_path / "archive", tool="test", clock=lambda: START)
    kept.put(capture(b"page"))
    (tmp_path / "archive" / "log.jsonl").unlink()
    assert [fault for fault in kept.verify() if fault is not None]
