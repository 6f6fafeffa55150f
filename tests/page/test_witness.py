"""The article's text in a page's own JSON-LD: found whole, without markup, in time linear in the page."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.page import _tree, _witness

TEXT = "The council of Ostvik closed the old pier on Monday. Nobody was hurt."


def witness(*scripts: str, kind: str = "application/ld+json") -> str:
    markup = "".join(f"<script type='{kind}'>{script}</script>" for script in scripts)
    tree = _tree.parsed(f"<html><head>{markup}</head><body><p>{TEXT}</p></body></html>")
    assert not isinstance(tree, str)
    return _witness.article_body(tree)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (TEXT, TEXT),
        ("", ""),
        ("He said “no”.", "He said “no”."),
        ('He said "no".', 'He said "no".'),
        ("a back\\slash, and a path C:\\", "a back\\slash, and a path C:\\"),
        ("two\nlines", "two\nlines"),
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("<p>One.</p><p>Two.</p>", " One.  Two. "),
        ("&lt;b&gt;Bold&lt;/b&gt;", " Bold "),
        ("a < b and c > d", "a   d"),
        ('ends in a quote"', 'ends in a quote"'),
    ],
)
def test_text_is_what_the_page_wrote_without_markup(value: str, found: str) -> None:
    script = json.dumps({"@type": "NewsArticle", "articleBody": value, "wordCount": 3}).replace("</", "<\\/")
    assert witness(script) == found


@pytest.mark.parametrize(
    "script",
    [
        f'{{"@graph": [{{"@type": "WebPage"}}, {{"@type": "NewsArticle", "articleBody": "{TEXT}"}}]}}',
        f'{{"articleBody":"{TEXT}"}}',
        f'{{"articleBody"  :\n "{TEXT}", broken',
        f'{{"articleBody": "short", "hasPart": {{"articleBody": "{TEXT}"}}}}',
        f'{{"articleBody": "\\uZZZZ"}} {{"articleBody": "{TEXT}"}}',
    ],
)
def test_longest_text_is_found_wherever_it_stands(script: str) -> None:
    assert witness(script) == TEXT


def test_longest_of_several_scripts_is_taken() -> None:
    assert witness('{"articleBody": "A teaser."}', f'{{"articleBody": "{TEXT}"}}', "{}") == TEXT


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{}",
        "[" * 1000,
        '{"articleBody": null}',
        '{"articleBody": ["a list"]}',
        '{"articleBody": "never ends',
        '{"articleBody": "never ends \\',
        '{"articleBody": "' + "\\" * 1001,
        '{"body": "another name"}',
    ],
)
def test_what_is_no_text_gives_nothing(script: str) -> None:
    assert not witness(script)


def test_other_scripts_are_no_witness() -> None:
    assert not witness(f'{{"articleBody": "{TEXT}"}}', kind="application/json")


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(blacklist_characters="<>&\x00", blacklist_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_without_markup_comes_back(text: str) -> None:
    script = json.dumps({"articleBody": text, "next": 'a "quoted" thing'})
    assert witness(script) == text


@pytest.mark.parametrize(
    "script",
    [
        '{"articleBody": "' + "\\" * 2_000_000,
        '{"articleBody": "' + '\\"' * 1_000_000,
        '"articleBody": "' * 100_000,
        '{"articleBody": "' + "<" * 1_000_000 + '"}',
        '{"articleBody": "' + "&" * 300_000 + '"}',
        '{"articleBody"' + " " * 1_000_000,
    ],
    ids=["backslashes", "quotes", "keys", "brackets", "entities", "spaces"],
)
def test_hostile_script_ends_soon(script: str) -> None:
    began = time.process_time()
    witness(script)
    assert time.process_time() - began < 10
