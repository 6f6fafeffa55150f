"""What a page's head says of the article: JSON-LD (schema.org), OpenGraph and the usual meta elements."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from onrecord.page import _lexicon
from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
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
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "og:article:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "cxenseparse:recs:lastmodified",
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
    article: dict[str, Json] = field(default_factory=dict, compare=False, repr=False)
    """The article's own node, as it stands there."""
    nodes: tuple[dict[str, Json], ...] = field(default=(), compare=False, repr=False)


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
        labels = ((self.first(f"twitter:label{at}"), f"twitter:data{at}") for at in (1, 2))
        labelled = [name for label, name in labels if label.lower().rstrip(":") in _lexicon.bylines().leads]
        return tuple(value for name in (*_AUTHORS, *labelled) for value in self.values.get(name, ()))

    def published(self) -> tuple[str, str]:
        """The name of the first meta element that gives the date, and the date as it words it."""
        return next(((name, value) for name in _PUBLISHED for value in self.values.get(name, ())), ("", ""))

    def modified(self) -> tuple[str, str]:
        """The name of the first meta element that dates the last change, and the date as it words it."""
        return next(((name, value) for name in _MODIFIED for value in self.values.get(name, ())), ("", ""))

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
        content = _unescaped(squeezed(meta.get("content") or ""))
        if name and content:
            values.setdefault(name, []).append(content)
    title = next((squeezed(" ".join(element.itertext())) for element in tree.iter("title")), "")
    return Head({name: tuple(found) for name, found in values.items()}, _canonical(tree), title, tree.get("lang") or "")


def _canonical(tree: HtmlElement) -> str:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.get("href") or "" for link in links), "").strip()


def linked(tree: HtmlElement) -> Linked:
    """The article that the page's JSON-LD describes: the first of an article's type with a headline."""
    nodes = list(_nodes(tree))
    article = _own(tree, [node for node in nodes if _is_article(node)])
    dated = _dated(article or {}, nodes)
    if article is None:
        return Linked(published=dated, nodes=tuple(nodes))
    authors = [_resolved(author, nodes) for author in _items(article.get("author")) + _items(article.get("creator"))]
    persons = [name for author in authors if not _is_organisation(author) for name in _names(author)]
    return Linked(
        headline=_text(article.get("headline")),
        description=_text(article.get("description")),
        published=dated,
        authors=tuple(dict.fromkeys(persons)),
        organisations=tuple(name for author in authors if _is_organisation(author) for name in _names(author)),
        outlet=next(iter(_names(_resolved(next(iter(_items(article.get("publisher"))), None), nodes))), ""),
        section=next(filter(None, map(_text, _items(article.get("articleSection")))), ""),
        tags=tuple(dict.fromkeys(tag for item in _items(article.get("keywords")) for tag in keywords(_text(item)))),
        language=_text(article.get("inLanguage")),
        article=article,
        nodes=tuple(nodes),
    )


def _own(tree: HtmlElement, found: list[dict[str, Json]]) -> dict[str, Json] | None:
    """Of the articles described, the page's own: the one by its headline or address, else the first with a headline."""
    titled = [node for node in found if _text(node.get("headline"))]
    if len(titled) > 1:
        names = "\n".join(squeezed(str(e.text_content())) for e in tree.iter("title", "h1"))
        canonical = _canonical(tree)
        for node in titled:
            if canonical in _addresses(node) or _text(node.get("headline")) in names:
                return node
    return next(iter(titled or found), None)


def _dated(article: dict[str, Json], nodes: list[dict[str, Json]]) -> str:
    """When the article came out: as it says, or its other descriptions do, or what holds no article.

    A checked claim or a bare web page has a date too; the date of an article of another name is not this one's.
    """
    name = _text(article.get("headline"))
    same = [node for node in nodes if _is_article(node) and _text(node.get("headline")) in {name, ""}]
    others = [node for node in nodes if not _is_article(node)]
    return next((day for node in (article, *same, *others) if (day := _text(node.get("datePublished")))), "")


def _addresses(node: dict[str, Json]) -> set[str]:
    given = (node.get(key) for key in ("url", "@id", "mainEntityOfPage"))
    return {address for item in given if (address := _text(item.get("@id") if isinstance(item, dict) else item))}


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
    return _unescaped(squeezed(value)) if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    """JSON-LD and meta elements often carry entities twice escaped; a lone "&" stays what it is."""
    return squeezed(_ENTITY.sub(lambda entity: html.unescape(html.unescape(entity[0])), text)) if "&" in text else text
