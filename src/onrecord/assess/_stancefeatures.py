"""What a claim and a text have in common, and which words stand there, as numbers for the model of stances.

After the features that did well in the Fake News Challenge (Hanselowski and others 2018, "A Retrospective Analysis"):
how much of the claim the text and its nearest sentences cover, and refuting, reporting and hedging words in both.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.assess._stancewords import KINDS, is_name, lexicon, stems_of, weight
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Stems = tuple[str, ...]

_PLACES = ("claim", "whole", "rate", "first", "lead", "end", "nearest", "near", "around", "share", "covering")
FEATURES = (
    "cover", "cover first", "cover lead", "cover nearest", "cover second", "cover two in a row", "cover mean of three",
    "quarter covered", "half covered", "place", "place of all", "pairs", "heaviest missing", "missing", "found",
    "claim size", "text size", "sentences", "saturated", "beginnings", "names", "named", "keywords", "first keyword",
    "numbers", "other number", "claim asks", "claim quotes", "claim has colon", "text asks", "claim against",
    "near against", "unlike parity", "claim refutes", "near refutes", "lead refutes", "refuting shared",
    "refuting alone", "nearest refuting",
    *(f"{place} {kind}" for kind in KINDS for place in _PLACES),
)  # fmt: skip
"""What the numbers of `features` are, in their order."""

_LEAD = 3
"""Sentences that a lead has, and as many nearest ones are looked at."""
_BEGINNING = 5
"""Letters by which words are alike where stemming leaves them apart."""
_KEYWORDS = 8
_FAR = 99.0
_SATURATION, _LENGTH, _TYPICAL = 1.2, 0.75, 350
"""BM25's k1 and b (Robertson and Zaragoza 2009), and the words of a typical article."""
_QUOTES = frozenset("'\"‘’“”")


class Claim:
    """A claim's words, taken apart."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.stems, self.places = stems_of(written)
        empty = lexicon().stop | lexicon().kinds["negation"]
        self.weights = {own: weight(own) for own in self.stems if own not in empty}
        self.total = sum(self.weights.values()) or 1.0

    def covered(self, by: Iterable[str]) -> float:
        """The part of the claim's weight that these stems have."""
        own = self.weights
        return sum(own[word] for word in own if word in by) / self.total


class Told:
    """A text's sentences, taken apart once for all claims that it is set beside."""

    def __init__(self, written: str) -> None:
        self.written = written
        parted = [(span, *stems_of(written, span)) for span in sentences(written)]
        kept = [own for own in parted if own[1]]
        self.spans = [span for span, _, _ in kept]
        self.sentences: list[Stems] = [stems for _, stems, _ in kept]
        self.places = [places for _, _, places in kept]
        self.sets = [frozenset(stems) for stems in self.sentences]
        self.counts = Counter(stem for stems in self.sentences for stem in stems)
        self.size = self.counts.total()

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Stems that follow each other."""
        return frozenset(pair for stems in self.sentences for pair in pairwise(stems))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first letters of the words."""
        return frozenset(stem[:_BEGINNING] for stem in self.counts)

    @cached_property
    def keywords(self) -> list[tuple[float, str]]:
        """The weightiest of the stems that come more than once, with their weights."""
        stop = lexicon().stop
        repeated = ((n * weight(stem), stem) for stem, n in self.counts.items() if n > 1 and stem not in stop)
        return sorted(repeated, reverse=True)[:_KEYWORDS]


class Beside:
    """A claim beside a text: which sentences are nearest."""

    def __init__(self, claim: Claim, told: Told) -> None:
        self.claim, self.told = claim, told
        self.covers = [claim.covered(own) for own in told.sets] or [0.0]
        self.order = sorted(range(len(told.sets)), key=lambda at: (-self.covers[at], at))
        beside = {near + step for near in self.order[:2] for step in (-1, 0, 1)}
        self.around = sorted(at for at in beside if 0 <= at < len(told.sets))

    @property
    def nearest(self) -> list[Stems]:
        """The sentences that cover most of the claim, the best first."""
        return [self.told.sentences[at] for at in self.order[:_LEAD]]


def features(beside: Beside) -> list[float]:
    """One number for each of FEATURES."""
    by_kind = [_of_kind(beside, lexicon().kinds[kind]) for kind in KINDS]
    named = {kind: dict(zip(_PLACES, own, strict=True)) for kind, own in zip(KINDS, by_kind, strict=True)}
    parts = (_coverage(beside), _content(beside), _shape(beside), _polarity(beside, named), *by_kind)
    return [float(value) for part in parts for value in part]


