"""The stance benchmark's split, scorer and peers, on cases small enough to judge by hand."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from bench.stance import peers, run, scores
from bench.stance.cases import Cases, Pair, digest, part, read_cases, stories

BENCH = Path(__file__).parents[2] / "bench" / "stance"
BODIES = {
    "1": "A story that the mayor ordered the harbour bridge closed is a hoax, the town hall said. It was fake.",
    "2": "The mayor ordered the harbour bridge closed on Monday after cracks were found. Engineers confirmed it.",
    "3": "The football team won its third match in a row. The coach praised the young striker.",
    "4": "The mayor has reportedly ordered the harbour bridge closed, a blog claims. It is unclear whether that is so.",
}
CLAIM = "Mayor ordered the harbour bridge closed"
PAIRS = [
    Pair(CLAIM, "1", "disagree"),
    Pair(CLAIM, "2", "agree"),
    Pair(CLAIM, "3", "unrelated"),
    Pair(CLAIM, "4", "discuss"),
    Pair("Striker scores twice as team wins third match", "3", "agree"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl.gz"
    rows = [{"headline": pair.claim, "body": pair.body, "stance": pair.label} for pair in PAIRS]
    lines = [{"bodies": BODIES | {"5": "Nobody asks for this one."}}, *rows]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    return path


def bench(*given: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCH / "run.py"), *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_cases_are_read_with_the_bodies_that_are_asked_for(file: Path) -> None:
    assert read_cases(file) == Cases(BODIES, PAIRS)


def test_about_a_fifth_is_held_out_and_a_fifth_to_tune_on() -> None:
    parts = [part(str(n)) for n in range(2000)]
    assert {own: round(parts.count(own) / 2000, 1) for own in parts} == {"train": 0.6, "dev": 0.2, "held-out": 0.2}
    assert parts == [part(str(n)) for n in range(2000)]


def test_bodies_about_one_headline_are_one_story_and_so_on() -> None:
    chain = [Pair("a", "1", "agree"), Pair("a", "2", "discuss"), Pair("b", "2", "disagree"), Pair("b", "3", "agree")]
    other = [Pair("c", "4", "agree"), Pair("a", "4", "unrelated"), Pair("d", "5", "unrelated")]
    found = stories(chain + other)
    assert len(set(found[:4])) == 1
    assert found[4] == found[5]
    assert len(set(found)) == 3


def test_the_order_of_pairs_changes_no_story() -> None:
    def together(pairs: list[Pair]) -> set[frozenset[str]]:
        found = stories(pairs)
        return {frozenset(p.body for p, own in zip(pairs, found, strict=True) if own == each) for each in found}

    assert together(PAIRS) == together(PAIRS[::-1]) == {frozenset({"1", "2", "4"}), frozenset({"3"})}


def test_each_label_has_its_f1_and_the_mean_is_of_all() -> None:
    found = scores.figures(["agree", "disagree", "disagree", "discuss"], ["agree", "disagree", "agree", "discuss"])
    assert (found["agree"], found["disagree"], found["discuss"]) == pytest.approx((2 / 3, 2 / 3, 1.0))
    assert math.isnan(found["unrelated"])
    assert found["macro F1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert (found["disagree P"], found["disagree R"]) == (1.0, 0.5)


def test_of_nothing_there_is_no_figure() -> None:
    assert all(math.isnan(value) for value in scores.figures([], []).values())


def test_a_label_told_but_nowhere_true_counts_against() -> None:
    found = scores.figures(["agree"], ["disagree"])
    assert (found["agree"], found["disagree"], found["disagree P"]) == (0, 0, 0)
    assert math.isnan(found["disagree R"])


@pytest.mark.parametrize(
    ("gold", "found", "score"),
    [
        (["unrelated"], ["unrelated"], 1.0),
        (["unrelated"], ["agree"], 0.0),
        (["agree"], ["discuss"], 0.25),
        (["agree"], ["agree"], 1.0),
        (["agree"], ["unrelated"], 0.0),
        (["unrelated", "agree"], ["unrelated", "discuss"], 0.4),
    ],
)
def test_the_challenge_gives_a_quarter_for_being_related(gold: list[str], found: list[str], score: float) -> None:
    assert scores.challenge_score(gold, found) == pytest.approx(score)


def test_the_majority_is_the_commonest_label() -> None:
    assert peers.majority(Cases(BODIES, PAIRS), Cases(BODIES, PAIRS[:2])) == ["agree", "agree"]


def test_unrelated_pairs_are_thinned_and_weigh_the_more() -> None:
    many = [Pair(str(n), "3", "unrelated") for n in range(8)]
    pairs, weights = peers.thinned([*PAIRS[:2], *many])
    assert [pair.label for pair in pairs] == ["disagree", "agree", "unrelated", "unrelated"]
    assert weights == [1, 1, 4, 4]
    assert peers.thinned(PAIRS[:2]) == (PAIRS[:2], [1, 1])


def test_the_baseline_counts_what_headline_and_body_share() -> None:
    same, other, nothing = (peers.counts(CLAIM, body) for body in (BODIES["2"], BODIES["3"], ""))
    assert len(same) == len(other) == len(nothing)
    assert same[0] > other[0]
    assert sum(nothing) == 0
    assert sum(same[-5:]) > sum(other[-5:]) == 0


@pytest.mark.skipif(find_spec("sklearn") is None, reason="the peers need scikit-learn")
@pytest.mark.parametrize("peer", [peers.tf_idf, peers.challenge])
def test_a_peer_learns_labels_and_answers_each_pair(peer: peers.Peer) -> None:
    known = Cases(BODIES, PAIRS * 6)
    found = peer(known, Cases(BODIES, PAIRS))
    assert len(found) == len(PAIRS)
    assert set(found) <= set(scores.LABELS)


def test_bodies_trained_on_are_left_out_by_their_text() -> None:
    known, asked = run.parted(Cases(BODIES, PAIRS), {digest(BODIES["1"]), digest(BODIES["3"])})
    assert {pair.body for pair in known.pairs} == set(known.bodies) == {"1", "3"}
    assert {pair.body for pair in asked.pairs} == set(asked.bodies) == {"2", "4"}


def test_new_claims_are_those_of_no_related_pair_known() -> None:
    known = Cases(BODIES, [Pair("old", "1", "agree"), Pair("new", "1", "unrelated")])
    groups = run.groups_of([Pair("old", "2", "agree"), Pair("new", "2", "agree")], known)
    assert list(groups.values()) == [[0, 1], [1]]


def test_what_was_trained_on_is_told_by_digests_alone() -> None:
    trained = run.TRAINED.read_text(encoding="utf-8").split()
    assert trained == sorted(set(trained))
    assert all(len(own) == 12 and int(own, 16) >= 0 for own in trained)


def test_unseen_cases_are_measured_beside_the_majority(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    done = bench("--cases", file, "--train", tmp_path / "none", "--json", out)
    assert done.returncode == 0, done.stderr
    assert "held-out bodies: 5 pairs" in done.stdout
    assert "not all peers were run" in done.stdout
    figures = json.loads(out.read_text())["onrecord"]["figures"]["held-out bodies"]
    assert figures["unrelated"] == 1
    assert set(figures) == set(scores.METRICS)


@pytest.mark.parametrize("said", [b"", b"no gzip", gzip.compress(b"{}"), gzip.compress(b'{"bodies": {}}\n{}')])
def test_what_is_no_case_file_is_told_so(said: bytes, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl.gz"
    cases.write_bytes(said)
    done = bench("--cases", cases, "--train", tmp_path / "none")
    assert (done.returncode, "holds no such cases" in done.stderr) == (2, True)


def test_missing_cases_are_told_so(tmp_path: Path) -> None:
    done = bench("--cases", tmp_path / "none")
    assert (done.returncode, "not measured" in done.stderr) == (2, True)


def test_floors_are_shares_in_three_digits() -> None:
    floors = json.loads((BENCH / "floors.json").read_text())
    listed = [floor for metrics in floors.values() for floor in metrics.values()]
    assert listed
    assert all(0 < floor <= 1 and floor == round(floor, 3) for floor in listed)
