"""Time expressions against MEANTIME (Minard et al. 2016) or any newswire with TIMEX3 gold, beside dateparser.

Each line of a text is a block, as `onrecord read --plain` takes it. `scores.py` says how expressions are matched. Rules
were made while looking at the errors in every other article (by sorted id, `even ids`); `odd ids` were only scored.

- times dateparser: sentences a second, as a multiple of dateparser's in the same run on the same sentences
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "tests")]

from bench.times import by_dateparser, scores  # noqa: E402 -- bench is no installed package
from bench.times.scores import Timex  # noqa: E402 -- likewise
from timing import seconds  # noqa: E402 -- likewise

from onrecord.model import Span  # noqa: E402 -- after the two above
from onrecord.reader._times import times  # noqa: E402 -- likewise; the reader's own step, without the network
from onrecord.text import sentences  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_CASES = HERE.parents[1] / ".." / "shared" / "data" / "meantime" / "dev.jsonl.gz"
METRICS = ("span P", "span R", "span F1", "value F1", "type F1", "sentences/s", "times dateparser")
_EUROPEAN = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
# Each time takes a second or less, in which whatever else the machine does weighs much.
_LONG = 2.0


class Case(NamedTuple):
    """One article with its gold."""

    id: str
    text: str
    published: date | None
    gold: list[Timex]

    @property
    def blocks(self) -> list[Span]:
        """Its lines."""
        return [Span(*line.span()) for line in re.finditer(r"[^\n]*\S[^\n]*", self.text)]


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON Lines file, gzip or plain, sorted by id."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    cases = [Case(row["id"], row["text"], _day(row.get("published")), list(map(_gold, row["times"]))) for row in rows]
    return sorted(cases)


def _gold(row: dict[str, Any]) -> Timex:
    start, end = row["span"]
    return Timex(start, end, row["type"], row["value"])


def _day(written: str | None) -> date | None:
    """The day of publication; a few are written day first, and some are not given."""
    if not written:
        return None
    reversed_day = _EUROPEAN.fullmatch(written)
    return date.fromisoformat("-".join(reversed_day.groups()[::-1]) if reversed_day else written[:10])


def by_reader(cases: Sequence[Case]) -> list[list[Timex]]:
    """What the reader's step finds in each."""
    found = [times(case.text, case.blocks, case.published) for case in cases]
    return [[Timex(*t.span, t.type, t.value) for t in own] for own in found]


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """System -> figures -> group -> metric -> figure."""
    parts = [sentences(case.text) for case in cases]
    count = sum(map(len, parts))
    own = by_reader(cases)
    rate = count / seconds(lambda: by_reader(cases), _LONG)
    result: dict[str, Any] = {"counts": {"cases": len(cases), "sentences": count}}
    result["onrecord"] = {"figures": _grouped(cases, own)}
    result["onrecord"]["figures"]["all"]["sentences/s"] = rate
    search = by_dateparser.search()
    if search is None:
        print("dateparser is not installed and is left out; it is in the group `peers`", file=sys.stderr)
        return result

    def by_peer() -> list[list[Timex]]:
        return [
            by_dateparser.found_by(search, case.text, own_parts, case.published)
            for case, own_parts in zip(cases, parts, strict=True)
        ]

    theirs = by_peer()
    peer_rate = count / seconds(by_peer, _LONG)
    result["dateparser"] = {"figures": _grouped(cases, theirs)}
    result["dateparser"]["figures"]["all"]["sentences/s"] = peer_rate
    result["onrecord"]["figures"]["all"]["times dateparser"] = rate / peer_rate
    return result


def _grouped(cases: Sequence[Case], found: Sequence[Sequence[Timex]]) -> dict[str, dict[str, float]]:
    pairs = [(own, case.gold) for own, case in zip(found, cases, strict=True)]
    groups = {"all": pairs, "even ids": pairs[::2], "odd ids": pairs[1::2]}
    return {name: scores.figures(own) for name, own in groups.items()}


def table(result: dict[str, Any]) -> str:
    """All figures, one row a system and group."""
    lines = [f"{'':24}" + "".join(f"{metric:>18}" for metric in METRICS)]
    for system in ("onrecord", "dateparser"):
        for group, figures in result.get(system, {}).get("figures", {}).items():
            cells = (f"{figures[metric]:18.3f}" if metric in figures else " " * 18 for metric in METRICS)
            lines.append(f"{system + ', ' + group:24}" + "".join(cells))
    return "\n".join(lines)


def main() -> int:
    """Measures, prints the table, writes the figures; 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="JSON Lines: id, published, text, times")
    parser.add_argument("--json", type=Path, help="where the figures go")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"times: there is nothing at {asked.cases}; give the cases with --cases", file=sys.stderr)
        return 2
    result = measure(read_cases(asked.cases))
    print(table(result))
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
