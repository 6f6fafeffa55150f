"""`stance.toml`: the words by which a text says how it stands to a claim; and what words weigh for that.

What the model of stances was trained with stands here alone: else a change elsewhere would put it out of tune. Only
`common.txt`, the stems of news from the commonest on, what a rank among them weighs, and `stem` are shared.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.assess._toml import listed, parsed
from onrecord.assess._wording import stem
from onrecord.assess._words import COMMON, of_rank
from onrecord.model import OnRecordError, Span
from onrecord.text import fold

FILE = Path(__file__).parent / "stance.toml"
KINDS = ("debunk", "deny", "doubt", "negation", "report", "hedge", "affirm")

# Initialisms with their full stops are one word; a hyphen parts two, for headlines leave it out or put it in at will.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*")
# Different words of some months of news; beyond them the oldest are stemmed anew.
_KEPT = 1 << 16
_NAME = 0.45
"""What a name weighs of another word as common: texts of one story share their names, whatever they say."""


class Lexicon(NamedTuple):
    """The stems that say nothing, and those of each kind."""

    stop: frozenset[str]
    kinds: dict[str, frozenset[str]]


def load(text: str, name: str) -> Lexicon:
    """What a TOML text says; raises OnRecordError naming the file (`name`) and the entry at fault."""
    given = parsed(text, name)
    kinds = given.get("kinds")
    if not isinstance(kinds, dict):
        raise OnRecordError(f"{name}: the table `kinds` is missing")
    if unknown := kinds.keys() - set(KINDS):
        raise OnRecordError(f"{name}: unknown kind `{min(unknown)}`")
    return Lexicon(
        stop=_stems(given.get("stop"), f"{name}: `stop`"),
        kinds={kind: _stems(kinds.get(kind), f"{name}: `{kind}`") for kind in KINDS},
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
    return weights[stem][0] if stem in weights else of_rank(len(weights))


def is_name(stem: str) -> bool:
    """Whether it is a name among the commonest words; rare ones cannot be told."""
    return stem in _common() and _common()[stem][1]


def is_plain(stem: str) -> bool:
    """Whether it is among the commonest words and no name."""
    return stem in _common() and not _common()[stem][1]


@cache
def _common() -> dict[str, tuple[float, bool]]:
    """The stems of `common.txt`, what each weighs, and whether it is a name."""
    commonest = COMMON.read_text(encoding="utf-8").split()
    parts = ((own, of_rank(rank)) for rank, own in enumerate(commonest))
    return {own.lower(): (part * _NAME if own[0].isupper() else part, own[0].isupper()) for own, part in parts}


@lru_cache(maxsize=_KEPT)
def _stem(written: str) -> str:
    return stem(fold(written).replace(" ", ""))


def _stems(given: object, where: str) -> frozenset[str]:
    return frozenset(map(_stem, listed(given, where)))
