"""The factuality benchmark's scorer, peer and draw, on texts small enough to judge by hand."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from bench.attribution.run import Case, tokens_of
from bench.factuality import by_words, draw, on_meantime, run, scores

from onrecord.model import Assertion, Attribution, Reading, Span

BENCH = Path(__file__).parents[2] / "bench" / "factuality"
TEXT = "Ana Ruiz said the old bridge may close. It was shut in May."
CONTENT = (14, 38)
EIGHT = {"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"}


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (["a", "b"], ["a", "b"], 1.0),
        (["a", "b"], ["b", "a"], 0.0),
        (["a", "a", "a", "b"], ["a", "a", "a", "a"], (6 / 7 + 0) / 2),
        (["a", "a"], ["a", "c"], 2 / 3),
    ],
)
def test_macro_f1_is_the_mean_over_the_classes_of_the_gold(gold: list[str], found: list[str], expected: float) -> None:
    assert scores.macro_f1(gold, found) == pytest.approx(expected)


def test_of_nothing_there_is_no_figure() -> None:
    assert math.isnan(scores.macro_f1([], []))
    assert scores.majority([]) == []
    assert math.isnan(scores.word_figures([[]], [[]])["words P"])


@pytest.mark.parametrize(
    ("value", "certainty", "polarity"), [("CT+", "CT", "+"), ("PS-", "PS", "-"), ("CTu", "CT", "u"), ("Uu", "U", "u")]
)
def test_a_value_says_how_certain_and_which_way(value: str, certainty: str, polarity: str) -> None:
    assert (scores.certainty(value), scores.polarity(value)) == (certainty, polarity)


def test_the_gold_itself_is_perfect_and_the_commonest_value_is_not() -> None:
    gold = ["CT+", "CT+", "CT-", "Uu"]
    assert set(scores.figures(gold, gold).values()) == {1.0}
    commonest = scores.figures(gold, scores.majority(gold))
    assert commonest["accuracy"] == 0.5
    assert commonest["certainty F1"] == pytest.approx((6 / 7) / 2)
    assert commonest["polarity F1"] == pytest.approx((2 / 3) / 3)


def test_certainty_and_polarity_are_scored_as_marked_and_the_value_as_factbank_has_it() -> None:
    scored = scores.figures(["PS+"], ["PS+"], ["PSu"])
    assert (scored["accuracy"], scored["certainty F1"], scored["polarity F1"]) == (1, 1, 0)


def test_words_are_found_where_they_overlap() -> None:
    scored = scores.word_figures([[(0, 5), (10, 12)], []], [[(4, 8)], [(0, 3)]])
    assert scored == {"words P": 0.5, "words R": 0.5}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the bridge is shut", "CT+"),
        ("the bridge is not shut", "CT-"),
        ("the bridge isn’t shut", "CT-"),
        ("the bridge may not be shut", "PS-"),
        ("the bridge is probably shut", "PR+"),
        ("Is it shut?", "Uu"),
        ("called for it not to be shut", "Uu"),
        ("maybe it will be, if it rains", "Uu"),
    ],
)
def test_the_peer_goes_by_the_words_alone(text: str, value: str) -> None:
    assert by_words.value_of(text, [(0, len(text))])[0] == value


def test_the_peer_looks_in_the_spans_only_and_gives_their_words_back() -> None:
    text = "perhaps | it may be | never"
    assert by_words.value_of(text, [(10, 19)]) == ("PS+", [(13, 16)])


def attribution(name: str, *content: tuple[int, int], value: str = "PS+") -> Attribution:
    spans = tuple(Span(*piece) for piece in content)
    assert value in EIGHT
    return Attribution(
        id=name,
        source=(Span(0, 8),),
        cue=(Span(9, 13),),
        content=spans,
        speaker=None,
        act="say",
        form="indirect",
        factuality="PS+" if value == "PS+" else "Uu",
        hedges=(Span(29, 32),),
    )


READING = Reading("a", "invented", (attribution("a1", CONTENT),), (Assertion("s1", Span(40, 59), "CT+"),))


def label(content: list[tuple[int, int]], value: str = "PS+") -> run.Label:
    return run.Label("a", content, run.hash_of(TEXT, content), value, [(29, 32)], ambiguous=False, part="held")


@pytest.mark.parametrize(("content", "found"), [([CONTENT], True), ([(14, 28)], True), ([(33, 38)], False)])
def test_a_content_is_found_that_shares_half_of_its_words(content: list[tuple[int, int]], found: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert (run.nearest(label(content), READING, tokens_of(TEXT)) is not None) == found


def test_the_nearest_of_several_contents_is_taken() -> None:
    both = Reading("a", "invented", (attribution("far", (14, 32)), attribution("near", CONTENT)))
    found = run.nearest(label([CONTENT]), both, tokens_of(TEXT))
    assert found
    assert found.id == "near"


def test_figures_are_of_what_is_found_and_shares_of_all() -> None:
    labels = [label([CONTENT]), label([(33, 38)]), label([(14, 32)], "CT+")]
    judged = run.judge_labels(labels, {"a": Case("a", TEXT, [])}, {"a": READING})
    result = run.measure(judged, run.asked_of(labels, [], judged))
    own = result["onrecord"]["figures"]["hand, held"]
    assert result["counts"]["hand, held"] == [2, 3]
    assert own["accuracy"] == 0.5
    assert own["found"] == pytest.approx(2 / 3)
    assert own["right of all"] == pytest.approx(1 / 3)
    assert own["words P"] == own["words R"] == 1
    assert own["over majority"] == 0
    assert math.isnan(result["onrecord"]["figures"]["MEANTIME, main events"]["mean F1"])


def test_a_label_whose_words_have_changed_is_refused() -> None:
    labels = [label([CONTENT])]
    assert run.strays(labels, {"a": Case("a", TEXT, [])}) == []
    assert run.strays(labels, {"a": Case("a", TEXT.replace("old", "new"), [])}) == ["a"]
    assert run.strays(labels, {}) == ["a"]


def event(start: int, words: str, marked: str = "CT+", *, verb: bool = True) -> on_meantime.Event:
    return on_meantime.Event((start, start + len(words)), marked, verb)


@pytest.mark.parametrize(
    ("marked", "value"), [("CT+", "CT+"), ("CT-", "CT-"), ("CTu", "CTu"), ("PSu", "PS+"), ("PRu", "PR+"), ("U+", "Uu")]
)
def test_pairs_that_factbank_lacks_become_its_values(marked: str, value: str) -> None:
    assert event(0, "shut", marked).value == value


def test_events_stand_in_a_content_or_an_assertion_and_the_first_verb_is_the_main_one() -> None:
    said, bridge, close, shut = event(9, "said"), event(22, "bridge", verb=False), event(33, "close"), event(47, "shut")
    placed = on_meantime.place([said, bridge, close, shut], READING)
    assert [(p.event, p.unit.id, p.main) for p in placed] == [
        (bridge, "a1", False),
        (close, "a1", True),
        (shut, "s1", True),
    ]


def test_an_event_stands_in_the_shortest_content_and_a_lone_noun_is_the_main_event() -> None:
    both = Reading("a", "invented", (attribution("long", (14, 59)), attribution("short", CONTENT)))
    placed = on_meantime.place([event(22, "bridge", verb=False)], both)
    assert [(p.unit.id, p.main) for p in placed] == [("short", True)]


def test_the_draw_is_seeded_and_takes_five_of_an_article_at_most() -> None:
    spans = [(14, 17), (14, 21), (14, 28), (18, 28), (14, 32), (14, 38), (18, 38), (22, 38)]
    gold: list[dict[str, list[list[int]]]] = [{"cue": [[9, 13]], "content": [list(span)]} for span in spans]
    cases = [Case(f"c{n}", TEXT, gold) for n in range(8)]
    rows = list(draw.rows(cases, 10))
    assert rows == list(draw.rows(cases, 10))
    assert [sum(row["stratum"] == name for row in rows) for name in ("random", "marked")] == [10, 10]
    assert all(row["content"][0][1] >= 32 for row in rows if row["stratum"] == "marked")
    articles = [row["article"] for row in rows]
    assert max(articles.count(name) for name in articles) <= 5
    halves = {part: {row["article"] for row in rows if row["part"] == part} for part in ("tune", "held")}
    assert not halves["tune"] & halves["held"]


def test_the_labels_are_factbanks_values_with_words_and_no_article_in_both_parts() -> None:
    rows = [json.loads(line) for line in (BENCH / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 200
    assert {row["value"] for row in rows} <= EIGHT
    assert all(start < end for row in rows for start, end in row["words"])
    halves = {part: {row["article"] for row in rows if row["part"] == part} for part in ("tune", "held")}
    assert not halves["tune"] & halves["held"]
    plain = {"article", "content", "hash", "value", "words", "ambiguous", "stratum", "part"}
    assert all(set(row) == plain for row in rows)


def cases_in(folder: Path) -> tuple[Path, Path, Path]:
    """One article of our own with its label, and a page of two events."""
    found = {"source": [[0, 8]], "cue": [[9, 13]], "content": [list(CONTENT)]}
    cases, labels, meantime = (folder / name for name in ("cases.jsonl.gz", "labels.jsonl", "meantime.jsonl.gz"))
    case = {"id": "a", "text": TEXT, "attributions": {"x": [found]}}
    cases.write_bytes(gzip.compress(json.dumps(case).encode()))
    labels.write_text(json.dumps(label([CONTENT])._asdict()))
    events = [
        {"span": [33, 38], "certainty": "POSSIBLE", "polarity": "UNDERSPECIFIED", "pos": "VERB"},
        {"span": [47, 51], "certainty": "CERTAIN", "polarity": "POS", "pos": "VERB"},
        {"span": [9, 13], "pos": "VERB"},
    ]
    meantime.write_bytes(gzip.compress(json.dumps({"id": "m", "text": TEXT, "events": events}).encode()))
    return cases, labels, meantime


def test_all_is_measured_in_one_run(tmp_path: Path) -> None:
    cases, labels, meantime = cases_in(tmp_path)
    out = tmp_path / "figures.json"
    given = {"--cases": cases, "--labels": labels, "--meantime": meantime, "--json": out}
    command = [sys.executable, str(BENCH / "run.py"), "--show", *(str(part) for pair in given.items() for part in pair)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "hand, held: 1 of 1 found" in done.stdout
    measured = json.loads(out.read_text())
    assert measured["counts"]["MEANTIME, all events"][1] == 2
    assert set(run.SYSTEMS) < set(measured)


@pytest.mark.parametrize("option", ["--cases", "--labels", "--meantime"])
def test_missing_files_are_an_error(option: str, tmp_path: Path) -> None:
    cases, labels, _ = cases_in(tmp_path)
    given = {"--cases": cases, "--labels": labels} | {option: tmp_path / "none"}
    command = [sys.executable, str(BENCH / "run.py"), *(str(part) for pair in given.items() for part in pair)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is nothing at" in done.stderr


def test_the_gate_says_that_missing_cases_are_not_measured(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "gate.py"), "--cases", str(tmp_path / "none")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "not measured" in done.stderr


def test_floors_are_shares_of_figures_that_are_measured() -> None:
    floors = json.loads((BENCH / "floors.json").read_text(encoding="utf-8"))
    known = {*run.METRICS, "found", "right of all"}
    assert set(floors) <= {"hand, held", "MEANTIME, main events", "MEANTIME, all events"}
    assert all(set(metrics) <= known for metrics in floors.values())
    assert all(0 < floor <= 1 and floor == round(floor, 3) for metrics in floors.values() for floor in metrics.values())
