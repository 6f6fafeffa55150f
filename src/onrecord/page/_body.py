"""The running text of a page of HTML: trafilatura's extraction, as pieces by kind."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import trafilatura

from onrecord.page import _lines
from onrecord.page._assemble import Piece, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from onrecord.model import BlockKind

_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "p": "paragraph",
    "quote": "quote",
    "code": "paragraph",
    "ab": "heading",
}
# Paragraphs of this length are running text.
_PARAGRAPH_CHARACTERS = 80
# A result of so many times the page's running text is taken: at the lower end .5 and .7 find the same on 131 pages, and
# each page that is read again costs twice; at the upper end are pages whose text stands in no paragraphs, which the
# other extractors take apart better.
_SURE_SHARE, _SURE_TIMES = 0.55, 2.0
# The extractor reports odd pages to the log; the reason goes to the caller instead.
_SILENT = logging.NullHandler()


def body_pieces(tree: HtmlElement, *, generous: bool = False) -> list[Piece]:
    """The extracted text in page order; empty where the extractor finds none or fails on hostile markup.

    The extractor's comparison with two other extractors takes half its time; it is made where the plain result leaves
    out most of the page's long paragraphs. `generous` finds more text and more clutter, for training.
    """
    if generous:
        return _extracted(tree, fast=True, generous=True)
    pieces = _extracted(tree, fast=True)
    found = sum(len(piece.text) for piece in pieces)
    prose = sum(size for p in tree.iter("p") if (size := _length(p)) >= _PARAGRAPH_CHARACTERS)
    return pieces if found > prose * _SURE_SHARE and found < prose * _SURE_TIMES else _extracted(tree, fast=False)


def _length(element: HtmlElement) -> int:
    return sum(len(str(text)) for text in element.itertext())


def _extracted(tree: HtmlElement, *, fast: bool, generous: bool = False) -> list[Piece]:
    log = logging.getLogger("trafilatura")
    if _SILENT not in log.handlers:
        log.addHandler(_SILENT)
    try:
        document = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_formatting=False,
            with_metadata=False,
            fast=fast,
            favor_recall=generous,
        )
    except Exception:  # noqa: BLE001 - what a library of heuristics raises on hostile markup cannot be listed
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [piece for piece in _pieces(body) if piece.text and not _is_boiler(piece)]


def _pieces(parent: _Element) -> Iterator[Piece]:
    """Blocks of the extracted tree; loose text between them is a paragraph."""
    yield Piece("paragraph", squeezed(parent.text or ""))
    for element in parent:
        tag = element.tag
        if tag == "list":
            kind: BlockKind = "list" if element.get("rend") == "ol" else "bullet"
            yield from (Piece(kind, _inner(item)) for item in element.iter("item"))
        elif tag == "table":
            yield from (Piece("list", _inner(row)) for row in element.iter("row"))
        elif tag in {"div", "body", "main", "article", "section"}:
            yield from _pieces(element)
        elif isinstance(tag, str):
            yield from (Piece(_KINDS.get(tag, "paragraph"), text) for text in _broken(element))
        yield Piece("paragraph", squeezed(element.tail or ""))


def _inner(element: _Element) -> str:
    return squeezed(" ".join(map(str, element.itertext())))


def _broken(element: _Element) -> list[str]:
    """The text of an element, cut where line breaks stand in it."""
    texts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            texts.append("")
        texts[-1] += (child.text or "") if child.tag != "lb" else ""
        texts[-1] += child.tail or ""
    return [squeezed(text) for text in texts]


def _is_boiler(piece: Piece) -> bool:
    return _lines.is_furniture(piece.text)
