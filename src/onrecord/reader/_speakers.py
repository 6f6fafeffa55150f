"""Whom a source stands for, within the article. What the article does not settle stays as it words it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Speaker
from onrecord.reader._names import names
from onrecord.reader._offices import Office, called, offices
from onrecord.reader._pronouns import HE, SHE, antecedent, genders
from onrecord.text import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Mention, Span, SpeakerKind

_PLURAL = frozenset({"they", "we", "i", "you", "it", "their", "our", "my", "its", "us", "me", "them"})
_RELATIVE = frozenset({"who", "which", "that"})
_CUTS = frozenset(
    [
        "of",
        "in",
        "for",
        "from",
        "at",
        "by",
        "with",
        "on",
        "to",
        "about",
        "against",
        "who",
        "which",
        "that",
        "whose",
        "as",
        "such",
        "including",
        ",",
        "(",
    ]
)
# Letters of an abbreviation that stands for a body.
_ABBREVIATION = range(2, 7)
_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|these|that|those|another)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Cast:
    """Those whom an article names: all mentions, and the persons named outside anybody's words."""

    text: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    persons: tuple[Mention, ...]
    bodies: frozenset[str]
    offices: tuple[Office, ...]
    genders: dict[str, str]

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...], contents: Iterable[Span]) -> Cast:
        """The cast of an article whose attributions have these contents."""
        ends: list[tuple[int, int]] = []
        for start, end in sorted(contents):
            ends.append((start, max(end, ends[-1][1] if ends else 0)))
        persons = tuple(m for m in mentions if m.kind == "PER" and not _is_within(m.span, ends))
        bodies = frozenset(m.name for m in mentions if m.kind == "ORG")
        everybody = [m for m in mentions if m.kind == "PER"]
        starts = tuple(m.span.start for m in mentions)
        return cls(text, mentions, starts, persons, bodies, offices(text, everybody), genders(text, everybody))

    def within(self, span: Span) -> Sequence[Mention]:
        """The mentions in a span, in text order."""
        inside = self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return [m for m in inside if m.span.end <= span.end]


def _is_within(span: Span, ends: list[tuple[int, int]]) -> bool:
    at = bisect_left(ends, (span.start + 1, 0)) - 1
    return at >= 0 and span.end <= ends[at][1]


def speaker_of(cast: Cast, source: Sequence[Span], last: tuple[int, Speaker] | None) -> Speaker | None:
    """The speaker of a source; null where there is none. `last`: where somebody other spoke before, and who."""
    if not source:
        return None
    words = " ".join(cast.text[a:b] for a, b in source).strip(" ,")
    low = words.lower()
    if low in HE | SHE:
        return antecedent(cast.text, cast.persons, cast.genders, last, source[0].start, words)
    if low in _RELATIVE:
        return _before_relative(cast, source[0].start) or Speaker(words, "unknown")
    return Speaker(words, "unknown") if low in _PLURAL else _named(cast, source[0], words)


def _before_relative(cast: Cast, at: int) -> Speaker | None:
    before = cast.mentions[max(0, bisect_left(cast.starts, at) - 1) : bisect_left(cast.starts, at)]
    # Only a comma may stand between a name and its relative.
    if not before or at - before[0].span.end > len(", "):
        return None
    kind = _kind_of_name(before[0])
    return Speaker(before[0].name, kind) if kind else None


def _named(cast: Cast, source: Span, words: str) -> Speaker:
    head = _head_end(cast.text, source)
    heading = [m for m in cast.within(source) if m.span.start < head]
    persons = [m for m in heading if m.kind == "PER" and not _is_modifier(cast.text, m, source, head)]
    plain = _POSSESSIVE.sub("", _LEADING.sub("", cast.text[source.start : head].strip(" ,"))) or words
    if _is_list(cast.text, cast.within(source), source):
        return Speaker(words, "group")
    if len({m.name for m in persons}) > 1 or (" and " in plain and heading):
        return Speaker(plain, "group")
    if persons:
        return Speaker(persons[0].name, "person")
    meant = called(cast.offices, words, source.start) if not heading and words.lower().startswith("the ") else ()
    if meant:
        return Speaker(*meant, "person") if len(meant) == 1 else Speaker(plain, "person", candidates=meant)
    speaker = _described(cast, heading, plain)
    if speaker.kind == "document" and cast.text[head : head + len("from ")] == "from ":
        return Speaker(_LEADING.sub("", words), "document")
    return speaker


