"""Ledgers of any size, made from real readings: each story is entered once for real, then its rows are varied by code.

A story is a page and its reprints. Of each kind of story there is a small ledger, made as any other is; what it stores
is read back row by row, and for each story to be made these rows get other letters, other ids, the next numbers and a
later moment. So the rows, keys and indexes are those that entering would have made, at a hundredth of the time.
"""

from __future__ import annotations

import random
import re
import shutil
import string
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.assess import gather, weigh
from onrecord.ledger import Ledger
from onrecord.ledger._schema import metadata
from onrecord.model import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Engine, Table

    Rows = dict[str, list[tuple[Any, ...]]]

START = datetime(2024, 1, 1, tzinfo=UTC)
# Reprints of a page, and how many in a hundred pages have so many: most have none, a wire story has many.
REPRINTS = {0: 85, 1: 10, 4: 4, 20: 1}
# Variants from this number on give reprints their ids.
REPRINTED = 1 << 40
# Stories put in by one command: enough to be quick, few enough to fit in memory.
BATCH = 500

# Bits of a number of the index of words.
_NUMBER = 60
HEX = re.compile(r"\b[0-9a-f]{16}\b")
IDS = {"id", "digest", "capture", "article", "key", "claim", "evidence", "handle"}
MOMENTS = {"seen", "fetched", "recorded", "at"}
WORDS = {("articles", "text"), ("evidence", "words"), ("evidence", "quote"), ("claims", "text"), ("mentions", "name")}

Change: TypeAlias = Callable[[Any, "Variant"], Any]


@dataclass(frozen=True, slots=True)
class Variant:
    """How the n-th story differs from the one that it is made from."""

    n: int
    salt: int
    letters: dict[int, int]
    reading: int
    """The number before that of its first reading."""
    change: int

    @property
    def at(self) -> str:
        """When it was recorded."""
        return (START + timedelta(seconds=self.n)).isoformat(timespec="microseconds")


def variant(n: int, reading: int = 0, change: int = 0) -> Variant:
    """The n-th; letters become letters and digits digits, so that every span stays where it is."""
    chance = random.Random(n)  # noqa: S311 -- the same ones each time
    shuffled = [chance.sample(part, len(part)) for part in (string.ascii_lowercase, string.ascii_uppercase)]
    letters = str.maketrans(string.ascii_letters, "".join(map("".join, shuffled)))
    return Variant(n, chance.getrandbits(256), letters, reading, change)


def other_id(id_: str, v: Variant) -> str:
    """Another id of the same length, for the same one always the same."""
    return f"{int(id_, 16) ^ (v.salt >> (256 - 4 * len(id_))):0{len(id_)}x}"


def vary(page: Digest, n: int) -> Digest:
    """A page as the n-th story has it; entered, it makes the rows that the generator makes."""
    v = variant(n)
    article = replace(page.article, id=other_id(page.article.id, v), text=page.article.text.translate(v.letters))
    evidence = tuple(
        replace(
            e,
            id=other_id(e.id, v),
            key=other_id(e.key, v),
            words=e.words.translate(v.letters),
            citation=replace(e.citation, article=article.id, quote=e.citation.quote.translate(v.letters)),
        )
        for e in page.evidence
    )
    mentions = tuple(m._replace(name=m.name.translate(v.letters)) for m in page.reading.mentions)
    reading = replace(page.reading, article=article.id, mentions=mentions)
    capture = replace(page.capture, body=b"%d %s" % (n, page.capture.body), fetched=START)
    return Digest(capture, article, reading, evidence)


def reprint(page: Digest, m: int) -> Digest:
    """The same words on the page of another outlet, a day later; the 0-th is the page itself."""
    if m == 0:
        return page
    day = page.article.published and page.article.published + timedelta(days=1)
    number = other_id(page.article.id, variant(REPRINTED + m))
    article = replace(page.article, id=number, outlet=f"Outlet {m}", published=day)
    reading = replace(page.reading, article=article.id)
    capture = replace(page.capture, body=b"%s %d" % (page.capture.body, m), path=f"{page.capture.path}.{m}")
    return Digest(capture, article, reading, gather(article, reading))


@dataclass(frozen=True, slots=True)
class Story:
    """What a small ledger stores of one page and its reprints: for each table its columns, and how these change."""

    columns: dict[str, list[list[Any]]]
    changes: dict[str, list[Change | None]]
    readings: int
    moves: int
    statements: int

    def rows(self, v: Variant) -> Rows:
        """Those of the n-th."""
        return {
            table: list(
                zip(
                    *(
                        column if change is None else [change(value, v) for value in column]
                        for column, change in zip(columns, self.changes[table], strict=True)
                    ),
                    strict=True,
                )
            )
            for table, columns in self.columns.items()
        }


