"""A statement taken apart, to be held against another that may deny it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._denials import denials
from onrecord.assess._wording import stem, wording
from onrecord.assess._words import is_name, plain, words
from onrecord.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.assess._wording import Wording
    from onrecord.model import Evidence

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’]\w+)*")
_OWNING = ("'s", "’s")
_FACTS = 2
"""Words before a "not" that may hold its verb: "was, then, not"."""
_SHORT = 3


class Side(NamedTuple):
    """What a statement says."""

    words: tuple[str, ...]
    """Folded."""
    stems: tuple[str, ...]
    """Of each word; of a verb that of its plain form."""
    content: Mapping[str, int]
    """Stems that say what it is about, each with where it stands first."""
    names: frozenset[str]
    owners: frozenset[str]
    """Words with an apostrophe and s: what is said of Weber's son is not said of Weber."""
    wording: Wording
    negation: int | None
    """Where its one negation stands; null where it has none."""

    @property
    def others(self) -> frozenset[str]:
        """Words that part one of a kind from the rest: "a third child"."""
        return denials().sets["others"].intersection(self.words)

    @property
    def is_finite(self) -> bool:
        """Whether some verb tells that it is so: "they signed", and not "their signing"."""
        known = denials()
        told = (word in known.sets["facts"] or word.endswith("ed") or stem(word) in known.forms for word in self.words)
        return any(told)


def told(e: Evidence) -> str | None:
    """What evidence says of whom, in words: with the speaker's name in the place of "he" or "it" at the beginning.

    Of a denial, the contrary of what is denied; None where that cannot be told, for it is no act of the speaker's own.
    """
    return _own_words(e) or (e.words if e.act != "deny" else None)


def _own_words(e: Evidence) -> str | None:
    if e.speaker is None or e.speaker.kind not in denials().pronouns:
        return None
    first, _, rest = e.words.lstrip("“\"'‘").partition(" ")
    is_gerund = e.act == "deny" and first.endswith("ing")
    if not is_gerund and first.lower() not in denials().pronouns[e.speaker.kind]:
        return None
    return f"{e.speaker.name} {'never ' if e.act == 'deny' else ''}{f'{first} ' if is_gerund else ''}{rest}"


# A page's own words, and those of the claims that it touches, several times each.
@lru_cache(maxsize=20_000)
def side(written: str) -> Side | None:
    """What words say; None where they are no single proposition that is told for a fact."""
    known = denials().sets
    if "?" in written or "…" in written or len(sentences(written)) != 1:
        return None
    found = [(word, match[0]) for match in _WORD.finditer(written) if (word := fold(match[0]).replace(" ", ""))]
    tokens = tuple(word for word, _ in found)
    if not tokens or tokens[0] in known["infinitive"] or not (known["open"] | known["nested"]).isdisjoint(tokens):
        return None
    of = wording(fold(written), None, None)
    negations = [at for at, own in enumerate(tokens) if own in words().sets["negation"]]
    if (
        _is_spared(tokens)
        or of.is_doubted
        or len(negations) > 1
        or not all(_is_factual(tokens, at) for at in negations)
    ):
        return None
    stems = tuple(map(_plain, tokens))
    content = _content(tokens, stems)
    names = _names(tokens, stems, [match for _, match in found]) & content.keys()
    owners = frozenset(own for own, (_, match) in zip(stems, found, strict=True) if match.endswith(_OWNING))
    return Side(tokens, stems, content, names, owners, of, *negations or (None,))


def _content(tokens: tuple[str, ...], stems: tuple[str, ...]) -> dict[str, int]:
    empty = words().sets["stop"] | words().sets["negation"]
    found: dict[str, int] = {}
    for at, own in enumerate(stems):
        if tokens[at] not in empty:
            found.setdefault(own, at)
    return found


def _names(tokens: tuple[str, ...], stems: tuple[str, ...], written: list[str]) -> frozenset[str]:
    """Words listed as names, and those with a capital letter; no days.

    The first word has one whatever it is; a name it is where no list has it.
    """
    days = {*words().lists["weekdays"], *words().lists["months"], *words().lists["short_months"]}
    first = 1 if plain(frozenset({stem(tokens[0])})) else 0
    return frozenset(
        own
        for at, (token, own, word) in enumerate(zip(tokens, stems, written, strict=True))
        if token not in days and (is_name(own) or (word[0].isupper() and at >= first))
    )


def _plain(word: str) -> str:
    """Of a verb the plain form, less a last e, which `stem` leaves to words of four letters ("fire", "fired")."""
    own = stem(word)
    own = words().maps["same"].get(word) or denials().forms.get(own, own)
    return own.removesuffix("e") if len(own) > _SHORT else own


def _is_spared(tokens: tuple[str, ...]) -> bool:
    """Whether it has a negation in form alone."""
    said = f" {' '.join(tokens)} "
    return any(f" {phrase} " in said for phrase in denials().spared)


def _is_factual(tokens: tuple[str, ...], at: int) -> bool:
    known = denials().sets
    facts = known["facts"].intersection(tokens[max(0, at - _FACTS) : at])
    return tokens[at] in known["negated"] or (tokens[at] == "not" and bool(facts))
