"""`onrecord reread`: pages on record read by another reader, in processes that may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from making import clock, shown
from rereading import BOTH, NEW, OLD, Knowing, page

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.cli._rereading import Tally, reread_all
from onrecord.cli._workers import Bounds, Workers
from onrecord.ledger import Ledger
from onrecord.model import Change, Rejected
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typed import Done

    from onrecord.model import Article, ChangeKind, Reading

RAIN = "the rain will stop before noon today"
PAGES = [
    page(f"{n}.txt", f"Ann Lee said that {RAIN} in town {n}.", f"Bo Kim denied that {RAIN}.", outlet=f"Outlet {n}")
    for n in range(4)
]


@dataclass(frozen=True)
class Harmed(Knowing):
    """A reader that one page kills and another keeps from ever ending; any page takes it a little."""

    killed: str = ""
    held: str = ""
    pause: float = 0.0

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        time.sleep(self.pause)
        if articles[0].path == self.killed:
            os.kill(os.getpid(), signal.SIGKILL)
        while articles[0].path == self.held:
            pass
        return super().read(articles)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The pages as an older reader read them."""
    made = recorded(tmp_path / "ledger.sqlite")
    yield made
    made.close()


def recorded(at: Path) -> Ledger:
    made = Ledger.open(str(at))
    archive = Archive(at.with_name(f"{at.name}.archive"), tool="test", clock=clock())
    for n, of in enumerate(PAGES):
        pipeline.enter(OLD.digest(of), archive, made, clock(n))
    return made


def counted(ledger: Ledger, reader: Knowing) -> Tally:
    tally = Tally()
    reread_all(ledger, reader.version, reader.tools, tally)
    return tally


def faults(ledger: Ledger) -> list[str]:
    archive = Archive(Path(f"{ledger.name}.archive"), tool="test", clock=clock())
    return [fault for fault in pipeline.verify(archive, ledger) if fault]


def test_every_page_is_read_once_by_the_new_reader(ledger: Ledger) -> None:
    tally = counted(ledger, NEW)
    assert (tally.reread, tally.up_to_date, tally.refused, len(tally.came), len(tally.went)) == (4, 0, 0, 1, 0)
    assert [reading.reader for _, reading in ledger.readings(END_OF_TIME)] == ["v2"] * 4
    assert faults(ledger) == []
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME))
    again = counted(ledger, NEW)
    assert (again.reread, again.up_to_date, again.came) == (0, 4, set())
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == before


def test_a_page_recorded_by_the_new_reader_is_up_to_date(tmp_path: Path) -> None:
    made = Ledger.open(str(tmp_path / "l.sqlite"))
    archive = Archive(tmp_path / "archive", tool="test", clock=clock())
    for of, reader in ((PAGES[0], OLD), (PAGES[1], NEW)):
        pipeline.enter(reader.digest(of), archive, made, clock())
    tally = counted(made, NEW)
    assert (tally.reread, tally.up_to_date) == (1, 1)
    made.close()


def test_claims_that_a_reader_finds_no_more_have_gone(ledger: Ledger) -> None:
    tally = counted(ledger, Knowing("v3", {}))
    assert (tally.reread, tally.came, len(tally.went)) == (4, set(), 4)
    assert ledger.claims() == ()
    assert len(ledger.readings(END_OF_TIME, superseded=True)) == 8


