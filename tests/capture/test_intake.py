"""Every kind of source gives captures, or says in one line why not."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from making import clock
from serving import page, serving

from onrecord.capture import Intake, take
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from pathlib import Path

STORY = b"<html><h1>Shells</h1><p>Ann Lee said that the shells were sent by rail in June.</p></html>"


def taken(source: object, **how: object) -> list[Capture | Rejected]:
    with Intake(clock(), **how) as intake:  # type: ignore[arg-type]  # fields of Intake
        return list(take(str(source), intake))


def test_a_page_is_taken_whole_with_where_and_when(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(STORY)
    assert taken(tmp_path / "a.html") == [Capture(STORY, str(tmp_path / "a.html"), None, None, clock()())]


@pytest.mark.parametrize(("size", "fits"), [(10, True), (11, False)])
def test_a_page_over_the_limit_is_rejected_with_what_to_do(tmp_path: Path, size: int, fits: bool) -> None:  # noqa: FBT001
    (tmp_path / "a.html").write_bytes(b"x" * size)
    (found,) = taken(tmp_path / "a.html", limit=10)
    assert isinstance(found, Capture) is fits
    if isinstance(found, Rejected):
        assert found.reason.endswith("MB a page; raise it with --max-size")


def test_no_more_than_the_limit_is_read_from_endless_input() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size == 1001
            return b"x" * size

    (found,) = taken("-", limit=1000, stdin=Endless())
    assert isinstance(found, Rejected)


def test_standard_input_is_a_page() -> None:
    (found,) = taken("-", stdin=io.BytesIO(STORY))
    assert isinstance(found, Capture)
    assert (found.body, found.path) == (STORY, "-")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    (found,) = taken(tmp_path / "no.html")
    assert isinstance(found, Rejected)
    assert found.reason.startswith("cannot be read: No such file or directory")


def test_a_file_without_rights_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(STORY)
    (tmp_path / "a.html").chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)  # root may read everything, nobody may not
    try:
        (found,) = taken(tmp_path / "a.html")
    finally:
        os.seteuid(was)
    assert isinstance(found, Rejected)
    assert "Permission denied" in found.reason


def test_a_named_pipe_does_not_hold_up_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    (found,) = taken(tmp_path / "a.html")
    assert isinstance(found, Rejected)
    assert found.reason.startswith("not a regular file")


def test_the_pages_in_a_zip_are_taken_each_by_its_place(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "saved.zip", "w") as made:
        made.writestr("a.html", STORY)
        made.writestr("style.css", "p {}")
        made.writestr("sub/b.html", STORY + b" ")
    found = taken(tmp_path / "saved.zip")
    assert [f.path for f in found] == [f"{tmp_path}/saved.zip!{name}" for name in ("a.html", "sub/b.html")]
    assert all(isinstance(f, Capture) and f.outer is None for f in found)


def test_a_page_that_was_made_from_a_file_has_that_file_with_it(tmp_path: Path) -> None:
    rows = [{"title": "Shells", "text": "Ann Lee spoke.", "url": f"https://example.org/{n}"} for n in range(2)]
    body = "\n".join(map(json.dumps, rows)).encode()
    (tmp_path / "news.jsonl").write_bytes(body)
    found = taken(tmp_path / "news.jsonl")
    assert [f.url for f in found if isinstance(f, Capture)] == ["https://example.org/0", "https://example.org/1"]
    assert [f.outer and f.outer.body for f in found if isinstance(f, Capture)] == [body, body]


@pytest.mark.enable_socket
def test_an_address_is_fetched_with_every_exchange() -> None:
    with serving(a=page(STORY)) as server:
        (found,) = taken(f"{server.url}/a", private=True, robots=False)
    assert isinstance(found, Capture)
    assert (found.body, found.url) == (STORY, f"{server.url}/a")
    assert found.exchanges[-1].status == 200


@pytest.mark.enable_socket
def test_an_address_of_this_machine_is_refused_unless_allowed() -> None:
    with serving(a=page(STORY)) as server:
        (found,) = taken(f"{server.url}/a")
    assert isinstance(found, Rejected)


@pytest.mark.enable_socket
def test_a_feed_gives_the_pages_that_it_lists() -> None:
    with serving(a=page(STORY), b=page(STORY + b" ")) as server:
        dated = "<pubDate>Wed, 16 Oct 2024 09:30:00 +0200</pubDate>"
        items = "".join(f"<item><title>{n}</title><link>{server.url}/{n}</link>{dated}</item>" for n in "abc")
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        server.answers["/feed"] = page(feed.encode(), b"Content-Type: application/rss+xml")
        found = taken(f"{server.url}/feed", private=True, robots=False)
    assert [isinstance(f, Capture) for f in found] == [True, True, False]
    assert {f.listed for f in found if isinstance(f, Capture)} == {datetime(2024, 10, 16, 7, 30, tzinfo=UTC)}
