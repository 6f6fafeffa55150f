"""When what is said and what is counted happened, as the text tells; and, kept apart, when it was said.

A time of the cue's own clause ("said on Wednesday") is when it was said. What is said happened when the first
expression of its content's main clause says. A figure is of the time that follows it in its clause, else of the one
before it, or at the head of its sentence; not of one beyond another figure. "Since" and "after" leave the time open, so
that what they govern had happened by the article's date; "by", "until" and "before" put that day earlier. Without any
expression the article's date is the bound, and for what is yet to come there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.reader._times import dated
from onrecord.reader._times_formula import first_day, last_day
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import Attribution, Quantity, Reading

_OPEN = frozenset({"SINCE", "AFTER"})
_ENDING = frozenset({"BEFORE", "UNTIL", "ON_OR_BEFORE"})
# These acts speak of what is not done yet, whatever the words.
_AHEAD = frozenset({"promise", "demand", "propose", "ask"})
_FUTURE = re.compile(
    r"^[Tt]o\s+[a-z]|\b(?:will|would|shall|won[’']t|(?:is|are|am)\s+(?:going|about|set|due|expected|scheduled|likely)\s+to"
    r"|plans?\s+to|aims?\s+to|intends?\s+to|hopes?\s+to|could|may|might|should|must)\b(?!\s+have\b)|[’']ll\b"
)
# Where a clause ends that a time at its head or tail governs.
_CLAUSE = re.compile(
    r"[;:–—]|\s(?:while|but|whereas|after|before|when|because|although|though|who|which|whose|where|if|unless"
    r"|compared\s+(?:with|to)|up\s+from|down\s+from|and\s+then)\s",
    re.IGNORECASE,
)
# A clause that leads another: "After the vote in May, troops left".
_LEADING = re.compile(
    r"(?:after|before|when|while|because|although|though|since|if|as)\s[^,.;]{1,200},\s", re.IGNORECASE
)
# In code points, on either side of a figure or from the start of a content: no clause of news is longer, and a page
# that is one sentence stays linear.
_LONGEST = 250
# What may stand before the time at the head of a sentence.
_LONGEST_HEAD = 40
_HEAD = re.compile(
    r"[\s\"“‘(]*(?:(?:but|and|meanwhile|then),?\s)?(?:in|on|at|by|during|over|late|early|the|that|and|\s)*",
    re.IGNORECASE,
)
# How far from the cue the day of saying stands, in code points; "said in an interview with the paper on Tuesday".
_NEAR_CUE = 90


class _Clue(NamedTuple):
    """A time expression that tells when: the day or period that it names."""

    span: Span
    value: str
    mod: str | None


def placed(text: str, reading: Reading, published: date | None) -> Reading:
    """The reading with its attributions and quantities placed in time by its own time expressions."""
    lines = sentences(text)
    clues = [_Clue(t.span, t.value, t.mod) for t in reading.times if t.value and first_day(t.value.split("/")[0])]
    page = _Page(text, lines, [line.start for line in lines], clues, [clue.span.start for clue in clues], published)
    said = {attribution.id: _stated(page, attribution) for attribution in reading.attributions}
    taken = {clue.span for clue in said.values() if clue}
    return replace(
        reading,
        attributions=tuple(_attribution(page, each, said[each.id]) for each in reading.attributions),
        quantities=_quantities(page, reading, taken),
    )


def redated(text: str, reading: Reading, published: date | None) -> Reading:
    """The reading as it is where the article's date is `published`; equal to reading it with that date."""
    return placed(text, replace(reading, times=dated(reading.times, published)), published)


class _Page(NamedTuple):
    """A text, its sentences and the clues in it, in text order."""

    text: str
    lines: Sequence[Span]
    line_starts: list[int]
    clues: list[_Clue]
    clue_starts: list[int]
    published: date | None

    def sentence(self, at: int) -> Span:
        """The sentence that a place stands in."""
        number = max(0, bisect_right(self.line_starts, at) - 1)
        return self.lines[number] if self.lines else Span(0, 0)

    def near(self, span: Span) -> Span:
        """The sentence of a span, so far as it is near."""
        line = self.sentence(span.start)
        return Span(max(line.start, span.start - _LONGEST), min(line.end, span.end + _LONGEST))

    def begins(self, at: int) -> bool:
        """Whether a clue begins at a place."""
        number = bisect_left(self.clue_starts, at)
        return number < len(self.clues) and self.clue_starts[number] == at

    def within(self, span: Span) -> list[_Clue]:
        """The clues that stand whole in a span."""
        low, high = bisect_left(self.clue_starts, span.start), bisect_left(self.clue_starts, span.end)
        return [clue for clue in self.clues[low:high] if clue.span.end <= span.end]


