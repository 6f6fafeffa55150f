"""In what two figures by different speakers stand against each other: value, definition, scope, or nothing but time."""

from __future__ import annotations

import functools
import math
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from onrecord.assess._estimates import EARLIER
from onrecord.model import OnRecordError
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Estimate, Figure

Conflict: TypeAlias = Literal["value", "definition", "scope", "time", "misquote"]

FILE = Path(__file__).with_name("moves.toml")
_ENTRIES = ("grows", "takes_back", "refers", "beside")
# "About 300" leaves room for 310: round numbers of news are rounded to one or two digits.
_ABOUT = 0.1
MONTH = timedelta(31)
"""Beyond this a page tells of something else than of the news: figures of one place half a year apart are of two."""
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Table(NamedTuple):
    """The content of moves.toml, folded: roles, phrases, and words before or beside a number."""

    grows: frozenset[str]
    takes_back: frozenset[str]
    refers: frozenset[str]
    beside: frozenset[str]


@functools.cache
def table() -> Table:
    """The roles and words that are shipped; raises OnRecordError, naming the entry at fault."""
    return load(FILE.read_text(encoding="utf-8"), FILE.name)


def load(text: str, name: str) -> Table:
    """The table in a TOML text; raises OnRecordError, naming file and entry."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{name}: not TOML: {error}") from error
    for entry in _ENTRIES:
        words = given.get(entry)
        if not isinstance(words, list) or not words or not all(isinstance(w, str) and fold(w) for w in words):
            raise OnRecordError(f"{name}: {entry}: must be a list of words")
    return Table(*(frozenset(map(fold, given[entry])) for entry in _ENTRIES))


def is_comparable(estimate: Estimate) -> bool:
    """Whether it counts something by a number, on a page with a date, and not beside others or as it was before.

    "No soldiers" is a number, none; "not 300" is nobody's figure, and "three others" are not all. Sums of money spent,
    paid or raised on one page are seldom those of another: of 9 changes of theirs on 90 pages of news none was one.
    """
    bounds = [v for v in estimate.interval if v is not None and math.isfinite(v)]
    q, factuality = estimate.first.quantity, estimate.first.factuality or ""
    # One is most often somebody told of by himself, beside others.
    counts = q.kind == "count" and q.counted is not None and estimate.definition is not None and bounds != [1, 1]
    is_negated = factuality.endswith("-") and any(bounds)
    told = q.scope != EARLIER and estimate.published is not None and not _refers(estimate.first)
    return bool(bounds) and counts and told and not is_negated


def _refers(figure: Figure) -> bool:
    """Whether it counts those told of before, or others beside them: "the two men", "the first three", "two others"."""
    quote, start = figure.context.quote, max(0, figure.citation.span.start - figure.context.span.start)
    before = fold(quote[:start]).split()[-1:]
    counted = fold(f"{figure.citation.quote} {figure.quantity.counted or ''}").split()
    after = fold(quote[start + len(figure.citation.quote) :]).split()[:1]
    beside = table().beside.intersection((*before, *counted, *after)) - ({"more"} if "than" in counted else set())
    return not table().refers.isdisjoint(before) or bool(beside)


def is_named(estimate: Estimate) -> bool:
    """Whether it is told by name whose they are, so that pages of several events count the same.

    Where is not enough: five were found dead in a county in February, and three in June.
    """
    q = estimate.first.quantity
    return bool(q.whose) or any(word[0].isupper() for word in (q.counted or "").split()[:-1])


def is_background(estimate: Estimate) -> bool:
    """Whether it tells of a day long before its page: 12 killed elsewhere, years ago."""
    when = _DAY.match(estimate.first.quantity.when or "")
    if not when or not estimate.published:
        return False
    return when[0] < (estimate.published - MONTH).isoformat()[: len(when[0])]


def conflict(a: Estimate, b: Estimate) -> Conflict | None:
    """In what two answers to one question stand against each other; None where they do not.

    `time`: they are of different times, and the later one goes on from the earlier; that is no contradiction.
    """
    if _is_one_voice(a, b) or (a.derived and b.derived) or not (exceeds(a, b) or exceeds(b, a)):
        return None
    parts = [e for e in (a, b) if is_part(e)]
    if len(parts) > 1 or (parts and not exceeds(parts[0], b if parts[0] is a else a)):
        return None
    if _is_later(a, b) or _is_later(b, a):
        return "time"
    if parts:
        return "scope"
    return "value" if fold(a.definition or "") == fold(b.definition or "") else "definition"


def outgrows(part: Estimate, whole: Estimate) -> bool:
    """Whether a part by one speaker is more than the whole by another, who came no earlier."""
    if _is_one_voice(part, whole) or part.derived or whole.derived:
        return False
    return exceeds(part, whole) and _day(part) <= _day(whole)


def exceeds(more: Estimate, less: Estimate) -> bool:
    """Whether the least that one can mean is above the most that the other can."""
    low = more.low if more.low is not None else -math.inf
    high = less.high if less.high is not None else math.inf
    room = _ABOUT * max(abs(e) for e in (low, high) if math.isfinite(e)) if math.isfinite(low + high) else 0.0
    return low - high > (room if "about" in (more.bound, less.bound) else 0.0)


def is_part(estimate: Estimate) -> bool:
    """Whether it counts a part of what another figure of its page counts."""
    return estimate.part_of is not None or estimate.first.quantity.scope == "part"


def takes_back(words: str) -> bool:
    """Whether a sentence says that an earlier figure was wrong."""
    padded = f" {fold(words)} "
    return any(f" {phrase} " in padded for phrase in table().takes_back)


def grows(estimate: Estimate) -> bool:
    """Whether what it counts can only become more."""
    return fold(estimate.definition or "") in table().grows


def _is_one_voice(a: Estimate, b: Estimate) -> bool:
    """One speaker, or one piece of reporting in two outlets' own voices."""
    own = a.first.speaker is None and b.first.speaker is None
    return a.by == b.by or (own and not a.origins.isdisjoint(b.origins))


def _is_later(late: Estimate, early: Estimate) -> bool:
    """Whether one figure is of a later time than another and may be what became of it."""
    when = [_DAY.match(e.first.quantity.when or "") for e in (early, late)]
    told = [found[0] for found in when if found]
    if len(told) == len(when):
        known = min(map(len, told))
        if told[0][:known] != told[1][:known]:
            return told[0] > told[1]
        if not grows(late):
            return False
    return _day(early) < _day(late) and (exceeds(late, early) or not grows(late))


def _day(estimate: Estimate) -> date:
    return estimate.published or date.max
