"""Figures in words: a number with its bound, what it counts, its scope, who gave it, and where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onrecord.brief._phrases import (
    counted,
    day,
    one_line,
    outlet_name,
    shortened,
    speaker_chain,
    speaker_name,
    support,
)
from onrecord.brief._questions import told_apart
from onrecord.brief._words import words
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Bound, Estimate, Figure, Question

# Room in characters for question, figure and speaker, wider first; the last fits two figures in one line of any length.
_ROOMS = ((60, 44, 36), (44, 30, 22), (30, 20, 14), (16, 14, 10))
# A name in less room than in the first two is hardly one; it is better to show fewer figures.
_READABLE = 2
# More than six cannot stand in one line of 118 characters.
_BESIDE = 6


def question_words(question: Question) -> str:
    """What the figures answer, as they word it: "killed — North Korean soldiers"."""
    lines = words().lines
    counted_as = one_line(question.counted or "")
    if question.role in (None, counted_as):
        return counted_as or lines["uncounted"]
    return lines["question"].format(role=one_line(question.role), counted=counted_as or lines["uncounted"])


def figure_words(figure: Figure, question: Question) -> str:
    """The number with bound and unit, what it counts where that differs from the question, its scope and time."""
    q = figure.quantity
    lines = words().lines
    parts = [_number(figure), _unit(figure, question), _counted(figure, question)]
    text = " ".join(part for part in parts if part)
    if q.scope:
        text = lines["scope"].format(figure=text, scope=one_line(q.scope))
    if q.when:
        text = lines["when"].format(figure=text, when=one_line(q.when))
    return text


def estimate_words(estimate: Estimate, question: Question, *, fresh: bool) -> str:
    """One figure of the Deep Look: who gave it, through whom, where and when first, how sure, how supported."""
    first, lines = estimate.first, words().lines
    place = lines["dated"].format(speaker=outlet_name(first.citation.outlet), date=day(first.citation.published))
    who = speaker_chain(first.speaker) if first.speaker else ""
    sure = words().factuality[first.factuality] if first.factuality else ""
    rest = (who, place, sure, support(estimate.origins, estimate.pages), *estimate.flags, lines["fresh"] * fresh)
    told = "; ".join(part for part in rest if part)
    figure = _sum(estimate) if estimate.derived else figure_words(first, question)
    return lines["figure"].format(figure=figure, speaker=told)


def _sum(estimate: Estimate) -> str:
    """A sum with the words of what it was summed from."""
    parts = dict.fromkeys(one_line(figure.citation.quote) for figure in estimate.figures)
    figure = _interval(estimate.first, *estimate.interval, estimate.bound)
    return words().lines["sum"].format(figure=figure, parts=" + ".join(f"“{part}”" for part in parts))


def rivals_words(question: Question, room: int) -> tuple[str, tuple[Estimate, ...]]:
    """As many rival estimates side by side as `room` holds, but two at least, smallest first; and which those are."""
    ranked = told_apart(question)
    readable = [(n, rooms) for n in range(min(len(ranked), _BESIDE), 1, -1) for rooms in _ROOMS[:_READABLE]]
    for shown, rooms in (*readable, *((2, rooms) for rooms in _ROOMS[_READABLE:])):
        estimates = sorted(ranked[:shown], key=_value)
        text = _side_by_side(question, estimates, len(ranked) - shown, rooms)
        if len(text) <= room:
            break
    return shortened(text, room), tuple(estimates)


def revised_words(question: Question, before: Estimate, after: Estimate, room: int) -> str:
    """The earlier and the later figure of one speaker, each with the day of its first page."""
    for for_question, for_figure, for_speaker in _ROOMS:
        text = (
            words()
            .lines["revised"]
            .format(
                question=shortened(question_words(question), for_question),
                speaker=shortened(_speaker(after), for_speaker),
                before=shortened(figure_words(before.first, question), for_figure),
                first=day(before.published),
                after=shortened(figure_words(after.first, question), for_figure),
                last=day(after.published),
            )
        )
        if len(text) <= room:
            return text
    return shortened(text, room)


def _side_by_side(question: Question, estimates: Sequence[Estimate], left: int, rooms: tuple[int, int, int]) -> str:
    lines = words().lines
    for_question, for_figure, for_speaker = rooms
    speakers = [estimate.by for estimate in estimates]
    # A speaker who is there twice differs from himself in time, so that the day must be said.
    dated = len(set(speakers)) < len(speakers)
    parts = [
        lines["figure"].format(
            figure=shortened(figure_words(estimate.first, question), for_figure),
            speaker=_reserved(estimate, for_speaker, dated=dated),
        )
        for estimate in estimates
    ]
    parts += [counted("more", left)] if left else []
    return lines["rivals"].format(
        question=shortened(question_words(question), for_question), figures=lines["beside"].join(parts)
    )


def _value(estimate: Estimate) -> tuple[float, str]:
    low, high = estimate.interval
    known = low if low is not None else high
    return (known if known is not None and not math.isnan(known) else math.inf, estimate.by)


def _reserved(estimate: Estimate, room: int, *, dated: bool) -> str:
    speaker = shortened(_speaker(estimate), room)
    if dated:
        speaker = words().lines["dated"].format(speaker=speaker, date=day(estimate.published))
    sure = estimate.first.factuality
    return "; ".join(part for part in (speaker, words().factuality_short[sure] if sure else "") if part)


def _speaker(estimate: Estimate) -> str:
    first = estimate.first
    return speaker_name(first.speaker) if first.speaker else outlet_name(first.citation.outlet)


def _number(figure: Figure) -> str:
    q = figure.quantity
    return _interval(figure, q.low, q.high, q.bound)


def _interval(figure: Figure, least: float | None, most: float | None, bound: Bound) -> str:
    known = [value for value in (least, most) if value is not None and math.isfinite(value)]
    if not known:
        return one_line(figure.citation.quote)
    low, *high = (_digits(value) for value in known)
    number = words().lines["range"].format(low=low, high=high[0]) if high and high[0] != low else low
    return words().bounds[bound].format(number=number)


def _digits(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.3f}".rstrip("0")


def _unit(figure: Figure, question: Question) -> str:
    unit = one_line(figure.quantity.unit or "")
    return "" if unit == question.counted else unit


def _counted(figure: Figure, question: Question) -> str:
    given = one_line(figure.quantity.counted or "")
    return "" if fold(given) == fold(question.counted or "") else given
