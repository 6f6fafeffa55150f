"""What another reading of a page does to claims: it takes the place of the one before, and is told apart from news."""

from __future__ import annotations

import pytest
from making import minute, recorded, shown
from rereading import BOTH, NEW, OLD, SAID, Knowing, page

from onrecord.assess import weigh
from onrecord.model import Article, Change, Reread, Ruling

RAIN = "the rain will stop before noon today"
AFFIRMED = page("a.html", f"Ann Lee said that {RAIN}.", outlet="A")
DENIED = page("b.html", f"Bo Kim denied that {RAIN}.", outlet="B")
ELSEWHERE = page("c.html", f"Cy Roe said that {RAIN}.", outlet="C")
BLIND = Knowing("v2", {})
WARY = Knowing("v2", {"said": ("claim", "PS+")})


def reread(of: Article, old: Knowing, new: Knowing, *others: Article) -> Ruling:
    """The ruling when a page that `old` read at first, beside other pages that it read, is read by `new`."""
    before = [r for n, one in enumerate((of, *others)) for r in recorded(old.digest(one), minute(n))]
    gone = frozenset(e.id for e in old.digest(of).evidence)
    fresh = recorded(new.digest(of), minute(9))
    return weigh(fresh, weigh(before, ()).claims, Reread(new.version, minute(9), gone))


def kinds(ruling: Ruling) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.before, c.after) for c in ruling.changes]


@pytest.mark.parametrize(
    ("ruling", "changes"),
    [
        (reread(AFFIRMED, OLD, Knowing("v2", SAID)), []),
        (reread(AFFIRMED, OLD, NEW), []),
        (reread(DENIED, OLD, NEW), [("new claim", None, "denied")]),
        (reread(DENIED, OLD, NEW, AFFIRMED), [("status", "reported", "disputed")]),
        (reread(DENIED, NEW, OLD, AFFIRMED), [("status", "disputed", "reported")]),
        (reread(AFFIRMED, OLD, BLIND), [("status", "reported", None)]),
        (
            reread(AFFIRMED, OLD, BLIND, ELSEWHERE),
            [("support", "2 origins", "1 origin"), ("status", "corroborated", "reported")],
        ),
        (reread(AFFIRMED, OLD, WARY), [("status", "reported", "unconfirmed")]),
        (reread(AFFIRMED, BLIND, OLD, ELSEWHERE), [("new claim", None, "reported")]),
    ],
)
def test_what_another_reading_changes_is_told(
    ruling: Ruling, changes: list[tuple[str, str | None, str | None]]
) -> None:
    assert kinds(ruling) == changes


@pytest.mark.parametrize("before", [(OLD, BLIND), (BLIND, OLD), (OLD, WARY)])
def test_a_change_by_another_reading_says_by_which_and_is_no_news(before: tuple[Knowing, Knowing]) -> None:
    old, new = before
    (change,) = reread(AFFIRMED, old, new).changes
    ids = {e.id for reader in before for e in reader.digest(AFFIRMED).evidence}
    assert change.because == (f"reread by {new.version}", *sorted(ids))
    assert (change.at, change.is_news) == (minute(9), False)


def test_what_a_page_does_is_news() -> None:
    (change,) = weigh(recorded(OLD.digest(AFFIRMED)), ()).changes
    assert change.is_news
    assert Change(minute(0), "status", "c", None, "denied", ()).is_news


def test_a_claim_rests_on_the_new_reading_and_on_other_pages_as_before() -> None:
    (claim,) = reread(AFFIRMED, OLD, NEW, ELSEWHERE).claims
    expected = {e.id for e in (*NEW.digest(AFFIRMED).evidence, *OLD.digest(ELSEWHERE).evidence)}
    assert {r.evidence.id for r in claim.evidence} == expected


def test_a_claim_that_nothing_is_left_for_is_ruled_out() -> None:
    assert reread(AFFIRMED, OLD, BLIND).claims == ()


def test_claims_that_the_page_never_touched_are_left_alone() -> None:
    other = page("d.html", "Cy Roe said that the snow will come back in March.")
    assert [c.text for c in reread(AFFIRMED, OLD, WARY, other).claims] == [RAIN]


def test_a_page_that_says_it_twice_keeps_what_the_new_reading_finds() -> None:
    twice = page("e.html", f"Ann Lee said that {RAIN}.", f"Bo Kim denied that {RAIN}.", outlet="E")
    ruling = reread(twice, Knowing("v1", BOTH), Knowing("v2", SAID))
    assert kinds(ruling) == [("status", "disputed", "reported")]
    assert shown(ruling.claims) == shown(weigh(recorded(Knowing("v2", SAID).digest(twice)), ()).claims)
