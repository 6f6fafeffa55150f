"""The benchmark's own scorer, on articles small enough to count by hand."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCH = Path(__file__).parents[2] / "bench" / "attribution"


def script(name: str) -> ModuleType:
    """A script of the benchmark as a module."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RUN = script("run")
TEXT = "Ana Ruiz said it is shut."
GOLD = {"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 24]]}


def figures(found: list[dict[str, list[list[int]]]]) -> dict[str, dict[str, float]]:
    """The figures of what is found in the one small article."""
    case = RUN.Case("a", TEXT, [GOLD], [])
    scored: dict[str, dict[str, float]] = RUN.score([case], [found])
    return scored


def test_the_gold_itself_is_perfect() -> None:
    assert {round(figure["F1"], 6) for figure in figures([GOLD]).values()} == {100.0}


def test_nothing_found_is_nothing_right() -> None:
    assert {figure["F1"] for figure in figures([]).values()} == {0.0}


def test_a_full_stop_more_changes_chunks_alone() -> None:
    scored = figures([GOLD | {"content": [[14, 25]]}])
    assert scored["exact/content"]["F1"] == pytest.approx(100)
    assert scored["chunk/content"]["F1"] == 0
    assert scored["attr"]["F1"] == pytest.approx(100)


def test_half_of_a_span_is_enough_for_the_whole_attribution_and_less_is_not() -> None:
    assert figures([GOLD | {"source": [[0, 3]]}])["attr"]["F1"] == pytest.approx(100)
    assert figures([GOLD | {"content": [[14, 16]]}])["attr"]["F1"] == 0


def test_a_missing_source_is_not_the_source() -> None:
    assert figures([GOLD | {"source": []}])["attr"]["F1"] == 0


def test_one_gold_attribution_is_matched_once() -> None:
    scored = figures([GOLD, GOLD])
    assert (scored["attr"]["P"], scored["attr"]["R"]) == (50, 100)
    assert scored["exact/cue"]["P"] == 100


def test_precision_and_recall_are_of_words() -> None:
    scored = figures([GOLD | {"source": [[0, 13]]}])
    assert scored["token/source"]["P"] == pytest.approx(200 / 3)
    assert scored["token/source"]["R"] == pytest.approx(100)


def test_floors_are_of_figures_that_are_measured() -> None:
    floors = json.loads((BENCH / "floors.json").read_text(encoding="utf-8"))
    assert set(floors) <= set(figures([GOLD]))


@pytest.mark.parametrize("name", ["run.py", "gate.py"])
def test_given_cases_that_are_missing_are_wrong_usage(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / name), "--cases", str(tmp_path / "none.jsonl.gz")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no cases at" in done.stderr
