"""What the renderings share: signs that may be shown, the lines and entries in order, and the standing sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.brief._cite import numbered
from onrecord.brief._phrases import moment
from onrecord.brief._words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.brief._cite import Entry, Numbered
    from onrecord.model import Brief

# C0 and C1 controls but tab and line feed, signs that turn the direction of text around, and halves of surrogates.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """A brief as it is laid out: bullets, sections as runs of lines under one label, and the evidence list."""

    title: str
    standing: tuple[str, ...]
    quick: tuple[Numbered, ...]
    deep: tuple[tuple[str, tuple[Numbered, ...]], ...]
    entries: tuple[Entry, ...]


def layout(brief: Brief) -> Layout:
    """The layout of a brief. Raises UncitedError where a quote does not stand in its article."""
    lines, entries = numbered(brief)
    quick, rest = lines[: len(brief.quick)], iter(lines[len(brief.quick) :])
    deep = tuple((section.title, tuple(next(rest) for _ in section.lines)) for section in brief.deep)
    page = words().page
    standing = [page["as_of"].format(as_of=moment(brief.as_of))]
    if brief.since:
        standing.append(page["since"].format(since=moment(brief.since)))
    return Layout(brief.title, tuple(standing), quick, deep, entries)


def by_label(lines: Sequence[Numbered]) -> list[tuple[str, list[Numbered]]]:
    """Lines that follow each other under one label, together."""
    return [(label, list(run)) for label, run in groupby(lines, key=lambda numbered: numbered.line.label)]


def visible(text: str) -> str:
    """The text with every sign that would be acted upon rather than shown as U+FFFD; line breaks as line feeds."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
