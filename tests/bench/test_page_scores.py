"""The scorer of pages: known pairs give known figures."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bench.pages import run, scores
from bench.pages.scores import Page
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

GOLD = Page("The mayor spoke on Monday.\nNobody asked why.", "A Mayor Speaks", ("Ana Ruiz",), "2024-05-01")


def figures(*found: Page, gold: Page = GOLD, outlet: str = "Herald") -> dict[str, float]:
    return scores.figures([(gold, page) for page in found], [outlet] * len(found))


def test_the_gold_itself_is_right_in_everything() -> None:
    measured = figures(GOLD)
    assert {measured[name] for name in ("body F1", "body exact", "title exact", "authors", "date")} == {1.0}


def test_an_empty_page_has_no_precision_to_average() -> None:
    measured = figures(GOLD, Page("", "", (), ""))
    assert (measured["body P"], measured["body R"], measured["body exact"]) == (1.0, 0.5, 0.5)


def test_body_f1_counts_four_grams() -> None:
    measured = scores.body_figures([("a b c d e", "a b c d x")])
    assert measured["body P"] == measured["body R"] == measured["body F1"] == pytest.approx(0.5)


def test_precision_and_recall_are_averaged_before_f1() -> None:
    measured = scores.body_figures([("a b c d", "a b c d e f g"), ("a b c d e f g", "a b c d")])
    assert measured["body P"] == measured["body R"] == measured["body F1"] == pytest.approx(0.625)


@pytest.mark.parametrize(
    ("found", "exact", "words"),
    [
        ("One  two\nthree four.", 1.0, 1.0),
        ("One two three four", 0.0, 1.0),
        ("one two three four.", 0.0, 0.0),
        ("One two three four. Five", 0.0, 0.0),
    ],
)
def test_exact_folds_white_space_only(found: str, exact: float, words: float) -> None:
    measured = scores.body_figures([("One two three four.", found)])
    assert (measured["body exact"], measured["body words exact"]) == (exact, words)


@pytest.mark.parametrize(
    ("title", "exact", "words"),
    [("a  mayor\tSPEAKS", 1, 1), ("A mayor speaks!", 0, 1), ("A mayor speaks | Herald", 0, 0), ("", 0, 0)],
)
def test_titles_fold_case_and_white_space(title: str, exact: float, words: float) -> None:
    measured = figures(GOLD._replace(title=title))
    assert (measured["title exact"], measured["title words exact"]) == (exact, words)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (("Ana Ruiz", "Bo Li"), ("bo li", "Ana  Ruiz"), 1),
        (("Ana Ruiz", "Bo Li"), ("Ana Ruiz",), 0),
        (("Ana Ruiz",), ("Ana Ruiz", "Herald"), 0),
        (("Ana Ruiz",), (), 0),
    ],
)
def test_authors_are_compared_as_sets(gold: tuple[str, ...], found: tuple[str, ...], right: float) -> None:
    assert figures(GOLD._replace(authors=found), gold=GOLD._replace(authors=gold))["authors"] == right


def test_authors_are_invented_only_where_gold_has_none() -> None:
    unsigned = GOLD._replace(authors=())
    measured = figures(GOLD, unsigned, gold=unsigned)
    assert measured["no author invented"] == 0.5
    assert math.isnan(measured["authors"])


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Ana Ruiz", True),
        ("dpa", False),
        ("Associated Press", False),
        ("The Herald", False),
        ("herald.com", False),
        ("Herald-Redaktion", False),
        ("MND Staff", False),
        ("Jan-Ove Stafford", True),
    ],
)
def test_agencies_desks_and_the_outlet_are_no_persons(name: str, is_one: bool) -> None:  # noqa: FBT001 -- a table
    assert scores.persons([name], "Herald") == ((name,) if is_one else ())


def test_dates_are_compared_to_the_day() -> None:
    assert figures(GOLD._replace(day="2024-05-01T23:10:00Z"), GOLD._replace(day="2024-05-02"))["date"] == 0.5


def test_the_body_is_all_but_the_systems_own_title() -> None:
    assert scores.body_of(["A  Mayor speaks", "- One.", "", "He said - well - no."], "A mayor speaks") == (
        "One.\nHe said - well - no."
    )


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The mayor of the town said on Monday that it was for the good of all.", True),
        ("Der Bürgermeister der Stadt sagte am Montag, es sei zum Wohl aller.", False),
        ("", False),
    ],
)
def test_english_is_told_by_its_function_words(text: str, english: bool) -> None:  # noqa: FBT001 -- a table
    assert scores.is_english(text) is english


@given(st.text(), st.text())
def test_figures_of_a_body_are_shares_and_the_same_both_ways(one: str, other: str) -> None:
    there, back = scores.body_figures([(one, other)]), scores.body_figures([(other, one)])
    measured = [value for value in there.values() if not math.isnan(value)]
    assert all(0 <= value <= 1 + 1e-9 for value in measured)
    assert there["body exact"] == back["body exact"]


def test_versions_go_with_pages_in_order(tmp_path: Path) -> None:
    names = ["V1", "V1_1", "V2", "V9", "V10"]
    assert sorted(set(names), key=run.version_order) == names
    assert all(run.version_order(a) < run.version_order(b) for a, b in pairwise(names))
    assert list(run.read_cases(tmp_path)) == []


def test_gold_holds_summary_subheadings_and_paragraphs() -> None:
    sections = [{"headline": [], "paragraphs": ["One.", "Two."]}, {"headline": ["Later"], "paragraphs": ["Three."]}]
    fields = {
        "body": {"summary": ["In short."], "sections": sections},
        "publishing_date": "2024-05-01 23:00:00+02:00",
        "title": "A title",
    }
    assert run.gold_page(fields) == Page("In short.\nOne.\nTwo.\nLater\nThree.", "A title", (), "2024-05-01")


@given(st.integers(1, 40), st.integers(1, 50))
def test_a_sample_is_spread_and_without_repeats(count: int, limit: int) -> None:
    cases = [run.Case(run.ROOT / str(n), "en", GOLD) for n in range(count)]
    chosen = run.sample(cases, limit)
    assert len(chosen) == len(set(chosen)) == min(count, limit)
    assert chosen == run.sample(cases, limit)
