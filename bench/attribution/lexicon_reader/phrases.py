"""Where the noun phrases next to a cue begin and end: light rules over tags, in place of a parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bench.attribution.lexicon_reader.passages import Word

Words: TypeAlias = tuple["Word", ...]
Range: TypeAlias = tuple[int, int]
"""Positions of words in a unit, half-open."""

_NOMINAL = frozenset("XnD#SPCq$%&")
# A source of more words than this is nearly always a clause misread (PolNeAR: 1% are longer than 25).
_LONGEST = 25
RELATIVES = frozenset({"who", "which", "that"})
# Determiners that stand for somebody by themselves.
STAND_ALONE = frozenset({"this", "that", "others", "some", "many", "most", "these", "those", "both", "several", "all"})
_OBJECT_PRONOUNS = frozenset({"him", "her", "them", "us", "me", "it", "himself", "herself", "themselves", "you"})
# Offices that have their holder sent to somebody: `secretary to`, `ambassador to`.
_SENT_TO = frozenset({"secretary", "adviser", "advisor", "aide", "ambassador", "envoy", "assistant", "counsel"})
# In words. Longer ones were never found right in PolNeAR train; the bounds keep the search linear.
_LONGEST_APPOSITION = 40
_LONGEST_LISTED = 6
_LONGEST_BRACKET = 12
_LONGEST_ADDRESSEE = 12
_CLAUSE_REACH = 15


def group_start(words: Words, cue: int) -> int:
    """Where the verb group that ends with the cue begins: auxiliaries and adverbs before it belong to it."""
    at = cue
    while at > 0 and words[at - 1].tag in ("A", "R"):
        at -= 1
    return at


def subject_before(words: Words, group: int) -> Range | None:
    """The noun phrase that ends where the verb group begins; days between the two are passed over."""
    at = _before_days(words, group - 1)
    if at < 0:
        return None
    word = words[at]
    if word.tag == "N" or (word.low in RELATIVES and (word.tag == "W" or _is_relative_that(words, at))):
        return at, at + 1
    if word.low in STAND_ALONE:
        return at, at + 1
    if word.tag == ",":
        return _head_of_apposition(words, at)
    return noun_phrase_ending(words, at)


def _is_relative_that(words: Words, at: int) -> bool:
    return words[at].low == "that" and at > 0 and words[at - 1].tag in ("n", "X")


def _before_days(words: Words, at: int) -> int:
    last = at
    while at >= 0 and (words[at].tag == "T" or (words[at].tag == "#" and at and words[at - 1].tag == "T")):
        at -= 1
    if at == last or (at >= 0 and words[at].low.endswith("ed")):
        return last
    return at - 1 if at >= 0 and words[at].low in ("on", "in", "last", "late", "early") else at


def noun_phrase_ending(words: Words, last: int) -> Range | None:
    """The noun phrase whose last word is `last`, with what hangs on it by prepositions."""
    at = last
    while at >= 0 and last - at < _LONGEST and _belongs(words, at, last):
        at = (_opening_bracket(words, at) if words[at].tag == ")" else at) - 1
    return _without_adjunct(words, at + 1, last + 1)


def _belongs(words: Words, at: int, last: int) -> bool:
    """Whether a word may be part of the noun phrase that ends at `last` and reaches back to it."""
    word = words[at]
    if word.tag == "C":
        return not _clause_before(words, at)
    if word.low == "that":
        return at > 0 and words[at - 1].tag == "P"
    if word.tag == ",":
        return _in_a_list(words, at, last)
    if word.tag in _NOMINAL or word.tag == ")" or word.low in (".", "-", "'"):
        return True
    if word.tag == "T":
        return at == last or words[at + 1].low != ","
    return at < last and words[at + 1].tag in ("P", "T") and _hangs_on_noun(words, at)


def _hangs_on_noun(words: Words, at: int) -> bool:
    """`officials briefed on it`, `a source speaking to us`, `a poll released Wednesday`."""
    word = words[at]
    may_hang = word.tag == "G" or (word.tag == "V" and word.low.endswith("ed"))
    return may_hang and at > 0 and words[at - 1].tag in ("n", "X")


def _in_a_list(words: Words, comma: int, last: int) -> bool:
    """A comma between names of which the last is joined by `and`: A, B and C."""
    following = words[comma + 1 : last + 1]
    joined = [n for n, word in enumerate(following) if word.tag == "C"]
    before = words[comma - 1].tag if comma else ","
    if not joined or joined[0] > _LONGEST_LISTED or before not in ("X", "n", "S"):
        return False
    return all(w.tag in (*"XnDC,S#",) for w in following[: joined[0]])


def _opening_bracket(words: Words, at: int) -> int:
    for back in range(at, max(-1, at - _LONGEST_BRACKET), -1):
        if words[back].tag == "(":
            return back
    return at


def _clause_before(words: Words, at: int) -> bool:
    for back in range(at - 1, max(-1, at - _CLAUSE_REACH), -1):
        tag = words[back].tag
        if tag in ("V", "A", "N"):
            return True
        if tag in (",", "B", "W", ";", ":", "-"):
            return False
    return False


def _without_adjunct(words: Words, start: int, end: int) -> Range | None:
    while start < end and (words[start].tag in ("C", ".", "-", ")", "q", "&") or words[start].low == "."):
        start += 1
    if start < end and words[start].tag == "P":
        start = _after_adjunct(words, start, end)
    while start < end and words[start].tag in ("T", "R"):
        start += 1
    if start < end:
        start = _past_object(words, start, end)
    return (start, end) if start < end else None


def _past_object(words: Words, start: int, end: int) -> int:
    """`a step Western powers argue`: what they argue about stands before them without a sign."""
    if words[start].low in ("a", "an") and words[end - 1].tag == "n" and words[end - 1].low.endswith("s"):
        return next((at for at in range(start + 2, end) if words[at].tag == "X" and words[at - 1].tag == "n"), start)
    return start


def _after_adjunct(words: Words, start: int, end: int) -> int:
    """Past a preposition and its noun phrase: the next phrase begins with a determiner or a name after a noun."""
    for at in range(end - 1, start, -1):
        if words[at].tag == "T":
            return at + 1
    for at in range(start + 2, end):
        before, word = words[at - 1], words[at]
        if word.tag == "D" and before.tag not in ("P", "D", "C"):
            return at
        if word.tag == "X" and before.tag in ("n", "#"):
            return at
    return end


def _head_of_apposition(words: Words, comma: int) -> Range | None:
    """The phrase before a comma that stands before the verb: `Name, the minister of X,` or `Name, who ...,`."""
    end, at, relative = comma, comma - 1, False
    while at >= 0 and comma - at < _LONGEST_APPOSITION:
        if words[at].tag == ",":
            opening = words[at + 1].tag
            relative = relative or opening in ("W", "G", "P", "V", "B")
            head = noun_phrase_ending(words, at - 1)
            if head and _is_head(words, head):
                return (head[0], at) if relative else (head[0], end)
        elif words[at].tag in (";", ":", "Q", "-"):
            return None
        at -= 1
    return None


def _is_head(words: Words, head: Range) -> bool:
    first = words[head[0]]
    before = words[head[0] - 1].tag if head[0] else "."
    if before == "P" or (first.low in ("a", "an") and before == ","):
        return False
    return first.tag in ("X", "D", "n", "S") and any(w.tag in ("X", "n") for w in words[slice(*head)])


def noun_phrase_from(words: Words, start: int) -> int:
    """The end of the noun phrase that starts at `start`; `start` itself where none does."""
    at = start
    if at < len(words) and (words[at].tag == "N" or words[at].low in _OBJECT_PRONOUNS):
        return at + 1
    if at < len(words) and words[at].low == "that":
        return at
    while at < len(words) and at - start < _LONGEST and _goes_on(words, at, start):
        at = _closing_bracket(words, at) if words[at].tag == "(" else at + 1
    return at


def _goes_on(words: Words, at: int, start: int) -> bool:
    """Whether a word may be part of the noun phrase that begins at `start` and reaches to it."""
    word = words[at]
    following = words[at + 1].tag if at + 1 < len(words) else ""
    if word.tag == "C":
        return following in ("X", "D", "n", "#", "S")
    if word.tag == "P":
        return at > start and _continues_name(words, at)
    if word.tag == "G":
        return at > start and following in ("n", "X")
    if word.low == ".":
        return following == "X"
    return word.tag in _NOMINAL - {"q"} or word.tag == "(" or word.low == "'"


def _closing_bracket(words: Words, at: int) -> int:
    for forth in range(at, min(len(words), at + _LONGEST_BRACKET)):
        if words[forth].tag == ")":
            return forth + 1
    return at + 1


def _continues_name(words: Words, at: int) -> bool:
    if at + 1 >= len(words) or words[at].low not in ("of", "for", "at", "from", "in", "with", "to", "on"):
        return False
    following = words[at + 1]
    if following.tag == "T":
        return False
    if words[at].low == "to":
        return words[at - 1].low in _SENT_TO
    return words[at].low in ("of", "for", "at", "from", "with") or following.tag == "X"


def with_apposition(words: Words, end: int) -> int:
    """Past `, the minister of X` and the like after a noun phrase that ends at `end`."""
    while end + 1 < len(words) and words[end].tag == ",":
        stop = noun_phrase_from(words, end + 1)
        opening = words[end + 1].tag
        if opening not in ("D", "n", "X", "#", "S") or stop == end + 1:
            return end
        if stop < len(words) and (words[stop].tag in ("W", "G", "P") or words[stop].low.endswith("ed")):
            stop = _clause_end(words, stop)
        if stop < len(words) and words[stop].tag not in (",", ".", "!", "?", ";", "-"):
            return end
        end = stop
    return end


def _clause_end(words: Words, at: int) -> int:
    """Where the words that hang on an apposition end: at the next sign."""
    while at < len(words) and words[at].tag not in (",", ".", "!", "?", ";", ":", "-", "Q"):
        at += 1
    return at


def addressee_end(words: Words, start: int) -> int:
    """Past the one who is told: `reporters`, `the BBC`, `him`; `start` where none is named."""
    if start < len(words) and (words[start].tag == "N" or words[start].low in _OBJECT_PRONOUNS):
        return start + 1
    at = start
    while at < len(words) and at - start < _LONGEST_ADDRESSEE and words[at].tag in (*"XnD#SCP(",):
        word = words[at]
        if word.tag == "(":
            at = _closing_bracket(words, at)
            continue
        if word.low == "that" or (word.low in ("to", "of") and at > start):
            break
        if word.low == "on" and at + 1 < len(words) and words[at + 1].tag == "T":
            break
        if at > start and word.tag == "D" and words[at - 1].tag not in ("P", "C", "D"):
            break
        at += 1
    return at


def has_verb(words: Words) -> bool:
    """Whether a finite verb is among the words, so far as endings and closed classes tell."""
    return any(w.tag in ("V", "A") or w.low.endswith("n't") or ("'" in w.low and w.tag == "N") for w in words)


def is_title(words: Words) -> bool:
    """Headlines capitalise their verbs and nouns too, and most have no full stop."""
    return words[-1].low not in (".", "!", "?") or not any(w.tag == "n" for w in words)
