"""Whose reporting a page says it carries, and which unnamed sources it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, said

from onrecord.assess._hearsay import (
    CARRIED,
    LEAD,
    carried,
    has_it_first_hand,
    is_same,
    retold,
    signature_of,
    unnamed,
)
from onrecord.model import Article, Hint, HintKind, Reading, Span, Unnamed

TEXT = (
    "Bridge shut at Karsholm\n"
    "It will stay shut for weeks, according to Reuters, two security sources said.\n"
    "A clerk told NBC News that the keys are lost.\n"
    "Later a fisherman told CNN that he had seen rust fall."
)


def hint(kind: HintKind, origin: str, words: str, text: str = TEXT) -> Hint:
    at = text.find(words)
    return Hint(kind, origin, words, None if at < 0 else Span(at, at + len(words)))


def page(*hints: Hint, **fields: str | None) -> Article:
    return replace(article(TEXT), hints=hints, **fields)  # type: ignore[arg-type]  # names and agencies only


REUTERS = hint("according to", "Reuters", "according to Reuters")
NBC = hint("told", "NBC News", "told NBC News")
CNN = hint("told", "CNN", "told CNN")


@pytest.mark.parametrize("kind", CARRIED)
def test_a_page_carries_what_its_lines_say_it_carries(kind: HintKind) -> None:
    found = carried(page(hint(kind, "AP", "Karsholm")))
    assert found == ("AP", "carries AP", "Karsholm")


@pytest.mark.parametrize("kind", ["credit", "told", "according to"])
def test_a_picture_s_credit_and_a_passage_s_source_are_not_the_whole_page_s(kind: HintKind) -> None:
    assert carried(page(hint(kind, "AP", "Karsholm"))) is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"wire": "AP"}, "AP"),
        ({"original_source": "nbcnews.com"}, "nbcnews.com"),
        ({"wire": "AP", "original_source": "nbcnews.com"}, "AP"),
        ({"wire": "AP", "outlet": "ap"}, None),
    ],
)
def test_without_a_line_it_is_the_agency_or_site_that_the_page_room_found(
    fields: dict[str, str], expected: str | None
) -> None:
    found = carried(page(**fields))
    assert (found and found.name) == expected


def test_the_plainest_line_is_taken_and_among_equals_the_first() -> None:
    hints = (hint("closing", "AFP", "rust"), hint("dateline", "AP", "shut"), hint("dateline", "dpa", "Bridge"))
    found = carried(page(*hints))
    assert found is not None
    assert found.name == "dpa"


def test_an_outlet_does_not_carry_itself() -> None:
    assert carried(page(hint("byline", "The Canal Herald", "Karsholm"), outlet="the canal herald")) is None


@pytest.mark.parametrize(
    ("hints", "outlet", "expected"),
    [
        ((REUTERS, NBC), None, "Reuters"),
        ((NBC, REUTERS), None, "Reuters"),
        ((REUTERS, NBC), "Reuters", "NBC News"),
        ((CNN,), None, None),
        ((), None, None),
    ],
)
def test_the_news_of_a_page_is_whom_its_first_words_name(
    hints: tuple[Hint, ...], outlet: str | None, expected: str | None
) -> None:
    found = retold(page(*hints, outlet=outlet))
    assert (found and found.name) == expected
    if found:
        assert found.words in TEXT
        assert found.reason.endswith(found.name)


def test_the_first_words_are_those_of_the_first_blocks() -> None:
    assert len(TEXT.split("\n")[:LEAD]) == 3


@pytest.mark.parametrize(("hints", "expected"), [((NBC,), True), ((REUTERS,), False), ((), False)])
def test_what_a_source_told_the_outlet_itself_is_first_hand(
    hints: tuple[Hint, ...],
    expected: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert has_it_first_hand(page(*hints, outlet="NBC News")) == expected


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("two security sources", "two security source"),
        ("Two Security Sources", "two security source"),
        ("a senior U.S. official", "senior us official"),
        ("the senior US official", "senior us official"),
        ("person familiar with the matter", "person familiar with matter"),
        ("Western diplomats", "western diplomat"),
        ("officials", ""),
        ("a senior official", "senior official"),
        ("diplomats", ""),
        ("two sources", ""),
        ("the official", ""),
        ("Kurt Campbell", ""),
        ("the town hall", ""),
        ("", ""),
    ],
)
def test_an_unnamed_source_is_known_by_its_words_where_they_say_enough(name: str, signature: str) -> None:
    assert signature_of(name) == signature


@given(st.text(max_size=60))
def test_a_signature_says_no_more_when_made_again(name: str) -> None:
    assert signature_of(name) in ("", signature_of(signature_of(name)) or signature_of(name))


def test_the_unnamed_sources_of_the_first_blocks_are_found_in_text_order() -> None:
    made = page()
    reading = Reading(
        made.id,
        "made",
        (
            said(made, "the keys are lost", "A clerk"),
            said(made, "It will stay shut for weeks", "two security sources"),
            said(made, "he had seen rust fall", "a fisherman official of some port"),
        ),
    )
    assert [source.signature for source in unnamed(made, reading)] == ["two security source"]
    (source,) = unnamed(made, reading)
    assert source.words == "two security sources"
    assert source.content == {"stay", "shut", "weeks"}


def test_a_source_without_speaker_is_none() -> None:
    made = page()
    assert unnamed(made, Reading(made.id, "made", (said(made, "It will stay", None),))) == ()


def source(signature: str, *content: str) -> Unnamed:
    return Unnamed(signature, frozenset(content), signature)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (source("two security source", "bridge", "shut"), source("two security source", "bridge", "shut"), True),
        (source("two security source", "bridge", "shut"), source("two security source", "bridge", "rust"), True),
        (source("two security source", "bridge", "shut"), source("two security source", "barley", "rust"), False),
        (source("two security source", "bridge", "shut"), source("security source", "bridge", "shut"), False),
        (source("two security source"), source("two security source"), False),
        (source("a b", "bridge"), source("a b", "bridge", "shut", "for", "weeks"), True),
    ],
)
def test_one_source_is_the_same_words_for_it_and_half_of_what_it_says(
    one: Unnamed,
    other: Unnamed,
    expected: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    assert is_same(one, other) == is_same(other, one) == expected
