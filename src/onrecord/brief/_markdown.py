"""A brief in CommonMark. Nothing that was read can open a mark, a link or an HTML tag of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.brief._cite import web_address
from onrecord.brief._layout import by_label, layout, visible
from onrecord.brief._phrases import day, one_line, outlet_name
from onrecord.brief._words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.brief._cite import Entry, Numbered
    from onrecord.brief._layout import Layout
    from onrecord.model import Brief

# CommonMark 0.31, 2.4: any of these may be escaped; with them no inline mark can begin, and no address link itself.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&!$^=]|(?<=[hps]):(?=//)|(?<=www)\.", re.IGNORECASE)
# What opens a block only at the head of a line, where a title or a label may stand.
_OPENING = re.compile(r"^(?:[-+]|\d{1,9}(?=[.)]))")


def render(brief: Brief) -> str:
    """CommonMark with an anchor at each entry of the evidence list; ends in a line feed."""
    return "\n".join(_lines(layout(brief))) + "\n"


def escaped(text: str) -> str:
    """The text on one line, as Markdown that shows just that text."""
    plain = _MARKS.sub(lambda m: "\\" + m[0], visible(one_line(text)))
    return _OPENING.sub(lambda m: f"&#{ord(m[0][0])};{m[0][1:]}", plain)


def _lines(laid: Layout) -> Iterator[str]:
    page = words().page
    yield f"# {escaped(laid.title)}"
    yield from ("", escaped(" ".join(laid.standing)))
    if not laid.entries:
        yield from ("", page["empty"])
        return
    if laid.quick:
        yield from ("", f"## {page['quick']}", "")
        yield from (_bullet(numbered) for numbered in laid.quick)
    if laid.deep:
        yield from ("", f"## {page['deep']}")
        for title, lines in laid.deep:
            yield from _section(title, lines)
    yield from ("", f"## {page['evidence']}")
    for entry in laid.entries:
        yield from _entry(entry)
    yield from ("", f"## {page['about']}")
    for note in words().notes:
        yield from ("", escaped(note))


def _section(title: str, lines: Sequence[Numbered]) -> Iterator[str]:
    yield from ("", f"### {escaped(title)}", "")
    for label, run in by_label(lines):
        if len(run) == 1:
            yield _bullet(run[0])
            continue
        yield f"- **{escaped(label)}**"
        for numbered in run:
            yield f"  - {escaped(numbered.line.text)} {_links(numbered)}"


def _bullet(numbered: Numbered) -> str:
    return f"- **{escaped(numbered.line.label)}:** {escaped(numbered.line.text)} {_links(numbered)}"


def _links(numbered: Numbered) -> str:
    return " ".join(f"[\\[{n}\\]](#e{n})" for n in numbered.numbers)


def _entry(entry: Entry) -> Iterator[str]:
    c = entry.citation
    place = words().page["place"].format(start=c.span.start, end=c.span.end)
    address = web_address(c.url)
    at = f"<{address}>" if address else escaped(c.url or c.path)
    told = f"{escaped(outlet_name(c.outlet))}, {day(c.published)}, {at}, {place}"
    yield from ("", f'<a id="e{entry.number}"></a>**[{entry.number}]** {told}')
    yield from ("", f"> {escaped(words().lines['whole'].format(words=c.quote))}")
