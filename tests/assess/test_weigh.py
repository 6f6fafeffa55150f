"""Claims, their status, and the changes that pages make; laws 2 and 3 on the pure function."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, asserted, digest, minute, recorded, said, shown

from onrecord.assess import weigh

if TYPE_CHECKING:
    from onrecord.model import Act, Change, Claim, Digest, Factuality, Recorded

LATER = date(2025, 1, 1)
SENT = "the shells were sent by rail in May"


def page(
    path: str = "a.html",
    who: str | None = "Kurt Campbell",
    act: Act = "say",
    factuality: Factuality = "CT+",
    **fields: Any,  # noqa: ANN401 - any of Article's fields
) -> Digest:
    of = article(f"{who} spoke: {SENT}.", path, **fields)
    found = said(of, SENT, who, act, factuality) if who else asserted(of, SENT, factuality)
    return digest(of, found)


def after(*pages: Digest) -> tuple[tuple[Claim, ...], list[Change]]:
    """The record after pages came one by one."""
    standing: dict[str, Claim] = {}
    changes: list[Change] = []
    for n, one in enumerate(pages):
        ruling = weigh(recorded(one, minute(n)), tuple(standing.values()))
        standing |= {c.id: c for c in ruling.claims}
        changes += ruling.changes
    return tuple(standing.values()), changes


OPEN: tuple[Factuality, ...] = ("PR+", "PS+", "PR-", "PS-", "CTu", "Uu")


@pytest.mark.parametrize(
    ("pages", "status"),
    [
        ([page()], "reported"),
        ([page(), page("b.html")], "reported"),
        *(([page(factuality=value)], "unconfirmed") for value in OPEN),
        ([page(factuality="PS+"), page("b.html", outlet="B")], "reported"),
        ([page(outlet="A"), page("b.html", outlet="B")], "reported"),
        ([page(outlet="A"), page("b.html", "Kim Hong Kyun", outlet="A")], "reported"),
        ([page(outlet="A"), page("b.html", "Kim Hong Kyun", outlet="B")], "corroborated"),
        ([page(outlet="A", wire="AP"), page("b.html", "Kim Hong Kyun", outlet="B", wire="AP")], "reported"),
        ([page(outlet="A"), page("b.html", "Kim Hong Kyun", factuality="PS+", outlet="B")], "reported"),
        ([page(act="deny", factuality="CT-")], "denied"),
        ([page(), page("b.html", "Kim Hong Kyun", "deny", "CT-", published=LATER)], "disputed"),
        ([page(published=LATER), page("b.html", "Kim Hong Kyun", "deny", "CT-")], "disputed"),
    ],
)
def test_status_follows_the_written_rules(pages: list[Digest], status: str) -> None:
    (claim,), _ = after(*pages)
    assert claim.status == status


def test_reasons_name_the_speakers_and_count_origins_before_pages() -> None:
    (claim,), _ = after(page(wire="AP", outlet="A"), page("b.html", wire="AP", outlet="B"), page("c.html", outlet="C"))
    assert claim.reasons == ("stated by Kurt Campbell", "2 origins (AP, C), 3 pages")


def test_a_denial_supports_no_claim_and_a_claim_no_denial() -> None:
    (claim,), _ = after(page(outlet="A"), page("b.html", "Kim Hong Kyun", "deny", "CT-", outlet="B"))
    assert (claim.origins, len(claim.pages), len(claim.evidence)) == (frozenset({"A"}), 1, 2)
    assert claim.reasons == (
        "affirmed by Kurt Campbell: 1 origin (A), 1 page",
        "denied by Kim Hong Kyun: 1 origin (B), 1 page",
    )
    (denied,), _ = after(page(act="deny", factuality="CT-", outlet="B"))
    assert set(denied.origins) == {"B"}


def test_a_claim_bears_the_words_of_its_oldest_page() -> None:
    early = article("Kurt Campbell: The shells were sent by rail, in May.", "z.html")
    (claim,), _ = after(page(), digest(early, said(early, "The shells were sent by rail, in May")))
    assert len(claim.pages) == 2
    assert claim.text == claim.evidence[0].evidence.words


def test_changes_tell_of_a_new_claim_one_more_origin_and_a_moved_status() -> None:
    _, changes = after(page(outlet="A", factuality="PS+"), page("b.html", "Kim Hong Kyun", outlet="B"))
    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("new claim", None, "unconfirmed"),
        ("support", "1 origin", "2 origins"),
        ("status", "unconfirmed", "reported"),
    ]
    assert [c.at for c in changes] == [minute(0), minute(1), minute(1)]


def test_a_reprint_changes_nothing() -> None:
    _, changes = after(page(wire="AP"), page("b.html", wire="AP"))
    assert [c.kind for c in changes] == ["new claim"]


def test_evidence_seen_before_changes_nothing() -> None:
    first = page()
    claims, changes = after(first, first)
    assert len(changes) == 1
    assert len(claims[0].evidence) == 1


SENTENCES = (
    "the Kestrel brigade shelled the harbour of Varna",
    "the Kestrel brigade did not shell the harbour",
    "the shells were sent by rail in May",
    "no soldier has crossed the river yet",
    "a smart guy",
    "talks go on",
)
PEOPLE = ("Ann Lee", "Bo Kim", "Cy Roe")
made_pages = st.builds(
    lambda path, outlet, wire, found: digest(
        article("\n".join(SENTENCES), path, outlet=outlet, wire=wire),
        *(
            said(article("\n".join(SENTENCES)), words, who, act, value)
            if who
            else asserted(article("\n".join(SENTENCES)), words, value)
            for words, who, act, value in found
        ),
    ),
    path=st.sampled_from([f"{n}.html" for n in range(8)]),
    outlet=st.sampled_from(["A", "B", None]),
    wire=st.sampled_from(["AP", None]),
    found=st.lists(
        st.tuples(
            st.sampled_from(SENTENCES),
            st.sampled_from([*PEOPLE, None]),
            st.sampled_from(["say", "deny", "claim"]),
            st.sampled_from(["CT+", "PS+", "Uu", "CT-"]),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda f: (f[0], f[1]),
    ),
)
pages_of_a_record = st.lists(made_pages, min_size=1, max_size=6, unique_by=lambda d: d.article.id)
"""Pages that share sentences, speakers and origins, so that claims join, dispute and corroborate each other."""


@given(pages_of_a_record, st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_claim(pages: list[Digest], random: object) -> None:
    """Law 3: the claims are the same in whatever order pages come, and a page that comes twice changes nothing."""
    shuffled = [*pages, pages[0]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    assert shown(after(*pages)[0]) == shown(after(*shuffled)[0])


@given(pages_of_a_record)
def test_claims_are_the_same_when_weighed_at_once(pages: list[Digest]) -> None:
    """Law 2: a claim is a function of its evidence, not of how it came to be."""
    everything: list[Recorded] = [r for n, one in enumerate(pages) for r in recorded(one, minute(n))]
    assert shown(after(*pages)[0]) == shown(weigh(everything, ()).claims)
