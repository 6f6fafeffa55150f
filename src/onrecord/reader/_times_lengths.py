"""Lengths of time and what recurs: `three days`, `two weeks ago`, `the past decade`, `every two years`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._times_numbers import duration, number
from onrecord.reader._times_periods import closes
from onrecord.reader._times_shape import Meaning, Shape, ordinal
from onrecord.reader._times_words import words

if TYPE_CHECKING:
    from onrecord.model import TimeType


def counted(shape: Shape) -> Meaning | None:
    """`three days`, `two weeks ago`, `a year earlier`, `a few months later`, `12-year`, `25 years old`."""
    unit, count = shape.unit(), number(shape.found, *shape.match.span("n"))
    if count is None or not unit or unit == "weekend" or not _may_count(shape, unit):
        return None
    if shape.word("tail") and not isinstance(count, str):
        count += 0.5
    if shape.word("way"):
        return _reckoned(shape, count, unit)
    lone = shape.match["n"] == "A" and not shape.word("tail")
    return None if lone and not _stretches(shape) else Meaning("DURATION", duration(count, unit))


def _reckoned(shape: Shape, count: float | str, unit: str) -> Meaning | None:
    """So long ago, earlier, later, from now; before or after, where nothing follows that it is before or after of."""
    way = shape.word("way")
    if way in ("before", "after") and not closes(shape.found, shape.match.end()):
        return None
    if isinstance(count, str) or count % 1:
        vague = isinstance(count, str) and way == "ago"
        return Meaning("DATE", "PAST_REF") if vague else Meaning("DURATION", duration(count, unit))
    sign = "-" if way in ("ago", "earlier", "before") else "+"
    type_: TimeType = "TIME" if unit in ("hour", "minute", "second") else "DATE"
    return Meaning(type_, f"{sign}{count:.0f} {unit}", back=way not in ("ago", "from"))


def _may_count(shape: Shape, unit: str) -> bool:
    """A quarter is also a fourth; "one day" is also some day."""
    after = shape.found.after(shape.match.end())
    if unit == "quarter":
        figures = shape.letter("n") in ("N", "D") and shape.word("n") != "three" and after != "of"
        return figures or shape.letter("way") in ("g", "i", "j")
    return not (unit == "day" and shape.word("n") == "one" and after in (",", "when"))


def _stretches(shape: Shape) -> bool:
    """Whether "a week" or a bare plural is a stretch of time, by the words beside it."""
    lists, (start, end) = words().lists, shape.match.span()
    before = shape.found.before(start)
    return before in lists["stretch.before"] or shape.found.after(end) in lists["stretch.after"]


def bare_plural(shape: Shape) -> Meaning | None:
    """`for weeks`, `hours after`, `years ago`."""
    if shape.word("way") == "ago":
        return Meaning("DATE", "PAST_REF")
    doubtful = shape.found.before(shape.match.start()) in words().lists["stretch.not_after"]
    if doubtful or not _stretches(shape) or shape.unit() in ("second", "quarter", "weekend"):
        return None
    return Meaning("DURATION", duration("X", shape.unit()))


def spanned(shape: Shape) -> Meaning | None:
    """`the past two weeks`, `the next six months`, `recent years`, `the past decade`."""
    unit = shape.unit()
    count: float | str | None = 1 if shape.letter("u") == "U" else "X"
    if shape.word("n"):
        count = number(shape.found, *shape.match.span("n"))
    if count is None or unit in ("quarter", "weekend"):
        return None
    return Meaning("DURATION", duration(count, unit))


def every(shape: Shape) -> Meaning | None:
    """`every two weeks`, `each year`, `every morning`, `twice a week`."""
    part = words().parts.get(shape.word("u"))
    if part:
        return Meaning("SET", f"XXXX-XX-XXT{part}")
    count = number(shape.found, *shape.match.span("n")) if shape.word("n") else 1
    if shape.word("o"):
        count = ordinal(shape.word("o"))
    return Meaning("SET", duration(count, shape.unit())) if count and shape.unit() not in ("", "weekend") else None


def times_a(shape: Shape) -> Meaning | None:
    """`three times a week`, `twice a year`."""
    often = shape.found.before(shape.match.start()) in ("times", "once", "twice")
    return Meaning("SET", duration(1, shape.unit())) if often and shape.unit() != "second" else None
