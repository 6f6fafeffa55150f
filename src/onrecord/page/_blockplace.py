"""Where each block stands in the page: in which elements, among which links and pictures, how far from the others."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lexicon
from onrecord.page._title import letters
from onrecord.page._tree import spaceless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from onrecord.page._blockshape import Row
    from onrecord.page._siblings import Placed
    from onrecord.page._tree import Seen

_INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "big",
            "bdi",
            "bdo",
            "cite",
            "code",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "label",
        ),
        *("mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
    }
)
_SLANTED, _BOLD = frozenset({"em", "i"}), frozenset({"strong", "b"})
_STYLED = _SLANTED | _BOLD | {"span"}
_APART = frozenset({"aside", "footer", "header", "form", "section"})
_TABLE = frozenset({"td", "tr"})
_FIGURE = frozenset({"figure", "figcaption"})
# The main element holds at least this share of the text.
_MAIN_SHARE = 0.5
# More elements between a block and the main one tell no more.
_MOST_CHAIN = 12
_NAME_CHARACTERS = 300
# Letters beyond which a picture stands nowhere near.
_FAR = 2000
_LONG_LETTERS = 70
# Blocks counted from either end, and long ones before and after.
_FROM_END, _LONG_BLOCKS = 12.0, 8.0
# The witness counts where it tells of most of the text; many pages give it a sentence or a teaser only.
_WITNESSED = 0.5
_BEGINNING, _ENDING = 50, 30


class _Where(NamedTuple):
    """A block: where its text begins and ends, its element, and those up to the main one."""

    start: int
    end: int
    element: HtmlElement | None
    chain: tuple[HtmlElement, ...]


def places(seen: Seen, placed: Sequence[Placed], witness: str) -> list[Row]:
    """For each block its features by name. `witness`: the text as the page's JSON-LD gives it, or nothing."""
    found = _found(seen, placed)
    total = sum(where.end - where.start for where in found) or 1
    shares = _Shares(found, total)
    links = _Links(seen.links)
    stand = _stand(found, total)
    told = _witnessed(placed, found, witness)
    return [
        {
            **_chain_row(where),
            **_near(where, seen.images),
            "linked": links.letters(where.start, where.end) / max(where.end - where.start, 1),
            "share of parent": shares.parent(where),
            "share of kind": shares.kind(where),
            "witnessed": told[at],
            **stand[at],
        }
        for at, where in enumerate(found)
    ]


def _found(seen: Seen, placed: Sequence[Placed]) -> list[_Where]:
    starts = [start for start, _ in seen.owners]
    elements = [_block_at(seen, starts, start) for start, _ in placed]
    sizes = [len(spaceless(piece.text)) for _, piece in placed]
    held: Counter[HtmlElement] = Counter()
    for element, size in zip(elements, sizes, strict=True):
        for ancestor in _upwards(element):
            held[ancestor] += size
    most = _MAIN_SHARE * sum(sizes)
    return [
        _Where(item.start, item.start + size, element, _chain(element, held, most))
        for item, size, element in zip(placed, sizes, elements, strict=True)
    ]


def _block_at(seen: Seen, starts: list[int], place: int) -> HtmlElement | None:
    """The element that holds the text at a place, and is no part of a line."""
    before = bisect_right(starts, place) - 1
    element = seen.owners[before][1] if before >= 0 else None
    while element is not None and element.tag in _INLINE and (parent := element.getparent()) is not None:
        element = parent
    return element


def _upwards(element: HtmlElement | None) -> list[HtmlElement]:
    return [] if element is None else [element, *element.iterancestors()]


def _chain(element: HtmlElement | None, held: Counter[HtmlElement], most: float) -> tuple[HtmlElement, ...]:
    chain: list[HtmlElement] = []
    while element is not None and held[element] < most and len(chain) < _MOST_CHAIN:
        chain.append(element)
        element = element.getparent()
    return tuple(chain)


def _chain_row(where: _Where) -> Row:
    tags = {element.tag for element in where.chain}
    element = where.element
    child = element[0] if element is not None and len(element) and not (element.text or "").strip() else None
    alone = child is not None and element is not None and len(element) == 1 and not (child.tail or "").strip()
    styled = child.tag if child is not None else None
    return {
        "apart by": float(len(where.chain)),
        "is p": float(element is not None and element.tag == "p"),
        "is div": float(element is not None and element.tag == "div"),
        "in figure": float(not tags.isdisjoint(_FIGURE)),
        "in section": float(not tags.isdisjoint(_APART)),
        "in table": float(not tags.isdisjoint(_TABLE)),
        "in quotation": float("blockquote" in tags),
        "all styled": float(alone and styled in _STYLED),
        "begins slanted": float(styled in _SLANTED),
        "begins bold": float(styled in _BOLD),
        **_named(" ".join(map(_names, where.chain)), "in"),
        **_named(_names(element) if element is not None else "", "is"),
    }


