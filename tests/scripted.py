"""Made networks for the reader: one that finds what a test has marked in its text, and one that finds spans everywhere.

Marks: `{S Ana Ruiz} {C said} {T it was shut}` are source, cue and what is told. Figures name the attributions to which
a part belongs (`{S1+2 Ana Ruiz}`: the first and the second); without one it is the first. `{PER Ana Ruiz}` is a name.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from making import article

from onrecord.model import Span
from onrecord.reader import Reader
from onrecord.reader._attributions import attributions
from onrecord.reader._cast import Cast
from onrecord.reader._decode import Found, Named
from onrecord.reader._lexicon import lexicon
from onrecord.reader._links import DISTANCES, by_arcs
from onrecord.reader._mentions import mentions
from onrecord.reader._network import PACKAGED, WORDS, Model, ends_of, word_pieces
from onrecord.reader._pieces import pieces
from onrecord.reader._tags import NAMES, ROLES, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from onrecord.model import Article, Attribution
    from onrecord.reader._pieces import Ids, Pieces
    from onrecord.reader._scores import Floats, Network

_MARK = re.compile(r"\{(S|C|T|PER|ORG|LOC|MISC)([\d+]*) |\}")
_ROLE_OF = {"S": "source", "C": "cue", "T": "content"}
# A score that no other comes near to.
SURE = 10.0
# Of the links that the babbling network makes; any number does.
_BABBLED = 4


class Part(NamedTuple):
    """A source, cue or content, and the attributions to which it belongs."""

    role: str
    span: Span
    of: tuple[int, ...]


@dataclass(frozen=True)
class Marked:
    """An article, and what stands in it."""

    article: Article
    parts: tuple[Part, ...] = ()
    names: tuple[Named, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def found(self) -> list[Found]:
        """The attributions by their spans, in the order of their first words."""
        spans: dict[int, dict[str, list[Span]]] = {}
        for part in sorted(self.parts, key=lambda part: part.span):
            for number in part.of:
                spans.setdefault(number, {role: [] for role in _ROLE_OF.values()})[part.role].append(part.span)
        made = [Found(*map(tuple, each.values())) for each in spans.values()]
        return sorted(made, key=lambda f: (min(f.source + f.cue + f.content), f.cue))


def marked(text: str) -> Marked:
    """The article whose paragraphs are the lines of a text, its marks left out, and what they say stands in it."""
    plain, at = "", 0
    opened: list[tuple[str, str, int]] = []
    parts, names = [], []
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], mark[2] or "1", len(plain)))
            continue
        kind, numbers, start = opened.pop()
        span = Span(start, len(plain))
        if kind in _ROLE_OF:
            parts.append(Part(_ROLE_OF[kind], span, tuple(int(number) for number in numbers.split("+"))))
        else:
            names.append(Named(kind, span))
    return Marked(article(plain + text[at:]), tuple(parts), tuple(sorted(names, key=lambda name: name.span)))


@functools.cache
def tokenizer() -> Tokenizer:
    """The one that comes with the package."""
    return word_pieces(PACKAGED / WORDS)


def pieces_of(of: Article) -> Pieces:
    return pieces(of.text, [block.span for block in of.blocks], tokenizer())


def model(network: Network) -> Model:
    """A model that has learned nothing but the network: no step and no distance is likelier than another."""
    linker = by_arcs(np.zeros((2, len(DISTANCES) + 1), np.float32))
    return Model(network, tokenizer(), steps(ROLES), steps(NAMES), linker, ends_of(tokenizer()))


def reader(*known: Marked) -> Reader:
    """A reader that finds in these articles what is marked in them, and in others nothing."""
    return Reader("made", lexicon(), model(scripted(*known)))


def interpreted(known: Marked) -> tuple[Attribution, ...]:
    """What the reader's rules make of marks that no network could give: one attribution within another's content."""
    found = known.found
    cast = Cast.of(known.text, mentions(known.text, known.names), found)
    return attributions(known.text, found, cast, lexicon())


def scripted(*known: Marked) -> Network:
    """A network that knows the word pieces of these articles and scores them as marked; others are outside all."""
    scripts = [(pieces_of(each.article), each) for each in known]
    scored = [(own.ids, _scores(own, each)) for own, each in scripts]

    def network(ids: Ids, marks: Ids, mask: Ids) -> tuple[Floats, Floats, Floats]:
        del marks, mask
        size = ids.shape[1]
        roles, names, links = (np.zeros((1, size, n), np.float32) for n in (len(ROLES), len(NAMES), 3))
        for own, scores in scored:
            at = _place(own, ids[0, 1:-1])
            if at is not None:
                roles, names, links = (np.pad(s[at : at + size - 2], ((1, 1), (0, 0)))[None] for s in scores)
        return roles, names, links

    return network


def _place(own: Ids, window: Ids) -> int | None:
    """Where a window stands in an article; a window that could stand in two places makes no test."""
    if not 0 < len(window) <= len(own):
        return None
    found = [at for at in np.flatnonzero(own == window[0]).tolist() if np.array_equal(own[at:][: len(window)], window)]
    assert len(found) < 2, "the text repeats itself"
    return found[0] if found else None


def _scores(own: Pieces, known: Marked) -> tuple[Floats, Floats, Floats]:
    width = 1 + max((number for part in known.parts for number in part.of), default=0)
    roles, names = _outside(len(own.ids), len(ROLES)), _outside(len(own.ids), len(NAMES))
    links = np.full((len(own.ids), 3, width), -SURE, np.float32)
    links[:, 2] = 0
    for part in known.parts:
        inside = _tag(roles, own, part.span, ROLES.index(f"B-{part.role}"))
        if part.role == "cue":
            links[inside[0], 2, list(part.of)] = np.sqrt(width)
        else:
            column = ("source", "content").index(part.role)
            links[np.ix_(inside, [column], list(part.of))] = SURE
    for name in known.names:
        _tag(names, own, name.span, NAMES.index(f"B-{name.kind}"))
    return roles, names, links.reshape(len(own.ids), 3 * width)


def _outside(size: int, tags: int) -> Floats:
    scores = np.zeros((size, tags), np.float32)
    scores[:, 0] = SURE
    return scores


def _tag(scores: Floats, own: Pieces, span: Span, first: int) -> Sequence[int]:
    """Scores the pieces within a span so that they come out as one; returns them."""
    inside: list[int] = np.flatnonzero((own.starts >= span.start) & (own.ends <= span.end)).tolist()
    scores[inside] = 0
    scores[inside[:1], first] = scores[inside[1:], first + 1] = SURE
    return inside


def babbling() -> Reader:
    """A reader whose network sees in every word piece something of its own, whatever stands beside it."""
    roles, names, links = _babble()
    return Reader("babbling", lexicon(), model(lambda ids, _marks, _mask: (roles[ids], names[ids], links[ids])))


@functools.cache
def _babble() -> tuple[Floats, Floats, Floats]:
    chance = np.random.default_rng(7)
    size = tokenizer().get_vocab_size()
    roles, names, links = (
        chance.standard_normal((size, n), np.float32) * np.float32(SURE) for n in (len(ROLES), len(NAMES), 3 * _BABBLED)
    )
    return roles, names, links
