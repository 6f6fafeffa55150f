"""The training data as word pieces with tags: PolNeAR's attributions, and names from PolNeAR, GUM and UNER."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from onrecord.model import Span
from onrecord.reader._pieces import Pieces, pieces
from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from tokenizers import Tokenizer

    Ids = npt.NDArray[np.int64]

UNKNOWN = -100
"""The tag of pieces that a data set says nothing of; no loss is taken from it."""
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
    names = np.zeros(len(found.ids), dtype=np.int64)
    for kind, span in _automatic_names(article["sentences"]):
        for pieces_of in covered(found, (span,)):
            tagged(names, pieces_of, NAMES.index(f"B-{kind}"))
    return Example(article["id"], text, found, roles, names, tuple(links), names_are_gold=False)


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
            names = np.zeros(len(found.ids), dtype=np.int64)
            for kind, span in gum_names(document):
                for pieces_of in covered(found, (span,)):
                    tagged(names, pieces_of, NAMES.index(f"B-{kind}"))
            yield _named(f"gum {document['id']}", text, found, names)


def _named(name: str, text: str, found: Pieces, names: Ids) -> Example:
    return Example(name, text, found, np.full(len(found.ids), UNKNOWN), names, (), names_are_gold=True)


_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NAME_LIKE_TAGS = frozenset({"JJ", "NN", "NNS", "VBG", "VBN", "FW"})
# "Bank of England", "Port-au-Prince", "Marks & Spencer": these join two parts of one name.
_JOINING = frozenset({"of", "the", "de", "la", "du", "van", "von", "der", "for", "&", "-", "–"})
# Offices before a person's name are no part of it: so PolNeAR's automatic tags and UNER have it.
_TITLES = frozenset(
    """Mr Mrs Ms Dr Prof Professor President King Queen Prince Princess Emperor Empress Tsar Pope Saint St Sir Dame Lord
    Lady General Major Colonel Captain Lieutenant Sergeant Admiral Senator Congressman Congresswoman Representative Rep
    Sen Gov Governor Judge Justice Chief Secretary Minister Chancellor Ambassador Father Sister Brother Reverend Rev
    Bishop""".split()  # noqa: SIM905 - a list of names reads better without its quotation marks
)


class Word(NamedTuple):
    """A token of GUM."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def is_name(self) -> bool:
        """Whether it is a proper noun, or written as one ("North" in "North Korea", "42nd" in "42nd Street")."""
        return self.tag in _NAME_TAGS or (
            self.text[:1].isupper() and self.tag in {"JJ", "NN", "NNS", "VBG", "VBN", "FW"}
        )


def gum_names(document: dict[str, Any]) -> list[tuple[str, tuple[int, int]]]:
    """The names in a document of GUM, by a written rule.

    A mention whose head is a proper noun holds one name: the run of names around the head, with what joins two of them
    ("of", "the", "&") and numbers that follow. Articles, offices in lower case, appositions and what stands behind a
    comma are not part of it. Of mentions within each other the outermost gives its name first, and the inner ones give
    theirs where it is another. person, organization and place are PER, ORG and LOC; peoples ("the Finns") and all other
    types are MISC; times are no names, nor are addresses of mail or web.
    """
    text = document["text"]
    words = [Word(s, e, text[s:e], tag) for sentence in document["sentences"] for s, e, _, _, tag, *_ in sentence]
    starts = {word.start: at for at, word in enumerate(words)}
    found: list[tuple[str, tuple[int, int]]] = []
    taken: set[int] = set()
    mentions = [m for m in document["mentions"] if m["named"] and m["type"] != "time"]
    for mention in sorted(mentions, key=lambda m: m["span"][0] - m["span"][1]):
        head = starts.get(mention["head"][0])
        if head is None or words[head].tag not in _NAME_TAGS or re.search(r"[@/]|www", words[head].text):
            continue
        run = _name_run(words, head, mention["span"])
        if not taken & set(run):
            taken |= set(run)
            people = mention["type"] == "person" and all(words[at].tag == "NNPS" for at in run)
            kind = "MISC" if people else _KINDS.get(mention["type"], "MISC")
            while kind == "PER" and len(run) > 1 and words[run[0]].text.rstrip(".") in _TITLES:
                run = run[1:]
            found.append((kind, (words[run[0]].start, words[run[-1]].end)))
    return sorted(found, key=lambda name: name[1])


def _name_run(words: Sequence[Word], head: int, within: Sequence[int]) -> range:
    def inside(at: int) -> bool:
        return 0 <= at < len(words) and within[0] <= words[at].start and words[at].end <= within[1]

    start, end = head, head
    while inside(start - 1) and (words[start - 1].is_name or _joins(words, start - 1, start - 2, inside)):
        start -= 1
    while inside(end + 1) and (
        words[end + 1].is_name or words[end + 1].tag == "CD" or _joins(words, end + 1, end + 2, inside)
    ):
        end += 1
    while start < head and not words[start].is_name:
        start += 1
    while end > head and not (words[end].is_name or words[end].tag == "CD"):
        end -= 1
    return range(start, end + 1)


def _joins(words: Sequence[Word], at: int, beyond: int, inside: Callable[[int], bool]) -> bool:
    if words[at].text not in _JOINING or not inside(beyond):
        return False
    further = beyond + (beyond - at)
    another = words[beyond].text in _JOINING and inside(further) and words[further].is_name
    return words[beyond].is_name or another


# Number, word and tag; what follows is not read.
_COLUMNS = 3


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
        text += "\n" if text else ""
        open_kind, start = None, 0
        for row in sentence.split("\n"):
            fields = row.split("\t")
            if len(fields) < _COLUMNS or not fields[0].isdigit():
                continue
            tag = fields[2]
            if open_kind and tag != f"I-{open_kind}":
                spans.append((open_kind, (start, len(text))))
                open_kind = None
            text += "" if not text or text.endswith("\n") else " "
            if tag.startswith("B-"):
                open_kind, start = tag[2:], len(text)
            text += fields[1]
        if open_kind:
            spans.append((open_kind, (start, len(text))))
    found = pieces(text, lines(text), words)
    names = np.zeros(len(found.ids), dtype=np.int64)
    for kind, span in spans:
        for pieces_of in covered(found, (span,)):
            tagged(names, pieces_of, NAMES.index(f"B-{kind if kind in ('PER', 'ORG', 'LOC') else 'MISC'}"))
    return _named(name, text, found, names)
