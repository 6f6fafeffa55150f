"""The index of words, kept in step with what is recorded: a row for each statement and for each part of an article.

It is derived and apart from the tables of the schema: a copy from one database to another leaves it out, and it is made
anew from what was copied. In SQLite the words are in an FTS5 table without content (the texts are on record already)
and without sizes (ranks are not FTS5's); in PostgreSQL in a column of lexemes under a GIN index.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, func, insert, select, text

from onrecord.ledger import _schema as t
from onrecord.ledger._terms import Term, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

ROWS = 20
"""Bits of a row's number within its reading. Numbers grow with the moment of recording, so that what was recorded
between two moments is a range of them, and the newest come first by going backwards. A page that is taken has at most
1.5 million characters, far fewer statements and parts than 2**20."""

PIECE = 1_000
"""Words of a row. A paragraph has 40; PostgreSQL keeps 256 places of a word and none past 16,383."""

# Not in the schema's metadata: nothing is copied from it, and SQLite's half of it is no table of columns.
passages = Table(
    "passages",
    MetaData(),
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("evidence", String(16)),
    Column("start", Integer),
    Column("end", Integer),
)

_COLUMNS = 'evidence VARCHAR(16), start INTEGER, "end" INTEGER'
_MAKE = {
    "sqlite": (
        f"CREATE TABLE passages (id INTEGER PRIMARY KEY, {_COLUMNS})",
        # Cut at spaces alone, and not at points: what is put in was cut and folded before.
        """CREATE VIRTUAL TABLE passage_words
        USING fts5(words, speaker, content='', columnsize=0, tokenize="ascii tokenchars '.'")""",
    ),
    "postgresql": (
        f"CREATE TABLE passages (id BIGINT PRIMARY KEY, {_COLUMNS}, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_passages_words ON passages USING gin (words)",
    ),
}
_DROP = {
    "sqlite": ("DELETE FROM passages", "INSERT INTO passage_words (passage_words) VALUES ('delete-all')"),
    # Not TRUNCATE, for which readers would wait.
    "postgresql": ("DELETE FROM passages",),
}
OPTIMIZE = "INSERT INTO passage_words (passage_words) VALUES ('optimize')"
"""Each page entered makes a segment of FTS5's, and these are merged a few at a time; this merges all."""


def make(db: Connection) -> None:
    """The tables, and in them what is on record."""
    for command in _MAKE[db.dialect.name]:
        db.exec_driver_sql(command)
    fill(db)


def drop(db: Connection) -> None:
    """Nothing is left in it."""
    for command in _DROP[db.dialect.name]:
        db.exec_driver_sql(command)


def fill(db: Connection) -> None:
    """Anew from all that is on record."""
    drop(db)
    for number in db.execute(select(t.readings.c.id).order_by(t.readings.c.id)).scalars().all():
        enter(db, number)
    if db.dialect.name == "postgresql":
        # Until it has counted, it expects so few matches that it steps through the whole table for them.
        db.exec_driver_sql("ANALYZE passages")


def enter(db: Connection, number: int) -> None:
    """What a reading brings: its statements; with the first of an article, the parts of its text."""
    rows = [*_statements(db, number), *_parts(db, number)]
    for n, row in enumerate(rows):
        row["id"] = (number << ROWS) + n
    if not rows:
        return
    if db.dialect.name == "sqlite":
        db.execute(insert(passages), [{k: row[k] for k in ("id", "evidence", "start", "end")} for row in rows])
        put = "INSERT INTO passage_words (rowid, words, speaker) VALUES (?, ?, ?)"
        db.exec_driver_sql(put, [(row["id"], _spaced(row["words"]), _spaced(row["by"])) for row in rows])
        return
    for row in rows:
        row["lexemes"] = _lexemes(row["words"], row["by"])
    put = "INSERT INTO passages VALUES (:id, :evidence, :start, :end, CAST(:lexemes AS tsvector))"
    db.execute(text(put), [{k: row[k] for k in ("id", "evidence", "start", "end", "lexemes")} for row in rows])


def missing(db: Connection) -> int:
    """How many statements on record are not in it."""
    joined = t.evidence.outerjoin(passages, passages.c.evidence == t.evidence.c.id)
    return int(db.execute(select(func.count()).select_from(joined).where(passages.c.id.is_(None))).scalar_one())


def names(speaker: dict[str, Any] | None) -> str:
    """What a statement is found by as that of somebody: name, office, and through whom the words come."""
    if speaker is None:
        return ""
    return " / ".join(filter(None, (speaker["name"], speaker.get("office"), *speaker["chain"])))


def _statements(db: Connection, number: int) -> Iterator[dict[str, Any]]:
    c = t.evidence.c
    query = select(c.id, c.quote, c.speaker).where(c.reading == number).order_by(c.start, c.id)
    for id_, quote, speaker in db.execute(query):
        words = terms(quote)[:PIECE]
        yield {"evidence": id_, "start": None, "end": None, "words": words, "by": terms(names(speaker))}


def _parts(db: Connection, number: int) -> Iterator[dict[str, Any]]:
    """The blocks of the article; a long one is cut."""
    a, r = t.articles.c, t.readings.c
    article = select(r.article).where(r.id == number).scalar_subquery()
    first = select(func.min(r.id)).where(r.article == article).scalar_subquery()
    for whole, blocks in db.execute(select(a.text, a.blocks).where(a.id == article, first == number)):
        for _, start, end in blocks:
            words = terms(whole[start:end])
            for n in range(0, len(words), PIECE):
                first = start + words[n].start if n else start
                last = start + words[n + PIECE].start if n + PIECE < len(words) else end
                yield {"evidence": None, "start": first, "end": last, "words": words[n : n + PIECE], "by": []}


def _spaced(words: Iterable[Term]) -> str:
    return " ".join(term.word for term in words)


def _lexemes(words: list[Term], by: list[Term]) -> str:
    """As PostgreSQL writes a tsvector; the speaker's stand apart, so that no phrase runs from one to the other."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for n, term in enumerate(words, 1):
        places[term.word].append(f"{n}")
    for n, term in enumerate(by, len(words) + 2):
        places[term.word].append(f"{n}A")
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
