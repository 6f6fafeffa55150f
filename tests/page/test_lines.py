"""The lines of a tagless page: how each looks, where the article stands, which is the headline."""

from __future__ import annotations

import pytest

from onrecord.page._bio import bio_name
from onrecord.page._byline import keyword_line
from onrecord.page._choice import kept_lines
from onrecord.page._headline import headline_at
from onrecord.page._lines import is_furniture, is_terminal, lines_of, split, word_count
from onrecord.page._region import region

SENTENCE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."


@pytest.mark.parametrize(
    ("line", "look"),
    [
        (SENTENCE, "prose"),
        ("市長は月曜日の記者会見で、川にかかる新しい橋を来年の春に開通させると述べた。", "prose"),
        ("“We could not wait,” he said.", "sentence"),
        ("What the models missed", "short"),
        ("Menu", "boiler"),
        ("Loading Now", "boiler"),
        ("ADVERTISEMENT", "boiler"),
        ("Read more: what the deal says", "boiler"),
        ("We use cookies to make the site better for you and for all of our partners.", "boiler"),
        ("Post Comment", "end"),
        ("Related articles:", "end"),
        ("More on Ledger News", "end"),
        ("© 2024 The Sample Ledger", "end"),
        ("The pier of Ostvik on Tuesday. (Per Holm/AP)", "caption"),
        ("The pier of Ostvik. Photograph: Liv Moen/Getty Images", "caption"),
        ("(Reporting by Ana Duarte; Editing by Lev Orlov)", "sentence"),
        ("- - -", "boiler"),
    ],
)
def test_look_of_a_line(line: str, look: str) -> None:
    assert [found.look for found in lines_of(line)] == [look]


@pytest.mark.parametrize("sign", ["•", "  • ", "* ", "▪ ", "+ ", "o ", "1. ", "2) "])
def test_bullet_is_taken_off(sign: str) -> None:
    (line,) = lines_of(f"{sign}{SENTENCE}")
    assert line.bullet
    assert line.text == SENTENCE


@pytest.mark.parametrize("text", ["one morning", "2.5 million", "-5 degrees", "+1 for it", "1984 was"])
def test_what_only_resembles_a_bullet_stays(text: str) -> None:
    (line,) = lines_of(text)
    assert not line.bullet
    assert line.text == text


def test_numbers_are_those_of_the_lines_of_the_page() -> None:
    assert [(line.number, line.text) for line in lines_of("\none\r\n\r\ntwo\rthree\u2028four")] == [
        (1, "one"),
        (3, "two"),
        (4, "three"),
        (5, "four"),
    ]


def test_all_line_ends_split() -> None:
    assert split("a\r\nb\nc\rd\u2028e\u2029f") == list("abcdef")


def test_hard_wrapped_text_is_unwrapped_by_paragraphs() -> None:
    half = "The harbour council of Ostvik said on Monday that it would close"
    wrapped = f"{half}\nthe old pier for repairs.\n\n" * 6
    assert {line.text for line in lines_of(wrapped)} == {f"{half} the old pier for repairs."}


def test_short_lines_are_not_unwrapped() -> None:
    assert len(lines_of("Home\nWorld\nSport\n" * 10)) == 30


