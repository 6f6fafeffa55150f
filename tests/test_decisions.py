"""What holds of decisions, and which words of a page stand for a statement in another reading of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from deciding import decision, numbered
from hypothesis import given
from hypothesis import strategies as st
from making import article, digest, said

from onrecord.model import Decided, Decision, Evidence, Span, Statement, dates, standing, undone

TEXT = "The bridge over the river was closed on Sunday, and the ferry will not sail before the week is over."


def reads(*spans: tuple[int, int], path: str = "a.html") -> tuple[Evidence, ...]:
    """The evidence of a reading that finds statements at these places."""
    of = article(TEXT, path)
    (whole,) = digest(of, said(of, TEXT, None)).evidence
    cited = (replace(whole.citation, span=Span(*span), quote=TEXT[slice(*span)]) for span in spans)
    return tuple(replace(whole, id=f"e{n}", citation=each) for n, each in enumerate(cited))


@pytest.mark.parametrize(
    ("about", "found", "stands"),
    [
        ((0, 46), [(0, 46), (48, 99)], (0, 46)),
        ((0, 46), [(0, 40), (48, 99)], (0, 40)),
        ((0, 46), [(0, 99)], (0, 99)),
        ((0, 99), [(0, 46), (48, 99)], (48, 99)),
        ((0, 46), [(0, 99), (10, 46)], (10, 46)),
        ((0, 46), [(48, 99)], None),
        ((0, 46), [(46, 99)], None),
        ((0, 46), [], None),
    ],
)
def test_the_words_that_share_most_with_a_statement_stand_for_it(
    about: tuple[int, int], found: list[tuple[int, int]], stands: tuple[int, int] | None
) -> None:
    (then,) = reads(about)
    now = Statement.of(then).among(reads(*found))
    assert (now and tuple(now.citation.span)) == stands


def test_words_at_the_same_place_of_another_page_stand_for_nothing() -> None:
    (then,) = reads((0, 46))
    assert Statement.of(then).among(reads((0, 46), path="b.html")) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 38)), max_size=6, unique=True), st.randoms())
def test_what_stands_for_a_statement_does_not_hang_on_the_order_of_the_reading(
    places: list[tuple[int, int]], random: object
) -> None:
    found = list(reads(*((start, start + size) for start, size in places)))
    about = Statement("", Span(20, 50), "")
    about = replace(about, article=article(TEXT, "a.html").id)
    first = about.among(found)
    random.shuffle(found)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    assert about.among(found) == first
    assert (first is None) is all(start >= 50 or start + size <= 20 for start, size in places)


def undo(number: int) -> Decision:
    return decision("undo", reverses=number)


CONFIRM = decision("confirm")


@pytest.mark.parametrize(
    ("made", "holding"),
    [
        ([], []),
        ([CONFIRM], [1]),
        ([CONFIRM, undo(1)], []),
        ([CONFIRM, undo(1), undo(2)], [1]),
        ([CONFIRM, undo(1), undo(2), undo(3)], []),
        ([CONFIRM, undo(1), undo(2), undo(1)], []),
        ([CONFIRM, CONFIRM, undo(1)], [2]),
    ],
)
def test_what_a_holding_decision_reverses_does_not_hold(made: list[Decision], holding: list[int]) -> None:
    assert [each.number for each in standing(numbered(*made))] == holding


def test_what_was_undone_tells_by_which_decision() -> None:
    assert undone(numbered(CONFIRM, undo(1))) == {1: 2}
    assert undone(numbered(CONFIRM, undo(1), undo(2))) == {2: 3}
    assert undone(numbered(CONFIRM, undo(1), undo(2), undo(1))) == {2: 3, 1: 4}


@given(st.lists(st.integers(0, 9), max_size=9), st.randoms())
def test_each_decision_either_holds_or_reverses_or_is_reversed_by_one_that_holds(
    drawn: list[int], random: object
) -> None:
    made = numbered(*(undo(of % n) if n and of % n else CONFIRM for n, of in enumerate(drawn)))
    off = undone(made)
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    assert (undone(shuffled), standing(shuffled)) == (off, standing(made))
    for each in made:
        reversing = [u for u in made if u.decision.reverses == each.number and u.number not in off]
        assert bool(reversing) is (each.number in off)
    assert all(a.number < b.number for a, b in pairwise(standing(made)))


def day(of: str, value: str) -> Decision:
    return decision("date", of=of, value=value)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([day("p", "2024-10-16")], {"p": date(2024, 10, 16)}),
        ([day("p", "2024-10-16"), day("p", "2024-10-17")], {"p": date(2024, 10, 17)}),
        ([day("p", "2024-10-16"), day("p", "2024-10-17"), undo(2)], {"p": date(2024, 10, 16)}),
        ([day("p", "2024-10-16"), day("q", "2024-10-17")], {"p": date(2024, 10, 16), "q": date(2024, 10, 17)}),
        ([day("p", "2024-10-16"), undo(1)], {}),
        ([CONFIRM], {}),
    ],
)
def test_the_last_day_given_to_a_page_is_its_day(made: list[Decision], expected: dict[str, date]) -> None:
    assert dates(numbered(*made)) == expected


def test_a_decision_knows_the_pages_that_it_is_about() -> None:
    a, b = reads((0, 46)), reads((48, 99), path="b.html")
    assert decision("merge", *a, *b).pages == {a[0].citation.article, b[0].citation.article}
    assert day("p", "2024-10-16").pages == {"p"}
    assert decision("grade", of="Ann Lee", value="B").pages == frozenset()


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (decision("merge"), "merge"),
        (decision("grade", value="3"), "grade 3"),
        (decision("grade", of="Ann Lee", value="B"), "grade B of Ann Lee"),
        (day("p", "2024-10-16"), "date 2024-10-16 of p"),
        (undo(7), "undo 7"),
    ],
)
def test_a_decision_is_told_in_a_few_words(made: Decision, told: str) -> None:
    assert made.told == told


def test_a_decision_says_who_decided_and_why() -> None:
    assert decision("confirm").reason == "decided by ann: known"
    assert Decided(1, numbered(CONFIRM)[0].at, CONFIRM) in numbered(CONFIRM)
