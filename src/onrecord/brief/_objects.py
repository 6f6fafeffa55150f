"""The JSON objects of the outside interface: what other tools rely on. Keys may be added, none may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.brief._answers import question_object
from onrecord.brief._changes import conflict
from onrecord.brief._sources import Source
from onrecord.model import Change, Claim, Hit, Origin, Question, Rejected, Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from onrecord.model import Article, Assertion, Attribution, Quantity, Reading, Recorded, Span

    Object = dict[str, Any]


def as_object(
    value: Change | Claim | Hit | Origin | Question | Rejected | Reviewed | Source | tuple[Article, Reading],
    topic: str | None = None,
    grade: str | None = None,
) -> Object:
    """What the looks print of a value with `--json`, one object; a claim stands under its topic.

    `grade` is of a claim or a source, where a person gave one.
    """
    if isinstance(value, Claim):
        return {"claim": _claim(value, topic) | {"credibility": grade}}
    if isinstance(value, Source):
        return {"source": _source(value) | {"reliability": grade}}
    if isinstance(value, Question):
        return question_object(value)
    if isinstance(value, tuple):
        return _reading(*value)
    return _look(value)


def _look(value: Change | Hit | Origin | Rejected | Reviewed) -> Object:
    if isinstance(value, Change):
        return {"change": _change(value)}
    if isinstance(value, Hit):
        return {"hit": _hit(value)}
    if isinstance(value, Origin):
        return {"origin": _origin(value)}
    if isinstance(value, Reviewed):
        return {"decision": _decision(value)}
    return {"rejected": {"path": value.path, "reason": value.reason}}


def _reading(article: Article, reading: Reading) -> Object:
    return {
        "article": _article(article),
        "attributions": [_attribution(a) for a in reading.attributions],
        "assertions": [_assertion(s) for s in reading.assertions],
        "quantities": [_quantity(q) for q in reading.quantities],
        "times": [{**t._asdict(), "span": list(t.span), "anchor": t.anchor and list(t.anchor)} for t in reading.times],
        "mentions": [{"span": list(m.span), "kind": m.kind, "name": m.name} for m in reading.mentions],
    }


def _change(change: Change) -> Object:
    same = {name: getattr(change, name) for name in ("kind", "claim", "before", "after")}
    return {"at": change.at.isoformat(), **same, "because": list(change.because), "conflict": conflict(change)}


def _decision(reviewed: Reviewed) -> Object:
    number, at, decision = reviewed.decided
    same = {name: getattr(decision, name) for name in ("kind", "who", "why", "of", "value", "reverses")}
    about = zip(decision.statements, reviewed.claims, strict=True)
    statements = [{"article": s.article, "span": list(s.span), "quote": s.quote, "claim": claim} for s, claim in about]
    standing = {"state": reviewed.state, "undone_by": reviewed.undone_by}
    return {"number": number, "at": at.isoformat(), **same, **standing, "statements": statements}


def _origin(origin: Origin) -> Object:
    edges = [
        {"a": e.a, "b": e.b, "reason": e.reason, "words": e.words, "share": round(e.share, 3)} for e in origin.edges
    ]
    return {"id": origin.id, "name": origin.name, "articles": list(origin.articles), "edges": edges}


def _source(source: Source) -> Object:
    days = [_day(d) for d in source.published]
    first, last = (days[0], days[-1]) if days else (None, None)
    return {
        "name": source.name,
        "kind": source.kind,
        "offices": list(source.offices),
        "statements": len(source.evidence),
        "pages": len(source.pages),
        "outlets": list(source.outlets),
        "acts": source.acts,
        "disputed": source.disputed,
        "first_published": first,
        "last_published": last,
    }


def _claim(claim: Claim, topic: str | None) -> Object:
    days = [_day(d) for d in claim.published]
    first, last = (days[0], days[-1]) if days else (None, None)
    return {
        "id": claim.id,
        "text": claim.text,
        "status": claim.status,
        "reasons": list(claim.reasons),
        "topic": topic,
        "origins": len(claim.origins),
        "pages": len(claim.pages),
        "first_published": first,
        "last_published": last,
        "evidence": [_evidence(r) for r in claim.evidence],
        "contrary": [_evidence(r) for r in claim.contrary],
    }


def _article(a: Article) -> Object:
    names = (
        *("id", "path", "url", "outlet", "owner", "headline", "published_from", "published_certainty", "modified_from"),
        *("dateline", "section", "language", "wire", "original_source", "access", "text"),
    )
    same = {name: getattr(a, name) for name in names}
    lists = {name: list(getattr(a, name)) for name in ("authors", "tags", "credits", "doubts")}
    return {
        **same,
        **lists,
        "published": _day(a.published),
        "modified": _day(a.modified),
        "blocks": [{"kind": b.kind, "span": list(b.span)} for b in a.blocks],
        "hints": [{**h._asdict(), "span": h.span and list(h.span)} for h in a.hints],
        "posts": [{"span": list(p.span), "at": _day(p.at)} for p in a.posts],
    }


def _attribution(a: Attribution) -> Object:
    speaker = a.speaker and {
        "name": a.speaker.name,
        "kind": a.speaker.kind,
        "chain": list(a.speaker.chain),
        "candidates": list(a.speaker.candidates),
        "office": a.speaker.office,
    }
    roles = {name: _spans(getattr(a, name)) for name in ("source", "cue", "content", "hedges")}
    same = {name: getattr(a, name) for name in ("id", "act", "form", "factuality", "when", "stated")}
    return {**same, **roles, "speaker": speaker, "latest": _day(a.latest)}


def _assertion(s: Assertion) -> Object:
    return {"id": s.id, "span": list(s.span), "factuality": s.factuality, "hedges": _spans(s.hedges)}


def _quantity(q: Quantity) -> Object:
    names = (
        *("low", "high", "bound", "unit", "counted", "role", "scope", "when", "stated_in", "kind", "head", "wording"),
        *("change", "per", "whose", "where"),
    )
    same = {name: getattr(q, name) for name in names}
    return {"span": list(q.span), **same, "part_of": q.part_of and list(q.part_of), "latest": _day(q.latest)}


def _evidence(r: Recorded) -> Object:
    e = r.evidence
    cited = e.citation
    return {
        "id": e.id,
        "article": cited.article,
        "path": cited.path,
        "url": cited.url,
        "outlet": cited.outlet,
        "published": _day(cited.published),
        "recorded": r.at.isoformat(),
        "speaker": e.speaker and e.speaker.name,
        "chain": list(e.speaker.chain) if e.speaker else [],
        "act": e.act,
        "factuality": e.factuality,
        "quote": cited.quote,
        "span": list(cited.span),
        "origin": e.origin,
    }


def _hit(hit: Hit) -> Object:
    """What is told of a statement is null of a part of an article."""
    e, cited = hit.evidence, hit.citation
    return {
        "kind": "statement" if e else "text",
        **{name: getattr(cited, name) for name in ("article", "path", "url", "outlet")},
        "headline": hit.headline,
        "published": _day(cited.published),
        "recorded": hit.recorded.isoformat(),
        "speaker": e.speaker.name if e and e.speaker else None,
        "chain": list(e.speaker.chain) if e and e.speaker else [],
        **{name: getattr(e, name, None) for name in ("act", "factuality")},
        "quote": cited.quote,
        "span": list(cited.span),
        "marks": _spans(hit.marks),
        **{name: getattr(hit, name) for name in ("claim", "status")},
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(s) for s in spans]


def _day(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
