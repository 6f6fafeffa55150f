"""What a number counts: the noun phrase behind it, its head in the singular, whose it is and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._counts import lists
from onrecord.reader._lexicon import lexicon

if TYPE_CHECKING:
    from onrecord.reader._counts import Words

_LONGEST = 5
# Shorter words in -s (his, was, gas) are no plurals.
_SHORTEST_PLURAL = 4
_SHORTEST_PARTICIPLE = 5


class Noun(NamedTuple):
    """What is counted, at words [start, end); `end` of the phrase is where the search for it ended if it is empty."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether there is one."""
        return self.end > self.start


def noun_after(words: Words, at: int, *, one: bool = False) -> Noun:
    """The noun that a number before `at` counts: up to the first plural, or for `one` up to the first of a verb."""
    known = lists()
    at = _past_of(words, at)
    while known.is_in(words.at(at), "nouns.skipped") and words.at(at + 1)[:1].isalpha():
        at += 1
    end = at
    while end < at + _LONGEST and _may_belong(words, end, at):
        end += 1
        if _is_plural(words.at(end - 1)) and not _goes_on(words, end):
            return Noun(at, end)
    return Noun(at, at + _last_singular(words, at, end) if one or end == at + 1 else at)


def _past_of(words: Words, at: int) -> int:
    """`dozens of soldiers`, `three of the 12 men`: behind `of` and what determines the noun."""
    if words.at(at) != "of":
        return at
    known, place = lists(), at + 1
    while known.is_in(words.at(place), "nouns.skipped") or words.at(place) == "a":
        place += 1
    return place


def _may_belong(words: Words, at: int, start: int) -> bool:
    word, known = words.at(at), lists()
    if (
        not word[:1].isalpha()
        or known.is_in(word, "nouns.stops", "durations.words", "clause.be", "clause.modal")
        or word in known.values
    ):
        return False
    if word.endswith("ly") and len(word) >= _SHORTEST_PARTICIPLE and word != "family":
        return False
    if word in known.done or word in known.state:
        return at == start and (_is_plural(words.at(at + 1)) or _is_plural(words.at(at + 2)))
    if known.is_in(word, "clause.links"):
        return False
    if word.endswith("ed") and len(word) >= _SHORTEST_PARTICIPLE:
        # `40 armed men`; `40 men armed with` and `40 wounded` end.
        return at == start and words.at(at + 1)[:1].isalpha() and not known.is_in(words.at(at + 1), "nouns.stops")
    # A form in -s that a plural number stands before is a noun: `300 job cuts`.
    return lexicon().tags.get(word) not in ("V", "N", "A") or _is_plural(word)


def _is_plural(word: str) -> bool:
    known = lists()
    if known.is_in(word, "nouns.plurals"):
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))
    return ends and len(word) >= _SHORTEST_PLURAL and not known.is_in(word, "nouns.no_plurals")


def _goes_on(words: Words, at: int) -> bool:
    """`police officers`, `job cuts`: another plural follows and is no verb."""
    before, word = words.at(at - 1), words.at(at)
    if not lists().is_in(before, "nouns.joined") or not word[:1].isalpha():
        return False
    return _is_plural(word) and lexicon().tags.get(word) is None and word not in lists().done


def _last_singular(words: Words, at: int, end: int) -> int:
    """How many words of a phrase without a plural to keep: two at most, none where they are no nouns."""
    kept = min(end - at, 2)
    while kept and (words.low[at + kept - 1].endswith(("ing", "ed")) or words.low[at + kept - 1] in lists().state):
        kept -= 1
    return kept


def singular(word: str) -> str:
    """A noun in the singular, in lower case."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    known = lists().singular
    if word in known:
        return known[word]
    if word.endswith("men"):
        return word.removesuffix("men") + "man"
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word.removesuffix("es")
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= _SHORTEST_PLURAL
    return word.removesuffix("s") if plural else word


def whose(words: Words, noun: Noun, *, titled: bool) -> str | None:
    """The name among the words before the head: `North Korean` of "North Korean soldiers"."""
    if titled:
        return None
    end = noun.end - 1
    names = [at for at in range(noun.start, end) if words.named(at)]
    if not names or not noun:
        return None
    first = last = names[0]
    while last + 1 in names:
        last += 1
    start, stop = words.span(first, last + 1)
    return words.text[start:stop].removesuffix("'s").removesuffix("’s")


def owner_before(words: Words, at: int) -> str | None:
    """`Russia` of "Russia's 40,000 troops"."""
    word = words.raw[at - 1] if at else ""
    if not word[:1].isupper() or not word.endswith(("'s", "’s")):
        return None
    first = at - 1
    while words.named(first - 1) and first - 1 > 0:
        first -= 1
    start, stop = words.span(first, at)
    return words.text[start:stop][:-2]


_PLACED = frozenset({"in", "near", "at", "across", "outside", "inside", "around", "throughout"})
_REACH = 12


def place_after(words: Words, at: int) -> str | None:
    """The place that a phrase behind the number names, before the next number and within the clause."""
    for place in range(at, min(at + _REACH, len(words.low))):
        word = words.low[place]
        if word in (";", ":", ",", "(", "while", "but") or words.low[place][0].isdigit():
            return None
        if word in _PLACED and (found := _name_at(words, place + 1)):
            return found
    return None


def place_before(words: Words) -> str | None:
    """`In Kursk, 300 soldiers …`: a sentence that begins with its place."""
    found = _name_at(words, 1) if words.at(0) in _PLACED else None
    return found if found and "," in words.low[2 : 3 + found.count(" ") + 1] else None


def _name_at(words: Words, at: int) -> str | None:
    at += words.at(at) == "the"
    last = at
    while words.named(last) and words.raw[last][0].isalpha():
        last += 1
    if last == at or lists().is_in(words.at(at), "times.months") or lexicon().tags.get(words.at(at)) == "T":
        return None
    start, stop = words.span(at, last)
    return words.text[start:stop].removesuffix("’s").removesuffix("'s")
