"""How far a figure reaches (total, period, part, earlier), whether it is a change, and what a rate is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onrecord.reader._counts import lists

if TYPE_CHECKING:
    from onrecord.model import Quantity
    from onrecord.reader._amounts import Amount
    from onrecord.reader._clauses import Counted
    from onrecord.reader._counts import Words

_REACH = 8
_NEAR = 4


def scope_of(words: Words, one: Counted, last: Quantity | None) -> str | None:
    """`earlier`, `part`, `total`, `period`, or None; in this order where several hold."""
    if _is_earlier(words, one, last):
        return "earlier"
    if one.whole is not None or _is_part(words, one):
        return "part"
    if _is_total(words, one):
        return "total"
    return "period" if _has_period(words, one.end) else None


def _is_earlier(words: Words, one: Counted, last: Quantity | None) -> bool:
    """`up from about 100 and 1,000`, `rose from 3 to 5`."""
    known = lists()
    found = words.phrase_before(one.start, known.scopes)
    if found and found[0] == "earlier":
        return True
    if words.at(one.start - 1) == "from" and "to" in words.run(one.end, one.end + 3):
        return any(known.is_in(word, "change.up", "change.down") for word in words.run(one.start - 6, one.start))
    return words.at(one.start - 1) == "and" and last is not None and last.scope == "earlier"


def _is_part(words: Words, one: Counted) -> bool:
    """`600 killed among 4,700`, `three of the 12 men`."""
    behind = words.run(one.end, one.end + 3)
    if "among" in behind[:2] and any(word[0].isdigit() for word in words.run(one.end, one.end + 4)):
        return True
    return behind[:2] in (("of", "them"), ("of", "those"), ("of", "the")) or words.run(
        one.noun.start - 2, one.noun.start
    ) == ("of", "the")


def _is_total(words: Words, one: Counted) -> bool:
    known = lists()
    before = words.phrase_before(one.start, known.scopes)
    inside = words.phrase(one.start, known.scopes)
    if any(found and found[0] == "total" for found in (before, inside)) or "toll" in words.run(
        one.start - _REACH, one.start
    ):
        return True
    for at in range(one.end, min(one.end + _REACH, len(words.low))):
        if words.low[at] in (";", "(") or words.low[at][0].isdigit():
            return False
        found = words.phrase(at, known.scopes)
        if found and found[0] == "total" and words.at(at) != "total":
            return True
    return False


def _has_period(words: Words, at: int) -> bool:
    """`in the past week alone`, `over the last year`, `within 24 hours`, `this year`."""
    known = lists()
    for place in range(at, min(at + _REACH, len(words.low))):
        if words.low[place] in (";", ",", "("):
            return False
        if words.low[place] in ("in", "over", "during", "within"):
            ahead = words.run(place + 1, place + 5)
            length = any(known.is_in(word, "durations.words") for word in ahead)
            return length and any(
                known.is_in(word, "scopes.period") or word in ("one", "a", "single") for word in ahead
            )
        if words.low[place] in ("last", "this") and known.is_in(words.at(place + 1), "durations.words"):
            return True
    return False


def change_of(words: Words, one: Counted, read: Amount, last: Quantity | None) -> Literal["up", "down"] | None:
    """`up` or `down` of a figure by which something changed; a level that it rose to is none."""
    shares = read.kind == "percent" or read.unit == "point"
    after = _way(words.at(one.end), "change.after_")
    if after and (shares or read.kind in ("money", "share") or _compares(words, one.end + 1)):
        return after
    before = words.at(read.start - 1)
    if before in ("or", "(") and last and shares:
        return last.change
    if before in ("by", "of"):
        return _way_before(words, read.start - 1)
    joined = before in ("a", "an", "another", "further", "only", "just") or before.endswith("ly")
    verb = words.at(read.start - 1 - joined)
    if lists().is_in(verb, "change.objects") and not shares:
        return None
    counts = read.kind == "count" and joined
    return None if counts else _way(verb, "change.")


def _way_before(words: Words, at: int) -> Literal["up", "down"] | None:
    """`cut its running costs by 30%`: the word of change before a place, within the phrase."""
    for place in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        way = _way(words.low[place], "change.")
        if way or not words.low[place][0].isalpha():
            return way
    return None


def _compares(words: Words, at: int) -> bool:
    """`6,000 more than before`; in `more than 12` it bounds the next number."""
    return words.at(at) == "than" and not words.has_value(at + 1)


def _way(word: str, name: str) -> Literal["up", "down"] | None:
    if lists().is_in(word, f"{name}up"):
        return "up"
    return "down" if lists().is_in(word, f"{name}down") else None


def rate_of(words: Words, at: int) -> str | None:
    """What a rate is for: `day` of "1,200 a day", `person` of "per person"."""
    known = lists()
    for place in (at, at + 1):
        if known.is_in(words.at(place), "rates.before") and known.is_in(words.at(place + 1), "rates.whole"):
            return words.at(place + 1)
    if words.at(at) == "/" and known.is_in(words.at(at + 1), "rates.whole"):
        return words.at(at + 1)
    return None
