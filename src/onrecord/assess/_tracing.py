"""The origins of pages on record: their events first, then what ties the pages of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.assess._events import events, gist
from onrecord.assess._masking import prose
from onrecord.assess._origins import origins, page_of
from onrecord.assess._reuse import edges_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Article, Origin, Reading


def traced(read: Iterable[tuple[Article, Reading]]) -> tuple[Origin, ...]:
    """Where the reporting of these pages first comes from, the origin with most pages first.

    A page that says nothing of its own outlet or source, and shares its text with none, is an origin by itself. Of one
    outlet, pages on different events are different origins. The order of the pages changes nothing.
    """
    pages = sorted(read, key=lambda page: page[0].id)
    articles = [article for article, _ in pages]
    named = {article: group[0] for group in events(map(gist, articles)) for article in group}
    found = origins((page_of(*page) for page in pages), edges_among(map(prose, articles)), named)
    return tuple(sorted(found, key=lambda origin: (-len(origin.articles), origin.name, origin.id)))
