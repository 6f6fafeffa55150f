"""`origins.toml`: the words that tell a reporter's own prose from the rest, and unnamed sources from named ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.assess._toml import parsed
from onrecord.model import OnRecordError
from onrecord.text import fold

FILE = Path(__file__).parent / "origins.toml"

Kind = Literal["first_person", "unnamed", "articles", "functions"]
_KINDS: tuple[Kind, ...] = ("first_person", "unnamed", "articles", "functions")


class Knowledge(NamedTuple):
    """Sets of words by kind, and phrases of clutter."""

    words: dict[Kind, frozenset[str]]
    clutter: tuple[str, ...]


def load(text: str, name: str) -> Knowledge:
    """What a TOML text says; raises OnRecordError naming the file (`name`) and the entry at fault."""
    given = parsed(text, name)
    clutter = given.get("clutter")
    if not isinstance(clutter, list) or not clutter or not all(_is_folded(phrase) for phrase in clutter):
        raise OnRecordError(f"{name}: `clutter` must be a list of phrases in lower case, without punctuation")
    return Knowledge({kind: _words(given.get(kind), f"{name}: `{kind}`") for kind in _KINDS}, tuple(clutter))


def words_of(kind: Kind) -> frozenset[str]:
    """The words of a kind."""
    return _shipped().words[kind]


def clutter() -> tuple[str, ...]:
    """Phrases of sentences that speak of the page and not of the news."""
    return _shipped().clutter


@cache
def _shipped() -> Knowledge:
    return load(FILE.read_text(encoding="utf-8"), str(FILE))


def _words(given: object, where: str) -> frozenset[str]:
    if not isinstance(given, str) or not given.split() or given.split() != fold(given).split():
        raise OnRecordError(f"{where} must be words in lower case in one string")
    return frozenset(given.split())


def _is_folded(given: object) -> bool:
    return isinstance(given, str) and bool(given) and given == fold(given)
