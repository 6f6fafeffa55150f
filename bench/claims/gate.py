"""Fails when a figure of `run.py` is below its floor in `floors.json`. Floors only rise."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.gating import gate  # noqa: E402 -- the folder of benchmarks is no installed package

DEFAULT_CASES = HERE / "pairs.jsonl"
ARTICLES = HERE.parents[1] / ".." / "shared" / "data"

if __name__ == "__main__":
    # The pairs are here, the articles that they point into are not.
    sys.exit(gate(HERE, DEFAULT_CASES if ARTICLES.exists() or "--cases" in sys.argv else ARTICLES))
