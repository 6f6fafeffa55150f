"""A reader whose network sees something of its own in every word: what follows from its findings is tried on all texts.

The trained network takes most of a page's time and finds little in damaged text. This one costs next to nothing, and
hands decoding, linking, speakers and figures spans of every kind at every place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.reader import Reader
from onrecord.reader._lexicon import lexicon
from onrecord.reader._links import DISTANCES, by_arcs
from onrecord.reader._network import PACKAGED, WORDS, Model, ends_of, word_pieces
from onrecord.reader._tags import NAMES, ROLES, steps

if TYPE_CHECKING:
    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats

_LINK_WIDTH = 4


def babbling(seed: int = 7) -> Reader:
    """The reader; each word piece has the same scores wherever it stands, chosen by the seed."""
    words = word_pieces(PACKAGED / WORDS)
    chance = np.random.default_rng(seed)
    size = words.get_vocab_size()
    roles, names, links = (
        10 * chance.standard_normal((size, count), np.float32) for count in (len(ROLES), len(NAMES), 3 * _LINK_WIDTH)
    )

    def run(ids: Ids, _marks: Ids, _mask: Ids) -> tuple[Floats, Floats, Floats]:
        return roles[ids], names[ids], links[ids]

    linker = by_arcs(np.zeros((2, len(DISTANCES) + 1), np.float32))
    return Reader("babbling", lexicon(), Model(run, words, steps(ROLES), steps(NAMES), linker, ends_of(words)))
