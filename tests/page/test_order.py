"""Pieces put in page order, completed by what the extractor lost."""

from __future__ import annotations

import pytest

from onrecord.page import _order, _siblings, _title, _tree
from onrecord.page._assemble import Piece
from onrecord.page._blockmodel import Told
from onrecord.page._siblings import Placed

PARAGRAPHS = [
    f"Surveyor number {name} found cracks in the pillars of the old pier and told the council of them on Monday."
    for name in ("one", "two", "three", "four")
]
TITLE = "Ostvik council closes old pier"
DECK = "The council wants no more risk, and shuts the whole of it until the spring of next year."


def seen(body: str) -> _tree.Seen:
    tree = _tree.parsed(f"<html><body>{body}</body></html>")
    assert not isinstance(tree, str)
    return _tree.seen(tree)


def marked_up(*between: str) -> str:
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<div>{first}{''.join(between)}{''.join(rest)}</div>"


def completed(body: str, texts: list[str]) -> list[tuple[str, str]]:
    page = seen(body)
    placed = [Placed(_order.found_at(page, text), Piece("paragraph", text)) for text in texts]
    return [(piece.kind, piece.text) for _, piece in _siblings.completed(page, placed)]


@pytest.mark.parametrize(
    ("markup", "piece"),
    [
        ("<h2>What comes next</h2>", ("heading", "What comes next")),
        ("<h4>What comes next</h4>", ("heading", "What comes next")),
        ("<p>Nobody was hurt.</p>", ("paragraph", "Nobody was hurt.")),
        ("<p>Nobody<br>was hurt.</p>", ("paragraph", "Nobody was hurt.")),
        ("<p>No<b>bo</b>dy <i>was <a href='/x'>hurt</a></i>.</p>", ("paragraph", "Nobody was hurt.")),
    ],
)
def test_what_the_extractor_lost_between_paragraphs_comes_back_once(markup: str, piece: tuple[str, str]) -> None:
    first, *rest = [("paragraph", text) for text in PARAGRAPHS]
    assert completed(marked_up(markup), PARAGRAPHS) == [first, piece, *rest]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><a href='/x'>Bakers strike for bread</a></p>",
        "<div><p>A box of its own, with a paragraph of its own.</p></div>",
        "<aside><p>Other pages of this site.</p></aside>",
        f"<p>{PARAGRAPHS[0]} The extractor cut this off.</p>",
        "<p> </p>",
        f"<h2>{'Much too long for a subheading ' * 6}</h2>",
    ],
)
def test_links_boxes_and_what_is_there_already_do_not_come_back(markup: str) -> None:
    assert [text for _, text in completed(marked_up(markup), PARAGRAPHS)] == PARAGRAPHS


def test_nothing_is_added_before_the_first_or_after_the_last_paragraph() -> None:
    body = f"<div><p>Before.</p>{marked_up()[5:-6]}<p>After.</p></div>"
    assert [text for _, text in completed(body, PARAGRAPHS)] == PARAGRAPHS


def test_nothing_comes_of_nothing() -> None:
    assert completed(marked_up(), []) == []


