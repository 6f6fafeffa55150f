"""`onrecord estimates` as typed: figures by question, rivals side by side, sums marked, reasons with their words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from making import article, clock, digest, said

from onrecord.assess import weigh
from onrecord.cli._estimates import value
from onrecord.ledger import Ledger
from onrecord.model import Answer, Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typed import Done

    from onrecord.model import Bound, Digest

FIELDS = {
    *("low", "high", "bound", "definition", "speaker", "as_of", "stated", "published", "derived", "quote", "article"),
    *("span", "origin", "revises", "part_of", "flags"),
}


def counted(text: str, who: str, day: int, **figures: tuple[float, str]) -> Digest:
    """A page on which somebody gives figures: by their words, number and role."""
    of = article(text, f"{who}-{day}.html", outlet=f"{who} Post", published=date(2025, 1, day))
    statement = said(of, text, who)
    found = tuple(
        Quantity(
            span=Span(of.text.index(words), of.text.index(words) + len(words)),
            low=low,
            high=low,
            bound="exactly",
            counted="soldiers",
            role=role,
            stated_in=statement.id,
            latest=date(2025, 1, day),
        )
        for words, (low, role) in figures.items()
    )
    return digest(of, statement, quantities=found)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A desk that counts twice, and a rival, a minute apart."""
    path = tmp_path / "ledger.sqlite"
    ledger = Ledger.open(str(path))
    pages = (
        counted("There were ninety killed, and sixty hurt", "Desk", 1, ninety=(90, "killed"), sixty=(60, "wounded")),
        counted("There were hundred killed", "Desk", 3, hundred=(100, "killed")),
        counted("There were fifty killed", "Bo", 2, fifty=(50, "killed")),
    )
    for n, page in enumerate(pages):
        ledger.enter(page, weigh, clock(n))
    ledger.close()
    return path


@pytest.mark.usefixtures("recorded")
def test_rivals_stand_side_by_side_with_who_gave_them(run: Callable[..., Done]) -> None:
    told = run("estimates", "killed")
    assert (told.status, told.err) == (0, "")
    for words in ("killed — soldiers", "90", "“ninety”", "50", "Bo", "100", "revises an earlier figure"):
        assert words in " ".join(told.out.split())
    assert "wounded — soldiers" not in told.out


@pytest.mark.usefixtures("recorded")
def test_objects_have_the_keys_of_the_interface(run: Callable[..., Done]) -> None:
    objects = run("estimates", "--json").objects
    assert all({"question", "estimates"} <= set(each) for each in objects)
    assert all({"counted", "role", "whose", "where", "scope"} <= set(each["question"]) for each in objects)
    assert all(set(e) >= FIELDS for each in objects for e in each["estimates"])
    (killed,) = (each for each in objects if each["question"]["role"] == "killed")
    assert [(e["low"], e["speaker"], e["as_of"]) for e in killed["estimates"]] == [
        (90, "Desk", "2025-01-01"),
        (50, "Bo", "2025-01-02"),
        (100, "Desk", "2025-01-03"),
    ]
    assert killed["estimates"][2]["revises"] == killed["estimates"][0]["id"]
    assert killed["answer"]["low"] == 100
    assert all(reason["citations"] for reason in killed["answer"]["reasons"])


@pytest.mark.usefixtures("recorded")
def test_a_sum_is_marked_as_nobodys(run: Callable[..., Done]) -> None:
    (whole,) = (each for each in run("estimates", "casualties", "--json").objects)
    (summed,) = whole["estimates"]
    assert (summed["low"], summed["derived"], summed["definition"]) == (150, True, "killed and wounded")
    assert [place["quote"] for place in summed["places"]] == ["ninety", "sixty"]
    assert "a sum, which nobody gave" in " ".join(run("estimates", "casualties").out.split())


@pytest.mark.usefixtures("recorded")
def test_reasons_are_told_with_the_words_they_rest_on(run: Callable[..., Done]) -> None:
    told = " ".join(run("estimates", "killed", "--reasons").out.split())
    assert "The evidence best supports 100:" in told
    assert "90 by Desk" not in told
    assert "ninety by Desk (2025-01-01) was revised to hundred (2025-01-03)" in told
    assert "Bo Post, 2025-01-02: “There were fifty killed”" in told


@pytest.mark.usefixtures("recorded")
def test_as_of_a_moment_shows_what_was_on_record_then(run: Callable[..., Done]) -> None:
    first = run("estimates", "killed", "--as-of", "2024-10-16T09:00:30", "--json").objects
    assert [e["low"] for each in first for e in each["estimates"]] == [90]


@pytest.mark.usefixtures("recorded")
def test_one_event_is_asked_for_its_killed_and_wounded(run: Callable[..., Done]) -> None:
    objects = run("estimates", "--one-event", "--json").objects
    assert [each["question"]["role"] for each in objects] == ["killed", "wounded"]
    assert all(each["answer"]["reasons"] for each in objects)


@pytest.mark.usefixtures("recorded")
def test_what_nothing_answers_is_said(run: Callable[..., Done]) -> None:
    told = run("estimates", "missiles")
    assert (told.status, told.out) == (0, "")
    assert told.err.startswith("No figure on record answers that.")


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (300, 300, "exactly", "300"),
        (300, 300, "about", "about 300"),
        (10_000, 12_000, "about", "about 10,000 to 12,000"),
        (10_000, 12_000, "between", "10,000 to 12,000"),
        (4_000, None, "more than", "more than 4,000"),
        (None, 4_000, "up to", "up to 4,000"),
        (None, None, "about", "no number"),
        (0, 0, "exactly", "0"),
    ],
)
def test_a_value_is_worded_with_its_bound(low: float | None, high: float | None, bound: Bound, words: str) -> None:
    assert value(Answer(low, high, bound, ())) == words
