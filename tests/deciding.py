"""Decisions made in one line, and what stands for their statements among given evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from making import minute

from onrecord.model import Bearing, Decided, Decision, Statement, standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import DecisionKind, Evidence


def decision(kind: DecisionKind, *about: Evidence, **fields: str | int | None) -> Decision:
    """What Ann Lee decided about some evidence."""
    statements = tuple(map(Statement.of, about))
    return Decision(kind=kind, who="ann", why="known", statements=statements, **fields)  # type: ignore[arg-type]


def numbered(*decisions: Decision) -> list[Decided]:
    """Decisions as kept, one a minute."""
    return [Decided(n, minute(n), each) for n, each in enumerate(decisions, 1)]


def bearings(decided: Iterable[Decided], evidence: Iterable[Evidence]) -> tuple[Bearing, ...]:
    """Those that hold, with what stands for their statements among the evidence."""
    known = list(evidence)
    holding = ((each, [s.among(known) for s in each.decision.statements]) for each in standing(decided))
    return tuple(Bearing(each, tuple(e.id if e else None for e in found)) for each, found in holding)
