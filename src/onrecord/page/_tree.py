"""Markup parsed within bounds and read in page order: what a reader sees, and where telling elements stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree, html

from onrecord.page._assemble import squeezed
from onrecord.page._marking import ASIDE, is_aside, mark_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from onrecord.page._marking import MarkKind

# The extractor takes up to 100 microseconds an element: this many are seconds. Long news pages have some 15,000.
MOST_TAGS = 60_000
# Every step asks anew where a block stands. What is kept of that is bounded: 2,048 texts of no more than this.
KEPT_CHARACTERS = 2000
# Scripts and styles are most of a page's bytes, and hold nothing that is read here but JSON-LD.
_SCRIPT = re.compile(r"<(script|style)\b([^<>]{0,2000})>", re.IGNORECASE)
_CLOSING = {name: re.compile(f"</{name}[^<>]{{0,100}}>?", re.IGNORECASE) for name in ("script", "style")}
# No attribute that is read here is long; the parser's time grows with the square of a tag's attributes.
_LONG_TAG = re.compile(r"\A([a-zA-Z][\w:-]{0,30})[^<>]{5000,}>")
_LONG_CHUNK = re.compile(r"<(?!script|style)[a-zA-Z][^<]{20000,}", re.IGNORECASE)
_MOST_ATTRIBUTES = 2000
_LONG_CHARACTERS = 5000
_TAG_START = re.compile(r"<[a-zA-Z]")
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "object", "select", "button"})
_PRUNED = frozenset(
    {"script", "style", "svg", "select", "template", "iframe", "object", "nav", "footer", "menu", "dialog", "button"}
)
# What style sheets hide from sight: words for screen readers ("opens in a new window").
_HIDDEN_CLASS = re.compile(
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-reader(?:-text)?|is-visually-hidden)(?![\w-])"
)
# What XML does not allow: the parser lets it through, and then takes back no text that holds it.
_CONTROLS = "\x0b\x0c\x1b\ufffe\uffff"
_BLANKED = str.maketrans(dict.fromkeys(_CONTROLS, " "))
_REFERENCES = re.compile(
    r"&#(?:0{0,9}(?:[0-8]|1[124-9]|2\d|3[01]|65534|65535|5[5-7]\d{3})(?!\d)"
    r"|[xX]0{0,9}(?:[0-8bcefBCEF]|1[\da-fA-F]|[fF]{3}[eEfF]|[dD][89a-fA-F][\da-fA-F]{2})(?![\da-fA-F]));?"
)
# lxml asks a Python function which class each element has, to tell inputs from labels; here all are read alike, and the
# extractor visits each some ten times: this saves a twentieth of a page's time.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)
# A hidden colon sets a kicker apart.
_HIDDEN_CHARACTERS = 4
_PICTURES = frozenset({"img", "figure", "picture", "video"})
_BLOCKS = frozenset({"p", "h2", "h3", "h4"})
_BOXES = frozenset({"div", "span", "section", "strong", "li", "h5"})
# Boxes that directly hold less are labels.
_BOX_CHARACTERS = 40
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


class Stretch(NamedTuple):
    """An element and the range of the page's text without spaces that it takes."""

    start: int
    end: int
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class Seen:
    """The page's visible text without spaces, and the telling elements in page order."""

    text: str
    marks: tuple[Mark, ...]
    blocks: tuple[Stretch, ...]
    """Paragraphs and subheadings, and other elements that directly hold a sentence's worth of text."""
    links: dict[int, int]
    """Where each link begins, and where the longest that begins there ends."""
    asides: tuple[range, ...]
    """What stands in asides, footers and boxes of other pages' teasers."""
    alts: frozenset[str]
    """The texts that stand for pictures, letters and digits alone, case folded."""
    owners: tuple[tuple[int, HtmlElement], ...]
    """Where each run of text begins, and the element that directly holds it."""
    images: tuple[int, ...]
    """Where pictures and players stand."""

    def find(self, text: str, start: int = 0) -> int:
        """Where this text stands on the page, from `start` on; -1 where it does not."""
        return self.text.find(spaceless(text), start)


def inner(element: HtmlElement) -> str:
    """The text of an element, with spaces where line breaks stand."""
    return squeezed("".join(map(str, element.itertext())))


def spaceless(text: str) -> str:
    """The text without white space: markup puts spaces anywhere."""
    return _spaceless(text) if len(text) <= KEPT_CHARACTERS else squeezed(text).replace(" ", "")


@lru_cache(maxsize=2048)
def _spaceless(text: str) -> str:
    return squeezed(text).replace(" ", "")


