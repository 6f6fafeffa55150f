"""The sections of the Deep Look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._deep import MOST, deep_look
from onrecord.model import Change

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Act, ChangeKind, Claim, Dossier


def titles(dossier: Dossier) -> list[str]:
    return [section.title for section in deep_look(dossier)]


def texts(dossier: Dossier, title: str) -> list[tuple[str, str]]:
    return [
        (line.label, line.text) for section in deep_look(dossier) if section.title == title for line in section.lines
    ]


def test_topics_stand_as_listed_or_by_name_then_figures_then_the_rest(harbour: Dossier) -> None:
    assert titles(harbour) == ["Casualties", "Convoys", "Figures", "Other statements"]
    listed = replace(harbour, topics=("Talks", "Convoys", "Casualties"))
    assert titles(listed) == ["Convoys", "Casualties", "Figures", "Other statements"]


def test_an_empty_dossier_has_no_section(make: Maker) -> None:
    assert deep_look(make.dossier(since=make.now)) == ()


def test_lines_say_who_what_how_sure_and_how_supported_in_order_of_publication(harbour: Dossier) -> None:
    assert texts(harbour, "Casualties") == [
        (
            "2025-01-13",
            (
                "Coastal Security Agency, through lawmaker Ada Lindqvist, said: “about 300 marines were killed in the "
                "strait” — paraphrased; reported; 1 origin, 2 pages"
            ),
        ),
        (
            "2025-01-13",
            (
                "Western officials said: “1,000 marines were killed in the fighting since May” — paraphrased; "
                "reported; 1 origin, 1 page"
            ),
        ),
        (
            "2025-01-16",
            "Ilse Brandt denied: “Not one of our marines has set foot on that island” — denied; 1 origin, 1 page",
        ),
    ]


def test_what_is_new_and_what_is_left_open_is_said(harbour: Dossier) -> None:
    assert texts(harbour, "Other statements")[0] == (
        "2025-01-20 (new)",
        (
            "An unnamed outlet, in its own words: “It may be that the garrison has been withdrawn” — possible as put "
            "by the source; unconfirmed; 1 origin, 1 page"
        ),
    )
    unmarked = texts(replace(harbour, since=None), "Other statements")
    assert [label for label, _ in unmarked] == ["2025-01-20", "2025-01-20"]


def test_figures_stand_side_by_side_under_their_question(harbour: Dossier) -> None:
    agency = "Coastal Security Agency, through lawmaker Ada Lindqvist"
    assert texts(harbour, "Figures") == [
        ("killed — marines", f"about 300 ({agency}; Harbour Post, 2025-01-13; 1 origin, 2 pages)"),
        ("killed — marines", "1,000, since May (western officials; Harbour Post, 2025-01-13; 1 origin, 1 page)"),
        ("killed — marines", f"about 450 ({agency}; an unnamed outlet, 2025-01-20; 1 origin, 1 page; new)"),
    ]


def test_a_figure_cites_the_sentence_that_it_stands_in(harbour: Dossier) -> None:
    (section,) = (section for section in deep_look(harbour) if section.title == "Figures")
    assert [c.quote for c in section.lines[1].citations] == [
        "They say 1,000 marines were killed in the fighting since May"
    ]
    assert [c.article for c in section.lines[0].citations] == ["wire", "copy"]


def many(make: Maker, count: int) -> Dossier:
    pages = [make.page(f"p{n}", f"It was put so: item {n} is there.", date(2025, 1, 1 + n % 20)) for n in range(count)]
    more = [make.page(f"q{n}", f"It was put so: item {n} is there.", None, f"Outlet {n}") for n in range(5)]
    claims: list[tuple[str | None, Claim]] = []
    for n, page in enumerate(pages):
        evidence = [page.evidence(f"item {n} is there")]
        if n < len(more):
            evidence.append(more[n].evidence(f"item {n} is there"))
        claims.append((None, make.claim(f"c{n:03}", *evidence)))
    return make.dossier(claims, [*pages, *more])


@pytest.mark.parametrize(
    ("count", "title", "shown"),
    [(1, "Other statements", 1), (12, "Other statements", 12), (31, "Other statements (12 of 31)", 12)],
)
def test_a_long_section_shows_the_strongest_and_says_how_many_there_are(
    make: Maker, count: int, title: str, shown: int
) -> None:
    (section,) = deep_look(many(make, count))
    assert section.title == title
    assert len(section.lines) == shown <= MOST
    assert sum("2 origins" in line.text for line in section.lines) == min(count, 5)
    labels = [line.label for line in section.lines]
    assert labels == sorted(labels)


def test_undated_lines_stand_last(make: Maker) -> None:
    dated = make.page("d", "It is said: ships left early.", date(2025, 1, 2))
    undated = make.page("u", "It is said: ships came late.")
    claims = [
        ("T", make.claim("a", undated.evidence("ships came late"))),
        ("T", make.claim("b", dated.evidence("ships left early"))),
    ]
    assert [label for label, _ in texts(make.dossier(claims, [dated, undated]), "T")] == ["2025-01-02", "undated"]


@pytest.mark.parametrize(
    ("names", "ending"),
    [
        (["Ada"], "1 origin, 1 page"),
        (["Ada", "ADA"], "1 origin, 2 pages"),
        (["Ada", "Bo"], "2 pages; also stated by Bo"),
        (["Ada", "Cy", "Bo"], "3 pages; also stated by Bo, Cy"),
        (["Ada", "Cy", "Bo", "Di"], "4 pages; also stated by Bo, Cy and 1 other"),
        (["Ada", "Cy", "Bo", "Di", "Ed"], "5 pages; also stated by Bo, Cy and 2 others"),
    ],
)
def test_others_who_stated_it_are_named(make: Maker, names: list[str], ending: str) -> None:
    pages = [make.page(f"p{n}", "It is said: ships left early.", date(2025, 1, 1 + n)) for n in range(len(names))]
    evidence = [p.evidence("ships left early", make.speaker(name)) for p, name in zip(pages, names, strict=True)]
    ((_, text),) = texts(make.dossier([("T", make.claim("c", *evidence))], pages), "T")
    assert text.startswith("Ada said")
    assert text.endswith(ending)


def test_a_long_quote_is_cut_and_stands_whole_in_its_citation(make: Maker) -> None:
    words = "the ships left the harbour by night, as they had done before, " * 9 + "and came back"
    page = make.page("p", f"He said {words}.")
    ((line,),) = (
        section.lines for section in deep_look(make.dossier([("T", make.claim("c", page.evidence(words)))], [page]))
    )
    assert "”… — " in line.text
    assert line.citations[0].quote == words


def test_questions_are_shown_whole_or_counted_in_the_title(make: Maker) -> None:
    page = make.page("p", " ".join(f"It is {n} now." for n in range(100, 180)))
    figures = [page.figure(str(n), make.quantity(n, words={"counted": f"thing{n % 20}x"})) for n in range(100, 180)]
    (section,) = deep_look(make.dossier((), [page], figures))
    assert section.title == "Figures (36 of 80)"
    assert all([line.label for line in section.lines].count(line.label) == 4 for line in section.lines)


@pytest.mark.parametrize(
    ("kind", "hours", "shown"),
    [
        ("status", 1, True),
        ("estimate revised", 1, True),
        ("contradiction", 1, True),
        ("correction", 1, True),
        ("new claim", 1, False),
        ("support", 1, False),
        ("status", 30, False),
    ],
)
def test_what_changed_since_is_told_with_the_words_that_did_it(
    harbour: Dossier, make: Maker, kind: ChangeKind, hours: int, *, shown: bool
) -> None:
    (denial,) = (claim for _, claim in harbour.claims if claim.status == "denied")
    because = (denial.evidence[0].evidence.id, "evidence of no claim here")
    change = Change(make.now - timedelta(hours=hours), kind, "c4", "reported", "denied", because)
    found = texts(replace(harbour, changes=(change,)), "What changed")
    quote = "Not one of our marines has set foot on that island"
    assert [text for _, text in found] == [f"{kind.capitalize()}: reported → denied: “{quote}”"] * shown


@pytest.mark.parametrize("because", [(), ("evidence of no claim here",)])
def test_a_change_that_nothing_here_shows_is_left_out(harbour: Dossier, make: Maker, because: tuple[str, ...]) -> None:
    change = Change(make.now, "status", "c4", None, "denied", because)
    assert texts(replace(harbour, changes=(change,)), "What changed") == []
    assert texts(replace(harbour, changes=(change,), since=None), "What changed") == []


@pytest.mark.parametrize(
    ("acts", "note"),
    [
        (("claim", "say"), "also stated by Bo Kim"),
        (("claim", "deny"), "denied by Bo Kim (1 origin, 1 page)"),
        (("deny", "claim"), "affirmed by Bo Kim (1 origin, 1 page)"),
        (("deny", "deny"), "also stated by Bo Kim"),
    ],
)
def test_who_denies_a_claim_is_not_told_to_have_stated_it(make: Maker, acts: tuple[Act, Act], note: str) -> None:
    words = "the bridge will open in spring"
    pages = [
        make.page(f"p{n}", f"{who} spoke: {words}.", date(2024, 5, n)) for n, who in ((1, "Ada Lee"), (2, "Bo Kim"))
    ]
    told = zip(pages, (make.speaker("Ada Lee"), make.speaker("Bo Kim")), acts, strict=True)
    claim = make.claim("c", *(page.evidence(words, speaker, act) for page, speaker, act in told))
    ((_, text),) = texts(make.dossier([("Bridges", claim)], pages), "Bridges")
    pages_told = "2 pages" if note.startswith("also") else "1 page"
    assert text.endswith(f"1 origin, {pages_told}; {note}")
