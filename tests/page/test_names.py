"""Who signs: persons, and agencies and desks, but no outlet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.page._names import is_office, is_person, led, persons, signed

OUTLETS = ("The Sample Ledger", "Ostvik Gazette", "ledger.example")


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (["By Ana Duarte"], ("Ana Duarte",)),
        (["By Ana Duarte and Lev Orlov"], ("Ana Duarte", "Lev Orlov")),
        (["Ana Duarte, Lev Orlov & J. Mansour"], ("Ana Duarte", "Lev Orlov", "J. Mansour")),
        (["Von Greta Mohn und Karl-Heinz Böll"], ("Greta Mohn", "Karl-Heinz Böll")),
        (["Par Odile Ferrand"], ("Odile Ferrand",)),
        (["Ludwig van der Berg"], ("Ludwig van der Berg",)),
        (["Ana Duarte (Ostvik)"], ("Ana Duarte",)),
        (["Ana Duarte", "Ana Duarte"], ("Ana Duarte",)),
        (["김민수 기자"], ("김민수",)),
        (["渡辺洋介"], ("渡辺洋介",)),
        (["O'Brien, Séan O’Brien"], ("Séan O’Brien",)),
        (["Ana Duarte Senior Reporter"], ("Ana Duarte",)),
        (["Ana Duarte Published 16 October 2024"], ("Ana Duarte",)),
        (["Ana Duarte October 16, 2024"], ("Ana Duarte",)),
        (["Ana Duarte ana.duarte@ledger.example"], ("Ana Duarte",)),
        (["Ana Duarte (ana@ledger.example), Lev Orlov @lev"], ("Ana Duarte", "Lev Orlov")),
        (["Ana Duarte, Buenos Aires"], ("Ana Duarte",)),
        (["Ana Duarte avec Odile Ferrand"], ("Ana Duarte", "Odile Ferrand")),
        (["Greta Mohn mit Lev Orlov"], ("Greta Mohn", "Lev Orlov")),
        (["Geschrieben von: Greta Mohn"], ("Greta Mohn",)),
        (["Sid Holm"], ("Sid Holm",)),
        (["Lev E Orlov"], ("Lev E Orlov",)),
        (["ANA DUARTE AND LEV ORLOV"], ("ANA DUARTE", "LEV ORLOV")),
        (["Ана Дуарте и Лев Орлов"], ("Ана Дуарте", "Лев Орлов")),
        (["渡辺洋介、森山陽子"], ("渡辺洋介", "森山陽子")),
        (["<a href='/ana'>Ana Duarte</a>"], ("Ana Duarte",)),
        (["Ana Duarte Of the Harbour Mail"], ("Ana Duarte",)),
        (["Ana Duarte IN OSTVIK"], ("Ana Duarte",)),
        (
            ["Ana Duarte in Port Holm and Lev Orlov for Harbour Mail, Greta Mohn"],
            ("Ana Duarte", "Lev Orlov", "Greta Mohn"),
        ),
        (["Skrevet av Ida Holm"], ("Ida Holm",)),
        (["Al Holm", "Linh Le"], ("Al Holm", "Linh Le")),
        (["ANA DUARTE"], ("ANA DUARTE",)),
        (["Ana Duarte And Lev Orlov"], ("Ana Duarte", "Lev Orlov")),
        (["Ана Дуарте"], ("Ана Дуарте",)),
        (["Ostvik G"], ()),
        (["de la Tour"], ()),
        (["The Sample Ledger Staff"], ()),
        (["Sample Ledger"], ()),
        (["Associated Press"], ()),
        (["Reuters"], ()),
        (["https://ledger.example/ana-duarte"], ()),
        (["ana@ledger.example"], ()),
        (["Newsroom", "Editorial Board", "Web Desk", "Redaktion", "admin"], ()),
        (["Morning Edition"], ()),
        (["South Korea"], ()),
        (["he went home early"], ()),
        ([""], ()),
        (["   ", ",,,", "By"], ()),
        (["x" * 5000], ()),
    ],
)
def test_persons_and_no_others(raw: list[str], names: tuple[str, ...]) -> None:
    assert persons(raw, OUTLETS) == names


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (["dpa"], ("dpa",)),
        (["Deutsche Presse-Agentur"], ("Deutsche Presse-Agentur",)),
        (["Von dpa"], ("dpa",)),
        (["SID"], ("SID",)),
        (["REUTERS", "Reuters"], ("REUTERS",)),
        (["AFP, dpa"], ("AFP", "dpa")),
        (["Redaktion"], ("Redaktion",)),
        (["Ledger Sports Desk"], ("Ledger Sports Desk",)),
        (["OSL-Redaktion", "Ledger online Redaktion"], ("OSL-Redaktion", "Ledger online Redaktion")),
        (["By The Sample Ledger Staff"], ("The Sample Ledger Staff",)),
        (["Ana Duarte and AFP"], ("Ana Duarte", "AFP")),
        (["Ana Duarte, Associated Press"], ("Ana Duarte",)),
        (["Ana Duarte", "dpa"], ("Ana Duarte", "dpa")),
        (["The Sample Ledger Staff", "Ana Duarte"], ("Ana Duarte",)),
        (["The Sample Ledger and AFP"], ("The Sample Ledger and AFP",)),
        (["Par Ostvik Gazette avec AFP"], ("Ostvik Gazette avec AFP",)),
        (["Ana Duarte and The Sample Ledger and AFP"], ("Ana Duarte", "AFP")),
        (["The Sample Ledger"], ()),
        (["ledger.example"], ()),
        (["OSTVIK GAZETTE"], ()),
        (["Getty Images"], ()),
        (["admin", "Guest", "Morning Edition"], ()),
        (["The desk that stood in the hall was sold"], ()),
        (["staff@ledger.example", "https://ledger.example/staff"], ()),
        (["", "  ", ",", "By"], ()),
        (["staff " * 5000], ()),
    ],
)
def test_agencies_and_desks_sign_too_but_no_outlet(raw: list[str], names: tuple[str, ...]) -> None:
    assert signed(raw, OUTLETS) == names


@pytest.mark.parametrize(
    ("agency", "outlet"),
    [
        ("Reuters", "Reuters"),
        ("Associated Press", "The Associated Press"),
        ("AP", "AP News"),
        ("Associated Press", "AP News"),
    ],
)
def test_agency_that_is_the_outlet_signs_nothing(agency: str, outlet: str) -> None:
    assert is_office(agency)
    assert not is_office(agency, (outlet,))


@pytest.mark.parametrize(
    ("name", "outlet", "person"),
    [
        ("Lund Holm", "Holm and Lund", False),
        ("Holm O", "Ostvik Holm", False),
        ("Ida Holm", "Ostvik Holm", True),
        ("김 민", "渡 News", True),
    ],
)
def test_name_made_of_an_outlet_s_words_is_no_person(name: str, outlet: str, person: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_person(name)
    assert is_person(name, (outlet,)) is person


def test_outlet_named_as_a_desk_is_none() -> None:
    assert is_office("Harbour Desk")
    assert not is_office("Harbour Desk", ("harbour desk",))


@given(st.lists(st.text(max_size=60), max_size=4))
def test_outlet_is_never_among_those_who_sign(raw: list[str]) -> None:
    assert not {name.casefold() for name in signed([*raw, *OUTLETS], OUTLETS)} & {name.casefold() for name in OUTLETS}


@given(st.lists(st.sampled_from(["Ana Duarte", "Lev Orlov", "dpa", "Redaktion", "The Sample Ledger"]), max_size=6))
def test_each_is_named_once_in_the_order_given(raw: list[str]) -> None:
    named = [name for name in dict.fromkeys(raw) if name != "The Sample Ledger"]
    people = [name for name in named if " " in name]
    assert list(persons(raw, OUTLETS)) == people
    assert list(signed(raw, OUTLETS)) == [name for name in named if not people or name != "Redaktion"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("By Ana Duarte", "Ana Duarte"),
        ("BY ANA DUARTE", "ANA DUARTE"),
        ("By: Ana", "Ana"),
        ("Von", ""),
        ("Byron Duarte", None),
        ("Paris burns", None),
        ("Nearby", None),
    ],
)
def test_what_a_leading_word_leads(text: str, rest: str | None) -> None:
    assert led(text) == rest


@pytest.mark.parametrize("name", ["Ana  ", "Duarte van", "A1 B2", "Ana Duarte said on Monday that", "ana duarte"])
def test_what_is_not_written_like_a_name_is_none(name: str) -> None:
    assert not is_person(name)
