"""Named persons, bodies and places, by capitals, shape and small lists; each with its fullest form in the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Mention, Span
from onrecord.reader._names import names
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import MentionKind

_CONNECTORS = r"(?:of|the|de|la|del|der|van|von|al|bin|bint|ibn|el|da|dos|di)"
_CAPITAL = r"(?:(?:[A-Z]\.){1,4}|[^\W\d_a-z][\w]*(?:[-'’](?:(?:[A-Z]\.)+|\w+))*\.?)"
# Capitalised words in a row, joined by `of the` and the particles of names; bounded, so that a page in capitals stays
# linear.
_SEQUENCE = re.compile(rf"(?<![\w@#]){_CAPITAL}(?:[ ](?:{_CONNECTORS}[ ]){{0,2}}{_CAPITAL}){{0,9}}")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT_FORMS = re.compile(
    r"(?:^|-)(?:[A-Z]\.)+$|^[A-Z]{2,6}$|^(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Col|St|Jr|Sr|Inc|Corp|Ltd|Co|Prof|Adm|Capt|Sgt|Maj|Rev)\.$|^[A-Z]\.$"
)
_MOST_WORDS_OF_A_PERSON = 4
# Letters of an abbreviation such as JCS; longer words in capitals are emphasis.
_ABBREVIATION = range(2, 7)
_SHORTEST_TITLE = 4
_TITLE_SHARE = 0.6


class _Found(NamedTuple):
    start: int
    words: tuple[str, ...]
    kind: MentionKind | None


def mentions(text: str, spans: Iterable[Span], function_words: frozenset[str]) -> tuple[Mention, ...]:
    """The names within `spans`, in text order. `function_words`: what a capital at a sentence's start makes no name."""
    found = [
        part
        for span in spans
        if not _is_title_case(text[span.start : span.end])
        for match in _SEQUENCE.finditer(text, *span)
        for part in _parts(text, match, span.start, function_words)
    ]
    fullest = _fullest(found)
    result = []
    for part in found:
        name = " ".join(part.words)
        kind, full = fullest.get(fold(name), (part.kind, name))
        if kind is not None:
            end = part.start + len(name)
            result.append(Mention(Span(part.start, end), kind, full))
    return tuple(result)


def _is_title_case(sentence: str) -> bool:
    """Most words of a headline have capitals, so that capitals tell nothing there."""
    words = [word for word in sentence.split() if word[0].isalpha()]
    if sentence.rstrip("\"'”’)")[-1:] in (".", "!", "?"):
        return False
    return len(words) >= _SHORTEST_TITLE and sum(word[0].isupper() for word in words) > _TITLE_SHARE * len(words)


def _parts(text: str, match: re.Match[str], opening: int, function_words: frozenset[str]) -> list[_Found]:
    """A run of capitals as names: what is a title is left out, what is a place before a title is by itself."""
    start = match.start()
    words = match[0].split(" ")
    while words and (words[0].lower() in function_words or words[0] in names().not_names):
        start += len(words.pop(0)) + 1
    opens_sentence = start == match.start() and not any(sign.isalnum() for sign in text[opening:start])
    runs = _split(words)
    found = []
    for offset, run in runs:
        clean = [*run[:-1], _bare(run[-1])]
        found.append(
            _Found(
                start + offset,
                tuple(clean),
                _kind(clean, titled=_is_titled(words, run), opens=opens_sentence and offset == 0),
            )
        )
    return found


def _bare(word: str) -> str:
    word = _POSSESSIVE.sub("", word)
    return word if _SHORT_FORMS.search(word) else word.rstrip(".")


def _is_titled(words: list[str], run: list[str]) -> bool:
    before = words[: max(0, len(words) - len(run))]
    return bool(before) and (before[-1] in names().titles or before[-1] in names().offices)


