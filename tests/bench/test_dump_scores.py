"""The scorer of dumps: blocks find their lines, and counts give known figures."""

from __future__ import annotations

import pytest
from bench.dumps import run, scores
from bench.dumps.scores import Judged
from hypothesis import given
from hypothesis import strategies as st

LINES = ["Menu", "Storm hits the coast", "", "• The first long paragraph of this story.", "Menu", "It ended at noon."]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["Storm hits the coast"], [{1}]),
        (["Storm  hits\nthe coast"], [{1}]),
        (["The first long paragraph of this story."], [{3}]),
        (["Storm hits the coast", "Menu"], [{1}, {0}]),
        (["Menu", "Menu", "Menu"], [{0}, {4}, set()]),
        (["Nothing of the sort stands here at all."], [set()]),
    ],
)
def test_a_block_finds_the_line_it_is_made_of(blocks: list[str], expected: list[set[int]]) -> None:
    assert scores.aligned(LINES, blocks) == expected


def test_a_paragraph_put_together_again_finds_all_its_lines() -> None:
    lines = ["Home", "This paragraph was cut by a mail program", "after each forty letters or so, and", "it ends here."]
    assert scores.aligned(lines, [" ".join(lines[1:])]) == [{1, 2, 3}]


def test_a_repeated_line_is_taken_where_the_text_has_come_to() -> None:
    lines = ["A line.", "Some other line.", "A line.", "The last of the lines."]
    assert scores.aligned(lines, ["First.", "Some other line.", "A line."]) == [frozenset(), {1}, {2}]


@given(st.lists(st.text("ab \n", max_size=6)), st.lists(st.text("ab \n", min_size=1, max_size=6)))
def test_no_line_is_used_twice(lines: list[str], blocks: list[str]) -> None:
    taken = [at for found in scores.aligned(lines, blocks) for at in found]
    assert len(taken) == len(set(taken))
    assert all(0 <= at < len(lines) for at in taken)


@given(st.lists(st.text("abc ", min_size=1, max_size=8).filter(str.strip), unique_by=scores.squeezed))
def test_all_lines_as_blocks_find_themselves(lines: list[str]) -> None:
    assert scores.aligned(lines, lines) == [frozenset({at}) for at in range(len(lines))]


def judged(labels: list[str], kept: set[int], as_body: set[int] | None = None) -> Judged:
    lines = [f"word{at} of line {at}" for at in range(len(labels))]
    return Judged(lines, labels, frozenset(kept), frozenset(kept if as_body is None else as_body))


def test_body_like_lines_are_body_subhead_and_summary() -> None:
    page = judged(["body", "subhead", "summary", "boiler"], {0, 1, 2})
    measured = scores.figures([page])
    assert (measured["line P"], measured["line R"], measured["line F1"], measured["page F1"]) == (1, 1, 1, 1)


def test_boilerplate_kept_costs_precision_and_a_body_line_left_out_costs_recall() -> None:
    measured = scores.figures([judged(["body", "body", "boiler", "boiler"], {0, 2})])
    assert (measured["line P"], measured["line R"], measured["line F1"]) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("label", ["title", "byline", "caption", "credit"])
def test_what_is_apart_counts_neither_way_but_strictly(label: str) -> None:
    labels = ["body", label]
    free = scores.figures([judged(labels, {0, 1})])
    apart = scores.figures([judged(labels, {0, 1}, {0})])
    assert (free["line F1"], free["page F1"], apart["line F1, strict"]) == (1, 1, 1)
    assert free["line F1, strict"] == pytest.approx(2 / 3)


def test_line_counts_are_summed_and_page_figures_averaged() -> None:
    right, nothing = judged(["body"], {0}), judged(["body"] * 3, set())
    measured = scores.figures([right, nothing])
    assert (measured["line R"], measured["page F1"]) == (0.25, 0.5)


def test_a_dump_without_an_article_of_which_nothing_is_kept_is_right() -> None:
    assert scores.page_f1(judged(["boiler"], set())) == 1


def test_what_is_kept_is_told_by_label() -> None:
    pages = [judged(["body", "boiler"], {0}), judged(["body", "blank"], {1})]
    assert scores.kept_by_label(pages) == {"body": 0.5, "boiler": 0}


CASE = run.Case(
    "a",
    "en",
    "none",
    ["Menu", "", "The council met for nine hours on Monday and then voted to close the old bridge."],
    [],
)


def test_the_peers_keep_what_they_say() -> None:
    case = CASE._replace(labels=["boiler", "blank", "body"])
    assert run.by_keeping_all(case).kept == {0, 2}
    assert run.by_plain_rule(case).kept == {2}


def test_the_reader_is_judged_by_its_text() -> None:
    paragraphs = [
        "The council met for nine hours on Monday and then voted to close the old bridge to all cars.",
        "“Nobody was asked,” said the owner of the ferry, who had come with some thirty of his neighbours.",
        "The vote was close, seven to six, and a second one is to follow in the autumn of next year.",
    ]
    found = run.by_onrecord(CASE._replace(lines=["Menu", "Log in", *paragraphs], labels=["boiler"] * 2 + ["body"] * 3))
    assert found.kept == found.as_body == {2, 3, 4}


def test_a_rejected_dump_keeps_nothing() -> None:
    assert run.by_onrecord(CASE._replace(lines=["Menu"], labels=["boiler"])).kept == frozenset()


def test_groups_hold_every_case_once_each_way() -> None:
    cases = [CASE, CASE._replace(language="de"), CASE._replace(converter="other")]
    assert run.groups(cases) == {"all": [0, 1, 2], "none": [0, 1], "other": [2], "en": [0, 2], "de": [1]}
