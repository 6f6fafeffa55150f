"""The block model: what it leaves out of invented pages, what it must not, and that nothing it is given breaks it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, BlockKind, Capture
from onrecord.page import _blockmodel, _order, _tree, _trees, read_page
from onrecord.page._assemble import Piece
from onrecord.page._blockmodel import KEEP, Told
from onrecord.page._siblings import Placed

TITLE = "Harbour council votes to keep the old ferry running"
TEXT = [
    (
        "The harbour council voted on Tuesday to keep the old ferry running for at least another year, after months "
        "of argument over who should pay for its repair."
    ),
    (
        "The vote was nine to four, and it came after a long evening in which residents of the island said that they "
        "had no other way to reach the hospital at night."
    ),
    (
        "“We are not asking for a bridge,” said the chairwoman, Ida Brenner. “We are asking for a boat that does what "
        "it has done since our grandparents were children.”"
    ),
    (
        "The repair of the engine and the ramp will cost about two million crowns, the council said, of which the "
        "state has promised to pay a third if the work is done before the winter."
    ),
    (
        "The shipyard in the north of the island has said that it could begin in May, and that the ferry would be out "
        "of service for six weeks while a smaller boat takes its place."
    ),
    "The council will meet again in June to decide on the money, and Brenner said that she expected a quiet evening.",
]
TOLD = Told(TITLE, (), "")
NOTHING = Told("", (), "")
PROMPT = "Subscribe to our free newsletter and follow us on WhatsApp for your daily dose of news."
TEASERS = [
    "Bakers in the next town go on strike over the price of flour, and the mayor says that she understands them.",
    "Five walks by the sea that you will not forget, with maps, a list of places to eat and where to leave the car.",
]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inside: str = "", after: str = "") -> str:
    half = len(TEXT) // 2
    story = f"{paragraphs(TEXT[:half])}{inside}{paragraphs(TEXT[half:])}"
    story = f"{paragraphs(TEXT[:half])}{inside}{paragraphs(TEXT[half:])}"
    return f"<article><h1>{TITLE}</h1><div class='story'>{story}</div>{after}</article>"


def sifted(markup: str, texts: list[str], told: Told = TOLD, kinds: dict[str, BlockKind] | None = None) -> list[str]:
    tree = _tree.parsed(f"<html><body>{markup}</body></html>")
    assert not isinstance(tree, str)
    seen = _tree.seen(tree)
    kinds = kinds or {}
    placed = [Placed(_order.found_at(seen, text), Piece(kinds.get(text, "paragraph"), text)) for text in texts]
    return [item.piece.text for item in _blockmodel.sifted(seen, sorted(placed, key=lambda item: item.start), told)]


def test_text_of_an_article_is_kept_whole() -> None:
    assert sifted(page(), TEXT) == TEXT


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='newsletter-box'><p>{PROMPT}</p></div>",
        f"<aside class='promo subscribe'><p>{PROMPT}</p></aside>",
        f"<div class='teaser related'><ul><li><a href='/n'>{PROMPT}</a></li></ul></div>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_prompt_in_a_box_is_left_out(box: str, inside: bool) -> None:  # noqa: FBT001
    assert sifted(page(inside=box) if inside else page(after=box), [*TEXT, PROMPT]) == TEXT


def test_teasers_that_stand_apart_are_left_out() -> None:
    cards = "".join(
        f"<div class='card teaser'><a href='/{at}'><div><p>{text}</p></div></a></div>"
        for at, text in enumerate(TEASERS)
    )
    assert sifted(page(after=f"<div class='related-stories'>{cards}</div>"), [*TEXT, *TEASERS]) == TEXT


@pytest.mark.parametrize(
    ("markup", "text", "kind"),
    [
        ("<h2>What the repair will cost</h2>", "What the repair will cost", "heading"),
        ("<blockquote><p>“A boat is a boat,” she said.</p></blockquote>", "“A boat is a boat,” she said.", "quote"),
        ("<p>Nobody was hurt, she said.</p>", "Nobody was hurt, she said.", "paragraph"),
        (
            "<p>She thanked <a href='/p'>the mayor</a> for her help with the vote on Tuesday.</p>",
            "She thanked the mayor for her help with the vote on Tuesday.",
            "paragraph",
        ),
    ],
)
def test_what_stands_among_the_text_is_kept(markup: str, text: str, kind: BlockKind) -> None:
    half = len(TEXT) // 2
    found = sifted(page(inside=markup), [*TEXT, text], kinds={text: kind})
    assert found == [*TEXT[:half], text, *TEXT[half:]]


def test_text_split_over_several_containers_is_kept() -> None:
    parts = "".join(
        f"<div class='text'>{paragraphs(TEXT[at : at + 2])}</div><div class='ad'></div>" for at in (0, 2, 4)
    )
    assert sifted(f"<article><h1>{TITLE}</h1>{parts}</article>", TEXT) == TEXT


def placed(*pieces: tuple[BlockKind, str]) -> list[Placed]:
    return [Placed(at, Piece(kind, text)) for at, (kind, text) in enumerate(pieces)]


LOW, HIGH = KEEP - 0.01, 0.9


@pytest.mark.parametrize(
    ("blocks", "likely", "left"),
    [
        ([("paragraph", "a" * 80), ("paragraph", "b")], [HIGH, HIGH], "ab"),
        ([("paragraph", "a" * 80), ("paragraph", "b")], [HIGH, KEEP], "ab"),
        ([("paragraph", "a" * 80), ("paragraph", "b")], [HIGH, LOW], "a"),
        ([("heading", "h"), ("paragraph", "b" * 80)], [LOW, HIGH], "hb"),
        ([("paragraph", "a" * 80), ("heading", "h"), ("paragraph", "b")], [HIGH, LOW, LOW], "a"),
        ([("heading", "h"), ("heading", "i"), ("paragraph", "b" * 80)], [LOW, LOW, HIGH], "hib"),
        ([("paragraph", "a" * 80), ("heading", "h")], [HIGH, LOW], "a"),
        ([("paragraph", "a" * 80), ("heading", "h")], [HIGH, HIGH], "ah"),
        ([("bullet", "u"), ("paragraph", "b" * 80)], [LOW, HIGH], "b"),
    ],
)
def test_block_is_kept_from_the_threshold_on_and_a_heading_with_what_it_heads(
    blocks: list[tuple[BlockKind, str]], likely: list[float], left: str
) -> None:
    found = _blockmodel.kept(placed(*blocks), np.array(likely))
    assert "".join(item.piece.text[0] for item in found) == left


@pytest.mark.parametrize(("share", "all_kept"), [(0.39, True), (0.41, False), (0.0, True), (1.0, False)])
def test_page_that_the_model_does_not_know_is_left_alone(share: float, all_kept: bool) -> None:  # noqa: FBT001
    size = round(1000 * share)
    blocks = placed(("paragraph", "a" * size), ("paragraph", "b" * (1000 - size)))
    found = _blockmodel.kept(blocks, np.array([HIGH, LOW]))
    assert found == (blocks if all_kept else blocks[:1])


@pytest.mark.parametrize(("times", "left"), [(1, len(TEXT)), (40, 40 * len(TEXT)), (170, 170 * len(TEXT) + 1)])
def test_too_many_blocks_are_not_judged(times: int, left: int) -> None:
    tree = _tree.parsed(f"<html><body>{page(after=f'<aside class=newsletter><p>{PROMPT}</p></aside>')}</body></html>")
    assert not isinstance(tree, str)
    seen = _tree.seen(tree)
    blocks = [Placed(_order.found_at(seen, text), Piece("paragraph", text)) for text in [*TEXT * times, PROMPT]]
    assert len(_blockmodel.sifted(seen, blocks, TOLD)) == left


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_blocks_are_not_judged(count: int) -> None:
    tree = _tree.parsed("<html><body><p>Nothing of it.</p></body></html>")
    assert not isinstance(tree, str)
    blocks = [Placed(0, Piece("paragraph", PROMPT))] * count
    assert _blockmodel.sifted(_tree.seen(tree), blocks, NOTHING) == blocks


def test_neighbours_are_told_and_their_lack_too() -> None:
    tree = _tree.parsed(f"<html><body>{page()}</body></html>")
    assert not isinstance(tree, str)
    seen = _tree.seen(tree)
    blocks = [Placed(_order.found_at(seen, text), Piece("paragraph", text)) for text in TEXT]
    rows = _blockmodel.features(seen, blocks, TOLD)
    assert [row["above: letters"] for row in rows] == [-1, *(row["letters"] for row in rows[:-1])]
    assert [row["below: letters"] for row in rows] == [*(row["letters"] for row in rows[1:]), -1]
    assert all(list(row) == list(rows[0]) for row in rows)
    assert _blockmodel.matrix(rows).shape == (len(TEXT), len(rows[0]))


# A tree of one split, and weights for two features.
MODEL = _blockmodel.Model(
    trees=_trees.Trees(
        roots=np.array([0], np.int32),
        feature=np.array([1, 0, 0], np.int32),
        threshold=np.array([0.5, 0, 0], np.float32),
        branches=np.array([1, 2, 1, 1, 2, 2], np.int32),
        value=np.array([0.0, -2.0, 2.0]),
        depth=1,
        bias=0.0,
    ),
    centre=np.array([1.0, 0.0]),
    scale=np.array([2.0, 1.0]),
    weights=np.array([1.0, 0.0]),
    bias=0.5,
)


def _chance(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))


@pytest.mark.parametrize(
    ("row", "linear", "trees"), [((1, 0), 0.5, -2), ((1, 1), 0.5, 2), ((3, 1), 1.5, 2), ((-1, 0.5), -0.5, -2)]
)
def test_chance_is_the_mean_of_regression_and_trees(row: tuple[float, float], linear: float, trees: float) -> None:
    found = _blockmodel.chances(MODEL, np.array([row], np.float32))
    assert found.tolist() == pytest.approx([(_chance(linear) + _chance(trees)) / 2])


def test_model_is_what_its_arrays_say() -> None:
    stream = BytesIO()
    trees = {f"trees_{name}": np.asarray(value) for name, value in MODEL.trees._asdict().items()}
    rest = {name: np.asarray(value) for name, value in MODEL._asdict().items() if name != "trees"}
    np.savez(stream, allow_pickle=False, **trees, **rest)
    stream.seek(0)
    with np.load(stream, allow_pickle=False) as arrays:
        read = _blockmodel.unpacked(arrays)
    row = np.array([[2, 1]], np.float32)
    assert _blockmodel.chances(read, row).tolist() == _blockmodel.chances(MODEL, row).tolist()
    with pytest.raises(KeyError):
        _blockmodel.unpacked({"centre": np.zeros(1)})


def test_shipped_model_fits_the_features() -> None:
    with _blockmodel.model_path().open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        model = _blockmodel.unpacked(arrays)
    tree = _tree.parsed(f"<p>{TEXT[0]}</p>")
    assert not isinstance(tree, str)
    rows = _blockmodel.features(_tree.seen(tree), placed(("paragraph", TEXT[0])), TOLD)
    assert len(rows[0]) == len(model.weights) == len(model.centre) == len(model.scale)
    assert model.trees.feature.max() < len(rows[0])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from([*TEXT, *TEASERS, PROMPT])), max_size=12))
def test_any_blocks_are_sifted_in_order_and_twice_the_same(texts: list[str]) -> None:
    tree = _tree.parsed(f"<html><body>{page()}</body></html>")
    assert not isinstance(tree, str)
    seen = _tree.seen(tree)
    blocks = placed(*(("paragraph", text) for text in texts))
    found = _blockmodel.sifted(seen, blocks, TOLD)
    assert found == _blockmodel.sifted(seen, blocks, TOLD)
    assert [item for item in blocks if item in set(found)] == found
    # Either enough of the text is left, or all of it.
    assert sum(len(item.piece.text) for item in found) >= 0.4 * sum(len(item.piece.text) for item in blocks)


@pytest.mark.parametrize("witness", [True, False])
def test_whole_page_is_read_without_its_boxes(witness: bool) -> None:  # noqa: FBT001
    script = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(TEXT)})
    linked = f"<script type='application/ld+json'>{script}</script>" if witness else ""
    box = f"<section class='newsletter-signup'><div><p>{PROMPT}</p></div></section>"
    markup = f"<html><head><title>{TITLE}</title>{linked}</head><body>{page(after=box)}</body></html>"
    found = read_page(Capture(markup.encode(), "page.html", None, None, datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    texts = [found.text[span.start : span.end] for kind, span in found.blocks if kind == "paragraph"]
    assert texts == TEXT


def test_importing_opens_nothing() -> None:
    # The model is loaded when first asked, so that importing the package costs nothing.
    code = "from onrecord.page import _blockmodel as m; assert m._model.cache_info().currsize == 0"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