def _split(words: list[str]) -> list[tuple[int, list[str]]]:
    """Cut at possessives, at titles and after places that stand before a title."""
    runs: list[tuple[int, list[str]]] = []
    run: list[str] = []
    offset = begin = 0
    for n, word in enumerate(words):
        if _bare(word) in names().not_names:
            if run:
                runs.append((begin, run))
            run = []
            offset += len(word) + 1
            continue
        is_title = word in names().titles and not any(w in names().bodies for w in words[n + 1 : n + 3])
        if (
            is_title
            or (run == [] and word in names().offices and n and words[n - 1] in ("of", *names().titles))
            or (run == [] and word in ("of", "the", "de"))
        ):
            if run:
                runs.append((begin, run))
            run = []
        else:
            if not run:
                begin = offset
            run.append(word)
            if word.endswith(("'s", "’s", "s'", "s’")) or (word.endswith(".") and not _SHORT_FORMS.match(word)):
                runs.append((begin, run))
                run = []
        offset += len(word) + 1
    if run:
        runs.append((begin, run))
    return [(at, _trimmed(r)) for at, r in runs if _trimmed(r)]


def _trimmed(run: list[str]) -> list[str]:
    while run and run[-1] in ("of", "the", "de"):
        run = run[:-1]
    return run


def _kind(words: list[str], *, titled: bool, opens: bool) -> MentionKind | None:
    """The kind of a name; null for one capitalised word that only opens a sentence."""
    listed = _listed_kind(words)
    if listed or titled:
        return listed or "PER"
    is_abbreviation = len(words) == 1 and words[0].isupper() and len(words[0]) in _ABBREVIATION
    if is_abbreviation or _looks_like_person(words):
        return "ORG" if is_abbreviation else "PER"
    return None if opens and len(words) == 1 else "MISC"


def _listed_kind(words: list[str]) -> MentionKind | None:
    """The kind that the lists give."""
    lists = names()
    last = _cased(words[-1])
    kinds: tuple[tuple[MentionKind, bool], ...] = (
        ("ORG", any(w in lists.bodies or w in lists.outlets for w in words)),
        ("MISC", any("-" in w and set(w.split("-")) & (lists.places | lists.nationalities) for w in words)),
        ("LOC", last in lists.place_heads),
        ("MISC", last in lists.thing_heads),
        ("LOC", last in lists.places and (len(words) == 1 or words[0] in lists.place_openings | lists.places)),
        ("MISC", last in lists.nationalities and (len(words) == 1 or words[0] in lists.place_openings)),
    )
    return next((kind for kind, holds in kinds if holds), None)


def _looks_like_person(words: list[str]) -> bool:
    lists = names()
    barred = lists.nationalities | lists.places | {"of", "the"}
    return 1 < len(words) <= _MOST_WORDS_OF_A_PERSON and not any(word in barred for word in words[:2])


def _cased(word: str) -> str:
    """SEOUL as Seoul; U.S. and UK as they are."""
    return word.capitalize() if word.isupper() and len(word) > len("U.S.") else word


def _fullest(found: list[_Found]) -> dict[str, tuple[MentionKind | None, str]]:
    """For every name, folded, the kind and the fullest form; a surname that two full names share stays as it is."""
    full: dict[str, tuple[MentionKind | None, str]] = {}
    longest: dict[tuple[str, str], str] = {}
    for part in found:
        name = " ".join(part.words)
        known = full.get(fold(name), (None, name))
        full[fold(name)] = (part.kind if known[0] in (None, "MISC") else known[0], known[1])
        if part.kind == "PER" and len(part.words) > 1:
            ends = fold(part.words[0]), fold(part.words[-1])
            longest[ends] = max(longest.get(ends, ""), known[1], key=len)
    return full | _by_parts(full, longest)


def _by_parts(
    full: dict[str, tuple[MentionKind | None, str]], longest: dict[tuple[str, str], str]
) -> dict[str, tuple[MentionKind | None, str]]:
    """First and last names that one person of the article bears, and shorter forms of the longest name."""
    owners: dict[str, set[str]] = {}
    for ends, name in longest.items():
        for end in ends:
            owners.setdefault(end, set()).add(name)
    result: dict[str, tuple[MentionKind | None, str]] = {}
    for key, (kind, name) in full.items():
        words = key.split(" ")
        if key in owners and kind not in ("LOC", "ORG"):
            result[key] = ("PER", next(iter(owners[key])) if len(owners[key]) == 1 else name)
        elif kind == "PER" and (words[0], words[-1]) in longest:
            result[key] = ("PER", longest[words[0], words[-1]])
    return result
