"""Numbers as intervals, with what they count. Dates, ages, times and the numbers of names are passed over."""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import Quantity, Span
from onrecord.reader._lexicon import lexicon, table
from onrecord.text import tokens

if TYPE_CHECKING:
    from onrecord.model import Bound

_ENTRIES = ("words", "scales", "open", "bounds", "money", "roles", "goes_with", "totals", "labels", "plurals")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(k|m|bn|mn)")
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}
_DASHES = frozenset("-–—")
# Figures of four digits in this range, with no grouping and nothing counted, are years.
_YEARS = range(1500, 2100)
_LONGEST_COUNTED = 4
# How far from the number a role word may stand, in words; the nearest decides.
_ROLE_REACH = 9
_LONGEST_NUMBER = 6
_THOUSAND = 1000.0
EARLIER = "earlier"
"""Scope of a figure that its own sentence replaces by another."""
_OLDEST = 110
# A plural ends what is counted; shorter words in -s (his, was) are none.
_SHORTEST_PLURAL = 4


class _Lists(NamedTuple):
    values: dict[str, float]
    scales: dict[str, float]
    open: frozenset[str]
    bounds: dict[tuple[str, ...], str]
    money: dict[str, str]
    roles: dict[str, str]
    before: frozenset[str]
    after: frozenset[str]
    stops: frozenset[str]
    goes_with: dict[str, frozenset[str]]
    totals: frozenset[str]
    plurals: frozenset[str]


class _Number(NamedTuple):
    """An interval at words [start, end) of a sentence."""

    start: int
    end: int
    low: float | None
    high: float | None


@functools.cache
def _lists() -> _Lists:
    raw = table("quantities.toml", entries=_ENTRIES)
    labels = raw["labels"]
    return _Lists(
        values={word: float(value) for word, value in raw["words"].items()},
        scales={word: float(value) for word, value in raw["scales"].items()},
        open=frozenset(raw["open"]["words"]),
        bounds={tuple(p.split()): bound for bound, phrases in raw["bounds"].items() for p in phrases},
        money=raw["money"],
        roles={word: role for role, words in raw["roles"].items() for word in words},
        before=frozenset(labels["before"].split()),
        after=frozenset(labels["after"].split()),
        stops=frozenset(labels["stops"].split()),
        goes_with={role: frozenset(words.split()) for role, words in raw["goes_with"].items()},
        totals=frozenset(raw["totals"]["words"]),
        plurals=frozenset(raw["plurals"]["words"]),
    )


def quantities(text: str, sentence: Span) -> tuple[Quantity, ...]:
    """The quantities of one sentence, in text order, not yet bound to who states them."""
    spans = tokens(text, sentence)
    low = [text[a:b].lower().replace("’", "'") for a, b in spans]
    found: list[Quantity] = []
    at = 0
    while at < len(low):
        number = _number(low, at)
        if number is None or _is_label(low, number):
            at = max(at + 1, number.end if number else 0)
            continue
        if all(math.isfinite(value) for value in (number.low, number.high) if value is not None):
            found.append(_quantity(text, spans, low, number, found))
        at = number.end
    return tuple(found)


def _number(low: list[str], at: int) -> _Number | None:
    """The number, or the range, that begins at a word."""
    if low[at] == "between":
        first = _single(low, at + 1)
        second = _single(low, first[0] + 1) if first and low[first[0] : first[0] + 1] == ["and"] else None
        return _range(low, at, first, second) if first and second else None
    first = _single(low, at)
    if first is None:
        return _open(low, at)
    end, value = first
    if end < len(low) - 1 and (low[end] in ("to", "or") or low[end] in _DASHES):
        second = _single(low, end + 1)
        if second and (second[1] > value or low[second[0] - 1] in _lists().scales):
            return _range(low, at, first, second)
    return _Number(at, end, value, value)


