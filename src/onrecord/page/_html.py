"""Pages of HTML: the extractor's text, completed by headline, summary and captions in page order, and the metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.model import Rejected
from onrecord.page import (
    _access,
    _authors,
    _body,
    _declared,
    _headhints,
    _htmldates,
    _kinds,
    _lines,
    _metadata,
    _order,
    _posts,
    _scripted,
    _title,
    _tree,
    _wire,
    _witness,
)
from onrecord.page._assemble import Found
from onrecord.page._blockmodel import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from onrecord.model import Capture
    from onrecord.page._assemble import Piece
    from onrecord.page._declared import Declared
    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Seen

# What a title puts between headline and outlet.
_TITLE_BREAK = re.compile(r"\s[|–—·•«»:-]\s")
# Index pages have titles only: an article has a paragraph of this length, with a sentence in it.
_PARAGRAPH_CHARACTERS = 80
# Thai, Lao and Khmer end no sentence with a sign.
_SENTENCE_SIGN = re.compile("[.!?…。！？।؟۔\u0e00-\u0eff\u1780-\u17ff]")
# Articles hold a few links that stand alone ("read more"); index pages hold little else.
_MOST_LINKED = 0.5
# A selector that is one class.
_CLASS = re.compile(r"\.[\w-]{1,80}")


@dataclass(frozen=True, slots=True)
class _Page:
    """The page as it was read: what its head says, what a reader sees, what the extractor took for text."""

    head: Head
    linked: Linked
    seen: Seen
    body: tuple[Piece, ...]
    url: str | None


def read_html(text: str, capture: Capture) -> Found | Rejected:
    """What a page of HTML gives; Rejected where it cannot be parsed or holds no running text, not in scripts either."""
    found = _read(text, capture)
    if isinstance(found, Rejected) and (shown := _scripted.shown(text)):
        again = _read(shown, capture)
        return found if isinstance(again, Rejected) else again
    return found


def _read(text: str, capture: Capture) -> Found | Rejected:
    tree = _tree.parsed(text)
    if isinstance(tree, str):
        return Rejected(capture.path, tree)
    head = _metadata.head(tree)
    address = capture.url or _address(head)
    linked = _metadata.linked(tree)
    declared = _declared.declared(linked)
    witness = _witness.article_body(tree)
    _tree.prune(tree)
    _kinds.prune_amp(tree)
    page = _Page(head, linked, _tree.seen(tree), tuple(_body.body_pieces(tree)), address)
    if reason := _no_article(page, declared):
        return Rejected(capture.path, reason)
    named = _title.names(head, page.linked, page.seen)
    headline = _title.headline(named, head.language)
    descriptions = (page.linked.description, page.head.first("og:description", "description"))
    told = Told(headline or "", descriptions, witness)
    pieces = _order.ordered(page.seen, page.body, _title.keys(named, page.seen), told)
    access, shown = _access.shown(pieces, _kinds.gaps(page.seen, pieces), declared, _locked_words(tree, declared))
    outlet = _outlet(page, headline)
    marks = _authors.marked(page.seen, pieces)
    bylines = list(dict.fromkeys([*(mark.text for mark in marks), *_authors.led(page.body)]))
    places = _htmldates.Places(head, page.linked, page.seen, page.url)
    dates = _htmldates.page_dates(places, pieces, bylines, capture)
    return Found(
        pieces=shown,
        headline=headline,
        bylines=(*page.linked.organisations, *page.linked.authors, *page.head.authors(), *bylines),
        authors=_authors.authors(head, page.linked, marks, page.body, outlet),
        outlet=outlet,
        dates=dates,
        access=access,
        posts=_posts.posts(page.seen, shown, declared),
        section=page.linked.section or page.head.section() or None,
        tags=page.linked.tags or page.head.tags(),
        declared_language=page.head.language or page.linked.language or page.head.first("og:locale"),
        original_source=_wire.original_source(piece.text for piece in page.body),
        url=page.url,
        site=capture.url or head.first("og:url") or page.url,
        asides=(*_headhints.head_hints(head, linked, capture.url), *_headhints.byline_hints(bylines)),
    )


def _no_article(page: _Page, declared: Declared) -> str | None:
    """Why the page holds no article, where it holds none."""
    own = _kinds.is_own_article(page.head, page.linked) or declared.live
    running = [piece for piece in page.body if _is_running_text(piece)]
    if not running and (own or not _kinds.has_titles(page.seen)):
        return "no article found: no paragraph of running text (made by scripts, or no text at all)"
    if not running or _link_share(page.body, page.seen) > _MOST_LINKED:
        return _kinds.INDEX
    return _kinds.INDEX if not own and _kinds.is_index(page.seen, running, declared, page.url) else None


def _locked_words(tree: HtmlElement, declared: Declared) -> int:
    """The words in the elements that the page declares as not free, where it names their class."""
    if declared.free is not False:
        return 0
    names = {selector[1:] for selector in declared.selectors if _CLASS.fullmatch(selector)}
    boxes = tree.iter("div", "section", "article", "p", "main") if names else ()
    locked = (box for box in boxes if names & set((box.get("class") or "").split()))
    return sum(_lines.word_count(_tree.inner(box)) for box in locked)


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
