"""A question with its estimates and what they best support, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from onrecord.model import Answer, Citation, Estimate, Figure, Question

    Object = dict[str, Any]


def question_object(question: Question) -> Object:
    """The question, its estimates side by side, and the answer that the evidence best supports, with its reasons."""
    asked = ("role", "counted", "whose", "where", "scope", "per")
    return {
        "question": {name: getattr(question, name) for name in asked},
        "estimates": [_estimate(e) for e in question.estimates],
        "answer": _answer(question.answer) if question.answer else None,
    }


def _estimate(e: Estimate) -> Object:
    first = e.first
    q, speaker = first.quantity, first.speaker
    same = ("id", "low", "high", "bound", "definition", "derived", "revises", "part_of")
    return {
        **{name: getattr(e, name) for name in same},
        "unit": q.unit,
        "counted": q.counted,
        "scope": q.scope,
        "speaker": speaker.name if speaker else first.citation.outlet,
        "chain": list(speaker.chain) if speaker else [],
        "factuality": first.factuality,
        "as_of": q.when or _day(q.latest),
        "stated": first.stated,
        "published": _day(e.published),
        "quote": first.citation.quote,
        **_place(first),
        "flags": list(e.flags),
        "places": [{**_place(f), "quote": f.citation.quote} for f in e.figures],
    }


def _place(figure: Figure) -> Object:
    cited = figure.citation
    return {
        "article": cited.article,
        "path": cited.path,
        "outlet": cited.outlet,
        "span": list(cited.span),
        "origin": figure.origin,
    }


def _answer(answer: Answer) -> Object:
    reasons = [{"words": r.words, "citations": [_citation(c) for c in r.citations]} for r in answer.reasons]
    return {"low": answer.low, "high": answer.high, "bound": answer.bound, "reasons": reasons}


def _citation(cited: Citation) -> Object:
    return {"article": cited.article, "path": cited.path, "span": list(cited.span), "quote": cited.quote}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
