"""Noun phrases without a parser: before a place, and at the opening of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.reader._lexicon import lexicon
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

# In code points: no noun phrase is longer.
_LONGEST = 120
# By the tags of the lexicon: what no noun phrase goes on over, backwards and forwards.
_OUTSIDE = frozenset("PBWCNAVR")
_SKIPPED = frozenset({"but", "and", "yet", "so", "still", "meanwhile", "also", "now", "then", ",", "“", '"', "'", "‘"})


def phrase_before(text: str, at: int) -> Span | None:
    """The noun phrase that ends before `at`, without its determiner; only a comma may stand between."""
    begin = max(0, at - _LONGEST, text.rfind("\n", 0, at) + 1)
    words = list(tokens(text, Span(begin, at)))
    if words and text[slice(*words[-1])] == ",":
        words.pop()
    kept: list[Span] = []
    for span in reversed(words):
        word = text[slice(*span)]
        if not word[0].isalnum() or _is_outside(word) or _tag(word) == "D":
            break
        kept.append(span)
    return Span(kept[-1].start, kept[0].end) if kept else None


def opening_phrase(text: str, sentence: Span) -> Span | None:
    """The noun phrase that a sentence opens with, without its determiner, up to its first preposition or its verb."""
    words: Sequence[Span] = tokens(text, Span(sentence.start, min(sentence.end, sentence.start + _LONGEST)))
    first = text[slice(*words[0])] if words else ""
    if first.lower() not in _SKIPPED and (_tag(first) in ("P", "B") or first.endswith("ing")):
        # "For weeks, the bank": what a sentence is about follows what it is set in.
        comma = next((n for n, span in enumerate(words) if text[slice(*span)] == ","), len(words))
        words = words[comma + 1 :]
    kept: list[Span] = []
    for span in words:
        word = text[slice(*span)]
        if not kept and (word.lower() in _SKIPPED or _tag(word) == "D"):
            continue
        if not word[0].isalnum() or _is_outside(word):
            break
        kept.append(span)
    return Span(kept[0].start, kept[-1].end) if kept else None


def is_plural(words: str) -> bool:
    """Whether the last word has the ending of a plural."""
    last = words.rsplit(" ", 1)[-1].lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "’s", "'s"))


def _is_outside(word: str) -> bool:
    return _tag(word) in _OUTSIDE or (word.islower() and word.endswith("ed") and _tag(word) != "n")


def _tag(word: str) -> str:
    # A capital within a sentence makes a name of what is a verb in small letters: "Will", "May".
    return lexicon().tags.get(word.lower(), "")
