"""Word pieces: where they stand in the text, and what is marked on them."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scripted import tokenizer
from timing import seconds

from onrecord.model import Span
from onrecord.reader._pieces import CASES, PLACES, QUOTATIONS, SPACES, Pieces, pieces, sections

# Each text with its pieces by their words in it.
WORDS: list[tuple[str, list[str]]] = [
    ("", []),
    ("   ", []),
    ("word", ["word"]),
    ("Ana said no.", ["Ana", "said", "no", "."]),
    ("  Ana  said ", ["Ana", "said"]),
    ("U.S. law", ["U", ".", "S", ".", "law"]),
    ("can’t", ["can", "’", "t"]),
    ("10,000", ["10", ",", "000"]),
    ("naïve Über", ["naïve", "Über"]),
    ("cafe\u0301s in Nice", ["cafe\u0301s", "in", "Nice"]),
    ("👍 said 👎", ["👍", "said", "👎"]),
    ("he 👨‍👩‍👧 said", ["he", "👨‍👩‍👧", "said"]),
    ("a\u200b said\u202e", ["a", "said"]),
    ("\x00\x01 said \x02", ["said"]),
    ("\ufffd said", ["said"]),
    ("said\u00a0no", ["said", "no"]),
    ("大臣は「橋」と", ["大", "臣", "は", "「", "橋", "」", "と"]),
    ("قال", ["ق", "ا", "ل"]),
    ("한국 said", ["한", "국", "said"]),
    ("a \ud800 b", ["a", "\ud800", "b"]),
    ("x" * 500, ["x" * 500]),
    ("“No,” he", ["“", "No", ",", "”", "he"]),
]

CASE_OF = [
    ("...", 0),
    ("👍", 0),
    ("said", 1),
    ("Said", 2),
    ("McCoy", 2),
    ("USA", 3),
    ("A", 4),
    ("10", 5),
    ("3rd", 1),
    ("大", 6),
]

# Each text with the quotation mark of its pieces: 0 outside, 1 within, 2 opens, 3 closes.
QUOTATION_OF = [
    ("a b", [0, 0]),
    ("“a” b", [2, 1, 3, 0]),
    ("«a» b", [2, 1, 3, 0]),
    ("„a” b", [2, 1, 3, 0]),
    ('"a" b "a', [2, 1, 3, 0, 2, 1]),
    ("“a\nb", [2, 1, 0]),
    ('"a\nb"', [2, 1, 0, 2]),
    ("a” b", [0, 3, 0]),
    ("“a “b” c", [2, 1, 2, 1, 3, 0]),
    ('“a" b', [2, 1, 3, 0]),
    ("it’s ‘a’", [0, 0, 0, 0, 0, 0]),
]


def words_of(text: str, found: Pieces) -> list[str]:
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def by_line(text: str) -> Pieces:
    """The pieces of a text whose lines are its paragraphs; no article, which no lone surrogate gets into."""
    return pieces(text, lines_of(text), tokenizer())


def lines_of(text: str) -> list[Span]:
    return [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]


def whole(text: str) -> Pieces:
    """The pieces of a text that is one paragraph."""
    return pieces(text, [Span(0, len(text))], tokenizer())


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[ascii(text)[:30] for text, _ in WORDS])
def test_pieces_stand_where_their_words_do(text: str, expected: list[str]) -> None:
    assert words_of(text, whole(text)) == expected


@pytest.mark.parametrize(("text", "case"), CASE_OF, ids=[text for text, _ in CASE_OF])
def test_the_case_that_the_vocabulary_does_not_show_is_marked(text: str, case: int) -> None:
    assert whole(text).marks[0, 0] == case


@pytest.mark.parametrize(("text", "expected"), QUOTATION_OF, ids=[text for text, _ in QUOTATION_OF])
def test_quotations_are_marked_and_end_with_their_paragraph(text: str, expected: list[int]) -> None:
    assert by_line(text).marks[:, 3].tolist() == expected


def test_the_first_piece_of_article_and_paragraph_is_marked() -> None:
    found = by_line("Ana left.\nBen stayed.\nNobody.")
    assert found.marks[:, 1].tolist() == [2, 0, 0, 1, 0, 0, 1, 0]
    assert found.paragraphs.tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


def test_space_before_a_piece_is_marked() -> None:
    found = by_line("Ana can’t.\n No, Ana.")
    assert words_of("Ana can’t.\n No, Ana.", found) == ["Ana", "can", "’", "t", ".", "No", ",", "Ana", "."]
    assert found.marks[:, 2].tolist() == [0, 1, 0, 0, 0, 1, 0, 1, 0]


def test_an_article_that_begins_with_an_empty_paragraph_begins_where_its_words_do() -> None:
    found = pieces("\u200b\nAna", [Span(0, 1), Span(2, 5)], tokenizer())
    assert found.marks[:, 1].tolist() == [2]
    assert found.paragraphs.tolist() == [1]


def test_the_tokenizer_never_gets_more_than_a_few_thousand_letters_at_once() -> None:
    """Where it finds no memory it ends the process, so what it takes must stay small."""
    given_letters: list[int] = []

    class Counting:
        def encode(self, text: str, *, add_special_tokens: bool) -> object:
            given_letters.append(len(text))
            return tokenizer().encode(text, add_special_tokens=add_special_tokens)

    text = "!" * 100_000
    found = pieces(text, [Span(0, len(text))], Counting())  # type: ignore[arg-type]  # what is asked of a Tokenizer
    assert len(found.ids) == 100_000
    assert max(given_letters) <= 10_000


def test_what_stands_outside_the_paragraphs_is_no_piece() -> None:
    text = "Menu. Ana left. Menu."
    assert words_of(text, pieces(text, [Span(6, 15)], tokenizer())) == ["Ana", "left", "."]


def test_a_long_text_is_not_cut_off_and_a_short_one_not_filled() -> None:
    assert len(whole("a " * 2000).ids) == 2000
    assert whole("a").ids.tolist() == whole("a " * 2).ids.tolist()[:1]


def check(text: str, found: Pieces) -> None:
    """The laws of pieces, when every line is a paragraph."""
    lines = lines_of(text)
    size = len(found.ids)
    assert found.marks.shape == (size, 4)
    assert [len(part) for part in found] == [size] * len(found)
    for start, end, number in zip(found.starts, found.ends, found.paragraphs, strict=True):
        assert lines[number].start <= start < end <= lines[number].end
    for (_, end), (start, _) in pairwise(zip(found.starts, found.ends, strict=True)):
        assert end <= start
    assert (found.marks >= 0).all()
    assert (found.marks < [CASES, PLACES, SPACES, QUOTATIONS]).all()
    assert (np.diff(found.paragraphs) >= 0).all()
    begins = np.flatnonzero(np.diff(found.paragraphs, prepend=-1))
    assert np.flatnonzero(found.marks[:, 1]).tolist() == begins.tolist()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
@example("각 한국어 각각")
@example("İstanbul ﬁ ß ǆ")
@example("क्षि কো")
@example("a\ud800\udc00b")
def test_offsets_are_code_points_in_order_within_their_paragraph(text: str) -> None:
    check(text, by_line(text))


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_every_visible_ascii_sign_is_in_a_piece(text: str) -> None:
    found = whole(text)
    covered = {at for start, end in zip(found.starts, found.ends, strict=True) for at in range(start, end)}
    assert {at for at, sign in enumerate(text) if sign.isprintable() and sign != " "} <= covered


@given(st.lists(st.text('Aa “”"«»', min_size=1, max_size=12), max_size=5))
def test_a_paragraph_is_marked_alike_wherever_it_stands(lines: list[str]) -> None:
    together = by_line("\n".join(lines))
    alone = [by_line(line).marks[:, [0, 2, 3]] for line in lines]
    assert together.marks[:, [0, 2, 3]].tolist() == [row for marks in alone for row in marks.tolist()]


@pytest.mark.parametrize("piece", ["Ana Ruiz said no. ", "x", "“", "大", "e\u0301", "\u200b", "한", "no\n"])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times the text may take twelve times as long; two tenths of a second are the noise of a busy machine."""

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        return seconds(lambda: by_line(text))

    assert taken(200_000) < 12 * taken(20_000) + 0.2


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([5], [5]),
        ([20_000], [20_000]),
        ([19_999, 2], [19_999, 2]),
        ([12_000, 8_000, 1], [20_000, 1]),
        ([12_000, 9_000, 9_000, 3_000], [12_000, 18_000, 3_000]),
        ([45_000], [20_000, 20_000, 5_000]),
        ([], []),
    ],
)
def test_long_articles_are_read_in_parts_that_end_with_a_paragraph(lengths: list[int], expected: list[int]) -> None:
    paragraphs = np.repeat(np.arange(len(lengths)), lengths)
    column = np.arange(len(paragraphs))
    whole = Pieces(column, np.stack([column] * 4, axis=-1), column, column + 1, paragraphs)
    parts = list(sections(whole))
    assert [len(part.ids) for part in parts] == expected
    assert [number for part in parts for number in part.ids.tolist()] == column.tolist()
    assert all(part.marks.shape == (len(part.ids), 4) for part in parts)
