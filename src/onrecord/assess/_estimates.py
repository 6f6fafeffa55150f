"""Figures as estimates: one by each speaker, what revises what, what is part of what, sums, and probable misquotes."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import NOBODY, Estimate, OnRecordError, Span
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Figure

FILE = Path(__file__).with_name("estimates.toml")
EARLIER = "earlier"
"""Scope of a figure that its own sentence replaces by another."""
_TELLING = 10
"""From so many on the same two figures beside each other are not chance."""
_ENTRIES = {"definitions": list, "weights": float, "reasons": str}


class Table(NamedTuple):
    """The content of estimates.toml."""

    definitions: dict[str, list[str]]
    sum: str
    weights: dict[str, float]
    reasons: dict[str, str]


@functools.cache
def table() -> Table:
    """The definitions, weights and reasons; raises OnRecordError, naming the entry at fault."""
    return load(FILE.read_text(encoding="utf-8"), FILE.name)


def load(text: str, name: str) -> Table:
    """The table in a TOML text; raises OnRecordError, naming file and entry."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{name}: not TOML: {error}") from error
    for entry, kind in _ENTRIES.items():
        if not isinstance(given.get(entry), dict):
            raise OnRecordError(f"{name}: [{entry}] is missing")
        for key, value in given[entry].items():
            if not isinstance(value, kind) and (entry, key) != ("definitions", "sum"):
                raise OnRecordError(f"{name}: [{entry}] {key}: must be a {kind.__name__}")
    definitions = dict(given["definitions"])
    if not isinstance(definitions.get("sum"), str):
        raise OnRecordError(f"{name}: [definitions] sum: must be a text")
    return Table(definitions, definitions.pop("sum"), given["weights"], given["reasons"])


def spoken_by(figure: Figure) -> str:
    """Who gave the figure, comparable; the outlet where it speaks in its own voice.

    A body that publishes its own pages is the same speaker, quoted or not.
    """
    if figure.speaker == NOBODY:
        return fold(f"{NOBODY.name} {figure.origin}")
    return fold(figure.speaker.name if figure.speaker else figure.citation.outlet or figure.citation.article)


def is_told_singly(figure: Figure) -> bool:
    """Whether it is a person told without a number ("a man", "a fatal shooting"): a case, not a count of cases."""
    return figure.quantity.wording is not None and figure.quantity.low == 1


def estimates(figures: Iterable[Figure]) -> tuple[Estimate, ...]:
    """The estimates that the figures of one question make, oldest first, each with what it revises."""
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        same[_identity(figure)].append(figure)
    found = [_estimate(tuple(sorted(members, key=place))) for members in same.values()]
    return _revising(sorted(found, key=order))


def order(estimate: Estimate) -> tuple[object, ...]:
    """Its place in a series: by publication, undated last."""
    return (*place(estimate.first), estimate.derived)


def place(figure: Figure) -> tuple[object, ...]:
    """Where a figure stands among others: by publication, undated last, then by its page and what it says."""
    cited = figure.citation
    given = (spoken_by(figure), repr(figure.quantity), figure.factuality or "", repr(figure.speaker))
    return (cited.published or date.max, cited.article, cited.span, *given)


def _estimate(figures: tuple[Figure, ...]) -> Estimate:
    q = figures[0].quantity
    return Estimate(
        id=_hash(_identity(figures[0])),
        by=spoken_by(figures[0]),
        definition=q.role,
        low=q.low,
        high=q.high,
        bound=q.bound,
        figures=figures,
    )


