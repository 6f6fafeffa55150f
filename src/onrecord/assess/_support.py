"""By how many a statement is carried: speakers who made it, and origins that reported it. Two counts, never one.

Two outlets that were both in the room are two reports of one speaker; one report may cite three speakers.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._hearsay import signature_of
from onrecord.assess._status import counted
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from onrecord.model import Evidence

_OCCASION = 1
"""Days within which one speaker's same words are one occasion: the paper of the next morning reports the evening."""


class Statement(NamedTuple):
    """One speaker on one occasion: by name, or as an unnamed source is worded; `day` is null where no page has a date.

    An outlet that speaks in its own voice is no speaker; its statements are of its origin's name.
    """

    speaker: str
    day: date | None


class Support(NamedTuple):
    """Who made a statement, and whose reporting says so; each in order."""

    statements: tuple[Statement, ...]
    reports: tuple[str, ...]
    """Ids of origins."""

    @property
    def told(self) -> str:
        """Both counts in words, each by what it counts."""
        return f"{counted(len(self.statements), 'statement')}, {counted(len(self.reports), 'origin')} of reporting"


def support(evidence: Iterable[Evidence], origin_of: Mapping[str, str]) -> Support:
    """Both counts of evidence for one claim; `origin_of` has the id of the origin of each article."""
    days: dict[str, set[date | None]] = defaultdict(set)
    reports: set[str] = set()
    for one in evidence:
        report = origin_of[one.citation.article]
        reports.add(report)
        days[_speaker(one, report)].add(one.citation.published)
    statements = (Statement(speaker, day) for speaker, found in days.items() for day in _occasions(found))
    return Support(tuple(sorted(statements, key=lambda s: (s.speaker, str(s.day or "")))), tuple(sorted(reports)))


def _speaker(one: Evidence, report: str) -> str:
    """Who said it, comparable. An unnamed source is its reporter's own: "an official" of two origins may be two."""
    if one.speaker is None:
        return report
    vague = one.speaker.kind in ("unknown", "group") or signature_of(one.speaker.name)
    return f"{fold(one.speaker.name)} ({report})" if vague else fold(one.speaker.name)


def _occasions(days: set[date | None]) -> list[date | None]:
    """The first day of each occasion, counted from the first day on, so that no chain of days makes one of many."""
    found: list[date] = []
    for day in sorted(day for day in days if day):
        if not found or (day - found[-1]).days > _OCCASION:
            found.append(day)
    return list(found) or [None]
