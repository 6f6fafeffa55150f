"""Which lines of a tagless page are its article, and the kind of each: the line model keeps, rules name the kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _linemodel, _wire
from onrecord.page._bio import bio_name
from onrecord.page._byline import keyword_line
from onrecord.page._headline import headline_at
from onrecord.page._region import region

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.model import BlockKind
    from onrecord.page._lines import Line

# The model was trained on whole pages; a page of fewer lines than the least of these is read by rules alone.
_SMALL_PAGE = 60
# A line that stands like a heading above text that is kept needs less than KEEP: best line F1 of .2, .3 and .4.
_HEADING = 0.3
# A line right under the headline is a summary unless the model is nearly sure that it is not: best of .1, .2 and .3.
_DECK = 0.2
_DECK_WORDS = 8
# "Troops sent: About 900 crossed the river in May.", three items or more: a summary in points, not a menu.
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{2,40}:\s\S.{10,400}[.!?]$")
_LABELLED_ITEMS = 3
# As many items around one show what kind of list it is; the look must not cost more in long lists.
_LIST_LINES = 30
_HEADING_WORDS = 22
# The note on an author is one paragraph among the last of the page.
_BIO_WITHIN = 4
# "Original Source: www.example.org" and its like; more words are a sentence about a source.
_SOURCE_WORDS = 8
# A source named before these stands at the head of the article, not under it.
_HEAD_PARAGRAPHS = 3


class Kept(NamedTuple):
    """A line of the article and the kind of its block."""

    line: Line
    kind: BlockKind


class _Look(NamedTuple):
    """What decides on a line beside its score: the rules' kinds, and what kind of page it is."""

    ruled: dict[int, BlockKind]
    listed: AbstractSet[int]
    small: bool


def kept_lines(lines: Sequence[Line]) -> list[Kept]:
    """The lines of the article in order, headline first, each with the kind of its block."""
    start, end = region(lines)
    top = headline_at(lines, start, end)
    deck = _deck(lines, top, start)
    body = _body(lines, (start, end), top, {line.number for line, _ in deck})
    body = _without_bio(_until_source([*deck, *body], lines))
    return body if top is None else [Kept(lines[top], "headline"), *body]


def _deck(lines: Sequence[Line], top: int | None, start: int) -> list[Kept]:
    """What stands between headline and text: a summary right under the headline, and captions."""
    if top is None or top >= start:
        return []
    found = [Kept(line, "caption") for line in lines[top + 1 : start] if line.look == "caption" and not line.bullet]
    under = lines[top + 1]
    worded = under.look in {"short", "sentence", "prose"} and under.words >= _DECK_WORDS
    if top + 1 < start and worded and (under.score >= _DECK or len(lines) <= _SMALL_PAGE):
        found.insert(0, Kept(under, "summary"))
    return found


def _body(lines: Sequence[Line], within: tuple[int, int], top: int | None, taken: AbstractSet[int]) -> list[Kept]:
    """The lines that the model keeps wherever they stand, and those that only the rules know; from below upwards."""
    start, end = within
    headline = lines[top].text if top is not None else None
    first = start if top is None else max(start, top + 1)
    ruled = {index: kind for index in range(first, end) if (kind := _kind(lines, index, end, headline))}
    look = _Look(ruled, _labelled(lines), len(lines) <= _SMALL_PAGE)
    kept: list[Kept] = []
    follows = False
    for index in range(len(lines) - 1, -1, -1):
        # Above the headline its words are a breadcrumb, and itself it has a place of its own.
        again = top is not None and index <= top and lines[index].text == headline
        kind = None if again or lines[index].number in taken else _decided(lines[index], index, look, follows)
        kept += [Kept(lines[index], kind)] if kind else []
        follows = follows if kind == "caption" else kind is not None
    return _with_summary(kept[::-1])


