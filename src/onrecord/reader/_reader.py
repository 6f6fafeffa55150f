"""The reader that comes with the package: a trained network, and rules for what follows from its findings."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import Assertion, OnRecordError, Reading, Span
from onrecord.reader import _network
from onrecord.reader._attributions import attributions
from onrecord.reader._cast import Cast
from onrecord.reader._casualties import casualties
from onrecord.reader._decode import attributed, named
from onrecord.reader._factuality import judged
from onrecord.reader._layout import laid_out, with_laid_out
from onrecord.reader._lexicon import HERE, Lexicon, lexicon
from onrecord.reader._mentions import mentions
from onrecord.reader._pieces import pieces, sections
from onrecord.reader._placing import placed
from onrecord.reader._quantities import quantities
from onrecord.reader._remarks import lowered
from onrecord.reader._scores import scored
from onrecord.reader._senses import is_agentless
from onrecord.reader._times import times
from onrecord.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.model import Article, Attribution, Quantity
    from onrecord.reader._decode import Found, Named
    from onrecord.reader._network import Model

# Read with the text below it, a headline's "envoy says" takes the first paragraph for what the envoy says.
_APART = frozenset({"headline", "caption", "heading"})
# The outlet speaks in these; a headline or a caption repeats what the text says, a list is often furniture.
_OWN_VOICE = frozenset({"paragraph", "summary", "bullet"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles by a trained network and what is decoded from it. `Reader.open` makes one."""

    version: str
    lexicon: Lexicon
    model: Model

    @classmethod
    def open(cls, model: Path | None = None) -> Reader:
        """The reader with the network in the folder `model`, or with the package's own.

        `version` names network, lexicon and rules by their hash, so that readings of different ones are told apart.
        Raises OnRecordError, naming file and entry, where the model or the lexicon is not what it should be.
        """
        folder = model or _network.PACKAGED
        opened = _network.opened(folder)
        return cls(cls.version_of(folder), lexicon(HERE), opened)

    @staticmethod
    def version_of(model: Path | None = None) -> str:
        """The version that the reader with this network has, found without opening it; raises OnRecordError."""
        folder = model or _network.PACKAGED
        digest = hashlib.sha256()
        rules = sorted((*HERE.glob("*.toml"), *HERE.glob("*.py")))
        for path in (folder / _network.NETWORK, folder / _network.WORDS, *rules):
            try:
                digest.update(path.read_bytes())
            except OSError as error:
                raise OnRecordError(f"{path}: cannot be read ({error.strerror}); install onrecord anew") from error
        return f"network-{digest.hexdigest()[:12]}"

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        """One reading an article, in their order; the same article gives the same reading."""
        return [self._read(article) for article in articles]

    def _read(self, article: Article) -> Reading:
        text = article.text
        spans = [block.span for block in article.blocks]
        found: list[Found] = []
        names: list[Named] = []
        for run in _runs(article):
            for part in sections(pieces(text, run, self.model.words)):
                scores = scored(part, self.model.run)
                found += attributed(part, scores, self.model)
                names += named(part, scores, self.model)
        found = [each for each in found if each.source or is_agentless(text, each.cue, each.content, self.lexicon)]
        found = with_laid_out(found, laid_out(text, _flow(article)))
        known = mentions(text, sorted(names, key=lambda name: name.span))
        cast = Cast.of(text, known, found)
        stated = lowered(text, spans, attributions(text, found, cast, self.lexicon))
        said = _assertions(article, stated)
        parts = (part for block in article.blocks for part in sentences(text, block.span))
        counted = tuple(quantity for part in parts for quantity in casualties(text, part, quantities(text, part)))
        dates = times(text, spans, article.published)
        reading = Reading(article.id, self.version, stated, said, _bound_to(counted, stated, said), dates, known)
        return placed(text, reading, article.published)


def _runs(article: Article) -> list[list[Span]]:
    """What is read in one run: the text, and by themselves headlines, headings and captions, no part of its flow."""
    return [_flow(article), *([block.span] for block in article.blocks if block.kind in _APART)]


def _flow(article: Article) -> list[Span]:
    return [block.span for block in article.blocks if block.kind not in _APART]


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
