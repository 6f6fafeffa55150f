"""The gates: they pass, fail and decline as they say."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from bench import gating

BENCH = Path(__file__).parents[2] / "bench"
GATES = [BENCH / task / "gate.py" for task in ("pages", "dumps", "feeds", "warc", "origins", "stance")]


@pytest.mark.parametrize(
    ("figures", "count"),
    [
        ({"all": {"F1": 0.9, "date": 0.5}}, 0),
        ({"all": {"F1": 0.95, "date": 0.6}, "en": {"F1": 0.1}}, 0),
        ({"all": {"F1": 0.8999, "date": 0.5}}, 1),
        ({"all": {"F1": float("nan"), "date": 0.5}}, 0),
        ({"all": {"date": 0.4}}, 2),
        ({}, 2),
    ],
)
def test_a_figure_below_its_floor_or_gone_is_named(figures: gating.Figures, count: int) -> None:
    found = gating.shortfalls("pages", figures, {"all": {"F1": 0.9, "date": 0.5}})
    assert len(found) == count
    assert all(line.startswith("pages: ") for line in found)


@pytest.mark.parametrize("gate", GATES, ids=lambda path: path.parent.name)
def test_given_cases_that_are_missing_are_an_error(gate: Path, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, gate, "--cases", tmp_path / "none"], check=False, capture_output=True)
    assert done.returncode == 2
    assert b"not measured" in done.stderr


@pytest.mark.parametrize("gate", GATES, ids=lambda path: path.parent.name)
def test_floors_are_shares_in_three_digits(gate: Path) -> None:
    floors = json.loads((gate.parent / "floors.json").read_text())
    listed = [floor for metrics in floors.values() for floor in metrics.values()]
    assert listed
    assert all(0 < floor <= 1 and floor == round(floor, 3) for floor in listed)


def test_default_cases_that_are_absent_are_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["gate.py"])
    assert gating.gate(BENCH / "pages", tmp_path / "none") == 0
    assert "not measured" in capsys.readouterr().err


@pytest.mark.parametrize(("found", "status"), [(1.0, 0), (0.9, 1)])
def test_a_benchmark_that_makes_its_own_cases_is_held_to_its_floors(
    found: float, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"onrecord": {"figures": {"all": {"found": found}}}}
    script = f"import sys; assert '--cases' not in sys.argv; open(sys.argv[2], 'w').write({json.dumps(told)!r})"
    (tmp_path / "run.py").write_text(script)
    (tmp_path / "floors.json").write_text('{"all": {"found": 0.95}}')
    monkeypatch.setattr(sys, "argv", ["gate.py"])
    assert gating.gate(tmp_path) == status


PARAGRAPHS = [
    "The council met for nine hours on Monday and then voted to close the old bridge to all cars from May.",
    "“Nobody was asked,” said the owner of the ferry, who had come with some thirty of his neighbours to the hall.",
    "The vote was close, seven to six, and a second one is to follow in the autumn of next year, the mayor said.",
]


@pytest.mark.parametrize(("floor", "status"), [(0.9, 0), (1.01, 1)])
def test_a_gate_runs_its_benchmark_and_holds_it_to_its_floors(floor: float, status: int, tmp_path: Path) -> None:
    lines = ["Menu", *PARAGRAPHS]
    row = {"id": "a", "language": "en", "converter": "none", "lines": lines, "labels": ["boiler", *["body"] * 3]}
    cases = tmp_path / "cases.jsonl.gz"
    cases.write_bytes(gzip.compress(json.dumps(row).encode()))
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"all, seen in training": {"line F1": floor}}))
    command = [sys.executable, str(GATES[1]), "--cases", str(cases), "--floors", str(floors)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == status
    assert ("its floor 1.01" in done.stdout) == bool(status)


def test_pages_are_measured_with_their_peers_in_one_run(tmp_path: Path) -> None:
    gold = {
        "V1": {
            "title": "Old bridge closes",
            "publishing_date": "2024-05-01 10:00:00+00:00",
            "authors": ["Ana Ruiz"],
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": PARAGRAPHS}]},
        }
    }
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = (
        "<!doctype html><html lang=en><head><title>Old bridge closes</title><meta name=author content='Ana Ruiz'>"
        "<meta property='article:published_time' content='2024-05-01T10:00:00Z'></head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>Old bridge closes</h1>{text}</article></body></html>"
    )
    country = tmp_path / "xx"
    country.mkdir()
    (country / "Herald.json").write_text(json.dumps(gold))
    (country / "Herald_2024_05_01.html.gz").write_bytes(gzip.compress(html.encode()))
    out = tmp_path / "figures.json"
    command = [
        sys.executable,
        str(BENCH / "pages" / "run.py"),
        "--cases",
        str(tmp_path),
        "--json",
        str(out),
        "--language",
        "en",
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("onrecord over trafilatura: body F1 ")
    measured = json.loads(out.read_text())
    for name in ("onrecord", "trafilatura"):
        figures = measured[name]["figures"]["en"]
        assert [figures[metric] for metric in ("body exact", "title exact", "authors", "date")] == [1, 1, 1, 1]
        assert measured[name]["peak MB"] > 10
