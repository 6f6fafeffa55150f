"""Timestamps of the log's head: asked, checked, kept, and sound to openssl; against an authority made by the test."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from making import START, capture
from stamping import answered, make_authority, openssl, stamping

from onrecord.capture._timestamps import query, stamp, stamps
from onrecord.capture._warcs import Archive
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Send = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def send(authority: Path) -> Send:
    """What an authority answers to a query, as by HTTP."""
    return lambda asked: answered(authority, asked)


@pytest.fixture
def warcs(tmp_path: Path) -> Archive:
    kept = Archive(tmp_path / "an archive", tool="onrecord 0.1.0", clock=lambda: START)
    kept.put(capture())
    return kept


def faults(warcs: Archive) -> list[str]:
    return [str(f) for f in warcs.verify() if f is not None]


def test_the_head_is_stamped_and_openssl_agrees_by_the_command_given(
    warcs: Archive, send: Send, authority: Path
) -> None:
    head = warcs.head()
    made = stamp(warcs, send)
    assert (made.of, made.hash, made.authority, made.fault) == (head.n, head.hash, "Stamper", None)
    assert abs(made.at - datetime.now(UTC)) < timedelta(minutes=5)
    program, line = made.command.split(" ", 1)
    assert program == "openssl"
    assert "Verification: OK" in openssl(authority, line).stdout
    assert stamps(warcs) == (made,)
    assert faults(warcs) == []


def test_openssl_refuses_it_for_any_other_hash(warcs: Archive, send: Send, authority: Path) -> None:
    made = stamp(warcs, send)
    with pytest.raises(subprocess.CalledProcessError):
        openssl(authority, made.command.split(" ", 1)[1].replace(made.hash, "0" * 64))


def test_query_and_answer_are_kept_as_they_were(warcs: Archive, send: Send, authority: Path) -> None:
    made = stamp(warcs, send)
    assert made.answer.read_bytes() == (authority / "answer.tsr").read_bytes()
    assert made.answer.with_suffix(".tsq").read_bytes() == (authority / "asked.tsq").read_bytes()
    shown = openssl(authority, f"ts -query -in {shlex.quote(str(made.answer.with_suffix('.tsq')))} -text").stdout
    assert "Hash Algorithm: sha256" in shown
    assert "Certificate required: yes" in shown


def test_an_archive_can_be_stamped_again_and_by_another(warcs: Archive, send: Send) -> None:
    first = stamp(warcs, send)
    warcs.put(capture(b"more"))
    second = stamp(warcs, send)
    assert second.of > first.of
    assert stamps(warcs) == (first, second)
    assert faults(warcs) == []


@pytest.mark.parametrize("suffix", [".tsr", ".tsq"])
def test_a_flipped_bit_in_a_timestamp_is_found_and_named(warcs: Archive, send: Send, suffix: str) -> None:
    path = stamp(warcs, send).answer.with_suffix(suffix)
    raw = path.read_bytes()
    for at in range(0, len(raw), 41):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        (found,) = faults(warcs)
        assert found.startswith(f"timestamps/{path.name}, byte 0 (timestamp of log entry 1, log entry 2): damaged")
    path.unlink()
    assert "the file is missing" in faults(warcs)[0]


def test_an_answer_for_another_hash_is_refused_and_nothing_kept(warcs: Archive, send: Send) -> None:
    with pytest.raises(ArchiveError, match="answered for another hash; nothing was kept"):
        stamp(warcs, lambda _: send(query("ab" * 32, 7)))
    assert stamps(warcs) == ()
    assert not (warcs.folder / "timestamps").exists()


def test_an_answer_given_before_is_refused(warcs: Archive, send: Send) -> None:
    """One that somebody kept, for the same hash: its nonce is not the one sent."""
    with pytest.raises(ArchiveError, match="gave an old answer"):
        stamp(warcs, lambda _: send(query(warcs.head().hash, 7)))


def test_a_refusal_is_said_with_its_reason(warcs: Archive, send: Send) -> None:
    def spoiled(asked: bytes) -> bytes:
        # SHA-256 is named by this identifier (RFC 5754); with its last byte changed it is SHA-384, and not taken.
        return send(asked.replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040202")))

    with pytest.raises(ArchiveError, match=r"the timestamp authority refused \(rejection, .*bad_(alg|data_format)"):
        stamp(warcs, spoiled)


@pytest.mark.parametrize(
    "answer", [b"", b"<html>Not found</html>", b"\x30\x03\x02\x01", b"\x30\x80" * 50, b"\x00" * 99]
)
def test_what_is_no_answer_is_said(warcs: Archive, answer: bytes) -> None:
    with pytest.raises(ArchiveError, match="the timestamp authority's answer cannot be read"):
        stamp(warcs, lambda _: answer)


def test_an_empty_archive_has_nothing_to_stamp(tmp_path: Path, send: Send) -> None:
    with pytest.raises(ArchiveError, match="nothing to stamp, the log is empty; add pages first"):
        stamp(Archive(tmp_path, tool="x", clock=lambda: START), send)


def test_a_timestamp_moved_to_another_entry_is_found(warcs: Archive, send: Send) -> None:
    made = stamp(warcs, send)
    warcs.note("timestamp", {"of": 0, "hash": made.hash, "stated": START.isoformat(), "files": {}})
    assert "the timestamp is not of entry 0 as it stands" in faults(warcs)[0]


@pytest.mark.enable_socket
def test_an_authority_is_asked_over_http_and_openssl_checks_its_answer(warcs: Archive, authority: Path) -> None:
    with stamping(authority) as url:
        made = warcs.stamp(url, private=True)
        with pytest.raises(ArchiveError, match="no timestamp came"):
            warcs.stamp(url)
    checked = openssl(authority, made.command.removeprefix("openssl "))
    assert "Verification: OK" in checked.stdout + checked.stderr


def again(warcs: Archive, facts: dict[str, Any]) -> Archive:
    """An archive of another page whose log has the timestamp of the first one, fitted to it, and the same files."""
    forged = Archive(warcs.folder.with_name("forged"), tool="onrecord 0.1.0", clock=lambda: START)
    forged.put(capture(b"what should have been written"))
    shutil.copytree(warcs.folder / "timestamps", forged.folder / "timestamps")
    forged.note("timestamp", {**facts, "hash": forged.head().hash})
    return forged


def test_a_log_that_was_written_anew_from_its_start_does_not_fit_the_authoritys_answer(
    warcs: Archive, send: Send
) -> None:
    made = stamp(warcs, send)
    (entry,) = [e for e in warcs.entries() if e.kind == "timestamp"]
    forged = again(warcs, {name: entry.facts[name] for name in ("of", "stated", "files")})
    (found,) = faults(forged)
    assert found.startswith(f"timestamps/{made.answer.name}, byte 0 (timestamp of log entry 1, log entry 2): it is for")
    assert [s.fault for s in stamps(forged)] == ["it is for another hash or moment than the log says"]


def test_a_log_that_states_another_moment_than_the_answer_is_found(warcs: Archive, send: Send) -> None:
    made = stamp(warcs, send)
    (entry,) = [e for e in warcs.entries() if e.kind == "timestamp"]
    earlier = {**entry.facts, "stated": (made.at - timedelta(days=9)).isoformat()}
    warcs.note("timestamp", {name: earlier[name] for name in ("of", "hash", "stated", "files")})
    assert ["another hash or moment" in fault for fault in faults(warcs)] == [True]
    assert [s.fault is None for s in stamps(warcs)] == [True, False]


def test_a_timestamp_says_what_keeps_it_from_proving_anything(warcs: Archive, send: Send) -> None:
    made = stamp(warcs, send)
    raw = made.answer.read_bytes()
    for content, fault in ((raw[:-1], "damaged: it is not what the authority answered"), (None, "the file is missing")):
        made.answer.unlink() if content is None else made.answer.write_bytes(content)
        (found,) = stamps(warcs)
        assert (found.fault, found.of, found.at) == (fault, made.of, made.at)


def test_a_timestamp_proves_nothing_of_a_log_that_is_damaged_before_it(warcs: Archive, send: Send) -> None:
    stamp(warcs, send)
    log = warcs.folder / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"kind":"file"', b'"kind":"fine"'))
    assert [s.fault for s in stamps(warcs)] == ["the timestamp is not of entry 1 as it stands"]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"of": "one", "hash": 7, "stated": None, "files": []},
        {"of": 0, "hash": "", "stated": "yesterday", "files": {"timestamps/a.tsr": ""}},
        {"of": 0, "hash": "", "stated": "2024-10-16", "files": {"../../etc/passwd.tsr": ""}},
        {"of": -1, "hash": "", "stated": "2024-10-16T09:00:00+00:00", "files": {}},
    ],
)
def test_an_entry_that_only_calls_itself_a_timestamp_is_none(warcs: Archive, facts: dict[str, Any]) -> None:
    warcs.note("timestamp", facts)
    assert stamps(warcs) == ()
    assert faults(warcs)
