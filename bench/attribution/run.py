"""How well the reader finds who says what, beside rules over a lexicon of cues, and textacy where it is installed.

The cases are PolNeAR's articles, one JSON object a line (see bench/README.md); where several people annotated one, the
alphabetically first is gold. The metrics:

- token: word tokens in any span of a role, summed over the articles
- exact: the set of word tokens of one attribution's role; equal sets count once
- chunk: one contiguous run of tokens, punctuation kept, of one attribution's role within one line
- attr: whole attributions, matched one to one, as many as can be, where source and content each overlap with a Jaccard
  index of 0.5 or more

Precision, recall and F1 are of the counts summed over all articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.attribution.by_textacy import is_installed, quotations  # noqa: E402 -- the folder is no installed package
from bench.attribution.lexicon_reader.read import read  # noqa: E402

from onrecord.model import Article, Block, Span  # noqa: E402
from onrecord.reader import Reader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bench.attribution.by_textacy import Parse

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "polnear" / "dev.jsonl.gz"
ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+(?:['’.,\-]\w+)*|[^\w\s]")
# Jaccard overlap from which two spans are the same one.
_SAME = 0.5

Spans = list[list[int]]
Found = dict[str, Spans]
Pair = tuple[frozenset[int], frozenset[int]]


class Tokens(NamedTuple):
    """The tokens of a text: their spans, which are words, and the line each stands in."""

    spans: list[tuple[int, int]]
    is_word: list[bool]
    line: list[int]
    at: dict[int, int]
    """Code point -> token."""


class Case(NamedTuple):
    """One article with its gold attributions."""

    id: str
    text: str
    gold: list[Found]
    parse: Parse | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Case(row["id"], row["text"], row["attributions"][min(row["attributions"])], row.get("sentences"))
        for row in rows
    ]


def plain_article(case: Case) -> Article:
    """The text as it is, a paragraph a line."""
    blocks = [Block("paragraph", Span(m.start(), m.end())) for m in re.finditer(r"[^\n]*\S[^\n]*", case.text)]
    return Article(id=case.id, path=case.id, text=case.text, blocks=tuple(blocks))


def by_reader(cases: Sequence[Case]) -> list[list[Found]]:
    """What the package's reader finds."""
    readings = Reader.open().read([plain_article(case) for case in cases])
    return [
        [{role: [list(span) for span in getattr(a, role)] for role in ROLES} for a in reading.attributions]
        for reading in readings
    ]


def by_lexicon(cases: Sequence[Case]) -> list[list[Found]]:
    """What rules over a lexicon of cues find, without any training."""
    return [
        [{role: [list(span) for span in getattr(found, role)] for role in ROLES} for found in read(plain_article(case))]
        for case in cases
    ]


def by_textacy(cases: Sequence[Case]) -> list[list[Found]]:
    """What textacy finds with the parses that come with the cases."""
    return [quotations(case.text, case.parse or []) for case in cases]


def tokens_of(text: str) -> Tokens:
    """The tokens that the metrics count."""
    found = Tokens([], [], [], {})
    line = last = 0
    for n, match in enumerate(_TOKEN.finditer(text)):
        line += text.count("\n", last, match.start())
        last = match.end()
        found.spans.append(match.span())
        found.is_word.append(any(sign.isalnum() for sign in match[0]))
        found.line.append(line)
        found.at.update(dict.fromkeys(range(*match.span()), n))
    return found


def tokens_in(spans: Iterable[Sequence[int]], tokens: Tokens) -> set[int]:
    """The tokens that share a code point with a span."""
    return {tokens.at[c] for start, end in spans for c in range(start, end) if c in tokens.at}


def words_in(spans: Iterable[Sequence[int]], tokens: Tokens) -> frozenset[int]:
    """The words among them, or, where there are none, the signs."""
    inside = tokens_in(spans, tokens)
    return frozenset(n for n in inside if tokens.is_word[n]) or frozenset(inside)


