"""What `quantities.toml` knows, ready for look-up, and the words of a sentence as the rules on numbers see them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model import OnRecordError, Span
from onrecord.reader._lexicon import HERE, table
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILE = "quantities.toml"
_ENTRIES = (
    "words", "scales", "suffixes", "parts", "open", "bounds", "bounds_after", "currencies", "money", "units",
    "durations", "times", "labels", "ages", "scores", "ranks", "nouns", "persons", "casualties", "role",
    "clause", "scopes", "change", "rates",
)  # fmt: skip
_BOUNDS = frozenset({"exactly", "about", "at least", "more than", "up to", "fewer than"})
_LONGEST_PHRASE = 4
_SIGNS = frozenset("$£€¥₩₽₹₴₪₺½¼¾⅓⅔⅛-−")

Phrases = dict[tuple[str, ...], str]


class Words(NamedTuple):
    """The tokens of one sentence: where each stands, as written, and in lower case with straight apostrophes."""

    text: str
    spans: tuple[Span, ...]
    raw: tuple[str, ...]
    low: tuple[str, ...]

    @classmethod
    def of(cls, text: str, sentence: Span) -> Words:
        """Those of a sentence of the text."""
        spans = tokens(text, sentence)
        raw = tuple([text[start:end] for start, end in spans])
        return cls(text, spans, raw, tuple([word.lower().replace("’", "'") for word in raw]))

    def at(self, place: int) -> str:
        """The word at a place in lower case, or nothing outside the sentence."""
        return self.low[place] if 0 <= place < len(self.low) else ""

    def run(self, start: int, end: int) -> tuple[str, ...]:
        """The words [start, end), as far as they are in the sentence."""
        return self.low[max(0, start) : max(0, end)]

    def glued(self, place: int) -> bool:
        """Whether no space stands before the word at a place."""
        return 0 < place < len(self.spans) and self.spans[place - 1].end == self.spans[place].start

    def named(self, place: int) -> bool:
        """Whether the word at a place is written as names are."""
        return 0 <= place < len(self.raw) and self.raw[place][0].isupper()

    def phrase(self, place: int, phrases: Phrases) -> tuple[str, int] | None:
        """What the longest of the phrases that begin at a place stands for, and where it ends."""
        for size in range(min(_LONGEST_PHRASE, len(self.low) - place), 0, -1):
            found = phrases.get(self.low[place : place + size])
            if found is not None:
                return found, place + size
        return None

    def phrase_before(self, place: int, phrases: Phrases) -> tuple[str, int] | None:
        """What the longest of the phrases that end at a place stands for, and where it begins."""
        for size in range(min(_LONGEST_PHRASE, place), 0, -1):
            found = phrases.get(self.low[place - size : place])
            if found is not None:
                return found, place - size
        return None

    def has_value(self, place: int) -> bool:
        """Whether the word at a place is a figure or a numeral."""
        word = self.at(place)
        return word[:1].isdigit() or word in lists().values

    def span(self, start: int, end: int) -> Span:
        """The span of the words [start, end)."""
        return Span(self.spans[start].start, self.spans[end - 1].end)


class Role(NamedTuple):
    """What a role may be said of; any noun where both are empty."""

    name: str
    goes_with: frozenset[str]
    not_with: frozenset[str]
    money: bool

    def fits(self, counted: tuple[str, ...]) -> bool:
        """Whether what is counted can have this role; where nothing is named it can."""
        if not counted or not (self.goes_with or self.not_with):
            return True
        return counted[-1] not in self.not_with and (
            not self.goes_with or any(word in self.goes_with for word in counted)
        )


class Lists(NamedTuple):
    """The data file, for look-up by word and by phrase."""

    values: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    parts: dict[str, float]
    bounds: Phrases
    bounds_after: Phrases
    currencies: dict[str, str]
    units: Phrases
    money: frozenset[str]
    scopes: Phrases
    roles: dict[str, Role]
    done: dict[str, str]
    doing: dict[str, str]
    state: dict[str, str]
    nouns: dict[str, str]
    singular: dict[str, str]
    words: dict[str, frozenset[str]]
    several: Phrases
    few: Phrases
    starters: frozenset[str]
    """The words that a quantity may begin with, where it does not begin with a figure."""
    endings: tuple[str, ...]
    """What nouns for persons end in."""

    def may_begin(self, word: str) -> bool:
        """Whether a quantity may begin with a word; seldom wrong, never where it does."""
        return (
            word in self.starters
            or word[0].isdigit()
            or word[0] in _SIGNS
            or ("-" in word and word.partition("-")[0] in self.starters)
        )

    def is_in(self, word: str, *names: str) -> bool:
        """Whether a word stands in one of the lists named so: `labels.before`."""
        # Asked a hundred times a sentence: a generator would take twice as long.
        for name in names:  # noqa: SIM110 -- see above
            if word in self.words[name]:
                return True
        return False


@functools.cache
def lists(folder: Path = HERE) -> Lists:
    """`quantities.toml` of `folder`; raises OnRecordError naming the file and the entry at fault."""
    raw = table(_FILE, folder, entries=_ENTRIES)
    _check(raw, folder / _FILE)
    units = dict(_split(raw["units"]))
    for unit, listed in raw["money"].items():
        units |= {(word,): unit for word in listed.split()}
    roles = raw["role"]
    return Lists(
        values={word: float(value) for word, value in raw["words"].items()},
        scales={word: float(value) for word, value in raw["scales"].items()},
        suffixes={word: float(value) for word, value in raw["suffixes"].items()},
        parts={word: float(value) for word, value in raw["parts"].items()},
        bounds=dict(_split(raw["bounds"])),
        bounds_after=dict(_split(raw["bounds_after"])),
        currencies=raw["currencies"],
        units=units,
        money=frozenset(raw["money"]),
        scopes=dict(_listed(raw["scopes"], ("total", "earlier"))),
        roles={name: _role(name, entry) for name, entry in roles.items()},
        **{form: _by_word(roles, form) for form in ("done", "doing", "state", "nouns")},
        singular=raw["nouns"]["singular"],
        words=dict(_word_lists(raw)),
        several=dict(_listed(raw["open"], ("several",))),
        few=dict(_listed(raw["open"], ("few",))),
        starters=frozenset(_starters(raw)),
        endings=tuple(raw["persons"]["endings"].split()),
    )


def _check(raw: dict[str, Any], where: Path) -> None:
    for name in ("bounds", "bounds_after"):
        for bound in raw[name]:
            if bound not in _BOUNDS:
                raise OnRecordError(f"{where}: {name}: {bound!r} is no bound; take one of {', '.join(sorted(_BOUNDS))}")
    for name, entry in raw["role"].items():
        if missing := {"done", "doing", "state", "nouns"} - set(entry):
            raise OnRecordError(f"{where}: role.{name}: the entry `{min(missing)}` is missing")


def _split(entries: dict[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, phrases in entries.items():
        yield from ((tuple(phrase.split()), name) for phrase in phrases.split("|"))


def _listed(entries: dict[str, Any], names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in names:
        yield from ((tuple(phrase.split()), name) for phrase in entries[name])


def _role(name: str, entry: dict[str, Any]) -> Role:
    goes_with, not_with = (frozenset(entry.get(key, "").split()) for key in ("goes_with", "not_with"))
    return Role(entry.get("as", name), goes_with, not_with, entry.get("money", False))


def _starters(raw: dict[str, Any]) -> Iterator[str]:
    for name in ("words", "currencies"):
        yield from raw[name]
    for name, keys in (("open", ("words", "graded")), ("persons", ("before", "reflexives", "nobody"))):
        for key in keys:
            yield from raw[name][key].split()
    yield from (phrase.split()[0] for name in ("several", "few") for phrase in raw["open"][name])
    yield from (
        "one",
        "no",
        "half",
        "half-a",
        "half-dozen",
        "hundred",
        "thousand",
        "between",
        "from",
        "minus",
        "us",
        "hk",
        "nz",
        "c",
    )


def _by_word(roles: dict[str, dict[str, Any]], form: str) -> dict[str, str]:
    return {word: name for name, entry in roles.items() for word in entry[form].split()}


def _word_lists(raw: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    for name, entry in raw.items():
        for key, value in entry.items():
            if isinstance(value, str) and name not in ("currencies", "units", "bounds", "bounds_after"):
                yield f"{name}.{key}", frozenset(value.split())
