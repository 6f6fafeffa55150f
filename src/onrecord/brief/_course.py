"""How a topic moved: what was first left open, who first stated on a later day what as fact, and what is open still.

Of these it says nothing but that they are of one topic and in this order of day. Each line is one statement with its
own day, speaker and words; undated statements tell nothing of an order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.brief._bullets import bullet
from onrecord.brief._claims import evidence_of, is_substantive, opponents, status_of, strength, voice
from onrecord.brief._phrases import day, reservations, said_by
from onrecord.brief._words import words
from onrecord.model import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.model import Act, Article, Claim, Evidence, Factuality, Question, Span, Status

    Roles = Mapping[str, Collection[tuple[Span, str]]]

_ORDER = attrgetter("order")
_FACTS = 3
# Three lines of print, as in the rest of the Deep Look.
_ROOM = 240
_CITED = 12
_OPEN: tuple[Status, ...] = ("unconfirmed", "disputed")
_FIRM = frozenset({"reported", "corroborated", "confirmed"})
_LEFT_OPEN: frozenset[Factuality] = frozenset({"PR+", "PS+", "CTu", "Uu"})
# Who claims, alleges, warns or promises does not state as fact, however sure the words are.
_STATING: frozenset[Act] = frozenset({"say", "announce", "report", "indicate", "confirm", "admit"})


class Told(NamedTuple):
    """A dated statement and the claim that it hangs on; the earliest first, of one day the most nameable."""

    on: date
    evidence: Evidence
    claim: Claim

    @property
    def order(self) -> tuple[object, ...]:
        """A total order."""
        return (self.on, voice(self.evidence), strength(self.claim), self.evidence.id)


def course(claims: Iterable[Claim], roles: Roles, articles: Mapping[str, Article]) -> list[Line]:
    """The lines of a topic; none where nothing was stated as fact after a day on which something was left open."""
    full = [c for c in claims if is_substantive(c)]
    firm = {c.id: told[0] for c in full if c.status in _FIRM and (told := _told(c, _is_firm))}
    unsure = [told[0] for c in full if (told := _told(c, _is_unsure))]
    # What is told as fact already on that day is not left open by who is less sure of it.
    left_open = [t for t in unsure if t.claim.id not in firm or t.on < firm[t.claim.id].on]
    if not left_open:
        return []
    # What is denied besides is rather argued about than left open.
    first = min(left_open, key=lambda t: (t.on, t.claim.status not in {*_FIRM, "unconfirmed"}, t.order))
    settled = [firm[t.claim.id] for t in left_open if t.claim.id in firm]
    facts = _facts(first.on, settled, list(firm.values()), roles)
    if not facts:
        return []
    lines = [_line("left_open", first, articles), *(_line("fact", t, articles) for t in facts)]
    left = [told[-1] for c in full if c.status in _OPEN and (told := _told(c, _is_any))]
    return [*lines, _still_open(left, articles)] if left else lines


def roles_played(questions: Iterable[Question]) -> Roles:
    """By article the places of the figures that play a role, and which."""
    found = defaultdict(list)
    for question in questions:
        for figure in (figure for e in question.estimates if not e.derived for figure in e.figures):
            if question.role:
                found[figure.citation.article].append((figure.citation.span, question.role))
    return found


def _told(claim: Claim, admits: Callable[[Evidence], bool]) -> list[Told]:
    """Its dated statements of a kind, in order."""
    found = [Told(on, e, claim) for e in evidence_of(claim) if admits(e) and (on := e.citation.published)]
    return sorted(found, key=_ORDER)


def _is_firm(evidence: Evidence) -> bool:
    return evidence.factuality == "CT+" and evidence.act in _STATING


def _is_unsure(evidence: Evidence) -> bool:
    return evidence.factuality in _LEFT_OPEN and evidence.act != "deny"


def _is_any(_: Evidence) -> bool:
    return True


def _facts(began: date, settled: Sequence[Told], firm: Sequence[Told], roles: Roles) -> list[Told]:
    """What was open and is told as fact; who first told how many, one a role (killed, deployed); else the strongest.

    A role of which somebody told as fact by the day on which it began is none of it.
    """
    first: dict[str, Told] = {}
    for told in sorted(firm, key=_ORDER):
        for role in _played(told.evidence, roles):
            first.setdefault(role, told)
    later = [t for t in firm if t.on > began]
    strongest = sorted(later, key=lambda t: strength(t.claim))
    wanted = [*sorted(settled, key=_ORDER), *(t for t in first.values() if t.on > began)] or strongest[:1]
    chosen = {t.claim.id: t for t in reversed(wanted)}
    return sorted(list(chosen.values())[-_FACTS:], key=_ORDER)


def _played(evidence: Evidence, roles: Roles) -> list[str]:
    start, end = evidence.citation.span
    found = roles.get(evidence.citation.article, ())
    return [role for span, role in found if start <= span.start and span.end <= end]


def _line(label: str, told: Told, articles: Mapping[str, Article]) -> Line:
    text = words().course["on"].format(date=day(told.on), said=_said(told, articles, []))
    return Line(words().course[label], text, (told.evidence.citation,))


def _said(told: Told, articles: Mapping[str, Article], against: Iterable[Evidence]) -> str:
    notes = [*reservations(told.evidence, articles, short=True), status_of(told.claim)]
    notes += [words().lines["contrary_short"].format(names=said_by(e)) for e in against]
    return bullet(told.evidence, "; ".join(notes), _ROOM)


def _still_open(left: Iterable[Told], articles: Mapping[str, Article]) -> Line:
    """How many claims stand how, by the last statement of each, and the newest of these."""
    newest = sorted(left, key=lambda t: (-t.on.toordinal(), t.order))
    standing = Counter(t.claim.status for t in newest)
    counts = ", ".join(f"{standing[status]} {status}" for status in _OPEN if standing[status])
    latest = newest[0]
    against = opponents(latest.claim, 1)
    said = _said(latest, articles, against)
    text = words().course["latest"].format(counts=counts, date=day(latest.on), said=said)
    shown = [*(t.evidence for t in newest[: _CITED - len(against)]), *against]
    return Line(words().course["open_still"], text, tuple(e.citation for e in shown))
