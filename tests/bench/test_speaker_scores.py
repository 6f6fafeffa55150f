"""The benchmark of speakers: what counts as the same name, as found and as right, on an article of our own."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from bench.attribution.run import Case
from bench.speakers.run import Page, by_words, found_for, persons_in
from bench.speakers.scores import (
    Answer,
    Judged,
    Label,
    Verdict,
    figures,
    fits,
    folded,
    judged,
    read_labels,
    same,
    without_title,
    words_of,
)
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Attribution, Span, SpeakerKind

BENCH = Path(__file__).parents[2] / "bench" / "speakers"
TEXT = "The harbour is shut, Mayor Ana Ruiz said on Monday.\nShe said that the ferry would sail from the old quay."
#       0                    21             36                 52       61                                        103
SHE = [[52, 55]]
ANA = [[21, 35]]
FERRY = [[61, 103]]


def label(**changed: Any) -> Label:  # noqa: ANN401 -- any field of a label
    """`She` of the article, who is Ana Ruiz."""
    digest = hashlib.sha256(words_of(changed.get("source", SHE), TEXT).encode()).hexdigest()[:12]
    fields: dict[str, Any] = {
        "article": "a",
        "source": SHE,
        "content": FERRY,
        "words": digest,
        "stratum": "pronoun",
        "kinds": ("person",),
        "names": ("Ana Ruiz",),
    }
    return Label(**(fields | changed))


def attribution(source: list[list[int]], content: list[list[int]]) -> Attribution:
    """One that a reader may have found."""
    return Attribution(
        id="a1",
        source=tuple(Span(*span) for span in source),
        cue=(Span(56, 60),),
        content=tuple(Span(*span) for span in content),
        speaker=None,
        act="say",
        form="indirect",
        factuality="CT+",
    )


def test_the_spans_of_this_file_are_what_they_are_said_to_be() -> None:
    assert [words_of(spans, TEXT) for spans in (ANA, SHE)] == ["Mayor Ana Ruiz", "She"]
    assert words_of(FERRY, TEXT) == "that the ferry would sail from the old qua"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Harbour Board", "harbour board"),
        ("U.S. Coast Guard’s", "us coast guard"),
        ("Ana Ruiz' office", "ana ruiz office"),
        ("Ana\xa0Ruiz", "ana ruiz"),
        ("", ""),
    ],
)
def test_case_articles_and_punctuation_are_no_part_of_a_name(name: str, expected: str) -> None:
    assert folded(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mr. Ruiz", "ruiz"),
        ("Mayor Ana Ruiz", "ana ruiz"),
        ("Ana Ruiz, the mayor", "ana ruiz"),
        ("Sen. Ana Ruiz (I-Vt.)", "ana ruiz"),
        ("Harbour Board spokeswoman Ana Ruiz", "ana ruiz"),
        ("the mayor", "mayor"),
        ("a spokeswoman for Ana Ruiz", "for ana ruiz"),
        ("Ana Ruiz's brother", "ana ruiz brother"),
        ("(unnamed)", "unnamed"),
    ],
)
def test_office_and_title_are_no_part_of_a_persons_name_and_another_person_is(name: str, expected: str) -> None:
    assert without_title(name) == expected


@pytest.mark.parametrize(
    ("one", "other", "person", "expected"),
    [
        ("Mayor Ana Ruiz", "ana ruiz", True, True),
        ("Mayor Ana Ruiz", "ana ruiz", False, False),
        ("Ruiz", "Ana Ruiz", True, False),
        ("a spokeswoman for Ana Ruiz", "Ana Ruiz", True, False),
        ("the family, neighbours and a priest", "the family", False, False),
        ("...", "-", True, True),
        ("", "Ana", True, False),
    ],
)
def test_two_names_are_the_same(one: str, other: str, person: bool, expected: bool) -> None:  # noqa: FBT001 -- a table
    assert same(one, other, person=person) is expected


@given(st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_sameness_has_no_direction_and_every_name_is_itself(one: str, other: str, person: bool) -> None:  # noqa: FBT001 -- drawn
    assert same(one, other, person=person) == same(other, one, person=person)
    assert same(one, one, person=person)


@given(st.text(max_size=30))
def test_a_folded_name_is_folded(name: str) -> None:
    assert folded(folded(name)) == folded(name)


OPEN = label(names=(), kinds=("unknown",), as_worded=True)
RELAYED = label(names=("Herald",), chains=(("Herald", "Ana Ruiz"),))


@pytest.mark.parametrize(
    ("of", "answer", "expected"),
    [
        (label(), Answer("Ana Ruiz"), "right"),
        (label(), Answer("Mayor Ana Ruiz", "person"), "right"),
        (label(), Answer("Ruiz", "person"), "wrong"),
        (label(), Answer("Leo Marsh", "person"), "wrong"),
        (label(), Answer("She", "person"), "unresolved"),
        (label(), Answer("Leo Marsh", "unknown"), "unresolved"),
        (label(), None, "unresolved"),
        (OPEN, Answer("she", "unknown"), "right"),
        (OPEN, Answer("she"), "right"),
        (OPEN, Answer("whoever", "unknown"), "right"),
        (OPEN, Answer("Ana Ruiz", "person"), "wrong"),
        (OPEN, None, "unresolved"),
        (RELAYED, Answer("Herald", "outlet"), "right"),
        (RELAYED, Answer("Ana Ruiz", "person", ("The Herald",)), "right"),
        (RELAYED, Answer("Ana Ruiz", "person"), "wrong"),
        (RELAYED, Answer("Ana Ruiz", "person", ("Courier",)), "wrong"),
        (RELAYED, Answer("Ana Ruiz", "person", ("Courier", "Herald")), "wrong"),
    ],
)
def test_an_answer_is_right_leaves_open_or_names_another(of: Label, answer: Answer | None, expected: Verdict) -> None:
    assert judged(of, answer, "She") == expected


@pytest.mark.parametrize(
    ("attributions", "expected"),
    [
        ([], None),
        ([attribution(SHE, FERRY)], 0),
        ([attribution(ANA, FERRY)], None),
        ([attribution([[36, 55]], FERRY)], 0),
        ([attribution(SHE, [[61, 70]])], None),
        ([attribution(SHE, [[66, 103]]), attribution(SHE, FERRY)], 1),
        ([attribution(SHE, FERRY), attribution([[36, 55]], FERRY)], 0),
        ([attribution(SHE, FERRY), attribution(SHE, FERRY)], 0),
    ],
)
def test_the_attribution_most_like_the_labels_is_its_own(attributions: list[Attribution], expected: int | None) -> None:
    found = found_for(label(), TEXT, attributions)
    assert found is (None if expected is None else attributions[expected])


SENTENCES = [
    [[21, 26, "mayor", "NN", "O"], [27, 30, "Ana", "NNP", "PERSON"], [31, 35, "Ruiz", "NNP", "PERSON"]],
    [[52, 55, "she", "PRP", "O"]],
]


def test_a_persons_name_is_a_run_of_tokens_and_ends_with_its_sentence() -> None:
    assert persons_in(SENTENCES) == [(27, 35)]
    assert persons_in([[row] for row in SENTENCES[0]]) == [(27, 30), (31, 35)]
    assert persons_in([]) == []


@pytest.mark.parametrize(
    ("source", "persons", "expected"),
    [
        (SHE, [(27, 35)], "Ana Ruiz"),
        (SHE, [(27, 35), (70, 75)], "Ana Ruiz"),
        (SHE, [], "She"),
        (ANA, [(0, 11)], "Mayor Ana Ruiz"),
    ],
)
def test_the_peer_takes_the_words_and_for_a_pronoun_the_person_before(
    source: list[list[int]], persons: list[tuple[int, int]], expected: str
) -> None:
    row = Judged(label(source=source), found=True, answer=None, words=words_of(source, TEXT))
    case = Page(Case("a", TEXT, []), persons)
    assert by_words(row, case).answer == Answer(expected)


ROWS = [
    Judged(label(), found=True, answer=Answer("Ana Ruiz", "person"), words="She"),
    Judged(label(), found=True, answer=Answer("She", "unknown"), words="She"),
    Judged(label(), found=False, answer=None, words="She"),
    Judged(label(ambiguous=True, stratum="group"), found=True, answer=Answer("Leo", "group"), words="She"),
    Judged(RELAYED, found=True, answer=Answer("Ana Ruiz", "person", ("Herald",)), words="She"),
]


@pytest.mark.parametrize(
    ("group", "metric", "expected"),
    [
        ("all", "labels", 5),
        ("all", "found", 4 / 5),
        ("all", "right", 2 / 3),
        ("all", "unresolved", 1 / 3),
        ("all", "right, ambiguous too", 2 / 4),
        ("all", "found and right", 2 / 5),
        ("all", "kind", 2 / 4),
        ("all", "chain", 1),
        ("pronoun", "found", 3 / 4),
        ("group", "right, ambiguous too", 0),
    ],
)
def test_shares_are_of_what_they_are_said_to_be_of(group: str, metric: str, expected: float) -> None:
    assert figures(ROWS)[group][metric] == pytest.approx(expected)


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert math.isnan(figures(ROWS)["group"]["right"])
    assert math.isnan(figures([])["all"]["right"])


LABELS = read_labels(BENCH / "labels.jsonl")


def test_there_are_150_labels_of_every_stratum_and_at_most_four_an_article() -> None:
    assert len(LABELS) == 150
    assert max(Counter(each.article for each in LABELS).values()) == 4
    assert {s: n for s, n in Counter(each.stratum for each in LABELS).items() if n >= 10}.keys() >= {
        "pronoun",
        "description",
        "short name",
        "full name",
        "group",
        "outlet or document",
    }


def test_no_attribution_is_labelled_twice() -> None:
    assert len({(each.article, str(each.source), str(each.content)) for each in LABELS}) == len(LABELS)


@pytest.mark.parametrize("each", LABELS, ids=lambda each: f"{each.article[:24]}-{each.source[0][0]}")
def test_a_label_can_be_answered_and_holds_names_not_sentences(each: Label) -> None:
    assert each.names or each.as_worded
    assert each.kinds
    assert set(each.kinds) <= set(get_args(SpeakerKind))
    assert len(each.words) == 12
    assert all(start < end for start, end in [*each.source, *each.content])
    assert each.source == sorted(each.source)
    written = [*each.names, *each.candidates, *(name for chain in each.chains for name in chain)]
    assert all(0 < len(name.split()) <= 11 for name in written)
    accepted = [Answer(name) for name in each.names]
    assert all(judged(each, answer, "\n") == "right" for answer in accepted)
    assert all(len(chain) > 1 for chain in each.chains)


def test_a_label_fits_the_text_it_was_made_for_alone() -> None:
    assert fits(label(), TEXT)
    assert not fits(label(), TEXT.replace("She", "Ana"))


def run(tmp_path: Path, text: str, *options: str, script: str = "run.py") -> subprocess.CompletedProcess[str]:
    """The benchmark on one article of that text and the label of `She`."""
    cases, labels = tmp_path / "cases.jsonl.gz", tmp_path / "labels.jsonl"
    row = {"id": "a", "text": text, "attributions": {"x": []}, "sentences": SENTENCES}
    cases.write_bytes(gzip.compress(json.dumps(row).encode()))
    kept = label()
    written = {name: getattr(kept, name) for name in Label.__slots__}
    labels.write_text(json.dumps(written) + "\n", encoding="utf-8")
    given = ["--cases", str(cases), *(["--labels", str(labels)] if script == "run.py" else [])]
    command = [sys.executable, str(BENCH / script), *given, *options]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_reader_and_peer_are_measured_in_one_run(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    done = run(tmp_path, TEXT, "--show", "--json", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("speakers right ")
    measured = json.loads(out.read_text(encoding="utf-8"))
    assert set(measured) == {"onrecord", "words as they stand"}
    assert measured["onrecord"]["figures"]["all"]["found"] == 1
    assert measured["words as they stand"]["figures"]["all"]["right"] == 1


def test_a_text_that_was_not_labelled_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, TEXT.replace("She", "Ana"))
    assert done.returncode == 2
    assert "not the text that was labelled" in done.stderr


def test_where_no_labelled_article_is_among_the_cases_nothing_falls_short(tmp_path: Path) -> None:
    done = run(tmp_path, TEXT, script="gate.py")
    assert done.returncode == 0, done.stdout
    assert "none of the labelled articles" in done.stderr


@pytest.mark.parametrize("name", ["run.py", "gate.py"])
def test_given_cases_that_are_missing_are_wrong_usage(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / name), "--cases", str(tmp_path / "none.jsonl.gz")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no cases at" in done.stderr


def test_floors_are_of_figures_that_are_measured_and_are_shares_in_three_digits() -> None:
    floors = json.loads((BENCH / "floors.json").read_text(encoding="utf-8"))
    measured = figures(ROWS)
    for group, metrics in floors.items():
        assert set(metrics) <= set(measured[group])
        assert all(0 < floor <= 1 and floor == round(floor, 3) for floor in metrics.values())
