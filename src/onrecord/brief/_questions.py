"""Which answers of a question are rivals, which come first, and which revise others. Nothing here adds or averages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Estimate, Question


def is_rivalled(question: Question) -> bool:
    """Whether the last answers of two speakers differ, in one unit and for scopes that do not differ."""
    groups: dict[str | None, list[Estimate]] = defaultdict(list)
    for estimate in _last_answers(question):
        groups[estimate.first.quantity.unit].append(estimate)
    return any(_differ(group, scope) for group in groups.values() for scope in _scopes(group))


def told_apart(question: Question) -> tuple[Estimate, ...]:
    """All answers, those that show the rivalry best first.

    First one speaker's last answer for each figure (that with most origins, the newest of equals), then the other
    speakers' last answers, then what speakers said before.
    """
    last = _last_answers(question)
    ranked = sorted(last, key=lambda e: (-len(e.origins), -(e.published or date.min).toordinal()))
    answers = {estimate.interval: estimate for estimate in reversed(ranked)}
    first = [estimate for estimate in ranked if answers[estimate.interval] is estimate]
    same = [estimate for estimate in ranked if answers[estimate.interval] is not estimate]
    return (*first, *same, *(estimate for estimate in question.estimates if estimate not in last))


def _last_answers(question: Question) -> list[Estimate]:
    """Each speaker's newest answer, for each unit and scope."""
    newest: dict[tuple[str | None, ...], Estimate] = {}
    # What its own page calls the earlier figure is no answer any more, though nobody gave another one since.
    standing = [e for e in question.estimates if e.first.quantity.scope != "earlier" and not e.derived]
    for estimate in sorted(standing, key=lambda e: (e.published or date.min, _order(e))):
        q = estimate.first.quantity
        newest[estimate.by, q.unit, q.scope] = estimate
    return list(newest.values())


def revision(question: Question) -> tuple[Estimate, Estimate] | None:
    """The latest two answers by one speaker, if the later says something else of the same thing; else None."""
    series: dict[tuple[object, ...], list[Estimate]] = defaultdict(list)
    for estimate in question.estimates:
        q = estimate.first.quantity
        if estimate.published and q.scope != "earlier" and not estimate.derived:
            series[estimate.by, q.unit, q.scope, fold(q.counted or "")].append(estimate)
    pairs = [pair for group in series.values() if (pair := _last_pair(group))]
    return max(pairs, key=lambda p: (p[1].published or date.min, _order(p[1])), default=None)


def _order(estimate: Estimate) -> tuple[object, ...]:
    """Its place in a series: by publication, undated last."""
    first = estimate.first
    cited = first.citation
    given = (estimate.by, repr(first.quantity), first.factuality or "", repr(first.speaker))
    return (cited.published or date.max, cited.article, cited.span, *given)


def _scopes(group: Iterable[Estimate]) -> set[str | None]:
    return {estimate.first.quantity.scope for estimate in group}


def _differ(group: Iterable[Estimate], scope: str | None) -> bool:
    # With two speakers and two answers there are always two speakers who differ, whoever gave which.
    comparable = [e for e in group if e.first.quantity.scope in (scope, None)]
    return len({e.interval for e in comparable}) > 1 and len({e.by for e in comparable}) > 1


def _last_pair(group: Sequence[Estimate]) -> tuple[Estimate, Estimate] | None:
    last = max(group, key=lambda e: (e.published or date.min, _order(e)))
    earlier = [e for e in group if e.interval != last.interval and e.published != last.published]
    return (max(earlier, key=lambda e: (e.published or date.min, _order(e))), last) if earlier else None
