"""`onrecord changes`, `origins`, `sources` and `rules`: what moved, whose reporting it is, who speaks, what decides."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from onrecord import pipeline
from onrecord.assess import rules as status_rules
from onrecord.brief import as_object, sources
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsJson, AsOf, LedgerAt, Since
from onrecord.cli._record import address_of, print_json
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Article, Change, Origin
    from onrecord.pipeline import Moved

# A copy shares its text with every other copy; the first few say enough.
_SHOWN = 2


@app.command()
def changes(
    *,
    since: Since = None,
    as_of: AsOf = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what only another reading of a page moved.")] = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """List what pages did to the record, oldest first, and by whose words.

    New claims, moved status, more origins; figures that were revised, corrected, or stand against others.

    Example: onrecord changes --since 2024-10-16
    """
    moment = as_of or places.now()
    with screen.working("Reading the ledger …"):
        moved = pipeline.changes(places.open_ledger(address_of(ledger)), since, moment)
    told = [each for each in moved if everything or each.change.is_news]
    if as_json:
        for each in told:
            print_json(as_object(each.change))
    elif told:
        for line in _told(told):
            screen.out.print(line)
    else:
        screen.err.print("Nothing changed in that time.")


def _told(moved: list[Moved]) -> list[Text]:
    """A line for each change under the moment of its page."""
    lines: list[Text] = []
    for at, group in groupby(moved, key=lambda each: each.change.at):
        lines.append(Text(f"{at:%Y-%m-%d %H:%M:%S} UTC", "bold"))
        for each in group:
            lines.append(
                Text(screen.safe(f"  {_what(each.change)}: {_step(each.change)}: {each.words}".removesuffix(": ")))
            )
            lines += [Text(screen.safe(f"      {cited}"), "dim") for cited in each.cited]
    return lines


def _what(change: Change) -> str:
    """Its kind, and in what figures or voices stand against each other."""
    how = as_object(change)["change"]["conflict"]
    if how is None:
        return change.kind
    # A later figure that goes on from an earlier one: it is told, and nobody is contradicted.
    return "later figure" if how == "time" else f"{change.kind}, contradiction by {how}".removeprefix("contradiction, ")


def _step(change: Change) -> str:
    if change.kind == "contradiction":
        return f"{change.after} beside {change.before}"
    return " → ".join(state for state in (change.before, change.after or "no longer read") if state)


@app.command()
def origins(*, as_of: AsOf = None, ledger: LedgerAt = "", as_json: AsJson = False) -> None:
    """List where the pages' reporting first comes from, and for each page why: shared text, a credit, one source.

    Example: onrecord origins --as-of 2024-10-17
    """
    with screen.working("Comparing the pages …"):
        found = pipeline.origins(places.open_ledger(address_of(ledger)), as_of or places.now())
    for origin, pages in found:
        if as_json:
            print_json(as_object(origin))
        else:
            for line in _traced(origin, pages):
                screen.out.print(line)
    if not found:
        screen.err.print("There are no pages in this record yet; onrecord add enters them.")


def _traced(origin: Origin, pages: tuple[Article, ...]) -> list[Text]:
    """The name of an origin, its pages, and under each what ties it to an older one."""
    held = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    lines = [Text.assemble((screen.safe(origin.name), "bold"), f"  {held}")]
    for n, page in enumerate(pages):
        told = (page.outlet or page.path, str(page.published or "undated"), page.headline or "")
        lines.append(Text(screen.safe(f"  {', '.join(part for part in told if part)}")))
        older = {other.id for other in pages[:n]}
        why = [e for e in origin.edges if page.id in (e.a, e.b) and older & {e.a, e.b}]
        lines += [Text(screen.safe(f"      {e.reason}: “{e.words}”"), "dim") for e in why[:_SHOWN]]
    return lines


@app.command(name="sources")
def list_sources(*, as_of: AsOf = None, ledger: LedgerAt = "", as_json: AsJson = False) -> None:
    """List who speaks in the record: on how many pages, through which outlets, and how: says, confirms, denies.

    Example: onrecord sources --as-of 2024-10-17
    """
    with screen.working("Reading the ledger …"):
        store = places.open_ledger(address_of(ledger))
        claims = pipeline.claims(store, as_of)
        found, reliability = sources(claims), pipeline.grades(store, as_of, claims).sources
    if as_json:
        for source in found:
            print_json(as_object(source, grade=reliability.get(fold(source.name))))
        return
    table = Table("Source", "Kind", "Grade", "Pages", "Says", box=None, padding=(0, 2, 0, 0), header_style="bold")
    for source in found:
        acts = ", ".join(f"{act} {n}" for act, n in source.acts.items())
        disputed = f"; {source.disputed} disputed" if source.disputed else ""
        shown = (source.kind, reliability.get(fold(source.name), ""), str(len(source.pages)))
        table.add_row(Text(screen.safe(source.name)), *shown, Text(acts + disputed))
    if found:
        screen.out.print(table)
    else:
        screen.err.print("Nobody speaks in this record yet; onrecord add enters pages.")


@app.command()
def rules(*, as_json: AsJson = False) -> None:
    """Print the rules by which a claim's status is derived, and what each of them counts.

    Example: onrecord rules
    """
    table = status_rules()
    if as_json:
        for rule in table.rules:
            print_json({"rule": rule._asdict()})
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for rule in table.rules:
        least = [f"{name} ≥ {n}" for name, n in rule.at_least.items()]
        most = [f"{name} ≤ {n}" for name, n in rule.at_most.items()]
        bounds = f" ({', '.join(least + most)})" if least or most else ""
        grid.add_row(Text(rule.status, screen.STATUS[rule.status]), Text(f"{rule.when}{bounds}"))
    screen.out.print("The first rule that fits gives a claim its status.\n")
    screen.out.print(grid)
    screen.out.print("\nWhat is counted:\n")
    meaning = Table.grid(padding=(0, 2, 0, 0))
    for name, means in table.counts.items():
        meaning.add_row(Text(name, "bold"), Text(means))
    screen.out.print(meaning)
