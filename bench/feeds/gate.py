"""Fails when the agreement that `run.py` measures is below its floor in `floors.json`. Floors only rise.

The time is printed by run.py and is no part of the gate: a figure that depends on the machine's load is no test.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def shortfalls(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each figure below its floor, rounded as floors are, to one decimal."""
    return [
        f"feeds: agreement on {field} is {figures[field]:.1f}, its floor {floor:.1f}"
        for field, floor in floors.items()
        if round(figures[field], 1) < floor
    ]


def main() -> int:
    """0 where every figure holds, 1 where one fell, 2 where given cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, help="as for run.py (default: made-up feeds)")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
    asked = parser.parse_args()
    if asked.cases and not asked.cases.is_dir():
        print(f"feeds: not measured, there is no folder {asked.cases}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        given = ["--cases", str(asked.cases)] if asked.cases else []
        command = [sys.executable, str(HERE / "run.py"), "--json", str(out), *given]
        status = subprocess.run(command, check=False).returncode  # noqa: S603 -- this very folder's script
        if status:
            return status
        figures = json.loads(out.read_text(encoding="utf-8"))
    fallen = shortfalls(figures, json.loads(asked.floors.read_text(encoding="utf-8")))
    print("\n".join(fallen) or "feeds: every figure is at or above its floor")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
