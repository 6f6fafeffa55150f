"""Figures under the questions that they answer; rivals stay rivals."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._questions import is_rivalled, questions, revision, told_apart

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
    ("counted", "groups"),
    [
        (["soldiers", "soldier", "Soldiers"], [3]),
        (["soldiers", "troops"], [1, 1]),
        (["soldiers", "North Korean soldiers"], [2]),
        (["Ukrainian soldiers", "North Korean soldiers"], [1, 1]),
        (["soldiers", "Ukrainian soldiers", "North Korean soldiers"], [1, 1, 1]),
        (["Korean soldiers", "North Korean soldiers", "the soldiers"], [3]),
        (["soldiers of the guard", "soldiers"], [2]),
        ([None, None], [2]),
        (["soldiers", None], [1, 1]),
    ],
)
def test_figures_of_one_thing_counted_answer_one_question(
    make: Maker, counted: list[str | None], groups: list[int]
) -> None:
    figures = [figure(make, 100 + n, words={"counted": name}) for n, name in enumerate(counted)]
    for order in permutations(figures):
        assert sorted((len(q.estimates) for q in questions(order)), reverse=True) == groups


def test_a_question_is_worded_as_its_fullest_figure(make: Maker) -> None:
    found = questions(
        [figure(make, 1, words={"counted": "soldiers"}), figure(make, 2, words={"counted": "North Korean soldiers"})]
    )
    assert [q.counted for q in found] == ["North Korean soldiers"]


def test_roles_part_questions_and_a_role_comes_first(make: Maker) -> None:
    found = questions(
        [
            figure(make, 1, words={"role": None}),
            figure(make, 2, words={"role": "wounded"}),
            figure(make, 3, words={"role": "killed"}),
        ]
    )
    assert [q.role for q in found] == ["killed", "wounded", None]


def test_the_same_figure_by_the_same_speaker_is_one_estimate_on_two_pages(make: Maker) -> None:
    (question,) = questions([figure(make, 300, day=2), figure(make, 300, day=1)])
    (estimate,) = question.estimates
    assert len(estimate.pages) == 2
    assert estimate.published == date(2025, 1, 1)


@pytest.mark.parametrize(
    "other", [{"scope": "this week"}, {"when": "2024-10"}, {"unit": "tons"}, {"counted": "young soldiers"}]
)
def test_another_definition_is_another_estimate(make: Maker, other: Words) -> None:
    (question,) = questions([figure(make, 300), figure(make, 300, words=other)])
    assert len(question.estimates) == 2


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
        (question,) = questions(order)
        assert is_rivalled(question) is rivalled


def test_kilograms_and_tons_are_no_rivals(make: Maker) -> None:
    (question,) = questions([figure(make, 3, words={"unit": "tons"}), figure(make, 9, "Bo", words={"unit": "kg"})])
    assert not is_rivalled(question)


def test_last_answers_are_told_before_what_was_said_earlier(make: Maker) -> None:
    figures = [figure(make, 300, "Ada", 1), figure(make, 450, "Ada", 3), figure(make, 1000, "Bo", 2)]
    figures.append(figure(make, 450, "Cy", 1))
    for order in permutations(figures):
        (question,) = questions(order)
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
    (question,) = questions(figure(make, low, who, day) for who, low, day in answers)
    found = revision(question)
    assert (found and tuple(e.interval[0] for e in found)) == pair


def test_a_figure_without_a_date_revises_nothing(make: Maker) -> None:
    page = make.page("undated", "It is 9 now.")
    (question,) = questions([figure(make, 300), page.figure("9", make.quantity(9), make.speaker("Ada"))])
    assert revision(question) is None
