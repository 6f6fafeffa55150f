"""The attributions of an article, from their spans: what each cue does, who speaks, and how certain it all is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Attribution
from onrecord.reader._factuality import judged
from onrecord.reader._offices import office_of
from onrecord.reader._relays import cited
from onrecord.reader._senses import cue_of
from onrecord.reader._speakers import speaker_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Form, Span, Speaker
    from onrecord.reader._cast import Cast
    from onrecord.reader._decode import Found
    from onrecord.reader._lexicon import Lexicon

# An outer attribution stands at most a few before the inner one.
_NESTING = 12
_FIRST_PERSON = frozenset({"i", "we"})
_QUOTE_MARKS = '“”"«»„「」‘'


def attributions(text: str, found: Sequence[Found], cast: Cast, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """The finished attributions, numbered in text order."""
    earlier: list[tuple[int, Speaker]] = []
    result: list[Attribution] = []
    for number, item in enumerate(found, 1):
        teller = speaker_of(cast, item.source, earlier)
        if teller:
            earlier.append((item.source[0].start, teller))
        outer = _outer(item, result)
        if teller and outer and outer.speaker and teller.name.lower() in _FIRST_PERSON:
            # "We confirmed it" within one's words is that one's.
            teller = outer.speaker
        elif teller and outer and outer.speaker:
            teller = replace(teller, chain=(outer.speaker.name, *outer.speaker.chain))
        speaker = _origin(text, item, cast, teller)
        sense, is_negated = cue_of(text, item.cue, item.content, lexicon)
        value, hedges = judged(text, item.content, sense.factuality, cue_negated=is_negated)
        result.append(
            Attribution(
                id=f"a{number}", source=item.source, cue=item.cue, content=item.content,
                speaker=_in_office(cast, speaker),
                act=sense.act, form=_form(text, item.content), factuality=value, hedges=hedges,
            )
        )  # fmt: skip
    return tuple(result)


def _origin(text: str, item: Found, cast: Cast, teller: Speaker | None) -> Speaker | None:
    """Whom a teller cites in the same sentence, through the teller; else the teller."""
    place = cited(text, item.cue[-1], item.source, item.content) if teller else None
    origin = speaker_of(cast, (place,), ()) if place else None
    # "Citing the delay" gives a reason.
    if not teller or not origin or origin.kind == "unknown":
        return teller
    return replace(origin, chain=(teller.name, *teller.chain))


def _in_office(cast: Cast, speaker: Speaker | None) -> Speaker | None:
    """The speaker with what the article says that he or she is."""
    if speaker is None or speaker.kind != "person":
        return speaker
    return replace(speaker, office=office_of(cast.offices, speaker.name))


def _outer(item: Found, earlier: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds this one's cue and source."""
    at = item.cue[0]
    holding = None
    for attribution in earlier[-_NESTING:]:
        if any(a <= at.start and at.end <= b for a, b in attribution.content):
            holding = attribution
    return holding


def _form(text: str, content: Sequence[Span]) -> Form:
    if all(_is_quoted(text, piece) for piece in content) and all(_closed(text, piece) for piece in content):
        return "direct"
    inside = any(mark in text[a:b] for a, b in content for mark in (*_QUOTE_MARKS, "''", "``"))
    return "mixed" if inside else "indirect"


def _is_quoted(text: str, piece: Span) -> bool:
    return text[piece.start] in _QUOTE_MARKS or text.startswith(("''", "``"), piece.start)


def _closed(text: str, piece: Span) -> bool:
    """One quotation from edge to edge, or several with nothing but space between."""
    inner = text[piece.start + 1 : piece.end - 1].strip("'`")
    return not any(mark in inner for mark in '“”"') or all(part.strip(" ,.") == "" for part in _between(inner))


def _between(inner: str) -> list[str]:
    pieces = inner.replace("”", '"').replace("“", '"').split('"')
    return pieces[1::2]
