"""Estimates: who gave them, what revises what, what is part of what, and probable misquotes."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from figures import figure, given, page

from onrecord.assess._estimates import estimates, load, spoken_by, sums, table
from onrecord.assess._questions import answered
from onrecord.model import NOBODY, Figure, OnRecordError, Span


@pytest.mark.parametrize(
    ("series", "revised"),
    [
        ([("Ada", 300, 1), ("Ada", 400, 2)], {400: 300}),
        ([("Ada", 300, 1), ("Ada", 400, 2), ("Ada", 500, 3)], {400: 300, 500: 400}),
        ([("Ada", 300, 1), ("Ada", 300, 2)], {}),
        ([("Ada", 300, 1), ("Ada", 400, 1)], {}),
        ([("Ada", 300, 1), ("Bo", 400, 2)], {}),
        ([(None, 300, 1), (None, 400, 2)], {400: 300}),
        ([("Ada", 300, 0), ("Ada", 400, 2)], {}),
    ],
)
def test_a_later_other_figure_of_one_speaker_revises_the_one_before(
    series: list[tuple[str | None, float, int]], revised: dict[float, float]
) -> None:
    for order in permutations([given(low, who, day) for who, low, day in series]):
        found = estimates(order)
        by_id = {e.id: e.low for e in found}
        assert {e.low: by_id[e.revises] for e in found if e.revises} == revised


def test_what_its_own_page_calls_earlier_revises_nothing() -> None:
    assert not [e for e in estimates([given(1), given(2, day=2, scope="earlier")]) if e.revises]


def test_the_oldest_page_comes_first_and_undated_pages_last() -> None:
    assert [e.low for e in estimates([given(3, day=0), given(2, day=2), given(1, day=1)])] == [1, 2, 3]


def test_an_outlet_that_speaks_for_itself_is_the_body_it_quotes() -> None:
    own = figure(page("It counts 3.", outlet="The Desk"), "3", 3)
    assert spoken_by(own) == spoken_by(given(3, "the desk"))


def test_what_nobody_named_gave_is_neither_the_outlets_nor_revised_nor_added_up() -> None:
    one, later = (replace(given(n, day=n), speaker=NOBODY) for n in (1, 2))
    assert spoken_by(one) == spoken_by(later) != spoken_by(replace(one, speaker=None))
    assert not [e for e in estimates([one, later]) if e.revises]
    killed, wounded = (replace(f, speaker=NOBODY) for f in (given(1, role="killed"), given(2, role="wounded")))
    assert not sums([estimates([killed]), estimates([wounded])])


def among() -> list[Figure]:
    """600 killed among 4,700 casualties, as a page has it."""
    said = page("There were 600 killed among 4,700 casualties, it says.", "right")
    whole = figure(said, "4,700", 4700, "casualties", counted="casualties")
    return [figure(said, "600", 600, part_of=whole.quantity.span), whole]


def copied(second: str = "wounded", low: float = 4700) -> list[Figure]:
    """The same numbers as if one did not include the other."""
    said = page(f"There were 600 killed and {low:,g} hurt, another says.", "wrong", day=2, outlet="Echo")
    return [figure(said, "600", 600), figure(said, f"{low:,g}", low, second)]


def test_a_part_knows_its_whole() -> None:
    found = {e.low: e for q in answered(among()) for e in q.estimates}
    assert found[600].part_of == found[4700].id
    assert found[4700].part_of is None


def test_a_part_is_no_answer_of_the_question() -> None:
    (killed,) = (q for q in answered(among()) if q.role == "killed")
    assert killed.answer is None


def test_a_copy_that_makes_a_rival_of_the_whole_is_flagged_with_both_wordings() -> None:
    for order in permutations([*among(), *copied()]):
        (flagged,) = (e for q in answered(order) for e in q.estimates if e.flags)
        assert (flagged.low, flagged.definition) == (4700, "wounded")
        assert "600 killed and 4,700 hurt" in flagged.flags[0]
        assert "600 killed among 4,700 casualties" in flagged.flags[0]


@pytest.mark.parametrize("other", [copied("casualties"), copied(low=4800), copied()[1:]])
def test_nothing_is_flagged_where_the_meaning_or_the_numbers_are_not_those(other: list[Figure]) -> None:
    assert not [e for q in answered([*among(), *other]) for e in q.estimates if e.flags]


def test_a_part_of_nothing_on_the_page_is_part_of_nothing() -> None:
    (found,) = answered([given(3, part_of=Span(90, 95))])
    assert found.estimates[0].part_of is None


def test_the_packaged_table_says_what_is_a_whole_and_words_every_weight() -> None:
    assert table().definitions["casualties"][:2] == ["killed", "wounded"]
    assert table().weights.keys() <= table().reasons.keys()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[", "not TOML"),
        ("", "[definitions] is missing"),
        ("[definitions]\ncasualties = 3\n[weights]\n[reasons]", "[definitions] casualties: must be a list"),
        ("[definitions]\n[weights]\nnamed = 'x'\n[reasons]", "[weights] named: must be a float"),
        ("[definitions]\n[weights]\n[reasons]\nnamed = 1", "[reasons] named: must be a str"),
        ("[definitions]\n[weights]\n[reasons]", "[definitions] sum: must be a text"),
    ],
)
def test_a_table_that_is_not_what_it_should_be_is_named(text: str, fault: str) -> None:
    with pytest.raises(OnRecordError, match=r"made\.toml") as raised:
        load(text, "made.toml")
    assert fault in str(raised.value)
