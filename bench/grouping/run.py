"""How many origins a set of pages has, and which pages share one, where the truth is known.

`--cases PATH` is JSON Lines: `id, event, origin, kind, outlet, published, text`; by default `pages.jsonl` beside this
script, all invented: wire copy, its reprints whole and cut, a rewrite, a retelling that shares no words with what it
retells, own reporting with shared speech and shared captions, one unnamed official in two outlets, an agency's
background in reports of five events, a digest of two stories, forms filled in again, an update, two witnesses of one
speech, a page that says where it first appeared. `origin` is whose reporting the page is, `event` what it is about.

The pages go through the page room as clean text, and through the reader. Texts are grouped over all pages; the
event, which is given, only keeps one outlet's reports of two events apart.

- `count`: 1 less the error of the number of origins, as a part of it, over all events; `events right`: the share of
  events whose number is exact.
- `F1`: B-cubed over pages.

The peers: each outlet an origin; whom the whole of a page credits, else its outlet; MinHash by datasketch at a Jaccard
similarity of .5, chained.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.reprints import peers, scores  # noqa: E402 -- the folder of benchmarks is no installed package

from onrecord.assess._grouping import components  # noqa: E402 -- as above
from onrecord.assess._hearsay import carried  # noqa: E402 -- as above
from onrecord.assess._origins import origins  # noqa: E402 -- as above
from onrecord.assess._tracing import edges, traces_of  # noqa: E402 -- as above
from onrecord.model import Article, Capture, OnRecordError, Rejected  # noqa: E402 -- as above
from onrecord.page import plain_article  # noqa: E402 -- as above
from onrecord.reader import Reader  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, str]
DEFAULT_CASES = HERE / "pages.jsonl"
METRICS = ("count", "events right", "F1", "P", "R")
# Part of a capture; no figure rests on it.
_FETCHED = datetime(2031, 3, 9, tzinfo=UTC)
_ALIKE = 0.5


def article_of(row: Row) -> Article:
    """The article that the page room makes of a page's clean text. Raises OnRecordError where it takes it for none."""
    capture = Capture(row["text"].encode(), f"{row['id']}.txt", None, None, _FETCHED)
    found = plain_article(capture, published=date.fromisoformat(row["published"]))
    if isinstance(found, Rejected):
        raise OnRecordError(f"{row['id']} is no article: {found.reason}")
    return replace(found, id=row["id"], outlet=row["outlet"])


def by_onrecord(rows: Sequence[Row], articles: Sequence[Article]) -> dict[str, str]:
    """Page -> id of its origin."""
    known = traces_of(zip(articles, Reader.open().read(list(articles)), strict=True))
    found = origins(known.tracks.values(), edges(known), {row["id"]: row["event"] for row in rows})
    return {article: origin.id for origin in found for article in origin.articles}


def by_credit(rows: Sequence[Row], articles: Sequence[Article]) -> dict[str, str]:
    """Page -> whom the whole of it credits, else its outlet, of its event."""
    credited = [(row, carried(article)) for row, article in zip(rows, articles, strict=True)]
    return {row["id"]: f"{row['event']} {named.name if named else row['outlet']}" for row, named in credited}


def by_minhash(rows: Sequence[Row]) -> dict[str, str] | None:
    """Page -> first of those that a chain of alike pages ties it to; None where datasketch is not installed."""
    pairs = list(combinations(sorted(row["id"] for row in rows), 2))
    values = peers.minhash({row["id"]: row["text"] for row in rows}, pairs)
    if values is None:
        return None
    alike: dict[str, dict[str, float]] = {row["id"]: {} for row in rows}
    for (a, b), value in zip(pairs, values, strict=True):
        if value >= _ALIKE:
            alike[a][b] = alike[b][a] = value
    return {name: part[0] for part in components(alike) for name in part}


def figures_of(rows: Sequence[Row], found: dict[str, str]) -> dict[str, float]:
    """Metric -> figure."""
    wanted: dict[str, set[str]] = defaultdict(set)
    had: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row["event"]].add(row["origin"])
        had[row["event"]].add(found[row["id"]])
    asked = sum(map(len, wanted.values()))
    error = abs(sum(map(len, had.values())) - asked)
    gold = {row["id"]: (row["event"], row["origin"]) for row in rows}
    return {
        "count": 1 - error / asked,
        "events right": sum(len(had[event]) == len(names) for event, names in wanted.items()) / len(wanted),
        **scores.b_cubed(gold, found),
    }


def measure(rows: Sequence[Row]) -> dict[str, Any]:
    """System -> figures; what a peer lacks is left out."""
    articles = [article_of(row) for row in rows]
    systems = {
        "onrecord": by_onrecord(rows, articles),
        "outlets": {row["id"]: f"{row['event']} {row['outlet']}" for row in rows},
        "credits": by_credit(rows, articles),
        "MinHash": by_minhash(rows),
    }
    return {name: {"figures": {"all": figures_of(rows, found)}} for name, found in systems.items() if found}


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="default: %(default)s")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.cases.is_file():
        print(f"grouping: there is nothing at {asked.cases}; see --help", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in asked.cases.read_text(encoding="utf-8").splitlines()]
    result = measure(rows)
    print(f"{len(rows)} pages, {len({(row['event'], row['origin']) for row in rows})} origins")
    print(" " * 10 + "".join(f"{metric:>14s}" for metric in METRICS))
    for system, own in result.items():
        print(f"{system:10s}" + "".join(f"{100 * own['figures']['all'][metric]:14.1f}" for metric in METRICS))
    if "MinHash" not in result:
        print("MinHash    not measured: datasketch is not installed")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
