"""One look at a watched feed or page: fetched where it has changed, and what in it is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.capture._exchange import Fetched, Unchanged
from onrecord.capture._feeds import Entry, Feed, read_feed
from onrecord.capture._fetch import fetch
from onrecord.capture._watch import after, changed, keys, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from onrecord.capture._files import Clock
    from onrecord.capture._web import Limits, Web
    from onrecord.model import Rejected, Watch

    Seen = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look gave: the watch as it now stands, and what came, if anything that has not been seen."""

    watch: Watch
    outcome: Fetched | Unchanged | Rejected
    entries: tuple[Entry, ...] = ()
    """New entries of a feed, to be fetched each."""
    page: Fetched | None = None
    """The page itself, where what is watched is a page and has changed."""


def look(watch: Watch, web: Web, clock: Clock, seen: Seen, *, limits: Limits | None = None) -> Look:
    """Look at a watched URL once, and say what is new. Never raises.

    `seen` says which of some keys of entries have been seen. Whether it is a feed or a page is told from the bytes.
    Nothing is written: keep `watch` and the entries' keys only once the entries are taken in, then a look that is
    killed is merely looked again.
    """
    outcome = fetch(watch.url, web, clock, limits=limits, known=watch.validators)
    now = clock()
    if not isinstance(outcome, Fetched):
        return Look(after(watch, outcome, now), outcome)
    feed = read_feed(outcome.body, outcome.url)
    if isinstance(feed, Feed):
        known = seen([key for entry in feed.entries for key in keys(entry)])
        entries = unseen(feed.entries, known)
        return Look(after(watch, outcome, now, news=bool(entries)), outcome, entries)
    if (outcome.last.header("Content-Type") or "").lower().split(";")[0].strip() not in _PAGE_TYPES:
        return Look(after(watch, feed, now), feed)
    return Look(after(watch, outcome, now), outcome, page=outcome if changed(watch, outcome) else None)


_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
