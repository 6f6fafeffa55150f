"""How surely a content is given by its source: the reader's factuality beside the majority's and a hedge-word peer's.

Two measures, one table. The values are FactBank's (Sauri and Pustejovsky 2009).

**By hand.** 200 contents of PolNeAR's development articles, labelled in one pass by one annotator, a language model,
from the content and about a line on each side of it (long ones cut in the middle), before the reader's output was seen;
`draw.py` drew them (100 at random, 100 with a possible marker, at most five an article) and split them by article in a
part to tune on and a part to be held to. `labels.jsonl` refers to the cases and holds none of their words: `article`,
`content` (spans), `hash` (of the content's words), `value`, `words` (spans of the hedges, negations and cue words that
led to the value), `ambiguous` (careful readers could differ), `stratum`, `part`. Precision and recall of the words are
by overlap, and so is finding: the reader's content and the gold one share half of their word tokens (Jaccard).

What is labelled is the main predicate of the content, as its source gives it. The rules are in the spirit of FactBank's
guidelines but were not checked against their text; in what those leave open, and where they differ, these count:

- of several sentences the first that states something; of `X, but Y`, Y where X is only conceded, else X;
- words of the source on its own stance (I think, she hoped, we are convinced, it is clear) are no predicate: what they
  govern is. The stance of others (parents want schools) is one;
- a content without a predicate is given as what its cue presupposes: a bare name attacked, a topic talked about is CT+;
- nothing is said of whether it is true. What the article adds about the outcome changes no value.

    CT+  asserted; known, seen, shown, admitted, argued, claimed; a plain future (`will`, `is going to`, and `said it
         would` for it), for its source takes it as certain, and so does MEANTIME;
         managed to, ability shown; presupposed (`criticised its failing`); surely, of course
    CT-  the same of its negation: not, no, never, `not going to`, can't and cannot (what cannot be done is not done),
         denied, refused to, failed to; a statement that is said not to have been made or given
    PR+  probable: likely, probably, seem, appear; think, believe, expect, predict, assume, suggest, `reportedly`
    PR-  probably not; `I don't think that`, which denies the thought only in form
    PS+  possible: may, might, could, can, perhaps; fears, concerns, rumours, talk of something
    PS-  possibly not
    CTu  the source is said to know whether, and does not say
    Uu   not committed to: questions and what is wondered or asked; wishes, hopes, demands, calls, urgings, advice and
         imperatives; promises, pledges, plans, proposals, intentions; what should, must, need or ought to be, and what
         does not have to; both parts of a conditional, counterfactuals among them; `would` of the effect of what is
         only proposed, where no condition is spelled out (ambiguous); `don't know`; jokes

A remark elsewhere in the article that a report is unconfirmed, could not be verified or awaits verification lowers what
the record should hold by one step (CT to PR, PR to PS), polarity kept. A search of the articles
for such words met none that is about one of these 200, so this is not measured.
Labels of which the other reading lies near (a topic without predicate, a `would` of either kind, irony) are ambiguous.

**MEANTIME.** Events with certainty and polarity; `on_meantime.py` says how they are mapped and placed.

Macro F1 is over the classes that the gold of the group has: certainty CT, PR, PS, U; polarity +, -, u; `mean F1` is the
mean of the two, `value F1` that of the eight values, `over majority` the mean F1 less that of the commonest value.
These are of what the reader found, so a reader that finds more is asked harder questions; `right of all` is the share
of all labelled contents, or marked events, that it found and valued rightly.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.attribution.run import Case, Tokens, jaccard, plain_article, read_cases, tokens_of, words_in  # noqa: E402 -- bench is no installed package
from bench.factuality import by_words, on_meantime, scores  # noqa: E402 -- likewise

from onrecord.model import Attribution, Reading  # noqa: E402 -- after the two above
from onrecord.reader import Reader  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = HERE.parents[1] / ".." / "shared" / "data"
SYSTEMS = ("onrecord", "hedge words", "majority")
METRICS = ("accuracy", "certainty F1", "polarity F1", "mean F1", "value F1", "over majority", "words P", "words R")
# Share of word tokens from which two contents are the same one, as in bench/attribution.
_SAME = 0.5

Spans = list[tuple[int, int]]


class Label(NamedTuple):
    """One content with its value."""

    article: str
    content: Spans
    hash: str
    value: str
    words: Spans
    ambiguous: bool
    part: str


class Judged(NamedTuple):
    """One content or event: what it is by gold, by the reader and by the peer, and the words that led there."""

    groups: tuple[str, ...]
    gold: str
    marked: str
    values: dict[str, str]
    gold_words: Spans
    words: dict[str, Spans]
    shown: str


def read_labels(path: Path) -> list[Label]:
    """The labels of a JSON Lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Label(*(row[name] for name in ("article", "content", "hash", "value", "words", "ambiguous", "part")))
        for row in rows
    ]


