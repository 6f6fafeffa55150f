"""The ledger: one transaction a page; what was recorded stays, what is derived can be rebuilt."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import case, delete, func, insert, select, update

from onrecord.ledger import _rows as rows
from onrecord.ledger import _schema as t
from onrecord.ledger import _watches
from onrecord.ledger._engine import faults, open_engine, shown
from onrecord.model import Change, Claim, Ruling

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Select, Table
    from sqlalchemy import RowMapping as Row

    from onrecord.ledger._rows import Kept
    from onrecord.model import Article, Digest, Reading, Recorded, Watch

    Clock = Callable[[], datetime]
    Weigh = Callable[[Sequence[Recorded], Sequence[Claim]], Ruling]

T = TypeVar("T")

PARTS = (t.attributions, t.assertions, t.quantities, t.times, t.mentions)
BATCH = 500
"""Values in one IN (…): SQLite before 3.32 takes 999 at most."""


class Ledger:
    """A ledger in a database. Readers never wait for writers; writers wait for each other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = shown(engine.url)

    @classmethod
    def open(cls, address: str) -> Ledger:
        """The ledger in a file, or at a database URL; made when it is not there. Raises LedgerError."""
        return cls(open_engine(address))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def enter(self, digest: Digest, weigh: Weigh, clock: Clock) -> Ruling | None:
        """Record one page, whole or not at all; None where the ledger holds the page already.

        The clock is read when this writer's turn has come, and never goes back: what was known at a past moment does
        not change. Raises LedgerError; then nothing of the page is recorded.
        """
        with self._writing() as db:
            at = max(filter(None, (clock(), db.execute(select(func.max(t.readings.c.recorded))).scalar())))
            _keep_capture(db, digest, at)
            if db.execute(select(t.articles.c.id).where(t.articles.c.id == digest.article.id)).first():
                return None
            db.execute(insert(t.articles), rows.article_row(digest.article, digest.capture.id))
            fresh = _keep_reading(db, digest, at)
            return _rule(db, weigh, fresh)

    def rebuild(self, weigh: Weigh) -> None:
        """Drop claims and changes and derive them again from the evidence, page by page as they were recorded."""
        with self._writing() as db:
            for table in (t.claim_evidence, t.claims, t.changes):
                db.execute(delete(table))
            for number in db.execute(select(t.readings.c.id).order_by(t.readings.c.id)).scalars().all():
                fresh = _evidence(db, _cited().where(t.evidence.c.reading == number))
                _rule(db, weigh, fresh)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim as it stands now, in order of id."""
        with self._reading() as db:
            return _claims(db, _claims_with_evidence())

    def evidence(self, as_of: datetime) -> tuple[Recorded, ...]:
        """All evidence that was recorded up to and with that moment."""
        with self._reading() as db:
            return tuple(_evidence(db, _cited(as_of).where(t.evidence.c.recorded <= as_of)))

    def changes(self, since: datetime | None, as_of: datetime) -> tuple[Change, ...]:
        """What pages did to the record after `since` and up to and with `as_of`, oldest first."""
        c = t.changes.c
        query = select(t.changes).where(c.at <= as_of).order_by(c.id)
        with self._reading() as db:
            found = db.execute(query if since is None else query.where(c.at > since)).mappings()
            return tuple(
                Change(r["at"], r["kind"], r["claim"], r["before"], r["after"], tuple(r["because"])) for r in found
            )

    def readings(self, as_of: datetime) -> tuple[tuple[Article, Reading], ...]:
        """Every article recorded up to and with that moment, with its reading, in the order recorded."""
        heads = select(t.readings).join(t.articles).where(t.readings.c.recorded <= as_of).order_by(t.readings.c.id)
        with self._reading() as db:
            found = db.execute(heads).mappings().all()
            articles = _articles(db, {r["article"] for r in found}, as_of)
            parts = {table.name: _parts(db, table, [r["id"] for r in found]) for table in PARTS}
        return tuple(
            (articles[r["article"]], rows.reading(r, {name: by[r["id"]] for name, by in parts.items()})) for r in found
        )

    def captures(self) -> tuple[Kept, ...]:
        """Every capture, in order of the path under which it was found first by name."""
        path = func.coalesce(func.min(NAMED), func.min(t.sightings.c.path)).label("path")
        query = select(t.captures.c.id, t.captures.c.digest, path).join(t.sightings).group_by(t.captures.c.id)
        with self._reading() as db:
            return tuple(rows.Kept(*row) for row in db.execute(query.order_by(path, t.captures.c.id)))

    def captures_of(self, articles: Collection[str]) -> dict[str, str | None]:
        """The ids of the captures of some articles, each with its headline."""
        a = t.articles.c
        with self._reading() as db:
            found = [
                row
                for some in _batches(sorted(articles))
                for row in db.execute(select(a.capture, a.headline).where(a.id.in_(some)))
            ]
        return {row.capture: row.headline for row in found}

    def watches(self, due: datetime | None = None) -> tuple[Watch, ...]:
        """What is watched, the longest overdue first; with `due`, only what was due by then."""
        with self._reading() as db:
            return _watches.all_watches(db, due)

    def keep_watch(self, watch: Watch, keys: Iterable[str], at: datetime) -> None:
        """Keep a watch as it stands after a look, with the keys of the entries whose pages are recorded by now."""
        with self._writing() as db:
            _watches.keep(db, watch, keys, at)

    def seen(self, url: str, keys: Collection[str]) -> set[str]:
        """Those of some keys of a watch's entries that were taken in before."""
        with self._reading() as db:
            return _watches.seen(db, url, keys)

    def drop_watch(self, url: str) -> bool:
        """Watch it no longer; whether it was watched. What was recorded from it stays."""
        with self._writing() as db:
            return _watches.drop(db, url)

    def faults(self) -> Iterator[str]:
        """What is wrong in the ledger itself, a line each: texts that were altered, quotes that do not stand."""
        with self._reading() as db:
            texts = {}
            for article in db.execute(select(t.articles.c.id, t.articles.c.text, t.articles.c.text_digest)):
                texts[article.id] = article.text
                if rows.text_digest(article.text) != article.text_digest:
                    yield f"article {article.id}: its text is not the text that was read; restore the ledger"
            c = t.evidence.c
            for e in db.execute(select(c.id, c.article, c.start, c.end, c.quote).order_by(c.id)):
                if e.article not in texts:
                    yield f"evidence {e.id}: its article {e.article} is missing from the ledger"
                elif texts[e.article][e.start : e.end] != e.quote:
                    yield f"evidence {e.id}: its quote does not stand at {e.start} to {e.end} of article {e.article}"

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with faults(self.name), self._engine.connect().execution_options(writes=True) as db, db.begin():
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults(self.name), self._engine.begin() as db:
            yield db