def _decided(line: Line, index: int, look: _Look, follows: bool) -> BlockKind | None:  # noqa: FBT001 -- a private state
    """The kind of a line, None where it is no part of the article; `follows`: the next line is."""
    ruled = look.ruled.get(index)
    if ruled == "caption" or (ruled and look.small):
        return ruled
    if line.score >= _linemodel.KEEP and line.look not in {"boiler", "end", "caption"}:
        return ruled or _kind_alone(line, follows)
    if ruled == "bullet" and index in look.listed:
        return "bullet"
    # Above a summary in points stand headings that the model, which knows few such pages, does not expect.
    if ruled == "heading" and follows and (look.listed or line.score >= _HEADING):
        return "heading"
    return None


def _kind_alone(line: Line, follows: bool) -> BlockKind:  # noqa: FBT001 -- as above
    if line.look == "short" and follows and not line.bullet:
        return "heading"
    return "bullet" if line.bullet else "paragraph"


def _labelled(lines: Sequence[Line]) -> set[int]:
    """The sentences in lists of which two of three items are a label, a colon and a sentence."""
    found: set[int] = set()
    items: list[int] = []
    for index, line in enumerate([*lines, None]):
        if line is not None and line.bullet:
            items.append(index)
            continue
        labelled = sum(bool(_LABELLED.match(lines[at].text)) for at in items)
        if len(items) >= _LABELLED_ITEMS and 3 * labelled >= 2 * len(items):
            found.update(at for at in items if lines[at].look in {"prose", "sentence"})
        items = []
    return found


def _kind(lines: Sequence[Line], index: int, end: int, headline: str | None) -> BlockKind | None:
    line = lines[index]
    if line.look in {"boiler", "end"}:
        return None
    if line.look == "caption":
        return "caption"
    if line.text == headline:
        return "heading"
    if line.look in {"prose", "sentence"}:
        return "bullet" if line.bullet else "paragraph"
    if line.bullet:
        return "bullet" if _in_list(lines, index, end) else None
    return "heading" if _is_heading(lines, index, end, headline) else None


def _in_list(lines: Sequence[Line], index: int, end: int) -> bool:
    """A list of the article is made of sentences; a list of links has titles only."""
    first = last = index
    while first > max(index - _LIST_LINES, 0) and lines[first - 1].bullet:
        first -= 1
    while last + 1 < min(index + _LIST_LINES, end) and lines[last + 1].bullet:
        last += 1
    items = lines[first : last + 1]
    return sum(item.look in {"prose", "sentence"} for item in items) * 2 > len(items)


def _is_heading(lines: Sequence[Line], index: int, end: int, headline: str | None) -> bool:
    """A heading stands alone above text; two short lines in a row are a teaser, a menu or a widget."""
    line = lines[index]
    if line.words > _HEADING_WORDS or index + 1 >= end or not any(map(str.isalpha, line.text)):
        return False
    above = lines[index - 1]
    alone = index == 0 or above.look != "short" or above.bullet or above.text == headline
    return alone and lines[index + 1].look in {"prose", "sentence"}


def _with_summary(kept: list[Kept]) -> list[Kept]:
    """The text that a line of keywords runs into is the summary."""
    return [
        Kept(line, "summary") if kind == "paragraph" and keyword_line(line.text) else Kept(line, kind)
        for line, kind in kept
    ]


def _until_source(kept: list[Kept], lines: Sequence[Line]) -> list[Kept]:
    """The article ends above a line of its own that names the site it was taken from."""
    named = (line.number for line in lines if line.words <= _SOURCE_WORDS and _wire.original_source([line.text]))
    paragraphs = [line.number for line, kind in kept if kind == "paragraph"][:_HEAD_PARAGRAPHS]
    end = next((number for number in named if paragraphs and number > paragraphs[-1]), None)
    return kept if end is None else [item for item in kept if item.line.number < end]


def _without_bio(kept: list[Kept]) -> list[Kept]:
    tail = range(max(len(kept) - _BIO_WITHIN, 1), len(kept))
    notes = [index for index in tail if kept[index].kind == "paragraph" and bio_name(kept[index].line.text)]
    return kept[: notes[0]] if notes else kept
