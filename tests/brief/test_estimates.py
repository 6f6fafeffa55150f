"""Figures in words."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.assess._questions import answered
from onrecord.brief._estimates import estimate_words, figure_words, question_words, revised_words, rivals_words
from onrecord.brief._questions import revision

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Bound, Figure, Question

    Words = dict[str, str | None]


def figure(make: Maker, low: float | None, who: str | None = "Ada", day: int = 1, words: Words | None = None) -> Figure:
    page = make.page(f"{who} {low} {day}", "It is many now.", date(2025, 1, day))
    return page.figure("many", make.quantity(low, words=words), make.speaker(who) if who else None)


def asked(*figures: Figure) -> Question:
    (question,) = answered(figures)
    return question


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected"),
    [
        (300, 300, "exactly", "300"),
        (300, 300, "about", "about 300"),
        (10000, 12000, "between", "10,000 to 12,000"),
        (10000, 12000, "about", "about 10,000 to 12,000"),
        (300, None, "at least", "at least 300"),
        (300, None, "more than", "more than 300"),
        (None, 300, "up to", "up to 300"),
        (None, 300, "fewer than", "fewer than 300"),
        (1.5, 1.5, "exactly", "1.5"),
        (0.1 + 0.2, None, "at least", "at least 0.3"),
        (1e9, 1e9, "exactly", "1,000,000,000"),
        (-3, -3, "exactly", "-3"),
        (None, None, "about", "many"),
        (math.inf, math.nan, "about", "many"),
    ],
)
def test_a_number_is_told_with_its_bound(
    make: Maker, low: float | None, high: float | None, bound: Bound, expected: str
) -> None:
    made = figure(make, 1)
    made = replace(made, quantity=replace(made.quantity, low=low, high=high, bound=bound))
    assert figure_words(made, asked(made)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, "300"),
        ({"counted": "Soldiers"}, "300"),
        ({"counted": "wounded soldiers"}, "300 wounded soldiers"),
        ({"unit": "tons"}, "300 tons"),
        ({"scope": "total"}, "300, total"),
        ({"when": "2024-10"}, "300, for 2024-10"),
        ({"scope": "this\nweek", "when": "2024-10"}, "300, this week, for 2024-10"),
    ],
)
def test_what_differs_from_the_question_is_said(make: Maker, words: Words, expected: str) -> None:
    assert (
        figure_words(figure(make, 300, words=words), asked(figure(make, 1, words={"counted": "soldiers"}))) == expected
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, "killed — soldiers"),
        ({"role": None}, "soldiers"),
        ({"counted": None}, "killed — not said of what"),
        ({"counted": None, "unit": "tons", "role": "shipped"}, "shipped — tons"),
        ({"counted": None, "role": None}, "not said of what"),
    ],
)
def test_a_question_says_its_role_and_what_is_counted(make: Maker, words: Words, expected: str) -> None:
    assert question_words(asked(figure(make, 300, words=words))) == expected


def test_an_estimate_says_who_where_when_how_sure_and_how_supported(make: Maker) -> None:
    made = replace(
        figure(make, 300, day=13), speaker=make.speaker("NIS", "body", "lawmaker X"), factuality="PS+", origin="Wire"
    )
    question = asked(made)
    told = "300 (NIS, through lawmaker X; Harbour Post, 2025-01-13; possible as put by the source; 1 origin, 1 page"
    assert estimate_words(question.estimates[0], question, fresh=False) == f"{told})"
    assert estimate_words(question.estimates[0], question, fresh=True) == f"{told}; new)"


def test_an_outlets_own_figure_names_the_outlet_once(make: Maker) -> None:
    question = asked(replace(figure(make, 300, None), factuality=None))
    told = estimate_words(question.estimates[0], question, fresh=False)
    assert told == "300 (Harbour Post, 2025-01-01; 1 origin, 1 page)"


def test_rivals_stand_side_by_side_smallest_first(make: Maker) -> None:
    question = asked(
        figure(make, 4000, "Bo"), figure(make, 300), figure(make, 3000, "Cy", words={"scope": "since May"})
    )
    text, shown = rivals_words(question, 118)
    assert text == "killed — soldiers: 300 (Ada) | 3,000, since May (Cy) | 4,000 (Bo)"
    assert [e.interval[0] for e in shown] == [300, 3000, 4000]


def test_a_speaker_who_is_there_twice_is_dated(make: Maker) -> None:
    question = asked(figure(make, 300), figure(make, 450, day=3), figure(make, 1000, "Bo"))
    text, _ = rivals_words(question, 118)
    assert text == "killed — soldiers: 300 (Ada, 2025-01-01) | 450 (Ada, 2025-01-03) | 1,000 (Bo, 2025-01-01)"


def test_what_does_not_fit_is_counted(make: Maker) -> None:
    question = asked(*(figure(make, n * 1000, f"Speaker of a long name {n}") for n in range(1, 6)))
    text, shown = rivals_words(question, 118)
    assert len(text) <= 118
    assert text.endswith(f"| {5 - len(shown)} more")
    assert len(shown) >= 2


@pytest.mark.parametrize("length", [10, 60, 200])
def test_two_rivals_fit_however_long_their_names(make: Maker, length: int) -> None:
    words: Words = {"counted": "c" * length, "role": "r" * length, "scope": "s" * length}
    question = asked(*(figure(make, n, f"{n}" * length, words=words) for n in (1, 2, 3)))
    text, shown = rivals_words(question, 118)
    assert len(text) <= 118
    assert len(shown) >= 2


@pytest.mark.parametrize("length", [3, 300])
def test_a_revision_says_both_figures_and_both_days(make: Maker, length: int) -> None:
    question = asked(figure(make, 300, "A" * length), figure(make, 4000, "A" * length, 20))
    pair = revision(question)
    assert pair
    text = revised_words(question, *pair, 118)
    assert len(text) <= 118
    assert text.startswith("killed — soldiers, AAA")
    assert text.endswith(": 300 (2025-01-01), later 4,000 (2025-01-20)")
