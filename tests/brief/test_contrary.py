"""What disputes a claim in other words stands beside it in a brief, and is cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._claims import cited, contrary_to, lead
from onrecord.brief._deep import deep_look
from onrecord.brief._objects import as_object
from onrecord.brief._phrases import said_by
from onrecord.brief._quick import quick_look
from onrecord.model import Recorded

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Claim, Dossier, Evidence

SHELLED, NOT_SHELLED = "Kestrel shelled the old harbour", "Kestrel did not shell the harbour"
DAY = date(2024, 10, 16)


def disputing(make: Maker, *speakers: str | None) -> tuple[Dossier, Claim, list[Evidence]]:
    """A claim by Ada, and those who say in other words that it is not so."""
    own = make.page("a", f"Ada said {SHELLED}.", DAY, "Post A")
    pages = [make.page(f"b{n}", f"{who} said {NOT_SHELLED}.", DAY, f"Post {n}") for n, who in enumerate(speakers)]
    others = [
        page.evidence(NOT_SHELLED, make.speaker(who) if who else None, factuality="CT-")
        for page, who in zip(pages, speakers, strict=True)
    ]
    claim = make.claim("c1", own.evidence(SHELLED, make.speaker("Ada")), status="disputed")
    claim = replace(claim, contrary=tuple(Recorded(e, make.now) for e in others))
    return make.dossier([("War", claim)], [own, *pages]), claim, others


def test_the_quick_look_has_it_as_disputed_with_who_says_otherwise(make: Maker) -> None:
    dossier, claim, (other,) = disputing(make, "Bo")
    (line,) = (each for each in quick_look(dossier) if each.label == "Disputed")
    assert line.text == f"Ada said: “{SHELLED}” (paraphrased; contradicted in other words by Bo)"
    assert line.citations == (lead(claim).citation, other.citation)
    assert not [each for each in quick_look(dossier) if each.label == "Denied"]


@pytest.mark.parametrize(
    ("speakers", "told"),
    [
        (["Bo"], "contradicted in other words by Bo (1 origin, 1 page)"),
        (["Bo", "Cy"], "contradicted in other words by Bo, Cy (2 origins, 2 pages)"),
        (["Bo", None], "contradicted in other words by Bo, Post 1 (2 origins, 2 pages)"),
        (["Bo", "Cy", "Di"], "contradicted in other words by Bo, Cy and 1 other (3 origins, 3 pages)"),
    ],
)
def test_the_deep_look_tells_who_says_otherwise_and_on_how_much(
    make: Maker, speakers: list[str | None], told: str
) -> None:
    dossier, _, _ = disputing(make, *speakers)
    (line,) = (each for section in deep_look(dossier) for each in section.lines)
    assert line.text.endswith(f"; {told}")


def test_who_is_told_of_as_saying_otherwise_is_cited_last_however_many_affirm(make: Maker) -> None:
    dossier, claim, others = disputing(make, "Zed", "Al", None, "Cy")
    (line,) = (each for section in deep_look(dossier) for each in section.lines)
    named = [e for who in line.text.split(" by ")[1].split(" and ")[0].split(", ") for e in others if said_by(e) == who]
    assert len(named) == 2
    assert set(line.citations[1:]) == {e.citation for e in named}
    _, claim, others = disputing(make, "Bo", "Cy")
    more = [make.page(f"m{n}", f"Ed said {SHELLED}.", DAY, f"More {n}") for n in range(5)]
    grown = replace(
        claim,
        evidence=(*claim.evidence, *(Recorded(p.evidence(SHELLED, make.speaker("Ed")), make.now) for p in more)),
    )
    found = cited(grown, lead(grown), 3, others[:1])
    assert (len(found), found[0], found[-1]) == (3, lead(grown).citation, others[0].citation)
    assert others[0].citation not in cited(grown, lead(grown), 3)


def test_a_named_speaker_comes_before_an_outlet_that_speaks_for_itself(make: Maker) -> None:
    _, claim, others = disputing(make, None, "Bo")
    assert contrary_to(claim) == [others[1], others[0]]
    assert [said_by(e) for e in contrary_to(claim)] == ["Bo", "Post 0"]


def test_the_object_of_a_claim_has_what_disputes_it_in_the_form_of_its_evidence(make: Maker) -> None:
    _, claim, (other,) = disputing(make, "Bo")
    found = as_object(claim)["claim"]
    assert [each["id"] for each in found["contrary"]] == [other.id]
    assert found["contrary"][0].keys() == found["evidence"][0].keys()
    assert as_object(replace(claim, contrary=()))["claim"]["contrary"] == []
