"""Which words of an article are its reporter's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article

from onrecord.assess._masking import SIZE, Prose, prose, sampled
from onrecord.model import Block, Span
from onrecord.text import shingles

PLAIN = "Inspectors closed the old road bridge at Karsholm before dawn on Tuesday morning."
# What the next tests put words into: it has no word in quotation marks and none of the first person.


def own_words(page: Prose) -> set[str]:
    """The words that stand in some shingle of the reporter's own."""
    return {word for at in page.own.values() for word in page.words[at : at + SIZE]}


@pytest.mark.parametrize(
    "line",
    [
        "“The bridge is tired and so are all of its keepers,” the mayor said.",
        '"The bridge is tired and so are all of its keepers," the mayor said.',
        "„The bridge is tired and so are all of its keepers“, the mayor said.",
        "«The bridge is tired and so are all of its keepers», the mayor said.",
        "``The bridge is tired and so are all of its keepers,'' the mayor said.",
        "‘The bridge is tired and so are all of its keepers,’ the mayor said.",
        "'The bridge is tired and so are all of its keepers,' the mayor said.",
        "“The bridge is tired and so are all of its keepers. Nobody listens.",
        '"The bridge is tired and so are all of its keepers. Nobody listens.',
        "I said then that the bridge is tired and so are all of its keepers.",
        "The bridge is tired, we say, and so are all of its poor old keepers.",
        "The bridge is tired and so are all of its keepers @karsholm today.",
        "The bridge is tired and so are all of its keepers today #bridge.",
    ],
)
def test_speech_is_nobodys_own(line: str) -> None:
    page = prose(article(f"{PLAIN}\n{line}"))
    assert own_words(page) >= {"inspectors", "karsholm", "tuesday"}
    assert not own_words(page) & {"tired", "keepers"}
    numbers = enumerate(shingles(page.words, SIZE))
    spoken = {word for at, number in numbers if number in page.spoken for word in page.words[at : at + SIZE]}
    assert spoken >= {"tired", "keepers"}


@pytest.mark.parametrize(
    "line",
    [
        "The ferrymen’s guild and the mayor’s men had walked it the evening before.",
        "The ferrymen's guild and the mayors' men had walked it the evening before.",
        "Rock 'n' roll, it was said, had been played by the guild the evening before.",
        "The U.S. guild of ferrymen and the mayor had walked it the evening before.",
        "They were well and the guild had walked it with the mayor the evening before.",
        "Write to guild@karsholm.example, the mayor had said there the evening before.",
    ],
)
def test_what_only_looks_like_speech_stays_the_reporters(line: str) -> None:
    assert own_words(prose(article(f"{PLAIN}\n{line}"))) >= {"guild", "evening", "before"}


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for the harbour letter of this paper and read it at breakfast.",
        "Photo by Marta Lien shows the harbour of the town early in the morning.",
        "With a digital subscription you see every harbour of the whole coast.",
        "Copyright of the harbour pictures is with the paper and with nobody else.",
    ],
)
def test_notices_of_a_publisher_are_neither_own_nor_speech(line: str) -> None:
    page = prose(article(f"{PLAIN}\n{line}"))
    assert "harbour" in page.words
    assert "harbour" not in own_words(page)
    assert not page.spoken


@pytest.mark.parametrize(
    ("kind", "own"), [("paragraph", True), ("summary", True), ("list", True), ("caption", False), ("headline", False)]
)
def test_captions_and_headlines_are_clutter(kind: str, own: bool) -> None:  # noqa: FBT001 -- a column of the table
    made = article(PLAIN)
    page = prose(type(made)(id="a", path="", text=PLAIN, blocks=(Block(kind, Span(0, len(PLAIN))),)))  # type: ignore[arg-type]  # one of the kinds
    assert bool(page.own) == own
    assert not page.spoken


def test_a_block_that_is_a_quotation_is_speech() -> None:
    page = prose(type(article(PLAIN))(id="a", path="", text=PLAIN, blocks=(Block("quote", Span(0, len(PLAIN))),)))
    assert not page.own
    assert page.spoken


def test_text_outside_of_the_blocks_is_not_looked_at() -> None:
    text = f"Menu and search\n{PLAIN}"
    page = prose(type(article(text))(id="a", path="", text=text, blocks=(Block("paragraph", Span(16, len(text))),)))
    assert "menu" not in page.words
    assert page.own


def test_words_are_folded_and_keep_their_place() -> None:
    text = "The “Mayor’s” OFFICE, it’s said, e-mailed ÖSTLUND’s 25 men."
    page = prose(article(text))
    assert page.words == ("the", "mayors", "office", "its", "said", "e", "mailed", "östlunds", "25", "men")
    assert [text[start:end] for start, end in page.spans][:3] == ["The", "Mayor’s", "OFFICE"]
    assert page.plain == bytes([0, 0, 0, 1, 1, 1, 1, 0, 0, 1])


def test_a_shingle_that_comes_twice_is_known_by_its_first_place() -> None:
    page = prose(article(f"{PLAIN}\n{PLAIN}"))
    count = len(page.words) // 2
    assert all(at < count for number, at in page.own.items() if at + SIZE <= count)
    assert len(page.own) == len(page.words) - SIZE + 1 - (count - SIZE + 1)


@given(st.text(alphabet="ab I@#\"'“”‘’«»„`.,\n\t!?é\ud800", max_size=300))
def test_no_text_is_refused_and_own_shingles_hold_no_speech(text: str) -> None:
    page = prose(replace(article(""), text=text, blocks=(Block("paragraph", Span(0, len(text))),)))
    assert len(page.words) == len(page.spans) == len(page.plain)
    assert all(at + SIZE <= len(page.words) for at in page.own.values())
    assert all(text[start:end] for start, end in page.spans)


@given(st.integers(0, 10**6))
def test_the_sample_is_a_fixed_part_that_takes_no_account_of_the_page(seed: int) -> None:
    numbers = [seed + n for n in range(400)]
    assert len(sampled(numbers)) == 100
    assert sampled(numbers[:200]) == sampled(numbers) & set(numbers[:200])
