"""`denials.toml`: the words by which one statement is known to deny another."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord.assess._toml import listed, parsed
from onrecord.assess._wording import stem
from onrecord.model import OnRecordError
from onrecord.text import fold

FILE = Path(__file__).with_name("denials.toml")
_SETS = ("states", "facts", "negated", "open", "nested", "infinitive", "others")
_PRONOUNS = ("person", "body")


class Denials(NamedTuple):
    """The words of `denials.toml` by entry."""

    sets: dict[str, frozenset[str]]
    spared: tuple[str, ...]
    """Phrases that look like a negation."""
    pronouns: dict[str, frozenset[str]]
    """By the kind of speaker, those that stand for it at the beginning of what it says."""
    forms: dict[str, str]
    """Stem of an irregular form -> that of the plain one."""


def load(text: str, name: str) -> Denials:
    """What a TOML text says; raises OnRecordError naming the file (`name`) and the entry at fault."""
    given = parsed(text, name)
    if unknown := given.keys() - {*_SETS, "spared", "pronouns", "forms"}:
        raise OnRecordError(f"{name}: unknown entry `{min(unknown)}`")
    pronouns, forms = given.get("pronouns"), given.get("forms")
    if not isinstance(pronouns, dict) or not isinstance(forms, dict):
        raise OnRecordError(f"{name}: the tables `pronouns` and `forms` are needed")
    written = {plain: listed(of, f"{name}: forms: `{plain}`") for plain, of in forms.items()}
    return Denials(
        sets={entry: frozenset(listed(given.get(entry), f"{name}: `{entry}`")) for entry in _SETS},
        spared=_phrases(given.get("spared"), f"{name}: `spared`"),
        pronouns={kind: frozenset(listed(pronouns.get(kind), f"{name}: pronouns: `{kind}`")) for kind in _PRONOUNS},
        forms={stem(form): stem(plain) for plain, of in written.items() for form in of},
    )


@cache
def denials() -> Denials:
    """Those that come with the package."""
    return load(FILE.read_text(encoding="utf-8"), str(FILE))


def _phrases(given: object, where: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(own, str) and own and own == fold(own) for own in given):
        raise OnRecordError(f"{where} must be a list of phrases in lower case, without punctuation")
    return tuple(given)
