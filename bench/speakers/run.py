"""Is the speaker of an attribution resolved rightly: `he`, `the agency`, `Graham` to whom they stand for?

The cases are PolNeAR's articles, one JSON object a line (see bench/README.md). The labels, `labels.jsonl`, are 150 of
their gold attributions that have a source, drawn with a seed by stratum, at most four an article, and read by hand in
the whole article, before any reader's answer was seen. A label points at its article by id, source and content spans
and a hash of the source's words. How they were made:

- stratum: what the words of the source are. 44 pronouns (relative ones too), 30 descriptions without a name (`the
  agency`), 26 short forms of a person's name, 13 full names with office or title, 13 groups and anonymous sources,
  10 outlets and documents, 6 bodies by name, 8 relays. The relays were looked for: there are few.
- a drawn source that says, thinks and reports nothing (`the truck story suggests`) was left out
- names: the fullest form that the article supports, with or without office and title, and variants that an analyst
  would take for the same resolution. A surname is no answer where the article has the first name. For what a person or
  a body says through a page, a statement or an advertisement, whose it is
- as_worded: the words of the source are right as they stand, since the article has nothing fuller (`analysts`), or
  leaves it open (`we`, `you`): then kind `unknown` is right too. `candidates` are those whom it may be
- kinds: those of `model.Speaker` that fit; `campaign` is a body and may be a group
- chains: where words are relayed, the ways from the page to the one they come from, who is last. PolNeAR's source is
  the nearest the page, and that is right as the name; the last is right too if the chain leads there
- ambiguous: two careful readers could differ

Metrics, as shares. An attribution counts as found where a found one has a content with a Jaccard index of 0.5 or more
over words and shares a word of the source.

- right: of those found that are not ambiguous, the speaker's name is one of the label's, after folding case, articles,
  punctuation, titles and offices. The main figure
- unresolved: of the same, the source's words or kind `unknown` were given where the article says who it is; the rest
  named another
- found and right: of all labels; kind, chain: of those found (with a chain)

The peer takes the words of the source as they stand, and for a pronoun the nearest person named before, by the
automatic names in the cases. It is asked for the same attributions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.attribution.run import Case, jaccard, plain_article, tokens_of, words_in  # noqa: E402 -- no package
from bench.speakers.scores import Answer, Judged, figures, fits, read_labels, words_of  # noqa: E402 -- likewise

from onrecord.reader import Reader  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.speakers.scores import Label

    from onrecord.model import Attribution

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "polnear" / "dev.jsonl.gz"
DEFAULT_LABELS = HERE / "labels.jsonl"
# Jaccard overlap from which two contents are the same one, as in the benchmark of attributions.
_SAME = 0.5
_PRONOUN_WORDS = "he she they it i we you who him her them his their its my our me us"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_PEER = "words as they stand"


class Page(NamedTuple):
    """One article and the names that a tagger found in it."""

    case: Case
    persons: list[tuple[int, int]]
    """Spans of persons' names, in text order."""


def read_pages(path: Path, wanted: Iterable[str]) -> dict[str, Page]:
    """The articles of a gzipped JSON Lines file that are wanted, by id."""
    kept = frozenset(wanted)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["id"] in kept]
    return {row["id"]: Page(Case(row["id"], row["text"], []), persons_in(row.get("sentences", []))) for row in rows}


def persons_in(sentences: Sequence[Sequence[Sequence[Any]]]) -> list[tuple[int, int]]:
    """Runs of tokens tagged PERSON."""
    runs: list[tuple[int, int]] = []
    for sentence in sentences:
        inside = False
        for start, end, _, _, name_class, *_ in sentence:
            if name_class == "PERSON":
                runs.append((runs.pop()[0] if inside else start, end))
            inside = name_class == "PERSON"
    return runs


