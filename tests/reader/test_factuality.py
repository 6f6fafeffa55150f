"""How certain a sentence that the outlet says itself is, and which words tell it."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Block, BlockKind, Span
from onrecord.reader import Reader

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
]


def article(text: str, kind: BlockKind = "paragraph") -> Article:
    """An article of one block."""
    return Article(id="a", path="a", text=text, blocks=(Block(kind, Span(0, len(text))),))


@pytest.mark.parametrize(("text", "value", "hedges"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_an_assertion_is_as_certain_as_its_words(text: str, value: str, hedges: list[str]) -> None:
    (own,) = Reader.open().read([article(text)])[0].assertions
    assert own.factuality == value
    assert [text[start:end] for start, end in own.hedges] == hedges


def test_hedges_far_into_a_sentence_do_not_count() -> None:
    text = "The crew " + "and the crew " * 12 + "shut the gate, which may rust."
    (own,) = Reader.open().read([article(text)])[0].assertions
    assert own.factuality == "CT+"


def test_a_sentence_is_the_outlets_own_where_nobody_elses_words_stand_in_it() -> None:
    text = "Rain fell. Ana Ruiz said it was shut. Nobody came."
    reading = Reader.open().read([article(text)])[0]
    assert [(a.id, text[a.span.start : a.span.end]) for a in reading.assertions] == [
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
    assert len(Reader.open().read([article("Rain fell.", kind)])[0].assertions) == count
