"""Index pages in many shapes are no articles; articles among many links are; AMP and print pages are read."""

# ruff: noqa: E501 -- a page, or a text of a language, is one line
from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from onrecord.model import Article, Capture, Rejected
from onrecord.page import read_page
from onrecord.page._kinds import INDEX, is_root

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
THREE = "Fishermen fear that the move will cost them a third of their landings, and want the council to pay for it."
TOWNS = ("Ostvik", "Sundal", "Holmby", "Nordnes", "Langli", "Vestre", "Bergset", "Rosvik", "Tunheim", "Fossby")
TITLES = [f"Council of {town} votes to close its oldest pier" for town in TOWNS]
TEASERS = [
    f"The vote in {town} was the closest for years, and the mayor said that it would be fought in court."
    for town in TOWNS
]
MENU = "".join(f'<a href="/{number}">Section {number}</a>' for number in range(12))
WELCOME = (
    "News of the harbour towns of the north coast, from our own reporters, every day of the week since the year 1921."
)


def read(body: str, head: str = "", url: str | None = None) -> Article | Rejected:
    page = f"<html lang='en'><head><title>Local news | The Sample Ledger</title>{head}</head><body>{body}</body></html>"
    return read_page(Capture(page.encode(), "page.html", url, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))


def teasers(shape: str) -> str:
    return "".join(
        shape.format(n=number, title=title, text=text)
        for number, (title, text) in enumerate(zip(TITLES, TEASERS, strict=True))
    )


SHAPES = [
    '<article><h2><a href="/{n}">{title}</a></h2><p>{text}</p></article>',
    '<div class="card"><a href="/{n}"><h3>{title}</h3></a><p>{text}</p></div>',
    '<li><a href="/{n}">{title}</a><p>{text}</p></li>',
    '<div><h3><a href="/{n}">{title}</a></h3><time>16 October 2024</time><p>{text}</p></div>',
    '<div><h3><a href="/{n}">{title}</a></h3><span>By Ana Duarte</span><p>{text} <a href="/{n}">Read more</a></p></div>',
    '<a href="/{n}"><h3>{title}</h3><p>{text}</p></a>',
    '<div><img src="/{n}.jpg"><h2><a href="/{n}" title="{title}">{title}</a></h2><div>{text}</div></div>',
    '<tr><td><a href="/{n}"><b>{title}</b></a><br>{text}</td></tr>',
    '<p><a href="/{n}">{title}</a></p>',
    '<li><a href="/{n}">{title}</a></li>',
    '<dt><a href="/{n}">{title}</a></dt><dd>{text}</dd>',
    '<div><span class="kicker">Harbour</span><h4><a href="/{n}">{title}</a></h4><p class="excerpt">{text}</p></div>',
]


@pytest.mark.parametrize("welcome", ["", f"<p>{WELCOME}</p>"])
@pytest.mark.parametrize("around", ["<main><h1>Local news</h1>{}</main>", "<div id='x'>{}</div>", "<table>{}</table>"])
@pytest.mark.parametrize("shape", SHAPES)
def test_page_of_teasers_is_an_index(shape: str, around: str, welcome: str) -> None:
    if welcome and "<p>{text}" not in shape:
        # A paragraph of its own over bare links is the site's front page by its address only.
        assert read(MENU + welcome + around.format(teasers(shape)), "", "https://ledger.example/") == Rejected(
            "page.html", INDEX
        )
    else:
        assert read(MENU + welcome + around.format(teasers(shape))) == Rejected("page.html", INDEX)


@pytest.mark.parametrize("kind", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
def test_page_that_declares_itself_a_listing_is_an_index(kind: str) -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": kind, "name": "Local news"})}</script>'
    assert read(f"<h1>Local news</h1><p>{WELCOME}</p><ul>{teasers(SHAPES[9])}</ul>", head) == Rejected(
        "page.html", INDEX
    )


def test_articles_listed_in_json_ld_make_no_index_an_article() -> None:
    nodes = [{"@type": "NewsArticle", "headline": title, "datePublished": "2024-10-16"} for title in TITLES]
    head = f'<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": nodes})}</script>'
    assert read(f"<main>{teasers(SHAPES[0])}</main>", head) == Rejected("page.html", INDEX)


TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
STATED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Local news"}</script>'
RELATED = "".join(f'<p><a href="/{n}">{title}</a></p>' for n, title in enumerate(TITLES))
SECTIONS = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in zip(TITLES, TEASERS, strict=True))


