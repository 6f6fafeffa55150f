"""Whether one statement denies what another says: the same of the same, once with a "not" and once without.

By rule, and silent where in doubt: of 100 pairs of statements in the news of a day that share a subject and in which
one has a negation, nearly none is a denial. So the "not" must stand by the very word that both share, its subject be
shared too, and all of both be said once, as a fact. Somebody else must say so, within a month.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._disputing import denials
from onrecord.assess._wording import stem, wording
from onrecord.assess._words import is_name, plain, weight, words
from onrecord.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from onrecord.assess._wording import Wording
    from onrecord.model import Evidence

MONTH = 31
"""Days between the pages of two statements, from which on they are of two times: of 7 such pairs 5 were no denial."""
_STATES = frozenset(
    """say announce report indicate claim allege accuse confirm admit warn estimate believe agree criticize praise
    promise expect""".split()
)
"""Acts by which something is told to be so; who demands, proposes or asks tells nothing."""
_FIRM = frozenset({"CT+", "CT-"})
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*")  # noqa: RUF001 -- the apostrophe of print
_FACING, _SUBJECT = 3, 4
"""Words behind a negation among which what it negates begins, and before it among which who it is said of is named."""
_ARTICLES = frozenset({"a", "an"})
_BEFORE = 2
"""Words before a noun that may hold its article: "a rigged vote"."""
_COVERED, _AT_ALL = 0.75, 0.4
"""Parts that what is shared must have of the shorter and of the longer: denials are shorter than what they deny."""
_FEWEST = 2
"""Shared words below which too little is said to be one proposition."""
_SHORT = 3


class Side(NamedTuple):
    """A statement taken apart."""

    words: tuple[str, ...]
    """Folded."""
    stems: tuple[str, ...]
    """Of each word, of a verb that of its plain form."""
    content: Mapping[str, int]
    """Stems that say what it is about, each with where it stands first."""
    names: frozenset[str]
    wording: Wording
    negation: int | None
    """Where its one negation stands; null where it has none."""


def disputes(claim: Evidence, other: Evidence) -> bool:
    """Whether the other, by another speaker, says firmly that what is claimed, or left open, is not so."""
    return (
        claim.act in _STATES
        and (other.act == "deny" or (other.act in _STATES and other.factuality in _FIRM))
        and _last_name(claim) != _last_name(other)
        and is_near(claim.citation.published, other.citation.published)
        and contrary(side_of(claim), side_of(other))
    )


def is_near(a: date | None, b: date | None) -> bool:
    """Whether pages of these days may tell of the same; a page without a date of any day."""
    return a is None or b is None or abs((a - b).days) <= MONTH


def side_of(e: Evidence) -> Side | None:
    """What evidence says, to be held against others; None where it is no single proposition that is told for a fact.

    Of a denial, the contrary of what is denied; that can be told where the speaker denies an act of its own.
    """
    own = _own_words(e)
    if e.act != "deny":
        return _side(own or e.words)
    return _side(own) if own else None


def contrary(a: Side | None, b: Side | None) -> bool:
    """Whether one of the two denies what the other says; the same either way round."""
    if a is None or b is None or (a.negation is None) == (b.negation is None):
        return False
    said, denied = (a, b) if a.negation is None else (b, a)
    if _apart(said.wording, denied.wording) or not _is_faced(denied, said) or not _same(said, denied):
        return False
    return not _is_aside(said, denied)


def _last_name(e: Evidence) -> str:
    return fold(e.speaker.name if e.speaker else e.citation.outlet or e.citation.article).split(" ")[-1]


def _own_words(e: Evidence) -> str | None:
    """What speakers say of themselves, with the name in the place of the pronoun, or before "taking part" denied."""
    if e.speaker is None or e.speaker.kind not in denials().pronouns:
        return None
    first, _, rest = e.words.lstrip("“\"'‘").partition(" ")
    is_gerund = e.act == "deny" and first.endswith("ing")
    if not is_gerund and first.lower() not in denials().pronouns[e.speaker.kind]:
        return None
    return f"{e.speaker.name} {'never ' if e.act == 'deny' else ''}{f'{first} ' if is_gerund else ''}{rest}"


# A page's own, and those of the claims that it touches, several times each.
@lru_cache(maxsize=20_000)
def _side(written: str) -> Side | None:
    known = denials().sets
    if "?" in written or "…" in written or len(sentences(written)) != 1:
        return None
    found = [(fold(match[0]).replace(" ", ""), match.start()) for match in _WORD.finditer(written)]
    tokens = tuple(word for word, _ in found if word)
    if not tokens or tokens[0] in known["infinitive"] or not (known["open"] | known["nested"]).isdisjoint(tokens):
        return None
    negations = _negations(tokens)
    if len(negations) > 1 or not all(_is_factual(tokens, at) for at in negations):
        return None
    capital = [written[start].isupper() for word, start in found if word]
    return _taken_apart(tokens, capital, wording(fold(written), None, None), *negations)


def _taken_apart(tokens: tuple[str, ...], capital: list[bool], of: Wording, negation: int | None = None) -> Side:
    stems = tuple(map(_plain, tokens))
    empty = words().sets["stop"] | words().sets["negation"]
    content: dict[str, int] = {}
    for at, own in enumerate(stems):
        if tokens[at] not in empty:
            content.setdefault(own, at)
    # The first word of a sentence has a capital letter, whatever it is; a word that no list has is a name oftener.
    told = {stems[at] for at in range(len(tokens)) if capital[at] and not _is_date(tokens[at])}
    capitals = told - ({stems[0]} if plain(frozenset({stem(tokens[0])})) else set())
    names = frozenset(own for own in content if own in capitals or is_name(own))
    return Side(tokens, stems, content, names, of, negation)


def _is_date(word: str) -> bool:
    return any(word in words().lists[of] for of in ("weekdays", "months", "short_months"))


def _plain(word: str) -> str:
    """Of a verb the plain form, less a last e, which `stem` leaves to words of four letters ("fire", "fired")."""
    own = stem(word)
    own = words().maps["same"].get(word) or denials().forms.get(own, own)
    return own.removesuffix("e") if len(own) > _SHORT else own


def _negations(tokens: tuple[str, ...]) -> list[int]:
    phrases = denials().spared
    starts = ((at, own) for own in phrases for at in range(len(tokens)) if tokens[at : at + len(own)] == own)
    spared = {place for at, own in starts for place in range(at, at + len(own))}
    negation = words().sets["negation"] | denials().sets["negated"]
    return [at for at, own in enumerate(tokens) if own in negation and at not in spared]


def _is_factual(tokens: tuple[str, ...], at: int) -> bool:
    known = denials().sets
    return tokens[at] in known["negated"] or (
        tokens[at] == "not" and not known["facts"].isdisjoint(tokens[max(0, at - 2) : at])
    )


def _apart(a: Wording, b: Wording) -> bool:
    """Whether they speak of other days or years, or one of what the other leaves open."""
    days = any(x and y and x.isdisjoint(y) for x, y in ((a.days, b.days), (a.years, b.years)))
    return days or a.is_doubted or b.is_doubted


def _is_faced(denied: Side, said: Side) -> bool:
    """Whether the very word that the one negates, and who it is said of, stand in the other."""
    at = denied.negation or 0
    behind = [own for own in denied.stems[at + 1 : at + 1 + _FACING] if own in denied.content]
    before = denied.stems[max(0, at - _SUBJECT) : at]
    if not behind or behind[0] not in said.content or not any(own in said.content for own in before):
        return False
    if denied.words[at + 1] not in _ARTICLES:
        return True
    # "It is not a war" denies that it is a war, and not that the war goes on.
    places = [place for place, own in enumerate(said.stems) if own == behind[0]]
    return any(not _ARTICLES.isdisjoint(said.words[max(0, place - _BEFORE) : place]) for place in places)


def _is_aside(said: Side, denied: Side) -> bool:
    """Whether what is denied is only named in passing: "Congress overreacted to the meddling", "a question about it"."""
    begins = min(at for own, at in said.content.items() if own in denied.content)
    before = {own for own, at in said.content.items() if at < begins} - said.names
    return bool(before) and "that" not in said.words[:begins]


def _same(said: Side, denied: Side) -> bool:
    """Whether both are about the same, by name: "his bond was set" is told of somebody every day."""
    ours, theirs = said.content, denied.content
    shared, names = ours.keys() & theirs.keys(), said.names | denied.names
    if len(shared) < _FEWEST or shared <= names or not shared & names:
        return False
    if (ours.keys() - shared) & names and (theirs.keys() - shared) & names:
        return False
    in_order = sorted(shared & names, key=ours.__getitem__)
    if in_order != sorted(in_order, key=theirs.__getitem__) or not _numbers_fit(said.wording, denied.wording):
        return False
    shorter, longer = sorted((_weight(ours), _weight(theirs)))
    return _weight(shared) >= max(_COVERED * shorter, _AT_ALL * longer)


def _numbers_fit(said: Wording, denied: Wording) -> bool:
    """Whether what is denied has no number that the claim has not: "not 300" leaves it open that there are some."""
    return not denied.numbers or said.numbers == denied.numbers


def _weight(stems: Iterable[str]) -> float:
    # In order, since a sum of floats depends on it.
    return sum(map(weight, sorted(stems)))
