"""A statement in one line: the quote, and where need be the speaker's name, is cut to what there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief._phrases import one_line, opened, outlet_name, said, shortened, speaker_name, stated, subject
from onrecord.brief._words import words

if TYPE_CHECKING:
    from onrecord.model import Evidence

ROOM = 140
"""Characters of a bullet's text: one line of a page of A4 in 10 point, and of a wide terminal, beside its label."""
SHORTEST = 20
"""Characters of a name that leave room whatever else the line says."""
# A quote shorter than this says nothing; the speaker's name gives way first.
_QUOTE = 32
_LEAST = 12
_NAMES = (40, SHORTEST)


def bullet(evidence: Evidence, notes: str, room: int = ROOM) -> str:
    """Who said it, the notes, and as much of the quote as there is room for in so many characters."""
    text = ""
    for speaker in _speakers(evidence):
        frame = _noted(said(evidence, speaker, 0), notes)
        left = room - len(frame)
        text = _noted(said(evidence, speaker, max(left, _LEAST)), notes)
        if left >= min(_QUOTE, len(one_line(stated(evidence)))):
            break
    return text


def _noted(text: str, notes: str) -> str:
    return words().lines["short"].format(said=text, notes=notes) if notes else text


def _speakers(evidence: Evidence) -> tuple[str, ...]:
    """The speaker at full length, without those between, and ever shorter."""
    if evidence.speaker is None:
        name = opened(outlet_name(evidence.citation.outlet))
    else:
        name = opened(speaker_name(evidence.speaker))
    return (subject(evidence), name, *(shortened(name, room) for room in _NAMES))
