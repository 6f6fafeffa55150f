"""Numbers with what bounds them, and of what kind they are: counts, ages, scores, ranks, sums, lengths of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.reader._counts import lists
from onrecord.reader._figures import dashed, figure_at
from onrecord.reader._labels import is_label
from onrecord.reader._numbers import Number, value

if TYPE_CHECKING:
    from onrecord.model import Bound
    from onrecord.reader._counts import Words
    from onrecord.reader._figures import Figure, Kind

# One whose age a bare number between commas may be.
_OLDEST = 115
# A list of ages, or a run of bounds, that is longer nobody writes.
_LONGEST_LIST, _MOST_BOUNDS = 12, 3


class Amount(NamedTuple):
    """An interval at words [start, end), bound and unit among them; the figure itself begins at `first`."""

    start: int
    first: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    kind: Kind
    unit: str | None = None
    wording: str | None = None


def amount(words: Words, at: int, *, titled: bool) -> Amount | int | None:
    """The amount that begins at a word; where a number stands that counts nothing, the place behind it; else None."""
    figure = figure_at(words, at)
    if figure is None:
        return None
    plain = Number(figure.first, figure.end, figure.low, figure.high)
    if figure.kind == "count":
        figure = _rank(words, figure) or _age(words, figure) or _score(words, figure) or figure
    if figure.kind == "count" and is_label(words, plain, titled=titled):
        return figure.end
    return _bounded(words, figure)


def _rank(words: Words, figure: Figure) -> Figure | None:
    """`No. 2`, `ranked 5`, `the number 3 seed`; `a number 7 bus` is a name."""
    place = figure.first - 1
    place -= words.at(place) == "." and words.at(place - 1) == "no"
    word = words.at(place)
    if not lists().is_in(word, "ranks.before") or (word == "no" and words.at(place + 1) != "."):
        return None
    if word == "number" and words.at(place - 1) in ("a", "phone"):
        return None
    return figure._replace(start=place, kind="rank")


def _age(words: Words, figure: Figure) -> Figure | None:
    """`aged 40`, `Name, 22, of Flint`, `40 years old`, `under the age of 21`, `ages 5 to 9`, `ages 24, 20 and 19`."""
    known, before, after = lists(), words.at(figure.first - 1), words.at(figure.end)
    of = before == "of" and words.at(figure.first - 2) in ("age", "ages")
    if of or known.is_in(after, "ages.after") or _is_listed_age(words, figure.first - 1):
        return figure._replace(kind="age", unit="year")
    plausible = 0 < (figure.high or 0) < _OLDEST and figure.end == figure.first + 1
    if not plausible or not words.low[figure.first].isdecimal():
        return None
    owner = figure.first - 2 - (words.at(figure.first - 2) == ".")
    aside = before == "," and after in (",", ".", ")", "", ";") and _is_personal(words, owner)
    bracketed = before == "(" and after == ")" and words.named(owner)
    return figure._replace(kind="age", unit="year") if aside or bracketed else None


def _is_listed_age(words: Words, at: int) -> bool:
    """Whether the words back from a place are a list of numbers that `ages` begins."""
    for place in range(at, max(-1, at - _LONGEST_LIST), -1):
        word = words.low[place]
        if word not in (",", "and", "to", "or", "-", "between", "from") and not word.isdecimal():
            return lists().is_in(word, "ages.before")
    return False


def _is_personal(words: Words, at: int) -> bool:
    """A name, or a person in a headline (`Girl, 3, injured`)."""
    return (words.named(at) and words.low[at][0].isalpha()) or lists().is_in(words.at(at), "persons.words")


def _score(words: Words, figure: Figure) -> Figure | None:
    """`won 3-1`, `a 5-4 ruling`: joined by a dash, the second not above the first, or with a score's word near."""
    first, second = value(words.at(figure.first)), value(words.at(figure.first + 2))
    if not (dashed(words, figure.first + 1) and words.glued(figure.first + 1)) or first is None or second is None:
        return None
    near = (*words.run(figure.first - 4, figure.first), *words.run(figure.first + 3, figure.first + 5))
    if first < second and not any(lists().is_in(word, "scores.words") for word in near):
        return None
    low, high = sorted((first, second))
    return figure._replace(end=figure.first + 3, low=low, high=high, kind="score", unit=None)


def _bounded(words: Words, figure: Figure) -> Amount:
    """The figure with the words that bound it, before and behind."""
    bound, start, end = None, figure.start, figure.end
    if figure.kind not in ("score", "rank"):
        bound, start = _before(words, figure.start)
        after, end = _behind(words, end)
        bound = bound or after
    ranged = figure.low != figure.high and figure.kind != "score"
    if bound in (None, "exactly"):
        bound = "about" if figure.low is None else "between" if ranged else "exactly"
    low = figure.low if ranged or bound not in ("up to", "fewer than") else None
    high = figure.high if ranged or bound not in ("at least", "more than") else None
    return Amount(start, figure.first, end, low, high, cast("Bound", bound), figure.kind, figure.unit, figure.wording)


def _before(words: Words, start: int) -> tuple[str | None, int]:
    """What bounds the number that starts at a word, and where that begins; of several the one that says most."""
    bound: str | None = None
    for _ in range(_MOST_BOUNDS):
        found = words.phrase_before(start, lists().bounds)
        if found is None:
            break
        bound = found[0] if bound in (None, "about", "exactly") else bound
        start = found[1]
    return bound, start


def _behind(words: Words, end: int) -> tuple[str | None, int]:
    """The bound behind a number, and where the number ends with it: `200 or so`; in `100 people or more`, before it."""
    known = lists()
    found = words.phrase(end, known.bounds_after)
    if found:
        return found
    beyond = words.phrase(end + 1, known.bounds_after) if words.at(end + 1) == "or" else None
    return (beyond[0] if beyond and words.at(end)[:1].isalpha() else None), end
