"""Opening a database: its settings, its schema brought up to date, and its faults said in one line."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from onrecord.ledger import _index
from onrecord.ledger._addresses import is_file, shown, url_of
from onrecord.ledger._schema import HEAD
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

WAIT = 30.0
"""Seconds that a writer waits for another. One page is entered in well under 0.1 s, so 30 s is hundreds of them."""

CONNECT = 10
"""Seconds that a PostgreSQL server may take to answer: one that is there does so within one."""

WRITERS = 0x6F6E7265636F7264
"""The advisory lock that a writer holds until its transaction ends; the number is `onrecord` in ASCII."""

MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(address: str) -> Engine:
    """An engine for the ledger at `address`, its schema up to date; raises LedgerError."""
    url = url_of(address)
    with faults(shown(url)):
        engine = _sqlite(url) if is_file(url) else _postgres(url)
        try:
            _bring_up_to_date(engine, shown(url))
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def faults(name: str) -> Iterator[None]:
    """What the database complains of, as a LedgerError in one line that names the ledger."""
    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise LedgerError(f"{name}: {reason}; {_advice(reason)}") from error
    except sqlite3.Error as error:
        raise LedgerError(f"{name}: {error}; {_advice(str(error))}") from error
    except (SQLAlchemyError, OSError, UnicodeError, OverflowError) as error:
        raise LedgerError(f"{name}: {' '.join(str(error).split())}") from error


_KNOWN = {
    "is full": "free space on the disk and run again",
    "No space left": "free space on the disk and run again",
    "I/O error": "check the disk and run again",
    "locked": "another program holds the ledger; run again when it is done",
    "lock timeout": "another program holds the ledger; run again when it is done",
    "not a database": "give another --ledger",
    "malformed": "the file is damaged; restore it from a backup",
    "unable to open": "check that the folder exists and its rights",
    "readonly": "check the rights of the file",
    "permission denied": "ask whoever runs the database for the right to do that",
    "authentication failed": "check the user and the password, which may also stand in PGPASSWORD or ~/.pgpass",
    "does not exist": "have it made first (createdb), or give another --ledger",
    "connection to server": "check that the server runs and can be reached, and run again",
    "connection failed": "check that the server runs and can be reached, and run again",
    "connection timeout": "check that the server runs and can be reached, and run again",
    "terminat": "the server was stopped; run again when it is back",
    "closed": "the server was stopped; run again when it is back",
}


def _advice(reason: str) -> str:
    return next((advice for sign, advice in _KNOWN.items() if sign in reason), "nothing was recorded by this step")


def _sqlite(url: URL) -> Engine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _sqlite_settings)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_settings(connection: Any, _: object) -> None:  # noqa: ANN401 - sqlite3's, untyped to SQLAlchemy
    # Transactions are begun by _sqlite_begin alone; the driver's own beginning would not cover schema changes.
    connection.isolation_level = None
    cursor = connection.cursor()
    # WAL: readers see the last whole page while one is written. FULL: what add reports as recorded is on the disk.
    # 64 MiB between checkpoints (SQLite's own: 4): what many pages altered is carried home once. In a ledger of 200,000
    # statements a page entered with others took 9 to 11 ms for 11 to 13 before, a page alone 12 to 14 for 13 to 16.
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=16384"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    if _alone(connection):
        return
    # A writer takes its place at once: two that both read first and then write could only fail one of them.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _postgres(url: URL) -> Engine:
    settings = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT}
    # A long watch outlives the server's restarts: a connection that died while it lay idle is made anew.
    engine = create_engine(url, connect_args=settings, pool_pre_ping=True)
    event.listen(engine, "connect", _postgres_settings)
    event.listen(engine, "begin", _postgres_begin)
    return engine


def _postgres_settings(connection: Any, _: object) -> None:  # noqa: ANN401 - psycopg's, untyped to SQLAlchemy
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{WAIT:g}s'")
    connection.commit()


_OTHER_WAYS = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
_TURN = f"SELECT pg_advisory_xact_lock({WRITERS}), " + ", ".join(f"set_config('{s}', 'off', true)" for s in _OTHER_WAYS)
"""A writer looks things up by index, and is planned to. Plans are kept: those of a young ledger, whose tables are read
whole in no time, were kept until the server counted anew, and took 120 ms a page after 1,000 pages for 17 like this."""


def _postgres_begin(connection: Connection) -> None:
    if _alone(connection):
        return
    # Writers wait for each other as in SQLite, so that moments and the numbers of readings grow together. Readers see
    # one moment of the record in all their queries, as SQLite's do in WAL mode, and wait for nobody.
    if _writes(connection):
        connection.exec_driver_sql(_TURN)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))


def _alone(connection: Connection) -> bool:
    """Whether its commands are to run outside transactions."""
    return connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT"


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        if version(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if version(connection) != HEAD:
            _migrate(connection, name)


def version(connection: Connection) -> str | None:
    """The migration that a ledger stands at; None where there is no ledger."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection, name: str) -> None:
    # Loaded only when there is something to migrate: it takes a third of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    before = version(connection)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(f"{name}: written by a newer onrecord ({error}); upgrade onrecord to open it") from error
    if before and before < _index.SINCE:
        _index.fill(connection)
