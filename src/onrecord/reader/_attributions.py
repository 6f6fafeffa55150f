"""The attributions of an article: frames of each unit, quotations that go on, speakers, and how certain it all is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Span, Speaker
from onrecord.reader._factuality import judged
from onrecord.reader._frames import Relation, dangling, relations
from onrecord.reader._passages import QUOTATION, SCRAP, Passage, Unit
from onrecord.reader._speakers import speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Form
    from onrecord.reader._lexicon import Lexicon, Sense
    from onrecord.reader._phrases import Range
    from onrecord.reader._speakers import Cast

# An outer attribution stands at most a few before the inner one.
_NESTING = 12
QUOTED = (QUOTATION, SCRAP)
_NEGATIONS = frozenset({"not", "never", "n't", "cannot", "no"})
_QUOTE_MARKS = '“”"«»„「」‘'


@dataclass(slots=True)
class _Found:
    """An attribution while quotations may still be added to it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    sense: Sense
    direct: bool
    negated: bool = False


def found_in(passages: Iterable[Passage], lexicon: Lexicon) -> list[_Found]:
    """Sources, cues and contents of all blocks, in text order."""
    found: list[_Found] = []
    carried: _Found | None = None
    for passage in passages:
        if not (passage.continues or _is_quote_only(passage.units[:1])):
            carried = None
        carried = _read_passage(passage, lexicon, found, carried)
    found.sort(key=lambda f: (min(f.source + f.cue + tuple(f.content)), f.cue))
    return found


def _read_passage(passage: Passage, lexicon: Lexicon, found: list[_Found], speaking: _Found | None) -> _Found | None:
    """Adds a block's attributions; returns the one whose quotation may go on in the next block."""
    waiting: list[Span] = []
    for unit in passage.units:
        if _is_quote_only((unit,)):
            words = Span(unit.words[0].start, unit.words[-1].end)
            if speaking:
                speaking.content.append(words)
            else:
                waiting.append(words)
            continue
        fresh = [_resolved(unit, relation) for relation in relations(unit.words, lexicon)]
        late = dangling(unit.words, lexicon) if waiting and not fresh else None
        if late:
            sense = next(s for s in late.senses if "quote" in s.takes)
            fresh = [replace(_resolved(unit, Relation(late, sense, ())), direct=True)]
        speaking = next((f for f in fresh if f.direct), None)
        if speaking and waiting:
            speaking.content[:0] = waiting
        waiting = []
        found.extend(fresh)
    return speaking


def _is_quote_only(units: Sequence[Unit]) -> bool:
    """Nothing but quotations and signs; a sentence that is one quotation goes with the speech before or after it."""
    words = units[0].words if units else ()
    return any(w.tag in QUOTED for w in words) and all(w.tag in QUOTED or not w.low[0].isalnum() for w in words)


def _resolved(unit: Unit, relation: Relation) -> _Found:
    words = unit.words

    def span(piece: Range) -> Span:
        return Span(words[piece[0]].start, words[piece[1] - 1].end)

    head = relation.head
    group = words[head.cue[0] : head.cue[1]]
    edges = [words[at] for a, b in relation.content for at in (a, b - 1)]
    return _Found(
        source=(span(head.source),) if head.source else (),
        cue=(span(head.cue),),
        content=[span(piece) for piece in relation.content],
        sense=relation.sense,
        direct=any(word.tag in QUOTED for word in edges),
        negated=any(w.low in _NEGATIONS or w.low.endswith("n't") for w in group),
    )


def attributions(text: str, found: Sequence[_Found], cast: Cast) -> tuple[Attribution, ...]:
    """The finished attributions, numbered in text order."""
    last: tuple[int, Speaker] | None = None
    result: list[Attribution] = []
    for number, item in enumerate(found, 1):
        speaker = speaker_of(cast, item.source, last)
        outer = _outer(item, result)
        if speaker and outer and outer.speaker:
            speaker = Speaker(speaker.name, speaker.kind, (outer.speaker.name, *outer.speaker.chain))
        if speaker and (speaker.kind == "person" or (speaker.kind == "unknown" and " " in speaker.name)):
            last = (item.source[0].start, Speaker(speaker.name, speaker.kind))
        content = tuple(sorted(item.content))
        value, hedges = judged(text, content, item.sense.factuality, cue_negated=item.negated)
        result.append(
            Attribution(
                id=f"a{number}", source=item.source, cue=item.cue, content=content, speaker=speaker,
                act=item.sense.act, form=_form(text, content), factuality=value, hedges=hedges,
            )
        )  # fmt: skip
    return tuple(result)


def _outer(item: _Found, earlier: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds this one's cue and source."""
    at = item.cue[0]
    holding = None
    for attribution in earlier[-_NESTING:]:
        if any(a <= at.start and at.end <= b for a, b in attribution.content):
            holding = attribution
    return holding


def _form(text: str, content: Sequence[Span]) -> Form:
    quoted = [text[a] in _QUOTE_MARKS or text.startswith("''", a) or text.startswith("``", a) for a, b in content]
    if all(quoted) and all(_closed(text, piece) for piece in content):
        return "direct"
    inside = any(mark in text[a:b] for a, b in content for mark in (*_QUOTE_MARKS, "''", "``"))
    return "mixed" if inside else "indirect"


def _closed(text: str, piece: Span) -> bool:
    """One quotation from edge to edge, or several with nothing but space between."""
    inner = text[piece.start + 1 : piece.end - 1].strip("'`")
    return not any(mark in inner for mark in '“”"') or all(part.strip(" ,.") == "" for part in _between(inner))


def _between(inner: str) -> list[str]:
    pieces = inner.replace("”", '"').replace("“", '"').split('"')
    return pieces[1::2]
