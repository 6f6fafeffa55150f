"""The headline: what heading, OpenGraph, JSON-LD and title agree on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


LABEL = "War in the north"
SITE = "<meta property='og:site_name' content='The Sample Ledger'><meta property='article:section' content='Politics'>"
HOST = "<link rel='canonical' href='https://www.ledger.example/pier'>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (og(f"{TITLE} - The Sample Ledger") + SITE, ""),
        (og(f"{TITLE} | Politics | The Sample Ledger") + SITE, ""),
        (og(f"{TITLE}-Politicsㅣthe sample ledger") + SITE, ""),
        (og(f"{TITLE}：The Sample Ledger") + SITE, ""),
        (og(f"{TITLE} - Ledger.example") + json_ld(f"{TITLE} - Ledger.example") + HOST, ""),
        (f"<title>{TITLE} - Ledger.example</title>{HOST}", f"<p>{TITLE} - Ledger.example</p>"),
        (og(f"{TITLE} | The Ledger | by Ana Duarte"), f"<h1>{TITLE}</h1>"),
        (og(f"{TITLE} - Ledger") + json_ld(f"{TITLE} - Ledger"), f"<h1>{TITLE}</h1>"),
        (og(OTHER) + json_ld(TITLE), f"<h1 class='breadcrumb_last'>{OTHER}</h1>"),
        (json_ld(TITLE.replace("old", "&amp;#111;ld")), ""),
        (og(TITLE.replace("old", "&amp;#111;ld")), ""),
    ],
)
def test_headline_ends_before_the_outlet(head: str, body: str) -> None:
    assert headline(head, body) == TITLE


@pytest.mark.parametrize(
    ("text", "endings", "front"),
    [
        (f"{TITLE} | Ledger", {"ledger"}, TITLE),
        (f"{TITLE} | Ledger", {"gazette"}, f"{TITLE} | Ledger"),
        (f"{TITLE} | Ledger", set(), f"{TITLE} | Ledger"),
        ("Pier | Ledger", {"ledger"}, "Pier | Ledger"),
        ("Old pier: Ledger", {"ledger"}, "Old pier: Ledger"),
        ("", {"ledger"}, ""),
    ],
)
def test_only_a_known_ending_is_cut(text: str, endings: set[str], front: str) -> None:
    assert _title._without(text, frozenset(endings)) == front  # noqa: SLF001 - the rule by itself


@given(st.text("ab |-:", max_size=40))
def test_what_is_cut_begins_the_title(text: str) -> None:
    cut = _title._without(text, frozenset({"a", "b", "ab"}))  # noqa: SLF001 - the rule by itself
    assert text.startswith(cut)
    assert cut == text or len(_title.letters(cut)) >= 12


def test_label_above_the_headline_is_not_the_headline_with_the_rest_cut_off() -> None:
    whole = f"{LABEL} - harbour of Ostvik shelled again in the night"
    assert headline(og(whole) + json_ld(whole), f"<h1>{LABEL}</h1>") == whole


@pytest.mark.parametrize("tag", ["h1", "h2"])
@pytest.mark.parametrize("head", [og(TITLE) + json_ld(f"Harbour of Ostvik: {TITLE}"), og(TITLE)])
def test_kicker_is_no_part_of_a_headline_that_the_head_gives_without_it(head: str, tag: str) -> None:
    body = f"<{tag}><span class='kicker'>Harbour of Ostvik</span> <span>{TITLE}</span></{tag}>"
    assert headline(head, body) == TITLE


def test_kicker_stays_where_the_head_gives_it() -> None:
    body = f"<h1><span>Harbour of Ostvik</span><span>: </span><span>{TITLE}</span></h1>"
    assert headline(og(f"Harbour of Ostvik: {TITLE}"), body) == f"Harbour of Ostvik: {TITLE}"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            og("The council`s old pier is closed") + json_ld("The council`s old pier is closed"),
            "The council`s old pier is closed",
        ),
        (og("The council`s old pier is closed"), "The council’s old pier is closed"),
    ],
)
def test_wording_is_that_of_most_places(head: str, wanted: str) -> None:
    assert headline(head, "<h1>The council’s old pier is closed</h1>") == wanted


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (json_ld(TITLE) + f"<title>{OTHER}</title>", f"<h1>{OTHER}</h1>", TITLE),
        (json_ld(TITLE) + og(OTHER), f"<h1>{OTHER}</h1>", OTHER),
        (f"<meta name='twitter:title' content='{TITLE}'><title>{TITLE}</title>", f"<h1>{OTHER}</h1>", OTHER),
        (og(TITLE) + f"<meta name='twitter:title' content='{TITLE}'>", f"<h1>{OTHER}</h1>", TITLE),
    ],
)
def test_weights_of_places_that_disagree(head: str, body: str, wanted: str) -> None:
    assert headline(head, body) == wanted


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
