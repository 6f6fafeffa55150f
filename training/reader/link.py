"""Fits how parts are linked: a logistic regression over the network's arcs and what stands between the parts.

`python training/reader/link.py build/reader/epoch-1.pt` writes links.json beside the weights. Those of the first epoch
are taken, since they have seen each article once: of articles learned by heart the arcs would seem surer than they are.
On gold spans of PolNeAR's development part arcs alone give attr .93, with this .965.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from evaluate import as_model, loaded
from examples import Example, polnear
from sklearn.linear_model import LogisticRegression
from train import DATA

from onrecord.reader._links import FEATURES, Place, features
from onrecord.reader._scores import scored
from onrecord.reader._tags import ROLES, spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.reader._network import Model
    from onrecord.reader._scores import Floats
    from onrecord.reader._tags import Tagged

KINDS = ("source", "content")


def pairs(example: Example, model: Model, kind: int) -> Iterator[tuple[Floats, list[bool]]]:
    """Of each gold source (kind 0) or content (1) the features of the cues near it, and which it belongs to."""
    parts = list(spans(example.roles, ROLES))
    cues = [at for at, part in enumerate(parts) if part.kind == "cue"]
    own = [at for at, part in enumerate(parts) if part.kind == KINDS[kind]]
    if not cues or not own:
        return
    vectors = scored(example.pieces, model.run).links
    place = Place(example.pieces.paragraphs, np.isin(example.pieces.ids, model.ends))
    near = features(parts, own, cues, vectors, place, model.linker.biases)
    for at, (which, rows) in zip(own, near, strict=True):
        owners = set(_owners(example, parts[at], kind))
        yield rows, [parts[cues[number]].start in owners for number in which]


def _owners(example: Example, part: Tagged, kind: int) -> Iterator[int]:
    for cue, *ranges in example.links:
        if any(part.start < span.stop and span.start < part.stop for span in ranges[kind]):
            yield cue


def fit(examples: Sequence[Example], model: Model) -> dict[str, list[list[float]] | list[float]]:
    """The weights of both kinds, sources first."""
    weights, intercepts = [], []
    for kind in range(len(KINDS)):
        found = [pair for example in examples for pair in pairs(example, model, kind)]
        rows, owned = np.concatenate([rows for rows, _ in found]), np.concatenate([owned for _, owned in found])
        fitted = LogisticRegression(max_iter=2000).fit(rows, owned)
        weights.append([round(float(weight), 4) for weight in fitted.coef_[0]])
        intercepts.append(round(float(fitted.intercept_[0]), 4))
        print(KINDS[kind], len(rows), "pairs", dict(zip(FEATURES, weights[-1], strict=True)))
    return {"weights": weights, "intercepts": intercepts}


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("weights", type=Path, help="of the first epoch")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=200, help="so many of the training part")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model = as_model(loaded(given.weights))
    examples = list(polnear(given.data / "polnear" / "train.jsonl.gz", model.words))[: given.articles]
    learned = fit(examples, model)
    (given.weights.parent / "links.json").write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
