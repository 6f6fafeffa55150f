"""From evidence to claims, their status with its reasons, and the changes that a page made.

A claim is a function of its evidence alone, so that it can be dropped and rebuilt, and the order of arrival is
nothing to it. In this version evidence of the same words is one claim (see `Evidence.key`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import REREAD, Change, Claim, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Recorded, Reread, Status

OPEN = {"PR+", "PS+", "PR-", "PS-", "CTu", "Uu"}
"""FactBank values by which a source leaves it open whether its words are so."""


def weigh(fresh: Sequence[Recorded], known: Sequence[Claim], reread: Reread | None = None) -> Ruling:
    """What fresh evidence makes of the claims already known; with `reread`, in the place of evidence that is gone.

    `known` must hold every claim whose key some fresh evidence shares or that rests on what is gone; others do no
    harm. The ruling holds the claims that are new or altered, in order of id, and the changes; evidence seen before
    changes nothing. A claim that nothing is left for is in the ruling's changes only.
    """
    gone = reread.gone if reread else frozenset()
    before = {c.id: c for c in known}
    hanging = {r.evidence.id for c in known for r in c.evidence}
    moved: dict[str, list[Recorded]] = {c.id: [] for c in known if any(r.evidence.id in gone for r in c.evidence)}
    for r in fresh:
        if r.evidence.id not in hanging:
            moved.setdefault(r.evidence.key, []).append(r)
    claims, changes = [], []
    for key in sorted(moved):
        old = before.get(key)
        kept = [r for r in old.evidence if r.evidence.id not in gone] if old else []
        new = _claim(key, (*kept, *moved[key])) if kept or moved[key] else None
        claims += [new] if new else []
        changes += _changes(old, new, moved[key], reread)
    return Ruling(tuple(claims), tuple(changes))


def _claim(key: str, evidence: Iterable[Recorded]) -> Claim:
    unique = {r.evidence.id: r for r in evidence}
    ordered = tuple(sorted(unique.values(), key=lambda r: r.place))
    status, reasons = _stand(ordered)
    return Claim(id=key, text=ordered[0].evidence.words, status=status, reasons=reasons, evidence=ordered)


def _stand(evidence: tuple[Recorded, ...]) -> tuple[Status, tuple[str, ...]]:
    """The status by the rules in docs/status.md, the first that fits, and why."""
    denying = [r for r in evidence if r.evidence.act == "deny"]
    affirming = [r for r in evidence if r.evidence.act != "deny"]
    if not affirming:
        return "denied", (
            f"denied by {_names(denying)}; nobody in the record affirms it in these words",
            _carried(denying),
        )
    if denying:
        denied = f"denied by {_names(denying)}: {_carried(denying)}"
        return "disputed", (f"affirmed by {_names(affirming)}: {_carried(affirming)}", denied)
    firm = [r for r in evidence if r.evidence.factuality not in OPEN]
    if not firm:
        return "unconfirmed", (f"left open by {_names(evidence)}", _carried(evidence))
    return "reported", (f"stated by {_names(firm)}", _carried(evidence))


def _carried(evidence: Sequence[Recorded]) -> str:
    origins = sorted(_origins(evidence))
    pages = len({r.evidence.citation.article for r in evidence})
    return f"{_count(len(origins), 'origin')} ({', '.join(origins)}), {_count(pages, 'page')}"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _origins(evidence: Iterable[Recorded]) -> set[str]:
    return {r.evidence.origin for r in evidence}


def _name(r: Recorded) -> str:
    if r.evidence.speaker:
        return r.evidence.speaker.name
    return f"{r.evidence.citation.outlet or 'an unnamed outlet'} in its own voice"


def _names(evidence: Iterable[Recorded]) -> str:
    return ", ".join(sorted({_name(r) for r in evidence}))


def _changes(old: Claim | None, new: Claim | None, fresh: Sequence[Recorded], reread: Reread | None) -> list[Change]:
    at = reread.at if reread else max(r.at for r in fresh)
    because = _because(old, fresh, reread)
    if new is None:
        return [Change(at, "status", c.id, c.status, None, because) for c in (old,) if c]
    if old is None:
        return [Change(at, "new claim", new.id, None, new.status, because)]
    changes = []
    # By news alone support is never lost: a denial leaves it as it was.
    if len(new.origins) > len(old.origins) or (reread and len(new.origins) < len(old.origins)):
        counts = [_count(len(c.origins), "origin") for c in (old, new)]
        changes.append(Change(at, "support", new.id, counts[0], counts[1], because))
    if new.status != old.status:
        changes.append(Change(at, "status", new.id, old.status, new.status, because))
    return changes


def _because(old: Claim | None, fresh: Sequence[Recorded], reread: Reread | None) -> tuple[str, ...]:
    """The evidence that came and the evidence that went, and by which reader where it was no news."""
    came = {r.evidence.id for r in fresh}
    if reread is None:
        return tuple(sorted(came))
    went = {r.evidence.id for r in old.evidence} & reread.gone if old else set()
    return (f"{REREAD}{reread.reader}", *sorted(came | went))
