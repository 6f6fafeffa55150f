"""What the head of a page says: JSON-LD in its many shapes, and the meta elements."""

from __future__ import annotations

import json

import pytest
from lxml import html

from onrecord.page._metadata import Linked, head, keywords, linked

ARTICLE = {"@type": "NewsArticle", "headline": "Old pier closes", "datePublished": "2024-10-16T08:00:00Z"}


def described(*nodes: object) -> Linked:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return linked(html.document_fromstring(f"<html><head>{scripts}</head><body><p>x</p></body></html>"))


@pytest.mark.parametrize(
    "nodes",
    [
        (ARTICLE,),
        ([ARTICLE],),
        ({"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},),
        ({"@type": "WebPage", "mainEntity": ARTICLE},),
        ({"@type": "BreadcrumbList"}, ARTICLE),
        ({**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},),
        ({"@type": "NewsArticle"}, ARTICLE),
        ({**ARTICLE, "@type": "BlogPosting"},),
    ],
)
def test_article_is_found_wherever_it_stands(nodes: tuple[object, ...]) -> None:
    assert described(*nodes).headline == "Old pier closes"
    assert described(*nodes).published == "2024-10-16T08:00:00Z"


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ana Duarte", ("Ana Duarte",)),
        (["Ana Duarte", "Lev Orlov"], ("Ana Duarte", "Lev Orlov")),
        ({"@type": "Person", "name": "Ana Duarte"}, ("Ana Duarte",)),
        ([{"name": "Ana Duarte"}, {"name": "Ana Duarte"}], ("Ana Duarte",)),
        ({"@type": "Person", "name": ["Ana Duarte", "Lev Orlov"]}, ("Ana Duarte", "Lev Orlov")),
        ({"@type": "Organization", "name": "The Sample Ledger"}, ()),
        ({"@type": "NewsMediaOrganization", "name": "The Sample Ledger"}, ()),
        ({"@id": "#ana"}, ("Ana Duarte",)),
        ({"@id": "#nobody"}, ()),
        (7, ()),
        (None, ()),
        ({"name": {"@value": "Ana Duarte"}}, ("Ana Duarte",)),
    ],
)
def test_persons_are_the_authors(author: object, authors: tuple[str, ...]) -> None:
    person = {"@type": "Person", "@id": "#ana", "name": "Ana Duarte"}
    assert described({**ARTICLE, "author": author}, person).authors == authors


def test_organisation_that_wrote_is_kept_apart() -> None:
    author = {"@type": "Organization", "name": "Associated Press"}
    assert described({**ARTICLE, "author": author}).organisations == ("Associated Press",)


def test_the_rest_of_the_description() -> None:
    found = described(
        {
            **ARTICLE,
            "description": "The &quot;old&quot; pier",
            "publisher": {"@id": "#org"},
            "articleSection": ["Local", "News"],
            "keywords": "pier, harbour; safety,pier, WC: 500",
            "inLanguage": "en-GB",
        },
        {"@type": "Organization", "@id": "#org", "name": "The Sample Ledger"},
    )
    assert found.description == 'The "old" pier'
    assert found.outlet == "The Sample Ledger"
    assert found.section == "Local"
    assert found.tags == ("pier", "harbour", "safety")
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "not json",
        "{",
        "[" * 100_000,
        "null",
        "7",
        '"text"',
        '{"@type": 7}',
        '{"@type": {"a": 1}}',
        '{"@graph": null}',
    ],
)
def test_broken_json_ld_is_as_none(script: str) -> None:
    page = f'<html><head><script type="application/ld+json">{script}</script></head><body></body></html>'
    assert linked(html.document_fromstring(page)) == Linked()


@pytest.mark.parametrize("wrap", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "<![CDATA[{}]]>", "\n\n{}\n"])
def test_wrapped_json_ld_is_read(wrap: str) -> None:
    page = f'<script type="application/LD+JSON">{wrap.format(json.dumps(ARTICLE))}</script>'
    found = linked(html.document_fromstring(f"<html><head>{page}</head><body></body></html>"))
    assert found.headline == "Old pier closes"


def test_line_breaks_within_json_strings_are_forgiven() -> None:
    page = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old\npier"}</script>'
    found = linked(html.document_fromstring(f"<html><head>{page}</head><body></body></html>"))
    assert found.headline == "Old pier"


@pytest.mark.parametrize(
    ("meta", "name"),
    [
        ('<meta property="article:published_time" content="2024-10-16">', "article:published_time"),
        ('<meta name="parsely-pub-date" content="2024-10-16">', "parsely-pub-date"),
        ('<meta itemprop="datePublished" content="2024-10-16">', "datepublished"),
        ('<meta NAME="DC.date.issued" content="2024-10-16">', "dc.date.issued"),
        ('<meta name="date" content="2024-10-16">', "date"),
        ('<meta name="last-modified" content="2024-10-16">', ""),
        ('<meta property="article:modified_time" content="2024-10-16">', ""),
        ('<meta name="date" content=" ">', ""),
    ],
)
def test_date_of_publication_in_meta_elements(meta: str, name: str) -> None:
    found = head(html.document_fromstring(f"<html><head>{meta}</head><body></body></html>"))
    assert found.published() == ((name, "2024-10-16") if name else ("", ""))


def test_head_of_a_page() -> None:
    page = """<html lang="nb"><head><title> Old  pier
    closes </title><link rel="CANONICAL" href=" https://ledger.example/pier ">
    <meta property="og:site_name" content="The Sample Ledger">
    <meta name="author" content="Ana Duarte"><meta property="article:author" content="Lev Orlov">
    <meta property="article:section" content="Local">
    <meta property="article:tag" content="pier"><meta property="article:tag" content="harbour">
    </head><body></body></html>"""
    found = head(html.document_fromstring(page))
    assert found.title == "Old pier closes"
    assert found.canonical == "https://ledger.example/pier"
    assert found.language == "nb"
    assert found.outlet() == "The Sample Ledger"
    assert found.authors() == ("Ana Duarte", "Lev Orlov")
    assert found.section() == "Local"
    assert found.tags() == ("pier", "harbour")


@pytest.mark.parametrize(
    ("label", "found"),
    [("Written by", ("Ana Duarte",)), ("Geschrieben von:", ("Ana Duarte",)), ("Reading time", ()), ("", ())],
)
def test_labelled_author_of_a_card(label: str, found: tuple[str, ...]) -> None:
    page = f"<meta name='twitter:label1' content='{label}'><meta name='twitter:data1' content='Ana Duarte'>"
    assert head(html.document_fromstring(f"<html><head>{page}</head></html>")).authors() == found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Old &amp;quot;pier&amp;quot;", 'Old "pier"'),
        ("K&amp;ouml;ln", "Köln"),
        ("It&amp;#8217;s", "It’s"),
        ("It&amp;#x2019;s", "It’s"),
        ("A &amp; B", "A & B"),
        ("a&amp;copy=1", "a&copy=1"),
        ("&amp;nosuchthing;", "&nosuchthing;"),
        ("&amp;#9999999;", "\ufffd"),
    ],
)
def test_entities_escaped_twice_are_read(written: str, read: str) -> None:
    page = f"<html><head><meta property='og:title' content='{written}'></head></html>"
    assert head(html.document_fromstring(page)).first("og:title") == read


@pytest.mark.parametrize(("text", "words"), [("a, b;c", ("a", "b", "c")), ("", ()), (" , ;", ()), ("a,a", ("a",))])
def test_keywords(text: str, words: tuple[str, ...]) -> None:
    assert keywords(text) == words
