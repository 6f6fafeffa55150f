"""Whose reporting a text says it carries, place by place: told to, according to, and what lines of their own say."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.model import Hint, Span
from onrecord.page import _hintlines
from onrecord.page._cues import cues
from onrecord.page._hintline import Line, LineHint
from onrecord.page._mentions import Mention, folded, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Block, HintKind
    from onrecord.page._cues import Cues

# Cue and name stand in one phrase.
_REACH = 120
# To a name that is a common word too, the cue stands close, or the name stands in quotes.
_WEAK_REACH = 32
_QUOTES = frozenset("\"“„«'《「『")
# A survey by an outlet is a survey, not its reporting.
_POLL = re.compile(
    r"[^.;:!?\n]{0,30}?\b(?:polls?|polling|survey|surveys|umfrage|sondage|encuesta|sondaggio|pesquisa|måling)\b",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    r"(?:'s)?,?\s(?:and|und|et|y|e|og|och|en|i|и|та)\s(?:the\s|der\s|die\s|das\s)?|,\s(?:the\s)?|/"
)
# Articles that lean on the name; what a preposition keeps of them stays.
_ELIDED = re.compile(r"(?<!\w)(?:[ld]|(dell|all|dall|sull|nell))'$", re.IGNORECASE)
# A page or a paragraph that names outlets more often is a list of them.
_MOST_NAMED = 5000
_MOST_IN_BLOCK = 100
_NOWHERE = Span(0, 0)


def text_hints(text: str, blocks: Iterable[Block], language: str | None, outlet: str | None) -> tuple[Hint, ...]:
    """The hints in the blocks of a text, in its order; `words` of each are `text[start:end]` of its span.

    `language` (ISO 639-1) chooses the cues; `outlet` is the page's own, for which "the Post" may stand.
    """
    plain = folded(text)
    named = mentions(plain, outlet)[:_MOST_NAMED]
    words = cues(language)
    readers = _hintlines.readers_of(plain)
    unlisted = any(noun in plain for noun in words.nouns)
    found: list[Hint] = []
    at = 0
    for number, block in enumerate(sorted(blocks, key=lambda block: block.span)):
        while at < len(named) and named[at].start < block.span.start:
            at += 1
        first = at
        while at < len(named) and named[at].end <= block.span.end:
            at += 1
        line = Line(plain, block, number, tuple(named[first : min(at, first + _MOST_IN_BLOCK)]), outlet)
        said = list(_hintlines.line_hints(line, readers))
        others = list(_unlisted(line, words)) if unlisted else []
        free = [m for m in line.named if not any(span.start <= m.start < span.end for _, _, span in said)]
        said += _in_sentences(line, sorted([*free, *others]), words)
        found += (Hint(kind, origin, text[span.start : span.end], span) for kind, origin, span in said)
    return tuple(sorted(set(found), key=lambda hint: (hint.span or _NOWHERE, hint.kind, hint.origin)))


def _in_sentences(line: Line, named: list[Mention], words: Cues) -> Iterator[LineHint]:
    plain = line.plain
    last: tuple[HintKind, int] | None = None
    for mention in named:
        found = _beside(line, mention, words)
        joined = _COORDINATED.fullmatch(plain, last[1], mention.start) if last else None
        if found is None and last and joined and not _polls(plain, mention.end):
            found = last[0], Span(mention.start, mention.end)
        last = None
        if found:
            last = found[0], mention.end
            yield LineHint(found[0], mention.origin, found[1])


def _beside(line: Line, mention: Mention, words: Cues) -> tuple[HintKind, Span] | None:
    """The kind that the cue beside a mention makes it, and where cue and mention stand."""
    plain, within = line.plain, line.span
    if _polls(plain, mention.end):
        return None
    left = max(within.start, mention.start - _REACH)
    before = _ELIDED.sub(lambda match: f"{match[1]} " if match[1] else "", plain[left : mention.start])
    quoted = before[-1:] in _QUOTES
    sides: tuple[tuple[HintKind, re.Pattern[str], re.Pattern[str]], ...] = (
        ("told", words.told, words.told_after),
        ("according to", words.report, words.report_after),
    )
    for kind, leading, following in sides:
        match = leading.match(before)
        if match and (not mention.weak or quoted or len(before) - match.start(1) <= _WEAK_REACH):
            return kind, Span(left + match.start(1), mention.end)
        match = following.match(plain, mention.end, min(within.end, mention.end + _REACH))
        if match and not mention.weak:
            return kind, Span(mention.start, match.end())
    return None


def _polls(plain: str, end: int) -> bool:
    return bool(_POLL.match(plain, end, end + _REACH))


def _unlisted(line: Line, words: Cues) -> Iterator[Mention]:
    """Names behind a noun for an outlet that no list has."""
    if not any(noun in line.text for noun in words.nouns):
        return
    taken = {mention.start for mention in line.named}
    for match in islice(words.unlisted.finditer(line.plain, *line.span), _MOST_IN_BLOCK):
        start, end = match.span(1)
        if not any(start <= at < end for at in taken):
            yield Mention(start, end, match[1].removesuffix("'s"), weak=False)
