"""The headline: what heading, OpenGraph, JSON-LD and title agree on."""

from __future__ import annotations

import json

import pytest

from onrecord.page import _metadata, _title, _tree

TITLE = "Ostvik council closes old pier"
OTHER = "Why the old pier of Ostvik had to go"


def headline(head: str, body: str = "", language: str = "en") -> str | None:
    tree = _tree.parsed(f"<html lang='{language}'><head>{head}</head><body>{body}<p>Text.</p></body></html>")
    assert not isinstance(tree, str)
    names = _title.names(_metadata.head(tree), _metadata.linked(tree), _tree.seen(tree))
    return _title.headline(names, language)


def og(title: str) -> str:
    return f"<meta property='og:title' content='{title}'>"


def json_ld(title: str) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': title})}</script>"


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        ("", f"<h1>{TITLE}</h1>", TITLE),
        (og(OTHER), f"<h1>{TITLE}</h1>", TITLE),
        (og(OTHER) + json_ld(OTHER), f"<h1>{TITLE}</h1>", OTHER),
        (og(OTHER) + json_ld(TITLE), f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>{TITLE} | The Sample Ledger</title>", "", TITLE),
        (f"<title>{TITLE} – Harbour – Ledger</title>{og(TITLE)}", "", TITLE),
        (og(f"{TITLE} | Ledger") + json_ld(TITLE), "", TITLE),
        (og(f"{TITLE} - then opens it again after all of the ferries have left the quay"), "", None),
        (og(TITLE), f"<ul><li><h1>{OTHER}</h1></li></ul><h2>{TITLE}</h2>", TITLE),
        (json_ld(TITLE), f"<nav><h1>{OTHER}</h1></nav>", TITLE),
        ("", "", None),
    ],
)
def test_headline_is_what_most_places_agree_on(head: str, body: str, wanted: str | None) -> None:
    assert headline(head, body) == (wanted or headline(head))


def test_part_of_a_headline_after_a_dash_stays() -> None:
    whole = f"{TITLE} - what that means for all of the ferries of the northern islands"
    assert headline(og(whole), f"<h1>{whole}</h1>") == whole


@pytest.mark.parametrize(
    ("shown", "language", "wanted"),
    [
        ("Harbour : the pier closes", "en", "Harbour: the pier closes"),
        ("Hafen : Der Steg ist zu", "de", "Hafen: Der Steg ist zu"),
        ("Port : la jetée ferme", "fr", "Port : la jetée ferme"),
    ],
)
def test_colon_stands_as_the_language_writes_it(shown: str, language: str, wanted: str) -> None:
    assert headline("", f"<h1>{shown}</h1>", language) == wanted


def test_kicker_that_a_line_break_sets_apart_gets_the_colon_of_the_head() -> None:
    body = "<h1><span>Harbour of Ostvik</span> <span>The pier closes</span></h1>"
    assert headline(og("Harbour of Ostvik: The pier closes"), body) == "Harbour of Ostvik: The pier closes"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (TITLE, True),
        (f"Harbour{TITLE}", True),
        (f"Safety of harbours : {TITLE.upper()}", True),
        ("The council closes it", False),
        (f"{TITLE}. Nobody had expected that it would do so before the spring, and the fishermen are angry.", False),
        ("", False),
    ],
)
def test_title_is_known_again_with_its_kicker(text: str, again: bool) -> None:  # noqa: FBT001 - a table of cases
    assert _title.repeats(text, {_title.letters(TITLE)}) is again


def test_short_titles_are_not_looked_for_in_other_lines() -> None:
    assert not _title.repeats("The pier is old", {"pier"})
