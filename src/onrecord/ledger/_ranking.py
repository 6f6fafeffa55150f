"""Candidates in order of how well they fit, and where in them the words stand that were looked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from onrecord.ledger._terms import terms
from onrecord.model import Span
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.ledger._terms import Term
    from onrecord.ledger._wanted import Phrase

K1, B = 1.2, 0.75
"""How soon more of the same word counts no more, and how much long texts are held back: the usual values of BM25
(Robertson and Zaragoza 2009, The Probabilistic Relevance Framework, 3.1)."""


class Candidate(NamedTuple):
    """A row of the index that holds what was looked for."""

    id: int
    evidence: str | None
    """The id of the statement; None of a part of an article."""
    article: str
    span: Span
    words: str
    by: str
    """Whose statement it is, by name, office and chain."""


class Ranked(NamedTuple):
    """A candidate, and where in the article's text each phrase stands in it."""

    candidate: Candidate
    marks: tuple[tuple[Span, ...], ...]


def ranked(found: Sequence[Candidate], phrases: Sequence[Phrase]) -> list[Ranked]:
    """The best first, of equals the newest: by BM25, its counts those of the candidates."""
    wanted = list(dict.fromkeys(phrases))
    cut = [(c, terms(c.words), terms(c.by)) for c in found]
    places = [[_places(words, phrase) for phrase in wanted] for _, words, _ in cut]
    counts = [
        [len(at) + len(_places(by, phrase)) for at, phrase in zip(row, wanted, strict=True)]
        for row, (_, _, by) in zip(places, cut, strict=True)
    ]
    lengths = [len(words) + len(by) for _, words, by in cut]
    scores = _bm25(counts, lengths)
    order = sorted(range(len(cut)), key=lambda n: (-scores[n], -cut[n][0].id))
    return [Ranked(cut[n][0], tuple(tuple(_spans(cut[n][0], at)) for at in places[n])) for n in order]


def _bm25(counts: Sequence[Sequence[int]], lengths: Sequence[int]) -> list[float]:
    """A score for each row of counts of phrases; rounded, so that equals are equal whatever was added up first."""
    mean = sum(lengths) / max(len(lengths), 1)
    holding = [sum(1 for row in counts if row[n]) for n in range(len(counts[0]) if counts else 0)]
    weights = [math.log(1 + (len(counts) - held + 0.5) / (held + 0.5)) for held in holding]
    held_back = [K1 * (1 - B + B * length / mean) if mean else 1.0 for length in lengths]
    return [
        round(sum(w * n * (K1 + 1) / (n + back) for w, n in zip(weights, row, strict=True)), 9)
        for row, back in zip(counts, held_back, strict=True)
    ]


def _places(words: Sequence[Term], phrase: Phrase) -> list[Span]:
    """Where a phrase stands."""
    first, *rest = phrase.words
    size = len(phrase.words)
    if not rest and not phrase.prefix:
        return [Span(w.start, w.end) for w in words if w.word == first]
    return [
        Span(words[n].start, words[n + size - 1].end)
        for n in range(len(words) - size + 1)
        if _begins([w.word for w in words[n : n + size]], phrase)
    ]


def _begins(row: Sequence[str], phrase: Phrase) -> bool:
    *before, last = phrase.words
    fits = row[-1].startswith(last) if phrase.prefix else row[-1] == last
    return fits and list(row[:-1]) == before


def _spans(c: Candidate, places: Sequence[Span]) -> Iterator[Span]:
    return (Span(c.span.start + start, c.span.start + end) for start, end in places)


def around(found: Ranked) -> Span:
    """Of a part of an article the fewest sentences in a row that hold every phrase once."""
    c = found.candidate
    parts = [Span(c.span.start + a, c.span.start + b) for a, b in sentences(c.words, Span(0, len(c.words)))]
    wanted = {n for n, marks in enumerate(found.marks) if marks}
    runs = []
    for first, part in enumerate(parts):
        left = set(wanted)
        for last in range(first, len(parts)):
            run = Span(part.start, parts[last].end)
            left -= {n for n in left if any(run.start <= m.start and m.end <= run.end for m in found.marks[n])}
            if not left:
                runs.append((last - first, run))
                break
    # A sign that stands for several words may be cut from none.
    return min(runs)[1] if runs else c.span
