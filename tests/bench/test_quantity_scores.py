"""The benchmark of quantities: its scorer, its cases and its mapping, on texts small enough to judge by hand."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from bench.quantities import by_onrecord, by_quantulum, run, scores
from bench.quantities.scores import Counts, Value

BENCH = Path(__file__).parents[2] / "bench" / "quantities"
ROWS = [
    {
        "id": "b",
        "text": "It has 40 boats.",
        "times": [],
        "values": [{"span": [7, 9], "type": "QUANTITY", "text": "40"}],
    },
    {"id": "a", "text": "No more.", "times": [], "values": [{"span": [0, 2], "type": "ORDINAL", "text": "No"}]},
    {"text": "It has 5 boats.", "values": [{"low": 5, "high": 5, "bound": "equal"}]},
    {"sentence": "It rose over 5%.", "quantities": [{"value": 5, "change": ">"}]},
    {"text": "It has 3 to 5 boats.", "values": [{"value": [3, 5]}]},
]


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ([(0, 4)], [(2, 6)], 1),
        ([(0, 4)], [(4, 6)], 0),
        ([(0, 4), (0, 9)], [(0, 9)], 1),
        ([(0, 9), (0, 4)], [(1, 3), (5, 8)], 2),
        ([(0, 4)], [(0, 2), (2, 4)], 1),
        ([], [(0, 2)], 0),
    ],
)
def test_spans_are_matched_one_to_one_as_often_as_can_be(
    gold: list[tuple[int, int]], found: list[tuple[int, int]], right: int
) -> None:
    assert scores.counted(gold, found, scores.overlap) == Counts(right, len(found), len(gold))


@pytest.mark.parametrize(
    ("gold", "found", "value", "bound"),
    [
        (Value(5, 5, "equal"), Value(5, 5, "equal"), True, True),
        (Value(5, 5, "equal"), Value(5, 5, "up"), True, False),
        (Value(5, 6, "equal"), Value(5, 5, "equal"), False, False),
        (Value(1e9, 1e9, "equal"), Value(1e9 + 1e3, 1e9, "equal"), True, True),
        (Value(1e9, 1e9, "equal"), Value(1e9 + 1e5, 1e9, "equal"), False, False),
    ],
)
def test_a_value_is_right_within_rounding_and_a_bound_by_name(
    gold: Value, found: Value, *, value: bool, bound: bool
) -> None:
    assert scores.same_value(gold, found) is value
    assert scores.same_bound(gold, found) is bound


def test_figures_are_micro_and_nan_of_nothing() -> None:
    figures = Counts(2, 4, 3).plus(Counts(1, 1, 1)).figures("span")
    assert figures == {"span F1": 6 / 9, "span P": 3 / 5, "span R": 3 / 4}
    assert all(math.isnan(figure) for figure in Counts().figures("span").values())


@pytest.mark.parametrize("packed", [True, False])
def test_cases_are_told_apart_and_read_in_any_of_their_forms(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / "cases"
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    path.write_bytes(gzip.compress(lines.encode()) if packed else lines.encode())
    pages, cases = run.read_cases([path])
    assert [(page.id, page.spans) for page in pages] == [("a", []), ("b", [(7, 9)])]
    assert [case.values for case in cases] == [
        [Value(5, 5, "equal")],
        [Value(5, 5, "more than")],
        [Value(3, 5, "equal")],
    ]


def test_a_value_without_a_number_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "cases"
    path.write_text('{"text": "x", "values": [{"bound": "equal"}]}')
    with pytest.raises(ValueError, match="without a number"):
        run.read_cases([path])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has at least 5 boats.", [Value(5, 5, "more than")]),
        ("It has fewer than 5 boats.", [Value(5, 5, "less than")]),
        ("It has about 5 boats.", [Value(5, 5, "about")]),
        ("It has 3 to 5 boats.", [Value(3, 5, "equal")]),
        ("It rose 5%.", [Value(5, 5, "up")]),
        ("It rose sharply to 45 euros.", [Value(45, 45, "up")]),
        ("It fell 3 points to 45 points.", [Value(3, 3, "down"), Value(45, 45, "equal")]),
        ("It sank for three weeks.", [Value(3, 3, "equal")]),
        ("Ann Lee, 40, came.", [Value(40, 40, "equal")]),
        ("It won 3-1 as No. 2 of dozens.", []),
        ("Nobody was hurt and a man was shot.", []),
    ],
)
def test_values_are_in_the_terms_of_the_metric(text: str, expected: list[Value]) -> None:
    assert by_onrecord.values(text, lengths=True) == expected


def test_lengths_of_time_are_left_out_where_asked() -> None:
    assert by_onrecord.values("Two boats sank for three weeks.", lengths=False) == [Value(2, 2, "equal")]


def test_spans_hold_no_scores_and_no_single_persons() -> None:
    assert by_onrecord.spans("Two men won 3-1. A man was shot.") == [(0, 3)]


def test_what_stands_beside_is_well_formed() -> None:
    """Own sentences are told once each, have a value or none on purpose, and bounds of the metric only."""
    cases = [case for path in run.OWN for case in run.read_cases([path])[1]]
    assert len({case.text for case in cases}) == len(cases) >= 120
    bounds = {value.bound for case in cases for value in case.values}
    assert bounds == {"equal", "about", "more than", "less than", "up", "down"}
    assert sum(not case.values for case in cases) >= 3


def test_groups_without_cases_have_no_figures() -> None:
    figures = run.span_figures([], by_onrecord.spans)
    assert set(figures) == {"MEANTIME", "MEANTIME, even", "MEANTIME, odd"}
    assert all(math.isnan(figure) for metrics in figures.values() for figure in metrics.values())


def test_measuring_shows_every_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    pages, cases = run.read_cases([path])
    result = run.measure(pages, {"sentences given": cases})
    figures = result["onrecord"]["figures"]
    assert figures["MEANTIME"]["span F1"] == figures["MEANTIME, odd"]["span F1"] == 1
    assert figures["sentences given"]["value F1"] == 1
    assert (by_quantulum.NAME in result) is by_quantulum.is_there()
    run.print_table(result)
    run.print_errors(pages, cases)
    shown = capsys.readouterr().out
    assert "sentences given" in shown
    assert "MEANTIME, odd" in shown


def test_missing_cases_are_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, BENCH / "run.py", "--cases", tmp_path / "none"], check=False, capture_output=True
    )
    assert done.returncode == 2
    assert b"there is nothing at" in done.stderr


def test_floors_are_shares_in_three_digits_and_a_ratio() -> None:
    floors = json.loads((BENCH / "floors.json").read_text())
    assert floors.pop("speed") == {"times as fast": 10}
    assert all(0 < floor <= 1 and floor == round(floor, 3) for metrics in floors.values() for floor in metrics.values())
