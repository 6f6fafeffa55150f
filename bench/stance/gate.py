"""Fails when a figure of `run.py` is below its floor in `floors.json`. Floors only rise."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.gating import gate  # noqa: E402 -- the folder of benchmarks is no installed package

DEFAULT_CASES = HERE.parents[1] / ".." / "shared" / "data" / "stance" / "train.jsonl.gz"

if __name__ == "__main__":
    sys.exit(gate(HERE, DEFAULT_CASES))
