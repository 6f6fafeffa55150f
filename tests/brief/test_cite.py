"""Citations numbered and shown in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._cite import numbered, web_address, where
from onrecord.model import Brief, Citation, Line, Section, Span, UncitedError

if TYPE_CHECKING:
    from brief.conftest import Maker, Page


def brief(make: Maker, page: Page, *quotes: str) -> Brief:
    quick = tuple(Line("L", quote, (page.cite(quote),)) for quote in quotes)
    return Brief("T", make.now, None, quick, (), (page.article,))


def test_a_line_without_citation_cannot_be_made() -> None:
    with pytest.raises(UncitedError):
        Line("L", "text", ())


def test_the_same_words_have_the_same_number_in_both_looks(make: Maker) -> None:
    page = make.page("p", "One thing and another thing.")
    one, two = page.cite("One thing"), page.cite("another thing")
    deep = (Section("S", (Line("L", "b", (two, one, two)), Line("L", "c", (one,)))),)
    lines, entries = numbered(Brief("T", make.now, None, (Line("L", "a", (one,)),), deep, (page.article,)))
    assert [(line.place, line.section, line.numbers) for line in lines] == [
        (1, None, (1,)),
        (2, "S", (2, 1)),
        (3, "S", (1,)),
    ]
    assert [(e.number, e.citation.quote, e.lines) for e in entries] == [
        (1, "One thing", (1, 2, 3)),
        (2, "another thing", (2,)),
    ]


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("First.\nThe ships left early.\nLast.", "ships left", "The ", " early."),
        ("The ships left early.", "The ships left early.", "", ""),
        ("First one.\nThe ships left.\nLast one.", "one.\nThe ships", "First ", " left."),
        ("First.\n\nLast.", "\n", "", ""),
    ],
)
def test_a_quote_is_shown_in_its_paragraph(make: Maker, text: str, quote: str, before: str, after: str) -> None:
    (_, (entry,)) = numbered(brief(make, make.page("p", text), quote))
    if quote.strip():
        assert (entry.before, entry.after) == (before, after)
    assert entry.before + entry.citation.quote + entry.after in text


def test_a_very_long_paragraph_is_shown_around_the_quote(make: Maker) -> None:
    page = make.page("p", "before " * 900 + "THE QUOTE" + " after" * 900)
    (_, (entry,)) = numbered(brief(make, page, "THE QUOTE"))
    assert entry.before.startswith("… before")
    assert entry.after.endswith("after …")
    assert len(entry.before) + len(entry.after) < 1300


def test_words_in_no_block_are_shown_all_the_same(make: Maker) -> None:
    page = make.page("p", "The ships left early.")
    bare = replace(brief(make, page, "ships"), articles=(replace(page.article, blocks=()),))
    (_, (entry,)) = numbered(bare)
    assert (entry.before, entry.after) == ("The ", " left early.")


@pytest.mark.parametrize("span", [(-3, 2), (5, 5), (9, 3), (0, 10**9), (1, 6)])
def test_a_citation_that_does_not_hold_is_refused(make: Maker, span: tuple[int, int]) -> None:
    page = make.page("p", "The ships left early.")
    broken = Citation("p", Span(*span), "The s", "path.html", None, None, None)
    with pytest.raises(UncitedError, match=r"path\.html: the words cited do not stand at"):
        numbered(Brief("T", make.now, None, (Line("L", "t", (broken,)),), (), (page.article,)))


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a?b=c&d=e#f", True),
        ("HTTP://news.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://news.example/ a", False),
        ('https://news.example/"onclick="x', False),
        ("https://news.example/<b>", False),
        ("https://news.example/\n", False),
        (" https://news.example/", False),
        ("https://", False),
        ("file:///etc/passwd", False),
        ("//news.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_are_linked(url: str | None, *, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)


@pytest.mark.parametrize(
    ("url", "expected"), [("https://a.example/", "https://a.example/"), (None, "pages/p.html"), ("", "pages/p.html")]
)
def test_a_page_is_found_by_its_address_or_else_its_path(make: Maker, url: str | None, expected: str) -> None:
    assert where(replace(make.page("p", "It is so.").cite("so"), url=url)) == expected
