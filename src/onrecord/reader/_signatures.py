"""Quotations that are signed: “We shut it.” — Ana Ruiz, a driver."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.reader._decode import Found
from onrecord.reader._lexicon import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSING = {"“": "”", "”": "”", '"': '"', "„": "“”", "«": "»"}
_MARKS = re.compile('[“”„«»"]')
_SENTENCE_END = re.compile(r"[.!?…,][“”»\"]$")
# A title in quotation marks has fewer words and no sentence's end: “War and Peace” — Leo Tolstoy.
_LEAST_WORDS = 4
# A name with what is said of the bearer is no longer, so that only the end of a paragraph is looked at.
_LONGEST = 120
_SIGNATURE = re.compile(r"\s*([―—–]|--)\s*(\w[^.!?:;\d“”\"\n]*(?:\.[^.!?:;\d“”\"\n]*){0,3})$")
# First name and family name at least; more words before a comma are a sentence.
_LEAST_NAME, _MOST_NAME = 2, 6


def signed(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """The signed quotations, in text order; the signature stands in the same paragraph or is the next one."""
    found = []
    for span, following in zip_longest(paragraphs, paragraphs[1:]):
        closing = _closing(text, span)
        if closing is None:
            continue
        behind = Span(closing, span.end)
        if not text[slice(*behind)].strip() and following:
            behind = following
        name = _name(text, behind)
        if name:
            found.append(Found((name[1],), (name[0],), (Span(span.start, closing),)))
    return found


def _closing(text: str, span: Span) -> int | None:
    """Where the one quotation ends that the paragraph begins with; None where it has none, or others' words in it."""
    marks = _CLOSING.get(text[span.start : span.start + 1], "")
    last = max((text.rfind(mark, max(span.start + 1, span.end - _LONGEST), span.end) for mark in marks), default=-1)
    if last < 0 or not _SENTENCE_END.search(text, span.start, last + 1):
        return None
    # Between quotations within it stand the outlet's words: “So,” he said, “it is shut.”
    parts = _MARKS.split(text[span.start + 1 : last])
    if len(parts[0].split()) < _LEAST_WORDS or any(any(sign.isalnum() for sign in part) for part in parts[1::2]):
        return None
    return last + 1


def _name(text: str, behind: Span) -> tuple[Span, Span] | None:
    """Dash and name; None where what stands there is no person's name."""
    whole = text[slice(*behind)].rstrip()
    found = _SIGNATURE.match(text, behind.start, behind.start + len(whole)) if len(whole) <= _LONGEST else None
    if not found:
        return None
    named = found[2].split(",")[0].split()
    bearing = [word for word in named if word not in _listed("particles")]
    known = all(word[0].isupper() and word.lower() not in _listed("printers") for word in bearing)
    if not known or not _LEAST_NAME <= len(bearing) <= _MOST_NAME:
        return None
    start, end = found.span(2)
    last = found[2].rsplit(" ", 1)[-1].lower()
    # The full stop of the line; initials and "Jr." keep theirs.
    is_stop = last.endswith(".") and last not in _listed("abbreviations") and len(last) > len("J.")
    return Span(*found.span(1)), Span(start, end - is_stop)


def _listed(entry: str) -> frozenset[str]:
    return words_of("layout.toml", entry)
