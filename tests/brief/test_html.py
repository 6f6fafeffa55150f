"""The HTML page: self-contained, inert, and every number a link there and back."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from onrecord.brief import render, write
from onrecord.brief._html import _own

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Dossier


class Text(HTMLParser):
    """The words that a reader sees, by element."""

    def __init__(self, element: str) -> None:
        super().__init__()
        self.element, self.depth = element, 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == self.element:
            self.depth += 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.element

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1] += data


def words_in(page: str, element: str) -> list[str]:
    parser = Text(element)
    parser.feed(page)
    return parser.found


@pytest.fixture(scope="module")
def page(harbour: Dossier) -> str:
    return render(write(harbour), "html")


def test_it_is_html5_in_english_for_any_screen(page: str) -> None:
    assert page.lstrip().startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<meta charset="utf-8">' in page
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page


def test_nothing_stands_before_the_doctype_but_white_space(page: str) -> None:
    assert not page[: page.index("<!DOCTYPE")].strip()


def test_the_policy_lets_in_its_own_style_sheet_alone(page: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_asks_for_no_other_file(page: str) -> None:
    assert not re.search(
        r"<(?:script|link|img|iframe|object|embed|form|input|button)\b|\bon\w+=|style=|url\(|@import", page
    )


def test_the_style_sheet_serves_dark_screens_print_and_the_keyboard() -> None:
    sheet = _own("brief.css")
    for part in ("prefers-color-scheme: dark", "@media print", ":focus-visible", ":target", "max-width: 40rem", "70ch"):
        assert part in sheet


def test_headings_stand_in_order(page: str) -> None:
    assert words_in(page, "h1") == ["The strait"]
    assert words_in(page, "h2") == ["Quick Look", "Deep Look", "Evidence", "How to read this"]
    assert words_in(page, "h3") == ["Casualties", "Convoys", "Figures", "Other statements"]


def test_numbers_lead_to_the_evidence_and_back(page: str) -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    there = set(re.findall(r'href="#(e\d+)"', page))
    back = set(re.findall(r'href="#(l\d+)"', page))
    assert there | back <= ids
    assert there == {id_ for id_ in ids if re.fullmatch(r"e\d+", id_)}
    assert back == {id_ for id_ in ids if re.fullmatch(r"l\d+", id_)}


def test_a_quote_is_marked_within_its_paragraph(page: str) -> None:
    assert (
        '<blockquote dir="auto">“<mark>Not one of our marines has set foot on that island</mark>,” said envoy Ilse '
        "Brandt, who denied all of it.</blockquote>" in page
    )


def test_dates_are_times_and_outlets_are_cited(page: str) -> None:
    assert '<time datetime="2025-01-16">2025-01-16</time>' in page
    assert "The Ledger-Dispatch" in words_in(page, "cite")


def test_an_undated_page_has_no_time(make: Maker) -> None:
    source = make.page("p", "It is said: ships left early.", None, None)
    page = render(write(make.dossier([("T", make.claim("c", source.evidence("ships left early")))], [source])), "html")
    assert "<time" not in page
    assert "undated" in page


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a?b=1&c=2", True),
        ("javascript:alert(1)", False),
        ('https://x.example/"><script>alert(1)</script>', False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(make: Maker, url: str | None, *, linked: bool) -> None:
    source = make.page("p", "It is said: ships left early.", date(2025, 1, 1))
    source = replace(source, article=replace(source.article, url=url))
    page = render(write(make.dossier([("T", make.claim("c", source.evidence("ships left early")))], [source])), "html")
    assert ('rel="noopener noreferrer"' in page) is linked
    assert "<script" not in page
    assert (url or "pages/p.html") in "".join(words_in(page, "bdi"))


def test_hostile_words_are_shown_as_words_wherever_they_stand(make: Maker, hostile: tuple[str, ...]) -> None:
    for bad in hostile[:10]:
        source = make.page(f"p{bad}", f"It is said: {bad} is how it was.", date(2025, 1, 1), bad)
        evidence = source.evidence(f"{bad} is how it was", make.speaker(bad, "body", bad))
        dossier = make.dossier([(bad, make.claim("c", evidence))], [source])
        page = render(write(replace(dossier, title=bad)), "html")
        plain = bad.replace("\x1b", "�").replace("\x07", "�")
        assert words_in(page, "h1") == words_in(page, "h3") == [plain]
        assert words_in(page, "title") == [plain]
        assert words_in(page, "mark") == [f"{plain} is how it was"]
        assert not re.search(r"<(?:script|img|b|u|i)\b", page)


def test_an_empty_record_is_said_plainly(make: Maker) -> None:
    page = render(write(make.dossier()), "html")
    assert '<p class="empty">The record holds nothing for this question.</p>' in page
    assert words_in(page, "h2") == []
