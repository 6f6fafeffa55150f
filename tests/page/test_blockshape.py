"""What the words of blocks are like, alone and beside those of the other blocks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.page import _blockplace, _blockshape
from onrecord.page._assemble import Piece

if TYPE_CHECKING:
    from onrecord.model import BlockKind

PLAIN = "The harbour council of Ostvik closed the old pier on Monday."


def shape(
    text: str, kind: BlockKind = "paragraph", headline: str = "", descriptions: tuple[str, ...] = ()
) -> _blockshape.Row:
    return _blockshape.shapes([Piece(kind, text)], headline, descriptions)[0]


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        ("four", "letters", math.log1p(4)),
        ("fo ur", "letters", math.log1p(4)),
        ("", "letters", math.log1p(1)),
        ("one two three", "words", math.log1p(3)),
        (PLAIN, "ends as sentence", 1),
        (PLAIN[:-1], "ends as sentence", 0),
        ("He said “no.”", "ends as sentence", 1),
        ("One. Two! Three?", "sentences", math.log1p(3)),
        ("港は閉まった。", "sentences", math.log1p(1)),
        ("The reasons:", "ends in colon", 1),
        ("The: reasons", "ends in colon", 0),
        ("Who pays?", "ends in question", 1),
        ("a1b2", "digits", 0.5),
        ("Ida Solberg", "capitalised", 1),
        ("Ida said", "capitalised", 0.5),
        ("RISK REMAINS", "capitals", 1),
        ("He said “no”", "quotes", 1),
        (PLAIN, "quotes", 0),
        ("Support your paper", "to the reader", 10 / 3),
        ("Ihre Meinung", "to the reader", 5),
        ("(You)", "to the reader", 10),
        ("Yourself", "to the reader", 0),
        ("We and our readers", "of the outlet", 5),
        (PLAIN, "business", 0),
        ("Subscribe to the newsletter", "business", 2),
        ("newsletter, subscribe, facebook, instagram, twitter, telegram", "business", 4),
        ("an app for all", "business", 1),
        ("App of the day", "business", 1),
        ("an appendix", "business", 0),
        ("write to ida@ostvik.example", "address", 1),
        ("see www.ostvik.example", "address", 1),
        (PLAIN, "address", 0),
    ],
)
def test_feature_of_words(text: str, feature: str, value: float) -> None:
    assert shape(text)[feature] == pytest.approx(value)


@pytest.mark.parametrize("kind", ["heading", "quote", "summary"])
def test_kind_is_told_but_not_that_of_lists(kind: BlockKind) -> None:
    kinds = ("heading", "quote", "summary")
    assert [shape(PLAIN, kind)[name] for name in kinds] == [float(name == kind) for name in kinds]
    assert shape(PLAIN, "bullet") == shape(PLAIN, "list") == shape(PLAIN)


@pytest.mark.parametrize(
    ("headline", "value"), [("", 0), ("Old Pier", 1), ("old pier burns down", 0.5), ("Bread is dear", 0)]
)
def test_words_of_the_headline_are_counted(headline: str, value: float) -> None:
    assert shape(PLAIN, headline=headline)["words of title"] == pytest.approx(value)


@pytest.mark.parametrize(("descriptions", "value"), [((), 0), (("", PLAIN), 1), ((PLAIN[:20],), 0)])
def test_description_is_known(descriptions: tuple[str, ...], value: float) -> None:
    assert shape(PLAIN, descriptions=descriptions)["described"] == value


def test_block_off_the_theme_shares_no_words_with_the_others() -> None:
    texts = [f"The harbour council closed number {number}." for number in range(3)] + ["Bakers strike again."]
    rows = _blockshape.shapes([Piece("paragraph", text) for text in texts], "", ())
    assert rows[0]["words of theme"] == rows[0]["words shared"] == pytest.approx(4 / 4)
    assert rows[3]["words of theme"] == rows[3]["words shared"] == 0


def test_length_is_told_beside_the_usual_paragraph() -> None:
    rows = _blockshape.shapes([Piece("paragraph", text) for text in [PLAIN, PLAIN, "Short."]], "", ())
    assert rows[0]["length beside usual"] == 0
    assert rows[2]["length beside usual"] < -1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6), st.text(max_size=20))
def test_any_text_has_the_same_finite_features(texts: list[str], headline: str) -> None:
    rows = _blockshape.shapes([Piece("paragraph", text) for text in texts], headline, (headline,))
    assert [list(row) for row in rows] == [list(shape(PLAIN))] * len(texts)
    assert all(math.isfinite(value) for row in rows for value in row.values())


def test_lexicon_is_in_lower_case() -> None:
    words = _blockshape.told()
    for word in [*words.reader, *words.outlet, *words.business]:
        assert word == word.lower()
    for part in _blockplace.name_parts().values():
        assert part.pattern == part.pattern.lower()
