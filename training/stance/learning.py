"""How the model of stances is learned: words by logistic regression, then boosted trees over them and the features."""

from __future__ import annotations

import sys
import warnings
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.stance.cases import Cases, hash_number, stories  # noqa: E402 -- the folder of benchmarks is no package

from onrecord.assess._stancefeatures import Beside, Claim, Told, features  # noqa: E402 -- as above
from onrecord.assess._stancemodel import (  # noqa: E402 -- as above
    BUCKETS,
    KNOWN,
    LABELS,
    PARTS,
    RELATED,
    bucket,
    hashed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]
    Words = sp.csr_matrix

# Disputes and agreements are rare. Set once; the offsets do the rest.
WEIGHTS = {"unrelated": 1.0, "discuss": 1.0, "agree": 1.5, "disagree": 4.0}
# Inverse strength of the prior on words' weights; 1 and 10 were about as good.
STRENGTH = 3.0
# The words of a pair are judged by weights learned without the pair.
INNER = 3
TREES = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 20,
    "min_samples_leaf": 20,
    "max_features": 0.4,
    "l2_regularization": 3.0,
    "early_stopping": False,
    "random_state": 1,
}
"""Small trees, few features each: there are 500 disputes to learn from."""


class Rows(NamedTuple):
    """Pairs as numbers, row by row."""

    labels: Places
    features: Floats
    words: dict[str, Words]
    bigrams: list[frozenset[int]]
    """Of the claims, for what is known of them."""
    bodies: list[str]
    stories: list[str]


class Learned(NamedTuple):
    """Everything that the package's model is made of, but for the offsets."""

    weights: dict[str, Floats]
    """Part -> (its BUCKETS + 1, 3): the weights of the words, and in the last row the bias."""
    known: frozenset[int]
    trees: HistGradientBoostingClassifier


def rows_of(cases: Cases) -> Rows:
    """Features and hashed words of all pairs."""
    told = {name: Told(text) for name, text in cases.bodies.items()}
    claims = {claim: Claim(claim) for claim in {pair.claim for pair in cases.pairs}}
    beside = [Beside(claims[pair.claim], told[pair.body]) for pair in cases.pairs]
    words = [hashed(own) for own in beside]
    stems = [own.claim.stems for own in beside]
    return Rows(
        labels=np.array([LABELS.index(pair.label) for pair in cases.pairs]),
        features=np.array([features(own) for own in beside]),
        words={name: _matrix([own[name] for own in words], BUCKETS[name]) for name in PARTS},
        bigrams=[frozenset(bucket(f"{a} {b}", KNOWN) for a, b in pairwise(s)) for s in stems],
        bodies=[pair.body for pair in cases.pairs],
        stories=stories(cases.pairs),
    )


def _matrix(numbers: Sequence[list[int]], buckets: int) -> Words:
    """A row of length one for each list."""
    ends = np.cumsum([0, *map(len, numbers)])
    values = np.concatenate([np.full(len(own), 1 / np.sqrt(len(own) or 1)) for own in numbers])
    return sp.csr_matrix((values, np.concatenate(numbers), ends), shape=(len(numbers), buckets))


def fold_of(names: Iterable[str], folds: int, salt: str) -> Places:
    """Which fold each name falls in."""
    return np.array([hash_number(salt + name, folds) for name in names])


def fitted(rows: Rows, at: Places) -> Learned:
    """All of it, learned from these rows.

    Each pair that is related is told to the trees twice: with its words judged by what was learned without its body,
    and without its whole story. So they learn how far to trust words of stories that are known, and what to go by in
    new ones.
    """
    by_body, by_story = crossed(rows, at, rows.bodies), crossed(rows, at, rows.stories)
    related = rows.labels[at] > 0
    inputs = np.vstack([by_body, by_story[related]])
    labels = np.concatenate([rows.labels[at], rows.labels[at][related]])
    weights = np.array([WEIGHTS[label] for label in LABELS])[labels] / np.where(labels > 0, 2, 1)
    trees = HistGradientBoostingClassifier(**TREES).fit(inputs, labels, sample_weight=weights)
    return Learned(word_weights(rows, at), known_in(rows, at), trees)


def crossed(rows: Rows, at: Places, groups: Sequence[str]) -> Floats:
    """The trees' inputs for the rows at `at`, words judged by weights from the other folds of `groups`."""
    folds = fold_of((groups[n] for n in at), INNER, "inner ")
    width = rows.features.shape[1] + 1 + len(PARTS) * len(RELATED)
    found = np.zeros((len(at), width))
    for fold in range(INNER):
        others = at[folds != fold]
        found[folds == fold] = inputs(rows, at[folds == fold], word_weights(rows, others), known_in(rows, others))
    return found


def inputs(rows: Rows, at: Places, weights: dict[str, Floats], known: frozenset[int]) -> Floats:
    """What the trees see of the rows at `at`."""
    familiar = [len(rows.bigrams[n] & known) / max(1, len(rows.bigrams[n])) for n in at]
    spoken = [rows.words[name][at] @ weights[name][:-1] + weights[name][-1] for name in PARTS]
    return np.hstack([rows.features[at], np.array(familiar)[:, None], *spoken])


def known_in(rows: Rows, at: Places) -> frozenset[int]:
    """The pairs of words of the claims that are about something in these rows."""
    return frozenset().union(*(rows.bigrams[n] for n in at if rows.labels[n]))


def word_weights(rows: Rows, at: Places) -> dict[str, Floats]:
    """Learned from the related pairs, one label against the two others."""
    own = at[rows.labels[at] > 0]
    return {name: np.column_stack([_one(rows, own, name, label) for label in (1, 2, 3)]) for name in PARTS}


def _one(rows: Rows, at: Places, name: str, label: int) -> Floats:
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=60, random_state=1)
    with warnings.catch_warnings():
        # Sixty rounds are near enough; what is left changes no figure.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows.words[name][at], rows.labels[at] == label)
    return np.concatenate([model.coef_[0], model.intercept_])


def margins(rows: Rows, at: Places, learned: Learned) -> Floats:
    """(rows, 4): how much speaks for each label, without the offsets."""
    found: Floats = learned.trees.decision_function(inputs(rows, at, learned.weights, learned.known))
    return found
