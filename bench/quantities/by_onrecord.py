"""The package's quantities, as spans and as the values of the sentence metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.quantities.scores import Value

from onrecord.reader._amounts import Amount, amount  # what a sentence measures in time is no quantity: asked here alone
from onrecord.reader._counts import Words, lists  # likewise
from onrecord.reader._quantities import (
    quantities,
)  # the door reads whole articles with the network, which is not measured
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Quantity, Span

# The metric compares values and bounds apart: an open side takes the value of the other.
_BOUNDS = {
    "exactly": "equal", "between": "equal", "about": "about", "at least": "more than", "more than": "more than",
    "up to": "less than", "fewer than": "less than",
}  # fmt: skip
_NONE = ("no", "none", "nobody")
# `rose sharply to 45`
_REACH = 3


def spans(text: str) -> list[tuple[int, int]]:
    """Where quantities stand, of the kinds that MEANTIME marks: no scores and ranks, no persons without a number."""
    found = (quantity for sentence in sentences(text) for quantity in quantities(text, sentence))
    return [(q.span.start, q.span.end) for q in found if q.kind not in ("score", "rank") and not _is_single(q)]


def _is_single(quantity: Quantity) -> bool:
    return quantity.wording is not None and quantity.low is not None


def values(text: str, *, lengths: bool) -> list[Value]:
    """The values of a text in the metric's terms; with `lengths`, those of lengths of time too."""
    found = [value for sentence in sentences(text) for value in _values(text, sentence)]
    return found + [value for sentence in sentences(text) for value in _lengths(text, sentence)] if lengths else found


def _values(text: str, sentence: Span) -> Iterator[Value]:
    words = Words.of(text, sentence)
    places = {span.start: at for at, span in enumerate(words.spans)}
    for quantity in quantities(text, sentence):
        written = text[slice(*quantity.span)].lower().split()
        if quantity.kind not in ("score", "rank") and quantity.wording is None and written[0] not in _NONE:
            change = quantity.change or _reached(words, places[quantity.span.start])
            yield from _value(quantity.low, quantity.high, quantity.bound, change)


def _value(low: float | None, high: float | None, bound: str, change: str | None) -> Iterator[Value]:
    first, last = (low if low is not None else high), (high if high is not None else low)
    if first is not None and last is not None:
        yield Value(first, last, change if change and bound == "exactly" else _BOUNDS[bound])


def _reached(words: Words, at: int) -> str | None:
    """The metric also calls a level that was reached up or down: `rose to 45`, but not `rose 3 to 45`."""
    if words.at(at - 1) != "to":
        return None
    for place in range(at - 2, at - 2 - _REACH, -1):
        if words.has_value(place):
            return None
        for way in ("up", "down"):
            if lists().is_in(words.at(place), f"change.{way}"):
                return way
    return None


def _lengths(text: str, sentence: Span) -> Iterator[Value]:
    words, at = Words.of(text, sentence), 0
    while at < len(words.low):
        found = amount(words, at, titled=False) if lists().may_begin(words.low[at]) else None
        if isinstance(found, Amount) and found.kind == "duration":
            yield from _value(found.low, found.high, found.bound, _reached(words, found.start))
        at = max(at + 1, found.end if isinstance(found, Amount) else found or 0)
