"""`onrecord search`: where words stand in what is on record, each place with who says so, and how the claim stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from onrecord import pipeline
from onrecord.brief import as_object
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._commands import app
from onrecord.cli._options import AsJson, AsOf, LedgerAt, _given
from onrecord.cli._record import address_of, print_json
from onrecord.ledger import Sought
from onrecord.model import QueryError, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from onrecord.model import Hit, Hits

WHOLE = 300
"""Characters of a quote that is shown whole: four lines of a terminal."""

AROUND = 90
"""Of a longer one, characters shown on each side of the words looked for."""

SNIPPETS = 3
"""And of how many places at most."""


RecordedSince = Annotated[
    Any,
    typer.Option(
        metavar="DATE",
        parser=_given(places.start_of, "a date or moment"),
        help="Only what was recorded from that day on.",
    ),
]


@app.command(context_settings={"ignore_unknown_options": True})
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="What to look for.", show_default=False)],
    *,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this speaker says.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only statements whose claim has this status.")] = None,
    since: RecordedSince = None,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="Places shown at once.")] = 20,
    page: Annotated[
        int, typer.Option(metavar="N", min=1, max=1000, help="1 for the first of them, 2 for the next.")
    ] = 1,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """Find words in statements and in the text of pages: who said so, where, and how the claim stands.

    All words must stand in one statement or paragraph. "words in quotes" stand side by side, missil* is the beginning
    of a word, -park excludes, OR is between alternatives. Case and accents do not count.

    Example: onrecord search 'missil*' OR artillery --speaker campbell
    """
    sought = Sought(_query(words), speaker, status, since, as_of, limit, page)
    opened = places.open_ledger(address_of(ledger))
    try:
        with screen.working("Searching …"):
            found = pipeline.search(opened, sought)
    except QueryError as error:
        screen.err.print(Text(screen.safe(f"onrecord: {error}")))
        raise typer.Exit(2) from error
    if as_json:
        for hit in found.hits:
            print_json(as_object(hit))
    elif found.hits:
        screen.out.print(view(found.hits))
    screen.err.print(_told(found, sought))


def _query(words: Iterable[str]) -> str:
    """What was typed; several words in one argument stood in quotes, which the shell has taken away."""
    for word in words:
        if word.startswith("--"):
            raise typer.BadParameter(f"there is no option {word}; see onrecord search --help")
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    minus, rest = ("-", word[1:]) if word.startswith("-") else ("", word)
    is_query = re.search(r'["“”„«»]|(?:^|\s)(?:OR|-\S+)(?:\s|$)', rest)
    return f'{minus}"{rest}"' if re.search(r"\S\s+\S", rest) and not is_query else word


def view(hits: Iterable[Hit]) -> RenderableType:
    """For each the status, who said it, the words, and where they stand."""
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    grid.add_column(no_wrap=True, min_width=len("corroborated"))
    grid.add_column(overflow="fold")
    for hit in hits:
        status = hit.status or "text"
        grid.add_row(Text(status, screen.STATUS.get(status, "dim")), Text("\n").join(_lines(hit)))
    return grid


def _lines(hit: Hit) -> Iterator[Text]:
    told = hit.citation
    yield Text(screen.safe(f"{_voice(hit)}{told.outlet or 'unnamed outlet'}, {told.published or 'undated'}"), "bold")
    yield snippet(told.quote, [Span(a - told.span.start, b - told.span.start) for a, b in hit.marks])
    if hit.headline:
        yield Text(_line(hit.headline), "dim")
    yield Text(screen.safe(told.url or told.path), "dim")
    claim = f", claim {hit.claim}" if hit.claim else ""
    yield Text(f"characters {told.span.start}–{told.span.end}{claim}", "dim")


def _voice(hit: Hit) -> str:
    if hit.evidence is None or hit.evidence.speaker is None:
        return ""
    return f"{hit.evidence.speaker.name} ({hit.evidence.act}), "


def snippet(quote: str, marks: Sequence[Span]) -> Text:
    """The quote with the words looked for in relief; of a long one what stands around them."""
    shown = Text()
    for n, (start, end) in enumerate(_windows(quote, marks)):
        shown.append(" … " if n and start else "… " if start else "")
        at = start
        for mark in (m for m in marks if start <= m.start and m.end <= end):
            shown.append(_line(quote[at : mark.start]))
            shown.append(_line(quote[mark.start : mark.end]), "bold underline")
            at = mark.end
        shown.append(_line(quote[at:end]))
    return Text.assemble("“", shown, " …”" if end < len(quote) else "”")


def _windows(quote: str, marks: Sequence[Span]) -> list[Span]:
    """What is shown of a quote, ends at spaces; never nothing."""
    if len(quote) <= WHOLE:
        return [Span(0, len(quote))]
    windows: list[Span] = []
    for mark in marks or [Span(0, 0)]:
        start = max(0, mark.start - AROUND)
        start = quote.find(" ", start, mark.start) + 1 or start if start else 0
        end = min(len(quote), mark.end + AROUND)
        end = max(quote.rfind(" ", mark.end, end), mark.end) if end < len(quote) else end
        if windows and start <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(end, windows[-1].end))
        elif len(windows) < SNIPPETS:
            windows.append(Span(start, end))
    return windows


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", screen.safe(text))


def _told(found: Hits, sought: Sought) -> str:
    """How much there is, and what to do about it."""
    first = (sought.page - 1) * sought.limit + 1
    if not found.total:
        told = "No statement or paragraph on record holds that: try fewer words, the beginning of one (missil*), or OR."
    elif not found.hits:
        told = f"There are {found.total} places in all; give a smaller --page."
    else:
        last = first + len(found.hits) - 1
        told = f"{first if first == last else f'{first} to {last}'} of {found.total} places."
        told += f" --page {sought.page + 1} shows more." if last < found.total else ""
    if found.cut:
        told += " Only the newest matches were ranked: more words, --speaker, --since or --as-of reach the others."
    return told
