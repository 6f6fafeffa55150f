"""Markdown shows what was read as words, never as marks; judged by a CommonMark parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord.brief import render, write
from onrecord.brief._layout import visible
from onrecord.brief._markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.conftest import Maker
    from markdown_it.token import Token

    from onrecord.model import Dossier

# Tables and strikethrough too, as the usual hosts read them.
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BLOCKS = ("heading", "paragraph", "bullet_list", "list_item", "blockquote", "strong", "link")
OURS = {f"{kind}_{end}" for kind in BLOCKS for end in ("open", "close")}
OURS |= {"text", "softbreak", "html_inline", "inline"}


def tokens(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def shown(markdown: str) -> str:
    return "".join(token.content for token in tokens(markdown) if token.type == "text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, with 3.5 signs: none", "plain words, with 3.5 signs: none"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("[a](b)", r"\[a\](b)"),
        ("<b>", r"\<b\>"),
        ("a | b ~ c # d", r"a \| b \~ c \# d"),
        ("see https://x.example now", r"see https\://x.example now"),
        ("www.x.example", r"www\.x.example"),
        ("&amp;", r"\&amp;"),
        ("- item", "&#45; item"),
        ("1. item", "&#49;. item"),
        ("2025-01-13", "2025-01-13"),
        ("two\nlines", "two lines"),
    ],
)
def test_marks_are_escaped_and_plain_words_are_not(text: str, expected: str) -> None:
    assert escaped(text) == expected


@given(st.text())
def test_what_is_shown_is_the_text_itself(text: str) -> None:
    plain = visible(" ".join(text.split())).strip()
    assert shown(f"- **L:** {escaped(text)}").removeprefix("L:").strip() == " ".join(plain.split("\n"))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_mark_link_or_tag_comes_from_what_was_read(
    data: st.DataObject, dossiers: st.SearchStrategy[Dossier]
) -> None:
    brief = write(data.draw(dossiers))
    for token in tokens(render(brief, "markdown")):
        assert token.type in OURS
        if token.type == "html_inline":
            assert token.content == "</a>" or token.content.startswith('<a id="e')
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(("#e", "https://news.example/"))


def test_numbers_link_to_entries_that_are_there(harbour: Dossier) -> None:
    markdown = render(write(harbour), "markdown")
    links = {str(t.attrs["href"]) for t in tokens(markdown) if t.type == "link_open"}
    for link in links:
        assert not link.startswith("#") or f'<a id="{link[1:]}"></a>' in markdown


def test_the_harbour_in_markdown(harbour: Dossier) -> None:
    markdown = render(write(harbour), "markdown")
    assert markdown.startswith("# The strait\n\nThe record as of 2025-01-21 12:00 UTC. ")
    assert (
        "\n- **Denied:** Ilse Brandt denied: “Not one of our marines has set foot on that island” [\\[6\\]](#e6)\n"
        in markdown
    )
    assert "\n- **killed — marines**\n  - about 300 (" in markdown
    assert (
        '\n<a id="e6"></a>**[6]** The Ledger-Dispatch, 2025-01-16, <https://news.example/denial>, characters 1–51\n'
        in markdown
    )
    assert "\n> “Not one of our marines has set foot on that island”\n" in markdown


def test_an_empty_record_is_said_plainly(make: Maker) -> None:
    assert render(write(make.dossier()), "markdown").endswith("\n\nThe record holds nothing for this question.\n")
