"""The index of words, kept in step with what is recorded: a row for each statement and for each part of an article.

It is derived and apart from the tables of the schema: a copy from one database to another leaves it out, and it is made
anew from what was copied. In SQLite the words are in an FTS5 table without content (the texts are on record already)
and without sizes (ranks are not FTS5's); in PostgreSQL in a column of lexemes under a GIN index.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text, func, select
from sqlalchemy.types import UserDefinedType

from onrecord.ledger import _schema as t
from onrecord.ledger._putting import put
from onrecord.ledger._terms import terms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy import RowMapping as Row

    from onrecord.ledger._rows import Filled

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


class _Lexemes(UserDefinedType[str]):
    def get_col_spec(self, **_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
        return "TSVECTOR"


# As rows are put in: in PostgreSQL with their words, in SQLite with these beside.
_lexemes = Table(
    "passages",
    MetaData(),
    *(Column(c.name, c.type, primary_key=c.primary_key) for c in passages.columns),
    Column("words", _Lexemes),
)
_words = Table("passage_words", MetaData(), Column("rowid", Integer), Column("words", Text), Column("speaker", Text))

SINCE = "0007"
"""The migration that makes the tables. What was on record before is put in by `fill`, when all tables are as now."""

_DROP = {
    "sqlite": ("DELETE FROM passages", "INSERT INTO passage_words (passage_words) VALUES ('delete-all')"),
    # Not TRUNCATE, for which readers would wait.
    "postgresql": ("DELETE FROM passages",),
}
OPTIMIZE = "INSERT INTO passage_words (passage_words) VALUES ('optimize')"
"""Each page entered makes a segment of FTS5's, and these are merged a few at a time; this merges all."""


def drop(db: Connection) -> None:
    """Nothing is left in it."""
    for command in _DROP[db.dialect.name]:
        db.exec_driver_sql(command)


def fill(db: Connection) -> None:
    """Anew from all that is on record."""
    drop(db)
    c, a, r = t.evidence.c, t.articles.c, t.readings.c
    known: set[str] = set()
    for number, article in db.execute(select(r.id, r.article).order_by(r.id)).all():
        statements = select(c.id, c.quote, c.speaker, c.start).where(c.reading == number)
        texts = select(a.text, a.blocks).where(a.id == article)
        text = None if article in known else db.execute(texts).mappings().one_or_none()
        put(db, rows(db, number, db.execute(statements).mappings(), text))
        known.add(article)
    if db.dialect.name == "postgresql":
        # Until it has counted, it expects so few matches that it steps through the whole table for them.
        db.exec_driver_sql("ANALYZE passages")


def rows(
    db: Connection, number: int, evidence: Iterable[Row | Filled], article: Row | Filled | None
) -> dict[Table, list[Filled]]:
    """What a reading brings: its statements; with the first of an article, which is given then, the parts of its text.

    Both as they are in their tables.
    """
    statements = sorted(evidence, key=lambda row: (row["start"], row["id"]))
    found = [*map(_statement, statements), *(_parts(article) if article else ())]
    numbered = [{**row, "id": (number << ROWS) + n} for n, row in enumerate(found)]
    if db.dialect.name == "postgresql":
        return {_lexemes: [{**row, "words": _tsvector(row["words"], row["by"])} for row in numbered]}
    spaced = [{"rowid": r["id"], "words": " ".join(r["words"]), "speaker": " ".join(r["by"])} for r in numbered]
    return {passages: numbered, _words: spaced}


def missing(db: Connection) -> int:
    """How many statements on record are not in it."""
    joined = t.evidence.outerjoin(passages, passages.c.evidence == t.evidence.c.id)
    return int(db.execute(select(func.count()).select_from(joined).where(passages.c.id.is_(None))).scalar_one())


def names(speaker: dict[str, Any] | None) -> str:
    """What a statement is found by as that of somebody: name, office, and through whom the words come."""
    if speaker is None:
        return ""
    return " / ".join(filter(None, (speaker["name"], speaker.get("office"), *speaker["chain"])))


def _statement(row: Row | Filled) -> Filled:
    cut = words(row["quote"])[:PIECE]
    return {"evidence": row["id"], "start": None, "end": None, "words": cut, "by": words(names(row["speaker"]))}


def _parts(article: Row | Filled) -> Iterator[Filled]:
    """The blocks of the article that have words; a long one is cut."""
    for _, start, end in article["blocks"]:
        block = article["text"][start:end]
        found = words(block)
        placed = terms(block) if len(found) > PIECE else []
        cuts = [start, *(start + term.start for term in placed[PIECE::PIECE]), end]
        for n, (first, last) in enumerate(pairwise(cuts if found else ())):
            cut = found[n * PIECE : (n + 1) * PIECE]
            yield {"evidence": None, "start": first, "end": last, "words": cut, "by": []}


def _tsvector(words: list[str], by: list[str]) -> str:
    """As PostgreSQL writes one; the speaker's stand apart, so that no phrase runs from one to the other."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for n, word in enumerate(words, 1):
        places[word].append(f"{n}")
    for n, word in enumerate(by, len(words) + 2):
        places[word].append(f"{n}A")
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
