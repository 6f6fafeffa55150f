"""The two processes of a worker, and the pipes to them.

The supervisor is forked from the program before anything is read; it runs no page's code, so no page can end it. It
forks the reader, hands it one page at a time, and forks a new one where it died. So each page has one answer whatever
becomes of its reader, and no process with several threads is forked in the middle of a run.

Processes are forked, not started anew: in a program that has imported this package the first answer then comes after
0.02 s, against 0.45 s by `spawn` and 0.47 s by `forkserver` (0.02 s for the later ones). The tools are opened in the
reader, so that no thread of theirs is ever forked.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import struct
import sys
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeAlias

from onrecord.model import Article, Capture, Evidence, OnRecordError, Reading, Rejected
from onrecord.pipeline import digest, read_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.pipeline import Tools

    OpenTools = Callable[[], Tools]
    Task = Callable[[int, int], None]

Found: TypeAlias = Rejected | tuple[Article, Reading, tuple[Evidence, ...]]
"""What the reader sends: a digest without the bytes of its page, which are known here."""

# On a busy machine a process waits for a core: the clock may go this much further than its own time.
WALL = 12
# Code points of clean text for which a reader is given one more second: it reads some three times as fast.
PACE = 10_000
# A reader that ever held this share of what a page may take is replaced: a new one costs less than what it hoards.
HOARD = 0.5
# How Python and the libraries in C++ say that there is no memory left.
NO_MEMORY = ("MemoryError", "bad_alloc")
# The time limit ends what computes (SIGPROF) and what waits (SIGALRM); neither can be missed while C code runs.
TIMERS = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
# Precedes each message: is it the sender's last one, the seconds of a core it has used so far, the message's length.
HEADER = struct.Struct("!?dQ")
# A pipe holds less; larger reads bring nothing.
CHUNK = 1 << 20
# `ru_maxrss` is in bytes on macOS and in KiB elsewhere.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a page may cost: `seconds` of one core, `memory` in bytes beside what the tools take (None: any)."""

    seconds: float = 5.0
    memory: int | None = 280_000_000
    """Interpreter and tools take some 200 MB, so that a reader stays below 500 MB."""


class Child(NamedTuple):
    """A forked process, seen from where it was forked."""

    pid: int
    questions: int
    answers: int

    def close(self) -> None:
        os.close(self.questions)
        os.close(self.answers)


def fork(task: Task) -> Child:
    """A process that does the task, given the ends of two pipes: what it is asked, and where it answers."""
    asked, questions = os.pipe()
    answers, answered = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns where threads run. Those that numpy starts on import survive a fork by its own care.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        _be(task, asked, answered)
    os.close(asked)
    os.close(answered)
    return Child(pid, questions, answers)


def _be(task: Task, asked: int, answered: int) -> NoReturn:
    """Do the task and nothing else of the program that was forked: no handler, file, or exit routine of it."""
    status = 1
    try:
        # What was alive is never collected here: it would close files by numbers that now are others'.
        gc.freeze()
        _close_all_but(asked, answered)
        for number in (signal.SIGTERM, *TIMERS):
            signal.signal(number, signal.SIG_DFL)
        task(asked, answered)
        status = 0
    except BrokenPipeError:
        # Nobody is left to tell.
        pass
    except BaseException:  # noqa: BLE001 - what is not told here is told nowhere
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _close_all_but(*kept: int) -> None:
    """An end of a pipe held open by another process would keep its reader waiting; locks on files likewise."""
    first = 3
    for number in sorted(kept):
        os.closerange(first, number)
        first = number + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    os.close(nothing)


def supervise(tools: OpenTools, bounds: Bounds, asked: int, answered: int) -> None:
    """Hand each page to a reader, and answer for the reader that died."""
    reader: Child | None = None
    before = 0.0
    while question := receive(asked):
        reader = reader or fork(partial(_read, tools, bounds))
        with suppress(BrokenPipeError):
            send(reader.questions, question.content)
        answer = receive(reader.answers)
        before, until_now = answer.used if answer else 0.0, before
        if answer is None or answer.last:
            reader.close()
            _, status, used = os.wait4(reader.pid, 0)
            reader, before = None, 0.0
            seconds = used.ru_utime + used.ru_stime - until_now
            dead = pickle.dumps((status, seconds, used.ru_maxrss * PEAK_UNIT))
            answer = answer or Message(last=False, used=0.0, content=dead)
        send(answered, answer.content)


def _read(tools: OpenTools, bounds: Bounds, asked: int, answered: int) -> None:
    """Read pages until there are no more, or until this process is better replaced."""
    try:
        opened = tools()
    except OnRecordError as error:
        send(answered, pickle.dumps((error, 0.0, 0)), last=True)
        return
    hoard = _peak() + (bounds.memory or sys.maxsize) * HOARD
    _limit_memory(bounds)
    last = False
    while not last and (question := receive(asked)):
        page: Capture | Article = pickle.loads(question.content)  # noqa: S301 - from our own parent
        found, seconds = _timed(page, opened, bounds)
        exhausted = isinstance(found, Rejected) and any(sign in found.reason for sign in NO_MEMORY)
        if exhausted:
            found = Rejected(page.path, f"needs more than {(bounds.memory or 0) / 1e6:g} MB to read; it was given up")
        last = exhausted or _peak() > hoard
        send(answered, pickle.dumps((found, seconds, _peak())), last=last)


def _timed(page: Capture | Article, tools: Tools, bounds: Bounds) -> tuple[Found, float]:
    began = process_time()
    signal.setitimer(signal.ITIMER_PROF, bounds.seconds)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds * WALL)
    found = digest(page, tools, _allow) if isinstance(page, Capture) else read_article(page, tools, _allow)
    for timer in TIMERS.values():
        signal.setitimer(timer, 0)
    seconds = process_time() - began
    return found if isinstance(found, Rejected) else (found.article, found.reading, found.evidence), seconds


def _allow(article: Article) -> None:
    """More time where there is much to read: reading takes its time by the word, whatever the page."""
    for timer, share in ((signal.ITIMER_PROF, 1), (signal.ITIMER_REAL, WALL)):
        left, _ = signal.getitimer(timer)
        signal.setitimer(timer, left + share * len(article.text) / PACE)


def _limit_memory(bounds: Bounds) -> None:
    if bounds.memory is not None:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = _allocated() + bounds.memory
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if most < 0 else min(wanted, most), most))


def _allocated() -> int:
    """Bytes that count against RLIMIT_DATA now; 0 on systems that do not say."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[5]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT


class Message(NamedTuple):
    """What came through a pipe: is it the sender's last, and the seconds of a core it had used."""

    last: bool
    used: float
    content: bytes


def send(pipe: int, content: bytes, *, last: bool = False) -> None:
    """Write a message, however long; raises BrokenPipeError where nobody reads."""
    rest = memoryview(HEADER.pack(last, process_time(), len(content)) + content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def receive(pipe: int) -> Message | None:
    """The next message; None where the sender is gone, even half way through one."""
    header = _exactly(pipe, HEADER.size)
    if header is None:
        return None
    last, used, length = HEADER.unpack(header)
    content = _exactly(pipe, length)
    return None if content is None else Message(last, used, content)


def _exactly(pipe: int, length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = os.read(pipe, min(length, CHUNK))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
