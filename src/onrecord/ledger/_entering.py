"""A page, or another reading of one, taken into the ledger; all in the transaction of whoever asks for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from onrecord.ledger import _decisions, _index
from onrecord.ledger import _rows as rows
from onrecord.ledger import _schema as t
from onrecord.ledger._derived import Coming, Until, rule, rule_coming
from onrecord.ledger._putting import put
from onrecord.ledger._queries import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from onrecord.ledger._derived import Weigh
    from onrecord.ledger._rows import Filled
    from onrecord.model import Digest, Evidence, Reading, Ruling

    Clock = Callable[[], datetime]


class Found(NamedTuple):
    """What is on record when a page comes."""

    read: datetime | None
    """When the last reading was recorded."""
    decided: datetime | None
    """When the last decision was made."""
    decision: int | None
    """The number of that."""
    number: int | None
    """That the page's reading is to have; None where its article is on record."""
    path: str | None
    """Where the same bytes were found before, as it is shown."""


def enter(db: Connection, digest: Digest, weigh: Weigh, clock: Clock) -> Ruling | None:
    """Record a page; of one that is on record already only where it was found, and None."""
    asked = {"article": digest.article.id, "capture": digest.capture.id}
    found = Found(*db.execute(_found(db.dialect.name), asked).one())
    at = max(filter(None, (clock(), found.read, found.decided)))
    seen = {"capture": digest.capture.id, "path": digest.capture.path, "seen": at}
    kept: dict[Table, list[Filled]] = {t.captures: [rows.capture_row(digest)], t.sightings: [seen]}
    if found.number is None or found.path is not None:
        # Other articles of these bytes may be shown under this path from now on, in what is weighed too.
        put(db, kept)
    if found.number is None:
        return None
    page = rows.article_row(digest.article, digest.capture.id)
    read = _rows(found.number, at, digest.reading, digest.evidence)
    words = _index.rows(db, found.number, read[t.evidence], page)
    cited = {name: page[name] for name in ("url", "outlet", "published")}
    cited["path"] = min({digest.capture.path, found.path or "-"} - {"-"}, default="-")
    fresh = [rows.recorded({**row, **cited, "came": at}) for row in read[t.evidence]]
    coming = Coming(digest, at, tuple(sorted(fresh, key=lambda r: r.evidence.id)))
    until = Until(found.number, found.decision or 0)
    return rule_coming(db, weigh, until, coming, {**kept, t.articles: [page], **read, **words})


@cache
def _found(database: str) -> Select[Any]:
    """What the database knows of `Found`, asked for at once."""
    r, a, s = t.readings.c, t.articles.c, t.sightings.c
    entered = select(a.id).where(a.id == bindparam("article")).exists()
    shown = select(func.coalesce(func.min(NAMED), func.min(s.path)))
    return select(
        select(func.max(r.recorded)).scalar_subquery(),
        _decisions.LAST.with_only_columns(t.decisions.c.at).scalar_subquery(),
        _decisions.LAST.with_only_columns(t.decisions.c.id).scalar_subquery(),
        case((entered, None), else_=_next(database)),
        shown.where(s.capture == bindparam("capture")).scalar_subquery(),
    )


def _next(database: str) -> ColumnElement[int]:
    """The number of the next reading."""
    if database == "postgresql":
        return func.nextval(func.pg_get_serial_sequence("readings", "id"))
    return select(func.coalesce(func.max(t.readings.c.id), 0) + 1).scalar_subquery()


def reread(db: Connection, reading: Reading, evidence: Iterable[Evidence], weigh: Weigh, clock: Clock) -> Ruling | None:
    """Record another reading of an article on record; None where this reader's is there."""
    r = t.readings.c
    known = select(r.id).where(r.article == reading.article, r.reader == reading.reader)
    if db.execute(known).first():
        return None
    number = db.execute(select(_next(db.dialect.name))).scalar_one()
    read = _rows(number, moment(db, clock), reading, evidence)
    put(db, {**read, **_index.rows(db, number, read[t.evidence], None)})
    return rule(db, weigh, Until(number))


def moment(db: Connection, clock: Clock) -> datetime:
    """Now, and no earlier than what is on record."""
    at = clock()
    return _decisions.moment(db, max(at, db.execute(select(func.max(t.readings.c.recorded))).scalar() or at))


def _rows(number: int, at: datetime, reading: Reading, evidence: Iterable[Evidence]) -> dict[Table, list[Filled]]:
    """A reading under its number, with its parts and its evidence."""
    head = {"id": number, "article": reading.article, "reader": reading.reader, "recorded": at}
    parts = {t.metadata.tables[name]: filled for name, filled in rows.reading_rows(reading, number).items()}
    return {t.readings: [head], **parts, t.evidence: [rows.evidence_row(e, number, at) for e in evidence]}
