"""What holds for every dossier, however it is made."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.assess._estimates import spoken_by
from onrecord.assess._questions import answered
from onrecord.brief import render, write
from onrecord.brief._layout import visible
from onrecord.model import Span, UncitedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Brief, Citation, Dossier, Figure, Line

    Dossiers = st.SearchStrategy[Dossier]

T = TypeVar("T")

# Drawing a dossier takes a hundred draws; that is the made thing, not a fault.
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# All that the template may write; what was read may add nothing.
_OUTER = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "h1", "h2", "h3"}
_INNER = {"p", "ul", "ol", "li", "a", "bdi", "span", "cite", "time", "blockquote", "mark"}
ELEMENTS = _OUTER | _INNER
_META = {"lang", "charset", "http-equiv", "content", "name"}
ATTRIBUTES = _META | {"id", "class", "href", "rel", "dir", "datetime", "aria-label", "aria-labelledby"}


def lines_of(brief: Brief) -> Iterator[Line]:
    yield from brief.quick
    for section in brief.deep:
        yield from section.lines


def cited_in(brief: Brief) -> Iterator[Citation]:
    for line in lines_of(brief):
        yield from line.citations


class Seen(HTMLParser):
    """Elements, attributes, link targets and marked words of a page, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.marked: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag == "mark":
            self.marked.append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked[-1] += data


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return parser


@LAW
@given(data=st.data())
def test_every_line_cites_words_that_stand_where_it_says(data: st.DataObject, dossiers: Dossiers) -> None:
    dossier = data.draw(dossiers)
    texts = {article.id: article.text for article in dossier.articles}
    brief = write(dossier)
    for line in lines_of(brief):
        assert line.citations
    for c in cited_in(brief):
        assert c.quote
        assert texts[c.article][c.span.start : c.span.end] == c.quote
    assert {c.article for c in cited_in(brief)} == {article.id for article in brief.articles}


@LAW
@given(data=st.data())
def test_quotes_in_json_are_the_articles_words_and_numbers_are_one_to_one(
    data: st.DataObject, dossiers: Dossiers
) -> None:
    dossier = data.draw(dossiers)
    texts = {article.id: article.text for article in dossier.articles}
    printed = render(write(dossier), "json")
    assert printed.count("\n") == 1
    printed.encode()
    whole = json.loads(printed)
    numbers: dict[int, tuple[str, int, int]] = {}
    for line in whole["quick"] + [line for section in whole["deep"] for line in section["lines"]]:
        assert line["citations"]
        for c in line["citations"]:
            start, end = c["span"]
            assert texts[c["article"]][start:end] == c["quote"]
            assert numbers.setdefault(c["n"], (c["article"], start, end)) == (c["article"], start, end)
    assert len(set(numbers.values())) == len(numbers)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@LAW
@given(data=st.data())
def test_the_quick_look_has_up_to_seven_bullets_of_one_line_and_no_claim_twice(
    data: st.DataObject, dossiers: Dossiers
) -> None:
    dossier = data.draw(dossiers)
    quick = write(dossier).quick
    assert len(quick) <= 7
    for line in quick:
        assert len(line.text) <= 140
        assert len(line.text.splitlines()) == 1
    said = [line.text for line in quick]
    assert len(set(said)) == len(said)
    assert bool(quick) or not any(claim.evidence for _, claim in dossier.claims)


@LAW
@given(data=st.data(), seed=st.integers(0, 1000))
def test_the_order_of_what_is_in_the_dossier_changes_nothing(
    data: st.DataObject, seed: int, dossiers: Dossiers
) -> None:
    dossier = data.draw(dossiers)
    order = random.Random(seed)  # noqa: S311 - shuffles a test's cases

    def shuffled(values: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(order.sample(values, len(values)))

    other = replace(
        dossier,
        claims=shuffled(tuple((t, replace(c, evidence=shuffled(c.evidence))) for t, c in dossier.claims)),
        questions=answered(shuffled(given_in(dossier))),
        articles=shuffled(dossier.articles),
        changes=shuffled(dossier.changes),
    )
    assert write(other) == write(dossier)
    assert render(write(other), "html") == render(write(dossier), "html")


@LAW
@given(data=st.data())
def test_html_holds_no_element_attribute_or_link_that_we_did_not_write(data: st.DataObject, dossiers: Dossiers) -> None:
    brief = write(data.draw(dossiers))
    page = render(brief, "html")
    page.encode()
    found = seen(page)
    assert found.elements <= ELEMENTS
    assert found.attributes <= ATTRIBUTES
    assert len(set(found.ids)) == len(found.ids)
    for link in found.links:
        assert (link.startswith("#") and link[1:] in found.ids) or link.startswith("https://news.example/")


@LAW
@given(data=st.data())
def test_html_marks_every_quote_whole(data: st.DataObject, dossiers: Dossiers) -> None:
    brief = write(data.draw(dossiers))
    quotes = {(c.article, c.span): visible(c.quote) for c in cited_in(brief)}
    assert sorted(seen(render(brief, "html")).marked) == sorted(quotes.values())


@LAW
@given(data=st.data())
def test_text_and_markdown_hold_every_quote_and_no_sign_that_a_terminal_obeys(
    data: st.DataObject, dossiers: Dossiers
) -> None:
    brief = write(data.draw(dossiers))
    text = render(brief, "text")
    assert visible(text) == text
    assert visible(render(brief, "markdown")) == render(brief, "markdown")
    joined = " ".join(text.split())
    for c in cited_in(brief):
        assert " ".join(visible(" ".join(c.quote.split())).split()) in joined


def given_in(dossier: Dossier) -> tuple[Figure, ...]:
    """The figures that the answers of a dossier rest on."""
    return tuple(f for q in dossier.questions for e in q.estimates if not e.derived for f in e.figures)


@LAW
@given(data=st.data())
def test_no_rival_figure_is_lost_or_merged(data: st.DataObject, dossiers: Dossiers) -> None:
    dossier = data.draw(dossiers)
    estimates = [e for question in answered(given_in(dossier)) for e in question.estimates if not e.derived]
    assert sorted(repr(f) for e in estimates for f in e.figures) == sorted(map(repr, given_in(dossier)))
    for estimate in estimates:
        kinds = {(replace(f.quantity, span=Span(0, 1)), spoken_by(f), f.factuality) for f in estimate.figures}
        assert len(kinds) == 1


def test_a_dossier_with_enough_in_it_has_three_to_seven_bullets(harbour: Dossier) -> None:
    assert 3 <= len(write(harbour).quick) <= 7


def test_a_citation_whose_words_stand_elsewhere_is_refused(harbour: Dossier) -> None:
    moved = tuple(replace(article, text="x" + article.text) for article in harbour.articles)
    with pytest.raises(UncitedError, match="do not stand at"):
        write(replace(harbour, articles=moved))


def test_a_citation_without_its_article_is_refused(harbour: Dossier) -> None:
    with pytest.raises(UncitedError, match="is cited but not at hand"):
        write(replace(harbour, articles=()))


def test_a_brief_altered_after_writing_is_refused_by_every_rendering(harbour: Dossier) -> None:
    brief = write(harbour)
    altered = replace(brief, articles=tuple(replace(a, text=a.text.upper()) for a in brief.articles))
    for form in ("text", "markdown", "html", "json"):
        with pytest.raises(UncitedError):
            render(altered, form)
