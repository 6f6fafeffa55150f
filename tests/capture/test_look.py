"""A look at a watched URL says what is new in it, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import START
from serving import page, serving

from onrecord.capture._look import look
from onrecord.capture._watch import keys
from onrecord.capture._web import Limits, Manners, Web
from onrecord.model import Rejected, Watch

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from serving import Answer

pytestmark = pytest.mark.enable_socket
ONCE = Limits(attempts=1)


def clock() -> datetime:
    return START


def rss(*links: str) -> bytes:
    items = "".join(f"<item><title>t</title><link>https://a.example/{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


class Memory(set[str]):
    """What a ledger does: says which keys it knows, and takes in what was found."""

    def known(self, asked: Collection[str]) -> Collection[str]:
        return self.intersection(asked)


def web() -> Web:
    return Web.open(Manners(private=True, robots=False, delay=0))


def test_a_feed_gives_each_entry_once() -> None:
    memory = Memory()
    got = []
    tagged = page(rss("1", "2"), b'ETag: "1"')
    same = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    with serving(feed=[tagged, same, page(rss("3", "2", "1"))]) as server, web() as way:
        watch = Watch(url=f"{server.url}/feed", due=START)
        for _ in range(3):
            seen = look(watch, way, clock, memory.known, limits=ONCE)
            watch = seen.watch
            memory.update(key for entry in seen.entries for key in keys(entry))
            got.append([entry.link for entry in seen.entries])
        assert b'If-None-Match: "1"' in server.asked[1]
    assert got == [["https://a.example/1", "https://a.example/2"], [], ["https://a.example/3"]]


def test_a_look_that_is_killed_before_it_is_kept_is_looked_again() -> None:
    """Nothing is remembered but what the caller keeps."""
    memory = Memory()
    with serving(feed=page(rss("1"), b'ETag: "1"')) as server, web() as way:
        watch = Watch(url=f"{server.url}/feed", due=START)
        first = look(watch, way, clock, memory.known, limits=ONCE)
        again = look(watch, way, clock, memory.known, limits=ONCE)
    assert first.entries == again.entries
    assert first.watch == again.watch


def test_a_page_is_given_when_its_bytes_have_changed() -> None:
    html = b"Content-Type: text/html; charset=utf-8"
    pages: list[Answer | bytes] = [page(b"<html>one", html), page(b"<html>one", html), page(b"<html>two", html)]
    bodies = []
    with serving(page=pages) as server, web() as way:
        watch = Watch(url=f"{server.url}/page", due=START)
        for _ in range(3):
            seen = look(watch, way, clock, Memory().known, limits=ONCE)
            watch = seen.watch
            bodies.append(seen.page and seen.page.body)
    assert bodies == [b"<html>one", None, b"<html>two"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (page(b"", status=b"404 Not Found"), "404 Not Found"),
        (page(b"\x89PNG", b"Content-Type: image/png"), "not a feed"),
        (page(b"<?xml?><x/>", b"Content-Type: application/xml"), "not a feed"),
    ],
)
def test_what_gives_nothing_is_said_and_tried_later(answer: bytes, why: str) -> None:
    with serving(x=answer) as server, web() as way:
        watch = Watch(url=f"{server.url}/x", due=START)
        seen = look(watch, way, clock, Memory().known, limits=ONCE)
    assert isinstance(seen.outcome, Rejected)
    assert why in seen.outcome.reason
    assert (seen.watch.failures, seen.watch.fault) == (1, seen.outcome.reason)
    assert seen.watch.due > START
