"""What is asked of the tables: evidence with what it cites, claims with their evidence, the readings that count."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ARRAY, any_, case, func, literal, select

from onrecord.ledger import _decisions
from onrecord.ledger import _rows as rows
from onrecord.ledger import _schema as t
from onrecord.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select, Table
    from sqlalchemy import RowMapping as Row

    from onrecord.model import Article, Reading, Recorded

T = TypeVar("T")

BATCH = 500
"""Values in one IN (…): SQLite before 3.32 takes 999 at most."""

PARTS = (t.attributions, t.assertions, t.quantities, t.times, t.mentions)

_FEW = 4
"""Ids that a person is shown to choose from."""

NAMED = case((t.sightings.c.path != "-", t.sightings.c.path))
"""A file's name rather than standard input, where there is one."""


def latest(as_of: datetime) -> Select[tuple[int]]:
    """The numbers of the readings that a view as of a moment rests on: the last recorded by then of each article."""
    # Numbers grow as moments do: both are given within the turn of one writer.
    r = t.readings.c
    return select(func.max(r.id)).where(r.recorded <= as_of).group_by(r.article)


def recorded_by(reading: ColumnElement[int], as_of: datetime, *, superseded: bool) -> ColumnElement[bool]:
    """Whether a reading counts in the view as of a moment; with `superseded`, whether it was recorded by then."""
    if superseded:
        return reading.in_(select(t.readings.c.id).where(t.readings.c.recorded <= as_of))
    return reading.in_(latest(as_of))


def cited(as_of: datetime | None = None) -> Select[Any]:
    """Evidence with what its citation shows of the article, and when the article came."""
    return _cited_now() if as_of is None else _cited(as_of)


# Made once: to put the query together takes longer than to run it.
@cache
def _cited_now() -> Select[Any]:
    return _cited(None)


def _cited(as_of: datetime | None) -> Select[Any]:
    a = t.articles.c
    first = t.readings.alias("first")
    came = select(func.min(first.c.recorded)).where(first.c.article == t.evidence.c.article).scalar_subquery()
    return select(t.evidence, a.url, a.outlet, a.published, _path(as_of), came.label("came")).join(t.articles)


def _path(as_of: datetime | None) -> Any:  # noqa: ANN401 - SQLAlchemy's type for it takes three lines and says no more
    """The path shown for an article: the first by name of all under which its bytes had been found."""
    c = t.sightings.c
    known = select(func.coalesce(func.min(NAMED), func.min(c.path))).where(c.capture == t.articles.c.capture)
    return (known if as_of is None else known.where(c.seen <= as_of)).scalar_subquery().label("path")


def evidence(db: Connection, query: Select[Any], until: int | None = None) -> list[Recorded]:
    """What a query made of `cited` finds, in order of id; pages dated by the decisions up to and with that number."""
    found = (rows.recorded(r) for r in db.execute(query.order_by(t.evidence.c.id)).mappings())
    return _decisions.dated(db, found, until)


def claims(db: Connection, ids: Iterable[str] | None = None, until: int | None = None) -> tuple[Claim, ...]:
    """Claims as stored, in order of id; with `ids`, those only. Pages are dated as in `evidence`."""
    if ids is None:
        return _claims(db, _hanging(), until)
    queries = (_hanging().where(among(db, t.claims.c.id, some)) for some in batches(sorted(ids)))
    return tuple(claim for query in queries for claim in _claims(db, query, until))


@cache
def _hanging() -> Select[Any]:
    """Evidence with the claim that it hangs on."""
    c = t.claims.c
    columns = (c.id.label("claim"), c.text, c.status, c.reasons, c.contrary, t.claim_evidence.c.origin.label("traced"))
    joined = cited().join(t.claim_evidence).join(t.claims, t.claim_evidence.c.claim == c.id)
    return joined.add_columns(*columns).order_by(c.id)