def parsed(text: str) -> HtmlElement | str:
    """The tree of the page, or the reason in one line why there is none.

    Depth is bounded by the parser (256 levels, deeper elements are dropped), size by the number of tags.
    """
    lean = _without_controls(without_scripts(text))
    # Splitting is many times as fast as the patterns, and most pages have no long tag.
    chunks = lean.split("<")
    if max(map(len, chunks)) >= _LONG_CHARACTERS:
        lean = "<".join(_LONG_TAG.sub(r"\1>", c) if len(c) >= _LONG_CHARACTERS else c for c in chunks)
        if any(chunk[0].count("=") > _MOST_ATTRIBUTES for chunk in _LONG_CHUNK.finditer(lean)):
            return f"no article found: a tag with more than {_MOST_ATTRIBUTES} attributes"
    tags = len(chunks) if len(chunks) <= MOST_TAGS else len(_TAG_START.findall(lean))
    if tags > MOST_TAGS:
        return f"no article found: {tags} tags, more than the {MOST_TAGS} that a page of text may have"
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=False
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = html.document_fromstring(lean.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return f"no article found: the markup cannot be parsed ({type(error).__name__})"
    for line_break in tree.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    return tree


def _without_controls(text: str) -> str:
    found = any(sign in text for sign in _CONTROLS)
    return _REFERENCES.sub(" ", text.translate(_BLANKED) if found else text)


def prune(tree: HtmlElement) -> None:
    """Takes out what no reader sees or nobody reads as text; to be done when the scripts have been read."""
    for element in [*tree.iter(*_PRUNED)]:
        element.drop_tree()
    for element in [e for e in tree.iter("span", "div", "p") if _HIDDEN_CLASS.search(e.get("class") or "")]:
        if len(inner(element)) >= _HIDDEN_CHARACTERS:
            element.drop_tree()


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
    marks = sorted(walk.marks, key=lambda mark: (mark.start, -mark.end))
    blocks = sorted(walk.blocks, key=lambda block: (block.start, -block.end))
    return Seen(
        "".join(walk.chunks),
        tuple(marks),
        tuple(blocks),
        walk.links,
        tuple(walk.asides),
        frozenset(walk.alts),
        tuple(walk.owners),
        tuple(walk.images),
    )


class _Walk:
    """Where the pass over the tree stands: what it has read, and which elements it is inside of."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.marks: list[Mark] = []
        self.blocks: list[Stretch] = []
        self.links: dict[int, int] = {}
        self.asides: list[range] = []
        self._length = 0
        self._open: list[tuple[HtmlElement, MarkKind | Literal["block", "link"], int]] = []
        self.alts: set[str] = set()
        self.owners: list[tuple[int, HtmlElement]] = []
        self.images: list[int] = []
        self._aside_start = 0
        self._hidden: HtmlElement | None = None
        self._aside: HtmlElement | None = None

    def enter(self, element: HtmlElement) -> None:
        if self._hidden is not None:
            return
        tag = element.tag
        if tag in _UNSEEN:
            self._hidden = element
            return
        if self._aside is None and is_aside(element):
            self._aside = element
            self._aside_start = self._length
        # A lead teaser may be the head of the article itself.
        if self._aside is None or (tag == "h1" and self._aside.tag not in ASIDE):
            if kind := mark_kind(element):
                self._open.append((element, kind, self._length))
            if _is_block(element):
                self._open.append((element, "block", self._length))
        if tag in _PICTURES:
            self._picture(element)
        # A link within the page (a heading's anchor) leads nowhere else.
        if tag == "a" and not (element.get("href") or "#").startswith("#"):
            self._open.append((element, "link", self._length))
        # Most of what stands between tags is white space.
        if (text := element.text) and not text.isspace():
            self._take(text, element)

    def _picture(self, element: HtmlElement) -> None:
        self.images.append(self._length)
        if alt := element.get("alt"):
            self.alts.add("".join(filter(str.isalnum, alt.casefold())))

    def leave(self, element: HtmlElement) -> None:
        if self._hidden is element:
            self._hidden = None
        if self._aside is element:
            self._aside = None
            self.asides.append(range(self._aside_start, self._length))
        while self._open and self._open[-1][0] is element:
            _, kind, start = self._open.pop()
            self._close(element, kind, start)
        if self._hidden is None and (text := element.tail) and not text.isspace():
            parent = element.getparent()
            self._take(text, element if parent is None else parent)

    def _close(self, element: HtmlElement, kind: MarkKind | Literal["block", "link"], start: int) -> None:
        if kind == "block":
            self.blocks.append(Stretch(start, self._length, element))
        elif kind == "link":
            self.links[start] = max(self.links.get(start, 0), self._length)
        else:
            self.marks.extend(_mark(element, kind, start, self._length))

    def _take(self, text: str, owner: HtmlElement) -> None:
        if chunk := spaceless(text):
            self.owners.append((self._length, owner))
            self.chunks.append(chunk)
            self._length += len(chunk)


def _mark(element: HtmlElement, kind: MarkKind, start: int, end: int) -> list[Mark]:
    if kind != "time" and (start == end or end - start > _MARK_CHARACTERS):
        return []
    return [Mark(kind, squeezed(" ".join(element.itertext())), start, end, element)]


def _is_block(element: HtmlElement) -> bool:
    tag = element.tag
    return tag in _BLOCKS or (tag in _BOXES and len((element.text or "").strip()) >= _BOX_CHARACTERS)
