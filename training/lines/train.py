"""Trains the line model of text dumps, prints its scores, and writes `linemodel.npz` and the model card.

One command, seeds fixed: `OMP_NUM_THREADS=1 python training/lines/train.py`; five minutes on one core. Every split is
by site: cross-validation trains the whole stack anew for each part, and about a sixth of the sites, picked by the hash
of their names, is scored by a model that was neither trained nor tuned on them. The model written is trained on all
sites, in the same way.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np
from card import Made, write_card
from dumps import Dump, held_out, part, read_dumps
from scipy.sparse import csr_matrix
from scores import Scores, scores_of
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from stack import network_arrays, tree_arrays

from onrecord.page import _linemodel, _linewords, _trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from onrecord.page._lineletters import Features, Floats
    from onrecord.page._trees import Arrays, Matrix

    Flags = npt.NDArray[np.bool_]

Case = TypeVar("Case")
HERE = Path(__file__).parent
CASES = HERE.parents[1] / ".." / "shared" / "data" / "dumps" / "dev.jsonl.gz"
MODEL = HERE.parents[1] / "src" / "onrecord" / "page" / "linemodel.npz"

# Parts of the cross-validation, and of the one within it that gives each stage fresh judgements to learn from.
OUTER, INNER = 5, 4
# Single precision in one place, double in another: probabilities differ by less than this.
_PARITY = 1e-6
# Two networks of 48 units: trained in seconds, and only mixed in to even out what the trees overdo.
NETWORKS, UNITS = 2, 48

# Chosen in cross-validation without the held-out sites. Deep trees and features that are the same for a whole page
# learn the sites: with them the second stage was worse (line F1 .867) than the first (.885).
FIRST = {"max_iter": 160, "learning_rate": 0.08, "max_leaf_nodes": 20, "min_samples_leaf": 60, "l2_regularization": 8.0}
SECOND = {
    "max_iter": 120,
    "learning_rate": 0.06,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 80,
    "l2_regularization": 20.0,
}


class Stage(NamedTuple, Generic[Case]):
    """One stage: its arrays, and what it says of a case, one value a line."""

    arrays: Arrays
    say: Callable[[Case], Floats]


class Fitted(NamedTuple):
    """A trained stack: its arrays, and what scikit-learn says, to compare with."""

    arrays: Arrays
    first: Stage[tuple[Dump, Features]]
    second: HistGradientBoostingClassifier


def fit(dumps: Sequence[Dump]) -> Fitted:
    """The stack trained on these dumps. Each stage learns from judgements by models that had not seen the site."""
    parts = np.array([part(dump.site, INNER, "inner") for dump in dumps])
    words, lexical = _staged(dumps, parts, fit_lexical)
    firsts = [_linemodel.first_features(dump.page, word) for dump, word in zip(dumps, words, strict=True)]
    chances, first = _staged(list(zip(dumps, firsts, strict=True)), parts, fit_first)
    seconds = [
        _linemodel.second_features(dump.page, features, chance)
        for dump, features, chance in zip(dumps, firsts, chances, strict=True)
    ]
    rows, gold = _stacked(zip(dumps, seconds, strict=True))
    second = _boosted(SECOND, rows, gold, 0.3)
    arrays = {**lexical.arrays, **first.arrays, **tree_arrays(second, "second")}
    return Fitted(arrays, first, second)


def _staged(
    cases: Sequence[Case], parts: npt.NDArray[np.int64], train: Callable[[Sequence[Case]], Stage[Case]]
) -> tuple[list[Floats], Stage[Case]]:
    """What models that had not seen a case's site say of it; and the stage trained on all cases."""
    said: dict[int, Floats] = {}
    for held in range(INNER):
        stage = train([case for case, own in zip(cases, parts, strict=True) if own != held])
        said |= {at: stage.say(case) for at, case in enumerate(cases) if parts[at] == held}
    return [said[at] for at in range(len(cases))], train(cases)


