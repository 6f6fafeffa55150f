"""Named persons, bodies and places as the network finds them; each with its fullest form in the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import Mention, Span
from onrecord.reader._names import names
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import MentionKind
    from onrecord.reader._decode import Named


_FIRST = re.compile(r"(\S+)\s+")


class _Part(NamedTuple):
    span: Span
    kind: MentionKind
    name: str


def mentions(text: str, found: Iterable[Named]) -> tuple[Mention, ...]:
    """The names found, in text order: a surname has the full name of the one person of the article who bears it.

    A name that the network takes for different things in different places is what it is in most of them.
    """
    parts = [part for kind, span in found if (part := _part(text, cast("MentionKind", kind), span))]
    kinds = _settled(parts)
    fullest = _fullest(parts, kinds)
    return tuple(
        Mention(part.span, *fullest.get(fold(part.name), (kinds[fold(part.name)], part.name))) for part in parts
    )


def _part(text: str, kind: MentionKind, span: Span) -> _Part | None:
    """A name without the title before it ("Adm.", "Mrs."); None where nothing is left, or no name: "chairman"."""
    start, end = span
    while kind == "PER" and (word := _FIRST.match(text, start, end)) and word[1] in names().titles:
        start = word.end()
    name = " ".join(text[start:end].split())
    if not fold(name) or name.islower():
        return None
    return None if kind == "PER" and name in names().titles else _Part(Span(start, end), kind, name)


def _settled(parts: Sequence[_Part]) -> dict[str, MentionKind]:
    """Of each name, folded, the kind that most of its places have; the first of them where several are as many."""
    counts: dict[str, dict[MentionKind, int]] = {}
    for part in parts:
        of_name = counts.setdefault(fold(part.name), {})
        of_name[part.kind] = of_name.get(part.kind, 0) + 1
    return {name: max(of_name, key=lambda kind: of_name[kind]) for name, of_name in counts.items()}


def _fullest(parts: Sequence[_Part], kinds: dict[str, MentionKind]) -> dict[str, tuple[MentionKind, str]]:
    """Of shorter forms, folded, the kind and the full name; a surname that two full names share stays as it is."""
    longest: dict[tuple[str, str], str] = {}
    for part in parts:
        words = fold(part.name).split(" ")
        if kinds[fold(part.name)] == "PER" and len(words) > 1:
            ends = words[0], words[-1]
            longest[ends] = max(longest.get(ends, ""), part.name, key=len)
    owners: dict[str, set[str]] = {}
    for (first, last), name in longest.items():
        for end in {first, last}:
            owners.setdefault(end, set()).add(name)
    found: dict[str, tuple[MentionKind, str]] = {}
    for name, kind in kinds.items():
        words = name.split(" ")
        ends = words[0], words[-1]
        if len(words) == 1 and kind in ("PER", "MISC") and len(owners.get(name, ())) == 1:
            found[name] = ("PER", next(iter(owners[name])))
        elif kind == "PER" and len(words) > 1 and ends in longest:
            found[name] = ("PER", longest[ends])
    return found
