"""Which pages are about one event, beside TF-IDF and BM25 in the same run: B-cubed F1 (Bagga and Baldwin 1998).

`--cases PATH` is a file, or a folder of such files of which those named `*.dev.jsonl.gz` are taken, else all:

- news in clusters: `id, event, published, headline, text`;
- ECB+: a mention a line, `doc_id, mention_context, topic_id`. A document is what its mentions' contexts hold; its event
  is its topic with the suffix of its own name (`12ecb` and `12ecbplus` are two like events). It has no date.

Pages come in order of their dates, those without in an order drawn by a hash of their ids.

- `settled`: the groups that the record shows after the last page, a function of all pages.
- `on arrival`: each page put with one of the groups so far as it comes, for good, by the words known so far.

Of the package the thresholds are fixed (`TIED` on BASIL, `DISTINCT` on the training part of ECB+). Each peer joins a
page to the group of the highest mean similarity within the window, by the words of all pages; its threshold is the best
for the other sets of the run, or for the same set where there is one only (marked).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.reprints import peers, scores  # noqa: E402 -- the folder of benchmarks is no installed package

from onrecord.assess._events import WINDOW, Gist, event_of, events, frequencies, gist  # noqa: E402 -- as above
from onrecord.model import Article, Block, Span  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "events"
SYSTEMS = ("onrecord", "TF-IDF", "BM25")
_STEPS = [n / 50 for n in range(1, 45)]
# Robertson and Zaragoza 2009, the usual values.
_K1, _B = 1.2, 0.75

Likeness = dict[tuple[str, str], float]


class Case(NamedTuple):
    """One page: its day where it has one, its text, and its event."""

    id: str
    day: date | None
    text: str
    event: str

    @property
    def place(self) -> tuple[str, str]:
        """Its place in the stream."""
        return str(self.day or ""), hashlib.sha256(self.id.encode()).hexdigest()


def read_set(path: Path) -> list[Case]:
    """The pages of a file, in the order in which they come."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = _documents(rows) if rows and "mention_context" in rows[0] else [_news(row) for row in rows]
    return sorted(found, key=lambda case: case.place)


def _news(row: dict[str, Any]) -> Case:
    day = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return Case(str(row["id"]), day, f"{row.get('headline') or ''}\n{row['text']}", str(row["event"]))


def _documents(rows: Iterable[dict[str, Any]]) -> list[Case]:
    contexts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        contexts[row["doc_id"]].setdefault(" ".join(row["mention_context"]), row["sent_id"])
    documents = []
    for name, found in contexts.items():
        kept: list[str] = []
        for text in sorted(found, key=lambda text: (-len(text), found[text], text)):
            if not any(text in longer for longer in kept):
                kept.append(text)
        topic, _, rest = name.removesuffix(".xml").partition("_")
        documents.append(Case(name, None, "\n".join(kept), topic + rest.lstrip("0123456789")))
    return documents


def article_of(case: Case) -> Article:
    """A page, each line a paragraph."""
    blocks, start = [], 0
    for line in case.text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    return Article(id=case.id, path="", text=case.text, blocks=tuple(blocks), published=case.day)


def settled(cases: Sequence[Case]) -> dict[str, int]:
    """Page -> event, of the package, after the last page."""
    found = events(gist(article_of(case)) for case in cases)
    return {article: n for n, group in enumerate(found) for article in group}


def on_arrival(cases: Sequence[Case]) -> dict[str, int]:
    """Page -> event, of the package, each as it comes."""
    groups: list[list[Gist]] = []
    known: list[Gist] = []
    for case in cases:
        fresh = gist(article_of(case))
        known.append(fresh)
        near = [group for group in groups if _is_near(fresh.day, group[-1].day)]
        place = event_of(fresh, near, frequencies(known))
        if place is None:
            groups.append([fresh])
        else:
            near[place].append(fresh)
    return {one.article: n for n, group in enumerate(groups) for one in group}


def _is_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= WINDOW


def tfidf_likeness(cases: Sequence[Case]) -> Likeness:
    """The cosine of each pair within the window, the later page first."""
    vectors = peers.tfidf({case.id: case.text for case in cases})
    return _pairs(cases, lambda a, b: peers.cosine(vectors[a], vectors[b]))


