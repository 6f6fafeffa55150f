"""What words weigh, and those with a meaning of their own: `wording.toml`, `common.txt`.

`common.txt` lists the stems of news from the commonest on, capitalised where they are nearly always names;
`training/claims/words.py` makes it.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.assess._toml import listed, parsed
from onrecord.model import OnRecordError

FILE = Path(__file__).parent / "wording.toml"
COMMON = Path(__file__).parent / "common.txt"

_SETS = ("stop", "negation", "doubt", "first_person", "ambiguous", "light")
_LISTS = {"weekdays": 7, "months": 12, "short_months": 12}
_MAPS: dict[str, type[str | int]] = {"same": str, "bounds": str, "relative": int, "numbers": int, "scales": int}

_COMMONEST = 50
"""Ranks by which the commonest words are held back, so that no word weighs nothing: the first hundred differ little."""
_NAME = 0.45
"""What a name weighs of another word as rare: pages of one story share their names, whatever they say. With 1 recall at
a precision of .97 was .45 on the tuning half of `bench/claims`, with this .55."""
_LIGHT = 0.35
"""The same of offices, which pages add or leave out at will; set once, not tried."""


class Words(NamedTuple):
    """The words of `wording.toml` by entry."""

    sets: dict[str, frozenset[str]]
    lists: dict[str, tuple[str, ...]]
    maps: dict[str, dict[str, Any]]


def load(text: str, name: str) -> Words:
    """What a TOML text says; raises OnRecordError naming the file (`name`) and the entry at fault."""
    given = parsed(text, name)
    if unknown := given.keys() - {*_SETS, *_LISTS, *_MAPS}:
        raise OnRecordError(f"{name}: unknown entry `{min(unknown)}`")
    lists = {entry: listed(given.get(entry), f"{name}: `{entry}`") for entry in (*_SETS, *_LISTS)}
    for entry, size in _LISTS.items():
        if len(lists[entry]) != size:
            raise OnRecordError(f"{name}: `{entry}` must be {size} words")
    maps = {entry: _mapped(given.get(entry), kind, f"{name}: `{entry}`") for entry, kind in _MAPS.items()}
    return Words({entry: frozenset(lists[entry]) for entry in _SETS}, {e: lists[e] for e in _LISTS}, maps)


@cache
def words() -> Words:
    """Those that come with the package."""
    return load(FILE.read_text(encoding="utf-8"), str(FILE))


def weight(stem: str) -> float:
    """How much a stem says: more the rarer it is in news, less of a name; from 0.3 to 5."""
    return _weights().get(stem) or _unlisted()


def plain(stems: frozenset[str]) -> frozenset[str]:
    """Those that are neither names nor offices; what is not listed is a name oftener than not."""
    return stems & _plain()


def is_name(stem: str) -> bool:
    """Whether it is listed as one; what is not listed may be a name or a rare word."""
    return stem in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(stem for stem, is_name in _listed_stems().items() if is_name) - words().sets["light"]


@cache
def _listed_stems() -> dict[str, bool]:
    """The stems of `common.txt` in their order, and whether each is a name."""
    return {written.lower(): written[0].isupper() for written in COMMON.read_text(encoding="utf-8").split()}


@cache
def _plain() -> frozenset[str]:
    return frozenset(stem for stem, is_name in _listed_stems().items() if not is_name) - words().sets["light"]


@cache
def _weights() -> dict[str, float]:
    light = words().sets["light"]
    found = {}
    for rank, (stem, is_name) in enumerate(_listed_stems().items()):
        part = _LIGHT if stem in light else _NAME if is_name else 1.0
        found[stem] = part * of_rank(rank)
    return found


@cache
def _unlisted() -> float:
    return of_rank(len(_weights()))


def of_rank(rank: int) -> float:
    """What the word of a rank among the commonest says, from 0 on: 0.3 and more (Zipf)."""
    # Frequency falls with rank (Zipf), so that its logarithm is the logarithm of the rank.
    return 0.3 + math.log((rank + _COMMONEST) / _COMMONEST)


def _mapped(given: object, kind: type[str | int], where: str) -> dict[str, Any]:
    if not isinstance(given, dict) or not given or not all(isinstance(value, kind) for value in given.values()):
        raise OnRecordError(f"{where} must be a table of words, each with {'a word' if kind is str else 'a number'}")
    return dict(given)
