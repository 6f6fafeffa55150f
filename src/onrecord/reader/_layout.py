"""Who speaks by the layout alone: turns of a transcript and signed quotations, beside what the network finds.

The network reads sentences, and in these no sentence says who speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.reader._signatures import signed
from onrecord.reader._transcripts import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span
    from onrecord.reader._decode import Found


def laid_out(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """The attributions that the layout makes, in text order; `paragraphs` do not overlap and are in text order.

    In a transcript a signature is part of what somebody reads out.
    """
    spoken = turns(text, paragraphs)
    return with_laid_out(signed(text, paragraphs), spoken, within=False)


def with_laid_out(found: Sequence[Found], laid: Sequence[Found], *, within: bool = True) -> list[Found]:
    """Both, in text order, without those of `found` that contradict the layout.

    What stands whole within a speaker's words is told by that speaker, and stays; with `within` False it goes too.
    """
    parts = sorted((span, number) for number, each in enumerate(laid) for role in each for span in role)
    ends = [span.end for span, _ in parts]
    kept = []
    for each in found:
        own = [span for role in each for span in role]
        near = {parts[at][1] for span in own for at in _touching(span, parts, ends)}
        if all(within and _is_within(own, laid[number].content) for number in near):
            kept.append(each)
    return sorted([*kept, *laid], key=lambda each: each.place)


def _touching(span: Span, parts: Sequence[tuple[Span, int]], ends: Sequence[int]) -> range:
    first = last = bisect_left(ends, span.start + 1)
    while last < len(parts) and parts[last][0].start < span.end:
        last += 1
    return range(first, last)


def _is_within(own: Sequence[Span], said: Sequence[Span]) -> bool:
    return all(any(piece.start <= span.start and span.end <= piece.end for piece in said) for span in own)
