"""Where time expressions stand in a stretch of text, leftmost and longest, and what each means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._times_formula import day_of, grain
from onrecord.reader._times_rules import RULES
from onrecord.reader._times_shape import Meaning, Shape
from onrecord.reader._times_tense import is_future
from onrecord.reader._times_words import words

if TYPE_CHECKING:
    from onrecord.model import TimeType
    from onrecord.reader._times_tokens import Words

REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
_OF_DATES = frozenset({"SINCE", "UNTIL", "BEFORE", "AFTER", "ON_OR_BEFORE"})
# What "the" belongs to: decades, quarters, seasons; not "the 2008 elections".
_WITH_ARTICLE = frozenset("GOSPLnpvf1")


class Hit(NamedTuple):
    """The words [start, end) of a stretch and what they mean."""

    start: int
    end: int
    meaning: Meaning


def hits(own: Words) -> list[Hit]:
    """The expressions of a stretch, leftmost and longest, with what belongs to them on the left."""
    found: list[Hit] = []
    at = 0
    while at < len(own.low):
        hit = max((_fixed(own, at), _shaped(own, at)), key=lambda h: h.end if h else 0)
        if hit is None:
            at += 1
            continue
        found.append(_widened(own, hit, found[-1].end if found else 0))
        at = hit.end
    return found


def _shaped(own: Words, at: int) -> Hit | None:
    """The longest shape that begins at a word."""
    best: Hit | None = None
    for pattern, means in RULES.get(own.letters[at], ()):
        match = pattern.match(own.letters, at)
        if match and (best is None or match.end() > best.end):
            meaning = means(Shape(own, match))
            if meaning and not _is_compound(own, match.end(), meaning):
                best = Hit(at, match.end(), meaning)
    return best


def _is_compound(own: Words, end: int, meaning: Meaning) -> bool:
    """Whether a word joined by a hyphen makes something else of it: "soon-to-open"."""
    hyphened = own.letters[end : end + 1] == "-" and own.spans[end].start == own.spans[end - 1].end
    return hyphened and meaning.written in REFERENCES


def _fixed(own: Words, at: int) -> Hit | None:
    """A word or phrase with one reading, or a holiday."""
    for phrase, written in words().phrases.get(own.low[at], ()):
        end = at + len(phrase)
        if tuple(own.low[at:end]) != phrase or (own.is_capital(at) and _is_named(own, at)):
            continue
        if written.startswith("holiday "):
            return _holiday(own, at, end, written.removeprefix("holiday "))
        hit = _fixed_hit(own, at, end, written)
        return None if _is_compound(own, end, hit.meaning) else hit
    return None


def _is_named(own: Words, at: int) -> bool:
    """Whether a capital and the capital before make it a name: "USA Today"."""
    return at > 0 and own.letters[at] == "x" and own.letters[at - 1] == "*" and own.is_capital(at - 1)


def _fixed_hit(own: Words, at: int, end: int, written: str) -> Hit:
    if written.startswith("SET "):
        return Hit(at, end, Meaning("SET", written.removeprefix("SET ")))
    if own.letters[end : end + 1] == "P" and written.endswith(" day"):
        return Hit(at, end + 1, Meaning("TIME", f"{written} T{words().parts[own.low[end]]}"))
    length = written[0] == "P" and written not in REFERENCES
    kind: TimeType = "DURATION" if length else "TIME" if " T" in written else "DATE"
    mod = words().positions.get(own.low[at]) if kind == "DATE" else None
    return Hit(at, end, Meaning(kind, written, mod))


def _holiday(own: Words, at: int, end: int, name: str) -> Hit | None:
    if not own.is_capital(at):
        return None
    year = end + (own.letters[end : end + 1] == ",")
    if own.letters[year : year + 1] == "Y":
        day = day_of(name, int(own.low[year]))
        return Hit(at, year + 1, Meaning("DATE", day.isoformat())) if day else None
    led = own.before(at) if own.before(at) in ("last", "next") else ""
    way = led or ("coming" if is_future(own, at, end) else "latest")
    return Hit(at - 1 if led else at, end, Meaning("DATE", f"{way} {name.capitalize()}"))


def _widened(own: Words, hit: Hit, least: int) -> Hit:
    """With the article and the words before that are part of it: `the end of`, `early`, `mid-`, `about`, `since`."""
    hit = _on_the_night(own, hit)
    start, mod = hit.start, hit.meaning.mod
    if hit.meaning.type in ("DATE", "TIME") and hit.meaning.written not in REFERENCES:
        start, mod = _positioned(own, start, mod)
    if hit.meaning.type == "DATE" and (start < hit.start or own.letters[start] in _WITH_ARTICLE):
        start -= own.letters[max(0, start - 1) : start] == "T"
    counts = hit.meaning.type == "DURATION" or own.letters[hit.end - 1] == "g"
    if not counts or own.letters[start] in "AhXNDYV":
        start, mod = _modified(own, start, mod, moves=counts)
    return Hit(max(start, least), hit.end, hit.meaning._replace(mod=mod))


def _on_the_night(own: Words, hit: Hit) -> Hit:
    """`the night of March 3`: the part of the day that is named before it."""
    if own.letters[max(0, hit.start - 2) : hit.start] != "Po" or grain(hit.meaning.written) != "day":
        return hit
    part = f"T{words().parts[own.low[hit.start - 2]]}"
    written = f"{hit.meaning.written} {part}" if is_formula(hit.meaning.written) else f"{hit.meaning.written}{part}"
    return Hit(hit.start - 2, hit.end, hit.meaning._replace(type="TIME", written=written))


def _positioned(own: Words, start: int, mod: str | None) -> tuple[int, str | None]:
    before = own.letters[max(0, start - 4) : start]
    for shape, size in (("EoT", 3), ("Eo", 2), ("eT", 0), ("e-", 2), ("e", 1), ("i", 1), ("j", 1)):
        if size and before.endswith(shape):
            return start - size, words().positions.get(own.low[start - size], mod)
    return start, mod


def _modified(own: Words, start: int, mod: str | None, *, moves: bool) -> tuple[int, str | None]:
    """TIMEX3's modifier from the words before; those of a length are part of it, those of a date are not."""
    for size in (3, 2, 1):
        phrase = tuple(own.low[start - size : start]) if start >= size else ()
        found = words().modifiers.get(phrase)
        if found and moves != (found in _OF_DATES):
            return start - size if moves else start, mod or found
    return start, mod


def is_formula(written: str) -> bool:
    """Whether it must be reckoned from something; values have no spaces."""
    return " " in written
