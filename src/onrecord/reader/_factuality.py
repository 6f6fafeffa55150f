"""How certain a content is, as its source gives it: the cue's value, lowered and turned by the words in the content."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import Span
from onrecord.reader._lexicon import lexicon, table
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Factuality

_LEVELS = ("PS", "PR", "u", "open", "not", "doubt")
_STRENGTH = {"PS": 0, "PR": 1, "CT": 2}
# Hedges further on belong to subordinate clauses as a rule, not to what is said.
_REACH = 24
_LONGEST_PHRASE = 4
# "told the foreign ministry of the North that": so many words at most; "it was said that" tells nothing itself.
_TELLING = 7
_TOLD = frozenset({"told", "said", "says", "announced", "stated", "warned", "added", "informed"})
_PASSIVE = frozenset({"is", "was", "been", "be", "being", "are", "were"})
_NEARLY = frozenset({"nearly", "almost"})
# "not only", "not just": no negation; and what not all did, some did.
_AFTER_NOT = frozenset({"only", "just", "merely", "necessarily", "all", "every", "everyone", "everything"})
_SENTENCE_ENDS = frozenset({".", "!", "?", "…"})


class Judged(NamedTuple):
    """A factuality and the words that led to it."""

    value: Factuality
    hedges: tuple[Span, ...]


class _Words(NamedTuple):
    phrases: dict[tuple[str, ...], str]
    subordinate: frozenset[str]
    conditions: frozenset[str]
    approached: frozenset[str]
    auxiliaries: frozenset[str]
    possessives: frozenset[str]


@functools.cache
def _words() -> _Words:
    lists = _Words._fields[1:]
    listed = table("hedges.toml", entries=(*_LEVELS, *lists))
    phrases = {tuple(phrase.split()): level for level in _LEVELS for phrase in listed[level]}
    return _Words(phrases, *(frozenset(listed[name]) for name in lists))


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
    levels |= {"PR"} if "doubt" in levels else set()
    certainty = min([value[:2], *(levels & set(_STRENGTH))], key=_STRENGTH.__getitem__)
    turned = sum(level in ("not", "doubt") for _, level in found) % 2 == 1
    sign = "-" if (value[2] == "-") != turned else "+"
    return Judged(cast("Factuality", certainty + sign), hedges)


def _hedges(text: str, content: Sequence[Span]) -> list[tuple[Span, str]]:
    """The hedges in the first sentence of what is said; past a subordinate clause's beginning only conditions count."""
    # A few more words than hedges are sought in: what follows one may idle it.
    words = [word for piece in content for word in tokens(text, piece)][: _REACH + _LONGEST_PHRASE]
    low = [text[a:b].lower().replace("’", "'") for a, b in words]
    found: list[tuple[Span, str]] = []
    at = 0
    subordinate = False
    while at < min(len(words), _REACH):
        if at > 1 and low[at] in _SENTENCE_ENDS:
            return [*found, (words[at], "open")] if low[at] == "?" else found
        subordinate = subordinate or (at > 1 and (low[at] in _words().subordinate or _is_retold(low, at)))
        size, level = _phrase_at(low, at)
        is_month = at > 0 and text[words[at].start : words[at].end] == "May"
        if level and not is_month and not (subordinate and low[at] not in _words().conditions):
            found.append((Span(words[at].start, words[at + size - 1].end), level))
        at += max(size, 1)
    return found


def _is_retold(low: list[str], at: int) -> bool:
    """Whether at this word begins what somebody in the content is said to have said: "it told the court that"."""
    before = low[max(0, at - _TELLING) : at]
    told = next((n for n, word in enumerate(before) if word in _TOLD), None)
    return low[at] == "that" and told is not None and before[told - 1 : told] != [] and before[told - 1] not in _PASSIVE


def _phrase_at(low: list[str], at: int) -> tuple[int, str | None]:
    for size in range(_LONGEST_PHRASE, 0, -1):
        level = _words().phrases.get(tuple(low[at : at + size]))
        if level:
            return min(size, len(low) - at), None if _is_idle(low, at, level) else level
    return (1, "not") if low[at].endswith("n't") and not _is_idle(low, at, "not") else (1, None)


def _is_done(word: str) -> bool:
    """Whether it is a verb of what may fail to come about: what nearly doubled did grow."""
    tag = lexicon().tags.get(word, "")
    return word not in _words().approached and (tag == "V" or (word.endswith("ed") and tag != "n"))


def _is_idle(low: list[str], at: int, level: str) -> bool:
    """Whether the words hedge nothing: "not only", "even if", "if compared to", "nearly 300", "not seen since May"."""
    following, before = low[at + 1 : at + 3], low[at - 1] if at else ""
    if low[at] in _NEARLY:
        return not following or before in _words().auxiliaries or before == "not" or not _is_done(following[0])
    if level == "not":
        unseen = following == ["seen", "since"] and before not in _words().auxiliaries
        answers = low[at] == "no" and at == 0 and following[:1] in (["."], [","])
        return unseen or answers or (following[:1] != [] and following[0] in _AFTER_NOT)
    if low[at] in ("plans", "hopes"):
        return not before or before in _words().possessives or before.endswith(("'s", "s'"))
    return low[at] == "if" and (
        (at > 0 and low[at - 1] in ("as", "even", "only")) or (at + 1 < len(low) and low[at + 1].endswith("ed"))
    )