def found_for(label: Label, text: str, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that is the label's, or the most like it of several; None where it was not found."""
    tokens = tokens_of(text)
    source, content = words_in(label.source, tokens), words_in(label.content, tokens)
    likeness = [
        (jaccard(content, words_in(a.content, tokens)), jaccard(source, words_in(a.source, tokens)), -n)
        for n, a in enumerate(attributions)
    ]
    fitting = [like for like in likeness if like[0] >= _SAME and like[1]]
    return attributions[-max(fitting)[2]] if fitting else None


def by_reader(labels: Sequence[Label], pages: dict[str, Page]) -> list[Judged]:
    """What the package's reader makes of each label."""
    readings = Reader.open().read([plain_article(page.case) for page in pages.values()])
    read = dict(zip(pages, readings, strict=True))
    return [_judged(label, pages[label.article].case.text, read[label.article].attributions) for label in labels]


def _judged(label: Label, text: str, attributions: Sequence[Attribution]) -> Judged:
    found = found_for(label, text, attributions)
    speaker = found.speaker if found else None
    answer = Answer(speaker.name, speaker.kind, speaker.chain) if speaker else None
    return Judged(label, found is not None, answer, words_of(label.source, text))


def by_words(row: Judged, page: Page) -> Judged:
    """What the peer makes of the same source."""
    named = [span for span in page.persons if span[1] <= row.label.source[0][0]]
    nearest = named[-1] if named and row.words.casefold() in _PRONOUNS else None
    name = page.case.text[slice(*nearest)] if nearest else row.words
    return row._replace(answer=Answer(name))


def print_table(ours: dict[str, dict[str, float]], peers: dict[str, dict[str, float]]) -> None:
    """The reader's shares by stratum, the peer's `right` beside them."""
    every, peers_right = ours["all"], peers["all"]["right"]
    print(f"speakers right {every['right']:.3f}, {_PEER} {peers_right:.3f}; kind {every['kind']:.3f}")
    print(f"with the ambiguous ones {every['right, ambiguous too']:.3f}; chain {every['chain']:.3f}")
    print(f"of all labels found and right {every['found and right']:.3f}")
    print(f"{'stratum':20s} {'labels':>6s} {'found':>6s} {'right':>6s} {'unres.':>6s}   {_PEER}: right")
    for group, row in ours.items():
        shares = " ".join(f"{row[metric]:6.3f}" for metric in ("found", "right", "unresolved"))
        print(f"{group:20s} {int(row['labels']):6d} {shares}   {peers[group]['right']:6.3f}")


def print_misses(rows: Sequence[Judged]) -> None:
    """Each source that was not resolved rightly, with what was expected and what came."""
    for row in rows:
        if row.found and row.verdict != "right":
            unsure = ", ambiguous" if row.label.ambiguous else ""
            wanted = " or ".join(row.label.candidates or row.label.names[:1]) or row.words
            print(f"{row.verdict}{unsure} [{row.label.stratum}] {row.label.article} {row.label.source}")
            print(f"    {row.words!r} is {wanted!r}, read as {row.answer}")


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing or are not those that were labelled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    parser.add_argument("--labels", type=Path, default=DEFAULT_LABELS, help="JSON Lines (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="list what was resolved wrongly, with the words")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"speakers: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    labels = read_labels(asked.labels)
    pages = read_pages(asked.cases, {label.article for label in labels})
    labels = [label for label in labels if label.article in pages]
    if not labels:
        print(f"speakers: none of the labelled articles is in {asked.cases}", file=sys.stderr)
    strangers = [label for label in labels if not fits(label, pages[label.article].case.text)]
    if strangers:
        print(f"speakers: {strangers[0].article} is not the text that was labelled, in {asked.cases}", file=sys.stderr)
        return 2
    rows = by_reader(labels, pages)
    ours, peers = figures(rows), figures([by_words(row, pages[row.label.article]) for row in rows])
    print_table(ours, peers)
    if asked.show:
        print_misses(rows)
    if asked.json:
        result = {"onrecord": {"figures": ours}, _PEER: {"figures": peers}}
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
