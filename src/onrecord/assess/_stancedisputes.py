"""Whether one proposition denies another: the same is said of the same, once with a negation and once without.

Rules and not the model, which learned from whole articles: two contents of a line or two are alike in words or they are
not one proposition. What is left open ("may not", "if") denies nothing. It errs towards silence.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._stancewords import is_name, lexicon, stems_of, weight
from onrecord.assess._wording import wording
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.assess._wording import Wording
    from onrecord.model import Span

_REACH = 5
"""Words from a negation to what it negates: "did not, in the end, sign"."""
_CALLED = 3
"""Words from a verb of calling to what it calls a thing: "was, he said, a hoax"."""
_COVERED, _AT_ALL = 0.75, 0.4
"""Parts that what is shared must have of the shorter and of the longer: denials are shorter than what they deny."""
_FEWEST = 2
"""Shared words below which too little is said to be one proposition."""
_SHORT = 3


class Dispute(NamedTuple):
    """The words by which one denies the other; one of the two may be empty ("signed", "did not sign")."""

    words: tuple[Span, ...]
    """Of the one that disputes."""
    claim_words: tuple[Span, ...]


class _Side(NamedTuple):
    stems: tuple[str, ...]
    plain: tuple[str, ...]
    """Of each stem the plain form."""
    places: tuple[Span, ...]
    content: dict[str, int]
    """Stems that say what it is about, each with where it stands first."""
    names: frozenset[str]
    wording: Wording


def disputes(claim_words: str, other_words: str) -> Dispute | None:
    """By which words the other proposition denies the claim, or None where it does not.

    Spans are of `other_words` and of `claim_words`.
    """
    claim, other = _side(claim_words), _side(other_words)
    if "?" in other_words or _is_open(other) or _apart(claim.wording, other.wording):
        return None
    opposed = _opposed(claim, other)
    against = [_against(claim, other, opposed), _against(other, claim, opposed.values())]
    if (len(against[0]) + len(against[1]) + len(opposed)) % 2 == 0 or not _same(claim, other, opposed, against):
        return None
    if not _numbers_fit(claim.wording, other.wording, negated=bool(against[1])):
        return None
    return Dispute(_marked(other, against[1], opposed.values()), _marked(claim, against[0], opposed))


def _side(written: str) -> _Side:
    known = lexicon()
    stems, places = stems_of(written)
    plain = tuple(_plain(own) for own in stems)
    empty = known.stop | known.kinds["negation"] | known.kinds["report"] | known.kinds["hedge"]
    content: dict[str, int] = {}
    for at, own in enumerate(plain):
        if stems[at] not in empty:
            content.setdefault(own, at)
    capital = {plain[at] for at, place in enumerate(places) if at and written[place.start].isupper()}
    names = frozenset(own for own in content if own in capital or is_name(own))
    return _Side(stems, plain, places, content, names, wording(fold(written), None, None))


def _plain(stem: str) -> str:
    """Of a verb the plain form, less a last e, which `stem` leaves to words of four letters ("fire", "fired")."""
    own = lexicon().forms.get(stem, stem)
    return own.removesuffix("e") if len(own) > _SHORT else own


def _is_open(side: _Side) -> bool:
    return side.wording.is_doubted or not lexicon().sets["open"].isdisjoint(side.stems)


def _apart(a: Wording, b: Wording) -> bool:
    """Whether they speak of other days or years."""
    return any(x and y and x.isdisjoint(y) for x, y in ((a.days, b.days), (a.years, b.years)))


def _numbers_fit(claim: Wording, other: Wording, *, negated: bool) -> bool:
    """Whether what is denied has no number that the claim has not: "not 300" leaves it open that there are some."""
    if claim.numbers and other.numbers:
        return claim.numbers == other.numbers
    return not (other if negated else claim).numbers


def _opposed(claim: _Side, other: _Side) -> dict[int, int]:
    """Where in the claim a word stands whose opposite stands in the other -> where that is."""
    opposites = _opposites()
    found = {}
    for own, at in claim.content.items():
        facing = [that for that in sorted(opposites.get(own, ())) if that in other.content]
        if facing and own not in other.content and facing[0] not in claim.content:
            found[at] = other.content[facing[0]]
    return found


@cache
def _opposites() -> dict[str, frozenset[str]]:
    return {_plain(own): frozenset(map(_plain, of)) for own, of in lexicon().opposites.items()}


def _against(side: _Side, other: _Side, opposed: Iterable[int]) -> list[int]:
    """Where words stand that negate or deny what both say; a word of denial that both have is part of what is said."""
    known = lexicon()
    shared = {at for at, own in enumerate(side.plain) if own in side.content and own in other.content}
    taken = {*opposed} | _spared(side.stems)
    found = []
    for at, own in enumerate(side.stems):
        if at in taken or (own in known.kinds["deny"] | known.sets["undone"] | known.sets["untrue"] and at in shared):
            continue
        reached = not shared.isdisjoint(range(at + 1, at + 1 + _REACH))
        negates = own in known.kinds["negation"] | known.sets["undone"] and own != "nor" and reached
        called = own in known.sets["untrue"] and _is_called(side.stems, at)
        if negates or called or (own in known.kinds["deny"] and shared):
            found.append(at)
    return found


def _is_called(stems: tuple[str, ...], at: int) -> bool:
    return not lexicon().sets["calling"].isdisjoint(stems[max(0, at - _CALLED) : at])


def _spared(stems: tuple[str, ...]) -> set[int]:
    phrases = lexicon().spared
    starts = ((at, own) for own in phrases for at in range(len(stems)) if stems[at : at + len(own)] == own)
    return {place for at, own in starts for place in range(at, at + len(own))}


def _same(claim: _Side, other: _Side, opposed: dict[int, int], against: list[list[int]]) -> bool:
    """Whether both are about the same, but for the words by which they differ."""
    ours = _said(claim, {*opposed, *against[0]}, against[0])
    theirs = _said(other, {*opposed.values(), *against[1]}, against[1])
    shared, names = ours.keys() & theirs.keys(), claim.names | other.names
    if len(shared) < _FEWEST - bool(opposed) or (shared <= names and not opposed):
        return False
    if (ours.keys() - shared) & names and (theirs.keys() - shared) & names:
        return False
    in_order = sorted(shared & names, key=ours.__getitem__)
    if in_order != sorted(in_order, key=theirs.__getitem__):
        return False
    sizes = sorted((_weight(ours), _weight(theirs)))
    return _weight(shared) >= max(_COVERED * sizes[0], _AT_ALL * sizes[1])


def _said(side: _Side, left_out: set[int], against: list[int]) -> dict[str, int]:
    """The content, without the words that deny and whoever denies."""
    known = lexicon()
    denied = next((at for at in against if side.stems[at] in known.kinds["deny"]), -1)
    after = {own: at for own, at in side.content.items() if at > denied and at not in left_out}
    return after or {own: at for own, at in side.content.items() if at not in left_out}


def _weight(stems: Iterable[str]) -> float:
    # In order, since a sum of floats depends on it.
    return sum(map(weight, sorted(stems)))


def _marked(side: _Side, against: list[int], opposed: Iterable[int]) -> tuple[Span, ...]:
    return tuple(side.places[at] for at in sorted({*against, *opposed}))
