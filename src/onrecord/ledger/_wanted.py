"""What is looked for: words, "phrases", prefixes*, -exclusions, and OR between alternatives; and it as databases ask.

Nothing of what was typed reaches a database's own grammar: words are cut out of it (`_terms`), which are letters and
digits alone, and each stands quoted in an expression that is made here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.ledger._terms import terms
from onrecord.model import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 32
"""Words in a query: each costs a look-up."""

ALTERNATIVES = 8
"""Alternatives between OR: they share the candidates that are ranked."""

SHORTEST = 3
"""Letters before a star: fewer begin so many words that most of the index would have to be read."""

SHOWN = 40
"""Characters of what was typed that a complaint repeats, so that it stays a line."""

_CURLY = str.maketrans("“”„«»", '"' * 5)
_ITEM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?P<close>"?)(?P<starred>\*?)|(?P<word>[^\s"]+))')


class Phrase(NamedTuple):
    """Words that stand side by side, most often one; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


class Alternative(NamedTuple):
    """Phrases that must all be there, and those that must not."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()


Query = tuple[Alternative, ...]
"""Of which one at least must hold."""


def query(text: str) -> Query:
    """What a person typed as a query; raises QueryError, which says in one line what cannot be looked for and why."""
    alternatives: list[Alternative] = []
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for item in _ITEM.finditer(text.translate(_CURLY)):
        if item["word"] == "OR" and not item["minus"]:
            alternatives.append(_alternative(wanted, unwanted))
            wanted, unwanted = [], []
        elif found := _phrase(item):
            (unwanted if item["minus"] else wanted).append(found)
    alternatives.append(_alternative(wanted, unwanted))
    _bounded(text, alternatives)
    return tuple(alternatives)


def speaker(text: str) -> Phrase:
    """The name of somebody, or words of it; raises QueryError."""
    words = tuple(term.word for term in terms(text))
    if not words or len(words) > MOST:
        raise QueryError(f"no speaker can be looked for by “{_short(text)}”: give a name, or words of one")
    return Phrase(words)


def _phrase(item: re.Match[str]) -> Phrase | None:
    """None where it has no letter or digit: a dash, an ampersand."""
    if item["phrase"] is not None and not item["close"]:
        raise QueryError(f"the quotation mark before “{_short(item['phrase'])}” is never closed")
    given = item["phrase"] if item["word"] is None else item["word"]
    prefix = bool(item["starred"]) or given.endswith("*")
    words = tuple(term.word for term in terms(given))
    if "*" in given.rstrip("*"):
        raise QueryError(f"“{_short(given)}”: a star stands at the end of a word only, for all that begins so")
    if words and prefix and len(words[-1]) < SHORTEST:
        raise QueryError(f"“{_short(given)}”: give at least {SHORTEST} letters before a star")
    return Phrase(words, prefix) if words else None


def _alternative(wanted: list[Phrase], unwanted: list[Phrase]) -> Alternative:
    if unwanted and not wanted:
        raise QueryError("what is excluded needs a word beside it that is looked for: kim -park")
    if not wanted:
        raise QueryError("there is no word to look for; OR needs one on each side")
    return Alternative(tuple(wanted), tuple(unwanted))


def _bounded(text: str, alternatives: Sequence[Alternative]) -> None:
    if sum(len(p.words) for a in alternatives for p in (*a.wanted, *a.unwanted)) > MOST:
        raise QueryError(f"at most {MOST} words can be looked for at once")
    if len(alternatives) > ALTERNATIVES:
        raise QueryError(f"at most {ALTERNATIVES} alternatives can stand between OR")
    if len(alternatives) > 1 and re.search(r"[()]", re.sub(r'"[^"]*"', "", text)):
        raise QueryError("parentheses do not group; write each alternative out: kim park OR kim lee")


def _short(text: str) -> str:
    """What stands in a message of one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def match(asked: Alternative, by: Phrase | None) -> str:
    """As FTS5 is asked; `by` must stand in the names of the speaker."""
    parts = [_fts5(p) for p in asked.wanted] + ([f"speaker : {_fts5(by)}"] if by else [])
    held = " AND ".join(parts)
    return f"({held}) NOT ({' OR '.join(map(_fts5, asked.unwanted))})" if asked.unwanted else held


def _fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.prefix else ""}'


def tsquery(asked: Alternative, by: Phrase | None) -> str:
    """As PostgreSQL is asked; the names of speakers are the lexemes of weight A."""
    parts = [_lexemes(p) for p in asked.wanted] + ([_lexemes(by, "A")] if by else [])
    return " & ".join([*parts, *(f"!{_lexemes(p)}" for p in asked.unwanted)])


def _lexemes(phrase: Phrase, weight: str = "") -> str:
    last = len(phrase.words) - 1
    labels = ["*" * (phrase.prefix and n == last) + weight for n in range(last + 1)]
    marked = [f"'{word}'{label and ':' + label}" for word, label in zip(phrase.words, labels, strict=True)]
    return f"({' <-> '.join(marked)})"
