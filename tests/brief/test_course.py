"""How a topic moved heads its section: what was open, what was then told as fact, what is open still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._deep import deep_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.conftest import Maker, Page

    from onrecord.model import Act, Claim, Dossier, Factuality, Line, SpeakerKind, Status

MARINES, SAILED = "reports that marines have landed are looked into", "the convoy sailed for the northern garrison"
LANDED, KILLED = "10,000 marines landed on the island", "about 300 marines were killed in the strait"
DAYS = [date(2025, 1, n) for n in range(1, 9)]


class Told:
    """A topic's claims, each of a page and a speaker of its own."""

    def __init__(self, make: Maker) -> None:
        self.make = make
        self.pages: list[Page] = []
        self.claims: list[Claim] = []

    def add(
        self,
        words: str,
        day: date | None,
        status: Status = "reported",
        factuality: Factuality = "CT+",
        who: str = "Ada",
        act: Act = "say",
    ) -> Claim:
        n = len(self.pages)
        self.pages.append(self.make.page(f"p{n}", f"{who} said {words}.", day, f"Post {n}"))
        kind: SpeakerKind = "group" if who == "officials" else "person"
        evidence = self.pages[-1].evidence(words, self.make.speaker(who, kind), act, factuality)
        self.claims.append(self.make.claim(f"c{n}", evidence, status=status))
        return self.claims[-1]

    def dossier(self, figures: Sequence[tuple[int, str, str]] = ()) -> Dossier:
        """`figures`: of a page, by its number, the words that tell how many, and in what role."""
        found = [
            self.pages[n].figure(words, self.make.quantity(9, words={"role": role, "counted": "marines"}))
            for n, words, role in figures
        ]
        return self.make.dossier([("Marines", c) for c in self.claims], self.pages, found)


def course(dossier: Dossier) -> list[Line]:
    sections = [s for s in deep_look(dossier) if s.title == "Marines"]
    return [line for s in sections for line in s.lines if line.label.startswith(("Open", "First"))]


def labels(dossier: Dossier) -> list[str]:
    return [line.label for line in course(dossier)]


@pytest.fixture
def told(make: Maker) -> Told:
    return Told(make)


def test_it_tells_what_was_open_who_first_stated_it_as_fact_and_what_is_left(told: Told) -> None:
    first = told.add(MARINES, DAYS[0], "unconfirmed", "PR+", "Kurt Ruiz")
    told.add(SAILED, DAYS[3], "disputed", who="Bo")
    fact = told.add(LANDED, DAYS[5], who="Cy Brandt")
    told.add("10,000 marines stand on the island", DAYS[6])
    dossier = told.dossier([(2, "10,000", "deployed"), (3, "10,000", "deployed")])
    lines = course(dossier)
    assert [(line.label, line.text) for line in lines] == [
        ("First left open", f"2025-01-01, Kurt Ruiz said: “{MARINES}” (paraphrased; probable; unconfirmed)"),
        ("First stated as fact", f"2025-01-06, Cy Brandt said: “{LANDED}” (paraphrased; reported)"),
        (
            "Open still",
            f"1 unconfirmed, 1 disputed; the latest (2025-01-04): Bo said: “{SAILED}” (paraphrased; disputed)",
        ),
    ]
    (one,), (other,) = first.evidence, fact.evidence
    assert [line.citations[0] for line in lines[:2]] == [one.evidence.citation, other.evidence.citation]
    assert len(lines[2].citations) == 2


