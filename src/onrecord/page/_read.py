"""A capture read as an article, whatever kind of page its bytes are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Article, Block, Capture, Rejected, Span
from onrecord.page import _damage, _hints, _language
from onrecord.page._assemble import article_id, assembled
from onrecord.page._decode import decode
from onrecord.page._dump import read_dump
from onrecord.page._html import read_html

if TYPE_CHECKING:
    from datetime import date

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|section|meta|script|h1|table|span|br)\b", re.IGNORECASE
)
_UNREAD = {
    ".pdf": "PDF pages are not read yet; save the page as HTML or text",
    ".mhtml": "MHTML pages are not read yet; save the page as HTML or text",
    ".mht": "MHTML pages are not read yet; save the page as HTML or text",
    ".warc": "WARC files are not read yet; save the page as HTML or text",
    ".docx": "Word files are not read; save the page as HTML or text",
    ".epub": "EPUB files are not read; save the page as HTML or text",
}
# Markup shows within the first screens of a page; text that quotes a tag or two is still text.
_LOOK_WITHIN = 20_000
_LEAST_TAGS = 3
_LINE_END = re.compile(r"[\r\n\u2028\u2029]+")


def read_page(capture: Capture, *, published: date | None = None) -> Article | Rejected:
    """The article in a page of HTML or a text dump of one, or Rejected with the reason.

    The same bytes, URL, path and date give the same article. `published` is used where the page gives no date; the
    article then says `given`. Blocks are in page order and do not overlap; what is in no block is not in the text.
    """
    read = decode(capture.body, capture.media_type, capture.path)
    if isinstance(read, Rejected):
        return read
    if reason := _unread(capture, read.text):
        return Rejected(capture.path, reason)
    article = _article(read.text, capture, published)
    if isinstance(article, Rejected):
        return article
    mended = _damage.mended(article.text)
    if mended.text != article.text:
        # The page is read again as a whole: white space that was half of a letter is lost from its text by now.
        again = _article(_damage.mended(read.text).text, capture, published)
        article = again if isinstance(again, Article) else article
    start, end = article.blocks[-1].span
    cut = _damage.cut_off(read.text, article.text[start:end], capture)
    return replace(article, doubts=(*read.doubts, *mended.doubts, *_damage.doubts_of(article.text), *cut))


def _article(text: str, capture: Capture, published: date | None) -> Article | Rejected:
    found = read_html(text, capture) if is_html(text) else read_dump(text, capture)
    return found if isinstance(found, Rejected) else assembled(capture, found, published)


def plain_article(capture: Capture, *, published: date | None = None) -> Article | Rejected:
    """The article whose text is already clean, taken exactly as it is: each line that is not blank is a paragraph.

    The bytes must be UTF-8; spans are code points of their decoding, in which a byte order mark is a character.
    """
    if not capture.body.strip():
        return Rejected(capture.path, "empty file")
    try:
        text = capture.body.decode()
    except UnicodeDecodeError as error:
        return Rejected(capture.path, f"not UTF-8: byte {error.start} ({capture.body[error.start]:#04x}) does not fit")
    blocks = _paragraphs(text)
    if not blocks:
        return Rejected(capture.path, "empty file: white space only")
    return Article(
        id=article_id(capture, plain=True),
        path=capture.path,
        text=text,
        blocks=blocks,
        url=capture.url,
        published=published,
        published_from="given" if published else None,
        published_certainty="certain" if published else None,
        doubts=_damage.doubts_of(text),
        hints=_hints.text_hints(text, blocks, _language.spoken(text), None),
    )


def is_html(text: str) -> bool:
    """Whether the text is markup: a tag leads it, or several stand near its start."""
    head = text[:_LOOK_WITHIN].lstrip()
    found = [tag.start() for tag in _TAG.finditer(head)]
    return len(found) >= _LEAST_TAGS or found[:1] == [0]


def _unread(capture: Capture, text: str) -> str | None:
    suffix = re.search(r"\.\w{2,5}$", capture.path.lower())
    if suffix and suffix[0] in _UNREAD:
        return _UNREAD[suffix[0]]
    head = text[:500].lstrip()
    if head.startswith("From: <Saved by") or ("MIME-Version:" in head and "multipart/related" in head):
        return _UNREAD[".mhtml"]
    if head.startswith("<?xml") and re.search(r"<(?:rss|feed|urlset)\b", head):
        return "a feed or sitemap, not a page"
    return None


def _paragraphs(text: str) -> tuple[Block, ...]:
    blocks = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _LINE_END.finditer(text)), (len(text), len(text))]:
        line = text[start:end]
        if line.strip():
            left = start + len(line) - len(line.lstrip())
            blocks.append(Block("paragraph", Span(left, left + len(line.strip()))))
        start = following
    return tuple(blocks)
