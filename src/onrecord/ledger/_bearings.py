"""What of the evidence on record a decision is about: what stands for its statements in the readings that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.ledger import _schema as t
from onrecord.ledger._queries import batches, cited, evidence
from onrecord.model import Bearing, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from onrecord.model import Decided, Decision, Recorded


def bearings(db: Connection, decided: Iterable[Decided], counts: ColumnElement[bool]) -> tuple[Bearing, ...]:
    """Those decisions that hold, each with what stands for its statements in the last of the readings that count."""
    holding = standing(decided)
    pages = {s.article for each in holding for s in each.decision.statements}
    found = read(db, pages, counts)
    return tuple(Bearing(each, tuple(stands(each.decision, found))) for each in holding)


def stands(decision: Decision, found: Collection[Recorded]) -> list[str | None]:
    """The ids of the evidence that stands for the statements of a decision, in their order; None where none does."""
    among = [statement.among(r.evidence for r in found) for statement in decision.statements]
    return [e.id if e else None for e in among]


def read(
    db: Connection, pages: Collection[str], counts: ColumnElement[bool], until: int | None = None
) -> list[Recorded]:
    """The evidence of the last reading that counts of each page, dated by decisions up to and with that number."""
    r = t.readings.c
    last = select(func.max(r.id)).where(counts).group_by(r.article)
    return [
        recorded
        for some in batches(sorted(pages))
        for recorded in evidence(db, cited().where(t.evidence.c.reading.in_(last.where(r.article.in_(some)))), until)
    ]


def up_to(reading: int) -> ColumnElement[bool]:
    """The readings up to and with that number."""
    return t.readings.c.id <= reading


def by(as_of: datetime) -> ColumnElement[bool]:
    """The readings recorded by then."""
    return t.readings.c.recorded <= as_of
