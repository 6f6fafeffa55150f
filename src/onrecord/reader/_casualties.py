"""Persons who were killed, wounded or shot, counted or not: "two dead", "a man was shot", "Ann Lee, 22, died".

Each is a quantity with one of these roles; of a single person told without a number, low and high are 1 and `wording`
holds the words. `shot` says that they were hit, and leaves open whether they live: it is the whole of killed and
wounded. Words that only imply a death ("a fatal shooting") are at least one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Quantity, Span
from onrecord.reader._harm import VICTIM, Implied, Said, harms, said
from onrecord.reader._persons import Person, Words, persons
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How far from the persons it may stand what is said of them, in words, after and before.
_AFTER, _BEFORE = 4, 14
# No sentence is longer; what has no full stop for so many words is read in pieces, so that its cost stays linear.
_PIECE = 300
# The later outweighs: who was shot and died was killed.
_RANK = {"killed": 2, "wounded": 1, "shot": 0}
# A page that lost its line breaks glues sentences: `in the City.16-year-old`.
_GLUED = re.compile(r"(?<=[^\W\d_]{3})\.(?=[A-Z][^\W\d_]|\d)")
_OF_WHOLE = frozenset(("of", "the", "them", "those", "his", "her", "these"))
_AND = frozenset((",", "and", "&", ";"))
_DETAIL = frozenset(("—", "–", "-", ",", "(", ":"))


def casualties(text: str, sentence: Span, counted: Sequence[Quantity] = ()) -> tuple[Quantity, ...]:
    """The quantities of a sentence with those killed, wounded or shot, in text order.

    `counted` are the sentence's quantities as read so far; those that count such persons get their role and head.
    """
    found = [q for part in _parts(text, sentence) for q in _of_part(text, part)]
    return tuple(sorted(_merged(counted, found), key=lambda q: q.span))


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for glue in _GLUED.finditer(text, sentence.start, sentence.end):
        yield Span(start, glue.end())
        start = glue.end()
    yield Span(start, sentence.end)


def _merged(counted: Sequence[Quantity], found: Sequence[Quantity]) -> Iterator[Quantity]:
    taken = set()
    for q in counted:
        same = [
            f for f in found if q.span.start < f.span.end and f.span.start < q.span.end and f.low == (q.low or q.high)
        ]
        taken |= {id(f) for f in same}
        yield replace(q, role=same[0].role, head=same[0].head) if same else q
    yield from (f for f in found if id(f) not in taken)


def _of_part(text: str, part: Span) -> Iterator[Quantity]:
    spans = tokens(text, part)
    for at in range(0, len(spans), _PIECE):
        yield from _of_piece(text, spans[at : at + _PIECE])


def _of_piece(text: str, spans: Sequence[Span]) -> Iterator[Quantity]:
    written = [text[a:b] for a, b in spans]
    words = Words(written, [word.lower().replace("’", "'") for word in written])
    known, befell = persons(words), list(said(words))
    roles: dict[Person, str] = {}
    for each in befell:
        for person in _whom(words, each, known, befell):
            if person not in roles or _RANK[each.role] > _RANK[roles[person]]:
                roles[person] = each.role
    for person in _wholes(words, known, roles):
        roles.setdefault(person, "shot")
    yield from (_quantity(text, spans, person, role) for person, role in roles.items() if person.size is not None)
    yield from _nameless(text, spans, words.low)


def _wholes(words: Words, known: Sequence[Person], roles: dict[Person, str]) -> Iterator[Person]:
    """Numbers of persons of whom a part is told ("one of the five people died"), and counted victims."""
    for part, whole in pairwise(known):
        told = part in roles and part.end == whole.start and words.low[part.start + 1] == "of"
        if whole.number is not None and told:
            yield whole
    yield from (person for person in known if person.number is not None and person.head == VICTIM)


def _whom(words: Words, each: Said, known: Sequence[Person], others: Sequence[Said]) -> Iterator[Person]:
    """The persons of whom it is said, those that are coordinated with them included."""
    if each.after:
        yield from _following(words.low, each, known, others)
    else:
        yield from _preceding(words.low, each, known, others)


def _following(low: Sequence[str], each: Said, known: Sequence[Person], others: Sequence[Said]) -> Iterator[Person]:
    person = next((p for p in known if each.end <= p.start <= each.end + _AFTER), None)
    if person and harms().stops["barriers"] & set(low[each.end : person.start]):
        return
    while person:
        yield person
        person = next((p for p in known if _joined(low, person, p) and not _has_own(p, others)), None)


def _preceding(low: Sequence[str], each: Said, known: Sequence[Person], others: Sequence[Said]) -> Iterator[Person]:
    before = [p for p in known if p.end <= each.start <= p.end + _BEFORE and ";" not in low[p.end : each.start]]
    before = [p for p in before if not (p.start and low[p.start - 1] in harms().stops["agents"])]
    if len(before) > 1 and before[-2].end == before[-1].start and low[before[-1].start - 1] in _OF_WHOLE:
        # `one of the five victims died`: that they were hurt is all that is said of the five.
        yield before[-2]
        return
    person = before[-1] if before else None
    if person and person.head == "who":
        person = next((p for p in reversed(before) if person.start - 2 <= p.end <= person.start), person)
    joined: list[Person] = []
    while person:
        joined.append(person)
        person = next(
            (p for p in known if _joined(low, p, person) and not any(p.end <= s.start < person.start for s in others)),
            None,
        )
    yield from joined
    yield from (p for p in known if joined and _detailed(low, p, joined))


def _joined(low: Sequence[str], first: Person, second: Person) -> bool:
    """Whether only commas and `and` stand between two phrases, and something does."""
    between = low[first.end : second.start]
    ended = low[first.end - 1] == ","
    return (
        first.end <= second.start
        and len(between) <= 3  # noqa: PLR2004 -- `, and also`
        and _AND.issuperset(between)
        and (";" not in between or first.head == second.head == "person")
        and (bool(between) or ended)
    )


def _detailed(low: Sequence[str], whole: Person, parts: Sequence[Person]) -> bool:
    """`two others — a man and a woman — were`: the whole that stands before its parts."""
    first = parts[-1].start
    told = sum(p.size or 0.0 for p in parts)
    return whole.end == first - 1 and low[whole.end] in _DETAIL and whole.size == told > 1


def _has_own(person: Person, others: Sequence[Said]) -> bool:
    """Whether something else is said of persons right after them: `and five others were wounded`."""
    return any(not s.after and person.end <= s.start <= person.end + 3 for s in others)


def _quantity(text: str, spans: Sequence[Span], person: Person, role: str) -> Quantity:
    span = Span(spans[person.start].start, spans[person.end - 1].end)
    first = person.start if person.number is None else person.number + 1
    counted = text[spans[first].start : span.end] if first < person.end else None
    return Quantity(
        span=span,
        low=person.size,
        high=person.size,
        bound="exactly",
        counted=counted,
        head=person.head,
        role=role,
        wording=None if person.number is not None else text[span.start : span.end].lower(),
    )


def _nameless(text: str, spans: Sequence[Span], low: Sequence[str]) -> Iterator[Quantity]:
    """Deaths that words imply, and what `triple` multiplies."""
    known = harms()
    for at, word in enumerate(low):
        if multiple := known.multiples.get(word):
            yield from _multiplied(text, spans, low, at, float(multiple))
            continue
        for phrase, implied in known.implied.get(word, ()):
            end = at + len(phrase)
            if tuple(low[at:end]) == phrase and (implied.head != VICTIM or _is_a_death(low, at, end)):
                yield _implied(text, Span(spans[at].start, spans[end - 1].end), "killed", implied)


def _multiplied(text: str, spans: Sequence[Span], low: Sequence[str], at: int, value: float) -> Iterator[Quantity]:
    """`triple homicide`, `double fatal shooting`."""
    noun = next((n for n in range(at + 1, min(at + 4, len(low))) if low[n] in harms().multiplied), None)
    if noun is not None:
        role = "killed" if "fatal" in low[at:noun] else harms().multiplied[low[noun]]
        yield _implied(text, Span(spans[at].start, spans[noun].end), role, Implied(value, value, VICTIM))


def _is_a_death(low: Sequence[str], at: int, end: int) -> bool:
    known = harms()
    before = low[at - 1] if at else ""
    after = low[end] if end < len(low) else ""
    return before not in known.not_after and before not in known.multiples and after not in known.not_before


def _implied(text: str, span: Span, role: str, implied: Implied) -> Quantity:
    return Quantity(
        span=span,
        low=implied.low,
        high=implied.high,
        bound="exactly" if implied.high else "at least",
        head=implied.head,
        role=role,
        wording=text[span.start : span.end].lower(),
    )
