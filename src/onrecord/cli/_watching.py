"""`onrecord watch`: feeds and pages that are looked at again and again."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.capture import look
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import ArchiveAt, AsJson, LedgerAt
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
def add_watches(addresses: Addresses, *, ledger: LedgerAt = "", archive: ArchiveAt = None) -> None:
    """Watch feeds or pages from now on.

    Example: onrecord watch add https://www.example.org/feed.xml
    """
    store = open_store(ledger, archive, to_add=True)
    known = {watch.url for watch in store.ledger.watches()}
    for url in dict.fromkeys(addresses):
        if not url.lower().startswith(("http://", "https://")):
            raise OnRecordError(f"{url}: not an address; give it as https://…")
        if url not in known:
            store.ledger.keep_watch(Watch(url=url, due=places.now()), (), places.now())
        screen.out.print(screen.safe(f"{url}: {'watched already' if url in known else 'watched'}"), markup=False)


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
        screen.out.print(screen.safe(f"{watch.url}\n  {told}"), markup=False, soft_wrap=True)


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
    contact: Annotated[str | None, typer.Option(metavar="TEXT", help="Your URL or e-mail, told to servers.")] = None,
    proxy: Annotated[str | None, typer.Option(metavar="URL", help="Ask the Web through this proxy.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and its network too.")
    ] = False,
    ignore_robots: Annotated[bool, typer.Option("--ignore-robots", help="Fetch what robots.txt asks not to.")] = False,
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
