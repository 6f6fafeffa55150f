"""The ledgers that `bench/ledger` makes are those that entering the pages would have made."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.ledger import generator, run
from making import article, asserted, clock, digest, said
from tampering import ask

from onrecord.assess import weigh
from onrecord.ledger import Ledger
from onrecord.ledger._schema import metadata
from onrecord.model import Mention, Span

if TYPE_CHECKING:
    from onrecord.model import Digest

BENCH = Path(__file__).parents[2] / "bench" / "ledger"
LINES = ("Ann Lee said that the shells were sent by rail in May.", "About 300 men fell near the river that night.")
# The handles of other words are other ones; the generator makes as many, and by no two stories the same.
COMPARED = [table.name for table in metadata.sorted_tables if table.name not in {"handles", "postings", "ties"}]
CHANGING = {"recorded", "at", "seen", "fetched", "capture", "digest", "size", "text_digest"}


def page() -> Digest:
    of = article("\n".join(LINES), "a.html", outlet="A")
    read = digest(of, said(of, LINES[0][17:-1], "Ann Lee"), asserted(of, LINES[1]))
    return replace(read, reading=replace(read.reading, mentions=(Mention(Span(0, 7), "PER", "Ann Lee"),)))


def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All that is stored but moments and the digests of bytes; in order, whatever numbers stand first."""
    kept: dict[str, list[tuple[object, ...]]] = {}
    for name in COMPARED:
        columns = [c.name for c in metadata.tables[name].columns if c.name not in CHANGING]
        columns = [c for c in columns if (name, c) not in {("captures", "id"), ("changes", "id")}]
        listed = ", ".join(f'"{c}"' for c in columns)
        kept[name] = sorted(ask(ledger, f"SELECT {listed} FROM {name}"), key=repr)  # noqa: S608 - its own tables
    return kept


@pytest.mark.parametrize("reprints", [0, 2])
def test_rows_made_by_the_generator_are_those_of_pages_that_were_entered(
    ledger: Ledger, other: Ledger, tmp_path: Path, reprints: int
) -> None:
    empty = tmp_path / "empty.sqlite"
    Ledger.open(str(empty)).close()
    kind = generator.story(page(), reprints, empty)
    at = [(kind.readings * n, kind.moves * n) for n in range(3)]
    generator.fill(ledger, [kind.rows(generator.variant(n, *at[n])) for n in range(3)])
    for n in range(3):
        for m in range(reprints + 1):
            other.enter(generator.vary(generator.reprint(page(), m), n), weigh, clock())
    assert rows(ledger) == rows(other)
    # Numbers go on where the generator's end.
    assert ledger.enter(generator.vary(page(), 9), weigh, clock(9))


def test_a_made_ledger_has_no_faults_but_texts_of_other_letters(ledger: Ledger) -> None:
    generator.fill(ledger, generator.stories(generator.kinds([page()]), 60))
    # Nor is the index of words made, which is apart from the tables.
    expected = ("its text is not the text that was read", "the index of words lacks")
    assert [fault for fault in ledger.faults() if not any(words in fault for words in expected)] == []
    assert ask(ledger, "SELECT count(*) >= 60 FROM evidence")[0][0]


def test_another_id_is_always_the_same_and_no_two_of_one_story_fall_together() -> None:
    ids = [f"{random.Random(n).getrandbits(64):016x}" for n in range(50)]  # noqa: S311 - any ids
    v = generator.variant(3)
    made = [generator.other_id(id_, v) for id_ in ids]
    assert made == [generator.other_id(id_, generator.variant(3)) for id_ in ids]
    assert len(set(made)) == len(ids)
    assert {len(id_) for id_ in made} == {16}
    assert not set(made) & {generator.other_id(id_, generator.variant(4)) for id_ in ids}


def test_pages_to_enter_are_new_and_now_and_then_reprints_of_stories_on_record_or_just_entered(ledger: Ledger) -> None:
    generator.fill(ledger, generator.stories(generator.kinds([page()]), 200))
    claims = {id_ for (id_,) in ask(ledger, "SELECT key FROM evidence")}
    entered = list(islice(run.source([page()]), 12))
    known = [claims.issuperset(e.key for e in one.evidence) for one in entered]
    assert known == [n % (2 * run.ONE_IN) == 0 for n in range(12)]
    again = [{e.key for e in one.evidence} == {e.key for e in before.evidence} for before, one in pairwise(entered)]
    assert again == [n % (2 * run.ONE_IN) == run.ONE_IN for n in range(1, 12)]
    assert None not in ledger.enter_all(entered, weigh, clock(9))


@pytest.mark.slow
def test_it_measures_both_databases_and_writes_the_figures(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    few = ["--small", "200", "--statements", "600", "--rounds", "8"]
    command = [sys.executable, str(BENCH / "run.py"), *few, "--json", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("200 statements against 600; times in ms")
    figures = json.loads(out.read_text("utf-8"))["onrecord"]["figures"]
    floors = json.loads((BENCH / "floors.json").read_text("utf-8"))
    for database in figures:
        assert floors[database].keys() <= figures[database].keys()
        assert all(figure > 0 for figure in figures[database].values())
