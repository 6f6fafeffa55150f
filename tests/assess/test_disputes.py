"""Whether one proposition denies another: tables of such pairs, and laws that hold for any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._stancedisputes import Dispute, disputes

BRIDGE = "the old stone bridge was closed to traffic"


def marked(claim: str, other: str) -> tuple[list[str], list[str]]:
    found = disputes(claim, other)
    assert found is not None
    return [other[slice(*span)] for span in found.words], [claim[slice(*span)] for span in found.claim_words]


@pytest.mark.parametrize(
    ("claim", "other", "words", "claim_words"),
    [
        ("North Korea has sent troops to Russia", "North Korea has not sent troops to Russia", ["not"], []),
        ("North Korea sent troops to Russia", "North Korea did not send troops to Russia", ["not"], []),
        (
            "North Korea has sent troops to Russia",
            "Moscow denied that North Korea had sent troops to Russia",
            ["denied"],
            [],
        ),
        (
            "North Korea has sent troops to Russia",
            "reports that North Korea sent troops to Russia are false",
            ["false"],
            [],
        ),
        ("the minister signed the ceasefire", "the minister never signed the ceasefire", ["never"], []),
        ("the minister signed the ceasefire", "the minister refused to sign the ceasefire", ["refused"], []),
        ("the minister signed the ceasefire", "the minister hasn’t signed any ceasefire", ["hasn’t"], []),
        ("the minister never signed the ceasefire", "the minister signed the ceasefire", [], ["never"]),
        ("the ferry reached the island", "the ferry failed to reach the island", ["failed"], []),
        ("the bridge is open to traffic", "the bridge is closed to traffic", ["closed"], ["open"]),
        ("the general is alive", "the general is dead", ["dead"], ["alive"]),
        ("parliament approved the new budget", "parliament rejected the new budget", ["rejected"], ["approved"]),
        ("the court dismissed the case", "the court did not dismiss the case", ["not"], []),
        ("the envoy met the mayor", "the envoy did not meet the mayor", ["not"], []),
        ("40 soldiers were killed in the raid", "no soldiers were killed in the raid", ["no"], []),
        ("the company fired its chief engineer", "the company did not fire its chief engineer", ["not"], []),
        ("the pilot was drunk on duty", "the story that the pilot was drunk on duty is a hoax", ["hoax"], []),
        (
            "the pilot was drunk on duty",
            "officials called it baseless that the pilot was drunk on duty",
            ["baseless"],
            [],
        ),
        ("the U.S. paid the ransom", "the US did not pay the ransom", ["not"], []),
        ("prices in the capital increased", "prices in the capital decreased", ["decreased"], ["increased"]),
    ],
)
def test_the_opposite_of_the_same_disputes_it(claim: str, other: str, words: list[str], claim_words: list[str]) -> None:
    assert marked(claim, other) == (words, claim_words)


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        # The same, or the same denied on both sides.
        ("North Korea sent troops to Russia", "North Korea has sent troops to Russia"),
        ("the minister did not sign the ceasefire", "the minister never signed the ceasefire"),
        ("the mayor met the envoy", "the mayor did not deny that she met the envoy"),
        ("the court dismissed the case", "the court dismissed the case"),
        # Another thing, person, place, day or number.
        ("North Korea has sent troops to Russia", "North Korea has not sent shells to Russia"),
        ("the mayor met the envoy in Paris", "the mayor did not meet the envoy in Berlin"),
        ("Anna Weber met the envoy", "Carla Ruiz did not meet the envoy"),
        ("the dam burst on 3 May", "the dam did not burst on 4 May"),
        ("the dam burst in 2019", "the dam did not burst in 2021"),
        ("40 soldiers were killed in the raid", "50 soldiers were not killed in the raid"),
        (
            "40 soldiers of the border brigade were killed by artillery in the raid on the harbour depot",
            "50 soldiers of the border brigade were not killed by artillery in the raid on the harbour depot",
        ),
        ("soldiers were killed in the raid", "40 soldiers were not killed in the raid"),
        # Who does it to whom.
        ("Ukraine attacked Russia", "Russia did not attack Ukraine"),
        # Left open.
        ("the minister signed the ceasefire", "the minister may not have signed the ceasefire"),
        ("the army shelled the town", "if the army did not shell the town, others did"),
        ("the army shelled the town", "did the army not shell the town?"),
        ("the army shelled the town", "it is not known whether the army shelled the town"),
        # A negation in form alone, or of something else.
        ("the army shelled the town", "not only did the army shell the town, it burned the fields"),
        ("the army shelled the town", "there is no doubt the army shelled the town"),
        ("the army shelled the town", "the army, which nobody in the long war had ever beaten, shelled the town"),
        ("passports were seized at the port", "fake passports were seized at the port"),
        # Too little is said.
        ("yes", "no"),
        ("Russia", "not Russia"),
        ("it happened", "it did not happen"),
        ("", ""),
        ("", "not"),
        (BRIDGE, ""),
    ],
)
def test_what_is_not_the_opposite_of_the_same_disputes_nothing(claim: str, other: str) -> None:
    assert disputes(claim, other) is None


SUBJECTS = st.sampled_from(["the ministry", "the rebel army", "Anna Weber", "the port authority", "Moscow"])
PREDICATES = st.sampled_from(
    [
        ("signed", "sign", "the grain accord"),
        ("met", "meet", "the union delegates"),
        ("sold", "sell", "the coastal refinery"),
        ("released", "release", "the captured crew"),
        ("withdrew", "withdraw", "its border guards"),
        ("approved", "approve", "the harbour budget"),
    ]
)
DENIALS = st.sampled_from(["did not {}", "never {}", "refused to {}", "failed to {}", "didn’t {}", "declined to {}"])


@given(SUBJECTS, PREDICATES, DENIALS)
def test_each_denial_of_an_act_disputes_it_either_way_round(
    subject: str, predicate: tuple[str, str, str], denial: str
) -> None:
    done, do, what = predicate
    claim, other = f"{subject} {done} {what}", f"{subject} {denial.format(do)} {what}"
    told, ours = marked(claim, other)
    assert (len(told), ours) == (1, [])
    assert marked(other, claim) == (ours, told)


@given(SUBJECTS, PREDICATES, DENIALS, PREDICATES)
def test_a_denial_of_another_act_disputes_nothing(
    subject: str, predicate: tuple[str, str, str], denial: str, another: tuple[str, str, str]
) -> None:
    claim, other = f"{subject} {predicate[0]} {predicate[2]}", f"{subject} {denial.format(another[1])} {another[2]}"
    assert (disputes(claim, other) is not None) is (predicate == another)


@given(SUBJECTS, PREDICATES, DENIALS, DENIALS)
def test_two_denials_agree(subject: str, predicate: tuple[str, str, str], one: str, other: str) -> None:
    _, do, what = predicate
    assert disputes(f"{subject} {one.format(do)} {what}", f"{subject} {other.format(do)} {what}") is None


@given(st.text(max_size=200))
def test_nothing_disputes_itself(text: str) -> None:
    assert disputes(text, text) is None


WORDS = st.lists(
    st.sampled_from(
        [
            "not",
            "never",
            "no",
            "the",
            "army",
            "town",
            "shelled",
            "denied",
            "hoax",
            "is",
            "40",
            "May",
            "Kyiv",
            "\n",
            "“",
            ".",
            "’",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(WORDS | st.text(max_size=80), WORDS | st.text(max_size=80))
def test_nothing_is_raised_and_what_is_marked_are_words_in_order(claim: str, other: str) -> None:
    found = disputes(claim, other)
    if found is None:
        return
    assert isinstance(found, Dispute)
    assert found.words or found.claim_words
    for text, spans in ((other, found.words), (claim, found.claim_words)):
        assert list(spans) == sorted(set(spans))
        assert all(0 <= span.start < span.end <= len(text) and not text[slice(*span)].isspace() for span in spans)


@pytest.mark.parametrize("word", ["not ", "army ", "hoax is ", "denied the army ", "not only "])
def test_a_long_text_takes_time_in_proportion(word: str) -> None:
    text = "the army shelled the town " + word * 20_000
    assert disputes(text, text) is None


def test_an_opposite_in_one_hides_no_negation_at_the_same_place_in_the_other() -> None:
    # Both stand fourth: "open" and "not"; and two opposites cancel out.
    assert disputes("the bridge is open to all traffic", "the bridge is not closed to all traffic") is None


def test_a_negation_counts_by_any_place_where_what_it_negates_stands() -> None:
    claim = "the army shelled the harbour town"
    other = "of the army and the harbour town the truth is plain: it never shelled the town"
    assert marked(claim, other) == (["never"], [])
