"""Who signs a page of HTML: persons, else the agency or desk that its byline names.

An analyst cites the byline as it is printed: "dpa" and "Sports Desk" answer for a text that no person signs, and an
agency stands beside the persons whom the page lists with it. The outlet's own name and its publisher's sign nothing.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.page import _names, _order
from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.page._assemble import Piece
    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Mark, Seen

# A byline is a line, not a biography.
_BYLINE_CHARACTERS = 160
# Bylines stand above the text, under headline, deck and picture.
_HEAD_PIECES = 4
# A name that stands alone above the text is a short line.
_ALONE_CHARACTERS = 80


def marked(seen: Seen, pieces: Sequence[Piece]) -> list[Mark]:
    """The elements marked as bylines, before the text ends; a note on the author is longer."""
    last = max((_order.found_at(seen, piece.text) for piece in pieces[-2:]), default=-1)
    marks = (mark for mark in seen.marks if mark.kind == "byline" and mark.start <= last)
    return [mark for mark in marks if len(mark.text) <= _BYLINE_CHARACTERS]


def led(body: Sequence[Piece]) -> list[str]:
    """The lines above the text that a word leads as it leads a byline ("By", "Von")."""
    texts = [piece.text for piece in body[:_HEAD_PIECES] if _names.led(piece.text) is not None]
    return [text for text in texts if len(text) <= _BYLINE_CHARACTERS]


def authors(
    head: Head, linked: Linked, marks: Sequence[Mark], body: Sequence[Piece], outlet: str | None
) -> tuple[str, ...]:
    """The persons of the surest place that names any, and the agencies it lists; else the first agencies and desks."""
    outlets = _outlets(head, linked, outlet or "")
    offices: tuple[str, ...] = ()
    for names in _by_place(head, linked, marks, body, outlets):
        if any(_names.is_person(name, outlets) for name in names):
            return names
        offices = offices or names
    return offices


def _by_place(
    head: Head, linked: Linked, marks: Sequence[Mark], body: Sequence[Piece], outlets: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """Whom each place names, the surest first."""
    yield _names.signed((*linked.authors, *_names.offices(linked.organisations, outlets)), outlets)
    yield _names.signed(head.authors(), outlets)
    # Beside a person's name in print stand his role, his desk and his agency.
    parts = [part for mark in marks for part in _parts(mark, outlets)]
    yield _names.persons(parts, outlets) or _names.signed(parts, outlets)
    lines = led(body)
    yield _names.persons(lines, outlets) or _names.signed(lines, outlets)
    yield _names.persons(_alone(body, outlets), outlets)


def _outlets(head: Head, linked: Linked, outlet: str) -> tuple[str, ...]:
    """All names by which the page gives its outlet."""
    try:
        host = urlsplit(head.canonical or head.first("og:url")).hostname or ""
    except ValueError:
        host = ""
    named = (outlet, head.first("og:site_name"), head.outlet(), linked.outlet, host.removeprefix("www."))
    return tuple(dict.fromkeys(filter(None, named)))


def _parts(mark: Mark, outlets: Sequence[str]) -> list[str]:
    """The texts of a byline's elements, where one alone is a name: a name, its role and the next name stand apart."""
    parts = [squeezed(str(text)) for text in mark.element.itertext()]
    return parts if any(_names.signed([part], outlets) for part in parts) else [mark.text]


def _alone(body: Sequence[Piece], outlets: Sequence[str]) -> list[str]:
    """The first line above the text that holds names and nothing else."""
    head = takewhile(lambda piece: len(piece.text) <= _ALONE_CHARACTERS, body[:_HEAD_PIECES])
    for text in (piece.text for piece in head if piece.kind == "paragraph"):
        if (names := _names.split(text)) and all(_names.is_person(name, outlets) for name in names):
            return [text]
    return []
