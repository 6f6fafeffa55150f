"""How present each person of a text is at a place, and how likely it is meant there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.reader._antecedents import FEATURES, Scene, Trace, features, likelihoods, weights

TEXT = "Ana left the Lee camp. Lee’s aide met Ben. He said no."
AT = TEXT.index("He")


def scene(text: str = TEXT, words: dict[int, tuple[Span, ...]] | None = None) -> Scene:
    begins = (0, *(n + 2 for n, sign in enumerate(text) if sign == "." and n + 2 < len(text)))
    return Scene(text, begins, (0,), {"Ana": 1, "Ben": 20}, {"Ben": "he"}, words or {})


def trace(name: str, *, told: bool = False, speaks: bool = False, at: int | None = None) -> Trace:
    start = TEXT.index(name) if at is None else at
    return Trace(start, start + len(name), name, pronoun=False, told=told, speaks=speaks)


LEE = TEXT.index("Lee’s")
TRACES = [trace("Ana"), trace("Lee", at=TEXT.index("Lee")), trace("Lee", at=LEE), trace("Ben")]
# Of a person the features that hold, and some that do not.
HOLD: list[tuple[str, list[str], list[str]]] = [
    (
        "Ana",
        ["two sentences before", "first named in its sentence", "opens its sentence", "acts", "opens the paragraph"],
        ["nearest", "possessive"],
    ),
    (
        "Lee",
        ["sentence before", "possessive", "opens the sentence before", "second nearest"],
        ["nearest", "gender known"],
    ),
    ("Ben", ["sentence before", "nearest", "gender known", "often"], ["opens its sentence", "told"]),
]


@pytest.mark.parametrize(("name", "held", "missing"), HOLD)
def test_features_tell_how_somebody_was_named(name: str, held: list[str], missing: list[str]) -> None:
    row = dict(zip(FEATURES, features(scene(), TRACES, AT)[name], strict=True))
    assert [feature for feature in held if not row[feature]] == []
    assert [feature for feature in missing if row[feature]] == []


def test_a_name_before_a_noun_says_whose() -> None:
    row = dict(zip(FEATURES, features(scene(), TRACES[:2], AT)["Lee"], strict=True))
    assert row["modifies"]


def test_who_spoke_last_is_known_and_whether_another_acts_since() -> None:
    spoke = trace("Ana", speaks=True)
    quiet = dict(zip(FEATURES, features(scene(), [spoke], AT)["Ana"], strict=True))
    assert (quiet["spoke last"], quiet["spoke last, nobody acts since"]) == (1.0, 1.0)
    text = "Ana said no. Ben left early. He said no."
    other = Trace(13, 16, "Ben", pronoun=False, told=False, speaks=False)
    loud = features(scene(text), [spoke, other], text.index("He"))
    assert dict(zip(FEATURES, loud["Ana"], strict=True))["spoke last, nobody acts since"] == 0.0
    assert dict(zip(FEATURES, loud["Ben"], strict=True))["spoke last"] == 0.0


def test_one_who_is_named_in_the_words_told_is_less_likely_their_teller() -> None:
    plain = likelihoods(scene(), TRACES, AT)
    quoted = likelihoods(scene(words={AT: (Span(LEE, AT),)}), TRACES, AT)
    assert quoted["Ben"] < plain["Ben"]


def test_nobody_is_likely_where_nobody_was_named() -> None:
    assert likelihoods(scene(), [], AT) == {}


def test_each_feature_has_a_weight() -> None:
    assert len(weights()) == len(FEATURES)


@given(st.lists(st.sampled_from(TRACES), min_size=1, unique=True))
def test_likelihoods_are_shares_with_the_likeliest_first(drawn: list[Trace]) -> None:
    shares = likelihoods(scene(), sorted(drawn), AT)
    assert set(shares) == {each.name for each in drawn}
    assert sum(shares.values()) == pytest.approx(1.0)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
