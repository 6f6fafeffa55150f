"""The commands."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from onrecord import pipeline
from onrecord.brief import as_object, render, situation
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.cli._options import (
    DEFAULT_SIZE,
    AllowPrivate,
    ArchiveAt,
    AsJson,
    AsOf,
    Contact,
    Format,
    IgnoreRobots,
    LedgerAt,
    MaxSize,
    Pages,
    Plain,
    Proxy,
    Published,
    Since,
    Watched,
)
from onrecord.cli._record import (
    Asked,
    add_all,
    address_of,
    digests,
    open_store,
    print_json,
    print_told,
    tell,
    tell_json,
)
from onrecord.model import Digest, OnRecordError, Rejected, Situation, SituationError, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Brief, Claim, Ruling

    Report = Callable[[Digest, Ruling | None], None]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        screen.out.print(f"onrecord {metadata.version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop.")
    ] = False,
) -> None:
    """Keeps the record of who said what in public news pages, and writes briefs in which every line is cited."""
    del version  # done by its callback


@app.command()
def read(
    paths: Pages,
    *,
    as_json: AsJson = False,
    plain: Plain = False,
    published: Published = None,
    max_size: MaxSize = DEFAULT_SIZE,
) -> None:
    """Show what a page says and who said it; record nothing.

    Example: onrecord read page.html --json
    """
    taken = 0
    for page in digests(paths, Asked(plain=plain, published=published, size=max_size)):
        if isinstance(page, Digest):
            taken += 1
        if isinstance(page, Rejected):
            screen.say(page.path, page.reason)
            if as_json:
                print_json(as_object(page))
        elif as_json:
            print_json(as_object((page.article, page.reading)))
        else:
            screen.out.print(screen.reading_view(page.article, page.reading))
    if not taken:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Pages,
    *,
    ledger: LedgerAt = "",
    archive: ArchiveAt = None,
    as_json: AsJson = False,
    plain: Plain = False,
    published: Published = None,
    max_size: MaxSize = DEFAULT_SIZE,
    contact: Contact = None,
    proxy: Proxy = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Enter pages in the ledger. A page that is there already changes nothing, so adding again is safe.

    Example: onrecord add ~/pages --ledger watch.sqlite
    """
    store = open_store(ledger, archive, to_add=True)
    way = {"contact": contact, "proxy": proxy, "private": allow_private, "robots": not ignore_robots}
    asked = Asked(plain=plain, published=published, size=max_size, way=way)
    if add_all(paths, asked, store, tell_json if as_json else print_told):
        raise typer.Exit(1)


@app.command()
def claims(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD", help="Only claims that hold all these words, in the text or the speaker."),
    ] = None,
    *,
    status: Annotated[Status | None, typer.Option(help="Only claims of this status.")] = None,
    watched: Watched = None,
    as_of: AsOf = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-e", help="Show the words that each claim rests on.")
    ] = False,
    ledger: LedgerAt = "",
    as_json: AsJson = False,
) -> None:
    """List what is claimed, how it stands, who said it, and on how many origins it rests.

    Example: onrecord claims missiles --status reported
    """
    watch = _situation(watched)
    with screen.working("Reading the ledger …"):
        store = places.open_ledger(address_of(ledger))
        standing = pipeline.claims(store, as_of)
        credibility = pipeline.grades(store, as_of, standing).claims
    found = [(watch.topic_of(c.text), c) for c in standing if fits(c, words or [], status)]
    found.sort(key=lambda tc: (-len(tc[1].origins), -len(tc[1].pages), tc[1].evidence[0].place))
    if as_json:
        for topic, claim in found:
            print_json(as_object(claim, topic, credibility.get(claim.id)))
    elif found:
        screen.out.print(screen.claims_view((claim for _, claim in found), credibility, evidence=evidence))
    else:
        screen.err.print(
            "No claim on record fits. Claims are found by their words: try fewer, or another status or day."
        )


@app.command()
def brief(
    *,
    watched: Watched = None,
    as_of: AsOf = None,
    since: Since = None,
    form: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.", dir_okay=False)
    ] = None,
    ledger: LedgerAt = "",
) -> None:
    """Write the brief: Quick Look and Deep Look, every line with the words that it rests on.

    Example: onrecord brief --format html -o brief.html
    """
    with screen.working("Writing the brief …"):
        asked = pipeline.answer(
            _situation(watched), places.open_ledger(address_of(ledger)), min(as_of or places.now(), places.now()), since
        )
    _publish(asked, Format.JSON if as_json else form, output)


@app.command()
def demo(
    *,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keep the ledger there, to look further. [default: throw it away]"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the brief is written.")] = Format.TEXT,
) -> None:
    """Record the sample pages that come with onrecord, and show the brief.

    Example: onrecord demo --keep build/demo
    """
    folder = places.near(places.examples())
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as thrown_away:
        at = str((keep or Path(thrown_away)) / "demo.sqlite")
        store = open_store(at, None, to_add=True)
        add_all([str(folder)], Asked(), store, report=tell)
        watch = _situation(folder / "situation.yaml")
        _publish(pipeline.answer(watch, store.ledger, places.now()), form, None)
        store.ledger.close()
    if keep:
        screen.err.print(f"Look further: onrecord claims --ledger {at}", markup=False)


def main() -> None:
    """Run the command line; the exit status is 0 done, 1 something could not be done, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files need not be text; in JSON an escaped surrogate is what the standard wants.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # text files here
    try:
        app()
    except OnRecordError as error:
        _stop(str(error))
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nobody is left to tell, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _stop(f"{error.filename or 'output'}: {error.strerror or error}; nothing recorded is lost")


def fits(claim: Claim, words: list[str], status: str | None) -> bool:
    """Whether a claim has this status, and its text or speakers hold all these words."""
    names = (r.evidence.speaker.name for r in claim.evidence if r.evidence.speaker)
    searched = " ".join((claim.text, *names)).casefold()
    return (status is None or claim.status == status) and all(w.casefold() in searched for w in words)


def _situation(file: Path | None) -> Situation:
    if file is None:
        return Situation("What is on record")
    try:
        return situation(file.read_text("utf-8"), str(file))
    except OSError as error:
        raise SituationError(f"{file}: cannot be read: {error.strerror}; give a situation file in YAML") from error
    except UnicodeDecodeError as error:
        raise SituationError(f"{file}: not text in UTF-8; give a situation file in YAML") from error


def _publish(brief: Brief, form: Format, output: Path | None) -> None:
    written = render(brief, form.value, columns=screen.out.width)
    if output:
        _write(output, written)
    elif form is Format.JSON:
        screen.print_json(written)
    else:
        sys.stdout.write(written)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise OnRecordError(f"{file}: cannot be written: {error.strerror}; give another --output") from error


def _stop(message: str) -> NoReturn:
    screen.err.print(screen.safe(f"onrecord: {message}"), markup=False)
    sys.exit(1)
