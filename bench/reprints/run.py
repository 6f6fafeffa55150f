"""Which pages carry one text, beside MinHash and TF-IDF in the same run.

`--cases PATH` is a folder with `NAME.articles.jsonl.gz` (`n, outlet, seen, text`) and `NAME.pairs.jsonl` (`a, b, label,
stratum, stratum_size`), or that file of articles, with the pairs beside it. Labels: 2, the same story text, also cut or
in a later version; 1, some reporter's prose copied; 0, only quotes, captions or boilerplate in common; pairs with none
are left out. Pairs were drawn by stratum, so each counts by the size of its stratum over the number drawn from it.

- `reprint`: label 2 against 0, pairs of label 1 left out; an edge whose share is that of one story (`TIED`).
- `copied`: labels 2 and 1 against 0; any edge.
- `grouped`: as `reprint`, by whether both pages are in one group of all pages.

Edges are those that an index of sampled shingles leads to, as in a ledger.

The thresholds of the package are fixed; peers have the threshold that is best for these very pairs, and no masks. With
`--halves` the figures of pairs of even and odd place (by id) are printed too: errors were looked at of even ones only.

`look-up` is of an index in SQLite of pages that are made (100 shingles each; each tenth a reprint): what one page more
costs at `--pages` pages, over what it costs at a tenth of them. The machine's own figure, in ms, is no floor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.reprints import peers, scores  # noqa: E402 -- the folder of benchmarks is no installed package

from onrecord.assess._grouping import groups  # noqa: E402 -- as above
from onrecord.assess._masking import prose  # noqa: E402 -- as above
from onrecord.assess._reuse import TIED, is_stale, near  # noqa: E402 -- as above
from onrecord.assess._tracing import edges, traces_of  # noqa: E402 -- as above
from onrecord.model import Article, Block, Posting, Reading, Span  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "reprints"
MEASURES = {"reprint": ({2}, {0}), "copied": ({1, 2}, {0})}


class Pair(NamedTuple):
    """Two pages, what they share by label, and how many pairs they stand for."""

    a: str
    b: str
    label: int
    weight: float


def article_of(row: dict[str, Any]) -> Article:
    """A row of the articles, each line a paragraph."""
    text, blocks, start = row["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    day = date.fromisoformat(row["seen"][:10]) if row.get("seen") else None
    return Article(id=str(row["n"]), path="", text=text, blocks=tuple(blocks), outlet=row.get("outlet"), published=day)


def read_cases(path: Path) -> tuple[list[Article], list[Pair]]:
    """Articles and labelled pairs. Raises FileNotFoundError where one of the two files is missing."""
    found = sorted(path.glob("*.articles.jsonl.gz")) if path.is_dir() else [path]
    if not found:
        raise FileNotFoundError(f"{path} holds no *.articles.jsonl.gz")
    with gzip.open(found[0], "rt", encoding="utf-8") as lines:
        articles = [article_of(json.loads(line)) for line in lines]
    labelled = found[0].with_name(found[0].name.replace(".articles.jsonl.gz", ".pairs.jsonl"))
    rows = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] is not None]
    weights = scores.weights_of([(str(row.get("stratum")), float(row.get("stratum_size") or 1)) for row in rows])
    pairs = [Pair(str(row["a"]), str(row["b"]), row["label"], w) for row, w in zip(rows, weights, strict=True)]
    return articles, sorted(pairs)


def measured(pairs: Sequence[Pair], measure: str, is_found: Callable[[Pair], bool]) -> dict[str, float]:
    """F1, P and R of a measure over those of the pairs that it asks about."""
    wanted, others = MEASURES[measure]
    asked = [pair for pair in pairs if pair.label in wanted | others]
    gold = [pair.label in wanted for pair in asked]
    return scores.f1_of([is_found(pair) for pair in asked], gold, [pair.weight for pair in asked])


def own_figures(articles: Sequence[Article], pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Group -> metric -> figure, of the package."""
    found = edges(traces_of((article, Reading(article.id, "none")) for article in articles))
    shares = {(edge.a, edge.b): edge.share for edge in found}
    text = {name: n for n, group in enumerate(groups([a.id for a in articles], shares, TIED)) for name in group}

    def share(pair: Pair) -> float:
        a, b = sorted((pair.a, pair.b))
        return shares.get((a, b), 0.0)

    return {
        "reprint": measured(pairs, "reprint", lambda pair: share(pair) >= TIED),
        "copied": measured(pairs, "copied", lambda pair: share(pair) > 0),
        "grouped": measured(pairs, "reprint", lambda pair: text[pair.a] == text[pair.b]),
    }


