"""Feeds: what is new on a site, as RSS, Atom or JSON Feed tells it."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import fastfeedparser  # type: ignore[import-untyped]  # has no types

from onrecord.capture._addresses import without_credentials
from onrecord.capture._xml import Entities, in_utf8, mended, without_contents, without_prolog
from onrecord.model import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST = 3_000_000
"""Bytes of a feed: six times what news sites send. The worst case found (elements nested a million deep, or never
closed) takes two seconds and 420 MB at this size."""

_LARGEST_BY_FALLBACK = 300_000
"""Bytes that feedparser is given, contents left out: nested without end, so many take it two seconds."""

_MOST = 5_000
"""Entries of a feed that are kept; the longest of news sites hold some hundreds."""

_BARE = {"include_content": False, "include_tags": False, "include_media": False, "include_enclosures": False}
_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-Z^-~]*)?")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
_DATED = re.compile(
    rb"<(?:pubDate|published|updated|issued|modified|created|"
    rb"[A-Za-z][A-Za-z0-9]{0,9}:(?:date|published|updated|issued|modified|created))\b[^<>]*>"
    rb"\s*(?:<!\[CDATA\[)?\s*([^<>\]]+)",
)
# A date that leaves nothing to be filled in. fastfeedparser fills what is missing, or "x", with today's.
_WHOLE_DATE = re.compile(
    rb"\d{4}-\d\d?-\d\d?(?![\d-])|\d{8}(?:T|$)|\b\d{1,2}[ -][A-Za-z]{3,9}\.?,?[ -](?:\d{4}|\d\d)\b|"
    rb"\b[A-Za-z]{3,9}\.? \d{1,2},? (?:\d\d:\d\d(?::\d\d)? (?:[A-Z+\d]+ )?)?\d{4}\b"
)
_LINK = re.compile(rb"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# What links of an entry are to beside its page. A "self" is often the page's own address, given twice.
_NO_PAGE = frozenset({"enclosure", "license", "related", "replies", "via"})
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# Bytes of a page in which its head is looked for.
_HEAD = 300_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `id` is its own or else its link; `title` is plain text; moments are in UTC."""

    id: str
    link: str | None
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: where it was, what it is called, its site, and its entries in its order, each once."""

    url: str
    title: str | None
    site: str | None
    entries: tuple[Entry, ...]


def read_feed(body: bytes, url: str) -> Feed | Rejected:
    """The feed in these bytes, fetched from `url`, or why they are none. The same bytes give the same feed.

    Entries of one id or one link are one: the first. Links are absolute; what is no http(s) URL is left out, and so is
    an entry with neither id nor link. Dates that the feed does not give whole are None.
    """
    shown = without_credentials(url)
    if len(body) > LARGEST:
        return Rejected(shown, f"a feed of more than {LARGEST / 1e6:g} MB; give the pages that it lists instead")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(body, url)
    try:
        whole = without_prolog(in_utf8(body))
    except Entities:
        return Rejected(shown, "the feed declares entities of its own, as attacks do; look at it in a browser")
    if whole is None:
        return Rejected(shown, "not a feed: there is no XML and no JSON in it; check the URL in a browser")
    return _xml_feed(mended(without_contents(whole)), url)


def feeds_of(body: bytes, url: str) -> dict[str, str | None]:
    """The feeds that an HTML page names in its head (RSS autodiscovery): absolute URLs with their titles."""
    named: dict[str, str | None] = {}
    for tag in _LINK.finditer(body[:_HEAD]):
        a = _attributes(tag[1])
        feed = a.get("type", "").lower() in _FEED_TYPES and "alternate" in a.get("rel", "").lower().split()
        if feed and (link := _absolute(a.get("href"), url)):
            named.setdefault(link, _plain(a.get("title")))
    return named


def _attributes(tag: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag.decode("utf-8", errors="replace"))
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def _xml_feed(document: bytes, url: str) -> Feed | Rejected:
    doubtful = any(not _WHOLE_DATE.search(date) for date in _DATED.findall(document))
    try:
        read: Mapping[str, Any] = fastfeedparser.parse(document, **_BARE)
    except Exception as fault:  # noqa: BLE001 - whatever hostile bytes make of a library, the answer is a reason
        return _by_fallback(document, url) or _no_feed(url, fault)
    feed = _feed(read, url, dated=not doubtful)
    return _by_fallback(document, url) or feed if doubtful or not feed.entries else feed


def _by_fallback(document: bytes, url: str) -> Feed | None:
    """As feedparser reads it; None where it is too large for that or no feed either."""
    if len(document) > _LARGEST_BY_FALLBACK:
        return None
    # Loaded late: it takes as long as reading a hundred feeds, and few need it.
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - has no types; loaded late, above

    try:
        # From a file, as feedparser takes bytes for a file's name or a URL where it can.
        read = feedparser.parse(io.BytesIO(document), response_headers={"content-location": url}, sanitize_html=False)
        # As plain values: feedparser's own give one date for another that is missing.
        entries = [dict(entry) for entry in read["entries"]]
    except Exception:  # noqa: BLE001 - as above
        return None
    if not read.get("version"):
        return None
    dated = [{**e, "published": _moment(e, "published"), "updated": _moment(e, "updated")} for e in entries]
    return _feed({"feed": read["feed"], "entries": dated}, url)


def _moment(entry: Mapping[str, Any], name: str) -> str | None:
    """Feedparser, too, takes a bare time for one of today."""
    if not _WHOLE_DATE.search(str(entry.get(name)).encode()):
        return None
    try:
        return datetime.fromtimestamp(timegm(entry[f"{name}_parsed"]), UTC).isoformat()
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _feed(read: Mapping[str, Any], url: str, *, dated: bool = True) -> Feed:
    feed = read["feed"]
    entries = _once(_entries(read["entries"], url, dated=dated))
    return Feed(without_credentials(url), _plain(feed.get("title")), _absolute(feed.get("link"), url), tuple(entries))


def _entries(found: Iterable[Mapping[str, Any]], url: str, *, dated: bool) -> Iterator[Entry]:
    for entry in found:
        own = entry.get("id")
        link = _absolute(_page_link(entry), url)
        name = own.strip() if isinstance(own, str) and own != entry.get("link") else None
        if link is None and name and name.startswith(("https://", "http://")):
            link = _absolute(name, url)
        name = name or link
        if name:
            published, updated = (entry.get("published"), entry.get("updated")) if dated else (None, None)
            yield Entry(
                name, link, _plain(entry.get("title")), _when(published), _when(updated), _plain(entry.get("author"))
            )


def _page_link(entry: Mapping[str, Any]) -> str | None:
    """The link to the entry's page: one that says nothing else of itself is (RFC 4287, 4.2.7.2)."""
    given, links = entry.get("link"), entry.get("links") or ()
    if not any(link.get("rel") in _NO_PAGE and link.get("href") == given for link in links):
        return given
    return next((link.get("href") for link in links if link.get("rel") in (None, "alternate")), None)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    ids: set[str] = set()
    links: set[str] = set()
    for entry in entries:
        if entry.id in ids or entry.link in links:
            continue
        ids.add(entry.id)
        if entry.link:
            links.add(entry.link)
        kept.append(entry)
        if len(kept) == _MOST:
            break
    return kept


