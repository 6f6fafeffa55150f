"""What an extractor found, made into an Article: text from pieces, spans exact, credits and wire read off."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Article, Block, BlockKind, Capture, Rejected, Span
from onrecord.page import _language, _lexicon, _wire

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Two tweets' length: shorter "articles" are teasers, menus or error pages.
_LEAST_CHARACTERS = 140


class Piece(NamedTuple):
    """A block before it has its place."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page gives, before the text is put together."""

    pieces: tuple[Piece, ...]
    headline: str | None = None
    bylines: tuple[str, ...] = ()
    """Bylines as the page words them: an agency among them is the wire."""
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | None = None
    published_from: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    declared_language: str | None = None
    original_source: str | None = None
    url: str | None = None


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, none at the ends, and no invisible characters."""
    # Splitting folds white space five times as fast as a pattern does; pages are squeezed piece by piece.
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def article_id(capture: Capture, *, plain: bool = False) -> str:
    """The id of the article in these bytes, found at this URL: 16 hexadecimal digits.

    Bytes taken as they are (`plain`) and the same bytes read as a page are two texts, and have two ids.
    """
    read_as = "\nplain" if plain else ""
    return hashlib.sha256(f"{capture.digest}\n{capture.url or ''}{read_as}".encode()).hexdigest()[:16]


def assembled(capture: Capture, found: Found, published: date | None) -> Article | Rejected:
    """The article, or Rejected where the pieces hold too little text to be one."""
    pieces = [piece for kind, raw in found.pieces if (piece := Piece(kind, squeezed(raw))).text]
    prose = [piece.text for piece in pieces if piece.kind in {"paragraph", "quote", "summary", "list", "bullet"}]
    if sum(map(len, prose)) < _LEAST_CHARACTERS:
        return Rejected(capture.path, f"no article found: only {sum(map(len, prose))} characters of running text")
    paragraphs = [piece.text for piece in pieces if piece.kind in {"paragraph", "summary", "quote"}]
    day = found.published or published
    text, blocks = _laid_out(pieces)
    return Article(
        id=article_id(capture),
        path=capture.path,
        text=text,
        blocks=blocks,
        url=capture.url or found.url,
        outlet=found.outlet,
        headline=found.headline,
        authors=found.authors,
        published=day,
        published_from=found.published_from if found.published else "given" if day else None,
        dateline=found.dateline or _first_dateline(paragraphs),
        section=found.section,
        tags=found.tags,
        language=_language.language(" ".join(paragraphs), found.declared_language),
        credits=_credits(pieces, found.bylines),
        wire=_wire.wire(paragraphs, found.bylines),
        original_source=found.original_source,
    )


def _laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for kind, text in pieces:
        texts.append(text)
        blocks.append(Block(kind, Span(start, start + len(text))))
        start += len(text) + len("\n\n")
    return "\n\n".join(texts), tuple(blocks)


def _first_dateline(paragraphs: list[str]) -> str | None:
    return next((line.place for text in paragraphs[:3] if (line := _wire.dateline(text)) and line.place), None)


def _credits(pieces: Iterable[Piece], bylines: tuple[str, ...]) -> tuple[str, ...]:
    named = [agency for byline in bylines if (agency := _wire.wire((), (byline,)))]
    for kind, text in pieces:
        if kind == "caption":
            named += _wire.credits_in(text)
        elif kind in {"paragraph", "summary"} and (line := _wire.dateline(text)) and line.agency:
            named.append(line.agency)
    known = _lexicon.agency_forms()
    return tuple(dict.fromkeys(known[name].name if name in known else name for name in named))
