"""The benchmark of time expressions: its scorer, its peer and its run, on texts small enough to judge by hand."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from bench.times import by_dateparser, run, scores
from bench.times.scores import Timex

from onrecord.model import Span

BENCH = Path(__file__).parents[2] / "bench" / "times"
TEXT = "It fell on Friday. It will fall next year."
GOLD = [Timex(11, 17, "DATE", "2024-11-15"), Timex(32, 41, "DATE", "2025")]


def test_the_gold_itself_is_perfect() -> None:
    assert set(scores.figures([(GOLD, GOLD)]).values()) == {1.0}


def test_of_nothing_there_is_no_figure() -> None:
    assert all(map(math.isnan, scores.figures([]).values()))


@pytest.mark.parametrize(
    ("found", "span", "value", "type_"),
    [
        ([Timex(8, 17, "DATE", "2024-11-15")], 2 / 3, 2 / 3, 2 / 3),
        ([Timex(11, 17, "TIME", "2024-11-22")], 2 / 3, 0, 0),
        ([Timex(0, 5, "DATE", "2024-11-15")], 0, 0, 0),
        ([Timex(11, 17, "DATE", "x"), Timex(11, 17, "DATE", "2024-11-15")], 2 / 4, 2 / 4, 2 / 4),
        ([Timex(0, 41, "DATE", "2025")], 2 / 3, 2 / 3, 2 / 3),
    ],
)
def test_expressions_count_once_where_they_overlap(found: list[Timex], span: float, value: float, type_: float) -> None:
    scored = scores.figures([(found, GOLD)])
    assert (scored["span F1"], scored["value F1"], scored["type F1"]) == pytest.approx((span, value, type_))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Friday", "2024-11-15"),
        ("May 2024", "2024-11"),
        ("2024", "2024"),
        ("last year", "2024"),
        ("next week", "2024-W46"),
        ("10:30", "2024-11-15T10:30"),
        ("3 months ago", "2024-11"),
        ("May 15", "2024-11-15"),
    ],
)
def test_the_peer_is_taken_to_mean_what_its_words_do(words: str, value: str) -> None:
    (found,) = by_dateparser.found_by(
        lambda *_, **__: [(words, datetime(2024, 11, 15, 10, 30))],  # noqa: DTZ001 -- as the peer gives it
        words, [Span(0, len(words))], date(2024, 11, 20),
    )  # fmt: skip
    assert (found.start, found.end, found.value) == (0, len(words), value)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-11-20", date(2024, 11, 20)),
        ("20-11-2024", date(2024, 11, 20)),
        ("2024-11-20T08:00", date(2024, 11, 20)),
        ("", None),
        (None, None),
    ],
)
def test_days_of_publication_are_read_however_they_are_written(written: str | None, day: date | None) -> None:
    assert run._day(written) == day  # noqa: SLF001 -- a step of the run


def cases_in(folder: Path) -> Path:
    """One article of our own with its gold."""
    times = [{"span": [t.start, t.end], "type": t.type, "value": t.value} for t in GOLD]
    case = {"id": "a", "text": TEXT, "published": "2024-11-20", "times": times}
    path = folder / "cases.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(case).encode()))
    return path


def test_all_is_measured_in_one_run(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(cases_in(tmp_path)), "--json", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured = json.loads(out.read_text())
    assert measured["counts"] == {"cases": 1, "sentences": 2}
    assert measured["onrecord"]["figures"]["all"]["value F1"] == 1
    assert "onrecord, all" in done.stdout
    assert "dateparser" in measured or "left out" in done.stderr


def test_missing_cases_are_an_error(tmp_path: Path) -> None:
    for script, said in (("run.py", "there is nothing at"), ("gate.py", "not measured")):
        command = [sys.executable, str(BENCH / script), "--cases", str(tmp_path / "none")]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 2
        assert said in done.stderr


def test_floors_are_of_figures_that_are_measured() -> None:
    floors = json.loads((BENCH / "floors.json").read_text(encoding="utf-8"))
    assert set(floors) <= {"all", "even ids", "odd ids"}
    assert all(set(metrics) <= set(run.METRICS) for metrics in floors.values())
