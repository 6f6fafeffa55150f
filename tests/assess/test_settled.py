"""What the evidence best supports, and the reasons that are given."""

from __future__ import annotations

from itertools import permutations

import pytest
from figures import given

from onrecord.assess._questions import answered
from onrecord.model import Answer, Figure, Speaker


def best(*figures: Figure) -> Answer:
    found = {q.answer for order in permutations(figures) for q in answered(order)}
    (answer,) = found
    assert answer
    return answer


def words(answer: Answer) -> str:
    return "\n".join(reason.words for reason in answer.reasons)


OFFICIAL, BYSTANDER = "the police chief", Speaker("a neighbour", "unknown")


@pytest.mark.parametrize(
    ("figures", "value", "because"),
    [
        ([given(3, "Ada", 1), given(5, "Ada", 2)], 5, "3 by Ada (2025-05-01) was revised to 5 (2025-05-02)"),
        ([given(3, OFFICIAL), given(9, None), given(8, BYSTANDER)], 3, "by the police chief, who counts by office"),
        (
            [given(3, "Ada", origin="A"), given(3, "Bo", origin="B"), given(4, "Cy", origin="A")],
            3,
            "it comes from 2 independent origins",
        ),
        ([given(3, "Ada", 1), given(4, "Bo", 2)], 4, "it is the newest figure, of 2025-05-02"),
        ([given(3, "Ada"), given(9, "Bo", factuality="PS+")], 3, "given by Ada"),
        ([given(3, "Ada"), given(9, "Bo", scope="earlier")], 3, "9 by Bo is told as how it was before"),
        ([given(3, "Ada"), given(2, "Bo", scope="part")], 3, "2 by Bo counts a part"),
        ([given(3, None)], 3, "given by Harbour Post in its own voice"),
        ([given(3, BYSTANDER)], 3, "given by a neighbour, unnamed"),
        ([given(3, "Ada", factuality="Uu")], 3, "left open by Ada"),
    ],
)
def test_what_speaks_for_a_value_decides_and_is_said(figures: list[Figure], value: float, because: str) -> None:
    answer = best(*figures)
    assert answer.low == value
    assert because in words(answer)


def test_rivals_are_named_with_their_words() -> None:
    answer = best(given(3, OFFICIAL), given(9, "Bo"))
    (rival,) = (reason for reason in answer.reasons if "has less for it" in reason.words)
    assert rival.words == "9 by Bo (2025-05-01) has less for it"
    assert [c.quote for c in rival.citations] == ["It is 9 now."]


def test_every_reason_but_for_absence_cites() -> None:
    answer = best(given(3, OFFICIAL), given(9, "Bo"), given(4, "Ada", 1), given(5, "Ada", 2))
    assert all(reason.citations for reason in answer.reasons)


def test_the_estimates_stay_as_they_are_beside_the_answer() -> None:
    (question,) = answered([given(3, OFFICIAL), given(9, "Bo")])
    assert sorted(e.low or 0 for e in question.estimates) == [3, 9]


def test_a_sum_is_outweighed_by_the_same_number_of_witnesses_who_said_it() -> None:
    said = [given(300, "Desk", role="killed"), given(310, "Bo", role="casualties")]
    assert {q.role: q.answer and q.answer.low for q in answered(said)} == {"killed": 300, "casualties": 310}


def test_equal_evidence_takes_the_larger() -> None:
    assert best(given(3, "Ada"), given(4, "Bo")).low == 4


def test_nothing_standing_is_no_answer() -> None:
    (question,) = answered([given(3, scope="earlier")])
    assert question.answer is None
