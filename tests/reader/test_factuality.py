"""How certain a sentence that the outlet says itself is, and which words tell it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import marked, reader

from onrecord.model import Article, Block, BlockKind, Factuality, Span
from onrecord.reader._factuality import judged

SENTENCES = [
    ("The gate is shut.", "CT+", []),
    ("The gate is not shut.", "CT-", ["not"]),
    ("The gate isn’t shut.", "CT-", ["isn’t"]),
    ("The gate never shuts.", "CT-", ["never"]),
    ("No gate is shut.", "CT-", ["No"]),
    ("It is not true that no gate is shut.", "CT+", ["not", "no"]),
    ("The gate may be shut.", "PS+", ["may"]),
    ("The gate might not be shut.", "PS-", ["might", "not"]),
    ("The gate could be shut.", "PS+", ["could"]),
    ("Perhaps the gate is shut.", "PS+", ["Perhaps"]),
    ("The gate is possibly shut.", "PS+", ["possibly"]),
    ("The gate is likely shut.", "PR+", ["likely"]),
    ("The gate is probably not shut.", "PR-", ["probably", "not"]),
    ("The gate is reportedly shut.", "PR+", ["reportedly"]),
    ("The gate was allegedly shut.", "PR+", ["allegedly"]),
    ("The crew is poised to shut the gate.", "PR+", ["poised to"]),
    ("The gate appears shut.", "PR+", ["appears"]),
    ("The gate may possibly be shut.", "PS+", ["may", "possibly"]),
    ("The gate is likely shut and may rust.", "PS+", ["likely", "may"]),
    ("The rumors remain unconfirmed.", "CTu", ["unconfirmed"]),
    ("The rumors are under investigation.", "CTu", ["under investigation"]),
    ("It is unclear who shut the gate.", "CTu", ["unclear"]),
    ("If the rain stops, the gate opens.", "Uu", ["If"]),
    ("The gate opens unless it rains.", "Uu", ["unless"]),
    ("The gate looks as if it were new.", "CT+", []),
    ("The gate shut in May.", "CT+", []),
    ("The gate, which may rust, is shut.", "CT+", []),
    ("Not only the gate is shut.", "CT+", []),
    ("Not all of the gates are shut.", "CT+", []),
    ("The gate shut at nine, an hour not seen since May.", "CT+", []),
    ("The gate was not seen to shut.", "CT-", ["not"]),
    ("The gate nearly fell.", "CT-", ["nearly"]),
    ("The gate almost closed on Friday.", "CT-", ["almost"]),
    ("The toll nearly doubled.", "CT+", []),
    ("The toll has nearly reached 300.", "CT+", []),
    ("The gate is nearly surrounded.", "CT+", []),
    ("The crew has not nearly mended the gate.", "CT-", ["not"]),
    ("No, the gate is shut.", "CT+", []),
    ("The gates weren't all shut.", "CT+", []),
    ("The gate was not seen since May.", "CT-", ["not"]),
    ("The office's plans to shut the gate failed.", "CT+", []),
    ("Its hopes to win are gone.", "CT+", []),
    ("Nearly 300 gates are shut.", "CT+", []),
    ("It is shut, nearly.", "CT+", []),
    ("The gate is scheduled to open in May.", "PR+", ["scheduled to"]),
    ("The office plans to shut the gate.", "Uu", ["plans to"]),
    ("The office has told the court that it may shut the gate.", "CT+", []),
    ("It was said that the gate may be shut.", "PS+", ["may"]),
    ("That gate may be shut.", "PS+", ["may"]),
    (
        "The toll of the gate at the bridge over the river north of the town grew a lot in a year if compared to June.",
        "CT+",
        [],
    ),
]


def article(text: str, kind: BlockKind = "paragraph") -> Article:
    """An article of one block."""
    return Article(id="a", path="a", text=text, blocks=(Block(kind, Span(0, len(text))),))


@pytest.mark.parametrize(("text", "value", "hedges"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_an_assertion_is_as_certain_as_its_words(text: str, value: str, hedges: list[str]) -> None:
    (own,) = reader().read([article(text)])[0].assertions
    assert own.factuality == value
    assert [text[start:end] for start, end in own.hedges] == hedges


def test_hedges_far_into_a_sentence_do_not_count() -> None:
    text = "The crew " + "and the crew " * 12 + "shut the gate, which may rust."
    (own,) = reader().read([article(text)])[0].assertions
    assert own.factuality == "CT+"


def test_a_sentence_is_the_outlets_own_where_nobody_elses_words_stand_in_it() -> None:
    known = marked("Rain fell. {S Ana Ruiz} {C said} {T it was shut}. Nobody came.")
    reading = reader(known).read([known.article])[0]
    assert [(a.id, known.text[a.span.start : a.span.end]) for a in reading.assertions] == [
        ("s1", "Rain fell."),
        ("s2", "Nobody came."),
    ]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("paragraph", 1),
        ("summary", 1),
        ("bullet", 1),
        ("headline", 0),
        ("heading", 0),
        ("caption", 0),
        ("list", 0),
        ("quote", 0),
    ],
)
def test_only_running_text_is_the_outlets_own_voice(kind: BlockKind, count: int) -> None:
    assert len(reader().read([article("Rain fell.", kind)])[0].assertions) == count


# What a cue lends, what is said, and what comes of both.
LENT: list[tuple[Factuality, str, Factuality]] = [
    ("CT+", "the gate is shut", "CT+"),
    ("CT+", "the gate is not shut", "CT-"),
    ("CT+", "the gate may be shut", "PS+"),
    ("CT-", "the gate is shut", "CT-"),
    ("CT-", "the gate is not shut", "CT+"),
    ("CT-", "the gate may be shut", "PS-"),
    ("PR+", "the gate is shut", "PR+"),
    ("PR+", "the gate is not shut", "PR-"),
    ("PR+", "the gate may be shut", "PS+"),
    ("PR+", "the gate is likely shut", "PR+"),
    ("PS+", "the gate is likely shut", "PS+"),
    ("CTu", "the gate is shut", "CTu"),
    ("CTu", "the gate is not shut", "CTu"),
    ("CT+", "it is unclear who shut the gate", "CTu"),
    ("PR+", "it is unclear who shut the gate", "Uu"),
    ("Uu", "the gate is shut", "Uu"),
    ("Uu", "the gate is not shut", "Uu"),
    ("CT+", "whether the gate is shut", "Uu"),
    ("CT-", "whether the gate is shut", "Uu"),
]


@pytest.mark.parametrize(("lent", "text", "value"), LENT)
def test_the_cue_lends_what_the_content_lowers_and_turns(lent: Factuality, text: str, value: Factuality) -> None:
    assert judged(text, (Span(0, len(text)),), lent).value == value


@pytest.mark.parametrize("lent", get_args(Factuality))
def test_what_was_not_said_stays_open(lent: Factuality) -> None:
    assert judged("the gate is shut", (Span(0, 16),), lent, cue_negated=True) == ("Uu", ())


def test_the_pieces_of_a_content_are_read_as_one() -> None:
    text = "The gate may, Ana said, not open"
    found = judged(text, (Span(0, 12), Span(24, len(text))), "CT+")
    assert found.value == "PS-"
    assert [text[slice(*span)] for span in found.hedges] == ["may", "not"]


WORDS = "the gate may not is likely unclear if whether never n't No , . who May unconfirmed"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join), st.sampled_from(get_args(Factuality)))
def test_certainty_is_never_more_than_the_cue_lends(text: str, lent: Factuality) -> None:
    found = judged(text, (Span(0, len(text)),), lent)
    assert found.value in get_args(Factuality)
    assert "PS PR CT".find(found.value[:2]) <= "PS PR CT".find(lent[:2])
    assert list(found.hedges) == sorted(found.hedges)
    assert all(text[start:end].strip() for start, end in found.hedges)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join), st.sampled_from(get_args(Factuality)))
def test_without_hedges_the_cue_decides(text: str, lent: Factuality) -> None:
    found = judged(text, (Span(0, len(text)),), lent)
    assert found.hedges or found.value == lent
