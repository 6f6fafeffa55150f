"""Whose text a page carries: passages of reporters' prose that two pages share word by word.

Containment of shingles rather than their Jaccard similarity, since a reprint is often cut (Broder 1997). On 195 pairs
of two days' pages of one story, MinHash at its best threshold reaches F1 .95 for reprints, this .98 (bench/reprints).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._masking import SIZE, Prose, sampled
from onrecord.model import Edge, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

PASSAGE = 17
"""The weight from which shared words are a passage and no turn of phrase: a word counts one, two where it is no name.
From 15 to 22 the F1 of pages that copied some prose lies between .90 and .95 (half of the pairs looked at)."""

TIED = 0.12
"""The share from which two texts are one story's. From .10 to .15 the F1 of reprints does not change (.98)."""

WINDOW = 5
"""Days within which a text is reprinted. Later the same words are background or a form that is filled in again."""

DAYS = 4
"""On so many different days the same words are nobody's news: an agency's background, an outlet's standing text."""

CAP = 1000
"""Pages from which on a shingle is boilerplate that was not cleared away; more reprints of one story are rare."""

# A form has at least so many slots, and at most so many shared words for each of them.
_FORM_SLOTS = 2
_FORM_WORDS = 40

# Words in a slot: names with what stands between two of them, and by how many two fillings differ.
_SLOT = range(1, 13)
_SLOT_DIFFERENCE = 3


class Posting(NamedTuple):
    """One line of the index of shingles: who has it, when, and whether in speech."""

    article: str
    day: date | None
    spoken: bool


class Run(NamedTuple):
    """Words in a row that two pages share: at which word they begin in each, and how many they are."""

    a: int
    b: int
    size: int


def postings(page: Prose) -> dict[int, Posting]:
    """What an index keeps of a page, by shingle: one in four of its own prose's and of its speech's."""
    own = dict.fromkeys(sampled(page.own), Posting(page.article, page.day, spoken=False))
    return own | dict.fromkeys(sampled(page.spoken), Posting(page.article, page.day, spoken=True))


def is_aside(found: Collection[Posting]) -> bool:
    """Whether the words of a shingle say nothing of who reported them, by all the pages of some days that have them.

    Speech that a third of the pages or more have in quotation marks; standing text of four days; boilerplate.
    """
    spoken = sum(posting.spoken for posting in found)
    days = {posting.day for posting in found if posting.day}
    return len(found) > CAP or spoken * 2 >= len(found) - spoken > 0 or len(days) >= DAYS


def candidates(page: Prose, index: Mapping[int, Collection[Posting]]) -> tuple[str, ...]:
    """The other pages within the window that may share a text with this one, the likeliest first.

    `index` has what is known of the sampled shingles of the page's own prose, whether the page is entered in it or not.
    """
    counts: Counter[str] = Counter()
    for _, found in _having(page, index):
        if len(found) > 1 and not is_aside(found):
            counts.update(p.article for p in found if not p.spoken and _is_near(page.day, p.day))
    counts.pop(page.article, None)
    return tuple(sorted(counts, key=lambda article: (-counts[article], article)))


def aside(page: Prose, index: Mapping[int, Collection[Posting]]) -> frozenset[int]:
    """The sampled shingles of a page that tie it to nobody; `index` as for candidates."""
    return frozenset(number for number, found in _having(page, index) if is_aside(found))


def turned(page: Prose, index: Mapping[int, Collection[Posting]]) -> frozenset[str]:
    """The pages whose edges are to be found again as this one is entered.

    It shows words of theirs to be speech or background, or no longer. `index` has what is known of its postings'
    shingles without the page; they are few, since words are set aside by the time they stand on many pages.
    """
    found: set[str] = set()
    for number, mine in postings(page).items():
        others = [p for p in index.get(number, ()) if p.article != page.article]
        if others and is_aside(others) != is_aside([*others, mine]):
            found.update(p.article for p in others)
    return frozenset(found)


def _having(page: Prose, index: Mapping[int, Collection[Posting]]) -> Iterator[tuple[int, list[Posting]]]:
    """The sampled shingles of its own prose, each with the pages that have it, itself among them."""
    for number in sampled(page.own):
        mine = Posting(page.article, page.day, spoken=number in page.spoken)
        yield number, [mine, *(p for p in index.get(number, ()) if p.article != page.article)]


