"""JSON Lines: a page of each object, by the names that news crawls give their fields, or by names given."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from making import START, capture

from onrecord.capture._budget import Budget, Limits
from onrecord.capture._dumps import DEFAULT_MAP, FieldMap, is_dump, read_dump
from onrecord.model import Capture, Rejected


def read(*rows: Any, names: FieldMap = DEFAULT_MAP, limits: Limits | None = None) -> list[Capture | Rejected]:  # noqa: ANN401 - JSON
    body = b"".join(r if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in rows)
    return list(read_dump(io.BytesIO(body), capture(b"", "d.jsonl"), names, Budget(limits or Limits(), len(body))))


def page(row: dict[str, Any], names: FieldMap = DEFAULT_MAP) -> Capture:
    (found,) = read(row, names=names)
    assert isinstance(found, Capture), found
    return found


def test_html_is_taken_as_it_is() -> None:
    found = page({"html": "<p>ü</p>", "text": "other", "url": "https://example.org/"})
    assert found == Capture(
        "<p>ü</p>".encode(), "d.jsonl!line 1", "https://example.org/", "text/html; charset=utf-8", START
    )


@pytest.mark.parametrize(
    "row",
    [
        {
            "maintext": "One.\nTwo <b>.",
            "title": "T & U",
            "authors": ["A B", "C"],
            "date_publish": "2024-10-16 08:00:00",
        },
        {"text": "One.\n\nTwo <b>.", "title": "T & U", "author": "A B", "date": "2024-10-16 08:00:00", "domain": "x"},
        {"content": "One.\r\nTwo <b>.", "headline": "T & U", "byline": "A B", "published_at": "2024-10-16 08:00:00"},
    ],
    ids=["news-please", "cc_news", "other"],
)
def test_text_becomes_a_bare_page_that_states_what_the_object_does(row: dict[str, Any]) -> None:
    body = page(row).body.decode()
    assert "<title>T &amp; U</title>" in body
    assert "<h1>T &amp; U</h1>\n<p>One.</p>\n<p>Two &lt;b&gt;.</p>\n</article>" in body
    assert '<meta name="author" content="A B">' in body
    assert '<meta property="article:published_time" content="2024-10-16 08:00:00">' in body


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ({"date_download": "2024-10-17T10:00:00+02:00", "date": "2024-10-16"}, datetime(2024, 10, 17, 8, tzinfo=UTC)),
        ({"crawled": 1729155600}, datetime(2024, 10, 17, 9, tzinfo=UTC)),
        ({"date": "2024-10-16"}, datetime(2024, 10, 16, tzinfo=UTC)),
        ({"date": "yesterday"}, START),
        ({"date": 10**30}, START),
        ({}, START),
    ],
)
def test_the_moment_is_that_of_the_fetch_else_of_publication_else_of_the_file(
    row: dict[str, Any], at: datetime
) -> None:
    assert page({"text": "words", **row}).fetched == at


def test_the_same_line_is_the_same_capture() -> None:
    row = {"text": "words", "url": "https://example.org/", "date": "2024-10-16"}
    assert page(row).id == page(row).id


def test_names_can_be_given() -> None:
    names = FieldMap.of("text=story, url=address")
    found = page({"story": "words", "address": "https://example.org/", "text": "not this"}, names)
    assert b"<p>words</p>" in found.body
    assert found.url == "https://example.org/"


@pytest.mark.parametrize("text", ["words=story", "text", "text=", "", "text=a,b=c"])
def test_names_that_are_none_are_said(text: str) -> None:
    with pytest.raises(ValueError, match="no such field, or no key for it"):
        FieldMap.of(text)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{broken\n", "not JSON ("),
        (b"[1, 2]\n", "not a JSON object; skipped"),
        (b'{"a": ' + b"[" * 100_000 + b"\n", "not JSON ("),
        ({"title": "no text"}, "no page in this object; name the key that holds it, as in html=KEY or text=KEY"),
        ({"text": ["a"]}, "no page in this object"),
        ({"text": ""}, "no page in this object"),
        (b"\xff\xfe\n", "not JSON ("),
        ({"text": "x" * 3000}, "over the limit of 0.002 MB a page; raise it with --max-size"),
    ],
)
def test_a_bad_line_is_said_and_the_next_is_read(row: object, reason: str) -> None:
    first, second = read(row, {"text": "words"}, limits=Limits(size=2000) if "limit" in reason else None)
    assert isinstance(first, Rejected)
    assert (first.path, first.reason[: len(reason)]) == ("d.jsonl!line 1", reason)
    assert isinstance(second, Capture)
    assert second.path == "d.jsonl!line 2"


def test_what_json_holds_and_utf8_does_not_is_no_fault() -> None:
    found = page({"text": "a \ud800 b", "url": "https://example.org/\udfff"})
    assert b"<p>a ? b</p>" in found.body
    assert len(found.id) == 64


def test_empty_lines_are_passed_over_and_a_mark_at_the_start_too() -> None:
    found = read(b'\xef\xbb\xbf{"text": "a"}\n\n  \n', {"text": "b"})
    assert [f.path for f in found] == ["d.jsonl!line 1", "d.jsonl!line 4"]


@pytest.mark.parametrize(
    ("head", "is_one"),
    [(b'{"a"', True), (b' \n{ "a"', True), (b"\xef\xbb\xbf{}", True), (b"{a}", False), (b"[{}]", False), (b"", False)],
)
def test_a_dump_is_told_by_its_first_bytes(head: bytes, is_one: bool) -> None:  # noqa: FBT001 - a case
    assert is_dump(head) is is_one
