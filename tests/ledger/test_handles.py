"""Claims in several wordings, through the ledger: in both databases, one by one, rebuilt, and read again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import article, clock, digest, minute, said, shown
from tampering import empty

from onrecord.assess import weigh
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.model import Digest

GOODS = (  # noqa: SIM905 -- as a list it takes twenty lines
    "doctors teachers workers students families roads schools hospitals bridges houses offices windows papers tools "
    "tables phones cars trains planes ships rivers mountains"
).split()
# Each begins later in the same list: neighbours are alike, the next ones more than those before, others are not.
CHAIN = tuple(" ".join(GOODS[at : at + 13]) for at in (0, 4, 7, 9))
RAIN = "the rain will stop before noon in the western valley"


def page(n: int, *words: str, day: int = 16) -> Digest:
    of = article("\n".join(words), f"{n}.html", outlet=f"Outlet {n}", published=date(2024, 10, day))
    return digest(of, *(said(of, each, None) for each in words))


def test_wordings_alike_on_several_pages_are_one_claim(ledger: Ledger) -> None:
    ledger.enter(page(0, CHAIN[2], RAIN), weigh, clock())
    ruling = ledger.enter(page(1, CHAIN[3], day=17), weigh, clock(1))
    assert ruling is not None
    assert [c.text for c in ruling.claims] == [CHAIN[2]]
    assert sorted(len(c.evidence) for c in ledger.claims()) == [1, 2]


def test_a_claim_whose_id_moves_is_kept_once(ledger: Ledger) -> None:
    ledger.enter(page(0, CHAIN[2], day=17), weigh, clock())
    (before,) = ledger.claims()
    ledger.enter(page(1, CHAIN[3], day=16), weigh, clock(1))
    (after,) = ledger.claims()
    assert (before.text, after.text, len(after.evidence)) == (CHAIN[2], CHAIN[3], 2)
    moved = [c for c in ledger.changes(None, END_OF_TIME) if c.kind == "moved"]
    assert [(c.claim, c.before, c.after) for c in moved] == [(before.id, before.id, after.id)]


pages = st.lists(
    st.builds(
        page,
        st.integers(0, 9),
        st.sampled_from([*CHAIN, RAIN]),
        st.sampled_from(["it says nothing that others say", f"perhaps {RAIN}"]),
        day=st.integers(14, 17),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda d: d.article.id,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(pages)
def test_one_by_one_at_once_and_rebuilt_are_the_same(ledger: Ledger, made: list[Digest]) -> None:
    """Laws 2 and 3."""
    empty(ledger)
    for n, each in enumerate(made):
        ledger.enter(each, weigh, clock(n))
    claims, changes = ledger.claims(), ledger.changes(None, END_OF_TIME)
    assert shown(claims) == shown(weigh(ledger.evidence(END_OF_TIME), (), look=ledger.traces(END_OF_TIME)).claims)
    ledger.rebuild(weigh)
    assert ledger.claims() == claims
    assert ledger.changes(None, END_OF_TIME) == changes


def test_a_change_is_of_the_moment_of_its_page(ledger: Ledger) -> None:
    for n, words in enumerate(CHAIN):
        ledger.enter(page(n, words), weigh, clock(n))
    assert {c.at for c in ledger.changes(minute(2), END_OF_TIME)} == {minute(3)}
