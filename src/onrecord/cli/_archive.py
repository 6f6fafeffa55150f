"""`onrecord verify`, `export` and `stamp`: what the archive proves, and what it gives to others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app, fits
from onrecord.cli._options import ArchiveAt, AsJson, LedgerAt
from onrecord.cli._record import open_store, print_json

if TYPE_CHECKING:
    from onrecord.cli._record import Store


@app.command()
def verify(*, ledger: LedgerAt = "", archive: ArchiveAt = None, as_json: AsJson = False) -> None:
    """Check that every page in the archive is what was captured, and every quote stands where it is cited.

    Lists the timestamps too: what each proves, and whether it still does.

    Example: onrecord verify --ledger watch.sqlite
    """
    store = open_store(ledger, archive)
    records, faults = _checked(store)
    for fault in faults:
        screen.err.print(screen.safe(f"onrecord: {fault}"), markup=False)
    pages, head = len(store.ledger.captures()), store.archive.head()
    if as_json:
        log = {"entries": head.n, "hash": head.hash}
        found = {"captures": pages, "records": records, "faults": faults, "log": log}
        print_json({"verified": {**found, "timestamps": _stamp_objects(store)}})
    else:
        verdict = "every quote stands and every claim follows from its evidence"
        counted = f"{len(faults)} fault{'s' * (len(faults) != 1)}"
        _say(f"{pages} pages; {records} records of the archive are whole; {counted if faults else verdict}.")
        _say(f"Head of the archive's log, to be kept elsewhere: {head.n} {head.hash}")
        _say_stamps(store)
    if faults:
        raise typer.Exit(1)


def _checked(store: Store) -> tuple[int, list[str]]:
    """How many records are whole, and what is not."""
    records, faults = 0, []
    with screen.progress("Verifying") as bar:
        task = bar.add_task("", total=None)
        for fault in pipeline.verify(store.archive, store.ledger):
            if fault is None:
                records += 1
                bar.update(task, completed=records)
            else:
                faults.append(fault)
    return records, faults


def _say_stamps(store: Store) -> None:
    stamps = store.archive.stamps()
    if not stamps:
        _say("No timestamp: when pages were captured is this machine's word alone; see 'onrecord stamp'.")
    for stamp in stamps:
        what = f"Timestamp: log entry {stamp.of} and all before it existed by {stamp.at.isoformat()}, says"
        if stamp.fault is None:
            _say(f"{what} {stamp.authority}; it fits the log. For its signature, with the authority's root as CA.pem:")
            _say(f"  {stamp.command}")
        else:
            _say(f"{what} the log; but it proves nothing now: {stamp.fault}.")


def _stamp_objects(store: Store) -> list[dict[str, Any]]:
    return [
        {
            "entry": stamp.of,
            "hash": stamp.hash,
            "existed_by": stamp.at.isoformat(),
            "authority": stamp.authority,
            "answer": str(stamp.answer),
            "fault": stamp.fault,
            "command": stamp.command,
        }
        for stamp in store.archive.stamps()
    ]


def _say(line: str) -> None:
    screen.out.print(screen.safe(line), markup=False, soft_wrap=True)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The WACZ file to write.", dir_okay=False)],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD", help="Only pages with a claim that holds all these words.")
    ] = None,
    *,
    title: Annotated[str, typer.Option(help="What the collection is called.")] = "On Record",
    ledger: LedgerAt = "",
    archive: ArchiveAt = None,
) -> None:
    """Write pages as they were captured to a WACZ file, which web archive players such as replayweb.page open.

    Example: onrecord export missiles.wacz missiles
    """
    store = open_store(ledger, archive)
    found = (c for c in pipeline.claims(store.ledger) if fits(c, words or [], None))
    articles = {r.evidence.citation.article for claim in found for r in claim.evidence}
    titles = store.ledger.captures_of(articles)
    written = store.archive.export(set(titles), file, title, {id_: name for id_, name in titles.items() if name})
    _say(f"{written} pages written to {file}.")


@app.command()
def stamp(
    authority: Annotated[str, typer.Argument(metavar="URL", help="A timestamp authority (RFC 3161).")],
    *,
    ledger: LedgerAt = "",
    archive: ArchiveAt = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask an authority in your own network.")
    ] = False,
) -> None:
    """Have an outside authority state when the archive's log stood as it does; all up to that entry existed by then.

    Example: onrecord stamp https://tsa.example.org
    """
    store = open_store(ledger, archive)
    made = store.archive.stamp(authority, private=allow_private)
    _say(f"Log entry {made.of} existed by {made.at.isoformat()}, says {made.authority}. Anybody can check it:")
    _say(made.command)
