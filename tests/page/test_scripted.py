"""Articles that stand in a page's scripts only are read; pages with text in their markup are read as before."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from onrecord.model import Article, Capture, Rejected
from onrecord.page import _scripted, read_page

TITLE = "Ostvik council closes old pier"
TEXT = [
    f"Surveyor number {name} found cracks in the pillars of the old pier and told the council of them on Monday."
    for name in ("one", "two", "three", "four")
]
MARKUP = "".join(f'<p class="t">{text}</p>' for text in TEXT)
TEASER = "<p>Bakers in the next town go on strike over the price of flour this week.</p>" * 2
SHORT = f"<p class='{'x' * 80}'>Bakers in the next town go on strike today.</p>" * 4
ESCAPED = MARKUP.replace("<", "\\u003c").replace(">", "\\u003e").replace('"', '\\"')
NESTED = json.dumps('5:{"html":"' + ESCAPED + '"}')


def page(script: str, kind: str = "", shell: str = "<div id='root'></div>") -> str:
    tag = f"<script{kind}>{script}</script>"
    return f"<html><head><title>{TITLE}</title></head><body class='app'>{shell}{tag}</body></html>"


def read(markup: str) -> Article | Rejected:
    return read_page(Capture(markup.encode(), "page.html", None, None, datetime(2025, 1, 1, tzinfo=UTC)))


def paragraphs(found: Article | Rejected) -> list[str]:
    assert isinstance(found, Article), found
    return [found.text[span.start : span.end] for kind, span in found.blocks if kind == "paragraph"]


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({"page": {"html": MARKUP}}).replace("</", "<\\/"),
        f'window.state = {{"title": "x", "html":"{ESCAPED}"}};',
        f"self.frames.push([1,{NESTED}])".replace("</", "<\\/"),
        f'render("{ESCAPED}")',
        f'{{"a":"{TEASER}","b":"{ESCAPED}","c":"{SHORT}"}}'.replace("</", "<\\/"),
        f'{{"a":"{SHORT}","b":"{ESCAPED}"}}'.replace("</", "<\\/"),
        json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(TEXT)}),
        json.dumps({"broken": "\\uZZ" * 200})[:-1].replace("\\\\", "\\") + f'"}},{{"html":"{ESCAPED}"}}',
    ],
    ids=[
        "json",
        "state",
        "string in a string",
        "call",
        "longest first",
        "longest last",
        "articleBody",
        "after a broken one",
    ],
)
def test_article_in_a_script_is_read(script: str) -> None:
    found = read(page(script))
    assert paragraphs(found) == TEXT
    assert isinstance(found, Article)
    assert found.headline == TITLE


@pytest.mark.parametrize(
    "script",
    [
        "",
        "var x = 1;" * 100,
        f'{{"html": "{TEASER}"}}',
        f"// {ESCAPED}",
        '{"html": "' + "words without any markup " * 40 + '"}',
        f'{{"html": "{ESCAPED}',
    ],
    ids=["empty", "code", "teasers", "no string", "no markup", "cut off"],
)
def test_script_without_an_article_gives_nothing(script: str) -> None:
    assert _scripted.shown(page(script)) is None
    assert isinstance(read(page(script)), Rejected)


def test_markup_of_text_in_json_ld_is_text() -> None:
    body = "\n".join([*TEXT, "And 1 < 2, she said, as <everybody> on the council has known for years."])
    assert paragraphs(read(page(json.dumps({"articleBody": body})))) == body.split("\n")


def test_page_with_text_of_its_own_is_read_from_its_markup() -> None:
    own = [text.replace("Surveyor", "Diver") for text in TEXT]
    shell = f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in own)
    script = json.dumps({"html": MARKUP}).replace("</", "<\\/")
    assert paragraphs(read(page(script, shell=shell))) == own


@pytest.mark.parametrize(
    "markup",
    [
        "<script>" + '="' * 500_000,
        "<script>" + "x" * 500 + '="' + "\\" * 2_000_000,
        "<script>" * 400_000,
        "<script>" + "x" * 500 + "<" * 2_000_000,
        "<script>" + ('="' + "x" * 500) * 8000,
        "<script>" + "x" * 400 + ',"' + "x" * 3_000_000,
        ("<script>" + "x" * 500) * 8000,
        '<script>{"a":"' + "<p" * 1_000_000 + '"}</script>',
        "<script>" + '"x":"a' * 400_000,
        "<script>" + json.dumps([MARKUP] * 5000).replace("</", "<\\/") + "</script>",
        "<body " * 400_000 + page(f'{{"html":"{ESCAPED}"}}'),
    ],
    ids=lambda markup: markup[:4] + markup[-12:],
)
def test_hostile_scripts_end_soon(markup: str) -> None:
    began = time.process_time()
    _scripted.shown(markup)
    assert time.process_time() - began < 10
