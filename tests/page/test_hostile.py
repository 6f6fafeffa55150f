"""Markup and text made to exhaust the reader: it ends soon, with an article or a reason."""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from onrecord.model import Article, Capture, Rejected
from onrecord.page import read_page

SENTENCE = (
    "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring. "
)
PARAGRAPHS = f"<p>{SENTENCE}</p>" * 4
# Each takes below three seconds alone on one slow core; the bound leaves room for busy machines.
SECONDS = 20
CASES = {
    "a million nested elements": "<html><body>" + "<div>" * 1_000_000 + PARAGRAPHS,
    "elements nested below the text": "<html><body>" + PARAGRAPHS + "<div>" * 50_000,
    "inline elements nested": "<html><body>" + PARAGRAPHS + "<b><i>" * 20_000,
    "an attribute of five million characters": f"<html><body><div class='{'a' * 5_000_000}'>{PARAGRAPHS}",
    "a hundred thousand attributes": f"<html><body><div {' '.join(f'a{n}=b' for n in range(100_000))}>{PARAGRAPHS}",
    "attributes that hide their end": "<html><body><div " + 'a="b>" ' * 50_000 + ">" + PARAGRAPHS,
    "entities without end": f"<html><body>{PARAGRAPHS}<p>{'&amp;&#65;' * 200_000}",
    "an entity bomb": '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b;</p>' + PARAGRAPHS,
    "scripts never closed": "<html><body>" + PARAGRAPHS + "<script " * 500_000,
    "comments never closed": "<html><body>" + PARAGRAPHS + "<!--" * 500_000,
    "brackets only": "<html><body>" + PARAGRAPHS + "<" * 1_000_000,
    "half a million scripts": "<html><body>" + PARAGRAPHS + "<script>x='<p>'</script>" * 500_000,
    "JSON-LD nested a million deep": f"<html><script type='application/ld+json'>{'[' * 1_000_000}</script>{PARAGRAPHS}",
    "lists never closed": "<html><body>" + PARAGRAPHS + "<ul><li>" * 20_000,
    "tables in tables": "<html><body>" + PARAGRAPHS + "<table><tr><td>" * 10_000,
    "many captions": f"<html><body>{(PARAGRAPHS + '<figcaption>Pier. (A/AP)</figcaption>') * 2_000}",
    "many subheadings": f"<h1>Pier</h1>{(PARAGRAPHS + '<h2>Pier</h2>') * 4_000}",
    "many different paragraphs": "".join(f"<p>{number} {SENTENCE}</p>" for number in range(15_000)),
    "many links": f"<h1>Pier</h1>{(PARAGRAPHS + '<p><a href=x>Pier of Ostvik</a></p>') * 4_000}",
    "many line breaks": f"<p>{('x' * 50 + '<br>') * 40_000}</p>{PARAGRAPHS}",
    "many lines": "menu\n" * 4_000_000,
    "many bullets": "• menu entry\n" * 50_000,
    "many paragraphs": (SENTENCE + "\n") * 40_000,
    "slashes": "key word/ " * 500_000,
    "brackets in a line": "(" * 4_000_000,
    "capitals in a line": "A" * 4_000_000,
    "spaces in a line": SENTENCE + " " * 4_000_000 + SENTENCE,
    "full stops": "a." * 2_000_000,
}


def captured(body: bytes, path: str = "page.html", url: str | None = None) -> Capture:
    return Capture(body, path, url, None, datetime(2025, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", CASES)
def test_hostile_page_ends_soon(name: str) -> None:
    began = time.process_time()
    found = read_page(captured(CASES[name].encode(), "page"))
    assert time.process_time() - began < SECONDS
    assert isinstance(found, Article) or "\n" not in found.reason


def test_page_beyond_the_bounds_is_rejected_with_the_bound() -> None:
    found = read_page(captured(("<html><body>" + PARAGRAPHS * 20_000).encode()))
    assert isinstance(found, Rejected)
    assert "60000" in found.reason


def test_text_before_a_cut_script_is_kept() -> None:
    found = read_page(captured(f"<html><body>{PARAGRAPHS}<script>var a = '".encode()))
    assert isinstance(found, Article)
    assert "var a" not in found.text


def test_script_after_letters_that_grow_in_lower_case_is_taken_out() -> None:
    """The letter İ is two characters in lower case: places in a lowered copy are not places in the page."""
    numbers = [f"number {n}" for n in range(8)]
    told = "".join(f"<p>{SENTENCE.replace('pier', number)}</p>" for number in numbers)
    page = f"<html><body><p>{'İ' * 300}</p><script>var a = '<p>{SENTENCE}</p>';</script>{told}</body></html>"
    found = read_page(captured(page.encode()))
    assert isinstance(found, Article)
    assert [number for number in numbers if number not in found.text] == []
    assert "var a" not in found.text


@pytest.mark.parametrize(
    "markup",
    [
        "<br>\x1b",
        "<br>&#12;",
        "<br>&#xFFFF;",
        "<p>a<span><svg></svg>\x0c",
        "<svg></svg>&#27;<svg></svg>&#2;",
        "<p>&#1;<nav></nav>&#3;</p>",
        "<span class='sr-only'>hidden&#5;</span>&#6;",
    ],
)
def test_signs_that_markup_may_not_hold_harm_nothing(markup: str) -> None:
    found = read_page(captured(f"<html><body>{markup}{PARAGRAPHS}</body></html>".encode()))
    assert isinstance(found, Article)
    assert SENTENCE.strip() in found.text


CONTROLS = r"\u0000\u0001\u001f\u007f\u0085\u009f"


def test_control_characters_written_as_escapes_are_in_no_part_of_the_article() -> None:
    told = {
        "@type": "NewsArticle",
        "headline": f"Pier {CONTROLS}closed",
        "author": {"@type": "Person", "name": f"Ann{CONTROLS} Lee"},
        "articleSection": f"Har{CONTROLS}bour",
        "keywords": [f"pier{CONTROLS}s"],
        "publisher": {"name": f"Ostvik{CONTROLS} Courier"},
    }
    ld = json.dumps(told).replace("\\\\u", "\\u")
    page = f"<html><script type='application/ld+json'>{ld}</script><title>&#0;&#1;Pier</title>{PARAGRAPHS}<p>&#1;</p>"
    article = read_page(Capture(page.encode(), "page.html", None, None, datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(article, Article)
    written = json.dumps(asdict(article), ensure_ascii=False, default=str)
    assert not re.search("\\\\u00|[\x7f-\x84\x86-\x9f]", written)
    assert (article.headline, article.authors) == ("Pier closed", ("Ann Lee",))
