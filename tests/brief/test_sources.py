"""Who speaks in the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from making import article, digest, recorded, said

from onrecord.assess import weigh
from onrecord.brief import as_object, sources

if TYPE_CHECKING:
    from onrecord.model import Claim, Speaker

SENT = "the shells were sent by rail in May"


def claims(*told: tuple[str, str, str | None]) -> tuple[Claim, ...]:
    """Of pages by (who, outlet, office)."""
    fresh = []
    for n, (who, outlet, office) in enumerate(told):
        of = article(f"{who}: {SENT}.", f"{n}.html", outlet=outlet, published=date(2025, 1, 1 + n))
        found = said(of, SENT, who)
        speaker: Speaker | None = found.speaker and replace(found.speaker, office=office)
        fresh += recorded(digest(of, replace(found, speaker=speaker)))
    return weigh(fresh, ()).claims


def test_a_source_is_one_whatever_the_case_of_its_name_and_shown_as_most_pages_have_it() -> None:
    (lee,) = sources(claims(("ann lee", "A", None), ("Ann Lee", "B", "envoy"), ("Ann Lee", "B", "an aide")))
    assert (lee.name, len(lee.pages), lee.outlets, lee.offices) == ("Ann Lee", 3, ("A", "B"), ("an aide", "envoy"))


def test_whoever_is_on_most_pages_stands_first_then_by_name() -> None:
    found = sources(claims(("Cy", "A", None), ("Bo", "A", None), ("Al", "A", None), ("Bo", "B", None)))
    assert [source.name for source in found] == ["Bo", "Al", "Cy"]


def test_who_is_not_named_at_all_is_no_source() -> None:
    pages = {who: article(f"{who}: {SENT}.", f"{who}.html") for who in (None, "Bo")}
    fresh = [r for who, of in pages.items() for r in recorded(digest(of, said(of, SENT, who)))]
    assert [source.name for source in sources(weigh(fresh, ()).claims)] == ["Bo"]


def test_the_order_of_the_claims_changes_nothing() -> None:
    standing = claims(("Cy", "A", None), ("Bo", "A", None))
    assert sources(standing) == sources(standing[::-1])


def test_the_object_of_a_source_holds_its_days() -> None:
    (lee,) = sources(claims(("Ann Lee", "A", None), ("Ann Lee", "B", None)))
    told = as_object(lee)["source"]
    assert (told["first_published"], told["last_published"], told["statements"]) == ("2025-01-01", "2025-01-02", 2)
