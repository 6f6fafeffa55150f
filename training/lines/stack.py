"""Trained scikit-learn models as the plain arrays that `onrecord.page._linemodel` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.neural_network import MLPClassifier

    from onrecord.page._trees import Arrays, Matrix


def tree_arrays(trees: HistGradientBoostingClassifier, name: str) -> Arrays:
    """All trees of a two-class model, one after the other; `name` begins the arrays' names."""
    # scikit-learn has no public way to a boosted tree's nodes; parity is checked after every training.
    nodes = [tree[0].nodes for tree in trees._predictors]  # noqa: SLF001 -- see above
    roots = np.cumsum([0, *(len(own) for own in nodes)])[:-1]
    together = np.concatenate(nodes)
    offset = np.repeat(roots, [len(own) for own in nodes])
    itself = np.arange(len(together))
    leaf = together["is_leaf"].astype(bool)
    left = np.where(leaf, itself, together["left"] + offset)
    right = np.where(leaf, itself, together["right"] + offset)
    return {
        f"{name}_roots": roots.astype(np.int32),
        f"{name}_feature": np.where(leaf, 0, together["feature_idx"]).astype(np.uint8),
        f"{name}_threshold": _rounded_down(np.where(leaf, 0, together["num_threshold"])),
        f"{name}_branches": np.stack([left, right], axis=1).ravel().astype(np.int32),
        f"{name}_value": np.where(leaf, together["value"], 0.0),
        f"{name}_depth": np.array(int(together["depth"].max())),
        f"{name}_bias": np.array(float(np.ravel(trees._baseline_prediction)[0])),  # noqa: SLF001 -- see above
    }


def _rounded_down(thresholds: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Matrix:
    """Single precision, never above: single-precision features then fall on the same side."""
    found = thresholds.astype(np.float32)
    return np.where(found > thresholds, np.nextafter(found, np.float32(-np.inf)), found).astype(np.float32)


def network_arrays(networks: Sequence[MLPClassifier], centre: Matrix, scale: Matrix) -> Arrays:
    """Networks of one hidden layer, and how their input is standardised."""
    found: dict[str, np.ndarray] = {"centre": centre, "scale": scale, "networks": np.array(len(networks))}
    for number, network in enumerate(networks):
        (into, out), (bias, last) = network.coefs_, network.intercepts_
        for part, values in enumerate((into, bias, out, last)):
            found[f"layer{number}_{part}"] = np.asarray(values, np.float32)
    return found
