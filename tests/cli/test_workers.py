"""Pages read in other processes: the same digests, and a page that harms its reader harms nothing else."""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from making import capture

from onrecord.cli._readers import PEAK_UNIT
from onrecord.cli._workers import Bounds, Workers
from onrecord.model import Capture, Digest, OnRecordError, Rejected
from onrecord.pipeline import Tools, digest
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.model import Article, Reading

EXAMPLES = Path(__file__).parents[2] / "examples" / "dprk-russia"
SAMPLES = [
    capture(path.read_bytes(), path.name) for path in sorted(EXAMPLES.iterdir()) if path.suffix in {".html", ".txt"}
]
PROC = Path("/proc/self/task")
# Hangs are cut short here, so that the tests are quick; still long for a page of one word.
QUICK = Bounds(seconds=0.3)
MEGABYTES = 1_000_000


def spin() -> None:
    while True:
        pass


def crash() -> None:
    ctypes.string_at(0)


def swell() -> None:
    bytearray(300 * MEGABYTES)


def fault() -> None:
    raise LookupError("no such thing")


def wait() -> None:
    time.sleep(1000)


def work() -> None:
    began = time.process_time()
    while time.process_time() - began < 0.2:
        pass


def kill_the_supervisor() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(1000)


HARMS: dict[str, Callable[[], object]] = {
    "spin": spin,
    "crash": crash,
    "swell": swell,
    "fault": fault,
    "wait": wait,
    "work": work,
    "doze": lambda: time.sleep(0.6),
    "exit": lambda: os._exit(3),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "kill the supervisor": kill_the_supervisor,
    "print": lambda: os.write(1, b"noise on standard output"),
    "read": lambda: os.read(0, 1),
}


@dataclass(frozen=True)
class Obedient:
    """A reader that does what the page tells it to, and then reads it."""

    inner: Reader

    def read(self, articles: list[Article]) -> list[Reading]:
        if harm := HARMS.get(articles[0].text):
            harm()
        return self.inner.read(articles)


def obedient() -> Tools:
    return Tools(cast("Reader", Obedient(Reader.open())), plain=True)


def ordinary() -> Tools:
    return Tools(Reader.open())


def page(words: str) -> Capture:
    return capture(words.encode(), f"{words}.txt")


def told(found: Digest | Rejected) -> str:
    return found.reason if isinstance(found, Rejected) else found.article.text


def read(*words: str, bounds: Bounds = QUICK, count: int = 1) -> list[str]:
    with Workers(obedient, bounds, count) as workers:
        return [told(found) for found in workers.digests(page(word) for word in words)]


def group(leader: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, of = entry.read_text().rpartition(")")[2].split()[:3]
            found += [int(entry.parent.name)] if int(of) == leader and state != "Z" else []
    return found


def groups_below(parent: int) -> list[int]:
    """The process groups that the children of a process lead."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, above, of = entry.read_text().rpartition(")")[2].split()[:3]
            found += [int(of)] if int(above) == parent and of == entry.parent.name else []
    return found


def gone(groups: list[int], within: float = 5.0) -> bool:
    end = time.monotonic() + within
    while any(map(group, groups)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def in_a_quiet_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash may leave a core file."""
    monkeypatch.chdir(tmp_path)


pytestmark = pytest.mark.usefixtures("in_a_quiet_folder")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_pages_read_by_workers_are_the_same_in_the_same_order(count: int) -> None:
    tools = ordinary()
    pages: list[Capture | Rejected] = [*SAMPLES, Rejected("gone.html", "cannot be read"), *SAMPLES[:3]]
    with Workers(ordinary, count=count) as workers:
        there = list(workers.digests(pages))
    assert there == [page if isinstance(page, Rejected) else digest(page, tools) for page in pages]


def test_a_digest_is_the_same_after_it_was_pickled() -> None:
    for found in (digest(sample, ordinary()) for sample in SAMPLES):
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - made here


def test_what_is_passed_in_is_what_comes_back_with_the_digest() -> None:
    with Workers(ordinary) as workers:
        found = next(iter(workers.digests(SAMPLES[:1])))
    assert isinstance(found, Digest)
    assert found.capture is SAMPLES[0]


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("spin", "took longer than 0.3 s to read; it was given up"),
        ("crash", "the reader died on this page (SIGSEGV); please report the page"),
        ("kill", "the reader died on this page (SIGKILL); please report the page"),
        ("exit", "the reader died on this page (exit status 3); please report the page"),
        ("wait", "not read after 3.6 s on a busy machine; it was given up; try again"),
        ("kill the supervisor", "the reader was killed on this page; try again"),
        ("fault", "a fault in onrecord (LookupError: no such thing); please report the page"),
    ],
)
def test_a_page_that_harms_its_reader_is_rejected_and_the_others_are_read(harm: str, reason: str) -> None:
    assert read("one", harm, "two") == ["one", reason, "two"]


def test_a_page_that_needs_too_much_memory_is_rejected_with_the_bound() -> None:
    bounds = Bounds(memory=100 * MEGABYTES)
    assert read("one", "swell", "two", bounds=bounds) == [
        "one",
        "needs more than 100 MB to read; it was given up",
        "two",
    ]


