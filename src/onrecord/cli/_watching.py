"""`onrecord watch`: feeds and pages that are looked at again and again."""

from __future__ import annotations

import json
import shlex
import time
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.capture import look
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AllowPrivate, ArchiveAt, AsJson, Contact, IgnoreRobots, LedgerAt, Proxy
from onrecord.cli._record import Asked, enter_page, open_store, print_told
from onrecord.cli._workers import Workers
from onrecord.model import Digest, OnRecordError, Rejected, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.capture import Intake
    from onrecord.cli._record import Store

watching = typer.Typer(
    no_args_is_help=True, help="Keep a list of feeds and pages, and record what is new in them.", rich_markup_mode=None
)
app.add_typer(watching, name="watch")

Addresses = Annotated[list[str], typer.Argument(metavar="URL", help="Feeds or pages.")]


@watching.command("add")
def add_watches(
    addresses: Addresses,
    *,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="Watch the feeds that a page names, and not the page itself.")
    ] = False,
    ledger: LedgerAt = "",
    archive: ArchiveAt = None,
    contact: Contact = None,
    proxy: Proxy = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Watch feeds or pages from now on. Of a page that names feeds, these are shown: they tell more than the page.

    Example: onrecord watch add https://www.example.org/feed.xml
    """
    for url in addresses:
        if not url.lower().startswith(("http://", "https://")):
            raise OnRecordError(f"{url}: not an address; give it as https://…")
    store = open_store(ledger, archive, to_add=True)
    way = {"contact": contact, "proxy": proxy, "private": allow_private, "robots": not ignore_robots}
    with Asked(way=way).intake() as intake:
        # A list, not a generator: each address is dealt with, whatever came of those before it.
        done = [_add(url, store, intake, feeds=feeds) for url in dict.fromkeys(addresses)]
    if not all(done):
        raise typer.Exit(1)


def _add(url: str, store: Store, intake: Intake, *, feeds: bool) -> bool:
    """Whether what was asked for is watched. A page is watched even where it cannot be had now: it may be tomorrow."""
    if not feeds and not _keep(url, store):
        return True
    named = intake.feeds(url)
    if isinstance(named, Rejected):
        what = "not watched, its feeds cannot be had" if feeds else "cannot be had now, and is tried again"
        screen.say(url, f"{what}: {named.reason}")
        return not feeds
    if feeds:
        for feed in named or [url]:
            _keep(feed, store)
        return True
    for feed, title in named.items():
        _print(f"  names the feed {title or 'without a title'}: onrecord watch add {shlex.quote(feed)}")
    return True


def _keep(url: str, store: Store) -> bool:
    """Whether the URL was not watched before."""
    new = url not in {watch.url for watch in store.ledger.watches()}
    if new:
        store.ledger.keep_watch(Watch(url=url, due=places.now()), (), places.now())
    _print(f"{url}: {'watched' if new else 'watched already'}")
    return new


def _print(line: str) -> None:
    screen.out.print(screen.safe(line), markup=False, soft_wrap=True)


@watching.command("list")
def list_watches(*, ledger: LedgerAt = "", archive: ArchiveAt = None, as_json: AsJson = False) -> None:
    """Show what is watched, when it was looked at, and when it will be.

    Example: onrecord watch list
    """
    for watch in open_store(ledger, archive).ledger.watches():
        looked = watch.looked.isoformat(timespec="seconds") if watch.looked else None
        facts = {
            "url": watch.url,
            "due": watch.due.isoformat(timespec="seconds"),
            "looked": looked,
            "fault": watch.fault,
        }
        if as_json:
            screen.print_json(json.dumps({"watch": facts}, ensure_ascii=False))
            continue
        told = f"looked {looked or 'never'}, next {facts['due']}" + (f"; {watch.fault}" if watch.fault else "")
        _print(f"{watch.url}\n  {told}")


@watching.command("remove")
def remove_watches(addresses: Addresses, *, ledger: LedgerAt = "", archive: ArchiveAt = None) -> None:
    """Watch no longer; what was recorded stays.

    Example: onrecord watch remove https://www.example.org/feed.xml
    """
    store = open_store(ledger, archive)
    missing = [url for url in addresses if not store.ledger.drop_watch(url)]
    for url in missing:
        screen.say(url, "was not watched; see 'onrecord watch list'")
    if missing:
        raise typer.Exit(1)


@watching.command("run")
def run_watches(
    *,
    once: Annotated[bool, typer.Option("--once", help="Look at what is due now, then stop.")] = False,
    ledger: LedgerAt = "",
    archive: ArchiveAt = None,
    contact: Contact = None,
    proxy: Proxy = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Look at what is due, record what is new, and go on until stopped. Safe to stop at any moment.

    Example: onrecord watch run --once
    """
    store = open_store(ledger, archive)
    way = {"contact": contact, "proxy": proxy, "private": allow_private, "robots": not ignore_robots}
    failed = 0
    asked = Asked(way=way)
    with Workers(asked.tools) as workers, asked.intake() as intake:
        while True:
            failed += _look_at(store, intake, workers)
            if once:
                break
            time.sleep(_until_next(store))
    if failed:
        raise typer.Exit(1)


def _look_at(store: Store, intake: Intake, workers: Workers) -> int:
    """How many looks or pages gave nothing; each is said. A watch is kept only once its pages are recorded."""
    failed = 0
    for watch in store.ledger.watches(places.now()):

        def seen(keys: Iterable[str], url: str = watch.url) -> set[str]:
            return store.ledger.seen(url, set(keys))

        found = look(watch, intake, seen)
        taken: list[str] = []
        pages = workers.digests(capture for capture, _ in found.pages)
        for (capture, keys), page in zip(found.pages, pages, strict=True):
            # What cannot be fetched is tried again at the next look; what is no article is not.
            taken += () if isinstance(capture, Rejected) else keys
            if isinstance(page, Digest):
                failed += not enter_page(page, store, print_told)
            else:
                failed += 1
                screen.say(page.path, page.reason)
        store.ledger.keep_watch(found.watch, taken, places.now())
    return failed


def _until_next(store: Store) -> float:
    """Seconds until the next watch is due: a minute at the most, so that one added meanwhile is not kept waiting."""
    due = [watch.due for watch in store.ledger.watches()][:1]
    return min([60.0, *(max(1.0, (moment - places.now()).total_seconds()) for moment in due)])
