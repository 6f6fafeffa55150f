"""The options that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.capture import Intake
from onrecord.cli import _places as places

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000
DEFAULT_SIZE = Intake.limit / MEGABYTE


class Format(StrEnum):
    """What a brief can be written as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def _given(parse: Callable[[str], Any], what: str) -> Callable[[str], Any]:
    def parsed(text: str) -> Any:  # noqa: ANN401 - as the parser that is handed in
        try:
            return parse(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is not {what}, such as 2024-10-16") from None

    return parsed


a_day = _given(places.a_date, "a date")
"""Parses a day of the calendar."""

Pages = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, addresses, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on a line, for other programs.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Each page is clean article text in UTF-8 already; take it as is.")
]
Published = Annotated[
    Any,
    typer.Option(metavar="DATE", parser=a_day, help="The date of pages that give none."),
]
MaxSize = Annotated[float, typer.Option(metavar="MB", min=0.001, max=10_000, help="Largest page taken, in megabytes.")]
LedgerAt = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="URL",
        envvar="ONRECORD_LEDGER",
        help="The ledger: a file or a database URL. [default: ledger.sqlite in your data folder]",
        show_default=False,
    ),
]
ArchiveAt = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="FOLDER",
        envvar="ONRECORD_ARCHIVE",
        help="Where the pages' bytes are kept. [default: beside the ledger]",
        show_default=False,
    ),
]
Contact = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Your URL or e-mail, told to servers that are asked.")
]
Proxy = Annotated[str | None, typer.Option(metavar="URL", help="Ask the Web through this proxy.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from this machine and its network too.")]
IgnoreRobots = Annotated[bool, typer.Option("--ignore-robots", help="Fetch what robots.txt asks not to.")]
AsOf = Annotated[
    Any,
    typer.Option(
        metavar="DATE",
        parser=_given(places.end_of, "a date or moment"),
        help="The record as it stood at the end of that day (UTC).",
    ),
]
Since = Annotated[
    Any,
    typer.Option(
        metavar="DATE",
        parser=_given(places.start_of, "a date or moment"),
        help="Mark what was recorded from that day on.",
    ),
]
Watched = Annotated[
    Path | None,
    typer.Option("--situation", metavar="FILE", help="What you watch: a title and topics, in YAML.", dir_okay=False),
]
