"""The metrics of text dumps: which lines were kept, and how near the kept text is to the article's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BODY = frozenset({"body", "subhead", "summary"})
APART = frozenset({"title", "byline", "caption", "credit", "blank"})
"""Rightly kept or rightly left out: counted neither way where lines are judged by being kept at all."""

_WORD = re.compile(r"\w+")
# Shorter lines stand within some block by chance.
_LEAST_WITHIN = 20
# A block may run over several lines where these were wrapped; the look ahead stays within such a paragraph.
_LOOK_AHEAD = 200
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


class Judged(NamedTuple):
    """A dump's labels with what a system did: lines kept at all, and lines kept as running text."""

    lines: Sequence[str]
    labels: Sequence[str]
    kept: frozenset[int]
    as_body: frozenset[int]


def squeezed(text: str) -> str:
    """White space folded, invisible characters out."""
    return " ".join(_UNSEEN.sub("", text).split())


def aligned(lines: Sequence[str], blocks: Sequence[str]) -> list[frozenset[int]]:
    """For each block the lines that it is made of, each line used once, in order where that can be.

    A block is the line it equals, the nearest after the block before; else the line that it is a part of (a bullet
    or keywords taken off); else all the following lines that are parts of it (a paragraph put together again).
    """
    plain = [squeezed(line) for line in lines]
    places: dict[str, list[int]] = {}
    for at, text in enumerate(plain):
        places.setdefault(text, []).append(at)
    used: set[int] = set()
    found = []
    cursor = 0
    for block in map(squeezed, blocks):
        equal = [at for at in places.get(block, ()) if at not in used]
        after = equal[bisect_left(equal, cursor) :]
        taken = (
            frozenset(after[:1] or equal[:1]) or _within(plain, block, cursor, used) or _within(plain, block, 0, used)
        )
        used |= taken
        found.append(taken)
        # A headline may stand below what follows it; the text goes on from its own lines.
        cursor = max(taken) + 1 if taken and len(found) > 1 else cursor
    return found


def _within(plain: Sequence[str], block: str, start: int, used: set[int]) -> frozenset[int]:
    ahead = [at for at in range(start, len(plain)) if at not in used and plain[at]]
    whole = next((at for at in ahead if len(block) >= _LEAST_WITHIN and block in plain[at]), None)
    if whole is None:
        whole = next((at for at in ahead if plain[at].endswith(block) and len(plain[at]) <= len(block) + 4), None)
    if whole is not None:
        return frozenset({whole})
    first = next((n for n, at in enumerate(ahead) if len(plain[at]) >= _LEAST_WITHIN and plain[at] in block), None)
    if first is None:
        return frozenset()
    return frozenset(at for at in ahead[first : first + _LOOK_AHEAD] if plain[at] in block and _near(at, ahead[first]))


def _near(at: int, first: int) -> bool:
    return at - first < _LOOK_AHEAD


def f1(hits: float, found: float, gold: float) -> float:
    """The F1 of these counts; 1 where there is nothing to find and nothing was found."""
    return 2 * hits / (found + gold) if found + gold else 1.0


def figures(pages: Sequence[Judged]) -> dict[str, float]:
    """Line figures of counts over all pages, page figures averaged over the pages."""
    total: Counter[str] = Counter()
    for page in pages:
        gold = {at for at, label in enumerate(page.labels) if label in BODY}
        kept = {at for at in page.kept if page.labels[at] not in APART}
        strict = {at for at in page.as_body if page.labels[at] != "blank"}
        total.update(gold=len(gold), kept=len(kept), hits=len(gold & kept))
        total.update({"strict": len(strict), "strict hits": len(gold & strict)})
    return {
        "line P": total["hits"] / max(total["kept"], 1),
        "line R": total["hits"] / max(total["gold"], 1),
        "line F1": f1(total["hits"], total["kept"], total["gold"]),
        "line F1, strict": f1(total["strict hits"], total["strict"], total["gold"]),
        "page F1": fmean(map(page_f1, pages)) if pages else float("nan"),
    }


def page_f1(page: Judged) -> float:
    """F1 of the words, with their counts, of the lines kept against those of the body-like lines."""
    gold = _words(page.lines[at] for at, label in enumerate(page.labels) if label in BODY)
    kept = _words(page.lines[at] for at in page.kept if page.labels[at] not in APART)
    return f1((gold & kept).total(), kept.total(), gold.total())


def kept_by_label(pages: Iterable[Judged]) -> dict[str, float]:
    """Label -> the share of its lines that was kept."""
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for page in pages:
        seen.update(page.labels)
        kept.update(page.labels[at] for at in page.kept)
    return {label: kept[label] / count for label, count in sorted(seen.items()) if label != "blank"}


def _words(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in _WORD.findall(line))
