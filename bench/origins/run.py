"""How well the places are found where a page says whose reporting it carries, beside a plain peer in the same run.

The cases are 200 pages' worth of lines in three sets of `--cases PATH`, a folder that holds

- `polnear/train.jsonl.gz`: `id`, `text`, `author`, `wire` (70 pages),
- `pages/`: HTML with gold, as for `bench/pages` (80; the lines are the gold body's, one paragraph a line),
- `reprints/dev.articles.jsonl.gz`: `id`, `text`, `outlet` (50).

`labels.jsonl` beside this script holds no text: for each page its set and id, a short hash of its text, which half it
is in, and for each label its kind, the origin's canonical name, its span in code points of that text (null: in the
bylines that the set gives, or the page's head), and a short hash of the words. A text that has shifted is refused.

How the pages were drawn: of the texts of 200 to 5,000 code points, by a seeded draw, half at random and half among
those that hold a word such as an agency's name, "told the" or "according to" (so the second half is richer than pages
are); a page that shares three tenths of its 8-grams of words with one drawn before was left out. Each was read whole
and labelled before any rule was written, by the person who then wrote the rules: the held half is no blind test. Pages
go by a seeded draw to the tuning half, whose errors may be looked at, and to the held half, by which the gate goes.

What is labelled, once for each place:

- dateline: one that names an agency or outlet. A place alone says where, not whose
- byline: a line, or an author given, that names an agency or outlet, the page's own too
- closing: the credit that closes copy, and whose copyright the copy is; "(… Editing by …)" alone is Reuters
- credit: of a picture (the first agency or outlet named), and of a contribution (a person, where no outlet is named)
- original source: the page says where the whole piece is from; first appeared: where it appeared first
- told: a statement made to an outlet: told, interview with or on, statement to, speaking to, an appearance on
- according to: an outlet's report, investigation, article or count; "X reported", "X said" where X reports it
- link, metadata: the page's head names another site's address, or another source than the site

Not labelled: an outlet as the subject of news; its surveys; "the newspaper said", which names nobody; broadcasts whose
station is not named; persons' bylines.

A find is right where its kind and its origin (in letters and digits, without "the") are the label's and the two spans
overlap, or both have none. `any kind` counts a find as right whatever its kind. `wire` is the column of PolNeAR, all
of its train articles.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.origins.peer import peer_hints, peer_wire  # noqa: E402 -- the folder of benchmarks is no installed package
from bench.origins.scores import Find, figures, wire_figures  # noqa: E402 -- as above
from bench.pages.run import read_cases as read_pages  # noqa: E402 -- as above

from onrecord.model import Article, Block, Capture, Span  # noqa: E402 -- as above
from onrecord.page import _headhints, _hints, _language, _outlets, _wire, read_page  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DEFAULT_CASES = ROOT / ".." / "shared" / "data"
LABELS = Path(__file__).parent / "labels.jsonl"
# Part of a capture; no figure rests on it.
_FETCHED = datetime(2025, 1, 1, tzinfo=UTC)
_HEAD_KINDS = ("link", "metadata")


class Case(NamedTuple):
    """One page: its lines, the bylines that its set gives, its HTML where there is some, its outlet, its labels."""

    source: str
    id: str
    half: str
    text: str
    bylines: tuple[str, ...]
    page: Path | None
    outlet: str | None
    labels: tuple[Find, ...]


class Given(NamedTuple):
    """What a set gives of a page."""

    text: str
    bylines: tuple[str, ...]
    page: Path | None
    outlet: str | None


def given(folder: Path) -> dict[tuple[str, str], Given]:
    """Every page of the three sets, by set and id."""
    found = {}
    for row in rows(folder / "polnear" / "train.jsonl.gz"):
        found["polnear", row["id"]] = Given(row["text"], tuple(filter(named, [row["author"]])), None, None)
    for case in read_pages(folder / "pages"):
        name = f"{case.path.parent.name}/{case.path.name}"
        found["pages", name] = Given(case.gold.body, case.gold.authors, case.path, None)
    for row in rows(folder / "reprints" / "dev.articles.jsonl.gz"):
        found["reprints", str(row["id"])] = Given(row["text"], (), None, row["outlet"])
    return found


def rows(path: Path) -> Iterable[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def named(author: str | None) -> bool:
    """Whether the column holds an author: "None" and "NA" are how it says that there is none."""
    return author not in {None, "", "None", "NA"}


def read_cases(folder: Path, labels: Path) -> list[Case]:
    """The labelled pages. Raises ValueError where a text is not the one that was labelled."""
    pages = given(folder)
    cases = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = pages[row["source"], row["id"]]
        if digest(page.text, len(row["text"])) != row["text"]:
            raise ValueError(f"the text of {row['source']} {row['id']} is not the one that was labelled")
        found = tuple(label(page, entry) for entry in row["labels"])
        cases.append(Case(row["source"], row["id"], row["half"], *page, found))
    return cases


def label(page: Given, entry: dict[str, Any]) -> Find:
    """One label. Raises ValueError where other words stand at its place than those labelled."""
    span = Span(*entry["span"]) if entry["span"] else None
    if span and digest(page.text[span.start : span.end], len(entry["words"])) != entry["words"]:
        raise ValueError(f"other words than those labelled stand at {span}")
    return Find(entry["kind"], entry["origin"], span)


def digest(text: str, length: int) -> str:
    """So many first digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def by_onrecord(case: Case) -> tuple[Find, ...]:
    """What the page room finds in the lines, in the bylines given, and in the head of the page."""
    blocks = [
        Block("paragraph", Span(match.start(), match.end()))
        for match in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", case.text)
    ]
    page = read(case.page) if case.page else None
    language = page.language if page else _language.spoken(case.text)
    known = _outlets.outlet_at(case.outlet)
    found = [*_hints.text_hints(case.text, blocks, language, known.name if known else None)]
    found += _headhints.byline_hints(case.bylines)
    found += [hint for hint in page.hints if hint.kind in _HEAD_KINDS] if page else []
    return tuple(Find(hint.kind, hint.origin, hint.span) for hint in found)