def _claims(db: Connection, query: Select[Any], until: int | None) -> tuple[Claim, ...]:
    """Claims as stored, their evidence in the order in which the stored claim would list it."""
    heads: dict[str, Row] = {}
    hanging: dict[str, list[Recorded]] = defaultdict(list)
    for r, recorded in _hung(db, query, until):
        heads[r["claim"]] = r
        hanging[r["claim"]].append(recorded)
    others = _others(db, sorted({id_ for r in heads.values() for id_ in r["contrary"] or ()}), until)
    return tuple(
        Claim(
            id=id_,
            text=r["text"],
            status=r["status"],
            reasons=tuple(r["reasons"]),
            evidence=_in_order(hanging[id_]),
            contrary=_in_order(others[other] for other in r["contrary"] or ()),
        )
        for id_, r in heads.items()
    )


def _hung(db: Connection, query: Select[Any], until: int | None) -> Iterable[tuple[Row, Recorded]]:
    """Rows and the evidence that each has, of the origin that it was traced to."""
    found = db.execute(query).mappings().all()
    dated = _decisions.dated(db, (rows.recorded(r, r["traced"]) for r in found), until)
    return zip(found, dated, strict=True)


def _others(db: Connection, ids: Sequence[str], until: int | None) -> dict[str, Recorded]:
    """Evidence by id, as it hangs on its own claims."""
    queries = (_hanging().where(among(db, t.evidence.c.id, some)) for some in batches(ids))
    return {r.evidence.id: r for query in queries for _, r in _hung(db, query, until)}


def _in_order(evidence: Iterable[Recorded]) -> tuple[Recorded, ...]:
    return tuple(sorted(evidence, key=lambda r: r.place))


def beginning(db: Connection, table: Table, start: str) -> list[str]:
    """The first few ids that begin with some characters, in order."""
    query = select(table.c.id).where(table.c.id.startswith(start, autoescape=True)).order_by(table.c.id)
    return list(db.execute(query.limit(_FEW)).scalars())


def pages_at(db: Connection, place: str) -> list[str]:
    """The articles whose page was found at a path, or its end, or at an address; the first few in order."""
    a, s = t.articles.c, t.sightings.c
    there = (s.path == place) | s.path.endswith(f"/{place}", autoescape=True) | (a.url == place)
    query = select(a.id).distinct().join(t.sightings, s.capture == a.capture).where(there)
    return list(db.execute(query.order_by(a.id).limit(_FEW)).scalars())


def articles(db: Connection, ids: Iterable[str], as_of: datetime | None = None) -> dict[str, Article]:
    """Articles by id, under the paths known by then."""
    found = {}
    for some in batches(sorted(ids)):
        for r in db.execute(select(t.articles, _path(as_of)).where(among(db, t.articles.c.id, some))).mappings():
            found[r["id"]] = rows.article(r, r["path"])
    return found


def readings(db: Connection, heads: Select[Any]) -> list[Reading]:
    """Whole readings, of rows of their table."""
    found = db.execute(heads).mappings().all()
    parts = {table.name: _parts(db, table, [r["id"] for r in found]) for table in PARTS}
    return [rows.reading(r, {name: by[r["id"]] for name, by in parts.items()}) for r in found]


def _parts(db: Connection, table: Table, numbers: list[int]) -> dict[int, list[Row]]:
    """The rows of a part of some readings, by reading."""
    found: dict[int, list[Row]] = defaultdict(list)
    for some in batches(numbers):
        for r in db.execute(
            select(table).where(table.c.reading.in_(some)).order_by(table.c.reading, table.c.n)
        ).mappings():
            found[r["reading"]].append(r)
    return found


def among(db: Connection, column: ColumnElement[T], values: Sequence[T]) -> ColumnElement[bool]:
    """Whether a value is one of some. PostgreSQL is told them as one, so that it knows the command by any number."""
    if db.dialect.name == "postgresql":
        return column == any_(literal(values, ARRAY(column.type)))
    return column.in_(values)


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """As many at a time as one IN (…) takes."""
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))
