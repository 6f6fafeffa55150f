"""The second peer: trafilatura asked to favour precision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.pages import by_trafilatura

if TYPE_CHECKING:
    from bench.pages.scores import Page


def extract(html: bytes) -> Page:
    """As the plain peer."""
    return by_trafilatura.extract(html, favor_precision=True)
