"""The fixed words of a brief, from words.toml, checked when they are loaded."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, get_args

from onrecord.model import Act, Bound, Factuality, OnRecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

Table = dict[str, str]

NAME = "words.toml"

_LABELS = (
    *("carried", "rival", "revised", "denied", "disputed", "unconfirmed", "confirms", "latest", "warns", "record"),
)
_FIXED = ("then", "fresh", "nobody", "no_outlet", "paraphrased", "undated", "uncounted", "beside", "nothing")

# What each entry may, and must, have filled in.
_BLANKS: dict[str, dict[str, set[str]]] = {
    "verbs": {act: set() for act in get_args(Act)},
    "factuality": {value: set() for value in get_args(Factuality)},
    "factuality_short": {value: set() for value in get_args(Factuality)},
    "bounds": {bound: {"number"} for bound in get_args(Bound)},
    "labels": {
        **{key: set() for key in _LABELS},
        "new": {"since"},
    },
    "course": {
        **{key: set() for key in ("left_open", "fact", "open_still")},
        "on": {"date", "said"},
        "latest": {"counts", "date", "said"},
    },
    "lines": {
        **{key: set() for key in _FIXED},
        **{key: {"words"} for key in ("whole", "cut")},
        **{key: {"said", "notes"} for key in ("long", "short")},
        **{key: {"n"} for key in ("origins_many", "pages_many", "more_many")},
        **{key: set() for key in ("origins_one", "pages_one", "more_one")},
        "said": {"speaker", "verb", "quote"},
        "own": {"outlet", "quote"},
        "unresolved": {"name"},
        "relayed": {"name", "relays"},
        "subject": {"chain"},
        "support": {"origins", "pages"},
        **{key: {"names"} for key in ("also", "contrary_short")},
        **{key: {"names", "support"} for key in ("denied", "affirmed", "contrary")},
        "others_one": {"names"},
        "others_many": {"names", "n"},
        "new": {"label"},
        "range": {"low", "high"},
        "scope": {"figure", "scope"},
        "when": {"figure", "when"},
        "question": {"role", "counted"},
        "figure": {"figure", "speaker"},
        "sum": {"figure", "parts"},
        "dated": {"speaker", "date"},
        "rivals": {"question", "figures"},
        "revised": {"question", "speaker", "before", "first", "after", "last"},
        **{key: {"kind", "before", "after", "quote"} for key in ("changed", "reread")},
        **{key: {"kind", "question", "before", "after"} for key in ("moved", "against")},
        "decided": {"kind", "by", "before", "after", "quote"},
        "decision": {"kind", "by", "after", "quote"},
        "confirmed": {"by"},
        **{key: {"grade"} for key in ("reliability", "credibility")},
    },
    "conflicts": {key: set() for key in ("value", "definition", "scope", "time", "misquote", "polarity")},
    "titles": {"figures": set(), "changed": set(), "others": set(), "part": {"title", "shown", "all"}},
    "page": {
        **{key: set() for key in ("quick", "deep", "evidence", "about", "empty")},
        "as_of": {"as_of"},
        "since": {"since"},
        "place": {"start", "end"},
        "back": {"line"},
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of words.toml; every key that the code asks for is there."""

    verbs: Table
    factuality: Table
    factuality_short: Table
    bounds: Table
    labels: Table
    course: Table
    lines: Table
    conflicts: Table
    titles: Table
    page: Table
    notes: tuple[str, ...]


@cache
def words() -> Words:
    """The words of this room's own file."""
    return load(files(__package__).joinpath(NAME).read_text("utf-8"))


def load(text: str, name: str = NAME) -> Words:
    """The words in a TOML text. Raises OnRecordError, which names the file, the table and the entry at fault."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{name}: not TOML: {error}") from error
    tables = {table: _table(given.get(table), blanks, f"{name}: [{table}]") for table, blanks in _BLANKS.items()}
    return Words(**tables, notes=_notes(given.get("about"), f"{name}: [about]"))


def _table(given: object, blanks: Mapping[str, set[str]], where: str) -> Table:
    if not isinstance(given, dict):
        raise OnRecordError(f"{where} is missing; it needs {', '.join(blanks)}")
    odd = sorted(blanks.keys() ^ given.keys())
    if odd:
        raise OnRecordError(f"{where} {odd[0]}: {'is missing' if odd[0] in blanks else 'is not known; remove it'}")
    return {key: _entry(given[key], blanks[key], f"{where} {key}") for key in given}


def _entry(given: object, blanks: set[str], where: str) -> str:
    if not isinstance(given, str):
        raise OnRecordError(f"{where}: must be a text in quotation marks")
    try:
        found = {blank for _, blank, _, _ in Formatter().parse(given) if blank is not None}
    except ValueError as error:
        raise OnRecordError(f"{where}: {error}") from error
    if found != blanks:
        raise OnRecordError(f"{where}: must hold {_listed(blanks)}, holds {_listed(found)}")
    return given


def _listed(blanks: set[str]) -> str:
    return ", ".join(f"{{{blank}}}" for blank in sorted(blanks)) or "no braces"


def _notes(given: object, where: str) -> tuple[str, ...]:
    notes = given.get("notes") if isinstance(given, dict) else None
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise OnRecordError(f"{where} notes: must be a list of texts")
    return tuple(notes)