def _open(low: list[str], at: int) -> _Number | None:
    """`dozens`, `hundreds of thousands`: no figure is given."""
    end = at
    while end < len(low) and low[end] in _lists().open:
        end += 2 if low[end + 1 : end + 2] == ["of"] and low[end + 2 : end + 3] and low[end + 2] in _lists().open else 1
    return _Number(at, end, None, None) if end > at else None


def _range(low: list[str], at: int, first: tuple[int, float], second: tuple[int, float]) -> _Number | None:
    """`10-12,000` and `3 to 5 million` lend the second figure's scale to the first."""
    end, high = second
    start = first[1]
    scale = _lists().scales.get(low[end - 1], _THOUSAND if "," in low[end - 1] and high % _THOUSAND == 0 else 1.0)
    if start < min(high / scale, _THOUSAND):
        start *= scale
    return _Number(at, end, start, high) if start <= high else None


def _single(low: list[str], at: int) -> tuple[int, float] | None:
    """Where the number that begins at `at` ends, and its value: `$1.5 million`, `two thousand five hundred`."""
    if at < len(low) and low[at] in _lists().money and not low[at].isalpha():
        at += 1
    scales = _lists().scales
    first = _value(low[at]) if at < len(low) else None
    if first is None and low[at : at + 1] == ["a"] and at + 1 < len(low) and low[at + 1] in scales:
        first = 1.0
    if first is None:
        return None
    total, current, end = 0.0, first, at + 1
    while end < len(low) and end - at < _LONGEST_NUMBER:
        scale, value = scales.get(low[end]), _value(low[end]) if low[end - 1] in scales else None
        if scale:
            current *= scale
        elif value is not None and value < scales[low[end - 1]]:
            total, current = total + current, value
        else:
            break
        end += 1
    return end, total + current


def _value(word: str) -> float | None:
    if _FIGURE.fullmatch(word):
        return float(word.replace(",", ""))
    suffixed = _SUFFIXED.fullmatch(word)
    if suffixed:
        return float(suffixed[1]) * _SUFFIXES[suffixed[2]]
    tens, _, ones = word.partition("-")
    values = _lists().values
    if tens in values and (not ones or (ones in values or ones == "one")):
        return values[tens] + (values.get(ones, 1.0) if ones else 0.0)
    return None


def _is_label(low: list[str], number: _Number) -> bool:
    before = low[number.start - 1] if number.start else ""
    if before == "." and number.start > 1:
        before = low[number.start - 2]
    after = low[number.end] if number.end < len(low) else "."
    if before in _lists().before or after in _lists().after or before in ("'", "#", ":", "/") or after in (":", "/"):
        return True
    if before == "," and number.start > 1 and _is_age(low, number):
        return True
    word = low[number.start]
    return (
        number.low is not None
        and number.low in _YEARS
        and len(word) == len("2024")
        and word.isdigit()
        and not _counted(low, number.end)
    )


def _is_age(low: list[str], number: _Number) -> bool:
    """`Name, 22, of Flint`."""
    return (
        low[number.end : number.end + 1] in ([","], ["."])
        and number.high is not None
        and 1 < number.high < _OLDEST
        and low[number.start].isdigit()
    )


def _quantity(text: str, spans: tuple[Span, ...], low: list[str], number: _Number, earlier: list[Quantity]) -> Quantity:
    bound, start = _bound(low, number)
    unit, end = _unit(low, number)
    # `dozens of soldiers`, `three of the men`
    first = end + 1 if low[end : end + 1] == ["of"] and number.low is None else end
    counted = _counted(low, first) if unit is None else []
    noun = text[spans[first].start : spans[first + len(counted) - 1].end] if counted else None
    role = _role(low, number, counted)
    if noun is None and unit is None:
        noun = _total_of(low, number) or (earlier[-1].counted if earlier else None)
    return Quantity(
        span=Span(spans[start].start, spans[end - 1].end),
        low=number.low if bound not in ("up to", "fewer than") else None,
        high=number.high if bound not in ("at least", "more than") else None,
        bound=bound,
        unit=unit,
        counted=noun,
        role=role,
        scope=EARLIER if _is_earlier(low, start, earlier) else None,
    )


