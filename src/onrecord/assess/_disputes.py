"""Whether one statement denies what another says: the same of the same, once with a "not" and once without.

By rule, and silent where in doubt. Of pairs of statements in the news of some days that share most of their words, and
of which one has a negation, hardly one in ten is a denial. So the "not" must stand by the very word that both share,
who it is said of be shared by name, and both be told for a fact, by somebody else, about the same time (bench/claims).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.assess._denials import denials
from onrecord.assess._sides import side, told
from onrecord.assess._words import weight
from onrecord.model import NOBODY
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from onrecord.assess._sides import Side
    from onrecord.assess._wording import Wording
    from onrecord.model import Evidence

MONTH, WEEK = 31, 7
"""Days that a denial may come after what it denies, and before: what is told later is news. "No bail is set" is not
denied by the bail that is set a fortnight later."""
_FIRM, _UNTOLD = frozenset({"CT+", "CT-"}), frozenset({"CTu", "Uu"})
_FACING, _SUBJECT = 3, 4
"""Words behind a negation among which what it negates begins, and before it among which who it is said of is named."""
_SUFFIXES = frozenset({"the", "jr", "sr", "ii", "iii"})
_ARTICLES = frozenset({"a", "an"})
_BEFORE = 2
"""Words before a noun that may hold its article: "a rigged vote"."""
_COVERED, _AT_ALL = 0.75, 0.4
"""Parts that what is shared must have of the shorter and of the longer: denials are shorter than what they deny."""
_FEWEST = 2
"""Shared words below which too little is said to be one proposition."""


def disputes(claim: Evidence, other: Evidence) -> bool:
    """Whether the other, by another speaker, says firmly that what is claimed is not so."""
    return faces(claim, other) and (opposed(claim, other) or opposed(other, claim))


def faces(claim: Evidence, other: Evidence) -> bool:
    """Whether the other is firm, and by another speaker than what is claimed; whatever their words are."""
    states = denials().sets["states"]
    return (
        claim.act in states
        and claim.factuality not in _UNTOLD
        and (other.act == "deny" or (other.act in states and other.factuality in _FIRM))
        and not _is_same_speaker(claim, other)
    )


def opposed(said: Evidence, denied: Evidence) -> bool:
    """Whether the words of the second deny those of the first, told about the same time."""
    if not _is_near(said.citation.published, denied.citation.published):
        return False
    claimed, denying = told(said), told(denied)
    return claimed is not None and denying is not None and _contrary(claimed, denying)


def _is_same_speaker(one: Evidence, other: Evidence) -> bool:
    """Persons by the last name or by one name within the other ("Kim", "Kim Jong Un"), bodies and outlets by all words.

    Two of whom nothing is known are two.
    """
    if NOBODY in (one.speaker, other.speaker):
        return False
    mine, yours = _named(one), _named(other)
    if one.speaker and other.speaker and one.speaker.kind == other.speaker.kind == "person":
        return mine[-1:] == yours[-1:] or set(mine) <= set(yours) or set(yours) <= set(mine)
    return mine == yours


def _named(e: Evidence) -> tuple[str, ...]:
    return _words_of(e.speaker.name if e.speaker else e.citation.outlet or e.citation.article)


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name).split() if word not in _SUFFIXES)


def _is_near(said: date | None, denied: date | None) -> bool:
    """Whether pages of these days may tell of the same; a page without a date of any day."""
    return said is None or denied is None or -WEEK <= (denied - said).days <= MONTH


# Reprints say the same again and again.
@lru_cache(maxsize=20_000)
def _contrary(claimed: str, denying: str) -> bool:
    said, denied = side(claimed), side(denying)
    return (
        said is not None
        and denied is not None
        and said.negation is None
        and denied.negation is not None
        and not _apart(said.wording, denied.wording)
        and denied.others <= said.others
        and _is_faced(denied, said)
        and _is_of_same(said, denied)
        and not _is_aside(said, denied)
    )


def _apart(a: Wording, b: Wording) -> bool:
    """Whether they speak of other days or years."""
    return any(x and y and x.isdisjoint(y) for x, y in ((a.days, b.days), (a.years, b.years)))


def _is_faced(denied: Side, said: Side) -> bool:
    """Whether the very word that the one negates, and who it is said of, stand in the other."""
    at = denied.negation or 0
    behind = [own for own in denied.stems[at + 1 : at + 1 + _FACING] if own in denied.content]
    before = denied.stems[max(0, at - _SUBJECT) : at]
    if not behind or behind[0] not in said.content or not any(own in said.content for own in before):
        return False
    if denied.words[at + 1] not in _ARTICLES:
        return said.is_finite
    # "It is not a war" denies that it is a war, and not that the war goes on.
    places = [place for place, own in enumerate(said.stems) if own == behind[0]]
    return any(not _ARTICLES.isdisjoint(said.words[max(0, place - _BEFORE) : place]) for place in places)


def _is_of_same(said: Side, denied: Side) -> bool:
    """Whether both are about the same, by name: "his bond was set" is told of somebody every day."""
    shared, names = said.content.keys() & denied.content.keys(), said.names | denied.names
    if (
        len(shared) < _FEWEST
        or shared <= names
        or not shared & said.names & denied.names
        or not _numbers_fit(said.wording, denied.wording)
    ):
        return False
    if (said.content.keys() - shared) & names and (denied.content.keys() - shared) & names:
        return False
    # Of whom, and who did what to whom.
    in_order = sorted(shared & names, key=said.content.__getitem__)
    if (said.owners ^ denied.owners) & shared & names or in_order != sorted(in_order, key=denied.content.__getitem__):
        return False
    shorter, longer = sorted((_weight(said.content), _weight(denied.content)))
    return _weight(shared) >= max(_COVERED * shorter, _AT_ALL * longer)


def _is_aside(said: Side, denied: Side) -> bool:
    """Whether what is denied is only named in passing: "voters overreacted when it was shelled"."""
    begins = min(at for own, at in said.content.items() if own in denied.content)
    before = {own for own, at in said.content.items() if at < begins} - said.names
    return bool(before) and "that" not in said.words[:begins]


def _numbers_fit(said: Wording, denied: Wording) -> bool:
    """Whether what is denied has no number that the claim has not: "not 300" leaves it open that there are some."""
    return not denied.numbers or said.numbers == denied.numbers


def _weight(stems: Iterable[str]) -> float:
    # In order, since a sum of floats depends on it.
    return sum(map(weight, sorted(stems)))