def _keep_capture(db: Connection, digest: Digest, at: datetime) -> None:
    known = select(t.captures.c.id).where(t.captures.c.id == digest.capture.id)
    if not db.execute(known).first():
        db.execute(insert(t.captures), rows.capture_row(digest))
    c = t.sightings.c
    seen = select(c.path).where(c.capture == digest.capture.id, c.path == digest.capture.path)
    if not db.execute(seen).first():
        db.execute(insert(t.sightings), {"capture": digest.capture.id, "path": digest.capture.path, "seen": at})


def _keep_reading(db: Connection, digest: Digest, at: datetime) -> list[Recorded]:
    head = {"article": digest.article.id, "reader": digest.reading.reader, "recorded": at}
    (number,) = db.execute(insert(t.readings).returning(t.readings.c.id), head).one()
    for name, filled in rows.reading_rows(digest.reading, number).items():
        _insert(db, t.metadata.tables[name], filled)
    _insert(db, t.evidence, [rows.evidence_row(e, number, at) for e in digest.evidence])
    return _evidence(db, _cited().where(t.evidence.c.reading == number))


def _rule(db: Connection, weigh: Weigh, fresh: list[Recorded]) -> Ruling:
    """Weigh fresh evidence against the claims that it touches, and keep the ruling."""
    known = _claims_by_id(db, {r.evidence.key for r in fresh})
    ruling = weigh(fresh, known)
    standing = {c.id for c in known}
    rulings = [_claim_row(c) for c in ruling.claims]
    _insert(db, t.claims, [row for row in rulings if row["id"] not in standing])
    for row in rulings:
        if row["id"] in standing:
            db.execute(update(t.claims).where(t.claims.c.id == row["id"]), row)
    arrived = {r.evidence.id for r in fresh}
    hung = [(c.id, r.evidence.id) for c in ruling.claims for r in c.evidence if r.evidence.id in arrived]
    _insert(db, t.claim_evidence, [{"claim": c, "evidence": e} for c, e in hung])
    _insert(db, t.changes, [_change_row(c) for c in ruling.changes])
    return ruling


