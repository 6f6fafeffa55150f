"""Who speaks in the record: how often, on how many pages, in which way. Counts only; how reliable is another matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from onrecord.model import NOBODY
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from onrecord.model import Claim, Evidence, SpeakerKind

Wording = TypeVar("Wording", bound=str)


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker, or an outlet in its own voice, with what it says in the record."""

    name: str
    """As most of its pages have it."""
    kind: SpeakerKind
    offices: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    disputed: int
    """Claims it speaks to that are disputed, denied or retracted."""

    @property
    def pages(self) -> frozenset[str]:
        """The articles that carry its words."""
        return frozenset(e.citation.article for e in self.evidence)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those that carry its words, by name."""
        return tuple(sorted({e.citation.outlet for e in self.evidence if e.citation.outlet}))

    @property
    def acts(self) -> dict[str, int]:
        """How often it says, confirms, denies, …, the most frequent first."""
        counts = Counter(e.act for e in self.evidence)
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def published(self) -> tuple[date, ...]:
        """The days of its pages, in order."""
        return tuple(sorted(e.citation.published for e in self.evidence if e.citation.published))


def sources(claims: Iterable[Claim]) -> tuple[Source, ...]:
    """Everybody who speaks in these claims, whoever is on most pages first, then by name.

    Speakers are told apart by their names: one who goes by two is listed twice.
    """
    told: dict[tuple[bool, str], list[tuple[Evidence, str]]] = defaultdict(list)
    for claim in claims:
        for r in claim.evidence:
            if r.evidence.speaker == NOBODY:
                continue
            told[_identity(r.evidence)].append((r.evidence, claim.status))
    found = [_source(own) for own in told.values()]
    return tuple(sorted(found, key=lambda s: (-len(s.pages), -len(s.evidence), fold(s.name), s.kind)))


def _identity(e: Evidence) -> tuple[bool, str]:
    if e.speaker is None:
        return True, fold(e.citation.outlet or e.citation.article)
    return False, fold(e.speaker.name)


def _source(own: Sequence[tuple[Evidence, str]]) -> Source:
    evidence = sorted((e for e, _ in own), key=lambda e: (str(e.citation.published or "9"), e.citation.article, e.id))
    first = evidence[0]
    speakers = [e.speaker for e in evidence if e.speaker]
    names = [s.name for s in speakers] or [first.citation.outlet or first.citation.path]
    kinds: list[SpeakerKind] = [s.kind for s in speakers] or ["outlet"]
    return Source(
        name=_usual(names),
        kind=_usual(kinds),
        offices=tuple(sorted({s.office for s in speakers if s.office})),
        evidence=tuple(evidence),
        disputed=sum(status in {"disputed", "denied", "retracted"} for _, status in own),
    )


def _usual(wordings: Sequence[Wording]) -> Wording:
    counts = Counter(wordings)
    return min(counts, key=lambda wording: (-counts[wording], wording))
