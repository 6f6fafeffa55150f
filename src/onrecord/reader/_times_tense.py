"""Whether what a bare "Friday" or "in March" is said of has been or is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._lexicon import lexicon
from onrecord.reader._times_words import words

if TYPE_CHECKING:
    from onrecord.reader._times_tokens import Words

# In words; the verb of a clause of news stands nearer.
_REACH = 25
_STOPS = frozenset(".!?;")
_MODALS = frozenset({"will", "would", "shall", "should", "could", "may", "might", "must", "can"})
# Determiners, numbers and pronouns begin what something is given to.
_NOT_VERBS = frozenset("D#N")
_SHORTEST_PAST = 5
# `to parliament`, `to reporters`: nouns, not what is yet to be done.
_NOUN_ENDINGS = ("s", "ment", "tion", "ence", "ance", "ity", "er", "or")


def is_future(found: Words, start: int, end: int) -> bool:
    """By the nearest verb before words [start, end) in their sentence; where there is none, by the first after."""
    for at in range(start - 1, max(-1, start - 1 - _REACH), -1):
        if found.low[at] in _STOPS:
            break
        told = _tells(found, at)
        if told is not None:
            return told
    for at in range(end, min(len(found.low), end + _REACH)):
        if found.low[at] in _STOPS:
            break
        # "After a summer spent trying to …": an infinitive that follows says nothing of what came before.
        told = None if found.low[at] == "to" else _tells(found, at)
        if told is not None:
            return told
    return found.before(start) in ("until", "by")


def _tells(found: Words, at: int) -> bool | None:
    """Whether a word points ahead (true) or back (false); None where it does neither."""
    lists, word, before = words().lists, found.low[at], found.before(at)
    if word == "to" or found.letters[at] == "M":
        return _by_infinitive(found, at) if word == "to" else None
    if word in _MODALS:
        return found.after(at + 1) != "have"
    progressive = before in lists["tense.be"] and (word.endswith("ing") or word == "set")
    if progressive or word in lists["tense.future"]:
        return True
    if word in lists["tense.past"] or (word.endswith("ed") and len(word) >= _SHORTEST_PAST):
        return None if before in ("be", "not") or found.before(at - 1) == "be" else False
    return None


def _by_infinitive(found: Words, at: int) -> bool | None:
    lists, before, verb = words().lists, found.before(at), found.after(at + 1)
    is_verb = verb.isalpha() and found.letters[at + 1] == "*" and not found.is_capital(at + 1)
    if (
        not is_verb
        or verb.endswith(_NOUN_ENDINGS)
        or verb in lists["tense.given"]
        or lexicon().tags.get(verb) in _NOT_VERBS
    ):
        return None
    if before in lists["tense.ahead"] or before in lists["tense.future"]:
        return True
    return not (before in lists["tense.past"] or before.endswith("ed"))
