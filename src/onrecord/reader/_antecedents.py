"""Whom "he", "she" or "the senator" may mean: how present each person is at a place of the text, and how likely."""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import OnRecordError
from onrecord.reader._lexicon import HERE, table
from onrecord.reader._names import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Span

FEATURES = (
    "same sentence", "sentence before", "two sentences before", "far", "same paragraph", "paragraph before",
    "first named in its sentence", "opens its sentence", "opens the sentence before", "opens the paragraph",
    "nearest", "second nearest", "often", "gender known", "possessive", "governed", "modifies", "acts", "told",
    "in the words told", "pronoun", "speaks", "spoke last", "spoke last, same sentence", "spoke last, sentence before",
    "spoke last, nobody acts since",
)  # fmt: skip
"""What is known of a person named near a pronoun."""
# In code points, about four paragraphs of news: further back nobody is meant.
REACH = 1600
# Traces that are looked at; more would make a page of nothing but names slow.
_MOST = 40
# A sentence is about the one who is named in it within so many code points of its beginning: "On Tuesday, Lee".
_OPENING = 45
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_GOVERNED = re.compile(
    r"\b(?:of|to|with|for|against|from|about|on|at|by|than|like|and|over|under|between|behind|toward|towards|into)"
    r"\s(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.\s|[A-Z]\w+\s)?$"
)
_ACTS = re.compile(
    r"(?:,[^,.\n]{2,90},|\s\([^)\n]{2,30}\))?\s(?:also |then |later |has |had |often |never )?"
    r"(?:is|was|has|had|will|would|did|does|could|can|should|may|might|went|told|made|took|came|gave|began|won|lost|ran|"
    r"led|got|put|saw|held|spoke|wrote|kept|left|met|set|[a-z]{2,}ed|[a-z]{3,}[^s\W]s)\b"
)
_NOUN = re.compile(r"\s([a-z]+)\b")
# In code points: the words before a name that are looked at.
_BEFORE = 30
_NEAR_SENTENCES = 3
# Named so many times in an article, somebody is in the middle of it.
_OFTEN = 10
_SPEAKING = len([feature for feature in FEATURES if feature.startswith("spoke last")])


class Trace(NamedTuple):
    """A place where a person is named, or meant by a pronoun."""

    start: int
    end: int
    name: str
    pronoun: bool
    told: bool
    """Within somebody's words."""
    speaks: bool
    """It is a source, or stands in one."""


class Scene(NamedTuple):
    """The text and its parts, by their beginnings."""

    text: str
    sentences: Sequence[int]
    paragraphs: Sequence[int]
    counts: dict[str, int]
    """How often each person is named in all."""
    genders: dict[str, str]
    words: dict[int, tuple[Span, ...]]
    """What is told, by the beginning of its source."""


@functools.cache
def weights() -> tuple[float, ...]:
    """Those of antecedents.toml in the order of FEATURES; raises OnRecordError naming the file and the entry."""
    given = table("antecedents.toml", entries=("weights",))["weights"]
    for feature in FEATURES:
        if not isinstance(given.get(feature), int | float):
            raise OnRecordError(f"{HERE / 'antecedents.toml'}: the weight `{feature}` is no number")
    return tuple(float(given[feature]) for feature in FEATURES)


def likelihoods(scene: Scene, traces: Sequence[Trace], at: int) -> dict[str, float]:
    """Of each person named or meant before `at` how likely it is meant there, of 1, the likeliest first.

    `traces` are those before `at`, in text order. A softmax over the persons (Denis and Baldridge 2008 rank so).
    """
    own = features(scene, traces, at)
    scores = {name: sum(w * x for w, x in zip(weights(), row, strict=True)) for name, row in own.items()}
    if not scores:
        return {}
    top = max(scores.values())
    parts = {name: math.exp(score - top) for name, score in scores.items()}
    whole = sum(parts.values())
    ranked = sorted(parts, key=lambda name: -parts[name])
    return {name: parts[name] / whole for name in ranked}


def features(scene: Scene, traces: Sequence[Trace], at: int) -> dict[str, list[float]]:
    """Of each person within reach the features, in the order of FEATURES; the one last named or meant first."""
    near = [trace for trace in traces[-_MOST:] if trace.start >= at - REACH]
    of: dict[str, list[Trace]] = {}
    for trace in reversed(near):
        of.setdefault(trace.name, []).append(trace)
    spoke = next((trace for trace in reversed(near) if trace.speaks), None)
    speaking = _speaking(scene, near, spoke, at) if spoke else ()
    return {
        name: [
            *map(float, _place(scene, near, own[0], at)),
            rank == 0, rank == 1, min(1.0, scene.counts.get(name, 0) / _OFTEN), name in scene.genders,
            *map(float, _standing(scene, own[0], at)),
            any(trace.speaks for trace in own),
            *(speaking if spoke and spoke.name == name else (0.0,) * _SPEAKING),
        ]
        for rank, (name, own) in enumerate(of.items())
    }  # fmt: skip


def _place(scene: Scene, near: Sequence[Trace], last: Trace, at: int) -> Iterable[bool]:
    """How far off somebody was last named, and whether first in sentence and paragraph."""
    sentence, paragraph = bisect_right(scene.sentences, last.start), bisect_right(scene.paragraphs, last.start)
    away, below = bisect_right(scene.sentences, at) - sentence, bisect_right(scene.paragraphs, at) - paragraph
    begins = scene.sentences[sentence - 1]
    first = near[bisect_right(near, begins - 1, key=lambda trace: trace.start)].name == last.name
    opens = first and last.start - begins <= _OPENING
    near_by = [away == sentences for sentences in range(_NEAR_SENTENCES)]
    opening = opens, opens and away == 1, opens and begins == scene.paragraphs[paragraph - 1]
    return *near_by, away >= _NEAR_SENTENCES, below == 0, below == 1, first, *opening


def _standing(scene: Scene, last: Trace, at: int) -> Iterable[bool]:
    """As what somebody was last named: whose something is, who does something, in whose words."""
    text, end = scene.text, last.end
    return (
        _POSSESSIVE.match(text, end) is not None,
        _GOVERNED.search(text, max(0, last.start - _BEFORE), last.start) is not None,
        _modifies(text, end),
        _ACTS.match(text, end) is not None,
        last.told,
        any(a <= last.start < b for a, b in scene.words.get(at, ())),
        last.pronoun,
    )


def _speaking(scene: Scene, near: Sequence[Trace], spoke: Trace, at: int) -> tuple[float, ...]:
    """What is known of the one who spoke last."""
    away = bisect_right(scene.sentences, at) - bisect_right(scene.sentences, spoke.start)
    since = [trace for trace in near if trace.start > spoke.start and trace.name != spoke.name and not trace.told]
    acting = any(_ACTS.match(scene.text, trace.end) for trace in since)
    return 1.0, float(away == 0), float(away == 1), float(not acting)


def _modifies(text: str, end: int) -> bool:
    """Whether a name only says whose something is: "the Lee campaign"."""
    word, lists = _NOUN.match(text, end), names()
    return word is not None and word[1] in lists.body_heads | lists.group_heads | lists.document_heads
