"""What pages did to claims and figures known before, a line each, and in what figures stand against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief._claims import evidence_of, held
from onrecord.brief._estimates import question_words
from onrecord.brief._phrases import day, one_line, opened, quoted, shortened, stated, utc
from onrecord.brief._words import words
from onrecord.model import DECIDED, DIFFERS, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Change, Citation, Dossier, Estimate, Evidence, Question

# Three lines of print. The whole quote stands in the evidence list.
_QUOTE = 300
_CITED = 6
# What a mark at each line says already is not said again.
_MARKED = ("new claim", "support", "moved")


def conflict(change: Change) -> str | None:
    """In what estimates stand against each other; `polarity` where a claim came to be affirmed and denied."""
    if change.kind == "status" and change.after == "disputed":
        return "polarity"
    return next((reason.removeprefix(DIFFERS) for reason in change.because[:1] if reason.startswith(DIFFERS)), None)


def changed(dossier: Dossier) -> list[Line]:
    """A line for each change after `since` that no mark tells; what nothing in the dossier shows is left out."""
    if dossier.since is None:
        return []
    hanging = {e.id: e for claim in held(dossier) for e in evidence_of(claim)}
    given = {e.id: (q, e) for q in dossier.questions for e in q.estimates}
    moved = [c for c in dossier.changes if c.kind not in _MARKED and utc(c.at) > utc(dossier.since)]
    lines = (_line(change, hanging, given) for change in sorted(moved, key=_when))
    return [line for line in lines if line]


def _when(change: Change) -> tuple[object, ...]:
    return (utc(change.at), change.claim, change.kind, repr(change))


def _line(
    change: Change, hanging: Mapping[str, Evidence], given: Mapping[str, tuple[Question, Estimate]]
) -> Line | None:
    evidence = [hanging[id_] for id_ in change.because if id_ in hanging]
    if evidence:
        cited = [e.citation for e in evidence]
        return Line(_label(change), _of_claim(change, evidence[0]), _places(cited))
    estimates = [given[id_] for id_ in change.because if id_ in given]
    if estimates:
        cited = [e.first.context for _, e in estimates]
        return Line(_label(change), _of_figures(change, estimates[0][0]), _places(cited))
    return None


def _label(change: Change) -> str:
    return day(utc(change.at).date())


def _of_claim(change: Change, first: Evidence) -> str:
    lines, none = words().lines, words().lines["nothing"]
    states = {"before": change.before or none, "after": change.after or none}
    quote = quoted(stated(first), _QUOTE)
    by = next((reason for reason in change.because[:1] if reason.startswith(DECIDED)), None)
    if by:
        told = lines["decision" if change.kind == "decision" else "decided"]
        return told.format(kind=_kind(change), by=shortened(one_line(by), _QUOTE), quote=quote, **states)
    return lines["changed" if change.is_news else "reread"].format(kind=_kind(change), quote=quote, **states)


def _of_figures(change: Change, question: Question) -> str:
    lines, none = words().lines, words().lines["nothing"]
    before, after = (shortened(one_line(told or none), _QUOTE) for told in (change.before, change.after))
    against = change.kind == "contradiction"
    return lines["against" if against else "moved"].format(
        kind=_kind(change), question=question_words(question), before=before, after=after
    )


def _kind(change: Change) -> str:
    how = conflict(change)
    return words().conflicts[how] if how in words().conflicts else opened(change.kind)


def _places(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """The first of each page."""
    found: dict[str, Citation] = {}
    for citation in cited:
        found.setdefault(citation.article, citation)
    return tuple(found.values())[:_CITED]
