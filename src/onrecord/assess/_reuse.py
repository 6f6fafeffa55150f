"""Whose text a page carries: passages of reporters' prose that two pages share word by word.

Containment of shingles rather than their Jaccard similarity, since a reprint is often cut (Broder 1997). On 195 pairs
of two days' pages of one story, MinHash at its best threshold reaches F1 .95 for reprints, this .98 (bench/reprints).
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._masking import SIZE, Prose, sampled
from onrecord.model import Edge, Posting, Shared, Span, Tie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

PASSAGE = 17
"""The weight from which shared words are a passage and no turn of phrase: a word counts one, two where it is no name.
From 15 to 22 the F1 of pages that copied some prose lies between .90 and .95 (half of the pairs looked at)."""

TIED = 0.12
"""The share from which two texts are one story's. From .10 to .15 the F1 of reprints does not change (.98)."""

WINDOW = 5
"""Days within which a text is reprinted. Later the same words are background or a form that is filled in again."""

DAYS = 4
"""On so many different days the same words are nobody's news, an agency's background or an outlet's standing text, if
no two days in a row have most of it: reprints of a story come within two days, and some stragglers."""

AGES = 15
"""Days from the first to the last of so many, by which they are that whatever pages may come."""

CAP = 1000
"""Pages from which on a shingle is boilerplate that was not cleared away; more reprints of one story are rare."""

# A form has at least so many slots, and at most so many shared words for each of them.
_FORM_SLOTS = 2
_FORM_WORDS = 40

# Words in a slot: names with what stands between two of them, and by how many two fillings differ.
_SLOT = range(1, 13)
_SLOT_DIFFERENCE = 3


class Run(NamedTuple):
    """Words in a row that two pages share: at which word they begin in each, and how many they are."""

    a: int
    b: int
    size: int


def postings(page: Prose) -> tuple[Posting, ...]:
    """What an index keeps of a page: one in four of the shingles of its own prose and of its speech, in order."""
    own, spoken = sampled(page.own), sampled(page.spoken)
    return tuple(Posting(number, page.article, page.day, number in spoken) for number in sorted(own | spoken))


def is_stale(found: Collection[Posting]) -> bool:
    """Whether the words of a shingle are standing text or boilerplate, whatever pages may come: none need be added."""
    days = {posting.day for posting in found if posting.day}
    return len(found) > CAP or (len(days) >= DAYS and (max(days) - min(days)).days > AGES)


def is_aside(found: Collection[Posting]) -> bool:
    """Whether the words of a shingle say nothing of who reported them, by all the pages that have them.

    Speech that a third of the pages or more have in quotation marks; standing text; boilerplate.
    """
    spoken = sum(posting.spoken for posting in found)
    return spoken * 2 >= len(found) - spoken > 0 or is_stale(found) or _stands(found)


def _stands(found: Collection[Posting]) -> bool:
    """Whether words are on many days alike, and not a story of two days."""
    days = Counter(posting.day for posting in found if posting.day)
    busiest = max((n + days[day + timedelta(days=1)] for day, n in days.items()), default=0)
    return len(days) >= DAYS and 2 * busiest <= days.total()


def near(page: Posting, others: Iterable[Posting]) -> set[str]:
    """The other pages within the window that have the words of a shingle as their own."""
    return {p.article for p in others if not p.spoken and p.article != page.article and is_near(page.day, p.day)}


def tie(one: Prose, other: Prose) -> Tie | None:
    """All that two pages share of their reporters' prose; None where that is no passage, or one form filled in twice.

    A function of the two pages alone; what other pages show of the shared words is told by `edge`.
    """
    a, b = sorted((one, other), key=lambda page: page.article)
    if not is_near(a.day, b.day):
        return None
    found = runs(a, b)
    if max((weight(a, run) for run in found), default=0) < PASSAGE or _is_form(a, b, found):
        return None
    least = min(len(a.own.keys() - b.spoken), len(b.own.keys() - a.spoken))
    kept = sampled(a.own)
    numbers = {at: number for number, at in a.own.items() if number in kept}
    return Tie(a.article, b.article, least, tuple(_shared(a, b, run, numbers) for run in found))


def _shared(a: Prose, b: Prose, run: Run, numbers: Mapping[int, int]) -> Shared:
    held = (numbers[at] for at in range(run.a, run.a + run.size - SIZE + 1) if at in numbers)
    return Shared(_span(a, run.a, run.size), _span(b, run.b, run.size), run.size, weight(a, run), tuple(held))


def edge(tied: Tie, aside: Collection[int], text: str = "") -> Edge | None:
    """What a tie comes to where the shingles that are `aside` tie nobody; None where no passage is left.

    `text` is that of the page that sorts first, whose words are shown.
    """
    kept = [shared for shared in tied.shared if not _is_set_aside(shared, aside)]
    longest = max(kept, key=lambda shared: (shared.weight, -shared.a.start), default=None)
    is_led_to = any(number not in aside for shared in kept for number in shared.numbers)
    if longest is None or longest.weight < PASSAGE or not is_led_to:
        return None
    common = sum(shared.size - SIZE + 1 for shared in kept)
    spans = tuple((shared.a, shared.b) for shared in kept)
    words = " ".join(text[slice(*longest.a)].split())
    return Edge(tied.a, tied.b, "text reuse", words, spans, min(1.0, common / tied.least))


def _is_set_aside(shared: Shared, aside: Collection[int]) -> bool:
    numbers = shared.numbers
    return bool(numbers) and 2 * sum(number in aside for number in numbers) >= len(numbers)


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


def _is_form(a: Prose, b: Prose, found: Sequence[Run]) -> bool:
    """Whether one form was filled in twice: between the shared words stand other names and figures in the same slots.

    Only of one outlet on two days: others change names and figures of a story that they take over, too.
    """
    if a.outlet is None or a.outlet != b.outlet or a.day == b.day:
        return False
    slots = sum(_is_slot(a, run, following) for run, following in pairwise(found))
    return slots >= _FORM_SLOTS and sum(run.size for run in found) < slots * _FORM_WORDS


def _is_slot(a: Prose, run: Run, following: Run) -> bool:
    gap = slice(run.a + run.size, following.a)
    sizes = following.a - gap.start, following.b - run.b - run.size
    return (
        all(size in _SLOT for size in sizes) and abs(sizes[0] - sizes[1]) <= _SLOT_DIFFERENCE and not all(a.plain[gap])
    )


def is_near(one: date | None, other: date | None) -> bool:
    """Whether within the window; a page without a date may be."""
    return one is None or other is None or abs((one - other).days) <= WINDOW


def _span(page: Prose, at: int, size: int) -> Span:
    return Span(page.spans[at].start, page.spans[at + size - 1].end)
