"""Rows put in several tables at once: in PostgreSQL by one command, in SQLite by one for each table.

PostgreSQL is asked over a way there and back, and each row is a command to it: the 250 rows that a page has in some
fourteen tables took 6.5 ms, and 2.5 told as JSON in one command. SQLite takes a row as soon as it is called.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, make_url

from onrecord.ledger import _schema as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Column, Connection, Dialect, Table

    Rows = Mapping[Table, Sequence[Mapping[str, Any]]]
    """Those of tables that are spoken of come before those of tables that speak of them."""

_TWICE = {
    t.captures: "DO NOTHING",
    t.sightings: "DO NOTHING",
    t.handles: "DO NOTHING",
    t.ties: "DO UPDATE SET least = excluded.least, shared = excluded.shared, share = excluded.share",
}
"""What is done of a row that is there already; of other tables that is a fault."""


def put(db: Connection, rows: Rows) -> None:
    """All of them; there may be none of a table. Who names the same tables each time has one command, that is known."""
    if not any(rows.values()):
        return
    if db.dialect.name == "postgresql":
        told = tuple(_told(table, some) for table, some in rows.items())
        db.exec_driver_sql(_at_once(tuple(rows)), told)
        return
    for table, some in rows.items():
        if some:
            command, stored = _one_table(table)
            db.exec_driver_sql(command, [stored(row) for row in some])


@cache
def _at_once(tables: tuple[Table, ...]) -> str:
    *others, last = map(_insert_told, tables)
    before = ", ".join(f"part{n} AS ({command})" for n, command in enumerate(others))
    return f"WITH {before} {last}" if others else last


def _insert_told(table: Table) -> str:
    columns = _columns(table)
    listed = _listed(columns)
    typed = ", ".join(f'"{c.name}" {c.type.compile(_dialect("postgresql"))}' for c in columns)
    told = f"SELECT {listed} FROM json_to_recordset(%s::json) AS told ({typed})"  # noqa: S608 - our own names
    return f"INSERT INTO {table.name} ({listed}) {told}{_twice(table)}"


def _told(table: Table, rows: Iterable[Mapping[str, Any]]) -> str:
    """As JSON, which has no word for what is infinite: these numbers are told as text."""
    for name in _floats(table):
        rows = [{**row, name: None if row[name] is None else str(row[name])} for row in rows]
    return json.dumps(list(rows), default=_moment_or_day)


_MOMENT = t.Moment()


def _moment_or_day(value: date) -> str | None:
    return _MOMENT.process_bind_param(value, None) if isinstance(value, datetime) else value.isoformat()


@cache
def _one_table(table: Table) -> tuple[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]:
    """The command for a row, and what is given to it: each value as the type of its column stores it."""
    columns = _columns(table)
    dialect = _dialect("sqlite")
    found = ((c.name, c.type.dialect_impl(dialect).bind_processor(dialect)) for c in columns)
    stored = [(name, store) for name, store in found if store]
    places = ", ".join(f":{c.name}" for c in columns)
    command = f"INSERT INTO {table.name} ({_listed(columns)}) VALUES ({places}){_twice(table)}"  # noqa: S608 - as above
    return command, lambda row: {**row, **{name: store(row[name]) for name, store in stored}}


def _columns(table: Table) -> list[Column[Any]]:
    """Those that are given; changes are numbered by the database."""
    return [c for c in table.columns if c is not t.changes.c.id]


def _listed(columns: Iterable[Column[Any]]) -> str:
    return ", ".join(f'"{c.name}"' for c in columns)


def _twice(table: Table) -> str:
    if table not in _TWICE:
        return ""
    return f" ON CONFLICT ({_listed(table.primary_key)}) {_TWICE[table]}"


@cache
def _floats(table: Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if isinstance(c.type, Float))


@cache
def _dialect(name: str) -> Dialect:
    return make_url(f"{name}://").get_dialect()()
