"""Other names in the place of a document's own: what is a name is learned from its surroundings, not by heart.

Mention replacement, after Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from examples import Example, covered, lines, tagged

from onrecord.reader._pieces import pieces
from onrecord.reader._tags import NAMES, spans

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

    from tokenizers import Tokenizer

Known = dict[tuple[str, int], list[str]]
"""Kind and number of words -> the names of that kind and size."""

# A gold name counts at once, one tagged by a program from its third place on: many that stand once are errors.
_SEEN = 3
# Of the different names of a document every other one is exchanged.
_EXCHANGED = 0.5
_KINDS = frozenset({"PER", "ORG", "LOC"})


def known_names(examples: Iterable[Example]) -> Known:
    """The names in these articles, gold or tagged by a program."""
    counts: dict[tuple[str, int], Counter[str]] = {}
    for example in examples:
        for kind, start, end in _places(example):
            name = example.text[start:end]
            if "\n" not in name:
                counts.setdefault((kind, len(name.split())), Counter())[name] += _SEEN if example.names_are_gold else 1
    return {key: [name for name, n in sorted(of.items()) if n >= _SEEN] for key, of in counts.items()}


def exchanged(example: Example, known: Known, words: Tokenizer, chance: random.Random) -> Example:
    """The document with others in the place of some names, each the same throughout, of the same kind and size."""
    text, at = "", 0
    placed: list[tuple[str, tuple[int, int]]] = []
    instead: dict[tuple[str, str], str] = {}
    for kind, start, end in _places(example):
        name = example.text[start:end]
        if (kind, name) not in instead:
            others = known.get((kind, len(name.split()))) if kind in _KINDS and chance.random() < _EXCHANGED else None
            instead[kind, name] = chance.choice(others) if others else name
        text += example.text[at:start]
        placed.append((kind, (len(text), len(text) + len(instead[kind, name]))))
        text, at = text + instead[kind, name], end
    text += example.text[at:]
    found = pieces(text, lines(text), words)
    tags = np.zeros(len(found.ids), dtype=np.int64)
    for kind, span in placed:
        for pieces_of in covered(found, (span,)):
            tagged(tags, pieces_of, NAMES.index(f"B-{kind}"))
    unknown = np.full(len(found.ids), example.roles[0])
    return Example(example.id, text, found, unknown, tags, (), example.names_are_gold, example.others_are_marked)


def _places(example: Example) -> Iterator[tuple[str, int, int]]:
    of = example.pieces
    for name in spans(example.names, NAMES):
        yield name.kind, int(of.starts[name.start]), int(of.ends[name.stop - 1])