def test_without_a_bound_memory_is_not_limited() -> None:
    assert read("swell", bounds=Bounds(memory=None)) == ["swell"]


def test_harm_on_harm_costs_those_pages_only() -> None:
    words = ["spin", "one", "crash", "kill", "two", "exit", "kill the supervisor", "three"]
    for count in (1, 2):
        found = read(*words, count=count)
        assert [word for word, text in zip(words, found, strict=True) if word == text] == ["one", "two", "three"]


def test_time_is_the_reader_s_own_so_that_a_busy_machine_rejects_nothing() -> None:
    """A page that waits for three times its bound, as on a machine with three more programs at work, is read."""
    assert read("doze", bounds=Bounds(seconds=0.2)) == ["doze"]


def test_each_page_has_the_whole_of_its_time() -> None:
    assert read(*["work"] * 4) == ["work"] * 4


def test_a_reader_may_wait_for_its_next_page_as_long_as_it_takes() -> None:
    def pages() -> Iterator[Capture]:
        yield page("one")
        time.sleep(1.5)
        yield page("two")

    with Workers(obedient, Bounds(seconds=0.1)) as workers:
        assert [told(found) for found in workers.digests(pages())] == ["one", "two"]


def test_a_reader_has_neither_the_program_s_input_nor_its_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert read("print", "read") == ["print", "read"]
    assert capfd.readouterr().out == ""


def test_a_slow_page_holds_up_its_successors_but_not_their_reading() -> None:
    with Workers(obedient, QUICK, 2) as workers:
        found = [told(one) for one in workers.digests(map(page, ["spin", "one", "two", "three", "four", "five"]))]
    assert found[1:] == ["one", "two", "three", "four", "five"]


def test_only_a_few_pages_are_asked_for_ahead() -> None:
    asked = []

    def pages() -> Iterator[Capture]:
        for number in range(100):
            asked.append(number)
            yield page(f"page {number}")

    with Workers(obedient, count=2) as workers:
        for number, found in enumerate(workers.digests(pages())):
            assert told(found) == f"page {number}"
            assert len(asked) <= number + 2 * 4 + 2


def test_what_a_page_cost_is_told() -> None:
    with Workers(obedient, QUICK) as workers:
        worked = [page("work")] * 3
        *_, cheap, dear, rejected = workers.readings([*worked, page("one"), page("spin"), Rejected("x", "y")])
    # The system counts time for its timers by ticks, and for the figures exactly: on a busy machine they differ.
    assert 0 <= cheap.seconds < 0.15 < dear.seconds < 0.6
    # A forked reader begins with all that this process, full of tests, ever held.
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT
    assert 0 < cheap.peak < held + 100 * MEGABYTES
    assert 0 < dear.peak < held + 100 * MEGABYTES
    assert (rejected.seconds, rejected.peak) == (0, 0)


def test_a_large_page_and_a_large_answer_go_through() -> None:
    # Beyond what a pipe holds.
    words = "word " * 30_000
    assert read(words, bounds=Bounds(seconds=60)) == [words]


def test_tools_that_cannot_be_opened_are_an_error_of_the_program() -> None:
    def broken() -> Tools:
        raise OnRecordError("cues.toml: no such entry")

    with Workers(broken) as workers, pytest.raises(OnRecordError, match=r"cues\.toml"):
        list(workers.digests([page("one")]))


def test_stopped_workers_say_so() -> None:
    with Workers(obedient) as workers:
        pass
    with pytest.raises(RuntimeError, match="ended"):
        list(workers.digests([page("one")]))


needs_proc = pytest.mark.skipif(not PROC.exists(), reason="counts processes by /proc")


@needs_proc
@pytest.mark.parametrize("words", [[], ["one"], ["one", "wait", "wait"]])
def test_no_process_is_left_when_the_workers_are_left(words: list[str]) -> None:
    with Workers(obedient, count=2) as workers:
        started = groups_below(os.getpid())
        assert len(started) == 2
        if words:
            assert told(next(iter(workers.digests(map(page, words))))) == "one"
    assert gone(started)


@needs_proc
def test_no_process_is_left_when_the_pages_are_left_half_way() -> None:
    workers = Workers(obedient, count=2)
    before = groups_below(os.getpid())
    found = workers.readings(map(page, ["one", "wait", "wait", "two"]))
    assert told(next(found).page) == "one"
    cast("Any", found).close()
    assert gone(before)


PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
sys.path.insert(0, {made!r})
from test_workers import Workers, obedient, page, groups_below
import os
with Workers(obedient) as workers:
    for found in workers.digests(map(page, ["one", "wait", "two"])):
        print(*groups_below(os.getpid()), flush=True)
"""


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_when_the_program_is_interrupted_or_killed(number: signal.Signals) -> None:
    here = Path(__file__).parent
    source = PROGRAM.format(folder=str(here), made=str(here.parent)).replace('"wait"', '"spin"')
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout
        left = [int(word) for word in program.stdout.readline().split()]
        assert left
        assert any(map(group, left))
        # A terminal's Ctrl-C reaches the whole foreground group; the workers have groups of their own.
        program.send_signal(number)
        program.communicate()
    # Killed, the program cannot end its reader: the reader's own time does.
    assert gone(left, within=30)
