"""How certain a content is, as its source gives it: the cue's value, lowered and turned by the words in the content."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import Span
from onrecord.reader._lexicon import table
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Factuality

_LEVELS = ("PS", "PR", "u", "open", "not")
_STRENGTH = {"PS": 0, "PR": 1, "CT": 2}
# Hedges further on belong to subordinate clauses as a rule, not to what is said.
_REACH = 24
_LONGEST_PHRASE = 4
# After these a clause of its own begins, whose hedges are not the main clause's.
_SUBORDINATE = frozenset({"who", "which", "because", "although", "though", "while", "since", "until"})


class Judged(NamedTuple):
    """A factuality and the words that led to it."""

    value: Factuality
    hedges: tuple[Span, ...]


@functools.cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {
        tuple(p.split()): level for level, phrases in table("hedges.toml", entries=_LEVELS).items() for p in phrases
    }


def judged(text: str, content: Sequence[Span], value: Factuality, *, cue_negated: bool = False) -> Judged:
    """The factuality of `content` when its cue lends it `value`, and the spans of the hedges and negations in it."""
    found = _hedges(text, content)
    hedges = tuple(span for span, _ in found)
    levels = {level for _, level in found}
    if cue_negated or value == "Uu":
        return Judged("Uu", hedges)
    if "u" in levels:
        return Judged("CTu" if value.startswith("CT") else "Uu", hedges)
    if "open" in levels:
        return Judged("Uu", hedges)
    if value == "CTu":
        return Judged("CTu", hedges)
    certainty = min([value[:2], *(levels & set(_STRENGTH))], key=_STRENGTH.__getitem__)
    turned = sum(level == "not" for _, level in found) % 2 == 1
    sign = "-" if (value[2] == "-") != turned else "+"
    return Judged(cast("Factuality", certainty + sign), hedges)


def _hedges(text: str, content: Sequence[Span]) -> list[tuple[Span, str]]:
    words = [word for piece in content for word in tokens(text, piece)][:_REACH]
    low = [text[a:b].lower().replace("’", "'") for a, b in words]
    found: list[tuple[Span, str]] = []
    at = 0
    while at < len(words):
        if low[at] in _SUBORDINATE and at > 1:
            break
        size, level = _phrase_at(low, at)
        is_month = at > 0 and text[words[at].start : words[at].end] == "May"
        is_comparison = low[at] == "if" and at > 0 and low[at - 1] in ("as", "even", "only")
        if level and not is_month and not is_comparison:
            found.append((Span(words[at].start, words[at + size - 1].end), level))
        at += max(size, 1)
    return found


def _phrase_at(low: list[str], at: int) -> tuple[int, str | None]:
    for size in range(_LONGEST_PHRASE, 0, -1):
        level = _phrases().get(tuple(low[at : at + size]))
        if level:
            return min(size, len(low) - at), level
    return (1, "not") if low[at].endswith("n't") else (1, None)
