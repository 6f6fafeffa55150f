"""Pages read in processes of their own: a page that hangs or crashes the reader costs that page, not the run."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from onrecord.cli._readers import WALL, Bounds, fork, receive, send, supervise
from onrecord.model import Article, Capture, Digest, OnRecordError, Rejected
from onrecord.pipeline import Again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from onrecord.cli._readers import Child, OpenTools, Task

__all__ = ["Bounds", "Read", "Workers"]

# Pages read out of turn wait for a slow one before them: so many a worker, which bounds what is held.
AHEAD = 4


Gives = TypeVar("Gives")


class Answer(NamedTuple, Generic[Gives]):
    """What came of a page, the seconds of a core that it took, and the most memory its reader ever held, in bytes."""

    page: Gives | Rejected
    seconds: float = 0.0
    peak: int = 0


Read: TypeAlias = Answer[Digest]


class Workers:
    """So many workers, used as a context, which ends them. They start when made: make them before any thread."""

    def __init__(self, tools: OpenTools, bounds: Bounds | None = None, count: int = 1) -> None:
        self._team = [_Worker(tools, bounds or Bounds()) for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End all processes at once, whatever they are at."""
        while self._team:
            self._team.pop().stop()

    def digests(self, captures: Iterable[Capture | Rejected]) -> Iterator[Digest | Rejected]:
        """`pipeline.digest` of each capture, in their order; what is Rejected already stays so.

        A page that goes beyond the bounds, or kills its reader, is Rejected with that reason. The next pages are read
        while one that was yielded is dealt with, so `captures` is asked for a few more than were yielded. Left half
        way, it ends the workers. Raises OnRecordError where the tools cannot be opened.
        """
        return (read.page for read in self.readings(captures))

    def readings(self, captures: Iterable[Capture | Rejected]) -> Iterator[Read]:
        """As `digests`, with what each page cost."""
        return self._answers(captures)

    def rereadings(self, articles: Iterable[Article]) -> Iterator[Again | Rejected]:
        """`pipeline.read_article` of each article, as `digests` does it for captures."""
        return (read.page for read in self._answers(articles))

    def _answers(self, pages: Iterable[Capture | Article | Rejected]) -> Iterator[Answer[Any]]:
        """In their order: a capture gives a Digest, an article an Again."""
        turns: deque[_Turn] = deque()
        try:
            for page in pages:
                turns.append(self._turn(page, turns))
                yield from _done(turns)
            while turns:
                _settle(turns)
                yield from _done(turns)
        finally:
            if any(turn.read is None for turn in turns):
                self.stop()

    def _turn(self, page: Capture | Article | Rejected, turns: deque[_Turn]) -> _Turn:
        if isinstance(page, Rejected):
            return _Turn(None, Answer(page))
        if not self._team:
            raise RuntimeError("the workers have ended; make new ones")
        most = len(self._team) * AHEAD
        while not (idle := [w for w in self._team if w.page is None]) or (len(turns) > most and not turns[0].read):
            _settle(turns)
        idle[0].ask(page)
        return _Turn(idle[0])


@dataclass(slots=True)
class _Turn:
    """A page's place in the order: with its worker until it is read."""

    worker: _Worker | None
    read: Answer[Any] | None = None


def _done(turns: deque[_Turn]) -> Iterator[Answer[Any]]:
    while turns and (read := turns[0].read):
        turns.popleft()
        yield read


def _settle(turns: Iterable[_Turn]) -> None:
    """Wait until a worker has answered."""
    with selectors.DefaultSelector() as waiting:
        for turn in turns:
            if turn.worker and not turn.read:
                waiting.register(turn.worker.answers, selectors.EVENT_READ, (turn, turn.worker))
        for key, _ in waiting.select():
            turn, worker = key.data
            turn.read = worker.answer()


class _Worker:
    """This side of a worker. `page` is what it is at."""

    def __init__(self, tools: OpenTools, bounds: Bounds) -> None:
        self._bounds = bounds
        self._task = partial(supervise, tools, bounds)
        self._child = _started(self._task)
        self.page: Capture | Article | None = None

    @property
    def answers(self) -> int:
        return self._child.answers

    def ask(self, page: Capture | Article) -> None:
        self.page = page
        # Where the supervisor is gone, the answer tells.
        with suppress(BrokenPipeError):
            send(self._child.questions, pickle.dumps(page))

    def answer(self) -> Answer[Any]:
        """What became of the page; raises OnRecordError where the tools could not be opened."""
        page, self.page = self.page, None
        if page is None:
            raise RuntimeError("a worker answers what it was asked")
        message = receive(self._child.answers)
        if message is None:
            # Somebody else killed the supervisor.
            self.stop()
            self._child = _started(self._task)
            return Answer(Rejected(page.path, "the reader was killed on this page; try again"))
        found, seconds, peak = pickle.loads(message.content)  # noqa: S301 - from our own child
        if isinstance(found, OnRecordError):
            raise found
        if isinstance(found, int):
            found = Rejected(page.path, _cause(found, self._bounds))
        if isinstance(found, Rejected):
            return Answer(found, seconds, peak)
        return Answer(Digest(page, *found) if isinstance(page, Capture) else Again(*found), seconds, peak)

    def stop(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._child.pid, 0)
        self._child.close()


def _started(task: Task) -> Child:
    """A supervisor that leads a group: Ctrl-C reaches the program alone, and one signal ends supervisor and reader."""
    child = fork(task)
    with suppress(ProcessLookupError):
        # Set here, not there, so that the group exists before anybody can want to end it.
        os.setpgid(child.pid, child.pid)
    return child


def _cause(status: int, bounds: Bounds) -> str:
    """Why a reader died, from its wait status."""
    number = -os.waitstatus_to_exitcode(status)
    if number == signal.SIGPROF:
        return f"took longer than {bounds.seconds:g} s to read; it was given up"
    if number == signal.SIGALRM:
        return f"not read after {bounds.seconds * WALL:g} s on a busy machine; it was given up; try again"
    how = signal.Signals(number).name if number > 0 else f"exit status {-number}"
    return f"the reader died on this page ({how}); please report the page"
