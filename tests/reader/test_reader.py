"""Laws of the reader, whatever the text and whatever the network finds in it."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import babbling, marked, reader
from timing import seconds

from onrecord.model import Article, Block, BlockKind, Reading, Span
from onrecord.reader import Reader
from onrecord.reader._reader import _runs

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
    ", said",
    "Ana Ruiz said",
    "said that that that",
    "as quoted as saying",
    "(((((((((((((((((((",
    ", , , , , , , , said , , ,",
    "قال الوزير إن الجسر مفتوح.",
    "大臣は「橋は開いている」と述べた。",
    "대변인은 다리가 열려 있다고 말했다.",
    "👍 said 👎: “👌🏽👨‍👩‍👧”",
    "e\u0301\u0301\u0301 said \u200b\u200f\u202e",
    "\x00\x01 said \x02",
    "\ud7ff said \ue000",
    "lone \ud800 surrogates \udfff said",
    "10 to 5 to 3 of 7,,,000 $ $ $5 %",
    "between between 3 and and 5",
    "his her their claim that said",
    ":" * 50,
    "A: B: C: D",
    "\n\n\n",
    "x" * 5000,
    "a\u2028b\u2029c\x85d\x0be",
]

# Words that the rules look at, parted by bars, so that made texts run into every one of them.
WORDS = (
    "Ana Ruiz|said|that|the|gate|was|.|,|“|”|\"|''|he|who|according to|and|but|with|reporting|10,000|to|12|about"
    "|men|shut|killed|reports|claim|’s|(|)|\n|:|—|not|may|was asked|U.S.|Ministry|North Korea|saying|as|by|of|$|%"
    "|expected to|told|citing|the mayor|could not be verified|these|?|if"
)
TEXTS = st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map(" ".join)


@functools.cache
def packaged() -> Reader:
    """The reader as it comes; what it finds is for the benchmarks to say."""
    return Reader.open()


@functools.cache
def babbler() -> Reader:
    return babbling()


def paragraphs(text: str) -> Article:
    """An article whose every line is a paragraph."""
    blocks = tuple(Block("paragraph", Span(*line.span())) for line in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Article(id="a", path="a.txt", text=text, blocks=blocks)


def read(text: str, by: Reader | None = None) -> Reading:
    """The reading of a text, by the babbling reader where none is given."""
    return (by or babbler()).read([paragraphs(text)])[0]


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
            assert all(a.end <= b.start for a, b in pairwise(part))
        assert bool(found.speaker) == bool(found.source)
    assert [a.id for a in reading.attributions] == [f"a{n}" for n in range(1, len(reading.attributions) + 1)]
    assert [s.id for s in reading.assertions] == [f"s{n}" for n in range(1, len(reading.assertions) + 1)]
    stated = {a.id for a in reading.attributions} | {s.id for s in reading.assertions} | {None}
    assert all(q.stated_in in stated for q in reading.quantities)


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:40] for text in HOSTILE])
def test_hostile_text_is_read_without_an_error(text: str) -> None:
    check(text, read(text))
    check(text, read(text, packaged()))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_is_valid_in_order_and_not_empty(text: str) -> None:
    check(text, read(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_is_read(text: str) -> None:
    check(text, read(text))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120) | TEXTS)
def test_the_packaged_reader_keeps_the_laws(text: str) -> None:
    check(text, read(text, packaged()))


@settings(deadline=None)
@given(TEXTS)
def test_the_same_article_gives_the_same_reading(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=10, deadline=None)
@given(TEXTS)
def test_the_packaged_reader_reads_the_same_twice(text: str) -> None:
    assert read(text, packaged()) == read(text, packaged())


@settings(deadline=None)
@given(TEXTS)
def test_an_assertion_overlaps_nobody_elses_words(text: str) -> None:
    reading = read(text)
    taken = [s for a in reading.attributions for part in (a.cue, a.content) for s in part]
    for own in reading.assertions:
        assert not any(own.span.start < end and start < own.span.end for start, end in taken)


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_articles_read_together_are_read_as_each_alone(texts: list[str]) -> None:
    assert babbler().read([paragraphs(text) for text in texts]) == [read(text) for text in texts]


@settings(max_examples=5, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_the_packaged_reader_reads_each_as_alone(texts: list[str]) -> None:
    """Its 8-bit arithmetic would let articles that share a run change each other."""
    together = packaged().read([paragraphs(text) for text in texts])
    assert together == [read(text, packaged()) for text in texts]


def test_no_articles_are_no_readings() -> None:
    assert babbler().read([]) == []


def test_a_reading_names_its_article_and_reader() -> None:
    made = packaged()
    reading = made.read([paragraphs("Rain fell.")])[0]
    assert (reading.article, reading.reader, reading.times) == ("a", made.version, ())


def test_what_the_network_does_not_know_is_the_outlets_own() -> None:
    known = marked("{S Ana} {C said} {T no}.")
    made = reader(known)
    assert len(made.read([known.article])[0].attributions) == 1
    (unknown,) = made.read([paragraphs("Ana said yes.")])
    assert (len(unknown.attributions), len(unknown.assertions)) == (0, 1)


def test_nothing_outside_the_blocks_is_read() -> None:
    text = "Menu: 12 men, Ana Ruiz said hello.\nBen Cole said 40 men left in May.\nFooter 13."
    block = Block("paragraph", Span(35, 68))
    article = Article(id="a", path="a", text=text, blocks=(block,))
    for made in (babbler(), packaged()):
        reading = made.read([article])[0]
        assert spans_of(reading)
        assert all(35 <= start < end <= 68 for start, end in spans_of(reading))
        alone = made.read([paragraphs(text[35:68])])[0]
        assert [Span(a + 35, b + 35) for a, b in spans_of(alone)] == spans_of(reading)


@pytest.mark.parametrize("kind", ["headline", "heading", "caption"])
def test_what_stands_apart_from_the_flow_is_read_by_itself(kind: BlockKind) -> None:
    text = "Ana Ruiz said no.\nBen Cole said yes.\nIt rained, Ana said."
    lines = paragraphs(text).blocks
    article = Article(id="a", path="a", text=text, blocks=(lines[0], Block(kind, lines[1].span), lines[2]))
    assert _runs(article) == [[lines[0].span, lines[2].span], [lines[1].span]]


def test_a_long_article_is_read_to_its_end() -> None:
    text = "\n".join(f"Ana Ruiz said gate {n} was shut and {n} men left." for n in range(2, 400))
    reading = read(text)
    assert [q.low for q in reading.quantities if q.counted == "men"] == [*range(2, 400)]
    assert max(span.end for a in reading.attributions for span in (*a.cue, *a.content)) > len(text) - 200


@pytest.mark.parametrize("size", [1, 2, 253, 254, 255, 476, 477, 700])
def test_articles_of_about_a_windows_length_are_read(size: int) -> None:
    text = "no " * size
    check(text, read(text))
    check(text, read(text, packaged()))


PIECES = [
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
    "U.S.",
    "\n“",
    "大",
    "한",
    "e\u0301",
    "these reports could not be verified. ",
    "could not be verified ",
    "the mayor Ana said, citing ",
    "citing ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times the text may take twelve times as long; half a second is the noise of a busy machine."""

    def taken(size: int) -> float:
        article = paragraphs(piece * (size // len(piece)))
        return seconds(lambda: babbler().read([article]))

    assert taken(40_000) < 12 * taken(4_000) + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["Ana Ruiz said the gate was shut. ", "x", "大 "])
def test_the_packaged_reader_takes_two_hundred_thousand_characters(piece: str) -> None:
    def taken(size: int) -> float:
        article = paragraphs(piece * (size // len(piece)))
        return seconds(lambda: check(article.text, packaged().read([article])[0]))

    assert taken(200_000) < 12 * taken(20_000) + 1
