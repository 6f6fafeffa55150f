"""The training data as word pieces with tags: PolNeAR's attributions, and names from PolNeAR, GUM and UNER."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from folds import gum_names, uner_names

from onrecord.model import Span
from onrecord.reader._pieces import Pieces, pieces
from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer

    Ids = npt.NDArray[np.int64]

UNKNOWN = -100
"""The tag of pieces that a data set says nothing of; no loss is taken from it."""
UNNAMED = -1
"""The tag of pieces that are no PER, ORG or LOC, where a data set does not say whether they are another name."""
_PARTS = ("source", "cue", "content")
# By the automatic tags' agreement with gold: persons and places are mostly right, organisations half of the time.
_AUTOMATIC = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


@dataclass(frozen=True)
class Example:
    """One article: its pieces, the tags of each, and which sources and contents belong to which cue."""

    id: str
    text: str
    pieces: Pieces
    roles: Ids
    """Shape (n,): numbers in ROLES, or UNKNOWN."""
    names: Ids
    links: tuple[tuple[int, tuple[range, ...], tuple[range, ...]], ...]
    """By attribution: the first piece of its cue, and the pieces of its source and of its content."""
    names_are_gold: bool
    others_are_marked: bool = False
    """Whether what is no PER, ORG or LOC is marked wherever it is a name (MISC); if not, it may stand anywhere."""


def lines(text: str) -> list[Span]:
    """The paragraphs of a clean text: its lines that are not blank."""
    return [Span(*found.span()) for found in re.finditer(r"\S[^\n]*", text)]


def polnear(path: Path, words: Tokenizer, annotator: random.Random | None = None) -> Iterator[Example]:
    """The articles with gold attributions; of several annotators the first, or with `annotator` one by chance."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            annotators = sorted(article["attributions"])
            name = annotator.choice(annotators) if annotator else annotators[0]
            yield _attributed(article, article["attributions"][name], words)


def _attributed(article: dict[str, Any], attributions: Sequence[dict[str, Any]], words: Tokenizer) -> Example:
    text = article["text"]
    found = pieces(text, lines(text), words)
    roles = np.zeros(len(found.ids), dtype=np.int64)
    links = []
    for attribution in attributions:
        ranges = {part: tuple(covered(found, attribution.get(part) or ())) for part in _PARTS}
        for part, spans in ranges.items():
            for span in spans:
                tagged(roles, span, ROLES.index(f"B-{part}"))
        if ranges["cue"]:
            links.append((ranges["cue"][0].start, ranges["source"], ranges["content"]))
    tags = np.zeros(len(found.ids), dtype=np.int64)
    for kind, span in _automatic_names(article["sentences"]):
        for pieces_of in covered(found, (span,)):
            tagged(tags, pieces_of, NAMES.index(f"B-{kind}"))
    return Example(article["id"], text, found, roles, tags, tuple(links), names_are_gold=False)


def _automatic_names(sentences: Iterable[Sequence[Sequence[Any]]]) -> Iterator[tuple[str, tuple[int, int]]]:
    for sentence in sentences:
        open_kind, start, end = None, 0, 0
        for token in [*sentence, [0, 0, "", "", "O"]]:
            kind = _AUTOMATIC.get(token[4] or "O")
            if kind != open_kind:
                if open_kind:
                    yield open_kind, (start, end)
                open_kind, start = kind, token[0]
            end = token[1]


def covered(found: Pieces, spans: Iterable[Sequence[int]]) -> Iterator[range]:
    """The pieces that share a character with each span; a span over several paragraphs is one range in each."""
    for start, end in spans:
        first = int(np.searchsorted(found.ends, start, side="right"))
        last = int(np.searchsorted(found.starts, end, side="left"))
        at = first
        while at < last:
            stop = min(last, int(np.searchsorted(found.paragraphs, found.paragraphs[at], side="right")))
            yield range(at, stop)
            at = stop


def tagged(tags: Ids, span: range, first: int) -> None:
    """Writes a span's tags: `first` on its first piece, the next number on the others."""
    if span:
        tags[span.start] = first
        tags[span.start + 1 : span.stop] = first + 1


def gum(path: Path, words: Tokenizer) -> Iterator[Example]:
    """The documents with gold names; of nested ones the outermost."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            text = document["text"]
            found = pieces(text, lines(text), words)
            tags = np.zeros(len(found.ids), dtype=np.int64)
            for kind, span in gum_names(document):
                for pieces_of in covered(found, (span,)):
                    tagged(tags, pieces_of, NAMES.index(f"B-{kind}"))
            yield _named(f"gum {document['id']}", text, found, tags, others_are_marked=True)


def _named(name: str, text: str, found: Pieces, tags: Ids, *, others_are_marked: bool = False) -> Example:
    roles = np.full(len(found.ids), UNKNOWN)
    return Example(name, text, found, roles, tags, (), names_are_gold=True, others_are_marked=others_are_marked)


def uner(path: Path, words: Tokenizer) -> Iterator[Example]:
    """Web sentences with gold names, as documents of up to twenty sentences, one a paragraph."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("# newdoc id = ")[1:]
    for block in blocks:
        name = block.split("\n", 1)[0]
        yield _uner_document(f"uner {name}", block, words)


def _uner_document(name: str, block: str, words: Tokenizer) -> Example:
    text, spans = "", []
    for sentence in re.split(r"\n\s*\n", block):
        written = re.search(r"^# text = (.*)$", sentence, re.MULTILINE)
        if written:
            text += "\n" if text else ""
            begin = len(text)
            text += written[1]
            spans += [(kind, (begin + start, begin + end)) for kind, (start, end) in uner_names(sentence, written[1])]
    found = pieces(text, lines(text), words)
    tags = np.zeros(len(found.ids), dtype=np.int64)
    for kind, span in spans:
        for pieces_of in covered(found, (span,)):
            tagged(tags, pieces_of, NAMES.index(f"B-{kind if kind in ('PER', 'ORG', 'LOC') else 'MISC'}"))
    return _named(name, text, found, tags)
