"""The log is a chain: whatever is altered, removed, added or moved in it is found and named."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture._log import EMPTY, NO_HASH, SHOWS, SHOWS_NOT, Break, Entry, entries, entry_of, line_of, torn

FACTS: list[dict[str, object]] = [
    {"file": "a"},
    {"url": "https://example.org/ü\n"},
    {},
    {"hash": "x", "deep": [{"a": None}]},
    {"size": 3},
]


def log(facts: list[dict[str, object]] = FACTS) -> list[bytes]:
    lines, head = [], EMPTY
    for each in facts:
        lines.append(line_of(head, "made", {k: v for k, v in each.items() if k != "hash"}))
        entry = entry_of(lines[-1], head.end)
        assert entry
        head = entry.head
    return lines


def read(raw: bytes) -> list[Entry | Break]:
    return list(entries(io.BytesIO(raw)))


def breaks(raw: bytes) -> list[Break]:
    return [item for item in read(raw) if isinstance(item, Break)]


WHOLE = b"".join(log())


def test_what_is_written_is_read_with_its_place() -> None:
    found = [item for item in read(WHOLE) if isinstance(item, Entry)]
    assert [e.n for e in found] == [0, 1, 2, 3, 4]
    assert [e.prev for e in found] == [NO_HASH, *(e.hash for e in found[:-1])]
    assert found[1].facts["url"] == "https://example.org/ü\n"
    assert [WHOLE[e.start : e.end] for e in found] == log()
    assert breaks(WHOLE) == []


def test_each_entry_says_what_it_shows_and_what_not() -> None:
    for line in log():
        entry = json.loads(line)
        assert (entry["shows"], entry["shows_not"]) == (SHOWS, SHOWS_NOT)
    assert "unless a timestamp from outside" in SHOWS_NOT
    assert "genuine" in SHOWS_NOT


def test_every_flipped_bit_of_the_log_is_found_and_the_entry_named() -> None:
    """All bits of all positions: facts, numbers, hashes, line breaks, the last line break too."""
    lines = log()
    starts = [sum(map(len, lines[:n])) for n in range(len(lines))]
    for at in range(len(WHOLE)):
        for bit in range(8):
            damaged = bytearray(WHOLE)
            damaged[at] ^= 1 << bit
            found = breaks(bytes(damaged))
            n = max(n for n, start in enumerate(starts) if start <= at)
            assert len(found) == 1, (at, bit)
            assert found[0].n == n, (at, bit)
            assert found[0].start == starts[n]


def test_damaged_neighbours_are_one_break_that_names_both() -> None:
    lines = log()
    for n in (1, 2):
        lines[n] = lines[n].replace(b'"kind":"made"', b'"kind":"fake"')
    (found,) = breaks(b"".join(lines))
    assert (found.n, found.reason) == (1, "entries 1 to 2 are damaged: not what was written")


def resealed(line: bytes, **facts: object) -> bytes:
    """A line altered by somebody who can reckon its own hash anew."""
    body = json.loads(line)
    del body["hash"]
    body.update(facts)
    n, prev = body.pop("n"), body.pop("prev")
    kind = body.pop("kind")
    shown = {k: v for k, v in body.items() if k not in {"shows", "shows_not"}}
    return line_of(EMPTY._replace(n=n - 1, hash=prev), kind, shown)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda ls: [ls[0], *ls[2:]], "entry 2 stands where entry 1 belongs: entries were removed or moved"),
        (lambda ls: ls[1:], "entry 1 stands where entry 0 belongs: entries were removed or moved"),
        (lambda ls: [ls[0], ls[2], ls[1], *ls[3:]], "entry 2 stands where entry 1 belongs"),
        (lambda ls: [*ls[:3], ls[1], *ls[3:]], "entry 1 stands after entry 2: entries were moved or added"),
        (lambda ls: [ls[0], resealed(ls[1], url="other"), *ls[2:]], "entry 2 does not carry the hash of entry 1"),
    ],
    ids=["deleted", "first deleted", "swapped", "repeated", "replaced"],
)
def test_what_is_removed_moved_or_replaced_breaks_the_chain(change: object, reason: str) -> None:
    found = breaks(b"".join(change(log())))  # type: ignore[operator]  # one of the functions above
    assert reason in found[0].reason


def test_the_end_can_be_removed_unseen_but_not_the_head_kept_elsewhere() -> None:
    """What a chain cannot tell: said, and seen here to be so."""
    lines = log()
    assert breaks(b"".join(lines[:-1])) == []
    kept = read(WHOLE)[-1]
    assert isinstance(kept, Entry)
    now = read(b"".join(lines[:-1]))[-1]
    assert isinstance(now, Entry)
    assert now.hash != kept.hash


def test_whatever_beginning_of_an_entry_a_killed_writer_leaves_is_no_break() -> None:
    *first, last = log()
    for cut in range(len(last)):
        left = b"".join(first) + last[:cut]
        assert breaks(left) == []
        assert len(read(left)) == len(first)


def test_a_whole_entry_with_something_after_it_but_no_line_break_is_no_torn_one() -> None:
    line = log()[0]
    assert torn(line[:-1])
    assert not torn(line[:-1] + b"\x0b")
    assert not torn(line[:-1] + b'{"n":1,"ki')


@given(st.binary(max_size=300))
def test_any_bytes_at_all_can_be_read(raw: bytes) -> None:
    assert not any(isinstance(item, Entry) for item in read(raw))


@pytest.mark.parametrize("body", [b"[]", b"3", b'{"n":0}', b'{"n":"x","kind":"a","prev":"b"}', b"[" * 5000 + b"}"])
def test_a_sealed_line_that_is_no_entry_is_none(body: bytes) -> None:
    from onrecord.capture._log import _closed  # noqa: PLC0415 - only here is the seal wanted on something else

    line = _closed(body[:-1] + b"}" if body.endswith(b"}") else body + b"}")
    assert entry_of(line, 0) is None
