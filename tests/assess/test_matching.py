"""When two wordings state the same; what forbids it whatever else they share."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._matching import SAME, contradict, likeness
from onrecord.assess._wording import Wording, is_first_person, names_days, wording
from onrecord.text import fold

MONDAY = date(2024, 10, 14)
TUESDAY = date(2024, 10, 15)


def of(words: str, speaker: str | None = None, published: date | None = None) -> Wording:
    """As `_linking` takes it apart: speaker and date only where the words need them."""
    folded = fold(words)
    tokens = folded.split()
    return wording(folded, speaker if is_first_person(tokens) else None, published if names_days(tokens) else None)


SENT = "the northern ministry sent twelve convoys of artillery shells across the border by night"


@pytest.mark.parametrize(
    "other",
    [
        "The northern ministry sent 12 convoys of artillery shells across the border by night.",
        "a dozen convoys of artillery shells were sent across the border at night by the northern ministry",
        "the northern ministry had been sending twelve convoys of artillery shells across the border by night",
        "the northern ministry sent twelve convoys of artillery shells across the border",
        "twelve convoys of artillery shells, sent by the northern ministry, crossed the border by night",
    ],
)
def test_the_same_put_otherwise_is_the_same(other: str) -> None:
    assert likeness(of(SENT), of(other)) >= SAME


@pytest.mark.parametrize(
    "other",
    [
        "the northern ministry sent thirteen convoys of artillery shells across the border by night",
        "the northern ministry sent at least twelve convoys of artillery shells across the border by night",
        "the northern ministry sent up to twelve convoys of artillery shells across the border by night",
        "the northern ministry sent twelve thousand convoys of artillery shells across the border by night",
        "the northern ministry sent twelve convoys of shells across the border by night and 30 by day",
        "the northern ministry never sent twelve convoys of artillery shells across the border by night",
        "the northern ministry didn’t send twelve convoys of artillery shells across the border by night",
        "the northern ministry refused to send twelve convoys of artillery shells across the border by night",
        "the northern ministry may have sent twelve convoys of artillery shells across the border by night",
        "the northern ministry was asked about the harvest, the price of rice and the late trains of the border",
        "Trump sent twelve convoys of rice",
    ],
)
def test_another_number_a_negation_a_doubt_or_other_words_are_not_the_same(other: str) -> None:
    assert likeness(of(SENT), of(other)) < SAME


def test_another_actor_is_not_the_same() -> None:
    said = "{} has ordered the immediate withdrawal of all remaining troops from the occupied valley"
    assert likeness(of(said.format("Putin")), of(said.format("Trump"))) == 0
    assert likeness(of(said.format("Mr. Putin")), of(said.format("President Putin"))) >= SAME


@pytest.mark.parametrize(
    ("said", "one", "other"),
    [
        ("the talks on a ceasefire in the valley have {}", "collapsed", "resumed"),
        ("the high court will {} the case of the former treasurer next month", "hear", "dismiss"),
        ("{} announced that the northern ports will stay shut until spring", "Oslo", "Helsinki"),
        ("the ministry has sent {} to the flooded valley by train", "blankets", "artillery"),
    ],
)
def test_another_word_in_the_same_place_is_another_statement(said: str, one: str, other: str) -> None:
    a, b = of(said.format(one)), of(said.format(other))
    assert 0 <= likeness(a, b) < SAME <= likeness(a, a)


LONG = (
    "the union said after a night of talks in the harbour office that drivers, cleaners and crane operators will go "
    "back to work at the northern docks once the {} wages of last winter have been paid in full"
)


@pytest.mark.parametrize(
    ("said", "one", "other"),
    [
        ("the company will {} the old cable cars above the lake next spring", "replace", "replacing"),
        ("the ferries to the island stop {}", "yesterday", "today"),
        ("mayor {} will rebuild the old harbour bridge", "Orvolsky", "Orvolski"),
        (LONG, "unpaid", "outstanding"),
        ("the {} of two battalions to the northern valley began before dawn", "deployment", "deploying"),
        ("the stockholders {} a long dispute over the shut factory in the valley", "carried on", "conducted"),
    ],
)
def test_a_form_of_the_word_another_for_the_same_the_day_and_one_of_many_are_not(
    said: str, one: str, other: str
) -> None:
    a, b = (of(said.format(word), published=MONDAY) for word in (one, other))
    assert likeness(a, b) >= SAME


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("on Monday", MONDAY), ("on Tuesday", MONDAY), False),
        (("on Monday", MONDAY), ("today", MONDAY), True),
        (("on Monday", MONDAY), ("on Monday", TUESDAY), True),
        (("on Monday", MONDAY), ("on Monday", date(2024, 11, 20)), False),
        (("yesterday", TUESDAY), ("on Monday", TUESDAY), True),
        (("on October 14", None), ("on Oct. 14", MONDAY), True),
        (("on October 14, 2024", MONDAY), ("on October 14, 2023", MONDAY), False),
        (("on Oct. 14", MONDAY), ("on Oct. 21", MONDAY), False),
        (("in 2021", None), ("in 2022", None), False),
        (("on Monday", None), ("on Tuesday", None), True),
        (("on Monday", MONDAY), ("", None), True),
        (("on January 1", date(2024, 1, 2)), ("on Monday", date(2024, 1, 2)), True),
        (("tomorrow", date.max), ("yesterday", date.min), True),
    ],
)
def test_days_are_compared_as_days_of_the_calendar(
    one: tuple[str, date | None],
    other: tuple[str, date | None],
    same: bool,  # noqa: FBT001 - a column
) -> None:
    said = "the flooded bridge over the river was closed to all traffic {}"
    a, b = (of(said.format(when), published=published) for when, published in (one, other))
    assert (not contradict(a, b)) is same


def test_the_first_person_is_of_one_speaker_where_both_are_known() -> None:
    said = "we will rebuild the ruined harbour before the winter storms arrive"
    ann, bo, nobody = (of(said, speaker) for speaker in ("lee", "kim", None))
    assert contradict(ann, bo)
    assert likeness(ann, nobody) >= SAME
    assert likeness(ann, ann) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("same-sex marriage in the state", "he opposes same-sex marriage"),
        ("a request for comment", "another request for comment"),
    ],
)
def test_a_bare_topic_is_no_proposition(one: str, other: str) -> None:
    assert likeness(of(one), of(other)) < SAME


def test_what_says_as_much_again_beside_it_is_another() -> None:
    more = (
        f"{SENT}, while the southern parliament debated a budget for hospitals, schools, railways and pensions, and "
        "the eastern ports went on strike over unpaid summer wages"
    )
    assert likeness(of(SENT), of(more)) < SAME


VOCABULARY = (  # noqa: SIM905 -- as a list it takes thirty lines
    "the ministry sent twelve convoys of shells across border by night not may on monday 14 october putin trump "
    "harvest rice bridge closed we they said thousand at least 300 2019"
).split()
made = st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join)
dates = st.none() | st.dates(date(2024, 10, 1), date(2024, 10, 31))


@given(made, made, dates, dates)
def test_likeness_is_the_same_either_way_round(one: str, other: str, day: date | None, then: date | None) -> None:
    a, b = of(one, "lee", day), of(other, "kim", then)
    assert likeness(a, b) == likeness(b, a)
    assert contradict(a, b) is contradict(b, a)


@given(made, dates)
def test_no_wording_contradicts_itself(words: str, day: date | None) -> None:
    assert not contradict(of(words, "lee", day), of(words, "lee", day))


@given(st.text(max_size=200), dates)
def test_no_text_is_too_odd_to_be_taken_apart(words: str, day: date | None) -> None:
    assert 0 <= likeness(of(words, "lee", day), of(words, "lee", day)) <= 1.5 + 1e-9
