"""Whom "he" or "she" stands for: by gender, by who spoke last, and by whom the sentences before are about."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model import Speaker
from onrecord.reader._names import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Mention

HE, SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her"})
# In code points, about three paragraphs of news: further back nobody is meant.
_REACH = 1200
# Who spoke so short a way before goes on speaking, where no sentence since is about another.
_GOES_ON = 600
# A sentence is about the one who is named first in it, within so many code points of its beginning: "On Tuesday, Lee".
_LEAD = 45
_MALE = re.compile(r"(?:Mr|Sir|Lord)\.?\s$")
_FEMALE = re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady)\.?\s$")
_HONORIFIC = len("Mrs. ")
_SENTENCE_END = re.compile(r"[.!?][\"”'’)]{0,3}\s+(?=[\"“'‘(]{0,2}[A-Z])|\n")


def genders(text: str, persons: Iterable[Mention]) -> dict[str, str]:
    """Of persons by name, `he` or `she`, where a title or the first name tells."""
    found: dict[str, str] = {}
    for person in persons:
        before = text[max(0, person.span.start - _HONORIFIC) : person.span.start]
        first = person.name.split(" ")[0]
        if _FEMALE.search(before) or (first in names().female_names and not _MALE.search(before)):
            found.setdefault(person.name, "she")
        elif _MALE.search(before) or first in names().male_names:
            found.setdefault(person.name, "he")
    return found


def antecedent(
    text: str,
    persons: Sequence[Mention],
    known: Mapping[str, str],
    last: tuple[int, Speaker] | None,
    at: int,
    words: str,
) -> Speaker:
    """Whom the pronoun `words` at `at` stands for; unresolved, with all who may be meant, where nothing decides.

    `persons` are those named outside anybody's words, in text order; `last` is who spoke before, and where.
    """
    other = "he" if words.lower() in SHE else "she"
    speaking = last[1] if last and at - last[0] <= _REACH and last[1].kind == "person" else None
    if speaking and known.get(speaking.name) == other:
        speaking = None
    since = max(last[0] if last and speaking else 0, at - _REACH)
    begin, end = (bisect_left(persons, place, key=lambda m: m.span.start) for place in (since, at))
    near = [m for m in persons[begin:end] if known.get(m.name) != other]
    candidates = dict.fromkeys(m.name for m in reversed(near))
    if speaking and last:
        candidates.setdefault(speaking.name)
        if last[0] >= _sentence_start(text, at):
            return Speaker(speaking.name, "person")
    if len(candidates) == 1:
        return Speaker(next(iter(candidates)), "person")
    subjects = _subjects(text, near, at)
    if not subjects and speaking and last and at - last[0] <= _GOES_ON:
        subjects = {speaking.name}
    if len(subjects) == 1:
        return Speaker(subjects.pop(), "person")
    return Speaker(words, "unknown", candidates=tuple(candidates))


def _sentence_start(text: str, at: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, max(0, at - _REACH), at)]
    return ends[-1] if ends else 0


def _subjects(text: str, near: Sequence[Mention], at: int) -> set[str]:
    """The persons whom the last sentence that is about any is about, in this paragraph or the one before."""
    paragraph = text.rfind("\n", 0, at)
    earliest = text.rfind("\n", 0, len(text[:paragraph].rstrip())) if paragraph > 0 else -1
    for mention in reversed(near):
        start = _sentence_start(text, mention.span.start)
        if mention.span.start <= earliest:
            break
        inside = {m.name for m in near if start <= m.span.start <= mention.span.start}
        if len(inside) > 1:
            # "Cole met Reed. He said ...": either may be meant.
            return inside
        if mention.span.start - start <= _LEAD:
            return {mention.name}
    return set()
