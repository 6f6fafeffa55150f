"""Watching feeds and pages, and what the archive gives to others."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from serving import page, serving
from stamping import make_authority, openssl, stamping
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
        assert run("watch", "add", f"{server.url}/feed", *ASK[1:]) == Done(0, f"{server.url}/feed: watched\n", "")
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
        run("watch", "add", f"{server.url}/feed", *ASK[1:])
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
    url = "http://127.0.0.1:9/feed"
    first = run("watch", "add", url)
    assert (first.status, first.out, first.err.count("\n")) == (0, f"{url}: watched\n", 1)
    assert "cannot be had now, and is tried again: " in first.err
    assert run("watch", "add", url) == Done(0, f"{url}: watched already\n", "")
    assert run("watch", "list").out.startswith(url)
    assert run("watch", "remove", url).status == 0
    assert (run("watch", "list").out, run("watch", "remove", url).status) == ("", 1)


def front(*feeds: str) -> bytes:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" {feed}>' for feed in feeds)
    return page(f"<html><head><title>Harbour Post</title>{links}</head><body><p>News</p></body></html>".encode(), HTML)


NAMED = ('href="/feed?a=1&amp;b=2" title="All &amp; more\x1b[2J"', 'href="/comments"')


@pytest.mark.enable_socket
def test_a_page_that_names_feeds_is_watched_and_they_are_shown_with_how_to_add_them(run: Callable[..., Done]) -> None:
    with serving(front=front(*NAMED)) as server:
        done = run("watch", "add", f"{server.url}/front", *ASK[1:])
        assert done.out.splitlines() == [
            f"{server.url}/front: watched",
            f"  names the feed All & more\N{REPLACEMENT CHARACTER}[2J: onrecord watch add '{server.url}/feed?a=1&b=2'",
            f"  names the feed without a title: onrecord watch add {server.url}/comments",
        ]
        assert server.paths() == ["/front"]
    assert [w["watch"]["url"] for w in run("watch", "list", "--json").objects] == [f"{server.url}/front"]


@pytest.mark.enable_socket
def test_the_feeds_that_a_page_names_are_watched_in_its_place_when_asked_for(run: Callable[..., Done]) -> None:
    with serving(front=front(*NAMED), plain=front()) as server:
        server.answers["/feed"] = feed(server.url)
        asked = [f"{server.url}/{name}" for name in ("front", "plain", "feed", "front")]
        done = run("watch", "add", "--feeds", *asked, *ASK[1:])
    kept = [f"{server.url}/{name}" for name in ("feed?a=1&b=2", "comments", "plain", "feed")]
    assert done == Done(0, "".join(f"{url}: watched\n" for url in kept), "")
    assert {w["watch"]["url"] for w in run("watch", "list", "--json").objects} == set(kept)


@pytest.mark.enable_socket
def test_a_page_whose_feeds_cannot_be_had_is_not_watched_for_them_and_the_others_are(run: Callable[..., Done]) -> None:
    with serving(front=front(*NAMED)) as server:
        done = run("watch", "add", "--feeds", f"{server.url}/gone", f"{server.url}/front", *ASK[1:])
    assert (done.status, done.out.count(": watched\n")) == (1, 2)
    assert done.err.startswith(f"onrecord: {server.url}/gone: not watched, its feeds cannot be had: ")
    assert len(run("watch", "list", "--json").objects) == 2


def test_what_is_no_address_cannot_be_watched(run: Callable[..., Done]) -> None:
    done = run("watch", "add", "https://www.sample.example/feed", "feed.xml")
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


@pytest.mark.enable_socket
def test_a_page_that_changes_between_two_requests_is_kept_as_it_was_each_time(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    with serving(a=[story("Ann Lee"), story("Bo Kim")]) as server:
        for _ in range(3):
            run("add", f"{server.url}/a", *ASK[1:])
    said = {e["speaker"] for c in run("claims", "--json").objects for e in c["claim"]["evidence"]}
    assert said >= {"Ann Lee", "Bo Kim"}
    assert run("verify").status == 0
    assert run("export", tmp_path / "both.wacz").out.startswith("2 pages")


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


@pytest.mark.enable_socket
def test_verify_lists_what_each_timestamp_proves_and_how_to_check_it(
    run: Callable[..., Done], pages: Path, tmp_path: Path
) -> None:
    (tmp_path / "authority").mkdir()
    authority = make_authority(tmp_path / "authority")
    run("add", pages)
    with stamping(authority) as url:
        stamped = run("stamp", url, "--allow-private").out
    (listed,) = [line for line in run("verify").out.splitlines() if line.startswith("Timestamp")]
    assert "and all before it existed by 20" in listed
    assert "says Stamper; it fits the log." in listed
    (known,) = run("verify", "--json").objects[0]["verified"]["timestamps"]
    assert (known["fault"], known["authority"]) == (None, "Stamper")
    assert known["command"] in stamped
    assert "Verification: OK" in openssl(authority, known["command"].removeprefix("openssl ")).stdout


@pytest.mark.enable_socket
def test_verify_says_that_a_timestamp_proves_nothing_any_more(
    run: Callable[..., Done], pages: Path, tmp_path: Path
) -> None:
    (tmp_path / "authority").mkdir()
    run("add", pages)
    with stamping(make_authority(tmp_path / "authority")) as url:
        run("stamp", url, "--allow-private")
    (answer,) = (tmp_path / "ledger.sqlite.archive" / "timestamps").glob("*.tsr")
    answer.unlink()
    done = run("verify")
    assert done.status == 1
    assert "says the log; but it proves nothing now: the file is missing." in done.out
    assert f"timestamps/{answer.name}" in done.err
