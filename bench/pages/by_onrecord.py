"""The page room, as one of the systems measured."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.pages.scores import Page, body_of

from onrecord.model import Article, Capture
from onrecord.page import read_page

# Later than any page: a date after the fetch counts for none.
_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
_NO_BODY = {"headline", "caption"}


def extract(html: bytes) -> Page:
    """Text, headline, authors and date of the article; an empty page where it is rejected."""
    found = read_page(Capture(html, "page.html", None, "text/html; charset=utf-8", _FETCHED))
    if not isinstance(found, Article):
        return Page("", "", (), "")
    lines = [found.text[span.start : span.end] for kind, span in found.blocks if kind not in _NO_BODY]
    title = found.headline or ""
    return Page(body_of(lines, title), title, found.authors, found.published.isoformat() if found.published else "")
