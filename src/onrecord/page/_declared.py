"""What a page declares of its kind in JSON-LD: a listing, a live blog and its posts, free to read or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.page._metadata import Json, Linked

# schema.org's types of pages that hold no article of their own.
_LISTINGS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_LIVE = "LiveBlogPosting"


class Update(NamedTuple):
    """One post of a live blog as it is declared."""

    headline: str
    body: str
    at: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page says it is."""

    free: bool | None = None
    """`isAccessibleForFree`, of the article."""
    selectors: tuple[str, ...] = ()
    """Where the part stands that is not free (schema.org's `hasPart` with `cssSelector`)."""
    words: int = 0
    """`wordCount`, of the whole article; 0 where it does not say."""
    listing: bool = False
    live: bool = False
    updates: tuple[Update, ...] = ()


def declared(linked: Linked) -> Declared:
    """What the JSON-LD of a page says of its kind; nothing where it has none."""
    article = linked.article
    parts = [part for part in _items(article.get("hasPart")) if isinstance(part, dict)]
    closed = [part for part in parts if _flag(part.get("isAccessibleForFree")) is False]
    live = next((node for node in linked.nodes if _LIVE in _types(node)), {})
    return Declared(
        free=_flag(article.get("isAccessibleForFree")),
        selectors=tuple(s for part in closed for s in _items(part.get("cssSelector")) if isinstance(s, str)),
        words=_count(article.get("wordCount")),
        listing=any(_LISTINGS & _types(node) for node in linked.nodes),
        live=bool(live),
        updates=tuple(_updates(live)),
    )


def _updates(live: dict[str, Json]) -> Iterator[Update]:
    for node in _items(live.get("liveBlogUpdate")):
        if isinstance(node, dict):
            headline, body, at = (node.get(key) for key in ("headline", "articleBody", "datePublished"))
            yield Update(*(text if isinstance(text, str) else "" for text in (headline, body, at)))


def _types(node: dict[str, Json]) -> set[str]:
    return {kind for kind in _items(node.get("@type")) if isinstance(kind, str)}


def _flag(value: Json) -> bool | None:
    """True and false are also written as words."""
    return {"true": True, "false": False}.get(str(value).lower())


def _count(value: Json) -> int:
    text = str(value)
    # A count of more digits is none, and would take long to read.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004 - said above


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]