def _is_list(text: str, inside: Sequence[Mention], source: Span) -> bool:
    """Names that only commas and `and` part: `Washington, Seoul and Tokyo`."""
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(inside)]
    whole = bool(gaps) and inside[0].span.start == source.start and inside[-1].span.end == source.end
    return whole and any("and" in gap for gap in gaps) and all(gap in (", ", " and ", ", and ") for gap in gaps)


def _is_modifier(text: str, mention: Mention, source: Span, head: int) -> bool:
    """A name that says whose or which: "Lee's lawyer", "the Lee campaign"."""
    end = mention.span.end
    if text[end : end + 2] in ("'s", "’s") and end + 2 < source.end:
        return True
    following = text[end:head].split()
    return bool(following) and any(fold(following[-1]) in heads for heads in _things())


def _things() -> tuple[frozenset[str], ...]:
    lists = names()
    return lists.body_heads, lists.group_heads, lists.document_heads, lists.outlet_heads


def _head_end(text: str, span: Span) -> int:
    """Where the phrase's own words end: at its first comma or preposition, the `of` of an office apart."""
    for n, (a, b) in enumerate(tokens(text, span)):
        word = text[a:b]
        if n and word in _CUTS and not (word == "of" and _is_office(text, b)):
            return a
        if n > 1 and word.endswith(("ing", "ed")) and word.islower():
            return a
    return span.end


def _is_office(text: str, at: int) -> bool:
    # The longest office is within two dozen characters.
    return text[at : at + 24].strip().split(" ")[0].strip(",.") in names().offices


def _described(cast: Cast, heading: Sequence[Mention], plain: str) -> Speaker:
    noun = (fold(plain).split(" ") or [""])[-1]
    last = heading[-1] if heading else None
    kind = _kind_of_name(last) if last and _ends_with(cast.text, plain, last) else None
    if last and kind:
        alone = len(heading) == 1 or "'" not in plain.replace("’", "'")
        return Speaker(last.name if alone else plain, kind)
    by_noun = _kind_of_noun(noun, plain)
    return Speaker(_fullest_body(cast, plain, noun) if by_noun == "body" else plain, by_noun)


def _ends_with(text: str, plain: str, mention: Mention) -> bool:
    return plain.endswith(text[mention.span.start : mention.span.end])


def _kind_of_noun(noun: str, plain: str) -> SpeakerKind:
    lists = names()
    kinds: tuple[tuple[SpeakerKind, frozenset[str]], ...] = (
        ("document", lists.document_heads),
        ("outlet", lists.outlet_heads),
        ("group", lists.group_heads),
        ("body", lists.body_heads),
        ("person", lists.person_heads),
    )
    found = next((kind for kind, heads in kinds if noun in heads), None)
    if found is None and fold(plain).split(" ")[0] in lists.group_heads:
        return "group"  # people familiar with it
    is_plural = noun.endswith("s") and not noun.endswith("ss") and plain.rsplit(" ", 1)[-1].islower()
    words = plain.split(" ")
    if found is None and (by_words := _kind_by_words(plain)):
        return by_words
    if words[-1] in lists.places and (len(words) == 1 or words[0] in lists.place_openings):
        return "body"
    return found or ("group" if is_plural or noun.removesuffix("s") in lists.person_heads else "unknown")


def _kind_by_words(name: str) -> SpeakerKind | None:
    """The kind of a name that its words give away ("New York Times", "Labor Department", "F.A.A."), else None."""
    lists = names()
    words = name.split()
    if not words:
        return None
    if words[-1] in lists.outlets:
        return "outlet"
    if words[-1] in lists.bodies:
        return "body"
    letters = name.replace(".", "")
    return "body" if letters.isalpha() and letters.isupper() and len(letters) in _ABBREVIATION else None


def _kind_of_name(mention: Mention) -> SpeakerKind | None:
    if mention.kind == "ORG":
        return "outlet" if any(word in names().outlets for word in mention.name.split()) else "body"
    if mention.kind in ("LOC", "PER"):
        return "body" if mention.kind == "LOC" else "person"
    if kind := _kind_by_words(mention.name):
        return kind
    return "group" if mention.name in names().nationalities and mention.name.endswith("s") else None


def _fullest_body(cast: Cast, plain: str, noun: str) -> str:
    """`The ministry` is the one body of that noun which the article names; where it names two, it stays."""
    bodies = [name for name in cast.bodies if fold(name).endswith(noun)]
    return bodies[0] if len(bodies) == 1 and " " not in plain else plain
