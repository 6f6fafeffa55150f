"""A question with its estimates as JSON, and sums in the Deep Look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onrecord.assess._questions import answered
from onrecord.brief import as_object
from onrecord.brief._estimates import estimate_words

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Figure


def both(make: Maker) -> list[Figure]:
    """Killed and wounded by one speaker on one page."""
    page = make.page("a", "It counts 300 killed and 2,700 hurt.")
    killed = page.figure("300", make.quantity(300), make.speaker("Ada", "person", "a relay"))
    hurt = page.figure("2,700", make.quantity(2700, words={"role": "wounded"}), make.speaker("Ada"))
    return [killed, hurt]


def test_a_question_is_plain_json_with_every_place_and_reason(make: Maker) -> None:
    for question in answered(both(make)):
        found = json.loads(json.dumps(as_object(question)))
        assert found["question"]["role"] == question.role
        for told, estimate in zip(found["estimates"], question.estimates, strict=True):
            assert (told["low"], told["high"], told["derived"]) == (estimate.low, estimate.high, estimate.derived)
            assert [place["span"] for place in told["places"]] == [list(f.citation.span) for f in estimate.figures]
            assert told["quote"] == estimate.first.citation.quote
        assert found["answer"]["reasons"]


def test_who_gave_it_stands_with_those_between(make: Maker) -> None:
    (killed,) = (q for q in answered(both(make)) if q.role == "killed")
    (told,) = as_object(killed)["estimates"]
    assert (told["speaker"], told["chain"]) == ("Ada", ["a relay"])


def test_an_outlets_own_figure_is_given_by_the_outlet(make: Maker) -> None:
    page = make.page("a", "There are 3.")
    (question,) = answered([page.figure("3", make.quantity(3))])
    assert as_object(question)["estimates"][0]["speaker"] == "Harbour Post"


def test_a_question_that_nothing_answers_has_no_answer(make: Maker) -> None:
    page = make.page("a", "There were 3 before.")
    (question,) = answered([page.figure("3", make.quantity(3, words={"scope": "earlier"}))])
    assert as_object(question)["answer"] is None


def test_a_sum_is_told_with_what_it_was_summed_from(make: Maker) -> None:
    (whole,) = (q for q in answered(both(make)) if q.role == "casualties")
    told = estimate_words(whole.estimates[0], whole, fresh=False)
    assert told.startswith("3,000, a sum that nobody gave: “300” + “2,700” (")