def edges(page: Prose, others: Iterable[Prose], aside: Collection[int] = ()) -> tuple[Edge, ...]:
    """An edge to each of the others that shares a passage with the page, in order of their ids.

    `aside` holds the shingles that tie nobody, of both sides: the same two pages give the same edge either way round.
    """
    found = (edge(page, other, aside) for other in others if other.article != page.article)
    return tuple(sorted(each for each in found if each))


def edges_among(pages: Iterable[Prose]) -> tuple[Edge, ...]:
    """All edges of some pages, by an index of these alone: what a ledger finds, entering them one by one."""
    known = {page.article: page for page in pages}
    index: dict[int, list[Posting]] = defaultdict(list)
    for page in known.values():
        for number, posting in postings(page).items():
            index[number].append(posting)
    set_aside = {name: aside(page, index) for name, page in known.items()}
    found: set[Edge] = set()
    for name, page in known.items():
        for other in candidates(page, index):
            if name < other and (tie := edge(page, known[other], set_aside[name] | set_aside[other])):
                found.add(tie)
    return tuple(sorted(found))


def edge(one: Prose, other: Prose, aside: Collection[int] = ()) -> Edge | None:
    """What two pages share of their reporters' prose; None where that is no passage."""
    a, b = sorted((one, other), key=lambda page: page.article)
    if not _is_near(a.day, b.day):
        return None
    kept = [run for run in runs(a, b) if not _is_set_aside(a, run, aside)]
    longest = max(kept, key=lambda run: (weight(a, run), -run.a), default=None)
    if longest is None or weight(a, longest) < PASSAGE or _is_form(a, b, kept):
        return None
    common = sum(run.size - SIZE + 1 for run in kept)
    least = min(len(a.own.keys() - b.spoken), len(b.own.keys() - a.spoken))
    spans = tuple((_span(a, run.a, run.size), _span(b, run.b, run.size)) for run in kept)
    words = " ".join(a.words[longest.a : longest.a + longest.size])
    return Edge(a.article, b.article, "text reuse", words, spans, min(1.0, common / least))


def runs(a: Prose, b: Prose) -> tuple[Run, ...]:
    """The words in a row, seven or more, that both have as their own and neither as speech, in the order of `a`."""
    shared = (a.own.keys() & b.own.keys()) - a.spoken - b.spoken
    found: list[Run] = []
    for number in sorted(shared, key=a.own.__getitem__):
        at, to = a.own[number], b.own[number]
        last = found[-1] if found else None
        if last and at == last.a + last.size - SIZE + 1 and to - last.b == at - last.a:
            found[-1] = Run(last.a, last.b, last.size + 1)
        else:
            found.append(Run(at, to, SIZE))
    return tuple(found)


def weight(a: Prose, run: Run) -> int:
    """How much the shared words say: names and titles in a row are half as telling as other words."""
    return run.size + sum(a.plain[run.a : run.a + run.size])


def _is_set_aside(a: Prose, run: Run, aside: Collection[int]) -> bool:
    if not aside:
        return False
    held = (number for number, at in a.own.items() if run.a <= at <= run.a + run.size - SIZE)
    kept = sampled(held)
    return bool(kept) and 2 * sum(number in aside for number in kept) >= len(kept)


def _is_form(a: Prose, b: Prose, kept: Sequence[Run]) -> bool:
    """Whether one form was filled in twice: between the shared words stand other names and figures in the same slots.

    Only of one outlet on two days: others change names and figures of a story that they take over, too.
    """
    if a.outlet is None or a.outlet != b.outlet or a.day == b.day:
        return False
    slots = sum(_is_slot(a, run, following) for run, following in pairwise(kept))
    return slots >= _FORM_SLOTS and sum(run.size for run in kept) < slots * _FORM_WORDS


def _is_slot(a: Prose, run: Run, following: Run) -> bool:
    gap = slice(run.a + run.size, following.a)
    sizes = following.a - gap.start, following.b - run.b - run.size
    return (
        all(size in _SLOT for size in sizes) and abs(sizes[0] - sizes[1]) <= _SLOT_DIFFERENCE and not all(a.plain[gap])
    )


def _is_near(one: date | None, other: date | None) -> bool:
    """Whether within the window; a page without a date may be."""
    return one is None or other is None or abs((one - other).days) <= WINDOW


def _span(page: Prose, at: int, size: int) -> Span:
    return Span(page.spans[at].start, page.spans[at + size - 1].end)
