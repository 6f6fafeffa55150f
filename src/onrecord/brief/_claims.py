"""Which of a claim's evidence is shown, how strong a claim is, whether it is new: stated rules with total orders."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from onrecord.brief._phrases import said_by, utc
from onrecord.brief._words import words
from onrecord.model import VOUCHED
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from onrecord.model import Act, Citation, Claim, Dossier, Evidence

    Key = tuple[object, ...]

# A named speaker carries a line best; the outlet's own voice, which nobody answers for by name, least.
_VOICES = {"person": 0, "body": 0, "group": 1, "document": 1, "unknown": 2, "outlet": 3, None: 4}
NAMED = 0
_CONFIRMED = VOUCHED.partition("{")[0]
_TEAM = re.compile(f"(?P<by>{VOUCHED.partition(' of')[0].format(who='.+?')}) of the team: ")
# "he will" or "a smart guy" says too little to be a line of its own; four words can hold a subject, a verb, an object.
_SUBSTANTIVE = 4


def held(dossier: Dossier) -> tuple[Claim, ...]:
    """The claims that have evidence, each once, in order of id."""
    found = {claim.id: claim for _, claim in dossier.claims if claim.evidence}
    return tuple(found[id_] for id_ in sorted(found))


def evidence_of(claim: Claim) -> Iterator[Evidence]:
    """The claim's evidence without the times of recording."""
    return (recorded.evidence for recorded in claim.evidence)


def contrary_to(claim: Claim) -> list[Evidence]:
    """What disputes the claim in other words, by nameable speakers first, then on the oldest page."""
    return sorted((recorded.evidence for recorded in claim.contrary), key=lambda e: (voice(e), *_place(e)))


def voice(evidence: Evidence) -> int:
    """How nameable its speaker is, 0 best."""
    return _VOICES[evidence.speaker.kind if evidence.speaker else None]


def lead(claim: Claim, acts: Iterable[Act] = ()) -> Evidence:
    """The evidence that speaks for the claim: of these acts, if any; a named speaker first; then the oldest page."""
    wanted = frozenset(acts)
    return min(evidence_of(claim), key=lambda e: (e.act not in wanted, voice(e), *_place(e)))


def opponents(claim: Claim, most: int) -> list[Evidence]:
    """What disputes the claim in other words, one of each of at most so many speakers, the most nameable first."""
    first: dict[str, Evidence] = {}
    for evidence in contrary_to(claim):
        first.setdefault(fold(said_by(evidence)), evidence)
    return list(first.values())[:most]


def cited(claim: Claim, first: Evidence, most: int, told_against: Iterable[Evidence] = ()) -> tuple[Citation, ...]:
    """At most `most` citations: that of `first`, then the oldest of each other origin, then of each other page.

    The last are of those that the line names as against it.
    """
    against = [e.citation for e in told_against]
    origins, pages = {first.origin}, {first.citation.article}
    others: list[tuple[bool, Key, Citation]] = []
    for evidence in sorted(same_side(claim, first), key=_place):
        if evidence.citation.article not in pages:
            others.append((evidence.origin in origins, _place(evidence), evidence.citation))
            origins.add(evidence.origin)
            pages.add(evidence.citation.article)
    return (first.citation, *(citation for _, _, citation in sorted(others)[: most - 1 - len(against)]), *against)


def same_side(claim: Claim, first: Evidence) -> list[Evidence]:
    """The evidence that denies with `first`, or affirms with it: a denial supports no claim, nor a claim a denial."""
    return [e for e in evidence_of(claim) if (e.act == "deny") is (first.act == "deny")]


def status_of(claim: Claim) -> str:
    """Its status in words: where persons of the team alone confirm it, by whom."""
    by = _TEAM.match(claim.reasons[0]) if claim.status == "confirmed" and claim.reasons else None
    by_source = any(reason.startswith(_CONFIRMED) and not _TEAM.match(reason) for reason in claim.reasons)
    return words().lines["confirmed"].format(by=by["by"]) if by and not by_source else claim.status


def graded(dossier: Dossier, claim: Claim, first: Evidence) -> list[str]:
    """The grades that persons gave to the claim, and to who says it: the speaker, else the outlet."""
    given = dossier.grades
    if given is None:
        return []
    source = fold(first.speaker.name if first.speaker else first.citation.outlet or "")
    found = {"reliability": given.sources.get(source), "credibility": given.claims.get(claim.id)}
    return [words().lines[kind].format(grade=grade) for kind, grade in found.items() if grade]


def is_substantive(claim: Claim) -> bool:
    """Whether its words are enough to be a line of their own."""
    return len(claim.text.split()) >= _SUBSTANTIVE


def strength(claim: Claim) -> Key:
    """Smallest first: most origins, then most pages, then a named speaker, then the newest page, then the id."""
    return (-len(claim.origins), -len(claim.pages), voice(lead(claim)), -newest(claim), claim.id)


def newest(claim: Claim) -> int:
    """The day of its latest publication as an ordinal; 0 where no page has a date."""
    return max((day.toordinal() for day in claim.published), default=0)


def oldest(claim: Claim) -> date:
    """The day of its first publication; the end of time where no page has a date, so that it sorts last."""
    return min(claim.published, default=date.max)


def is_new(claim: Claim, since: datetime | None) -> bool:
    """Whether the record held none of its evidence at `since`."""
    return since is not None and all(utc(recorded.news_at) > utc(since) for recorded in claim.evidence)


def _place(evidence: Evidence) -> Key:
    cited = evidence.citation
    return (cited.published or date.max, cited.article, cited.span, evidence.id, evidence.words)


def new_pages(dossier: Dossier) -> frozenset[str]:
    """The articles of which the record held no evidence at the dossier's `since`; none where it has no `since`."""
    if dossier.since is None:
        return frozenset()
    known: set[str] = set()
    fresh: set[str] = set()
    for claim in held(dossier):
        for recorded in claim.evidence:
            (fresh if utc(recorded.news_at) > utc(dossier.since) else known).add(recorded.evidence.citation.article)
    return frozenset(fresh - known)
