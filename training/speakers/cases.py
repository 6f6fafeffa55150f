"""What whom-is-meant is learned from: articles of PolNeAR train with labels made by hand, and GUM's coreference.

`labels.jsonl` has the form of `bench/speakers/labels.jsonl`: spans, a hash of the source's words and whom they stand
for; no text. It was made on PolNeAR train alone, by one reader in one pass, before the rules were tuned on it. Strata
that begin with `fresh` or `long` were drawn later, to see what the rules do where they had not been tuned.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.attribution.run import Case, plain_article  # noqa: E402 -- the folder of benchmarks is no package
from bench.speakers.scores import Label, read_labels  # noqa: E402 -- likewise

from onrecord.model import Span  # noqa: E402
from onrecord.reader import Reader  # noqa: E402
from onrecord.reader._cast import Cast  # noqa: E402
from onrecord.reader._decode import Found, attributed, named  # noqa: E402
from onrecord.reader._mentions import mentions  # noqa: E402
from onrecord.reader._pieces import pieces, sections  # noqa: E402
from onrecord.reader._scores import scored  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.reader._decode import Named

DATA = ROOT / ".." / "shared" / "data"
LABELS = Path(__file__).parent / "labels.jsonl"


class Known(NamedTuple):
    """An article, its attributions and the cast that the reader makes of the names which its network finds."""

    id: str
    text: str
    found: list[Found]
    cast: Cast


def labelled() -> tuple[list[Label], dict[str, Known]]:
    """The labels, and their articles with the gold's attributions."""
    labels = read_labels(LABELS)
    wanted = {label.article for label in labels}
    reader = Reader.open()
    known = {}
    for row in rows(DATA / "polnear" / "train.jsonl.gz"):
        if row["id"] in wanted:
            known[row["id"]] = _known(row, _gold(row), names_and_found(reader, row)[0])
    return labels, known


def gum() -> Iterator[tuple[dict[str, Any], Known]]:
    """GUM's documents with the attributions that the reader finds."""
    reader = Reader.open()
    for row in rows(DATA / "names" / "gum.dev.jsonl.gz"):
        names, found = names_and_found(reader, row)
        yield row, _known(row, found, names)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def names_and_found(reader: Reader, row: dict[str, Any]) -> tuple[list[Named], list[Found]]:
    """What the network finds in a text."""
    article = plain_article(Case(row["id"], row["text"], []))
    names: list[Named] = []
    found: list[Found] = []
    for part in sections(pieces(row["text"], [block.span for block in article.blocks], reader.model.words)):
        scores = scored(part, reader.model.run)
        names += named(part, scores, reader.model)
        found += attributed(part, scores, reader.model)
    return sorted(names, key=lambda name: name.span), sorted(found, key=lambda each: each.place)


def _gold(row: dict[str, Any]) -> list[Found]:
    first = row["attributions"][min(row["attributions"])]
    found = [
        Found(_spans(each["source"]), _spans(each["cue"] or each["source"]), _spans(each["content"]))
        for each in first
        if each["source"] and each["content"]
    ]
    return sorted(found, key=lambda each: each.place)


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _known(row: dict[str, Any], found: list[Found], names: list[Named]) -> Known:
    text = row["text"]
    return Known(row["id"], text, found, Cast.of(text, mentions(text, names), found))
