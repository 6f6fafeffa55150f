"""Those whom an article names, and what it says of them: what speakers are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.reader._antecedents import Scene, Trace
from onrecord.reader._offices import Office, offices
from onrecord.reader._pronouns import genders, traces
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Mention
    from onrecord.reader._decode import Found


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of an article, the places where its persons are meant, and their offices."""

    text: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    """Of the mentions."""
    scene: Scene
    traces: tuple[Trace, ...]
    offices: tuple[Office, ...]
    told: tuple[Span, ...]
    """What is said by somebody; apart, in text order."""

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...], found: Sequence[Found]) -> Cast:
        """The cast of an article with these names and attributions."""
        persons = [m for m in mentions if m.kind == "PER"]
        held = offices(text, persons)
        scene = Scene(
            text=text,
            sentences=tuple(span.start for span in sentences(text)) or (0,),
            paragraphs=(0, *(match.end() for match in re.finditer(r"\n", text))),
            counts=Counter(m.name for m in mentions),
            genders=genders(text, persons, held),
            words=_words(found),
        )
        told = _joined(piece for each in found for piece in each.content)
        known = traces(scene, persons, told, (piece for each in found for piece in each.source))
        return cls(text, mentions, tuple(m.span.start for m in mentions), scene, tuple(known), held, tuple(told))

    def within(self, span: Span) -> Sequence[Mention]:
        """The mentions in a span, in text order."""
        inside = self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return [m for m in inside if m.span.end <= span.end]

    def before(self, at: int, most: int) -> Sequence[Mention]:
        """The mentions before a place, so many at most, the nearest first."""
        cut = bisect_left(self.starts, at)
        return self.mentions[max(0, cut - most) : cut][::-1]


def _words(found: Sequence[Found]) -> dict[int, tuple[Span, ...]]:
    words: dict[int, tuple[Span, ...]] = {}
    for each in found:
        for source in each.source[:1]:
            words[source.start] = (*words.get(source.start, ()), *each.content)
    return words


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap as one, in text order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return joined
