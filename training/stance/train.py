"""Trains the model of stances, writes `stance.json`, and the bodies that it was trained on for `bench/stance`.

One command, seeds fixed, some minutes on one core: `OMP_NUM_THREADS=1 python training/stance/train.py`, with what
`requirements.txt` names installed beside the package. Bodies that `bench/stance/cases.py` holds out take no part.

With `--measure` it trains nothing to keep: it prints figures cross-validated by body and by story, and the offsets that
are best for both, to be set as OFFSETS; the card's figures are from there.
"""

from __future__ import annotations

import argparse
import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import f1_score

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from bench.stance.cases import Cases, digest, part, read_cases  # noqa: E402 -- the folder of benchmarks is no package
from learning import KNOWN, LABELS, PARTS, Learned, fitted, fold_of, margins, rows_of  # noqa: E402 -- likewise

from onrecord.assess import _stancemodel  # noqa: E402 -- likewise
from onrecord.assess._stancefeatures import FEATURES, Beside, Claim, Told  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from learning import Floats, Places, Rows

CASES = HERE.parents[1] / ".." / "shared" / "data" / "stance" / "train.jsonl.gz"
TRAINED = HERE.parents[1] / "bench" / "stance" / "trained.txt"
# Of unrelated, discuss, agree, disagree; between what --measure finds best for known stories and for new ones.
OFFSETS = (0.0, -0.4, -0.3, 0.2)
OUTER = 3
_MOST = 127


def seen(cases: Cases) -> Cases:
    """The pairs of train and dev."""
    pairs = [pair for pair in cases.pairs if part(pair.body) != "held-out"]
    return Cases({name: text for name, text in cases.bodies.items() if part(name) != "held-out"}, pairs)


def quantised(learned: Learned) -> dict[str, Any]:
    """The weights of words in 8 bits; they are set back in `learned`, so that both count alike."""
    found = {}
    for name in PARTS:
        own = learned.weights[name]
        step = float(np.abs(own[:-1]).max()) / _MOST
        whole = np.rint(own[:-1] / step).astype(np.int8)
        own[:-1] = whole * step
        found[name] = {"weights": written(whole.ravel(), "b"), "step": step, "bias": own[-1].tolist()}
    return found


def written(values: npt.ArrayLike, kind: str) -> str:
    """Little-endian numbers in base64."""
    return b64encode(np.asarray(values).astype(np.dtype(kind).newbyteorder("<")).tobytes()).decode()


def tree_arrays(learned: Learned) -> dict[str, Any]:
    """All trees, one of each label in turn."""
    # scikit-learn has no public way to a boosted tree's nodes; parity is checked after every training.
    nodes = [tree.nodes for turn in learned.trees._predictors for tree in turn]  # noqa: SLF001 -- see above
    roots = np.cumsum([0, *(len(own) for own in nodes)])[:-1]
    together = np.concatenate(nodes)
    leaf = together["is_leaf"].astype(bool)
    return {
        "roots": written(roots, "u4"),
        "feature": written(np.where(leaf, _stancemodel.LEAF, together["feature_idx"]), "u1"),
        "threshold": written(np.where(leaf, 0, together["num_threshold"]), "f8"),
        "left": written(np.where(leaf, 0, together["left"]), "u1"),
        "right": written(np.where(leaf, 0, together["right"]), "u1"),
        "value": written(np.where(leaf, together["value"], 0.0), "f4"),
        "bias": np.ravel(learned.trees._baseline_prediction).tolist(),  # noqa: SLF001 -- see above
    }


def packed(learned: Learned, offsets: Sequence[float]) -> dict[str, Any]:
    """The model's file."""
    bits = np.zeros(KNOWN, np.uint8)
    bits[list(learned.known)] = 1
    return {
        "features": list(FEATURES),
        "parts": quantised(learned),
        "known": b64encode(np.packbits(bits, bitorder="little").tobytes()).decode(),
        "trees": tree_arrays(learned),
        "offsets": list(offsets),
    }


def check(model: _stancemodel.Model, cases: Cases, expected: Floats) -> None:
    """Raises ValueError where the package's evaluation differs from that of the library."""
    for pair, margin in zip(cases.pairs, expected, strict=True):
        own = _stancemodel.margins(model, Beside(Claim(pair.claim), Told(cases.bodies[pair.body])))
        if not np.allclose(own, margin + np.array(model.offsets), atol=1e-3):
            raise ValueError(f"{pair.claim!r} beside {pair.body}: {own}, not {margin}")


def cross_validated(rows: Rows, groups: Sequence[str]) -> Floats:
    """Margins of all rows, each from a model that saw none of its group."""
    folds = fold_of(groups, OUTER, "outer ")
    found = np.zeros((len(rows.labels), len(LABELS)))
    for fold in range(OUTER):
        print(f"  fold {fold + 1} of {OUTER}", file=sys.stderr)
        own = np.flatnonzero(folds == fold)
        found[own] = margins(rows, own, fitted(rows, np.flatnonzero(folds != fold)))
    return found


def best_offsets(labels: Places, several: Sequence[Floats]) -> Floats:
    """What is added to each label's margin for the best macro F1, on average of several judgements."""

    def quality(offsets: Floats) -> float:
        return sum(f1_score(labels, (own + offsets).argmax(1), average="macro") for own in several)

    found = np.zeros(len(LABELS))
    for _ in range(2):
        for label in range(1, len(LABELS)):
            tried = [found + step * np.eye(len(LABELS))[label] for step in np.arange(-1.5, 1.6, 0.1)]
            found = max(tried, key=quality)
    return found


def measure(rows: Rows) -> None:
    """Prints figures by body and by story, with OFFSETS and with the best."""
    judged = {"body": cross_validated(rows, rows.bodies), "story": cross_validated(rows, rows.stories)}
    best = best_offsets(rows.labels, list(judged.values()))
    for offsets in (np.array(OFFSETS), best):
        print("offsets", offsets.round(2).tolist())
        for name, own in judged.items():
            f1 = f1_score(rows.labels, (own + offsets).argmax(1), average=None)
            shown = ", ".join(f"{label} {value:.3f}" for label, value in zip(LABELS, f1, strict=True))
            print(f"  by {name}: {shown}, macro {f1.mean():.3f}")


def main() -> int:
    """Trains and writes, or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help="as for bench/stance (default: %(default)s)")
    parser.add_argument("--measure", action="store_true", help="cross-validate and write nothing")
    asked = parser.parse_args()
    cases = seen(read_cases(asked.cases))
    rows = rows_of(cases)
    if asked.measure:
        measure(rows)
        return 0
    learned = fitted(rows, np.arange(len(rows.labels)))
    made = packed(learned, OFFSETS)
    few = np.arange(0, len(rows.labels), 200)
    some = Cases(cases.bodies, [cases.pairs[at] for at in few])
    check(_stancemodel.unpacked(made), some, margins(rows, few, learned))
    text = json.dumps(made, separators=(",", ":"), sort_keys=True) + "\n"
    _stancemodel.FILE.write_text(text, encoding="utf-8")
    TRAINED.write_text("\n".join(sorted({digest(own) for own in cases.bodies.values()})) + "\n", encoding="utf-8")
    print(f"{_stancemodel.FILE.name}: {len(text)} bytes from {len(cases.pairs)} pairs of {len(cases.bodies)} bodies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
