"""Where blocks stand in a page: elements, names, links, pictures, gaps and the page's own witness."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import pytest

from onrecord.page import _blockplace, _order, _tree
from onrecord.page._assemble import Piece
from onrecord.page._siblings import Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._blockshape import Row

PARAGRAPHS = [
    f"Surveyor number {name} found cracks in the pillars of the old pier and told the council of them on Monday."
    for name in ("one", "two", "three", "four")
]
OTHER = "Bakers in the next town went on strike, and the price of bread has doubled since the strike began."


def rows(markup: str, texts: Sequence[str], witness: str = "") -> list[Row]:
    tree = _tree.parsed(f"<html><body>{markup}</body></html>")
    assert not isinstance(tree, str)
    seen = _tree.seen(tree)
    placed = [Placed(max(_order.found_at(seen, text), 0), Piece("paragraph", text)) for text in texts]
    return _blockplace.places(seen, placed, witness)


def paragraphs(*more: str) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "".join(more)


def last(markup: str, witness: str = "") -> Row:
    """The features of a block that follows four paragraphs of the text."""
    return rows(f"<div class='story'>{paragraphs()}</div>{markup}", [*PARAGRAPHS, OTHER], witness)[-1]


@pytest.mark.parametrize(
    ("markup", "feature", "value"),
    [
        (f"<p>{OTHER}</p>", "apart by", 1),
        (f"<div><p>{OTHER}</p></div>", "apart by", 2),
        (f"<section><div><div><p>{OTHER}</p></div></div></section>", "apart by", 4),
        ("<div>" * 40 + f"<p>{OTHER}</p>", "apart by", 12),
        (f"<p><b><i>{OTHER}</i></b></p>", "apart by", 1),
        (f"<p>{OTHER}</p>", "is p", 1),
        (f"<div>{OTHER}</div>", "is p", 0),
        (f"<div>{OTHER}</div>", "is div", 1),
        (f"<div><span>{OTHER}</span></div>", "is div", 1),
        (f"<figure><p>{OTHER}</p></figure>", "in figure", 1),
        (f"<figcaption>{OTHER}</figcaption>", "in figure", 1),
        (f"<aside><p>{OTHER}</p></aside>", "in section", 1),
        (f"<form><p>{OTHER}</p></form>", "in section", 1),
        (f"<div><p>{OTHER}</p></div>", "in section", 0),
        (f"<table><tr><td>{OTHER}</td></tr></table>", "in table", 1),
        (f"<blockquote><p>{OTHER}</p></blockquote>", "in quotation", 1),
        (f"<p><em>{OTHER}</em></p>", "all styled", 1),
        (f"<p><em>{OTHER}</em></p>", "begins slanted", 1),
        (f"<p><b>{OTHER}</b></p>", "begins bold", 1),
        (f"<p><b>Bakers</b>{OTHER[6:]}</p>", "all styled", 0),
        (f"<p><b>Bakers</b>{OTHER[6:]}</p>", "begins bold", 1),
        (f"<p>Bakers <b>{OTHER[7:]}</b></p>", "begins bold", 0),
        (f"<p><a href='/x'>{OTHER}</a></p>", "linked", 1),
        (f"<p>{OTHER}</p>", "linked", 0),
        (f"<a href='/x'><div><p>{OTHER}</p></div></a>", "linked", 1),
        (f"<a href='/x'><p>Bread.</p><p>{OTHER}</p></a>", "linked", 1),
        (f"<p><a href='/x'>Bread.</a></p><p>{OTHER}</p>", "linked", 0),
        (f"<div><img src='a'>{OTHER}</div>", "is div", 1),
        (f"<p class='Newsletter-Box'>{OTHER}</p>", "is selling", 1),
        (f"<p class='Newsletter-Box'>{OTHER}</p>", "in selling", 1),
        (f"<div id='author'><p>{OTHER}</p></div>", "in writer", 1),
        (f"<div id='author'><p>{OTHER}</p></div>", "is writer", 0),
        (f"<div data-testid='related'><p>{OTHER}</p></div>", "in elsewhere", 1),
        (f"<div class='photo'><p>{OTHER}</p></div>", "in pictured", 1),
        (f"<div class='zzz'><p>{OTHER}</p></div>", "in pictured", 0),
        (f"<p>{OTHER}</p>", "in text", 0),
        (f"<p>{OTHER}</p>", "place", 1),
        (f"<p>{OTHER}</p>", "blocks before", 4),
        (f"<p>{OTHER}</p>", "blocks after", 0),
        (f"<p>{OTHER}</p>", "long before", 4),
        (f"<p>{OTHER}</p>", "long after", 0),
        (f"<p>{OTHER}</p>", "text after", 0),
        (f"<p>{OTHER}</p>", "gap before", 0),
        (f"<p>Five more words are here.</p><p>{OTHER}</p>", "gap before", math.log1p(len("Fivemorewordsarehere."))),
        (f"<img src='a'><p>{OTHER}</p>", "picture above", 0),
        (f"<p>{OTHER}</p><img src='a'>", "picture below", 0),
        (f"<p>{OTHER}</p><p>Near.</p><video></video>", "picture below", math.log1p(len("Near."))),
        (f"<p>{OTHER}</p>", "picture above", math.log1p(2000)),
        (f"<p>{OTHER}</p>", "picture below", math.log1p(2000)),
    ],
)
def test_feature_of_place(markup: str, feature: str, value: float) -> None:
    assert last(markup)[feature] == pytest.approx(value)


def test_half_a_block_in_links_is_half_linked() -> None:
    letters = _tree.spaceless(OTHER)
    half = len(letters) // 2
    plain = rows(f"<p><a href='/x'>{letters[:half]}</a>{letters[half:]}</p>", [letters])
    assert plain[0]["linked"] == pytest.approx(half / len(letters))


def test_text_of_one_element_shares_parent_and_kind() -> None:
    found = rows(f"<div>{paragraphs()}</div><ul><li class='x'>{OTHER}</li></ul>", [*PARAGRAPHS, OTHER])
    assert found[0]["share of parent"] == found[0]["share of kind"] > 0.7
    assert found[-1]["share of parent"] == found[-1]["share of kind"] < 0.3
    assert found[0]["share of parent"] + found[-1]["share of parent"] == pytest.approx(1)


def test_paragraphs_of_the_text_stand_in_the_main_element() -> None:
    assert [row["apart by"] for row in rows(paragraphs(), PARAGRAPHS)] == [1, 1, 1, 1]
    assert rows(f"<div><p>{OTHER}</p></div>", [OTHER])[0]["apart by"] == 0


@pytest.mark.parametrize(
    ("witness", "expected"),
    [
        ("", [0, 0, 0, 0, 0]),
        (" ".join(PARAGRAPHS), [1, 1, 1, 1, -1]),
        (" ".join([*PARAGRAPHS, OTHER]), [1, 1, 1, 1, 1]),
        (" ".join(PARAGRAPHS).upper().replace(" ", "\n\n"), [1, 1, 1, 1, -1]),
        (PARAGRAPHS[0], [0, 0, 0, 0, 0]),
        (OTHER, [0, 0, 0, 0, 0]),
        ("Something else. " * 40, [0, 0, 0, 0, 0]),
        (" ".join([*PARAGRAPHS, OTHER[:80]]), [1, 1, 1, 1, -1]),
        (" ".join([*PARAGRAPHS, OTHER[-80:]]), [1, 1, 1, 1, -1]),
    ],
)
def test_witness_counts_where_it_tells_of_most_of_the_text(witness: str, expected: list[float]) -> None:
    found = rows(f"<div>{paragraphs()}</div><p>{OTHER}</p>", [*PARAGRAPHS, OTHER], witness)
    assert [row["witnessed"] for row in found] == expected


def test_block_that_the_page_does_not_show_has_features_too() -> None:
    found = rows(paragraphs(), [*PARAGRAPHS, "Words that stand nowhere on the page at all."])
    assert [list(row) for row in found] == [list(found[0])] * 5
    assert all(math.isfinite(value) for row in found for value in row.values())


def test_page_without_text_has_no_owner() -> None:
    found = rows("", ["A block of another page."])[0]
    assert (found["apart by"], found["is p"], found["share of parent"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("open_tag", "close_tag"), [("<a href=x>", "</a>"), ("<b>", "</b>"), ("<div class='box related'>", "</div>")]
)
def test_time_is_linear_in_the_blocks(open_tag: str, close_tag: str) -> None:
    def seconds(count: int) -> float:
        texts = [f"{number} {OTHER}" for number in range(count)]
        markup = "".join(f"<p>{open_tag * 5}{text}{close_tag * 5}</p>" for text in texts)
        tree = _tree.parsed(f"<html><body>{markup}</body></html>")
        assert not isinstance(tree, str)
        seen = _tree.seen(tree)
        at = 0
        placed = []
        for text in texts:
            at = _order.found_at(seen, text, at)
            placed.append(Placed(at, Piece("paragraph", text)))
        began = time.process_time()
        _blockplace.places(seen, placed, "")
        return time.process_time() - began

    seconds(10)
    short, long = (min(seconds(count) for _ in range(4)) for count in (200, 2000))
    # Ten times the blocks: five times as much again is left for a busy machine; quadratic time would be a hundredfold.
    assert long < 60 * short
