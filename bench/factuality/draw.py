"""Draws the contents that `labels.jsonl` labels from PolNeAR's articles, or others from other articles, seeded.

Prints JSON Lines in the form of `labels.jsonl`, values and words left empty, in the order of the articles: `--size` of
them at random and as many with a possible marker in cue or content, at most five an article. Half of the articles drawn
from are there to tune on (`part`), the others to be held to.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.attribution.run import DEFAULT_CASES, Case, read_cases  # noqa: E402 -- bench is no installed package
from bench.factuality.run import hash_of  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# An article in which much is said must not outweigh the others.
_MOST = 5
# What was labelled was drawn with these.
_SEEDS = (20091, 20092)
_MARKER = re.compile(
    r"\b(?:may|might|could|would|should|can|cannot|must|shall|will|if|unless|whether|not|no|never|none|nothing|nobody"
    r"|neither|nor|without|likely|unlikely|probably|perhaps|maybe|possibly|possible|apparent(?:ly)?|reportedly"
    r"|alleged(?:ly)?|seem\w*|appear\w*|going to|deny|denied|denies|denying|demand\w*|urge\w*"
    r"|call(?:ed|ing|s) (?:on|for)|ask\w*|expect\w*|hope\w*|want\w*|wish\w*|predict\w*|question\w*|promis\w*|vow\w*"
    r"|pledge\w*|suggest\w*|believe\w*|think\w*|thought|suspect\w*|fear\w*|doubt\w*|rumou?r\w*|claim\w*|warn\w*"
    r"|plan\w*|propos\w*|wonder\w*|refus\w*"
    r"|reject\w*|dismiss\w*)\b|\w*n['’]t\b|\?",
    re.IGNORECASE,
)


class Drawn(NamedTuple):
    """A content to label."""

    case: int
    """Of the cases."""
    start: int
    content: tuple[tuple[int, int], ...]
    marked: bool
    stratum: str = ""


def contents(cases: Sequence[Case]) -> Iterator[Drawn]:
    """All contents of the cases."""
    for n, case in enumerate(cases):
        for found in case.gold:
            spans = tuple((start, end) for start, end in found["content"])
            if spans:
                words = " ".join(case.text[start:end] for start, end in [*found["cue"], *spans])
                yield Drawn(n, spans[0][0], spans, bool(_MARKER.search(words)))


def draw(pool: Iterable[Drawn], size: int) -> list[Drawn]:
    """Of each stratum as many as asked for, where the pool has them, in text order."""
    chances = random.Random(_SEEDS[0])  # noqa: S311 -- a sample, no secret
    left, used = list(pool), Counter[int]()
    drawn: list[Drawn] = []
    for stratum in ("random", "marked"):
        lot = [one for one in left if one.marked or stratum == "random"]
        chances.shuffle(lot)
        taken: list[Drawn] = []
        for one in lot:
            if len(taken) < size and used[one.case] < _MOST:
                used[one.case] += 1
                taken.append(one)
        drawn += [one._replace(stratum=stratum) for one in taken]
        left = [one for one in left if one not in taken]
    return sorted(drawn)


def to_tune_on(articles: Iterable[str]) -> set[str]:
    """Half of the articles."""
    mixed = sorted(set(articles))
    random.Random(_SEEDS[1]).shuffle(mixed)  # noqa: S311 -- a sample, no secret
    return set(mixed[: len(mixed) // 2])


def rows(cases: Sequence[Case], size: int) -> Iterator[dict[str, Any]]:
    """What `labels.jsonl` holds, yet without labels."""
    drawn = draw(contents(cases), size)
    tune = to_tune_on(cases[one.case].id for one in drawn)
    for one in drawn:
        article, text = cases[one.case][:2]
        yield {
            "article": article,
            "content": one.content,
            "hash": hash_of(text, one.content),
            "value": None,
            "words": [],
            "ambiguous": False,
            "stratum": one.stratum,
            "part": "tune" if article in tune else "held",
        }


def main() -> int:
    """Prints them; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="as for run.py (default: %(default)s)")
    parser.add_argument("--size", type=int, default=100, help="of each of the two strata (default: %(default)s)")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"factuality: there is nothing at {asked.cases}", file=sys.stderr)
        return 2
    for row in rows(read_cases(asked.cases), asked.size):
        print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
