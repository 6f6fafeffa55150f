"""The commands."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from onrecord import pipeline
from onrecord.assess import situation, topic_of
from onrecord.brief import claim_object, reading_object, rejected_object, render
from onrecord.capture import Intake, find, take
from onrecord.cli import _places as places
from onrecord.cli import _screen as screen
from onrecord.model import Digest, OnRecordError, Rejected, Situation, SituationError, Status
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from onrecord.capture import Archive
    from onrecord.ledger import Ledger
    from onrecord.model import Brief, Claim, Ruling

    Report = Callable[[Digest, Ruling | None], None]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
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


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        screen.out.print(f"onrecord {metadata.version('onrecord')}")
        raise typer.Exit


Pages = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, addresses, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on a line, for other programs.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Each page is clean article text in UTF-8 already; take it as is.")
]
Published = Annotated[
    Any,
    typer.Option(metavar="DATE", parser=_given(places.a_date, "a date"), help="The date of pages that give none."),
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
    for page in _digests(paths, _Asked(plain=plain, published=published, size=max_size)):
        if isinstance(page, Digest):
            taken += 1
        if isinstance(page, Rejected):
            screen.say(page.path, page.reason)
            if as_json:
                _print_json(rejected_object(page))
        elif as_json:
            _print_json(reading_object(page.article, page.reading))
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
    contact: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Your URL or e-mail, told to servers that are asked.")
    ] = None,
    proxy: Annotated[str | None, typer.Option(metavar="URL", help="Ask the Web through this proxy.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and its network too.")
    ] = False,
    ignore_robots: Annotated[bool, typer.Option("--ignore-robots", help="Fetch what robots.txt asks not to.")] = False,
) -> None:
    """Enter pages in the ledger. A page that is there already changes nothing, so adding again is safe.

    Example: onrecord add ~/pages --ledger watch.sqlite
    """
    store = open_store(ledger, archive, to_add=True)
    way = {"contact": contact, "proxy": proxy, "private": allow_private, "robots": not ignore_robots}
    asked = _Asked(plain=plain, published=published, size=max_size, way=way)
    if _add(paths, asked, store, _tell_json if as_json else print_told):
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
        standing = pipeline.claims(places.open_ledger(_address(ledger)), as_of)
    found = [(topic_of(c, watch), c) for c in standing if fits(c, words or [], status)]
    found.sort(key=lambda tc: (-len(tc[1].origins), -len(tc[1].pages), tc[1].evidence[0].place))
    if as_json:
        for topic, claim in found:
            _print_json(claim_object(claim, topic))
    elif found:
        screen.out.print(screen.claims_view((claim for _, claim in found), evidence=evidence))
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
            _situation(watched), places.open_ledger(_address(ledger)), min(as_of or places.now(), places.now()), since
        )
    _publish(asked, Format.JSON if as_json else form, output)


@app.command()
def verify(*, ledger: LedgerAt = "", archive: ArchiveAt = None, as_json: AsJson = False) -> None:
    """Check that every page in the archive is what was captured, and every quote stands where it is cited.

    Example: onrecord verify --ledger watch.sqlite
    """
    store = open_store(ledger, archive)
    pages = len(store.ledger.captures())
    records, faults = 0, []
    with screen.progress("Verifying") as bar:
        task = bar.add_task("", total=None)
        for fault in pipeline.verify(store.archive, store.ledger):
            if fault is None:
                records += 1
                bar.update(task, completed=records)
            else:
                faults.append(fault)
    for fault in faults:
        screen.err.print(screen.safe(f"onrecord: {fault}"), markup=False)
    head = store.archive.head()
    if as_json:
        log = {"entries": head.n, "hash": head.hash}
        _print_json({"verified": {"captures": pages, "records": records, "faults": faults, "log": log}})
    else:
        verdict = "every quote stands and every claim follows from its evidence"
        counted = f"{len(faults)} fault{'s' * (len(faults) != 1)}"
        screen.out.print(
            f"{pages} pages; {records} records of the archive are whole; {counted if faults else verdict}."
        )
        screen.out.print(f"Head of the archive's log, to be kept elsewhere: {head.n} {head.hash}", soft_wrap=True)
    if faults:
        raise typer.Exit(1)


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
        _add([str(folder)], _Asked(), store, report=_tell)
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


@dataclass(frozen=True)
class _Asked:
    """How pages are to be taken in and read."""

    plain: bool = False
    published: date | None = None
    size: float = DEFAULT_SIZE
    way: dict[str, Any] = field(default_factory=dict)
    """How the Web is asked: fields of Intake."""

    def intake(self) -> Intake:
        return Intake(places.now, int(self.size * MEGABYTE), **self.way)


@dataclass(frozen=True)
class Store:
    """The ledger and the archive beside it."""

    ledger: Ledger
    archive: Archive


def open_store(ledger: str, archive: Path | None, *, to_add: bool = False) -> Store:
    """Both, as the options say; raises OnRecordError."""
    address = _address(ledger)
    return Store(places.open_ledger(address, to_add=to_add), places.open_archive(archive, address))


def asking(way: dict[str, Any]) -> _Asked:
    """The usual way of taking pages in, and this way of asking the Web."""
    return _Asked(way=way)


def _address(given: str) -> str:
    return given or places.default_ledger()


def _digests(paths: Iterable[str], asked: _Asked) -> Iterator[Digest | Rejected]:
    tools = pipeline.Tools(Reader.open(), plain=asked.plain, published=asked.published)
    with asked.intake() as intake, screen.progress("Reading") as bar:
        for source in bar.track(find(paths)):
            for page in (source,) if isinstance(source, Rejected) else take(source, intake):
                yield page if isinstance(page, Rejected) else pipeline.digest(page, tools)


def _add(paths: Iterable[str], asked: _Asked, store: Store, report: Report) -> int:
    """How many pages could not be recorded; each is said, and the sum where there were several."""
    done = failed = 0
    for page in _digests(paths, asked):
        if isinstance(page, Rejected):
            failed += 1
            screen.say(page.path, page.reason)
            continue
        entered = enter_page(page, store, report)
        done, failed = done + entered, failed + (not entered)
    if done + failed > 1:
        screen.err.print(f"{done} on record, {failed} refused.")
    return failed


def enter_page(page: Digest, store: Store, report: Report) -> bool:
    """Record a page and report it; whether that could be done, and if not, why not is said."""
    try:
        ruling = pipeline.enter(page, store.archive, store.ledger, places.now)
    except OnRecordError as error:
        screen.say(page.article.path, f"not recorded: {error}")
        return False
    report(page, ruling)
    return True


def _tell_json(page: Digest, ruling: Ruling | None) -> None:
    state = "known" if ruling is None else "recorded"
    facts = {"path": page.article.path, "article": page.article.id, "state": state}
    _print_json({"added": {**facts, "evidence": len(page.evidence), "changes": _kinds(ruling)}})


def print_told(page: Digest, ruling: Ruling | None) -> None:
    """On standard output, what recording a page did."""
    screen.out.print(screen.safe(_told(page, ruling)), markup=False, soft_wrap=True)


def _tell(page: Digest, ruling: Ruling | None) -> None:
    # On standard error: the brief alone is on standard output, so that it can be kept.
    screen.err.print(screen.safe(_told(page, ruling)), markup=False)


def _told(page: Digest, ruling: Ruling | None) -> str:
    if ruling is None:
        return f"{page.article.path}: on record already; nothing changed, options given now included"
    changed = ", ".join(f"{n} {PLURALS[kind][n != 1]}" for kind, n in _kinds(ruling).items()) or "nothing new"
    undated = "" if page.article.published else " (undated: the page gives no date; --published can)"
    return f"{page.article.path}: recorded{undated}: {len(page.evidence)} statements; {changed}"


def _kinds(ruling: Ruling | None) -> dict[str, int]:
    return dict(sorted(Counter(change.kind for change in ruling.changes).items())) if ruling else {}


PLURALS = {
    "new claim": ("new claim", "new claims"),
    "status": ("claim moved in status", "claims moved in status"),
    "support": ("claim gained an origin", "claims gained an origin"),
}


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


def _print_json(value: dict[str, Any]) -> None:
    screen.print_json(json.dumps(value, ensure_ascii=False, allow_nan=False))


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
