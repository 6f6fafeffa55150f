"""Whom "he" and "she" stand for: in text order, so that one who was meant by a pronoun is known to the next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.model import Speaker
from onrecord.reader._antecedents import Scene, Trace, likelihoods
from onrecord.reader._descriptions import descriptions
from onrecord.reader._names import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Mention, Span
    from onrecord.reader._offices import Office

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PRONOUN = re.compile(r"\b(?:he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
# Of those that are no likelier than this, and left open, about half would have been right (training/speakers).
LIKELY = 0.4
# Traces looked at; all would make long articles quadratic.
_NEAR = 80
_MALE = re.compile(r"(?:Mr|Sir|Lord)\.?\s$")
_FEMALE = re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady)\.?\s$")
_HONORIFIC = len("Mrs. ")


def genders(text: str, persons: Iterable[Mention], held: Iterable[Office] = ()) -> dict[str, str]:
    """Of persons by name, `he` or `she`, where a title, the first name or what the person is called tells."""
    found: dict[str, str] = {}
    for person in persons:
        before = text[max(0, person.span.start - _HONORIFIC) : person.span.start]
        first = person.name.split(" ")[0]
        if _FEMALE.search(before) or (first in names().female_names and not _MALE.search(before)):
            found.setdefault(person.name, "she")
        elif _MALE.search(before) or first in names().male_names:
            found.setdefault(person.name, "he")
    for office in held:
        if office.head in descriptions().women | descriptions().men:
            found.setdefault(office.person, "she" if office.head in descriptions().women else "he")
    return found


def traces(scene: Scene, persons: Sequence[Mention], told: Sequence[Span], sources: Iterable[Span]) -> list[Trace]:
    """Where persons are named and, outside of what others say, meant by a pronoun, in text order.

    `told` is what is said by somebody, sorted and apart. Only sources are pronouns that stand within it.
    """
    speaking = sorted(sources)
    found: list[Trace] = []
    places = [(m.span.start, m.span.end, m.name) for m in persons]
    places += [(*match.span(), "") for match in _PRONOUN.finditer(scene.text)]
    for start, end, name in sorted(places):
        inside = _covers(told, start)
        speaks = _covers(speaking, start)
        if name or speaks or not inside:
            meant = name or _meant(scene, found, scene.text[start:end], start)
            if meant:
                found.append(Trace(start, end, meant, not name, inside, speaks))
    return found


def _covers(spans: Sequence[Span], at: int) -> bool:
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before >= 0 and at < spans[before].end


def _meant(scene: Scene, known: Sequence[Trace], words: str, at: int) -> str | None:
    likely = candidates(scene, known, words, at)
    best = next(iter(likely), None)
    return best if best is not None and likely[best] >= LIKELY else None


def candidates(scene: Scene, known: Sequence[Trace], words: str, at: int) -> dict[str, float]:
    """Whom a pronoun may stand for, the likeliest first, and how likely of 1."""
    other = "he" if words.lower() in SHE else "she"
    cut = bisect_left(known, at, key=lambda trace: trace.start)
    before = known[max(0, cut - _NEAR) : cut]
    return likelihoods(scene, [trace for trace in before if scene.genders.get(trace.name) != other], at)


def antecedent(scene: Scene, known: Sequence[Trace], words: str, at: int) -> Speaker:
    """Whom the pronoun `words` at `at` stands for; unresolved, with all who may be meant, where nothing decides."""
    likely = candidates(scene, known, words, at)
    best = next(iter(likely), None)
    if best is not None and likely[best] >= LIKELY:
        return Speaker(best, "person")
    return Speaker(words, "unknown", candidates=tuple(likely))
