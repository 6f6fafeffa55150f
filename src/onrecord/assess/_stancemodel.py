"""The trained model of stances: how much words speak for each, and boosted trees over that and the features.

Plain Python over plain arrays: nothing of the library that trained it is needed. `training/stance/train.py` makes
`stance.json`, in which arrays are base64 of little-endian numbers.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from base64 import b64decode
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from onrecord.assess._stancefeatures import FEATURES, Beside, features
from onrecord.assess._stancewords import KINDS, is_plain, lexicon
from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.assess._stancefeatures import Stems

FILE = Path(__file__).parent / "stance.json"

Label = Literal["unrelated", "discuss", "agree", "disagree"]
LABELS: tuple[Label, ...] = get_args(Label)
RELATED = LABELS[1:]

BUCKETS = {"claim": 1 << 14, "text": 1 << 14, "cross": 1 << 14, "all": 1 << 15}
"""Which words are weighed: the claim's, the text's, what the one says with what the other says near it, and all these
together; each to how many numbers they are hashed."""
PARTS = tuple(BUCKETS)
KNOWN = 1 << 17
"""Likewise for the pairs of words of the claims trained on."""
LEAF = 255
"""In place of a feature."""


class Part(NamedTuple):
    """What each hashed word speaks for each of RELATED, in steps of `step`."""

    weights: Sequence[int]
    step: float
    bias: list[float]


class Trees(NamedTuple):
    """Boosted trees side by side, one of each label in turn; arrays are flat."""

    roots: Sequence[int]
    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    """Where to go if the feature is at most the threshold, and where else, counted from the root."""
    value: Sequence[float]
    bias: list[float]


class Model(NamedTuple):
    """All that is learned."""

    parts: dict[str, Part]
    known: bytes
    """A bit for each pair of words that stood in a claim trained on: of stories known the claim's own words tell."""
    trees: Trees
    offsets: list[float]
    """Added to each label's margin, so that rare labels are told about as often as they are so."""


@cache
def model() -> Model:
    """That which comes with the package; raises OnRecordError where it is damaged."""
    try:
        return unpacked(json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise OnRecordError(f"assess/{FILE.name} cannot be read: {error!r}; install onrecord again") from error


def unpacked(given: dict[str, Any]) -> Model:
    """What the file says; raises KeyError, TypeError or ValueError where it says something else."""
    if given["features"] != list(FEATURES):
        raise ValueError("it was trained with other features")
    trees = given["trees"]
    return Model(
        parts={
            name: Part(_numbers("b", own["weights"]), own["step"], own["bias"])
            for name, own in ((name, given["parts"][name]) for name in PARTS)
        },
        known=b64decode(given["known"], validate=True),
        trees=Trees(
            roots=_numbers("I", trees["roots"]),
            feature=_numbers("B", trees["feature"]),
            threshold=_numbers("d", trees["threshold"]),
            left=_numbers("B", trees["left"]),
            right=_numbers("B", trees["right"]),
            value=_numbers("f", trees["value"]),
            bias=trees["bias"],
        ),
        offsets=given["offsets"],
    )


def margins(learned: Model, beside: Beside) -> list[float]:
    """How much speaks for each of LABELS; the highest is the stance."""
    row = features(beside)
    row.append(familiarity(learned.known, beside.claim.stems))
    for name, words in hashed(beside).items():
        row += _spoken(learned.parts[name], words)
    found = [bias + offset for bias, offset in zip(learned.trees.bias, learned.offsets, strict=True)]
    for at, leaf in enumerate(_leaves(learned.trees, row)):
        found[at % len(LABELS)] += leaf
    return found


def hashed(beside: Beside) -> dict[str, list[int]]:
    """For each of PARTS the numbers of its words, each once, in order."""
    claim, text, cross = _claim_terms(beside.claim.stems), list(beside.told.counts), _cross_terms(beside)
    together = [*(f"claim {own}" for own in claim), *(f"text {own}" for own in text), *cross]
    terms = {"claim": claim, "text": text, "cross": cross, "all": together}
    return {name: sorted({bucket(term, BUCKETS[name]) for term in terms[name]}) for name in PARTS}


def bucket(term: str, buckets: int) -> int:
    """The number of a word, the same in every process."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) % buckets


def familiarity(known: bytes, claim: Stems) -> float:
    """The part of the claim's pairs of words that stood in claims trained on."""
    numbers = [bucket(f"{one} {other}", KNOWN) for one, other in pairwise(claim)]
    return sum(known[n >> 3] >> (n & 7) & 1 for n in numbers) / max(1, len(numbers))


def _claim_terms(stems: Stems) -> list[str]:
    return [*stems, *(f"{one} {other}" for one, other in pairwise(stems))]


def _cross_terms(beside: Beside) -> list[str]:
    """Words near by with the kinds that the claim has, and the claim's words with the kinds that stand near by."""
    near = frozenset().union(*(beside.told.sets[at] for at in beside.around))
    ours, theirs = _kinds_in(beside.claim.stems), _kinds_in(near)
    return [
        *(f"{kind} & {word}" for kind in ours for word in near if is_plain(word)),
        *(f"{word} && {kind}" for word in beside.claim.stems for kind in theirs),
    ]


def _kinds_in(stems: Iterable[str]) -> list[str]:
    own = frozenset(stems)
    return [kind for kind in KINDS if not own.isdisjoint(lexicon().kinds[kind])] or ["none"]


def _spoken(part: Part, words: list[int]) -> list[float]:
    """What the words together speak for each of RELATED; their vector has the length one."""
    scale = part.step / math.sqrt(len(words) or 1)
    size = len(RELATED)
    return [bias + scale * sum(part.weights[size * n + at] for n in words) for at, bias in enumerate(part.bias)]


def _leaves(trees: Trees, row: list[float]) -> Iterable[float]:
    feature, threshold, left, right = trees.feature, trees.threshold, trees.left, trees.right
    for root in trees.roots:
        node = root
        while feature[node] != LEAF:
            node = root + (left[node] if row[feature[node]] <= threshold[node] else right[node])
        yield trees.value[node]


def _numbers(kind: str, written: str) -> list[Any]:
    found = array(kind, b64decode(written, validate=True))
    if sys.byteorder == "big":
        found.byteswap()
    return cast("list[Any]", found.tolist())
