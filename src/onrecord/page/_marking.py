"""What an element is by its tag and its names: a deck, a byline, a caption, a part of the page beside the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MarkKind = Literal["h1", "caption", "deck", "time", "byline", "quote"]

ASIDE = frozenset({"nav", "aside", "footer"})
_WHOLE = frozenset({"body", "html", "article", "main"})
_ASIDE_CLASS = re.compile(
    r"related|recommend|promo|teaser|newsletter|comment|footer|sidebar|most-?read|trending|outbrain|taboola|more-stories",
    re.IGNORECASE,
)
_DECK_CLASS = re.compile(
    r"(?<![a-z])(?:deck|dek|standfirst|sub-?title|sub-?head(?:line|ing)?|summary|excerpt|abstract|chapo|kicker-text|intro|lead|teaser-text|stand-first|article__?description)(?![a-z])",
    re.IGNORECASE,
)
_BYLINE_CLASS = re.compile(r"(?<![a-z])(?:byline|by-line|author|authors|author-name|dateline)(?![a-z])", re.IGNORECASE)
# Links to an author's page, in the languages whose news sites name it so.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|as|in|innen|i)?|auteurs?|autores|autori|redakteur|journalists?|skribent|forfatter)/",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(r"(?<![a-z])(?:wp-)?caption(?:-text|__text)?(?![a-z])", re.IGNORECASE)


def is_aside(element: HtmlElement) -> bool:
    """Whether an element is a part of the page that is not the article's: other pages' teasers, comments, footers."""
    if element.tag in ASIDE:
        return True
    # The class of body and html tells of the site, not of the part of the page.
    if element.tag in _WHOLE:
        return False
    named, own = element.get("class"), element.get("id")
    return bool(named or own) and _names_aside(f"{named or ''} {own or ''}"[:300])


# A page has few different names, and thousands of elements.
@lru_cache(maxsize=4096)
def _names_aside(names: str) -> bool:
    return bool(_ASIDE_CLASS.search(names))


def mark_kind(element: HtmlElement) -> MarkKind | None:
    """What an element tells of the article beside its text; None where nothing."""
    tag = element.tag
    if tag == "h1":
        # In a list it is a breadcrumb.
        return None if next(element.iterancestors("li"), None) is not None else "h1"
    if tag in {"time", "figcaption"}:
        return "time" if tag == "time" else "caption"
    return _classed_kind(element)


def _classed_kind(element: HtmlElement) -> MarkKind | None:
    tag = element.tag
    signed = element.get("rel") == "author" or (tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""))
    if signed:
        return "byline"
    named, kind, tested = element.get("class"), element.get("itemprop"), element.get("data-testid")
    if not (named or kind or tested):
        return None
    return _named_kind(str(tag), f"{named or ''} {kind or ''} {tested or ''}"[:300])


@lru_cache(maxsize=4096)
def _named_kind(tag: str, names: str) -> MarkKind | None:
    if _BYLINE_CLASS.search(names):
        return "byline"
    if tag in {"p", "div", "span", "dd"} and _CAPTION_CLASS.search(names):
        return "caption"
    if tag in {"p", "div", "h2", "h3", "span", "section", "strong"} and _DECK_CLASS.search(names):
        return "deck"
    return None
