"""Who is who among the persons that pages tell of one by one: the lowest number of persons that they can be."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Figure

FILE = Path(__file__).with_name("toll.toml")
_NAME = re.compile(r"[A-Z][\w'’-]+")
_AGE = re.compile(r"(?<![\w-])(\d{1,2})(?![\w]|-(?:month|week|day))")
_TRAITS = ("male", "female", "perpetrator", "child", "grown")
_NO_NAMES = "no_names"


class Person(NamedTuple):
    """What is told of a person: names in lower case, age, and traits (male, female, child, …)."""

    names: tuple[str, ...]
    age: int | None
    traits: frozenset[str]

    @property
    def told(self) -> tuple[object, ...]:
        """Sorts who is told of most fully first, so that vaguer words find their person there."""
        return (-len(self.names), self.age is None, -len(self.traits), self.names, self.age or 0, sorted(self.traits))


@functools.cache
def traits() -> dict[str, frozenset[str]]:
    """The words of each trait; raises OnRecordError where the file lacks one."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8")).get("persons", {})
    if missing := [name for name in (*_TRAITS, _NO_NAMES) if not isinstance(given.get(name), str)]:
        raise OnRecordError(f"{FILE.name}: [persons] {missing[0]}: must be a text of words")
    return {name: frozenset(words.split()) for name, words in given.items()}


@functools.cache
def _elsewhere() -> re.Pattern[str]:
    given = tomllib.loads(FILE.read_text(encoding="utf-8")).get("elsewhere", {})
    try:
        phrases = "|".join(re.escape(phrase) for phrase in given["phrases"])
        return re.compile(rf"\b(?:{phrases})\b|{given['pattern']}", re.IGNORECASE)
    except (KeyError, TypeError, re.error) as error:
        raise OnRecordError(f"{FILE.name}: [elsewhere]: {error}; give phrases and a pattern") from error


def elsewhere(sentence: str) -> bool:
    """Whether a sentence tells of other events too: of last year, of several shootings."""
    return bool(_elsewhere().search(sentence))


def person(figure: Figure) -> Person:
    """The person that a figure of one tells of."""
    q, quote = figure.quantity, figure.citation.quote
    known = traits()
    found = tuple(word.lower() for word in _NAME.findall(quote) if word.lower() not in known[_NO_NAMES])
    words = {*(q.counted or "").lower().replace(",", " ").split(), q.head or ""}
    age = _AGE.search(quote)
    # A single capitalised word before a noun is a place as often as a name: "Athens man".
    names = found if q.head == "person" or len(found) > 1 else ()
    marks = frozenset(trait for trait in _TRAITS if words & known[trait])
    return Person(names, int(age[1]) if age else None, marks)


def same(a: Person, b: Person) -> bool:
    """Whether two may be one, as far as is told."""
    if a.names and b.names:
        return _same_name(a.names, b.names)
    if _differ(a, b, "male", "female"):
        return False
    if a.age and b.age:
        return a.age == b.age
    if a.names or b.names:
        return True
    return ("perpetrator" in a.traits) == ("perpetrator" in b.traits) and not _differ(a, b, "child", "grown")


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if min(len(a), len(b)) == 1:
        return a[-1] in b or b[-1] in a
    return len({*a} & {*b}) > 1


def _differ(a: Person, b: Person, one: str, other: str) -> bool:
    return (one in a.traits and other in b.traits) or (other in a.traits and one in b.traits)


def distinct(told: Iterable[Person]) -> list[list[Person]]:
    """The persons, each with all that may be about that person; the order in which they are told changes nothing."""
    groups: list[list[Person]] = []
    for each in sorted(set(told), key=lambda p: p.told):
        home = next((group for group in groups if all(same(each, other) for other in group)), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    return groups
