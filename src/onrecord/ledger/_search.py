"""Looking for words in what is on record: statements by their words and speaker, and the text around them.

Of each alternative of a query the newest matches are taken as candidates, at most so many, so that a search for words
that stand everywhere takes no longer in a large ledger; the candidates are ranked, the same way in both databases.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, literal_column, select, text

from onrecord.ledger import _queries as queries
from onrecord.ledger import _schema as t
from onrecord.ledger._index import ROWS, names, passages
from onrecord.ledger._ranking import Candidate, around, ranked
from onrecord.ledger._wanted import match, query, speaker, tsquery
from onrecord.model import Citation, Hit, Hits, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onrecord.ledger._ranking import Ranked
    from onrecord.ledger._wanted import Alternative, Phrase
    from onrecord.model import Article, Evidence, Status

CANDIDATES = 1_000
"""Matches that are ranked. To fetch and rank so many takes some 50 ms."""

_ASK = {
    "sqlite": "SELECT rowid FROM passage_words WHERE passage_words MATCH :asked AND rowid BETWEEN :low AND :high"
    " ORDER BY rowid DESC LIMIT :most",
    "postgresql": "SELECT id FROM passages WHERE words @@ CAST(:asked AS tsquery) AND id BETWEEN :low AND :high"
    " ORDER BY id DESC LIMIT :most",
}
# A statement asked often is planned once for whatever words, as if they stood everywhere: for rare words it then
# steps through the whole table. To the end of the transaction it is planned for the words that it is given.
_BY_WORDS = "SET LOCAL plan_cache_mode = force_custom_plan"
_EXPRESSION = {"sqlite": match, "postgresql": tsquery}


class Sought(NamedTuple):
    """What is looked for, in what, and which part of what is found is shown."""

    query: str
    speaker: str | None = None
    status: Status | None = None
    since: datetime | None = None
    as_of: datetime | None = None
    limit: int = 20
    page: int = 1


class Standing(NamedTuple):
    """The claim that a statement hangs on."""

    claim: str
    status: Status


def search(db: Connection, sought: Sought, standing: Mapping[str, Standing] | None = None) -> Hits:
    """The best matches first, those of equal rank newest first; raises QueryError.

    `standing`: by the id of evidence, the claims as of the moment asked; left out, as they are kept now.
    """
    asked, by = query(sought.query), sought.speaker and speaker(sought.speaker)
    ids, cut = _matches(db, asked, by or None, _range(db, sought))
    found = _valid(db, _candidates(db, ids), sought.as_of)
    if sought.status is not None:
        hung = _hung(db, found, standing)
        fitting = {id_ for id_, on in hung.items() if on.status == sought.status}
        found = [c for c in found if c.evidence in fitting]
    best = ranked(found, [phrase for alternative in asked for phrase in alternative.wanted])
    first = (sought.page - 1) * sought.limit
    shown = best[first : first + sought.limit]
    hung = _hung(db, [each.candidate for each in shown], standing)
    return Hits(tuple(_hits(db, shown, sought.as_of, hung)), len(best), cut)


def _range(db: Connection, sought: Sought) -> tuple[int, int]:
    """The numbers of the rows recorded in the time asked for, first and last."""
    r = t.readings.c
    query_ = select(func.min(r.id), func.max(r.id))
    if sought.as_of is not None:
        query_ = query_.where(r.recorded <= sought.as_of)
    if sought.since is not None:
        query_ = query_.where(r.recorded >= sought.since)
    low, high = db.execute(query_).one()
    return (0, -1) if low is None else (low << ROWS, ((high + 1) << ROWS) - 1)


def _matches(
    db: Connection, asked: Sequence[Alternative], by: Phrase | None, within: tuple[int, int]
) -> tuple[list[int], bool]:
    """The newest of each alternative, and whether there are more."""
    expression, ask = _EXPRESSION[db.dialect.name], text(_ASK[db.dialect.name])
    share = CANDIDATES // len(asked)
    if db.dialect.name == "postgresql":
        db.exec_driver_sql(_BY_WORDS)
    found: set[int] = set()
    cut = False
    for alternative in asked:
        bounds = {"low": within[0], "high": within[1], "most": share + 1}
        ids = db.execute(ask, {"asked": expression(alternative, by), **bounds}).scalars().all()
        found.update(ids[:share])
        cut = cut or len(ids) > share
    return sorted(found, reverse=True), cut


def _candidates(db: Connection, ids: Sequence[int]) -> list[Candidate]:
    """With their words, newest first."""
    p, e, r, a = passages.c, t.evidence.c, t.readings.c, t.articles.c
    stated = (
        select(p.id, p.evidence, e.article, e.start, e.end, e.quote, e.speaker)
        .select_from(passages)
        .join(t.evidence, e.id == p.evidence)
    )
    words = func.substr(a.text, p.start + 1, p.end - p.start)
    told = (
        select(p.id, r.article, p.start, p.end, words)
        .select_from(passages)
        .join(t.readings, r.id == p.id.op(">>")(literal_column(f"{ROWS}")))
        .join(t.articles, a.id == r.article)
        .where(p.evidence.is_(None))
    )
    found = []
    for some in queries.batches(ids):
        for id_, evidence, article, start, end, quote, voice in db.execute(stated.where(p.id.in_(some))):
            found.append(Candidate(id_, evidence, article, Span(start, end), quote, names(voice)))
        for id_, article, start, end, quote in db.execute(told.where(p.id.in_(some))):
            found.append(Candidate(id_, None, article, Span(start, end), quote, ""))
    return sorted(found, reverse=True)


def _valid(db: Connection, found: Sequence[Candidate], as_of: datetime | None) -> list[Candidate]:
    """Without statements that a later reading took the place of, and parts of texts in which a statement is found."""
    superseded = _superseded(db, sorted({c.id >> ROWS for c in found if c.evidence}), as_of)
    stated = [c for c in found if c.evidence and c.id >> ROWS not in superseded]
    starts: dict[str, list[int]] = defaultdict(list)
    for c in stated:
        starts[c.article].append(c.span.start)
    told = [c for c in found if not c.evidence and not any(c.span.start <= at < c.span.end for at in starts[c.article])]
    return stated + told


def _superseded(db: Connection, numbers: Sequence[int], as_of: datetime | None) -> set[int]:
    """Those of some readings in the place of which another had come by then."""
    later, r = t.readings.alias("later"), t.readings.c
    after = select(later.c.id).where(later.c.article == r.article, later.c.id > r.id)
    if as_of is not None:
        after = after.where(later.c.recorded <= as_of)
    return {
        number
        for some in queries.batches(numbers)
        for number in db.execute(select(r.id).where(r.id.in_(some), after.exists())).scalars()
    }


def _hung(
    db: Connection, found: Sequence[Candidate], standing: Mapping[str, Standing] | None
) -> Mapping[str, Standing]:
    """By the ids of evidence the claims that it hangs on."""
    if standing is not None:
        return standing
    c = t.claim_evidence.c
    joined = select(c.evidence, c.claim, t.claims.c.status).join(t.claims)
    return {
        evidence: Standing(claim, status)
        for some in queries.batches([c.evidence for c in found if c.evidence])
        for evidence, claim, status in db.execute(joined.where(c.evidence.in_(some)))
    }


def _hits(db: Connection, shown: Sequence[Ranked], as_of: datetime | None, hung: Mapping[str, Standing]) -> list[Hit]:
    """With all that a citation tells."""
    ids = [found.candidate.evidence for found in shown if found.candidate.evidence]
    stated = queries.evidence(db, queries.cited(as_of).where(t.evidence.c.id.in_(ids)))
    evidence = {recorded.evidence.id: recorded.evidence for recorded in stated}
    articles = queries.articles(db, {found.candidate.article for found in shown}, as_of)
    r = t.readings.c
    numbers = {found.candidate.id >> ROWS for found in shown}
    recorded = {row.id: row.recorded for row in db.execute(select(r.id, r.recorded).where(r.id.in_(numbers)))}
    return [
        _hit(
            found,
            articles[found.candidate.article],
            recorded[found.candidate.id >> ROWS],
            evidence.get(found.candidate.evidence or ""),
            hung.get(found.candidate.evidence or ""),
        )
        for found in shown
    ]


def _hit(found: Ranked, article: Article, recorded: datetime, told: Evidence | None, on: Standing | None) -> Hit:
    citation = told.citation if told else Citation.of(article, around(found))
    start, end = citation.span
    marks = {mark for places in found.marks for mark in places if start <= mark.start and mark.end <= end}
    return Hit(
        citation=citation,
        marks=tuple(sorted(marks)),
        headline=article.headline,
        recorded=recorded,
        evidence=told,
        claim=on.claim if on else None,
        status=on.status if on else None,
    )
