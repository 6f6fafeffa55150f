"""Two real page dumps, kept beside the repository: only counts, names and first words are repeated here."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.model import Article, Capture
from onrecord.page import read_page

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real pages are not beside this repository")


def article(start: str) -> Article:
    path = next(SAMPLES.glob(f"{start}_*.txt"))
    found = read_page(Capture(path.read_bytes(), path.name, None, None, datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    return found


def first_words(found: Article, kind: str) -> list[str]:
    return [" ".join(found.text[b.span.start : b.span.end].split()[:3]) for b in found.blocks if b.kind == kind]


def test_metadata_in_the_keyword_line() -> None:
    found = article("000")
    assert (found.outlet, found.authors, found.section) == ("Newslooks", ("J. Mansour",), "Morning Edition")
    assert (found.dateline, found.wire, found.original_source) == ("SEOUL, South Korea", None, None)
    assert (found.published, found.published_from) == (date(2024, 10, 16), "caption")
    assert found.credits == ("Jung Yeon-je", "Pool Photo", "AP")
    assert len(found.tags) == 4


def test_blocks_of_the_page_with_a_quick_look() -> None:
    found = article("000")
    kinds = {"headline": 1, "summary": 1, "caption": 1, "heading": 3, "bullet": 5, "paragraph": 7}
    assert Counter(block.kind for block in found.blocks) == kinds
    assert first_words(found, "summary") == ["The U.S. has"]
    assert first_words(found, "heading")[2] == "Deep Look"


def test_page_with_an_author_bio() -> None:
    found = article("002")
    assert (found.authors, found.published, found.published_from) == (("Michael Grant",), None, None)
    assert found.original_source == "nbcnews.com"
    assert Counter(block.kind for block in found.blocks) == {"headline": 1, "paragraph": 11}


@pytest.mark.parametrize(
    "words", ["Loading Now", "Post Comment", "Menu", "Latest News", "Original Source", "Newslooks", "Previous Article"]
)
def test_boilerplate_is_out(words: str) -> None:
    assert all(words not in article(start).text for start in ("000", "002"))