def _coverage(beside: Beside) -> list[float]:
    claim, told, covers = beside.claim, beside.told, beside.covers
    best = [covers[at] for at in beside.order] or [0.0]
    nearest = beside.order[0] if beside.order else 0
    return [
        claim.covered(told.counts),
        covers[0],
        claim.covered(frozenset().union(*told.sets[:_LEAD])),
        best[0],
        best[1] if len(best) > 1 else 0.0,
        max((claim.covered(one | other) for one, other in pairwise(told.sets)), default=best[0]),
        sum(best[:_LEAD]) / _LEAD,
        sum(own > 1 / 4 for own in covers) / len(covers),
        sum(own > 1 / 2 for own in covers) / len(covers),
        nearest,
        nearest / len(covers),
    ]


def _content(beside: Beside) -> list[float]:
    claim, told = beside.claim, beside.told
    missing = [own for own in claim.weights if own not in told.counts]
    stop = lexicon().stop
    pairs = [pair for pair in pairwise(claim.stems) if not stop.issuperset(pair)]
    slack = _SATURATION * (1 - _LENGTH + _LENGTH * told.size / _TYPICAL)
    saturated = sum(own * told.counts[word] / (told.counts[word] + slack) for word, own in claim.weights.items())
    return [
        sum(pair in told.pairs for pair in pairs) / max(1, len(pairs)),
        max((claim.weights[word] for word in missing), default=0.0),
        len(missing),
        len(claim.weights) - len(missing),
        len(claim.stems),
        told.size,
        len(told.sentences),
        saturated / claim.total,
        sum(own for word, own in claim.weights.items() if word[:_BEGINNING] in told.beginnings) / claim.total,
    ]


def _shape(beside: Beside) -> list[float]:
    claim, told = beside.claim, beside.told
    names = [word for word in claim.weights if is_name(word)]
    keywords = told.keywords
    numbers = [word for word in claim.stems if word[0].isdigit()]
    nearest = beside.nearest[0] if beside.nearest else ()
    return [
        sum(word in told.counts for word in names) / len(names) if names else -1.0,
        len(names),
        sum(n for n, word in keywords if word in claim.weights) / (sum(n for n, _ in keywords) or 1.0),
        bool(keywords) and keywords[0][1] in claim.weights,
        sum(word in told.counts for word in numbers) / len(numbers) if numbers else -1.0,
        bool(numbers) and any(word[0].isdigit() and word not in numbers for word in nearest),
        "?" in claim.written,
        not _QUOTES.isdisjoint(claim.written),
        ":" in claim.written,
        told.written.count("?"),
    ]


def _polarity(beside: Beside, named: dict[str, dict[str, float]]) -> list[float]:
    kinds, claim, told = lexicon().kinds, beside.claim, beside.told
    refuting = kinds["debunk"] | kinds["deny"]
    against = refuting | kinds["negation"]
    said = sum(named[kind]["claim"] for kind in ("debunk", "deny", "negation"))
    found = sum(named[kind]["near"] for kind in ("debunk", "deny", "negation"))
    doubted = [word for word in claim.stems if word in against or word in kinds["doubt"]]
    shared = sum(word in told.counts for word in doubted)
    return [
        said,
        found,
        said % 2 != found % 2,
        any(word in refuting for word in claim.stems),
        named["debunk"]["near"] + named["deny"]["near"],
        sum(named[kind]["lead"] for kind in ("debunk", "deny", "doubt")),
        shared,
        len(doubted) - shared,
        min((_distance(own, against, claim.weights) for own in beside.nearest), default=_FAR),
    ]


def _distance(sentence: Stems, against: frozenset[str], of: dict[str, float]) -> float:
    """Words between the nearest of the one and of the other kind."""
    ours, last_ours, last_theirs = _FAR, -_FAR, -_FAR
    for at, word in enumerate(sentence):
        if word in of:
            last_ours = at
        if word in against:
            last_theirs = at
        ours = min(ours, abs(last_ours - last_theirs)) if word in of or word in against else ours
    return min(ours, _FAR)


def _of_kind(beside: Beside, kind: frozenset[str]) -> list[float]:
    """How many words of a kind are in each of _PLACES."""
    told, counted = beside.told, _counter(kind)
    own = told.sentences
    holding = [at for at, stems in enumerate(told.sets) if not kind.isdisjoint(stems)]
    whole = sum(told.counts[word] for word in kind if word in told.counts)
    return [
        counted([beside.claim.stems]),
        whole,
        100 * whole / max(1, told.size),
        counted(own[:1]),
        counted(own[:_LEAD]),
        counted(own[-_LEAD:]),
        counted(beside.nearest[:1]),
        counted(beside.nearest),
        counted([own[at] for at in beside.around]),
        len(holding) / max(1, len(own)),
        sum(beside.covers[at] for at in holding) / (sum(beside.covers) or 1.0),
    ]


def _counter(kind: frozenset[str]) -> Callable[[Sequence[Stems]], int]:
    return lambda sentences: sum(word in kind for stems in sentences for word in stems)
