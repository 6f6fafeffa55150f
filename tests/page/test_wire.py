"""Dateline, wire, credits and original source: what the page itself says, no more."""

from __future__ import annotations

import pytest

from onrecord.page._wire import agency_named, credits_in, dateline, is_closing, original_source, wire


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("SEOUL, South Korea (AP) — The council met on Monday.", "SEOUL, South Korea", "AP"),
        ("WASHINGTON (Reuters) - The council met on Monday.", "WASHINGTON", "Reuters"),
        ("WASHINGTON, Oct 16 (Reuters) - The council met.", "WASHINGTON", "Reuters"),
        ("PORT MARLO, Kestria, March 14 (Reuters) - Ships left.", "PORT MARLO, Kestria", "Reuters"),
        ("(Reuters) - The council met on Monday.", None, "Reuters"),
        ("LONDON — The council met on Monday.", "LONDON", None),
        ("ST. PAUL, Minn. (AP) -- The council met.", "ST. PAUL, Minn.", "AP"),
        ("OSLO, Norway (Fjord News Agency) — The council met.", "OSLO, Norway", "Fjord News Agency"),
        ("Berlin (dpa) - Der Rat tagte am Montag.", "Berlin", "dpa"),
        ("Paris, 4 mai 2024 (AFP) - Le conseil a siégé.", "Paris", "AFP"),
        ("OSTVIK - Harbour master resigns.", "OSTVIK", None),
    ],
)
def test_dateline_leads_the_paragraph(paragraph: str, place: str | None, agency: str | None) -> None:
    found = dateline(paragraph)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert paragraph.startswith(found.words)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "The council met on Monday - again.",
        "The Associated Press (AP) reported that the council met.",
        "He said (as he had before) - and meant it.",
        "NATO (the alliance) - an overview.",
        "A B",
        "(",
    ],
)
def test_other_beginnings_are_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None


@pytest.mark.parametrize(
    ("paragraphs", "bylines", "agency"),
    [
        (["OSLO (AP) — The council met."], [], "AP"),
        (["A deck.", "OSLO (AP) — The council met."], [], "AP"),
        (["The council met."], ["By Ana Duarte, Associated Press"], "AP"),
        (["The council met."], ["Agence France-Presse"], "AFP"),
        (["It met.", "(Reporting by Ana Duarte; Editing by Lev Orlov)"], [], "Reuters"),
        (["It met.", "(Reporting by Ana Duarte for the Associated Press)"], [], "AP"),
        (["It met.", "(Reporting by Ana Duarte)"], [], None),
        (["It met.", "Copyright 2024 The Associated Press. All rights reserved."], [], "AP"),
        (["The council met, the Associated Press reported."], ["By Ana Duarte"], None),
        (["It met.", "He told Reuters that he was glad."], [], None),
        (["The council met."], ["Getty Images"], None),
        ([], [], None),
    ],
)
def test_wire_is_what_the_text_says_it_is(paragraphs: list[str], bylines: list[str], agency: str | None) -> None:
    assert wire(paragraphs, bylines) == agency


@pytest.mark.parametrize(
    ("caption", "named"),
    [
        ("The pier on Tuesday. (Per Holm/Pool Photo via AP)", ("Per Holm", "Pool Photo", "AP")),
        ("The pier on Tuesday. (AP Photo/Per Holm)", ("AP", "Per Holm")),
        ("The pier. Photograph: Liv Moen/Getty Images", ("Liv Moen", "Getty Images")),
        ("The pier. Foto: dpa", ("dpa",)),
        ("The pier. Credit: REUTERS/Ana Duarte", ("Reuters", "Ana Duarte")),
        ("The pier. © AFP", ("AFP",)),
        ("The pier. Reuters", ("Reuters",)),
        ("The pier (left) on Tuesday.", ()),
        ("The pier in Ostvik (Norway)", ()),
        ("The pier on Tuesday.", ()),
        ("", ()),
    ],
)
def test_credits_of_a_caption(caption: str, named: tuple[str, ...]) -> None:
    assert credits_in(caption) == named


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("Original Source: www.nbcnews.com", "nbcnews.com"),
        ("Source: https://www.ledger.example/a/b?c", "ledger.example"),
        ("Quelle: bote.example", "bote.example"),
        ("This article first appeared on Wire.example.", "wire.example"),
        ("It was originally published by news.ledger.example last year", "news.ledger.example"),
        ("Source: the ministry", None),
        ("A source said so.", None),
        ("Resource: 12.5", None),
    ],
)
def test_original_source_is_a_host(line: str, host: str | None) -> None:
    assert original_source(["Other line.", line]) == host


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("AP", "AP"),
        ("Seoul, Yonhap", "Yonhap"),
        ("dpa/lhe", "dpa"),
        ("Getty Images", None),
        ("Apple", None),
        ("", None),
    ],
)
def test_only_text_agencies_are_named(text: str, agency: str | None) -> None:
    assert agency_named(text) == agency


def test_closing_credit_is_known_by_its_brackets() -> None:
    assert is_closing("(Reporting by Ana Duarte; Editing by Lev Orlov)")
    assert not is_closing("Reporting by the council (see below)")
