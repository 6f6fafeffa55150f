"""Numbers with their currency or unit, and the ranges that two of them make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.model import NumberKind
from onrecord.reader._counts import lists
from onrecord.reader._numbers import Number, number, suffixed, value

if TYPE_CHECKING:
    from onrecord.reader._counts import Words

Kind = NumberKind | Literal["duration"]
_DASHES = frozenset("-–—‑−")
_WITH_UNIT = re.compile(r"(\d+(?:[.,]\d+)*)([a-z²³]+)")
# From one scale to the next: below it, the first figure of a range may lack the scale of the second.
_THOUSAND = 1000.0
_PERCENTS = frozenset({"%", "percentage point", "basis point"})
_COINS = frozenset({"cent", "penny"})
# Units that are words or letters of other use.
_UNSURE = frozenset({"t", "g", "in", "ha", "m"})
# What is hung to a number by a hyphen and makes it a count: `a 12-member crew`.
_STRENGTHS = frozenset({"member", "strong", "person", "man", "plus", "", "seat", "room", "bed"})
# How far back the verb stands that makes two figures of `rose from 3 to 5`.
_CHANGE_REACH = 5


class Figure(NamedTuple):
    """A number or a range with the currency before it and the unit behind."""

    start: int
    first: int
    end: int
    low: float | None
    high: float | None
    unit: str | None
    kind: Kind
    wording: str | None = None


def figure_at(words: Words, at: int) -> Figure | None:
    """The number at a word, and the range that it may begin."""
    word = words.at(at)
    spread = word in ("between", "from")
    first = _single(words, at + spread)
    if first is None:
        return None
    ends = {"between": ("and",), "from": ("to", "through")}.get(word, ("to", "or"))
    goes_on = words.at(first.end) in ends or dashed(words, first.end)
    second = _single(words, first.end + 1) if goes_on else None
    joined = _range(words, first, second) if second else None
    if spread:
        return joined._replace(start=at) if joined and not _changed(words, at) else None
    before = at - 1 - lists().is_in(words.at(at - 1), "change.nearly")
    if joined and words.at(before) == "from" and _changed(words, before):
        return first._replace(unit=joined.unit, kind=joined.kind)
    return joined if joined and second and not _moved(words, first, second) else first


def dashed(words: Words, at: int) -> bool:
    """A dash that joins two numbers: none that a sentence is broken by."""
    return (
        words.at(at) in _DASHES and (words.at(at) != "—" or words.glued(at)) and words.glued(at) == words.glued(at + 1)
    )


def _changed(words: Words, at: int) -> bool:
    """`rose from 3 to 5 percent`: two figures, of before and after."""
    near = words.run(at - _CHANGE_REACH, at)
    return any(lists().is_in(word, "change.up", "change.down") for word in near)


def _moved(words: Words, first: Figure, second: Figure) -> bool:
    """`rose 4 percent to 5 percent`: by how much, and to where; `rose 4 to 5 percent` is a range."""
    has_own = first.unit is not None or second.unit is None
    return words.at(first.end) == "to" and has_own and _changed(words, first.start)


def _range(words: Words, first: Figure, second: Figure) -> Figure | None:
    """`10-12,000` and `3 to 5 million` lend the second figure's scale to the first."""
    if first.low is None or second.low is None or not _are_alike(first, second):
        return None
    low, scale = first.low, _scale(words, second)
    # What has a scale of its own is whole.
    bare = first.end - first.first == 1 and suffixed(words.low[first.first]) is None
    if bare and low < min(second.low / scale, _THOUSAND):
        low *= scale
    if low >= second.low:
        return None
    kind = second.kind if second.kind != "count" else first.kind
    return Figure(first.start, first.first, second.end, low, second.high, second.unit or first.unit, kind)


def _are_alike(first: Figure, second: Figure) -> bool:
    """Whether the units of two figures let them be one range: `4% to 5%`, `$5 to $10`, `3 to 5 km`."""
    if first.kind == "duration" or (first.kind, second.kind) == ("share", "share"):
        return False
    if first.unit is None or first.unit == second.unit:
        return True
    return (second.unit is None and first.kind == "money") or (second.unit in _COINS and first.unit in _COINS)


def _scale(words: Words, figure: Figure) -> float:
    known = lists()
    for place in range(figure.end - 1, figure.first - 1, -1):
        word = words.low[place]
        if word in known.scales:
            return known.scales[word]
        if found := suffixed(word):
            return known.scales.get(found[1]) or known.suffixes[found[1]]
    word = words.low[figure.first]
    return _THOUSAND if "," in word and figure.low and figure.low % _THOUSAND == 0 else 1.0


def _single(words: Words, at: int) -> Figure | None:
    """One number with its currency or unit, or with a unit hung to it by a hyphen (`a 6.1-inch screen`)."""
    whole = _hung(words, at) or _glued(words, at)
    if whole:
        return whole
    currency, first = _currency(words, at)
    minus = words.at(first) == "minus" or _is_sign(words, first)
    found = number(words, first + minus)
    if found is None:
        return None
    if minus and found.low is not None and found.high is not None:
        found = found._replace(low=-found.low, high=-found.high)
    unit, end = _unit(words, found, currency)
    kind = _kind(words, found, unit, currency)
    return Figure(at, found.start, end, found.low, found.high, unit, kind, found.wording)


