"""Numbers in news beside quantulum3: where they stand, what they are worth, and how fast they are read.

**Spans.** MEANTIME's values (QUANTITY, MONEY, PERCENT), matched one to one with quantities by overlap, in the annotated
text. Halves by sorted id: the rules were tuned on the errors of the even one, the odd one was only counted.

**Values.** Single sentences of economic news with the values in them, no offsets. A value is right where low and high
both equal the gold's within 1e-5 of it; value and bound where also the bound does: equal, about, more than, less than,
up, down. Micro F1, one to one. `sentences.jsonl` was written and labelled before the rules were tuned on it;
`held.jsonl` too, and at first sight had value F1 98.6 and value and bound F1 94.4. So that the package's quantities are
in the metric's terms:

- `at least` and `more than 5` are 5 with the bound more than, `up to` and `fewer than 5` are 5 with less than;
- an exact figure by which, or to which, something rose or fell is up or down;
- ages count, scores, ranks, vague words, `no` and single persons without a number do not;
- lengths of time (`three weeks`) count, though the package reads them as time expressions; `plain` figures leave them
  out, for sets whose gold does.

**Speed.** Sentences a second over those of all cases, as a ratio to quantulum3 in the same run (best of three each).

The sentences beside this file are always measured, those of `--cases` by themselves. It takes any number of JSON Lines
files, gzipped or not. A row with `times` is an article of MEANTIME; any other is a sentence: `text` (or `sentence`),
`values` (or `quantities`), each with `low` and `high`, or with `value`, one number or two; and with `bound` (or
`change`), by its name or as one of = ~ > <.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.quantities import by_onrecord, by_quantulum  # noqa: E402 -- bench is no installed package
from bench.quantities.scores import Counts, Value, counted, overlap, same_bound, same_value  # noqa: E402 -- likewise

from onrecord.text import sentences  # noqa: E402 -- after the two above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DATA = HERE.parents[1] / ".." / "shared" / "data"
MEANTIME = DATA / "meantime" / "dev.jsonl.gz"
OWN = HERE / "sentences.jsonl", HERE / "held.jsonl"
_TYPES = frozenset({"QUANTITY", "MONEY", "PERCENT"})
_SIGNS = {
    "=": "equal", "exactly": "equal", "~": "about", "approximately": "about", ">": "more than", "at least": "more than",
    "greater than": "more than", "<": "less than", "up to": "less than", "fewer than": "less than",
}  # fmt: skip
_ROUNDS = 3

Figures = dict[str, dict[str, float]]


class Page(NamedTuple):
    """An article of MEANTIME with the spans of its values."""

    id: str
    text: str
    spans: list[tuple[int, int]]


class Sentence(NamedTuple):
    """A sentence with its values."""

    text: str
    values: list[Value]


def read_cases(paths: Iterable[Path]) -> tuple[list[Page], list[Sentence]]:
    """The articles by id, and the sentences, of JSON Lines files."""
    rows = [json.loads(line) for path in paths for line in _lines(path)]
    pages = sorted(_page(row) for row in rows if "times" in row)
    return pages, [_sentence(row) for row in rows if "times" not in row]


def _lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return [line for line in text.decode().splitlines() if line.strip()]


def _page(row: dict[str, Any]) -> Page:
    spans = [(value["span"][0], value["span"][1]) for value in row["values"] if value["type"] in _TYPES]
    return Page(row["id"], row["text"], spans)


def _sentence(row: dict[str, Any]) -> Sentence:
    given = row.get("values", row.get("quantities", []))
    return Sentence(row.get("text", row.get("sentence", "")), [_value(value) for value in given])


def _value(row: dict[str, Any]) -> Value:
    both = row.get("value", row.get("low", row.get("high")))
    low, high = both if isinstance(both, list) else (both, both)
    if row.get("high") is not None:
        high = row["high"]
    if low is None or high is None:
        raise ValueError(f"a value without a number: {row}")
    bound = str(row.get("bound") or row.get("change") or "equal").lower()
    return Value(float(low), float(high), _SIGNS.get(bound, bound))


def span_figures(pages: Sequence[Page], read: Callable[[str], list[tuple[int, int]]]) -> dict[str, dict[str, float]]:
    """Group -> metric -> figure of the articles: all, and each half by sorted id."""
    counts = [counted(page.spans, read(page.text), overlap) for page in pages]
    halves = {"MEANTIME": counts, "MEANTIME, even": counts[::2], "MEANTIME, odd": counts[1::2]}
    return {name: _sum(own).figures("span") for name, own in halves.items()}


def value_figures(cases: Sequence[Sentence], read: Callable[[str], list[Value]], name: str = "") -> dict[str, float]:
    """Metric -> figure of the sentences."""
    pairs = [(case.values, read(case.text)) for case in cases]
    values = _sum(counted(gold, found, same_value) for gold, found in pairs)
    bounds = _sum(counted(gold, found, same_bound) for gold, found in pairs)
    return values.figures(f"{name}value") | bounds.figures(f"{name}value and bound")


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for each in counts:
        total = total.plus(each)
    return total


def rate(texts: Sequence[str], read: Callable[[str], object]) -> float:
    """Sentences a second, the best of three rounds after one text to load what is loaded late."""
    read(texts[0])
    seconds = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        for text in texts:
            read(text)
        seconds.append(time.perf_counter() - begun)
    return len(texts) / min(seconds)


def measure(pages: Sequence[Page], groups: dict[str, list[Sentence]]) -> dict[str, Any]:
    """System -> `figures` -> group -> metric -> figure."""
    cases = [case for own in groups.values() for case in own]
    whole = [page.text for page in pages] + [case.text for case in cases]
    texts = [text[slice(*span)] for text in whole for span in sentences(text)]
    ours: Figures = span_figures(pages, by_onrecord.spans)
    for name, own in groups.items():
        ours[name] = value_figures(own, partial(by_onrecord.values, lengths=True))
        ours[name] |= value_figures(own, partial(by_onrecord.values, lengths=False), "plain ")
    ours["speed"] = {"times as fast": math.nan, "sentences a second": rate(texts, by_onrecord.spans)}
    if not by_quantulum.is_there():
        return {"onrecord": {"figures": ours}}
    theirs: Figures = span_figures(pages, by_quantulum.spans)
    theirs |= {name: value_figures(own, by_quantulum.values) for name, own in groups.items()}
    theirs["speed"] = {"sentences a second": rate(texts, by_quantulum.spans)}
    ours["speed"]["times as fast"] = ours["speed"]["sentences a second"] / theirs["speed"]["sentences a second"]
    return {"onrecord": {"figures": ours}, by_quantulum.NAME: {"figures": theirs}}


def print_table(result: dict[str, Any]) -> None:
    """A group after the other, a line a metric, a column a system; shares in percent."""
    systems = list(result)
    for group, metrics in result["onrecord"]["figures"].items():
        print(f"\n{group:32s}" + "".join(f"{system:>14s}" for system in systems))
        scale = 1 if group == "speed" else 100
        for metric in metrics:
            own = [result[system]["figures"].get(group, {}).get(metric) for system in systems]
            shown = ("" if figure is None else f"{figure * scale:.1f}" for figure in own)
            print(f"  {metric:30s}" + "".join(f"{figure:>14s}" for figure in shown))
    if by_quantulum.NAME not in result:
        print(f"\n{by_quantulum.NAME} is not installed, so it is not measured")


def print_errors(pages: Sequence[Page], cases: Sequence[Sentence]) -> None:
    """What is missing and what is too much: of MEANTIME's even half, and of the sentences."""
    for page in pages[::2]:
        found = by_onrecord.spans(page.text)
        for mark, these, those in (("missing", page.spans, found), ("too much", found, page.spans)):
            alone = [span for span in these if not any(overlap(span, other) for other in those)]
            for start, end in alone:
                print(f"{mark:9s} {page.text[start:end]!r} in {page.text[max(0, start - 50) : end + 30]!r}")
    for case in cases:
        found_values = by_onrecord.values(case.text, lengths=True)
        if counted(case.values, found_values, same_bound) != Counts(*[len(case.values)] * 3):
            print(case.text)
            print(f"    gold  {[tuple(value) for value in case.values]}")
            print(f"    found {[tuple(value) for value in found_values]}")


def main() -> int:
    """Measures and prints; exit status 2 where a file of cases is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, nargs="+", help=f"(default: {MEANTIME} where that is)")
    parser.add_argument("--show", action="store_true", help="list the errors, but for those of MEANTIME's odd half")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    paths = asked.cases or ([MEANTIME] if MEANTIME.exists() else [])
    missing = [path for path in paths if not path.exists()]
    if missing:
        print(f"quantities: there is nothing at {missing[0]}; see --help", file=sys.stderr)
        return 2
    pages, cases = read_cases(paths)
    groups = {"sentences given": cases} if cases else {}
    groups |= {f"own sentences, {path.stem}": read_cases([path])[1] for path in OWN}
    result = measure(pages, groups)
    print_table(result)
    if asked.show:
        print_errors(pages, cases)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
