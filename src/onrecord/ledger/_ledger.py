"""The ledger: one transaction a page; what was recorded stays, what is derived can be rebuilt."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.ledger import _bearings, _decisions, _index, _tracks, _upkeep, _watches
from onrecord.ledger import _queries as queries
from onrecord.ledger import _rows as rows
from onrecord.ledger import _schema as t
from onrecord.ledger._addresses import shown
from onrecord.ledger._deciding import decide, rebuild
from onrecord.ledger._engine import faults, open_engine
from onrecord.ledger._entering import enter, moment, reread
from onrecord.ledger._search import search
from onrecord.model import Change, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from onrecord.ledger._derived import Weigh
    from onrecord.ledger._rows import Kept
    from onrecord.ledger._search import Sought, Standing
    from onrecord.ledger._upkeep import Told
    from onrecord.model import (
        Article,
        Claim,
        Decided,
        Decision,
        Digest,
        Evidence,
        Hits,
        Reading,
        Recorded,
        Ruling,
        Traces,
        Watch,
    )

    Clock = Callable[[], datetime]


def _unheard(_done: int, _of: int) -> None:
    """Nobody asked about progress."""


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
            return enter(db, digest, weigh, clock)

    def enter_all(self, digests: Iterable[Digest], weigh: Weigh, clock: Clock) -> list[Ruling | None]:
        """Record some pages as `enter` does one after the other, but wait for the disk once: all of them or none.

        Raises LedgerError; then none of them is recorded, and each can be entered by itself.
        """
        with self._writing() as db:
            return [enter(db, digest, weigh, clock) for digest in digests]

    def reread(self, reading: Reading, evidence: Iterable[Evidence], weigh: Weigh, clock: Clock) -> Ruling | None:
        """Record another reading of an article on record, whole or not at all; None where this reader's is there.

        From this moment on claims rest on it; the readings before stay, and what was known then stays as it was.
        Raises LedgerError; then nothing of the reading is recorded.
        """
        with self._writing() as db:
            return reread(db, reading, evidence, weigh, clock)

    def decide(self, decision: Decision, weigh: Weigh, clock: Clock, *, dry: bool = False) -> tuple[Decided, Ruling]:
        """Record what a person decided, and what it makes of the claims that it is about, whole or not at all.

        With `dry` it is only told what would come of it. Raises LedgerError; then nothing is recorded.
        """
        with self._writing(dry=dry) as db:
            decided = _decisions.keep(db, decision, _decisions.after_all(db, moment(db, clock)))
            return decided, decide(db, weigh, decided)

    def claim(self, start: str) -> Claim:
        """The one whose id begins so. Raises LedgerError where none does, or more than one."""
        with self._reading() as db:
            id_ = _only_one(queries.beginning(db, t.claims, start), f"claim {start!r}", "'onrecord claims' shows ids")
            (found,) = queries.claims(db, [id_])
            return found

    def page(self, named: str) -> str:
        """The id of the article whose id begins so, or whose page was found there. Raises LedgerError as `claim`."""
        with self._reading() as db:
            found = queries.pages_at(db, named) or queries.beginning(db, t.articles, named)
            return _only_one(found, f"page {named!r}", "give its path, its address, or its id")

    def decisions(self, as_of: datetime | None = None) -> tuple[Decided, ...]:
        """What was decided, in order; with a moment, up to and with it."""
        with self._reading() as db:
            return tuple(_decisions.every(db, None if as_of is None else _decisions.recorded_by(db, as_of)))

    def rebuild(self, weigh: Weigh, told: Told = _unheard) -> int:
        """Drop claims and changes and derive them again from the evidence, reading by reading as they were recorded.

        Decisions are made again in their place among them. How many readings there were. Until it is done, others see
        the record as it was, and writers wait.
        """
        with self._writing() as db:
            return rebuild(db, weigh, told)

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
            return tuple(queries.evidence(db, query, _decisions.recorded_by(db, as_of)))

    def search(self, sought: Sought, standing: Mapping[str, Standing] | None = None) -> Hits:
        """Where the words looked for stand in what is on record; `standing` as `search` takes it. Raises QueryError."""
        with self._reading() as db:
            return search(db, sought, standing)

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
            found = queries.readings(db, heads)
            read = queries.articles(db, {reading.article for reading in found}, as_of)
            articles = _decisions.dated_articles(db, read, _decisions.recorded_by(db, as_of))
        return tuple((articles[reading.article], reading) for reading in found)

    def traces(self, as_of: datetime) -> Traces:
        """What was known at that moment of where the reporting of the pages comes from, and what had been decided."""
        with self._reading() as db:
            decided = _decisions.every(db, _decisions.recorded_by(db, as_of))
            borne = _bearings.bearings(db, decided, _bearings.by(as_of))
            return replace(_tracks.traces(db, as_of), decided=borne)

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
                for row in db.execute(select(a.capture, a.headline).where(queries.among(db, a.id, some)))
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
            if unfound := _index.missing(db):
                yield f"the index of words lacks {unfound} statements; onrecord rebuild makes it anew"
            for e in db.execute(select(c.id, c.article, c.start, c.end, c.quote).order_by(c.id)):
                if e.article not in texts:
                    yield f"evidence {e.id}: its article {e.article} is missing from the ledger"
                elif texts[e.article][e.start : e.end] != e.quote:
                    yield f"evidence {e.id}: its quote does not stand at {e.start} to {e.end} of article {e.article}"

    @contextmanager
    def _writing(self, *, dry: bool = False) -> Iterator[Connection]:
        with faults(self.name), self._engine.connect().execution_options(writes=True) as db, db.begin() as turn:
            yield db
            if dry:
                turn.rollback()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults(self.name), self._engine.begin() as db:
            yield db


def _only_one(ids: list[str], what: str, hint: str) -> str:
    if not ids:
        raise LedgerError(f"no {what} is on record; {hint}")
    if len(ids) > 1:
        raise LedgerError(f"{what} can be any of {', '.join(ids)}; give more of the id")
    return ids[0]
