"""How a topic moved: what was open at first, what was first stated as fact on a later day, and what is open still.

Of these it says nothing but that they are of one topic and in this order of day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from onrecord.brief._bullets import bullet
from onrecord.brief._claims import cited, is_substantive, lead, newest, oldest, status_of, strength
from onrecord.brief._phrases import day, reservations
from onrecord.brief._words import words
from onrecord.model import Line, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from onrecord.model import Article, Claim, Dossier, Span

    Roles = Mapping[str, Collection[tuple[Span, str]]]

_FACTS = 3
# Three lines of print, as in the rest of the Deep Look.
_ROOM = 240
_CITED = 3
_OPEN_CITED = 6
_OPEN: tuple[Status, ...] = ("unconfirmed", "disputed", "denied")
_FIRM = frozenset({"reported", "corroborated", "confirmed"})


def course(dossier: Dossier, claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[Line]:
    """The lines of a topic; none where nothing was stated as fact after a day on which something was unconfirmed."""
    full = [c for c in claims if is_substantive(c) and c.published]
    unsure = [c for c in full if c.status == "unconfirmed"]
    began = min(map(oldest, unsure), default=None)
    if began is None:
        return []
    facts = _first_facts(dossier, [c for c in full if oldest(c) > began and _is_fact(c)])
    if not facts:
        return []
    first = min((c for c in unsure if oldest(c) == began), key=strength)
    told = [_line("open_first", first, articles), *(_line("fact", c, articles) for c in facts)]
    left = [c for c in full if c.status in _OPEN]
    return [*told, _still_open(left, articles)] if left else told


def _is_fact(claim: Claim) -> bool:
    return claim.status in _FIRM and lead(claim).factuality == "CT+"


def _first_facts(dossier: Dossier, facts: Iterable[Claim]) -> list[Claim]:
    """The first to tell how many, one a role (killed, deployed); where none does, the strongest; in order of day."""
    roles = _roles(dossier)
    by_role: dict[str, Claim] = {}
    plain = sorted(facts, key=lambda c: (oldest(c), strength(c)))
    for claim in plain:
        for role in _played(claim, roles):
            by_role.setdefault(role, claim)
    figured = {c.id: c for c in by_role.values()}
    chosen = list(figured.values())[:_FACTS] or sorted(plain, key=strength)[:1]
    return sorted(chosen, key=lambda c: (oldest(c), c.id))


def _roles(dossier: Dossier) -> Roles:
    """By article the places of the figures that play a role, and which."""
    found = defaultdict(list)
    for question in dossier.questions:
        for figure in (figure for e in question.estimates if not e.derived for figure in e.figures):
            if question.role:
                found[figure.citation.article].append((figure.citation.span, question.role))
    return found


def _played(claim: Claim, roles: Roles) -> list[str]:
    start, end = lead(claim).citation.span
    return [
        role for span, role in roles.get(lead(claim).citation.article, ()) if start <= span.start and span.end <= end
    ]


def _line(label: str, claim: Claim, articles: Mapping[str, Article]) -> Line:
    first = lead(claim)
    said = bullet(first, _notes(claim, articles), _ROOM)
    text = words().course["on"].format(date=day(min(claim.published)), said=said)
    return Line(words().course[label], text, cited(claim, first, _CITED))


def _notes(claim: Claim, articles: Mapping[str, Article]) -> str:
    return "; ".join([*reservations(lead(claim), articles, short=True), status_of(claim)])


def _still_open(claims: Collection[Claim], articles: Mapping[str, Article]) -> Line:
    """How many stand how, and the newest of them."""
    standing = Counter(c.status for c in claims)
    latest = sorted(claims, key=lambda c: (-newest(c), strength(c)))
    counts = ", ".join(f"{standing[status]} {status}" for status in _OPEN if standing[status])
    said = bullet(lead(latest[0]), _notes(latest[0], articles), _ROOM)
    text = words().course["latest"].format(counts=counts, date=day(max(latest[0].published)), said=said)
    return Line(words().course["open_still"], text, tuple(lead(c).citation for c in latest[:_OPEN_CITED]))
