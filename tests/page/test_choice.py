"""Which lines of a tagless page are kept: where the line model decides, and where the rules do."""

from __future__ import annotations

import pytest

from onrecord.page._choice import kept_lines
from onrecord.page._linemodel import KEEP
from onrecord.page._lines import Line, lines_of

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
THREE = "Fishermen fear that the move will cost them a third of their landings, and want the council to pay for it."
TITLE = "Ostvik council closes old pier for repairs"
MENU = [f"Section {number} of the site" for number in range(70)]


def scored(texts: list[str], likely: dict[str, float]) -> list[Line]:
    """The lines of a page, with scores as a model might give them: 0 where nothing else is said."""
    return [line._replace(score=likely.get(line.text, 0.0)) for line in lines_of("\n".join(texts))]


def kept(texts: list[str], likely: dict[str, float]) -> list[tuple[str, str]]:
    return [(kind, line.text) for line, kind in kept_lines(scored(texts, likely))]


TEXT = {ONE: 0.9, TWO: 0.9, THREE: 0.9}


@pytest.mark.parametrize(("score", "is_kept"), [(KEEP, True), (KEEP - 0.01, False), (1.0, True), (0.0, False)])
def test_line_of_a_long_page_is_kept_from_the_threshold_on(score: float, is_kept: bool) -> None:  # noqa: FBT001
    found = kept([*MENU, TITLE, ONE, TWO, THREE], {**TEXT, TWO: score})
    assert (("paragraph", TWO) in found) is is_kept


def test_small_page_is_read_by_rules_alone() -> None:
    assert kept([TITLE, ONE, TWO, THREE], {}) == [
        ("headline", TITLE),
        ("paragraph", ONE),
        ("paragraph", TWO),
        ("paragraph", THREE),
    ]


def test_model_keeps_text_outside_the_best_stretch() -> None:
    apart = "The county bears the cost of it, a spokesman for the county said in the evening, after the vote was over."
    found = kept([TITLE, ONE, TWO, THREE, *MENU, apart], {**TEXT, apart: 0.8})
    assert found[-1] == ("paragraph", apart)


@pytest.mark.parametrize("line", ["Post Comment", "Read more: what the deal says", "Advertisement"])
def test_boilerplate_is_out_whatever_the_model_says(line: str) -> None:
    assert line not in [text for _, text in kept([*MENU, TITLE, ONE, line, TWO, THREE], {**TEXT, line: 1.0})]


@pytest.mark.parametrize(("score", "is_kept"), [(0.35, True), (0.2, False)])
def test_heading_above_text_needs_less_than_text(score: float, is_kept: bool) -> None:  # noqa: FBT001
    found = kept([*MENU, TITLE, ONE, "Ferries move north", TWO, THREE], {**TEXT, "Ferries move north": score})
    assert (("heading", "Ferries move north") in found) is is_kept


def test_heading_of_nothing_is_out() -> None:
    found = kept(
        [*MENU, TITLE, ONE, "Ferries move north", TWO, THREE], {ONE: 0.9, THREE: 0.9, "Ferries move north": 0.4}
    )
    assert "Ferries move north" not in [text for _, text in found]


def test_summary_in_labelled_points_is_kept_whole() -> None:
    points = [
        "Pier shut: The council closes it until the spring, and pays for the repairs.",
        "Ferries move: All of the boats use the north quay until the work is done.",
        "Fishermen fear: They may lose a third of what they land in the winter.",
    ]
    found = kept([*MENU, TITLE, ONE, "In short", *(f"• {point}" for point in points), TWO, THREE], TEXT)
    assert [text for kind, text in found if kind == "bullet"] == points


def test_list_of_links_is_out() -> None:
    links = ["• Bakers strike", "• Weather: more rain", "• Sport: a draw"]
    found = kept([*MENU, TITLE, ONE, *links, TWO, THREE], TEXT)
    assert [text for _, text in found] == [TITLE, ONE, TWO, THREE]


@pytest.mark.parametrize(("score", "is_kept"), [(0.9, True), (0.3, True), (0.1, False)])
def test_deck_stands_once_and_only_where_it_may_be_text(score: float, is_kept: bool) -> None:  # noqa: FBT001
    deck = "Surveyors found cracks in eleven of the forty pillars of the pier"
    page = [*MENU, TITLE, deck, "By Ana Duarte", "Share", "Print", ONE, TWO, THREE]
    assert [text for _, text in kept(page, {**TEXT, deck: score})].count(deck) == int(is_kept)
