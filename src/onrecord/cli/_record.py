"""Pages taken in, read, recorded and reported: what several commands do."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.capture import Intake, find, take
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._options import DEFAULT_SIZE, MEGABYTE
from onrecord.cli._workers import Workers
from onrecord.model import Digest, OnRecordError, Rejected
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from rich.progress import Progress

    from onrecord.capture import Archive
    from onrecord.ledger import Ledger
    from onrecord.model import Capture, Ruling

    Report = Callable[[Digest, Ruling | None], None]

# Pages recorded at once, and how long one waits for the others at most.
_LOT = 16
_SECONDS = 1.0


@dataclass(frozen=True)
class Asked:
    """How pages are to be taken in and read."""

    plain: bool = False
    published: date | None = None
    size: float = DEFAULT_SIZE
    way: dict[str, Any] = field(default_factory=dict)
    """How the Web is asked: fields of Intake."""

    def tools(self) -> pipeline.Tools:
        """What pages are read with; opened where they are read."""
        return pipeline.Tools(Reader.open(), plain=self.plain, published=self.published)

    def intake(self) -> Intake:
        return Intake(places.now, int(self.size * MEGABYTE), **self.way)


@dataclass(frozen=True)
class Store:
    """The ledger and the archive beside it."""

    ledger: Ledger
    archive: Archive


def open_store(ledger: str, archive: Path | None, *, to_add: bool = False) -> Store:
    """Both, as the options say; raises OnRecordError."""
    address = address_of(ledger)
    return Store(places.open_ledger(address, to_add=to_add), places.open_archive(archive, address))


def address_of(given: str) -> str:
    return given or places.default_ledger()


def digests(paths: Iterable[str], asked: Asked) -> Iterator[Digest | Rejected]:
    """What each page gives, in order: read in a process of its own, so that a page that hangs costs only that page."""
    # The worker is started before the bar, which starts a thread.
    with Workers(asked.tools) as workers, asked.intake() as intake, screen.progress("Reading") as bar:
        yield from workers.digests(_captures(paths, intake, bar))


def _captures(paths: Iterable[str], intake: Intake, bar: Progress) -> Iterator[Capture | Rejected]:
    for source in bar.track(find(paths)):
        yield from (source,) if isinstance(source, Rejected) else take(source, intake)


def add_all(paths: Iterable[str], asked: Asked, store: Store, report: Report) -> int:
    """How many pages could not be recorded; each is said, and the sum where there were several."""
    done = failed = 0
    for pages in _together(digests(paths, asked)):
        refused = [page for page in pages if isinstance(page, Rejected)]
        for page in refused:
            screen.say(page.path, page.reason)
        entered = _enter_all([page for page in pages if isinstance(page, Digest)], store, report)
        done, failed = done + entered, failed + len(pages) - entered
    if done + failed > 1:
        screen.err.print(f"{done} on record, {failed} refused.")
    return failed


def _together(pages: Iterable[Digest | Rejected]) -> Iterator[list[Digest | Rejected]]:
    """Pages in lots, in order: to record one by itself takes as long as to record ten."""
    lot: list[Digest | Rejected] = []
    since = time.monotonic()
    for page in pages:
        lot.append(page)
        if len(lot) >= _LOT or time.monotonic() - since >= _SECONDS:
            yield lot
            lot, since = [], time.monotonic()
    if lot:
        yield lot


def _enter_all(pages: list[Digest], store: Store, report: Report) -> int:
    """Record pages and report them; how many of them could be recorded, and of each other it is said why not."""
    try:
        rulings = pipeline.enter_all(pages, store.archive, store.ledger, places.now)
    except OnRecordError:
        # One of them is at fault: by itself it stops no other.
        return sum(enter_page(page, store, report) for page in pages)
    for page, ruling in zip(pages, rulings, strict=True):
        report(page, ruling)
    return len(pages)


def enter_page(page: Digest, store: Store, report: Report) -> bool:
    """Record a page and report it; whether that could be done, and if not, why not is said."""
    try:
        ruling = pipeline.enter(page, store.archive, store.ledger, places.now)
    except OnRecordError as error:
        screen.say(page.article.path, f"not recorded: {error}")
        return False
    report(page, ruling)
    return True


def tell_json(page: Digest, ruling: Ruling | None) -> None:
    state = "known" if ruling is None else "recorded"
    facts = {"path": page.article.path, "article": page.article.id, "state": state}
    print_json({"added": {**facts, "evidence": len(page.evidence), "changes": _kinds(ruling)}})


def print_told(page: Digest, ruling: Ruling | None) -> None:
    """On standard output, what recording a page did."""
    screen.out.print(screen.safe(_told(page, ruling)), markup=False, soft_wrap=True)


def tell(page: Digest, ruling: Ruling | None) -> None:
    # On standard error: the brief alone is on standard output, so that it can be kept.
    screen.err.print(screen.safe(_told(page, ruling)), markup=False)


def _told(page: Digest, ruling: Ruling | None) -> str:
    if ruling is None:
        return f"{page.article.path}: on record already; nothing changed, options given now included"
    changed = ", ".join(f"{n} {PLURALS[kind][n != 1]}" for kind, n in _kinds(ruling).items()) or "nothing new"
    undated = "" if page.article.published else " (undated: the page gives no date; --published can)"
    return f"{page.article.path}: recorded{undated}: {len(page.evidence)} statements; {changed}"


def _kinds(ruling: Ruling | None) -> dict[str, int]:
    return dict(sorted(Counter(change.kind for change in ruling.changes).items())) if ruling else {}


PLURALS = {
    "new claim": ("new claim", "new claims"),
    "status": ("claim moved in status", "claims moved in status"),
    "support": ("claim gained an origin", "claims gained an origin"),
    "moved": ("claim joined with another or parted", "claims joined with others or parted"),
}


def print_json(value: dict[str, Any]) -> None:
    screen.print_json(json.dumps(value, ensure_ascii=False, allow_nan=False))
