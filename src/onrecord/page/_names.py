"""Authors are persons: what a page gives as author, split into names, with outlets, desks and addresses left out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.page import _lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

# Longer pieces are sentences or bios, never names.
_NAME_CHARACTERS = 45
_NAME_WORDS = 5
_LEAST_NAME = 2
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,6}|[\uac00-\ud7a3]{2,4}")
_EAST_ASIAN_ROLE = re.compile(r"\s?(?:기자|특파원|記者|记者)(?=\s|$)")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.‑-]{0,30})")


def persons(raw: Iterable[str], outlet: str | None = None) -> tuple[str, ...]:
    """The persons named, each once, in order."""
    names = [name for text in raw for name in _split(text) if is_person(name, outlet)]
    return tuple(dict.fromkeys(names))


def is_person(name: str, outlet: str | None = None) -> bool:
    """Whether this is written as a person's name is: two to five capitalised words, none of an outlet or desk."""
    if not _LEAST_NAME <= len(name) <= _NAME_CHARACTERS or re.search(r"[\d@/:|<>…!?]", name):
        return False
    if outlet and name.lower() in outlet.lower():
        return False
    if _EAST_ASIAN.fullmatch(name.replace(" ", "")):
        return True
    if name.lower() in _lexicon.bylines().sections:
        return False
    words = name.split()
    if not _LEAST_NAME <= len(words) <= _NAME_WORDS or name in _lexicon.agency_forms() or name in _lexicon.places():
        return False
    return all(map(_name_word, words)) and words[-1].lower() not in _lexicon.bylines().particles


def led(text: str) -> str | None:
    """What follows the word that leads a byline ("By", "Von"); None where no such word leads."""
    found = _leads().match(text)
    return text[found.end() :].strip() if found else None


def _name_word(word: str) -> bool:
    lexicon = _lexicon.bylines()
    lower = word.lower().strip(".,'’")
    if lower in lexicon.not_person:
        return False
    capitalised = word[0].isupper() or not (word[0].isupper() or word[0].islower())
    return bool(_WORD.fullmatch(word)) and (capitalised or lower in lexicon.particles)


@cache
def _leads() -> re.Pattern[str]:
    words = "|".join(re.escape(word.rstrip(":")) for word in sorted(_lexicon.bylines().leads, key=len, reverse=True))
    return re.compile(rf"(?:{words})\s?(?::\s?|\s|$)", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    words = "|".join(re.escape(join.strip()) for join in _lexicon.bylines().joins)
    return re.compile(rf"\s(?:{words})\s|[,;|•·/\n]|\s[-–—]\s|\sfor\s|\sin\s", re.IGNORECASE)


def _split(text: str) -> list[str]:
    plain = _EAST_ASIAN_ROLE.sub("", " ".join(text[:300].split(" ")).strip())
    rest = led(plain)
    return [_trimmed(piece) for piece in _between().split(plain if rest is None else rest)]


def _trimmed(piece: str) -> str:
    name = re.sub(r"\s+", " ", re.sub(r"\([^()]{0,60}\)", "", piece)).strip(" .,:*")
    rest = led(name)
    return name if rest is None else rest
