"""Watching feeds and pages, and what the archive gives to others."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from serving import page, serving
from typed import STORY, Done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HTML = b"Content-Type: text/html; charset=utf-8"


def feed(url: str, *names: str) -> bytes:
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid><link>{url}/{n}</link></item>" for n in names)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return page(body.encode(), b"Content-Type: application/rss+xml")


def story(who: str) -> bytes:
    return page(STORY.format(outlet="Harbour Post", who=who).encode(), HTML)


ASK = ("--once", "--allow-private", "--ignore-robots")


@pytest.mark.enable_socket
def test_a_watched_feed_gives_each_of_its_pages_once(run: Callable[..., Done]) -> None:
    with serving(a=story("Ann Lee"), b=story("Bo Kim")) as server:
        server.answers["/feed"] = feed(server.url, "a")
        assert run("watch", "add", f"{server.url}/feed").out == f"{server.url}/feed: watched\n"
        assert f"{server.url}/a: recorded" in run("watch", "run", *ASK).out
        assert run("watch", "run", *ASK) == Done(0, "", "")
        (watch,) = run("watch", "list", "--json").objects
        assert (watch["watch"]["url"], watch["watch"]["fault"]) == (f"{server.url}/feed", None)
    assert len(run("claims", "rail", "Ann", "--json").objects) == 1
    assert run("verify").status == 0


@pytest.mark.enable_socket
def test_what_could_not_be_fetched_is_said_and_asked_for_again(run: Callable[..., Done], tmp_path: Path) -> None:
    with serving(b=story("Bo Kim")) as server:
        server.answers["/feed"] = feed(server.url, "a", "b")
        run("watch", "add", f"{server.url}/feed")
        first = run("watch", "run", *ASK)
        assert (first.status, first.err.count("\n")) == (1, 1)
        server.answers["/a"] = story("Ann Lee")
        _make_due(tmp_path)
        assert f"{server.url}/a: recorded" in run("watch", "run", *ASK).out


def _make_due(folder: Path) -> None:
    import sqlite3  # noqa: PLC0415 - only to let time pass

    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("UPDATE watches SET due = '2001-01-01T00:00:00.000000+00:00', digest = NULL")


def test_a_watch_is_kept_once_and_can_be_taken_back(run: Callable[..., Done]) -> None:
    url = "https://www.sample.example/feed"
    run("watch", "add", url)
    assert "watched already" in run("watch", "add", url).out
    assert run("watch", "list").out.startswith(url)
    assert run("watch", "remove", url).status == 0
    assert (run("watch", "list").out, run("watch", "remove", url).status) == ("", 1)


def test_what_is_no_address_cannot_be_watched(run: Callable[..., Done]) -> None:
    done = run("watch", "add", "feed.xml")
    assert (done.status, done.err) == (1, "onrecord: feed.xml: not an address; give it as https://…\n")


@pytest.mark.enable_socket
def test_a_page_from_an_address_is_recorded_with_its_exchanges(run: Callable[..., Done], tmp_path: Path) -> None:
    with serving(a=story("Ann Lee")) as server:
        done = run("add", f"{server.url}/a", "--allow-private", "--ignore-robots", "--json")
        refused = run("add", f"{server.url}/a")
    assert done.objects[0]["added"]["state"] == "recorded"
    assert refused.status == 1
    assert run("claims", "rail", "--json").objects[0]["claim"]["evidence"][0]["url"] == f"{server.url}/a"
    assert run("export", tmp_path / "all.wacz").out.startswith("1 pages written to")
    with zipfile.ZipFile(tmp_path / "all.wacz") as made:
        assert made.testzip() is None
        listed = [json.loads(line) for line in made.read("pages/pages.jsonl").decode().splitlines()]
    assert [entry.get("url") for entry in listed[1:]] == [f"{server.url}/a"]
    assert listed[1]["title"] == "Shells went by rail, envoy says"


def test_only_pages_with_the_words_are_exported(run: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    other = STORY.format(outlet="A", who="Cy Roe").replace("by rail", "by ship").replace("trains", "boats")
    (pages / "c.html").write_text(other, "utf-8")
    run("add", pages)
    assert run("export", tmp_path / "one.wacz", "ship").out.startswith("1 pages")
    assert run("export", tmp_path / "all.wacz").out.startswith("3 pages")


def test_an_authority_in_the_own_network_is_not_asked_unasked(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    done = run("stamp", "http://127.0.0.1:9/")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "no timestamp came" in done.err
