"""Who was killed, wounded or shot, in one sentence: counted, told singly, implied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import seconds

from onrecord.model import Quantity, Span
from onrecord.reader._casualties import casualties


def told(text: str) -> list[tuple[str | None, float | None, float | None, str]]:
    """Role, low, high and words of all that is read in a sentence."""
    found = casualties(text, Span(0, len(text)))
    return [(q.role, q.low, q.high, text[q.span.start : q.span.end]) for q in found]


def brief(text: str) -> list[str]:
    """The same as `killed 2`; of the open `killed 1+`."""
    return [f"{role} {low:g}{'+' if high is None else ''}" for role, low, high, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # counted
        ("Two dead, five hurt at the quay", ["killed 2", "wounded 5"]),
        ("Two Dead, Five Wounded At Quay Party", ["killed 2", "wounded 5"]),
        ("The blast of gunfire killed one person and injured four others.", ["killed 1", "wounded 4"]),
        ("Six people were shot, one fatally, beside the mill.", ["shot 6", "killed 1"]),
        ("A shooting in Oldham killed a man and hurt 3.", ["killed 1", "wounded 3"]),
        ("Three 14-year-old boys were wounded.", ["wounded 3"]),
        ("Also injured were three girls and a teacher.", ["wounded 3", "wounded 1"]),
        ("One in critical condition after a fight", ["wounded 1"]),
        ("Four young people — three teenagers and a boy — were wounded.", ["wounded 4", "wounded 3", "wounded 1"]),
        ("Both passengers were taken to the hospital.", ["wounded 2"]),
        ("No officers were injured.", ["wounded 0"]),
        ("The five victims were named on Monday.", ["shot 5"]),
        # of a whole
        ("One of the five people hurt at the mill has died.", ["killed 1", "shot 5"]),
        ("One of five victims dies", ["killed 1", "shot 5"]),
        # told singly
        ("A 17-year-old boy was shot and killed.", ["killed 1"]),
        ("A two year old girl was shot in the foot.", ["shot 1"]),
        ("Ann Lee, 22, and Bo Marsh, 31, died at the scene.", ["killed 1", "killed 1"]),
        ("Ann Lee, a 22-year-old nurse, was wounded.", ["wounded 1"]),
        ("Man, 44, killed in mill fight", ["killed 1"]),
        ("He killed his wife, his two sons and himself.", ["killed 1", "killed 2", "killed 1"]),
        ("Police shot and killed the suspect.", ["killed 1"]),
        ("Officers found the bodies of a man, a woman and a child.", ["killed 1", "killed 1", "killed 1"]),
        ("The driver is in stable condition and is expected to survive.", ["wounded 1"]),
        ("He was rushed to the hospital, where he died.", ["wounded 1", "killed 1"]),
        ("A girl was struck by a stray bullet.", ["shot 1"]),
        ("He and three others were shot.", ["shot 1", "shot 3"]),
        # implied
        ("A fatal shooting is being looked into.", ["killed 1+"]),
        ("Triple homicide at the mill", ["killed 3"]),
        ("A double shooting was reported.", ["shot 2"]),
        ("A double fatal shooting was reported.", ["killed 2"]),
        ("The deaths are a murder-suicide.", ["killed 2+"]),
        ("He then turned the gun on himself.", ["killed 1"]),
        # none of that
        ("The man was not injured.", []),
        ("A child could have been killed.", []),
        ("He faces four counts of attempted murder.", []),
        ("Homicide detectives were called.", []),
        ("A woman was hit by a car.", []),
        ("The ball hit the fence.", []),
        ("The bus was taken to a garage.", []),
        ("It happened at 2:47 p.m. on July 18 in the 300 block of Elm Street.", []),
        ("The first shot was heard at nine.", []),
        ("", []),
    ],
)
def test_what_befell_whom_is_read(text: str, expected: list[str]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunfire struck Dean Poe and three others — Al Fox, 21; Cy Roe, 22.", ["Dean Poe", "three others"]),
        ("The victim, Ann Lee, 22, died.", ["The victim, Ann Lee, 22,"]),
        ("A man (34) was shot.", ["A man (34)"]),
        ("Marsh was killed.", []),
        ("Later Marsh was killed.", ["Marsh"]),
        ("A shooting in Oldham killed a man.", ["a man"]),
        ("The shooting of a guard near Mount Royal stunned us.", ["a guard"]),
        ("It was late in the City.16-year-old Al Fox was shot.", ["16-year-old Al Fox"]),
    ],
)
def test_the_span_holds_the_words_for_the_persons(text: str, words: list[str]) -> None:
    assert [found for *_, found in told(text)] == words


def test_a_single_person_keeps_its_words_and_a_number_does_not() -> None:
    single, several = casualties(text := "A tall man died and two boys were hurt.", Span(0, len(text)))
    assert (single.wording, single.counted, single.head) == ("a tall man", "A tall man", "man")
    assert (several.wording, several.counted, several.head) == (None, "boys", "boy")


def test_a_number_read_already_gets_its_role_and_stays_as_it_was_read() -> None:
    text = "At least two boys were shot dead."
    known = Quantity(span=Span(0, 12), low=2, high=None, bound="at least", counted="boys", role="fired")
    (found,) = casualties(text, Span(0, len(text)), [known])
    assert (found.span, found.low, found.high, found.bound) == (known.span, 2, None, "at least")
    assert (found.role, found.head) == ("killed", "boy")


def test_a_number_of_other_things_is_left_alone() -> None:
    known = Quantity(span=Span(0, 7), low=2, high=2, bound="exactly", counted="ships")
    assert casualties("2 ships left as a man was shot.", Span(0, 31), [known])[0] == known


PIECES = [*"ab1,.-—;:’ \n", " shot ", " man ", " two ", " was ", " killed ", "Al ", " and ", " of the ", " others "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_the_text_spans_are_in_order_and_inside(text: str) -> None:
    found = casualties(text, Span(0, len(text)))
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert [q.span for q in found] == sorted(q.span for q in found)
    assert all(q.role in ("killed", "wounded", "shot") for q in found)


def test_time_grows_with_the_text_alone() -> None:
    def taken(times: int) -> float:
        text = "two men and one boy, shot and " * times
        return seconds(lambda: casualties(text, Span(0, len(text))))

    # Eight times the text takes 64 times as long where the cost is quadratic.
    assert taken(1600) < 25 * taken(200)
