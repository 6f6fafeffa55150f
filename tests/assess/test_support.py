"""By how many a statement is carried: speakers and origins, two counts that are never one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, asserted, digest, said

from onrecord.assess._support import Statement, support

if TYPE_CHECKING:
    import random

    from onrecord.model import Evidence

DAY = date(2031, 3, 4)
WORDS = "the bridge will open again in the middle of the summer"


def evidence(path: str, who: str | None, day: int | None = 0) -> Evidence:
    made = article(
        f"{who or 'Here'} said {WORDS}.",
        path,
        id=path,
        outlet=f"{path} news",
        published=None if day is None else DAY + timedelta(days=day),
    )
    found = asserted(made, WORDS) if who is None else said(made, WORDS, who)
    (one,) = digest(made, found).evidence
    return one


def count(*found: Evidence, same: tuple[str, ...] = ()) -> tuple[int, int]:
    """Statements and reports; the pages of `same` are of one origin, every other page is of its own."""
    origin_of = {one.citation.article: "one" if one.citation.article in same else one.citation.article for one in found}
    both = support(found, origin_of)
    return len(both.statements), len(both.reports)


@pytest.mark.parametrize(
    ("found", "same", "expected"),
    [
        ((), (), (0, 0)),
        ((evidence("a", "Ingrid Solheim"),), (), (1, 1)),
        ((evidence("a", "Ingrid Solheim"), evidence("b", "Ingrid Solheim")), (), (1, 2)),
        ((evidence("a", "Ingrid Solheim"), evidence("b", "INGRID SOLHEIM", 1)), (), (1, 2)),
        ((evidence("a", "Ingrid Solheim"), evidence("b", "Ingrid Solheim", 2)), (), (2, 2)),
        ((evidence("a", "Ingrid Solheim"), evidence("a", "Knut Aas")), (), (2, 1)),
        ((evidence("a", "Ingrid Solheim"), evidence("b", "Ingrid Solheim")), ("a", "b"), (1, 1)),
        ((evidence("a", None), evidence("b", None)), (), (2, 2)),
        ((evidence("a", None), evidence("b", None)), ("a", "b"), (1, 1)),
        ((evidence("a", "a senior port official"), evidence("b", "a senior port official")), (), (2, 2)),
        ((evidence("a", "a senior port official"), evidence("b", "a senior port official")), ("a", "b"), (1, 1)),
        ((evidence("a", "Ingrid Solheim", None), evidence("b", "Ingrid Solheim", None)), (), (1, 2)),
        ((evidence("a", "Ingrid Solheim", None), evidence("b", "Ingrid Solheim")), (), (1, 2)),
    ],
)
def test_statements_are_counted_by_speaker_and_occasion_and_reports_by_origin(
    found: tuple[Evidence, ...], same: tuple[str, ...], expected: tuple[int, int]
) -> None:
    assert count(*found, same=same) == expected


def test_no_chain_of_days_makes_one_occasion() -> None:
    found = [evidence(f"p{n}", "Ingrid Solheim", n) for n in range(4)]
    both = support(found, {one.citation.article: "one" for one in found})
    assert both.statements == (
        Statement("ingrid solheim", DAY),
        Statement("ingrid solheim", DAY + timedelta(days=2)),
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((evidence("a", "Knut Aas"),), "1 statement, 1 origin of reporting"),
        ((evidence("a", "Knut Aas"), evidence("b", "Knut Aas")), "1 statement, 2 origins of reporting"),
        ((evidence("a", "Knut Aas"), evidence("a", "Ingrid Solheim")), "2 statements, 1 origin of reporting"),
    ],
)
def test_the_words_say_what_each_count_counts(found: tuple[Evidence, ...], told: str) -> None:
    assert support(found, {one.citation.article: one.citation.article for one in found}).told == told


NAMES = st.sampled_from(["Ingrid Solheim", "Knut Aas", "a senior port official", None])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), NAMES, st.none() | st.integers(0, 5)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_evidence_changes_nothing_and_twice_is_once(
    rows: list[tuple[str, str | None, int | None]], chance: random.Random
) -> None:
    found = [evidence(*row) for row in rows]
    mixed = [*found, *found]
    chance.shuffle(mixed)
    origin_of = {"a": "one", "b": "one", "c": "two"}
    assert support(mixed, origin_of) == support(found, origin_of)
