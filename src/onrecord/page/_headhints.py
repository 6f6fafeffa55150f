"""Whose reporting a page's head and bylines say it is: another address, another publisher, an agency as author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Hint
from onrecord.page import _lexicon, _outlets
from onrecord.page._mentions import mentions, origin_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.page._metadata import Head, Json, Linked

# Meta elements that hold the address of the original (Google News' two among them), and those that name a source.
_ADDRESSES = ("syndication-source", "original-source", "dcterms.source", "article:original_source")
_SOURCES = (
    "source",
    "dc.source",
    "news_source",
    "article:source",
    "agency",
    "news_agency",
    "dc.rightsholder",
    "provider",
)
_PUBLISHERS = ("publisher", "dc.publisher", "article:publisher_name", "og:publisher")
# schema.org: who provides the article, whose it was, what it was made from.
_LINKED_NAMES = ("provider", "sourceOrganization", "isBasedOn", "isBasedOnUrl", "contentSource")
# What Chinese pages put before the name of the source.
_LEAD = re.compile(r"^(?:来源|來源|source|quelle|出典)\s?[:：]\s?", re.IGNORECASE)
_LONGEST = 80
# What stands beside a headline may be the credit of its picture.
_PICTURE = re.compile(r"\b(?:images?|photos?|picture|foto|bild)\b\s?[:/]|\s/\s|©", re.IGNORECASE)
# "co.uk", "com.au": the last two labels of a host do not name its owner where the last is a country's.
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go"})
# A page names a few sources at most; more is a catalogue.
_MOST_ITEMS = 20


class Site(NamedTuple):
    """Where a page stands, and the names under which it is known."""

    address: str
    names: tuple[str, ...]

    def is_own(self, name: str) -> bool:
        """Whether a name or an address is this site's."""
        if host := _outlets.host_of(name):
            known = _outlets.outlet_at(host)
            return _domain(host) == _domain(_outlets.host_of(self.address)) or (
                known is not None and known == self._outlet()
            )
        letters = _letters(name)
        own = [_letters(known) for known in (*self.names, _domain(_outlets.host_of(self.address)).split(".")[0])]
        return not letters or any(known and (letters in known or known in letters) for known in own)

    def _outlet(self) -> _outlets.Outlet | None:
        return _outlets.outlet_at(self.address)


def site_of(head: Head, linked: Linked, url: str | None) -> Site:
    """The site that a page with this head stands on; `url` is where it was fetched, if it was."""
    address = url or head.first("og:url") or head.canonical
    known = _outlets.outlet_at(address)
    names = (known.name if known else "", head.first("og:site_name"), linked.outlet, head.first("application-name"))
    return Site(address, tuple(filter(None, names)))


def head_hints(head: Head, linked: Linked, url: str | None) -> tuple[Hint, ...]:
    """The hints of a page's head; they stand nowhere in the text."""
    site = site_of(head, linked, url)
    found = [*_links(head, linked, site), *_sources(head, linked, site), *_authors(head, linked, site)]
    return tuple(dict.fromkeys(found))


def byline_hints(bylines: Iterable[str]) -> tuple[Hint, ...]:
    """The agencies and outlets that bylines outside the text name, each once, with the first byline that names it."""
    found: dict[str, Hint] = {}
    for byline in bylines:
        words = byline[:_LONGEST]
        if _PICTURE.search(words):
            continue
        known = origin_called(words)
        for origin in [known] if known else dict.fromkeys(mention.origin for mention in mentions(words)):
            found.setdefault(origin, Hint("byline", origin, byline, None))
    pictures = {agency.name for agency in _lexicon.agencies() if not agency.wire}
    return tuple(hint for origin, hint in found.items() if origin not in pictures)


def _links(head: Head, linked: Linked, site: Site) -> Iterator[Hint]:
    given = [head.canonical, *(value for name in _ADDRESSES for value in head.values.get(name, ()))]
    given += [text for key in _LINKED_NAMES for text in _texts(linked.article.get(key)) if _outlets.host_of(text)]
    for address in given[:_MOST_ITEMS]:
        host = _outlets.host_of(address)
        if host and "/" in address and site.address and not site.is_own(address):
            known = _outlets.outlet_at(host)
            yield Hint("link", known.name if known else host, address, None)


def _sources(head: Head, linked: Linked, site: Site) -> Iterator[Hint]:
    sources = [value for name in _SOURCES for value in head.values.get(name, ())]
    sources += [text for key in _LINKED_NAMES for text in _texts(linked.article.get(key)) if "/" not in text]
    publishers = [value for name in _PUBLISHERS for value in head.values.get(name, ())]
    for words, listed in (*((w, False) for w in sources), *((w, True) for w in (*publishers, linked.outlet))):
        name = _LEAD.sub("", words)
        known = origin_called(name)
        if not name or len(name) > _LONGEST or "/" in name or site.is_own(known or name):
            continue
        # A publisher that is no outlet is the site's owner.
        if known or not listed:
            yield Hint("metadata", known or name, words, None)


def _authors(head: Head, linked: Linked, site: Site) -> Iterator[Hint]:
    """Agencies and other outlets among the authors that the head gives."""
    for name in (*linked.organisations, *linked.authors, *head.authors())[:_MOST_ITEMS]:
        known = origin_called(name[:_LONGEST])
        if known and not site.is_own(known) and not site.is_own(name):
            yield Hint("metadata", known, name, None)


def _texts(value: Json) -> list[str]:
    """The names and addresses in a JSON-LD value."""
    items = value if isinstance(value, list) else [value]
    texts = [text for item in items[:_MOST_ITEMS] for text in _said(item)]
    return [text.strip() for text in texts if text.strip()]


def _said(item: Json) -> list[str]:
    if isinstance(item, dict):
        return [text for key in ("name", "url") if isinstance(text := item.get(key), str)]
    return [item] if isinstance(item, str) else []


def _domain(host: str) -> str:
    labels = host.split(".")
    country_only = len(labels) > 2 and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004 -- a name before two labels
    return ".".join(labels[-3 if country_only else -2 :])


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold())).removeprefix("the")
