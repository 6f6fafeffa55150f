"""`onrecord reread`: the pages on record, read again by the reader that this version has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from onrecord import pipeline
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsJson, LedgerAt
from onrecord.cli._record import Asked, address_of, print_json
from onrecord.cli._workers import Workers
from onrecord.model import OnRecordError, Rejected
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from onrecord.cli._readers import OpenTools
    from onrecord.ledger import Ledger
    from onrecord.model import Article, Change


@dataclass(slots=True)
class Tally:
    """What became of the pages, and which claims the record did not hold before, or holds no more."""

    reread: int = 0
    up_to_date: int = 0
    refused: int = 0
    came: set[str] = field(default_factory=set)
    went: set[str] = field(default_factory=set)

    def count(self, change: Change) -> None:
        """A claim that goes with one page and comes back with another has neither come nor gone."""
        if change.after is None:
            (self.came if change.claim in self.came else self.went).symmetric_difference_update({change.claim})
        elif change.kind == "new claim":
            (self.went if change.claim in self.went else self.came).symmetric_difference_update({change.claim})


@app.command()
def reread(*, ledger: LedgerAt = "", as_json: AsJson = False) -> None:
    """Read the pages on record again by the reader of this version; claims then rest on what it finds.

    What earlier readers found stays: a look as of a day before shows what was shown then. Texts are read as they were
    cleaned when they were recorded. Safe to stop at any moment: run again, it goes on with the pages that are left.

    Example: onrecord reread --ledger watch.sqlite
    """
    store = places.open_ledger(address_of(ledger))
    version, tally = Reader.version_of(), Tally()
    try:
        reread_all(store, version, Asked().tools, tally)
    except KeyboardInterrupt:
        _report(version, tally, as_json=as_json)
        screen.err.print("Stopped; run it again for the pages that are left.")
        raise
    _report(version, tally, as_json=as_json)
    if tally.refused:
        raise typer.Exit(1)


def reread_all(store: Ledger, version: str, tools: OpenTools, tally: Tally) -> None:
    """Every page that the reader of that version has not read, by the tools that have it; counted as it goes."""
    read = store.read_by(version)
    tally.up_to_date = sum(read.values())
    left = [article for article, done in read.items() if not done]
    # The worker is started before the bar, which starts a thread.
    with Workers(tools) as workers, screen.progress("Reading") as bar:
        for page in workers.rereadings(_articles(left, store, bar)):
            if isinstance(page, Rejected):
                tally.refused += 1
                screen.say(page.path, page.reason)
            else:
                _enter(page, store, tally)


def _articles(left: list[str], store: Ledger, bar: Progress) -> Iterator[Article]:
    for article in bar.track(left):
        yield store.article(article)


def _enter(page: pipeline.Again, store: Ledger, tally: Tally) -> None:
    try:
        ruling = pipeline.enter_again(page, store, places.now)
    except OnRecordError as error:
        tally.refused += 1
        screen.say(page.article.path, f"not recorded: {error}")
        return
    if ruling is None:
        # Another process was quicker.
        tally.up_to_date += 1
        return
    tally.reread += 1
    for change in ruling.changes:
        tally.count(change)


def _report(version: str, tally: Tally, *, as_json: bool) -> None:
    claims = {"claims_new": len(tally.came), "claims_gone": len(tally.went)}
    if as_json:
        pages = {"reread": tally.reread, "up_to_date": tally.up_to_date, "refused": tally.refused}
        print_json({"reread": {"reader": version, "pages": pages, **claims}})
        return
    refused = f", {tally.refused} refused" if tally.refused else ""
    screen.out.print(
        f"{tally.reread} reread by {version}, {tally.up_to_date} up to date{refused}; "
        f"claims: {len(tally.came)} came, {len(tally.went)} went.",
        markup=False,
        soft_wrap=True,
    )
