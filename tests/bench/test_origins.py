"""The scorer of origins: finds and labels are matched one to one; labels hold no text and notice another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.origins import run, scores
from bench.origins.peer import peer_hints, peer_wire
from bench.origins.scores import Find

from onrecord.model import Span

LABEL = Find("told", "The New York Times", Span(10, 20))


@pytest.mark.parametrize(
    ("find", "same"),
    [
        (Find("told", "The New York Times", Span(10, 20)), True),
        (Find("told", "new york times", Span(19, 30)), True),
        (Find("told", "The New York Times", Span(20, 30)), False),
        (Find("told", "The Times", Span(10, 20)), False),
        (Find("credit", "The New York Times", Span(10, 20)), False),
        (Find("told", "The New York Times", None), False),
    ],
)
def test_a_find_is_right_by_kind_origin_and_place(find: Find, *, same: bool) -> None:
    assert LABEL.same(find) is same
    assert find.same(LABEL) is same


def test_one_label_is_found_once() -> None:
    row = scores.figures([([LABEL], [LABEL, LABEL])])["all"]
    assert (row["P"], row["R"]) == (0.5, 1.0)


def test_any_kind_forgives_the_kind_alone() -> None:
    rows = scores.figures([([LABEL], [LABEL._replace(kind="credit")])])
    assert rows["all"]["F1"] == 0
    assert rows["any kind"]["F1"] == 1
    assert set(rows) == {"all", "any kind", "in the text", "told", "credit"}


def test_nothing_found_is_nothing_right() -> None:
    assert scores.figures([([LABEL], [])])["all"] == {"P": 0, "R": 0, "F1": 0, "labels": 1}


def test_the_column_without_an_agency_is_none() -> None:
    row = scores.wire_figures([("AP", "AP"), ("None", None), ("NA", "AP"), ("reuters", None), ("Reuters", "Reuters")])
    assert row["labels"] == 3
    assert row["P"] == pytest.approx(2 / 3)
    assert row["R"] == pytest.approx(2 / 3)


def test_the_peer_finds_plain_forms() -> None:
    text = "OSLO (AP) - He told Reuters that.\nIt is so, according to the Fjord Ledger.\n(Reporting by Ana Duarte)"
    found = [(find.kind, find.origin) for find in peer_hints(text, ["AFP", "Ana Duarte"])]
    assert found == [
        ("dateline", "AP"),
        ("credit", "AP"),
        ("told", "Reuters"),
        ("according to", "Fjord Ledger"),
        ("closing", "Reuters"),
        ("byline", "AFP"),
    ]
    assert peer_wire("OSLO (AP) - It met.", None) == "AP"
    assert peer_wire("It met.", "Reuters") == "Reuters"


def test_labels_hold_no_text() -> None:
    for line in run.LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"source", "id", "half", "text", "labels"}
        assert len(row["text"]) == 12
        for label in row["labels"]:
            assert set(label) == {"kind", "origin", "span", "words"}
            assert label["words"] is None or len(label["words"]) == 10


def test_other_words_at_a_label_are_noticed() -> None:
    page = run.Given("He told Reuters.", (), None, None)
    entry = {"kind": "told", "origin": "Reuters", "span": [3, 15], "words": run.digest("told Reuters", 10)}
    assert run.label(page, entry) == Find("told", "Reuters", Span(3, 15))
    with pytest.raises(ValueError, match="other words"):
        run.label(page._replace(text="She told Reuters."), entry)


def test_floors_are_of_figures_of_the_held_half_and_the_wire() -> None:
    floors = json.loads((Path(run.__file__).parent / "floors.json").read_text(encoding="utf-8"))
    assert all(group.startswith(("held, ", "wire")) for group in floors)
    assert {metric for row in floors.values() for metric in row} <= {"P", "R", "F1"}
