"""The benchmark of events: how its cases are read, its peers, and a run over invented pages."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.events import run

BENCH = Path(__file__).parents[2] / "bench" / "events"
TEXTS = {
    "bridge": ("Inspectors closed the bridge at Karsholm after cracks were found. Mayor Ingrid Solheim wants a ferry.",
               "The bridge of Karsholm was closed, mayor Ingrid Solheim said. Inspectors had found cracks in it."),
    "fire": ("A brewery at Holm burned down. Firemen pumped water, and brewer Mathilde Holm watched from a cart.",
             "The brewery of Mathilde Holm burned at night. Firemen from six towns pumped water out of the canal."),
}  # fmt: skip


def news(*, dated: bool = True) -> list[dict[str, Any]]:
    days = ("2031-03-04", "2031-03-05") if dated else (None, None)
    return [
        {"id": f"{event}{n}", "event": event, "published": day, "headline": event, "text": text}
        for event, texts in TEXTS.items()
        for n, (day, text) in enumerate(zip(days, texts, strict=True))
    ]


def mention(document: str, sentence: int, words: str) -> dict[str, Any]:
    return {"doc_id": document, "sent_id": sentence, "mention_context": words.split(), "topic_id": "x"}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def test_news_comes_in_order_of_its_days(tmp_path: Path) -> None:
    found = run.read_set(written(tmp_path / "news.jsonl.gz", news()[::-1]))
    assert [case.day for case in found] == [date(2031, 3, 4)] * 2 + [date(2031, 3, 5)] * 2
    assert {case.event for case in found} == {"bridge", "fire"}


def test_a_document_is_what_its_mentions_hold_and_its_event_has_the_suffix_of_its_name(tmp_path: Path) -> None:
    rows = [
        mention("12_3ecb.xml", 1, "the bridge was closed ."),
        mention("12_3ecb.xml", 1, "the bridge was closed . Cracks were found ."),
        mention("12_3ecb.xml", 4, "A ferry runs ."),
        mention("12_10ecbplus.xml", 0, "Another bridge fell ."),
    ]
    found = {case.id: case for case in run.read_set(written(tmp_path / "ecb.jsonl.gz", rows))}
    assert found["12_3ecb.xml"].text == "the bridge was closed . Cracks were found .\nA ferry runs ."
    assert found["12_3ecb.xml"].event == "12ecb"
    assert found["12_10ecbplus.xml"].event == "12ecbplus"
    assert all(case.day is None for case in found.values())


@pytest.mark.parametrize("dated", [True, False])
def test_the_package_groups_the_pages_of_an_event(tmp_path: Path, dated: bool) -> None:  # noqa: FBT001 -- both are asked
    cases = run.read_set(written(tmp_path / "news.jsonl.gz", news(dated=dated)))
    found = run.settled(cases)
    assert found["bridge0"] == found["bridge1"] != found["fire0"] == found["fire1"]
    assert set(run.on_arrival(cases)) == set(found)


@pytest.mark.parametrize("likeness", [run.tfidf_likeness, run.bm25_likeness])
def test_a_peer_finds_pages_of_one_event_more_alike(likeness: Any, tmp_path: Path) -> None:  # noqa: ANN401 -- one of two
    cases = run.read_set(written(tmp_path / "news.jsonl.gz", news()))
    found = likeness(cases)
    assert len(found) == 6
    assert all(0 <= value <= 1.01 for value in found.values())
    same = {pair: value for pair, value in found.items() if pair[0][:-1] == pair[1][:-1]}
    assert len(same) == 2
    assert min(same.values()) > max(value for pair, value in found.items() if pair not in same)


def test_in_the_stream_a_page_joins_the_group_it_is_most_alike_to() -> None:
    cases = [run.Case(name, None, "", "e") for name in "abc"]
    likeness = {("b", "a"): 0.5, ("c", "a"): 0.2, ("c", "b"): 0.3}
    assert run.streamed(cases, likeness, 0.4) == {"a": 0, "b": 0, "c": 1}
    assert run.streamed(cases, likeness, 0.25) == {"a": 0, "b": 0, "c": 0}
    assert run.streamed(cases, likeness, 0.6) == {"a": 0, "b": 1, "c": 2}


def test_pages_out_of_the_window_are_no_pair() -> None:
    cases = [run.Case(name, date(2031, 3, day), "bridge", "e") for name, day in (("a", 1), ("b", 8), ("c", 16))]
    assert set(run.tfidf_likeness(cases)) == {("b", "a")}
    assert run.streamed(cases, {("b", "a"): 1.0}, 0.1) == {"a": 0, "b": 0, "c": 1}


def test_all_sets_of_a_folder_are_measured_in_one_run(tmp_path: Path) -> None:
    written(tmp_path / "one.dev.jsonl.gz", news())
    written(tmp_path / "two.dev.jsonl.gz", news(dated=False))
    written(tmp_path / "one.train.jsonl.gz", news())
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(tmp_path), "--json", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured = json.loads(out.read_text())
    assert set(measured) == set(run.SYSTEMS)
    assert set(measured["onrecord"]["figures"]) == {"one", "two"}
    assert measured["onrecord"]["figures"]["one"]["F1"] == 1
    assert "two: 4 pages, 2 events" in done.stdout


def test_of_one_set_the_peers_have_the_threshold_that_suits_it(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(written(tmp_path / "one.jsonl.gz", news()))]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "best for this set" in done.stdout


def test_missing_cases_are_an_error(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is nothing at" in done.stderr
