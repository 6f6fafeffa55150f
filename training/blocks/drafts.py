"""Pages with gold as drafts of articles: the blocks that rules alone keep, their features, and which of them are text.

A page gives two drafts: what the product drafts, and what it would draft if the extractor were generous and the rules
took nothing out. The second is only learnt from: it has twice as many blocks that are no text.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.pages.run import outlet_of, read_cases  # noqa: E402 -- the folder of benchmarks is no installed package
from bench.pages.scores import body_of, shingles  # noqa: E402 -- as above

from onrecord.page import _blockmodel, _body, _clutter, _metadata, _order, _title, _tree, _witness  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    from bench.pages.run import Case
    from bench.pages.scores import Shingles

    from onrecord.page._assemble import Piece
    from onrecord.page._blockmodel import Told
    from onrecord.page._siblings import Placed
    from onrecord.page._tree import Seen
    from onrecord.page._trees import Matrix

    Flags = npt.NDArray[np.bool_]

# A block of which this much is in gold is text, and one of fewer words only if it is a line of gold.
_SHARE, _LEAST_SHINGLES = 0.5, 4
# Gold of many outlets leaves out lists and subheadings; what stands among text is no example of clutter.
_OFTEN_LEFT_OUT = frozenset({"bullet", "list", "heading"})


class Draft(NamedTuple):
    """One draft of one page."""

    outlet: str
    gold: str
    headline: str
    placed: tuple[Placed, ...]
    rows: Matrix
    text: Flags
    """Which blocks gold has."""
    sure: Flags
    """Which of these judgements can be learnt from."""

    def body(self, placed: Sequence[Placed]) -> str:
        """The body as the benchmark takes it."""
        return body_of((item.piece.text for item in placed), self.headline)


def read_drafts(folder: Path) -> Iterator[tuple[Draft, Draft]]:
    """Of each page that can be parsed the product's draft and the generous one."""
    for case in read_cases(folder):
        text = gzip.decompress(case.path.read_bytes()).decode("utf-8", errors="replace")
        yield _draft(case, text, generous=False), _draft(case, text, generous=True)


def _draft(case: Case, text: str, *, generous: bool) -> Draft:
    tree = _tree.parsed(text)
    if isinstance(tree, str):
        raise SystemExit(f"{case.path}: {tree}")
    head, linked, witness = _metadata.head(tree), _metadata.linked(tree), _witness.article_body(tree)
    _tree.prune(tree)
    seen = _tree.seen(tree)
    body = _body.body_pieces(tree, generous=generous)
    named = _title.names(head, linked, seen)
    headline = _title.headline(named, head.language) or ""
    told = _blockmodel.Told(headline, (linked.description, head.first("og:description", "description")), witness)
    clear = _uncleared if generous else _clutter.cleared
    draft = _order.drafted(seen, body, _title.keys(named, seen), told, clear=clear)
    return _labelled(case, [item for item in draft if item.piece.kind != "caption"], seen, told)


def _uncleared(_: Seen, placed: Sequence[Placed], titles: object) -> list[Placed]:
    del titles
    return list(placed)


def _labelled(case: Case, placed: list[Placed], seen: Seen, told: Told) -> Draft:
    gold = case.gold.body
    lines = {_letters(line) for line in gold.split("\n")}
    whole = shingles(gold)
    text = np.array([_is_text(item.piece.text, lines, whole) for item in placed], bool)
    rows = _blockmodel.matrix(_blockmodel.features(seen, placed, told)) if placed else np.zeros((0, 0), np.float32)
    sure = _sure([item.piece for item in placed], text)
    return Draft(outlet_of(case), gold, told.headline, tuple(placed), rows, text, sure)


def _is_text(text: str, lines: set[str], whole: Shingles) -> bool:
    own = shingles(text)
    if _letters(text) in lines:
        return True
    return own.total() >= _LEAST_SHINGLES and (own & whole).total() >= _SHARE * own.total()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _sure(pieces: Sequence[Piece], text: Flags) -> Flags:
    """False for lists and subheadings among text that gold does not have."""
    doubtful = [piece.kind in _OFTEN_LEFT_OUT and not told for piece, told in zip(pieces, text, strict=True)]
    above = _nearest(text, doubtful)
    below = _nearest(text[::-1], doubtful[::-1])[::-1]
    return np.array(
        [
            not (own and after and (before or piece.kind == "heading"))
            for own, before, after, piece in zip(doubtful, above, below, pieces, strict=True)
        ],
        bool,
    )


def _nearest(text: Flags, doubtful: Sequence[bool]) -> list[bool]:
    """Whether the nearest block before that is not doubtful is text."""
    found: list[bool] = []
    last = False
    for own, doubt in zip(text.tolist(), doubtful, strict=True):
        found.append(last)
        last = last if doubt else own
    return found
