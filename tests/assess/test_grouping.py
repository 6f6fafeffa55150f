"""Groups from likenesses: average linkage with a veto, in whatever order things come."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.assess._grouping import components, groups

if TYPE_CHECKING:
    import random

Likeness = dict[tuple[str, str], float]
NAMES = [f"n{n}" for n in range(9)]
PAIRS = list(combinations(NAMES, 2))
LIKENESS = st.dictionaries(st.sampled_from(PAIRS), st.floats(0.01, 1.0), max_size=len(PAIRS))


def clique(names: list[str], value: float) -> Likeness:
    return dict.fromkeys(combinations(sorted(names), 2), value)


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        ({}, [["a"], ["b"], ["c"]]),
        ({("a", "b"): 0.5}, [["a", "b"], ["c"]]),
        ({("a", "b"): 0.1}, [["a"], ["b"], ["c"]]),
        ({("a", "b"): 0.12}, [["a", "b"], ["c"]]),
        ({("a", "b"): 0.9, ("b", "c"): 0.9}, [["a", "b"], ["c"]]),
        ({("a", "b"): 0.8, ("b", "c"): 0.9}, [["a"], ["b", "c"]]),
        ({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.01}, [["a", "b", "c"]]),
        ({("a", "b"): 0.9, ("b", "c"): 0.2, ("a", "c"): 0.01}, [["a", "b"], ["c"]]),
    ],
)
def test_groups_are_joined_by_the_mean_and_never_where_a_pair_shares_nothing(
    likeness: Likeness, expected: list[list[str]]
) -> None:
    assert groups("abc", likeness, 0.12) == tuple(map(tuple, expected))


@given(LIKENESS, st.randoms(use_true_random=False))
def test_the_order_of_names_and_likenesses_changes_nothing(likeness: Likeness, chance: random.Random) -> None:
    names, rows = list(NAMES), list(likeness.items())
    chance.shuffle(names)
    chance.shuffle(rows)
    assert groups(names, dict(rows), 0.12, distinct=0.65) == groups(NAMES, likeness, 0.12, distinct=0.65)


@given(LIKENESS)
def test_everybody_is_in_one_group_and_no_group_holds_a_pair_that_shares_nothing(likeness: Likeness) -> None:
    found = groups(NAMES, likeness, 0.12, least=0.05)
    assert sorted(name for group in found for name in group) == NAMES
    assert all(likeness.get(pair, 0) > 0.05 for group in found for pair in combinations(group, 2))


@given(LIKENESS)
def test_what_could_be_joined_is_joined(likeness: Likeness) -> None:
    found = groups(NAMES, likeness, 0.12)
    for one, other in combinations(found, 2):
        across = [likeness.get((min(a, b), max(a, b)), 0.0) for a in one for b in other]
        assert min(across) == 0 or sum(across) / len(across) < 0.12 + 1e-9


@given(st.integers(3, 9), st.floats(0.13, 1.0))
def test_no_chain_of_alike_neighbours_puts_its_ends_together(length: int, value: float) -> None:
    names = [f"n{n}" for n in range(length)]
    chain = dict.fromkeys(pairwise(names), value)
    assert all(len(group) <= 2 for group in groups(names, chain, 0.12))


@settings(max_examples=50)
@given(st.integers(2, 6), st.integers(2, 6), st.floats(0.3, 1.0), st.randoms(use_true_random=False))
def test_a_bridge_between_two_stories_leaves_them_apart(
    one: int, other: int, value: float, chance: random.Random
) -> None:
    left, right = [f"a{n}" for n in range(one)], [f"b{n}" for n in range(other)]
    bridged = {(name, "z"): value for name in (*left, *right)}
    likeness = clique(left, value) | clique(right, value) | bridged
    names = [*left, *right, "z"]
    chance.shuffle(names)
    found = groups(names, likeness, 0.12)
    assert not any({name[0] for name in group} >= {"a", "b"} for group in found)
    assert len(found) == 2


@pytest.mark.parametrize(("across", "count"), [(0.2, 2), (0.24, 2), (0.3, 1)])
def test_two_large_groups_that_are_closer_within_than_across_are_two(across: float, count: int) -> None:
    left, right = [f"a{n}" for n in range(4)], [f"b{n}" for n in range(4)]
    likeness = clique(left, 0.4) | clique(right, 0.5) | {(a, b): across for a in left for b in right}
    assert len(groups([*left, *right], likeness, 0.18, distinct=0.65)) == count
    assert len(groups([*left, *right], likeness, 0.18)) == 1


def test_small_groups_have_no_measure_of_their_own() -> None:
    left, right = ["a0", "a1", "a2"], ["b0", "b1", "b2"]
    likeness = clique(left, 0.9) | clique(right, 0.9) | {(a, b): 0.2 for a in left for b in right}
    assert len(groups([*left, *right], likeness, 0.18, distinct=0.65)) == 1


def test_likenesses_of_strangers_are_left_out() -> None:
    assert groups(["a", "b"], {("a", "z"): 1.0, ("b", "z"): 1.0}, 0.1) == (("a",), ("b",))


def test_many_pages_of_one_story_are_one_group() -> None:
    names = [f"n{n:03}" for n in range(120)]
    assert groups(names, clique(names, 0.8), 0.12) == (tuple(names),)


def test_parts_are_what_chains_tie() -> None:
    alike = {"d": {}, "c": {"b": 1.0}, "a": {"b": 1.0}, "b": {"a": 1.0, "c": 1.0}}
    assert components(alike) == [["a", "b", "c"], ["d"]]
