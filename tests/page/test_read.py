"""The door: what kind of page the bytes are, the identity of the article, plain text."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from onrecord.model import Article, Capture, Rejected, Span
from onrecord.page import plain_article, read_page

SENTENCE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
DUMP = f"Ostvik council closes the old pier\n\n{SENTENCE}\n\n{SENTENCE.replace('pier', 'quay')}\n"
QUAY = SENTENCE.replace("pier", "quay")
HTML = f"<html><body><h1>Ostvik council closes the old pier</h1><p>{SENTENCE}</p><p>{QUAY}</p></body></html>"


def captured(body: bytes, path: str = "page.html", url: str | None = None) -> Capture:
    return Capture(body, path, url, None, datetime(2025, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("path", ["page.html", "page.txt", "page", "page.htm", "-"])
@pytest.mark.parametrize("text", [DUMP, HTML])
def test_bytes_tell_markup_from_a_dump_whatever_the_name(text: str, path: str) -> None:
    found = read_page(captured(text.encode(), path))
    assert isinstance(found, Article)
    assert found.headline == "Ostvik council closes the old pier"
    assert [kind for kind, _ in found.blocks] == ["headline", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("a.pdf", b"some text", "PDF pages are not read yet; save the page as HTML or text"),
        ("a.html", b"%PDF-1.4", "PDF pages are not read yet; save the page as HTML or text"),
        ("a.mhtml", DUMP.encode(), "MHTML pages are not read yet; save the page as HTML or text"),
        ("a.mht", DUMP.encode(), "MHTML"),
        ("a", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n" + HTML.encode(), "MHTML"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "feed"),
        ("a.txt", b"", "empty file"),
        ("a.txt", b"Menu\nHome\nSearch\n", "no article found: no line of running text"),
        ("a.html", b"<html><body><p>Hello.</p></body></html>", "no article found"),
        ("a.txt", SENTENCE.encode(), "no article found: only"),
    ],
)
def test_page_that_is_no_article_is_rejected_with_one_line(path: str, body: bytes, words: str) -> None:
    found = read_page(captured(body, path))
    assert isinstance(found, Rejected)
    assert found.path == path
    assert words in found.reason
    assert "\n" not in found.reason


def test_index_page_is_rejected() -> None:
    teasers = "".join(f'<li><a href="/{n}">Council of town number {n} meets again</a></li>' for n in range(80))
    found = read_page(captured(f"<html><body><h1>Local news</h1><ul>{teasers}</ul></body></html>".encode()))
    assert found == Rejected("page.html", "an index page, not an article")


def test_id_comes_from_bytes_and_url() -> None:
    here, there = captured(DUMP.encode()), captured(DUMP.encode(), url="https://ledger.example/pier")
    one, other = read_page(here), read_page(there)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert one.id == hashlib.sha256(f"{here.digest}\n".encode()).hexdigest()[:16]
    assert other.id == hashlib.sha256(f"{there.digest}\nhttps://ledger.example/pier".encode()).hexdigest()[:16]
    assert other.url == "https://ledger.example/pier"


@pytest.mark.parametrize(
    ("line", "given", "published", "place"),
    [
        ("", date(2024, 5, 6), date(2024, 5, 6), "given"),
        ("", None, None, None),
        ("Published 3 April 2024", date(2024, 5, 6), date(2024, 4, 3), "byline"),
        ("Updated 3 April 2024", None, None, None),
    ],
)
def test_given_date_counts_only_where_the_page_has_none(
    line: str, given: date | None, published: date | None, place: str | None
) -> None:
    text = DUMP.replace("\n\n", f"\n\n{line}\n\n", 1)
    found = read_page(captured(text.encode(), "a.txt"), published=given)
    assert isinstance(found, Article)
    assert (found.published, found.published_from) == (published, place)


def test_date_of_an_archive_picture_is_not_that_of_the_page() -> None:
    caption = "FILE - The pier of Ostvik on a calm day, May 4, 2011. (Per Holm/AP)"
    found = read_page(captured(DUMP.replace("\n\n", f"\n\n{caption}\n\n", 1).encode(), "a.txt"))
    assert isinstance(found, Article)
    assert (found.published, found.published_from) == (None, None)
    assert found.credits == ("Per Holm", "AP")
    assert found.wire is None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("One.\nTwo.", [(0, 4), (5, 9)]),
        ("One.\r\n\r\n  Two. \r\n", [(0, 4), (10, 14)]),
        ("\ufeffOne.", [(0, 5)]),
        ("Ätna 𝔘nd\n\tso", [(0, 8), (10, 12)]),
        ("a\u2028b", [(0, 1), (2, 3)]),
    ],
)
def test_plain_text_keeps_every_code_point(text: str, spans: list[tuple[int, int]]) -> None:
    found = plain_article(captured(text.encode(), "a.txt"))
    assert isinstance(found, Article)
    assert found.text == text
    assert [block.span for block in found.blocks] == [Span(*span) for span in spans]
    assert {block.kind for block in found.blocks} == {"paragraph"}


def test_plain_text_that_is_not_utf_8_is_rejected_with_the_byte() -> None:
    found = plain_article(captured("Der Fluß".encode("cp1252"), "a.txt"))
    assert found == Rejected("a.txt", "not UTF-8: byte 7 (0xdf) does not fit")


@pytest.mark.parametrize("body", [b"", b"\n \n", "\u00a0".encode()])
def test_empty_plain_text_is_rejected(body: bytes) -> None:
    found = plain_article(captured(body, "a.txt"))
    assert isinstance(found, Rejected)
    assert "empty file" in found.reason


def test_given_date_is_that_of_plain_text() -> None:
    found = plain_article(captured(b"One."), published=date(2024, 5, 6))
    assert isinstance(found, Article)
    assert (found.published, found.published_from) == (date(2024, 5, 6), "given")
