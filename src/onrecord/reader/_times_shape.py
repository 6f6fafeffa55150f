"""The words of one shape of time expression, and what it may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._times_tense import is_future
from onrecord.reader._times_words import words

if TYPE_CHECKING:
    import re

    from onrecord.model import TimeType
    from onrecord.reader._times_tokens import Words

_STEPS = {"L": -1, "v": -1, "p": -1, "H": 0, "c": 0, "s": 0, "t": 0, "T": 0, "n": 1, "f": 1, "k": 1}
BACK = frozenset("vfstT")
"""Letters of what is reckoned from what was spoken of last; the others are reckoned from the article's date."""
WAYS = {"L": "last", "p": "last", "v": "last", "n": "next", "k": "next", "f": "next"}
"""How a named day, month or season is taken after "last" and "next"."""


class Meaning(NamedTuple):
    """What an expression means: a value, or the formula of one."""

    type: TimeType
    written: str
    mod: str | None = None
    back: bool = False
    """Whether a formula is reckoned from what was spoken of last, and not from the article's date."""


class Shape(NamedTuple):
    """The words [start, end) of an expression, by the letters of its pattern's groups."""

    found: Words
    match: re.Match[str]

    def at(self, group: str) -> int:
        """The place of a group's first word, or -1 where the pattern has no such group or it is empty."""
        return self.match.start(group) if group in self.match.re.groupindex and self.match[group] else -1

    def word(self, group: str) -> str:
        """A group's first word, or nothing."""
        return self.found.low[self.at(group)] if self.at(group) >= 0 else ""

    def letter(self, group: str) -> str:
        """A group's first letter, or nothing."""
        return self.found.letters[self.at(group)] if self.at(group) >= 0 else ""

    def unit(self, group: str = "u") -> str:
        """The unit of a group's first word, or nothing."""
        return words().units.get(self.word(group), "")

    @property
    def way(self) -> str:
        """How a bare name of a day or month is taken: the latest, or by its tense the coming one."""
        return "coming" if is_future(self.found, *self.match.span()) else "latest"


def step(letter: str) -> str:
    """How many units ahead "last", "this", "next" and their like are, with a sign."""
    count = _STEPS[letter]
    return f"{count:+d}" if count else "0"


def ordinal(word: str) -> int:
    """The number of `third` or `3rd`, or 0."""
    figures = word.rstrip("stndrh")
    return words().ordinals.get(word) or (int(figures) if figures.isascii() and figures.isdecimal() else 0)
