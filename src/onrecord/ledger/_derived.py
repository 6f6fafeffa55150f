"""What is derived, kept in step with a reading just recorded: claims, what they rest on, and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import bindparam, delete, func, insert, select, update

from onrecord.ledger import _schema as t
from onrecord.ledger._queries import batches, cited, claims, evidence
from onrecord.model import Change, Claim, Recorded, Reread, Ruling

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Find: TypeAlias = Callable[[frozenset[str]], Iterable[Claim]]
"""The claims of which some evidence has one of these handles."""
Weigh: TypeAlias = Callable[[Sequence[Recorded], Sequence[Claim], Reread | None, Find], Ruling]


def rule(db: Connection, weigh: Weigh, number: int) -> Ruling:
    """Weigh the evidence of a reading against the claims that it touches, and keep the ruling.

    It takes the place of the reading of the same article before it, where there is one: that one's evidence stays in
    the ledger, but no claim rests on it any more.
    """
    fresh = evidence(db, cited().where(t.evidence.c.reading == number))
    reread = _reread(db, number)
    gone = reread.gone if reread else frozenset()
    struck = claims(db, _resting_on(db, gone)) if gone else ()
    standing = {c.id: c for c in struck}

    def find(handles: frozenset[str]) -> list[Claim]:
        found = _bearing(db, handles)
        standing.update((c.id, c) for c in claims(db, found - standing.keys()))
        return [standing[id_] for id_ in sorted(found)]

    ruling = weigh(fresh, struck, reread, find)
    _keep(db, ruling, standing, gone)
    return ruling


def drop(db: Connection) -> None:
    """Nothing derived is left."""
    for table in (t.claim_evidence, t.claims, t.changes, t.handles):
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


def _bearing(db: Connection, handles: frozenset[str]) -> set[str]:
    """The ids of the claims of which some evidence has one of these handles."""
    h, e, c = t.handles.c, t.evidence.c, t.claim_evidence.c
    joined = select(c.claim).distinct().join(t.evidence, e.id == c.evidence).join(t.handles, h.key == e.key)
    queries = (joined.where(h.handle.in_(some)) for some in batches(sorted(handles)))
    return {claim for query in queries for claim in db.execute(query).scalars()}


def _keep(db: Connection, ruling: Ruling, standing: Mapping[str, Claim], gone: frozenset[str]) -> None:
    """The ruling in the place of the claims that stood before; what is gone hangs on none any more."""
    rulings = [_claim_row(c) for c in ruling.claims]
    insert_rows(db, t.claims, [row for row in rulings if row["id"] not in standing])
    altered = [{"known": row.pop("id"), **row} for row in rulings if row["id"] in standing]
    if altered:
        db.execute(update(t.claims).where(t.claims.c.id == bindparam("known")), altered)
    home = {r.evidence.id: c.id for c in standing.values() for r in c.evidence}
    hung = {r.evidence.id: c.id for c in ruling.claims for r in c.evidence if home.get(r.evidence.id) != c.id}
    _let_go(db, gone | (home.keys() & hung.keys()))
    insert_rows(db, t.claim_evidence, [{"claim": c, "evidence": e} for e, c in hung.items()])
    _drop_empty(db, standing, ruling, gone | hung.keys())
    insert_rows(db, t.changes, [_change_row(c) for c in ruling.changes])
    _keep_handles(db, ruling)


def _let_go(db: Connection, ids: frozenset[str]) -> None:
    for some in batches(sorted(ids)):
        db.execute(delete(t.claim_evidence).where(t.claim_evidence.c.evidence.in_(some)))


def _drop_empty(db: Connection, standing: Mapping[str, Claim], ruling: Ruling, left: frozenset[str]) -> None:
    emptied = {c.id for c in standing.values() if left.issuperset(r.evidence.id for r in c.evidence)}
    for some in batches(sorted(emptied - {c.id for c in ruling.claims})):
        db.execute(delete(t.claims).where(t.claims.c.id.in_(some)))


def _keep_handles(db: Connection, ruling: Ruling) -> None:
    h = t.handles.c
    known: set[tuple[str, str]] = set()
    for some in batches(sorted({key for _, key in ruling.handles})):
        known.update((row.handle, row.key) for row in db.execute(select(h.handle, h.key).where(h.key.in_(some))))
    insert_rows(db, t.handles, [{"handle": a, "key": key} for a, key in ruling.handles if (a, key) not in known])


def _claim_row(c: Claim) -> dict[str, Any]:
    return {"id": c.id, "text": c.text, "status": c.status, "reasons": list(c.reasons)}


def _change_row(c: Change) -> dict[str, Any]:
    row = {name: getattr(c, name) for name in ("at", "kind", "claim", "before", "after")}
    return {**row, "because": list(c.because)}
