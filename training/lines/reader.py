"""Measures the whole reader on dumps of sites that its line model has not seen, and writes the figures down.

One command, seeds fixed: `OMP_NUM_THREADS=1 python training/lines/reader.py`; five minutes on one core. Sites are
split into five parts by the hash of their names; each part is read with a model trained on the other four, in the way
the shipped one is trained on all. `bench/dumps/run.py` shows the figures beside its own, of sites seen in training.
The rules around the model were written with all dumps in sight; what they were tuned on is none of the model's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.dumps.run import read_cases  # noqa: E402 -- the folder of benchmarks is no installed package
from bench.dumps.scores import Judged, aligned, figures  # noqa: E402 -- as above
from dumps import part, read_dumps  # noqa: E402 -- beside this script, after the path is set
from train import CASES, MODEL, OUTER, fit  # noqa: E402 -- as above

from onrecord.model import Capture, Rejected  # noqa: E402 -- as above
from onrecord.page import _dump, _linemodel  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.dumps.run import Case

OUT = HERE.parents[1] / "bench" / "dumps" / "unseen_sites.json"
_NO_BODY = {"headline", "caption"}
# Later than any page: a date after the fetch counts for none.
_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)


def judged(case: Case, model: _linemodel.Model) -> Judged:
    """What the reader with this model keeps of a dump."""
    found = _dump.read_dump("\n".join(case.lines), Capture(b"", case.id, None, None, _FETCHED), model)
    if isinstance(found, Rejected):
        return Judged(case.lines, case.labels, frozenset(), frozenset())
    per_block = aligned(case.lines, [piece.text for piece in found.pieces])
    body = (lines for lines, piece in zip(per_block, found.pieces, strict=True) if piece.kind not in _NO_BODY)
    return Judged(case.lines, case.labels, frozenset().union(*per_block), frozenset().union(*body))


def cross_read(path: Path) -> list[tuple[Case, Judged]]:
    """Each dump as read with a model that had not seen its site."""
    cases, dumps = read_cases(path), read_dumps(path)
    found = []
    for held in range(OUTER):
        own = [at for at, dump in enumerate(dumps) if part(dump.site, OUTER, "outer") == held]
        fitted = fit([dump for dump in dumps if part(dump.site, OUTER, "outer") != held])
        model = _linemodel.unpacked(fitted.arrays)
        found += [(cases[at], judged(cases[at], model)) for at in own]
        print(f"  part {held + 1} of {OUTER}: {len(own)} dumps", file=sys.stderr)
    return found


def table(read: Sequence[tuple[Case, Judged]]) -> dict[str, dict[str, float]]:
    """Figures of all dumps and of the English ones."""
    english = [page for case, page in read if case.language == "en"]
    return {"all": figures([page for _, page in read]), "en": figures(english)}


def main() -> int:
    """Trains, reads, prints and writes the figures with the digest of the shipped model that they speak for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help=f"labelled dumps (default: {CASES})")
    parser.add_argument("--out", type=Path, default=OUT, help=f"file to write (default: {OUT})")
    asked = parser.parse_args()
    rows = table(cross_read(asked.cases))
    found = {group: {name: round(figure, 4) for name, figure in row.items()} for group, row in rows.items()}
    written = {"figures": found, "model": hashlib.sha256(MODEL.read_bytes()).hexdigest()}
    asked.out.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
