"""What pages did to figures: revised, contradicted, corrected; dated by the page that did it, and silent elsewhere."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from figures import figure, given, page
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from making import minute

from onrecord.assess._moves import moves
from onrecord.assess._questions import answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from onrecord.model import Article, Change, Figure


def moments(figures: Sequence[Figure]) -> dict[str, datetime]:
    """Each page a minute after the one before, in the order of the figures."""
    pages = list(dict.fromkeys(f.citation.article for f in figures))
    return {page: minute(n) for n, page in enumerate(pages)}


def moved(*figures: Figure, articles: Sequence[Article] | None = None) -> tuple[Change, ...]:
    return moves(answered(figures), moments(figures), articles)


def told(changes: Sequence[Change]) -> list[tuple[object, ...]]:
    """Without ids: when, what, in what way, from what, to what."""
    return [
        (c.at, c.kind, c.because[0].removeprefix("by ") if c.kind == "contradiction" else "", c.before, c.after)
        for c in changes
    ]


def test_another_figure_by_the_same_speaker_revises_the_first_when_its_page_is_recorded() -> None:
    first, later = given(100, day=1), given(300, day=5)
    before, after = "100 (Ada, 2025-05-01)", "300 (Ada, 2025-05-05)"
    expected = [(minute(1), "estimate revised", "", before, after)]
    assert told(moved(first, later)) == expected
    # The older page may come later: then it is that page which lets us see it.
    assert told(moved(later, first)) == expected


def test_a_change_cites_the_estimate_that_came_and_then_those_that_it_moved() -> None:
    figures = given(100, day=1), given(300, day=5), given(200, "Bo", day=5)
    (question,) = answered(figures)
    ids = {e.first.quantity.low: e.id for e in question.estimates}
    found = {c.kind: c for c in moved(*figures)}
    assert found["estimate revised"].claim == ids[300]
    assert found["estimate revised"].because == (ids[300], ids[100])
    assert found["contradiction"].claim == ids[200]
    assert found["contradiction"].because == ("by value", ids[200], ids[300])


def test_who_gives_the_same_figure_again_changes_nothing() -> None:
    assert moved(given(300), given(300, day=4), given(300, "Bo", day=5)) == ()


def test_rivals_stand_against_each_other_once_however_often_they_are_repeated() -> None:
    figures = [given(300), given(200, "Bo"), given(300, "Cy"), given(200, "Di", day=2), given(300, day=9)]
    assert told(moved(*figures)) == [
        (minute(1), "contradiction", "value", "300 (Ada, 2025-05-01)", "200 (Bo, 2025-05-01)")
    ]


def test_the_same_value_by_two_speakers_contradicts_the_first_even_where_one_of_them_gave_both() -> None:
    found = moved(given(300, "Ada"), given(200, "Ada", day=1, origin="x"), given(200, "Bo"))
    assert told(found) == [(minute(2), "contradiction", "value", "300 (Ada, 2025-05-01)", "200 (Bo, 2025-05-01)")]


def test_a_figure_is_told_against_all_its_rivals_at_once() -> None:
    *_, last = moved(*(given(100 * n, f"Speaker {n}") for n in range(1, 7)))
    rivals = [f"{100 * n} (Speaker {n}, 2025-05-01)" for n in range(1, 4)]
    assert (last.before, last.after) == ("; ".join([*rivals, "2 more"]), "600 (Speaker 6, 2025-05-01)")
    assert len(last.because) == 7


def test_what_its_speaker_revised_is_no_rival_any_more_not_even_in_another_mouth() -> None:
    revised = given(100, day=1), given(300, day=3)
    assert [c.kind for c in moved(*revised, given(300, "Bo", day=4))] == ["estimate revised"]
    assert [c.kind for c in moved(*revised, given(100, "Bo", day=4))] == ["estimate revised"]
    (value,) = (c for c in moved(*revised, given(250, "Bo", day=4)) if c.kind == "contradiction")
    assert value.before == "300 (Ada, 2025-05-03)"


def test_a_later_figure_that_goes_on_from_an_earlier_one_is_told_as_of_another_time() -> None:
    assert told(moved(given(100), given(300, "Bo", day=3))) == [
        (minute(1), "contradiction", "time", "100 (Ada, 2025-05-01)", "300 (Bo, 2025-05-03)")
    ]


def test_casualties_and_a_sum_of_killed_and_wounded_differ_by_definition() -> None:
    told_ = page("Ada: 300 were killed and 500 wounded.", day=1)
    beside = [figure(told_, "300", 300, who="Ada"), figure(told_, "500", 500, "wounded", who="Ada")]
    whole = given(1000, "Bo", role="casualties", counted="casualties")
    (found,) = moved(*beside, whole)
    assert found.because[0] == "by definition"
    assert found.before == "800 killed and wounded as a sum (Ada, 2025-05-01)"
    assert found.after == "1000 casualties (Bo, 2025-05-01)"


@pytest.mark.parametrize(
    ("killed", "day", "whose", "count"),
    [(600, 1, None, 1), (400, 1, None, 0), (600, 9, None, 0), (600, 1, "Norland", 0)],
)
def test_more_killed_than_casualties_differ_by_definition(killed: int, day: int, whose: str | None, count: int) -> None:
    whole = given(500, "Bo", 5, "casualties", counted="casualties", head="casualty", whose="Sudland")
    found = moved(whole, given(killed, day=day, head="soldier", whose=whose))
    assert [c.because[0] for c in found] == ["by definition"] * count
    assert [c.before for c in found] == ["500 casualties (Bo, 2025-05-05)"] * count


@pytest.mark.parametrize(("within", "count"), [(600, 1), (400, 0)])
def test_more_in_a_period_than_in_all_differ_by_scope(within: int, count: int) -> None:
    found = moved(given(500, "Bo", head="soldier"), given(within, scope="period", head="soldier"))
    assert [(c.because[0], c.before, c.after) for c in found] == [
        ("by scope", "500 in all (Bo, 2025-05-01)", f"{within} within a period (Ada, 2025-05-01)")
    ] * count


def test_rates_and_rises_are_no_parts_of_a_total() -> None:
    assert moved(given(500, "Bo", head="soldier"), given(600, scope="period", per="day", head="soldier")) == ()
    assert moved(given(500, "Bo", head="soldier"), given(600, scope="period", change="up", head="soldier")) == ()


def test_a_probable_misquote_is_told_with_both_wordings() -> None:
    right = page("600 killed among 4,700 casualties, Ada said.", "right")
    whole = figure(right, "4,700", 4700, "casualties", counted="casualties", who="Ada")
    part = figure(right, "600", 600, who="Ada", part_of=whole.quantity.span)
    wrong = page("600 killed and 4,700 injured in all.", "wrong", 2)
    copied = [figure(wrong, "600", 600), figure(wrong, "4,700", 4700, "wounded")]
    elsewhere = page("30 killed among 90 casualties, Ada said.", "elsewhere", 3)
    more = figure(elsewhere, "90", 90, "casualties", counted="casualties", who="Ada")
    others = [figure(elsewhere, "30", 30, who="Ada", part_of=more.quantity.span), more]
    for order in ([part, whole, *copied, *others], [*copied, part, whole, *others]):
        (found,) = (c for c in moved(*order) if c.because[0] == "by misquote")
        assert found.at == minute(1)
        assert (found.before, found.after) == (f"“{right.text}”", f"“{wrong.text}”")
        assert len(found.because) == 3


def test_a_page_that_says_that_a_figure_was_wrong_corrects_it() -> None:
    wrong = page("Fifteen were killed, Ada said.", "first")
    right = page("Ada corrected the toll: 12 were killed.", "second", 2)
    figures = figure(wrong, "Fifteen", 15, who="Ada"), figure(right, "12", 12, who="Ada")
    assert told(moved(*figures)) == [(minute(1), "correction", "", "Fifteen (Ada, 2025-05-01)", "12 (Ada, 2025-05-02)")]
    # Who says so afterwards corrects nothing that was not corrected by then.
    plain = figure(page("There were 12 killed, Ada said.", "third", 2), "12", 12, who="Ada")
    assert [c.kind for c in moved(figures[0], plain, figures[1])] == ["estimate revised"]


@pytest.mark.parametrize(
    ("role", "before", "after", "kind"),
    [("killed", 15, 12, "correction"), ("killed", 12, 15, "estimate revised"), ("missing", 12, 15, "correction")],
)
def test_a_later_version_of_a_page_corrects_what_it_gives_another_figure_for(
    role: str, before: int, after: int, kind: str
) -> None:
    figures = [versions(n, before if n == "old" else after, role) for n in ("old", "new")]
    assert [(c.at, c.kind) for c in moved(*figures)] == [(minute(1), kind)]
    # Versions come one after the other: what was recorded last is the last.
    (back,) = moved(*reversed(figures))
    assert back.before == f"{after} (Harbour Post, 2025-05-01)"


def versions(name: str, low: float, role: str = "killed", day: int = 1) -> Figure:
    of = page(f"There were {low:g} of them.", name, day)
    return figure(replace(of, url="https://harbour.example/toll"), f"{low:g}", low, role)


def test_a_version_of_a_page_with_the_same_figure_or_with_several_says_nothing() -> None:
    assert moved(versions("old", 15), versions("new", 15)) == ()
    of = replace(page("Of 12 there, or 15, or 20.", "new"), url="https://harbour.example/toll")
    several = [figure(of, str(n), n, "missing") for n in (12, 20)]
    assert moved(versions("old", 15, "missing"), *several) == ()
    # It still has the figure that it had.
    assert moved(versions("old", 15), *(figure(of, str(n), n) for n in (15, 20))) == ()


def test_of_a_toll_only_the_most_that_a_voice_gives_on_a_page_is_set_against_others() -> None:
    of = page("There were 15 killed, 6 of a crew and 9 in the yard.", "yard", outlet="Yard News")
    parts = [figure(of, str(n), n) for n in (15, 6, 9)]
    assert [c.before for c in moved(*parts, given(12))] == ["15 (Yard News, 2025-05-01)"]
    assert moved(*parts, given(15)) == ()
    missing = [figure(of, str(n), n, "missing") for n in (15, 6)]
    (both,) = moved(*missing, given(12, role="missing"))
    assert len(both.because) == 4


def test_a_version_of_another_day_is_one_change_and_not_two() -> None:
    assert [c.kind for c in moved(versions("old", 15), versions("new", 12, day=2))] == ["correction"]


ALIKE = "The harbour of Ostvik burned at night. The crane fell on the quay, and the ferry sank beside the old mill."
OTHER = "In Tarnau a bus left the icy road. The driver had slept; the school was closed, and children wept at church."


def test_what_nobody_names_is_compared_only_within_one_event() -> None:
    texts = [f"{ALIKE} It killed 12 men.", f"{ALIKE} It killed 15 men.", f"{OTHER} It killed 20 men."]
    pages = [page(text, f"{n}", outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    figures = [
        figure(of, words, float(words), counted="men") for of, words in zip(pages, ("12", "15", "20"), strict=True)
    ]
    (found,) = moved(*figures, articles=pages)
    assert (found.before, found.after) == ("12 (Outlet 0, 2025-05-01)", "15 (Outlet 1, 2025-05-01)")
    assert len(moved(*figures)) == 2
    named = [replace(f, quantity=replace(f.quantity, whose="Norland")) for f in figures]
    assert len(moved(*named, articles=pages)) == 2


@pytest.mark.parametrize(("other", "count"), [(ALIKE, 1), (OTHER, 0)])
def test_a_misquote_is_one_only_where_both_tell_of_one_event(other: str, count: int) -> None:
    right, wrong = (
        page(f"{ALIKE} It killed 60 of 110 victims.", "right"),
        page(f"{other} It killed 60 and hurt 110.", "wrong"),
    )
    whole = figure(right, "110", 110, "casualties", counted="victims")
    part = figure(right, "60", 60, part_of=whole.quantity.span)
    copied = [figure(wrong, "60", 60, origin="x"), figure(wrong, "110", 110, "wounded")]
    copied = [replace(f, citation=replace(f.citation, outlet="Other Post")) for f in copied]
    found = moved(part, whole, *copied, articles=[right, wrong])
    assert [c.because[0] for c in found] == ["by misquote"] * count


@pytest.mark.parametrize(("counted", "count"), [("Norland guards", 1), ("guards", 0)])
def test_whose_they_are_may_be_told_by_the_noun(counted: str, count: int) -> None:
    texts = {f"{ALIKE} It killed 12 guards.": 12, f"{OTHER} It killed 15 guards.": 15}
    pages = [page(text, f"{n}", outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    figures = [figure(of, f"{n}", n, counted=counted) for of, n in zip(pages, texts.values(), strict=True)]
    assert len(moved(*figures, articles=pages)) == count


def test_what_is_named_whose_is_told_once_and_not_again_in_an_event() -> None:
    gave = [(f"{ALIKE} It killed 12 men.", 12, "A"), (f"{OTHER} It killed 15 men.", 15, "B")]
    gave += [(f"{OTHER} Then it killed 12 men.", 12, "A")]
    pages = [page(text, f"{n}", outlet=outlet) for n, (text, _, outlet) in enumerate(gave)]
    figures = [figure(of, f"{n}", n, whose="Norland") for of, (_, n, _) in zip(pages, gave, strict=True)]
    assert [c.at for c in moved(*figures, articles=pages)] == [minute(1)]


def test_numbers_below_ten_that_stand_side_by_side_twist_nothing() -> None:
    right, wrong = page("It killed 6 of 11 victims.", "right"), page("It killed 6 and hurt 11.", "wrong", outlet="B")
    whole = figure(right, "11", 11, "casualties", counted="victims")
    part = figure(right, "6", 6, part_of=whole.quantity.span)
    assert moved(part, whole, figure(wrong, "6", 6), figure(wrong, "11", 11, "wounded")) == ()


def test_what_a_page_tells_of_long_ago_is_compared_only_where_it_is_named_whose() -> None:
    assert moved(given(12), given(70, "Bo", when="2012-07-19")) == ()
    assert len(moved(given(12, whose="Norland"), given(70, "Bo", whose="Norland", when="2012-07-19"))) == 1


def test_one_value_in_two_events_is_set_against_others_in_each() -> None:
    texts = {f"{ALIKE} It killed 12 men.": 12, f"{ALIKE} It killed 15 men.": 15}
    texts |= {f"{OTHER} It killed 12 men.": 12, f"{OTHER} It killed 15 men.": 15}
    pages = [page(text, f"{n}", outlet=f"Outlet {n % 2}") for n, text in enumerate(texts)]
    figures = [figure(of, f"{n}", n, counted="men") for of, n in zip(pages, texts.values(), strict=True)]
    found = moved(*figures, articles=pages)
    assert [(c.at, c.before, c.after) for c in found] == [
        (minute(n), "12 (Outlet 0, 2025-05-01)", "15 (Outlet 1, 2025-05-01)") for n in (1, 3)
    ]


def test_pages_whose_moment_is_not_told_are_left_out() -> None:
    figures = given(100), given(300, "Bo"), given(500, "Cy")
    known = moments(figures)
    known.pop(figures[2].citation.article)
    (found,) = moves(answered(figures), known)
    assert found.after == "300 (Bo, 2025-05-01)"
    assert moves(answered(figures), {}) == ()


FIGURES = st.builds(
    given,
    st.sampled_from((100.0, 200.0, 300.0)),
    st.sampled_from(("Ada", "Bo", None)),
    st.integers(0, 4),
    st.sampled_from(("killed", "wounded", "missing", "casualties")),
    scope=st.sampled_from((None, "period", "part", "earlier")),
    head=st.just("soldier"),
)
SERIES = st.lists(FIGURES, max_size=9, unique_by=lambda f: f.citation.article)


@drawn(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_figures_and_questions_changes_nothing(figures: list[Figure], by: object) -> None:
    one_by_one = moments(figures)
    # Pages recorded in one breath, too.
    for known in (one_by_one, dict.fromkeys(one_by_one, minute(0))):
        expected = moves(answered(figures), known)
        by.shuffle(figures)  # type: ignore[attr-defined]  # a Random
        assert moves(reversed(answered(figures)), known) == expected


@drawn(SERIES, st.integers(0, 8))
def test_as_of_a_day_before_a_page_nothing_of_it_is_told(figures: list[Figure], cut: int) -> None:
    known = moments(figures)
    before = moves(answered(figures[:cut]), known)
    assert all(c.at < minute(cut) for c in before)
    later = {e.id for q in answered(figures[:cut]) for e in q.estimates}
    assert {reason for c in before for reason in c.because if not reason.startswith("by ")} <= later


@drawn(SERIES, st.data())
def test_a_reprint_of_a_page_on_record_is_silent(figures: list[Figure], data: st.DataObject) -> None:
    """The same words by the same speaker, in another outlet, that day or later; an undated page it would date."""
    known = moments(figures)
    dated = [f for f in figures if f.citation.published and f.speaker]
    if not dated:
        return
    first = data.draw(st.sampled_from(dated))
    of = replace(page(first.context.quote, "reprint", 5, "Other Post"), id="reprint")
    copied = replace(
        first,
        citation=replace(first.citation, article=of.id, published=of.published),
        context=replace(first.context, article=of.id, published=of.published),
    )
    with_it = moves(answered([*figures, copied]), {**known, of.id: minute(99)})
    assert with_it == moves(answered(figures), known)


@settings(max_examples=40)
@drawn(st.lists(st.tuples(st.sampled_from((100.0, 200.0, 300.0)), st.sampled_from("ABC")), max_size=4, unique=True))
def test_of_one_day_the_same_values_stand_against_each_other_whatever_came_first(gave: list[tuple[float, str]]) -> None:
    figures = [given(value, who) for value, who in gave]
    expected = {frozenset((f"{a:g}", f"{b:g}")) for a, one in gave for b, other in gave if a != b and one != other}
    for order in permutations(figures):
        found = [c for c in moved(*order) if c.kind == "contradiction"]
        rivals = [(c, rival) for c in found for rival in (c.before or "").split("; ")]
        assert {frozenset((rival.split()[0], (c.after or "").split()[0])) for c, rival in rivals} == expected


def test_a_question_of_many_values_takes_no_longer_than_a_look_may() -> None:
    asked = answered([given(float(n), f"Speaker {n % 50}", 1 + n % 9) for n in range(1, 400)])
    known = {page: minute(0) for q in asked for e in q.estimates for page in e.pages}
    start = time.process_time()
    assert moves(asked, known)
    assert time.process_time() - start < 20