def test_a_page_that_harms_its_reader_keeps_its_older_reading(
    ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = counted(ledger, Harmed("v2", BOTH, killed="1.txt"))
    assert (tally.reread, tally.refused) == (3, 1)
    assert "1.txt: the reader died on this page (SIGKILL)" in capsys.readouterr().err
    assert {article.path: reading.reader for article, reading in ledger.readings(END_OF_TIME)} == {
        "0.txt": "v2",
        "1.txt": "v1",
        "2.txt": "v2",
        "3.txt": "v2",
    }
    assert faults(ledger) == []
    assert counted(ledger, NEW).reread == 1


def test_an_article_that_takes_too_long_is_given_up() -> None:
    with Workers(Harmed("v2", BOTH, held="1.txt").tools, Bounds(seconds=0.3)) as workers:
        found = list(workers.rereadings(PAGES[:3]))
    assert (found[0], found[2]) == (NEW.again(PAGES[0]), NEW.again(PAGES[2]))
    assert found[1] == Rejected("1.txt", "took longer than 0.3 s to read; it was given up")


def change(kind: ChangeKind, claim: str, after: str | None) -> Change:
    return Change(clock()(), kind, claim, None if kind == "new claim" else "reported", after, ("reread by v2",))


NEWLY, GONE, MOVED = (
    change("new claim", "c", "reported"),
    change("status", "c", None),
    change("status", "c", "disputed"),
)


@pytest.mark.parametrize(
    ("changes", "came", "went"),
    [
        ([NEWLY], 1, 0),
        ([GONE], 0, 1),
        ([MOVED], 0, 0),
        ([NEWLY, GONE], 0, 0),
        ([GONE, NEWLY], 0, 0),
        ([GONE, NEWLY, GONE], 0, 1),
        ([NEWLY, MOVED, change("new claim", "d", "denied")], 2, 0),
    ],
)
def test_a_claim_that_moves_from_page_to_page_neither_comes_nor_goes(
    changes: list[Change], came: int, went: int
) -> None:
    tally = Tally()
    for one in changes:
        tally.count(one)
    assert (len(tally.came), len(tally.went)) == (came, went)


# Started in the background by a script, a program has it that an interrupt is to be ignored, and hands that on.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path[:0] = {folders!r}
from test_rereading import BOTH, Harmed, Ledger, Tally, reread_all
reader = Harmed("v2", BOTH, pause=0.05)
ledger = Ledger.open(sys.argv[1])
print("begins", flush=True)
reread_all(ledger, reader.version, reader.tools, Tally())
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_stopped_at_any_moment_each_page_is_reread_whole_or_not_at_all(tmp_path: Path, number: signal.Signals) -> None:
    """Law 7, and running again finishes the work."""
    here = Path(__file__).parent
    source = PROGRAM.format(folders=[str(here), str(here.parent)])
    done = []
    undisturbed = recorded(tmp_path / "undisturbed.sqlite")
    counted(undisturbed, NEW)
    for n in range(4):
        ledger = recorded(tmp_path / f"{n}.sqlite")
        command = [sys.executable, "-c", source, ledger.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
            assert program.stdout
            program.stdout.readline()
            time.sleep(0.06 * (n + 1))
            program.send_signal(number)
        assert faults(ledger) == []
        done.append(sum(ledger.read_by("v2").values()))
        tally = counted(ledger, NEW)
        assert (tally.reread, tally.up_to_date) == (4 - done[-1], done[-1])
        assert shown(ledger.claims()) == shown(undisturbed.claims())
        assert faults(ledger) == []
        ledger.close()
    undisturbed.close()
    # Were all stopped before or after the work, nothing would have been tried.
    assert any(0 < some < 4 for some in done), done


def test_reread_says_how_many_pages_and_claims(run: Callable[..., Done], ledger: Ledger) -> None:
    del ledger
    done = run("reread")
    assert done.status == 0
    assert "4 reread by network-" in done.out
    assert (done.out.count("\n"), done.err) == (1, "")
    assert "0 reread by network-" in run("reread").out
    (told,) = run("reread", "--json").objects
    assert told["reread"]["pages"] == {"reread": 0, "up_to_date": 4, "refused": 0}
    assert {"reader", "claims_new", "claims_gone"} < set(told["reread"])
    assert run("verify").status == 0


def test_what_was_just_added_is_up_to_date(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    assert "0 reread by network-" in run("reread").out


def test_there_must_be_a_ledger_to_reread(run: Callable[..., Done]) -> None:
    done = run("reread")
    assert (done.status, done.out) == (1, "")
    assert "no ledger there; record pages first with 'onrecord add'" in done.err


def test_the_help_of_reread_has_an_example(run: Callable[..., Done]) -> None:
    done = run("reread", "--help")
    assert (done.status, "Example: onrecord reread" in done.out) == (0, True)
