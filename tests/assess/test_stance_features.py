"""What a claim and a text have in common, feature by feature, on texts small enough to count by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess._stancefeatures import FEATURES, Beside, Claim, Told, features
from onrecord.assess._stancewords import KINDS

CLAIM = "Ministry closed the harbour bridge"
TEXT = (
    "The weather was fine. The ministry closed the harbour bridge on Monday. Nobody was told why. "
    "A rumour about sabotage was false, officials said. Boats pass below."
)


def named(claim: str, text: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(Beside(Claim(claim), Told(text))), strict=True))


def test_each_feature_has_a_name_of_its_own() -> None:
    assert len(set(FEATURES)) == len(FEATURES) == len(features(Beside(Claim(CLAIM), Told(TEXT))))


@pytest.mark.parametrize(
    ("feature", "value"),
    [
        ("cover", 1.0),
        ("cover first", 0.0),
        ("cover lead", 1.0),
        ("cover nearest", 1.0),
        ("cover second", 0.0),
        ("cover two in a row", 1.0),
        ("cover mean of three", 1 / 3),
        ("quarter covered", 1 / 5),
        ("half covered", 1 / 5),
        ("place", 1.0),
        ("place of all", 1 / 5),
        ("pairs", 1.0),
        ("heaviest missing", 0.0),
        ("missing", 0.0),
        ("found", 4.0),
        ("claim size", 5.0),
        ("text size", 27.0),
        ("sentences", 5.0),
        ("beginnings", 1.0),
        ("numbers", -1.0),
        ("other number", 0.0),
        ("claim asks", 0.0),
        ("claim against", 0.0),
        ("near against", 1.0),
        ("unlike parity", 1.0),
        ("claim refutes", 0.0),
        ("lead refutes", 0.0),
        ("claim negation", 0.0),
        ("whole negation", 1.0),
        ("whole debunk", 1.0),
        ("first negation", 0.0),
        ("lead negation", 1.0),
        ("end negation", 1.0),
        ("end debunk", 1.0),
        ("nearest negation", 0.0),
        ("around negation", 1.0),
        ("share debunk", 1 / 5),
        ("covering debunk", 0.0),
        ("rate debunk", 100 / 27),
    ],
)
def test_a_feature_counts_what_its_name_says(feature: str, value: float) -> None:
    assert named(CLAIM, TEXT)[feature] == pytest.approx(value)


@pytest.mark.parametrize(
    ("claim", "feature", "value"),
    [
        ("Was the bridge closed?", "claim asks", 1.0),
        ("“Bridge” closed", "claim quotes", 1.0),
        ("Report: bridge closed", "claim has colon", 1.0),
        ("Bridge hoax", "claim refutes", 1.0),
        ("Bridge was not closed", "claim against", 1.0),
        ("Bridge closure: false rumour", "refuting shared", 1.0),
        ("Bridge closure: hoax", "refuting alone", 1.0),
        ("40 boats pass", "numbers", 0.0),
        ("Ministry sold the airport", "missing", 2.0),
        ("Ministry sold the airport", "found", 1.0),
        ("", "cover", 0.0),
        ("", "found", 0.0),
        ("", "pairs", 0.0),
    ],
)
def test_the_claim_has_its_own(claim: str, feature: str, value: float) -> None:
    assert named(claim, TEXT)[feature] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministry closed the harbour bridge.", 99.0),
        ("The bridge story is false.", 3.0),
        ("False bridge story.", 1.0),
        ("Officials denied it.", 99.0),
        ("", 99.0),
    ],
)
def test_a_refuting_word_counts_by_how_near_it_stands(text: str, value: float) -> None:
    assert named(CLAIM, text)["nearest refuting"] == value


def test_another_number_near_by_is_seen() -> None:
    assert named("40 boats sank in the harbour", "Some 50 boats sank in the harbour.")["other number"] == 1
    assert named("40 boats sank in the harbour", "Some 40 boats sank in the harbour.")["other number"] == 0
    assert named("40 boats sank in the harbour", "Some 40 boats sank in the harbour.")["numbers"] == 1


def test_what_the_text_is_about_is_told_by_words_that_come_again() -> None:
    text = "The bridge is old. The bridge is long. Ferries are slow."
    assert named("Bridge closed", text)["first keyword"] == 1
    assert named("Ferries late", text)["first keyword"] == 0
    assert named("Bridge closed", text)["keywords"] > named("Ferries late", text)["keywords"] == 0


def test_the_more_often_a_word_comes_the_more_it_counts_but_ever_less() -> None:
    once, twice, often = (named("bridge", "The bridge. " + "The bridge. " * n)["saturated"] for n in (0, 1, 20))
    assert once < twice < often < 1


def test_the_nearest_sentences_come_first_and_of_equals_the_earlier() -> None:
    beside = Beside(Claim(CLAIM), Told("Boats pass. The bridge. The harbour bridge. Boats stop. The bridge."))
    assert beside.order == [2, 1, 4, 0, 3]
    assert beside.around == [0, 1, 2, 3]


def test_inflected_words_are_one() -> None:
    assert named("Ministries closing bridges", "The ministry closed a bridge.")["cover"] == 1


def test_an_empty_text_has_numbers_all_the_same() -> None:
    found = named(CLAIM, "")
    assert found["cover"] == found["text size"] == found["sentences"] == 0
    assert all(found[f"whole {kind}"] == 0 for kind in KINDS)


@given(st.text(max_size=200), st.text(max_size=400))
def test_each_number_is_finite_and_a_share_is_one(claim: str, text: str) -> None:
    found = named(claim, text)
    assert all(math.isfinite(value) for value in found.values())
    shares = [name for name in found if name.startswith(("cover", "share ", "covering ", "place of", "half", "pairs"))]
    assert all(-1e-9 <= found[name] <= 1 + 1e-9 for name in shares)


SENTENCES = st.lists(st.sampled_from([*TEXT.replace(". ", ".|").split("|"), "Ministry bridge.", "Not so."]), max_size=8)


@given(SENTENCES)
def test_more_text_never_covers_less_of_the_claim(sentences: list[str]) -> None:
    fewer, more = named(CLAIM, " ".join(sentences)), named(CLAIM, " ".join([*sentences, "The harbour was calm."]))
    assert fewer["cover"] <= more["cover"]
    assert fewer["cover nearest"] <= more["cover nearest"]


@given(SENTENCES)
def test_the_order_of_sentences_changes_no_count_of_the_whole(sentences: list[str]) -> None:
    one, other = named(CLAIM, " ".join(sentences)), named(CLAIM, " ".join(reversed(sentences)))
    for name in ("cover", "cover nearest", "found", *(f"whole {kind}" for kind in KINDS)):
        assert one[name] == pytest.approx(other[name])
