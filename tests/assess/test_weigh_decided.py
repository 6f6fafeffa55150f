"""Claims as decisions make them, weighed in memory: what a decision changes, and what it leaves as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deciding import bearings, decision, numbered
from making import minute, recorded, shown
from rereading import OLD, page

from onrecord.assess import weigh
from onrecord.model import Ordered, Traces

if TYPE_CHECKING:
    from onrecord.model import Decision, Evidence, Recorded, Ruling

RAIN = "the rain will stop before noon today"
FERRY = "no boat leaves the harbour until evening"
SNOW = "the snow will come back in the first days of March"
PAGES = [
    page(f"{n}.html", f"Ann Lee said that {words}.", outlet=f"O{n}") for n, words in enumerate((RAIN, FERRY, SNOW))
]
HELD: list[Recorded] = [r for n, of in enumerate(PAGES) for r in recorded(OLD.digest(of), minute(n))]
FIRST, SECOND, THIRD = (r.evidence for r in HELD)


def traces(*made: Decision) -> Traces:
    """All that is known, after decisions."""
    return Traces({}, (), {}, bearings(numbered(*made), (r.evidence for r in HELD)))


def ordered(*about: Evidence) -> Ordered:
    return Ordered("decided by ann: known", minute(9), frozenset(e.id for e in about))


def decided(*about: Evidence, made: tuple[Decision, ...]) -> Ruling:
    """What comes of the last of some decisions, with all claims as they stood before it at hand."""
    before = weigh(HELD, (), look=traces(*made[:-1])).claims
    return weigh((), before, ordered(*about), traces(*made))


def test_a_decision_moves_only_the_claims_that_it_is_about() -> None:
    ruling = decided(FIRST, SECOND, made=(decision("merge", FIRST, SECOND),))
    (whole,) = ruling.claims
    assert {r.evidence.id for r in whole.evidence} == {FIRST.id, SECOND.id}
    assert {c.kind for c in ruling.changes} == {"support", "moved"}
    assert all(c.at == minute(9) and c.is_news for c in ruling.changes)
    assert {c.because for c in ruling.changes} == {("decided by ann: known", *sorted((FIRST.id, SECOND.id)))}


def test_what_is_decided_one_after_the_other_stands_as_decided_at_once() -> None:
    merge, vouch = decision("merge", FIRST, SECOND), decision("confirm", THIRD)
    step = {c.id: c for c in weigh(HELD, (), look=traces(merge)).claims}
    step |= {c.id: c for c in decided(THIRD, made=(merge, vouch)).claims}
    assert shown(tuple(step.values())) == shown(weigh(HELD, (), look=traces(merge, vouch)).claims)


def test_a_decision_that_says_what_is_so_already_changes_nothing() -> None:
    assert decided(FIRST, SECOND, made=(decision("split", FIRST, SECOND),)) == weigh((), ())


def test_a_page_that_comes_reaches_what_decisions_tie_to_it() -> None:
    """Law 9: beside ties of words, only decisions about what is at hand are followed."""
    made = traces(decision("merge", FIRST, SECOND))
    before = weigh(HELD, (), look=made).claims
    fresh = recorded(OLD.digest(page("9.html", f"Bo Kim said that {FERRY}.", outlet="O9")), minute(9))
    (whole,) = weigh(fresh, before, look=made).claims
    assert {r.evidence.id for r in whole.evidence} == {FIRST.id, SECOND.id, fresh[0].evidence.id}
    assert weigh(fresh, (), look=traces()).claims[0].evidence == tuple(fresh)
