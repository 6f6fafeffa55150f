"""Which wordings are one claim: those alike in pairs, all of them, so that no chain of near-equal ones drifts together.

A wording is what evidence of one name says (see `name_of`). Two are tied where they have a handle in common and are
alike enough; what is tied, directly or by way of others, is put in groups of which each two are tied. So the claims are
a function of the wordings on record, in whatever order they came, and a claim is altered only by what is tied to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from onrecord.assess._disputes import faces, opposed
from onrecord.assess._grouping import groups
from onrecord.assess._matching import SAME, likeness
from onrecord.assess._sides import told
from onrecord.assess._wording import Wording, is_first_person, names_days, wording
from onrecord.assess._words import weight
from onrecord.model import Claim
from onrecord.text import fold

if TYPE_CHECKING:
    from datetime import date

    from onrecord.assess._decided import Bonds
    from onrecord.model import Evidence, Recorded

Find: TypeAlias = Callable[[frozenset[str]], Iterable[Claim]]
"""The claims of which some evidence has one of these handles."""

Worded: TypeAlias = dict[str, list["Evidence"]]
"""Evidence by the name of its wording."""

MERGED_FROM = 5
"""Words from which on equal contents are one claim whoever says them. Shorter ones ("he will", "a smart guy") say too
little by themselves and are held together only within one speaker."""
_HANDLES = 5
"""Pairs of words by which a wording is looked up, the rarest. With four 96.9% of the wordings that are alike share one,
and of 12,600 wordings of fifty stories each finds eight; with six it is 98.9% and 14, with eight 99.9% and 23."""


class Said(NamedTuple):
    """What evidence says, and by what it is found."""

    name: str | None
    """Of what only the speaker or the date tells; None where the evidence's key tells all."""
    wording: Wording | None
    """None of so few words that only the same ones say the same."""
    handles: frozenset[str]


def name_of(e: Evidence) -> str:
    """Of what evidence says: its key, and with it what only the speaker or the date tells.

    What is in the first person is the speaker's alone, and "on Monday" is of the page's date. So all of one name is one
    claim. It is a handle too.
    """
    return _said_by(e).name or e.key


def handles_of(e: Evidence) -> frozenset[str]:
    """By what evidence that says the same, or may, is found: its name, and its rarest pairs of words."""
    return _said_by(e).handles | {name_of(e)}


def _said_by(e: Evidence) -> Said:
    person = e.speaker.name if e.speaker and e.speaker.kind == "person" else None
    return _said(e.words, person, e.citation.published)


# A page's own, and those of the claims that it touches, several times each.
@lru_cache(maxsize=20_000)
def _said(words: str, person: str | None, published: date | None) -> Said:
    folded = fold(words)
    tokens = folded.split()
    if len(tokens) < MERGED_FROM:
        return Said(None, None, frozenset())
    names = fold(person or "").split()
    speaker = names[-1] if names and is_first_person(tokens) else None
    day = published if names_days(tokens) else None
    tied = [str(part) for part in (speaker, day) if part]
    found = wording(folded, speaker, day)
    by_rarity = sorted(found.pairs, key=lambda pair: (-weight(pair[0]) - weight(pair[1]), pair))
    handles = frozenset(short_hash(" ".join(pair)) for pair in by_rarity[:_HANDLES])
    return Said(short_hash("\n".join((folded, *tied))) if tied else None, found, handles)


def connected(fresh: Iterable[Recorded], known: Iterable[Claim], find: Find) -> dict[str, Claim]:
    """The claims that have, by whatever ties, to do with fresh evidence or with those known; by id.

    One that denies what another says has to do with it, whatever else they share.
    """
    reached = {c.id: c for c in known}
    waiting = [*(r.evidence for r in fresh), *_evidence(reached.values())]
    while waiting:
        named = _named(waiting)
        asked = frozenset(handle for e in named.values() for handle in handles_of(e))
        others = [c for c in find(asked) if c.id not in reached]
        tied = named.keys() | {name for pair in _ties(_named(_evidence(others)), named) for name in pair}
        tied |= {name_of(e) for e in _opposing(waiting, _evidence(others))}
        near = [c for c in others if any(name_of(e) in tied for e in _evidence([c]))]
        reached |= {c.id: c for c in near}
        waiting = [*_evidence(near)]
    return reached


