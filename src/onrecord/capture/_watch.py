"""When a watched feed or page is to be looked at again. Values in, values out: no clock, no network, no ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from onrecord.capture._exchange import Fetched, Unchanged
from onrecord.model import Rejected, Watch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from onrecord.capture._feeds import Entry

SHORTEST = timedelta(minutes=10)
"""Between two looks at a source that often has news: feeds tell caches to keep them for five to sixty minutes."""

LONGEST = timedelta(days=1)
"""Between two looks at a source that seldom has news, or cannot be had: what comes is known within a day."""


def due(watches: Iterable[Watch], now: datetime) -> tuple[Watch, ...]:
    """The watches whose time has come, the longest overdue first; those of one moment by URL."""
    return tuple(sorted((w for w in watches if w.due <= now), key=lambda w: (w.due, w.url)))


def after(watch: Watch, outcome: Fetched | Unchanged | Rejected, now: datetime, *, news: bool = True) -> Watch:
    """The watch as it stands after a look at the moment `now`.

    `news` says whether what was fetched held anything new (a feed may change without a new entry). With news the
    interval is halved, without it grows by half, within SHORTEST and LONGEST; each failure in a row doubles the wait.
    """
    if isinstance(outcome, Rejected):
        failures = watch.failures + 1
        # Ten doublings pass any bound, and a larger shift would pass what a timedelta holds.
        wait = min(LONGEST, watch.every * 2 ** min(failures, 10))
        return replace(watch, due=now + wait, looked=now, failures=failures, fault=outcome.reason)
    fresh = isinstance(outcome, Fetched) and news and changed(watch, outcome)
    every = max(SHORTEST, watch.every / 2) if fresh else min(LONGEST, watch.every * 1.5)
    looked = replace(watch, due=now + every, every=every, looked=now, failures=0, fault=None)
    if isinstance(outcome, Unchanged):
        return looked
    return replace(looked, validators=outcome.validators, digest=outcome.capture().digest)


def changed(watch: Watch, outcome: Fetched) -> bool:
    """Whether the bytes are others than at the last look."""
    return watch.digest != outcome.capture().digest


def unseen(entries: Iterable[Entry], seen: Collection[str]) -> tuple[Entry, ...]:
    """The entries of which neither the id nor the link has been seen, in the feed's order."""
    return tuple(entry for entry in entries if not any(key in seen for key in keys(entry)))


def keys(entry: Entry) -> tuple[str, ...]:
    """What an entry is known again by: its id and its link. Kept by the ledger for each watch once it was taken in."""
    return (entry.id,) if entry.link in (None, entry.id) else (entry.id, str(entry.link))
