"""The plain peer: a value from the words that are there, wherever they stand and whatever they govern.

Five short lists, looked up in the cue and the content; the first that has a word decides how certain, and a word of
negation turns the polarity. It knows no grammar: that is what the reader has to be better than.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CERTAINTY = {
    "U": re.compile(
        r"\?|\b(?:if|whether|unless|should|must|would|ought|hop(?:e|es|ed|ing)|wish\w*|want\w*|plan(?:s|ned|ning)?"
        r"|urg(?:e|es|ed|ing)|demand\w*|call(?:s|ed|ing)? (?:for|on)|ask\w*|propos\w*|vow\w*|pledg\w*|promis\w*)\b",
        re.IGNORECASE,
    ),
    "PS": re.compile(r"\b(?:may|might|could|can|perhaps|maybe|possib\w+|fear\w*)\b", re.IGNORECASE),
    "PR": re.compile(
        r"\b(?:likely|unlikely|probabl\w+|seem\w*|appear\w*|think\w*|thought|believ\w+|expect\w*|suspect\w*|estimat\w+"
        r"|predict\w*|suggest\w*|apparently|reportedly)\b",
        re.IGNORECASE,
    ),
}
_NEGATION = re.compile(r"n['’]t\b|\b(?:not|no|never|nor|none|nothing|nobody|cannot|den(?:y|ies|ied))\b", re.IGNORECASE)


def value_of(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The value of what stands in the spans, and the words that led to it."""
    pieces = list(spans)
    by_name = {name: _places(words, text, pieces) for name, words in _CERTAINTY.items()}
    name, found = next(((name, places) for name, places in by_name.items() if places), ("CT", []))
    if name == "U":
        return "Uu", found
    turned = _places(_NEGATION, text, pieces)
    return name + ("-" if turned else "+"), found + turned


def _places(words: re.Pattern[str], text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return [found.span() for start, end in pieces for found in words.finditer(text, start, end)]