@pytest.mark.parametrize(
    ("text", "ends"),
    [("It met.", True), ("It met!”", True), ("It met.)", True), ("会った。」", True), ("It met", False), ("", False)],
)
def test_end_of_a_sentence(text: str, ends: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_terminal(text) is ends


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one two", 2), ("新しい橋を", 3), ("새 다리", 3)])
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert word_count(text) == words


def test_furniture_is_short() -> None:
    assert is_furniture("Sign up for our newsletter")
    assert not is_furniture(SENTENCE)


def test_region_is_the_stretch_of_running_text() -> None:
    page = (
        ["Home"] * 30
        + [SENTENCE] * 4
        + ["A heading"]
        + [SENTENCE] * 2
        + ["Related articles"]
        + ["Other title here"] * 20
    )
    assert region(lines_of("\n".join(page))) == (30, 37)


def test_page_without_running_text_has_no_region() -> None:
    assert region(lines_of("Home\nWorld\nSport")) == (0, 0)
    assert region([]) == (0, 0)


def test_headline_is_the_title_whose_words_come_back() -> None:
    titles = "Bakers strike for bread prices\nOstvik council closes pier for repairs\nBy Ana Duarte\n3 May 2024"
    page = f"{titles}\n{SENTENCE}\n{SENTENCE}"
    lines = lines_of(page)
    assert headline_at(lines, *region(lines)) == 1


def test_page_that_begins_with_its_text_has_no_headline() -> None:
    lines = lines_of(f"{SENTENCE}\n{SENTENCE}")
    assert headline_at(lines, *region(lines)) is None


def test_line_under_the_headline_that_stands_apart_is_the_summary() -> None:
    deck = "Repairs to the pier may take until spring and cost the town dearly"
    kept = kept_lines(lines_of(f"Ostvik council closes pier\n{deck}\nBy Ana Duarte\n{SENTENCE}\n{SENTENCE}"))
    assert [kind for _, kind in kept] == ["headline", "summary", "paragraph", "paragraph"]


def test_run_of_short_lines_is_a_menu_not_headings() -> None:
    menu = "Share on paper\nShips and boats\nTowns and roads\nHills and lakes\n"
    kept = kept_lines(lines_of(f"Ostvik council closes pier\n{SENTENCE}\n{SENTENCE}\n{menu}{SENTENCE}\n{SENTENCE}"))
    assert "heading" not in [kind for _, kind in kept]


def test_list_of_links_in_the_text_is_left_out_and_list_of_facts_kept() -> None:
    links = "• Ships and boats\n• Towns and roads\n"
    facts = "• The pier is ninety years old.\n• The quay has room for ferries.\n"
    kept = kept_lines(lines_of(f"Ostvik council closes pier\n{SENTENCE}\n{links}\n{SENTENCE}\n{facts}\n{SENTENCE}"))
    assert [line.text for line, kind in kept if kind == "bullet"] == [
        "The pier is ninety years old.",
        "The quay has room for ferries.",
    ]


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("Ana Duarte is an award-winning journalist who covers politics in the north.", "Ana Duarte"),
        (
            "Martin Quill has spent his life in journalism; over the past two decades he won multiple awards.",
            "Martin Quill",
        ),
        ("Ana Duarte, a journalist, was shot on Monday.", None),
        ("“I am an award-winning journalist,” Ana Duarte said.", None),
        ("The journalist covers politics and has written for us.", None),
        ("", None),
    ],
)
def test_note_on_an_author(paragraph: str, name: str | None) -> None:
    assert bio_name(paragraph) == name


REST = "The council has shut its old pier after surveyors found cracks."


@pytest.mark.parametrize(
    ("line", "tags", "outlet", "place", "author", "section"),
    [
        (
            f"pier/ U.N. code/ Ledger/ OSLO/ Norway/ A. Lind/ Morning Edition/ {REST}",
            ("pier", "U.N. code"),
            "Ledger",
            "OSLO, Norway",
            "A. Lind",
            "Morning Edition",
        ),
        (
            f"pier / harbour / Ledger / OSLO / A. Lind / World / {REST}",
            ("pier", "harbour"),
            "Ledger",
            "OSLO",
            "A. Lind",
            "World",
        ),
        (
            f"pier/ harbour/ ferries/ A. Lind/ Morning Edition/ {REST}",
            ("pier", "harbour", "ferries"),
            None,
            None,
            "A. Lind",
            "Morning Edition",
        ),
        (f"pier/ harbour/ ferries/ storms/ {REST}", ("pier", "harbour", "ferries", "storms"), None, None, None, None),
    ],
)
def test_keyword_line_is_taken_apart(
    line: str, tags: tuple[str, ...], outlet: str | None, place: str | None, author: str | None, section: str | None
) -> None:
    found = keyword_line(line)
    assert found is not None
    assert (found.tags, found.outlet, found.dateline, found.author, found.section) == (
        tags,
        outlet,
        place,
        author,
        section,
    )
    assert found.rest == REST


@pytest.mark.parametrize(
    "line",
    [
        "",
        SENTENCE,
        "Average rating 0 / 5. Vote count: 0",
        "He and/or she met on 9/11 in the TCP/IP room of the AC/DC hall, they said.",
        "a/ b/ c/ d/ e",
        f"one/ two/ {REST}",
    ],
)
def test_other_slashes_make_no_keyword_line(line: str) -> None:
    assert keyword_line(line) is None
