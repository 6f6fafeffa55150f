"""Figures under the questions that they answer; rivals stay rivals, and the order of arrival changes nothing."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from figures import figure, given, page
from hypothesis import given as drawn
from hypothesis import strategies as st
from making import article
from timing import seconds

from onrecord.assess._questions import answered, questions
from onrecord.model import Quantity, Reading, Span


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
def test_figures_of_one_thing_counted_answer_one_question(counted: list[str | None], groups: list[int]) -> None:
    figures = [given(100 + n, counted=name) for n, name in enumerate(counted)]
    for order in permutations(figures):
        assert sorted((len(q.estimates) for q in answered(order)), reverse=True) == groups


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"whose": "Norland"}, {"whose": "Sudland"}, 2),
        ({"whose": "Norland"}, {}, 1),
        ({"where": "Oldham"}, {"where": "Newham"}, 2),
        ({"where": "Oldham"}, {"where": "oldham"}, 1),
        ({"scope": "period"}, {}, 2),
        ({"scope": "total"}, {}, 1),
        ({"scope": "earlier"}, {}, 1),
        ({"per": "day"}, {}, 2),
        ({"change": "up"}, {}, 2),
        ({"unit": "tons"}, {"unit": "kg"}, 1),
    ],
)
def test_whose_where_and_over_what_time_part_questions(one: dict[str, Any], other: dict[str, Any], count: int) -> None:
    assert len(answered([given(3, **one), given(9, "Bo", **other)])) == count


def test_a_question_is_worded_as_its_fullest_figure() -> None:
    (found,) = answered([given(1), given(2, counted="Norland soldiers", whose="Norland")])
    assert (found.counted, found.whose) == ("Norland soldiers", "Norland")


def test_roles_part_questions_and_a_role_comes_first() -> None:
    none = figure(page("It is 1."), "1", 1, None)
    found = answered([none, given(2, role="wounded"), given(3)])
    assert {q.role for q in found[:-1]} == {"killed", "wounded"}
    assert found[-1].role is None


def test_the_same_figure_by_the_same_speaker_is_one_estimate_on_two_pages() -> None:
    (question,) = answered([given(300, day=2), given(300, day=1)])
    (estimate,) = question.estimates
    assert len(estimate.pages) == 2
    assert estimate.published == date(2025, 5, 1)


@pytest.mark.parametrize(
    "other", [{"scope": "total"}, {"when": "2024-10"}, {"unit": "tons"}, {"counted": "young soldiers"}]
)
def test_another_definition_is_another_estimate(other: dict[str, Any]) -> None:
    (question,) = answered([given(300), given(300, **other)])
    assert len(question.estimates) == 2


def test_persons_told_without_a_number_are_no_figures() -> None:
    assert answered([given(1, counted="man", wording="a man"), given(1, high=None, wording="a fatal shooting")]) == ()


def test_a_vague_word_is_a_figure() -> None:
    of = page("Dozens died.")
    (question,) = answered([figure(of, "Dozens", None, wording="dozens")])
    assert question.estimates[0].interval == (None, None)
    assert question.answer is None


def sample(seed: list[tuple[int, int, str, str, str]]) -> list[object]:
    return [given(low, who, day, role, counted=counted) for low, day, who, role, counted in seed]


SEEDS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(1, 5),
        st.sampled_from(("Ada", "Bo", "Police chief Cy")),
        st.sampled_from(("killed", "wounded", "casualties")),
        st.sampled_from(("soldiers", "Norland soldiers", "Sudland soldiers")),
    ),
    max_size=8,
    unique=True,
)


@drawn(SEEDS, st.randoms())
def test_the_order_of_arrival_changes_nothing(seed: list[tuple[int, int, str, str, str]], chance: object) -> None:
    figures = sample(seed)
    other = list(figures)
    chance.shuffle(other)  # type: ignore[attr-defined]  # a random.Random
    assert answered(figures) == answered(other)  # type: ignore[arg-type]  # figures all


@drawn(SEEDS)
def test_no_figure_is_lost_merged_with_another_value_or_averaged(seed: list[tuple[int, int, str, str, str]]) -> None:
    figures = sample(seed)
    found = [e for q in answered(figures) for e in q.estimates]  # type: ignore[arg-type]  # as above
    said = [f for e in found if not e.derived for f in e.figures]
    assert sorted(map(repr, said)) == sorted(map(repr, figures))
    assert all(e.interval == (f.quantity.low, f.quantity.high) for e in found if not e.derived for f in e.figures)


def test_the_killed_and_the_wounded_of_one_page_are_offered_as_a_sum_beside_what_was_said() -> None:
    counts = page("A desk counts about 300 soldiers killed and 2,700 wounded.")
    said = [
        figure(counts, "300", 300, bound="about", who="Desk"),
        figure(counts, "2,700", 2700, "wounded", who="Desk"),
        given(4000, "Minister", role="casualties", counted="casualties"),
    ]
    (whole,) = (q for q in answered(said) if q.role == "casualties")
    told = {(e.low, e.derived, e.definition) for e in whole.estimates}
    assert told == {(4000, False, "casualties"), (3000, True, "killed and wounded")}
    (summed,) = (e for e in whole.estimates if e.derived)
    assert {f.citation.quote for f in summed.figures} == {"300", "2,700"}
    assert summed.bound == "about"


@pytest.mark.parametrize(
    "other",
    [
        {"scope": "earlier"},
        {"scope": "part"},
        {"per": "day"},
        {"who": "Cy"},
        {"role": "missing"},
        {"kind": "percent"},
        {"low": None, "high": None},
    ],
)
def test_what_does_not_belong_together_is_not_summed(other: dict[str, object]) -> None:
    counts = page("A desk counts 300 killed and 2,700 wounded.")
    more = {"role": "wounded", "who": "Desk", "low": 2700, **other}
    low, role = more.pop("low"), more.pop("role")
    second = figure(counts, "2,700", low, role, **more)  # type: ignore[arg-type]  # as the table has them
    assert not [e for q in answered([figure(counts, "300", 300, who="Desk"), second]) for e in q.estimates if e.derived]


def test_two_counts_of_one_role_on_a_page_leave_open_which_belongs_to_which() -> None:
    counts = page("It counts 300 killed, 200 killed and 2,700 wounded.")
    figures = [figure(counts, "300", 300), figure(counts, "200", 200), figure(counts, "2,700", 2700, "wounded")]
    assert not [e for q in answered(figures) for e in q.estimates if e.derived]


def test_pages_of_one_event_are_asked_who_was_killed_and_wounded_in_it() -> None:
    text = "Two men were killed."
    of = article(text)
    read = Quantity(span=Span(0, 7), low=2, high=2, bound="exactly", role="killed", counted="men")
    killed, wounded = questions([(of, Reading(of.id, "made", quantities=(read,)))], one_event=True)
    assert (killed.role, killed.answer and killed.answer.low) == ("killed", 2)
    assert (wounded.role, wounded.answer and wounded.answer.low) == ("wounded", 0)


def test_the_cost_is_not_the_square_of_the_figures() -> None:
    def taken(times: int) -> float:
        figures = [given(n, f"s{n}", counted=f"north k{n} soldiers") for n in range(1, times + 1)]
        return seconds(lambda: answered(figures))

    # Eight times the figures take 64 times as long where the cost is quadratic.
    assert taken(1600) < 30 * max(taken(200), 0.005)
