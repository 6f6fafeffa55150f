"""What keeps a ledger well: copies of it, copies taken back, and its database put in order.

A copy is always a SQLite file, whatever database it was taken from, and a ledger itself: it can be looked at as it is.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import NullPool, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError

from onrecord.ledger import _index
from onrecord.ledger import _schema as t
from onrecord.ledger._addresses import is_file, shown
from onrecord.ledger._engine import faults, open_engine, version
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine, Table

    Told: TypeAlias = Callable[[int, int], object]
    """What is told of progress: how much is done, and of how much."""

ROWS = 2_000
"""Rows copied at once. Some are articles of up to a megabyte; more at once made it no quicker."""

PAGES = 4_096
"""Pages of SQLite's, 4 KiB each, that are copied between two reports of progress: some 50 ms of copying."""


def compact(engine: Engine) -> None:
    """Give back the room of what was deleted, and count anew what the planner of queries goes by; no row is lost."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        for command in _COMPACT[engine.dialect.name]:
            db.exec_driver_sql(command)


_COMPACT = {
    # Optimize counts where counts are out of date; the limit is what SQLite's own documentation advises.
    "sqlite": (_index.OPTIMIZE, "VACUUM", "PRAGMA analysis_limit=1000", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"),
    # Not FULL, which would make readers wait: the room is kept for rows to come.
    "postgresql": ("VACUUM (ANALYZE)",),
}


def size(engine: Engine) -> int:
    """Bytes that the ledger takes."""
    ask = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with engine.begin() as db:
        return int(db.execute(text(ask[engine.dialect.name])).scalar_one())


def backup(engine: Engine, file: Path, told: Told, *, force: bool) -> int:
    """Write a copy to a file, as the ledger stands at one moment; the number of rows in it.

    The file is there when the copy is whole, on the disk, and found to agree with the ledger; until then it has
    another name. Raises LedgerError where the file is there already (unless forced), or the copy does not agree.
    """
    _refuse(file, force=force)
    with _made_beside(file) as made, engine.begin() as db:
        counts = _counts(db)
        if is_file(engine.url):
            _copy_pages(db, made, told)
        else:
            _copy_to_file(db, made, told)
        if _counted(made) != counts:
            raise LedgerError(f"{file}: the copy does not agree with the ledger; nothing was written, run again")
        _refuse(file, force=force)
        made.replace(file)
    return sum(counts.values())


def restore(engine: Engine, file: Path, told: Told) -> int:
    """Take all that a copy holds into a ledger with nothing in it, whole or not at all; the number of rows.

    Raises LedgerError where the ledger holds something, or the file is no ledger.
    """
    if not file.is_file():
        raise LedgerError(f"{file}: no backup there; give a file that 'onrecord backup' wrote")
    with _as_of_this_version(file) as source, engine.connect().execution_options(writes=True) as db, db.begin():
        if any(_counts(db).values()):
            name = shown(engine.url)
            raise LedgerError(f"{name}: it holds a record already; give a new ledger as --ledger to restore into")
        with source.begin() as copy:
            _copy_rows(copy, db, told)
        _index.fill(db)
        return sum(_counts(db).values())


def _refuse(file: Path, *, force: bool) -> None:
    if not file.parent.is_dir():
        raise LedgerError(f"{file.parent}: no such folder; make it first, or give another file")
    if file.exists() and not force:
        raise LedgerError(f"{file}: is there already; give another name, or --force to write over it")


@contextmanager
def _made_beside(file: Path) -> Iterator[Path]:
    """A name for a file in the same folder while it is being made; what is left there at the end is removed."""
    made = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield made
        _sync(file.parent)
    finally:
        for left in (made, *(made.with_name(made.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _copy_pages(db: Connection, made: Path, told: Told) -> None:
    """By SQLite's own backup: within the reader's transaction it copies one moment, whatever is written meanwhile."""
    source = db.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - what SQLAlchemy's SQLite dialect has
    with closing(sqlite3.connect(made)) as target:
        source.backup(target, pages=PAGES, progress=lambda _, left, total: told(total - left, total), sleep=0)


def _copy_to_file(db: Connection, made: Path, told: Told) -> None:
    target = open_engine(str(made))
    try:
        with target.connect().execution_options(writes=True) as copy, copy.begin():
            _copy_rows(db, copy, told)
            _index.fill(copy)
    finally:
        target.dispose()


def _counted(made: Path) -> dict[str, int]:
    """The rows of a copy, by table. It is checked, put on the disk, and left as one file that needs no others."""
    with closing(sqlite3.connect(made)) as db:
        db.execute("PRAGMA journal_mode=DELETE")
        damage = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise LedgerError(f"{made}: the copy is damaged: {damage}; check the disk and run again")
        names = [table.name for table in t.metadata.sorted_tables]
        found = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608 - ours
    _sync(made)
    return found


def _counts(db: Connection) -> dict[str, int]:
    tables = t.metadata.sorted_tables
    return {table.name: db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def _copy_rows(source: Connection, target: Connection, told: Told) -> None:
    """Every table, those first that others speak of; each value as it is stored, so that nothing is written anew."""
    total, done = sum(_counts(source).values()), 0
    for table in t.metadata.sorted_tables:
        found = source.execution_options(yield_per=ROWS).exec_driver_sql(_select_all(source, table))
        for some in found.partitions():
            _put(target, table, [tuple(row) for row in some])
            done += len(some)
            told(done, total)
        _number_on(target, table)


def _select_all(db: Connection, table: Table) -> str:
    as_stored = "::text" if db.dialect.name == "postgresql" else ""
    columns = ", ".join(f'"{c.name}"{as_stored}' for c in table.columns)
    return f"SELECT {columns} FROM {table.name} ORDER BY {', '.join(c.name for c in table.primary_key)}"  # noqa: S608 - ours


def _put(db: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    if db.dialect.name == "sqlite":
        places = ", ".join("?" * len(table.columns))
        db.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({places})", rows)  # noqa: S608 - ours
        return
    # Ten times as fast as INSERT.
    command = f"COPY {table.name} ({columns}) FROM STDIN"
    try:
        with db.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]  # psycopg's
            for row in rows:
                copy.write_row(row)
    except db.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(command, None, error) from error


def _number_on(db: Connection, table: Table) -> None:
    """The next row gets a number after the last one's; PostgreSQL does not look at numbers that it did not give."""
    numbered = table.autoincrement_column
    if numbered is not None and db.dialect.name == "postgresql":
        last = db.execute(select(func.max(numbered))).scalar()
        if last is not None:
            db.execute(select(func.setval(func.pg_get_serial_sequence(table.name, numbered.name), last)))


@contextmanager
def _as_of_this_version(file: Path) -> Iterator[Engine]:
    """A copy to read from; one that an earlier version wrote is brought up to date elsewhere, never in its place."""
    address = f"{file.absolute().as_uri()}?mode=ro"
    copy = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    with faults(str(file)), copy.begin() as db:
        stands_at = version(db)
        if stands_at is None:
            raise LedgerError(f"{file}: no ledger; give a file that 'onrecord backup' wrote")
    if stands_at == t.HEAD:
        yield copy
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-restore-") as folder:
        newer = Path(folder) / file.name
        with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(newer)) as new:
            old.backup(new)
        engine = open_engine(str(newer))
        try:
            yield engine
        finally:
            engine.dispose()
