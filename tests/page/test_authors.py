"""Who signs a page: which place is believed, and what is no author."""

from __future__ import annotations

import json

import pytest

from onrecord.page import _authors, _metadata, _tree
from onrecord.page._assemble import Piece

OUTLET = "The Sample Ledger"
TEXT = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."


def authors(head: str = "", above: str = "", lines: tuple[str, ...] = ()) -> tuple[str, ...]:
    site = f"<meta property='og:site_name' content='{OUTLET}'><link rel='canonical' href='https://ledger.example/a'>"
    tree = _tree.parsed(f"<html><head>{site}{head}</head><body><h1>Old pier</h1>{above}<p>{TEXT}</p></body></html>")
    assert not isinstance(tree, str)
    described, linked, seen = _metadata.head(tree), _metadata.linked(tree), _tree.seen(tree)
    body = [*(Piece("paragraph", line) for line in lines), Piece("paragraph", TEXT)]
    return _authors.authors(described, linked, _authors.marked(seen, body), body, OUTLET)


def json_ld(*given: object) -> str:
    node = {
        "@type": "NewsArticle",
        "headline": "Old pier",
        "author": list(given),
        "publisher": {"name": "Ledger Group"},
    }
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def meta(*names: str) -> str:
    return "".join(f"<meta name='author' content='{name}'>" for name in names)


def byline(inner: str) -> str:
    return f"<div class='byline'>{inner}</div>"


@pytest.mark.parametrize(
    ("head", "above", "wanted"),
    [
        (json_ld(person("Ana Duarte")), "", ("Ana Duarte",)),
        (json_ld(person("Ana Duarte")) + meta("Lev Orlov"), byline("By Greta Mohn"), ("Ana Duarte",)),
        (meta("Lev Orlov"), byline("By Greta Mohn"), ("Lev Orlov",)),
        ("", byline("By Greta Mohn"), ("Greta Mohn",)),
        (json_ld(organisation(OUTLET)), byline("By Greta Mohn"), ("Greta Mohn",)),
        (json_ld(organisation("dpa")), byline("By Greta Mohn"), ("Greta Mohn",)),
        (json_ld(person("Ledger Staff")), byline("By Greta Mohn"), ("Greta Mohn",)),
        (json_ld(person("Ana Duarte"), organisation("dpa")), "", ("Ana Duarte", "dpa")),
        (
            json_ld(person("Ana Duarte"), person("Deutsche Presse-Agentur")),
            "",
            ("Ana Duarte", "Deutsche Presse-Agentur"),
        ),
        (json_ld(organisation("dpa")), "", ("dpa",)),
        (json_ld(organisation("dpa")), byline("AFP"), ("dpa",)),
        (meta(OUTLET, "dpa"), "", ("dpa",)),
        (meta("Ana Duarte and Lev Orlov"), "", ("Ana Duarte", "Lev Orlov")),
    ],
)
def test_persons_of_the_surest_place_come_before_offices(head: str, above: str, wanted: tuple[str, ...]) -> None:
    assert authors(head, above) == wanted


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ("", ""),
        (json_ld(organisation(OUTLET)), ""),
        (json_ld(person(OUTLET)) + meta(OUTLET), byline(f"By {OUTLET}")),
        (json_ld(organisation("Ledger Group")), ""),
        (meta("ledger.example", "https://ledger.example/team"), ""),
        (json_ld(organisation("Example Holdings")), ""),
        ("", byline("Share this page")),
        ("", f"<div class='byline'>Ana Duarte {'has written for the paper for many years. ' * 6}</div>"),
    ],
)
def test_outlets_publishers_and_notes_sign_nothing(head: str, above: str) -> None:
    assert authors(head, above) == ()


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<a>Ana Duarte</a> <a>Lev Orlov</a> <a>Greta Anna Mohn</a>", ("Ana Duarte", "Lev Orlov", "Greta Anna Mohn")),
        ("By <a>Ana Duarte</a> and <a>Lev Orlov</a>", ("Ana Duarte", "Lev Orlov")),
        ("<b>Ana Duarte</b><span>Sports Desk</span>", ("Ana Duarte",)),
        ("<b>Ana Duarte</b><span>Staff Reporter</span>", ("Ana Duarte",)),
        ("<b>Ana</b> <b>Duarte</b>", ("Ana Duarte",)),
        ("<span>By</span> <a>Ledger Staff</a>", ("Ledger Staff",)),
        ("<a>dpa</a> <a>OSL-Redaktion</a>", ("dpa", "OSL-Redaktion")),
        ("<time>16 October 2024</time>", ()),
    ],
)
def test_elements_of_a_byline_stand_apart(inner: str, wanted: tuple[str, ...]) -> None:
    assert authors("", byline(inner)) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("By Ana Duarte",), ("Ana Duarte",)),
        (("By Ledger Staff",), ("Ledger Staff",)),
        (("Ana Duarte",), ("Ana Duarte",)),
        (("LEV ORLOV",), ("LEV ORLOV",)),
        (("… as fishermen cry foul over landings", "Ana Duarte/Lev Orlov"), ("Ana Duarte", "Lev Orlov")),
        (("New Delhi",), ()),
        (("South Korea",), ()),
        (("Ana Duarte, harbour master",), ()),
        (("dpa",), ()),
        ((TEXT, "Ana Duarte"), ()),
        (("One", "Two", "Three", "Four", "Ana Duarte"), ()),
    ],
)
def test_name_that_stands_alone_above_the_text_signs_it(lines: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert authors("", "", lines) == wanted


def test_name_alone_is_believed_last() -> None:
    assert authors(meta("Lev Orlov"), "", ("Ana Duarte",)) == ("Lev Orlov",)


def test_byline_below_the_text_is_another_page_s() -> None:
    tree = _tree.parsed(f"<html><body><p>{TEXT}</p><div class='byline'>By Greta Mohn</div></body></html>")
    assert not isinstance(tree, str)
    assert _authors.marked(_tree.seen(tree), [Piece("paragraph", TEXT)]) == []


def test_broken_address_of_the_page_breaks_nothing() -> None:
    assert authors("<meta property='og:url' content='http://[x'>" + meta("Ana Duarte")) == ("Ana Duarte",)
    tree = _tree.parsed("<html><head><link rel='canonical' href='http://[x'></head><body></body></html>")
    assert not isinstance(tree, str)
    assert _authors.authors(_metadata.head(tree), _metadata.Linked(authors=("Ana Duarte",)), (), (), None) == (
        "Ana Duarte",
    )
