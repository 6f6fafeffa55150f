"""The Quick Look: three to seven bullets, each chosen by a stated rule and kept within one line."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.brief._bullets import ROOM, SHORTEST, bullet
from onrecord.brief._cite import by_id, check
from onrecord.brief._claims import (
    NAMED,
    cited,
    held,
    is_new,
    is_substantive,
    lead,
    new_pages,
    newest,
    opponents,
    same_side,
    status_of,
    strength,
    voice,
)
from onrecord.brief._estimates import revised_words, rivals_words
from onrecord.brief._phrases import (
    day,
    reservations,
    said_by,
    shortened,
    supported,
    utc,
)
from onrecord.brief._questions import is_rivalled, revision
from onrecord.brief._words import words
from onrecord.model import Line
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.model import Act, Citation, Claim, Dossier, Estimate, Evidence, Span

    Place = tuple[str, Span]
    Bullet = tuple[str, Line]
    Rule = tuple[str, Callable[[Claim], bool], tuple[Act, ...]]

FEWEST, MOST = 3, 7
# Citations of a bullet: its own words and two other origins, so that the numbers do not outweigh the line.
_CITED = 3
# Two claims that share so many of their words would be one line said twice.
_ALIKE = 0.8


def quick_look(dossier: Dossier) -> tuple[Line, ...]:
    """The bullets; fewer than three where the dossier has no more to say, none where it has no claim.

    Each has at most 140 characters without its label. Raises UncitedError where a quote is not in its article.
    """
    claims = held(dossier)
    bullets = list(_figure_bullets(dossier))
    used = {(c.article, c.span) for _, line in bullets for c in line.citations}
    chosen: list[Claim] = []
    for label, admits, acts in _rules(dossier, claims):
        if len(bullets) >= (FEWEST if label == "record" else MOST):
            continue
        best = _best([c for c in claims if admits(c) and not any(_is_alike(c, d) for d in chosen)], used, acts)
        if best:
            chosen.append(best)
            bullets.append((label, _claim_line(dossier, label, best, lead(best, acts))))
    order = list(words().labels)
    lines = tuple(line for _, line in sorted(bullets, key=lambda bullet: order.index(bullet[0])))
    check(lines, by_id(dossier.articles))
    return lines


def _rules(dossier: Dossier, claims: Sequence[Claim]) -> Iterator[Rule]:
    """Label, what a claim must be, and the speech acts that the line shows; the most telling first."""
    yield "carried", lambda c: len(c.pages) > 1, ()
    yield "denied", lambda c: _does(c, "deny") or (c.status in ("denied", "disputed") and not c.contrary), ("deny",)
    yield "disputed", lambda c: c.status == "disputed" and bool(c.contrary), ()
    yield "unconfirmed", lambda c: c.status == "unconfirmed", ()
    yield "confirms", lambda c: _does(c, "confirm", "admit"), ("confirm", "admit")
    if dossier.since:
        yield "new", lambda c: is_new(c, dossier.since), ()
    else:
        last = max(map(newest, claims), default=0)
        yield "latest", lambda c: newest(c) == last > 0, ()
    yield "warns", lambda c: _does(c, "warn"), ("warn",)
    yield from [("record", lambda _: True, ())] * FEWEST


def _does(claim: Claim, *acts: Act) -> bool:
    return any(recorded.evidence.act in acts for recorded in claim.evidence)


def _best(claims: Sequence[Claim], used: AbstractSet[Place], acts: Iterable[Act]) -> Claim | None:
    """The strongest of the best kind that there is: by a named speaker and not yet among the figures, and so on."""
    full = [c for c in claims if is_substantive(c)]
    named = [c for c in full if voice(lead(c, acts)) == NAMED]
    fresh = [c for c in named if not any(_overlaps(r.evidence.citation, used) for r in c.evidence)]
    return min(fresh or named or full or claims, key=strength, default=None)


def _overlaps(citation: Citation, used: AbstractSet[Place]) -> bool:
    return any(a == citation.article and s < citation.span.end and citation.span.start < e for a, (s, e) in used)


def _is_alike(claim: Claim, other: Claim) -> bool:
    if claim.id == other.id:
        return True
    ours, theirs = _terms(claim.text), _terms(other.text)
    # Another figure or another standing is another statement, however like the words.
    if claim.status != other.status or _numbers(ours) != _numbers(theirs):
        return False
    return len(ours & theirs) >= _ALIKE * max(min(len(ours), len(theirs)), 1)


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _numbers(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in terms if any(sign.isdigit() for sign in term))


def _claim_line(dossier: Dossier, label: str, claim: Claim, evidence: Evidence) -> Line:
    notes = reservations(evidence, by_id(dossier.articles), short=True)
    notes += [status_of(claim)] if claim.status != label else []
    notes += [supported(same_side(claim, evidence))] if label == "carried" else []
    against = opponents(claim, 1) if label == "disputed" else []
    for one in against:
        by = shortened(said_by(one), SHORTEST)
        notes.append(words().lines["contrary_short"].format(names=by))
    title = _label(label, dossier, fresh=is_new(claim, dossier.since))
    return Line(title, bullet(evidence, "; ".join(notes)), cited(claim, evidence, _CITED, against))


def _label(key: str, dossier: Dossier, *, fresh: bool) -> str:
    label = words().labels[key]
    if key == "new" and dossier.since:
        return label.format(since=day(utc(dossier.since).date()))
    return words().lines["new"].format(label=label) if fresh else label


def _figure_bullets(dossier: Dossier) -> Iterator[Bullet]:
    # A number that plays no role (killed, deployed, …) may count anything; two such are no rivals.
    asked = [question for question in dossier.questions if question.role]
    fresh = new_pages(dossier)
    rivalled = next((question for question in asked if is_rivalled(question)), None)
    if rivalled:
        text, shown = rivals_words(rivalled, ROOM)
        yield "rival", _figure_line("rival", dossier, text, shown, fresh)
    revised = [(pair, question) for question in asked if (pair := revision(question))]
    if revised:
        pair, question = max(revised, key=lambda found: found[0][1].published or date.min)
        text = revised_words(question, *pair, ROOM)
        yield "revised", _figure_line("revised", dossier, text, pair, fresh)


def _figure_line(label: str, dossier: Dossier, text: str, estimates: Sequence[Estimate], fresh: frozenset[str]) -> Line:
    title = _label(label, dossier, fresh=any(estimate.pages <= fresh for estimate in estimates))
    return Line(title, text, tuple(estimate.first.context for estimate in estimates))
