"""What became of claims and figures since a day: which lines a brief has for it, and in what figures differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._changes import changed, conflict
from onrecord.model import Change

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import ChangeKind, Dossier, Estimate


def change(kind: ChangeKind, *because: str, make: Maker, after: str | None = "450", hours: int = 1) -> Change:
    return Change(make.now - timedelta(hours=hours), kind, "x", "300", after, because)


@pytest.mark.parametrize(
    ("kind", "after", "because", "expected"),
    [
        ("contradiction", "450", ("by value", "e1", "e2"), "value"),
        ("contradiction", "450", ("by misquote", "e1"), "misquote"),
        ("contradiction", "450", ("e1",), None),
        ("contradiction", "450", (), None),
        ("estimate revised", "450", ("e1", "e2"), None),
        ("status", "disputed", ("a1",), "polarity"),
        ("status", "reported", ("a1",), None),
        ("new claim", "disputed", ("a1",), None),
    ],
)
def test_in_what_voices_or_figures_stand_against_each_other(
    make: Maker, kind: ChangeKind, after: str, because: tuple[str, ...], expected: str | None
) -> None:
    assert conflict(change(kind, *because, make=make, after=after)) == expected


def estimates(dossier: Dossier) -> list[Estimate]:
    return sorted((e for q in dossier.questions for e in q.estimates), key=lambda e: (e.low or 0, e.id))


def lines(dossier: Dossier, *changes: Change) -> list[str]:
    return [line.text for line in changed(replace(dossier, changes=changes))]


@pytest.mark.parametrize(
    ("kind", "reason", "expected"),
    [
        ("estimate revised", (), "Estimate revised: killed — marines: 300 → 450"),
        ("correction", (), "Correction: killed — marines: 300 → 450"),
        ("contradiction", ("by value",), "Contradiction: killed — marines: 450 beside 300"),
        ("contradiction", ("by time",), "Later figure, no contradiction: killed — marines: 450 beside 300"),
        ("contradiction", ("by scope",), "Figures of a part and of the whole: killed — marines: 450 beside 300"),
        ("contradiction", ("by definition",), "Figures that count different things: killed — marines: 450 beside 300"),
        ("contradiction", ("by misquote",), "Probable misquote: killed — marines: 450 beside 300"),
    ],
)
def test_a_change_of_figures_is_told_under_its_question(
    harbour: Dossier, make: Maker, kind: ChangeKind, reason: tuple[str, ...], expected: str
) -> None:
    first, second, *_ = estimates(harbour)
    assert lines(harbour, change(kind, *reason, second.id, first.id, make=make)) == [expected]


def test_its_line_cites_the_sentence_of_each_figure_the_new_one_first(harbour: Dossier, make: Maker) -> None:
    first, second, *_ = estimates(harbour)
    moved = change("estimate revised", second.id, first.id, make=make)
    (line,) = changed(replace(harbour, changes=(moved,)))
    assert line.citations == (second.first.context, first.first.context)
    assert line.label == "2025-01-21"


def test_words_that_run_over_lines_are_told_on_one_and_not_without_end(harbour: Dossier, make: Maker) -> None:
    (id_, *_) = (e.id for e in estimates(harbour))
    (told,) = lines(harbour, replace(change("correction", id_, make=make), before="a\n b", after="w " * 900))
    assert told.startswith("Correction: killed — marines: a b → w w")
    assert len(told) < 400
    assert told.endswith("…")


def test_what_came_before_the_day_or_rests_on_nothing_here_has_no_line(harbour: Dossier, make: Maker) -> None:
    (id_, *_) = (e.id for e in estimates(harbour))
    assert lines(harbour, change("correction", id_, make=make, hours=30)) == []
    assert lines(harbour, change("correction", "elsewhere", make=make)) == []
    assert lines(replace(harbour, since=None), change("correction", id_, make=make)) == []
    (withdrawn,) = lines(harbour, change("correction", id_, make=make, after=None))
    assert withdrawn.endswith("300 → none")


def test_a_claim_that_came_to_be_disputed_is_told_as_a_contradiction(harbour: Dossier, make: Maker) -> None:
    claim = next(c for _, c in harbour.claims if c.id == "c3")
    moved = change("status", claim.evidence[0].evidence.id, make=make, after="disputed")
    assert lines(harbour, moved) == [f"Contradiction, affirmed and denied: 300 → disputed: “{claim.text}”"]