def test_it_stands_before_the_days(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(LANDED, DAYS[1])
    (section,) = (s for s in deep_look(told.dossier()) if s.title == "Marines")
    assert [line.label for line in section.lines] == [
        *("First left open", "First stated as fact", "Open still"),
        *("2025-01-01", "2025-01-02"),
    ]


def test_of_each_role_the_first_figure_is_told(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(KILLED, DAYS[1])
    told.add("about 450 marines were killed in the strait", DAYS[2])
    told.add(LANDED, DAYS[3])
    told.add(SAILED, DAYS[1])
    figures = [(1, "about 300", "killed"), (2, "about 450", "killed"), (3, "10,000", "deployed")]
    assert [line.citations[0].quote for line in course(told.dossier(figures))] == [MARINES, KILLED, LANDED, MARINES]


def test_of_a_topic_without_figures_the_strongest_fact_is_told(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add("the garrison has been withdrawn", DAYS[1])
    copy = told.add(SAILED, DAYS[2])
    again = told.add(SAILED, DAYS[3])
    told.claims[2:] = [replace(copy, evidence=(*copy.evidence, *again.evidence))]
    assert [line.citations[0].quote for line in course(told.dossier())] == [MARINES, SAILED, MARINES]


@pytest.mark.parametrize(
    ("day", "status", "factuality", "act"),
    [
        (DAYS[0], "reported", "CT+", "say"),
        (None, "reported", "CT+", "say"),
        (DAYS[1], "unconfirmed", "CT+", "say"),
        (DAYS[1], "disputed", "CT+", "say"),
        (DAYS[1], "denied", "CT+", "say"),
        (DAYS[1], "retracted", "CT+", "say"),
        (DAYS[1], "reported", "CT-", "say"),
        (DAYS[1], "reported", "PR+", "say"),
        (DAYS[1], "reported", "CT+", "allege"),
        (DAYS[1], "reported", "CT+", "claim"),
        (DAYS[1], "reported", "CT+", "warn"),
        (DAYS[1], "reported", "CT+", "promise"),
        (DAYS[1], "reported", "CT+", "deny"),
    ],
)
def test_nothing_is_told_where_nobody_stated_a_fact_on_a_later_day(
    told: Told, day: date | None, status: Status, factuality: Factuality, act: Act
) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(LANDED, day, status, factuality, act=act)
    assert labels(told.dossier()) == []


def test_nothing_is_told_where_nothing_was_left_open(told: Told) -> None:
    told.add(SAILED, DAYS[0])
    told.add(LANDED, DAYS[1])
    told.add(MARINES, None, "unconfirmed", "PS+")
    assert labels(told.dossier()) == []


def both(told: Told, first: tuple[date, Factuality, str], second: tuple[date, Factuality, str], status: Status) -> None:
    """One claim of two pages, with the days, how sure each is, and who says it."""
    for day, factuality, who in (first, second):
        told.add(LANDED, day, status, factuality, who)
    one, other = told.claims[-2:]
    told.claims[-2:] = [replace(one, evidence=(*one.evidence, *other.evidence))]


def test_of_a_claim_each_line_has_the_day_the_speaker_and_the_page_of_one_statement(told: Told) -> None:
    """However nameable another one is who says it."""
    both(told, (DAYS[0], "PR+", "officials"), (DAYS[4], "CT+", "Kurt Ruiz"), "confirmed")
    told.add(MARINES, DAYS[2], "unconfirmed", "PS+", "Bo")
    lines = course(told.dossier())
    assert [(line.label, line.text.partition(" said")[0], line.citations[0].article) for line in lines] == [
        ("First left open", "2025-01-01, Officials", "p0"),
        ("First stated as fact", "2025-01-05, Kurt Ruiz", "p1"),
        ("Open still", "1 unconfirmed; the latest (2025-01-03): Bo", "p2"),
    ]
    assert [len(line.citations) for line in lines] == [1, 1, 1]


def test_who_states_a_fact_first_is_named_not_who_does_so_later(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    both(told, (DAYS[2], "CT+", "officials"), (DAYS[4], "CT+", "Kurt Ruiz"), "reported")
    assert [line.text[:20] for line in course(told.dossier())][1] == "2025-01-03, Official"


def test_what_is_told_as_fact_already_is_not_left_open_by_who_is_less_sure(told: Told) -> None:
    both(told, (DAYS[0], "CT+", "Kurt Ruiz"), (DAYS[2], "PR+", "officials"), "reported")
    told.add(SAILED, DAYS[4])
    assert labels(told.dossier()) == []


def test_the_latest_that_is_open_is_its_latest_statement(told: Told) -> None:
    both(told, (DAYS[0], "PS+", "Kurt Ruiz"), (DAYS[6], "PS+", "officials"), "unconfirmed")
    told.add(SAILED, DAYS[2])
    (line,) = (line for line in course(told.dossier()) if line.label == "Open still")
    assert line.text.startswith("1 unconfirmed; the latest (2025-01-07): Officials said")
    assert [c.article for c in line.citations] == ["p1"]


def test_what_somebody_disputes_is_told_and_cited_with_it(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(SAILED, DAYS[1])
    told.add(LANDED, DAYS[2], "disputed", "CT+", "Bo")
    told.add("no marine has landed on the island", DAYS[2], "disputed", "CT-", "Cy")
    told.claims[2] = replace(told.claims[2], contrary=told.claims[3].evidence)
    del told.claims[3]
    (line,) = (line for line in course(told.dossier()) if line.label == "Open still")
    assert line.text.startswith("1 unconfirmed, 1 disputed; the latest (2025-01-03): Bo said")
    assert line.text.endswith("disputed; contradicted in other words by Cy)")
    assert [c.article for c in line.citations] == ["p2", "p0", "p3"]


def test_a_role_of_which_somebody_told_before_is_not_first_told_later(told: Told) -> None:
    told.add(KILLED, DAYS[0])
    told.add(MARINES, DAYS[1], "unconfirmed", "PS+")
    told.add("about 450 marines were killed in the strait", DAYS[2])
    told.add(LANDED, DAYS[3])
    figures = [(0, "about 300", "killed"), (2, "about 450", "killed"), (3, "10,000", "deployed")]
    assert [line.citations[0].quote for line in course(told.dossier(figures))] == [MARINES, LANDED, MARINES]


def test_at_most_three_facts_are_told_and_what_was_open_among_them(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    for n, role in enumerate(("killed", "wounded", "captured", "deployed")):
        told.add(f"in all {n + 2} marines were {role}", DAYS[1 + n])
    both(told, (DAYS[1], "PR+", "officials"), (DAYS[6], "CT+", "Kurt Ruiz"), "confirmed")
    figures = [(n + 1, f"{n + 2}", role) for n, role in enumerate(("killed", "wounded", "captured", "deployed"))]
    found = [line.citations[0].article for line in course(told.dossier(figures)) if line.label.endswith("fact")]
    assert found == ["p1", "p2", "p6"]


def test_what_a_sum_that_nobody_gave_says_is_no_figure_of_a_page(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(SAILED, DAYS[2])
    told.add("5 marines were killed", DAYS[1])
    dossier = told.dossier([(2, "5", "killed")])
    (question,) = dossier.questions
    derived = replace(question, estimates=tuple(replace(e, derived=True) for e in question.estimates))
    assert [line.citations[0].quote for line in course(dossier)][1] == "5 marines were killed"
    assert [line.citations[0].quote for line in course(replace(dossier, questions=(derived,)))][1] == SAILED


def test_a_figure_beside_the_statement_is_not_its_own(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(SAILED, DAYS[1], who="Ada, 40,")
    told.add(LANDED, DAYS[2])
    dossier = told.dossier([(1, "40", "killed"), (2, "10,000", "deployed")])
    assert [line.citations[0].quote for line in course(dossier)] == [MARINES, LANDED, MARINES]


def test_statements_under_no_topic_have_no_course(told: Told) -> None:
    told.add(MARINES, DAYS[0], "unconfirmed", "PS+")
    told.add(LANDED, DAYS[1])
    found = told.dossier()
    bare = replace(found, claims=tuple((None, claim) for _, claim in found.claims))
    assert not [line for s in deep_look(bare) for line in s.lines if line.label.startswith("Open")]
