"""The archive's log: one JSON object a line, each with the hash of the one before it, only ever added to.

What a chain of hashes shows (Haber and Stornetta 1991): an entry that is altered, removed, added or moved no longer
fits its neighbours. It cannot show that its last entries were removed; that shows only against the hash of a later
entry that was kept elsewhere, such as in a timestamp.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOG = "log.jsonl"
WARCS = "warcs"
"""The log and the folder of WARC files in an archive's folder."""

SHOWS = "the bytes named here are those that were captured, if their hashes fit and this entry fits the chain"
SHOWS_NOT = (
    "when they were captured, unless a timestamp from outside covers this entry or a later one; "
    "that the page was genuine, or its words true"
)
NO_HASH = "0" * 64
"""What the first entry carries as the hash of the one before."""

_END = re.compile(rb',"hash":"[0-9a-f]{64}"\}')
_END_LENGTH = 76  # _END and the line break


class Head(NamedTuple):
    """The last entry of a log: its number (-1: none), its hash, and the byte in the log at which the next begins."""

    n: int
    hash: str
    end: int


EMPTY = Head(-1, NO_HASH, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: number, hash, that of the entry before, its facts, and the bytes of the log in which it stands."""

    n: int
    kind: str
    prev: str
    hash: str
    facts: dict[str, Any]
    start: int
    end: int

    @property
    def head(self) -> Head:
        """The log's head while this entry is its last."""
        return Head(self.n, self.hash, self.end)

    def follows(self, head: Head) -> bool:
        """Whether the chain goes from that head to this entry."""
        return self.n == head.n + 1 and self.prev == head.hash


@dataclass(frozen=True, slots=True)
class Break:
    """Where the log is not what was written: entry number as far as it can be told, byte in the log, reason."""

    n: int
    start: int
    reason: str


def line_of(head: Head, kind: str, facts: dict[str, Any]) -> bytes:
    """The line that goes after `head`: the JSON of the entry, and in it, last, the SHA-256 of all before."""
    body = {"n": head.n + 1, "kind": kind, **facts, "shows": SHOWS, "shows_not": SHOWS_NOT, "prev": head.hash}
    return _closed(json.dumps(body, separators=(",", ":")).encode("ascii"))


def entry_of(line: bytes, start: int) -> Entry | None:
    """The entry that a line (with its break) is, or None if any bit of it is not as it was written."""
    body = line[:-_END_LENGTH] + b"}"
    if len(line) <= _END_LENGTH or line != _closed(body):
        return None
    try:
        facts = json.loads(body)
        n, kind, prev = int(facts.pop("n")), str(facts.pop("kind")), str(facts.pop("prev"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Entry(n, kind, prev, line[-67:-3].decode("ascii"), facts, start, start + len(line))


def entries(lines: Iterable[bytes], head: Head = EMPTY) -> Iterator[Entry | Break]:
    """The entries after `head`, in order, and a Break wherever the chain does.

    A last line that a killed writer can have left (the beginning of an entry, or one without its line break) is no
    break and no entry. Damaged lines in a row are one break; what stands after them is read on.
    """
    damaged: int | None = None
    at = head.end
    for line in lines:
        entry = entry_of(line, at)
        if entry is None:
            if torn(line):
                break
            damaged = at if damaged is None else damaged
        else:
            if damaged is not None:
                yield Break(head.n + 1, damaged, _damage(head.n + 1, entry.n - 1))
            elif not entry.follows(head):
                yield Break(entry.n, at, _misplaced(entry, head))
            yield entry
            head, damaged = entry.head, None
        at += len(line)
    if damaged is not None:
        yield Break(head.n + 1, damaged, _damage(head.n + 1, head.n + 1))


def torn(line: bytes) -> bool:
    """Whether a killed writer can have left this: the beginning of an entry, up to all of it but the line break."""
    if line.endswith(b"\n"):
        return False
    whole = [m.end() for m in _END.finditer(line) if entry_of(line[: m.end()] + b"\n", 0)]
    return all(end == len(line) for end in whole)


def _closed(body: bytes) -> bytes:
    digest = hashlib.sha256(body).hexdigest()
    return body[:-1] + b',"hash":"' + digest.encode("ascii") + b'"}\n'


def _damage(first: int, last: int) -> str:
    which = f"entry {first} is" if last <= first else f"entries {first} to {last} are"
    return f"{which} damaged: not what was written"


def _misplaced(entry: Entry, head: Head) -> str:
    if entry.n > head.n + 1:
        return f"entry {entry.n} stands where entry {head.n + 1} belongs: entries were removed or moved"
    if entry.n <= head.n:
        return f"entry {entry.n} stands after entry {head.n}: entries were moved or added"
    return f"entry {entry.n} does not carry the hash of entry {head.n}: one of them was replaced"
