"""Origins: which pages are one piece of reporting, and why. Support is counted in these, never in pages.

Four things make pages one origin: their text; the outlet or agency that they say it is from; one unnamed source, whose
words are the reporting of whoever had them first; and the outlet that publishes them.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from onrecord.assess._grouping import groups
from onrecord.assess._hearsay import carried, has_it_first_hand, is_same, retold, unnamed
from onrecord.assess._reuse import TIED, WINDOW
from onrecord.model import Edge, Origin, Track
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Article, Reading, Unnamed

_LEAST = 0.02
"""Of the shorter text: with less in common than this no two pages are one origin's, whatever ties both to a third.
On 612 pages of one story it parts no reprints; .05 would part a sixth of them."""


def track_of(article: Article, reading: Reading) -> Track:
    """What an article and its reading tell of its origin."""
    return Track(
        article=article.id,
        outlet=article.outlet,
        day=article.published,
        named=carried(article) or retold(article),
        unnamed=unnamed(article, reading),
        first_hand=has_it_first_hand(article),
    )


def origins(
    pages: Iterable[Track], edges: Iterable[Edge], events: Mapping[str, str] | None = None
) -> tuple[Origin, ...]:
    """The origins of pages, in order of their ids: a function of pages and edges, in whatever order they come.

    `events` tells pages of different events apart, event by article, so that an agency's reports of two events are two
    origins; without it all pages are of one event. Edges to other pages are left out.
    """
    known = {page.article: page for page in pages}
    inside = sorted({edge for edge in edges if edge.a in known and edge.b in known})
    told = _gathered(known, {(edge.a, edge.b): edge.share for edge in inside}, events or {})
    found = (_origin(event, names, inside) for event, names in told)
    return tuple(sorted(found, key=lambda origin: (origin.id, origin.articles)))


def names(pages: Mapping[str, Track], shares: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Of each page, all of one event, the name of its origin among them; `shares` of pairs of pages in order."""
    told = _gathered(pages, shares, {})
    return {page.article: _shown(by_name) for _, by_name in told for some in by_name.values() for page in some}


def _gathered(
    pages: Mapping[str, Track], shares: Mapping[tuple[str, str], float], events: Mapping[str, str]
) -> list[tuple[str, dict[str, list[Track]]]]:
    """The event of each origin, and its pages by the name of whose reporting they are, as they write it."""
    known = {page.article: page for page in sorted(pages.values(), key=lambda page: page.place)}
    owners = _owners(known.values())
    gathered: dict[tuple[str, str], dict[str, list[Track]]] = defaultdict(lambda: defaultdict(list))
    for text in groups(known, shares, TIED, least=_LEAST):
        members = sorted((known[article] for article in text), key=lambda page: page.place)
        name = _name(members, owners)
        event = events.get(members[0].article, "")
        gathered[event, fold(name)][name] += members
    return [(event, told) for (event, _), told in gathered.items()]


def _shown(told: Mapping[str, Sequence[Track]]) -> str:
    """The name that most pages write, of those that are one name."""
    return min(told, key=lambda name: (-len(told[name]), name))


def _owners(pages: Iterable[Track]) -> dict[str, list[str]]:
    """Article -> who had its unnamed sources first, where another page had them before it."""
    first: dict[str, list[tuple[Track, Unnamed]]] = defaultdict(list)
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        for source in page.unnamed:
            had = first[source.signature]
            earlier = next((one for one, known in had if _is_soon(one, page) and is_same(known, source)), None)
            if earlier is None:
                had.append((page, source))
            elif earlier is not page:
                found[page.article].append(earlier.teller)
    return found


def _is_soon(earlier: Track, page: Track) -> bool:
    return earlier.day is None or page.day is None or (page.day - earlier.day).days <= WINDOW


def _name(members: Sequence[Track], owners: Mapping[str, Sequence[str]]) -> str:
    """Whom the reporting of one text is from.

    Whom most of its pages name, else who had its unnamed sources first, else the outlet of the first page.
    """
    named = Counter(page.named.name for page in members if page.named)
    heard = Counter(owner for page in members for owner in owners.get(page.article, ()))
    for told in (named, heard):
        if told:
            return min(told, key=lambda name: (-told[name], name))
    return members[0].teller


def _origin(event: str, told: Mapping[str, Sequence[Track]], edges: Sequence[Edge]) -> Origin:
    """One origin by its name, which pages may write in several ways."""
    name = _shown(told)
    pages = sorted((page for some in told.values() for page in some), key=lambda page: page.place)
    articles = {page.article for page in pages}
    own = next((page for page in pages if fold(page.outlet or "") == fold(name)), pages[0])
    tied = (edge for edge in edges if edge.a in articles and edge.b in articles)
    said = (_told(own, page) for page in pages if page is not own)
    return Origin(
        id=hashlib.sha256(f"{event}\n{fold(name)}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
        name=name,
        articles=tuple(sorted(articles)),
        edges=tuple(sorted((*tied, *(edge for edge in said if edge)))),
    )


def _told(own: Track, page: Track) -> Edge | None:
    """Why a page belongs to the first of its origin, by what it says; None where only its text ties it."""
    shared = (source for source in page.unnamed if any(is_same(source, other) for other in own.unnamed))
    if page.named:
        reason, words = page.named.reason, page.named.words
    elif source := next(shared, None):
        reason, words = "same unnamed source", source.words
    elif page.outlet and page.outlet == own.outlet:
        reason, words = "same outlet", page.outlet
    else:
        return None
    a, b = sorted((own.article, page.article))
    return Edge(a, b, reason, words)