def story(page: Digest, reprints: int, empty: Path) -> Story:
    """Entered for real in a copy of an empty ledger, and read back."""
    ledger = Ledger.open(str(shutil.copy(empty, empty.with_name("story.sqlite"))))
    ledger.enter_all([reprint(page, m) for m in range(reprints + 1)], weigh, lambda: START)
    columns = {}
    with ledger._engine.begin() as db:  # noqa: SLF001 -- what is stored, not what it means
        for table in metadata.sorted_tables:
            rows = db.exec_driver_sql(f"SELECT {names(table)} FROM {table.name}").all()  # noqa: S608 -- its own tables
            if rows:
                columns[table.name] = [list(column) for column in zip(*rows, strict=True)]
    ledger.close()
    changes = {name: [_change(name, c.name) for c in metadata.tables[name].columns] for name in columns}
    counts = [len(columns.get(name, [[]])[0]) for name in ("readings", "changes", "evidence")]
    return Story(columns, changes, *counts)


def names(table: Table) -> str:
    """Its columns, as SQL lists them."""
    return ", ".join(f'"{c.name}"' for c in table.columns)


def _change(table: str, column: str) -> Change | None:
    if (table, column) in WORDS:
        return lambda value, v: value.translate(v.letters)
    if found := _OWN.get((table, column)) or _OWN.get(("", column)):
        return found
    # Ids of attributions and assertions are ids within their reading.
    is_id = column in IDS and table not in {"attributions", "assertions"}
    return other_id if is_id or (table == "ties" and column in "ab") else None


_OWN: dict[tuple[str, str], Change] = {
    ("changes", "id"): lambda value, v: value + v.change,
    ("changes", "because"): lambda value, v: HEX.sub(lambda found: other_id(found[0], v), value),
    ("readings", "id"): lambda value, v: value + v.reading,
    ("", "reading"): lambda value, v: value + v.reading,
    ("postings", "number"): lambda value, v: value ^ (v.salt >> (256 - _NUMBER)),
    **dict.fromkeys((("", column) for column in MOMENTS), lambda _, v: v.at),
}
"""Of these columns of a table, or of any, how the value of the n-th story is made."""


def kinds(pages: Sequence[Digest]) -> list[dict[int, Story]]:
    """For each page the stories of it, by the number of reprints."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.sqlite"
        Ledger.open(str(empty)).close()
        return [{m: story(page, m, empty) for m in REPRINTS} for page in pages]


def stories(of: Sequence[dict[int, Story]], statements: int) -> Iterator[Rows]:
    """The rows of so many statements, story by story."""
    chance = random.Random(0)  # noqa: S311 -- the same ones each time
    reading = change = n = 0
    while statements > 0:
        n += 1
        (m,) = chance.choices(list(REPRINTS), list(REPRINTS.values()))
        kind = chance.choice(of)[m]
        yield kind.rows(variant(n, reading, change))
        reading, change, statements = reading + kind.readings, change + kind.moves, statements - kind.statements


def fill(ledger: Ledger, made: Iterable[Rows]) -> None:
    """Put rows in a ledger with nothing in it, as quickly as its database takes them."""
    put = put_in_sqlite if ledger._engine.dialect.name == "sqlite" else put_in_postgres  # noqa: SLF001 -- in bulk
    rest = iter(made)
    while some := list(islice(rest, BATCH)):
        batch: Rows = {}
        for rows in some:
            for table, found in rows.items():
                batch.setdefault(table, []).extend(found)
        put(ledger._engine, batch)  # noqa: SLF001 -- as above


def put_in_sqlite(engine: Engine, rows: Rows) -> None:
    """Without waiting for the disk, and without looking whether other rows are there that rows speak of."""
    raw = engine.raw_connection()
    db: Any = raw.driver_connection
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("BEGIN IMMEDIATE")
    for table in metadata.sorted_tables:
        if found := rows.get(table.name):
            places = ", ".join("?" * len(found[0]))
            db.executemany(f"INSERT INTO {table.name} ({names(table)}) VALUES ({places})", found)  # noqa: S608 -- as above
    db.execute("COMMIT")
    # A connection with these settings is not to be used again.
    raw.invalidate()


def put_in_postgres(engine: Engine, rows: Rows) -> None:
    """By COPY."""
    raw = engine.raw_connection()
    db: Any = raw.driver_connection
    with db.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in metadata.sorted_tables:
            if found := rows.get(table.name):
                with cursor.copy(f"COPY {table.name} ({names(table)}) FROM STDIN") as copy:
                    for row in found:
                        copy.write_row(row)
        for numbered in ("readings", "changes"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{numbered}', 'id'), max(id)) FROM {numbered}")  # noqa: S608
    db.commit()
    raw.close()