def _names(element: HtmlElement) -> str:
    kind = element.get("data-component") or element.get("data-testid") or element.get("data-type") or ""
    return f"{element.get('class') or ''} {element.get('id') or ''} {kind}"[:_NAME_CHARACTERS]


@cache
def name_parts() -> dict[str, re.Pattern[str]]:
    """What class names hold, by what the element is likely to be."""
    table = _lexicon.parsed("blocks.toml").get("names")
    if not isinstance(table, dict) or not table:
        _lexicon.strings("blocks.toml", "names", None)
        return {}
    return {
        kind: re.compile("|".join(map(re.escape, _lexicon.strings("blocks.toml", f"names.{kind}", parts))))
        for kind, parts in table.items()
    }


# The same few names stand on all paragraphs of a page.
@lru_cache(maxsize=1024)
def _named(names: str, where: str) -> Row:
    lower = names.lower()
    return {f"{where} {kind}": float(bool(part.search(lower))) for kind, part in name_parts().items()}


def _near(where: _Where, images: tuple[int, ...]) -> Row:
    """How far pictures are."""
    above = bisect_right(images, where.start)
    below = bisect_left(images, where.end)
    return {
        "picture above": math.log1p(min(where.start - images[above - 1], _FAR) if above else _FAR),
        "picture below": math.log1p(min(images[below] - where.end, _FAR) if below < len(images) else _FAR),
    }


def _stand(found: Sequence[_Where], total: int) -> list[Row]:
    """How far each block stands from the first, the last and its neighbours."""
    sizes = [where.end - where.start for where in found]
    long = [size >= _LONG_LETTERS for size in sizes]
    all_long = sum(long)
    rows: list[Row] = []
    before, long_before = 0, 0
    for at, where in enumerate(found):
        after = found[at + 1].start - where.end if at + 1 < len(found) else 0
        rows.append(
            {
                "place": at / max(len(found) - 1, 1),
                "blocks before": min(at, _FROM_END),
                "blocks after": min(len(found) - 1 - at, _FROM_END),
                "text before": before / total,
                "text after": (total - before - sizes[at]) / total,
                "long before": min(long_before, _LONG_BLOCKS),
                "long after": min(all_long - long_before - long[at], _LONG_BLOCKS),
                "gap before": math.log1p(max(where.start - found[at - 1].end, 0) if at else 0),
                "gap after": math.log1p(max(after, 0)),
            }
        )
        before += sizes[at]
        long_before += long[at]
    return rows


class _Shares:
    """How much of the text stands in the same element, and in elements of the same kind."""

    def __init__(self, found: Sequence[_Where], total: int) -> None:
        self._total = total
        self._parents: Counter[HtmlElement | None] = Counter()
        self._kinds: Counter[tuple[str, str | None]] = Counter()
        for where in found:
            if where.element is not None:
                self._parents[where.element.getparent()] += where.end - where.start
                self._kinds[_kind(where.element)] += where.end - where.start

    def parent(self, where: _Where) -> float:
        return 0.0 if where.element is None else self._parents[where.element.getparent()] / self._total

    def kind(self, where: _Where) -> float:
        return 0.0 if where.element is None else self._kinds[_kind(where.element)] / self._total


def _kind(element: HtmlElement) -> tuple[str, str | None]:
    return str(element.tag), element.get("class")


class _Links:
    """The links of a page in order, and how many letters are in links before each."""

    def __init__(self, links: dict[int, int]) -> None:
        self._starts = sorted(links)
        self._ends = [links[start] for start in self._starts]
        self._before = [0]
        for start, end in zip(self._starts, self._ends, strict=True):
            self._before.append(self._before[-1] + end - start)

    def letters(self, start: int, end: int) -> int:
        """How many letters of this range are in links; nested links count twice."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        around = min(self._ends[first - 1], end) - start if first else 0
        return min(max(around, 0) + self._before[last] - self._before[first], end - start)


def _witnessed(placed: Sequence[Placed], found: Sequence[_Where], witness: str) -> list[float]:
    """1 for blocks whose beginning and end are in the witness' text, -1 for others, 0 where it tells of too little."""
    whole = letters(witness)
    if not whole:
        return [0.0] * len(placed)
    own = [letters(piece.text) for _, piece in placed]
    held = [bool(text) and text[:_BEGINNING] in whole and text[-_ENDING:] in whole for text in own]
    sizes = [where.end - where.start for where in found]
    share = sum(size for size, known in zip(sizes, held, strict=True) if known)
    return [(1.0 if known else -1.0) if share > _WITNESSED * sum(sizes) else 0.0 for known in held]
