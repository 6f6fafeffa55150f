"""Numbers in figures and in words, as intervals: `1,250`, `816 000`, `2½`, `one and a half thousand`, `a third of`.

A vague word ("dozens", "hundreds of thousands", "low thousands", "several hundred") is a number without a value.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._counts import Words, lists

if TYPE_CHECKING:
    from onrecord.reader._counts import Lists

_FIGURE = re.compile(
    r"\d+(?:\.\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"  # lakh and crore: 12,34,567
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")  # 1.234.567, which nothing else means
_SUFFIXED = re.compile(r"(\d+(?:[.,]\d+)*)(bn|mn|tn|mln|bln|[kmbt])")
_SIMPLE = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_HUNDRED, _TEN, _ONES = 100.0, 10.0, 10
# Longer runs of number words are no number that anyone reads.
_LONGEST = 16
# Thousands stand in groups of three.
_GROUP = 3
# What may follow a share that is said of nothing (`fell by a third since`).
_ENDED = frozenset({"in", "to", "from", "since", "this", "last", "and", "on"})


class Number(NamedTuple):
    """The number at words [start, end); low and high are null where `wording` gives no figure."""

    start: int
    end: int
    low: float | None
    high: float | None
    wording: str | None = None
    share: bool = False


def number(words: Words, at: int) -> Number | None:
    """The number that begins at a word, whole; `share` where it is a part of one."""
    return _share(words, at) or _vague(words, at) or _plain(words, at)


def value(word: str) -> float | None:
    """The value of one word: a figure, a numeral, or two joined by a hyphen; None of any other."""
    if word[:1].isdigit():
        return _figure(word)
    known = lists().values
    if word in known:
        return known[word]
    tens, hyphen, ones = word.partition("-")
    # A tens word takes ones only: fifty-five, not fifty-twelve.
    if hyphen and known.get(tens, 0) >= 2 * _TEN and (0 < known.get(ones, 0) < _TEN or ones == "one"):
        return known[tens] + known.get(ones, 1)
    return None


def _figure(word: str) -> float | None:
    if _FIGURE.fullmatch(word):
        found = float(word.replace(",", ""))
    elif _DOTTED.fullmatch(word):
        found = float(word.replace(".", ""))
    elif word[-1] in _SIMPLE and word[:-1].isdecimal():
        found = float(word[:-1]) + _SIMPLE[word[-1]]
    else:
        return None
    return found if math.isfinite(found) else None


def suffixed(word: str) -> tuple[float, str] | None:
    """`61bn` or `5k`: the figure with its scale, and the letters."""
    match = _SUFFIXED.fullmatch(word)
    figure = _figure(match[1]) if match else None
    if match is None or figure is None:
        return None
    known = lists()
    return figure * (known.scales.get(match[2]) or known.suffixes[match[2]]), match[2]


def _share(words: Words, at: int) -> Number | None:
    known = lists()
    first, second = words.at(at), words.at(at + 1)
    ratio = _ratio(words, at)
    if ratio:
        return ratio
    if first == "half" and second not in ("a", "an", "-"):
        bounded = words.at(at - 1) in ("than", "about", "nearly", "almost", "over", "by")
        of = second in ("of", "the", "its", "their", "all", "his", "her", "those")
        return _part(at, at + 1, 0.5) if of or (bounded and (not second[:1].isalpha() or second in _ENDED)) else None
    tops = 1.0 if first in ("a", "an", "one") else known.values.get(first)
    if tops and tops < _ONES and second in known.parts and _is_part(words, at):
        return _part(at, at + 2, tops * known.parts[second])
    top, hyphen, part = first.partition("-")
    if hyphen and part in known.parts and (top == "one" or 1 < known.values.get(top, 0) < _ONES):
        return _part(at, at + 1, known.values.get(top, 1.0) * known.parts[part])
    return None


def _is_part(words: Words, at: int) -> bool:
    """`a third of`, `by a third`; neither `a third man` nor `a quarter mile`. Thirds in the plural are always parts."""
    after = words.at(at + 2)
    if words.at(at + 1).endswith("s") or words.at(at) == "one":
        return words.at(at + 1) != "seconds"
    ended = not after[:1].isalpha() or after in _ENDED
    return after == "of" or (ended and words.at(at - 1) in ("by", "than", "to", "about", "nearly", "almost", "over"))


def _part(start: int, end: int, share: float) -> Number:
    return Number(start, end, share, share, share=True)


def _ratio(words: Words, at: int) -> Number | None:
    """`one in five`, `4 out of 5`, `nine in 10`; and `1/3`."""
    first = 1.0 if words.at(at) == "one" else value(words.at(at))
    if first is None or first != int(first) or first <= 0:
        return None
    between = {("in",): at + 3, ("out", "of"): at + 4}
    end = between.get(words.run(at + 1, at + 2)) or between.get(words.run(at + 1, at + 3))
    if words.at(at + 1) == "/" and words.glued(at + 1) and words.at(at - 1) != "/":
        end = at + 3
    whole = value(words.at(end - 1)) if end else None
    if not end or not whole or first >= whole or words.at(end) in ("/", "percent", "%"):
        return None
    written = words.at(at + 1) == "/"
    # `two in 2016` and `12 in 34 countries` are no ratios, nor is `9/11`.
    if not written and ((whole > _HUNDRED and whole % _HUNDRED) or first > _TEN or _counts_more(words, end)):
        return None
    return _part(at, end, first / whole) if not written or (whole in (2, 3, 4, 5, 8) and first < whole) else None


def _counts_more(words: Words, end: int) -> bool:
    """`three in 12 cities` counts cities, `one in five shops` is a ratio; only `out of` and one are sure."""
    return words.at(end - 2) == "in" and words.at(end - 3) != "one" and words.at(end).endswith("ies")


def _vague(words: Words, at: int) -> Number | None:
    known = lists()
    several = words.phrase(at, known.several)
    first = several[1] if several else at + (words.at(at) in known.words["open.graded"])
    end = first
    while end < at + _LONGEST and (
        known.is_in(words.at(end), "open.words") or (several and words.at(end) in known.scales)
    ):
        end += 2 if words.at(end + 1) == "of" and known.is_in(words.at(end + 2), "open.words") else 1
    if end == first or (several and words.at(at) == "some" and words.at(first) not in known.scales):
        return None
    return Number(at, end, None, None, " ".join(words.run(at, end)))


def few(words: Words, at: int) -> Number | None:
    """`several`, `a handful of`: vaguer still."""
    found = words.phrase(at, lists().few)
    return Number(at, found[1], None, None, " ".join(words.run(at, found[1])).removesuffix(" of")) if found else None


def _plain(words: Words, at: int) -> Number | None:
    found = _begun(words, at)
    if found is None:
        return None
    end, first = found
    end, total = _grown(words, end, first, lists())
    return Number(at, end, total, total) if math.isfinite(total) else None


def _begun(words: Words, at: int) -> tuple[int, float] | None:
    """Where the first word, or the group of figures, of a number ends, and its value."""
    known, word = lists(), words.at(at)
    if word in ("a", "an", "half", "one", "half-a") and (scaled := _scaled(words, at)):
        return scaled
    # `hundred and twenty`
    if word in ("hundred", "thousand") and words.at(at + 1) == "and" and _step(words, at + 1, 0.0, known.scales[word]):
        return at, 1.0
    if word == "half-dozen":
        return at + 1, known.scales["dozen"] / 2
    found = suffixed(word)
    first = found[0] if found else _SIMPLE.get(word, value(word))
    return None if first is None else _spaced(words, at, first)


def _scaled(words: Words, at: int) -> tuple[int, float] | None:
    """`a million`, `one hundred`, `half a dozen`, `half a tonne`, `one and a half`, `a half-dozen`."""
    known, word, after = lists(), words.at(at), words.at(at + 1)
    if word == "half" and after in ("a", "an"):
        scaled = words.at(at + 2) in known.scales
        return (at + 1 + scaled, 0.5) if scaled or words.phrase(at + 2, known.units) else None
    if word == "half-a" and after in known.scales:
        return at + 1, 0.5
    if word != "half" and after == "half-dozen":
        return at + 2, known.scales["dozen"] / 2
    halved = word == "one" and (words.run(at + 1, at + 4) == ("and", "a", "half") or after == "point")
    return (at + 1, 1.0) if halved or (word != "half" and after in known.scales) else None


def _spaced(words: Words, at: int, first: float) -> tuple[int, float]:
    """Thousands parted by single spaces (`816 000`), and halves written behind (`2 1/2`)."""
    end, digits = at + 1, words.low[at]
    if words.at(at - 1) == "." and words.glued(at) and not words.glued(at - 1) and digits.isdecimal():
        return end, float(f"0.{digits}")
    if digits.isdecimal() and len(digits) <= _GROUP and first:
        while len(words.at(end)) == _GROUP and words.at(end).isdecimal() and _one_space(words, end):
            digits, end = digits + words.at(end), end + 1
    half = _ratio(words, end) if words.at(end + 1) == "/" else None
    if half and half.low and end == at + 1:
        return half.end, first + half.low
    return end, float(digits) if end > at + 1 else first


def _one_space(words: Words, at: int) -> bool:
    return words.spans[at].start - words.spans[at - 1].end == 1


def _grown(words: Words, end: int, first: float, known: Lists) -> tuple[int, float]:
    """The whole of a number whose first word is read: `two` `million one hundred and eighty thousand`."""
    total, current, last, start = 0.0, first, math.inf, end
    while end - start < _LONGEST:
        word = words.at(end)
        scale = known.scales.get(word) or (known.suffixes.get(word) if words.glued(end) and end == start else None)
        if scale is not None and (scale < last or not current) and (current or total):
            if scale == _HUNDRED and current >= _HUNDRED:
                break
            if scale == _HUNDRED:
                current *= scale
            else:
                total, current, last = (total + (current or 1.0) * scale if current else total * scale), 0.0, scale
            end += 1
            continue
        step = _step(words, end, current, last)
        if step is None:
            break
        end, current, total = step[0], current + step[1], total + step[2]
    return end, total + current


def _step(words: Words, end: int, current: float, last: float) -> tuple[int, float, float] | None:
    """The next words of a number: where they end, what they add to the group and what to the whole."""
    word, before = words.at(end), words.at(end - 1)
    ends_scale = before in lists().scales
    if words.run(end, end + 3) == ("and", "a", "half"):
        return (end + 3, 0.0, last / 2) if ends_scale and not current else (end + 3, 0.5, 0.0)
    if word == "point" and (decimals := _decimals(words, end + 1)):
        return end + len(decimals) + 1, float(f"0.{decimals}"), 0.0
    skip = word == "and" and ends_scale
    skip = skip or (word == "," and ends_scale and words.at(end + 2) in ("hundred", "thousand"))
    at = end + int(skip)
    found = value(words.at(at)) if not words.at(at)[:1].isdigit() else None
    if words.at(at) == "one" and (ends_scale or _is_tens(before)):
        found = 1.0
    if not found:
        return None
    room = _HUNDRED if before == "hundred" else last if ends_scale else _TEN if _is_tens(before) else 0.0
    # `two hundred and three hundred` are two numbers.
    if found >= room or (word == "and" and words.at(at + 1) == "hundred" and before == "hundred"):
        return None
    return at + 1, found, 0.0


def _is_tens(word: str) -> bool:
    found = lists().values.get(word, 0.0)
    return found >= 2 * _TEN and found % _TEN == 0


def _decimals(words: Words, at: int) -> str:
    digits = ""
    while (
        len(digits) < _LONGEST
        and (found := lists().values.get(words.at(at), 1.0 if words.at(at) == "one" else None)) is not None
    ):
        if found >= _TEN:
            break
        digits, at = digits + str(int(found)), at + 1
    return digits
