"""What extractors of HTML leave in the text and what they lose: the page room puts both right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Capture
from onrecord.page import read_page
from onrecord.page._lines import is_note, is_notice

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
THREE = "Fishermen fear that the move will cost them a third of their landings, and want the council to pay for it."
FOUR = "The county, which owns the land under the pier, has not yet said whether it will bear a part of the cost."
TITLE = "Ostvik council closes old pier"
DECK = "Surveyors found cracks in eleven of the forty pillars, and the council wants no more risk."
ALL = [ONE, TWO, THREE, FOUR]


def article(body: str, head: str = f"<title>{TITLE}</title>") -> Article:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    found = read_page(Capture(page, "page.html", None, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article), found
    return found


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(kind, found.text[start:end]) for kind, (start, end) in found.blocks]


def page(*between: str, last: str = "", above: str = "") -> str:
    """Four paragraphs with markup between the second and the third, after the last, and above the first."""
    first, second, third, fourth = (f"<p>{text}</p>" for text in ALL)
    return f"<article><h1>{TITLE}</h1>{above}{first}{second}{''.join(between)}{third}{fourth}{last}</article>"


def text_of(body: str) -> list[str]:
    return [text for kind, text in blocks(article(body)) if kind != "headline"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><a href='/x'>Bakers of Ostvik strike for a higher price of bread</a></p>",
        "<p>Read more: <a href='/x'>Bakers of Ostvik strike for bread</a></p>",
        "<p>FULL STORY | <a href='/x'>Bakers of Ostvik strike for bread</a></p>",
        "<p>Article content</p>",
        "<p>Empfohlener redaktioneller Inhalt</p>",
        "<p>Mit dem Klick werden externe Inhalte angezeigt und Daten übertragen.</p>",
        "<p>We may earn a commission when you buy by one of our links.</p>",
        "<p>Per Holm/AFP via Getty Images</p>",
        "<p>Lesen Sie auch: Der Streik der Bäcker</p>",
    ],
)
def test_clutter_between_paragraphs_is_out(markup: str) -> None:
    assert text_of(page(markup)) == ALL


@pytest.mark.parametrize(
    "markup",
    [
        "<p>(dmk)</p>",
        "<p>With files from The Associated Press</p>",
        "<p>Mit Agenturmaterial.</p>",
        "<p>Ana Duarte</p>",
        "<p>Ledger-Redaktion</p>",
        "<p>Ana Duarte is an award-winning journalist who covers politics in the north.</p>",
        "<p>Hat Ihnen dieser Artikel gefallen? Dann unterstützen Sie uns.</p>",
        "<p>Copyright © 2024 The Sample Ledger. Reprints need our leave.</p>",
        "<p>An earlier version of this article misspelt the name of the pier.</p>",
        "<h3>What readers say</h3>",
    ],
)
def test_notes_under_the_text_are_out(markup: str) -> None:
    assert text_of(page(last=markup)) == ALL


@pytest.mark.parametrize(
    "sentence",
    [
        "“I shall follow the council's advice and close my newsletter on the harbour,” a fisherman of Ostvik said.",
        "Copyright law was no hindrance, said the surveyor, who had drawn the plans of the pier himself in 1974.",
        "The work is paid for by a loan from the bank of the county, with a commission of one part in a hundred.",
        "She was 54.",
    ],
)
def test_last_sentences_of_the_text_stay(sentence: str) -> None:
    assert text_of(page(last=f"<p>{sentence}</p>")) == [*ALL, sentence]


@pytest.mark.parametrize(
    "above",
    [
        f"<h2>Harbours{TITLE}</h2>",
        f"<p>Safety of harbours : {TITLE}</p>",
        "<p>Harbours</p>",
        "<p>by Ana Duarte</p>",
        "<p>-Updated on Monday evening</p>",
    ],
)
def test_lines_above_the_text_that_are_none_of_it_are_out(above: str) -> None:
    assert text_of(page(above=above)) == ALL


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Ferries move</h2>",
        "<h3>Ferries move</h3>",
        "<h2><a href='#ferries'>Ferries move</a></h2>",
    ],
)
def test_subheadings_stay_where_they_stand(markup: str) -> None:
    assert blocks(article(page(markup)))[3] == ("heading", "Ferries move")


def test_closing_credit_of_wire_copy_stays_and_names_the_wire() -> None:
    closing = "(Reporting by Ana Duarte in Oslo; Editing by Lev Orlov)"
    found = article(page(last=f"<p>{closing}</p>"))
    assert found.text.endswith(closing)
    assert found.wire == "Reuters"


def test_link_within_a_sentence_stays() -> None:
    linked = ONE.replace("old pier", "<a href='/pier'>old pier</a>")
    assert text_of(page().replace(ONE, linked)) == ALL


def test_sentence_that_ends_in_a_link_stays() -> None:
    sentence = "What the surveyors wrote in May stands in"
    markup = f"<p>{sentence} <a href='/x'>the report that the council published on Friday.</a></p>"
    assert text_of(page(markup))[2] == f"{sentence} the report that the council published on Friday."


def test_words_for_screen_readers_are_out() -> None:
    hidden = "old pier<span class='icon visually-hidden'> (opens in a new window)</span>"
    assert text_of(page().replace("old pier for", f"{hidden} for")) == ALL


def test_text_of_a_picture_is_a_caption() -> None:
    words = "The pier of Ostvik with its forty pillars seen from the north quay on Sunday"
    found = blocks(article(page(f"<img alt='{words}'><p>{words}</p>")))
    assert ("caption", words) in found
    assert ("paragraph", words) not in found


@pytest.mark.parametrize("credit", ["Foto: Per Holm", "Photo: Per Holm/AP", "© Ledger"])
def test_paragraph_that_ends_with_a_credit_is_a_caption(credit: str) -> None:
    words = f"The pier of Ostvik with its forty pillars seen from the north quay on Sunday. {credit}"
    assert ("caption", words) in blocks(article(page(f"<p>{words}</p>")))


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>{DECK}</div>",
        f"<p class='css-1x2y'>{DECK}</p>",
        f"<h2>{DECK}</h2>",
        f"<header class='teaser lead'><div>{DECK}</div></header>",
    ],
)
def test_sentence_between_headline_and_byline_is_text(markup: str) -> None:
    body = page(above=f"{markup}<div class='byline'>By Ana Duarte</div>")
    assert DECK in text_of(body)
    assert text_of(body).count(DECK) == 1


def test_description_is_no_text_where_the_page_shows_neither_it_nor_the_headline() -> None:
    head = f"<meta property='og:title' content='{TITLE}'><meta property='og:description' content='{DECK}'>"
    body = page().replace(f"<h1>{TITLE}</h1>", "")
    assert DECK not in article(body, head).text


def test_paragraph_beside_the_text_is_taken_once() -> None:
    for kind, words in blocks(article(page(f"<p>{DECK}</p>"))):
        assert words != DECK or kind == "paragraph"
    assert text_of(page(f"<p>{DECK}</p>")) == [ONE, TWO, DECK, THREE, FOUR]


@pytest.mark.parametrize(
    ("head", "body", "day", "place"),
    [
        ("<meta property='article:published:time' content='2024-10-16'>", "", 16, "meta article:published:time"),
        ("<title>Old pier | Ledger | 16.10.2024</title>", "", 16, "title"),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2024-10-16 15:44"}</script>',
            "",
            16,
            "json-ld",
        ),
    ],
)
def test_date_from_places_seldom_used(head: str, body: str, day: int, place: str) -> None:
    found = article(page() + body, head)
    assert (found.published, found.published_from) == (date(2024, 10, day), place)


@pytest.mark.parametrize("href", ["/autoren/duarte", "https://ledger.example/author/duarte/", "/journalist/duarte"])
def test_link_to_an_authors_page_is_a_byline(href: str) -> None:
    assert article(page(above=f"<p>von <a href='{href}'>Dr. Ana Duarte</a></p>")).authors == ("Dr. Ana Duarte",)


@pytest.mark.parametrize(
    ("text", "notice", "note"),
    [
        ("Article content", True, False),
        ("Read more: what the deal says", True, True),
        (ONE, False, False),
        ("With reporting by Lev Orlov", False, True),
        (f"With reporting by Lev Orlov. {ONE} {TWO} {THREE} {FOUR} {ONE} {TWO}", False, False),
        ("", False, False),
    ],
)
def test_notices_and_notes(text: str, notice: bool, note: bool) -> None:  # noqa: FBT001 - a table of cases
    assert (is_notice(text), is_note(text)) == (notice, note)


@given(st.permutations(ALL))
@settings(max_examples=24, deadline=None)
def test_paragraphs_come_in_page_order_each_once(texts: list[str]) -> None:
    body = "".join(f"<p>{text}</p>" for text in texts)
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>") == texts
