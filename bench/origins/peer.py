"""The peer: what one would write first, six regular expressions over capitalised names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.origins.scores import Find

from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_AGENCIES = {
    "AP": "AP",
    "Associated Press": "AP",
    "The Associated Press": "AP",
    "Reuters": "Reuters",
    "REUTERS": "Reuters",
    "AFP": "AFP",
    "Agence France-Presse": "AFP",
    "UPI": "UPI",
    "dpa": "dpa",
    "DPA": "dpa",
    "EFE": "EFE",
    "ANSA": "ANSA",
    "CNN": "CNN",
    "Xinhua": "Xinhua",
    "Bloomberg": "Bloomberg",
}
_NAME = r"(?:the\s)?([A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3})"
_DATELINE = re.compile(rf"^[^()\n]{{0,60}}\(({'|'.join(_AGENCIES)})\)\s?[-–—]", re.MULTILINE)
_CLOSING = re.compile(r"^\((?:Additional reporting|Reporting) by [^()\n]*\)", re.MULTILINE)
_COPYRIGHT = re.compile(rf"Copyright \d{{4}} (?:by )?({'|'.join(_AGENCIES)})")
_BYLINE = re.compile(rf"^By ({'|'.join(_AGENCIES)})$", re.MULTILINE)
_CREDIT = re.compile(rf"\([^()\n]*?({'|'.join(_AGENCIES)})[^()\n]*\)")
_TOLD = re.compile(rf"\btold {_NAME}")
_ACCORDING = re.compile(rf"\b(?:according to|reported by) {_NAME}|{_NAME} reported\b")


def peer_hints(text: str, bylines: Iterable[str]) -> tuple[Find, ...]:
    """What the expressions find in a text and its bylines."""
    found = []
    for kind, pattern in (
        ("dateline", _DATELINE),
        ("closing", _COPYRIGHT),
        ("byline", _BYLINE),
        ("credit", _CREDIT),
        ("told", _TOLD),
        ("according to", _ACCORDING),
    ):
        for match in pattern.finditer(text):
            name = next(filter(None, match.groups())).rstrip(".,'")
            found.append(Find(kind, _AGENCIES.get(name, name), Span(*match.span())))
    found += [Find("closing", "Reuters", Span(*match.span())) for match in _CLOSING.finditer(text)]
    found += [Find("byline", _AGENCIES[name], None) for name in bylines if name in _AGENCIES]
    return tuple(found)


def peer_wire(text: str, author: str | None) -> str | None:
    """The agency of the dateline, or of the author column."""
    match = _DATELINE.search(text[:400])
    return _AGENCIES[match[1]] if match else _AGENCIES.get(author or "")
