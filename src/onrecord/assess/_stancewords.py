"""`stance.toml`: the words by which a text says how it stands to a claim; and what words weigh for that.

What the model of stances was trained with stands here alone: else a change elsewhere would put it out of tune. Only
`common.txt`, the stems of news from the commonest on, and `stem` are shared.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.assess._toml import parsed
from onrecord.assess._wording import stem
from onrecord.assess._words import COMMON
from onrecord.model import OnRecordError, Span
from onrecord.text import fold

FILE = Path(__file__).parent / "stance.toml"
KINDS = ("debunk", "deny", "doubt", "negation", "report", "hedge", "affirm")
_SETS = ("undone", "untrue", "calling", "open")

# Initialisms with their full stops are one word; a hyphen parts two, for headlines leave it out or put it in at will.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*")
# Different words of some months of news; beyond them the oldest are stemmed anew.
_KEPT = 1 << 16
_COMMONEST = 50
"""Ranks by which the commonest words are held back, so that no word weighs nothing."""
_NAME = 0.45
"""What a name weighs of another word as common: texts of one story share their names, whatever they say."""


class Lexicon(NamedTuple):
    """The stems of each kind, and what `disputes` goes by."""

    stop: frozenset[str]
    kinds: dict[str, frozenset[str]]
    sets: dict[str, frozenset[str]]
    spared: tuple[tuple[str, ...], ...]
    """Stems in a row that look like a negation."""
    opposites: dict[str, frozenset[str]]
    forms: dict[str, str]
    """Stem of an irregular form -> that of the plain one."""


def load(text: str, name: str) -> Lexicon:
    """What a TOML text says; raises OnRecordError naming the file (`name`) and the entry at fault."""
    given = parsed(text, name)
    kinds, rest = _table(given, "kinds", name), _table(given, "disputes", name)
    if unknown := kinds.keys() - set(KINDS):
        raise OnRecordError(f"{name}: unknown kind `{min(unknown)}`")
    return Lexicon(
        stop=_stems(given.get("stop"), f"{name}: `stop`"),
        kinds={kind: _stems(kinds.get(kind), f"{name}: `{kind}`") for kind in KINDS},
        sets={entry: _stems(rest.get(entry), f"{name}: `{entry}`") for entry in _SETS},
        spared=_phrases(rest.get("spared"), f"{name}: `spared`"),
        opposites=_opposites(_pairs(rest.get("opposites"), f"{name}: `opposites`")),
        forms=dict(_pairs(rest.get("forms"), f"{name}: `forms`")),
    )


@cache
def lexicon() -> Lexicon:
    """That which comes with the package."""
    return load(FILE.read_text(encoding="utf-8"), str(FILE))


def stems_of(text: str, span: Span | None = None) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The stems of the words of `text`, or of the part that `span` bounds, in order, and the span of each."""
    start, end = span or (0, len(text))
    found = [(_stem(match[0]), Span(*match.span())) for match in _WORD.finditer(text, start, end)]
    kept = [(own, at) for own, at in found if own]
    return tuple(own for own, _ in kept), tuple(at for _, at in kept)


def weight(stem: str) -> float:
    """How much a stem says: more the rarer it is in news, less of a name; from 0.3 to 4.7."""
    weights = _common()
    return weights[stem][0] if stem in weights else _of_rank(len(weights))


def is_name(stem: str) -> bool:
    """Whether it is a name among the commonest words; rare ones cannot be told."""
    return stem in _common() and _common()[stem][1]


def is_plain(stem: str) -> bool:
    """Whether it is among the commonest words and no name."""
    return stem in _common() and not _common()[stem][1]


@cache
def _common() -> dict[str, tuple[float, bool]]:
    """The stems of `common.txt`, what each weighs, and whether it is a name."""
    listed = COMMON.read_text(encoding="utf-8").split()
    parts = ((own, _of_rank(rank)) for rank, own in enumerate(listed))
    return {own.lower(): (part * _NAME if own[0].isupper() else part, own[0].isupper()) for own, part in parts}


def _of_rank(rank: int) -> float:
    # Frequency falls with rank (Zipf), so that its logarithm is the logarithm of the rank.
    return 0.3 + math.log((rank + _COMMONEST) / _COMMONEST)


@lru_cache(maxsize=_KEPT)
def _stem(written: str) -> str:
    return stem(fold(written).replace(" ", ""))


def _table(given: dict[str, Any], entry: str, name: str) -> dict[str, Any]:
    found = given.get(entry)
    if not isinstance(found, dict):
        raise OnRecordError(f"{name}: the table `{entry}` is missing")
    return found


def _stems(given: object, where: str) -> frozenset[str]:
    if not isinstance(given, str) or not given.split() or given.split() != fold(given).split():
        raise OnRecordError(f"{where} must be words in lower case, without apostrophes, in one string")
    return frozenset(map(_stem, given.split()))


def _phrases(given: object, where: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list) or not all(isinstance(own, str) and own and own == fold(own) for own in given):
        raise OnRecordError(f"{where} must be a list of phrases in lower case, without punctuation")
    return tuple(tuple(map(_stem, own.split())) for own in given)


def _pairs(given: object, where: str) -> list[tuple[str, str]]:
    pairs = [tuple(map(_stem, pair.split())) for pair in given.split(",")] if isinstance(given, str) else []
    found = [(pair[0], pair[1]) for pair in pairs if len(pair) == len(("one", "other"))]
    if not found or len(found) < len(pairs):
        raise OnRecordError(f"{where} must be pairs of words, each parted from the next by a comma")
    return found


def _opposites(pairs: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(against) for word, against in found.items()}
