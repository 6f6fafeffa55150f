"""Who may be who among persons told of one by one."""

from __future__ import annotations

import pytest
from figures import figure, page
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._persons import Person, distinct, elsewhere, person, same


def told(words: str, head: str = "person") -> Person:
    return person(figure(page(f"{words} died."), words, 1, wording=words.lower(), counted=words, head=head))


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (told("Ann Lee, 22"), told("Lee"), True),
        (told("Ann Lee, 22"), told("Bo Lee, 31"), False),
        (told("Ann Lee"), told("Ann Mary Lee"), True),
        (told("Ann Lee, 22"), told("a 22-year-old woman", "woman"), True),
        (told("Ann Lee, 22"), told("a 31-year-old woman", "woman"), False),
        (told("a man", "man"), told("a woman", "woman"), False),
        (told("a man", "man"), told("the victim", "victim"), True),
        (told("a boy", "boy"), told("a man", "man"), False),
        (told("a 9-year-old boy", "boy"), told("a 9-year-old girl", "girl"), False),
        (told("the gunman", "gunman"), told("a man", "man"), False),
        (told("a 3-month-old girl", "girl"), told("a girl", "girl"), True),
    ],
)
def test_two_are_one_unless_something_tells_them_apart(one: Person, other: Person, *, may_be: bool) -> None:
    assert same(one, other) is may_be
    assert same(other, one) is may_be


def test_the_vaguer_are_counted_with_those_told_fully() -> None:
    people = [told("a man", "man"), told("Al Fox, 40"), told("a 40-year-old man", "man"), told("Ann Lee, 22")]
    assert len(distinct(people)) == 2


PEOPLE = [
    told(words, head)
    for words, head in (
        ("Ann Lee, 22", "person"),
        ("Lee", "person"),
        ("Bo Marsh, 31", "person"),
        ("a man", "man"),
        ("a woman", "woman"),
        ("a 9-year-old girl", "girl"),
        ("the gunman", "gunman"),
        ("the victim", "victim"),
    )
]


@given(st.lists(st.sampled_from(PEOPLE)), st.randoms())
def test_the_order_of_telling_changes_nothing(people: list[Person], chance: object) -> None:
    other = list(people)
    chance.shuffle(other)  # type: ignore[attr-defined]  # a random.Random
    assert distinct(other) == distinct(people)
    assert distinct([*people, *other]) == distinct(people)


@given(st.lists(st.sampled_from(PEOPLE)))
def test_nobody_shares_a_group_with_another_than_may_be_the_same(people: list[Person]) -> None:
    groups = distinct(people)
    assert {p for group in groups for p in group} == set(people)
    assert all(same(a, b) for group in groups for a in group for b in group)


@pytest.mark.parametrize(
    ("sentence", "is_elsewhere"),
    [
        ("In 2012, 26 people were killed at a school.", True),
        ("It is the third shooting so far this year.", True),
        ("Three separate shootings left five hurt.", True),
        ("Two shootings left five hurt.", True),
        ("The shooting left five hurt.", False),
        ("He was born in 19 hours.", False),
    ],
)
def test_other_events_are_told_by_their_words(sentence: str, *, is_elsewhere: bool) -> None:
    assert elsewhere(sentence) is is_elsewhere
