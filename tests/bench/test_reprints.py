"""The benchmark of reprints: its scores, its reading of cases, and a run over invented ones."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench.reprints import peers, run, scores
from hypothesis import given
from hypothesis import strategies as st

BENCH = Path(__file__).parents[2] / "bench" / "reprints"
STORY = (
    "Inspectors closed the old road bridge at Karsholm before dawn after a torch showed cracks in two girders.\n"
    "Lorries were sent over the ferry at Lunde, where drivers slept in their cabs and cooked on the quay."
)
SONG = (
    "A choir from the islands won the contest in the capital with a song about herring and two drums.\n"
    "Its leader, a retired pilot, had written it on the back of a chart while fog kept him in port."
)


@pytest.mark.parametrize(
    ("found", "gold", "weights", "expected"),
    [
        ([True], [True], [3], (1, 1, 1)),
        ([True, True], [True, False], [1, 1], (2 / 3, 1 / 2, 1)),
        ([True, True], [True, False], [1, 3], (2 / 5, 1 / 4, 1)),
        ([True, False], [True, True], [1, 3], (2 / 5, 1, 1 / 4)),
    ],
)
def test_a_pair_counts_by_its_weight(
    found: list[bool], gold: list[bool], weights: list[float], expected: tuple[float, float, float]
) -> None:
    assert tuple(scores.f1_of(found, gold, weights).values()) == pytest.approx(expected)


def test_of_nothing_there_is_no_figure() -> None:
    assert math.isnan(scores.f1_of([], [], [])["F1"])
    assert math.isnan(scores.b_cubed({}, {})["F1"])


def test_a_pair_stands_for_its_part_of_its_stratum() -> None:
    assert scores.weights_of([("a", 10), ("a", 10), ("b", 3)]) == [5, 5, 3]


@pytest.mark.parametrize(
    ("values", "gold", "expected"),
    [([0.1, 0.5, 0.9], [False, True, True], 0.5), ([0.1, 0.5], [True, True], 0.1), ([0.0], [False], 1.0)],
)
def test_the_best_threshold_is_where_f1_is_best(values: list[float], gold: list[bool], expected: float) -> None:
    assert scores.best_threshold(values, gold, [1.0] * len(values)) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"a": 1, "b": 1, "c": 2}, (1, 1)),
        ({"a": 1, "b": 1, "c": 1}, (5 / 9, 1)),
        ({"a": 1, "b": 2, "c": 3}, (1, 2 / 3)),
        ({"a": 1, "b": 2, "c": 2}, (2 / 3, 2 / 3)),
    ],
)
def test_b_cubed_is_the_mean_over_items(found: dict[str, int], expected: tuple[float, float]) -> None:
    result = scores.b_cubed({"a": "x", "b": "x", "c": "y"}, found)
    assert (result["P"], result["R"]) == pytest.approx(expected)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 3), min_size=1))
def test_the_gold_itself_is_perfect(gold: dict[str, int]) -> None:
    assert scores.b_cubed(gold, gold) == {"F1": 1, "P": 1, "R": 1}


def test_tf_idf_is_1_with_itself_and_0_without_a_word_in_common() -> None:
    found = peers.tfidf({"a": STORY, "b": SONG, "c": "entirely different"})
    assert peers.cosine(found["a"], found["a"]) == pytest.approx(1)
    assert peers.cosine(found["a"], found["c"]) == 0
    assert 0 < peers.cosine(found["a"], found["b"]) < 0.3


def test_minhash_is_left_out_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    assert peers.minhash({"a": STORY, "b": STORY}, [("a", "b")]) is None


def test_made_pages_are_seeded_and_some_are_reprints() -> None:
    lines = run.made_postings(40)
    assert lines == run.made_postings(40)
    assert len(lines) == 40 * 100
    assert 3 <= (len(lines) - len({number for number, _, _ in lines})) / 80 <= 4


def test_a_look_up_takes_time() -> None:
    assert run.look_up_ms(20, asked=3) > 0


def rows() -> list[dict[str, Any]]:
    texts = (STORY, STORY, SONG, f"{STORY.split(chr(10), maxsplit=1)[0]} {SONG}")
    return [
        {"n": n, "id": f"x{n}", "outlet": f"paper {n}", "seen": "2031-03-04T07:54:28", "text": text}
        for n, text in enumerate(texts)
    ]


def cases_in(folder: Path) -> Path:
    articles = "\n".join(json.dumps(row) for row in rows())
    (folder / "made.articles.jsonl.gz").write_bytes(gzip.compress(articles.encode()))
    pairs = [
        {"a": 0, "b": 1, "label": 2, "stratum": "hi", "stratum_size": 4},
        {"a": 0, "b": 2, "label": 0, "stratum": "lo", "stratum_size": 10},
        {"a": 1, "b": 3, "label": 1, "stratum": "hi", "stratum_size": 4},
        {"a": 2, "b": 3, "label": None, "stratum": "hi", "stratum_size": 4},
    ]
    (folder / "made.pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs))
    return folder


def test_cases_are_read_from_a_folder_or_from_its_file_of_articles(tmp_path: Path) -> None:
    articles, pairs = run.read_cases(cases_in(tmp_path))
    assert (articles, pairs) == run.read_cases(tmp_path / "made.articles.jsonl.gz")
    assert [(pair.a, pair.b, pair.label, pair.weight) for pair in pairs] == [
        ("0", "1", 2, 2),
        ("0", "2", 0, 10),
        ("1", "3", 1, 2),
    ]
    assert [article.text[slice(*block.span)] for article in articles[:1] for block in article.blocks] == STORY.split(
        "\n"
    )


def test_all_is_measured_in_one_run(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(cases_in(tmp_path)), "--json", str(out)]
    done = subprocess.run([*command, "--pages", "40", "--halves"], check=True, capture_output=True, text=True)
    figures = json.loads(out.read_text())["onrecord"]["figures"]
    assert figures["reprint"]["F1"] == figures["copied"]["F1"] == figures["grouped"]["F1"] == 1
    assert figures["look-up"]["evenness"] > 0
    assert "TF-IDF" in done.stdout
    assert "MinHash" in done.stdout


@pytest.mark.parametrize("missing", ["articles.jsonl.gz", "pairs.jsonl"])
def test_missing_cases_are_an_error(missing: str, tmp_path: Path) -> None:
    (cases_in(tmp_path) / f"made.{missing}").unlink()
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("reprints: ")
