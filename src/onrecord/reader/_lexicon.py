"""The lexicon that comes with the package, validated when it is loaded."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from onrecord.model import Act, Factuality, OnRecordError

HERE = Path(__file__).parent
_TAKES = frozenset({"clause", "that", "object", "to", "quote"})
_VOWELS = "aeiou"
# What nouns and phrases lend to a content: as the verbs of the same act do ("denial", "allegation", "demand").
_NOUN_FACTUALITY: dict[Act, Factuality] = {
    "deny": "CT-", "allege": "PR+", "estimate": "PR+", "expect": "PR+", "believe": "PR+", "warn": "PR+",
    "promise": "Uu", "demand": "Uu", "propose": "Uu", "ask": "Uu",
}  # fmt: skip


class Sense(NamedTuple):
    """What a cue does, and what may stand as its content."""

    lemma: str
    act: Act
    factuality: Factuality
    takes: frozenset[str]
    addressee: bool = False
    documents: bool = False
    """Only what is written says it: a poll shows, a study finds; of a person the verb means something else."""


class Form(NamedTuple):
    """A cue's first word as written, the words that must follow it, and which form of the verb it is."""

    shapes: frozenset[str]
    rest: tuple[str, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by their first word, longest first; words of the closed classes by their tag."""

    verbs: dict[str, tuple[Form, ...]]
    nouns: dict[str, Sense]
    phrases: dict[tuple[str, ...], Sense]
    tags: dict[str, str]
    phrase_sizes: tuple[int, ...]
    """How many words the phrases have, the most first."""


def table(name: str, folder: Path = HERE, *, entries: tuple[str, ...] = ()) -> dict[str, Any]:
    """The TOML file `name` of the room; raises OnRecordError naming file and entry where it is no TOML or lacks one."""
    try:
        found = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OnRecordError(f"{folder / name} cannot be read: {error}") from error
    for entry in entries:
        if entry not in found:
            raise OnRecordError(f"{folder / name}: the entry `{entry}` is missing")
    return found


@functools.cache
def words_of(name: str, entry: str) -> frozenset[str]:
    """The words of one entry of the room's TOML file `name`; raises OnRecordError where it is no TOML or lacks it."""
    return frozenset(table(name, entries=(entry,))[entry].split())


@functools.cache
def lexicon(folder: Path = HERE) -> Lexicon:
    """`lexicon.toml` and `words.toml` of `folder`; raises OnRecordError naming the file and the entry at fault."""
    cues = table("lexicon.toml", folder, entries=("group", "also_nouns", "phrases", "nouns", "irregular"))
    where = folder / "lexicon.toml"
    senses = [sense for group in cues["group"] for sense in _senses(group, where)]
    nouns = {n: _plain(n, act, where) for act, listed in cues["nouns"].items() for n in listed}
    phrases = {tuple(p.split()): _plain(p, act, where) for act, listed in cues["phrases"].items() for p in listed}
    return Lexicon(
        verbs=_forms(senses, cues["irregular"]),
        nouns=nouns,
        phrases=phrases,
        tags=_verb_tags(cues, senses) | _tags(table("words.toml", folder, entries=tuple(_TAG_OF))),
        phrase_sizes=tuple(sorted({len(phrase) for phrase in phrases}, reverse=True)),
    )


def _plain(lemma: str, act: str, where: Path) -> Sense:
    known = _act(act, where)
    return Sense(lemma, known, _NOUN_FACTUALITY.get(known, "CT+"), frozenset())


def _senses(group: dict[str, Any], where: Path) -> list[Sense]:
    takes = frozenset(group.get("takes", ()))
    if not takes or takes - _TAKES:
        raise OnRecordError(f"{where}: {group.get('lemmas')}: `takes` must name some of {sorted(_TAKES)}")
    act, factuality = _act(group.get("act"), where), _factuality(group.get("factuality"), where)
    marks = (group.get("addressee", False), group.get("documents", False))
    return [Sense(lemma, act, factuality, takes, *marks) for lemma in group.get("lemmas", ())]


def _act(name: object, where: Path) -> Act:
    if name not in get_args(Act):
        raise OnRecordError(f"{where}: {name!r} is no speech act; take one of {', '.join(get_args(Act))}")
    return cast("Act", name)


def _factuality(value: object, where: Path) -> Factuality:
    if value not in get_args(Factuality):
        raise OnRecordError(f"{where}: {value!r} is no factuality; take one of {', '.join(get_args(Factuality))}")
    return cast("Factuality", value)


def _forms(senses: list[Sense], irregular: dict[str, list[str]]) -> dict[str, tuple[Form, ...]]:
    found: dict[tuple[str, tuple[str, ...]], tuple[set[str], list[Sense]]] = {}
    for sense in senses:
        verb, *rest = sense.lemma.split()
        third, past, participle, ing = irregular.get(verb) or _regular(verb)
        for form, shape in ((verb, "base"), (third, "s"), (past, "past"), (participle, "pp"), (ing, "ing")):
            shapes, entries = found.setdefault((form, tuple(rest)), (set(), []))
            shapes.add(shape)
            if sense not in entries:
                entries.append(sense)
    verbs: dict[str, list[Form]] = {}
    for (form, rest_words), (shapes, entries) in found.items():
        verbs.setdefault(form, []).append(Form(frozenset(shapes), rest_words, tuple(entries)))
    return {form: tuple(sorted(entries, key=lambda f: -len(f.rest))) for form, entries in verbs.items()}


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return third, verb + "ed", verb + "ed", verb + "ing"


def _verb_tags(cues: dict[str, Any], senses: list[Sense]) -> dict[str, str]:
    """Finite forms of cues that are never nouns are verbs wherever they stand."""
    nouns = set(cues["also_nouns"].split())
    return {
        word: "V"
        for word, forms in _forms(senses, cues["irregular"]).items()
        if word not in nouns and any(form.shapes - {"ing"} and not form.rest for form in forms)
    }


_TAG_OF = {
    # Later classes win where a word is in several.
    "finite_verbs": "V",
    "numbers": "#",
    "determiners": "D",
    "prepositions": "P",
    "coordinators": "C",
    "subordinators": "B",
    "questions": "W",
    "be": "A",
    "auxiliaries": "A",
    "pronouns": "N",
    "adverbs": "R",
    "time_words": "T",
    "not_past": "n",
}


def _tags(words: dict[str, str]) -> dict[str, str]:
    return {word: tag for name, tag in _TAG_OF.items() for word in words[name].split()}
