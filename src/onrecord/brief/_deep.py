"""The Deep Look: what was said by topic, the figures by question, and what changed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

from onrecord.brief._changes import changed
from onrecord.brief._cite import by_id, check
from onrecord.brief._claims import (
    cited,
    contrary_to,
    evidence_of,
    graded,
    is_new,
    lead,
    new_pages,
    oldest,
    opponents,
    same_side,
    status_of,
    strength,
)
from onrecord.brief._course import course, roles_played
from onrecord.brief._estimates import estimate_words, question_words
from onrecord.brief._phrases import (
    day,
    reservations,
    said,
    said_by,
    speaker_name,
    subject,
    supported,
)
from onrecord.brief._words import words
from onrecord.model import Line, Section, Status
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.brief._course import Roles
    from onrecord.model import Article, Claim, Dossier, Estimate, Evidence, Question

# Beside how a topic moved. A section that runs over a page is no longer read; its title says how much there is.
MOST = 12
# Figures are short, and a series cut in its middle misleads: as many as stand on one page.
_FIGURES = _ANSWERS = 36
# Three lines of print. The whole quote stands in the evidence list.
_QUOTE = 300
_CITED = 6
_OTHERS = 2
_STANDING = {status: n for n, status in enumerate(get_args(Status))}


def deep_look(dossier: Dossier) -> tuple[Section, ...]:
    """The sections: changes since, topics as the situation lists them, figures, other statements; none is empty.

    Raises UncitedError where a quote is not in its article.
    """
    topics: dict[str | None, dict[str, Claim]] = defaultdict(dict)
    for topic, claim in dossier.claims:
        if claim.evidence:
            topics[topic][claim.id] = claim
    listed = {name: n for n, name in enumerate(dossier.topics)}
    named = sorted((t for t in topics if t is not None), key=lambda t: (listed.get(t, len(listed)), t))
    titles = words().titles
    moved = changed(dossier)
    sections = [_titled(titles["changed"], moved[-MOST:], len(moved))]
    roles = roles_played(dossier.questions)
    sections += [_topic(dossier, name, topics[name], roles) for name in named]
    sections += [_figures(dossier), _topic(dossier, titles["others"], topics.get(None, {}))]
    found = tuple(section for section in sections if section.lines)
    check((line for section in found for line in section.lines), by_id(dossier.articles))
    return found


def _titled(title: str, lines: Sequence[Line], among: int) -> Section:
    if len(lines) < among:
        title = words().titles["part"].format(title=title, shown=len(lines), all=among)
    return Section(title, tuple(lines))


def _topic(dossier: Dossier, title: str, claims: Mapping[str, Claim], roles: Roles | None = None) -> Section:
    """What is said of it; with the roles that figures play, first how it moved."""
    articles = by_id(dossier.articles)
    strongest = sorted(claims.values(), key=strength)[:MOST]
    ordered = sorted(strongest, key=lambda c: (oldest(c), _STANDING[c.status], c.id))
    section = _titled(title, [_claim_line(claim, dossier, articles) for claim in ordered], len(claims))
    told = course(claims.values(), roles, articles) if roles is not None else []
    return Section(section.title, (*told, *section.lines))


def _claim_line(claim: Claim, dossier: Dossier, articles: Mapping[str, Article]) -> Line:
    first = lead(claim)
    notes = [*reservations(first, articles, short=False), status_of(claim), supported(same_side(claim, first))]
    notes += _also(claim, first) + graded(dossier, claim, first)
    text = words().lines["long"].format(said=said(first, subject(first), _QUOTE), notes="; ".join(notes))
    label = day(min(claim.published, default=None))
    fresh = is_new(claim, dossier.since)
    places = cited(claim, first, _CITED, opponents(claim, _OTHERS))
    return Line(words().lines["new"].format(label=label) if fresh else label, text, places)


def _also(claim: Claim, first: Evidence) -> list[str]:
    """Who else said it, and who spoke against it: by name, and how many more."""
    denies = first.act == "deny"
    with_it = _names(claim, denying=denies)
    if first.speaker:
        with_it.pop(fold(first.speaker.name), None)
    against = _names(claim, denying=not denies)
    notes = [words().lines["also"].format(names=_some(sorted(with_it.values())))] if with_it else []
    if against:
        other_side = supported(e for e in evidence_of(claim) if (e.act == "deny") is not denies)
        key = "affirmed" if denies else "denied"
        notes.append(words().lines[key].format(names=_some(sorted(against.values())), support=other_side))
    if claim.contrary:
        told = contrary_to(claim)
        names = _some([said_by(e) for e in opponents(claim, len(told))])
        notes.append(words().lines["contrary"].format(names=names, support=supported(told)))
    return notes


def _names(claim: Claim, *, denying: bool) -> dict[str, str]:
    told = (e.speaker for e in _by_id(claim) if (e.act == "deny") is denying)
    return {fold(speaker.name): speaker_name(speaker) for speaker in told if speaker}


def _some(names: Sequence[str]) -> str:
    shown, left = ", ".join(names[:_OTHERS]), len(names) - _OTHERS
    if left <= 0:
        return shown
    return words().lines["others_one" if left == 1 else "others_many"].format(names=shown, n=left)


def _by_id(claim: Claim) -> list[Evidence]:
    return sorted(evidence_of(claim), key=lambda e: e.id)


def _figures(dossier: Dossier) -> Section:
    fresh = new_pages(dossier)
    asked = dossier.questions
    lines: list[Line] = []
    for question in asked:
        told = sorted(question.estimates, key=lambda e: (-len(e.origins), -len(e.pages)))[:_ANSWERS]
        # A question whose answers do not all fit is left out whole rather than shown in part.
        if len(lines) + len(told) <= _FIGURES:
            lines += [_figure_line(e, question, fresh) for e in question.estimates if e in told]
    return _titled(words().titles["figures"], lines, sum(len(q.estimates) for q in asked))


def _figure_line(estimate: Estimate, question: Question, fresh: frozenset[str]) -> Line:
    text = estimate_words(estimate, question, fresh=estimate.pages <= fresh)
    places = {figure.context.article: figure.context for figure in reversed(estimate.figures)}
    return Line(question_words(question), text, tuple(reversed(places.values()))[:_CITED])
