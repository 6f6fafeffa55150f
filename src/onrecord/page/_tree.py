"""Markup parsed within bounds and read in page order: what a reader sees, and where telling elements stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lxml import etree, html

from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MarkKind = Literal["h1", "caption", "deck", "time", "byline", "quote"]

# The extractor takes up to 100 microseconds an element: this many are seconds. Long news pages have some 15,000.
MOST_TAGS = 60_000
# Scripts and styles are most of a page's bytes, and hold nothing that is read here but JSON-LD.
_SCRIPT = re.compile(r"<(script|style)\b([^<>]{0,2000})>", re.IGNORECASE)
_CLOSING = {name: re.compile(f"</{name}[^<>]{{0,100}}>?", re.IGNORECASE) for name in ("script", "style")}
# No attribute that is read here is long; the parser's time grows with the square of a tag's attributes.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30})[^<>]{5000,}>")
_LONG_CHUNK = re.compile(r"<(?!script|style)[a-zA-Z][^<]{20000,}", re.IGNORECASE)
_MOST_ATTRIBUTES = 2000
_TAG_START = re.compile(r"<[a-zA-Z]")
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "object", "select", "button"})
_ASIDE = frozenset({"nav", "aside", "footer"})
_ASIDE_CLASS = re.compile(
    r"related|recommend|promo|teaser|newsletter|comment|footer|sidebar|most-?read|trending|outbrain|taboola|more-stories",
    re.IGNORECASE,
)
_DECK_CLASS = re.compile(
    r"(?<![a-z])(?:deck|dek|standfirst|sub-?title|sub-?head(?:line|ing)?|summary|excerpt|abstract|chapo|kicker-text|intro|lead|teaser-text|stand-first|article__?description)(?![a-z])",
    re.IGNORECASE,
)
_BYLINE_CLASS = re.compile(r"(?<![a-z])(?:byline|by-line|author|authors|author-name|dateline)(?![a-z])", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"(?<![a-z])(?:wp-)?caption(?:-text|__text)?(?![a-z])", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
# Longer "captions" and "decks" are containers of whole galleries or articles.
_MARK_CHARACTERS = 1200


@dataclass(frozen=True, slots=True)
class Mark:
    """A telling element: its text, and where it stands in the page's text without spaces."""

    kind: MarkKind
    text: str
    start: int
    end: int
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class Seen:
    """The page's visible text without spaces, and the telling elements in page order."""

    text: str
    marks: tuple[Mark, ...]

    def find(self, text: str, start: int = 0) -> int:
        """Where this text stands on the page, from `start` on; -1 where it does not."""
        return self.text.find(spaceless(text), start)


def spaceless(text: str) -> str:
    """The text without white space: markup puts spaces anywhere."""
    return _SPACES.sub("", squeezed(text))


def parsed(text: str) -> HtmlElement | str:
    """The tree of the page, or the reason in one line why there is none.

    Depth is bounded by the parser (256 levels, deeper elements are dropped), size by the number of tags.
    """
    lean = _LONG_TAG.sub(r"<\1>", without_scripts(text))
    if any(chunk[0].count("=") > _MOST_ATTRIBUTES for chunk in _LONG_CHUNK.finditer(lean)):
        return f"no article found: a tag with more than {_MOST_ATTRIBUTES} attributes"
    tags = len(_TAG_START.findall(lean))
    if tags > MOST_TAGS:
        return f"no article found: {tags} tags, more than the {MOST_TAGS} that a page of text may have"
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    try:
        tree = html.document_fromstring(lean.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return f"no article found: the markup cannot be parsed ({type(error).__name__})"
    return tree


def without_scripts(text: str) -> str:
    """The markup without scripts and styles, in time linear in the text; JSON-LD stays."""
    kept: list[str] = []
    place = 0
    while found := _SCRIPT.search(text, place):
        closing = _CLOSING[found[1].lower()].search(text, found.end())
        if not closing:
            # Cut off in the middle of a script: the parser drops the rest.
            break
        end = closing.end()
        kept.append(text[place : end if "ld+json" in found[2].lower() else found.start()])
        place = end
    kept.append(text[place:])
    return "".join(kept)


def seen(tree: HtmlElement) -> Seen:
    """What a reader sees of the page, in one pass over the tree."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str):
            (walk.enter if event == "start" else walk.leave)(element)
    return Seen("".join(walk.chunks), tuple(sorted(walk.marks, key=lambda mark: (mark.start, -mark.end))))


class _Walk:
    """Where the pass over the tree stands: what it has read, and which elements it is inside of."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.marks: list[Mark] = []
        self._length = 0
        self._open: list[tuple[HtmlElement, MarkKind, int]] = []
        self._hidden: HtmlElement | None = None
        self._aside: HtmlElement | None = None

    def enter(self, element: HtmlElement) -> None:
        if self._hidden is not None:
            return
        if element.tag in _UNSEEN:
            self._hidden = element
            return
        if self._aside is None:
            if _is_aside(element):
                self._aside = element
            elif kind := _mark_kind(element):
                self._open.append((element, kind, self._length))
        self._take(element.text)

    def leave(self, element: HtmlElement) -> None:
        if self._hidden is element:
            self._hidden = None
        if self._aside is element:
            self._aside = None
        if self._open and self._open[-1][0] is element:
            _, kind, start = self._open.pop()
            self.marks.extend(_mark(element, kind, start, self._length))
        if self._hidden is None:
            self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if text and (chunk := spaceless(text)):
            self.chunks.append(chunk)
            self._length += len(chunk)


def _mark(element: HtmlElement, kind: MarkKind, start: int, end: int) -> list[Mark]:
    if kind != "time" and (start == end or end - start > _MARK_CHARACTERS):
        return []
    return [Mark(kind, squeezed(" ".join(element.itertext())), start, end, element)]


def _is_aside(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    # The class of body and html tells of the site, not of the part of the page.
    return element.tag in _ASIDE or (
        element.tag not in {"body", "html", "article", "main"} and bool(_ASIDE_CLASS.search(names[:300]))
    )


def _mark_kind(element: HtmlElement) -> MarkKind | None:
    tag = element.tag
    if tag in {"h1", "time"}:
        return "h1" if tag == "h1" else "time"
    if tag == "figcaption":
        return "caption"
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('data-testid') or ''}"[:300]
    if element.get("rel") == "author" or _BYLINE_CLASS.search(names):
        return "byline"
    if tag in {"p", "div", "span", "dd"} and _CAPTION_CLASS.search(names):
        return "caption"
    if tag in {"p", "div", "h2", "h3", "span", "section", "strong"} and _DECK_CLASS.search(names):
        return "deck"
    return None
