"""A wording taken apart into what must agree for two to state the same: words, numbers, days, negation, doubt, speaker.

All of it is a function of the folded words, and of what `tied` adds to them: so evidence of one key has one wording.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from onrecord.assess._words import is_name, words

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIXES = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))
_STEM = 3
_BEGINS = 3
"""Stems among which the actor's name is looked for: "former FBI director James Comey"."""
_BOUND = 2
"""Words before a number that may bound it: "at least", "up to", "more than"."""
_NUMBER = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)(?:st|nd|rd|th|s|m|bn)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
# Before the month: "in May" is no doubt.
_BEFORE_MONTH = frozenset({"in", "last", "this", "since", "by", "of", "until", "early", "late", "mid"})


Day: TypeAlias = tuple[int, int]
"""Month and day; the year is often left out."""


class Wording(NamedTuple):
    """What a content says, apart from how it is put."""

    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Stems that follow each other."""
    framed: Mapping[tuple[str, str], str]
    """The stem before and the one behind -> the stem between; a dash at either end."""
    numbers: frozenset[tuple[str, float]]
    """Each with whether it is given as the least, the most, or (empty) as it is."""
    days: frozenset[Day]
    """All that may be meant by the days named; none where none is, or where it would take the date of the page."""
    years: frozenset[str]
    actor: str | None
    """The name that it begins with."""
    is_negated: bool
    is_doubted: bool
    speaker: str | None
    """The last name of who said it, where the content is in the first person and that is known."""


def is_first_person(tokens: list[str]) -> bool:
    """Whether the speaker is part of what is said ("we will not pay")."""
    sets = words().sets
    return any(t in sets["first_person"] and t not in sets["ambiguous"] for t in tokens)


def names_days(tokens: list[str]) -> bool:
    """Whether a day is named that only the date of the page can tell ("on Monday", "yesterday")."""
    known = words()
    return any(t in known.maps["relative"] or t in known.lists["weekdays"] for t in tokens)


def wording(folded: str, speaker: str | None, published: date | None) -> Wording:
    """Of folded words; `speaker` only where they are in the first person, `published` only where they name days."""
    tokens = folded.split()
    known = words()
    days, dated = _days(tokens, published)
    body = [t for at, t in enumerate(tokens) if at not in dated]
    left_out = known.sets["stop"] | known.sets["negation"]
    said = [known.maps["same"].get(t) or stem(t) for t in _plain_numbers(body) if t not in left_out]
    return Wording(
        stems=frozenset(said),
        pairs=frozenset(pairwise(said)),
        framed={(a, c): b for a, b, c in zip(["-", *said], said, [*said[1:], "-"], strict=False)},
        numbers=_numbers(body),
        days=days,
        years=frozenset(t for t in tokens if _YEAR.fullmatch(t)),
        actor=next((s for s in said[:_BEGINS] if is_name(s)), None),
        is_negated=not known.sets["negation"].isdisjoint(tokens),
        is_doubted=any(_doubts(tokens, at) for at in range(len(tokens))),
        speaker=speaker,
    )


def stem(word: str) -> str:
    """A word without its ending: "indicted" and "indicts" are one; no word of the language is promised."""
    if len(word) <= _STEM + 1 or not word.isalpha():
        return word
    for ending, instead in _SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e")


def _plain_numbers(tokens: list[str]) -> list[str]:
    """Numbers in figures."""
    numbers = words().maps["numbers"]
    return [str(numbers[t]) if t in numbers else t for t in tokens]


def _numbers(tokens: list[str]) -> frozenset[tuple[str, float]]:
    """Each with its bound and with the scale words that follow it; years are none."""
    scales = words().maps["scales"]
    found = set()
    at = 0
    while at < len(tokens):
        value, first = _number(tokens[at]), at
        at += 1
        while value is not None and at < len(tokens) and tokens[at] in scales:
            value *= scales[tokens[at]]
            at += 1
        if value is not None:
            found.add((_bound(tokens[max(0, first - _BOUND) : first] + tokens[at : at + 1]), value))
    return frozenset(found)


def _number(token: str) -> float | None:
    match = None if _YEAR.fullmatch(token) else _NUMBER.fullmatch(token)
    return float(match[1]) if match else words().maps["numbers"].get(token)


def _bound(around: list[str]) -> str:
    return next((bound for t in around if (bound := words().maps["bounds"].get(t))), "")


def _doubts(tokens: list[str], at: int) -> bool:
    if tokens[at] not in words().sets["doubt"]:
        return False
    # The month: "in May", "May 5".
    return tokens[at] != "may" or not (
        (at and tokens[at - 1] in _BEFORE_MONTH) or (at + 1 < len(tokens) and _NUMBER.fullmatch(tokens[at + 1]))
    )


def _days(tokens: list[str], published: date | None) -> tuple[frozenset[Day], set[int]]:
    """The days that may be meant, and where the numbers of dates stand."""
    days: set[Day] = set()
    dated: set[int] = set()
    for at, token in enumerate(tokens):
        days |= _named(token, published) if published else set()
        if (month := _month(token)) and at + 1 < len(tokens) and (day := _DAY.fullmatch(tokens[at + 1])):
            dated |= {at, at + 1}
            days.add((month, int(day[1])))
    return frozenset(days), dated


def _named(token: str, published: date) -> set[Day]:
    """Of "Monday" the last and the next; of "today" also the day before, since copies come out a day later."""
    known = words()
    if (offset := known.maps["relative"].get(token)) is not None:
        return _shifted(published, (offset, offset - 1))
    if token not in known.lists["weekdays"]:
        return set()
    back = (published.weekday() - known.lists["weekdays"].index(token)) % 7
    return _shifted(published, (-back, 7 - back))


def _shifted(day: date, offsets: tuple[int, ...]) -> set[Day]:
    try:
        shifted = [day + timedelta(offset) for offset in offsets]
    except OverflowError:
        return set()
    return {(found.month, found.day) for found in shifted}


def _month(token: str) -> int | None:
    for names in ("months", "short_months"):
        if token in words().lists[names]:
            return words().lists[names].index(token) + 1
    return None