def hash_of(text: str, spans: Iterable[Sequence[int]]) -> str:
    """By which a label knows that it still stands at its content."""
    return hashlib.sha256("\n".join(text[start:end] for start, end in spans).encode()).hexdigest()[:12]


def nearest(label: Label, reading: Reading, tokens: Tokens) -> Attribution | None:
    """The attribution whose content is the labelled one, or None where none is near enough."""
    wanted = words_in(label.content, tokens)
    by_nearness = [(jaccard(wanted, words_in(a.content, tokens)), a) for a in reading.attributions]
    near, found = max(by_nearness, key=lambda pair: pair[0], default=(0.0, None))
    return found if near >= _SAME else None


def judge_labels(labels: Sequence[Label], cases: dict[str, Case], readings: dict[str, Reading]) -> list[Judged]:
    """Those of the labelled contents that the reader found."""
    tokens = {name: tokens_of(case.text) for name, case in cases.items() if name in {label.article for label in labels}}
    judged = []
    for label in labels:
        found = nearest(label, readings[label.article], tokens[label.article])
        if found:
            text = cases[label.article].text
            value, words = by_words.value_of(text, [*found.cue, *found.content])
            groups = (f"hand, {label.part}", *((f"hand, {label.part}, clear",) if not label.ambiguous else ()))
            shown = f"{' '.join(text[s:e] for s, e in found.cue)} | {' … '.join(text[s:e] for s, e in label.content)}"
            judged.append(
                Judged(
                    groups=groups,
                    gold=label.value,
                    marked=label.value,
                    values={"onrecord": found.factuality, "hedge words": value},
                    gold_words=label.words,
                    words={"onrecord": list(found.hedges), "hedge words": words},
                    shown=shown,
                )
            )
    return judged


def judge_events(pages: Sequence[on_meantime.Page], readings: Sequence[Reading]) -> list[Judged]:
    """Those of the events that stand in a content or an assertion."""
    judged = []
    for page, reading in zip(pages, readings, strict=True):
        for event, unit, main in on_meantime.place(page.events, reading):
            spans = [*unit.cue, *unit.content] if isinstance(unit, Attribution) else [unit.span]
            values = {"onrecord": str(unit.factuality), "hedge words": by_words.value_of(page.text, spans)[0]}
            groups = ("MEANTIME, all events", *(("MEANTIME, main events",) if main else ()))
            whole = " … ".join(page.text[start:end] for start, end in spans)
            shown = f"{page.text[slice(*event.span)]} | {whole}"
            judged.append(Judged(groups, event.value, event.marked, values, [], {}, shown))
    return judged


def figures_of(judged: Sequence[Judged], system: str) -> dict[str, float]:
    """The figures of one system on these."""
    gold, marked = [j.gold for j in judged], [j.marked for j in judged]
    commonest = scores.majority(gold)
    found = commonest if system == "majority" else [j.values[system] for j in judged]
    result = scores.figures(gold, found, marked)
    result["over majority"] = result["mean F1"] - scores.figures(gold, commonest, marked)["mean F1"]
    words = [j.words.get(system, []) for j in judged]
    return result | scores.word_figures([j.gold_words for j in judged], words)


def grouped(judged: Sequence[Judged], names: Iterable[str]) -> dict[str, list[Judged]]:
    """Each group with its own, one in several where it belongs to several."""
    return {name: [j for j in judged if name in j.groups] for name in names}


def measure(judged: Sequence[Judged], asked: dict[str, int]) -> dict[str, Any]:
    """System -> group -> metric -> figure; `asked` says of how many in each group those judged are part."""
    groups = grouped(judged, sorted(asked))
    result: dict[str, Any] = {"counts": {name: [len(own), asked[name]] for name, own in groups.items()}}
    for system in SYSTEMS:
        result[system] = {"figures": {name: figures_of(own, system) for name, own in groups.items()}}
    for name, own in groups.items():
        right = sum(j.values["onrecord"] == j.gold for j in own)
        shares = {"found": len(own), "right of all": right}
        result["onrecord"]["figures"][name] |= {
            share: count / asked[name] if asked[name] else scores.NAN for share, count in shares.items()
        }
    return result


