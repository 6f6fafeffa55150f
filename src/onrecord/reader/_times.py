"""Time expressions as TIMEX3 has them: found in the text, and their values reckoned from the article's date.

The rules of news, for what the words leave open (docs/dates.md says them at length):

- a bare weekday is that day or the most recent one, "in March" the latest March that has begun; where the verb nearest
  to it points ahead ("will meet on Friday"), the coming one, which may be the same day;
- "last October" is the latest that was over before the article's month, "next" the first that begins after its date;
- "the same day", "two weeks later", "the previous year" are reckoned from the expression before them that is fine
  enough, else from the article's date; "ago" always from the article's date;
- a clock time is of the day named beside it in its sentence, else of the article's;
- "two weeks ago" is a week, "two months ago" a month: the unit is the granularity;
- "the past two weeks", "two days after the vote" are durations, and so is an age ("25 years old").

Values and spans follow the TimeML annotation guidelines 1.2.1 (Saurí et al. 2006) and, where these are silent, TIDES
2005 (Ferro et al.). A decade's length is given in years (P10Y), a night as TNI, a winter by the year it begins in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.reader._times_anchors import expressions
from onrecord.reader._times_formula import evaluated, grain
from onrecord.reader._times_hits import hits
from onrecord.reader._times_tokens import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from onrecord.model import TimeExpression
    from onrecord.reader._times_hits import Hit
    from onrecord.reader._times_tokens import Words

# Lines shorter than this are headlines and furniture, not text wrapped at a width.
_WRAPPED = 50
# Paragraphs of news have a tenth of it; reading takes some 40 bytes a character.
_LONGEST = 20_000
# The date under a headline stands in one of the first lines.
_LEADING = 2


def times(text: str, blocks: Sequence[Span], published: date | None) -> tuple[TimeExpression, ...]:
    """The time expressions of the blocks of a text, in text order, their values reckoned from `published`."""
    found: list[TimeExpression] = []
    parts = (part for whole in _stretches(text, blocks) for part in _parts(text, whole))
    for number, stretch in enumerate(parts):
        own = read(text, stretch)
        if own is None:
            continue
        here = hits(own)
        if number <= _LEADING and _is_own_date(own, here):
            continue
        found += expressions(own, here, found)
    return dated(found, published)


def dated(found: Sequence[TimeExpression], published: date | None) -> tuple[TimeExpression, ...]:
    """The same expressions with their values reckoned anew from the date `published`, or null without one."""
    values: dict[Span, str | None] = {}
    # A clock time that stands before its day waits for it.
    for each in sorted(found, key=lambda t: (t.anchor is not None and t.anchor > t.span, t.span)):
        base = values.get(each.anchor) if each.anchor else published and published.isoformat()
        values[each.span] = (evaluated(each.relative, base) if base else None) if each.relative else each.value
    return tuple(each._replace(value=values[each.span]) for each in found)


def _is_own_date(own: Words, here: list[Hit]) -> bool:
    """Whether a line is nothing but a date: when the article came out, no expression of its text."""
    return len(here) == 1 and here[0].end - here[0].start == len(own.low) and grain(here[0].meaning.written) == "day"


def _stretches(text: str, blocks: Sequence[Span]) -> list[Span]:
    """The blocks, those joined that are lines of one paragraph wrapped at a width."""
    joined: list[Span] = []
    for block in blocks:
        if joined and block.end > block.start and _goes_on(text, joined[-1], block):
            joined[-1] = Span(joined[-1].start, block.end)
        else:
            joined.append(block)
    return joined


def _parts(text: str, whole: Span) -> Iterator[Span]:
    """A stretch, or of a very long one parts that end with a word, so that what reading one takes is bounded."""
    start, end = whole
    while end - start > _LONGEST:
        blank = text.rfind(" ", start, start + _LONGEST)
        cut = blank + 1 if blank >= 0 else start + _LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _goes_on(text: str, before: Span, block: Span) -> bool:
    line = max(before.start, text.rfind("\n", before.start, before.end) + 1)
    last, first = text[before.end - 1 : before.end], text[block.start]
    near = block.start >= before.end and text[before.end : block.start].strip(" \t\r") == "\n"
    wide = before.end - line >= _WRAPPED and (line > before.start or block.end - block.start >= _WRAPPED)
    return near and (last.islower() or last == ",") and (first.islower() or wide)
