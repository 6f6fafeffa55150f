"""Whether two wordings state the same: shared words, unless a number, a day, a negation or an actor forbids it.

There is no sentence encoder: it would take 22 MB and a pass over every content, and adds little. Beside a regression
over all that words tell, cross-validated on the 2,755 pairs of `bench/claims` labelled first, cosine and each word's
nearest in the other's by all-MiniLM-L6-v2 raise the average precision from .839 to .846. A network taught by all labels
that reads both wordings at once ranks them better, and where claims are joined it is no surer (bench/claims/README.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.assess._wording import names_days
from onrecord.assess._words import plain, weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.assess._wording import Wording

SAME = 0.8
"""Likeness from which on two wordings are one claim. Of the 4,955 pairs labelled later to tune on (`bench/claims`),
which are harder, .91 of those above are right, and .81 of those that .75 would add."""
_PAIRS = 0.5
"""What the share of pairs of words counts beside that of words; tried from 0 to 0.7."""
_COVERED = 0.5
"""Part of the longer wording that the shorter must cover: else what it says beside is the greater part."""
_FEWEST, _LEAST = 3, 8.0
"""Shared words, and their weight, below which too little is said to be one proposition ("same-sex marriage")."""
_PLAIN = 0.4
"""How alike two must be without names: "his high-stakes summit with Vladimir Putin" is in many that say many things."""
_BARELY_NOT = SAME - 0.01
"""For wordings alike in all but a word."""
_REPLACED = 0.1
"""Part of the longer wording that a word must weigh for another in its place to make another statement. On the halves
of `bench/claims` this loses one each of some fifty that are found, and there is none of this kind to part."""
_BEGINS = 3
"""Letters that forms of one word, and writings of one name, begin with alike: "Arkansas", "Ark."."""


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
    value = _alike(a.stems, b.stems) + _PAIRS * pairs
    return min(value, _BARELY_NOT) if value >= SAME and _replaced(a, b) else value


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


def _replaced(a: Wording, b: Wording) -> bool:
    """Whether one has a word, the other another between the same two: talks "have collapsed", "have resumed".

    Only where it is a good part of what is said: in a long wording it is oftener another word for the same.
    """
    shared = a.framed.keys() & b.framed.keys()
    found = ((a.framed[frame], b.framed[frame]) for frame in shared)
    least = _REPLACED * max(_weight(a.stems), _weight(b.stems))
    return any(
        x not in b.stems
        and y not in a.stems
        and x[:_BEGINS] != y[:_BEGINS]
        and min(weight(x), weight(y)) >= least
        # Numbers and days are compared as such.
        and not any(word.isdigit() or names_days([word]) for word in (x, y))
        for x, y in found
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
