"""The benchmark of origins in a set of pages: its invented pages, its figures, and its run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from bench.grouping import run

BENCH = Path(__file__).parents[2] / "bench" / "grouping"
ROWS = [json.loads(line) for line in run.DEFAULT_CASES.read_text(encoding="utf-8").splitlines()]


def test_the_pages_are_told_apart_and_have_all_that_is_asked() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(set(row) == {"id", "event", "origin", "kind", "outlet", "published", "text"} for row in ROWS)
    assert {row["kind"] for row in ROWS} >= {
        "wire", "rewrite", "own reporting", "digest", "template", "one unnamed official",
    }  # fmt: skip


def test_a_retelling_shares_no_seven_words_with_what_it_retells() -> None:
    def grams(text: str) -> set[str]:
        words = text.lower().split()
        return {" ".join(words[at : at + 7]) for at in range(len(words) - 6)}

    by_kind = defaultdict(list)
    for row in ROWS:
        by_kind[row["kind"]].append(row)
    (retelling,) = by_kind["retelling"]
    wire = next(row for row in by_kind["wire"] if row["origin"] == retelling["origin"])
    assert not grams(retelling["text"]) & grams(wire["text"])


def rows(*events: str) -> list[run.Row]:
    """Two pages of one origin and one of another for each event."""
    return [
        {"id": f"{event}{n}", "event": event, "origin": origin}
        for event in events
        for n, origin in enumerate(("wire", "wire", "own"))
    ]


@pytest.mark.parametrize(
    ("found", "count", "right"),
    [
        ({"a0": "1", "a1": "1", "a2": "2"}, 1, 1),
        ({"a0": "1", "a1": "1", "a2": "1"}, 0.5, 0),
        ({"a0": "1", "a1": "2", "a2": "3"}, 0.5, 0),
        ({"a0": "1", "a1": "2", "a2": "2"}, 1, 1),
    ],
)
def test_the_count_is_right_by_number_and_b_cubed_by_pages(found: dict[str, str], count: float, right: float) -> None:
    figures = run.figures_of(rows("a"), found)
    assert (figures["count"], figures["events right"]) == (count, right)
    assert (figures["F1"] == 1) == (found == {"a0": "1", "a1": "1", "a2": "2"})


def test_events_are_counted_one_by_one_and_the_error_over_all() -> None:
    found = {f"{event}{n}": f"{event}{n}" for event in "ab" for n in range(3)}
    figures = run.figures_of(rows("a", "b"), found | {"b1": "b0"})
    assert figures["count"] == 1 - 1 / 4
    assert figures["events right"] == 0.5


def test_the_credit_of_a_page_is_read_from_its_text() -> None:
    articles = [run.article_of(row) for row in ROWS]
    found = run.by_credit(ROWS, articles)
    assert found["a02"] == found["a01"]
    assert found["a03"] != found["a01"]


def test_the_invented_pages_are_measured_in_one_run(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH / "run.py"), "--json", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert json.loads(out.read_text())["onrecord"]["figures"]["all"]["count"] >= 0.9
    assert "MinHash" in done.stdout


def test_missing_cases_are_an_error(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(tmp_path / "none")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is nothing at" in done.stderr
