"""What every gate does: run the benchmark beside it, and fail where a figure is below its floor. Floors only rise."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypeAlias

Figures: TypeAlias = dict[str, dict[str, float]]
"""Group of cases -> metric -> figure; of every metric that has a floor, more is better."""


def shortfalls(task: str, figures: Figures, floors: Figures) -> list[str]:
    """One line for each figure that is below its floor or gone; not a number, nothing to measure, is no shortfall."""
    return [
        f"{task}: {metric} of {group} is {figures.get(group, {}).get(metric, -1):.4f}, its floor {floor}"
        for group, metrics in floors.items()
        for metric, floor in metrics.items()
        if figures.get(group, {}).get(metric, -1) < floor
    ]


def gate(folder: Path, default_cases: Path | None = None) -> int:
    """0 where every figure holds or nothing could be measured, 1 where one fell, 2 where given cases are missing.

    Without default cases the benchmark makes its own.
    """
    task = folder.name
    parser = argparse.ArgumentParser(description=f"Fails when a figure of {task}/run.py is below its floor.")
    parser.add_argument("--cases", type=Path, help=f"as for run.py (default: {default_cases or 'made up'})")
    parser.add_argument("--floors", type=Path, default=folder / "floors.json")
    asked = parser.parse_args()
    cases: Path | None = asked.cases or default_cases
    if cases and not cases.exists():
        print(f"{task}: not measured, there are no cases at {cases}", file=sys.stderr)
        return 2 if asked.cases else 0
    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept) / "figures.json"
        given = ["--cases", str(cases)] if cases else []
        command = [sys.executable, str(folder / "run.py"), "--json", str(out), *given]
        status = subprocess.run(command, check=False).returncode  # noqa: S603 -- the script beside this gate
        if status:
            return status
        figures = json.loads(out.read_text(encoding="utf-8"))["onrecord"]["figures"]
    fallen = shortfalls(task, figures, json.loads(asked.floors.read_text(encoding="utf-8")))
    print("\n".join(fallen) or f"{task}: every figure is at or above its floor")
    return 1 if fallen else 0
