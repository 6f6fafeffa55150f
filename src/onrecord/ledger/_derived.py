"""What is derived, kept in step with a reading just recorded: claims, what they rest on, and changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, func, insert, select, update

from onrecord.ledger import _schema as t
from onrecord.ledger._queries import batches, cited, claims, evidence
from onrecord.model import Change, Claim, Recorded, Reread, Ruling

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Weigh: TypeAlias = Callable[[Sequence[Recorded], Sequence[Claim], Reread | None], Ruling]


def rule(db: Connection, weigh: Weigh, number: int) -> Ruling:
    """Weigh the evidence of a reading against the claims that it touches, and keep the ruling.

    It takes the place of the reading of the same article before it, where there is one: that one's evidence stays in
    the ledger, but no claim rests on it any more.
    """
    fresh = evidence(db, cited().where(t.evidence.c.reading == number))
    reread = _reread(db, number)
    gone = reread.gone if reread else frozenset()
    known = claims(db, {r.evidence.key for r in fresh} | _resting_on(db, gone))
    ruling = weigh(fresh, known, reread)
    _let_go(db, gone)
    _keep(db, ruling, {c.id for c in known}, {r.evidence.id for r in fresh})
    _drop_empty(db, {c.id for c in known if gone.issuperset(r.evidence.id for r in c.evidence)}, ruling)
    return ruling


def drop(db: Connection) -> None:
    """Nothing derived is left."""
    for table in (t.claim_evidence, t.claims, t.changes):
        db.execute(delete(table))


def insert_rows(db: Connection, table: Table, filled: list[dict[str, Any]]) -> None:
    """All of them; there may be none."""
    if filled:
        db.execute(insert(table), filled)


def _reread(db: Connection, number: int) -> Reread | None:
    """What a reading takes the place of; None where it is the first of its article."""
    r, e = t.readings.c, t.evidence.c
    own = db.execute(select(r.article, r.reader, r.recorded).where(r.id == number)).one()
    before = db.execute(select(func.max(r.id)).where(r.article == own.article, r.id < number)).scalar()
    if before is None:
        return None
    gone = db.execute(select(e.id).where(e.reading == before)).scalars()
    return Reread(own.reader, own.recorded, frozenset(gone))


def _resting_on(db: Connection, ids: frozenset[str]) -> set[str]:
    c = t.claim_evidence.c
    queries = (select(c.claim).where(c.evidence.in_(some)) for some in batches(sorted(ids)))
    return {claim for query in queries for claim in db.execute(query).scalars()}


def _let_go(db: Connection, ids: frozenset[str]) -> None:
    for some in batches(sorted(ids)):
        db.execute(delete(t.claim_evidence).where(t.claim_evidence.c.evidence.in_(some)))


def _drop_empty(db: Connection, emptied: set[str], ruling: Ruling) -> None:
    for claim in sorted(emptied - {c.id for c in ruling.claims}):
        db.execute(delete(t.claims).where(t.claims.c.id == claim))


def _keep(db: Connection, ruling: Ruling, standing: set[str], arrived: set[str]) -> None:
    rulings = [_claim_row(c) for c in ruling.claims]
    insert_rows(db, t.claims, [row for row in rulings if row["id"] not in standing])
    for row in rulings:
        if row["id"] in standing:
            db.execute(update(t.claims).where(t.claims.c.id == row["id"]), row)
    hung = [(c.id, r.evidence.id) for c in ruling.claims for r in c.evidence if r.evidence.id in arrived]
    insert_rows(db, t.claim_evidence, [{"claim": c, "evidence": e} for c, e in hung])
    insert_rows(db, t.changes, [_change_row(c) for c in ruling.changes])


def _claim_row(c: Claim) -> dict[str, Any]:
    return {"id": c.id, "text": c.text, "status": c.status, "reasons": list(c.reasons)}


def _change_row(c: Change) -> dict[str, Any]:
    row = {name: getattr(c, name) for name in ("at", "kind", "claim", "before", "after")}
    return {**row, "because": list(c.because)}
