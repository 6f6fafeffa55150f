"""How likely each block that the extractor and the rules kept is part of the article: a trained model, plain arrays.

Boosted trees and logistic regression over the blocks' words, their places and their neighbours, mixed in equal parts.
`training/blocks/train.py` makes the file `blockmodel.npz`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.page._blockplace import places
from onrecord.page._blockshape import shapes
from onrecord.page._trees import Trees, in_package, likelihood, opened, sigmoid, trees_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from onrecord.page._blockshape import Row
    from onrecord.page._lineletters import Floats
    from onrecord.page._siblings import Placed
    from onrecord.page._tree import Seen
    from onrecord.page._trees import Arrays, Matrix

KEEP = 0.5
"""A block below is left out: best of .4, .5 and .6 in cross-validation by outlet (`training/blocks/CARD.md`)."""

_FILE = "blockmodel.npz"
# An article of more blocks is a list or a transcript, unlike any that the model knows; the bound keeps time in hand.
_MOST_BLOCKS = 1000
# Where the model would leave out more of the text, it is the page that it does not know.
_LEAST_KEPT = 0.4
# What a block's neighbours are like is told by these.
_OF_NEIGHBOURS = (
    *("letters", "ends as sentence", "heading", "linked", "apart by"),
    *("share of parent", "share of kind", "business", "length beside usual"),
)
_NO_NEIGHBOUR = dict.fromkeys(_OF_NEIGHBOURS, -1.0)


class Told(NamedTuple):
    """What the page says of its article beside the text."""

    headline: str
    descriptions: tuple[str, ...]
    witness: str
    """The text as the page's JSON-LD gives it, or nothing."""


class Model(NamedTuple):
    """The trees, and the weights over standardised features."""

    trees: Trees
    centre: Floats
    scale: Floats
    weights: Floats
    bias: float


def sifted(seen: Seen, placed: Sequence[Placed], told: Told) -> list[Placed]:
    """The blocks that the model keeps, in order; all of them where it does not know such a page."""
    if not 1 < len(placed) <= _MOST_BLOCKS:
        return list(placed)
    return kept(placed, chances(_model(), matrix(features(seen, placed, told))))


def kept(placed: Sequence[Placed], likely: Floats) -> list[Placed]:
    """The blocks at or above KEEP; a heading stays where the block below it does."""
    found: list[Placed] = []
    follows = False
    for item, chance in zip(reversed(placed), reversed(likely.tolist()), strict=True):
        follows = chance >= KEEP or (follows and item.piece.kind == "heading")
        found += [item] if follows else []
    size = sum(len(item.piece.text) for item in found)
    whole = sum(len(item.piece.text) for item in placed)
    return found[::-1] if size >= _LEAST_KEPT * whole else list(placed)


def features(seen: Seen, placed: Sequence[Placed], told: Told) -> list[Row]:
    """For each block its own features and those of the blocks before and after it."""
    pieces = [item.piece for item in placed]
    own = [
        {**shape, **place}
        for shape, place in zip(
            shapes(pieces, told.headline, told.descriptions), places(seen, placed, told.witness), strict=True
        )
    ]
    above, below = [_NO_NEIGHBOUR, *own[:-1]], [*own[1:], _NO_NEIGHBOUR]
    return [
        {**row, **_neighbour("above", before), **_neighbour("below", after)}
        for row, before, after in zip(own, above, below, strict=True)
    ]


def _neighbour(where: str, row: Row) -> Row:
    return {f"{where}: {name}": row[name] for name in _OF_NEIGHBOURS}


def matrix(rows: Sequence[Row]) -> Matrix:
    """Blocks by features."""
    return np.array([list(row.values()) for row in rows], np.float32)


def chances(model: Model, rows: Matrix) -> Floats:
    """For each row the probability that its block is part of the article."""
    scaled = (rows - model.centre) / model.scale
    linear = sigmoid(scaled @ model.weights + model.bias)
    mixed: Floats = (linear + likelihood(model.trees, rows)) / 2
    return mixed


def model_path() -> Traversable:
    """The file of the model, in the package."""
    return in_package(_FILE)


@cache
def _model() -> Model:
    return opened(_FILE, unpacked)


def unpacked(arrays: Arrays) -> Model:
    """The model from the arrays of its file. Raises KeyError where one is missing."""
    return Model(
        trees=trees_of(arrays, "trees"),
        centre=np.asarray(arrays["centre"], np.float64),
        scale=np.asarray(arrays["scale"], np.float64),
        weights=np.asarray(arrays["weights"], np.float64),
        bias=float(arrays["bias"]),
    )
