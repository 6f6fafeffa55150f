"""The claims benchmark's scorer and peers, on pairs small enough to judge by hand."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.claims import peers, run, scores

from onrecord.assess._linking import alike
from onrecord.assess._matching import SAME
from onrecord.model import Span

BENCH = Path(__file__).parents[2] / "bench" / "claims"
TEXT = "Ana Ruiz said the old stone bridge over the river had been closed for urgent repairs. He said nothing more."
CONTENT = [[14, 84]]
OTHER = "The old stone bridge over the river was closed for urgent repairs, officials said."


def side(article: str, text: str, content: list[list[int]]) -> dict[str, Any]:
    spans = [Span(*span) for span in content]
    kept = {"article": article, "content": content, "speaker": [0, 8], "act": "say", "factuality": "CT+"}
    return kept | {"hash": run.hash_of(text, spans)}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "events").mkdir()
    rows = [
        {"id": name, "outlet": "A", "published": "2024-10-16", "text": text}
        for name, text in (("a", TEXT), ("b", OTHER))
    ]
    with gzip.open(tmp_path / run.SETS["events"], "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    pairs = [
        {"half": "A", "set": "events", "same": same, "kind": None, "doubtful": False, "a": one, "b": other}
        for same, one, other in (
            (True, side("a", TEXT, CONTENT), side("b", OTHER, [[0, 65]])),
            (False, side("a", TEXT, CONTENT), side("a", TEXT, [[86, 106]])),
        )
    ]
    (tmp_path / "pairs.jsonl").write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
    return tmp_path


def test_pairs_of_one_value_come_together_on_the_curve() -> None:
    assert scores.curve([True, False, True], [0.9, 0.5, 0.5]) == [(1.0, 0.5), (2 / 3, 1.0)]


def test_precision_is_of_what_is_over_the_threshold() -> None:
    found = scores.figures([True, True, False, False], [0.9, 0.2, 0.8, 0.1], 0.7)
    assert (found["precision"], found["recall"]) == (0.5, 0.5)
    assert (found["R at P .95"], found["P at R .70"]) == (0.5, 2 / 3)
    assert "precision" not in scores.figures([True], [1.0], None)
    assert math.isnan(scores.figures([False], [0.1], 0.7)["precision"])


@pytest.mark.parametrize("score", [peers.bm25, peers.tf_idf])
def test_a_peer_gives_most_to_equal_words_and_nothing_to_others(score: Any) -> None:  # noqa: ANN401 - either
    equal, near, far = score([("the bridge fell", "The bridge fell."), ("the bridge fell", "a bridge"), ("one", "two")])
    assert equal == pytest.approx(1)
    assert 1 > near > far == 0


def test_equal_words_are_equal_but_for_signs() -> None:
    assert peers.equal([("Don’t go", "dont go."), ("go", "went")]) == [1.0, 0.0]


def test_without_its_file_minilm_is_left_out(tmp_path: Path) -> None:
    assert peers.minilm([("a", "b")], tmp_path) is None


def test_the_pairs_are_found_in_their_articles(articles: Path) -> None:
    same, other = run.read_pairs(articles / "pairs.jsonl", articles)
    assert same.a.words == "the old stone bridge over the river had been closed for urgent repairs"
    assert alike(same.a, same.b) >= SAME > alike(other.a, other.b)
    result = run.measure([same, other])
    assert result["onrecord"]["figures"]["half A"]["precision"] == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Ana Ruiz", "person"), ("He", "unknown"), ("the mayor", "unknown"), ("Ruiz herself", "unknown")],
)
def test_a_person_is_told_by_name(name: str, kind: str) -> None:
    text = TEXT.replace("Ana Ruiz", name)
    shift = len(name) - len("Ana Ruiz")
    told = side("a", text, [[CONTENT[0][0] + shift, CONTENT[0][1] + shift]]) | {"speaker": [0, len(name)]}
    (of,) = run.articles_of({"id": "a", "outlet": "A", "published": None, "text": text})
    speaker = run.evidence(of, told).speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)


def test_of_an_incident_each_article_is_one_with_its_day() -> None:
    told = [{"published": "2016-01-25", "text": "One."}, {"published": None, "text": "Two."}]
    found = run.articles_of({"id": "7", "articles": told})
    assert [(of.id, of.text, of.published) for of in found] == [
        ("7_0", "One.", date(2016, 1, 25)),
        ("7_1", "Two.", None),
    ]


def test_of_denials_each_system_is_told_how_many_it_takes_and_how_many_are_right(tmp_path: Path) -> None:
    said, denied = "the Kestrel brigade shelled the harbour of Varna", "the Kestrel brigade did not shell the harbour"
    text = f"Ana Ruiz said {said}. Bo Kim said {denied}."
    sides = [
        side("a", text, [[14, 14 + len(said)]]) | {"kind": "person"},
        side("a", text, [[text.index(denied), text.index(denied) + len(denied)]])
        | {"speaker": [text.index("Bo"), text.index("Bo") + 6], "kind": "person"},
    ]
    (tmp_path / "events").mkdir()
    with gzip.open(tmp_path / run.SETS["events"], "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "outlet": "A", "published": "2024-10-16", "text": text}) + "\n")
    rows = [
        {"half": "A", "set": "events", "disputes": told, "doubtful": False, "a": sides[0], "b": other}
        for told, other in ((True, sides[1]), (False, sides[0]))
    ]
    pairs = tmp_path / "denials.jsonl"
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = run.denials(pairs, tmp_path)
    assert found.keys() == {"onrecord", "a negation"}
    assert found["onrecord"]["figures"] == {
        group: {"precision": 1.0, "recall": 1.0} for group in ("denials", "denials, clear", "denials, half A")
    }
    assert run.denials(pairs, tmp_path / "nowhere") == {}


def test_the_labelled_denials_hold_no_words() -> None:
    rows = [json.loads(line) for line in (BENCH / "denials.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {key for row in rows for key in row} == {"half", "set", "a", "b", "disputes", "doubtful"}
    assert {key for row in rows for s in "ab" for key in row[s]} == {*side("a", TEXT, CONTENT), "kind"}
    assert {row["set"] for row in rows} <= run.SETS.keys()


def test_texts_without_a_day_are_read_by_their_number() -> None:
    assert [(of.id, of.text) for of in run.articles_of({"bodies": {"3": "One.", "4": "Two."}})] == [
        ("3", "One."),
        ("4", "Two."),
    ]
    assert run.articles_of({"headline": "h", "body": "3", "stance": "agree"}) == []


def test_pairs_of_neither_half_are_a_group_of_their_own(articles: Path) -> None:
    pairs = articles / "pairs.jsonl"
    pairs.write_text(pairs.read_text(encoding="utf-8").replace('"half": "A"', '"half": "more"'), encoding="utf-8")
    assert {pair.groups for pair in run.read_pairs(pairs, articles)} == {("more", "more, clear")}


def test_a_text_other_than_labelled_is_refused(articles: Path) -> None:
    pairs = articles / "pairs.jsonl"
    pairs.write_text(pairs.read_text(encoding="utf-8").replace('"hash": "', '"hash": "0'), encoding="utf-8")
    command = [sys.executable, str(BENCH / "run.py"), "--cases", str(pairs), "--articles", str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "are not as labelled" in done.stderr) == (2, True)


def test_the_labelled_pairs_hold_no_words_and_halves_are_even() -> None:
    rows = [json.loads(line) for line in (BENCH / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {key for row in rows for key in row} == {"half", "set", "a", "b", "same", "kind", "doubtful"}
    assert {key for row in rows for s in "ab" for key in row[s]} <= {*side("a", TEXT, CONTENT), "assertion"}
    assert [
        sum(row["half"] == half and row["same"] is same for row in rows) for half in "AB" for same in (True, False)
    ] == [100] * 4
    assert all((row["kind"] is None) is row["same"] for row in rows)


def test_the_further_pairs_hold_no_words_and_are_none_of_the_halves() -> None:
    rows, halves = (
        [json.loads(line) for line in (BENCH / name).read_text(encoding="utf-8").splitlines()]
        for name in ("more.jsonl", "pairs.jsonl")
    )
    assert {key for row in rows for key in row} == {"half", "set", "a", "b", "same", "doubtful"}
    assert {key for row in rows for s in "ab" for key in row[s]} == {*side("a", TEXT, CONTENT)}
    assert {row["half"] for row in rows} == {"more"}
    known = {frozenset((row["a"]["hash"], row["b"]["hash"])) for row in halves}
    assert known.isdisjoint(frozenset((row["a"]["hash"], row["b"]["hash"])) for row in rows)
