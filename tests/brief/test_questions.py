"""Which answers are rivals, which come first, which revise others."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from onrecord.assess._questions import answered
from onrecord.brief._questions import is_rivalled, revision, told_apart

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Figure

    Words = dict[str, str | None]


def figure(make: Maker, low: float, who: str | None = "Ada", day: int = 1, words: Words | None = None) -> Figure:
    """One figure on a page of its own."""
    named = "-".join(map(str, (words or {}).values()))
    page = make.page(f"{who}-{low:g}-{day}-{named}", f"It is {low:g} now.", date(2025, 1, day))
    return page.figure(f"{low:g}", make.quantity(low, words=words), make.speaker(who) if who else None)


@pytest.mark.parametrize(
    ("answers", "rivalled"),
    [
        ([("Ada", 300, 1, None), ("Bo", 4000, 1, None)], True),
        ([("Ada", 300, 1, None), ("Bo", 300, 1, None)], False),
        ([("Ada", 300, 1, None), ("Ada", 4000, 2, None)], False),
        ([("Ada", 300, 1, "total"), ("Bo", 4000, 1, "this week")], False),
        ([("Ada", 300, 1, "total"), ("Bo", 4000, 1, None)], True),
        ([("Ada", 300, 1, None), ("Ada", 400, 2, None), ("Bo", 400, 1, None)], False),
        ([(None, 300, 1, None), ("Bo", 400, 1, None)], True),
        ([("Ada", 300, 1, None)], False),
    ],
)
def test_rivals_are_last_answers_of_two_speakers_for_one_scope(
    make: Maker, answers: list[tuple[str | None, float, int, str | None]], *, rivalled: bool
) -> None:
    figures = [figure(make, low, who, day, words={"scope": scope}) for who, low, day, scope in answers]
    for order in permutations(figures):
        (question,) = answered(order)
        assert is_rivalled(question) is rivalled


def test_kilograms_and_tons_are_no_rivals(make: Maker) -> None:
    (question,) = answered([figure(make, 3, words={"unit": "tons"}), figure(make, 9, "Bo", words={"unit": "kg"})])
    assert not is_rivalled(question)


def test_last_answers_are_told_before_what_was_said_earlier(make: Maker) -> None:
    figures = [figure(make, 300, "Ada", 1), figure(make, 450, "Ada", 3), figure(make, 1000, "Bo", 2)]
    figures.append(figure(make, 450, "Cy", 1))
    for order in permutations(figures):
        (question,) = answered(order)
        told = [(e.first.speaker and e.first.speaker.name, e.interval[0]) for e in told_apart(question)]
        assert told == [("Ada", 450), ("Bo", 1000), ("Cy", 450), ("Ada", 300)]


@pytest.mark.parametrize(
    ("answers", "pair"),
    [
        ([("Ada", 300, 1), ("Ada", 4000, 2)], (300, 4000)),
        ([("Ada", 300, 1), ("Ada", 400, 2), ("Ada", 500, 3)], (400, 500)),
        ([("Ada", 300, 1), ("Ada", 300, 2)], None),
        ([("Ada", 300, 1), ("Ada", 400, 1)], None),
        ([("Ada", 300, 1), ("Bo", 400, 2)], None),
        ([(None, 300, 1), (None, 400, 2)], (300, 400)),
    ],
)
def test_a_revision_is_a_later_other_figure_of_one_speaker(
    make: Maker, answers: list[tuple[str | None, float, int]], pair: tuple[float, float] | None
) -> None:
    (question,) = answered(figure(make, low, who, day) for who, low, day in answers)
    found = revision(question)
    assert (found and tuple(e.interval[0] for e in found)) == pair


def test_a_figure_without_a_date_revises_nothing(make: Maker) -> None:
    page = make.page("undated", "It is 9 now.")
    (question,) = answered([figure(make, 300), page.figure("9", make.quantity(9), make.speaker("Ada"))])
    assert revision(question) is None
