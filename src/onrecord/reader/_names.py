"""The lists of names and titles that come with the package."""

from __future__ import annotations

import functools
from typing import NamedTuple

from onrecord.reader._lexicon import table


class Names(NamedTuple):
    """The lists of names.toml as sets."""

    titles: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    places: frozenset[str]
    place_openings: frozenset[str]
    place_heads: frozenset[str]
    thing_heads: frozenset[str]
    nationalities: frozenset[str]
    not_names: frozenset[str]
    document_heads: frozenset[str]
    body_heads: frozenset[str]
    outlet_heads: frozenset[str]
    group_heads: frozenset[str]
    person_heads: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]


@functools.cache
def names() -> Names:
    """The lists of names.toml."""
    lists = table("names.toml", entries=Names._fields)
    return Names(**{field: frozenset(lists[field].split()) for field in Names._fields})
