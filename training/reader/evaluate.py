"""Scores weights on PolNeAR's development part, and names on the gold documents kept for it.

`python training/reader/evaluate.py build/reader/epoch-*.pt` prints two lines a file: the learning curve. A folder with
an exported model (src/onrecord/reader/model) is scored the same way, as the package reads it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from examples import Example, gum, polnear, uner
from network import Network
from train import DATA, ROOT, base_folder, is_kept

from onrecord.model import Span
from onrecord.reader._decode import attributed, named
from onrecord.reader._lexicon import lexicon
from onrecord.reader._links import Linker, by_arcs
from onrecord.reader._mentions import mentions
from onrecord.reader._network import Model, ends_of, opened, word_pieces
from onrecord.reader._scores import scored
from onrecord.reader._senses import is_agentless
from onrecord.reader._tags import NAMES, ROLES, spans, steps

sys.path.insert(0, str(ROOT))
from bench.attribution.run import Case, counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats

ROLE_NAMES = ("source", "cue", "content")
METRICS = ("attr", *(f"{kind}/{role}" for kind in ("chunk", "exact", "token") for role in ROLE_NAMES))
_ALONE = "all, the network alone"
Figures = dict[str, dict[str, float]]
"""Metric -> P, R and F1 in percent."""


def as_model(network: Network, linker: Callable[[Floats], Linker] = by_arcs) -> Model:
    """The network in torch, as the reader uses it; without a linker, arcs alone link."""
    network.eval()

    def run(ids: Ids, marks: Ids, mask: Ids) -> tuple[Floats, Floats, Floats]:
        with torch.no_grad():
            roles, names, links = network(*(torch.from_numpy(array) for array in (ids, marks, mask)))
        return roles.numpy(), names.numpy(), links.numpy()

    words = word_pieces(base_folder() / "tokenizer.json")
    learned = network.steps.detach().numpy()
    links = linker(network.link_biases.detach().numpy())
    return Model(run, words, steps(ROLES, learned), steps(NAMES), links, ends_of(words))


def loaded(path: Path) -> Network:
    """The network with the weights in a file: those of an epoch, or the averaged ones of a checkpoint."""
    network = Network()
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state.get("average", state))
    return network


def fitted(folder: Path) -> Callable[[Floats], Linker]:
    """The linker that link.py wrote to a run's folder; arcs alone where it wrote none yet."""
    path = folder / "links.json"
    if not path.exists():
        return by_arcs
    learned = json.loads(path.read_text(encoding="utf-8"))
    weights, intercepts = (np.array(learned[name], dtype=np.float32) for name in ("weights", "intercepts"))
    return lambda biases: Linker(biases, weights, intercepts)


def attribution_figures(data: Path, model: Model, limit: int | None = None) -> Figures:
    """By metric of bench/attribution, on the development part; what the layout alone tells is no part of it."""
    path = data / "polnear" / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    gold = {row["id"]: row["attributions"][min(row["attributions"])] for row in rows}
    total: Counter[tuple[str, str]] = Counter()
    for example in list(polnear(path, model.words))[:limit]:
        found = [
            {role: [list(span) for span in getattr(f, role)] for role in ROLE_NAMES}
            for f in attributed(example.pieces, scored(example.pieces, model.run), model)
            if f.source or is_agentless(example.text, f.cue, f.content, lexicon())
        ]
        total.update(counts(Case(example.id, example.text, gold[example.id], []), found))
    return {metric: _figures(*(total[metric, part] for part in ("tp", "found", "gold"))) for metric in METRICS}


def _figures(right: int, found: int, gold: int) -> dict[str, float]:
    p, r = 100 * right / max(found, 1), 100 * right / max(gold, 1)
    return {"P": p, "R": r, "F1": 2 * p * r / max(p + r, 1e-9)}


def name_figures(data: Path, model: Model) -> Figures:
    """Exact PER, ORG and LOC together, by kind of text and by kind of name, on the documents kept for measuring."""
    folder = data / "names"
    documents = [*gum(folder / "gum.dev.jsonl.gz", model.words), *uner(folder / "uner.dev.iob2.gz", model.words)]
    total: dict[str, Counter[str]] = {}
    for example in documents:
        if is_kept(example.id):
            _count_names(total, example, model)
    return {group: _figures(c["right"], c["found"], c["gold"]) for group, c in sorted(total.items())}


def _count_names(total: dict[str, Counter[str]], example: Example, model: Model) -> None:
    """Counts what the network finds as it is, and what the reader makes of it: titles gone, one kind for one name."""
    of = example.pieces
    alone = named(of, scored(of, model.run), model)
    read = {(mention.kind, mention.span) for mention in mentions(example.text, alone)}
    gold = {(n.kind, Span(int(of.starts[n.start]), int(of.ends[n.stop - 1]))) for n in spans(example.names, NAMES)}
    whole = ("all", _ALONE, genre(example.id))
    for group in (*whole, "PER", "ORG", "LOC"):
        sides = {(name.kind, name.span) for name in alone} if group == _ALONE else read, gold
        found, own = ({n for n in side if n[0] != "MISC" and group in (n[0], *whole)} for side in sides)
        total.setdefault(group, Counter()).update(right=len(found & own), found=len(found), gold=len(own))


def genre(name: str) -> str:
    """The kind of text: GUM's news and speeches, its other texts, or UNER's web sentences."""
    if name.startswith("uner"):
        return "web"
    return "news and speech" if name.split("_")[1] in ("news", "speech") else "other kinds"


def main() -> None:
    """Prints the figures of each file or folder, and writes them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, help="only so many articles")
    parser.add_argument("--json", type=Path, help="write all figures here")
    given = parser.parse_args()
    torch.set_num_threads(1)
    written: dict[str, Any] = {}
    for path in given.weights:
        model = opened(path) if path.is_dir() else as_model(loaded(path), fitted(path.parent))
        figures, names = attribution_figures(given.data, model, given.limit), name_figures(given.data, model)
        written[path.stem] = {"attributions": figures, "names": names}
        print(path.name, *(f"{metric} {row['F1']:.1f}" for metric, row in figures.items()), flush=True)
        print("  names", *(f"{group} {row['F1']:.1f}" for group, row in names.items()), flush=True)
    if given.json:
        given.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
