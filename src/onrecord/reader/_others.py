"""Whom "who", "they" and "it" stand for: the phrase before, those who spoke last, what a sentence is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Span, Speaker
from onrecord.reader._kinds import kind_of_name, kind_of_noun
from onrecord.reader._names import names
from onrecord.reader._phrases import opening_phrase, phrase_before
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import SpeakerKind
    from onrecord.reader._cast import Cast

    Earlier = tuple[int, Speaker]

# Endings of those who do or are something: drivers, donors, activists, politicians, migrants, Democrats, women.
_COUNTS = frozenset({"many", "some", "others", "several", "most", "few", "both", "those"})
_PEOPLE = ("ers", "ors", "ists", "ians", "ants", "ents", "cans", "crats", "men", "ials", "ees", "ives", "als")
# What may stand between a name and its relative: "Lee (R-Ohio), who".
_ASIDE = re.compile(r"\s?\([^()\n]{1,40}\)\s?,?\s?$|,?\s$")
# An apposition between two commas: "Lee, the mayor of Lima, who".
_APPOSITION = re.compile(r",\s(?:the|a|an|his|her|its|former)\s[^,\n]{2,110},\s?$")
_WINDOW = 150
# In code points: so far back one who spoke may still be meant by "it" or "they".
_REACH = 500


def meant_by_relative(cast: Cast, at: int) -> Speaker | None:
    """Whom or what a relative at `at` stands for; None where no name or noun stands before it."""
    begin = max(0, at - _WINDOW, cast.text.rfind("\n", 0, at) + 1)
    for aside in (_APPOSITION, _ASIDE):
        found = aside.search(cast.text, begin, at)
        end = found.start() if found else at
        near = [m for m in cast.before(at, 3) if m.span.end == end]
        if (
            near
            and near[0].kind != "MISC"
            and (kind := kind_of_name(near[0]))
            and (aside is _ASIDE or kind == "person")
        ):
            return Speaker(near[0].name, kind)
    phrase = phrase_before(cast.text, at) or next(_openings(cast, at), None)
    return _as_worded(cast, phrase) if phrase else None


def meant_by_they(cast: Cast, at: int, earlier: Sequence[Earlier]) -> Speaker | None:
    """The group that spoke last or that a sentence just before is about."""
    if pair := pair_before(cast, at):
        return pair
    for phrase in _openings(cast, at):
        meant = _as_worded(cast, phrase)
        if _is_group(meant) and _may_speak(meant.name):
            return meant
    if earlier and at - earlier[-1][0] <= _REACH and _is_group(earlier[-1][1]):
        return _plainly(earlier[-1][1])
    return None


def _is_group(speaker: Speaker) -> bool:
    return speaker.kind == "group" and speaker.name.lower() not in _COUNTS


def _may_speak(words: str) -> bool:
    """Whether a plural is of people: "drivers", "Danes", "a dozen states", but not "the ways"."""
    last = words.rsplit(" ", 1)[-1]
    one = fold(last).removesuffix("s")
    lists = names()
    known = one in lists.person_heads or not lists.group_heads.isdisjoint(fold(words).split(" "))
    return known or last[:1].isupper() or one in lists.body_heads or fold(last).endswith(_PEOPLE)


def pair_before(cast: Cast, at: int) -> Speaker | None:
    """Two who are named side by side in the sentence or the one before: "Lee and Kent"."""
    starts = cast.scene.sentences
    begin = starts[max(0, bisect_right(starts, at) - 2)]
    near = [m for m in cast.before(at, 8) if m.span.start >= begin]
    for second, first in pairwise(near):
        if first.kind == second.kind and cast.text[first.span.end : second.span.start] == " and ":
            return Speaker(f"{first.name} and {second.name}", "group")
    return None


def meant_by_it(cast: Cast, at: int, earlier: Sequence[Earlier]) -> Speaker | None:
    """The body or document that spoke last or that a sentence just before is about."""
    kinds: tuple[SpeakerKind, ...] = ("body", "document", "outlet")
    for phrase in _openings(cast, at):
        meant = _as_worded(cast, phrase)
        if meant.kind in kinds:
            return meant
    if earlier and at - earlier[-1][0] <= _REACH and earlier[-1][1].kind in kinds:
        return _plainly(earlier[-1][1])
    return None


def body_near(cast: Cast, at: int) -> Speaker | None:
    """The body named first before `at` in the same sentence: "Lee left the bank before its chairman spoke"."""
    start = cast.scene.sentences[bisect_right(cast.scene.sentences, at) - 1]
    near = [m for m in cast.before(at, 6) if m.kind == "ORG" and m.span.start >= start]
    return Speaker(near[-1].name, "body") if near else None


def _plainly(speaker: Speaker) -> Speaker:
    return Speaker(speaker.name, speaker.kind)


def _openings(cast: Cast, at: int) -> Iterator[Span]:
    """What the sentence of `at` opens with before it, then what the one before does."""
    starts = cast.scene.sentences
    here = bisect_right(starts, at) - 1
    for number in range(here, max(-1, here - 2), -1):
        end = starts[number + 1] if number + 1 < len(starts) else len(cast.text)
        phrase = opening_phrase(cast.text, Span(starts[number], min(end, at)))
        if phrase and phrase.end < at:
            yield phrase


def _as_worded(cast: Cast, phrase: Span) -> Speaker:
    words = cast.text[slice(*phrase)]
    named = [m for m in cast.within(phrase) if m.span.end == phrase.end]
    if named and (kind := kind_of_name(named[-1])):
        return Speaker(named[-1].name, kind)
    return Speaker(words, kind_of_noun(fold(words).rsplit(" ", 1)[-1], words))
