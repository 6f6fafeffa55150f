"""What the verbs of a clause do with a number in it: whom they act on, what they say of their subject.

There is no parser at run time. A clause is followed word by word from the number to the first verb that is not passed
over (auxiliaries, `reported`, `taken`), past what is joined to the number and past what stands between commas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._counts import lists
from onrecord.reader._lexicon import lexicon

if TYPE_CHECKING:
    from onrecord.reader._counts import Words
    from onrecord.reader._nouns import Noun

# How far a clause is followed, in words; a remark between commas; what is joined by `and`.
_REACH, _ASIDE, _JOINED = 22, 14, 8
_UNITED = frozenset({"killed", "wounded", "missing", "captured"})
_HURT = frozenset({"shot", "wounded", "stabbed"})
_DIED = frozenset({"died", "dies", "dead", "succumbed"})
# `fired one shot`, `heard 20 shots`: what is counted, not what befell somebody.
_HEARD = frozenset({"fired", "firing", "fire", "heard", "hear", "hearing"})
_PRONOUNS = frozenset({"him", "her", "them", "himself", "herself", "themselves", "it", "one"})


class Counted(NamedTuple):
    """A number with its noun at words [start, end), bounds among them."""

    start: int
    end: int
    noun: Noun
    role: str | None = None
    whole: int | None = None
    """Which of the sentence's numbers includes it."""
    from_object: bool = False
    told: int | None = None
    """Where what is counted stands before it: `casualties could total 4,000`."""


def beside(words: Words, at: int) -> str | None:
    """The role told right behind a number: `3 people dead`, `five wounded`, `two critically hurt`, `one fatally`."""
    known, place, adverb = lists(), at, ""
    while words.at(place).endswith("ly") or words.at(place) in ("now", "later", "already", "also"):
        adverb, place = words.at(place), place + 1
    word = words.at(place)
    if (word in known.state and word not in ("died", "die", "dies")) or _is_reduced(words, place):
        return "killed" if known.is_in(adverb, "clause.fatal") else joined(words, place)
    ends = not word[:1].isalpha() or word in ("and", "in", "at")
    return known.state.get(adverb) if ends else None


def _is_reduced(words: Words, at: int) -> bool:
    """A participle without its auxiliary, that acts on nothing: `five shot in Flint`."""
    heard = words.at(at) == "shot" and words.at(at - 2) in _HEARD
    return words.at(at) in lists().done and not heard and not has_object(words, at)


def joined(words: Words, at: int) -> str:
    """The role of the participle or adjective at a word with what is joined to it.

    `shot and killed` and `shot to death` are killed; `killed or wounded` are casualties, which is another definition.
    """
    known, after = lists(), words.run(at + 1, at + 4)
    role = known.done.get(words.low[at]) or known.state[words.low[at]]
    if after[:1] == ("dead",) or after[:2] == ("to", "death") or known.is_in(words.at(at - 1), "clause.fatal"):
        return "killed"
    if after[:1] in (("and",), ("or",), (",",)):
        second = next((word for word in after[1:] if not word.endswith("ly")), "")
        other = known.done.get(second) or known.state.get(second)
        if role in ("shot", "stabbed") and other in ("killed", "wounded"):
            return other
        if role != other and {role, other} <= _UNITED and after[0] != "," and words.at(at + 3) not in known.values:
            return "casualties"
    return "killed" if role in _HURT and _died(words, at) else role


def _died(words: Words, at: int) -> bool:
    """`shot in the head and later died`: of the same ones, before anybody else comes in."""
    for place in range(at + 1, min(at + _ASIDE, len(words.low))):
        word = words.low[place]
        if word in _DIED:
            return True
        other = (
            word in ("one", "another", "others", ",", "(")
            or lists().is_in(word, "clause.stops")
            or words.has_value(place)
        )
        if other or (word in ("a", "an") and lists().is_in(words.at(place + 1), "persons.words")):
            return False
    return False


def has_object(words: Words, at: int) -> bool:
    """Whether the verb at a word acts on what follows it: `two men shot a guard`, `two men shot at officers`."""
    after = words.at(at + 1)
    if after == "at":
        return words.at(at) in ("shot", "fired", "launched") and _is_target(words, at + 2)
    if after == "and" and words.at(at + 2) in lists().done:
        return has_object(words, at + 2)
    if after.endswith("s") and lists().is_in(after.removesuffix("s"), "persons.words"):
        return True
    if words.at(at) == "lost" or (words.has_value(at + 1) and not after.endswith("old")) or after in _PRONOUNS:
        return True
    tag = lexicon().tags.get(after)
    if tag == "D":
        return words.at(at + 2) not in ("day", "week", "weekend", "month")
    return words.named(at + 1) and tag is None and not words.named(at)


