"""What persons decided, in a brief: who vouches for a claim, how source and claim are graded, what a decision moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._changes import changed
from onrecord.brief._claims import graded, status_of
from onrecord.brief._deep import deep_look
from onrecord.model import VOUCHED, Change, Grades

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Claim, Dossier, Status

BY_TEAM = VOUCHED.format(who="Eve Roe: desk 2", why="seen: on a picture")
WORDS = "the convoy left the port at night"


@pytest.fixture
def held(make: Maker) -> tuple[Dossier, Claim]:
    page = make.page("p1", f"Ann Lee said {WORDS}.", date(2025, 1, 3))
    claim = make.claim("c1", page.evidence(WORDS, make.speaker("Ann Lee")))
    return make.dossier([(None, claim)], [page], since=make.now - timedelta(days=1)), claim


@pytest.mark.parametrize(
    ("status", "reasons", "shown"),
    [
        ("confirmed", (BY_TEAM, "1 origin (A), 1 page"), "confirmed by Eve Roe: desk 2 of the team"),
        ("confirmed", (BY_TEAM, "confirmed by the ministry", "1 origin (A), 1 page"), "confirmed"),
        ("confirmed", ("confirmed by the ministry", "1 origin (A), 1 page"), "confirmed"),
        ("disputed", (BY_TEAM, "affirmed by Ann Lee: 1 origin (A), 1 page"), "disputed"),
        ("reported", (), "reported"),
        ("confirmed", (), "confirmed"),
    ],
)
def test_a_claim_that_only_the_team_confirms_says_who(
    held: tuple[Dossier, Claim], status: Status, reasons: tuple[str, ...], shown: str
) -> None:
    assert status_of(replace(held[1], status=status, reasons=reasons)) == shown


@pytest.mark.parametrize(
    ("grades", "notes"),
    [
        (None, []),
        (Grades({}, {}), []),
        (Grades({"ann lee": "B"}, {}), ["source graded B"]),
        (Grades({"harbour post": "A"}, {"c1": "3"}), ["claim graded 3"]),
        (Grades({"ann lee": "B"}, {"c1": "3", "c2": "1"}), ["source graded B", "claim graded 3"]),
    ],
)
def test_grades_stand_beside_the_claim_of_whoever_says_it(
    held: tuple[Dossier, Claim], grades: Grades | None, notes: list[str]
) -> None:
    dossier, claim = held
    given = replace(dossier, grades=grades)
    first = claim.evidence[0].evidence
    assert graded(given, claim, first) == notes
    (section,) = deep_look(given)
    assert all(note in section.lines[0].text for note in notes)
    assert "reported" in section.lines[0].text
    own_voice = replace(first, speaker=None)
    assert ("source graded A" in graded(given, claim, own_voice)) is bool(grades and "harbour post" in grades.sources)


@pytest.mark.parametrize(
    ("kind", "before", "after", "told"),
    [
        ("decision", None, "confirm", f"Decision, decided by eve: seen: confirm: “{WORDS}”"),
        ("status", "reported", "confirmed", f"Status, decided by eve: seen: reported → confirmed: “{WORDS}”"),
    ],
)
def test_what_a_decision_moved_says_whose_it_was(
    make: Maker, held: tuple[Dossier, Claim], kind: str, before: str | None, after: str, told: str
) -> None:
    dossier, claim = held
    because = ("decided by eve: seen", claim.evidence[0].evidence.id)
    change = Change(make.now, kind, claim.id, before, after, because)  # type: ignore[arg-type]  # one of the kinds
    (line,) = changed(replace(dossier, changes=(change,)))
    assert line.text.startswith(told)
    assert line.citations


def test_the_grade_of_a_source_alone_is_no_line_of_what_changed(make: Maker, held: tuple[Dossier, Claim]) -> None:
    change = Change(make.now, "decision", "", None, "grade B of Ann Lee", ("decided by eve: known",))
    assert changed(replace(held[0], changes=(change,))) == []
