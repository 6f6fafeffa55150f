"""The plain peer: the first number before a word for killed or injured in a page, and the commonest of the pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Article

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: n for n, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1}
_NUMBER = rf"\b(\d{{1,2}}|{'|'.join(_VALUES)})(?: (?!and )[a-z-]+){{0,3}}"
_KILLED = re.compile(rf"{_NUMBER} (?:(?:was|were|is|are) )?(?:killed|dead|died|fatally)\b", re.IGNORECASE)
_HURT = re.compile(
    rf"{_NUMBER} (?:(?:was|were|is|are) )?(?:injured|wounded|hurt|hospitalized|in critical)\b", re.IGNORECASE
)
_ACTIVE = {
    "killed": re.compile(r"\b(?:kill(?:ed|ing|s)|leaves) (\d{1,2}|[a-z]+)\b", re.IGNORECASE),
    "hurt": re.compile(r"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing|s)?) (\d{1,2}|[a-z]+)\b", re.IGNORECASE),
}
_SHOT = re.compile(rf"{_NUMBER} (?:(?:was|were) )?shot\b", re.IGNORECASE)
_DEATH = re.compile(r"\b(?:killed|dead|died|dies|fatal(?:ly)?|homicide|murder(?:ed)?)\b", re.IGNORECASE)


def stated(text: str) -> tuple[int | None, int | None]:
    """The first number of killed and of injured that a text states, each null where it states none."""
    killed = _first(text, _KILLED, _ACTIVE["killed"])
    hurt = _first(text, _HURT, _ACTIVE["hurt"])
    if hurt is None and (shot := _first(text, _SHOT)) is not None:
        hurt = shot - (killed or 0) if shot > (killed or 0) else None
    return killed, hurt


def answer(articles: Iterable[Article]) -> tuple[int, int]:
    """The commonest number that the pages state; where none does, one killed where a page tells of death, else hurt."""
    texts = [article.text for article in articles]
    found = [stated(text) for text in texts]
    killed = _commonest(k for k, _ in found)
    hurt = _commonest(h for _, h in found)
    if killed is None:
        killed = int(any(_DEATH.search(text) for text in texts))
    return killed, hurt if hurt is not None else int(not killed)


def _first(text: str, *patterns: re.Pattern[str]) -> int | None:
    found = [m for pattern in patterns for m in pattern.finditer(text) if _value(m[1]) is not None]
    return _value(min(found, key=lambda m: m.start())[1]) if found else None


def _value(word: str) -> int | None:
    return int(word) if word.isdigit() else _VALUES.get(word.lower())


def _commonest(numbers: Iterable[int | None]) -> int | None:
    counts = Counter(n for n in numbers if n is not None)
    return min(counts, key=lambda n: (-counts[n], n), default=None)
