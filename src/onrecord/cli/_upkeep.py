"""`onrecord rebuild`, `compact`, `backup` and `restore`: what keeps a ledger well."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.assess import weigh
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import LedgerAt
from onrecord.cli._record import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1_000_000


@app.command()
def rebuild(*, ledger: LedgerAt = "") -> None:
    """Derive claims and changes anew from the evidence on record; decisions and what was read stay as they are.

    Until it is done, all that is looked at is as before, and whoever adds pages waits. Safe to stop at any moment:
    then nothing has changed.

    Example: onrecord rebuild --ledger watch.sqlite
    """
    with _bar("Rebuilding") as told:
        readings = places.open_ledger(address_of(ledger)).rebuild(weigh, told)
    _say(f"Claims and changes derived anew from {readings} readings.")


@app.command()
def compact(*, ledger: LedgerAt = "") -> None:
    """Give back the room of what was deleted, and make look-ups quick again after many pages; nothing is lost.

    Example: onrecord compact --ledger watch.sqlite
    """
    opened = places.open_ledger(address_of(ledger))
    with screen.working("Compacting …"):
        before, after = opened.compact()
    _say(f"{opened.name}: {before / MEGABYTE:.1f} MB before, {after / MEGABYTE:.1f} MB now.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", dir_okay=False)],
    *,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    ledger: LedgerAt = "",
) -> None:
    """Write a copy of the ledger to a file, as of one moment, and check that it is whole; others go on meanwhile.

    The copy is a ledger in SQLite, whatever database it was taken from. The file is there only when it is whole. The
    archive is made of files that are never rewritten: copy its folder as it is.

    Example: onrecord backup 2024-10-16.sqlite --ledger watch.sqlite
    """
    opened = places.open_ledger(address_of(ledger))
    with _bar("Copying") as told:
        rows = opened.backup(file, told, force=force)
    _say(f"{file}: {rows} rows, as many as the ledger has; {file.stat().st_size / MEGABYTE:.1f} MB.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup wrote.", dir_okay=False)],
    *,
    ledger: LedgerAt = "",
) -> None:
    """Take all that a backup holds into a new ledger, whole or not at all; one that holds something is left alone.

    Example: onrecord restore 2024-10-16.sqlite --ledger postgresql://me@localhost/watch
    """
    opened = places.open_ledger(address_of(ledger), to_add=True)
    with _bar("Restoring") as told:
        rows = opened.restore(file, told)
    _say(f"{opened.name}: {rows} rows restored from {file}.")


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar, and what tells it how far things are."""
    with screen.progress(what) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _say(line: str) -> None:
    screen.out.print(screen.safe(line), markup=False, soft_wrap=True)
