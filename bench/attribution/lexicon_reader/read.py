"""Reads attributions by a lexicon of cues and rules over words, without training: what the network replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.attribution.lexicon_reader.frames import Relation, dangling, relations
from bench.attribution.lexicon_reader.passages import QUOTATION, SCRAP, Passage, Unit, passage

from onrecord.model import Span
from onrecord.reader._lexicon import lexicon as packaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.attribution.lexicon_reader.phrases import Range

    from onrecord.model import Article
    from onrecord.reader._lexicon import Lexicon, Sense

QUOTED = (QUOTATION, SCRAP)


def read(article: Article) -> list[Found]:
    """The attributions of an article, in text order."""
    words = packaged()
    spans = [block.span for block in article.blocks]
    following = [article.text[span.start : span.start + 2] for span in spans[1:]]
    return found_in(
        [passage(article.text, span, after, words) for span, after in zip(spans, [*following, ""], strict=False)], words
    )


@dataclass(slots=True)
class Found:
    """An attribution while quotations may still be added to it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    sense: Sense
    direct: bool


def found_in(passages: Iterable[Passage], lexicon: Lexicon) -> list[Found]:
    """Sources, cues and contents of all blocks, in text order."""
    found: list[Found] = []
    carried: Found | None = None
    for block in passages:
        if not (block.continues or _is_quote_only(block.units[:1])):
            carried = None
        carried = _read_passage(block, lexicon, found, carried)
    found.sort(key=lambda f: (min(f.source + f.cue + tuple(f.content)), f.cue))
    return found


def _read_passage(passage: Passage, lexicon: Lexicon, found: list[Found], speaking: Found | None) -> Found | None:
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


def _resolved(unit: Unit, relation: Relation) -> Found:
    words = unit.words

    def span(piece: Range) -> Span:
        return Span(words[piece[0]].start, words[piece[1] - 1].end)

    head = relation.head
    edges = [words[at] for a, b in relation.content for at in (a, b - 1)]
    return Found(
        source=(span(head.source),) if head.source else (),
        cue=(span(head.cue),),
        content=[span(piece) for piece in relation.content],
        sense=relation.sense,
        direct=any(word.tag in QUOTED for word in edges),
    )
