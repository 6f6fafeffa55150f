"""Whether two wordings state the same: shared words, unless a number, a day, a negation or an actor forbids it.

There is no sentence encoder: on the tuning half of `bench/claims`, what is shared and what forbids find .61 of the
pairs at a precision of .97, with all-MiniLM-L6-v2 beside them .62; it would take 22 MB and a pass over every content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.assess._words import plain, weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.assess._wording import Wording

SAME = 0.8
"""Likeness from which on two wordings are one claim."""
_PAIRS = 0.5
"""What the share of pairs of words counts beside that of words; tried from 0 to 0.7."""
_COVERED = 0.5
"""Part of the longer wording that the shorter must cover: else what it says beside is the greater part."""
_FEWEST, _LEAST = 3, 8.0
"""Shared words, and their weight, below which too little is said to be one proposition ("same-sex marriage")."""
_PLAIN = 0.4
"""How alike two must be without names: "his high-stakes summit with Vladimir Putin" is in many that say many things."""


def likeness(a: Wording, b: Wording) -> float:
    """How much two wordings say the same, up to 1.5; 0 where they do not. The same either way round."""
    if contradict(a, b):
        return 0.0
    shared = a.stems & b.stems
    longer = max(_weight(a.stems), _weight(b.stems))
    if len(shared) < _FEWEST or _weight(shared) < max(_LEAST, _COVERED * longer):
        return 0.0
    if _alike(plain(a.stems), plain(b.stems)) < _PLAIN:
        return 0.0
    pairs = len(a.pairs & b.pairs) / max(1, min(len(a.pairs), len(b.pairs)))
    return _alike(a.stems, b.stems) + _PAIRS * pairs


def contradict(a: Wording, b: Wording) -> bool:
    """Whether something forbids that both say the same."""
    return (
        a.is_negated != b.is_negated
        or a.is_doubted != b.is_doubted
        or _differ(a.actor, b.actor)
        or a.numbers != b.numbers
        or _apart(a.days, b.days)
        or _apart(a.years, b.years)
        or _differ(a.speaker, b.speaker)
    )


def _apart(a: frozenset[object], b: frozenset[object]) -> bool:
    return bool(a and b) and a.isdisjoint(b)


def _differ(a: str | None, b: str | None) -> bool:
    """Whether both are told, and not the same; that one is a pronoun or not told is no contradiction."""
    return a is not None and b is not None and a != b


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard's index, each stem by its weight (Ruzicka); 0 of nothing."""
    whole = _weight(a | b)
    return _weight(a & b) / whole if whole else 0.0


def _weight(stems: Iterable[str]) -> float:
    # In order, since a sum of floats depends on it.
    return sum(map(weight, sorted(stems)))
