"""What a page's head and bylines say of whose reporting it is, and the outlet's proper name and owner."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from onrecord.model import Article, Capture, Hint
from onrecord.page import read_page
from onrecord.page._headhints import byline_hints

PROSE = (
    "The harbour council met on Monday and agreed to close the old bridge for a year, its chair said after the vote. "
)
ELSEWHERE = "<link rel='canonical' href='https://www.morgenpost.de/1'>"
WAZ = "Westdeutsche Allgemeine Zeitung"


def page(head: str = "", url: str | None = "https://www.ledger.example/a/1", body: str = "") -> Article:
    """An article with this head."""
    prose = "".join(f"<p>{PROSE}{word}</p>" for word in ("First.", "Second.", "Third."))
    article = f"<article><h1>Bridge closes</h1>{body}{prose}</article>"
    html = f"<html lang='en'><head><title>Bridge closes</title>{head}</head><body>{article}</body></html>"
    found = read_page(Capture(html.encode(), "page.html", url, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    return found


def linked(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge closes", **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


@pytest.mark.parametrize(
    ("head", "kind", "origin"),
    [
        ("<link rel='canonical' href='https://www.nytimes.com/x'>", "link", "The New York Times"),
        ("<link rel='canonical' href='https://bote.example/x'>", "link", "bote.example"),
        ("<meta name='syndication-source' content='https://apnews.com/x'>", "link", "AP"),
        ("<meta name='original-source' content='https://bote.example/x'>", "link", "bote.example"),
        (linked(isBasedOn="https://www.reuters.com/x"), "link", "Reuters"),
        (linked(provider={"@type": "Organization", "name": "AFP"}), "metadata", "AFP"),
        (linked(sourceOrganization={"@type": "Organization", "name": "Fjord Press"}), "metadata", "Fjord Press"),
        (linked(author={"@type": "Person", "name": "dpa"}), "metadata", "dpa"),
        (linked(author={"@type": "Organization", "name": "Associated Press"}), "metadata", "AP"),
        ("<meta name='source' content='来源：新华网'>", "metadata", "Xinhua"),
        ("<meta name='dc.publisher' content='Kyiv Post'>", "metadata", "Kyiv Post"),
    ],
)
def test_another_source_in_the_head_is_a_hint(head: str, kind: str, origin: str) -> None:
    assert [(hint.kind, hint.origin, hint.span) for hint in page(head).hints if hint.span is None] == [
        (kind, origin, None)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<link rel='canonical' href='https://ledger.example/a/1'>",
        "<link rel='canonical' href='https://m.ledger.example/a/1'>",
        "<link rel='canonical' href='/a/1'>",
        "<meta name='publisher' content='Ledger Media Group'><meta property='og:site_name' content='The Ledger'>",
        "<meta name='publisher' content='Some Holding'>",
        linked(
            publisher={"@type": "Organization", "name": "The Ledger"}, author={"@type": "Person", "name": "Ana Duarte"}
        ),
        linked(provider={"name": 3}, isBasedOn=[[], {}, None, 5], sourceOrganization=""),
        "<meta name='syndication-source' content='https://['>",
    ],
)
def test_the_site_itself_and_nonsense_are_no_hint(head: str) -> None:
    assert [hint for hint in page(head).hints if hint.span is None] == []


@pytest.mark.parametrize(
    ("bylines", "origins"),
    [
        (["By Ana Duarte, Associated Press"], ["AP"]),
        (["Agence France-Presse", "AFP"], ["AFP"]),
        (["Par Le Figaro et AFP"], ["Le Figaro", "AFP"]),
        (["By Ana Duarte"], []),
        (["(Image: Ana Duarte via Getty Images)"], []),
        (["Getty Images"], []),
        ([], []),
    ],
)
def test_bylines_name_agencies_and_outlets(bylines: list[str], origins: list[str]) -> None:
    found = byline_hints(bylines)
    assert [hint.origin for hint in found] == origins
    assert all(hint.kind == "byline" and hint.span is None and hint.words in bylines for hint in found)


@pytest.mark.parametrize(
    ("url", "head", "outlet", "owner"),
    [
        (
            "https://www.wsj.com/x",
            "<meta property='og:site_name' content='nyt'>",
            "The Wall Street Journal",
            "News Corp",
        ),
        (None, "<meta property='og:site_name' content='FAZ.NET'>", "Frankfurter Allgemeine Zeitung", "Fazit-Stiftung"),
        (None, "<link rel='canonical' href='https://www.welt.de/x'>", "Die Welt", "Axel Springer"),
        ("https://www.ledger.example/x", "<meta property='og:site_name' content='The Ledger'>", "The Ledger", None),
        (None, f"<meta property='og:url' content='https://www.waz.de/1'>{ELSEWHERE}", WAZ, "Funke Mediengruppe"),
        (None, "", None, None),
    ],
)
def test_the_outlet_has_its_proper_name_and_owner(
    url: str | None, head: str, outlet: str | None, owner: str | None
) -> None:
    found = page(head, url)
    assert (found.outlet, found.owner) == (outlet, owner)


def test_hints_of_text_and_head_stand_together() -> None:
    found = page(
        linked(author={"@type": "Person", "name": "dpa"}),
        body="<p>The chair told Reuters that it would be so, and that was all.</p>",
    )
    assert [(hint.kind, hint.origin) for hint in found.hints] == [("told", "Reuters"), ("metadata", "dpa")]
    told = found.hints[0]
    assert isinstance(told, Hint)
    assert told.span is not None
    assert found.text[told.span.start : told.span.end] == told.words
