"""Periods of the calendar: `last year`, `the same day`, `third quarter`, `winter 2015`, `the 1990s`, `19th century`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._times_numbers import duration
from onrecord.reader._times_shape import BACK, WAYS, Meaning, Shape, ordinal, step
from onrecord.reader._times_words import words

if TYPE_CHECKING:
    from onrecord.reader._times_tokens import Words

# "the quarter", after these words, is one that was spoken of.
_IN = {
    "quarter": ("in", "during", "for", "of"),
    "year": ("during", "for", "ending"),
    "month": ("during", "for", "in"),
    "week": ("during", "for", "in", "ending"),
    "day": ("during", "ending"),
    "decade": ("during", "in"),
}
_CLOSERS = frozenset({'"', "”", ";", "when", "and", "but"})
_FINE = frozenset({"second", "minute", "hour"})
# Of which news speaks; "the 90th century" is a slip.
_LAST_CENTURY = 30
# "the '10s" are of this century.
_SHORT_DECADE = 20
_BEFORE_DECADE = frozenset({"the", "-", "early", "late", "mid"})


def relative(shape: Shape) -> Meaning | None:
    """`last year`, `this week`, `the same day`, `the following month`, `the next day`."""
    way, unit = shape.letter("w"), shape.unit()
    if unit in _FINE or (way == "t" and shape.word("w") != "that"):
        return None
    definite_article = shape.letter("t") == "T"
    if definite_article and way == "L" and unit not in ("quarter", "weekend", "century"):
        return Meaning("DURATION", duration(1, unit)) if unit != "day" else None
    back = way in BACK or (way == "n" and (definite_article or unit == "day"))
    return Meaning("DATE", f"{step(way)} {unit}", back=back) if back or unit != "day" else None


def definite(shape: Shape) -> Meaning | None:
    """`in the quarter`, `the end of the day`, `the weekend`, `the year before`."""
    found, unit, (start, end) = shape.found, shape.unit(), shape.match.span()
    way = found.letters[end - 1]
    if unit in _FINE or unit in ("century", "fortnight"):
        return None
    if way in ("a", "b"):
        return Meaning("DATE", f"{'-1' if way == 'b' else '+1'} {unit}", back=True) if closes(found, end) else None
    if unit == "weekend":
        return Meaning("DATE", f"{shape.way} weekend")
    goes_on = found.letters[end : end + 1] in ("o", "Z", "-", "b", "a", "'")
    led = found.letters[max(0, start - 2) : start] == "Eo" or found.before(start) in _IN.get(unit, ())
    return Meaning("DATE", f"0 {unit}", back=True) if led and not goes_on else None


def closes(found: Words, end: int) -> bool:
    """Whether nothing that "before" or "after" could govern follows."""
    return end >= len(found.low) or found.letters[end] in ",.)" or found.low[end] in _CLOSERS


def recent(shape: Shape) -> Meaning | None:
    """`the recent storm`; not `their most recent bridge`."""
    compared = shape.found.before(shape.match.start()) in ("most", "more", "less", "as")
    return None if compared else Meaning("DATE", "PAST_REF")


def year(shape: Shape) -> Meaning | None:
    """`2015`, `fiscal 2015`, `the year 2000`, `2012-13`."""
    year, until = shape.word("y"), shape.word("until")
    if not until:
        return Meaning("DATE", year)
    found = shape.found
    adjoin = found.spans[shape.at("y")].end + 1 == found.spans[shape.at("until")].start
    full = year[: len(year) - len(until)] + until
    return Meaning("DATE", f"{year}/{full}") if adjoin and len(full) == len(year) and full > year else None


def decade(shape: Shape) -> Meaning | None:
    """`the 1990s`, `the '80s`, `the nineties`: three figures."""
    word = shape.word("g").strip("'’").rstrip("s").strip("'’")
    before = shape.found.before(shape.match.start())
    if not word[0].isdigit():
        return Meaning("DATE", str(words().decades[shape.word("g")])) if before in _BEFORE_DECADE else None
    if len(word) == len("80"):
        led = before in _BEFORE_DECADE or before in ("and", "to") or not shape.word("g")[0].isdigit()
        return Meaning("DATE", f"{'19' if int(word) >= _SHORT_DECADE else '20'}{word[0]}") if led else None
    return Meaning("DATE", word[:3]) if "1500" <= word <= "2090" else None


def century(shape: Shape) -> Meaning | None:
    """`19th century`: two figures, of the years that begin with them."""
    which = ordinal(shape.word("o"))
    return Meaning("DATE", f"{which - 1:02}") if shape.unit() == "century" and 1 < which <= _LAST_CENTURY else None


def fraction(shape: Shape) -> Meaning | None:
    """`third quarter`, `the first half of 2009`, `the third quarter of last year`, `Q3 2012`."""
    name = _fraction_name(shape)
    if not name:
        return None
    if shape.word("y"):
        return Meaning("DATE", f"{shape.word('y')}-{name}")
    way = shape.letter("w") or shape.letter("w2")
    if way:
        unit = shape.unit("v") or shape.unit("v2")
        return Meaning("DATE", f"{step(way)} year -{name}", back=way in BACK) if unit == "year" else None
    if name[0] == "H":
        # Of a match, a book or a hearing too: only with a year, or as `first-half results`.
        hyphened = shape.found.letters[shape.match.start() + 1 : shape.match.start() + 2] == "-"
        return Meaning("DATE", f"{shape.way} {name}") if hyphened else None
    # "the fourth quarter", said in August of what is past by its verb, is rarely that of the year before.
    way = "coming" if shape.way == "coming" else "nearest"
    return Meaning("DATE", f"{way} {name}")


def _fraction_name(shape: Shape) -> str:
    """Q1 to Q4, H1 or H2; nothing where it is neither."""
    if shape.word("q"):
        return shape.word("q").upper() if shape.found.is_capital(shape.at("q")) else ""
    which = ordinal(shape.word("o"))
    size, most = ("H", 2) if shape.letter("u") == "h" else ("Q", 4) if shape.unit() == "quarter" else ("", 0)
    return f"{size}{which}" if 1 <= which <= most else ""


def season(shape: Shape) -> Meaning | None:
    """`last summer`, `winter 2015`, `the summer of 2009`, `this fall`."""
    name = words().seasons[shape.word("s")]
    way = shape.letter("w")
    if shape.word("y"):
        return Meaning("DATE", f"{shape.word('y')}-{name}")
    if shape.word("w2"):
        return Meaning("DATE", f"{step(shape.letter('w2'))} year -{name}") if shape.unit() == "year" else None
    if way == "H":
        return Meaning("DATE", f"0 year -{name}")
    if way in WAYS:
        return Meaning("DATE", f"{WAYS[way]} {name}")
    return Meaning("DATE", f"{shape.way} {name}") if _is_bare_season(shape) else None


def _is_bare_season(shape: Shape) -> bool:
    """Whether "the summer" is a time of the year; "the fall of the city", "Summer Games" are none."""
    found, at = shape.found, shape.at("s")
    led = words().lists[
        "bare_seasons.doubtful_before" if found.low[at] in ("fall", "spring") else "bare_seasons.before"
    ]
    if found.before(at) not in led or found.letters[at + 1 : at + 2] in ("o", "-"):
        return False
    return not found.is_capital(at) or found.opens(at)
