"""How well tagless text dumps of pages are read, beside two plain rules in the same run.

The cases are dumps of real news pages by several converters, one JSON object a line (see bench/README.md), each line
labelled. A dump's lines, joined, are given to the reader as a text page. The metrics:

- line: precision, recall and F1 of the lines labelled body, subhead or summary, by whether the text of the line is in
  the article's text; title, byline, caption and credit count neither way. Counts over all pages
- line F1, strict: the same where only what is kept as running text (no headline, no caption) counts as kept, and a
  title, byline, caption or credit kept as running text is wrong
- page F1: of the words, with their counts, of the lines kept; averaged over the pages

The reader's line model was trained on dumps of these very sites, so what is measured here only shows that nothing
broke. How well sites are read that the model has not seen is measured by `training/lines/reader.py`, which trains anew
for each fifth of the sites; its figures stand in `unseen_sites.json` and are printed beside.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.dumps.scores import Judged, aligned, figures, kept_by_label  # noqa: E402 -- no installed package

from onrecord.model import Article, Capture  # noqa: E402 -- as above
from onrecord.page import _linemodel, read_page  # noqa: E402 -- as above; the model, for its digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "dumps" / "dev.jsonl.gz"
UNSEEN = Path(__file__).parent / "unseen_sites.json"
# What a group is called whose sites the line model was trained on.
_SEEN = "{}, seen in training"
# Part of a capture; no figure rests on it.
_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
_NO_BODY = {"headline", "caption"}
# The peer's: a line this long that ends as a sentence does is running text.
_LONG = 80
_SENTENCE_ENDS = tuple(".!?…。！？।\"”»“’'")


class Case(NamedTuple):
    """One dump."""

    id: str
    language: str
    converter: str
    lines: list[str]
    labels: list[str]


def read_cases(path: Path) -> list[Case]:
    """The cases of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Case(*(row[name] for name in Case._fields)) for row in rows]


def by_onrecord(case: Case) -> Judged:
    """What the page room keeps; nothing where it rejects the page."""
    text = "\n".join(case.lines)
    found = read_page(Capture(text.encode(), "dump.txt", None, "text/plain; charset=utf-8", _FETCHED))
    if not isinstance(found, Article):
        return Judged(case.lines, case.labels, frozenset(), frozenset())
    per_block = aligned(case.lines, [found.text[span.start : span.end] for _, span in found.blocks])
    body = (lines for lines, block in zip(per_block, found.blocks, strict=True) if block.kind not in _NO_BODY)
    return Judged(case.lines, case.labels, frozenset().union(*per_block), frozenset().union(*body))


def by_keeping_all(case: Case) -> Judged:
    """The first peer: every line that is not blank."""
    kept = frozenset(at for at, line in enumerate(case.lines) if line.strip())
    return Judged(case.lines, case.labels, kept, kept)


def by_plain_rule(case: Case) -> Judged:
    """The second peer: long lines that end as sentences do."""
    texts = [line.strip() for line in case.lines]
    kept = frozenset(at for at, text in enumerate(texts) if len(text) >= _LONG and text.endswith(_SENTENCE_ENDS))
    return Judged(case.lines, case.labels, kept, kept)


SYSTEMS: dict[str, Callable[[Case], Judged]] = {
    "onrecord": by_onrecord,
    "plain rule": by_plain_rule,
    "keep all": by_keeping_all,
}


