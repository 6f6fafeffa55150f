"""How a text stands to a claim, and that the words shown for it are words of the text and of the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.assess._stance import Stance, stance
from onrecord.assess._stancemodel import LABELS, Label, model
from onrecord.assess._stancewords import lexicon, stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Span

CLAIM = "Mayor of Oldport ordered the harbour bridge closed"
HOAX = (
    "A story that the mayor of Oldport ordered the harbour bridge closed is a hoax, the town hall said on Monday. "
    "The fake report was first posted on a satirical website. The bridge was never closed, a spokeswoman said, and no "
    "such order exists. She called the rumour false."
)
PLAIN = (
    "The mayor of Oldport ordered the harbour bridge closed on Monday after cracks were found in two of its pillars. "
    "Engineers confirmed the damage. Traffic will be sent over the northern road until spring, she told reporters."
)
HEARSAY = (
    "The mayor of Oldport has reportedly ordered the harbour bridge closed, according to a local blog that cited an "
    "unnamed engineer. It is unclear whether the report is true. The town hall could not be reached for comment. "
    "Sources claim the order may come next week."
)
OTHER = (
    "The national football team won its third match in a row on Saturday. The coach praised the young striker, who "
    "scored twice in the first half."
)

# What may be on a page: letters of all scripts, signs, lone surrogates, line breaks.
TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(
        ["mayor", "bridge", "closed.", "hoax", "not", "\n", "“", "İstanbul", "3,000", "U.S.", "\ud800", "?"]
    ),
    max_size=60,
).map(" ".join)


def words(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "label"), [(HOAX, "disagree"), (PLAIN, "agree"), (HEARSAY, "discuss"), (OTHER, "unrelated")]
)
def test_each_stance_is_told(text: str, label: Label) -> None:
    assert stance(CLAIM, text).label == label


@pytest.mark.parametrize(
    ("text", "some"),
    [
        (HOAX, {"hoax", "fake", "satirical", "never", "no"}),
        (PLAIN, {"confirmed"}),
        (HEARSAY, {"reportedly", "unnamed", "unclear", "may"}),
    ],
)
def test_the_words_that_led_to_it_are_shown(text: str, some: set[str]) -> None:
    assert some <= set(words(text, stance(CLAIM, text).words))


@pytest.mark.parametrize("text", [HOAX, PLAIN, HEARSAY])
def test_the_nearest_sentence_is_the_one_about_the_claim(text: str) -> None:
    nearest = stance(CLAIM, text).nearest
    assert nearest is not None
    assert "ordered the harbour bridge closed" in text[slice(*nearest)]


def test_a_sentence_far_from_the_claim_gives_no_words() -> None:
    far = " ".join(f"The {thing} of the town is old and well kept by all." for thing in ("well", "market", "mill"))
    text = f"{PLAIN} {far} Officials confirmed the date of the autumn fair."
    found = stance(CLAIM, text)
    assert found.label == "agree"
    assert all(span.start < text.index("The well") for span in found.words)


def test_words_of_the_claim_itself_are_shown_too() -> None:
    always = model()._replace(offsets=[1000.0 * (label == "disagree") for label in LABELS])
    claim = "No, the mayor of Oldport did not order the harbour bridge closed: that is a hoax"
    assert words(claim, stance(claim, PLAIN, always).claim_words) == ["No", "not", "hoax"]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("", PLAIN),
        (CLAIM, ""),
        ("", ""),
        ("the of and", "the of and"),
        ("...", "!!!"),
        (CLAIM, "\n\n"),
        ("Bridge", "Nothing here is about anything of the kind."),
    ],
)
def test_without_a_word_in_common_they_are_unrelated(claim: str, text: str) -> None:
    assert stance(claim, text) == Stance("unrelated", None, (), ())


def test_what_is_unrelated_shows_no_words() -> None:
    assert stance(CLAIM, OTHER) == Stance("unrelated", None, (), ())


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=60)
def test_nothing_is_raised_and_spans_are_of_the_words_of_the_kinds(claim: str, text: str) -> None:
    found = stance(claim, text)
    assert found.label in get_args(Label)
    kinds = frozenset[str]().union(*lexicon().kinds.values())
    for written, spans in ((text, found.words), (claim, found.claim_words)):
        assert list(spans) == sorted(set(spans))
        for span in spans:
            assert 0 <= span.start < span.end <= len(written)
            assert stems_of(written[slice(*span)])[0][0] in kinds
    assert (found.nearest is None) is (found.label == "unrelated")


@given(TEXTS)
@settings(deadline=None, max_examples=20)
def test_the_same_is_said_each_time(text: str) -> None:
    assert stance(CLAIM, text) == stance(CLAIM, text)


def test_typesetting_changes_no_stance() -> None:
    curly = HOAX.replace("'", "’").replace("The fake report", "The “fake” report")
    assert stance(CLAIM, curly).label == "disagree"
    assert stance(CLAIM.upper(), HOAX).label != "unrelated"


def test_a_long_text_takes_time_in_proportion() -> None:
    found = stance(CLAIM, (PLAIN + " ") * 500)
    assert found.nearest is not None


def test_another_model_may_be_given() -> None:
    always = model()._replace(offsets=[1000.0 * (label == "discuss") for label in LABELS])
    assert stance(CLAIM, PLAIN, always).label == "discuss"
    assert stance(CLAIM, OTHER, always).label == "unrelated"
    assert set(words(HEARSAY, stance(CLAIM, HEARSAY, always).words)) >= {"reportedly", "unclear"}