@pytest.mark.parametrize(
    ("body", "head", "url"),
    [
        (f"<main><h1>Old pier</h1>{TEXT}</main>", "", None),
        (f"<main><h1>Old pier</h1>{TEXT}</main><aside>{teasers(SHAPES[0])}</aside>", "", None),
        (f"<main><h1>Old pier</h1>{TEXT}</main><div class='related'>{RELATED}</div>", "", None),
        (f"<main><h1>Old pier</h1>{TEXT}</main>{MENU}", "", "https://ledger.example/"),
        (
            f"<main><h1>Old pier</h1><p>{ONE}</p><p><a href='/1'>{TITLES[0]}</a></p><p>{TWO}</p><p>{THREE}</p></main>",
            "",
            None,
        ),
        (f"<main><h1>Ten piers</h1>{SECTIONS}</main>", "", None),
        (f"<main><h1>Local news</h1>{teasers(SHAPES[0])}</main>", STATED, None),
        (f"<main><h1>Old pier</h1><p>{ONE} {TWO}</p></main>", "", None),
    ],
)
def test_article_among_links_is_read(body: str, head: str, url: str | None) -> None:
    assert isinstance(read(body, head, url), Article)


def test_page_without_text_or_links_is_no_index() -> None:
    found = read("<h1>Loading</h1><div id='app'></div>")
    assert isinstance(found, Rejected)
    assert found.reason.startswith("no article found: no paragraph of running text")


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://a.example", True),
        ("https://a.example/", True),
        ("https://a.example/?page=2", True),
        ("https://a.example/index.html", True),
        ("https://a.example/pier", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_first_page_of_a_site(url: str | None, root: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_root(url) is root


AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Ostvik closes old pier</title>
<link rel="canonical" href="https://ledger.example/2024/10/16/pier">
<script async src="https://cdn.ampproject.org/v0.js"></script></head><body>
<amp-sidebar id="s"><ul>{"".join(f"<li><a href='/{n}'>{t}</a></li>" for n, t in enumerate(TITLES))}</ul></amp-sidebar>
<amp-consent id="c"><div><p>We and our partners ask for your consent to store things on your device, as the law wants.</p></div></amp-consent>
<header>The Sample Ledger</header>
<article><h1>Ostvik closes old pier</h1><amp-social-share type="x">Share</amp-social-share>
<figure><amp-img src="p.jpg" width="1" height="1" alt="The pier"></amp-img><figcaption>The pier in October. (Per Holm/AP)</figcaption></figure>
{TEXT}<amp-ad width="1" height="1"><p>Buy the new boat of the year at the harbour shop, now with two oars for one crown.</p></amp-ad>
<amp-list src="/more"><div><p>The best of the week in the harbour towns, chosen for you by our reporters.</p></div></amp-list>
</article></body></html>"""


@pytest.mark.parametrize("mark", ["⚡", "amp", 'amp=""', "⚡4email"])
def test_amp_page_is_read_without_its_menus(mark: str) -> None:
    body = AMP.replace("⚡", mark, 1).encode()
    found = read_page(Capture(body, "page.html", None, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    assert [(kind, found.text[start:end]) for kind, (start, end) in found.blocks] == [
        ("headline", "Ostvik closes old pier"),
        ("caption", "The pier in October. (Per Holm/AP)"),
        ("paragraph", ONE),
        ("paragraph", TWO),
        ("paragraph", THREE),
    ]
    assert found.url == "https://ledger.example/2024/10/16/pier"
    assert (found.published, found.published_from) == (date(2024, 10, 16), "url")


def test_print_version_is_read_and_has_the_address_of_the_page() -> None:
    page = f"""<html><head><title>Print: Ostvik closes old pier</title><link rel="canonical" href="https://ledger.example/pier">
    <meta name="robots" content="noindex"></head><body onload="window.print()"><div class="logo">The Sample Ledger</div>
    <h1>Ostvik closes old pier</h1><p>By Ana Duarte</p><p>16 October 2024</p>{TEXT}
    <p>© 2024 The Sample Ledger. All rights reserved.</p><p>https://ledger.example/pier</p></body></html>"""
    found = read_page(Capture(page.encode(), "page.html", None, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    assert (found.url, found.published) == ("https://ledger.example/pier", date(2024, 10, 16))
    assert found.text.split("\n\n") == ["Ostvik closes old pier", ONE, TWO, THREE]
