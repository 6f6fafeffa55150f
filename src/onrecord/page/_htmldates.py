"""What a page of HTML says of its dates, place by place, the surest first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _dates, _datewords, _order
from onrecord.page._assemble import squeezed
from onrecord.page._dating import Dated, Evidence, dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from lxml.html import HtmlElement

    from onrecord.model import Capture
    from onrecord.page._assemble import Piece
    from onrecord.page._datewords import Meaning, Told
    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Mark, Seen

# A line that dates the page is short; longer ones are text.
_LINE_CHARACTERS = 160
# Bylines, dates and buttons are so many lines below the headline at the most.
_LINES = 12
# "Last updated on Monday at"
_LABEL_CHARACTERS = 30
# So many texts of an element show whether it is a line.
_TEXTS = 24
# How far up from the headline the lines below it are looked for: heading, header, article.
_LEVELS = 3
# What markup calls the two dates, in the names that hCard, schema.org and the usual themes gave it.
_PUBLISHED_NAMES = ("datepublished", "dt-published", "entry-date published", "pubdate")
# Not `updated` alone: hAtom asked for that class, and themes gave it to the only date they had.
_UPDATED_NAMES = ("datemodified", "dt-updated", "dt-modified", "last-updated", "entry-date updated")


class Places(NamedTuple):
    """Where a page may say its dates, before its text is looked at."""

    head: Head
    linked: Linked
    seen: Seen
    url: str | None


def page_dates(places: Places, pieces: Sequence[Piece], bylines: Sequence[str], capture: Capture) -> Dated:
    """The dates of a page. `bylines`: as the page words them; `pieces`: its text, before which dates stand."""
    times = [(mark, _meaning(mark)) for mark in _times(places.seen, pieces)]
    language = places.head.language or places.linked.language
    lines = [told for line in (*bylines, *_lines(places.seen, pieces)) for told in _datewords.told(line, language)]
    published = [*_stated(places), *_timed(times), *_said(lines), *_named(places), *_only(times)]
    return dated(published, [*_changed(places), *_timed_changes(times), *_said_changed(lines)], capture)


def _stated(places: Places) -> Iterator[Evidence]:
    name, value = places.head.published()
    yield Evidence("json-ld", _one(_dates.iso_date(places.linked.published)), named=True)
    yield Evidence(f"meta {name}", _one(_dates.iso_date(value)), named=True)


def _changed(places: Places) -> Iterator[Evidence]:
    name, value = places.head.modified()
    linked = places.linked.article.get("dateModified")
    yield Evidence("json-ld", _one(_dates.iso_date(linked) if isinstance(linked, str) else None), named=True)
    yield Evidence(f"meta {name}", _one(_dates.iso_date(value)), named=True)


def _named(places: Places) -> Iterator[Evidence]:
    yield Evidence("title", _one(_dates.date_in(places.head.title)), named=False)
    yield Evidence("url", _one(_dates.date_in_url(places.url or "")), named=False)


def _one(day: date | None) -> tuple[date, ...]:
    return (day,) if day else ()


def _times(seen: Seen, pieces: Sequence[Piece]) -> list[Mark]:
    """The time elements that date the page: marked so, then those between headline and text."""
    times = [mark for mark in seen.marks if mark.kind == "time"]
    top = next((mark.start for mark in seen.marks if mark.kind == "h1"), 0)
    starts = (_order.found_at(seen, piece.text) for piece in pieces if piece.kind == "paragraph")
    text = next((at for at in starts if at >= 0), 0)
    marked = [mark for mark in times if _marked(mark)]
    return [*marked, *(mark for mark in times if top <= mark.start <= text and not _marked(mark))]


def _marked(mark: Mark) -> Meaning | None:
    element = mark.element
    names = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    if element.get("pubdate") is not None or any(name in names for name in _PUBLISHED_NAMES):
        return "published"
    return "updated" if any(name in names for name in _UPDATED_NAMES) else None


def _meaning(mark: Mark) -> Meaning | None:
    """What the element is named, else what its own words say, else those before it."""
    return _own_meaning(mark) or _datewords.ends_in(_before(mark.element))


def _own_meaning(mark: Mark) -> Meaning | None:
    text = mark.text[:_LINE_CHARACTERS]
    said = (told.meaning for told in _datewords.told(text) if told.meaning)
    return _marked(mark) or next(said, None) or _datewords.ends_in(text)


def _before(element: HtmlElement) -> str:
    """The words right before an element: loose ones, or an element that is a label and nothing more."""
    earlier, parent = element.getprevious(), element.getparent()
    if earlier is not None:
        label = (earlier.tail or "").strip() or squeezed(" ".join(_texts(earlier)))
        return label if len(label) <= _LABEL_CHARACTERS else ""
    return (parent.text or "") if parent is not None else ""


def _worded(mark: Mark) -> str:
    return (mark.element.get("datetime") or mark.text)[:_LINE_CHARACTERS]


def _timed(times: Iterable[tuple[Mark, Meaning | None]]) -> Iterator[Evidence]:
    for mark, meaning in times:
        if meaning != "updated":
            given = bool(mark.element.get("datetime"))
            yield Evidence("time element", _one(_dates.iso_date(_worded(mark))), named=given or bool(meaning))


def _only(times: Iterable[tuple[Mark, Meaning | None]]) -> Iterator[Evidence]:
    """As the last resort the date of a change, where only a word beside it says so: some label their one date thus."""
    for mark, meaning in times:
        if meaning == "updated" and not _own_meaning(mark):
            yield Evidence("time element", _one(_dates.iso_date(_worded(mark))), named=False)


def _timed_changes(times: Iterable[tuple[Mark, Meaning | None]]) -> Iterator[Evidence]:
    for mark, meaning in times:
        if meaning == "updated":
            yield Evidence("time element", _one(_dates.iso_date(_worded(mark))), named=True)


def _said(lines: Iterable[Told]) -> Iterator[Evidence]:
    for days, meaning in lines:
        if meaning != "updated":
            yield Evidence("byline", days, named=meaning == "published")


def _said_changed(lines: Iterable[Told]) -> Iterator[Evidence]:
    for days, meaning in lines:
        if meaning == "updated":
            yield Evidence("byline", days, named=True)


def _lines(seen: Seen, pieces: Sequence[Piece]) -> list[str]:
    """The short lines below the headline, down to the first that is text."""
    texts = {piece.text for piece in pieces if piece.kind not in {"headline", "summary", "caption"}}
    heading = next((mark.element for mark in seen.marks if mark.kind == "h1"), None)
    found: list[str] = []
    for line in _below(heading) if heading is not None else ():
        if len(line) > _LINE_CHARACTERS or line in texts or len(found) == _LINES:
            break
        found.append(line)
    return found


def _below(heading: HtmlElement) -> Iterator[str]:
    element: HtmlElement | None = heading
    for _ in range(_LEVELS):
        if element is None:
            return
        for sibling in element.itersiblings():
            yield from _leaves(sibling)
        element = element.getparent()


def _leaves(element: HtmlElement) -> Iterator[str]:
    """The text of an element where it is a line, else that of its children."""
    line = squeezed(" ".join(_texts(element)))
    if len(line) <= _LINE_CHARACTERS or not len(element):
        if line:
            yield line
        return
    for child in element:
        yield from _leaves(child)


def _texts(element: HtmlElement) -> Iterator[str]:
    return map(str, islice(element.itertext(), _TEXTS))