def _is_earlier(low: list[str], start: int, before: list[Quantity]) -> bool:
    """Whether it is what was counted before: `up from about 100 and 1,000`."""
    if low[max(0, start - 2) : start] in (["up", "from"], ["down", "from"]):
        return True
    return low[start - 1 : start] == ["and"] and bool(before) and before[-1].scope == EARLIER


def _bound(low: list[str], number: _Number) -> tuple[Bound, int]:
    for size in (3, 2, 1):
        start = number.start - size
        bound = _lists().bounds.get(tuple(low[start : number.start])) if start >= 0 else None
        if bound:
            return cast("Bound", bound), start
    if number.low is None:
        return "about", number.start
    if low[number.start] == "between" or number.low != number.high:
        return "between", number.start
    return "exactly", number.start


def _unit(low: list[str], number: _Number) -> tuple[str | None, int]:
    """Money and percent, and where the number with its unit ends."""
    after = low[number.end] if number.end < len(low) else ""
    if after in ("%", "percent"):
        return "%", number.end + 1
    if low[number.end : number.end + 2] == ["per", "cent"]:
        return "%", number.end + 2
    if after in _lists().money and after.isalpha():
        return _lists().money[after], number.end + 1
    for at in range(number.start, number.end):
        if low[at] in _lists().money:
            return _lists().money[low[at]], number.end
    return None, number.end


def _counted(low: list[str], at: int) -> list[str]:
    """The words of what is counted: at most four, up to the first that cannot belong to them."""
    words: list[str] = []
    for n, word in enumerate(low[at : at + _LONGEST_COUNTED], at + 1):
        if word in _lists().stops or not word[0].isalpha() or word.endswith("ly") or _is_verb(low, word, n, words):
            break
        words.append(word)
        if word in _lists().plurals or (
            len(word) >= _SHORTEST_PLURAL and word.endswith("s") and word[-2] not in "s'ui"
        ):
            break
    return words


def _is_verb(low: list[str], word: str, after: int, before: list[str]) -> bool:
    """A finite verb ends what is counted; a form in -ed does not where a noun follows it (`40 armed men`)."""
    if word.endswith("ed") and len(word) >= _SHORTEST_PLURAL:
        return bool(before) or not low[after : after + 1] or not low[after][0].isalpha()
    return lexicon().tags.get(word) == "V"


def _total_of(low: list[str], number: _Number) -> str | None:
    """`casualties could total 4,000`: what is counted stands before."""
    before = range(number.start - 1, max(-1, number.start - 1 - _ROLE_REACH), -1)
    return next((low[at] for at in before if low[at] in _lists().totals), None)


def _role(low: list[str], number: _Number, counted: list[str]) -> str | None:
    """The role word nearest to the number; the one after it wins at equal distance."""
    best: tuple[int, str] | None = None
    roles = _lists().roles
    for distance in range(_ROLE_REACH):
        for at in (number.end + distance, number.start - 1 - distance):
            if best is None and 0 <= at < len(low) and low[at] in roles and _fits(roles[low[at]], counted):
                best = None if _parted(low, number, at) else (distance, roles[low[at]])
    return best[1] if best else None


def _fits(role: str, counted: list[str]) -> bool:
    """Missiles are fired and troops deployed; a team that is launched is neither."""
    fitting = _lists().goes_with.get(role)
    return fitting is None or not counted or any(word in fitting for word in counted)


def _parted(low: list[str], number: _Number, at: int) -> bool:
    """Whether another number or a stop stands between, so that the word goes with that."""
    between = low[number.end : at] if at >= number.end else low[at + 1 : number.start]
    return any(word in (",", ";", "—", "–", "while", "and") or _value(word) is not None for word in between)
