"""The model of stances: its file is whole, and plain trees and weights come to what can be worked out by hand."""

from __future__ import annotations

import json
from base64 import b64encode
from struct import pack
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assess import _stancemodel
from onrecord.assess._stancefeatures import FEATURES, Beside, Claim, Told
from onrecord.assess._stancemodel import (
    BUCKETS,
    KNOWN,
    LABELS,
    LEAF,
    PARTS,
    RELATED,
    bucket,
    familiarity,
    hashed,
    margins,
    model,
    unpacked,
)
from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from pathlib import Path

CLAIM, TEXT = "Ministry closed the bridge", "The ministry closed the bridge. A rumour of sabotage was false."
WIDTH = len(FEATURES) + 1 + len(PARTS) * len(RELATED)


def numbers(kind: str, values: list[Any]) -> str:
    return b64encode(pack(f"<{len(values)}{kind}", *values)).decode()


def beside(claim: str = CLAIM, text: str = TEXT) -> Beside:
    return Beside(Claim(claim), Told(text))


def written(of: list[list[tuple[int, float, int, int, float]]], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 -- parts of a file
    """A file with these trees, each a list of feature, threshold, left, right and value, and with no weights."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = []
    for tree in of:
        roots.append(len(nodes))
        nodes += tree
    own = {
        "roots": numbers("I", roots),
        "feature": numbers("B", [node[0] for node in nodes]),
        "threshold": numbers("d", [node[1] for node in nodes]),
        "left": numbers("B", [node[2] for node in nodes]),
        "right": numbers("B", [node[3] for node in nodes]),
        "value": numbers("f", [node[4] for node in nodes]),
        "bias": [0.0, 0.0, 0.0, 0.0],
    }
    made = {
        "features": list(FEATURES),
        "parts": {name: part([0] * BUCKETS[name] * len(RELATED), (0.0, 0.0, 0.0)) for name in PARTS},
        "known": numbers("B", [0] * (KNOWN // 8)),
        "trees": own,
        "offsets": [0.0, 0.0, 0.0, 0.0],
    }
    return made | changed


def leaf(value: float) -> tuple[int, float, int, int, float]:
    return (LEAF, 0.0, 0, 0, value)


def fork(feature: str, limit: float, low: float, high: float) -> list[tuple[int, float, int, int, float]]:
    return [(FEATURES.index(feature), limit, 1, 2, 0.0), leaf(low), leaf(high)]


def weighed(name: str, term: str, weights: tuple[int, int, int], bias: tuple[float, float, float]) -> dict[str, Any]:
    values = [0] * BUCKETS[name] * len(RELATED)
    at = bucket(term, BUCKETS[name]) * len(RELATED)
    values[at : at + len(RELATED)] = weights
    parts: dict[str, Any] = written([])["parts"]
    return parts | {name: part(values, bias)}


def part(weights: list[int], bias: tuple[float, float, float]) -> dict[str, Any]:
    return {"weights": numbers("b", weights), "step": 0.5, "bias": list(bias)}


def test_trees_are_of_each_label_in_turn() -> None:
    found = margins(unpacked(written([[leaf(n)] for n in (1.0, 2.0, 3.0, 4.0, 10.0, 20.0, 30.0, 40.0)])), beside())
    assert found == [11.0, 22.0, 33.0, 44.0]


def test_bias_and_offsets_are_added() -> None:
    trees = written([[leaf(1.0)]] * 4)["trees"] | {"bias": [0.5, 0.0, 0.0, -0.5]}
    assert margins(unpacked(written([], trees=trees, offsets=[0.0, 2.0, 0.0, 0.0])), beside()) == [1.5, 3.0, 1.0, 0.5]


@pytest.mark.parametrize(
    ("feature", "limit", "side"),
    [("found", 3.0, "low"), ("found", 2.9, "high"), ("missing", 0.0, "low"), ("whole debunk", 0.5, "high")],
)
def test_at_most_the_threshold_goes_left(feature: str, limit: float, side: str) -> None:
    trees = [fork(feature, limit, -1.0, 1.0), [leaf(0.0)], [leaf(0.0)], [leaf(0.0)]]
    assert margins(unpacked(written(trees)), beside())[0] == {"low": -1.0, "high": 1.0}[side]


@pytest.mark.parametrize(
    ("name", "term"),
    [("claim", "ministry closed"), ("text", "sabotage"), ("cross", "bridge && debunk"), ("all", "claim ministry")],
)
def test_weights_of_words_reach_the_trees(name: str, term: str) -> None:
    found = beside()
    term = " ".join(own if own in {"&&", "debunk", "claim"} else Claim(own).stems[0] for own in term.split())
    share = 0.5 / len(hashed(found)[name]) ** 0.5
    parts = weighed(name, term, (4, 0, -2), (0.0, 0.25, 0.0))
    first = len(FEATURES) + 1 + PARTS.index(name) * len(RELATED)
    for at, value in enumerate((4 * share, 0.25, -2 * share)):
        for limit, expected in ((value + 1e-9, -1.0), (value - 1e-9, 1.0)):
            tree = [(first + at, limit, 1, 2, 0.0), leaf(-1.0), leaf(1.0)]
            told = unpacked(written([tree, [leaf(0)], [leaf(0)], [leaf(0)]], parts=parts))
            assert margins(told, found)[0] == expected


def test_words_are_hashed_alike_in_every_process() -> None:
    assert (bucket("bridge", 1 << 14), bucket("a b", KNOWN)) == (3999, 23763)


def test_each_word_counts_once_and_in_order() -> None:
    found = hashed(beside("bridge bridge", "Bridge. Bridge."))
    assert found["text"] == [bucket(Claim("bridge").stems[0], BUCKETS["text"])]
    assert all(own == sorted(set(own)) for own in found.values())


def test_the_kinds_of_either_side_meet_the_words_of_the_other() -> None:
    plain, against = hashed(beside())["cross"], hashed(beside(f"No {CLAIM}"))["cross"]
    assert set(plain) != set(against)
    assert bucket("none & rumour", BUCKETS["cross"]) not in against
    assert bucket(f"{Claim('bridge').stems[0]} && debunk", BUCKETS["cross"]) in set(plain) & set(against)


def test_familiar_are_the_pairs_of_words_of_claims_trained_on() -> None:
    known = bytearray(KNOWN // 8)
    number = bucket("one two", KNOWN)
    known[number >> 3] |= 1 << (number & 7)
    assert familiarity(bytes(known), ("one", "two", "three")) == 0.5
    assert familiarity(bytes(known), ("two", "one")) == 0
    assert familiarity(bytes(known), ("one",)) == 0
    assert familiarity(bytes(known), ()) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"features": ["other"]},
        {"parts": {}},
        {"trees": {}},
        {"known": "no base64!"},
        {"known": 3},
        {"parts": {name: {"weights": "AAA", "step": 1, "bias": []} for name in PARTS}},
    ],
)
def test_a_file_that_says_something_else_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        unpacked(written([], **changed))


@pytest.mark.parametrize("said", ["", "{", "[]", '{"features": []}'])
def test_a_damaged_file_is_named(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stance.json"
    file.write_text(said, encoding="utf-8")
    monkeypatch.setattr(_stancemodel, "FILE", file)
    with pytest.raises(OnRecordError, match=r"assess/stance\.json cannot be read"):
        model.__wrapped__()


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stancemodel, "FILE", tmp_path / "stance.json")
    with pytest.raises(OnRecordError, match="install onrecord again"):
        model.__wrapped__()


def test_the_file_in_the_package_is_small_and_whole() -> None:
    assert _stancemodel.FILE.stat().st_size < 1_000_000
    assert json.loads(_stancemodel.FILE.read_text(encoding="utf-8"))["features"] == list(FEATURES)
    own = model()
    assert len(own.known) * 8 == KNOWN
    assert {len(part.weights) for part in own.parts.values()} == {size * len(RELATED) for size in BUCKETS.values()}
    assert len(own.trees.roots) % len(LABELS) == 0
    assert len(own.offsets) == len(own.trees.bias) == len(LABELS)


def test_every_way_down_a_tree_in_the_package_ends() -> None:
    trees = model().trees
    for root, end in zip(trees.roots, [*trees.roots[1:], len(trees.feature)], strict=True):
        for node in range(root, end):
            if trees.feature[node] != LEAF:
                assert trees.feature[node] < WIDTH
                # Nodes come before those they lead to, so that none leads back.
                assert node < root + trees.left[node] < end
                assert node < root + trees.right[node] < end


@given(st.text(max_size=100), st.text(max_size=200))
def test_the_model_in_the_package_gives_four_numbers_to_anything(claim: str, text: str) -> None:
    found = margins(model(), beside(claim, text))
    assert len(found) == len(LABELS)
    assert all(-100 < value < 100 for value in found)
