"""Where the reporting of pages comes from, as rows: what they tell, an index of their words, and what ties them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from onrecord.ledger import _decisions
from onrecord.ledger import _schema as t
from onrecord.ledger._queries import among, batches, latest
from onrecord.model import Named, Posting, Shared, Span, Tie, Traces, Track, Unnamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Select, Table
    from sqlalchemy import RowMapping as Row

    from onrecord.model import Ruling

Pair = tuple[str, str]


def rows(ruling: Ruling, reading: int) -> dict[Table, list[dict[str, Any]]]:
    """What a ruling tells of the page that was read."""
    track = ruling.track
    return {
        t.tracks: [{"reading": reading, **_track_row(track)}] if track else [],
        t.postings: [posting._asdict() for posting in ruling.postings],
        t.ties: [_tie_row(tie) for tie in ruling.ties],
    }


def tracks(db: Connection, articles: Collection[str], until: int | None) -> dict[str, Track]:
    """What the latest reading of each page found that was traced; dated by decisions up to and with that number."""
    c = t.tracks.c
    queries = (
        _telling().where(
            c.reading.in_(select(func.max(c.reading)).where(among(db, c.article, some)).group_by(c.article))
        )
        for some in batches(sorted(articles))
    )
    return _dated(db, {r["article"]: _track(r) for query in queries for r in db.execute(query).mappings()}, until)


def postings(db: Connection, numbers: Collection[int]) -> dict[int, tuple[Posting, ...]]:
    """The pages that have these words, in order."""
    c = t.postings.c
    found: dict[int, list[Posting]] = defaultdict(list)
    for some in batches(sorted(numbers)):
        for row in db.execute(select(t.postings).where(among(db, c.number, some)).order_by(c.number, c.article)):
            found[row.number].append(Posting(*row))
    return {number: tuple(those) for number, those in found.items()}


def ties(db: Connection, articles: Collection[str]) -> list[Tie]:
    """All ties among these pages."""
    return [_tie(r) for r in _among(db, select(t.ties), articles)]


def shares(db: Connection, articles: Collection[str]) -> dict[Pair, float]:
    """What the ties among these pages come to, without those that come to nothing."""
    c = t.ties.c
    found = _among(db, select(c.a, c.b, c.share).where(c.share > 0), articles)
    return {(r["a"], r["b"]): r["share"] for r in found}


def traces(db: Connection, as_of: datetime) -> Traces:
    """All that was known of where reporting comes from at a moment."""
    r, e, p = t.readings.c, t.ties.c, t.postings.c
    telling = _telling().where(t.tracks.c.reading.in_(latest(as_of)))
    found = {row["article"]: _track(row) for row in db.execute(telling).mappings()}
    known = _dated(db, found, _decisions.recorded_by(db, as_of))
    tied = [_tie(row) for row in db.execute(select(t.ties).order_by(e.a, e.b)).mappings()]
    held = tuple(tie for tie in tied if tie.a in known and tie.b in known)
    numbers = {number for tie in held for shared in tie.shared for number in shared.numbers}
    index: dict[int, tuple[Posting, ...]] = {}
    recorded = select(r.article).where(r.recorded <= as_of)
    for some in batches(sorted(numbers)):
        asked = (
            select(t.postings).where(among(db, p.number, some), p.article.in_(recorded)).order_by(p.number, p.article)
        )
        for row in db.execute(asked):
            index[row.number] = (*index.get(row.number, ()), Posting(*row))
    return Traces(known, held, index)


def drop(db: Connection) -> None:
    """Nothing of it is left."""
    for table in (t.ties, t.postings, t.tracks):
        db.execute(delete(table))


def _dated(db: Connection, found: dict[str, Track], until: int | None) -> dict[str, Track]:
    days = _decisions.days_of(db, found.keys(), until)
    return found | {page: replace(found[page], day=day) for page, day in days.items() if page in found}


def _among(db: Connection, query: Select[Any], articles: Collection[str]) -> Iterable[Row]:
    c = t.ties.c
    # Two at least are tied.
    for some in batches(sorted(articles) if len(articles) > 1 else ()):
        for row in db.execute(query.where(among(db, c.a, some)).order_by(c.a, c.b)).mappings():
            if row["b"] in articles:
                yield row


def _telling() -> Select[Any]:
    a = t.articles.c
    return select(t.tracks, a.outlet, a.published).join(t.articles, a.id == t.tracks.c.article)


def _track(r: Row) -> Track:
    return Track(
        article=r["article"],
        outlet=r["outlet"],
        day=r["published"],
        named=Named(*r["named"]) if r["named"] else None,
        unnamed=tuple(Unnamed(signature, frozenset(content), words) for signature, content, words in r["unnamed"]),
        first_hand=r["first_hand"],
    )


def _track_row(track: Track) -> dict[str, Any]:
    unnamed = [[source.signature, sorted(source.content), source.words] for source in track.unnamed]
    return {"article": track.article, "named": track.named, "unnamed": unnamed, "first_hand": track.first_hand}


def _tie_row(tie: Tie) -> dict[str, Any]:
    return {**tie._asdict(), "shared": [[*s.a, *s.b, s.size, s.weight, *s.numbers] for s in tie.shared]}


def _tie(r: Row) -> Tie:
    shared = (
        Shared(Span(a, b), Span(c, d), size, weight, tuple(numbers))
        for a, b, c, d, size, weight, *numbers in r["shared"]
    )
    return Tie(r["a"], r["b"], r["least"], tuple(shared), r["share"])