def bm25_likeness(cases: Sequence[Case]) -> Likeness:
    """BM25 of the later page as a query on the earlier, over its score on itself."""
    counts = {case.id: Counter(peers.words(case.text)) for case in cases}
    pages = Counter(word for count in counts.values() for word in count)
    sizes = {name: sum(count.values()) for name, count in counts.items()}
    mean = sum(sizes.values()) / max(1, len(sizes))
    rarity = {word: math.log(1 + (len(cases) - n + 0.5) / (n + 0.5)) for word, n in pages.items()}

    def score(query: str, page: str) -> float:
        size = _K1 * (1 - _B + _B * sizes[page] / mean)
        had = counts[page]
        return sum(rarity[word] * had[word] * (_K1 + 1) / (had[word] + size) for word in counts[query] if word in had)

    whole = {name: score(name, name) or 1.0 for name in counts}
    return _pairs(cases, lambda later, earlier: score(later, earlier) / whole[later])


def _pairs(cases: Sequence[Case], likeness: Callable[[str, str], float]) -> Likeness:
    return {
        (later.id, earlier.id): likeness(later.id, earlier.id)
        for n, later in enumerate(cases)
        for earlier in cases[:n]
        if _is_near(later.day, earlier.day)
    }


def streamed(cases: Sequence[Case], likeness: Likeness, tied: float) -> dict[str, int]:
    """Page -> event: each joins the group within the window that it is most alike to, if it is alike enough."""
    groups: list[list[str]] = []
    for case in cases:
        means = []
        for n, group in enumerate(groups):
            values = [likeness[case.id, name] for name in group if (case.id, name) in likeness]
            if len(values) == len(group):
                means.append((sum(values) / len(values), -n))
        best, place = max(means, default=(0.0, 0))
        if means and best >= tied:
            groups[-place].append(case.id)
        else:
            groups.append([case.id])
    return {name: n for n, group in enumerate(groups) for name in group}


def peer_figures(sets: dict[str, list[Case]], likeness: Callable[[Sequence[Case]], Likeness]) -> dict[str, Any]:
    """Set -> figures, of a peer whose threshold is the best for the other sets."""
    alike = {name: likeness(cases) for name, cases in sets.items()}
    by_step = {
        name: [scores.b_cubed({c.id: c.event for c in cases}, streamed(cases, alike[name], step)) for step in _STEPS]
        for name, cases in sets.items()
    }
    figures = {}
    for name in sets:
        others = [other for other in sets if other != name] or [name]
        best = max(range(len(_STEPS)), key=lambda n: (sum(by_step[other][n]["F1"] for other in others), -n))
        figures[name] = by_step[name][best] | {"threshold": _STEPS[best]}
    return figures


def measure(sets: dict[str, list[Case]]) -> dict[str, Any]:
    """System -> set -> metric -> figure."""
    own: dict[str, dict[str, float]] = {}
    for name, cases in sets.items():
        gold = {case.id: case.event for case in cases}
        own[name] = scores.b_cubed(gold, settled(cases))
        own[name]["F1 on arrival"] = scores.b_cubed(gold, on_arrival(cases))["F1"]
    return {
        "onrecord": {"figures": own},
        "TF-IDF": {"figures": peer_figures(sets, tfidf_likeness)},
        "BM25": {"figures": peer_figures(sets, bm25_likeness)},
    }


def print_table(result: dict[str, Any], sets: dict[str, list[Case]]) -> None:
    """A set after the other, a line a system, in percent."""
    for name, cases in sets.items():
        print(f"\n{name}: {len(cases)} pages, {len({case.event for case in cases})} events")
        print(f"{'':10s}{'F1':>8s}{'P':>8s}{'R':>8s}{'on arrival':>12s}{'threshold':>11s}")
        for system in SYSTEMS:
            figures = result[system]["figures"][name]
            shown = "".join(f"{100 * figures[metric]:8.1f}" for metric in ("F1", "P", "R"))
            came = f"{100 * figures['F1 on arrival']:12.1f}" if "F1 on arrival" in figures else f"{'the same':>12s}"
            marked = "" if len(sets) > 1 else " (best for this set)"
            edge = f"{figures['threshold']:11.2f}{marked}" if "threshold" in figures else f"{'fixed':>11s}"
            print(f"{system:10s}{shown}{came}{edge}")


def paths_of(cases: Path) -> list[Path]:
    """The files that are meant."""
    if not cases.is_dir():
        return [cases] if cases.is_file() else []
    return sorted(cases.glob("*.dev.jsonl.gz")) or sorted(cases.glob("*.jsonl.gz"))


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="default: %(default)s")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    sets = {path.name.split(".")[0]: read_set(path) for path in paths_of(asked.cases)}
    if not sets:
        print(f"events: there is nothing at {asked.cases}; see --help", file=sys.stderr)
        return 2
    result = measure(sets)
    print_table(result, sets)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
