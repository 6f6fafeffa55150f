"""Tagless page dumps: which lines are the article, and of what kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Rejected
from onrecord.page import _dates, _lexicon, _lines, _names, _wire
from onrecord.page._assemble import Found, Piece
from onrecord.page._byline import KeywordLine, keyword_line
from onrecord.page._headline import headline_at
from onrecord.page._region import region

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import BlockKind
    from onrecord.page._lines import Line

# Time is linear in the lines, about 50 microseconds each; a page beyond this is no article.
_MOST_LINES = 60_000
# The note on an author is one paragraph among the last of the page.
_BIO_WITHIN = 4
_BIO_SIGNS = 2
# As many items around one show what kind of list it is; the look must not cost more in long lists.
_LIST_LINES = 30
_HEADING_WORDS = 22
# Dates and names between headline and text; more lines are other pages' teasers.
_HEAD_LINES = 25
_DECK_WORDS = 8
# "Original Source: www.example.org" and its like; more words are a sentence about a source.
_SOURCE_WORDS = 8
# A source named before these stands at the head of the article, not under it.
_HEAD_PARAGRAPHS = 3


class Kept(NamedTuple):
    """A line of the article and the kind of its block."""

    line: Line
    kind: BlockKind


def read_dump(text: str, path: str) -> Found | Rejected:
    """What a page dump gives; Rejected where no line of it is running text."""
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        return Rejected(path, f"no article found: more than {_MOST_LINES} lines")
    lines = _lines.lines_of(text)
    start, end = region(lines)
    if start == end:
        return Rejected(path, "no article found: no line of running text")
    kept = kept_lines(lines)
    keywords = next((found for line, _ in kept if (found := keyword_line(line.text))), None)
    head = [line.text for line in _head(lines, kept)]
    authors, bylines = _authors(head, keywords, lines, kept)
    day, place = _published(head, kept)
    return Found(
        pieces=tuple(_piece(item, keywords) for item in kept),
        headline=next((line.text for line, kind in kept if kind == "headline"), None),
        bylines=bylines,
        authors=authors,
        outlet=keywords.outlet if keywords else None,
        published=day,
        published_from=place,
        dateline=keywords.dateline if keywords else None,
        section=keywords.section if keywords else None,
        tags=keywords.tags if keywords else (),
        original_source=_wire.original_source(line.text for line in lines),
    )


def kept_lines(lines: Sequence[Line]) -> list[Kept]:
    """The lines of the article in order, headline first, each with the kind of its block."""
    start, end = region(lines)
    top = headline_at(lines, start, end)
    body = _without_bio(_until_source([*_deck(lines, top, start), *_body(lines, start, end, top)], lines))
    return body if top is None else [Kept(lines[top], "headline"), *body]


def _deck(lines: Sequence[Line], top: int | None, start: int) -> list[Kept]:
    """What stands between headline and text: a summary right under the headline, and captions."""
    if top is None or top >= start:
        return []
    found = [Kept(line, "caption") for line in lines[top + 1 : start] if line.look == "caption" and not line.bullet]
    under = lines[top + 1]
    if top + 1 < start and under.look in {"short", "sentence", "prose"} and under.words >= _DECK_WORDS:
        found.insert(0, Kept(under, "summary"))
    return found


def _body(lines: Sequence[Line], start: int, end: int, top: int | None) -> list[Kept]:
    headline = lines[top].text if top is not None else None
    first = start if top is None else max(start, top + 1)
    kept = []
    for index in range(first, end):
        kind = _kind(lines, index, end, headline)
        if kind:
            kept.append(Kept(lines[index], kind))
    return _with_summary(kept)


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


def bio_name(paragraph: str) -> str | None:
    """The person whom a note on an author is about; None where the paragraph is no such note."""
    lower = paragraph.lower()
    if sum(phrase in lower for phrase in _lexicon.bylines().bio) < _BIO_SIGNS or "“" in paragraph or '"' in paragraph:
        return None
    words = paragraph.split()
    for count in (4, 3, 2):
        name = " ".join(words[:count]).strip(",")
        if len(words) > count and _names.is_person(name) and not words[count][0].isupper():
            return name
    return None


def _head(lines: Sequence[Line], kept: Sequence[Kept]) -> list[Line]:
    """The lines around the headline that are not text: byline and date stand there."""
    used = {line.number for line, _ in kept}
    first_text = next((line.number for line, kind in kept if kind == "paragraph"), None)
    above = [line for line in lines if first_text is not None and line.number < first_text]
    return [line for line in above[-_HEAD_LINES:] if line.number not in used]


def _authors(
    head: Sequence[str], keywords: KeywordLine | None, lines: Sequence[Line], kept: Sequence[Kept]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors, and the bylines as the page words them."""
    if keywords and keywords.author:
        return (keywords.author,), (keywords.author,)
    bylines = tuple(_byline(head, at) for at, text in enumerate(head) if _names.led(text) is not None)
    if named := _names.persons(bylines):
        return named, bylines
    ends = max((line.number for line, _ in kept), default=0)
    note = next((name for line in lines if line.number > ends and (name := bio_name(line.text))), None)
    return ((note,) if note else ()), bylines


def _byline(head: Sequence[str], at: int) -> str:
    """What a leading word leads; where it stands alone, the next line is the name."""
    return _names.led(head[at]) or " ".join(head[at + 1 : at + 2])


def _published(head: Sequence[str], kept: Sequence[Kept]) -> tuple[date | None, str | None]:
    updated = _lexicon.bylines().updated
    for text in head:
        if not text.lower().startswith(updated) and (day := _dates.date_in(text)):
            return day, "byline"
    for line, kind in kept:
        if kind == "caption" and not line.text.lower().startswith(_lexicon.bylines().archive):
            day = _dates.date_in(line.text)
            return day, "caption" if day else None
    first = next((line.text for line, kind in kept if kind == "paragraph"), "")
    words = found.words if (found := _wire.dateline(first)) else ""
    return (day, "dateline") if (day := _dates.date_in(words)) else (None, None)


def _piece(item: Kept, keywords: KeywordLine | None) -> Piece:
    if keywords and item.kind == "summary" and item.line.text.endswith(keywords.rest):
        return Piece("summary", keywords.rest)
    return Piece(item.kind, item.line.text)
