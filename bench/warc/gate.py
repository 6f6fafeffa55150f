"""Fails when `run.py` finds fewer flipped bits than `floors.json` says, or calls a whole archive damaged.

Speed is printed, not judged.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.gating import gate  # noqa: E402 -- the folder of benchmarks is no installed package

if __name__ == "__main__":
    sys.exit(gate(HERE))
