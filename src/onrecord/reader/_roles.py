"""What befell, or was done to, those who are counted, from the words around the number.

In order: what the noun says (`12 deaths`, `three wounded soldiers`), what stands right behind it (`3 people dead`), the
verb that acts on it (`killing 12`, `killed his wife and two children`), the verb of its own clause (`12 people, two of
them children, were killed`), a noun before it (`the death toll rose to 41`), and what the number before it has
(`including two children`, `three died there and two at a hospital`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._clauses import beside, may_be_hurt, over_coordination, predicate, verb_at
from onrecord.reader._counts import lists
from onrecord.reader._lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.reader._clauses import Counted
    from onrecord.reader._counts import Words

# How far before a number a noun may stand that tells what it is a total of; and what parts it from its whole.
_BACK, _LEAD = 9, 4
_INSIDE = (("among", "them"), ("among", "whom"), ("of", "whom"))
# What a noun before its number is a total of: of a launch at 5 nothing is.
_TOLLED = frozenset({"killed", "wounded", "missing", "casualties", "captured", "arrested", "infected"})
# What may be told by a word before the noun: `three wounded soldiers`, not `three deployed soldiers`.
_OWN = frozenset({"killed", "wounded", "missing", "captured"})


def role_of(words: Words, one: Counted, before: Sequence[Counted], ends: dict[int, int]) -> Counted:
    """`one` with its role and whole; `before` are those before it, `ends` says where all of the sentence end."""
    noun = words.run(one.noun.start, one.noun.end)
    one = one._replace(whole=_whole(words, one, before, ends))
    said = _inside(words, one, noun) or beside(words, one.end)
    if said:
        return one._replace(role=_fitting(said, noun))
    acted = _fitting(_object_of(words, one, before), noun)
    if acted:
        return one._replace(role=acted, from_object=True)
    found = None if _is_apart(words, one) else predicate(words, one, ends)
    if found is None and (toll := _toll(words, one)):
        return one._replace(role=toll[0], told=toll[1])
    return one._replace(role=_fitting(found or _inherited(words, one, before), noun))


def _fitting(role: str | None, noun: tuple[str, ...]) -> str | None:
    """The role by its name, if what is counted can have it."""
    known = lists().roles.get(role or "")
    if known is None:
        return role
    return known.name if known.fits(noun) else None


def _inside(words: Words, one: Counted, noun: tuple[str, ...]) -> str | None:
    """By the noun itself, or by what stands before its head."""
    known = lists()
    if not noun:
        return None
    if noun[-1] == "lives":
        return "killed" if _takes_lives(words, one.start) else None
    if noun[-1] in known.nouns:
        return known.nouns[noun[-1]]
    own = (known.done.get(word) or known.state.get(word) for word in noun[:-1])
    return next((role for role in own if role in _OWN), None)


def _takes_lives(words: Words, at: int) -> bool:
    return any(lists().is_in(word, "clause.lives") for word in words.run(at - _LEAD, at))


def _object_of(words: Words, one: Counted, before: Sequence[Counted]) -> str | None:
    """The role of the verb, or of the noun of a verb, that acts on the number."""
    known, at = lists(), one.start - 1
    while at > 0 and (lexicon().tags.get(words.low[at]) in ("D", "R") or known.is_in(words.low[at], "nouns.skipped")):
        at -= 1
    if words.at(at) == "of":
        return _of_noun(words, at)
    verb = verb_at(words, at)
    if verb or words.at(at) not in ("and", ",", "or", "plus", "with"):
        return verb
    if before and before[-1].role and before[-1].end in (at, at - 1):
        listed = before[-1].from_object or words.at(at) == ","
        return before[-1].role if listed and (before[-1].role != "wounded" or may_be_hurt(words, one)) else None
    return over_coordination(words, at)


def _of_noun(words: Words, at: int) -> str | None:
    """`the deaths of 12 people`, `the shooting of three men`, `lost the lives of`."""
    known, noun = lists(), words.at(at - 1)
    if noun in ("lives", "life"):
        return "killed" if _takes_lives(words, at) else None
    return known.nouns.get(noun) or known.doing.get(noun)


def _is_apart(words: Words, one: Counted) -> bool:
    """`shot by two men` counts those who shot, `father of 4` children whom nothing befell."""
    known, before = lists(), words.at(one.start - 1)
    return before == "by" or (before == "of" and known.is_in(words.at(one.start - 2), "clause.parents"))


def _toll(words: Words, one: Counted) -> tuple[str, int] | None:
    """`the death toll rose to 41`, `casualties could total 4,000`, `among the dead were two`; and where it is told."""
    known, linked = lists(), False
    for at in range(one.start - 1, max(-1, one.start - 1 - _BACK), -1):
        word = words.low[at]
        if word in (",", ";", "and", "while") or words.has_value(at):
            return None
        role = known.nouns.get(word) or ("killed" if word == "dead" and words.at(at - 1) == "the" else None)
        if role:
            role = "killed" if words.at(at - 1) == "death" else role
            return (role, at) if linked and role in _TOLLED else None
        linked = linked or known.is_in(word, "clause.tolls")
    return None


def _whole(words: Words, one: Counted, before: Sequence[Counted], ends: dict[int, int]) -> int | None:
    """Which number includes this one: `12, including two`, `12, five of them`, `Of the 12, nine`, `600 among 4,700`."""
    last, lead = len(before) - 1, words.run(one.start - 3, one.start)
    behind = words.run(one.end, one.end + 2)
    if behind in (("of", "them"), ("of", "whom")) or "including" in lead or lead[-2:] in _INSIDE:
        return last if before else None
    following = next((place for place in range(one.end, one.end + _LEAD) if place in ends), None)
    if following is not None:
        among = words.run(one.end, following)
        return last + 2 if "among" in among or among[-2:] == ("of", "the") else None
    return 0 if len(before) == 1 and words.at(0) == "of" and before[0].start <= len(("of", "the")) else None


def _inherited(words: Words, one: Counted, before: Sequence[Counted]) -> str | None:
    """A number without a verb of its own has the role of the one before, where it is joined to that."""
    lead = words.at(one.start - 1)
    if one.whole is not None and one.whole < len(before) and lead in ("including", "them", "whom"):
        return before[one.whole].role
    ended = words.at(one.end) in ("in", "at", "near", "on", "from", "", ".")
    return before[-1].role if before and ended and lead in ("and", ",") and not one.noun else None
