"""What holds for any bytes whatever."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Capture, Rejected
from onrecord.page import plain_article, read_page

PAGES = sorted(path for path in (Path(__file__).parent.parent / "pages").glob("*/page.*"))
FETCHED = datetime(2025, 1, 1, tzinfo=UTC)
SENTENCES = (
    "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring.",
    "“We could not wait,” said Harbour Master Ida Solberg, who had asked for the money three years before.",
    "OSLO, Norway (AP) — The storm took the roof of the fish hall in the night, and nobody was hurt, police said.",
)
MARKUP = ("<p>", "</p>", "<div>", "<h1>", "<ul><li>", "<figure><figcaption>", "<blockquote>", "<table><tr><td>", "<br>")
BITS = st.sampled_from(
    (*SENTENCES, *MARKUP, "\n\n", "\n", "  • ", "Menu", "/ ", "&nbsp;", "\x00", "<!--", "Advertisement")
)
PAGE = st.lists(BITS, max_size=40).map(lambda bits: "".join(bits).encode())


def captured(body: bytes, path: str = "page.html", media_type: str | None = None) -> Capture:
    return Capture(body, path, None, media_type, FETCHED)


def holds_its_blocks(article: Article) -> bool:
    """Blocks in order, apart, each of its text stripped and not empty."""
    end = 0
    for _, (start, stop) in article.blocks:
        words = article.text[start:stop]
        if start < end or not words or words != words.strip():
            return False
        end = stop
    return bool(article.blocks)


@given(
    st.binary(max_size=2000),
    st.sampled_from(["a.html", "a.txt", "a"]),
    st.sampled_from([None, "text/html; charset=big5"]),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_an_article_or_a_reason(body: bytes, path: str, media_type: str | None) -> None:
    found = read_page(captured(body, path, media_type))
    assert holds_its_blocks(found) if isinstance(found, Article) else found.reason.strip()


@given(PAGE)
@settings(max_examples=200, deadline=None)
def test_blocks_of_any_page_are_in_order_and_hold_stripped_text(body: bytes) -> None:
    found = read_page(captured(body))
    assert isinstance(found, Rejected) or holds_its_blocks(found)


@given(PAGE)
@settings(max_examples=50, deadline=None)
def test_same_bytes_give_the_same_article(body: bytes) -> None:
    assert read_page(captured(body)) == read_page(captured(body))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
@given(share=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_page_cut_anywhere_gives_an_article_or_a_reason(path: Path, share: float) -> None:
    body = path.read_bytes()
    found = read_page(captured(body[: int(len(body) * share)], path.name))
    assert holds_its_blocks(found) if isinstance(found, Article) else "\n" not in found.reason


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_bytes_in_another_encoding_give_the_same_article(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    there = read_page(captured(text.encode("utf-16"), path.name))
    here = read_page(captured(text.encode(), path.name))
    assert isinstance(there, Article)
    assert isinstance(here, Article)
    assert (there.text, there.blocks, there.authors) == (here.text, here.blocks, here.authors)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_line_ends_change_nothing(path: Path) -> None:
    body = path.read_bytes()
    here, there = (read_page(captured(b, path.name)) for b in (body, body.replace(b"\n", b"\r\n")))
    assert isinstance(here, Article)
    assert isinstance(there, Article)
    assert here.text == there.text


@given(st.text(max_size=400).filter(str.strip))
@settings(deadline=None)
def test_plain_text_is_taken_exactly(text: str) -> None:
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return
    found = plain_article(captured(body))
    assert isinstance(found, Rejected) or (found.text == text and holds_its_blocks(found))


@given(st.binary(min_size=1, max_size=200))
def test_plain_bytes_give_an_article_or_a_reason(body: bytes) -> None:
    found = plain_article(captured(body), published=date(2024, 1, 2))
    assert isinstance(found, Article | Rejected)
