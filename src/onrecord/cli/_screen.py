"""What a person sees in the terminal: tables that fit it, colours only where there is one, no trick of a page's."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from onrecord.model import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType
    from rich.status import Status

    from onrecord.model import Article, Attribution, Claim, Quantity, Reading, Recorded

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters by which a hostile page could steer a terminal or turn its text round (bidirectional overrides)."""

STEERING = re.compile(CONTROL.pattern[:-1] + r"\u2028\u2029]")
"""The same, and the two characters that some readers of lines take for a line's end."""

STATUS = {
    "unconfirmed": "yellow",
    "reported": "default",
    "corroborated": "green",
    "confirmed": "green",
    "disputed": "red",
    "denied": "red",
    "retracted": "red",
}

SHARES = {"Words": 3, "Who": 1}
"""How columns of running text share what the others leave of the line."""

SHORT = 8
"""Characters of an id that are shown: of a million claims two begin alike in one case of 4,000 for each."""

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def safe(text: str) -> str:
    """Text that cannot steer the terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def say(path: str, reason: str) -> None:
    """One line on standard error about one file."""
    path = "standard input" if path == "-" else path
    err.print(Text(safe(f"onrecord: {path}: {reason}".replace("\n", " "))))


def print_json(text: str) -> None:
    """A JSON object on one line of standard output; what could steer a terminal is escaped, which changes no value."""
    sys.stdout.write(STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text.rstrip("\n")) + "\n")


def progress(what: str) -> Progress:
    """A bar on standard error that goes away when done, and is not there where nobody sees it."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def working(what: str) -> Status:
    """A sign on standard error that something goes on, gone when it is done."""
    return err.status(what) if err.is_terminal else Console(quiet=True).status(what)


def reading_view(article: Article, reading: Reading) -> RenderableType:
    """One page: what it is, its clean text, who said what in it, and the figures."""
    parts: list[RenderableType] = [_head(article), Text(), *_blocks(article)]
    if reading.attributions:
        parts += [Text(), _statements(article, reading.attributions)]
    figures = [q for q in reading.quantities if q.counted or q.role]
    if figures:
        parts += [Text(), _figures(article, figures)]
    return Group(*parts, Text())


def claims_view(claims: Iterable[Claim], credibility: Mapping[str, str], *, evidence: bool = False) -> RenderableType:
    """Claims with their status, who stands behind each and how, and on how much it rests; on demand, the words.

    `credibility` has the grades that were given, by the id of the claim.
    """
    grid = Table.grid(padding=(0, 2, 1, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for claim in claims:
        grade = credibility.get(claim.id)
        graded = f"; credibility {grade}" if grade else ""
        parts = [Text(safe(claim.text), "bold"), Text(safe(f"{_standing(claim)}{graded}"))]
        if evidence:
            parts += [_rests_on(r) for r in claim.evidence]
            parts += [Text("  Against it, in other words:", "dim")] * bool(claim.contrary)
            parts += [_rests_on(r) for r in claim.contrary]
        named = Text.assemble((claim.status, STATUS[claim.status]), (f"\n{claim.id[:SHORT]}", "dim"))
        grid.add_row(named, Text("\n").join(parts))
    return grid


def _standing(claim: Claim) -> str:
    voices = sorted({f"{_voice(r)} ({r.evidence.act})" for r in claim.evidence})
    days = [d.isoformat() for d in claim.published]
    when = "undated" if not days else days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    counts = f"{_counted(len(claim.origins), 'origin')}, {_counted(len(claim.pages), 'page')}"
    against = sorted({_voice(r) for r in claim.contrary})
    told = f"; contradicted in other words by {', '.join(against)}" if against else ""
    return f"{', '.join(voices)}; {counts}; {when}{told}"


def _rests_on(r: Recorded) -> Text:
    cited = r.evidence.citation
    place = f"{cited.outlet or 'unnamed outlet'}, {cited.published or 'undated'}, {cited.url or cited.path}"
    who = f"{_voice(r)} ({r.evidence.act}, {r.evidence.factuality})"
    where = f"characters {cited.span.start}–{cited.span.end}"
    return Text(safe(f"  {who}: “{cited.quote}”\n    {r.evidence.id[:SHORT]}: {place}, {where}"), "dim")


def _voice(r: Recorded) -> str:
    return r.evidence.speaker.name if r.evidence.speaker else r.evidence.citation.outlet or "own voice"


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, ratio=SHARES.get(name))
    return table


def _head(article: Article) -> RenderableType:
    facts = {
        "page": article.path,
        "outlet": article.outlet,
        "by": ", ".join(article.authors),
        "published": article.published and f"{article.published} (from {article.published_from})",
        "dateline": article.dateline,
        "section": article.section,
        "tags": " / ".join(article.tags),
        "credits": ", ".join(article.credits),
        "wire": article.wire,
        "original source": article.original_source,
        "address": article.url,
    }
    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, value in facts.items():
        if value:
            grid.add_row(Text(name, "dim"), Text(safe(str(value))))
    return Group(Text(safe(article.headline or "(no headline)"), "bold"), grid)


def _blocks(article: Article) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for kind, span in article.blocks:
        words = Text(safe(article.text[span.start : span.end]))
        if kind == "headline":
            continue
        if kind in {"bullet", "list"}:
            shown.append(Padding(Text("• ") + words, (0, 0, 1, 2)))
        elif kind == "paragraph":
            shown.append(Padding(words, (0, 0, 1, 0)))
        else:
            shown.append(Padding(Text(f"[{kind}] ", "dim") + words, (0, 0, 1, 0)))
    return shown


def _statements(article: Article, attributions: Iterable[Attribution]) -> Table:
    table = _table("Who", "Act", "", "Words")
    for a in attributions:
        words = " … ".join(article.text[s.start : s.end] for s in a.content)
        table.add_row(Text(safe(_who(a)), "bold"), a.act, a.factuality, Text(safe(words)))
    table.caption = "CT certain, PR probable, PS possible, U left open, as the source puts it; + so, - not so"
    table.caption_justify = "left"
    return table


def _who(a: Attribution) -> str:
    if a.speaker is None:
        return NOBODY.name
    return ", through ".join((a.speaker.name, *reversed(a.speaker.chain)))


def _figures(article: Article, quantities: Iterable[Quantity]) -> Table:
    table = _table("Figure", "Bound", "Counted", "Role", "Stated in")
    for q in quantities:
        row = (article.text[q.span.start : q.span.end], q.bound, q.counted or "", q.role or "", q.stated_in or "")
        table.add_row(*(Text(safe(cell)) for cell in row))
    return table
