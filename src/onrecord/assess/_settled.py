"""What the evidence on a question best supports, with the reasons in words. The estimates stay as they are."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._estimates import EARLIER, order, table
from onrecord.assess._status import OPEN, rules
from onrecord.model import Answer, Reason
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Citation, Estimate, Question

# A reason cites its first pages; all of them stand with the estimates.
_CITED = 3
_RIVALS = 3


class _Value(NamedTuple):
    """One value that is given, by whom, and what speaks for it."""

    interval: tuple[float | None, float | None]
    given: tuple[Estimate, ...]
    weight: float
    reasons: tuple[Reason, ...]


def settled(question: Question) -> Answer | None:
    """The value with most for it, and why; None where none stands.

    What a speaker revised, what a page tells as how it was before, and parts of a whole are set aside; then it counts
    who gives a value (an office over a bystander), on how many independent origins, how lately, and how surely, by the
    weights in `estimates.toml`. Of equals the later and then the larger is taken.
    """
    revised = {e.revises: e for e in question.estimates if e.revises}
    aside = [(e, why) for e in question.estimates if (why := _aside(e, revised.get(e.id)))]
    gone = {e.id for e, _ in aside}
    standing = [e for e in question.estimates if e.id not in gone]
    if not standing:
        return None
    values = sorted(_values(standing), key=_rank)
    best = values[-1]
    rivals = [_rival(value) for value in reversed(values[:-1])][:_RIVALS]
    return Answer(*best.interval, best.given[0].bound, (*best.reasons, *rivals, *(why for _, why in aside[:_RIVALS])))


def _aside(estimate: Estimate, later: Estimate | None) -> Reason | None:
    """Why an estimate is no answer of today, if it is none."""
    says = table().reasons
    if estimate.first.quantity.scope == EARLIER:
        return _reason(says["earlier"].format(figure=told(estimate), speaker=_who(estimate)), [estimate])
    if estimate.part_of or estimate.first.quantity.scope == "part":
        return _reason(says["part"].format(figure=told(estimate), speaker=_who(estimate)), [estimate])
    if all(v is None or not math.isfinite(v) for v in estimate.interval):
        return _reason(says["vague"].format(figure=told(estimate), speaker=_who(estimate)), [estimate])
    if later is None:
        return None
    days = {"first": estimate.published, "last": later.published}
    words = says["revised"].format(before=told(estimate), after=told(later), speaker=_who(later), **days)
    return _reason(words, [later, estimate])


def _values(standing: Sequence[Estimate]) -> list[_Value]:
    same: dict[tuple[float | None, float | None], list[Estimate]] = defaultdict(list)
    for estimate in standing:
        same[estimate.interval].append(estimate)
    newest = max((e.published for e in standing if e.published), default=None)
    return [_value(interval, sorted(given, key=order), newest) for interval, given in same.items()]


def _value(interval: tuple[float | None, float | None], given: Sequence[Estimate], newest: date | None) -> _Value:
    """What speaks for a value: its best witness, its origins, its day."""
    weights, says = table().weights, table().reasons
    witness = max(given, key=lambda e: (weights[_standing(e)], order(e)))
    for_it = [(_standing(witness), {"speaker": _who(witness)})]
    for_it += [(note, {"speaker": _who(witness)}) for note in _notes(given)]
    origins = frozenset().union(*(e.origins for e in given))
    latest = max((f.citation.published for e in given for f in e.figures if f.citation.published), default=None)
    if latest is not None and newest is not None and latest >= newest:
        for_it.append(("latest", {"date": str(latest)}))
    weight = sum(weights[name] for name, _ in for_it) + weights["origin"] * (len(origins) - 1)
    reasons = [_reason(says[name].format(**filled), [witness, *given]) for name, filled in for_it]
    if len(origins) > 1:
        reasons.append(_reason(says["origin"].format(n=len(origins)), given))
    return _Value(interval, tuple(given), weight, tuple(reasons))


def _standing(estimate: Estimate) -> str:
    """Official, named, outlet or unnamed: how near who gives a figure is to counting it."""
    speaker = estimate.first.speaker
    if speaker is None:
        return "outlet"
    if set(fold(speaker.name).split()) & rules().authority:
        return "official"
    # "Recent reports" and "witnesses" are no names.
    is_named = speaker.kind not in ("unknown", "group") and any(sign.isupper() for sign in speaker.name)
    return "named" if is_named else "unnamed"


def _notes(given: Sequence[Estimate]) -> list[str]:
    notes = ["open"] if all(e.first.factuality in OPEN for e in given) else []
    notes += ["derived"] if all(e.derived for e in given) else []
    return notes + (["misquote"] if all(e.flags for e in given) else [])


def _rank(value: _Value) -> tuple[object, ...]:
    days = [f.citation.published or date.min for e in value.given for f in e.figures]
    known = [v for v in value.interval if v is not None and not math.isnan(v)]
    return (value.weight, max(days), max(known, default=0.0), order(value.given[0]))


def _rival(value: _Value) -> Reason:
    first = value.given[0]
    words = table().reasons["rival"].format(figure=told(first), speaker=_who(first), date=first.published or "undated")
    return _reason(words, value.given)


def _reason(words: str, given: Iterable[Estimate]) -> Reason:
    places: dict[tuple[str, object], Citation] = {}
    for figure in (f for e in given for f in e.figures):
        places.setdefault((figure.context.article, figure.context.span), figure.context)
    return Reason(words, tuple(places.values())[:_CITED])


def told(estimate: Estimate) -> str:
    """The figure in words, as its page has it; a sum as its value."""
    if not estimate.derived:
        return " ".join(estimate.first.citation.quote.split())
    return f"{estimate.low:,g}" if estimate.low is not None else "a sum"


def _who(estimate: Estimate) -> str:
    first = estimate.first
    return first.speaker.name if first.speaker else first.citation.outlet or first.citation.path
