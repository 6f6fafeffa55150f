"""Do two contents state the same proposition: the package beside BM25, TF-IDF, a sentence encoder and equal words.

The pairs, and the rule by which they were labelled, are in `README.md`. P at R is the best precision at any threshold
that reaches the recall, where what the package rules out comes last, in TF-IDF's order; precision and recall are at the
threshold that the package goes by (peers have none). Precision is that of pairs of which half are the same, drawn near
each other: of pairs at random nearly none would be.

MiniLM alone, and a network that reads both wordings at once, are run where `training/claims/export.py` and `teach.py`
have made them in `build/claims`. The second has learned from half A, `more.jsonl` and `tuning.jsonl`.

Of the pairs in `denials.jsonl`, does one deny what the other says: precision and recall, beside the rule that of two
that share words one has a negation.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.claims import peers, scores  # noqa: E402 -- the folder of benchmarks is no installed package

from onrecord.assess import gather  # noqa: E402 -- likewise
from onrecord.assess._disputes import disputes  # noqa: E402 -- likewise
from onrecord.assess._linking import alike  # noqa: E402 -- likewise
from onrecord.assess._matching import SAME  # noqa: E402 -- likewise
from onrecord.assess._wording import wording  # noqa: E402 -- likewise
from onrecord.model import Article, Attribution, Reading, Span, Speaker  # noqa: E402 -- likewise
from onrecord.text import fold  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Evidence

DATA = HERE.parents[1] / ".." / "shared" / "data"
SETS = {
    "events": "events/basil.dev.jsonl.gz",
    "reprints": "reprints/dev.articles.jsonl.gz",
    "polnear": "polnear/train.jsonl.gz",
    "incidents": "incidents/dev.jsonl.gz",
    "stance": "stance/train.jsonl.gz",
}
ALIKE = 0.1
"""TF-IDF from which on the peer takes two for one proposition: the best for it of .1 to .9 on half A of the denials."""
HALVES = {"A", "B"}
HELD = {"half B", "fresh"}
PRONOUNS = {"he", "she", "it", "they", "who", "that", "we", "i"}


class Pair(NamedTuple):
    """Two contents as evidence, and whether they state the same."""

    a: Evidence
    b: Evidence
    same: bool
    kind: str | None
    groups: tuple[str, ...]


def read_articles(folder: Path, wanted: set[str]) -> dict[tuple[str, str], Article]:
    """The articles of these sets, by set and id."""
    found: dict[tuple[str, str], Article] = {}
    for name in sorted(wanted):
        with gzip.open(folder / SETS[name], "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                found |= {(name, of.id): of for of in articles_of(row)}
    return found


def articles_of(row: dict[str, Any]) -> list[Article]:
    """The articles of a line; of an incident, those on it, each by the incident's id and its number there."""
    if "bodies" in row:
        return [of for name, text in row["bodies"].items() for of in articles_of({"id": name, "text": text})]
    if "stance" in row:
        return []
    if "articles" in row:
        return [of for at, each in enumerate(row["articles"]) for of in articles_of(each | {"id": f"{row['id']}_{at}"})]
    day = row.get("published") or row.get("seen")
    outlet = row.get("outlet") or row.get("publisher")
    published = date.fromisoformat(day[:10]) if day else None
    return [Article(id=row["id"], path=row["id"], text=row["text"], blocks=(), outlet=outlet, published=published)]


def evidence(of: Article, side: dict[str, Any]) -> Evidence:
    """One content as the package has it; raises ValueError where other words stand there than were labelled."""
    content = tuple(Span(*span) for span in side["content"])
    if hash_of(of.text, content) != side["hash"]:
        raise ValueError(of.id)
    name = of.text[slice(*side["speaker"])] if side["speaker"] else ""
    # "Trump himself", "a spokesman" and "he" tell no person by name.
    named = name.lower() not in PRONOUNS and all(word[0].isupper() for word in name.split())
    speaker = Speaker(name, side.get("kind") or ("person" if named else "unknown")) if name else None
    told = Attribution(
        id="a1",
        source=(),
        cue=(),
        content=content,
        speaker=speaker,
        act=side["act"],
        form="indirect",
        factuality=side["factuality"],
    )
    (found,) = gather(of, Reading(of.id, "labelled", attributions=(told,)))
    return found


def hash_of(text: str, spans: Sequence[Span]) -> str:
    """By which a label knows that it still stands at its content."""
    return hashlib.sha256("\n".join(text[start:end] for start, end in spans).encode()).hexdigest()[:12]


