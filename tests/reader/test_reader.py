"""Laws of the reader, whatever the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Block, Reading, Span
from onrecord.reader import Reader

HOSTILE = [
    "",
    "word",
    ".",
    "“",
    "”",
    "“”",
    "''",
    "“unclosed quotation said Ana Ruiz",
    "closed quotation,” said Ana Ruiz",
    "“A “B “C said",
    "said said said said",
    "according to",
    "According to according to",
    ", said",
    "Ana Ruiz said",
    "said that that that",
    "with reporting",
    "as quoted as saying",
    "(((((((((((((((((((",
    ")))))))))))))))))))",
    ", , , , , , , , said , , ,",
    "قال الوزير إن الجسر مفتوح.",
    "大臣は「橋は開いている」と述べた。",
    "👍 said 👎: “👌”",
    "e\u0301\u0301\u0301 said \u200b\u200f\u202e",
    "\x00\x01 said \x02",
    "\ud7ff said \ue000",
    "10 to 5 to 3 of 7,,,000 $ $ $5 %",
    "between between 3 and and 5",
    "his her their claim that said",
    ":" * 50,
    "A: B: C: D",
    "\n\n\n",
]

# Words that the rules look at, parted by bars, so that made texts run into every one of them.
WORDS = (
    "Ana Ruiz|said|that|the|gate|was|.|,|“|”|\"|''|he|who|according to|and|but|with|reporting|10,000|to|12|about"
    "|men|shut|killed|reports|claim|’s|(|)|\n|:|—|not|may|was asked|U.S.|Ministry|North Korea|saying|as|by|of|$|%"
    "|expected to|told"
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


def paragraphs(text: str) -> Article:
    """An article whose every line is a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return Article(id="a", path="a.txt", text=text, blocks=tuple(blocks))


def read(text: str) -> Reading:
    """The reading of a text."""
    return Reader.open().read([paragraphs(text)])[0]


def spans_of(reading: Reading) -> list[Span]:
    """Every span of a reading."""
    spans = [s for a in reading.attributions for part in (a.source, a.cue, a.content, a.hedges) for s in part]
    spans += [s for a in reading.assertions for s in (a.span, *a.hedges)]
    return spans + [q.span for q in reading.quantities] + [m.span for m in reading.mentions]


def check(text: str, reading: Reading) -> None:
    """The laws that hold for every reading."""
    for start, end in spans_of(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for found in reading.attributions:
        assert found.cue
        assert found.content
        for part in (found.source, found.cue, found.content):
            assert list(part) == sorted(part)
            assert all(a.end <= b.start for a, b in pairwise(part))
    assert [a.id for a in reading.attributions] == [f"a{n}" for n in range(1, len(reading.attributions) + 1)]
    assert [s.id for s in reading.assertions] == [f"s{n}" for n in range(1, len(reading.assertions) + 1)]
    stated = {a.id for a in reading.attributions} | {s.id for s in reading.assertions} | {None}
    assert all(q.stated_in in stated for q in reading.quantities)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_without_an_error(text: str) -> None:
    check(text, read(text))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_span_is_valid_in_order_and_not_empty(text: str) -> None:
    check(text, read(text))


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_is_read(text: str) -> None:
    check(text, read(text))


@settings(deadline=None)
@given(TEXTS)
def test_the_same_article_gives_the_same_reading(text: str) -> None:
    assert read(text) == read(text)


@settings(deadline=None)
@given(TEXTS)
def test_an_assertion_overlaps_nobody_elses_words(text: str) -> None:
    reading = read(text)
    taken = [s for a in reading.attributions for part in (a.cue, a.content) for s in part]
    for own in reading.assertions:
        assert not any(own.span.start < end and start < own.span.end for start, end in taken)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_articles_read_together_are_read_as_each_alone(texts: list[str]) -> None:
    together = Reader.open().read([paragraphs(text) for text in texts])
    assert together == [read(text) for text in texts]


def test_a_reading_names_its_article_and_reader() -> None:
    reader = Reader.open()
    reading = reader.read([paragraphs("Rain fell.")])[0]
    assert (reading.article, reading.reader, reading.times) == ("a", reader.version, ())


def test_nothing_outside_the_blocks_is_read() -> None:
    text = "Menu: Ana Ruiz said hello.\nBen Cole said it was shut."
    article = Article(id="a", path="a", text=text, blocks=(Block("paragraph", Span(27, len(text))),))
    reading = Reader.open().read([article])[0]
    assert all(span.start >= 27 for span in spans_of(reading))
    assert len(reading.attributions) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "Ana Ruiz said the gate was shut and 40 men left. ",
        "“No,” he said, ",
        "word ",
        "x",
        "Ana Ruiz, ",
        "“",
        "said ",
        "Ana ",
        "of the ",
        "1,",
        "(a ",
        "reports that ",
        "U.S.",
        "\n“",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times the text may take a little over ten times as long, never a hundred times."""

    def seconds(size: int) -> float:
        article = paragraphs(piece * (size // len(piece)))
        began = time.perf_counter()
        Reader.open().read([article])
        return time.perf_counter() - began

    seconds(10_000)
    assert seconds(100_000) < 40 * min(seconds(10_000) for _ in range(2)) + 1