def _is_target(words: Words, at: int) -> bool:
    """`shot at officers`, `shot at the man`; who is shot at a party is hit."""
    at += lexicon().tags.get(words.at(at)) == "D"
    word = words.at(at)
    return word in _PRONOUNS or word in ("police", "people") or lists().is_in(word.removesuffix("s"), "persons.words")


def verb_at(words: Words, at: int) -> str | None:
    """The role of an acting verb at a word; of a passive one none."""
    known, word, before = lists(), words.at(at), words.at(at - 1)
    if known.is_in(before, "clause.fatal") and (word in known.doing or word in known.done):
        return "killed"
    if word in known.doing:
        return known.doing[word] if before not in ("the", "a", "this", "that", "fatal") else None
    passive = any(known.is_in(words.at(place), "clause.be") for place in (at - 1, at - 2))
    return None if passive and before != "who" else known.done.get(word)


def over_coordination(words: Words, at: int) -> str | None:
    """The verb of `killed his wife and two children`: back from `and` over what is joined to the number."""
    for place in range(at - 1, max(-1, at - _JOINED), -1):
        word = words.low[place]
        if word in (";", ":", "(", ".") or (word == "," and words.at(at) != ","):
            return None
        if lists().is_in(word, "clause.be", "clause.have"):
            return None
        if verb := verb_at(words, place):
            return verb if has_object(words, place) else None
    return None


def predicate(words: Words, one: Counted, ends: dict[int, int]) -> str | None:
    """The role told by the verb that those counted are the subject of; `ends` says where the other numbers end."""
    known = lists()
    at, passive, perfect, moved = one.end, False, False, False
    while at < min(one.end + _REACH, len(words.low)):
        word = words.low[at]
        if word.endswith("ly") and words.at(at + 1) in known.done:
            at += 1
            continue
        if word in known.done and (perfect or (not passive and has_object(words, at))):
            return None
        if word in known.state or word in known.done:
            return joined(words, at)
        if known.is_in(word, "clause.hospital"):
            return "wounded" if may_be_hurt(words, one) else None
        passive = passive or known.is_in(word, "clause.be")
        if known.is_in(word, "clause.have"):
            perfect = not known.is_in(words.at(at + 1), "clause.be")
        moved = moved or passive or known.is_in(word, "clause.links", "clause.have")
        step = _next(words, at, one.end, ends if not moved else {})
        if step is None:
            return _open(words, at)
        at = step
    return None


def _next(words: Words, at: int, start: int, ends: dict[int, int]) -> int | None:
    """Where the search for the verb goes on, or None where the clause, or the hope, ends."""
    known, word = lists(), words.low[at]
    if word in ("(", ",", "and", "or", "—", "–"):
        return _past_joint(words, at, ends)
    if word == "that" and at == start:
        return at + 1
    if known.is_in(word, "clause.stops"):
        return None
    if at in ends:
        return ends[at]
    links = known.is_in(word, "clause.links", "clause.be", "clause.have", "clause.modal")
    finite = lexicon().tags.get(word) == "V" or (word.endswith("ed") and len(word) > len("need"))
    return at + 1 if links or not finite else None


def _past_joint(words: Words, at: int, ends: dict[int, int]) -> int | None:
    """Behind what is in brackets, between commas, or joined to the number; None where a new clause begins."""
    known, word, after = lists(), words.low[at], words.at(at + 1)
    if word == "(":
        return _closing(words, at, ")")
    if after in known.done or known.is_in(after, "clause.be", "clause.have"):
        return at + 1
    joined_to = next((ends[place] for place in range(at + 1, at + 3) if place in ends), None)
    if word in ("and", "or"):
        return joined_to
    aside = known.is_in(after, "clause.asides") or after[:1].isdigit()
    return (_closing(words, at + 1, word) if aside else None) or ends.get(at + 1)


def _closing(words: Words, at: int, sign: str) -> int | None:
    """Behind the next such sign; a comma in a list of figures is none."""
    for place in range(at, min(at + _ASIDE, len(words.low))):
        if words.low[place] == sign and not words.at(place + 1)[:1].isdigit():
            return place + 1
    return None


def _open(words: Words, at: int) -> str | None:
    """A passive verb that is in no list is the role itself: `12 schools were closed`."""
    word = words.low[at]
    near = any(lists().is_in(words.at(place), "clause.be") for place in (at - 1, at - 2))
    return word if near and word.endswith("ed") and word.isalpha() else None


def may_be_hurt(words: Words, one: Counted) -> bool:
    """Whether persons are counted, as far as the noun tells, or somebody is sent to hospital."""
    known = lists()
    if not one.noun or known.is_in(words.at(one.start - 1), "clause.sending"):
        return True
    head = words.low[one.noun.end - 1]
    person = head.removesuffix("s")
    return known.is_in(head, "persons.many") or known.is_in(person, "persons.words") or person.endswith(known.endings)