def _absolute(link: object, url: str) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    if _PLAIN_LINK.fullmatch(link):
        return link
    try:
        whole = link.strip() if link.startswith(("https://", "http://")) else urljoin(url, link.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc else None


def _plain(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    if "<" in text or "&" in text:
        text = unescape(_TAG.sub("", text))
    return " ".join(text.split()) or None


def _when(moment: object) -> datetime | None:
    if not isinstance(moment, str):
        return None
    try:
        found = datetime.fromisoformat(moment)
        # The fast parser's moments are in UTC already.
        return found if found.tzinfo is UTC else found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _json_feed(body: bytes, url: str) -> Feed | Rejected:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as fault:
        return _no_feed(url, fault)
    if not isinstance(read, dict) or "jsonfeed.org/version" not in str(read.get("version")):
        return Rejected(without_credentials(url), "JSON, but not a JSON Feed: it names no version of it; check the URL")
    items = read.get("items")
    entries = [_item(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return _feed({"feed": {"title": read.get("title"), "link": read.get("home_page_url")}, "entries": entries}, url)


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    return {
        "id": str(item["id"]) if isinstance(item.get("id"), str | int | float) else None,
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "author": first.get("name") if isinstance(first, dict) else None,
    }


def _no_feed(url: str, fault: Exception) -> Rejected:
    what = " ".join(str(fault).split())[:120]
    return Rejected(without_credentials(url), f"not a feed that can be read ({what}); check the URL in a browser")
