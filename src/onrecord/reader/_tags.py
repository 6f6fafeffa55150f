"""The most probable sequence of tags, and the spans in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
_BARRED = np.float32(-1e4)


class Tagged(NamedTuple):
    """A span of one kind, as word pieces `[start, stop)`."""

    kind: str
    start: int
    stop: int


def steps(tags: Sequence[str], learned: Floats | None = None) -> Floats:
    """The scores of a step from one tag to another; into the inside of a span only from the span itself."""
    found = np.zeros((len(tags), len(tags)), dtype=np.float32) if learned is None else learned.astype(np.float32)
    for at, tag in enumerate(tags):
        if tag.startswith("I-"):
            outside = np.ones(len(tags), dtype=bool)
            outside[[at - 1, at]] = False
            found[outside, at] = _BARRED
    return found


def best(scores: Floats, between: Floats, paragraphs: Ids) -> Ids:
    """Shape (n,): the tags whose scores and steps sum to the most (Viterbi 1967); no span runs on into a paragraph."""
    size = len(scores)
    if not size:
        return np.zeros(0, dtype=np.int64)
    inside = np.arange(scores.shape[1]) % 2 == 0
    inside[0] = False
    # Relative to the best of each piece, so that sums over a long article keep their digits.
    emitted = scores.astype(np.float32) - scores.max(axis=1, keepdims=True)
    begins = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    emitted[np.ix_(begins, np.flatnonzero(inside))] += _BARRED
    came = np.zeros((size, scores.shape[1]), dtype=np.int8)
    arriving = np.ascontiguousarray(between.T)
    total = emitted[0]
    for at in range(1, size):
        options = arriving + total
        came[at] = options.argmax(axis=1)
        total = options.max(axis=1) + emitted[at]
    found = np.zeros(size, dtype=np.int64)
    found[-1] = total.argmax()
    for at in range(size - 1, 0, -1):
        found[at - 1] = came[at, found[at]]
    return found


def spans(found: Ids, tags: Sequence[str]) -> Iterator[Tagged]:
    """The spans in a sequence of tags, in order."""
    start, kind = 0, ""
    for at, tag in enumerate([*found.tolist(), 0]):
        inside = tag and tag % 2 == 0
        if kind and not inside:
            yield Tagged(kind, start, at)
            kind = ""
        if tag and not inside:
            start, kind = at, tags[tag][2:]