def runs_in(spans: Iterable[Sequence[int]], tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Contiguous runs of tokens, broken at line ends."""
    start = last = -1
    for n in sorted(tokens_in(spans, tokens)):
        if n != last + 1 or start < 0 or tokens.line[n] != tokens.line[last]:
            if start >= 0:
                yield start, last
            start = n
        last = n
    if start >= 0:
        yield start, last


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Overlap; two empty sets are the same."""
    return len(a & b) / len(a | b) if a or b else 1.0


def most_pairs(gold: Sequence[Pair], found: Sequence[Pair]) -> int:
    """How many can be matched one to one, all parts the same (augmenting paths)."""
    fits = [
        [n for n, f in enumerate(found) if all(jaccard(a, b) >= _SAME for a, b in zip(g, f, strict=True))] for g in gold
    ]
    owner: dict[int, int] = {}

    def place(g: int, tried: set[int]) -> bool:
        for n in fits[g]:
            if n not in tried:
                tried.add(n)
                if n not in owner or place(owner[n], tried):
                    owner[n] = g
                    return True
        return False

    return sum(place(g, set()) for g in range(len(gold)))


def counts(case: Case, found: list[Found]) -> Counter[tuple[str, str]]:
    """Of one article: (metric, tp | gold | found) -> how many."""
    tokens = tokens_of(case.text)
    total: Counter[tuple[str, str]] = Counter()

    def compare(metric: str, gold: set[Any], ours: set[Any]) -> None:
        total.update({(metric, "tp"): len(gold & ours), (metric, "gold"): len(gold), (metric, "found"): len(ours)})

    for role in ROLES:
        gold_words, our_words = ([words_in(a.get(role, []), tokens) for a in side] for side in (case.gold, found))
        compare(f"token/{role}", set().union(*gold_words), set().union(*our_words))
        compare(f"exact/{role}", {w for w in gold_words if w}, {w for w in our_words if w})
        gold_runs, our_runs = (
            {run for a in side for run in runs_in(a.get(role, []), tokens)} for side in (case.gold, found)
        )
        compare(f"chunk/{role}", gold_runs, our_runs)
    gold_pairs, our_pairs = (
        [(words_in(a.get("source", []), tokens), words_in(a.get("content", []), tokens)) for a in side]
        for side in (case.gold, found)
    )
    matched = most_pairs(gold_pairs, our_pairs)
    total.update({("attr", "tp"): matched, ("attr", "gold"): len(gold_pairs), ("attr", "found"): len(our_pairs)})
    return total


def score(cases: Sequence[Case], found: Sequence[list[Found]]) -> dict[str, dict[str, float]]:
    """Metric -> P, R and F1 in percent, of the counts summed over all articles."""
    total: Counter[tuple[str, str]] = Counter()
    for case, ours in zip(cases, found, strict=True):
        total.update(counts(case, ours))
    figures = {}
    for metric in sorted({name for name, _ in total}):
        tp, gold, ours_n = (total[metric, part] for part in ("tp", "gold", "found"))
        p, r = 100 * tp / max(ours_n, 1), 100 * tp / max(gold, 1)
        figures[metric] = {"P": p, "R": r, "F1": 2 * p * r / max(p + r, 1e-9)}
    return figures


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """All figures of the reader and of its peers on these cases."""
    systems: dict[str, Callable[[Sequence[Case]], list[list[Found]]]] = {"onrecord": by_reader, "lexicon": by_lexicon}
    if is_installed() and any(case.parse for case in cases):
        systems["textacy"] = by_textacy
    result: dict[str, Any] = {"articles": len(cases), "characters": sum(len(case.text) for case in cases)}
    for name, find in systems.items():
        began = time.perf_counter()
        found = find(cases)
        seconds = time.perf_counter() - began
        result[name] = {"figures": score(cases, found), "articles_per_second": len(cases) / seconds}
    ours, rules = (result[name]["figures"]["attr"] for name in ("onrecord", "lexicon"))
    ours["over lexicon"] = ours["F1"] - rules["F1"]
    return result


def print_table(result: dict[str, Any]) -> None:
    """The reader's figures, its peers' F1 beside them, and speed last."""
    peers = [name for name in ("lexicon", "textacy") if name in result]
    print(f"{result['articles']} articles, {result['characters']} characters")
    print(f"{'metric':16s} {'P':>6s} {'R':>6s} {'F1':>6s}  " + "".join(f"{name + ' F1':>12s}" for name in peers))
    order = ["attr", *(f"{kind}/{role}" for kind in ("exact", "token", "chunk") for role in ROLES)]
    for metric in order:
        row = result["onrecord"]["figures"][metric]
        others = "".join(f"{result[name]['figures'][metric]['F1']:12.1f}" for name in peers)
        print(f"{metric:16s} {row['P']:6.1f} {row['R']:6.1f} {row['F1']:6.1f}  {others}")
    if "textacy" not in peers:
        print("textacy: not measured; `make peers` installs it")
    print(", ".join(f"{name} {result[name]['articles_per_second']:.1f} articles/s" for name in ("onrecord", *peers)))


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"attribution: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    result = measure(read_cases(asked.cases))
    print_table(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