def peer_figures(values: Sequence[float], pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Of a peer with the threshold that suits these pairs best."""
    given = dict(zip(pairs, values, strict=True))
    figures = {}
    for measure, (wanted, others) in MEASURES.items():
        asked = [pair for pair in pairs if pair.label in wanted | others]
        gold = [pair.label in wanted for pair in asked]
        edge = scores.best_threshold([given[pair] for pair in asked], gold, [pair.weight for pair in asked])
        figures[measure] = measured(pairs, measure, lambda pair, edge=edge: given[pair] >= edge)  # type: ignore[misc]  # bound as a default
        figures[measure]["threshold"] = edge
    return figures


def made_postings(pages: int, seed: int = 1) -> list[tuple[int, str, str]]:
    """Lines of an index of made pages: 100 shingles each, each tenth page most of one before; a hundred a day."""
    chance = random.Random(seed)  # noqa: S311 -- made data
    texts: list[list[int]] = []
    for n in range(pages):
        fresh = [chance.getrandbits(59) * 4 for _ in range(100)]
        texts.append(fresh if n % 10 or not n else chance.choice(texts[-50:])[:80] + fresh[:20])
    first = date(2030, 1, 1)
    return [
        (number, f"p{n:06}", (first + timedelta(days=n // 100)).isoformat())
        for n, text in enumerate(texts)
        for number in text
    ]


def look_up_ms(pages: int, asked: int = 200) -> float:
    """The median of ms that it takes to find the candidates of one page more and to enter it, in SQLite."""
    lines = made_postings(pages + asked)
    known, fresh = lines[: pages * 100], lines[pages * 100 :]
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE shingle (number INTEGER, article TEXT, day TEXT, PRIMARY KEY (number, article)) WITHOUT ROWID"
    )
    base.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?, ?)", known)
    took = []
    for n in range(asked):
        own = fresh[n * 100 : n * 100 + 100]
        day = date.fromisoformat(own[0][2])
        since = time.perf_counter()
        marks = ",".join("?" * len(own))
        rows = base.execute(f"SELECT * FROM shingle WHERE number IN ({marks})", [line[0] for line in own])  # noqa: S608 -- question marks only
        index: dict[int, list[Posting]] = defaultdict(list)
        for number, article, when in rows:
            index[number].append(Posting(number, article, date.fromisoformat(when), spoken=False))
        for number, found in index.items():
            if not is_stale(found):
                near(Posting(number, own[0][1], day, spoken=False), found)
        base.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?, ?)", own)
        took.append((time.perf_counter() - since) * 1000)
    return statistics.median(took)


def measure(articles: Sequence[Article], pairs: Sequence[Pair], made: int) -> dict[str, Any]:
    """System -> figures; what a peer lacks is left out."""
    since = time.perf_counter()
    for article in articles:
        prose(article)
    result: dict[str, Any] = {"ms a page": (time.perf_counter() - since) * 1000 / max(1, len(articles))}
    result["onrecord"] = {"figures": own_figures(articles, pairs)}
    texts = {article.id: article.text for article in articles}
    both = [(pair.a, pair.b) for pair in pairs]
    vectors = peers.tfidf(texts)
    for name, values in (
        ("MinHash", peers.minhash(texts, both)),
        ("TF-IDF", [peers.cosine(vectors[a], vectors[b]) for a, b in both]),
    ):
        if values is not None:
            result[name] = {"figures": peer_figures(values, pairs)}
    if made:
        few, many = look_up_ms(max(1, made // 10)), look_up_ms(made)
        # More is better: a tenth of the pages over all of them, 1 where size costs nothing.
        result["onrecord"]["figures"]["look-up"] = {"evenness": few / many}
        result["look-up ms"] = many
    return result


def print_table(result: dict[str, Any]) -> None:
    """A line for each system and measure, in percent."""
    print(f"{'':12s}{'measure':>10s}{'F1':>8s}{'P':>8s}{'R':>8s}{'threshold':>11s}")
    for system in ("onrecord", "MinHash", "TF-IDF"):
        if system not in result:
            print(f"{system:12s} not measured: datasketch is not installed")
            continue
        for name, own in result[system]["figures"].items():
            if "F1" in own:
                shown = "".join(f"{100 * own[metric]:8.1f}" for metric in ("F1", "P", "R"))
                edge = f"{own['threshold']:11.3f}" if "threshold" in own else f"{'fixed':>11s}"
                print(f"{system:12s}{name:>10s}{shown}{edge}")
    if "look-up ms" in result:
        even = result["onrecord"]["figures"]["look-up"]["evenness"]
        print(f"look-up and entry of one page: {1 / even:.2f} times that among a tenth; {result['look-up ms']:.2f} ms")
    print(f"masking and shingles: {result['ms a page']:.1f} ms a page")


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="default: %(default)s")
    parser.add_argument("--pages", type=int, default=4000, help="made pages in the index, 0 for none (default: 4000)")
    parser.add_argument("--halves", action="store_true", help="also the package's figures of each half of the pairs")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    try:
        articles, pairs = read_cases(asked.cases)
    except OSError as error:
        print(f"reprints: {error}; see --help", file=sys.stderr)
        return 2
    result = measure(articles, pairs, asked.pages)
    print_table(result)
    if asked.halves:
        for name, half in (("even", pairs[::2]), ("odd", pairs[1::2])):
            own = own_figures(articles, half)
            print(f"{name:12s}" + ", ".join(f"{k} F1 {100 * v['F1']:.1f} P {100 * v['P']:.1f}" for k, v in own.items()))
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
