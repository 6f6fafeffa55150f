"""Named persons, bodies and places as the network finds them; each with its fullest form in the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import Mention, Span
from onrecord.reader._lexicon import lexicon
from onrecord.reader._names import names
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import MentionKind
    from onrecord.reader._decode import Named


_FIRST = re.compile(r"(\S+)\s+")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W\d_]+)*")
_WORD_BEFORE = re.compile(r"([^\W\d_](?:[\w.’'-]*\w)?\.?)[ \u00a0]\Z")
_NAME_AFTER = re.compile(r"[ -][A-Z]")
_SON = re.compile(r",?\s(?:[JS]r\b\.?|I{2,3}\b|IV\b)")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# A surname that is a word too: "Law said".
_SPEAKS = re.compile(r"\s(?:said|says|told|added|wrote|tweeted|argued|noted)\b")
# The longest first name or title that is looked for before a surname, in code points.
_BEFORE = 24
# A surname of several means the one who is named so many times as often as the next.
_CLEARLY = 2


class _Part(NamedTuple):
    span: Span
    kind: MentionKind
    name: str


class _Bearers(NamedTuple):
    """Who bears a name, given in folded form."""

    full: dict[str, str]
    """Of a form of more words, the longest form with the same first and last word."""
    short: dict[str, str]
    """Of a first or a last name, the person who is meant by it."""


def mentions(text: str, found: Iterable[Named]) -> tuple[Mention, ...]:
    """The names found, in text order: a surname has the full name of the one person of the article who bears it.

    A name that the network takes for different things in different places is what it is in most of them. A surname that
    it knows in one place is found in the places where it did not see it.
    """
    parts = [part for kind, span in found if (part := _part(text, cast("MentionKind", kind), span))]
    kinds = _settled(text, parts)
    bearers = _bearers(parts, kinds)
    parts = sorted([*parts, *_missed(text, parts, bearers)])
    return tuple(_mention(part, kinds, bearers) for part in parts)


def _part(text: str, kind: MentionKind, span: Span) -> _Part | None:
    """A name without the title before it ("Adm.", "Mrs."); None where nothing is left, or no name: "chairman"."""
    start, end = span
    # The network tags pieces of words; a name is whole words.
    while end < len(text) and text[end].islower() and text[end - 1].isalpha():
        end += 1
    if kind == "PER" and (son := _SON.match(text, end)):
        end = son.end()
    while kind == "PER" and (word := _FIRST.match(text, start, end)) and word[1] in names().titles:
        start = word.end()
    name = " ".join(text[start:end].split())
    if not fold(name) or name.islower():
        return None
    return None if kind == "PER" and name in names().titles else _Part(Span(start, end), kind, name)


def _settled(text: str, parts: Sequence[_Part]) -> dict[str, MentionKind]:
    """Of each name, folded, the kind that most of its places have; the first of them where several are as many.

    The surname of a person whom the article names in full is a person's where it is so in any place, or speaks: what
    else it is ("the Lee campaign") comes from the words beside it.
    """
    counts: dict[str, Counter[MentionKind]] = {}
    for part in parts:
        counts.setdefault(fold(part.name), Counter())[part.kind] += 1
    kinds = {name: of_name.most_common(1)[0][0] for name, of_name in counts.items()}
    surnames = {_ends(name)[1] for name, kind in kinds.items() if kind == "PER" and " " in name}
    speaking = {fold(part.name) for part in parts if _SPEAKS.match(text, part.span.end)}
    return kinds | {name: "PER" for name in surnames & kinds.keys() if counts[name]["PER"] or name in speaking}


def _bearers(parts: Sequence[_Part], kinds: Mapping[str, MentionKind]) -> _Bearers:
    longest: dict[tuple[str, str, str], str] = {}
    for part in parts:
        name = fold(part.name)
        if kinds[name] == "PER" and " " in name:
            who = (*_ends(name), _suffix(name))
            longest[who] = max(longest.get(who, ""), part.name, key=len)
    owners: dict[str, set[str]] = {}
    for (first, last, suffix), name in longest.items():
        # A surname is the father's where the article names father and son; often the two are one.
        for end in {first, last} if not suffix or (first, last, "") not in longest else ():
            owners.setdefault(end, set()).add(name)
    full = {name: longest[*_ends(name), _suffix(name)] for name, kind in kinds.items() if kind == "PER" and " " in name}
    meant = {short: next(iter(own)) for short, own in owners.items() if len(own) == 1}
    return _Bearers(full, meant | _mostly_named(parts, owners, full))


def _ends(name: str) -> tuple[str, str]:
    """The first and the last word of a folded name of two or more words: "jr" is no surname."""
    words = name.split(" ")
    return words[0], words[-2 if _suffix(name) else -1]


def _suffix(name: str) -> str:
    """What tells a son from his father, in a folded name of three words or more; else nothing."""
    words = name.split(" ")
    return words[-1] if len(words) > len(("first", "last")) and words[-1] in _SUFFIXES else ""


def _mostly_named(parts: Sequence[_Part], owners: Mapping[str, set[str]], full: Mapping[str, str]) -> dict[str, str]:
    """Of a name that several bear, the one who is named far oftener.

    The bare name counts for the one who leads where it stands: who was introduced first, or is named more.
    """
    shared = {name for name, own in owners.items() if len(own) > 1}
    counts: dict[str, Counter[str]] = {name: Counter() for name in shared}
    for part in parts:
        name = fold(part.name)
        if person := full.get(name):
            for end in shared.intersection(_ends(name)):
                counts[end][person] += 1
        elif leader := _leader(counts.get(name, Counter()), 1):
            counts[name][leader] += 1
    return {name: leader for name, count in counts.items() if (leader := _leader(count, _CLEARLY))}


def _leader(counts: Counter[str], times: int) -> str:
    """Who has been counted more than so many times as often as the next; nobody, an empty string."""
    first, second, *_ = [*counts.most_common(2), ("", 0), ("", 0)]
    return first[0] if first[1] > times * second[1] else ""


def _missed(text: str, parts: Sequence[_Part], bearers: _Bearers) -> Iterator[_Part]:
    """Surnames of persons named in full, and their full names, where the network found nothing."""
    starts, ends = [part.span.start for part in parts], [part.span.end for part in parts]
    words = list(_WORD.finditer(text))
    common = {match[0] for match in words if match[0].islower()}
    surnames = {_ends(name)[1] for name in bearers.full} - {name.lower() for name in names().not_names}
    for match in words:
        if not match[0][0].isupper() or (name := fold(match[0])) not in surnames:
            continue
        if name in common and not _SPEAKS.match(text, match.end()):
            continue
        at = bisect_left(starts, match.end())
        if (at and ends[at - 1] > match.start()) or _NAME_AFTER.match(text, match.end()):
            continue
        before = _WORD_BEFORE.search(text, max(0, match.start() - _BEFORE), match.start())
        if before and fold(f"{before[1]} {match[0]}") in bearers.full:
            yield _Part(Span(before.start(), match.end()), "PER", f"{before[1]} {match[0]}")
        elif not before or not _is_first_name(before[1]):
            yield _Part(Span(*match.span()), "PER", match[0])


def _is_first_name(word: str) -> bool:
    """Whether a word before a surname makes another name of it: no title, no end of a sentence, not "Then" or "In"."""
    plain = word[0].islower() or word in names().titles or word.endswith(".")
    return not plain and word.lower() not in lexicon().tags


def _mention(part: _Part, kinds: Mapping[str, MentionKind], bearers: _Bearers) -> Mention:
    name = fold(part.name)
    kind = kinds.get(name, "PER")
    if kind == "PER" and name in bearers.full:
        return Mention(part.span, kind, bearers.full[name])
    if kind in ("PER", "MISC") and name in bearers.short and " " not in name:
        return Mention(part.span, "PER", bearers.short[name])
    return Mention(part.span, kind, part.name)
