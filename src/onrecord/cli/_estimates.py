"""`onrecord estimates`: the figures on record under the questions that they answer, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from onrecord import pipeline
from onrecord.brief import as_object
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsJson, AsOf, LedgerAt
from onrecord.cli._record import address_of, print_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from onrecord.model import Answer, Estimate, Question


@app.command()
def estimates(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD", help="Only questions that hold all these words: killed soldiers."),
    ] = None,
    *,
    as_of: AsOf = None,
    reasons: Annotated[
        bool, typer.Option("--reasons", "-r", help="Show why the evidence best supports one of the figures.")
    ] = False,
    one_event: Annotated[
        bool, typer.Option("--one-event", help="All pages tell of one event: how many were killed and wounded in it.")
    ] = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """List the figures on record by the question that they answer: rivals side by side, each with who gave it.

    Nothing is averaged. A sum that nobody gave is marked so.

    Example: onrecord estimates killed soldiers --reasons
    """
    with screen.working("Reading the ledger …"):
        store, moment = places.open_ledger(address_of(ledger)), as_of or places.now()
        asked = pipeline.estimates(store, moment, one_event=one_event)
    found = [question for question in asked if fits(question, words or [])]
    if as_json:
        for question in found:
            print_json(as_object(question))
    elif found:
        for part in _view(found, reasons=reasons):
            screen.out.print(part)
    else:
        screen.err.print("No figure on record answers that. Questions are found by what is counted: try fewer words.")


def fits(question: Question, words: Iterable[str]) -> bool:
    """Whether the question holds all these words."""
    asked = (question.role, question.counted, question.whose, question.where)
    searched = " ".join(part for part in asked if part).casefold()
    return all(word.casefold() in searched for word in words)


def _view(questions: Iterable[Question], *, reasons: bool) -> Iterable[RenderableType]:
    for question in questions:
        yield Text(screen.safe(_asked(question)), "bold")
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for estimate in question.estimates:
            table.add_row(*(Text(screen.safe(cell)) for cell in _row(estimate)))
        yield table
        if reasons and question.answer:
            yield from _because(question.answer)


def _asked(question: Question) -> str:
    counted = question.counted or "not said of what"
    what = " — ".join(dict.fromkeys(part for part in (question.role, counted) if part))
    # Most often the noun itself tells whose: "North Korean soldiers".
    whose = question.whose if question.whose and question.whose not in counted else None
    told = [what, whose, question.where, f"per {question.per}" if question.per else None]
    period = "within a period" if question.scope == "period" else None
    return ", ".join(part for part in (*told, period) if part)


def _row(estimate: Estimate) -> tuple[str, ...]:
    """Value, who gave it, when, the words, and what is to be known of it."""
    first = estimate.first
    who = first.speaker.name if first.speaker else first.citation.outlet or "an unnamed outlet"
    quotes = " + ".join(f"“{' '.join(f.citation.quote.split())}”" for f in estimate.figures[: 1 + estimate.derived])
    held = {
        "a sum, which nobody gave": estimate.derived,
        "revises an earlier figure": estimate.revises,
        "part of another figure": estimate.part_of,
        "as it was before": first.quantity.scope == "earlier",
    }
    notes = [note for note, holds in held.items() if holds] + list(estimate.flags)
    return (f"  {value(estimate)}", who, str(estimate.published or "undated"), quotes, "; ".join(notes))


def value(estimate: Estimate | Answer) -> str:
    """The interval in words; a vague word stands for itself in the quote beside."""
    low, high = (f"{v:,.15g}" if v is not None else None for v in (estimate.low, estimate.high))
    if low is None and high is None:
        return "no number"
    if low is None or high is None:
        return f"{estimate.bound} {low or high}"
    about = "about " if estimate.bound == "about" else ""
    return f"{about}{low}" if low == high else f"{about}{low} to {high}"


def _because(answer: Answer) -> Iterable[Text]:
    yield Text(f"  The evidence best supports {value(answer)}:")
    for reason in answer.reasons:
        yield Text(screen.safe(f"    {reason.words}"))
        for cited in reason.citations:
            place = f"{cited.outlet or cited.path}, {cited.published or 'undated'}"
            yield Text(screen.safe(f"      {place}: “{' '.join(cited.quote.split())}”"), "dim")
