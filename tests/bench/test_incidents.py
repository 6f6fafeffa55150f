"""The incidents benchmark: its peer, groups, stages and gate, on incidents made up."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bench.incidents import cases, peer, recorded, run

BENCH = Path(__file__).parents[2] / "bench" / "incidents"


def incident(n: int, killed: int, injured: int, *texts: str) -> dict[str, Any]:
    pages = [{"published": f"2025-01-0{day}", "headline": None, "text": text} for day, text in enumerate(texts, 1)]
    return {"id": f"{n:03d}", "date": "", "place": "", "killed": killed, "injured": injured, "articles": pages}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = [
        incident(2, 1, 0, "A man was shot and killed at a mill."),
        incident(1, 0, 1, "A man was shot in the leg at a mill."),
        incident(
            3, 0, 1, "A woman was shot in the arm. She is in stable condition.", "Two people were wounded at a mill."
        ),
        incident(4, 0, 4, "Four people were wounded at a mill. The four are in stable condition."),
    ]
    file = tmp_path / "made.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(map(json.dumps, made)))
    return file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One man was killed and three others were wounded.", (1, 3)),
        ("The blast killed 2 and injured five.", (2, 5)),
        ("Six people were shot.", (None, 6)),
        ("2 dead, 4 hurt", (2, 4)),
        ("It rained.", (None, None)),
    ],
)
def test_the_peer_takes_the_first_number_before_or_after_its_words(text: str, expected: tuple[int, int]) -> None:
    assert peer.stated(text) == expected


def test_the_peer_counts_one_where_no_number_stands(path: Path) -> None:
    found = [peer.answer(case.articles) for case in cases.read_cases(path)]
    # "A man was shot" and "killed" are two to it: it knows no coordination.
    assert found == [(0, 1), (1, 1), (0, 1), (0, 4)]


def test_cases_come_by_id_and_every_second_is_held(path: Path) -> None:
    judged = run.judge_all(cases.read_cases(path))
    assert [j.case.id for j in judged] == ["001", "002", "003", "004"]
    assert ["half held" in j.groups for j in judged] == [False, True, False, True]


def test_groups_and_stages_are_counted(path: Path) -> None:
    judged = run.judge_all(cases.read_cases(path))
    result = run.measure(judged)
    assert result["counts"]["all"] == 4
    assert result["counts"]["four or more"] == 1
    assert result["onrecord"]["figures"]["four or more"]["both"] == 1.0
    assert result["onrecord"]["figures"]["all"]["killed"] == 1.0
    assert result["stages"]["all"]["some article"] == 1.0
    run.print_table(result)


def test_articles_disagree_where_two_state_different_numbers() -> None:
    def pages(*texts: str) -> tuple[Any, ...]:
        return cases._case(incident(9, 0, 0, *texts)).articles  # noqa: SLF001 -- how the file's pages are read

    assert run.disagree(pages("Two were killed.", "Three were killed."))
    assert not run.disagree(pages("Two were killed.", "It rained."))
    assert not run.disagree(pages("Two were killed."))


def test_a_headline_is_a_block_of_its_own() -> None:
    given = {"published": None, "headline": "Two dead", "text": "It rained."}
    article = cases._article("a", given)  # noqa: SLF001 -- as above
    assert [article.text[b.span.start : b.span.end] for b in article.blocks] == ["Two dead", "It rained."]


def test_no_figures_are_none_killed_and_none_hurt() -> None:
    assert run.answer(()) == (0, 0)


def test_given_cases_that_are_missing_are_an_error(tmp_path: Path) -> None:
    for script in ("run.py", "gate.py"):
        command = [sys.executable, str(BENCH / script), "--cases", str(tmp_path / "none")]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 2


def test_floors_are_shares_in_three_digits() -> None:
    floors = json.loads((BENCH / "floors.json").read_text())
    shares = [f for metrics in floors.values() for name, f in metrics.items() if name != "over direct"]
    assert all(0 < f <= 1 and f == round(f, 3) for f in shares)
    assert floors["recorded alone"]["over direct"] == 0


def test_a_ledger_of_its_own_loses_nothing_of_an_incident(path: Path, tmp_path: Path) -> None:
    judged = run.judge_all(cases.read_cases(path))
    found = recorded.alone([j.case for j in judged], tmp_path)
    assert found == {j.case.id: j.answers["onrecord"] for j in judged}


MILL = "The old mill at Ostvik burned, and {} were killed when its roof fell on the miller's guests on Sunday."
FERRY = "Three people were wounded when a ferry sank off Tarnau. The three are in stable condition, the crew said."


def test_in_one_ledger_incidents_are_told_apart_by_their_words(tmp_path: Path) -> None:
    given = [
        incident(1, 2, 0, MILL.format("two men"), MILL.format("two guests")),
        incident(2, 0, 3, FERRY),
    ]
    found = recorded.together([cases._case(each) for each in given], tmp_path)  # noqa: SLF001 -- how a file's are read
    assert found == {"001": (2, 0), "002": (0, 3)}


def test_one_text_told_of_two_incidents_is_one_event_and_both_get_its_answer(tmp_path: Path) -> None:
    given = [incident(n, 2, 0, MILL.format("two men")) for n in (1, 2)]
    found = recorded.together([cases._case(each) for each in given], tmp_path)  # noqa: SLF001 -- as above
    assert found == {"001": (2, 0), "002": (2, 0)}


def test_an_incident_in_several_events_is_answered_by_that_with_most_of_its_pages(tmp_path: Path) -> None:
    texts = [FERRY, MILL.format("two men"), MILL.format("two guests")]
    found = recorded.together([cases._case(incident(1, 2, 0, *texts))], tmp_path)  # noqa: SLF001 -- as above
    assert found == {"001": (2, 0)}


def test_the_ways_through_the_ledger_stand_beside_the_direct_one(path: Path, tmp_path: Path) -> None:
    judged = run.judge_all(cases.read_cases(path))
    found = run.through_ledger(judged, tmp_path)
    assert list(found) == ["direct", "recorded alone", "recorded together"]
    assert found["recorded alone"] == {**found["direct"], "over direct": 0.0}
    run.print_recorded(found, len(judged))
    assert not list(tmp_path.glob("alone*"))