def contraries(claims: Sequence[Sequence[Recorded]]) -> list[list[Recorded]]:
    """Of the evidence of each of some claims that of the others which disputes it in other words."""
    records = {r.evidence.id: (n, r) for n, held in enumerate(claims) for r in held}
    found: list[list[Recorded]] = [[] for _ in claims]
    plain, denying = _parted(r.evidence for _, r in records.values())
    for said, denied in _faced(plain, denying):
        # Hundreds of pages may say the same: who faces whom is asked once of those that are told alike.
        for those, against in product(_alike(said), _alike(denied)):
            for one, other in ((those, against), (against, those)):
                disputed = {records[e.id][0] for e in one} if faces(one[0], other[0]) else set()
                for home, r in (records[e.id] for e in other if disputed):
                    for n in disputed - {home}:
                        found[n].append(r)
    return found


def _alike(evidence: Iterable[Evidence]) -> Iterable[list[Evidence]]:
    found: dict[object, list[Evidence]] = defaultdict(list)
    for e in evidence:
        found[e.speaker or e.citation.outlet or e.citation.article, e.act, e.factuality].append(e)
    return found.values()


def _opposing(some: Iterable[Evidence], others: Iterable[Evidence]) -> Iterator[Evidence]:
    """What of the others denies what some say, or says what some deny."""
    (plain, denying), (their_plain, their_denying) = _parted(some), _parted(others)
    for _, denied in _faced(plain, their_denying):
        yield from denied
    for said, _ in _faced(their_plain, denying):
        yield from said


def _parted(evidence: Iterable[Evidence]) -> tuple[Worded, Worded]:
    """What tells that something is so, and what tells that it is not; by the name of its wording."""
    parted: tuple[Worded, Worded] = ({}, {})
    for e in evidence:
        said = _said_by(e)
        if said.wording is not None:
            parted[e.act == "deny" or said.wording.is_negated].setdefault(said.name or e.key, []).append(e)
    return parted


def _faced(plain: Worded, denying: Worded) -> Iterator[tuple[list[Evidence], list[Evidence]]]:
    """What is said and what denies it, as far as they share a handle; together what says the same on one day."""
    by_handle: dict[str, list[str]] = defaultdict(list)
    for name, those in denying.items():
        for handle in _said_by(those[0]).handles:
            by_handle[handle].append(name)
    for those in plain.values():
        near = {name for handle in _said_by(those[0]).handles & by_handle.keys() for name in by_handle[handle]}
        pairs = (
            (said, denied) for name in sorted(near) for said, denied in product(_told(those), _told(denying[name]))
        )
        yield from ((said, denied) for said, denied in pairs if opposed(said[0], denied[0]))


def _told(evidence: Iterable[Evidence]) -> Iterable[list[Evidence]]:
    found: dict[tuple[str | None, date | None], list[Evidence]] = defaultdict(list)
    for e in evidence:
        found[told(e), e.citation.published].append(e)
    return found.values()


def blocks(evidence: Mapping[str, Evidence], bonds: Bonds | None = None) -> tuple[tuple[str, ...], ...]:
    """The names of wordings, those of one claim together; in order. Of each name, evidence that says it.

    `bonds` are what persons decided of them.
    """
    likeness = _ties(evidence, evidence)
    return bonds.joined(groups(evidence, bonds.severed(likeness), SAME)) if bonds else groups(evidence, likeness, SAME)


def short_hash(text: str) -> str:
    """16 hexadecimal digits of SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _evidence(claims: Iterable[Claim]) -> Iterable[Evidence]:
    return (r.evidence for c in claims for r in c.evidence)


def _named(evidence: Iterable[Evidence]) -> dict[str, Evidence]:
    """One of each name: all of a name say the same."""
    return {name_of(e): e for e in evidence}


def _ties(some: Mapping[str, Evidence], others: Mapping[str, Evidence]) -> dict[tuple[str, str], float]:
    """How alike wordings are of which one is of each, and that share a handle, where they are alike enough; by name."""
    by_handle: dict[str, list[str]] = defaultdict(list)
    for name, e in others.items():
        for handle in handles_of(e):
            by_handle[handle].append(name)
    found = ((name, by_handle.get(handle, ())) for name, e in some.items() for handle in handles_of(e))
    pairs = {(min(name, other), max(name, other)) for name, near in found for other in near if name != other}
    known = {**some, **others}
    values = {(a, b): alike(known[a], known[b]) for a, b in pairs}
    return {pair: value for pair, value in values.items() if value >= SAME}


def alike(a: Evidence, b: Evidence) -> float:
    """How much two say the same, as `likeness` has it; 0 of what says too little by itself."""
    one, other = _said_by(a).wording, _said_by(b).wording
    return likeness(one, other) if one and other else 0.0
