"""What befell persons, in a sentence: killed, wounded or shot, and where those stand of whom it is said."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._lexicon import table
from onrecord.reader._persons import Words, is_person, lists, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VICTIM = "victim"
"""The noun of those whom words imply."""
_NEAR = 7
_UNREAL = 4
# `Also injured were`, `Among the injured are`.
_INVERTED = 2
_FRAMES = ("subject", "object", "verb")


class Said(NamedTuple):
    """What is said of persons at words [start, end): the role, and whether they stand before or after."""

    start: int
    end: int
    role: str
    after: bool


class Implied(NamedTuple):
    """How many deaths words imply, and of whom."""

    low: float
    high: float | None
    head: str


# A killer who dies is one; a murder-suicide has two dead at least.
_MEANT = {
    "killed": Implied(1.0, None, VICTIM),
    "self": Implied(1.0, 1.0, "himself"),
    "both": Implied(2.0, None, "murder-suicide"),
}


class Harms(NamedTuple):
    """The words of casualties.toml for what befell persons."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    """By first word, the longest first: words, role, frame."""
    needs: dict[str, frozenset[str]]
    be: frozenset[str]
    between: frozenset[str]
    stops: dict[str, frozenset[str]]
    implied: dict[str, list[tuple[tuple[str, ...], Implied]]]
    """By first word."""
    not_after: frozenset[str]
    not_before: frozenset[str]
    multiples: dict[str, int]
    multiplied: dict[str, str]


@functools.cache
def harms() -> Harms:
    entries = (*_FRAMES, "needs", "auxiliaries", "stops", "implied", "multiples")
    raw = table("casualties.toml", entries=entries)
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for frame in _FRAMES:
        for role, listed in raw[frame].items():
            for phrase in listed:
                words = tuple(phrase.split())
                phrases.setdefault(words[0], []).append((words, role, frame))
    implied, multiples = raw["implied"], raw["multiples"]
    meant: dict[str, list[tuple[tuple[str, ...], Implied]]] = {}
    for name, what in _MEANT.items():
        for words in (tuple(phrase.split()) for phrase in implied[name]):
            meant.setdefault(words[0], []).append((words, what))
    return Harms(
        phrases={word: tuple(sorted(each, key=lambda p: -len(p[0]))) for word, each in phrases.items()},
        needs={word: frozenset(near.split()) for word, near in raw["needs"].items()},
        be=frozenset(raw["auxiliaries"]["be"].split()),
        between=frozenset(raw["auxiliaries"]["between"].split()),
        stops={name: frozenset(words.split()) for name, words in raw["stops"].items()},
        implied=meant,
        not_after=frozenset(implied["not_after"].split()),
        not_before=frozenset(implied["not_before"].split()),
        multiples=multiples["words"],
        multiplied={w: role for role in ("killed", "shot") for w in multiples[role].split()},
    )


def said(words: Words) -> Iterator[Said]:
    """What is said of persons, in text order, the longest phrases that fit."""
    low, known = words.low, harms()
    at = 0
    while at < len(low):
        fitting = (p for p in known.phrases.get(low[at], ()) if tuple(low[at : at + len(p[0])]) == p[0])
        phrase = next(fitting, None)
        if phrase is None or not _is_meant(low, at, phrase[0]):
            at += 1
            continue
        end = at + len(phrase[0])
        yield Said(at, end, phrase[1], _stands_after(words, at, end, phrase[2]))
        at = end


def _is_meant(low: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    known = harms()
    near = known.needs.get(phrase[0])
    if near and not near & {*low[max(0, at - _NEAR) : at], *low[at + 1 : at + 1 + _NEAR]}:
        return False
    if "not" in phrase or "didn't" in phrase:
        return True
    if phrase == ("shot",) and at and low[at - 1] in known.stops["nouns"]:
        return False
    return not known.stops["unreal"] & set(low[max(0, at - _UNREAL) : at])


def _stands_after(words: Words, at: int, end: int, frame: str) -> bool:
    """Whether the persons stand after the words that say it."""
    if frame != "verb":
        return frame == "object"
    low, known, following = words.low, harms(), words.at(end)
    if following in ("himself", "herself", "themselves") or (at <= _INVERTED and following in ("was", "were")):
        return True
    before = low[max(0, at - 3) : at]
    passive = any(word in known.be for word in before) and (not before or before[-1] in known.be | known.between)
    return not passive and following != "by" and _opens(words, end)


def _opens(words: Words, at: int) -> bool:
    """Whether a phrase for persons may begin here."""
    if at >= len(words.low):
        return False
    word, known = words.low[at], lists()
    if number(word) is not None or word in known.pronouns or is_person(word) or word in ("more", "several", "both"):
        return word not in ("who", "he", "she", "they")
    if word in ("at", "as") and words.low[at + 1 : at + 2] and words.low[at + 1] in ("least", "many"):
        return True
    return word in known.determiners - {"at"} or (words.written[at][0].isupper() and word not in known.not_names)
