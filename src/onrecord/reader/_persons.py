"""Phrases for persons in a sentence: "two teenage boys", "Ann Lee, 22,", "a 19-year-old", "three others", "he"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

_AGED = re.compile(r"(?:\d{1,2}|[a-z]+)[-‑](?:year|month|week|day)s?[-‑]olds?")
_NAME = re.compile(r"[A-Z][^\W\d_]*(?:[-'’‑.][^\W\d_]+)*\.?")
_AGE = re.compile(r"\d{1,2}")
# Longer ones are lists or whole clauses.
_LONGEST = 6
# From three digits on it is no count of persons in news of one incident that stands bare ("911", "300 block").
_BARE = re.compile(r"\d{1,2}")
_TITLE_SHARE = 0.6
_TITLE_FROM = 4


class Words(NamedTuple):
    """The words of a sentence, as written and in lower case."""

    written: Sequence[str]
    low: Sequence[str]

    def at(self, place: int) -> str:
        """The word at a place in lower case; a full stop where there is none."""
        return self.low[place] if 0 <= place < len(self.low) else "."


class Person(NamedTuple):
    """One or several persons at words [start, end): how many, null where untold, and the noun in the singular."""

    start: int
    end: int
    size: float | None
    head: str
    number: int | None = None
    """Where the number stands, if a number does."""


class Lists(NamedTuple):
    """The words of casualties.toml."""

    one: frozenset[str]
    many: frozenset[str]
    irregular: dict[str, str]
    pairs: dict[str, int]
    pronouns: frozenset[str]
    vague: frozenset[str]
    determiners: frozenset[str]
    values: dict[str, float]
    stops: frozenset[str]
    not_names: frozenset[str]
    dated: frozenset[str]
    placed: frozenset[str]
    units: frozenset[str]
    events: frozenset[str]
    """First words of what is said of persons."""
    bare: dict[str, frozenset[str]]


@functools.cache
def lists() -> Lists:
    """The words for persons; raises OnRecordError where the file lacks an entry."""
    raw = table("casualties.toml", entries=("persons", "numbers", "stops", "auxiliaries", "subject", "verb"))
    persons, numbers, stops = raw["persons"], raw["numbers"], raw["stops"]
    events = {p.split()[0] for frame in ("subject", "verb") for phrases in raw[frame].values() for p in phrases}
    return Lists(
        one=frozenset(persons["one"].split()),
        many=frozenset(persons["many"].split()),
        irregular=persons["irregular"],
        pairs=persons["pairs"],
        pronouns=frozenset(persons["pronouns"].split()),
        vague=frozenset(numbers["vague"].split()),
        determiners=frozenset(numbers["determiners"].split()),
        values={word: float(n) for n, word in enumerate(numbers["values"].split(), 1)},
        stops=frozenset(stops["words"].split()),
        not_names=frozenset(stops["not_names"].split()),
        dated=frozenset(stops["dates"].split()),
        placed=frozenset(stops["placed"].split()),
        units=frozenset(stops["units"].split()),
        events=frozenset(events | set(raw["auxiliaries"]["be"].split())),
        bare={name: frozenset(words.split()) for name, words in numbers["bare"].items()},
    )


def persons(words: Words) -> list[Person]:
    """The phrases for persons, in text order; none overlap."""
    found: list[Person] = []
    title = _is_title(words)
    at = free = 0
    while at < len(words.low):
        phrase = (
            _described(words, at, free) or _named(words, at, bare=not title) or _bare(words, at) or _pronoun(words, at)
        )
        if phrase is None:
            at += 1
            continue
        if found and _apposed(words, found[-1], phrase):
            first = found.pop()
            phrase = first._replace(end=phrase.end)
        at = free = max(phrase.end, at + 1)
        found.append(phrase)
    return found


def number(word: str) -> float | None:
    """The value of a number of persons as one word, else None."""
    return lists().values.get(word) or (float(word) if _BARE.fullmatch(word) else None)


def is_person(word: str) -> bool:
    """Whether a word, in lower case, names a kind of person or an age."""
    known = lists()
    return word in known.one or word in known.many or bool(_AGED.fullmatch(word))


def _is_title(words: Words) -> bool:
    """Whether nearly all words are capitalised, as in headlines, so that capitals tell no names."""
    if words.written[-1:] and words.written[-1] in (".", "”", '"'):
        return False
    long = [word for word in words.written if len(word) >= _TITLE_FROM and word.isalpha()]
    return len(long) >= _TITLE_FROM and sum(word[0].isupper() for word in long) > _TITLE_SHARE * len(long)


def _described(words: Words, at: int, free: int) -> Person | None:
    """A phrase whose first noun for a person stands at `at`, with its number and what stands before it."""
    low = words.low
    spelled = _is_age(low, at)
    if not spelled and not is_person(low[at]) and low[at] not in lists().pairs:
        return None
    end = at + (3 if spelled else 1)
    while end < len(low) and is_person(low[end]) and low[end] not in ("others", "member"):
        end += 1
    if low[end - 1] in lists().pairs and low[end : end + 1] == ["of"]:
        return None
    start, count, placed = _leftward(low, at, free)
    head = low[end - 1]
    if count is None and placed is None:
        one = head in lists().pairs or head not in lists().many
        count = float(lists().pairs.get(head, 1)) if one else None
    end = _with_age(words, end) if count == 1 else end
    return Person(start, end, count, _singular(head), placed)


def _is_age(low: Sequence[str], at: int) -> bool:
    """`12 year old`, without hyphens."""
    return (
        number(low[at]) is not None
        and low[at + 1 : at + 2] != []
        and low[at + 1] in lists().units
        and low[at + 2 : at + 3] == ["old"]
    )


def _leftward(low: Sequence[str], at: int, free: int) -> tuple[int, float | None, int | None]:
    """Where the phrase begins, its number, and where that stands."""
    known = lists()
    start = at
    while start > free and at - start < _LONGEST:
        word = low[start - 1]
        value = 2.0 if word == "both" else 0.0 if word == "no" else number(word)
        if value is not None and low[start : start + 1] != [] and low[start] not in known.units:
            begin = start - 1
            while begin > free and low[begin - 1] in known.determiners:
                begin -= 1
            return begin, value, start - 1
        if word in known.vague:
            return start - 1, None, start - 1
        if word in known.stops or word in known.dated or not word[0].isalnum() or word.endswith("ly"):
            break
        start -= 1
        if word in known.determiners and word != "other":
            break
    return start, None, None


def _with_age(words: Words, end: int) -> int:
    """The end with an age that stands after: `Ann Lee, 22,` and `a man (34)`."""
    low = words.low
    if end + 1 < len(low) and low[end] in (",", "(") and _AGE.fullmatch(low[end + 1]):
        after = low[end + 2] if end + 2 < len(low) else "."
        if after in (",", ")"):
            return end + 3
        if not is_person(after) and after not in ("others", "more", "other"):
            return end + 2
    if end + 1 < len(low) and low[end] == "," and _AGED.fullmatch(low[end + 1]):
        return end + 2
    return end


def _named(words: Words, at: int, *, bare: bool) -> Person | None:
    """A name of two words or more, or one with an age; a single word is a name before or after what is said of it."""
    end = at
    while end < len(words.low) and _is_name(words, end):
        end += 1
    if end == at or (at and words.low[at - 1] in lists().placed):
        return None
    aged = _with_age(words, end)
    told = {*words.low[max(0, at - 1) : at], *words.low[end : end + 1]} & _said_of() if at else set()
    enough = end - at > 1 or aged > end or bool(told)
    if aged == end and (not bare or not enough):
        return None
    return Person(at, aged, 1.0, "person")


def _is_name(words: Words, at: int) -> bool:
    written, low = words.written[at], words.low[at]
    if not _NAME.fullmatch(written) or low in lists().not_names or is_person(low) or number(low) is not None:
        return False
    # Initialisms and words in capitals name bodies, but for a middle initial.
    return not (written.isupper() and len(written) > 1) and low not in _said_of()


def _bare(words: Words, at: int) -> Person | None:
    """A number with no noun: `3 dead`, `one fatally`, `one of the six victims`, `four others`."""
    value = 0.0 if words.at(at) == "none" else number(words.at(at))
    if value is None:
        return None
    known, after = lists(), words.at(at + 1)
    if after in known.bare["others"]:
        # `four other injured men` are read at their noun.
        described = after != "others" and any(is_person(words.at(n)) for n in range(at + 2, at + 5))
        return None if described else Person(at, at + 2, value, "other", at)
    if after == "of" and words.at(at + 2) in known.bare["of_whole"]:
        return Person(at, at + 3, value, "person", at)
    if after == "of" and number(words.at(at + 2)) is not None:
        return Person(at, at + 2, value, "person", at)
    return Person(at, at + 1, value, "person", at) if _counts_persons(words, at) else None


def _counts_persons(words: Words, at: int) -> bool:
    """Whether a bare number stands where something is said of persons."""
    known, before, after = lists(), words.at(at - 1), words.at(at + 1)
    if before in known.dated or (before == ":" and words.at(at - 2).isdigit()):
        return False
    if before in known.events and at and after in known.bare["end"]:
        return True
    return after in _said_of() and (before not in known.bare["never_after"] or not at)


@functools.cache
def _said_of() -> frozenset[str]:
    """What may follow persons: what befell them, and what leads to that."""
    return lists().events | lists().bare["before"]


def _pronoun(words: Words, at: int) -> Person | None:
    word = words.low[at]
    if word not in lists().pronouns:
        return None
    return Person(at, at + 1, None if word in ("they", "them", "who", "themselves") else 1.0, word)


def _apposed(words: Words, first: Person, second: Person) -> bool:
    """`The victim, Ann Lee, 22,` is one person, and so are `Ann Lee, a 22-year-old student` and `officer Ann Lee`."""
    if not first.size == second.size == 1 or {first.head, second.head} & lists().pronouns:
        return False
    if first.end == second.start and words.low[first.end - 1] != ",":
        return _is_name(words, second.start) and first.number is None
    between = words.low[first.end : second.start] or words.low[first.end - 1 : second.start]
    told_apart = (first.head == "person") != (second.head == "person")
    return told_apart and list(between) == [","] and (second.head != "person" or words.low[second.end - 1] == ",")


def _singular(head: str) -> str:
    known = lists()
    if head in known.irregular:
        return known.irregular[head]
    return head.removesuffix("s") if head in known.many else "person" if _AGED.fullmatch(head) else head
