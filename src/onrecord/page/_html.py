"""Pages of HTML: the extractor's text, completed by headline, summary and captions in page order, and the metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.model import Rejected
from onrecord.page import _body, _dates, _lexicon, _lines, _metadata, _names, _order, _title, _tree, _wire
from onrecord.page._assemble import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from onrecord.model import Capture
    from onrecord.page._assemble import Piece
    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Seen

# What a title puts between headline and outlet.
_TITLE_BREAK = re.compile(r"\s[|–—·•«»:-]\s")
# A byline is a line, not a biography.
_BYLINE_CHARACTERS = 160
# Bylines stand above the text, under headline, deck and picture.
_HEAD_PIECES = 4
# Index pages have titles only: an article has a paragraph of this length, with a sentence in it.
_PARAGRAPH_CHARACTERS = 80
# Thai, Lao and Khmer end no sentence with a sign.
_SENTENCE_SIGN = re.compile("[.!?…。！？।؟۔\u0e00-\u0eff\u1780-\u17ff]")
# Articles hold a few links that stand alone ("read more"); index pages hold little else.
_MOST_LINKED = 0.5


@dataclass(frozen=True, slots=True)
class _Page:
    """The page as it was read: what its head says, what a reader sees, what the extractor took for text."""

    head: Head
    linked: Linked
    seen: Seen
    body: tuple[Piece, ...]
    url: str | None


def read_html(text: str, capture: Capture) -> Found | Rejected:
    """What a page of HTML gives; Rejected where it cannot be parsed or holds no running text."""
    tree = _tree.parsed(text)
    if isinstance(tree, str):
        return Rejected(capture.path, tree)
    head = _metadata.head(tree)
    address = capture.url or _address(head)
    linked = _metadata.linked(tree)
    _tree.prune(tree)
    page = _Page(head, linked, _tree.seen(tree), tuple(_body.body_pieces(tree)), address)
    if not any(map(_is_running_text, page.body)):
        return Rejected(
            capture.path, "no article found: no paragraph of running text (an index page, or made by scripts)"
        )
    if _link_share(page.body, page.seen) > _MOST_LINKED:
        return Rejected(capture.path, "no article found: links only, as on an index page")
    named = _title.names(head, page.linked, page.seen)
    headline = _title.headline(named, head.language)
    descriptions = [page.linked.description, page.head.first("og:description", "description")]
    pieces = _order.ordered(page.seen, page.body, headline, _title.keys(named, page.seen), descriptions)
    outlet = _outlet(page, headline)
    bylines = _bylines(page, pieces)
    day, place = _published(page, pieces, bylines)
    return Found(
        pieces=tuple(pieces),
        headline=headline,
        bylines=(*page.linked.organisations, *page.linked.authors, *page.head.authors(), *bylines),
        authors=_authors(page, bylines, outlet),
        outlet=outlet,
        published=day,
        published_from=place,
        section=page.linked.section or page.head.section() or None,
        tags=page.linked.tags or page.head.tags(),
        declared_language=page.head.language or page.linked.language or page.head.first("og:locale"),
        original_source=_wire.original_source(piece.text for piece in page.body),
        url=page.url,
    )


def _is_running_text(piece: Piece) -> bool:
    long = len(piece.text) >= _PARAGRAPH_CHARACTERS and piece.kind != "heading"
    return long and bool(_SENTENCE_SIGN.search(piece.text)) and not _lines.is_own_business(piece.text)


def _link_share(body: Sequence[Piece], seen: Seen) -> float:
    """The share of the text that stands in pieces which are a link as a whole."""
    linked = {seen.text[start:end] for start, end in seen.links.items()}
    share = sum(len(piece.text) for piece in body if _tree.spaceless(piece.text) in linked)
    return share / max(sum(len(piece.text) for piece in body), 1)


def _address(head: Head) -> str | None:
    found = head.canonical or head.first("og:url")
    return found if urlsplit_host(found) else None


def urlsplit_host(url: str) -> str | None:
    """The host of a web address; None where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in {"http", "https"} else None


def _outlet(page: _Page, headline: str | None) -> str | None:
    named = page.head.outlet() or page.linked.outlet
    if named or not headline:
        return named or None
    after = _TITLE_BREAK.split(page.head.title)[-1]
    return after if after != page.head.title and after not in headline else None


def _bylines(page: _Page, pieces: list[Piece]) -> list[str]:
    """What is marked or worded as a byline, before the text ends; a note on the author is longer."""
    last = max((_order.found_at(page.seen, piece.text) for piece in pieces[-2:]), default=-1)
    marked = [m.text for m in page.seen.marks if m.kind == "byline" and m.start <= last]
    led = [piece.text for piece in page.body[:_HEAD_PIECES] if _names.led(piece.text) is not None]
    return list(dict.fromkeys(text for text in [*marked, *led] if len(text) <= _BYLINE_CHARACTERS))


def _authors(page: _Page, bylines: list[str], outlet: str | None) -> tuple[str, ...]:
    for given in (page.linked.authors, page.head.authors(), bylines):
        if named := _names.persons(given, outlet):
            return named
    return ()


def _published(page: _Page, pieces: list[Piece], bylines: list[str]) -> tuple[date | None, str | None]:
    """The date from the surest place that has one, and where that is."""
    name, value = page.head.published()
    words = (day for text in bylines if not _is_update(text) and (day := _dates.date_in(text)))
    places: tuple[tuple[str, Callable[[], date | None]], ...] = (
        ("json-ld", lambda: _dates.iso_date(page.linked.published)),
        (f"meta {name}", lambda: _dates.iso_date(value)),
        ("time element", lambda: _time_element(page, pieces)),
        ("byline", lambda: next(words, None)),
        ("title", lambda: _dates.date_in(page.head.title)),
        ("url", lambda: _dates.date_in_url(page.url or "")),
    )
    return next(((day, place) for place, look in places if (day := look())), (None, None))


def _time_element(page: _Page, pieces: list[Piece]) -> date | None:
    """The date of the first time element by the headline, or of one marked as the date of publication."""
    times = [mark for mark in page.seen.marks if mark.kind == "time"]
    marked = [m for m in times if m.element.get("pubdate") is not None or m.element.get("itemprop") == "datePublished"]
    top = next((mark.start for mark in page.seen.marks if mark.kind == "h1"), 0)
    starts = (_order.found_at(page.seen, piece.text) for piece in pieces if piece.kind == "paragraph")
    text = next((at for at in starts if at >= 0), 0)
    near = [mark for mark in times if top <= mark.start <= text and not _is_update(mark.text)]
    return next((day for m in (*marked, *near) if (day := _dates.iso_date(m.element.get("datetime") or m.text))), None)


def _is_update(text: str) -> bool:
    return text.lower().startswith(_lexicon.bylines().updated)
