"""Fails when a reading process or the model's file takes more than `floors.json` leaves.

Speed is printed, not judged.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.gating import gate  # noqa: E402 -- the folder of benchmarks is no installed package

DEFAULT_CASES = HERE.parents[1] / ".." / "shared" / "data" / "polnear" / "dev.jsonl.gz"

if __name__ == "__main__":
    sys.exit(gate(HERE, DEFAULT_CASES))
