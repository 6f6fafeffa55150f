"""In what two figures stand against each other: a table of pairs, and what holds of any pair."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from figures import figure, given, page
from hypothesis import given as drawn
from hypothesis import strategies as st

from onrecord.assess import _conflicts as conflicts
from onrecord.assess._conflicts import conflict, exceeds, is_background, is_comparable, is_named, outgrows, takes_back
from onrecord.assess._estimates import estimates
from onrecord.model import Bound, Estimate, OnRecordError


def estimate(low: float | None, who: str | None = "Ada", day: int = 1, role: str = "killed", **more: Any) -> Estimate:  # noqa: ANN401 - Quantity's
    """What one figure on one page comes to; `derived` and `flags` are the estimate's own."""
    own = {name: more.pop(name) for name in ("derived", "flags", "part_of") if name in more}
    outlet = more.pop("outlet", "Harbour Post")
    one = given(low or 0, who, day, role, **{"low": low, **more} if low is None else more)
    (found,) = estimates([replace(one, citation=replace(one.citation, outlet=outlet))])
    return replace(found, **own)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # The same day: nothing but the value differs.
        ({"low": 300}, {"low": 200, "who": "Bo"}, "value"),
        ({"low": 300}, {"low": 300, "who": "Bo"}, None),
        ({"low": 300}, {"low": 200}, None),
        # About 300 leaves room for 310, and at least 200 for 300.
        ({"low": 300, "bound": "about"}, {"low": 310, "who": "Bo"}, None),
        ({"low": 300, "bound": "about"}, {"low": 400, "who": "Bo"}, "value"),
        ({"low": 200, "high": None, "bound": "at least"}, {"low": 300, "who": "Bo"}, None),
        ({"low": 200, "high": None, "bound": "at least"}, {"low": 100, "who": "Bo"}, "value"),
        ({"low": 100, "high": 400, "bound": "between"}, {"low": 300, "who": "Bo"}, None),
        # The dead become more, never fewer.
        ({"low": 200}, {"low": 300, "who": "Bo", "day": 4}, "time"),
        ({"low": 300}, {"low": 200, "who": "Bo", "day": 4}, "value"),
        # Who is missing may be found.
        ({"low": 300, "role": "missing"}, {"low": 200, "who": "Bo", "day": 4, "role": "missing"}, "time"),
        ({"low": 300, "role": "missing"}, {"low": 200, "who": "Bo", "role": "missing"}, "value"),
        # Of two days that the pages name, whenever they came out; a month holds its days.
        ({"low": 300, "when": "2025-04-02"}, {"low": 200, "who": "Bo", "when": "2025-04-09"}, "time"),
        ({"low": 300, "when": "2025-04"}, {"low": 200, "who": "Bo", "when": "2025-04-09"}, "value"),
        (
            {"low": 5, "role": "deployed", "when": "2025-04"},
            {"low": 9, "role": "deployed", "who": "Bo", "day": 9, "when": "2025-04"},
            "value",
        ),
        ({"low": 300, "when": "PAST_REF"}, {"low": 200, "who": "Bo", "when": "2025-04-09"}, "value"),
        # A part is less than its whole, or it is none; of two parts nothing can be told.
        ({"low": 300, "scope": "part"}, {"low": 400, "who": "Bo"}, None),
        ({"low": 500, "scope": "part"}, {"low": 400, "who": "Bo"}, "scope"),
        ({"low": 500, "part_of": "x"}, {"low": 400, "who": "Bo"}, "scope"),
        ({"low": 500, "scope": "part"}, {"low": 400, "who": "Bo", "scope": "part"}, None),
        # The whole may count the missing too.
        (
            {"low": 300, "role": "killed and wounded", "derived": True},
            {"low": 400, "who": "Bo", "role": "casualties"},
            "definition",
        ),
        ({"low": 300, "derived": True}, {"low": 400, "who": "Bo", "derived": True}, None),
        # One wire story in two outlets' own voices is one voice; two speakers of one story are two.
        ({"low": 300, "who": None, "origin": "Wire"}, {"low": 200, "who": None, "outlet": "B", "origin": "Wire"}, None),
        ({"low": 300, "who": None}, {"low": 200, "who": None, "outlet": "B", "origin": "B"}, "value"),
        ({"low": 300, "origin": "Wire"}, {"low": 200, "who": "Bo", "origin": "Wire"}, "value"),
    ],
)
def test_two_answers_differ_in(a: dict[str, Any], b: dict[str, Any], expected: str | None) -> None:
    one, other = estimate(**a), estimate(**b)
    assert conflict(one, other) == expected
    assert conflict(other, one) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"day": 0}, False),
        ({"scope": "earlier"}, False),
        ({"factuality": "CT-"}, False),
        ({"factuality": "PS+"}, True),
        ({"low": 0, "factuality": "CT-"}, True),
        ({"low": float("inf"), "high": None}, False),
        ({"low": 4, "role": None}, False),
        ({"low": 1}, False),
        ({"low": 1, "high": None, "bound": "at least"}, True),
        ({"low": 4, "kind": "money"}, False),
        ({"low": 4, "counted": None}, False),
        ({"low": 4, "counted": "other soldiers"}, False),
    ],
)
def test_what_is_compared_is_a_number_that_somebody_gives(fields: dict[str, Any], *, expected: bool) -> None:
    assert is_comparable(estimate(**{"low": 300, **fields})) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("At Ostvik 12 soldiers were killed.", True),
        ("12 were killed.", True),
        ("More than 12 were killed.", True),
        ("Ada buried the 12 soldiers.", False),
        ("The first 12 who fell were young.", False),
        ("Another 12 were killed.", False),
        ("12 others were killed.", False),
        ("12 more were killed.", False),
        ("He shot the other 12 there.", False),
    ],
)
def test_a_number_that_refers_to_those_told_of_or_counts_beside_them_is_not_compared(
    words: str, *, expected: bool
) -> None:
    number = "More than 12" if words.startswith("More") else "12"
    (found,) = estimates([figure(page(words), number, 12, counted="soldiers")])
    assert is_comparable(found) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"whose": "Norland"}, True),
        ({"counted": "North Korean soldiers"}, True),
        ({"counted": "Soldiers"}, False),
        ({"where": "Ostvik"}, False),
    ],
)
def test_whose_they_are_is_named_by_the_noun_or_beside_it(fields: dict[str, Any], *, expected: bool) -> None:
    assert is_named(estimate(12, **fields)) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2012", True), ("2025-02", True), ("2025-03", False), ("2025-03-30", True), ("2025-04-20", False), (None, False)],
)
def test_what_happened_more_than_a_month_before_its_page_is_background(when: str | None, *, expected: bool) -> None:
    assert is_background(estimate(12, when=when)) is expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ({"low": 600}, {"low": 500, "who": "Bo"}, True),
        ({"low": 400}, {"low": 500, "who": "Bo"}, False),
        ({"low": 600, "day": 5}, {"low": 500, "who": "Bo"}, False),
        ({"low": 600}, {"low": 500, "who": "Bo", "day": 5}, True),
        ({"low": 600}, {"low": 500}, False),
        ({"low": 600}, {"low": 500, "who": "Bo", "derived": True}, False),
    ],
)
def test_a_part_that_is_more_than_the_whole_was_no_later(
    part: dict[str, Any], whole: dict[str, Any], *, expected: bool
) -> None:
    assert outgrows(estimate(**part), estimate(**{"role": "casualties", **whole})) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The ministry corrected its count: 12 were killed.", True),
        ("The toll was revised down to 12.", True),
        ("Revised  DOWNWARD, the toll is 12.", True),
        ("It had given 15 in error.", True),
        ("The toll was revised to 12.", False),
        ("The guards are errorless and in terror.", False),
        ("Twelve were killed at a correctional centre.", False),
        ("", False),
    ],
)
def test_a_page_takes_a_figure_back_only_where_it_says_so(words: str, *, expected: bool) -> None:
    assert takes_back(words) is expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("grows = [", "x.toml: not TOML"),
        ('takes_back = ["a"]', "x.toml: grows: must be a list"),
        ('grows = ["a"]\ntakes_back = []', "x.toml: takes_back: must be a list"),
        ('grows = ["a", 3]', "x.toml: grows: must be a list"),
        ('grows = ["..."]', "x.toml: grows: must be a list"),
        ('grows = ["a"]\ntakes_back = ["a"]\nrefers = "the"\nbeside = ["a"]', "x.toml: refers: must be a list"),
    ],
)
def test_a_table_at_fault_is_named_with_its_entry(text: str, complaint: str) -> None:
    with pytest.raises(OnRecordError, match=complaint):
        conflicts.load(text, "x.toml")


BOUNDS = st.sampled_from(("exactly", "about", "at least", "up to"))
NUMBERS = st.none() | st.floats(allow_nan=True, allow_infinity=True)


@drawn(a=st.tuples(NUMBERS, NUMBERS, BOUNDS), b=st.tuples(NUMBERS, NUMBERS, BOUNDS))
def test_no_two_intervals_exceed_each_other_and_none_itself(
    a: tuple[float | None, float | None, Bound], b: tuple[float | None, float | None, Bound]
) -> None:
    made = estimate(1)
    one, other = (replace(made, low=low, high=high, bound=bound) for low, high, bound in (a, b))
    if all(e.low is None or e.high is None or e.low <= e.high for e in (one, other)):
        assert not (exceeds(one, other) and exceeds(other, one))
        assert not exceeds(one, one)
