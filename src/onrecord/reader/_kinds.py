"""What kind of speaker a name or a noun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reader._names import names
from onrecord.reader._phrases import is_plural
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Mention, SpeakerKind

# Letters of an abbreviation that stands for a body.
_ABBREVIATION = range(2, 7)


def kind_of_noun(noun: str, plain: str) -> SpeakerKind:
    """The kind of what a phrase with this last word, folded, stands for."""
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
    words = plain.split(" ")
    if found is None and (by_words := _kind_by_words(plain)):
        return by_words
    if words[-1] in lists.places and (len(words) == 1 or words[0] in lists.place_openings):
        return "body"
    several = (is_plural(noun) and words[-1].islower()) or noun.removesuffix("s") in lists.person_heads
    return found or ("group" if several else "unknown")


def kind_of_name(mention: Mention) -> SpeakerKind | None:
    """The kind of speaker that a name is; None for what does not speak."""
    if mention.kind == "ORG":
        return "outlet" if any(word in names().outlets for word in mention.name.split()) else "body"
    if mention.kind in ("LOC", "PER"):
        return "body" if mention.kind == "LOC" else "person"
    if kind := _kind_by_words(mention.name):
        return kind
    return "group" if mention.name in names().nationalities and mention.name.endswith("s") else None


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
