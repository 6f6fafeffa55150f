"""Persons who are counted without a number: `a man`, `another officer`, `himself`, `nobody`, and `one`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._amounts import Amount
from onrecord.reader._counts import lists
from onrecord.reader._lexicon import lexicon
from onrecord.reader._nouns import Noun, noun_after

if TYPE_CHECKING:
    from onrecord.reader._counts import Words

# `a 25-year-old off-duty police officer`
_LONGEST = 7


def victim(words: Words, at: int, *, titled: bool) -> tuple[Amount, Noun] | None:
    """One person, or none, at a word: not yet known to have suffered anything."""
    known, word = lists(), words.at(at)
    if (
        word == "one"
        and words.at(at - 1) != "no"
        and words.at(at + 1) not in ("another", "day", "thing", "time", "such")
    ):
        return _single(at, at + 1, None), noun_after(words, at + 1, one=True)
    if word == "no" or known.is_in(word, "persons.nobody") or word == "zero":
        return _none(words, at)
    if known.is_in(word, "persons.reflexives"):
        return _single(at, at + 1, word), Noun(at, at)
    if known.is_in(word, "persons.before"):
        end = _person(words, at + 1)
        return (_single(at, at + 1, word), Noun(at + 1, end)) if end else None
    if at == 0 or words.at(at - 1) == ":" or (titled and _opens_bare(words, at - 1)):
        end = _person(words, at)
        return (_single(at, end, word), Noun(at, end)) if end and not words.at(end).startswith("'") else None
    return None


def _opens_bare(words: Words, at: int) -> bool:
    """What a person without an article follows in a headline: `Shooting Kills Teen`, `Man, Woman Shot`."""
    word, known = words.at(at), lists()
    return word in (",", "and", "&", "leaves", "leaving", "left") or word in known.doing or word in known.done


def _single(start: int, end: int, wording: str | None) -> Amount:
    return Amount(start, start, end, 1.0, 1.0, "exactly", "count", None, wording)


def _person(words: Words, at: int) -> int | None:
    """Where the person ends whose description begins at a word: `25-year-old man`, `off-duty police officer`."""
    known, found = lists(), None
    for place in range(at, min(at + _LONGEST, len(words.low))):
        word = words.low[place]
        if known.is_in(word, "persons.words") or word.endswith("-year-old"):
            found = place + 1
        elif (
            lexicon().tags.get(word) in ("V", "A", "N", "P")
            or known.is_in(word, "nouns.stops")
            or not word[:1].isalnum()
            or word in known.done
            or word in known.doing
        ):
            break
    return found


def _none(words: Words, at: int) -> tuple[Amount, Noun] | None:
    """`no casualties`, `no one`, `nobody`, `none of them`: nothing where no role is told."""
    known, word = lists(), words.at(at)
    zero = Amount(at, at, at + 1, 0.0, 0.0, "exactly", "count")
    if word != "no":
        noun = noun_after(words, at + 1) if words.at(at + 1) == "of" else Noun(at + 1, at + 1)
        # `None of their injuries was grave`
        return None if noun and words.low[noun.end - 1] in known.nouns else (zero, noun)
    if words.at(at + 1) == "one":
        return zero._replace(end=at + 2), Noun(at + 2, at + 2)
    noun = noun_after(words, at + 1, one=True)
    return (zero, noun) if noun and not known.is_in(words.at(at + 1), "nouns.stops") else None
