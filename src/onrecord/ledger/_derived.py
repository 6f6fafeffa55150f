"""What is derived, kept in step with a reading just recorded: claims, what they rest on, and changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import bindparam, delete, func, select, update

from onrecord.ledger import _bearings, _decisions, _tracks
from onrecord.ledger import _queries as queries
from onrecord.ledger import _schema as t
from onrecord.ledger._putting import put
from onrecord.ledger._queries import among, batches, cited, claims, evidence
from onrecord.model import Reread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onrecord.ledger._putting import Rows
    from onrecord.model import (
        Article,
        Bearing,
        Change,
        Claim,
        Digest,
        Look,
        Ordered,
        Posting,
        Reading,
        Recorded,
        Ruling,
        Tie,
        Track,
    )

V = TypeVar("V")


class Weigh(Protocol):
    """How what is fresh is weighed: see `onrecord.assess.weigh`."""

    def __call__(
        self,
        fresh: Sequence[Recorded],
        known: Sequence[Claim],
        cause: Reread | Ordered | None,
        look: Look,
        page: str | None,
        /,
    ) -> Ruling: ...


class Until(NamedTuple):
    """What was recorded last, of what counts: in a rebuild more may be there already."""

    reading: int
    decision: int | None = None
    """Null where every one counts."""


class Coming(NamedTuple):
    """A page of which nothing is on record yet."""

    digest: Digest
    at: datetime
    """When it is recorded."""
    fresh: tuple[Recorded, ...]
    """Its evidence, in order of id, as it will come back."""


class Looking:
    """What weighing looks up, in one transaction; the claims that it was told of are remembered."""

    def __init__(
        self,
        db: Connection,
        struck: Iterable[Claim],
        until: Until,
        page: str | None = None,
        coming: Coming | None = None,
    ) -> None:
        self._db, self._until, self._page, self._coming = db, until, page, coming
        self.standing = {c.id: c for c in struck}

    def claims(self, handles: frozenset[str]) -> list[Claim]:
        """Those of which some evidence has one of these handles."""
        return self._told(_bearing(self._db, handles))

    def claims_of(self, articles: Collection[str]) -> list[Claim]:
        """Those that rest on two or more of these pages."""
        return self._told(_shared_by(self._db, articles))

    def holding(self, ids: Collection[str]) -> list[Claim]:
        """Those that rest on some of this evidence."""
        return self._told(resting_on(self._db, frozenset(ids)))

    def decided(self, articles: Collection[str]) -> tuple[Bearing, ...]:
        """The decisions that hold about these pages, and what stands for their statements."""
        known = _decisions.about(self._db, self._on_record(articles), self._until.decision)
        return _bearings.bearings(self._db, known, _bearings.up_to(self._until.reading)) if known else ()

    def _told(self, ids: set[str]) -> list[Claim]:
        more = claims(self._db, ids - self.standing.keys(), self._until.decision)
        self.standing.update((c.id, c) for c in more)
        return [self.standing[id_] for id_ in sorted(ids)]

    def pages(self, articles: Collection[str]) -> Mapping[str, Article]:
        """Pages by id, as they were read: what text they share hangs on no decision. The page read again is dated."""
        mine = {self._page: self._coming.digest.article} if self._page and self._coming else {}
        found = {**queries.articles(self._db, self._on_record(articles)), **_only(mine, articles)}
        own = _only(found, {self._page} - mine.keys())
        return {**found, **_decisions.dated_articles(self._db, own, self._until.decision)}

    def _on_record(self, articles: Collection[str]) -> Collection[str]:
        """Those of some pages of which anything can be found."""
        return set(articles) - {self._page} if self._coming else articles

    def reading(self) -> Reading:
        """The one that is weighed."""
        if self._coming:
            return self._coming.digest.reading
        (found,) = queries.readings(self._db, select(t.readings).where(t.readings.c.id == self._until.reading))
        return found

    def moment(self) -> datetime:
        """When it was recorded."""
        if self._coming:
            return self._coming.at
        r = t.readings.c
        at: datetime = self._db.execute(select(r.recorded).where(r.id == self._until.reading)).scalar_one()
        return at

    def tracks(self, articles: Collection[str]) -> Mapping[str, Track]:
        """What is known of where the reporting of pages comes from."""
        return _tracks.tracks(self._db, self._on_record(articles), self._until.decision)

    def postings(self, numbers: Collection[int]) -> Mapping[int, tuple[Posting, ...]]:
        """The pages that have these words, by their number."""
        return _tracks.postings(self._db, numbers)

    def ties(self, articles: Collection[str]) -> Iterable[Tie]:
        """All ties among these pages."""
        return _tracks.ties(self._db, self._on_record(articles))

    def shares(self, articles: Collection[str]) -> Mapping[tuple[str, str], float]:
        """What the ties among these pages come to, without those that come to nothing."""
        return _tracks.shares(self._db, self._on_record(articles))


def rule(db: Connection, weigh: Weigh, until: Until) -> Ruling:
    """Weigh the evidence of a reading on record against the claims that it touches, and keep the ruling.

    It takes the place of the reading of the same article before it, where there is one: that one's evidence stays in
    the ledger, but no claim rests on it any more.
    """
    number, decision = until
    fresh = evidence(db, cited().where(t.evidence.c.reading == number), decision)
    reread = _reread(db, number)
    gone = reread.gone if reread else frozenset()
    struck = claims(db, resting_on(db, gone), decision) if gone else ()
    page = db.execute(select(t.readings.c.article).where(t.readings.c.id == number)).scalar_one()
    look = Looking(db, struck, until, page)
    ruling = weigh(fresh, struck, reread, look, page)
    keep(db, ruling, look.standing, gone, _tracks.rows(ruling, number))
    return ruling


def rule_coming(db: Connection, weigh: Weigh, until: Until, coming: Coming, rows: Rows) -> Ruling:
    """Weigh a page of which nothing is on record, and keep it, which is in the rows given, with the ruling."""
    page = coming.digest.article.id
    look = Looking(db, (), until, page, coming)
    ruling = weigh(coming.fresh, (), None, look, page)
    keep(db, ruling, look.standing, frozenset(), {**rows, **_tracks.rows(ruling, until.reading)})
    return ruling


def drop(db: Connection) -> None:
    """Nothing derived is left."""
    for table in (t.claim_evidence, t.claims, t.changes, t.handles):
        db.execute(delete(table))
    _tracks.drop(db)


def _reread(db: Connection, number: int) -> Reread | None:
    """What a reading takes the place of; None where it is the first of its article."""
    r, e = t.readings.c, t.evidence.c
    own = db.execute(select(r.article, r.reader, r.recorded).where(r.id == number)).one()
    before = db.execute(select(func.max(r.id)).where(r.article == own.article, r.id < number)).scalar()
    if before is None:
        return None
    gone = db.execute(select(e.id).where(e.reading == before)).scalars()
    return Reread(own.reader, own.recorded, frozenset(gone))


def resting_on(db: Connection, ids: frozenset[str]) -> set[str]:
    c = t.claim_evidence.c
    queries = (select(c.claim).where(among(db, c.evidence, some)) for some in batches(sorted(ids)))
    return {claim for query in queries for claim in db.execute(query).scalars()}


def _bearing(db: Connection, handles: frozenset[str]) -> set[str]:
    """The ids of the claims of which some evidence has one of these handles."""
    h, e, c = t.handles.c, t.evidence.c, t.claim_evidence.c
    joined = select(c.claim).distinct().join(t.evidence, e.id == c.evidence).join(t.handles, h.key == e.key)
    queries = (joined.where(among(db, h.handle, some)) for some in batches(sorted(handles)))
    return {claim for query in queries for claim in db.execute(query).scalars()}


def _shared_by(db: Connection, articles: Collection[str]) -> set[str]:
    """The ids of the claims that rest on two or more of these pages."""
    e, c = t.evidence.c, t.claim_evidence.c
    joined = select(c.claim, e.article).distinct().join(t.evidence, e.id == c.evidence)
    held = Counter(
        row.claim for some in batches(sorted(articles)) for row in db.execute(joined.where(among(db, e.article, some)))
    )
    return {claim for claim, pages in held.items() if pages > 1}


def _only(values: Mapping[str, V], wanted: Collection[str | None]) -> dict[str, V]:
    return {name: value for name, value in values.items() if name in wanted}


def keep(db: Connection, ruling: Ruling, standing: Mapping[str, Claim], gone: frozenset[str], rows: Rows) -> None:
    """The ruling in the place of the claims that stood before, with other rows; what is gone hangs on none any more."""
    rulings = [_claim_row(c) for c in ruling.claims]
    altered = [{"known": row.pop("id"), **row} for row in rulings if row["id"] in standing]
    if altered:
        db.execute(update(t.claims).where(t.claims.c.id == bindparam("known")), altered)
    home = {r.evidence.id: (c.id, r.evidence.origin) for c in standing.values() for r in c.evidence}
    now = {r.evidence.id: (c.id, r.evidence.origin) for c in ruling.claims for r in c.evidence}
    hung = {e: where for e, where in now.items() if home.get(e) != where}
    _let_go(db, gone | (home.keys() & hung.keys()))
    ruled = {
        t.claims: [row for row in rulings if "id" in row],
        t.claim_evidence: [{"claim": c, "evidence": e, "origin": o} for e, (c, o) in hung.items()],
        t.handles: [{"handle": handle, "key": key} for handle, key in ruling.handles],
        t.changes: [_change_row(c) for c in ruling.changes],
    }
    put(db, {**rows, **ruled})
    _drop_empty(db, standing, ruling, gone | hung.keys())


def _let_go(db: Connection, ids: frozenset[str]) -> None:
    for some in batches(sorted(ids)):
        db.execute(delete(t.claim_evidence).where(among(db, t.claim_evidence.c.evidence, some)))


def _drop_empty(db: Connection, standing: Mapping[str, Claim], ruling: Ruling, left: frozenset[str]) -> None:
    emptied = {c.id for c in standing.values() if left.issuperset(r.evidence.id for r in c.evidence)}
    for some in batches(sorted(emptied - {c.id for c in ruling.claims})):
        db.execute(delete(t.claims).where(among(db, t.claims.c.id, some)))


def _claim_row(c: Claim) -> dict[str, Any]:
    contrary = [r.evidence.id for r in c.contrary] or None
    return {"id": c.id, "text": c.text, "status": c.status, "reasons": list(c.reasons), "contrary": contrary}


def _change_row(c: Change) -> dict[str, Any]:
    row = {name: getattr(c, name) for name in ("at", "kind", "claim", "before", "after")}
    return {**row, "because": list(c.because)}
