"""What the article itself says of the reports that it passes on: "the claim could not be independently verified"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.reader._lexicon import table, words_of
from onrecord.text import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Attribution, Factuality

# One step of certainty less; what was open stays so.
_LOWERED: dict[Factuality, Factuality] = {"CT+": "PR+", "CT-": "PR-", "PR+": "PS+", "PR-": "PS-"}
# "these reports", "the figures": all that the paragraph before passes on.
_ACTIVE = ("verify", "confirm", "corroborate")
# In code points: what follows "could not verify" in its sentence.
_OBJECT = 120
_STOP = re.compile(r"[.;:!?\n]")
# Shorter words name no matter.
_LEAST_LETTERS = 5
_SEVERAL = re.compile(r"\b(?:reports|claims|figures|allegations|accounts|statements|assertions|numbers|details)\b")
# Sentences of news are shorter, in code points; a look further back would make a page without full stops quadratic.
_SENTENCE = 1000
# So would "these reports" at the end of a long page without paragraphs; no paragraph of news passes on as many.
_SEVERAL_AT_MOST = 20


@functools.cache
def _remarks() -> re.Pattern[str]:
    phrases = table("remarks.toml", entries=("remarks",))["remarks"]
    forms = (re.escape(phrase).replace(r"\ …", r"(?:\s[\w’'-]+){0,4}?").replace(r"\ ", r"\s") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def lowered(text: str, blocks: Sequence[Span], stated: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, those that a remark is about one step less certain, the remark's words among their hedges.

    A remark that names its matter ("the reports about personnel remain unconfirmed") is about what is said of that
    matter in its paragraph or the two before. One that does not ("the claim could not be verified") is about the last
    content before it in its paragraph, else about the last of the paragraph before; where it speaks of several ("these
    reports"), about all in that paragraph.
    """
    about: dict[int, list[Span]] = {}
    paragraphs = [block.start for block in blocks]
    by_paragraph: dict[int, list[int]] = {}
    for n, attribution in enumerate(stated):
        for number in {bisect_right(paragraphs, piece.start) - 1 for piece in attribution.content}:
            by_paragraph.setdefault(number, []).append(n)
    for remark, sentence in _places(text, blocks):
        own = bisect_right(paragraphs, remark.start) - 1
        several = _SEVERAL.search(text, *sentence) is not None
        matter = _matter(text, remark, sentence)
        if matter:
            near = [n for number in (own - 2, own - 1, own) for n in by_paragraph.get(number, ())[-_SEVERAL_AT_MOST:]]
            meant = [
                n for n in dict.fromkeys(near) if _is_on(text, stated[n], matter) and not _holds(stated[n], remark)
            ]
            meant = [n for n in meant if _first(stated[n]) < remark.start]
        else:
            meant = _meant(stated, by_paragraph, own, remark, several=several)
        for n in meant:
            about.setdefault(n, []).append(remark)
    return tuple(_hedged(was, about[n]) if n in about else was for n, was in enumerate(stated))


def _matter(text: str, remark: Span, sentence: Span) -> frozenset[str]:
    """The words for what could not be verified: the subject before the remark, or what follows "could not verify"."""
    phrase = text[slice(*remark)].lower()
    if "evidence" in phrase:
        return frozenset()
    start, end = sentence
    if phrase.endswith(_ACTIVE):
        start, end = remark.end, min(len(text), remark.end + _OBJECT)
        stop = _STOP.search(text, start, end)
        end = stop.start() if stop else end
    words = {fold(text[a:b]) for a, b in tokens(text, Span(start, end))}
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS) - words_of("remarks.toml", "idle")


def _is_on(text: str, attribution: Attribution, matter: frozenset[str]) -> bool:
    parts = (*attribution.source, *attribution.content)
    return any(fold(text[a:b]) in matter for part in parts for a, b in tokens(text, part))


def _hedged(was: Attribution, remarks: Sequence[Span]) -> Attribution:
    value = was.factuality
    for _ in remarks:
        value = _LOWERED.get(value, value)
    return replace(was, factuality=value, hedges=tuple(sorted({*was.hedges, *remarks})))


def _places(text: str, blocks: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Each remark, and what of its sentence stands before it."""
    for block in blocks:
        for match in _remarks().finditer(text, *block):
            first = max(block.start, match.start() - _SENTENCE)
            start = max(text.rfind(". ", first, match.start()) + 1, first)
            yield Span(*match.span()), Span(start, match.start())


def _meant(
    stated: Sequence[Attribution], by_paragraph: dict[int, list[int]], own: int, remark: Span, *, several: bool
) -> list[int]:
    here = by_paragraph.get(own, [])
    cut = bisect_left(here, remark.start, key=lambda n: _first(stated[n]))
    near = [n for n in here[max(0, cut - _SEVERAL_AT_MOST) : cut] if not _holds(stated[n], remark)]
    before = [n for n in near if min(stated[n].content).start < remark.start]
    candidates = before or by_paragraph.get(own - 1, [])[-_SEVERAL_AT_MOST:]
    return candidates if several else candidates[-1:]


def _first(attribution: Attribution) -> int:
    """Where its first word stands: attributions are in this order."""
    return min((*attribution.source, *attribution.cue, *attribution.content)).start


def _holds(attribution: Attribution, remark: Span) -> bool:
    """Whether the remark is part of what is said, or of the cue."""
    parts = (*attribution.content, *attribution.cue)
    return any(a < remark.end and remark.start < b for a, b in parts)
