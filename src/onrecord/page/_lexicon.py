"""The room's knowledge, read from its TOML files once and checked as it is read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.model import OnRecordError


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: the forms in which pages write its name, and whether it gives text (or pictures only)."""

    name: str
    forms: tuple[str, ...]
    wire: bool


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Phrases that lines of a page, but not of an article, consist of, begin with or hold; all in lower case."""

    ends: frozenset[str]
    end_starts: tuple[str, ...]
    lines: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    notices: frozenset[str]
    notice_starts: tuple[str, ...]
    notice_holds: tuple[str, ...]
    note_starts: tuple[str, ...]
    note_holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bylines:
    """The words around names: what leads a byline, what a person's name never holds, what bios are made of."""

    leads: tuple[str, ...]
    joins: tuple[str, ...]
    particles: frozenset[str]
    desks: frozenset[str]
    roles: frozenset[str]
    not_person: frozenset[str]
    sections: frozenset[str]
    cities: frozenset[str]
    bio: tuple[str, ...]
    credit_leads: tuple[str, ...]
    credit_words: tuple[str, ...]
    archive: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]


def parsed(name: str) -> dict[str, object]:
    """The table of one lexicon file of this room. Raises OnRecordError naming the file if it is not TOML."""
    try:
        return tomllib.loads(files("onrecord.page").joinpath("lexicon", name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OnRecordError(f"page/lexicon/{name} cannot be read: {error}; install onrecord again") from error


def strings(name: str, entry: str, value: object) -> tuple[str, ...]:
    """The entry as strings. Raises OnRecordError naming file and entry if it is anything but a list of words."""
    if not isinstance(value, list) or not value:
        raise OnRecordError(f"page/lexicon/{name}: {entry} must be a list of words, and not empty")
    for word in value:
        if not isinstance(word, str) or not word.strip():
            raise OnRecordError(f"page/lexicon/{name}: {entry} holds {word!r}, which is not a word")
    return tuple(value)


def agency(name: str, entry: object) -> Agency:
    """One entry of the agencies. Raises OnRecordError naming it if it lacks `forms` or `wire`."""
    if not isinstance(entry, dict) or not isinstance(entry.get("wire"), bool):
        raise OnRecordError(f"page/lexicon/agencies.toml: {name} must be a table with forms, and wire true or false")
    return Agency(name, strings("agencies.toml", f"{name}.forms", entry.get("forms")), entry["wire"])


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies, in the order of the file."""
    return tuple(agency(name, entry) for name, entry in parsed("agencies.toml").items())


@cache
def agency_forms() -> dict[str, Agency]:
    """The agency that each written form stands for."""
    return {form: agency for agency in agencies() for form in agency.forms}


@cache
def months() -> dict[str, int]:
    """The number of each month, by its names and short forms in lower case."""
    table = parsed("months.toml")
    if set(table) != {str(number) for number in range(1, 13)}:
        raise OnRecordError("page/lexicon/months.toml must have the entries 1 to 12")
    return {word: int(number) for number, words in table.items() for word in strings("months.toml", number, words)}


@cache
def stopwords() -> dict[str, frozenset[str]]:
    """Frequent words by language."""
    table = parsed("stopwords.toml")
    return {language: frozenset(strings("stopwords.toml", language, words)) for language, words in table.items()}


@cache
def places() -> frozenset[str]:
    """Countries, and states and provinces as datelines write them."""
    table = parsed("places.toml")
    return frozenset(word for key in ("countries", "regions") for word in strings("places.toml", key, table.get(key)))


@cache
def boilerplate() -> Boilerplate:
    """Lines that pages put around articles, in several languages."""
    table = parsed("boilerplate.toml")

    def entry(key: str) -> tuple[str, ...]:
        return strings("boilerplate.toml", key, table.get(key))

    return Boilerplate(
        ends=frozenset(entry("ends")),
        end_starts=entry("end_starts"),
        lines=frozenset(entry("lines")),
        starts=entry("starts"),
        holds=entry("holds"),
        notices=frozenset(entry("notices")),
        notice_starts=entry("notice_starts"),
        notice_holds=entry("notice_holds"),
        note_starts=entry("note_starts"),
        note_holds=entry("note_holds"),
    )


@cache
def bylines() -> Bylines:
    """The words around names."""
    table = parsed("bylines.toml")

    def entry(key: str) -> tuple[str, ...]:
        return strings("bylines.toml", key, table.get(key))

    return Bylines(
        leads=entry("leads"),
        joins=entry("joins"),
        particles=frozenset(entry("particles")),
        desks=frozenset(entry("desks")),
        roles=frozenset(entry("roles")),
        not_person=frozenset(entry("not_person")),
        sections=frozenset(entry("sections")),
        cities=frozenset(entry("cities")),
        bio=entry("bio"),
        credit_leads=entry("credit_leads"),
        credit_words=entry("credit_words"),
        archive=entry("archive"),
        published=entry("published"),
        updated=entry("updated"),
    )
