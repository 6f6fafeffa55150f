"""The table of descriptions: which nouns stand for which bodies, persons and documents."""

from __future__ import annotations

import functools
from typing import NamedTuple

from onrecord.model import OnRecordError
from onrecord.reader._lexicon import HERE, table


class BodyClass(NamedTuple):
    """A kind of body, by the nouns that stand for it and the words in its names."""

    nouns: frozenset[str]
    words: frozenset[str]
    open: bool
    """A name without a word of any class may be one too."""
    place: bool
    """Named by the name of a place."""


class Descriptions(NamedTuple):
    """descriptions.toml."""

    bodies: tuple[BodyClass, ...]
    persons: frozenset[str]
    endings: tuple[str, ...]
    women: frozenset[str]
    men: frozenset[str]
    unnamed: frozenset[str]
    of_outlets: frozenset[str]
    of_owners: frozenset[str]


@functools.cache
def descriptions() -> Descriptions:
    """The package's table; raises OnRecordError naming the file and the entry at fault."""
    raw = table("descriptions.toml", entries=("body", "persons", "documents"))
    try:
        persons, documents = raw["persons"], raw["documents"]
        return Descriptions(
            tuple(
                BodyClass(_set(b["nouns"]), _set(b["words"]), bool(b["open"]), bool(b.get("place")))
                for b in raw["body"]
            ),
            _set(persons["nouns"]),
            tuple(persons["endings"].split()),
            _set(persons["women"]),
            _set(persons["men"]),
            _set(persons["unnamed"]),
            _set(documents["of_outlets"]),
            _set(documents["of_owners"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise OnRecordError(f"{HERE / 'descriptions.toml'}: the entry {error} is missing or is no text") from error


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())
