"""The reader that comes with the package: a lexicon of cues and rules over words."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import Assertion, Reading, Span
from onrecord.reader._attributions import attributions, found_in
from onrecord.reader._factuality import judged
from onrecord.reader._lexicon import HERE, Lexicon, lexicon
from onrecord.reader._mentions import mentions
from onrecord.reader._passages import passage
from onrecord.reader._quantities import quantities
from onrecord.reader._speakers import Cast
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.model import Article, Attribution, Quantity
    from onrecord.reader._passages import Passage

# The outlet speaks in these; a headline or a caption repeats what the text says, a list is often furniture.
_OWN_VOICE = frozenset({"paragraph", "summary", "bullet"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles by a lexicon of cues and rules over words, without a trained model. `Reader.open` makes one."""

    version: str
    lexicon: Lexicon

    @classmethod
    def open(cls, model: Path | None = None) -> Reader:
        """The reader with the lexicon in the folder `model`, or with the package's own.

        `version` names the lexicon and the rules by their hash, so that readings of different ones are told apart.
        Raises OnRecordError, naming file and entry, where the lexicon is not what it should be.
        """
        folder = model or HERE
        digest = hashlib.sha256()
        for path in (*sorted(folder.glob("*.toml")), *sorted(HERE.glob("*.py"))):
            digest.update(path.read_bytes())
        return cls(f"lexicon-{digest.hexdigest()[:12]}", lexicon(folder))

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        """One reading an article, in their order; the same article gives the same reading."""
        return [self._read(article) for article in articles]

    def _read(self, article: Article) -> Reading:
        text = article.text
        parts = [part for block in article.blocks for part in sentences(text, block.span)]
        named = mentions(text, parts, frozenset(word for word, tag in self.lexicon.tags.items() if tag in "DPCBWANRT"))
        passages = _passages(article, self.lexicon)
        found = found_in(passages, self.lexicon)
        stated = attributions(text, found, Cast.of(text, named, (piece for item in found for piece in item.content)))
        own = _assertions(article, stated)
        counted = tuple(quantity for part in parts for quantity in quantities(text, part))
        return Reading(article.id, self.version, stated, own, _bound_to(counted, stated, own), (), named)


def _passages(article: Article, words: Lexicon) -> list[Passage]:
    spans = [block.span for block in article.blocks]
    following = [article.text[span.start : span.start + 2] for span in spans[1:]]
    return [passage(article.text, span, after, words) for span, after in zip(spans, [*following, ""], strict=False)]


def _assertions(article: Article, stated: Sequence[Attribution]) -> tuple[Assertion, ...]:
    """Sentences in which nobody else's cue or content stands."""
    taken = sorted(piece for attribution in stated for piece in (*attribution.cue, *attribution.content))
    own = [
        sentence
        for block in article.blocks
        if block.kind in _OWN_VOICE
        for sentence in sentences(article.text, block.span)
        if any(sign.isalnum() for sign in article.text[sentence.start : sentence.end])
    ]
    free = _untouched(own, taken)
    results = [(span, judged(article.text, (span,), "CT+")) for span in free]
    return tuple(Assertion(f"s{n}", span, found.value, found.hedges) for n, (span, found) in enumerate(results, 1))


def _untouched(own: list[Span], taken: list[Span]) -> list[Span]:
    """Those of `own` that overlap none of `taken`; both sorted by start."""
    starts = [piece.start for piece in taken]
    furthest: list[int] = []
    for piece in taken:
        furthest.append(max(piece.end, furthest[-1] if furthest else 0))
    free = []
    for span in own:
        before = bisect_right(starts, span.end - 1)
        if not before or furthest[before - 1] <= span.start:
            free.append(span)
    return free


def _bound_to(
    counted: tuple[Quantity, ...], stated: Sequence[Attribution], own: Sequence[Assertion]
) -> tuple[Quantity, ...]:
    """Each quantity with the innermost attribution, or the assertion, that it stands in."""
    places = [(span, a.id) for a in stated for span in a.content] + [(s.span, s.id) for s in own]
    places.sort(key=lambda place: (place[0].start, -place[0].end))
    starts = [span.start for span, _ in places]
    return tuple(replace(q, stated_in=_innermost(q.span, places, starts)) for q in counted)


def _innermost(span: Span, places: list[tuple[Span, str]], starts: list[int]) -> str | None:
    # Contents nest a few deep at most; looking further back than this would make long pages quadratic.
    last = bisect_right(starts, span.start)
    for place, name in reversed(places[max(0, last - 20) : last]):
        if place.start <= span.start and span.end <= place.end:
            return name
    return None
