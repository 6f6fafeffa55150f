"""What an extractor found, made into an Article: text from pieces, spans exact, credits and wire read off."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Access, Article, Block, BlockKind, Capture, Hint, Post, Rejected, Span
from onrecord.page import _hints, _language, _lexicon, _outlets, _wire
from onrecord.page._dating import NO_DATES, Dated, confirmed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

# Controls come in by escapes (JSON's \u0000, &#1;); no database keeps a NUL in text.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
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
    dates: Dated = NO_DATES
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    declared_language: str | None = None
    original_source: str | None = None
    url: str | None = None
    site: str | None = None
    """The address that tells whose page it is, where that is not `url`."""
    access: Access = "full"
    posts: tuple[tuple[int, int, datetime | None], ...] = ()
    """Of a live blog: its posts as ranges of pieces, the end not in it, and when each was posted."""
    asides: tuple[Hint, ...] = ()
    """What head and bylines say of whose reporting it is."""


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, none at the ends, and no invisible characters."""
    # Splitting folds white space five times as fast as a pattern does; pages are squeezed piece by piece.
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())


def article_id(capture: Capture, *, plain: bool = False) -> str:
    """The id of the article in these bytes, found at this URL: 16 hexadecimal digits.

    Bytes taken as they are (`plain`) and the same bytes read as a page are two texts, and have two ids.
    """
    read_as = "\nplain" if plain else ""
    return hashlib.sha256(f"{capture.digest}\n{capture.url or ''}{read_as}".encode()).hexdigest()[:16]


def assembled(capture: Capture, found: Found, published: date | None) -> Article | Rejected:
    """The article, or Rejected where the pieces hold too little text to be one."""
    pieces = [piece for kind, raw in found.pieces if (piece := Piece(kind, squeezed(raw))).text]
    running = [piece.text for piece in pieces if piece.kind in {"paragraph", "quote", "summary", "list", "bullet"}]
    if sum(map(len, running)) < _LEAST_CHARACTERS:
        return Rejected(capture.path, f"no article found: only {sum(map(len, running))} characters of running text")
    paragraphs = [piece.text for piece in pieces if piece.kind in {"paragraph", "summary", "quote"}]
    dates = confirmed(found.dates, published)
    text, blocks = _laid_out(pieces)
    prose = " ".join(paragraphs)
    language = _language.language(prose, found.declared_language)
    known = _outlet(capture, found)
    outlet = known.name if known else found.outlet
    return Article(
        id=article_id(capture),
        path=capture.path,
        text=text,
        blocks=blocks,
        url=capture.url or found.url,
        outlet=outlet,
        owner=known.owner if known else None,
        headline=found.headline,
        authors=found.authors,
        published=dates.published,
        published_from=dates.published_from,
        published_certainty=dates.certainty,
        modified=dates.modified,
        modified_from=dates.modified_from,
        dateline=found.dateline or _first_dateline(paragraphs),
        section=found.section,
        tags=found.tags,
        language=language,
        credits=_credits(pieces, found.bylines),
        wire=_wire.wire(paragraphs, found.bylines),
        original_source=found.original_source,
        access=found.access,
        posts=_posts(found, blocks),
        hints=(*_hints.text_hints(text, blocks, language, outlet), *found.asides),
    )


def _outlet(capture: Capture, found: Found) -> _outlets.Outlet | None:
    """The outlet by the address that the page was fetched at, else by the name that it gives and its own addresses."""
    named = _outlets.outlet_called(found.outlet) if found.outlet else None
    placed = _outlets.outlet_at(found.site or found.url)
    # Copies of an article may give the original's address; the name tells whose page it is, the address which of two.
    same = placed and named and named.name in placed.name
    return _outlets.outlet_at(capture.url) or (placed if same else named or placed)


def _laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for kind, text in pieces:
        texts.append(text)
        blocks.append(Block(kind, Span(start, start + len(text))))
        start += len(text) + len("\n\n")
    return "\n\n".join(texts), tuple(blocks)


def _posts(found: Found, blocks: tuple[Block, ...]) -> tuple[Post, ...]:
    """The posts where they stand in the text; pieces of white space alone stand nowhere."""
    if not found.posts:
        return ()
    kept = [at for at, piece in enumerate(found.pieces) if squeezed(piece.text)]
    posts = []
    for start, end, at in found.posts:
        spans = [block.span for piece, block in zip(kept, blocks, strict=True) if start <= piece < end]
        if spans:
            posts.append(Post(Span(spans[0].start, spans[-1].end), at))
    return tuple(posts)


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
