"""When a page came out and when it was last changed, weighed from all places that say so."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from onrecord.model import Capture, Certainty

# Where it is latest on Earth, clocks are so far ahead of UTC (Kiritimati).
_AHEAD = timedelta(hours=14)
# Places that are filled from one another agree without saying more: each of these counts once.
_ONE_VOICE = {"time element": "seen", "byline": "seen", "visible line": "seen"}
# What contradicts the first place must not all be what a reader sees, where the day of the last change often stands.
_MACHINE = frozenset({"json-ld", "meta", "url"})
# Servers that make a page anew for each reader say that it was changed just now.
_JUST_NOW = timedelta(days=1)
_NEXT_DAY = timedelta(days=1)


class Evidence(NamedTuple):
    """What one place says: the days that it may mean, and whether it names the date for what it is."""

    place: str
    days: tuple[date, ...]
    named: bool

    @property
    def voice(self) -> str:
        """With which other places it counts as one."""
        first = self.place.split(" ")[0]
        return _ONE_VOICE.get(self.place, first)


class Dated(NamedTuple):
    """The two dates of a page, each with the place that gave it."""

    published: date | None = None
    published_from: str | None = None
    certainty: Certainty | None = None
    modified: date | None = None
    modified_from: str | None = None


NO_DATES = Dated()


def dated(published: Iterable[Evidence], modified: Iterable[Evidence], capture: Capture) -> Dated:
    """The dates of a page from what its places say, the surest first.

    No day counts that had not begun anywhere when the page was fetched. The first place with one day gives the date,
    unless it stands alone against two that agree. A change counts where it is of a later day.
    """
    latest = _latest(capture.fetched)
    known = [e for e in (*published, *_of_feed(capture)) if e.days and max(e.days) <= latest]
    chosen = _chosen(known)
    if chosen is None:
        return Dated()
    (day,) = chosen.days
    later = (e for e in (*modified, *_of_server(capture)) if len(e.days) == 1 and day < e.days[0] <= latest)
    change = next(later, None)
    return Dated(
        day,
        chosen.place,
        _certainty(chosen, known),
        change.days[0] if change else None,
        change.place if change else None,
    )


def confirmed(dates: Dated, given: date | None) -> Dated:
    """With the date that the user gives: it is the page's where the page has none, and else may agree with it."""
    if given and dates.published is None:
        return Dated(given, "given", "certain")
    return dates._replace(certainty="certain") if given and given == dates.published else dates


def _latest(fetched: datetime) -> date:
    return ((fetched.astimezone(UTC) if fetched.tzinfo else fetched) + _AHEAD).date()


def _chosen(known: Sequence[Evidence]) -> Evidence | None:
    clear = [e for e in known if len(e.days) == 1]
    if not clear:
        return None
    first = clear[0]
    votes = Counter({day: len(_voices(known, day)) for day in {e.days[0] for e in clear}})
    best = max(clear, key=lambda e: votes[e.days[0]])
    # In another time zone the same moment is of the day before or after: that is no contradiction.
    apart = abs(first.days[0] - best.days[0]) > _NEXT_DAY
    outvoted = apart and votes[first.days[0]] == 1 and votes[best.days[0]] > 1
    return best if outvoted and _voices(clear, best.days[0]) & _MACHINE else first


def _voices(known: Iterable[Evidence], day: date) -> set[str]:
    return {e.voice for e in known if day in e.days}


def _certainty(chosen: Evidence, known: Iterable[Evidence]) -> Certainty:
    if len(_voices(known, chosen.days[0])) > 1:
        return "certain"
    return "probable" if chosen.named else "possible"


def _of_feed(capture: Capture) -> list[Evidence]:
    """What the feed says that listed the page: the last resort, since feeds also list what was changed."""
    return [Evidence("feed", (capture.listed.date(),), named=True)] if capture.listed else []


def _of_server(capture: Capture) -> list[Evidence]:
    """What the server says of the last change; nothing where it calls the page as old as the fetch."""
    if not capture.exchanges:
        return []
    try:
        moment = parsedate_to_datetime(capture.exchanges[-1].header("Last-Modified") or "")
    except ValueError:
        return []
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    fetched = capture.fetched if capture.fetched.tzinfo else capture.fetched.replace(tzinfo=UTC)
    return [Evidence("http last-modified", (moment.date(),), named=False)] if fetched - moment > _JUST_NOW else []
