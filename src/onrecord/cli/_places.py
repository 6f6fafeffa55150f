"""Where things lie on this machine, and how moments are given on the command line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from importlib import metadata
from pathlib import Path

import platformdirs

from onrecord.capture import Archive
from onrecord.ledger import Ledger, file_of
from onrecord.model import LedgerError


def default_ledger() -> str:
    """The ledger in the user's data folder."""
    return str(platformdirs.user_data_path("onrecord") / "ledger.sqlite")


def open_ledger(address: str, *, to_add: bool = False) -> Ledger:
    """The ledger at a file or URL; one that is only looked at must be there already."""
    file = file_of(address)
    if not to_add and file and not file.exists():
        raise LedgerError(f"{file}: no ledger there; record pages first with 'onrecord add', or give --ledger")
    return Ledger.open(address)


def open_archive(folder: Path | None, ledger: str) -> Archive:
    """The archive in a folder; by default the one beside the ledger's file, named after it.

    Beside a database of a server there is no place: its archive is by default in the user's data folder.
    """
    file = file_of(ledger) or platformdirs.user_data_path("onrecord") / _name_of(ledger)
    tool = f"onrecord {metadata.version('onrecord')}"
    return Archive(folder or file.with_name(f"{file.name}.archive"), tool=tool, clock=now)


def _name_of(database: str) -> str:
    """Server and database as the name of a file; without user and options, which may hold a password."""
    _, _, place = database.partition("://")[2].partition("?")[0].rpartition("@")
    return "-".join(re.findall(r"[\w.]+", place)) or "server"


def examples() -> Path:
    """The sample pages: in the installed package, or beside the sources of a checkout."""
    here = Path(__file__).resolve()
    places = (here.parents[1] / "examples", here.parents[3] / "examples")
    return next((p / "dprk-russia" for p in places if p.is_dir()), places[0] / "dprk-russia")


def near(path: Path) -> Path:
    """The path as seen from the working folder, where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def now() -> datetime:
    """The clock that the pipeline is given."""
    return datetime.now(UTC)


def end_of(text: str) -> datetime:
    """The moment that a look 'as of' means: a date stands for the end of that day, UTC."""
    return _moment(text, time.max)


def start_of(text: str) -> datetime:
    """The moment that 'since' means: a date stands for the start of that day, UTC."""
    return _moment(text, time.min)


def a_date(text: str) -> date:
    """A day; raises ValueError."""
    return date.fromisoformat(text)


def _moment(text: str, of_day: time) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), of_day, tzinfo=UTC)
    except ValueError:
        moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