def read(page: Path) -> Article | None:
    """The article in a page of HTML; its address is not known to the reader."""
    with gzip.open(page) as file:
        found = read_page(Capture(file.read(), str(page), None, "text/html", _FETCHED))
    return found if isinstance(found, Article) else None


def by_peer(case: Case) -> tuple[Find, ...]:
    """What the plain rules find."""
    return peer_hints(case.text, case.bylines)


SYSTEMS: dict[str, Callable[[Case], tuple[Find, ...]]] = {"onrecord": by_onrecord, "plain rules": by_peer}


def wire_by_onrecord(text: str, author: str | None) -> str | None:
    """The agency whose copy the text says it is."""
    return _wire.wire([line for line in text.split("\n") if line.strip()], filter(None, [author]))


WIRES: dict[str, Callable[[str, str | None], str | None]] = {"onrecord": wire_by_onrecord, "plain rules": peer_wire}


def measure(cases: list[Case], folder: Path) -> dict[str, Any]:
    """System -> group -> metric -> figure, and how fast it is."""
    result: dict[str, Any] = {"cases": {half: sum(case.half == half for case in cases) for half in ("held", "tune")}}
    articles = list(rows(folder / "polnear" / "train.jsonl.gz"))
    for name, system in SYSTEMS.items():
        began = time.process_time()
        found = [system(case) for case in cases]
        seconds = time.process_time() - began
        groups: dict[str, dict[str, float]] = {}
        for half in ("held", "tune"):
            pairs = [(case.labels, finds) for case, finds in zip(cases, found, strict=True) if case.half == half]
            groups |= {f"{half}, {kind}": row for kind, row in figures(pairs).items()}
        said = [(row["wire"], WIRES[name](row["text"], row["author"])) for row in articles]
        bare = [(row["wire"], WIRES[name](row["text"], None)) for row in articles]
        groups["wire"], groups["wire, without the author column"] = wire_figures(said), wire_figures(bare)
        result[name] = {"figures": groups, "seconds": seconds}
    return result


def print_table(result: dict[str, Any]) -> None:
    """The ratio to the peer first, then each kind, held before tuned."""
    ours, peer = (result[name]["figures"] for name in SYSTEMS)
    ratio = ours["held, all"]["F1"] / max(peer["held, all"]["F1"], 1e-9)
    print(f"onrecord over plain rules, F1 of all kinds, held half: {ratio:.3f}")
    print(f"pages: {result['cases']['held']} held, {result['cases']['tune']} tuned on\n")
    print(f"{'':32s}{'labels':>8s}" + "".join(f"{f'{name} {m}':>16s}" for name in SYSTEMS for m in ("P", "R", "F1")))
    for group, row in ours.items():
        shown = (result[name]["figures"][group][m] for name in SYSTEMS for m in ("P", "R", "F1"))
        print(f"{group:32s}{row['labels']:8.0f}" + "".join(f"{figure:16.3f}" for figure in shown))


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--cases", type=Path, default=DEFAULT_CASES, help="folder of the three sets (default: %(default)s)"
    )
    parser.add_argument(
        "--labels", type=Path, default=LABELS, help="labels of pages of these sets (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--errors", action="store_true", help="print what is wrong in the tuning half")
    asked = parser.parse_args()
    if not (asked.cases / "polnear").is_dir():
        print(f"origins: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    cases = read_cases(asked.cases, asked.labels)
    if asked.errors:
        print_errors(cases)
    result = measure(cases, asked.cases)
    print_table(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def print_errors(cases: list[Case]) -> None:
    """What is missed (-) and what is wrongly found (+) in the tuning half, with the words."""
    for case in cases:
        if case.half != "tune":
            continue
        found = by_onrecord(case)
        for sign, ours, others in (("-", case.labels, found), ("+", found, case.labels)):
            for find in ours:
                if not any(find.same(other) for other in others):
                    words = case.text[find.span.start : find.span.end] if find.span else ""
                    print(f"{sign} {case.source} {case.id[:40]} | {find.kind} | {find.origin} | {words[:150]!r}")


if __name__ == "__main__":
    sys.exit(main())
