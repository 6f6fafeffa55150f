"""From evidence to claims, their status with its reasons, and the changes that a page made.

A claim is a function of the evidence on record alone, so that it can be dropped and rebuilt, and the order of arrival
is nothing to it. Which evidence states the same is told in `_linking`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._decided import bonds, reached
from onrecord.assess._linking import Find, blocks, handles_of
from onrecord.assess._sources import Sources
from onrecord.assess._status import counted, stand, standing
from onrecord.assess._tracing import entered
from onrecord.assess._tracing import reread as retraced
from onrecord.model import RECONCILED, Change, Claim, Ruling, Traces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from onrecord.assess._decided import Bonds, Decisions, Settled
    from onrecord.assess._tracing import Traced
    from onrecord.model import Bearing, Look, Ordered, Recorded, Reread


class Weighing(NamedTuple):
    """What came, what went, and where all of it hung before."""

    fresh: Mapping[str, Recorded]
    """By id of the evidence."""
    cause: Reread | Ordered | None
    """Why, where it is not that a page came."""
    before: Mapping[str, Claim]
    home: Mapping[str, str]
    """Id of evidence on record -> of the claim that it hung on."""
    moment: datetime | None
    """When a page came that says nothing, but shows whose words others carry."""


def weigh(
    fresh: Sequence[Recorded],
    known: Sequence[Claim],
    cause: Reread | Ordered | None = None,
    look: Look | Traces | None = None,
    page: str | None = None,
) -> Ruling:
    """What fresh evidence makes of the claims already known; with a cause, in the place of evidence that is gone.

    `page` is the one that was read, where one was; `look` is what the ledger knows. `known` must hold every claim that
    rests on what the cause is about; without a ledger to look in, all that may have to do with the fresh evidence;
    others do no harm. The ruling holds the claims that are new or altered, in order of id, the changes, and what is
    kept so that wordings and words are found again; evidence seen before changes nothing. A claim that nothing is left
    for is in the ruling's changes only.
    """
    ledger = None if look is None or isinstance(look, Traces) else look
    traced = None if page is None or ledger is None else (retraced if cause else entered)(page, ledger)
    gone, about = (cause.gone, cause.about) if cause else (frozenset[str](), frozenset[str]())
    moved = [c for c in known if any(r.evidence.id in about for r in c.evidence)]
    moved += _retied(traced, ledger, {c.id for c in moved}) if traced and ledger else []
    before, borne = reached(fresh, moved, ledger.claims if ledger else _among(known), ledger or _told(look, known))
    home = {r.evidence.id: c.id for c in before.values() for r in c.evidence}
    came = {r.evidence.id: r for r in fresh if r.evidence.id not in home or r.evidence.id in gone}
    kept = [r for c in before.values() for r in c.evidence if r.evidence.id not in gone]
    weighing = Weighing(came, cause, before, home, ledger.moment() if ledger and not came else None)
    standing = _claims([*kept, *came.values()], Sources(look, traced), borne) if came or moved else []
    return _traced(_ruling(standing, weighing) if came or moved else Ruling((), ()), traced)


def _retied(traced: Traced, ledger: Look, found: Collection[str]) -> list[Claim]:
    """The claims of other pages of which this one shows that they share more of their words, or less."""
    pages = {page for tie in traced.ties if traced.track.article not in (tie.a, tie.b) for page in (tie.a, tie.b)}
    return [c for c in (ledger.claims_of(pages) if pages else ()) if c.id not in found]


def _traced(ruling: Ruling, traced: Traced | None) -> Ruling:
    if traced is None:
        return ruling
    return replace(ruling, track=traced.track, postings=traced.postings, ties=traced.ties)


class _InMemory(NamedTuple):
    """What is decided of claims that are all at hand."""

    bearings: Sequence[Bearing]
    known: Sequence[Claim]

    def decided(self, articles: Collection[str]) -> Iterable[Bearing]:
        """The decisions about these pages."""
        return (b for b in self.bearings if not b.decided.decision.pages.isdisjoint(articles))

    def holding(self, ids: Collection[str]) -> Iterable[Claim]:
        """The claims that rest on some of this evidence."""
        return (c for c in self.known if any(r.evidence.id in ids for r in c.evidence))


def _told(look: Look | Traces | None, known: Sequence[Claim]) -> Decisions:
    return _InMemory(look.decided if isinstance(look, Traces) else (), known)


def _among(known: Sequence[Claim]) -> Find:
    """Looks up claims in memory."""
    named = [({handle for r in c.evidence for handle in handles_of(r.evidence)}, c) for c in known]
    return lambda asked: [c for names, c in named if not names.isdisjoint(asked)]


def _claims(evidence: Sequence[Recorded], sources: Sources, borne: Iterable[Bearing]) -> list[Claim]:
    """In order of id, which is the name of the wording that a claim bears: the oldest page's."""
    bound = bonds(borne, {r.evidence.id: r.evidence for r in evidence})
    hanging: dict[str, list[Recorded]] = {}
    for r in evidence:
        hanging.setdefault(bound.name_of(r.evidence), []).append(r)
    grouped = blocks({name: records[0].evidence for name, records in hanging.items()}, bound)
    of_claims = [[r for name in names for r in hanging[name]] for names in grouped]
    named = [*sources.named(of_claims)]
    told = zip(named, bound.disputed(named), strict=True)
    return sorted((_claim(own, against, settled, bound) for own, (against, settled) in told), key=lambda c: c.id)


