"""Labelled text dumps, and their splits by site."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.page import _linecontext, _linefeatures

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from onrecord.page._linefeatures import Page

    Flags = npt.NDArray[np.bool_]

BODY_LIKE = frozenset(("body", "subhead", "summary"))
# One site in about six is held out: enough pages (144) to tell a point of line F1 from chance, few enough to train.
HELD_OUT_PERCENT = 15


class Dump(NamedTuple):
    """A labelled dump: its page, the gold of all its lines, and that of those that are not blank."""

    site: str
    page_id: str
    lines: list[str]
    labels: list[str]
    page: Page
    gold: Flags
    told: Flags
    """The gold of the lines that are not blank."""
    near: Flags
    """Which of the lines that are not blank the model judges; the others are no article."""


def read_dumps(path: Path) -> list[Dump]:
    """The labelled dumps with the features of their lines."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [_dump(json.loads(line)) for line in stream]


def _dump(row: dict[str, list[str] | str]) -> Dump:
    lines, labels = list(row["lines"]), list(row["labels"])
    page = _linefeatures.page_of(lines)
    gold = np.array([label in BODY_LIKE for label in labels])
    near = _linecontext.candidates(page)
    return Dump(str(row["site"]), str(row["id"]), lines, labels, page, gold, gold[page.places], near)


def part(site: str, parts: int, salt: str) -> int:
    """Which part of a split a site falls in: by the hash of its name, so that it is the same on every machine."""
    return int(hashlib.sha256(f"{salt}{site}".encode()).hexdigest(), 16) % parts


def held_out(dump: Dump) -> bool:
    """Whether the dump's site is kept from training and tuning."""
    return part(dump.site, 100, "") < HELD_OUT_PERCENT
