"""What is watched: rows of `watches` and `seen_entries`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from onrecord.ledger import _schema as t
from onrecord.model import Validators, Watch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

BATCH = 500
"""Values in one IN (…), as for the ledger's other tables."""


def all_watches(db: Connection, due: datetime | None) -> tuple[Watch, ...]:
    """The watches, the longest overdue first; with `due`, those only whose time had come by then."""
    query = select(t.watches).order_by(t.watches.c.due, t.watches.c.url)
    found = db.execute(query if due is None else query.where(t.watches.c.due <= due)).mappings()
    return tuple(_watch(row) for row in found)


def keep(db: Connection, watch: Watch, keys: Iterable[str], at: datetime) -> None:
    """Keep a watch as it stands, and the keys of the entries that were taken in from it."""
    known = select(t.watches.c.url).where(t.watches.c.url == watch.url)
    if db.execute(known).first():
        db.execute(t.watches.update().where(t.watches.c.url == watch.url), _row(watch))
    else:
        db.execute(insert(t.watches), _row(watch))
    fresh = set(keys) - seen(db, watch.url, set(keys))
    if fresh:
        db.execute(insert(t.seen_entries), [{"watch": watch.url, "key": key, "seen": at} for key in sorted(fresh)])


def seen(db: Connection, url: str, keys: Collection[str]) -> set[str]:
    """Those of some keys of entries that were taken in before."""
    c = t.seen_entries.c
    listed = sorted(keys)
    parts = (listed[i : i + BATCH] for i in range(0, len(listed), BATCH))
    return {k for some in parts for k in db.execute(select(c.key).where(c.watch == url, c.key.in_(some))).scalars()}


def drop(db: Connection, url: str) -> bool:
    """Forget a watch and what was seen in it; whether it was there. The pages taken in from it stay."""
    db.execute(delete(t.seen_entries).where(t.seen_entries.c.watch == url))
    return bool(db.execute(delete(t.watches).where(t.watches.c.url == url)).rowcount)


def _row(watch: Watch) -> dict[str, Any]:
    names = ("url", "due", "digest", "looked", "failures", "fault")
    row: dict[str, Any] = {name: getattr(watch, name) for name in names}
    kept = asdict(watch.validators) if watch.validators else None
    return {**row, "every": watch.every.total_seconds(), "validators": kept}


def _watch(row: RowMapping) -> Watch:
    names = ("url", "due", "digest", "looked", "failures", "fault")
    same: dict[str, Any] = {name: row[name] for name in names}
    validators = Validators(**row["validators"]) if row["validators"] else None
    return Watch(every=timedelta(seconds=row["every"]), validators=validators, **same)
