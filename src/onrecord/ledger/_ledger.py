"""The ledger: one transaction a page; what was recorded stays, what is derived can be rebuilt."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from onrecord.ledger import _queries as queries
from onrecord.ledger import _rows as rows
from onrecord.ledger import _schema as t
from onrecord.ledger import _upkeep, _watches
from onrecord.ledger._addresses import shown
from onrecord.ledger._derived import drop, insert_rows, rule
from onrecord.ledger._engine import faults, open_engine
from onrecord.model import Change, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from onrecord.ledger._derived import Weigh
    from onrecord.ledger._rows import Kept
    from onrecord.ledger._upkeep import Told
    from onrecord.model import Article, Claim, Digest, Evidence, Reading, Recorded, Ruling, Watch

    Clock = Callable[[], datetime]


def _unheard(_done: int, _of: int) -> None:
    """Nobody asked about progress."""


PARTS = (t.attributions, t.assertions, t.quantities, t.times, t.mentions)


class Ledger:
    """A ledger in a database. Readers never wait for writers; writers wait for each other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = shown(engine.url)
        # A command of one run closes nothing; a server would be left with a connection that was never taken leave of.
        weakref.finalize(self, engine.dispose)

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
            return _enter(db, digest, weigh, clock)

    def enter_all(self, digests: Iterable[Digest], weigh: Weigh, clock: Clock) -> list[Ruling | None]:
        """Record some pages as `enter` does one after the other, but wait for the disk once: all of them or none.

        Raises LedgerError; then none of them is recorded, and each can be entered by itself.
        """
        with self._writing() as db:
            return [_enter(db, digest, weigh, clock) for digest in digests]

    def reread(self, reading: Reading, evidence: Iterable[Evidence], weigh: Weigh, clock: Clock) -> Ruling | None:
        """Record another reading of an article on record, whole or not at all; None where this reader's is there.

        From this moment on claims rest on it; the readings before stay, and what was known then stays as it was.
        Raises LedgerError; then nothing of the reading is recorded.
        """
        r = t.readings.c
        with self._writing() as db:
            known = select(r.id).where(r.article == reading.article, r.reader == reading.reader)
            if db.execute(known).first():
                return None
            return rule(db, weigh, _keep_reading(db, reading, evidence, _moment(db, clock)))

    def rebuild(self, weigh: Weigh, told: Told = _unheard) -> int:
        """Drop claims and changes and derive them again from the evidence, reading by reading as they were recorded.

        How many readings there were. Until it is done, others see the record as it was, and writers wait.
        """
        with self._writing() as db:
            drop(db)
            numbers = db.execute(select(t.readings.c.id).order_by(t.readings.c.id)).scalars().all()
            for done, number in enumerate(numbers, 1):
                rule(db, weigh, number)
                told(done, len(numbers))
        return len(numbers)

    def compact(self) -> tuple[int, int]:
        """Give back the room of what was deleted, and have queries planned anew; bytes before and after."""
        with faults(self.name):
            before = _upkeep.size(self._engine)
            _upkeep.compact(self._engine)
            return before, _upkeep.size(self._engine)

    def backup(self, file: Path, told: Told = _unheard, *, force: bool = False) -> int:
        """Write a copy as of one moment, a ledger in a SQLite file; the number of its rows. Others go on meanwhile.

        Raises LedgerError where the file is there already (unless forced), and where it cannot be written whole.
        """
        with faults(self.name):
            return _upkeep.backup(self._engine, file, told, force=force)

    def restore(self, file: Path, told: Told = _unheard) -> int:
        """Take all that a backup holds, whole or not at all, into this ledger, which must hold nothing; how many rows.

        Raises LedgerError where this ledger holds something, and where the file is no backup.
        """
        with faults(self.name):
            return _upkeep.restore(self._engine, file, told)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim as it stands now, in order of id."""
        with self._reading() as db:
            return queries.claims(db)

    def evidence(self, as_of: datetime, *, superseded: bool = False) -> tuple[Recorded, ...]:
        """The evidence that the record rested on at that moment: of each article, that of the reading then the latest.

        With `superseded`, all that was recorded up to and with that moment.
        """
        query = queries.cited(as_of).where(queries.recorded_by(t.evidence.c.reading, as_of, superseded=superseded))
        with self._reading() as db:
            return tuple(queries.evidence(db, query))

    def changes(self, since: datetime | None, as_of: datetime) -> tuple[Change, ...]:
        """What pages did to the record after `since` and up to and with `as_of`, oldest first."""
        c = t.changes.c
        query = select(t.changes).where(c.at <= as_of).order_by(c.id)
        with self._reading() as db:
            found = db.execute(query if since is None else query.where(c.at > since)).mappings()
            return tuple(
                Change(r["at"], r["kind"], r["claim"], r["before"], r["after"], tuple(r["because"])) for r in found
            )

    def readings(self, as_of: datetime, *, superseded: bool = False) -> tuple[tuple[Article, Reading], ...]:
        """Every article recorded up to and with that moment, with the latest reading of it, in the order recorded.

        With `superseded`, with each reading of it recorded by then.
        """
        counts = queries.recorded_by(t.readings.c.id, as_of, superseded=superseded)
        heads = select(t.readings).join(t.articles).where(counts).order_by(t.readings.c.id)
        with self._reading() as db:
            found = db.execute(heads).mappings().all()
            articles = queries.articles(db, {r["article"] for r in found}, as_of)
            parts = {table.name: queries.parts(db, table, [r["id"] for r in found]) for table in PARTS}
        return tuple(
            (articles[r["article"]], rows.reading(r, {name: by[r["id"]] for name, by in parts.items()})) for r in found
        )

    def read_by(self, reader: str) -> dict[str, bool]:
        """The id of every article, and whether this reader's reading of it is on record."""
        a, r = t.articles.c, t.readings.c
        read = select(r.id).where(r.article == a.id, r.reader == reader).exists()
        with self._reading() as db:
            return {row.id: row.read for row in db.execute(select(a.id, read.label("read")).order_by(a.id))}

    def article(self, article: str) -> Article:
        """An article on record, as it was cleaned when it came. Raises LedgerError where it is not there."""
        with self._reading() as db:
            found = queries.articles(db, [article]).get(article)
        if found is None:
            raise LedgerError(f"{self.name}: no article {article} is on record; restore the ledger")
        return found

    def captures(self) -> tuple[Kept, ...]:
        """Every capture, in order of the path under which it was found first by name."""
        path = func.coalesce(func.min(queries.NAMED), func.min(t.sightings.c.path)).label("path")
        query = select(t.captures.c.id, t.captures.c.digest, path).join(t.sightings).group_by(t.captures.c.id)
        with self._reading() as db:
            return tuple(rows.Kept(*row) for row in db.execute(query.order_by(path, t.captures.c.id)))

    def captures_of(self, articles: Collection[str]) -> dict[str, str | None]:
        """The ids of the captures of some articles, each with its headline."""
        a = t.articles.c
        with self._reading() as db:
            found = [
                row
                for some in queries.batches(sorted(articles))
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


def _enter(db: Connection, digest: Digest, weigh: Weigh, clock: Clock) -> Ruling | None:
    at = _moment(db, clock)
    _keep_capture(db, digest, at)
    if db.execute(select(t.articles.c.id).where(t.articles.c.id == digest.article.id)).first():
        return None
    db.execute(insert(t.articles), rows.article_row(digest.article, digest.capture.id))
    return rule(db, weigh, _keep_reading(db, digest.reading, digest.evidence, at))


def _keep_capture(db: Connection, digest: Digest, at: datetime) -> None:
    known = select(t.captures.c.id).where(t.captures.c.id == digest.capture.id)
    if not db.execute(known).first():
        db.execute(insert(t.captures), rows.capture_row(digest))
    c = t.sightings.c
    seen = select(c.path).where(c.capture == digest.capture.id, c.path == digest.capture.path)
    if not db.execute(seen).first():
        db.execute(insert(t.sightings), {"capture": digest.capture.id, "path": digest.capture.path, "seen": at})


def _moment(db: Connection, clock: Clock) -> datetime:
    """Now, and no earlier than what is on record."""
    at = clock()
    return max(at, db.execute(select(func.max(t.readings.c.recorded))).scalar() or at)


def _keep_reading(db: Connection, reading: Reading, evidence: Iterable[Evidence], at: datetime) -> int:
    """The number that the ledger gives it."""
    head = {"article": reading.article, "reader": reading.reader, "recorded": at}
    (number,) = db.execute(insert(t.readings).returning(t.readings.c.id), head).one()
    for name, filled in rows.reading_rows(reading, number).items():
        insert_rows(db, t.metadata.tables[name], filled)
    insert_rows(db, t.evidence, [rows.evidence_row(e, number, at) for e in evidence])
    return int(number)
