"""What persons decided, as rows: kept for good, and found by the pages that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from onrecord.ledger import _schema as t
from onrecord.model import DATED, Decided, Decision, LedgerError, Span, Statement, dates, undone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection
    from sqlalchemy import RowMapping as Row

    from onrecord.model import Article, Recorded

_MOST = 500
"""Pages asked for by name; of more than that, what is decided of any page is read, which is little."""


LAST = select(t.decisions).order_by(t.decisions.c.id.desc()).limit(1)
"""Moments grow as numbers do."""


def keep(db: Connection, decision: Decision, at: datetime) -> Decided:
    """The decision with its number. Raises LedgerError where what it reverses is not there, or holds no longer."""
    pages = decision.pages
    if decision.reverses is not None:
        _refuse_idle(db, decision.reverses)
        c = t.decided_pages.c
        pages = frozenset(db.execute(select(c.article).where(c.decision == decision.reverses)).scalars())
    head = {name: getattr(decision, name) for name in ("kind", "who", "why", "reverses")}
    row = {**head, "at": at, "subject": _subject(decision)}
    (number,) = db.execute(insert(t.decisions).returning(t.decisions.c.id), row).one()
    if pages:
        db.execute(insert(t.decided_pages), [{"article": page, "decision": number} for page in sorted(pages)])
    return Decided(int(number), at, decision)


def _refuse_idle(db: Connection, number: int) -> None:
    known = every(db)
    if number not in {each.number for each in known}:
        raise LedgerError(f"no decision {number} is on record; 'onrecord decisions' lists them")
    by = undone(known).get(number)
    if by is not None:
        raise LedgerError(f"decision {number} is undone already, by decision {by}; undo that one to have it back")


def every(db: Connection, until: int | None = None) -> list[Decided]:
    """All decisions in order, up to and with that number."""
    c = t.decisions.c
    query = select(t.decisions).order_by(c.id)
    return [_decided(r) for r in db.execute(query if until is None else query.where(c.id <= until)).mappings()]


def about(db: Connection, articles: Collection[str], until: int | None = None) -> list[Decided]:
    """The decisions about some pages, and what reverses those, in order; up to and with that number."""
    if until == 0 or not articles:
        return []
    if len(articles) > _MOST:
        return every(db, until)
    c, p = t.decisions.c, t.decided_pages.c
    query = select(t.decisions).where(c.id.in_(select(p.decision).where(p.article.in_(sorted(articles)))))
    bounded = query if until is None else query.where(c.id <= until)
    return [_decided(r) for r in db.execute(bounded.order_by(c.id)).mappings()]


def of(db: Connection, decided: Decided) -> Decision:
    """What a decision is about in the end: itself, or what it reverses, or what that reverses."""
    decision = decided.decision
    while decision.reverses is not None:
        row = db.execute(select(t.decisions).where(t.decisions.c.id == decision.reverses)).mappings().one()
        decision = _decided(row).decision
    return decision


def recorded_by(db: Connection, as_of: datetime) -> int:
    """The number of the last decision recorded up to and with a moment; 0 where there was none."""
    return db.execute(select(func.max(t.decisions.c.id)).where(t.decisions.c.at <= as_of)).scalar() or 0


def moment(db: Connection, at: datetime) -> datetime:
    """A moment, or that of the last decision where that is later: what is recorded now is not put before it."""
    return max(at, db.execute(LAST.with_only_columns(t.decisions.c.at)).scalar() or at)


def after_all(db: Connection, at: datetime) -> datetime:
    """A moment after every reading, so that of one moment a decision was made before what was read then."""
    last = db.execute(select(func.max(t.readings.c.recorded))).scalar()
    return at if last is None else max(at, last + timedelta(microseconds=1))


def dated(db: Connection, found: Iterable[Recorded], until: int | None) -> list[Recorded]:
    """Evidence, each with the day that its page came out by what is decided of that."""
    recorded = list(found)
    days = days_of(db, {r.evidence.citation.article for r in recorded}, until)
    return [_on(r, days[r.evidence.citation.article]) if r.evidence.citation.article in days else r for r in recorded]


def dated_articles(db: Connection, articles: Mapping[str, Article], until: int | None) -> dict[str, Article]:
    """Pages by id, each with the day that it came out by what is decided of that."""
    days = days_of(db, articles.keys(), until)
    decided = {
        name: replace(articles[name], published=day, published_from=DATED, published_certainty=None)
        for name, day in days.items()
        if name in articles
    }
    return {**articles, **decided}


def days_of(db: Connection, articles: Collection[str], until: int | None) -> dict[str, date]:
    """The days that pages came out by what is decided of them."""
    return dates(about(db, articles, until))


def _on(r: Recorded, day: date) -> Recorded:
    cited = replace(r.evidence.citation, published=day)
    return r._replace(evidence=replace(r.evidence, citation=cited))


def _subject(decision: Decision) -> dict[str, Any]:
    statements = [[s.article, *s.span, s.quote] for s in decision.statements]
    return {"statements": statements, "of": decision.of, "value": decision.value}


def _decided(r: Row) -> Decided:
    given = r["subject"]
    decision = Decision(
        kind=r["kind"],
        who=r["who"],
        why=r["why"],
        statements=tuple(Statement(article, Span(*span), quote) for article, *span, quote in given["statements"]),
        of=given["of"],
        value=given["value"],
        reverses=r["reverses"],
    )
    return Decided(r["id"], r["at"], decision)
