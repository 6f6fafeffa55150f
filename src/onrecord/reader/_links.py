"""Which source and which contents belong to which cue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats
    from onrecord.reader._tags import Tagged

    Flags = npt.NDArray[np.bool_]

DISTANCES = np.array((-128, -64, -32, -16, -8, -4, -2, 0, 2, 4, 8, 16, 32, 64, 128))
"""Pieces from a cue to a part of a source or content; beyond the last all are as far."""
FEATURES = (
    "arc", "gap", "adjoins", "cues between", "no cue between", "alike between", "none alike between",
    "sentence ends between", "same sentence", "paragraphs between", "same paragraph", "before",
    "before, no cue between", "gap before",
)  # fmt: skip
"""What is known of a source or content and a cue that it may belong to; between: from edge to edge."""
# The network sees no further than a window; a part that far from a cue was never seen with it.
_REACH = 240
# Of a cue the score from which it has a source at all; below it a source goes only to the cue that it fits best.
_SOURCE_FROM = 0.0
# Beyond these counts more makes no difference.
_MOST_BETWEEN, _MOST_PARAGRAPHS = 4, 3


class Linker(NamedTuple):
    """What was learned of links: sources first, contents second."""

    biases: Floats
    """Shape (2, len(DISTANCES) + 1): what the distance adds to an arc."""
    weights: Floats
    """Shape (2, len(FEATURES)): of a logistic regression."""
    intercepts: Floats
    """Shape (2,)."""


def by_arcs(biases: Floats) -> Linker:
    """A linker that goes by the network's arcs alone: before anything else is learned."""
    weights = np.zeros((2, len(FEATURES)), dtype=np.float32)
    weights[:, FEATURES.index("arc")] = 1.0
    return Linker(biases, weights, np.zeros(2, dtype=np.float32))


class Linked(NamedTuple):
    """One attribution, as numbers of the spans given."""

    source: int | None
    cue: int
    contents: tuple[int, ...]


class Place(NamedTuple):
    """What of the text the links go by: of each word piece its paragraph, and whether it ends a sentence."""

    paragraphs: Ids
    ends: Flags


Scored = dict[int, float]
"""The scores of the cues within reach of a span, by their number among the cues."""


def linked(parts: Sequence[Tagged], vectors: Floats, place: Place, linker: Linker) -> list[Linked]:
    """The attributions that these spans make, in the order of their cues. Several cues may share a source.

    A cue without a content says nothing, and a content without a cue in reach is nobody's: both are left out.
    `vectors` are the network's, shape (n, 3 * width).
    """
    cues, sources, contents = (
        [at for at, part in enumerate(parts) if part.kind == kind] for kind in ("cue", "source", "content")
    )
    owned: dict[int, list[int]] = {}
    for content, scores in zip(contents, _scored(parts, contents, cues, vectors, place, linker), strict=True):
        if scores:
            owned.setdefault(_best(scores), []).append(content)
    chosen = _sources(_scored(parts, sources, cues, vectors, place, linker), sources, len(cues))
    return [Linked(chosen[number], cues[number], tuple(own)) for number, own in sorted(owned.items())]


def features(
    parts: Sequence[Tagged], own: Sequence[int], cues: Sequence[int], vectors: Floats, place: Place, biases: Floats
) -> list[tuple[Ids, Floats]]:
    """Of each span the numbers of the cues within reach, and their features, shape (cues, len(FEATURES)).

    `own` are all sources or all contents; `biases` shape (2, len(DISTANCES) + 1).
    """
    starts = np.array([parts[cue].start for cue in cues], dtype=np.int64)
    stops = np.array([parts[cue].stop for cue in cues], dtype=np.int64)
    alike = np.array([parts[at].start for at in own], dtype=np.int64)
    ends = np.concatenate(([0], np.cumsum(place.ends)))
    width = vectors.shape[1] // 3
    heads = vectors[starts, 2 * width :]
    found = []
    for at in own:
        part = parts[at]
        first, last = np.searchsorted(starts, (part.start - _REACH, part.stop + _REACH))
        which = np.arange(first, last)
        kind = int(part.kind == "content")
        arcs = _arcs(part, vectors[:, kind * width : (kind + 1) * width], heads[which], starts[which], biases[kind])
        before = part.start < starts[which]
        left = np.where(before, part.stop, stops[which])
        right = np.maximum(np.where(before, starts[which], part.start), left)
        gap = np.log1p(right - left)
        cues_between = np.searchsorted(starts, right) - np.searchsorted(starts, left)
        alike_between = np.searchsorted(alike, right) - np.searchsorted(alike, left)
        ends_between = ends[right] - ends[left]
        paragraphs = np.abs(place.paragraphs[np.minimum(right, len(place.ends) - 1)] - place.paragraphs[left - 1])
        columns = (
            arcs, gap, right == left, np.minimum(cues_between, _MOST_BETWEEN), cues_between == 0,
            np.minimum(alike_between, _MOST_BETWEEN), alike_between == 0, np.minimum(ends_between, _MOST_BETWEEN),
            ends_between == 0, np.minimum(paragraphs, _MOST_PARAGRAPHS), paragraphs == 0, before,
            before & (cues_between == 0), gap * before,
        )  # fmt: skip
        found.append((which, np.stack(columns, axis=1).astype(np.float32)))
    return found


def _arcs(part: Tagged, vectors: Floats, heads: Floats, starts: Ids, biases: Floats) -> Floats:
    """The mean over the span's pieces, within reach of the cue, of how much the network links them to it."""
    gaps = np.arange(part.start, part.stop)[:, None] - starts[None]
    near = np.abs(gaps) <= _REACH
    products = vectors[part.start : part.stop] @ heads.T / np.sqrt(heads.shape[1])
    sums = np.where(near, products + biases[np.searchsorted(DISTANCES, gaps)], 0.0).sum(axis=0)
    means: Floats = sums / np.maximum(near.sum(axis=0), 1)
    return means


def _scored(
    parts: Sequence[Tagged], own: Sequence[int], cues: Sequence[int], vectors: Floats, place: Place, linker: Linker
) -> list[Scored]:
    if not own or not cues:
        return [{} for _ in own]
    kind = int(parts[own[0]].kind == "content")
    weights, intercept = linker.weights[kind], linker.intercepts[kind]
    return [
        dict(zip(which.tolist(), (rows @ weights + intercept).tolist(), strict=True))
        for which, rows in features(parts, own, cues, vectors, place, linker.biases)
    ]


def _best(scores: Scored) -> int:
    return max(scores, key=lambda at: scores[at])


def _sources(wanted: Sequence[Scored], sources: Sequence[int], cues: int) -> dict[int, int | None]:
    """The source of each cue: the one that scores best with it, where that is likely; else one that no cue has."""
    by_cue: dict[int, Scored] = {number: {} for number in range(cues)}
    for source, found in zip(sources, wanted, strict=True):
        for number, score in found.items():
            by_cue[number][source] = score
    chosen: dict[int, int | None] = {}
    for number, scores in by_cue.items():
        best = _best(scores) if scores else None
        chosen[number] = best if best is not None and scores[best] > _SOURCE_FROM else None
    taken = set(chosen.values())
    for source, found in zip(sources, wanted, strict=True):
        favourite = _best(found) if found else None
        if source not in taken and favourite is not None and chosen[favourite] is None:
            chosen[favourite] = source
    return chosen
