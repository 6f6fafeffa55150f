"""The origins of pages on record: what one more page ties to which, and what all of them come to.

A page is looked up by an index of its own words, and tied to those that share a passage with it. Other pages may show
the shared words to be background or somebody's speech; then ties that hold them come to less, or to nothing. So what
pages tie is a function of the pages alone, in whatever order they come.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._events import events, gist
from onrecord.assess._masking import prose
from onrecord.assess._origins import origins, track_of
from onrecord.assess._reuse import edge, is_aside, is_stale, near, postings, tie
from onrecord.model import Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import Article, Edge, Look, Origin, Posting, Reading, Tie, Track

# A page's own, and those of the pages that share words with it: neighbours in time, mostly. Some 0.2 MB each.
_prose = lru_cache(maxsize=256)(prose)


class Traced(NamedTuple):
    """What a page brings to the tracing of origins."""

    track: Track
    postings: tuple[Posting, ...] = ()
    ties: tuple[Tie, ...] = ()
    """New ones, and older ones that come to something else now."""


def entered(page: str, look: Look) -> Traced:
    """What a page that is read for the first time brings."""
    article = look.pages([page])[page]
    mine = postings(_prose(article))
    known = look.postings([posting.number for posting in mine])
    kept = tuple(posting for posting in mine if not is_stale(known.get(posting.number, ())))
    others = {other for posting in kept if not posting.spoken for other in near(posting, known.get(posting.number, ()))}
    fresh = [found for other in look.pages(others).values() if (found := tie(_prose(article), _prose(other)))]
    index = {posting.number: (*known.get(posting.number, ()), posting) for posting in kept}
    turned = [n for n, found in index.items() if len(found) > 1 and is_aside(found) != is_aside(found[:-1])]
    older = {(found.a, found.b): found for found in _holding(turned, index, look)}
    settled = _settled([*fresh, *older.values()], index, look)
    ties = tuple(found for found in settled if found != older.get((found.a, found.b)))
    return Traced(track_of(article, look.reading()), kept, ties)


def reread(page: str, look: Look) -> Traced:
    """What another reading of a page brings: whom it names it may have found better, its words are as they were."""
    return Traced(track_of(look.pages([page])[page], look.reading()))


def _holding(turned: Sequence[int], index: Mapping[int, Sequence[Posting]], look: Look) -> Iterator[Tie]:
    """The ties on record that hold words of which a page shows that they are background or speech, or no longer."""
    pages = {posting.article for number in turned for posting in index[number]}
    known = look.ties(pages) if pages else ()
    return (found for found in known if not {n for shared in found.shared for n in shared.numbers}.isdisjoint(turned))


def _settled(ties: Sequence[Tie], index: Mapping[int, Sequence[Posting]], look: Look) -> list[Tie]:
    """The ties with what they come to by all the pages that have their words."""
    held = {number for found in ties for shared in found.shared for number in shared.numbers}
    more = look.postings(held - index.keys()) if held - index.keys() else {}
    aside = {number for number in held if is_aside(index.get(number) or more.get(number, ()))}
    return [found._replace(share=each.share if (each := edge(found, aside)) else 0.0) for found in ties]


def traced(read: Iterable[tuple[Article, Reading]], traces: Traces | None = None) -> tuple[Origin, ...]:
    """Where the reporting of these pages first comes from, the origin with most pages first.

    A page that says nothing of its own outlet or source, and shares its text with none, is an origin by itself. Of one
    outlet, pages on different events are different origins. The order of the pages changes nothing. `traces` is what a
    ledger knows of these very pages; without it they are compared anew.
    """
    pages = {article.id: (article, reading) for article, reading in read}
    known = traces or traces_of(pages.values())
    named = {article: group[0] for group in events(gist(article) for article, _ in pages.values()) for article in group}
    tied = edges(known, {name: article.text for name, (article, _) in pages.items()})
    found = origins(known.tracks.values(), tied, named)
    return tuple(sorted(found, key=lambda origin: (-len(origin.articles), origin.name, origin.id)))


def edges(traces: Traces, texts: Mapping[str, str] | None = None) -> tuple[Edge, ...]:
    """What the ties come to, in order; each with its words where the texts of the pages are given."""
    aside = {number for number, found in traces.postings.items() if is_aside(found)}
    found = (edge(each, aside, (texts or {}).get(each.a, "")) for each in traces.ties)
    return tuple(sorted(each for each in found if each))


def traces_of(read: Iterable[tuple[Article, Reading]]) -> Traces:
    """What is known of some pages by comparing all of them: what a ledger finds, entering them one by one."""
    pages = sorted(read, key=lambda page: page[0].id)
    known = {article.id: prose(article) for article, _ in pages}
    index: dict[int, list[Posting]] = defaultdict(list)
    for page in known.values():
        for posting in postings(page):
            index[posting.number].append(posting)
    pairs = {
        (min(p.article, other), max(p.article, other))
        for found in index.values()
        if len(found) > 1 and not is_stale(found)
        for p in found
        if not p.spoken
        for other in near(p, found)
    }
    ties = tuple(found for a, b in sorted(pairs) if (found := tie(known[a], known[b])))
    held = {number for found in ties for shared in found.shared for number in shared.numbers}
    tracks = {article.id: track_of(article, reading) for article, reading in pages}
    return Traces(tracks, ties, {number: tuple(index[number]) for number in held})