def read_pairs(path: Path, folder: Path) -> list[Pair]:
    """The labelled pairs, with their articles' words; none where articles are missing."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if not all((folder / SETS[row["set"]]).exists() for row in rows):
        return []
    articles = read_articles(folder, {row["set"] for row in rows})
    found = []
    for row in rows:
        a, b = (evidence(articles[row["set"], row[side]["article"]], row[side]) for side in "ab")
        group = f"half {row['half']}" if row["half"] in HALVES else row["half"]
        groups = (group, *((f"{group}, clear",) if not row["doubtful"] else ()))
        found.append(Pair(a, b, row["same"], row.get("kind"), groups))
    return found


def denials(path: Path, folder: Path) -> dict[str, Any]:
    """System -> group -> precision and recall of what it takes for a denial; nothing where articles are missing."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {row["set"] for row in rows}
    if not all((folder / SETS[name]).exists() for name in wanted):
        return {}
    articles = read_articles(folder, wanted)
    pairs = [tuple(evidence(articles[row["set"], row[side]["article"]], row[side]) for side in "ab") for row in rows]
    near = peers.tf_idf([(a.words, b.words) for a, b in pairs])
    taken = {
        "onrecord": [disputes(a, b) or disputes(b, a) for a, b in pairs],
        "a negation": [v >= ALIKE and _negated(a) != _negated(b) for v, (a, b) in zip(near, pairs, strict=True)],
    }
    groups = [
        {"denials", f"denials, half {row['half']}", *(() if row["doubtful"] else ("denials, clear",))} for row in rows
    ]
    labels = [row["disputes"] for row in rows]
    return {name: {"figures": _figures(labels, found, groups)} for name, found in taken.items()}


def _negated(e: Evidence) -> bool:
    return e.act == "deny" or wording(fold(e.words), None, None).is_negated


def _figures(labels: Sequence[bool], found: Sequence[bool], groups: Sequence[set[str]]) -> dict[str, dict[str, float]]:
    result = {}
    for group in sorted(set().union(*groups)):
        own = [at for at, names in enumerate(groups) if group in names]
        values = [float(found[at]) for at in own]
        told = scores.figures([labels[at] for at in own], values, 1.0)
        result[group] = {metric: told[metric] for metric in ("precision", "recall")}
    return result


def systems(pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """System -> the score of each pair."""
    sides = [(pair.a.words, pair.b.words) for pair in pairs]
    by_words = peers.tf_idf(sides)
    found = {
        "onrecord": [alike(pair.a, pair.b) or value - 1 for pair, value in zip(pairs, by_words, strict=True)],
        "BM25": peers.bm25(sides),
        "TF-IDF": by_words,
        "equal words": peers.equal(sides),
    }
    folder = HERE.parents[1] / "build" / "claims"
    learned = {"MiniLM": peers.minilm(sides, folder), "both at once": peers.both(sides, folder)}
    return found | {name: values for name, values in learned.items() if values is not None}


def measure(pairs: Sequence[Pair]) -> dict[str, Any]:
    """System -> group -> metric -> figure."""
    scored = systems(pairs)
    result: dict[str, Any] = {}
    for system, values in scored.items():
        figures = {}
        for group in sorted({group for pair in pairs for group in pair.groups}):
            own = [at for at, pair in enumerate(pairs) if group in pair.groups]
            labels = [pairs[at].same for at in own]
            figures[group] = scores.figures(labels, [values[at] for at in own], SAME if system == "onrecord" else None)
        result[system] = {"figures": figures}
    return result


def print_table(result: dict[str, Any]) -> None:
    """A group after the other, a line a system, in percent."""
    for group in result["onrecord"]["figures"]:
        print(f"\n{group}\n{'':12s}" + "".join(f"{metric:>12s}" for metric in scores.METRICS))
        for system, own in result.items():
            if group not in own["figures"]:
                continue
            figures = own["figures"][group]
            shown = (f"{100 * figures[m]:12.1f}" if m in figures else " " * 12 for m in scores.METRICS)
            print(f"{system:12s}" + "".join(shown))
    for name, script in (("MiniLM", "export.py"), ("both at once", "teach.py")):
        if name not in result:
            print(f"\n{name}: not run, training/claims/{script} makes it")


def print_errors(pairs: Sequence[Pair]) -> None:
    """What the package has wrong; the held half stays unseen."""
    for pair in pairs:
        value = alike(pair.a, pair.b)
        if (value >= SAME) is not pair.same and not HELD & set(pair.groups):
            print(f"{value:.2f} {pair.kind or 'same'}\n  {pair.a.words}\n  {pair.b.words}")


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing or are not those that were labelled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=HERE / "pairs.jsonl", help="pairs (default: %(default)s)")
    parser.add_argument("--fresh", type=Path, default=HERE / "fresh.jsonl", help="other pairs (default: %(default)s)")
    parser.add_argument("--denials", type=Path, default=HERE / "denials.jsonl", help="pairs (default: %(default)s)")
    parser.add_argument("--articles", type=Path, default=DATA, help="where their articles are (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="list the errors, but for the held half")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.articles.exists():
        print(f"claims: not measured, there are no articles at {asked.articles}; see --help", file=sys.stderr)
        return 2
    sets, path = [], asked.denials
    try:
        denied = denials(path, asked.articles)
        for path in (asked.cases, asked.fresh):
            sets.append(read_pairs(path, asked.articles))
    except (OSError, KeyError, ValueError) as error:
        print(f"claims: the articles or contents of {path} are not as labelled ({error})", file=sys.stderr)
        return 2
    if not sets[0]:
        print(f"claims: the articles of {asked.cases} are not all in {asked.articles}", file=sys.stderr)
        return 2
    result: dict[str, Any] = {}
    for found in (*map(measure, filter(None, sets)), denied):
        for system, own in found.items():
            result.setdefault(system, {"figures": {}})["figures"] |= own["figures"]
    print_table(result)
    if asked.show:
        print_errors([pair for pairs in sets for pair in pairs])
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
