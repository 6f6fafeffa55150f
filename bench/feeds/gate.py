"""Fails when the agreement that `run.py` measures is below its floor in `floors.json`. Floors only rise.

The time is printed by run.py and is no part of the gate: a figure that depends on the machine's load is no test.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.gating import gate  # noqa: E402 -- the folder of benchmarks is no installed package

if __name__ == "__main__":
    sys.exit(gate(HERE))
