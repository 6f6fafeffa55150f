"""The turns of a transcript: "MR. KERR: We shut it.", "Q: Since when?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.reader._decode import Found
from onrecord.reader._lexicon import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# In a transcript that is quoted whole a quotation mark stands before the label. Names with office are no longer.
_LABEL = re.compile(r"[“\"]?([^\s:“”\"!?;][^\n:“”\"!?;]{0,80}?)\s?(:)\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_NUMBER = re.compile(r"#?\d{1,2}")
# More words before its description are a clause.
_MOST_WORDS = 5
# One voice may be a heading.
_LEAST_VOICES = 2
# What people say to each other has such words in every other turn; datelines and lists of links seldom have.
_TALK = re.compile(r"\?|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b")
# What is in brackets is a stage direction, what has no letter a cut.
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\W*|\W*")
_LABELLED = re.compile(r"[^.!?\n]{1,80}:\s")


class _Turn(NamedTuple):
    at: int
    """The number of its paragraph."""
    label: Span
    colon: Span
    said: Span


def turns(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """The turns, in text order; nothing where these paragraphs are no transcript. Who is not named is no source."""
    found = [turn for at, span in enumerate(paragraphs) if (turn := _turn(text, span, at))]
    if not _is_transcript(text, found):
        return []
    following = [turn.at for turn in found[1:]] + [found[-1].at + 1]
    return [
        _attributed(text, turn, _run_on(text, paragraphs[turn.at + 1 : until]))
        for turn, until in zip(found, following, strict=True)
    ]


def _attributed(text: str, turn: _Turn, more: Sequence[Span]) -> Found:
    if {word.lower() for word in _words(text[slice(*turn.label)])} <= _listed("unnamed"):
        return Found((), (Span(turn.label.start, turn.colon.end),), (turn.said, *more))
    return Found((turn.label,), (turn.colon,), (turn.said, *more))


def _is_transcript(text: str, found: Sequence[_Turn]) -> bool:
    voices = {text[slice(*turn.label)] for turn in found}
    talk = sum(bool(_TALK.search(text, *turn.said)) for turn in found)
    # One at least speaks twice, every other turn talks to somebody, and every other voice is known from elsewhere.
    if len(voices) < _LEAST_VOICES or len(found) <= len(voices) or talk * 2 < len(found):
        return False
    known = _capitalised(text, found)
    return sum(_is_known(voice, known) for voice in voices) * 2 >= len(voices)


def _capitalised(text: str, found: Sequence[_Turn]) -> frozenset[str]:
    """The words with a capital outside of the labels, in lower case."""
    edges = [0, *(edge for turn in found for edge in turn.label), len(text)]
    pieces = (text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return frozenset(word.lower() for piece in pieces for word in _WORD.findall(piece) if word[0].isupper())


def _is_known(voice: str, known: frozenset[str]) -> bool:
    words = [word.lower() for word in _words(voice)]
    return any(not own.isdisjoint(words) for own in (_listed("unnamed"), _listed("titles"), known))


def _turn(text: str, paragraph: Span, at: int) -> _Turn | None:
    found = _LABEL.match(text, *paragraph)
    if not found or not _is_label(found[1]):
        return None
    return _Turn(at, Span(*found.span(1)), Span(*found.span(2)), _said(text, Span(found.end(), paragraph.end)))


def _words(label: str) -> list[str]:
    """Of the name, without what is said of the bearer: "JANE ROE, CNN", "SEN. LEE (R-Utah)", "Reporter 2"."""
    words = re.split(r" \(|,", label, maxsplit=1)[0].split()
    return [word for word in words if not _NUMBER.fullmatch(word)]


def _is_label(label: str) -> bool:
    """Names begin with capitals, and one of a single word is in capitals: "Note:" is no voice, nor is "READ MORE:"."""
    words = _words(label)
    if not 0 < len(words) <= _MOST_WORDS or words[0].lower() in _listed("furniture"):
        return False
    named = all(word[0].isupper() or word in _listed("particles") for word in words)
    return named and (len(words) > 1 or words[0].isupper() or words[0].lower() in _listed("unnamed"))


def _said(text: str, span: Span) -> Span:
    """Without space around it and the full stop, as contents are marked."""
    whole = text[slice(*span)].rstrip()
    return Span(span.start, span.start + len(whole) - (len(whole) > 1 and whole[-1] == "." and whole[-2].isalnum()))


def _run_on(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The paragraphs in which a turn goes on: up to one that has a label of another kind, or talks to nobody."""
    more = []
    for span in paragraphs:
        if _DIRECTION.fullmatch(text, *span):
            continue
        if _LABELLED.match(text, *span) or not _TALK.search(text, *span):
            break
        start = span.end - len(text[slice(*span)].lstrip())
        more.append(_said(text, Span(start, span.end)))
    return more


def _listed(entry: str) -> frozenset[str]:
    return words_of("layout.toml", entry)
