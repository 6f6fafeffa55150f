"""From evidence to claims, their status with its reasons, and the changes that a page made.

A claim is a function of the evidence on record alone, so that it can be dropped and rebuilt, and the order of arrival
is nothing to it. Which evidence states the same is told in `_linking`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._linking import Find, blocks, connected, handles_of, name_of
from onrecord.assess._status import counted, stand
from onrecord.model import REREAD, Change, Claim, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from onrecord.model import Recorded, Reread


class Weighing(NamedTuple):
    """What came, what went, and where all of it hung before."""

    fresh: Mapping[str, Recorded]
    """By id of the evidence."""
    reread: Reread | None
    before: Mapping[str, Claim]
    home: Mapping[str, str]
    """Id of evidence on record -> of the claim that it hung on."""


def weigh(
    fresh: Sequence[Recorded], known: Sequence[Claim], reread: Reread | None = None, find: Find | None = None
) -> Ruling:
    """What fresh evidence makes of the claims already known; with `reread`, in the place of evidence that is gone.

    `known` must hold every claim that rests on what is gone, and every claim of which `find` does not tell; without
    `find`, every claim that may have to do with the fresh evidence; others do no harm. The ruling holds the claims
    that are new or altered, in order of id, the changes, and by what the fresh wordings are found again; evidence seen
    before changes nothing. A claim that nothing is left for is in the ruling's changes only.
    """
    gone = reread.gone if reread else frozenset()
    struck = [c for c in known if any(r.evidence.id in gone for r in c.evidence)]
    before = connected(fresh, struck, find or _among(known))
    home = {r.evidence.id: c.id for c in before.values() for r in c.evidence}
    came = {r.evidence.id: r for r in fresh if r.evidence.id not in home}
    if not came and not struck:
        return Ruling((), ())
    kept = [r for c in before.values() for r in c.evidence if r.evidence.id not in gone]
    weighing = Weighing(came, reread, before, home)
    return _ruling(_claims([*kept, *came.values()]), weighing)


def _among(known: Sequence[Claim]) -> Find:
    """Looks up claims in memory."""
    named = [({handle for r in c.evidence for handle in handles_of(r.evidence)}, c) for c in known]
    return lambda asked: [c for names, c in named if not names.isdisjoint(asked)]


def _claims(evidence: Iterable[Recorded]) -> list[Claim]:
    """In order of id, which is the name of the wording that a claim bears: the oldest page's."""
    hanging: dict[str, list[Recorded]] = {}
    for r in evidence:
        hanging.setdefault(name_of(r.evidence), []).append(r)
    grouped = blocks({name: records[0].evidence for name, records in hanging.items()})
    return sorted((_claim([r for name in names for r in hanging[name]]) for names in grouped), key=lambda c: c.id)


def _claim(evidence: Iterable[Recorded]) -> Claim:
    unique = {r.evidence.id: r for r in evidence}
    ordered = tuple(sorted(unique.values(), key=lambda r: r.place))
    status, reasons = stand(ordered)
    oldest = ordered[0].evidence
    return Claim(id=name_of(oldest), text=oldest.words, status=status, reasons=reasons, evidence=ordered)


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
    # By news alone support is never lost: a denial leaves it as it was.
    if len(new.origins) > len(old.origins) or (weighing.reread and len(new.origins) < len(old.origins)):
        counts = [counted(len(c.origins), "origin") for c in (old, new)]
        changes.append(Change(at, "support", new.id, counts[0], counts[1], because))
    if new.status != old.status:
        changes.append(Change(at, "status", new.id, old.status, new.status, because))
    return changes


def _at(weighing: Weighing) -> datetime:
    return weighing.reread.at if weighing.reread else max(r.at for r in weighing.fresh.values())


def _ids(claim: Claim) -> list[str]:
    return [r.evidence.id for r in claim.evidence]


def _because(now: Iterable[str], old: Iterable[Claim], weighing: Weighing) -> tuple[str, ...]:
    """The evidence that came and the evidence that went, and by which reader where it was no news.

    A claim may be altered by what came to another one: then that is why.
    """
    reread = weighing.reread
    came = weighing.fresh.keys() & set(now)
    went = {e for c in old for e in _ids(c)} & reread.gone if reread else set()
    if not came and not went:
        came, went = set(weighing.fresh), weighing.home.keys() & reread.gone if reread else set()
    return (*((f"{REREAD}{reread.reader}",) if reread else ()), *sorted(came | went))
