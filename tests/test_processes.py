"""Law 7 and two writers, with real processes on the sample pages: killed at any moment, nothing is half recorded."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from making import clock, shown
from tampering import empty

from onrecord import pipeline
from onrecord.assess import weigh
from onrecord.capture import Archive
from onrecord.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[1] / "examples" / "dprk-russia"
PAGES = sorted(str(p) for p in EXAMPLES.iterdir() if p.suffix in {".html", ".txt"})
KILLS = 10
BULK_KILLS = int(os.environ.get("ONRECORD_KILLS", "20"))


def adding(ledger: Path, pages: list[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "add", "--json", "--ledger", str(ledger), *pages]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def add_all(ledger: Path) -> list[float]:
    """The seconds after the start at which each page was reported as recorded."""
    start = time.monotonic()
    with adding(ledger, PAGES) as process:
        assert process.stdout
        moments = [time.monotonic() - start for _ in process.stdout]
    # One of the sample pages is no article, and is said to be none.
    assert process.returncode == 1
    assert len(moments) == len(PAGES) - 1
    return moments


def record(ledger: Path) -> tuple[list[object], list[str]]:
    """The claims of a ledger and the faults that `verify` finds."""
    opened = Ledger.open(str(ledger))
    try:
        faults = [
            f
            for f in pipeline.verify(
                Archive(ledger.with_name(f"{ledger.name}.archive"), tool="test", clock=clock()), opened
            )
            if f is not None
        ]
        return shown(opened.claims()), faults
    finally:
        opened.close()


def test_killed_at_any_moment_the_ledger_is_whole_and_a_rerun_ends_the_same(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed.sqlite"
    moments = add_all(undisturbed)
    expected, faults = record(undisturbed)
    assert expected
    assert faults == []
    # Most of a short run is Python starting: the kills are spread over the part in which pages are written.
    seed = random.randrange(10**6)  # noqa: S311 - any moment will do
    moment = random.Random(seed)  # noqa: S311
    interrupted = 0
    for n in range(KILLS):
        ledger = tmp_path / f"{n}.sqlite"
        process = adding(ledger, PAGES)
        time.sleep(moment.uniform(moments[0] * 0.6, moments[-1]))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        interrupted += process.returncode == -signal.SIGKILL
        kept, faults = record(ledger)
        assert faults == [], f"seed {seed}, kill {n}"
        assert len(kept) <= len(expected)
        add_all(ledger)
        assert record(ledger) == (expected, []), f"seed {seed}, kill {n}"
    # Some may come after the run has ended; were all of them late, nothing would have been tried.
    assert interrupted >= KILLS // 2


def test_two_processes_adding_at_once_lose_nothing(tmp_path: Path) -> None:
    alone, shared = tmp_path / "alone.sqlite", tmp_path / "shared.sqlite"
    add_all(alone)
    processes = [adding(shared, PAGES[::2]), adding(shared, PAGES[1::2])]
    reported = [json.loads(line) for p in processes for line in p.communicate()[0].splitlines()]
    assert len(reported) == len(PAGES) - 1
    assert record(shared) == record(alone)


def test_two_processes_adding_at_once_and_a_third_looking_lose_nothing_and_say_nothing(
    fresh: Callable[[], str],
) -> None:
    """In either database; whoever looks meanwhile sees whole pages, and ever more of them."""
    alone, shared = fresh(), fresh()
    enter_all(alone)
    processes = [entering(shared, range(n, PAGES_MADE, 2)) for n in range(2)]
    look = [sys.executable, "-c", LOOK, shared]
    seen = subprocess.run(look, capture_output=True, text=True, check=False)
    said = [p.communicate() for p in processes]
    assert [p.returncode for p in processes] == [0, 0]
    assert (seen.returncode, seen.stderr, [err for _, err in said]) == (0, "", [b"", b""])
    counts = [int(line) for line in seen.stdout.split()]
    assert counts == sorted(counts)
    assert counts[-1] == PAGES_MADE
    assert whole(shared) == whole(alone)


def test_killed_in_bulk_entry_the_ledger_is_whole_and_a_rerun_ends_the_same(fresh: Callable[[], str]) -> None:
    """Law 7 where several pages share a transaction; `ONRECORD_KILLS=200` kills as often as that."""
    undisturbed, ledger = fresh(), fresh()
    enter_all(undisturbed)
    expected = whole(undisturbed)
    assert expected[0] == PAGES_MADE
    seed = random.randrange(10**6)  # noqa: S311 - any moment will do
    moment = random.Random(seed)  # noqa: S311
    interrupted = 0
    for n in range(BULK_KILLS):
        opened = Ledger.open(ledger)
        empty(opened)
        opened.close()
        process = entering(ledger, range(PAGES_MADE))
        _kill_in(process, moment)
        interrupted += process.returncode == -signal.SIGKILL
        kept = whole(ledger)
        # Four pages share a transaction.
        assert kept[0] % 4 == 0, f"seed {seed}, kill {n}"
        assert kept[2] == [], f"seed {seed}, kill {n}"
        enter_all(ledger)
        assert whole(ledger) == expected, f"seed {seed}, kill {n}"
    assert interrupted > BULK_KILLS * 0.9


def _kill_in(process: subprocess.Popen[bytes], moment: random.Random) -> None:
    """Kill it after some of its transactions, within the next one."""
    assert process.stdout
    started = time.monotonic()
    for _ in range(moment.randrange(1, PAGES_MADE // 4)):
        started = time.monotonic()
        process.stdout.readline()
    time.sleep(moment.uniform(0, min(time.monotonic() - started, 0.1)))
    process.send_signal(signal.SIGKILL)
    process.communicate()


def enter_all(ledger: str) -> None:
    """Undisturbed."""
    process = entering(ledger, range(PAGES_MADE))
    assert (process.communicate()[1], process.returncode) == (b"", 0)


def entering(ledger: str, which: range) -> subprocess.Popen[bytes]:
    """A process that enters made pages, several in a transaction; it writes a line before the first, and after each."""
    command = [sys.executable, "-c", ENTER, ledger, *map(str, which)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


PAGES_MADE = 60
# Pages share claims with others, some of which deny them. None is read: nearly all the time is spent writing.
ENTER = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from datetime import UTC, datetime
from making import article, digest, said
from onrecord.assess import weigh
from onrecord.ledger import Ledger

def page(n):
    lines = [f"Ann Lee spoke of convoy {{m}} that had crossed the river by night." for m in (n, n // 3, n // 7)]
    of = article("\\n".join(lines), f"{{n}}.html", outlet=f"Outlet {{n % 5}}")
    act = "deny" if n % 4 else "say"
    return digest(of, *(said(of, line[13:-1], act=act) for line in sorted(set(lines))))

pages = [page(int(n)) for n in sys.argv[2:]]
ledger = Ledger.open(sys.argv[1])
print(flush=True)
for at in range(0, len(pages), 4):
    ledger.enter_all(pages[at : at + 4], weigh, lambda: datetime.now(UTC))
    print(flush=True)
ledger.close()
"""
# Four lines a page at most: a reader that saw half a page would count a capture without its article.
LOOK = f"""
import sys, time
from onrecord.ledger import Ledger
from onrecord.pipeline import END_OF_TIME
ledger = Ledger.open(sys.argv[1])
seen = -1
until = time.monotonic() + 60
while seen < {PAGES_MADE} and time.monotonic() < until:
    readings = ledger.readings(END_OF_TIME)
    evidence = ledger.evidence(END_OF_TIME)
    assert sum(len(reading.attributions) for _, reading in readings) <= len(evidence)
    if len(readings) > seen:
        seen = len(readings)
        print(seen)
ledger.close()
"""


