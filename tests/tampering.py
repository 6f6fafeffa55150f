"""What tests do to a ledger behind its back: look into it, alter it, empty it; in SQL of both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, event, text

from onrecord.ledger import _index
from onrecord.ledger._schema import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from onrecord.ledger import Ledger


def alter(ledger: Ledger, *commands: str, **values: Any) -> None:  # noqa: ANN401 - any value of a column
    """Run commands in one transaction."""
    with ledger._engine.connect().execution_options(writes=True) as db, db.begin():  # noqa: SLF001 - behind its back
        for command in commands:
            db.execute(text(command), values)


def ask(ledger: Ledger, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds."""
    with ledger._engine.begin() as db:  # noqa: SLF001 - behind its back
        return [tuple(row) for row in db.execute(text(query))]


def empty(ledger: Ledger) -> None:
    """Nothing is left in it; quicker than another ledger."""
    with ledger._engine.connect().execution_options(writes=True) as db, db.begin():  # noqa: SLF001 - behind its back
        _index.drop(db)
        for table in reversed(metadata.sorted_tables):
            db.execute(delete(table))


def scans(ledger: Ledger, queries: Iterable[str]) -> list[str]:
    """The lines of the plans of some queries that step over whole tables, where an index could have been used."""
    with ledger._engine.begin() as db:  # noqa: SLF001 - behind its back
        explain = _as_if_large(db)
        plans = [row for query in queries for row in db.execute(text(f"{explain} {query}"))]
    return [line for *_, line in plans if line.startswith("SCAN") or "Seq Scan" in line]


def _as_if_large(db: Connection) -> str:
    """How a plan is asked for; of small tables PostgreSQL reads the whole unless told otherwise."""
    if db.dialect.name == "sqlite":
        return "EXPLAIN QUERY PLAN"
    db.execute(text("SET LOCAL enable_seqscan = off"))
    return "EXPLAIN"


def statements(ledger: Ledger, work: Callable[[], object]) -> int:
    """How often the database was asked for something while work was done."""
    count = 0

    def seen(*_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's six arguments
        nonlocal count
        count += 1

    engine = ledger._engine  # noqa: SLF001 - to count what it is asked
    event.listen(engine, "before_cursor_execute", seen)
    work()
    event.remove(engine, "before_cursor_execute", seen)
    return count
