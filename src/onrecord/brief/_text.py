"""A brief for a terminal: no colours, structure in plain signs."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from onrecord.brief._cite import where
from onrecord.brief._layout import by_label, layout, visible
from onrecord.brief._phrases import day, one_line, outlet_name
from onrecord.brief._words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.brief._cite import Entry, Numbered
    from onrecord.brief._layout import Layout
    from onrecord.model import Brief

    Wrap = Callable[[str, str, str], Iterator[str]]


def render(brief: Brief, columns: int) -> str:
    """Lines of at most that many columns, but for words that are longer; ends in a line feed."""
    return "\n".join(_lines(layout(brief), partial(_wrapped, columns))) + "\n"


def _lines(laid: Layout, wrap: Wrap) -> Iterator[str]:
    page = words().page
    title = list(wrap(laid.title, "", ""))
    yield from title
    yield "=" * max(map(_columns, title))
    for sentence in laid.standing:
        yield from wrap(sentence, "", "")
    if not laid.entries:
        yield from ("", page["empty"])
        return
    if laid.quick:
        yield from _headed(page["quick"])
        for numbered in laid.quick:
            yield from wrap(_cited(numbered), "- ", "  ")
    if laid.deep:
        yield from _headed(page["deep"])
        for name, lines in laid.deep:
            yield from _section(name, lines, wrap)
    yield from _headed(page["evidence"])
    for entry in laid.entries:
        yield from _entry(entry, wrap)
    yield from _headed(page["about"])
    for note in words().notes:
        yield from wrap(note, "", "")


def _headed(heading: str) -> Iterator[str]:
    yield from ("", heading.upper())


def _section(name: str, lines: Sequence[Numbered], wrap: Wrap) -> Iterator[str]:
    yield ""
    yield from wrap(name, "", "")
    for label, run in by_label(lines):
        if len(run) == 1:
            yield from wrap(_cited(run[0]), "- ", "  ")
            continue
        yield from wrap(label, "- ", "  ")
        for numbered in run:
            yield from wrap(f"{numbered.line.text} {_marks(numbered)}", "  - ", "    ")


def _cited(numbered: Numbered) -> str:
    return f"{numbered.line.label}: {numbered.line.text} {_marks(numbered)}"


def _marks(numbered: Numbered) -> str:
    return "".join(f"[{n}]" for n in numbered.numbers)


def _entry(entry: Entry, wrap: Wrap) -> Iterator[str]:
    c = entry.citation
    place = words().page["place"].format(start=c.span.start, end=c.span.end)
    head = f"[{entry.number}] "
    told = ", ".join((outlet_name(c.outlet), day(c.published), where(c), place))
    yield from wrap(told, head, " " * len(head))
    yield from wrap(words().lines["whole"].format(words=c.quote), " " * len(head), " " * len(head))


def _wrapped(columns: int, text: str, first: str, rest: str) -> Iterator[str]:
    """The text in lines with these beginnings. Counts columns, not signs: a Korean letter takes two."""
    row, width = first, len(first)
    empty = True
    for word in visible(one_line(text)).split():
        if not empty and width + 1 + _columns(word) > columns:
            yield row
            row, width, empty = rest, len(rest), True
        row += word if empty else " " + word
        width += _columns(word) + (not empty)
        empty = False
    yield row


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)