def whole(address: str) -> tuple[int, list[object], list[str]]:
    """How many pages a ledger holds, what it makes of them, and what is wrong with it."""
    ledger = Ledger.open(address)
    try:
        claims = ledger.claims()
        faults = [*ledger.faults()]
        if shown(claims) != shown(
            weigh(ledger.evidence(pipeline.END_OF_TIME), (), look=ledger.traces(pipeline.END_OF_TIME)).claims
        ):
            faults.append("claims do not follow from the evidence")
        articles = len(ledger.readings(pipeline.END_OF_TIME))
        if articles != len(ledger.captures()):
            faults.append("captures without an article")
        return articles, shown(claims), faults
    finally:
        ledger.close()


def test_a_disk_that_fills_up_is_said_for_each_page_and_what_was_recorded_stays(tmp_path: Path) -> None:
    """A quota on the size of a file stands for the full disk: pages can be archived, but the ledger cannot grow."""
    ledger, small = tmp_path / "ledger.sqlite", tmp_path / "small.sqlite"
    add_all(ledger)
    with adding(small, PAGES[:3]) as process:
        process.communicate()
    before = record(small)
    limited = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "from onrecord.cli import main; main()"
    )
    command = [sys.executable, "-c", limited, "add", "--ledger", str(small), *PAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode == 1
    complaints = [line for line in done.stderr.splitlines() if "not recorded" in line]
    assert len(complaints) == len(PAGES) - 3 - 1
    assert all("run again" in line or "free space" in line for line in complaints)
    assert "Traceback" not in done.stderr
    assert record(small) == before
    add_all(small)
    assert record(small) == record(ledger)
