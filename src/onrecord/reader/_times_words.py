"""The words of time expressions, from times.toml, each with the letter of what it does in one.

A sentence becomes a string of such letters, one a word, and the shapes of time expressions are patterns over them.
"""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from onrecord.model import OnRecordError
from onrecord.reader._lexicon import HERE, table

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENTRIES = (
    "classes", "positions", "edges", "weekdays", "months", "units", "seasons", "bare_seasons", "parts", "numbers",
    "ordinals", "decades", "fixed", "holidays", "tense", "years", "modifiers", "stretch",
)  # fmt: skip
_LISTS = {
    "weekdays": ("not_after", "not_before"),
    "months": ("before_month", "before_name"),
    "tense": ("future", "past", "be", "ahead", "given"),
    "years": ("before", "not_after", "not_before", "about"),
    "stretch": ("before", "after", "not_after"),
    "bare_seasons": ("before", "doubtful_before"),
}
# As the words of a text are told apart.
_WORD = re.compile(r"['’]s\b|[^\W_]+|[^\w\s]")
_LETTERS = {
    "earlier": "i", "later": "j", "ago": "g", "before": "b", "after": "a", "last": "L",
    "past": "p", "previous": "v", "next": "n", "following": "f", "coming": "k", "this": "H", "that": "t", "these": "t",
    "current": "c", "same": "s", "recent": "r", "article": "A", "the": "T", "of": "o", "on": "@", "from": "F",
    "now": "w", "join": "&", "every": "q", "half": "h", "vague": "X", "fiscal": "J", "long": "l", "old": "Z",
    "consecutive": "u", "zone": "z", "clock": "m", "noon": "K", "first": "O",
}  # fmt: skip

Holiday = str | int | tuple[int, int, int]


class Words(NamedTuple):
    """The lists of times.toml as they are looked up."""

    letters: dict[str, str]
    units: dict[str, str]
    seasons: dict[str, str]
    parts: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    positions: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By their first word: the phrases that begin with it, longest first, each with what it stands for."""
    weekdays: dict[str, int]
    months: dict[str, int]
    short: frozenset[str]
    doubtful: frozenset[str]
    lists: dict[str, frozenset[str]]
    modifiers: dict[tuple[str, ...], str]


@functools.cache
def holidays() -> dict[str, Holiday]:
    """Each holiday in lower case, and its rule; raises OnRecordError naming the one at fault."""
    return {name: _holiday(name, rule) for name, rule in table("times.toml", entries=_ENTRIES)["holidays"].items()}


def _holiday(name: str, rule: object) -> Holiday:
    match rule:
        case str() if len(rule) == len("12-25") and rule[2] == "-":
            return rule
        case int():
            return rule
        case [int() as month, int() as which, int() as weekday]:
            return month, which, weekday
    kinds = "month-day, days from Easter or a weekday of a month"
    raise OnRecordError(f"{HERE / 'times.toml'}: holidays: {name!r}: {rule!r} is none of {kinds}")


@functools.cache
def words() -> Words:
    """The words of times.toml; raises OnRecordError naming the file and the entry at fault."""
    raw = table("times.toml", entries=_ENTRIES)
    units = {word: unit for unit, listed in raw["units"].items() for word in listed.split()}
    days, months = raw["weekdays"], raw["months"]
    parts = {word: part for part, word in raw["parts"].items() if part != "plurals"}
    return Words(
        letters=_letters(raw, units),
        units=units,
        seasons={word: season for season, listed in raw["seasons"].items() for word in listed.split()},
        parts=parts | raw["parts"]["plurals"],
        numbers=raw["numbers"],
        ordinals=raw["ordinals"],
        decades=raw["decades"],
        positions=raw["positions"] | raw["edges"],
        phrases=_phrases(raw["fixed"]),
        weekdays={name: n for n, name in enumerate(days["names"].split(), 1)} | days["short"],
        months={name: n for n, name in enumerate(months["names"].split(), 1)} | months["short"],
        short=frozenset({*days["short"], *months["short"]}),
        doubtful=frozenset(months["doubtful"].split()),
        lists=_lists(raw),
        modifiers={tuple(p.split()): mod for mod, listed in raw["modifiers"].items() for p in listed},
    )


def _letters(raw: dict[str, Any], units: dict[str, str]) -> dict[str, str]:
    """Word -> letter; later entries win, so that `second` is the ordinal."""
    unknown = raw["classes"].keys() - _LETTERS.keys()
    if unknown:
        raise OnRecordError(f"{HERE / 'times.toml'}: classes: there is no class {min(unknown)!r}")
    found = dict.fromkeys(raw["positions"], "e") | dict.fromkeys(raw["edges"], "E")
    found |= {word: _LETTERS[name] for name, listed in raw["classes"].items() for word in listed.split()}
    found |= {word: "U" if word in raw["units"] else "V" for word in units}
    found |= dict.fromkeys(raw["numbers"], "N") | dict.fromkeys(raw["ordinals"], "O")
    found |= {word: "S" for listed in raw["seasons"].values() for word in listed.split()}
    found |= {word: "P" for part, word in raw["parts"].items() if part != "plurals"}
    found |= dict.fromkeys(raw["parts"]["plurals"], "R") | dict.fromkeys(raw["decades"], "G")
    # The last word of a phrase shows that one may stand there.
    last = {phrase.replace("-", " ").split()[-1] for listed in raw["fixed"].values() for phrase in listed}
    last |= {name.split()[-1] for name in holidays()}
    named = {*raw["weekdays"]["names"].split(), *raw["months"]["names"].split()}
    found = dict.fromkeys(last - named, "x") | found
    return found | {
        ",": ",",
        ".": ".",
        "-": "-",
        "–": "-",
        "—": "=",
        "'s": "'",
        "’s": "'",
        "(": "(",
        ")": ")",
        "/": "/",
    }


def _phrases(fixed: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    named = {name: f"holiday {name}" for name in holidays()}
    for phrase, meaning in ({p: meaning for meaning, listed in fixed.items() for p in listed} | named).items():
        split = tuple(_WORD.findall(phrase))
        found.setdefault(split[0], []).append((split, meaning))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}


def _lists(raw: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The lists of single words by `table.entry`."""
    try:
        return {f"{top}.{name}": frozenset(raw[top][name].split()) for top, names in _LISTS.items() for name in names}
    except KeyError as error:
        raise OnRecordError(f"{HERE / 'times.toml'}: the list {error} is missing") from error
