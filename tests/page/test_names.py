"""Authors are persons."""

from __future__ import annotations

import pytest

from onrecord.page._names import is_person, led, persons


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
    assert persons(raw, "The Sample Ledger") == names


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
