"""`onrecord export` and `onrecord stamp`: what the archive gives to others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app, fits
from onrecord.cli._options import ArchiveAt, LedgerAt
from onrecord.cli._record import open_store


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
    screen.out.print(f"{written} pages written to {file}.", markup=False, soft_wrap=True)


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
    screen.out.print(f"Log entry {made.of} existed by {made.at.isoformat()}. Anybody can check it:", markup=False)
    screen.out.print(made.command, markup=False, soft_wrap=True)