def fit_lexical(dumps: Sequence[Dump]) -> Stage[Dump]:
    """Logistic regression over hashed words."""
    rows = _word_rows(dumps)
    gold = np.concatenate([dump.told for dump in dumps])
    fitted = LogisticRegression(C=1.0, max_iter=40, tol=1e-3).fit(rows, gold)
    # Half the bits do: the features made from them are single precision anyway.
    weights = fitted.coef_[0].astype(np.float16)
    bias = float(fitted.intercept_[0])
    arrays = {"lexical": weights, "lexical_bias": np.array(bias)}
    return Stage(arrays, lambda dump: _linemodel.lexical(dump.page, weights.astype(np.float64), bias))


def _word_rows(dumps: Sequence[Dump]) -> csr_matrix:
    found = [_linewords.hashed(dump.page.told, dump.page.texts) for dump in dumps]
    sizes = [len(dump.page.texts) for dump in dumps]
    starts = np.cumsum([0, *sizes])
    line = np.concatenate([own + start for (own, _), start in zip(found, starts[:-1], strict=True)])
    bucket = np.concatenate([own for _, own in found])
    weight = 1 / np.sqrt(np.maximum(np.bincount(line, minlength=starts[-1]), 1))
    return csr_matrix((weight[line], (line, bucket)), (starts[-1], _linewords.BUCKETS))


def fit_first(cases: Sequence[tuple[Dump, Features]]) -> Stage[tuple[Dump, Features]]:
    """Boosted trees and two small networks over the features of each line and those around."""
    rows, gold = _stacked(cases)
    trees = _boosted(FIRST, rows, gold, 0.4)
    scaler = StandardScaler().fit(rows)
    centre, scale = scaler.mean_.astype(np.float32), scaler.scale_.astype(np.float32)
    networks = [_network(_linemodel.standardised(rows, centre, scale), gold, seed) for seed in range(NETWORKS)]
    arrays = {**tree_arrays(trees, "first"), **network_arrays(networks, centre, scale)}

    def say(case: tuple[Dump, Features]) -> Floats:
        dump, features = case
        own = _linemodel.matrix(features, dump.near)
        outputs = [network.predict_proba(_linemodel.standardised(own, centre, scale))[:, 1] for network in networks]
        share = _linemodel.FIRST_TREES
        return _spread(dump, share * trees.predict_proba(own)[:, 1] + (1 - share) * np.mean(outputs, axis=0))

    return Stage(arrays, say)


def _spread(dump: Dump, values: Floats) -> Floats:
    """Values of the candidates, set among zeros for the other lines."""
    found = np.zeros(len(dump.near))
    found[dump.near] = values
    return found


def _stacked(cases: Iterable[tuple[Dump, Features]]) -> tuple[Matrix, Flags]:
    some = [(dump, features) for dump, features in cases if dump.near.any()]
    rows = np.concatenate([_linemodel.matrix(features, dump.near) for dump, features in some])
    return rows, np.concatenate([dump.told[dump.near] for dump, _ in some])


def _boosted(
    settings: dict[str, float], rows: Matrix, gold: Flags, share_of_features: float
) -> HistGradientBoostingClassifier:
    trees = HistGradientBoostingClassifier(
        max_depth=6, early_stopping=False, max_features=share_of_features, random_state=0, **settings
    )
    return trees.fit(rows, gold)


def _network(rows: Matrix, gold: Flags, seed: int) -> MLPClassifier:
    with warnings.catch_warnings():
        # Twelve rounds on purpose: the networks are stopped before they know the sites.
        warnings.simplefilter("ignore", ConvergenceWarning)
        network = MLPClassifier(
            (UNITS,), alpha=3.0, max_iter=12, learning_rate_init=2e-3, batch_size=256, random_state=seed
        )
        return network.fit(rows, gold)


def judged(dumps: Sequence[Dump], arrays: Arrays) -> list[Floats]:
    """What the product's own code says of each dump's lines, blank lines included."""
    model = _linemodel.unpacked(arrays)
    found = []
    for dump in dumps:
        scores = np.zeros(len(dump.lines))
        scores[dump.page.places] = _linemodel.judgement(model, dump.page)
        found.append(scores)
    return found


