"""Values of the model as rows, and back."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model import (
    Article,
    Assertion,
    Attribution,
    Block,
    Citation,
    Digest,
    Evidence,
    Hint,
    Mention,
    Post,
    Quantity,
    Reading,
    Recorded,
    Span,
    Speaker,
    TimeExpression,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import RowMapping as Row

Filled = dict[str, Any]


class Kept(NamedTuple):
    """One capture as the ledger knows it: where its bytes are in the archive, and where they were found."""

    id: str
    digest: str
    path: str


def capture_row(digest: Digest) -> Filled:
    """For `captures`."""
    c = digest.capture
    kept = {"id": c.id, "digest": c.digest, "url": c.url, "media_type": c.media_type}
    return {**kept, "size": len(c.body), "fetched": c.fetched}


_SAME = (
    *("id", "url", "outlet", "owner", "headline", "published", "published_from", "published_certainty"),
    *("modified", "modified_from", "dateline", "section", "language", "wire", "original_source", "access", "text"),
)
_LISTS = ("authors", "tags", "credits", "doubts")


def article_row(article: Article, capture: str) -> Filled:
    """For `articles`; the path is with the sightings."""
    row = {name: getattr(article, name) for name in _SAME} | {name: list(getattr(article, name)) for name in _LISTS}
    return row | {
        "capture": capture,
        "text_digest": text_digest(article.text),
        "blocks": [[b.kind, *b.span] for b in article.blocks],
        "hints": [h._asdict() for h in article.hints],
        "posts": [{"span": p.span, "at": p.at and p.at.isoformat()} for p in article.posts],
    }


def text_digest(text: str) -> str:
    """SHA-256 of an article's text, by which `verify` sees that it is what was read."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article(row: Row, path: str) -> Article:
    """Back from `articles`."""
    same: Filled = {name: row[name] for name in _SAME} | {name: tuple(row[name]) for name in _LISTS}
    return Article(
        path=path,
        blocks=tuple(Block(kind, Span(start, end)) for kind, start, end in row["blocks"]),
        hints=tuple(Hint(h["kind"], h["origin"], h["words"], h["span"] and Span(*h["span"])) for h in row["hints"]),
        posts=tuple(Post(Span(*p["span"]), p["at"] and datetime.fromisoformat(p["at"])) for p in row["posts"]),
        **same,
    )


def reading_rows(reading: Reading, number: int) -> dict[str, list[Filled]]:
    """The rows of a reading's parts, by table."""
    parts: dict[str, Iterable[Filled]] = {
        "attributions": map(_attribution_row, reading.attributions),
        "assertions": ({name: getattr(s, name) for name in ASSERTION} for s in reading.assertions),
        "quantities": ({name: getattr(q, name) for name in QUANTITY} for q in reading.quantities),
        "times": (t._asdict() for t in reading.times),
        "mentions": (m._asdict() for m in reading.mentions),
    }
    return {table: [{"reading": number, "n": n, **row} for n, row in enumerate(rows)] for table, rows in parts.items()}


ASSERTION = ("id", "span", "factuality", "hedges")
QUANTITY = (
    *("span", "low", "high", "bound", "unit", "counted", "role", "scope", "when", "stated_in", "kind", "head"),
    *("wording", "change", "part_of", "per", "whose", "where", "latest"),
)
_TELLING = ("id", "act", "form", "factuality", "when", "latest", "stated")


def _attribution_row(a: Attribution) -> Filled:
    row = {name: getattr(a, name) for name in (*_TELLING, "source", "cue", "content", "hedges")}
    return {**row, "speaker": _speaker_row(a.speaker)}


def reading(head: Row, parts: Mapping[str, Iterable[Row]]) -> Reading:
    """Back from `readings` and the tables of its parts."""
    return Reading(
        article=head["article"],
        reader=head["reader"],
        attributions=tuple(_attribution(r) for r in parts["attributions"]),
        assertions=tuple(
            Assertion(r["id"], Span(*r["span"]), r["factuality"], _spans(r["hedges"])) for r in parts["assertions"]
        ),
        quantities=tuple(_quantity(r) for r in parts["quantities"]),
        times=tuple(_time(r) for r in parts["times"]),
        mentions=tuple(Mention(Span(*r["span"]), r["kind"], r["name"]) for r in parts["mentions"]),
    )


def _quantity(r: Row) -> Quantity:
    same: Filled = {name: r[name] for name in QUANTITY}
    return Quantity(**same | {"span": Span(*r["span"]), "part_of": r["part_of"] and Span(*r["part_of"])})


def _time(r: Row) -> TimeExpression:
    anchor = r["anchor"] and Span(*r["anchor"])
    return TimeExpression(Span(*r["span"]), r["type"], r["value"], r["mod"], r["relative"], anchor)


def _attribution(r: Row) -> Attribution:
    roles: Filled = {name: _spans(r[name]) for name in ("source", "cue", "content", "hedges")}
    same: Filled = {name: r[name] for name in _TELLING}
    return Attribution(speaker=_speaker(r["speaker"]), **same, **roles)


def evidence_row(e: Evidence, number: int, at: datetime) -> Filled:
    """For `evidence`."""
    same = {name: getattr(e, name) for name in ("id", "key", "words", "act", "factuality", "origin")}
    cited = {"article": e.citation.article, "quote": e.citation.quote}
    start, end = e.citation.span
    return {**same, **cited, "start": start, "end": end, "speaker": _speaker_row(e.speaker)} | {
        "reading": number,
        "recorded": at,
    }


def recorded(row: Row | Filled, origin: str | None = None) -> Recorded:
    """Back from `evidence` joined with its article's url, outlet, published, path, and when it came.

    `origin` is that among the pages of its claim, where it hangs on one.
    """
    span = Span(row["start"], row["end"])
    place = (row["path"], row["url"], row["outlet"], row["published"])
    found = Evidence(
        id=row["id"],
        key=row["key"],
        words=row["words"],
        citation=Citation(row["article"], span, row["quote"], *place),
        speaker=_speaker(row["speaker"]),
        act=row["act"],
        factuality=row["factuality"],
        origin=origin or row["origin"],
    )
    return Recorded(found, row["recorded"], row["came"] if row["came"] < row["recorded"] else None)


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _speaker_row(speaker: Speaker | None) -> Filled | None:
    if speaker is None:
        return None
    row = {"name": speaker.name, "kind": speaker.kind, "chain": list(speaker.chain)}
    return row | {key: value for key, value in _more(speaker).items() if value}


def _more(speaker: Speaker) -> Filled:
    """What few speakers have."""
    return {"candidates": list(speaker.candidates), "office": speaker.office}


def _speaker(row: Filled | None) -> Speaker | None:
    if row is None:
        return None
    return Speaker(row["name"], row["kind"], tuple(row["chain"]), tuple(row.get("candidates", ())), row.get("office"))
