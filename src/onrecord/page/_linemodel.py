"""How likely each line of a tagless page is text of its article: a trained model, read from plain arrays.

Three judgements follow one another: what the line's words say (logistic regression over hashed words), what the line
and those around are like (boosted trees and a small network), and again the same with what was found for the lines
around (boosted trees; stacking, Wolpert 1992). `training/lines/train.py` makes the file `linemodel.npz`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.page import _linecontext, _linefeatures, _linewords
from onrecord.page._trees import Trees, in_package, likelihood, opened, sigmoid, trees_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    import numpy.typing as npt

    from onrecord.page._linefeatures import Page
    from onrecord.page._lineletters import Features, Floats
    from onrecord.page._trees import Arrays, Matrix

KEEP = 0.45
"""A line at or above is kept: the best line F1 in cross-validation by site (`training/lines/CARD.md`)."""

FIRST_TREES, FIRST_SECOND = 0.6, 0.3
"""The trees' part in the first judgement, the rest being the network's; the first judgement's part in the last."""

_FILE = "linemodel.npz"
# Standardised features beyond this are odd pages', and would drive the network anywhere.
_WIDEST = 4.0


class Network(NamedTuple):
    """Networks of one hidden layer over standardised features; their outputs are averaged."""

    centre: Matrix
    scale: Matrix
    layers: tuple[tuple[Matrix, Matrix, Matrix, Matrix], ...]
    """For each network the weights and biases of the hidden layer and of the output."""


class Model(NamedTuple):
    """The whole line model."""

    lexical: Floats
    lexical_bias: float
    first: Trees
    network: Network
    second: Trees


def score_lines(lines: Sequence[str], model: Model | None = None) -> list[float]:
    """For each line the probability that it is text, subheading or summary of the page's article; 0 for blank lines.

    `model` takes the place of the one in the package: training judges its own by it.
    """
    page = _linefeatures.page_of(lines)
    scores = np.zeros(len(lines))
    if page.texts:
        scores[page.places] = judgement(model or _model(), page)
    return scores.tolist()


def judgement(model: Model, page: Page) -> Floats:
    """The last judgement on each line that is not blank."""
    near = _linecontext.candidates(page)
    features = first_features(page, lexical(page, model.lexical, model.lexical_bias))
    chance = np.zeros(len(page.texts))
    chance[near] = first_judgement(model, matrix(features, near))
    chance_again = np.zeros(len(page.texts))
    second = matrix(second_features(page, features, chance), near)
    chance_again[near] = last_judgement(chance[near], likelihood(model.second, second))
    return chance_again


def first_judgement(model: Model, rows: Matrix) -> Floats:
    """Trees and network mixed; rows by features in, one probability a row out."""
    return FIRST_TREES * likelihood(model.first, rows) + (1 - FIRST_TREES) * opinion(model.network, rows)


def last_judgement(first: Floats, second: Floats) -> Floats:
    """The two judgements mixed."""
    return FIRST_SECOND * first + (1 - FIRST_SECOND) * second


def first_features(page: Page, words: Floats) -> Features:
    """What the first judgement goes by."""
    return _linecontext.around(page, words)


def second_features(page: Page, first: Features, chance: Floats) -> Features:
    """What the second judgement goes by."""
    return _linecontext.judged(page, first, chance)


def matrix(features: Features, rows: npt.NDArray[np.bool_]) -> Matrix:
    """Lines by features, of the lines asked for."""
    found = np.empty((int(rows.sum()), len(features)), np.float32)
    for column, values in enumerate(features.values()):
        found[:, column] = values[rows]
    return found


def lexical(page: Page, weights: Floats, bias: float) -> Floats:
    """The log odds by each line's hashed words."""
    line, bucket = _linewords.hashed(page.told, page.texts)
    total = np.bincount(line, weights[bucket], len(page.texts))
    # Rows were brought to unit length in training: a line's words count less, the more they are.
    return bias + total / np.sqrt(np.maximum(np.bincount(line, minlength=len(page.texts)), 1))


def opinion(network: Network, rows: Matrix) -> Floats:
    """The networks' mean probability for each row."""
    scaled = standardised(rows, network.centre, network.scale)
    outputs = [np.maximum(scaled @ into + bias, 0) @ out + last for into, bias, out, last in network.layers]
    found: Floats = np.mean([sigmoid(output.astype(np.float64).ravel()) for output in outputs], axis=0)
    return found


def standardised(rows: Matrix, centre: Matrix, scale: Matrix) -> Matrix:
    """Features about 0 and about as wide as 1, as the networks take them."""
    found: Matrix = np.clip((rows - centre) / scale, -_WIDEST, _WIDEST)
    return found


def model_path() -> Traversable:
    """The file of the model, in the package."""
    return in_package(_FILE)


@cache
def _model() -> Model:
    return opened(_FILE, unpacked)


def unpacked(arrays: Arrays) -> Model:
    """The model from the arrays of its file. Raises KeyError where one is missing."""
    count = int(arrays["networks"])
    return Model(
        lexical=np.asarray(arrays["lexical"], np.float64),
        lexical_bias=float(arrays["lexical_bias"]),
        first=trees_of(arrays, "first"),
        network=Network(
            np.asarray(arrays["centre"], np.float32),
            np.asarray(arrays["scale"], np.float32),
            tuple(_layers(arrays, number) for number in range(count)),
        ),
        second=trees_of(arrays, "second"),
    )


def _layers(arrays: Arrays, number: int) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    into, bias, out, last = (np.asarray(arrays[f"layer{number}_{part}"], np.float32) for part in range(4))
    return into, bias, out, last