def _stated(page: _Page, each: Attribution) -> _Clue | None:
    """The time that stands with the cue and outside what is said, nearest to the cue."""
    cue = Span(each.cue[0].start, each.cue[-1].end)
    line = page.sentence(cue.start)
    around = Span(max(cue.start - _NEAR_CUE, line.start), min(cue.end + _NEAR_CUE, line.end))
    own = [
        clue
        for clue in page.within(around)
        if clue.mod not in _OPEN | _ENDING
        and not any(_overlaps(clue.span, piece) for piece in each.content)
        and not _parted(page, clue.span, cue, each)
    ]
    return min(own, key=lambda clue: (_gap(clue.span, cue), clue.span), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _parted(page: _Page, clue: Span, cue: Span, each: Attribution) -> bool:
    """Whether what is said, or another clause, stands between a time and the cue, or holds the time."""
    between = Span(min(clue.end, cue.end), max(clue.start, cue.start))
    if any(_overlaps(between, piece) for piece in each.content):
        return True
    first = max(page.sentence(clue.start).start, clue.start - _NEAR_CUE) if clue < cue else between.start
    words = page.text[first : between.end]
    return bool(_CLAUSE.search(f"{words} ")) or any(mark in words for mark in '“”"')


def _attribution(page: _Page, each: Attribution, said: _Clue | None) -> Attribution:
    clue = _governing(page, each)
    when = clue.value if clue and clue.mod not in _OPEN | _ENDING else None
    latest = None if when or _is_ahead(page, each) else _latest(page.published, clue)
    return replace(each, when=when, latest=latest, stated=said.value if said else None)


def _governing(page: _Page, each: Attribution) -> _Clue | None:
    """The first time in the content's main clause: what a clause with "after" or "who" names is of that clause."""
    for piece in each.content:
        found = page.within(_main_clause(page, piece))
        if found:
            return found[0]
    return None


def _main_clause(page: _Page, piece: Span) -> Span:
    """From the start of a piece of content, or behind a clause that leads it, to the next clause or sentence."""
    end = min(piece.end, page.near(piece).end, piece.start + _LONGEST)
    lead = _LEADING.match(page.text, piece.start, end)
    start = lead.end() if lead else piece.start
    return Span(start, _clause_end(page, start + 1, end))


def _clause_end(page: _Page, start: int, end: int) -> int:
    """Where another clause begins; "before Friday" begins none."""
    stops = (stop for stop in _CLAUSE.finditer(page.text, start, end) if not page.begins(stop.end()))
    return next((stop.start() for stop in stops), end)


def _is_ahead(page: _Page, each: Attribution) -> bool:
    if each.act in _AHEAD or not each.content:
        return True
    main = _main_clause(page, each.content[0])
    return bool(_FUTURE.search(page.text[slice(*main)].lstrip('"“‘ ')))


def _latest(published: date | None, clue: _Clue | None) -> date | None:
    """The day by which: the article's, or the one that "by Friday" names, where that lies before."""
    if clue is None or clue.mod not in _ENDING:
        return published
    begun, over = first_day(clue.value), last_day(clue.value)
    named = begun - timedelta(days=1) if begun and clue.mod == "BEFORE" and begun > begun.min else over
    return min((day for day in (named, published) if day), default=None)


def _quantities(page: _Page, reading: Reading, taken: set[Span]) -> tuple[Quantity, ...]:
    """Each figure with the time that governs it."""
    contents = {each.id: each.content for each in reading.attributions}
    places = sorted(quantity.span for quantity in reading.quantities)
    return tuple(
        _quantity(page, each, contents.get(each.stated_in or ""), taken, places) for each in reading.quantities
    )


def _quantity(
    page: _Page, each: Quantity, content: tuple[Span, ...] | None, taken: set[Span], places: list[Span]
) -> Quantity:
    line = page.near(each.span)
    within = [line] if content is None else [_overlap(line, piece) for piece in content]
    found = [
        clue
        for piece in within
        for clue in page.within(piece)
        if clue.span not in taken
        and not _overlaps(clue.span, each.span)
        and _governs(page, clue, each.span, line, places)
    ]
    # "from 40 in 2019 to 30 in 2020": a time belongs to the figure before it.
    order = {c: (c.mod in _OPEN | _ENDING, c.span < each.span, _gap(c.span, each.span)) for c in found}
    clue = min(found, key=order.__getitem__, default=None)
    when = clue.value if clue and clue.mod not in _OPEN | _ENDING else None
    ahead = not when and _FUTURE.search(_clause_of(page, each.span, line))
    return replace(each, when=when, latest=None if when or ahead else _latest(page.published, clue))


def _overlap(one: Span, other: Span) -> Span:
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _governs(page: _Page, clue: _Clue, figure: Span, line: Span, places: list[Span]) -> bool:
    """Whether nothing parts a time from a figure; one at the head of its sentence is of all that follows."""
    text = page.text
    if clue.span.end <= figure.start:
        led = clue.span.start - line.start <= _LONGEST_HEAD and _HEAD.fullmatch(text, line.start, clue.span.start)
        if led and not _CLAUSE.search(text, clue.span.end, figure.start):
            return True
        between = Span(clue.span.end, figure.start)
    else:
        between = Span(figure.end, clue.span.start)
    others = places[bisect_left(places, between) : bisect_left(places, Span(between.end, between.end))]
    return not others and _clause_end(page, *between) == between.end


def _clause_of(page: _Page, figure: Span, line: Span) -> str:
    """The clause of its sentence that a figure stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(page.text, line.start, figure.start)), default=line.start)
    return page.text[start : _clause_end(page, figure.end, line.end)].lstrip('"“‘ ')