def _claim_row(c: Claim) -> dict[str, Any]:
    return {"id": c.id, "text": c.text, "status": c.status, "reasons": list(c.reasons)}


def _change_row(c: Change) -> dict[str, Any]:
    row = {name: getattr(c, name) for name in ("at", "kind", "claim", "before", "after")}
    return {**row, "because": list(c.because)}


def _insert(db: Connection, table: Table, filled: list[dict[str, Any]]) -> None:
    if filled:
        db.execute(insert(table), filled)


def _cited(as_of: datetime | None = None) -> Select[Any]:
    """Evidence with what its citation shows of the article."""
    a = t.articles.c
    return select(t.evidence, a.url, a.outlet, a.published, _path(as_of)).join(t.articles)


def _path(as_of: datetime | None) -> Any:  # noqa: ANN401 - SQLAlchemy's type for it takes three lines and says no more
    """The path shown for an article: the first by name of all under which its bytes had been found."""
    c = t.sightings.c
    known = select(func.coalesce(func.min(NAMED), func.min(c.path))).where(c.capture == t.articles.c.capture)
    return (known if as_of is None else known.where(c.seen <= as_of)).scalar_subquery().label("path")


NAMED = case((t.sightings.c.path != "-", t.sightings.c.path))
"""A file's name rather than standard input, where there is one."""


def _evidence(db: Connection, query: Select[Any]) -> list[Recorded]:
    return [rows.recorded(r) for r in db.execute(query.order_by(t.evidence.c.id)).mappings()]


def _claims_with_evidence() -> Select[Any]:
    c = t.claims.c
    columns = (c.id.label("claim"), c.text, c.status, c.reasons)
    return _cited().join(t.claim_evidence).join(t.claims, t.claim_evidence.c.claim == c.id).add_columns(*columns)


def _claims_by_id(db: Connection, ids: set[str]) -> tuple[Claim, ...]:
    query = _claims_with_evidence()
    return tuple(c for some in _batches(sorted(ids)) for c in _claims(db, query.where(t.claims.c.id.in_(some))))


def _claims(db: Connection, query: Select[Any]) -> tuple[Claim, ...]:
    """Claims as stored, their evidence in the order in which the stored claim would list it."""
    heads: dict[str, Row] = {}
    hanging: dict[str, list[Recorded]] = defaultdict(list)
    for r in db.execute(query.order_by(t.claims.c.id)).mappings():
        heads[r["claim"]] = r
        hanging[r["claim"]].append(rows.recorded(r))
    return tuple(
        Claim(id, r["text"], r["status"], tuple(r["reasons"]), tuple(sorted(hanging[id], key=lambda e: e.place)))
        for id, r in heads.items()  # noqa: A001 - a claim's id
    )


def _articles(db: Connection, ids: set[str], as_of: datetime) -> dict[str, Article]:
    found = {}
    for some in _batches(sorted(ids)):
        for r in db.execute(select(t.articles, _path(as_of)).where(t.articles.c.id.in_(some))).mappings():
            found[r["id"]] = rows.article(r, r["path"])
    return found


def _parts(db: Connection, table: Table, numbers: list[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for some in _batches(numbers):
        for r in db.execute(
            select(table).where(table.c.reading.in_(some)).order_by(table.c.reading, table.c.n)
        ).mappings():
            found[r["reading"]].append(r)
    return found


def _batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[i : i + BATCH] for i in range(0, len(values), BATCH))
