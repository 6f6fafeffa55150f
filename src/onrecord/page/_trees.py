"""Trained models of pages as plain arrays: boosted trees, and the files that models come in.

No pickle is read, and nothing of the library that trained them is needed.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    import numpy.typing as npt

    from onrecord.page._lineletters import Floats

    Matrix = npt.NDArray[np.float32]
    Arrays = Mapping[str, npt.NDArray[np.generic]]

Made = TypeVar("Made")
# Rows that are put through all trees at once: the numbers of their nodes stay in the processor's cache.
_ROWS = 512


class Trees(NamedTuple):
    """Boosted trees side by side; arrays are flat, a leaf's two branches lead back to it."""

    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float32]
    branches: npt.NDArray[np.int32]
    """Where to go if the feature is at most the threshold, then where else; two for each node."""
    value: Floats
    depth: int
    bias: float


def likelihood(trees: Trees, rows: Matrix) -> Floats:
    """The trees' probability for each row."""
    parts = [_margins(trees, rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
    return sigmoid(np.concatenate(parts)) if parts else np.zeros(0)


def _margins(trees: Trees, rows: Matrix) -> Floats:
    flat = np.ascontiguousarray(rows).ravel()
    starts = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
    node = np.broadcast_to(trees.roots, (len(rows), len(trees.roots)))
    for _ in range(trees.depth):
        beyond = flat.take(starts + trees.feature.take(node)) > trees.threshold.take(node)
        node = trees.branches.take(2 * node + beyond)
    margins: Floats = trees.bias + trees.value.take(node).sum(axis=1)
    return margins


def sigmoid(values: Floats) -> Floats:
    """Margins as probabilities."""
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -500, 500)))
    return found


def in_package(file: str) -> Traversable:
    """Where a model's file is."""
    return files("onrecord.page").joinpath(file)


def opened(file: str, unpacked: Callable[[Arrays], Made]) -> Made:
    """What `unpacked` makes of the arrays of a file; raises OnRecordError, naming the file, where it is damaged."""
    try:
        with in_package(file).open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return unpacked(arrays)
    except (OSError, KeyError, ValueError) as error:
        raise OnRecordError(f"page/{file} cannot be read: {error}; install onrecord again") from error


def trees_of(arrays: Arrays, name: str) -> Trees:
    """Those whose arrays are called `name_…`. Raises KeyError where one is missing."""
    return Trees(
        roots=np.asarray(arrays[f"{name}_roots"], np.int32),
        feature=np.asarray(arrays[f"{name}_feature"], np.int32),
        threshold=np.asarray(arrays[f"{name}_threshold"], np.float32),
        branches=np.asarray(arrays[f"{name}_branches"], np.int32),
        value=np.asarray(arrays[f"{name}_value"], np.float64),
        depth=int(arrays[f"{name}_depth"]),
        bias=float(arrays[f"{name}_bias"]),
    )
