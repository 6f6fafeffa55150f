"""A WACZ holds the chosen captures byte for byte, with an index whose every offset leads to its record."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from making import START, capture, minute
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio has no types

from onrecord.capture._containers import unpack
from onrecord.capture._wacz import surt, write_wacz
from onrecord.capture._warcs import Archive
from onrecord.model import ArchiveError, Capture, Exchange

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<p>Page</p>"
URL = "https://www.example.org/news?b=2&a=1"


def exchange(url: str, status: int, body: bytes, *more: tuple[bytes, bytes]) -> Exchange:
    return Exchange(
        url=url,
        request_line=b"GET / HTTP/1.1",
        request_headers=((b"Host", b"example.org"),),
        status=status,
        status_line=b"HTTP/1.1 %d X" % status,
        headers=((b"Content-Type", b"text/html; charset=utf-8"), *more),
        body=body,
        address=None,
        at=minute(3),
        seconds=0.1,
    )


CHOSEN = [
    capture(PAGE, URL, URL, minute(3)),
    capture(b"<p>From a file</p>", "folder/a page.html"),
]
OTHER = capture(b"<p>Not chosen</p>", "other.html")


@pytest.fixture
def warcs(tmp_path: Path) -> Archive:
    kept = Archive(tmp_path / "archive", tool="onrecord 0.1.0", clock=lambda: START)
    moved = exchange("http://example.org/", 301, b"", (b"Location", URL.encode()))
    kept.put(CHOSEN[0], [moved, exchange(URL, 200, PAGE)])
    kept.put(OTHER)
    kept.put(CHOSEN[1])
    return kept


@pytest.fixture
def made(tmp_path: Path, warcs: Archive) -> Path:
    path = tmp_path / "out.wacz"
    ids = [c.id for c in CHOSEN]
    n = write_wacz(warcs, ids, path, title="Talks", titles={ids[0]: "The page"}, clock=lambda: START)
    assert n == 2
    return path


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        assert {i.compress_type for i in file.infolist()} == {zipfile.ZIP_STORED}
        return {name: file.read(name) for name in file.namelist()}


def cdxj(path: Path) -> list[tuple[str, str, dict[str, Any]]]:
    rows = [line.split(" ", 2) for line in inside(path)["indexes/index.cdxj"].decode().splitlines()]
    return [(key, at, json.loads(rest)) for key, at, rest in rows]


def test_it_has_the_files_that_the_format_asks_for(made: Path) -> None:
    assert list(inside(made)) == [
        "archive/data.warc.gz",
        "indexes/index.cdxj",
        "pages/pages.jsonl",
        "datapackage.json",
        "datapackage-digest.json",
    ]


def test_every_file_is_listed_with_its_hash_and_the_list_with_its_own(made: Path) -> None:
    files = inside(made)
    package = json.loads(files["datapackage.json"])
    assert {k: package[k] for k in ("profile", "wacz_version", "title", "software", "created", "mainPageUrl")} == {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "Talks",
        "software": "onrecord 0.1.0",
        "created": "2024-10-16T09:00:00.000000Z",
        "mainPageUrl": URL,
    }
    listed = {r["path"]: r for r in package["resources"]}
    assert set(listed) == set(files) - {"datapackage.json", "datapackage-digest.json"}
    for path, resource in listed.items():
        assert resource["hash"] == "sha256:" + hashlib.sha256(files[path]).hexdigest()
        assert resource["bytes"] == len(files[path])
        assert resource["name"] == path.rpartition("/")[2]
    own = "sha256:" + hashlib.sha256(files["datapackage.json"]).hexdigest()
    assert json.loads(files["datapackage-digest.json"]) == {"path": "datapackage.json", "hash": own}


def test_the_pages_are_listed_with_url_and_moment(made: Path) -> None:
    head, *pages = (json.loads(line) for line in inside(made)["pages/pages.jsonl"].splitlines())
    assert head == {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    assert pages == [
        {"id": CHOSEN[0].id[:16], "url": URL, "ts": "2024-10-16T09:03:00.000Z", "title": "The page"},
        {"id": CHOSEN[1].id[:16], "url": "file:///folder/a%20page.html", "ts": "2024-10-16T09:00:00.000Z"},
    ]


def test_the_index_is_sorted_and_each_line_leads_to_its_record(made: Path) -> None:
    raw = inside(made)["indexes/index.cdxj"].splitlines()
    assert raw == sorted(raw)
    rows = cdxj(made)
    assert [(key, at, row["status"], row["mime"]) for key, at, row in rows] == [
        ("file:///folder/a%20page.html", "20241016090000", 200, "text/html"),
        ("org,example)/", "20241016090300", 301, "text/html"),
        ("org,example)/news?a=1&b=2", "20241016090300", 200, "text/html"),
    ]
    data = inside(made)["archive/data.warc.gz"]
    for _, _, row in rows:
        piece = data[row["offset"] : row["offset"] + row["length"]]
        (record,) = [(r, r.raw_stream.read()) for r in ArchiveIterator(io.BytesIO(piece), check_digests="raise")]
        assert record[0].rec_headers["WARC-Target-URI"] == row["url"]
        assert row["digest"] == "sha256:" + hashlib.sha256(record[1]).hexdigest()
        assert row["filename"] == "data.warc.gz"


def test_each_file_begins_where_players_look_for_it(made: Path) -> None:
    """As replayweb.page reckons it: where the list at the end says nothing more of a file, its head is its name."""
    raw = made.read_bytes()
    with zipfile.ZipFile(made) as file:
        for info in file.infolist():
            assert info.extra == b""
            at = info.header_offset + 30 + len(info.filename)
            assert raw[at : at + info.file_size] == file.read(info), info.filename


def test_the_records_are_those_of_the_archive_byte_for_byte_and_no_others(made: Path, warcs: Archive) -> None:
    data = inside(made)["archive/data.warc.gz"]
    ids = {c.id for c in CHOSEN}
    chosen = [e for e in warcs.entries() if e.facts.get("capture") in ids]
    raw = b"".join(warcs.raw(e.facts["file"], r["offset"], r["length"]) for e in chosen for r in e.facts["records"])
    assert data.endswith(raw)
    assert data[: -len(raw)].count(b"\x1f\x8b\x08") == 1


def test_it_can_be_taken_in_again(made: Path) -> None:
    pages = list(unpack(capture(made.read_bytes(), "out.wacz")))
    assert [(p.body, p.url, p.fetched) for p in pages if isinstance(p, Capture)] == [
        (PAGE, URL, minute(3)),
        (CHOSEN[1].body, None, START),
    ]


def test_the_same_choice_gives_the_same_pages_and_none_an_empty_file(tmp_path: Path, warcs: Archive) -> None:
    assert write_wacz(warcs, [], tmp_path / "none.wacz", clock=lambda: START) == 0
    assert cdxj(tmp_path / "none.wacz") == []


def test_what_is_not_in_the_archive_is_said_and_no_file_is_left(tmp_path: Path, warcs: Archive) -> None:
    with pytest.raises(ArchiveError, match="missing from the archive; nothing was exported"):
        write_wacz(warcs, [CHOSEN[0].id, "0" * 64], tmp_path / "out.wacz", clock=lambda: START)
    with pytest.raises(ArchiveError, match="cannot be written: No such file or directory"):
        write_wacz(warcs, [CHOSEN[0].id], tmp_path / "no" / "out.wacz", clock=lambda: START)
    assert [p.name for p in tmp_path.iterdir()] == ["archive"]


def test_a_damaged_record_is_not_handed_on(tmp_path: Path, warcs: Archive) -> None:
    place = warcs.put(CHOSEN[1])
    path = tmp_path / "archive" / "warcs" / place.file
    raw = bytearray(path.read_bytes())
    raw[place.offset + 40] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ArchiveError, match=rf"byte {place.offset}: damaged; see 'onrecord verify'"):
        write_wacz(warcs, [CHOSEN[1].id], tmp_path / "out.wacz", clock=lambda: START)
    assert [p.name for p in tmp_path.iterdir()] == ["archive"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.org", "org,example)/"),
        ("http://www2.Example.org:80/A/b?", "org,example)/a/b"),
        ("https://news.www.example.org:8443/", "org,example,www,news:8443)/"),
        ("https://example.org/?b&a=&c=1&a=2", "org,example)/?a=&a=2&b&c=1"),
        ("https://example.org/?q=a+b%2f~*", "org,example)/?q=a+b%2F%7E*"),
        ("file:///a.html", "file:///a.html"),
        ("urn:x", "urn:x"),
    ],
)
def test_the_key_of_a_url_is_that_of_the_player(url: str, key: str) -> None:
    assert surt(url) == key
