"""Opening a database: its settings, its schema brought up to date, and its faults said in one line."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from onrecord.ledger._schema import HEAD
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

WAIT = 30.0
"""Seconds that a writer waits for another. One page is entered in well under 0.1 s, so 30 s is hundreds of them."""

MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(address: str) -> Engine:
    """An engine for the ledger at `address`, its schema up to date; raises LedgerError."""
    url = _url(address)
    with faults(shown(url)):
        engine = create_engine(url, connect_args={"timeout": WAIT})
        _make_folder(url)
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
        _bring_up_to_date(engine, shown(url))
    return engine


def shown(url: URL) -> str:
    """How messages name the ledger: its file, or its address without the password."""
    return str(url.database) if _is_sqlite(url) else url.render_as_string(hide_password=True)


@contextmanager
def faults(name: str) -> Iterator[None]:
    """What the database complains of, as a LedgerError in one line that names the ledger."""
    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise LedgerError(f"{name}: {reason}; {_advice(reason)}") from error
    except (SQLAlchemyError, OSError, UnicodeError, OverflowError) as error:
        raise LedgerError(f"{name}: {' '.join(str(error).split())}") from error


def _advice(reason: str) -> str:
    known = {
        "is full": "free space on the disk and run again",
        "I/O error": "check the disk and run again",
        "locked": "another program holds the ledger; run again when it is done",
        "not a database": "give another --ledger",
        "malformed": "the file is damaged; restore it from a backup",
        "unable to open": "check that the folder exists and its rights",
        "readonly": "check the rights of the file",
    }
    return next((advice for sign, advice in known.items() if sign in reason), "nothing was recorded by this step")


def _url(address: str) -> URL:
    try:
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise LedgerError(f"{address}: not a ledger's address; give a file or sqlite:///FILE") from error
    if not _is_sqlite(url):
        raise LedgerError(f"{shown(url)}: this version keeps its ledger in SQLite; give a file or sqlite:///FILE")
    if not url.database or url.database == ":memory:":
        raise LedgerError(f"{address!r}: a ledger must be a file, to be there tomorrow; give --ledger FILE")
    return url


def file_of(address: str) -> Path:
    """The file that a ledger's address means; raises LedgerError where it means none."""
    return Path(str(_url(address).database))


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _make_folder(url: URL) -> None:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_settings(connection: Any, _: object) -> None:  # noqa: ANN401 - sqlite3's, untyped to SQLAlchemy
    # Transactions are begun by _sqlite_begin alone; the driver's own beginning would not cover schema changes.
    connection.isolation_level = None
    cursor = connection.cursor()
    # WAL: readers see the last whole page while one is written. FULL: what add reports as recorded is on the disk.
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # A writer takes its place at once: two that both read first and then write could only fail one of them.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        if _version(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if _version(connection) != HEAD:
            _migrate(connection, name)


def _version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, name: str) -> None:
    # Loaded only when there is something to migrate: it takes a third of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(f"{name}: written by a newer onrecord ({error}); upgrade onrecord to open it") from error
