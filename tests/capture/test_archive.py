"""The archive keeps bytes, never rewrites them, and says which are damaged."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.capture import Archive
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(body=st.binary(max_size=5000))
def test_what_is_put_can_be_got_by_its_sha256(tmp_path: Path, body: bytes) -> None:
    archive = Archive(tmp_path / "archive")
    digest = archive.put(body)
    assert digest == hashlib.sha256(body).hexdigest()
    assert archive.get(digest) == body


def test_the_same_bytes_are_kept_once_and_not_rewritten(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    place = tmp_path / (digest := archive.put(b"page"))[:2] / digest
    before = place.stat()
    assert archive.put(b"page") == digest
    after = place.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_kept_is_read_only(tmp_path: Path) -> None:
    digest = Archive(tmp_path).put(b"page")
    assert (tmp_path / digest[:2] / digest).stat().st_mode & 0o222 == 0


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda place: place.unlink(), "missing from the archive"),
        (lambda place: (place.chmod(0o644), place.write_bytes(b"pagf")), "damaged"),
        (lambda place: (place.chmod(0o644), place.write_bytes(b"")), "damaged"),
    ],
    ids=["missing", "one bit", "cut"],
)
def test_damage_is_found_and_named(tmp_path: Path, damage: object, complaint: str) -> None:
    """Law 4: the archive can be verified, and says which page is damaged."""
    archive = Archive(tmp_path)
    digest = archive.put(b"page")
    damage(tmp_path / digest[:2] / digest)  # type: ignore[operator]  # one of the functions above
    with pytest.raises(ArchiveError, match=f"{digest}: {complaint}"):
        archive.get(digest)


def test_a_cut_page_is_not_taken_for_the_page_put_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"page")
    place = tmp_path / digest[:2] / digest
    place.chmod(0o644)
    place.write_bytes(b"pa")
    with pytest.raises(ArchiveError, match="damaged: 2 bytes where 4 were kept"):
        archive.put(b"page")


def full(after: int) -> object:
    """A write that fails as on a full disk once so many bytes are written."""
    left = after

    def write(handle: int, some: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = os.write(handle, some[:left])
        left -= written
        return written

    return write


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path: Path, after: int) -> None:
    archive = Archive(tmp_path, write=full(after))  # type: ignore[arg-type]  # a write as above
    with pytest.raises(ArchiveError, match="cannot keep the page: No space left on device; free space"):
        archive.put(b"page")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert Archive(tmp_path).put(b"page")


def test_short_writes_are_continued(tmp_path: Path) -> None:
    archive = Archive(tmp_path, write=lambda handle, some: os.write(handle, some[:1]))
    assert archive.get(archive.put(b"a longer page")) == b"a longer page"


def test_what_a_killed_writer_left_is_swept_when_the_page_comes_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = hashlib.sha256(b"page").hexdigest()
    left = tmp_path / digest[:2] / f".{digest}.4711.part"
    left.parent.mkdir()
    left.write_bytes(b"pa")
    archive.put(b"page")
    assert [p.name for p in left.parent.iterdir()] == [digest]


@pytest.mark.slow
def test_a_quota_of_the_system_is_said_in_one_line(tmp_path: Path) -> None:
    """The real thing: a process that may write files of 1,000 bytes at most."""
    program = (
        "import resource, signal, sys; from pathlib import Path; from onrecord.capture import Archive\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: Archive(Path(sys.argv[1])).put(b'x' * 5000)\n"
        "except Exception as e: print(type(e).__name__, e)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ArchiveError")
    assert "File too large" in done.stdout
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
