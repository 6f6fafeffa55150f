"""Whose reporting carries a claim or answers a question: the origins of its pages, each seen among those pages.

What ties two pages (one text, one agency, one unnamed source) is known of the pages; that both report one event is so
because they state one claim. So an agency's pages are one origin of a claim, however long it is reported.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.assess._origins import names
from onrecord.assess._tracing import edges
from onrecord.model import Traces, Track

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.assess._tracing import Traced
    from onrecord.model import Evidence, Figure, Look, Recorded

    Shares = Mapping[tuple[str, str], float]


class Sources:
    """What is known of pages: by a ledger, or by all its traces at a moment; and what a page brings."""

    def __init__(self, look: Look | Traces | None, traced: Traced | None = None) -> None:
        self._look, self._traced = look, traced
        self._all = {(e.a, e.b): e.share for e in edges(look)} if isinstance(look, Traces) else {}

    def named(self, claims: Sequence[Sequence[Recorded]]) -> Iterable[list[Recorded]]:
        """The evidence of each claim, each with the name of its origin among that claim's pages."""
        pages = {r.evidence.citation.article for r in chain.from_iterable(claims)}
        tracks, shares = self._tracks(pages), self._shares(pages)
        return ([_from(r, told) for r in records] for records, told in _told(claims, tracks, shares))

    def figured(self, figures: Sequence[Figure]) -> list[Figure]:
        """Figures that answer one question, each with the name of its origin among their pages."""
        accounts = {f.citation.article: f.origin for f in figures}
        told = _names(accounts, self._tracks(accounts.keys()), self._shares(accounts.keys()))
        return [replace(f, origin=told[f.citation.article]) for f in figures]

    def _tracks(self, pages: Iterable[str]) -> Mapping[str, Track]:
        if self._look is None:
            return {}
        known = self._look.tracks if isinstance(self._look, Traces) else self._look.tracks(set(pages))
        mine = self._traced.track if self._traced else None
        return {**known, mine.article: mine} if mine else known

    def _shares(self, pages: Iterable[str]) -> Shares:
        if self._look is None or isinstance(self._look, Traces):
            return self._all
        mine = {(tie.a, tie.b): tie.share for tie in (self._traced.ties if self._traced else ())}
        return {**self._look.shares(set(pages)), **mine}


def _told(
    claims: Sequence[Sequence[Recorded]], tracks: Mapping[str, Track], shares: Shares
) -> Iterable[tuple[Sequence[Recorded], dict[str, str]]]:
    for records in claims:
        accounts = {r.evidence.citation.article: r.evidence.origin for r in records}
        yield records, _names(accounts, tracks, shares)


def _names(accounts: Mapping[str, str], tracks: Mapping[str, Track], shares: Shares) -> dict[str, str]:
    """Of each page the name of its origin; `accounts` has what each names itself, for those that were not traced."""
    pages = {page: tracks.get(page) or Track(article=page, outlet=own, day=None) for page, own in accounts.items()}
    if len(pages) == 1:
        return {page: track.teller for page, track in pages.items()}
    return names(pages, _between(pages, shares))


def _between(pages: Mapping[str, Track], shares: Shares) -> dict[tuple[str, str], float]:
    """Those of pairs of these pages."""
    if len(pages) ** 2 > len(shares):
        return {pair: share for pair, share in shares.items() if pair[0] in pages and pair[1] in pages}
    pairs = ((a, b) for a in pages for b in pages if a < b)
    return {pair: shares[pair] for pair in pairs if pair in shares}


def _from(r: Recorded, told: Mapping[str, str]) -> Recorded:
    evidence: Evidence = r.evidence
    origin = told[evidence.citation.article]
    return r if evidence.origin == origin else r._replace(evidence=replace(evidence, origin=origin))
