"""How many were killed and wounded in one event, from pages that count, tell of persons, and tell of other events."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from figures import figure, page
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._tallies import Tally, tallies
from onrecord.assess._toll import Toll, best_supported, candidates, features, relation, said, toll, weights
from onrecord.model import Span

if TYPE_CHECKING:
    from onrecord.model import Answer, Figure

# Words of a page -> (words of the figure, number, role, more).
Told = tuple[str, float, str, dict[str, object]]
ONE: dict[str, object] = {"wording": "a man", "counted": "man", "head": "man"}


def read(lines: str, *told: Told, path: str = "a", day: int = 1) -> list[Figure]:
    """A page and its figures."""
    of = page(lines, path, day)
    return [figure(of, words, low, role, **{"counted": "people", **more}) for words, low, role, more in told]


def answers(figures: list[Figure]) -> tuple[float | None, float | None]:
    found: dict[str | None, Answer] = {q.role: q.answer for q in toll(figures) if q.answer}
    return found["killed"].low, found["wounded"].low


PAGES = {
    "counts side by side": (
        read("One dead, four hurt at mill", ("One", 1, "killed", {}), ("four", 4, "wounded", {})),
        (1, 4),
    ),
    "a part of all": (
        read("Five people shot, one fatally", ("Five people", 5, "shot", {}), ("one", 1, "killed", {})),
        (1, 4),
    ),
    "all who were hit": (read("Four people were shot at a mill.", ("Four people", 4, "shot", {})), (0, 4)),
    "a man told of": (read("A man was shot and killed.", ("A man", 1, "killed", ONE)), (1, 0)),
    "a man hurt": (read("A man was shot in the leg.", ("A man", 1, "shot", ONE)), (0, 1)),
    "one told twice": (
        read(
            "A man was shot dead.\nThe man, 31, died at once.",
            ("A man", 1, "killed", ONE),
            ("The man, 31", 1, "killed", {**ONE, "wording": "the man, 31"}),
        ),
        (1, 0),
    ),
    "told one by one": (
        read(
            "Two found dead\nAnn Lee, 22, died.\nBo Marsh, 31, died.",
            ("Two", 2, "killed", {}),
            ("Ann Lee, 22", 1, "killed", {"wording": "ann lee, 22", "head": "person"}),
            ("Bo Marsh, 31", 1, "killed", {"wording": "bo marsh, 31", "head": "person"}),
        ),
        (2, 0),
    ),
    "a killer who kills himself": (
        read(
            "Two dead at mill\nHe killed his wife, then himself.",
            ("Two", 2, "killed", {}),
            ("his wife", 1, "killed", {"wording": "his wife", "head": "wife", "counted": "wife"}),
            ("himself", 1, "killed", {"wording": "himself", "head": "himself", "counted": "himself"}),
        ),
        (2, 0),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_added_up_as_a_reader_would(name: str) -> None:
    figures, expected = PAGES[name]
    assert answers(figures) == expected


def test_a_later_death_outweighs_that_nobody_had_died() -> None:
    first = read("Five people were shot at a mill.", ("Five people", 5, "shot", {}))
    second = read(
        "Five people shot at mill, one dead", ("Five people", 5, "shot", {}), ("one", 1, "killed", {}), path="b", day=4
    )
    assert answers([*first, *second]) == (1, 4)


def test_other_events_are_kept_apart_and_said_to_be() -> None:
    figures = read(
        "A woman was shot and killed.\nLast year 26 people were killed in the county.",
        ("A woman", 1, "killed", {**ONE, "head": "woman"}),
        ("26 people", 26, "killed", {}),
    )
    assert answers(figures) == (1, 0)
    killed, _ = toll(figures)
    assert "set aside: 26 where other events are told of" in [
        r.words for r in (killed.answer and killed.answer.reasons) or ()
    ]


def test_reasons_tell_what_counts_it_and_cite() -> None:
    killed, wounded = toll(PAGES["counts side by side"][0])
    told = [reason for q in (killed, wounded) if q.answer for reason in q.answer.reasons]
    assert {"counted as 1 killed", "counted as 4 wounded"} <= {reason.words for reason in told}
    assert all(c.quote == "One dead, four hurt at mill" for reason in told for c in reason.citations)


def test_what_pages_count_stands_side_by_side_beside_the_answer() -> None:
    figures = [
        *read("Four people were killed.", ("Four people", 4, "killed", {})),
        *read("Five people were killed.", ("Five people", 5, "killed", {}), path="b"),
    ]
    killed, _ = toll(figures)
    assert [e.low for e in killed.estimates] == [4, 5]


def test_without_casualties_nothing_is_asked() -> None:
    assert toll(read("Four ships were sent.", ("Four ships", 4, "deployed", {}))) == ()


def test_none_is_no_casualty() -> None:
    figures = read("No people were killed, two were hurt.", ("No people", 0, "killed", {}), ("two", 2, "wounded", {}))
    assert answers(figures) == (0, 2)


SAID = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(("killed", "wounded", "shot")), st.integers(1, 5), st.booleans()),
    max_size=6,
)


@given(SAID, st.randoms())
def test_the_order_of_arrival_changes_nothing(told: list[tuple[int, str, int, bool]], chance: object) -> None:
    figures = [
        f
        for n, (low, role, day, single) in enumerate(told)
        for f in read(
            f"It is {low} now.", (str(low), 1 if single else low, role, ONE if single else {}), path=str(n), day=day
        )
    ]
    other = list(figures)
    chance.shuffle(other)  # type: ignore[attr-defined]  # a random.Random
    assert toll(figures) == toll(other)


@given(SAID)
def test_a_page_said_again_changes_nothing(told: list[tuple[int, str, int, bool]]) -> None:
    figures = [
        f
        for n, (low, role, day, _) in enumerate(told)
        for f in read(f"It is {low} now.", (str(low), low, role, {}), path=str(n), day=day)
    ]
    once = read("It is 9 now.", ("9", 9, "killed", {}), path="x")
    copied = read("It is 9 now.", ("9", 9, "killed", {}), path="y")

    def shown(figures: list[Figure]) -> list[list[tuple[str, tuple[int, ...]]]]:
        return [[(t.kind, t.numbers) for t in page] for page in said(figures)]

    assert shown([*figures, *once, *copied]) == shown([*figures, *once])


def kinds(figures: list[Figure]) -> dict[str, tuple[int, ...]]:
    return {t.kind: t.numbers for t in tallies(figures)}


def test_others_beside_somebody_killed_are_hurt() -> None:
    figures = read("A man was killed and two others shot.", ("A man", 1, "killed", ONE), ("two others", 2, "shot", {}))
    assert kinds(figures)["beside"] == (1, 2)
    assert kinds(figures)["shot others"] == (2,)


def test_the_smaller_is_among_the_larger_where_both_were_hit() -> None:
    figures = read("Five shot, one badly wounded", ("Five", 5, "shot", {}), ("one", 1, "wounded", {}))
    assert kinds(figures)["hurt together"] == (5,)


@pytest.mark.parametrize(
    ("line", "words", "kind"),
    [
        ("Three of the men were wounded.", "Three of the men", "wounded part"),
        ("Three of them were wounded.", "Three", "wounded part"),
        ("Nine were hurt, including two girls.", "two girls", "wounded part"),
        ("Three others were wounded.", "Three others", "wounded others"),
        ("Three men were wounded.", "Three men", "wounded"),
    ],
)
def test_parts_and_others_are_told_from_all(line: str, words: str, kind: str) -> None:
    assert kind in kinds(read(line, (words, 3, "wounded", {})))


def test_a_sentence_that_stands_twice_counts_once() -> None:
    of = page("Two died.\nTwo died.")
    first = figure(of, "Two", 2)
    second = figure(of, "Two", 2)
    assert tallies([first, second])[0].figures == (first,)


def tally(kind: str, *numbers: int) -> Tally:
    return Tally(kind, "lead", numbers, ())


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (tally("killed", 1), "equal"),
        (tally("killed", 5), "both"),
        (tally("killed", 4), "wounded"),
        (tally("killed", 9), "more"),
        (tally("killed", 0), "fewer"),
        (tally("wounded", 1), "killed"),
        (tally("wounded others", 3), "one more"),
        (tally("shot", 5), "equal"),
        (tally("beside", 1, 4), "equal"),
        (tally("beside", 1, 3), "killed"),
        (tally("beside", 2, 4), "wounded"),
        (tally("beside", 2, 3), "both"),
        (tally("beside", 2, 2), "neither"),
        (tally("persons killed", 1), "1 for +0"),
        (tally("persons hurt", 1), "1 for +3"),
        (tally("persons", 9), "3 for -3"),
    ],
)
def test_how_a_saying_stands_to_a_toll_of_one_and_four(found: Tally, name: str) -> None:
    assert relation(found, Toll(1, 4)) == name


def test_every_number_said_and_every_difference_is_a_candidate() -> None:
    found = candidates([(tally("shot", 20), tally("killed", 9))])
    assert {Toll(9, 11), Toll(20, 0), Toll(0, 20), Toll(3, 3)} <= set(found)
    assert Toll(0, 0) not in found


def test_more_pages_weigh_more_but_not_in_proportion() -> None:
    one = dict(features([(tally("killed", 1),)], Toll(1, 0)))["killed, lead: equal"]
    four = sum(w for name, w in features([(tally("killed", 1),)] * 4, Toll(1, 0)) if name == "killed, lead: equal")
    assert (one, four) == (1, 2)


def test_what_speaks_for_equal_outweighs_what_speaks_for_other_numbers() -> None:
    known = weights()
    for kind in ("killed", "wounded", "shot"):
        others = [w for name, w in known.items() if name.startswith(f"{kind}, lead: ") and not name.endswith("equal")]
        assert known[f"{kind}, lead: equal"] > max(others)


def test_no_page_gives_the_smallest_toll() -> None:
    assert best_supported([]) == Toll(0, 1) or best_supported([]) == Toll(1, 0)


def test_a_span_is_where_it_is_said() -> None:
    assert all(t.figures[0].citation.span != Span(0, 0) for t in tallies(PAGES["a part of all"][0]) if t.figures)


def test_pages_come_in_order_of_publication() -> None:
    figures = [
        *read("Two were killed.", ("Two", 2, "killed", {}), path="late", day=3),
        *read("Three were killed.", ("Three", 3, "killed", {}), path="early", day=1),
    ]
    for order in permutations(figures):
        assert [page[0].numbers for page in said(order)] == [(3,), (2,)]


def test_that_nobody_had_died_yet_is_no_evidence_once_a_later_page_tells_of_a_death() -> None:
    first = read("Five people were shot.", ("Five people", 5, "shot", {}))
    second = read("A man was killed.", ("A man", 1, "killed", ONE), path="b", day=4)
    early, late = said([*first, *second])
    assert not [t for t in early if t.kind.startswith("persons killed")]
    assert [t.numbers for t in late if t.kind.startswith("persons killed")] == [(1,)]
    assert [t.numbers for t in said(first)[0] if t.kind.startswith("persons killed")] == [(0,)]


def test_a_person_told_without_a_number_is_no_count() -> None:
    found = kinds(read("A man was killed.", ("A man", 1, "killed", ONE)))
    assert found == {"persons killed": (1,), "persons hurt": (0,), "persons": (1,)}
