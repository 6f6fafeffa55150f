"""Who speaks by the layout alone: turns of a transcript ("MR. KERR: We will."), and quotations that are signed.

The network reads sentences, and in these no sentence says who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.reader._decode import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = r"[^\W\d_][\w.'’-]*"
# "Q", "MR. KERR", "Ann Lee", "SEN. LEE (R-Utah)"; in a transcript that is quoted whole, behind a quotation mark.
_LABEL = re.compile(rf"[“\"]?({_WORD}(?: {_WORD}){{0,3}}(?: \([^()\n]{{1,30}}\))?)\s?(:)\s+(?=\S)")
# One voice may be a heading.
_LEAST_VOICES = 2
# What people say to each other has such words in every other turn; lists of links, updates and datelines have not.
_TALK = re.compile(r"\?|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b")
# A turn runs on over unlabelled paragraphs up to the next; more of them are the outlet's own.
_MOST_FOLLOWING = 4
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\W*|\W*")
_OPENING, _CLOSING = tuple("“”\"'‘„«"), "“”\"'’»"
_MARKS = re.compile('[“”"]')
_CAPITALISED = r"[^\W\d_a-z][\w.'’-]*"
_NAME = rf"{_CAPITALISED}(?: (?:(?:de|da|del|den|der|di|la|van|von|bin|al|el|of|the) ){{0,2}}{_CAPITALISED}){{0,5}}"
_SIGNATURE = rf"\s*([―—–]|--)\s*({_NAME}(?:, [^.!?:;\d“”\"\n]{{2,60}})?)\W*$"
_SIGNED, _SIGNATURE_ALONE = re.compile(rf"[{_CLOSING}]{_SIGNATURE}"), re.compile(_SIGNATURE)
# In code points: where a signature begins, at the earliest, before the paragraph's end.
_LONGEST_SIGNATURE = 120
_LONGEST_ABBREVIATION = 4


class _Turn(NamedTuple):
    at: int
    """The number of its paragraph."""
    label: Span
    colon: Span
    said: Span


def laid_out(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """The attributions that the layout makes, in text order; `paragraphs` do not overlap and are in text order."""
    return sorted([*_transcript(text, paragraphs), *_signed(text, paragraphs)], key=lambda each: each.place)


def with_laid_out(found: Sequence[Found], laid: Sequence[Found]) -> list[Found]:
    """Both, in text order, without those of `found` that contradict the layout.

    What stands whole within a speaker's words is told by that speaker, and stays.
    """
    hulls = [Span(min(parts).start, max(parts).end) for parts in ([*f.source, *f.cue, *f.content] for f in laid)]
    ends = [hull.end for hull in hulls]
    kept = [each for each in found if not _contradicts(each, laid, hulls, ends)]
    return sorted([*kept, *laid], key=lambda each: each.place)


def _contradicts(each: Found, laid: Sequence[Found], hulls: Sequence[Span], ends: Sequence[int]) -> bool:
    own = [*each.source, *each.cue, *each.content]
    near = {at for part in own if (at := bisect_left(ends, part.start + 1)) < len(hulls) and hulls[at].start < part.end}
    return any(
        not any(said.start <= part.start and part.end <= said.end for said in laid[at].content)
        for at in near
        for part in own
    )


def _transcript(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    turns = [turn for at, span in enumerate(paragraphs) if (turn := _turn(text, span, at))]
    voices = {text[slice(*turn.label)] for turn in turns}
    talk = sum(bool(_TALK.search(text, *turn.said)) for turn in turns)
    if len(voices) < _LEAST_VOICES or len(turns) <= len(voices) or talk * 2 < len(turns):
        return []
    following = [turn.at for turn in turns[1:]] + [turns[-1].at + 1]
    return [
        Found((turn.label,), (turn.colon,), (turn.said, *_run_on(text, paragraphs[turn.at + 1 : until])))
        for turn, until in zip(turns, following, strict=True)
    ]


def _turn(text: str, paragraph: Span, at: int) -> _Turn | None:
    found = _LABEL.match(text, *paragraph)
    if not found or not _is_name(found[1]):
        return None
    return _Turn(at, Span(*found.span(1)), Span(*found.span(2)), _said(text, Span(found.end(), paragraph.end)))


def _is_name(label: str) -> bool:
    """Every word begins with a capital, and one is written in capitals or there are several: "Note:" is no voice."""
    words = label.split(" (", 1)[0].split()
    return all(word[0].isupper() for word in words) and (len(words) > 1 or words[0].isupper())


def _said(text: str, span: Span) -> Span:
    """Without space around it and the full stop, as contents are marked."""
    whole = text[slice(*span)].rstrip()
    return Span(span.start, span.start + len(whole) - (len(whole) > 1 and whole[-1] == "." and whole[-2].isalnum()))


def _run_on(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    if len(paragraphs) > _MOST_FOLLOWING:
        return []
    return [_said(text, span) for span in paragraphs if not _DIRECTION.fullmatch(text, *span)]


def _signed(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """Quotations with a name behind a dash, in the same paragraph or the next."""
    found = []
    for span, following in zip_longest(paragraphs, paragraphs[1:]):
        if not text.startswith(_OPENING, span.start):
            continue
        signature = _SIGNED.search(text, max(span.start + 1, span.end - _LONGEST_SIGNATURE), span.end)
        closing = signature.start() + 1 if signature else span.start + len(text[slice(*span)].rstrip())
        if not signature and following and text[closing - 1] in _CLOSING:
            signature = _SIGNATURE_ALONE.match(text, *following)
        if signature and _is_one_quotation(text[span.start + 1 : closing - 1]):
            name = Span(*signature.span(2))
            found.append(Found((_without_stop(text, name),), (Span(*signature.span(1)),), (Span(span.start, closing),)))
    return found


def _is_one_quotation(inner: str) -> bool:
    """Between its marks stand no other words than the speaker's: a remark like "he said" is the outlet's."""
    parts = _MARKS.split(inner)
    return not any(any(sign.isalnum() for sign in part) for part in parts[1::2])


def _without_stop(text: str, name: Span) -> Span:
    """Without the full stop of the line; "Jr." and initials keep theirs."""
    last = text[slice(*name)].rsplit(" ", 1)[-1]
    return Span(name.start, name.end - (last.endswith(".") and len(last) > _LONGEST_ABBREVIATION))