def _is_sign(words: Words, at: int) -> bool:
    """A minus, not a dash: `to -36`, not `- 36` or `10-36`."""
    return words.at(at) in ("-", "−") and words.glued(at + 1) and not words.glued(at)


def _currency(words: Words, at: int) -> tuple[str | None, int]:
    """The currency before a number, and where the number begins."""
    known, word, after = lists().currencies, words.at(at), words.at(at + 1)
    if after in ("$", "£", "€") and words.glued(at + 1) and word.isalpha():
        return known.get(word + after, known[after]), at + 2
    if word in known:
        return known[word], at + 1 + (after == "." and word == "rs")
    return None, at


def _unit(words: Words, found: Number, currency: str | None) -> tuple[str | None, int]:
    """The unit of a number, and where the number ends with it."""
    at = found.end + _has_of(words, found)
    unit = words.phrase(at, lists().units)
    if currency:
        return currency, unit[1] if unit and unit[0] == currency else found.end
    if unit is None or (words.low[unit[1] - 1] in _UNSURE and not _is_symbol(words, unit[1] - 1)):
        return None, found.end
    name, end = unit
    # `5 ft 10 in`
    if name == "foot" and words.has_value(end) and words.phrase(end + 1, lists().units):
        end += 2
    return ("GBP" if name == "pound" and _is_sterling(words, found, end) else name), end


def _has_of(words: Words, found: Number) -> bool:
    """`billions of dollars`, `half a percent`."""
    if words.at(found.end) == "a":
        return words.at(found.start) == "half"
    return words.at(found.end) == "of" and found.wording is not None


def _is_symbol(words: Words, at: int) -> bool:
    """A single letter is a unit where it is small, and a name or a preposition where it is not."""
    return words.raw[at].islower() and not words.at(at + 1)[:1].isdigit()


def _is_sterling(words: Words, found: Number, end: int) -> bool:
    """`3 million pounds` are money; `3 pounds of flour` are not."""
    return words.at(end - 2) in lists().scales or (words.at(end) != "of" and (found.high or 0) >= _THOUSAND)


def _kind(words: Words, found: Number, unit: str | None, currency: str | None) -> Kind:
    known = lists()
    after = found.end + known.is_in(words.at(found.end), "durations.between")
    if (
        currency
        or unit in _COINS
        or (unit and unit.isupper() and len(unit) == len("USD") and unit not in ("TEU", "GHz"))
    ):
        return "money"
    if unit in _PERCENTS:
        return "percent"
    if unit:
        return "measure"
    if found.share:
        return "share"
    return "duration" if known.is_in(words.at(after), "durations.words") and words.at(after) != "second" else "count"


def _hung(words: Words, at: int) -> Figure | None:
    """`12-member`, `6.1-inch`, `four-year`, `$5-million`, `twenty-year-old`."""
    currency, first = _currency(words, at)
    head, hyphen, rest = words.at(first).partition("-")
    if not hyphen or value(words.at(first)) is not None:
        return None
    tens, _, unit = rest.partition("-")
    found = value(f"{head}-{tens}")
    if found is None:
        found, unit = _of_head(head), rest
    if found is None:
        return None
    scale = lists().scales.get(unit.partition("-")[0])
    if scale:
        found, unit = found * scale, unit.partition("-")[2]
    return _measured(
        words, Figure(at, first, first + 1, found, found, currency, "money" if currency else "count"), unit
    )


def _of_head(head: str) -> float | None:
    scaled = suffixed(head)
    return 1.0 if head == "one" else scaled[0] if scaled else value(head)


def _glued(words: Words, at: int) -> Figure | None:
    """`160GB`, `15kg`: the unit in one word with the figure."""
    match = _WITH_UNIT.fullmatch(words.at(at))
    found = value(match[1]) if match else None
    unit = lists().units.get((match[2],)) if match else None
    if match is None or found is None or unit is None or suffixed(words.low[at]):
        return None
    return Figure(at, at, at + 1, found, found, unit, _kind(words, Number(at, at + 1, found, found), unit, None))


def _measured(words: Words, figure: Figure, unit: str) -> Figure | None:
    """The figure with the unit that is hung to it."""
    known = lists()
    if unit.endswith(("old", "olds")):
        return figure._replace(unit=unit.partition("-")[0].removesuffix("s"), kind="age")
    if known.is_in(unit.partition("-")[0], "durations.words"):
        return figure._replace(kind="duration")
    name = known.units.get((unit,))
    if name:
        plain = Number(figure.first, figure.end, figure.low, figure.high)
        return figure._replace(unit=name, kind=_kind(words, plain, name, figure.unit))
    return figure if unit in _STRENGTHS else None
