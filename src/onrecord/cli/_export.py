"""`onrecord record`: the whole record as JSON Lines, the same bytes from the same evidence."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path  # noqa: TC003 - Typer reads annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord import pipeline
from onrecord.brief import as_object, sources
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsOf, LedgerAt  # noqa: TC001 - likewise
from onrecord.cli._record import address_of
from onrecord.model import OnRecordError
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from onrecord.ledger import Ledger

PARTS = ("claims", "questions", "changes", "origins", "sources", "decisions")


@app.command(name="record")
def whole_record(
    *,
    as_of: AsOf = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.", dir_okay=False)
    ] = None,
    ledger: LedgerAt = "",
) -> None:
    """Write all that is on record, an object in JSON a line: claims, figures, changes, origins, sources and decisions.

    Each is what claims, estimates, changes, origins, sources and decisions print with --json. The order is fixed:
    the same evidence gives the same bytes, rebuilt, restored, or kept in another database. A file is there only
    when it is whole.

    Example: onrecord record --as-of 2024-10-17 -o record.jsonl
    """
    store, moment = places.open_ledger(address_of(ledger)), as_of or places.now()
    with screen.progress("Exporting") as bar:
        task = bar.add_task("", total=len(PARTS))
        found = lines(store, moment, lambda: bar.advance(task))
        if output is None:
            sys.stdout.writelines(found)
        else:
            written = _write(output, found)
    if output:
        screen.err.print(screen.safe(f"{written} objects written to {output}."), markup=False)


def lines(ledger: Ledger, as_of: datetime, told: Callable[[], object] = lambda: None) -> Iterator[str]:
    """The record as it stood at a moment, an object a line; `told` is called when another of its parts is done."""
    for part in _parts(ledger, as_of):
        for value in part:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
            yield screen.STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"
        told()


def _parts(ledger: Ledger, as_of: datetime) -> Iterator[Iterable[dict[str, Any]]]:
    """In the order of PARTS, each in an order of its own that is the same for the same record."""
    claims = sorted(pipeline.claims(ledger, as_of), key=lambda claim: claim.id)
    graded = pipeline.grades(ledger, as_of, claims)
    yield (as_object(claim, grade=graded.claims.get(claim.id)) for claim in claims)
    yield map(as_object, pipeline.estimates(ledger, as_of))
    yield (as_object(moved.change) for moved in pipeline.changes(ledger, None, as_of))
    yield (as_object(origin) for origin, _ in pipeline.origins(ledger, as_of))
    yield (as_object(source, grade=graded.sources.get(fold(source.name))) for source in sources(claims))
    yield map(as_object, pipeline.decisions(ledger, as_of, claims))


def _write(file: Path, found: Iterable[str]) -> int:
    """How many lines; the file has its name when all of them are on the disk."""
    made = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with made.open("w", encoding="utf-8", newline="") as opened:
            count = sum(1 for line in found if opened.write(line))
            opened.flush()
            os.fsync(opened.fileno())
        made.replace(file)
    except OSError as error:
        raise OnRecordError(f"{file}: cannot be written: {error.strerror}; give another --output") from error
    finally:
        made.unlink(missing_ok=True)
    return count
