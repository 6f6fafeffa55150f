"""From what each time expression is reckoned: the one before it, the day beside it, or the article's date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Span, TimeExpression
from onrecord.reader._times_formula import GRAINS, grain
from onrecord.reader._times_hits import REFERENCES, Hit, is_formula
from onrecord.reader._times_shape import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.reader._times_tokens import Words

# What is spoken of further back than this, in code points, is not what "the same day" means.
_MEMORY = 2000
# Expressions that are looked through for an antecedent.
_RECENT = 20
# How many expressions on either side of a clock time may name its day, and how far off, in code points.
_BESIDE = 3
_SENTENCE = 200
_CLOCK = "0 day T"


def expressions(own: Words, hits: list[Hit], earlier: list[TimeExpression]) -> list[TimeExpression]:
    """The hits as expressions, each that is reckoned from another one with that one's place."""
    found: list[TimeExpression] = []
    for hit in _merged(own, hits):
        kind, written, mod, back = hit.meaning
        span = Span(own.spans[hit.start].start, own.spans[hit.end - 1].end)
        if written in REFERENCES or kind in ("DURATION", "SET") or not is_formula(written):
            found.append(TimeExpression(span, kind, written, mod))
            continue
        anchor = _antecedent(written, span, (*earlier[-_RECENT:], *found)) if back else None
        found.append(TimeExpression(span, kind, None, mod, written, anchor))
    return [_on_its_day(own, each, found[max(0, n - _BESIDE) : n + _BESIDE]) for n, each in enumerate(found)]


def _antecedent(formula: str, span: Span, before: Sequence[TimeExpression]) -> Span | None:
    """The nearest expression before that is at least as fine as what is reckoned from it."""
    wanted = grain(formula.partition(" T")[0])
    least = GRAINS.index(wanted) if wanted in GRAINS else 0
    for each in reversed(before[-_RECENT:]):
        fine = grain(each.relative or each.value or "")
        if span.start - each.span.end > _MEMORY:
            return None
        if fine in GRAINS and GRAINS.index(fine) <= least and not (each.relative or "").startswith(_CLOCK):
            return each.span
    return None


def _merged(own: Words, hits: list[Hit]) -> list[Hit]:
    """A clock time and the day beside it as one: `10:35 a.m. Friday`, `Friday, 8 p.m.`."""
    result: list[Hit] = []
    for hit in hits:
        before = result[-1] if result else None
        joined = before and own.letters[before.end : hit.start] in ("", ",") and _joined(before.meaning, hit.meaning)
        if before and joined:
            result[-1] = Hit(before.start, hit.end, joined)
        else:
            result.append(hit)
    return result


def _joined(first: Meaning, second: Meaning) -> Meaning | None:
    clock, day = (first, second) if first.written.startswith(_CLOCK) else (second, first)
    if not clock.written.startswith(_CLOCK) or day.type not in ("DATE", "TIME") or grain(day.written) != "day":
        return None
    time = clock.written.removeprefix("0 day ")
    if day.written.startswith(_CLOCK) or not time[1].isdigit():
        return None
    plain = day.written.split(" T")[0]
    return Meaning("TIME", f"{plain} {time}" if is_formula(plain) else f"{plain}{time}", day.mod, day.back)


def _on_its_day(own: Words, each: TimeExpression, beside: list[TimeExpression]) -> TimeExpression:
    """A clock time reckoned from the day that its own sentence names, where it names one."""
    if not (each.relative or "").startswith(_CLOCK) or not (each.relative or "")[len(_CLOCK)].isdigit():
        return each
    for other in sorted(beside, key=lambda t: abs(t.span.start - each.span.start)):
        between = own.text[min(each.span.end, other.span.end) : max(each.span.start, other.span.start)]
        if _is_day(other) and ". " not in between and len(between) <= _SENTENCE:
            return each._replace(anchor=other.span)
    return each


def _is_day(other: TimeExpression) -> bool:
    written = other.relative or other.value or ""
    return other.type == "DATE" and written not in REFERENCES and grain(written) == "day"