def asked_of(labels: Sequence[Label], pages: Sequence[on_meantime.Page], judged: Sequence[Judged]) -> dict[str, int]:
    """Group -> of how many. What is a main event is known only of events that stand in a unit: all of those."""
    events = sum(len(page.events) for page in pages)
    asked = {
        "MEANTIME, all events": events,
        "MEANTIME, main events": sum("MEANTIME, main events" in j.groups for j in judged),
    }
    for part in {label.part for label in labels}:
        own = [label for label in labels if label.part == part]
        asked |= {f"hand, {part}": len(own), f"hand, {part}, clear": sum(not label.ambiguous for label in own)}
    return asked


def print_table(result: dict[str, Any]) -> None:
    """A group after the other, a line a system, figures in percent."""
    for group, (found, asked) in result["counts"].items():
        right = 100 * result["onrecord"]["figures"][group]["right of all"]
        print(f"\n{group}: {found} of {asked} found; right of all {right:.1f}")
        print(" " * 12 + "".join(f"{metric:>14s}" for metric in METRICS))
        for system in SYSTEMS:
            own = result[system]["figures"][group]
            shown = (f"{100 * own[m]:14.1f}" if own[m] == own[m] else f"{'':>14s}" for m in METRICS)
            print(f"{system:12s}" + "".join(shown))


def print_errors(judged: Sequence[Judged]) -> None:
    """Gold value, the reader's, and the words, of all that the reader has wrong; the held part stays unseen."""
    for j in judged:
        if j.values["onrecord"] != j.gold and "hand, held" not in j.groups:
            print(f"{j.groups[-1]:24s} {j.gold:4s} {j.values['onrecord']:4s} {' '.join(j.shown.split())[:300]}")


def strays(labels: Sequence[Label], cases: dict[str, Case]) -> list[str]:
    """The articles of labels that are not among the cases, or in which other words stand than were labelled."""
    gone = {label.article for label in labels if label.article not in cases}
    here = (label for label in labels if label.article in cases)
    return sorted(gone | {own.article for own in here if hash_of(cases[own.article].text, own.content) != own.hash})


def read_all(cases: Sequence[Case]) -> list[Reading]:
    """What the reader reads in each; no date is given, for none is asked."""
    return Reader.open().read([plain_article(case) for case in cases])


def judge(labels: Sequence[Label], cases: dict[str, Case], pages: Sequence[on_meantime.Page]) -> list[Judged]:
    """All that is labelled or marked and that the reader found."""
    wanted = {name: cases[name] for name in sorted({label.article for label in labels})}
    by_hand = judge_labels(labels, wanted, dict(zip(wanted, read_all(list(wanted.values())), strict=True)))
    return by_hand + judge_events(pages, read_all([Case(page.id, page.text, []) for page in pages]))


def parsed() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    polnear, meantime = DATA / "polnear" / "dev.jsonl.gz", DATA / "meantime" / "dev.jsonl.gz"
    parser.add_argument("--cases", type=Path, default=polnear, help="as for bench/attribution (default: %(default)s)")
    parser.add_argument(
        "--labels", type=Path, default=HERE / "labels.jsonl", help="of the cases (default: %(default)s)"
    )
    parser.add_argument("--meantime", type=Path, help=f"gzipped JSON Lines (default: {meantime}, left out if absent)")
    parser.add_argument("--show", action="store_true", help="list the errors, but for those of the held part")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.meantime and meantime.exists():
        asked.meantime = meantime
    return asked


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing or are not those that were labelled."""
    asked = parsed()
    missing = [path for path in (asked.cases, asked.labels, asked.meantime) if path and not path.exists()]
    if missing:
        print(f"factuality: there is nothing at {missing[0]}; see --help", file=sys.stderr)
        return 2
    labels, cases = read_labels(asked.labels), {case.id: case for case in read_cases(asked.cases)}
    astray = strays(labels, cases)
    if astray:
        print(f"factuality: {len(astray)} labelled articles are not in {asked.cases} as labelled", file=sys.stderr)
        return 2
    pages = on_meantime.read_pages(asked.meantime) if asked.meantime else []
    judged = judge(labels, cases, pages)
    result = measure(judged, asked_of(labels, pages, judged))
    print_table(result)
    if asked.show:
        print_errors(judged)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
