"""The peer: trafilatura with the settings it comes with, and its own metadata. Reader comments are no body."""

from __future__ import annotations

import trafilatura
from bench.pages.scores import Page, body_of


def extract(html: bytes, *, favor_precision: bool = False) -> Page:
    """Text, title, authors and date; an empty page where it finds none."""
    found = trafilatura.bare_extraction(html.decode(), with_metadata=True, favor_precision=favor_precision)
    if found is None or isinstance(found, dict):
        return Page("", "", (), "")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Page(
        body_of((found.text or "").splitlines(), found.title or ""), found.title or "", authors, found.date or ""
    )