def groups(cases: Sequence[Case]) -> dict[str, list[int]]:
    """All, each converter, and each language, the most frequent first."""
    found: dict[str, list[int]] = {"all": list(range(len(cases)))}
    for field in ("converter", "language"):
        parts: dict[str, list[int]] = {}
        for at, case in enumerate(cases):
            parts.setdefault(getattr(case, field), []).append(at)
        found |= dict(sorted(parts.items(), key=lambda part: -len(part[1])))
    return found


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """System -> group -> its figures, what it keeps of each label, and its speed."""
    parts = groups(cases)
    result: dict[str, Any] = {"dumps": {name: len(members) for name, members in parts.items()}}
    for name, judge in SYSTEMS.items():
        began = time.process_time()
        judged = [judge(case) for case in cases]
        seconds = time.process_time() - began
        result[name] = {
            "figures": {_SEEN.format(part): figures([judged[at] for at in members]) for part, members in parts.items()},
            "kept": kept_by_label(judged),
            "lines/s": sum(len(case.lines) for case in cases) / seconds,
        }
    result["unseen"] = unseen()
    for group, row in result["unseen"]["figures"].items():
        result["onrecord"]["figures"][f"{group}, sites never seen"] = row
    return result


def unseen() -> dict[str, Any]:
    """The figures of sites never seen, as last measured, and whether the model is still the one they speak for."""
    if not UNSEEN.is_file():
        return {"figures": {}, "current": False}
    written = json.loads(UNSEEN.read_text(encoding="utf-8"))
    digest = hashlib.sha256(_linemodel.model_path().read_bytes()).hexdigest()
    return {"figures": written["figures"], "current": written["model"] == digest}


def print_unseen(found: dict[str, Any]) -> None:
    """The figures that tell what to expect of a new site."""
    print("The line model was trained on these sites. On sites that it had not seen (training/lines/reader.py):")
    for group, row in found["figures"].items():
        print(f"{group:8s}" + ", ".join(f"{name} {figure:.3f}" for name, figure in row.items()))
    if not found["current"]:
        print("  not measured with the model of this package: run training/lines/reader.py")


def print_table(result: dict[str, Any]) -> None:
    """Ratios to the better peer first, then all figures, by group, and speed last."""
    every = {name: result[name]["figures"][_SEEN.format("all")] for name in SYSTEMS}
    peer = max((name for name in SYSTEMS if name != "onrecord"), key=lambda name: every[name]["line F1"])
    ratios = (f"{m} {every['onrecord'][m] / max(every[peer][m], 1e-9):.3f}" for m in every[peer])
    print(f"onrecord over {peer}, sites seen in training: {', '.join(ratios)}")
    print_unseen(result["unseen"])
    print(f"\n{'all, seen':18s}" + "".join(f"{name:>12s}" for name in SYSTEMS))
    for metric in every["onrecord"]:
        print(f"{metric:18s}" + "".join(f"{every[name][metric]:12.4f}" for name in SYSTEMS))
    for label in result["onrecord"]["kept"]:
        print(f"{'kept of ' + label:18s}" + "".join(f"{result[name]['kept'][label]:12.4f}" for name in SYSTEMS))
    columns = ("line P", "line R", "line F1", "line F1, strict", "page F1")
    print(f"\n{'onrecord':16s}{'dumps':>6s}" + "".join(f"{column:>17s}" for column in columns))
    for part in result["dumps"]:
        row = result["onrecord"]["figures"][_SEEN.format(part)]
        print(f"{part:16s}{result['dumps'][part]:6d}" + "".join(f"{row[column]:17.4f}" for column in columns))
    print(f"\nonrecord reads {result['onrecord']['lines/s']:.0f} lines/s, scoring included")


def sample(cases: Sequence[Case], limit: int | None) -> list[Case]:
    """At most so many, evenly spread, the same ones each time."""
    if limit is None or limit >= len(cases):
        return list(cases)
    return [cases[at * len(cases) // limit] for at in range(limit)]


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N dumps, evenly spread")
    parser.add_argument("--language", metavar="CODE", help="dumps of this language only, as in `en`")
    asked = parser.parse_args()
    cases = read_cases(asked.cases) if asked.cases.is_file() else []
    cases = sample([case for case in cases if asked.language in {None, case.language}], asked.limit)
    if not cases:
        print(f"dumps: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    result = measure(cases)
    print_table(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
