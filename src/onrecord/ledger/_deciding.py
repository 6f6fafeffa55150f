"""What decisions do to what is derived, when they are made, and in their place among the readings in a rebuild."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.ledger import _bearings, _decisions, _index
from onrecord.ledger import _schema as t
from onrecord.ledger._derived import Looking, Until, drop, keep, resting_on, rule
from onrecord.ledger._queries import claims
from onrecord.model import Change, Ordered, Ruling

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onrecord.ledger._derived import Weigh
    from onrecord.ledger._upkeep import Told
    from onrecord.model import Decided


def decide(db: Connection, weigh: Weigh, decided: Decided, reading: int | None = None) -> Ruling:
    """Weigh anew the claims that a decision is about, and keep the ruling; `reading` is the last that counts."""
    last = db.execute(select(func.max(t.readings.c.id))).scalar() or 0 if reading is None else reading
    about = _decisions.of(db, decided)
    found = _bearings.read(db, about.pages, _bearings.up_to(last), decided.number)
    # What a page says comes again with its new day.
    fresh = found if about.kind == "date" else []
    again = frozenset(r.evidence.id for r in fresh)
    stands = [id_ for id_ in _bearings.stands(about, found) if id_]
    ids = again | frozenset(stands)
    # As they stood before the decision, with the days that pages had then.
    struck = claims(db, resting_on(db, ids), decided.number - 1) if about.kind != "grade" else ()
    look = Looking(db, struck, Until(last, decided.number))
    cause = Ordered(decided.decision.reason, decided.at, ids, again)
    ruling = weigh(fresh, struck, cause, look, None) if struck else Ruling((), ())
    claim = _claim_of(db, stands[:1], ruling)
    told = Change(decided.at, "decision", claim, None, decided.decision.told, (cause.reason, *sorted(ids)))
    ruling = replace(ruling, changes=(told, *ruling.changes))
    keep(db, ruling, look.standing, frozenset(), {})
    return ruling


def _claim_of(db: Connection, first: list[str], ruling: Ruling) -> str:
    """The id of the claim of a first statement after a ruling that is not kept yet; empty where there is none."""
    hung = {r.evidence.id: c.id for c in ruling.claims for r in c.evidence}
    return next(iter([hung[id_] for id_ in first if id_ in hung] or resting_on(db, frozenset(first))), "")


def rebuild(db: Connection, weigh: Weigh, told: Told) -> int:
    """Derive all again, reading by reading as they were recorded, and decisions in their place; how many readings."""
    drop(db)
    r = t.readings.c
    recorded = db.execute(select(r.id, r.recorded).order_by(r.id)).all()
    waiting, last = deque(_decisions.every(db)), Until(0, 0)
    for done, (number, at) in enumerate(recorded, 1):
        # Of one moment the decision was first: it is put after all readings before it.
        last = _decide_again(db, weigh, waiting, last, at)._replace(reading=number)
        rule(db, weigh, last)
        told(done, len(recorded))
    _decide_again(db, weigh, waiting, last, None)
    _index.fill(db)
    return len(recorded)


def _decide_again(db: Connection, weigh: Weigh, waiting: deque[Decided], last: Until, by: datetime | None) -> Until:
    """Take the decisions recorded by a moment, or all, from those that wait; what counts then."""
    while waiting and (by is None or waiting[0].at <= by):
        decided = waiting.popleft()
        decide(db, weigh, decided, last.reading)
        last = last._replace(decision=decided.number)
    return last
