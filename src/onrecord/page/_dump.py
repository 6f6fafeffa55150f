"""Tagless page dumps: which lines are the article, and of what kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Rejected
from onrecord.page import _access, _dates, _datewords, _headhints, _lexicon, _lines, _names, _wire
from onrecord.page._assemble import Found, Piece
from onrecord.page._bio import bio_name
from onrecord.page._byline import KeywordLine, keyword_line
from onrecord.page._choice import kept_lines
from onrecord.page._dating import Dated, Evidence, dated
from onrecord.page._declared import Declared
from onrecord.page._region import region

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import Capture
    from onrecord.page._choice import Kept
    from onrecord.page._linemodel import Model
    from onrecord.page._lines import Line

# Time is linear in the lines, about 50 microseconds each; a page beyond this is no article.
_MOST_LINES = 60_000
# Dates and names between headline and text; more lines are other pages' teasers.
_HEAD_LINES = 25
# Lines that name their dates are short, and may have been taken for text.
_HEAD_KEPT, _DATE_WORDS = 4, 14
# A plea to subscribe stands within so many lines below the text.
_GAP_LINES = 8


def read_dump(text: str, capture: Capture, model: Model | None = None) -> Found | Rejected:
    """What a page dump gives; Rejected where no line of it is running text. `model`: instead of the package's own."""
    path = capture.path
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        return Rejected(path, f"no article found: more than {_MOST_LINES} lines")
    lines = _lines.lines_of(text, model)
    start, end = region(lines)
    if start == end:
        return Rejected(path, "no article found: no line of running text")
    kept = kept_lines(lines)
    keywords = next((found for line, _ in kept if (found := keyword_line(line.text))), None)
    head = [line.text for line in _head(lines, kept)]
    authors, bylines = _authors(head, keywords, lines, kept)
    access, pieces = _access.shown([_piece(item, keywords) for item in kept], _gaps(lines, kept), Declared())
    return Found(
        pieces=pieces,
        headline=next((line.text for line, kind in kept if kind == "headline"), None),
        bylines=bylines,
        authors=authors,
        outlet=keywords.outlet if keywords else None,
        dates=_dated(head, kept, capture),
        access=access,
        dateline=keywords.dateline if keywords else None,
        section=keywords.section if keywords else None,
        tags=keywords.tags if keywords else (),
        original_source=_wire.original_source(line.text for line in lines),
        asides=_headhints.byline_hints(bylines),
    )


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


def _dated(head: Sequence[str], kept: Sequence[Kept], capture: Capture) -> Dated:
    short = [line.text for line, _ in kept[:_HEAD_KEPT] if line.words <= _DATE_WORDS]
    named = [told for text in short for told in _datewords.told(text) if told.meaning]
    said = [*(told for text in head for told in _datewords.told(text)), *named]
    published = [Evidence("byline", t.days, named=t.meaning == "published") for t in said if t.meaning != "updated"]
    archive = _lexicon.bylines().archive
    captions = (line.text for line, kind in kept if kind == "caption" and not line.text.lower().startswith(archive))
    published.append(Evidence("caption", _first(next(captions, "")), named=False))
    opening = next((line.text for line, kind in kept if kind == "paragraph"), "")
    words = found.words if (found := _wire.dateline(opening)) else ""
    published.append(Evidence("dateline", _first(words), named=False))
    changed = [Evidence("byline", t.days, named=True) for t in said if t.meaning == "updated"]
    return dated(published, changed, capture)


def _gaps(lines: Sequence[Line], kept: Sequence[Kept]) -> list[str]:
    """For each kept line the lines between it and the next that is kept, or after the last."""
    at = {line.number: place for place, line in enumerate(lines)}
    starts = [at[line.number] for line, _ in kept]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [
        " ".join(line.text for line in lines[start + 1 : min(end, start + _GAP_LINES)])
        for start, end in zip(starts, ends, strict=True)
    ]


def _first(text: str) -> tuple[date, ...]:
    return next((days for _, days in _dates.dates_in(text)), ())


def _piece(item: Kept, keywords: KeywordLine | None) -> Piece:
    if keywords and item.kind == "summary" and item.line.text.endswith(keywords.rest):
        return Piece("summary", keywords.rest)
    return Piece(item.kind, item.line.text)
