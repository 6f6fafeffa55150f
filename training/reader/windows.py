"""Articles cut into windows and windows put into batches of one length."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from examples import UNKNOWN, UNNAMED, Example

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

    from torch import Tensor

CLS, SEP = 101, 102
SIZE = 254
"""Word pieces of an article in a window; with the two marks around it 256."""
_BATCH_PIECES = 16 * (SIZE + 2)


class Window(NamedTuple):
    """Some pieces of an article."""

    example: Example
    start: int
    stop: int


class Batch(NamedTuple):
    """Windows as tensors, padded to the longest: (batch, pieces) and (batch, pieces, 4)."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    roles: Tensor
    names: Tensor
    gold_names: Tensor
    """1 where the names are gold."""
    links: tuple[Tensor, Tensor]
    """For source and content: (links, 4): window, piece, cue, whether the piece belongs to the cue."""


def windows(examples: Iterable[Example], phase: random.Random) -> Iterator[Window]:
    """Windows that cover each article once, the first one cut off at a random place."""
    for example in examples:
        size = len(example.pieces.ids)
        start = 0
        stop = min(size, phase.randrange(SIZE // 4, SIZE + 1))
        while start < size:
            yield Window(example, start, stop)
            start, stop = stop, min(size, stop + SIZE)


def batches(found: Sequence[Window], order: random.Random) -> list[list[Window]]:
    """Windows of similar length together, the batches in random order."""
    # Sorted within noise, so that batches differ between epochs.
    ranked = sorted(found, key=lambda w: (w.stop - w.start) // 16 + order.random())
    groups: list[list[Window]] = [[]]
    for window in ranked:
        longest = max([window.stop - window.start, *(w.stop - w.start for w in groups[-1])]) + 2
        if groups[-1] and longest * (len(groups[-1]) + 1) > _BATCH_PIECES:
            groups.append([])
        groups[-1].append(window)
    order.shuffle(groups)
    return groups


def batch(group: Sequence[Window]) -> Batch:
    """The tensors of some windows, each between the marks [CLS] and [SEP]."""
    longest = max(w.stop - w.start for w in group) + 2
    shape = (len(group), longest)
    ids = np.zeros(shape, dtype=np.int64)
    marks = np.zeros((*shape, 4), dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    roles, names = np.full(shape, UNKNOWN), np.full(shape, UNKNOWN)
    gold = np.zeros(shape, dtype=np.int64)
    links: tuple[list[tuple[int, int, int, int]], ...] = ([], [])
    for row, (example, start, stop) in enumerate(group):
        size = stop - start
        inner = slice(1, size + 1)
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, inner] = example.pieces.ids[start:stop]
        marks[row, inner] = example.pieces.marks[start:stop]
        mask[row, : size + 2] = 1
        roles[row, inner] = example.roles[start:stop]
        names[row, inner] = example.names[start:stop]
        if not example.others_are_marked:
            names[row, inner][names[row, inner] == 0] = UNNAMED
        gold[row, inner] = example.names_are_gold
        _link(links, row, example, start, stop)
    tensors = [torch.from_numpy(array) for array in (ids, marks, mask, roles, names, gold)]
    pairs = [torch.tensor(found or np.zeros((0, 4)), dtype=torch.long) for found in links]
    return Batch(*tensors, links=(pairs[0], pairs[1]))


def _link(
    links: tuple[list[tuple[int, int, int, int]], ...], row: int, example: Example, start: int, stop: int
) -> None:
    """Every piece of a source or content in the window with every cue in it."""
    cues = [cue for cue, _, _ in example.links if start <= cue < stop]
    for part in (0, 1):
        owners: dict[int, set[int]] = {}
        for cue, *parts in example.links:
            for span in parts[part]:
                for piece in range(max(span.start, start), min(span.stop, stop)):
                    owners.setdefault(piece, set()).add(cue)
        for piece, own in owners.items():
            links[part].extend((row, piece - start + 1, cue - start + 1, int(cue in own)) for cue in cues)
