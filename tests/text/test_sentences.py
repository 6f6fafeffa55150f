"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import seconds

from onrecord.model import Span
from onrecord.text import sentences

# Sentences, parted by a bar where one must end.
TEXTS = [
    "It rained. | It stopped.",
    "It rained! | It stopped? | Yes.",
    "No sign at the end",
    "The U.S. Navy sailed.",
    "He moved to the U.S. | She stayed.",
    "The U.S. and Japan agreed.",
    "He left the U.N. | The vote failed.",
    "On Oct. 16 it rained.",
    "It rained in Oct. | It stopped.",
    "See No. 2 and Art. 5 of it.",
    "Gov. Lee spoke. | Sen. Ray did not.",
    "Lt. Gen. Ray and Col. Lee spoke.",
    "Mr. Lee met Mrs. Ray and Dr. Moe.",
    "J. R. Lee spoke. | K. Moe did not.",
    "George W. Lee spoke.",
    "It grew by 3.5 percent.",
    "It cost $1.50. | It was cheap.",
    "At 5 p.m. the gate shut.",
    "It shut at 5 p.m. | The guard left.",
    "Acme Inc. said so.",
    "He works for Acme Inc. | He likes it.",
    "He said “no.” | She said “yes.”",
    '"No." | "Yes."',
    "“It rained. | It stopped,” he said.",
    "It rained (again.) | It stopped.",
    "It rained. | (It stopped.)",
    "It rained. | “It stopped.”",
    "It rained. | — It stopped.",
    "It rained ... | It stopped.",
    "It rained … and stopped.",
    "“Who?” he asked.",
    "“Stop!” | Lee shouted.",
    "Visit example.com for more.",
    "Version 2.0 is out. | Get it.",
    "He won 3-2. | She lost.",
    "It has 1,000 men. | 20 left.",
    "Ph.D. students came.",
    "St. Paul is cold.",
    "Alex Lee Jr. spoke. | He left.",
    "雨が降った。|止んだ。",
    "「雨。」|止んだ。",
    "«Il pleut.» | Il part.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_the_table_says(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace(" | ", " ").replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_no_sentence_crosses_a_line_break() -> None:
    text = "one line\nanother line\r\n\n third line. Its end\u2028last"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == ["one line", "another line", "third line.", "Its end", "last"]


def test_a_span_bounds_the_search_and_offsets_stay_those_of_the_text() -> None:
    text = "One. Two. Three."
    assert sentences(text, Span(5, 9)) == (Span(5, 9),)
    assert sentences(text, Span(5, 8)) == (Span(5, 8),)
    assert sentences(text, Span(4, 4)) == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \r\n"])
def test_white_space_is_no_sentence(text: str) -> None:
    assert sentences(text) == ()


@given(st.text(alphabet=st.sampled_from("Aab .!?\n“”\"'()’。U.S0"), max_size=60))
def test_sentences_are_in_order_trimmed_and_leave_out_only_white_space(text: str) -> None:
    found = sentences(text)
    at = 0
    for start, end in found:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[at:start].strip()
        assert "\n" not in text[start:end]
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("sign", [".", "“", ".”", "a.", ". ", "? A"])
def test_time_grows_no_faster_than_the_text(sign: str) -> None:
    """A quadratic splitter takes a hundred times as long for ten times the text; the bound leaves room for noise."""

    def taken(size: int) -> float:
        text = sign * (size // len(sign))
        return seconds(lambda: sentences(text))

    assert taken(200_000) < 40 * taken(20_000) + 0.5


@pytest.mark.parametrize("word", ["word ", "word", "a" * 9_999 + " "])
def test_what_never_ends_is_cut_at_blanks_where_there_are_any(word: str) -> None:
    text = word * 20_000 if len(word) < 10 else word * 20
    found = sentences(text)
    assert max(end - start for start, end in found) <= 10_000
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