def cross_validated(dumps: Sequence[Dump]) -> list[Floats]:
    """What stacks that had not seen a dump's site say of its lines."""
    found: dict[int, Floats] = {}
    for held in range(OUTER):
        own = [at for at, dump in enumerate(dumps) if part(dump.site, OUTER, "outer") == held]
        fitted = fit([dump for dump in dumps if part(dump.site, OUTER, "outer") != held])
        found |= dict(zip(own, judged([dumps[at] for at in own], fitted.arrays), strict=True))
        print(f"  part {held + 1} of {OUTER}: {len(own)} dumps", file=sys.stderr)
    return [found[at] for at in range(len(dumps))]


def parity(dumps: Sequence[Dump], fitted: Fitted) -> float:
    """The greatest difference between the product's code and scikit-learn's, over all lines and both judgements.

    The second is compared on what the first says in the product: a difference of 1e-8 there may fall on the other
    side of a tree's threshold.
    """
    model = _linemodel.unpacked(fitted.arrays)
    return max(_difference(dump, fitted, model) for dump in dumps if dump.near.any())


def _difference(dump: Dump, fitted: Fitted, model: _linemodel.Model) -> float:
    words = _linemodel.lexical(dump.page, model.lexical, model.lexical_bias)
    features = _linemodel.first_features(dump.page, words)
    first = _spread(dump, _linemodel.first_judgement(model, _linemodel.matrix(features, dump.near)))
    rows = _linemodel.matrix(_linemodel.second_features(dump.page, features, first), dump.near)
    second = _trees.likelihood(model.second, rows) - fitted.second.predict_proba(rows)[:, 1]
    return float(max(np.abs(first - fitted.first.say((dump, features))).max(), np.abs(second).max()))


def scored(dumps: Sequence[Dump], judgements: Sequence[Floats], keep: float = _linemodel.KEEP) -> Scores:
    """The scores where lines at or above the threshold are kept."""
    return scores_of((dump.lines, dump.gold, own >= keep) for dump, own in zip(dumps, judgements, strict=True))


def kept_by_label(dumps: Sequence[Dump], judgements: Sequence[Floats]) -> dict[str, float]:
    """For each label the share of its lines that are kept."""
    labels = np.concatenate([np.array(dump.labels) for dump in dumps])
    kept = np.concatenate(list(judgements)) >= _linemodel.KEEP
    return {str(label): float(kept[labels == label].mean()) for label in np.unique(labels) if label != "blank"}


def main() -> int:
    """0 where the model was written; 1 where the product's code does not say what the trained model says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES, help=f"labelled dumps (default: {CASES})")
    parser.add_argument("--model", type=Path, default=MODEL, help=f"file to write (default: {MODEL})")
    parser.add_argument("--card", type=Path, default=HERE / "CARD.md", help="model card to write")
    asked = parser.parse_args()
    dumps = read_dumps(asked.cases)
    own = [dump for dump in dumps if not held_out(dump)]
    fresh = [dump for dump in dumps if held_out(dump)]
    crossed = cross_validated(own)
    table = {"cross-validated": scored(own, crossed), "held-out sites": scored(fresh, judged(fresh, fit(own).arrays))}
    for name, scores in table.items():
        print(f"{name}: {scores}")
    fitted = fit(dumps)
    off = parity(dumps, fitted)
    print(f"greatest difference to scikit-learn: {off:.1e}")
    if off > _PARITY:
        return 1
    np.savez_compressed(asked.model, allow_pickle=False, **fitted.arrays)
    write_card(asked.card, _made(dumps, fresh, asked.model), table, kept_by_label(own, crossed))
    return 0


def _made(dumps: Sequence[Dump], fresh: Sequence[Dump], model: Path) -> Made:
    return Made(
        dumps=len(dumps),
        pages=len({dump.page_id for dump in dumps}),
        sites=len({dump.site for dump in dumps}),
        held_out_sites=len({dump.site for dump in fresh}),
        held_out_dumps=len(fresh),
        size=model.stat().st_size,
        keep=_linemodel.KEEP,
    )


if __name__ == "__main__":
    sys.exit(main())
