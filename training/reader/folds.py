"""The gold names of GUM and Universal NER by one written rule, so that one convention is learned and measured."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Placed = tuple[str, tuple[int, int]]
"""A kind of name, and where it stands."""

_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_NAME_TAGS = frozenset({"NNP", "NNPS"})
# "Bank of England", "Port-au-Prince", "Marks & Spencer": these join two parts of one name.
_JOINING = frozenset({"of", "the", "de", "la", "du", "van", "von", "der", "for", "&", "-", "–"})
_LISTS = {
    name: frozenset(listed.split())
    for name, listed in tomllib.loads(Path(__file__).with_name("folds.toml").read_text(encoding="utf-8")).items()
}


class Word(NamedTuple):
    """A token of GUM."""

    start: int
    end: int
    text: str
    tag: str
    head: int
    """The number of the word that it hangs on, in the document."""
    relation: str

    @property
    def is_name(self) -> bool:
        """Whether it is a proper noun, or written as one ("North" in "North Korea", "42nd" in "42nd Street")."""
        return self.tag in _NAME_TAGS or (
            self.text[:1].isupper() and self.tag in {"JJ", "NN", "NNS", "VBG", "VBN", "FW"}
        )


def gum_names(document: dict[str, Any]) -> list[Placed]:
    """The names in a document of GUM, by a written rule that brings them to Universal NER's convention.

    A mention whose head is a proper noun holds one name: the run of names around the head, with what joins two of them
    ("of", "the", "&") and numbers that follow. Appositions and what stands behind a comma are not part of it. A person
    or a place whose head is a common noun has the name that is tied to it and no mention by itself: "the critic Louis
    Ehlert", "the state of Texas". Articles before any name, titles and offices before a person's are no part of it
    ("the President of the United States" names a place alone). Of mentions within each other the outermost gives its
    name first, and the inner ones give theirs where it is another. person, organization and place are PER, ORG and LOC;
    peoples ("the Finns", "Senate Republicans") and all other types are MISC; a country or city is LOC also where its
    government or its team is meant; times are no names, nor are addresses of mail or web.
    """
    words = list(_words(document))
    starts = {word.start: at for at, word in enumerate(words)}
    found: list[Placed] = []
    taken: set[int] = set()
    mentions = [m for m in document["mentions"] if m["type"] != "time"]
    for mention in sorted(mentions, key=lambda m: (not m["named"], m["span"][0] - m["span"][1])):
        head = _name_head(words, starts, mention)
        if head is None or words[head].tag not in _NAME_TAGS or re.search(r"[@/]|www", words[head].text):
            continue
        kind, run = _kind_and_name(mention["type"], words, head, _name_run(words, head, mention["span"]))
        if run and not taken & set(run):
            taken |= set(run)
            found.append((kind, (words[run[0]].start, words[run[-1]].end)))
    return sorted(found, key=lambda name: name[1])


def _words(document: dict[str, Any]) -> Iterator[Word]:
    text, first = document["text"], 0
    for sentence in document["sentences"]:
        for start, end, _, _, tag, head, relation in sentence:
            yield Word(start, end, text[start:end], tag, first + head, relation)
        first += len(sentence)


# How a name hangs on the common noun that says what it is; of a place "the state of Texas" too.
_TIES = {"person": ("flat", "appos"), "place": ("flat", "appos", "nmod"), "organization": ("flat", "appos")}


def _name_head(words: Sequence[Word], starts: dict[int, int], mention: dict[str, Any]) -> int | None:
    head = starts.get(mention["head"][0])
    if head is None or mention["named"]:
        return head
    ties = _TIES.get(mention["type"], ())
    behind = itertools.takewhile(lambda at: words[at].end <= mention["span"][1], range(head + 1, len(words)))
    tied = (at for at in behind if words[at].head == head and words[at].tag in _NAME_TAGS)
    return next((at for at in tied if words[at].relation in ties), None)


def _kind_and_name(kind: str, words: Sequence[Word], head: int, run: range) -> tuple[str, range]:
    """A mention's kind of name, and the run without what is no part of it; an empty one where it is no name at all."""
    if words[run[0]].text in {"The", "the"} and len(run) > 1:
        run = run[1:]
    folded = _KINDS.get(kind, "MISC")
    name = " ".join(words[at].text for at in run)
    if folded == "ORG" and _is_place(name):
        return "LOC", run
    if folded == "PER" and (words[head].tag == "NNPS" or name in _LISTS["peoples"]):
        return "MISC", run
    return folded, _untitled(words, run) if folded == "PER" else run


def _is_place(name: str) -> bool:
    """Whether the reader's lists hold it: a country or city, or two words such as "North Korea", "New York"."""
    first, _, last = name.rpartition(" ")
    places = _LISTS["places"]
    return name in places or (first in _LISTS["place_openings"] and last in places | _LISTS["place_heads"])


def _untitled(words: Sequence[Word], run: range) -> range:
    """A person's name without the titles before it; an empty one where it is an office alone."""
    for at in run[:-1]:
        if words[at].text.rstrip(".") in _LISTS["offices"]:
            run = range(at + 1, run.stop)
    while run and (words[run[0]].text.rstrip(".").lower() in _LISTS["titles"] or words[run[0]].text in "-–"):
        run = run[1:]
    # Of an office "of" something there is nothing left of a person's name.
    return run if run and words[run[0]].is_name else run[:0]


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


def uner_names(sentence: str, text: str) -> Iterator[Placed]:
    """The names of a sentence by their place in its text, without an article before them."""
    kind, start, end, at = "", 0, 0, 0
    for row in [*sentence.split("\n"), "0\t\tO"]:
        fields = row.split("\t")
        if len(fields) < _COLUMNS or not fields[0].isdigit():
            continue
        tag = fields[2]
        if kind and tag != f"I-{kind}":
            yield kind, (start, end)
            kind = ""
        place = text.index(fields[1], at)
        at = place + len(fields[1])
        if tag.startswith("B-"):
            kind, start = tag[2:], place + 4 * text[place:].lower().startswith("the ")
        end = at
