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

import pytest
from making import clock, shown

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[1] / "examples" / "dprk-russia"
PAGES = sorted(str(p) for p in EXAMPLES.iterdir() if p.suffix in {".html", ".txt"})
KILLS = 10


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
