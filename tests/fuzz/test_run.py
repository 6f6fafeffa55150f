"""The harness finds what it is to find, goes on where it was stopped, and keeps what failed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from fuzz.run import State, failure, keep, noted, read_cases, resumed, run
from making import article, digest, said

from onrecord.cli._workers import Bounds, Read, Workers
from onrecord.model import Article, Block, Digest, Mention, Rejected, Span
from onrecord.pipeline import Tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.reader import Reader

HERE = Path(__file__).parents[1]
SCRIPT = HERE.parent / "fuzz" / "run.py"
CASES = HERE / "pages"
TOLD = article("Kurt Campbell said that the shells went by rail.\nNobody knew more.")
GOOD = digest(TOLD, said(TOLD, "the shells went by rail"))


def with_article(**changes: Any) -> Digest:  # noqa: ANN401 -- any of Article's fields
    return replace(GOOD, article=replace(TOLD, **changes))


def with_attribution(**changes: tuple[Span, ...]) -> Digest:
    changed = cast("Any", replace)(GOOD.reading.attributions[0], **changes)
    return replace(GOOD, reading=replace(GOOD.reading, attributions=(changed,)))


def with_mention(start: int, end: int) -> Digest:
    return replace(GOOD, reading=replace(GOOD.reading, mentions=(Mention(Span(start, end), "PER", "x"),)))


def misquoted() -> Digest:
    evidence = GOOD.evidence[0]
    return replace(GOOD, evidence=(replace(evidence, citation=replace(evidence.citation, quote="the shells flew")),))


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (GOOD, None),
        (Rejected("a.html", "no article found: links only"), None),
        (Rejected("a.html", "took longer than 5 s to read; it was given up"), None),
        (Rejected("a.html", "a fault in onrecord (KeyError: 1); please report the page"), "KeyError"),
        (Rejected("a.html", "the reader died on this page (SIGSEGV); please report the page"), "SIGSEGV"),
        (Rejected("a.html", "the reader was killed on this page; try again"), "killed"),
        (Rejected("a.html", "two\nlines"), "one line"),
        (Rejected("a.html", " "), "one line"),
        (with_article(blocks=()), "without blocks"),
        (with_article(blocks=TOLD.blocks[::-1]), "blocks out of order"),
        (with_article(blocks=(*TOLD.blocks, TOLD.blocks[-1])), "blocks out of order"),
        (with_article(blocks=(Block("paragraph", Span(0, 14)),)), "white space"),
        (with_article(blocks=(Block("paragraph", Span(0, 1_000)),)), "0 to 1000"),
        (with_article(blocks=(Block("paragraph", Span(4, 4)),)), "4 to 4"),
        (with_article(headline="\ud800"), "surrogate"),
        (with_article(authors=("Ann\udfff",)), "surrogate"),
        (with_article(text=TOLD.text.replace("N", "\x00")), "NUL"),
        (with_article(tags=("a", "b\x00")), "NUL"),
        (with_article(tags=("a", "\\\x00")), "NUL"),
        (with_article(tags=("a", r"the words \u0000 of a page on JSON")), None),
        (with_attribution(cue=(Span(20, 25), Span(4, 8))), "attribution out of order"),
        (with_attribution(content=(Span(-2, 5),)), "attribution at -2"),
        (with_mention(0, 5), "white space"),
        (with_mention(7, 3), "7 to 3"),
        (misquoted(), "cited"),
    ],
)
def test_a_broken_law_is_found_and_a_kept_one_is_not(page: Digest | Rejected, told: str | None) -> None:
    found = failure(Read(page))
    assert told in found if told and found else (found, told) == (None, None)


def test_a_reader_that_held_too_much_is_a_failure() -> None:
    assert failure(Read(GOOD, 0.1, 499_000_000)) is None
    assert failure(Read(GOOD, 0.1, 500_000_000)) == "the reader held 500 MB"


def test_a_state_counts_articles_reasons_and_extremes() -> None:
    state = State(1, "cases", 10)
    slow = Rejected("a", "took longer than 5 s to read; it was given up")
    reads = [Read(GOOD, 0.5, 90), Read(Rejected("a", "only 12 characters"), 2.0, 80), Read(slow, 5.0, 100)]
    kept = [noted(state, number, read) for number, read in enumerate(reads)]
    assert kept == [None, None, slow.reason]
    assert (state.done, state.articles, state.over_a_second) == (3, 1, 2)
    assert (state.slowest, state.slowest_page, state.peak, state.peak_page) == (5.0, 2, 100, 2)
    assert state.reasons == {"only … characters": 1, slow.reason: 1}
    assert (len(state.given_up), state.failures) == (1, [])


@pytest.mark.parametrize(
    ("reasons", "counted"),
    [
        (["needs more than 380 MB to read; it was given up"] * 2, "needs more than 380 MB to read; it was given up"),
        (["took longer than 5 s to read; it was given up"] * 2, "took longer than 5 s to read; it was given up"),
        (["only 12 characters", "only 2024 characters"], "only … characters"),
        (["damaged " + "x" * 80, "damaged " + "x" * 90], "damaged " + "x" * 52),
    ],
)
def test_reasons_are_counted_by_kind_with_the_bounds_and_without_the_pages_own_figures(
    reasons: list[str], counted: str
) -> None:
    state = State(1, "cases", 10)
    for number, reason in enumerate(reasons):
        noted(state, number, Read(Rejected("a", reason)))
    assert state.reasons == {counted: 2}


def test_a_run_goes_on_where_it_was_stopped_but_only_the_same_run(tmp_path: Path) -> None:
    stopped = State(1, "cases", 10, done=4)
    keep(stopped, tmp_path)
    assert resumed(State(1, "cases", 10), tmp_path) == stopped
    for other in (State(2, "cases", 10), State(1, "others", 10), State(1, "cases", 20)):
        assert resumed(other, tmp_path) == other


@pytest.mark.parametrize("content", ["", "[]", '{"seed": 1}', '{"no": 1}', None])
def test_a_damaged_or_missing_state_starts_anew(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "state.json").write_text(content, "utf-8")
    asked = State(1, "cases", 10)
    assert resumed(asked, tmp_path) == asked


def test_a_finished_run_starts_anew(tmp_path: Path) -> None:
    keep(State(1, "cases", 10, done=10), tmp_path)
    assert resumed(State(1, "cases", 10), tmp_path).done == 0


class Stumbling:
    """A reader with a fault that only some pages find."""

    def read(self, articles: list[Article]) -> list[Any]:
        raise KeyError(len(articles[0].text))


def told(state: State, folder: Path, tools: Callable[[], Tools]) -> State:
    with Workers(tools, Bounds(), 2) as workers:
        run(state, read_cases([CASES]), folder, workers)
    return state


def test_failing_pages_are_kept_and_said(tmp_path: Path) -> None:
    state = told(State(1, "cases", 40), tmp_path, lambda: Tools(cast("Reader", Stumbling())))
    assert len(state.failures) > 5
    assert len(state.failures) == len(list(tmp_path.glob("1-*")))
    assert json.loads((tmp_path / "state.json").read_text("utf-8"))["failures"] == state.failures


def test_a_run_in_two_parts_sees_what_a_run_in_one_sees(tmp_path: Path) -> None:
    # In processes of their own: a reader forked from here would begin with all that these tests ever held.
    def ran(folder: str, *pages: int) -> dict[str, Any]:
        for number in pages:
            command = [sys.executable, str(SCRIPT), "--pages", str(number), "--keep", str(tmp_path / folder)]
            subprocess.run([*command, "--cases", str(CASES)], capture_output=True, check=True)
        state: dict[str, Any] = json.loads((tmp_path / folder / "state.json").read_text("utf-8"))
        return {key: state[key] for key in ("done", "articles", "reasons", "failures")}

    whole = ran("whole", 40)
    assert whole["done"] == 40
    assert ran("parts", 15, 40) == whole


def test_only_files_that_hold_a_page_are_cases(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_bytes(b"x")
    (tmp_path / "page.json").write_bytes(b"x" * 1_000)
    (tmp_path / "page.html").write_bytes(b"x" * 1_000)
    assert read_cases([tmp_path]) == [b"x" * 1_000]


@pytest.mark.parametrize(("pages", "status"), [(30, 0), (0, 2)])
def test_the_script_runs_and_says_how_it_ended(pages: int, status: int, tmp_path: Path) -> None:
    cases = CASES if pages else tmp_path / "none"
    command = [sys.executable, str(SCRIPT), "--pages", str(pages), "--keep", str(tmp_path), "--cases", str(cases)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    assert ("30 of 30 pages" if pages else "no pages") in done.stdout
    assert done.stderr == ""
