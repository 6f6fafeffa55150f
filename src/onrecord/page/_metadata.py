"""What a page's head says of the article: JSON-LD (schema.org), OpenGraph and the usual meta elements."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Blog|Live|Review|Satirical|Scholarly|Background)?\w{0,12}(?:Article|Posting)$"
)
# What a page may say of itself in JSON-LD; beyond it is a catalogue, or meant to exhaust the reader.
_MOST_NODES = 5000
_MOST_JSON = 2_000_000
_PUBLISHED = (
    "article:published_time",
    "article:published:time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "date.published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "date",
    "article.published",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "cxenseparse:author",
    "twitter:misc:written by",
)
_OUTLET = (
    "og:site_name",
    "application-name",
    "publisher",
    "article:publisher_name",
    "dc.publisher",
    "twitter:app:name:iphone",
)
_SECTION = ("article:section", "parsely-section", "section", "og:article:section")
_TAGS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "og:article:tag")


@dataclass(frozen=True, slots=True)
class Linked:
    """The article as JSON-LD gives it; empty where there is none."""

    headline: str = ""
    description: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The meta elements by name in lower case, each with its values in page order, and the links by rel."""

    values: dict[str, tuple[str, ...]]
    canonical: str
    title: str
    language: str

    def first(self, *names: str) -> str:
        """The first value of the first of these names that has one, else an empty string."""
        return next((value for name in names for value in self.values.get(name, ())), "")

    def authors(self) -> tuple[str, ...]:
        """What stands as author in meta elements."""
        return tuple(value for name in _AUTHORS for value in self.values.get(name, ()))

    def published(self) -> tuple[str, str]:
        """The name of the first meta element that gives the date, and the date as it words it."""
        return next(((name, value) for name in _PUBLISHED for value in self.values.get(name, ())), ("", ""))

    def outlet(self) -> str:
        """The site's name."""
        return self.first(*_OUTLET)

    def section(self) -> str:
        """The section."""
        return self.first(*_SECTION)

    def tags(self) -> tuple[str, ...]:
        """Keywords of the first element that has any."""
        name = next((name for name in _TAGS if self.values.get(name)), "")
        return tuple(tag for value in self.values.get(name, ()) for tag in keywords(value))


def keywords(text: str) -> tuple[str, ...]:
    """The keywords in a list of them, each once; "name: value" is for the site's own counting, not a keyword."""
    return tuple(dict.fromkeys(tag for piece in re.split("[,;]", text) if (tag := squeezed(piece)) and ": " not in tag))


def head(tree: HtmlElement) -> Head:
    """The meta elements of the page, wherever they stand."""
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = squeezed(meta.get("content") or "")
        if name and content:
            values.setdefault(name, []).append(content)
    canonical = next(
        (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), ""
    )
    title = next((squeezed(" ".join(element.itertext())) for element in tree.iter("title")), "")
    return Head(
        {name: tuple(found) for name, found in values.items()}, canonical.strip(), title, tree.get("lang") or ""
    )


def linked(tree: HtmlElement) -> Linked:
    """The article that the page's JSON-LD describes: the first of an article's type with a headline."""
    nodes = list(_nodes(tree))
    found = [node for node in nodes if _is_article(node)]
    article = next((node for node in found if _text(node.get("headline"))), found[0] if found else None)
    dated = next((day for node in nodes if (day := _text(node.get("datePublished")))), "")
    if article is None:
        # A checked claim or a bare web page has a date too.
        return Linked(published=dated)
    authors = [_resolved(author, nodes) for author in _items(article.get("author")) + _items(article.get("creator"))]
    persons = [name for author in authors if not _is_organisation(author) for name in _names(author)]
    return Linked(
        headline=_text(article.get("headline")),
        description=_text(article.get("description")),
        published=_text(article.get("datePublished")) or dated,
        authors=tuple(dict.fromkeys(persons)),
        organisations=tuple(name for author in authors if _is_organisation(author) for name in _names(author)),
        outlet=next(iter(_names(_resolved(next(iter(_items(article.get("publisher"))), None), nodes))), ""),
        section=next(filter(None, map(_text, _items(article.get("articleSection")))), ""),
        tags=tuple(dict.fromkeys(tag for item in _items(article.get("keywords")) for tag in keywords(_text(item)))),
        language=_text(article.get("inLanguage")),
    )


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Json]]:
    waiting: deque[Json] = deque()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting.append(_json(script.text or ""))
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node)


_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


def _json(text: str) -> Json:
    plain = re.sub(r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s?\]\]>|\]\]>)\s*$", "", text[:_MOST_JSON])
    try:
        # Halves of surrogates, which only escapes can bring in, are no text and could be stored nowhere.
        found: Json = json.loads(_HALVES.sub(r"\\ufffd", plain), strict=False)
    except (ValueError, RecursionError):
        return None
    return found


def _is_article(node: dict[str, Json]) -> bool:
    return any(isinstance(kind, str) and bool(_ARTICLE.match(kind)) for kind in _items(node.get("@type")))


def _is_organisation(node: Json) -> bool:
    return isinstance(node, dict) and any("Organization" in _text(kind) for kind in _items(node.get("@type")))


def _resolved(node: Json, nodes: list[dict[str, Json]]) -> Json:
    """The node that an `@id` points to, where only the pointer stands."""
    if isinstance(node, dict) and not node.get("name") and node.get("@id"):
        return next((other for other in nodes if other.get("@id") == node["@id"] and other.get("name")), node)
    return node


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(node: Json) -> list[str]:
    if isinstance(node, dict):
        return [name for item in _items(node.get("name")) if (name := _text(item))]
    return [name] if (name := _text(node)) else []


def _text(value: Json) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, list):
        value = value[0] if value else ""
    # JSON-LD often carries entities twice escaped.
    return (
        squeezed(value.replace("&amp;", "&").replace("&quot;", '"').replace("&#39;", "'"))
        if isinstance(value, str)
        else ""
    )