def _claim(
    evidence: Iterable[Recorded], contrary: Iterable[Recorded], settled: Iterable[Settled], bound: Bonds
) -> Claim:
    unique = {r.evidence.id: r for r in evidence}
    ordered = _in_order(unique)
    against = _in_order({r.evidence.id: r for r in contrary})
    status, reasons = stand(ordered, bound.vouchers(unique), against)
    words = {(" ".join(r.evidence.words.split()), made) for r, made in settled}
    reasons += tuple(sorted(RECONCILED.format(words=said, who=made.who, why=made.why) for said, made in words))
    oldest = ordered[0].evidence
    return Claim(bound.name_of(oldest), oldest.words, status, reasons, ordered, standing(ordered, against))


def _in_order(evidence: Mapping[str, Recorded]) -> tuple[Recorded, ...]:
    return tuple(sorted(evidence.values(), key=lambda r: r.place))


def _ruling(standing: Sequence[Claim], weighing: Weighing) -> Ruling:
    altered = [c for c in standing if weighing.before.get(c.id) != c]
    changes = [change for c in altered for change in _changes(c, weighing)]
    left = {c.id for c in standing} | {weighing.home[e] for c in altered for e in _ids(c) if e in weighing.home}
    ended = [c for id_, c in sorted(weighing.before.items()) if id_ not in left]
    changes += [Change(_at(weighing), "status", c.id, c.status, None, _because((), [c], weighing)) for c in ended]
    handles = {(handle, r.evidence.key) for r in weighing.fresh.values() for handle in handles_of(r.evidence)}
    return Ruling(tuple(altered), tuple(sorted(changes, key=_of_claim)), tuple(sorted(handles)))


def _of_claim(change: Change) -> str:
    return change.claim


def _changes(new: Claim, weighing: Weighing) -> list[Change]:
    """What came of the claims that its evidence hung on before; the one that it goes on is compared with it."""
    homes = Counter(weighing.home[e] for e in _ids(new) if e in weighing.home)
    own = weighing.before.get(new.id)
    old = own or (weighing.before[min(homes, key=lambda id_: (-homes[id_], id_))] if homes else None)
    at, because = _at(weighing), _because(_ids(new), [own] if own else [], weighing)
    if old is None:
        return [Change(at, "new claim", new.id, None, new.status, because)]
    changes = [Change(at, "moved", id_, id_, new.id, because) for id_ in sorted(homes) if id_ != new.id]
    # A denial leaves it as it was; a page that shows two to be of one origin takes one away.
    if len(new.origins) != len(old.origins):
        counts = [counted(len(c.origins), "origin") for c in (old, new)]
        changes.append(Change(at, "support", new.id, counts[0], counts[1], because))
    if new.status != old.status:
        changes.append(Change(at, "status", new.id, old.status, new.status, _moved_by(new, own, weighing)))
    return changes


def _moved_by(new: Claim, own: Claim | None, weighing: Weighing) -> tuple[str, ...]:
    """As `_because`; where only others moved it, in other words, the claim's own words stand before theirs."""
    against = {*_against(new), *(_against(own) if own else ())}
    told = _because({*_ids(new), *against}, [own] if own else [], weighing)
    reason = told[: bool(weighing.cause)]
    others = told[len(reason) :]
    return (*reason, _ids(new)[0], *others) if against.issuperset(others) else told


def _at(weighing: Weighing) -> datetime:
    if weighing.cause:
        return weighing.cause.at
    return weighing.moment or max(r.at for r in weighing.fresh.values())


def _ids(claim: Claim) -> list[str]:
    return [r.evidence.id for r in claim.evidence]


def _against(claim: Claim) -> list[str]:
    return [r.evidence.id for r in claim.contrary]


def _because(now: Iterable[str], old: Iterable[Claim], weighing: Weighing) -> tuple[str, ...]:
    """The evidence that came and the evidence that went, and by which reader or person where it was no news.

    A claim may be altered by what came to another one: then that is why; or by a page that itself says nothing.
    """
    now = set(now)
    cause = weighing.cause
    came = weighing.fresh.keys() & now
    went = (now | {e for c in old for e in _ids(c)}) & cause.about if cause else set()
    if not came and not went:
        came, went = set(weighing.fresh), weighing.home.keys() & cause.about if cause else set()
    came = came if came or went else now
    return (*((cause.reason,) if cause else ()), *sorted(came | went))
