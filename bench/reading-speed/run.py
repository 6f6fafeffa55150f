"""What reading costs beside what the network alone costs, and how much memory and disk it takes.

The cases are PolNeAR's articles (see bench/README.md). Every article is read whole by one thread, the seconds of the
processor counted; within them those that the network takes are counted too.

- share: the network's seconds over the whole reader's, which is the reader's word pieces a second as a share of the
  bare network's on the same windows
- share of full windows: the same against the network fed with full windows that do not overlap, as fast as it can go
- memory: the most that a process which opens the reader and reads all articles ever held, in MB
- model: the size of the network's file, in MB
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.attribution.run import DEFAULT_CASES, plain_article, read_cases  # noqa: E402 -- no installed package

from onrecord.reader import Reader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Article

PACKAGED = ROOT / "src" / "onrecord" / "reader" / "model"
# What a reading process and the model's file may take, in MB; of what they leave, more is better.
_MOST = {"memory MB": 400, "model MB": 25}
# As in training: 254 pieces and a mark on either side.
_WINDOW = 256


def measure(articles: Sequence[Article]) -> dict[str, float]:
    """The figures of reading these articles in this process."""
    reader = Reader.open()
    reader.read(articles[:1])
    bare = reader.model.run
    spent = pieces = 0.0

    def timed(ids: Any, marks: Any, mask: Any) -> Any:  # noqa: ANN401 -- the network's own types
        nonlocal spent, pieces
        began = time.process_time()
        found = bare(ids, marks, mask)
        spent += time.process_time() - began
        pieces += ids.size
        return found

    object.__setattr__(reader.model, "run", timed)
    began = time.process_time()
    reader.read(articles)
    whole = time.process_time() - began
    own = sum(len(reader.model.words.encode(article.text, add_special_tokens=False).ids) for article in articles)
    full = _full_speed(bare)
    return {
        "share": spent / whole,
        "share of full windows": own / whole / full,
        "pieces/s": own / whole,
        "network, full windows, pieces/s": full,
        "characters/s": sum(len(article.text) for article in articles) / whole,
        "model MB": (PACKAGED / "network.onnx").stat().st_size / 1e6,
    }


def _full_speed(network: Any) -> float:  # noqa: ANN401 -- the network's own type
    ids = np.random.default_rng(1).integers(1000, 30000, (1, _WINDOW))
    marks = np.zeros((1, _WINDOW, 4), dtype=np.int64)
    rounds = 20
    began = time.process_time()
    for _ in range(rounds):
        network(ids, marks, np.ones_like(ids))
    return rounds * _WINDOW / (time.process_time() - began)


def peak_memory(cases: Path) -> float:
    """MB that a process of its own needs to read the cases."""
    command = [sys.executable, __file__, "--cases", str(cases), "--alone"]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)  # noqa: S603 -- this script


def _read_alone(cases: Path) -> None:
    reader = Reader.open()
    for case in read_cases(cases):
        reader.read([plain_article(case)])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"reading-speed: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    if asked.alone:
        _read_alone(asked.cases)
        return 0
    figures = measure([plain_article(case) for case in read_cases(asked.cases)])
    figures["memory MB"] = peak_memory(asked.cases)
    for name, value in figures.items():
        print(f"{name:34s} {value:12.3f}")
    if asked.json:
        spare = {f"{name} below {most}": most - figures[name] for name, most in _MOST.items()}
        result = {"onrecord": {"figures": {"all": figures | spare}}}
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
