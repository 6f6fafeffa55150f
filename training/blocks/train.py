"""Trains the block model of pages of HTML, prints its scores, and writes `blockmodel.npz` and the model card.

One command, seeds fixed: `OMP_NUM_THREADS=1 python training/blocks/train.py`; two minutes on one core. Only the outlets
of the tuning half are learnt from, every other one in order of their names; cross-validation is by outlet. The other
half is read once, by the model that is written, and nothing was tuned on it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from drafts import ROOT, Draft, read_cases, read_drafts
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

sys.path.append(str(ROOT / "training" / "lines"))

from bench.pages.run import halves
from bench.pages.scores import body_figures
from stack import tree_arrays

from onrecord.page import _blockmodel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.page._lineletters import Floats
    from onrecord.page._trees import Arrays, Matrix

HERE = Path(__file__).parent
CASES = ROOT / ".." / "shared" / "data" / "pages"
MODEL = ROOT / "src" / "onrecord" / "page" / "blockmodel.npz"
PARTS, SHUFFLES = 8, 3
# Single precision in one place, double in another: probabilities differ by less than this.
_PARITY = 1e-6
# Small trees and strong ties: the tuning half has some 400 blocks that are no text.
TREES = {"max_iter": 120, "learning_rate": 0.06, "max_leaf_nodes": 6, "min_samples_leaf": 25, "l2_regularization": 10.0}
TIES = 0.01
# Blocks of the generous draft stand in the product's draft too, most of them: together they count one and a half times.
GENEROUS = 0.5


class Page(NamedTuple):
    """The two drafts of a page."""

    own: Draft
    generous: Draft


class Fitted(NamedTuple):
    """A trained model: its arrays, and what scikit-learn says, to compare with."""

    arrays: Arrays
    say: Callable[[Matrix], Floats]


def fit(pages: Sequence[Page]) -> Fitted:
    """The model trained on these pages."""
    drafts = [(draft, weight) for page in pages for draft, weight in ((page.own, 1.0), (page.generous, GENEROUS))]
    drafts = [(draft, weight) for draft, weight in drafts if len(draft.rows)]
    rows = np.concatenate([draft.rows[draft.sure] for draft, _ in drafts])
    gold = np.concatenate([draft.text[draft.sure] for draft, _ in drafts])
    weights = np.concatenate([np.full(int(draft.sure.sum()), weight) for draft, weight in drafts])
    trees = HistGradientBoostingClassifier(max_features=0.3, early_stopping=False, random_state=0, **TREES)
    trees.fit(rows, gold, sample_weight=weights)
    scaler = StandardScaler().fit(rows)
    linear = LogisticRegression(C=TIES, max_iter=2000).fit(scaler.transform(rows), gold, sample_weight=weights)
    arrays = {
        **tree_arrays(trees, "trees"),
        "centre": scaler.mean_,
        "scale": scaler.scale_,
        "weights": linear.coef_[0],
        "bias": np.array(float(linear.intercept_[0])),
    }

    def say(own: Matrix) -> Floats:
        found: Floats = (trees.predict_proba(own)[:, 1] + linear.predict_proba(scaler.transform(own))[:, 1]) / 2
        return found

    return Fitted(arrays, say)


def part(outlet: str, shuffle: int) -> int:
    """The part of the cross-validation that an outlet is in."""
    return int(hashlib.sha256(f"{shuffle} {outlet}".encode()).hexdigest(), 16) % PARTS


def cross_validated(pages: Sequence[Page], shuffle: int) -> list[str]:
    """The bodies by models that had not seen the outlet."""
    found: dict[int, str] = {}
    for held in range(PARTS):
        model = _blockmodel.unpacked(fit([page for page in pages if part(page.own.outlet, shuffle) != held]).arrays)
        found |= {at: body(page, model) for at, page in enumerate(pages) if part(page.own.outlet, shuffle) == held}
    return [found[at] for at in range(len(pages))]


def body(page: Page, model: _blockmodel.Model) -> str:
    """The body by the product's own code."""
    draft = page.own
    if len(draft.placed) < 2:  # noqa: PLR2004 -- as in the product, which leaves a single block alone
        return draft.body(draft.placed)
    return draft.body(_blockmodel.kept(draft.placed, _blockmodel.chances(model, draft.rows)))


def scored(pages: Sequence[Page], bodies: Sequence[str]) -> dict[str, float]:
    """The benchmark's figures."""
    return body_figures([(page.own.gold, found) for page, found in zip(pages, bodies, strict=True)])


def by_rules(pages: Sequence[Page]) -> dict[str, float]:
    """The figures of the rules alone."""
    return scored(pages, [page.own.body(page.own.placed) for page in pages])


def parity(pages: Sequence[Page], fitted: Fitted) -> float:
    """The greatest difference between the product's code and scikit-learn's."""
    model = _blockmodel.unpacked(fitted.arrays)
    rows = [page.own.rows for page in pages if len(page.own.rows)]
    return max(float(np.abs(_blockmodel.chances(model, own) - fitted.say(own)).max()) for own in rows)


def main() -> int:
    """0 where the model was written; 1 where the product's code does not say what the trained model says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES, help=f"pages with gold (default: {CASES})")
    parser.add_argument("--model", type=Path, default=MODEL, help=f"file to write (default: {MODEL})")
    parser.add_argument("--card", type=Path, default=HERE / "CARD.md", help="model card to write")
    parser.add_argument("--tune", action="store_true", help="cross-validate only; write nothing, read no other half")
    asked = parser.parse_args()
    pages = [Page(*drafts) for drafts in read_drafts(asked.cases)]
    tuning, checking = halves(list(read_cases(asked.cases)))
    own = [page for page in pages if page.own.outlet in tuning]
    table = {"rules alone": by_rules(own)}
    crossed = [scored(own, cross_validated(own, shuffle)) for shuffle in range(SHUFFLES)]
    table["cross-validated"] = {name: float(np.mean([one[name] for one in crossed])) for name in crossed[0]}
    if not asked.tune:
        fitted = fit(own)
        off = parity(own, fitted)
        print(f"greatest difference to scikit-learn: {off:.1e}")
        if off > _PARITY:
            return 1
        model = _blockmodel.unpacked(fitted.arrays)
        other = [page for page in pages if page.own.outlet in checking]
        table["other half, rules alone"] = by_rules(other)
        table["other half"] = scored(other, [body(page, model) for page in other])
        np.savez_compressed(asked.model, allow_pickle=False, **fitted.arrays)
        write_card(asked.card, own, table)
    for name, figures in table.items():
        print(f"{name:26s}" + "  ".join(f"{metric} {figure:.4f}" for metric, figure in figures.items()))
    return 0


def write_card(path: Path, pages: Sequence[Page], table: dict[str, dict[str, float]]) -> None:
    """Fills the figures into the card's template."""
    drafts = [draft for page in pages for draft in page]
    metrics = list(next(iter(table.values())))
    lines = [f"| | {' | '.join(metrics)} |", "|---" * (len(metrics) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(f'{own[metric]:.4f}' for metric in metrics)} |" for name, own in table.items()]
    text = (HERE / "card_template.md").read_text(encoding="utf-8")
    filled = text.format(
        pages=len(pages),
        outlets=len({page.own.outlet for page in pages}),
        blocks=sum(len(draft.rows) for draft in drafts),
        clutter=sum(int((~draft.text & draft.sure).sum()) for draft in drafts),
        keep=_blockmodel.KEEP,
        features=pages[0].own.rows.shape[1],
        table="\n".join(lines),
    )
    path.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
