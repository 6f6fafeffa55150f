"""Numbers and lengths of time: `two and a half years` is 2.5 and P2.5Y, `several weeks` is PXW."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._times_words import words

if TYPE_CHECKING:
    from onrecord.reader._times_tokens import Words

_LETTER = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
# Lengths that have no letter of their own are given in one that has.
_FOLD = {"fortnight": 2, "decade": 10, "century": 100}
_INTO = {"decade": "Y", "century": "Y"}
_SMALLER = {"hour": ("TM", 60), "minute": ("TS", 60)}
_MOST = 10**9
_SCALES = (100, 1000, 12)


def duration(count: float | str, unit: str) -> str:
    """TIMEX3's duration: P3D, PT2H, P2.5Y, P20Y of two decades; X where the count is not given."""
    if isinstance(count, str):
        letter = _LETTER[unit]
        return f"PT{count}{letter[1]}" if letter[0] == "T" else f"P{count}{letter}"
    if count % 1 and unit in _SMALLER:
        letter, times = _SMALLER[unit]
        return f"PT{count * times:.10g}{letter[1]}"
    count *= _FOLD.get(unit, 1)
    letter = _INTO.get(unit) or _LETTER[unit]
    figure = f"{count:.10g}"
    return f"PT{figure}{letter[1]}" if letter[0] == "T" else f"P{figure}{letter}"


def number(found: Words, start: int, end: int) -> float | str | None:
    """The number of words [start, end); X where it is not given, None where it is none."""
    low, letters = found.low[start:end], found.letters[start:end]
    if "X" in letters:
        return 2 if "couple" in low else "X"
    if letters.endswith("&Ah"):
        whole = number(found, start, end - 3)
        return None if whole is None or isinstance(whole, str) else whole + 0.5
    if "h" in letters:
        return 0.5
    if letters == "A":
        return 1
    return _of_figures([word for word, letter in zip(low, letters, strict=True) if letter not in "-A"])


def _of_figures(low: list[str]) -> float | None:
    total = current = 0.0
    if "/" in low:
        return _with_fraction(low)
    for at, word in enumerate(low):
        value = words().numbers.get(word)
        if value is None:
            figure = _figure(word)
            if figure is None or at:
                return None
            current = figure
        elif value in _SCALES and at:
            current *= value
        else:
            total, current = total + current, value
    return total + current


def _figure(word: str) -> float | None:
    try:
        value = float(word.replace(",", ""))
    except ValueError:
        return None
    return value if value < _MOST else None


def _with_fraction(low: list[str]) -> float | None:
    """`2 1/2`."""
    bar = low.index("/")
    figures = [_figure(word) for word in (*low[: bar - 1], low[bar - 1], *low[bar + 1 : bar + 2])]
    if None in figures or len(figures) not in (2, 3) or not figures[-1]:
        return None
    plain = [figure for figure in figures if figure is not None]
    return sum(plain[:-2]) + plain[-2] / plain[-1]
