"""Fails when a flipped bit is not found, or a whole archive is called damaged. Speed is printed, not judged."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def shortfalls(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """One line for each class of position in which fewer flipped bits were found than the floor says."""
    return [
        f"warc: {kind}: {found.get(kind, 0):.3f} of the flipped bits were found, the floor is {floor:.3f}"
        for kind, floor in floors.items()
        if found.get(kind, 0) < floor
    ]


def main() -> int:
    """0 where every figure holds, 1 where one fell or an archive that is whole was called damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, help="as for run.py")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        cases = ["--cases", str(asked.cases)] if asked.cases else []
        command = [sys.executable, str(HERE / "run.py"), "--json", str(out), *cases]
        status = subprocess.run(command, check=False).returncode  # noqa: S603 -- this very folder's script
        if status:
            return status
        found = json.loads(out.read_text(encoding="utf-8"))["found"]
    fallen = shortfalls(found, json.loads(asked.floors.read_text(encoding="utf-8")))
    print("\n".join(fallen) or "warc: every flipped bit was found and named")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