def drafted(body: str, headline: str = TITLE, descriptions: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    pieces = [Piece("paragraph", text) for text in PARAGRAPHS]
    titles = {_title.letters(TITLE)}
    found = _order.drafted(seen(body), pieces, titles, Told(headline, descriptions, ""))
    return [(piece.kind, piece.text) for _, piece in found]


def ordered(body: str, texts: list[str], headline: str = TITLE) -> list[tuple[str, str]]:
    pieces = [Piece("paragraph", text) for text in texts]
    found = _order.ordered(seen(body), pieces, {_title.letters(TITLE)}, Told(headline, (), ""))
    return [(piece.kind, piece.text) for piece in found]


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>{TITLE}</h1><div>{DECK}</div><p>16 October 2024</p>",
        f"<h1>{TITLE}</h1><p>{DECK}</p>",
        f"<h1>Harbour: {TITLE}</h1><h2>{DECK}</h2>",
        f"<div>{TITLE}</div><span>{DECK}</span>",
        f"<p>Share</p><p>{DECK}</p><p>By Ana Duarte</p>",
    ],
)
def test_sentence_between_headline_and_text_is_the_summary(above: str) -> None:
    assert ("summary", DECK) in drafted(above + marked_up())


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>{TITLE}</h1><p><a href='/x'>{DECK}</a></p>",
        f"<h1>{TITLE}</h1><ul><li>{DECK}</li></ul>",
        f"<h1>{TITLE}</h1><figure><figcaption>{DECK}</figcaption></figure>",
        f"<aside><p>{DECK}</p></aside><h1>{TITLE}</h1>",
        f"<h1>{TITLE}</h1><p>Sign up to our newsletter, and read on Monday what the council of Ostvik decides.</p>",
        f"<p>{DECK}</p><h1>{TITLE}</h1>",
    ],
)
def test_links_lists_captions_and_what_stands_above_the_headline_are_no_summary(above: str) -> None:
    assert "summary" not in [kind for kind, _ in drafted(above + marked_up())]


@pytest.mark.parametrize("headline", [TITLE, "", "Not on the page"])
def test_description_that_the_page_does_not_show_is_no_summary(headline: str) -> None:
    assert "summary" not in [kind for kind, _ in drafted(marked_up(), headline, (DECK,))]


def test_container_of_the_text_is_no_summary() -> None:
    body = f"<h1>{TITLE}</h1><div class='summary'>{marked_up()}</div>"
    assert [text for _, text in drafted(body)] == PARAGRAPHS


def test_headline_stands_first_and_the_text_in_page_order() -> None:
    body = f"<h1>{TITLE}</h1>{marked_up('<figure><img><figcaption>The pier.</figcaption></figure>')}"
    found = ordered(body, PARAGRAPHS)
    assert found[:3] == [("headline", TITLE), ("paragraph", PARAGRAPHS[0]), ("caption", "The pier.")]
    assert [text for kind, text in found if kind == "paragraph"] == PARAGRAPHS


@pytest.mark.parametrize("texts", [[], ["   "], [TITLE]])
def test_where_nothing_is_left_there_is_no_headline_either(texts: list[str]) -> None:
    assert [kind for kind, text in ordered(f"<h1>{TITLE}</h1>", texts) if text.strip()] in ([], ["headline"])


def test_captions_below_what_the_model_leaves_out_go_with_it() -> None:
    teaser = (
        "The best stories of the harbour for your inbox, every morning and free: you need an account and your e-mail."
    )
    box = f"<div class='newsletter-teaser signup'><div class='box'><p>{teaser}</p></div></div>"
    late = "<figure><figcaption>A basket of bread on a table, seen from far above.</figcaption></figure>"
    other = teaser.replace("best", "latest")
    body = f"<h1>{TITLE}</h1>{marked_up()}{box}{late}{box.replace(teaser, other)}"
    assert ("caption", late[20:-22]) in [
        (piece.kind, piece.text)
        for _, piece in _order.drafted(
            seen(body), [Piece("paragraph", text) for text in [*PARAGRAPHS, teaser, other]], set(), Told(TITLE, (), "")
        )
    ]
    found = ordered(body, [*PARAGRAPHS, teaser, other])
    assert [text for _, text in found] == [TITLE, *PARAGRAPHS]


def test_clutter_is_taken_out_by_the_function_that_is_given() -> None:
    pieces = [Piece("paragraph", text) for text in [*PARAGRAPHS, "Advertisement"]]
    page = seen(marked_up() + "<p>Advertisement</p>")
    told = Told("", (), "")
    kept = _order.drafted(page, pieces, set(), told, clear=lambda _, placed, __: list(placed))
    assert kept[-1].piece.text == "Advertisement"
    assert [item.piece.text for item in _order.drafted(page, pieces, set(), told)] == PARAGRAPHS
