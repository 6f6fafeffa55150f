"""The note on an author that stands under an article, and whom it is about."""

from __future__ import annotations

from onrecord.page import _lexicon, _names

# One phrase of such notes stands in many paragraphs; two make a note.
_BIO_SIGNS = 2


def bio_name(paragraph: str) -> str | None:
    """The person whom a note on an author is about; None where the paragraph is no such note."""
    lower = paragraph.lower()
    if sum(phrase in lower for phrase in _lexicon.bylines().bio) < _BIO_SIGNS or "“" in paragraph or '"' in paragraph:
        return None
    words = paragraph.split()
    for count in (4, 3, 2):
        name = " ".join(words[:count]).strip(",")
        if len(words) > count and _names.is_person(name) and not words[count][0].isupper():
            return name
    return None
