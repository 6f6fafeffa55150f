"""What `bench/ledger` looks for is common, or rare, in the ledgers that it makes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from bench.ledger import searching
from making import article, asserted, clock, digest, said

from onrecord.assess import weigh
from onrecord.ledger import Ledger, Sought

if TYPE_CHECKING:
    from onrecord.model import Digest


def page(n: int) -> Digest:
    words = f"convoy {n} carried 16 wagons of barleycorn{n} through Ostvikfjord{n}"
    of = article(f"Ann Lee said that {words}.\nIt was 16 degrees at 4.", f"{n}.html")
    return digest(of, said(of, words, "Ann Lee"), asserted(of, "It was 16 degrees at 4."))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for n in range(5):
        ledger.enter(page(n), weigh, clock(n))
    return ledger


def test_the_common_words_are_the_numbers_of_most_pages() -> None:
    asked = searching.common([page(1), page(2)])
    assert asked.split(" OR ")[:2] in (["16", "4"], ["4", "16"])
    assert len(asked.split(" OR ")) == searching.COMMON


def test_rare_words_stand_together_and_each_query_is_another(filled: Ledger) -> None:
    queries = list(searching.rare(filled))
    assert len(set(queries)) == len(queries) >= 5
    assert all(filled.search(Sought(asked)).total >= 1 for asked in queries)
    assert all(min(map(len, asked.split())) >= searching.RARE for asked in islice(queries, 9))


def test_an_index_made_anew_finds_what_the_one_before_it_found(filled: Ledger) -> None:
    before = filled.search(Sought("16"))
    assert before.total == 10
    assert searching.indexed(filled) > 0
    assert filled.search(Sought("16")) == before


def test_searches_are_timed_in_each_ledger(filled: Ledger, other: Ledger) -> None:
    for n in range(3):
        other.enter(page(n), weigh, clock(n))
    for found in searching.searched([filled, other], [page(1)], 3):
        assert found.keys() == {"rare words", "common words"}
        assert all(seconds > 0 for seconds in found.values())


def test_what_finds_nothing_is_no_measure(filled: Ledger, other: Ledger) -> None:
    other.enter(page(1), weigh, clock(1))
    nowhere = digest(article("It was 77 degrees.", "x.html"))
    with pytest.raises(LookupError, match="nothing was found by 77"):
        searching.searched([filled, other], [nowhere], 2)
