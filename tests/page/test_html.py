"""Pages of HTML: what is taken from where, in what order, and what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from onrecord.model import Article, Capture
from onrecord.page import read_page

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
THREE = "Fishermen fear that the move will cost them a third of their landings, and want the council to pay for it."
DECK = "Surveyors found cracks in eleven of the forty pillars of the pier."
TITLE = "Ostvik council closes old pier"


def article(body: str, head: str = "", url: str | None = None) -> Article:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    found = read_page(Capture(page, "page.html", url, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article), found
    return found


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(kind, found.text[start:end]) for kind, (start, end) in found.blocks]


FIGURE = "<figure><img><figcaption>The pier. (Per Holm/AP)</figcaption></figure>"
PARAGRAPHS = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
TEXT = [("paragraph", ONE), ("paragraph", TWO), ("paragraph", THREE)]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<h1>{TITLE}</h1>{PARAGRAPHS}", [("headline", TITLE), *TEXT]),
        (f"<article><h1>{TITLE}</h1><div>{PARAGRAPHS}</div></article>", [("headline", TITLE), *TEXT]),
        (f"<h1>{TITLE}</h1><h2 class='deck'>{DECK}</h2>{PARAGRAPHS}", [("headline", TITLE), ("summary", DECK), *TEXT]),
        (f"<h1>{TITLE}</h1><p class='by'>By Ana Duarte</p>{PARAGRAPHS}", [("headline", TITLE), *TEXT]),
        (f"<h1>{TITLE}</h1><p>16 October 2024</p>{PARAGRAPHS}", [("headline", TITLE), *TEXT]),
        (
            f"<article><h1>{TITLE}</h1><p>{ONE}</p><h2>Ferries move</h2><p>{TWO}</p><p>{THREE}</p></article>",
            [("headline", TITLE), TEXT[0], ("heading", "Ferries move"), *TEXT[1:]],
        ),
        (
            f"<h1>{TITLE}</h1><p>{ONE}</p>{FIGURE}<p>{TWO}</p><p>{THREE}</p>",
            [("headline", TITLE), TEXT[0], ("caption", "The pier. (Per Holm/AP)"), *TEXT[1:]],
        ),
        (
            f"<h1>{TITLE}</h1><p>{ONE}</p><p>Advertisement</p><p>{TWO}</p><p>Read more: other piers</p><p>{THREE}</p>",
            [("headline", TITLE), *TEXT],
        ),
        (f"<h1>{TITLE}</h1>{PARAGRAPHS}<h3>Related articles</h3>", [("headline", TITLE), *TEXT]),
    ],
)
def test_blocks_by_kind_in_page_order(body: str, wanted: list[tuple[str, str]]) -> None:
    assert blocks(article(body)) == wanted


def test_caption_stands_once_with_its_credit() -> None:
    figure = (
        "<figure><img><figcaption><span class='caption'>The pier.</span> <span>Foto: dpa</span></figcaption></figure>"
    )
    found = article(f"<h1>{TITLE}</h1>{figure}{PARAGRAPHS}{figure}")
    assert [words for kind, words in blocks(found) if kind == "caption"] == ["The pier. Foto: dpa"]
    assert found.credits == ("dpa",)
    assert found.wire is None


def test_caption_of_a_teaser_is_left_out() -> None:
    teaser = "<a href='/x'><figure><img><figcaption>Skiers on a slope. (A/AP)</figcaption></figure></a>"
    assert "Skiers" not in article(f"<h1>{TITLE}</h1><p>{ONE}</p>{teaser}<p>{TWO}</p><p>{THREE}</p>").text


def test_description_that_is_not_on_the_page_is_not_in_the_text() -> None:
    found = article(f"<h1>{TITLE}</h1>{PARAGRAPHS}", f"<meta property='og:description' content='{DECK}'>")
    assert DECK not in found.text


def test_description_on_the_page_is_the_summary() -> None:
    body = f"<h1>{TITLE}</h1><div>{DECK}</div><h4>By Ana Duarte</h4>{PARAGRAPHS}"
    found = article(body, f"<meta property='og:description' content='{DECK}'>")
    assert blocks(found)[:2] == [("headline", TITLE), ("summary", DECK)]
    assert found.text.count(DECK) == 1


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        (f"<title>{TITLE} - Ledger</title>", f"<h1>Ledger</h1><h1>{TITLE}</h1>", TITLE),
        (f"<meta property='og:title' content='{TITLE}'>", "<h1>The Sample Ledger</h1><h1>Weather</h1>", TITLE),
        (f"<title>{TITLE} | Ledger</title>", f"<div>{TITLE}</div>", TITLE),
        ("", "", None),
    ],
)
def test_headline_is_the_heading_that_the_head_names(head: str, body: str, headline: str | None) -> None:
    assert article(body + PARAGRAPHS, head).headline == headline


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "place"),
    [
        (
            "<meta property='article:published_time' content='2024-10-16T01:00Z'>",
            "",
            None,
            16,
            "meta article:published_time",
        ),
        ("<meta name='date' content='2024-10-16'>", "", None, 16, "meta date"),
        ("", "<time datetime='2024-10-16'>today</time>", None, 16, "time element"),
        ("", "<time>16 October 2024</time>", None, 16, "time element"),
        ("", "<p class='byline'>By Ana Duarte, 16 October 2024</p>", None, 16, "byline"),
        ("", "", "https://ledger.example/2024/10/16/pier", 16, "url"),
        ("", "<p class='byline'>Updated 16 October 2024</p>", None, None, None),
        ("", "<time datetime='2024-10-16'>Updated today</time>", None, None, None),
        ("<meta property='article:modified_time' content='2024-10-16'>", "", None, None, None),
        ("<meta name='date' content='soon'>", "", "https://ledger.example/pier", None, None),
    ],
)
def test_date_and_where_it_stood(head: str, body: str, url: str | None, day: int | None, place: str | None) -> None:
    found = article(f"<h1>{TITLE}</h1>{body}{PARAGRAPHS}", head, url)
    assert found.published == (date(2024, 10, day) if day else None)
    assert found.published_from == place


def test_date_in_the_text_is_not_the_date_of_the_page() -> None:
    found = article(
        f"<h1>{TITLE}</h1>{PARAGRAPHS}<p>The pier was last repaired on 16 October 2014, the council said.</p>"
    )
    assert found.published is None


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ("<meta name='author' content='Ana Duarte'>", "", ("Ana Duarte",)),
        ("<meta name='author' content='Ledger Staff'>", "<p class='byline'>By Ana Duarte</p>", ("Ana Duarte",)),
        (
            "<meta property='article:author' content='https://a.example/b'>",
            "<a rel='author'>Lev Orlov</a>",
            ("Lev Orlov",),
        ),
        ("<meta property='og:site_name' content='Ana Post'><meta name='author' content='Ana Post'>", "", ()),
        ("", "<p>By Ana Duarte and Lev Orlov</p>", ("Ana Duarte", "Lev Orlov")),
        ("", "", ()),
    ],
)
def test_authors_are_persons(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert article(f"<h1>{TITLE}</h1>{body}{PARAGRAPHS}", head).authors == authors


@pytest.mark.parametrize(
    ("canonical", "fetched", "url"),
    [
        ("https://ledger.example/pier", None, "https://ledger.example/pier"),
        ("https://ledger.example/pier", "https://m.ledger.example/pier", "https://m.ledger.example/pier"),
        ("/pier", None, None),
        ("javascript:alert(1)", None, None),
        ("http://[broken", None, None),
    ],
)
def test_url_is_the_one_fetched_or_the_canonical_one(canonical: str, fetched: str | None, url: str | None) -> None:
    assert article(f"<h1>{TITLE}</h1>{PARAGRAPHS}", f"<link rel='canonical' href='{canonical}'>", fetched).url == url


def test_white_space_is_one_space_and_other_signs_stay() -> None:
    odd = "“It’s\u00a0shut”, said\n\t Solberg — “for 900&nbsp;metres…” – and asked the town to find\u00a0a  way out."
    plain = "“It’s shut”, said Solberg — “for 900 metres…” – and asked the town to find a way out."
    found = article(f"<h1>{TITLE}</h1>{PARAGRAPHS}<p>{odd}</p>")
    assert ("paragraph", plain) in blocks(found)
