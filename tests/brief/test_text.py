"""The brief for a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.brief import render, write
from onrecord.brief._text import _columns, _wrapped

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Dossier


@pytest.mark.parametrize(
    ("text", "first", "rest", "expected"),
    [
        ("short", "- ", "  ", ["- short"]),
        ("", "- ", "  ", ["- "]),
        ("a " * 40 + "b", "- ", "  ", ["- " + "a " * 38 + "a", "  a b"]),
        ("w" * 90, "- ", "  ", ["- " + "w" * 90]),
        ("x " + "w" * 90 + " y", "", "", ["x", "w" * 90, "y"]),
        ("군" * 39 + " 군", "", "", ["군" * 39, "군"]),
        ("a\nb\tc", "", "", ["a b c"]),
        ("\x1b[31mred", "", "", ["�[31mred"]),
    ],
)
def test_lines_are_wrapped_with_a_hanging_indent(text: str, first: str, rest: str, expected: list[str]) -> None:
    assert list(_wrapped(80, text, first, rest)) == expected


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("군", 2), ("é", 1), ("e\u0301", 1), ("“a”", 3), ("", 0)])
def test_columns_are_counted_as_a_terminal_shows_them(text: str, columns: int) -> None:
    assert _columns(text) == columns


def test_no_line_is_wider_than_eighty_columns(harbour: Dossier) -> None:
    assert max(map(_columns, render(write(harbour), "text").splitlines())) <= 80


def test_the_harbour_in_text(harbour: Dossier) -> None:
    text = render(write(harbour), "text")
    assert text.startswith(
        "The strait\n==========\nThe record as of 2025-01-21 12:00 UTC.\n"
        "What was recorded after 2025-01-20 12:00 UTC is marked “new”.\n\nQUICK LOOK\n- Most carried: Coastal"
    )
    assert "\n- Denied: Ilse Brandt denied: “Not one of our marines has set foot on that\n  island” [6]\n" in text
    assert (
        "\nFigures\n- killed — marines\n  - about 300 (Coastal Security Agency, through lawmaker Ada Lindqvist; "
        "Harbour\n    Post, 2025-01-13; 1 origin, 2 pages) [5][12]\n" in text
    )
    assert (
        "\n[6] The Ledger-Dispatch, 2025-01-16, https://news.example/denial, characters\n    1–51\n"
        "    “Not one of our marines has set foot on that island”\n" in text
    )


def test_headings_stand_in_order(harbour: Dossier) -> None:
    lines = render(write(harbour), "text").splitlines()
    headings = ["QUICK LOOK", "DEEP LOOK", "EVIDENCE", "HOW TO READ THIS"]
    assert [line for line in lines if line in headings] == headings


def test_an_empty_record_is_said_plainly(make: Maker) -> None:
    assert render(write(make.dossier()), "text") == (
        "Test situation\n==============\nThe record as of 2025-01-21 12:00 UTC.\n\n"
        "The record holds nothing for this question.\n"
    )


def test_a_title_that_would_move_the_cursor_does_not(make: Maker) -> None:
    text = render(write(replace(make.dossier(), title="\x1b[2J\x07\u202egone")), "text")
    assert text.startswith("�[2J��gone\n==========\n")


def test_a_page_without_date_outlet_and_address_is_found_by_its_path(make: Maker) -> None:
    page = make.page("p", "It is said: ships left early.", None, None)
    page = replace(page, article=replace(page.article, url=None))
    text = render(write(make.dossier([("T", make.claim("c", page.evidence("ships left early")))], [page])), "text")
    assert "[1] an unnamed outlet, undated, pages/p.html, characters 12–28\n    “ships left early”\n" in text
    assert "\nT\n- undated: An unnamed outlet, in its own words: “ships left early” — reported; 1\n" in text


def test_two_hundred_claims_are_laid_out(make: Maker) -> None:
    pages = [make.page(f"p{n}", f"It is said: item {n} is there.", date(2025, 1, 1 + n % 28)) for n in range(200)]
    claims = [(f"Topic {n % 4}", make.claim(f"c{n}", p.evidence(f"item {n} is there"))) for n, p in enumerate(pages)]
    text = render(write(make.dossier(claims, pages)), "text")
    headings = [line for line in text.splitlines() if line.startswith("Topic")]
    assert headings == [f"Topic {n} (12 of 50)" for n in range(4)]


def test_a_bullet_of_the_quick_look_is_one_line_on_a_wide_terminal(harbour: Dossier) -> None:
    shown = render(write(harbour), "text", columns=160)
    quick = shown.split("QUICK LOOK\n")[1].split("\n\nDEEP LOOK")[0].splitlines()
    assert all(line.startswith("- ") for line in quick)
    assert max(map(len, render(write(harbour), "text", columns=60).splitlines())) <= 60