def _identity(figure: Figure) -> tuple[object, ...]:
    q = figure.quantity
    measured = (q.low, q.high, q.bound, q.unit, q.scope, q.when, q.per, q.change, fold(q.counted or ""), q.wording)
    return (fold(q.role or ""), *measured, spoken_by(figure), figure.factuality)


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _revising(series: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Each with the last other figure that its speaker gave, on an earlier day, of the same thing."""
    last: dict[tuple[object, ...], Estimate] = {}
    found = []
    for estimate in series:
        q = estimate.first.quantity
        of = (estimate.by, q.unit, q.scope, fold(q.counted or ""))
        before = last.get(of)
        fresh = estimate
        # Two of whom nothing is known are not taken for one who gave another figure later.
        if estimate.published and q.scope != EARLIER and estimate.first.speaker != NOBODY:
            if before and before.published != estimate.published and before.interval != estimate.interval:
                fresh = replace(estimate, revises=before.id)
            last[of] = fresh
        found.append(fresh)
    return tuple(found)


def included(series: Sequence[Sequence[Estimate]]) -> list[tuple[Estimate, ...]]:
    """The series with what is part of what, and with the figures flagged that twist a part into a rival."""
    at = {(f.citation.article, f.citation.span): e for each in series for e in each for f in e.figures}
    wholes = {e.id: whole for each in series for e in each if (whole := _whole(e, at))}
    flags = _misquotes(series, wholes)
    return [
        tuple(
            replace(e, part_of=wholes[e.id].id if e.id in wholes else None, flags=(*e.flags, *flags.get(e.id, ())))
            for e in each
        )
        for each in series
    ]


def _whole(estimate: Estimate, at: Mapping[tuple[str, Span], Estimate]) -> Estimate | None:
    for figure in estimate.figures:
        part_of = figure.quantity.part_of
        whole = at.get((figure.citation.article, Span(*part_of))) if part_of else None
        if whole and whole.id != estimate.id:
            return whole
    return None


def _misquotes(series: Sequence[Sequence[Estimate]], wholes: Mapping[str, Estimate]) -> dict[str, tuple[str, ...]]:
    """Of figures that stand beside another's part as if they did not include it, both wordings."""
    parts = (e for each in series for e in each if e.id in wholes and (e.low or 0) >= _TELLING)
    known = {(e.low, wholes[e.id].low): e for e in parts}
    beside: dict[tuple[str, Span], list[tuple[Figure, Estimate]]] = defaultdict(list)
    for each in series:
        for e in each:
            for f in e.figures:
                beside[f.context.article, f.context.span].append((f, e))
    flags: dict[str, set[str]] = defaultdict(set)
    if not known:
        return {}
    for group in beside.values():
        by_value = {e.low: (f, e) for f, e in group if e.id not in wholes}
        for low in by_value:
            for part in (known.get((small, low)) for small in by_value if small != low):
                if part and wholes[part.id].definition != by_value[low][1].definition:
                    flags[by_value[low][1].id].add(_misquote(part, by_value[low][0]))
    return {id_: tuple(sorted(said)) for id_, said in flags.items()}


def _misquote(part: Estimate, twisted: Figure) -> str:
    right, wrong = part.first.context.quote, twisted.context.quote
    return f"probable misquote: “{wrong}” gives as a figure beside it what in “{right}” includes it"


def sums(series: Sequence[Sequence[Estimate]]) -> tuple[Estimate, ...]:
    """What the killed and the wounded of one speaker on one page come to; marked as derived, with both citations."""
    small, large = next(iter(table().definitions.values()))[:2]
    pages: dict[tuple[str, str], dict[str, dict[tuple[object, ...], Figure]]] = defaultdict(lambda: defaultdict(dict))
    for each in series:
        for f in (f for e in each for f in e.figures if e.definition in (small, large) and _adds_up(f)):
            given = pages[f.citation.article, spoken_by(f)][f.quantity.role or ""]
            given[f.quantity.low, f.quantity.high, f.quantity.scope] = f
    found = [_sum(given[small], given[large]) for given in pages.values()]
    alike: dict[str, list[Estimate]] = defaultdict(list)
    for summed in filter(None, found):
        alike[summed.id].append(summed)
    merged = (sorted(group, key=order) for group in alike.values())
    return _revising(sorted((replace(g[0], figures=tuple(f for e in g for f in e.figures)) for g in merged), key=order))


def _adds_up(figure: Figure) -> bool:
    q = figure.quantity
    plain = q.scope not in (EARLIER, "part", "period") and not q.part_of and not q.per and not q.change
    plain = plain and figure.speaker != NOBODY
    return plain and q.low is not None and q.kind == "count" and q.low > 0


def _sum(killed: Mapping[tuple[object, ...], Figure], wounded: Mapping[tuple[object, ...], Figure]) -> Estimate | None:
    """Of one figure each; where a page has several it is not known which belong together."""
    if len(killed) != 1 or len(wounded) != 1:
        return None
    (one,), (other,) = killed.values(), wounded.values()
    a, b = one.quantity, other.quantity
    if a.head and b.head and a.head != b.head and "person" not in (a.head, b.head) and "other" not in (a.head, b.head):
        return None
    low = (a.low or 0) + (b.low or 0)
    high = a.high + b.high if a.high is not None and b.high is not None else None
    return Estimate(
        id=_hash(("sum", low, high, spoken_by(one), fold(a.counted or ""))),
        by=spoken_by(one),
        definition=table().sum,
        low=low,
        high=high,
        bound="at least" if high is None else "about" if "about" in (a.bound, b.bound) else a.bound,
        figures=(one, other),
        derived=True,
    )
