"""Pages are found in files, folders and standard input; what cannot be taken is said, never raised."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from making import START

from onrecord.capture import find, take
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def clock() -> datetime:
    return START


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def names(found: tuple[str | Rejected, ...], folder: Path) -> list[str]:
    return [os.path.relpath(f, folder) for f in found if isinstance(f, str)]


def test_a_folder_gives_its_pages_in_order_and_nothing_else(tmp_path: Path) -> None:
    filled(tmp_path, "b.html", "a.txt", "sub/c.HTM", "style.css", ".hidden.html", ".git/d.html", "photo.jpg")
    assert names(find([str(tmp_path)]), tmp_path) == ["a.txt", "b.html", "sub/c.HTM"]


def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    filled(tmp_path, "page.asp")
    assert names(find([str(tmp_path / "page.asp")]), tmp_path) == ["page.asp"]


def test_the_same_page_given_twice_is_found_once(tmp_path: Path) -> None:
    filled(tmp_path, "a.html")
    assert names(find([str(tmp_path), str(tmp_path / "a.html"), str(tmp_path)]), tmp_path) == ["a.html"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.pdf", "PDF pages are not read yet; save the page as HTML or text"),
        ("a.MHTML", "MHTML pages are not read yet; save the page as HTML or text"),
        ("a.warc", "WARC files are not read yet; save the page as HTML or text"),
    ],
)
def test_what_cannot_be_read_yet_is_said_in_one_line(tmp_path: Path, name: str, reason: str) -> None:
    filled(tmp_path, name)
    for given in (tmp_path, tmp_path / name):
        (found,) = find([str(given)])
        assert found == Rejected(str(tmp_path / name), reason)


def test_an_address_is_told_to_be_saved_first() -> None:
    (found,) = find(["https://example.org/page.html"])
    assert isinstance(found, Rejected)
    assert "save the page" in found.reason


def test_a_folder_without_pages_says_so(tmp_path: Path) -> None:
    (found,) = find([str(filled(tmp_path, "notes.md"))])
    assert isinstance(found, Rejected)
    assert found.reason.startswith("no page in this folder")


def test_a_page_is_taken_whole_with_where_and_when(tmp_path: Path) -> None:
    filled(tmp_path, "a.html")
    taken = take(str(tmp_path / "a.html"), clock)
    assert taken == Capture(b"a.html", str(tmp_path / "a.html"), None, None, START)


@pytest.mark.parametrize(("size", "fits"), [(10, True), (11, False)])
def test_a_page_over_the_limit_is_rejected_with_what_to_do(tmp_path: Path, size: int, fits: bool) -> None:  # noqa: FBT001
    (tmp_path / "a.html").write_bytes(b"x" * size)
    taken = take(str(tmp_path / "a.html"), clock, limit=10)
    assert isinstance(taken, Capture) is fits
    if isinstance(taken, Rejected):
        assert taken.reason == "over the limit of 1e-05 MB a page; raise it with --max-size"


def test_no_more_than_the_limit_is_read_from_endless_input() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size == 1001
            return b"x" * size

    assert isinstance(take("-", clock, limit=1000, stdin=Endless()), Rejected)  # type: ignore[arg-type]  # only read


def test_standard_input_is_a_page() -> None:
    taken = take("-", clock, stdin=io.BytesIO(b"page"))
    assert isinstance(taken, Capture)
    assert (taken.body, taken.path) == (b"page", "-")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    taken = take(str(tmp_path / "no.html"), clock)
    assert isinstance(taken, Rejected)
    assert taken.reason.startswith("cannot be read: No such file or directory")


def test_a_file_without_rights_is_said(tmp_path: Path) -> None:
    filled(tmp_path, "a.html")
    (tmp_path / "a.html").chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)  # root may read everything, nobody may not
    try:
        taken = take(str(tmp_path / "a.html"), clock)
    finally:
        os.seteuid(was)
    assert isinstance(taken, Rejected)
    assert "Permission denied" in taken.reason


def test_a_named_pipe_does_not_hold_up_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    taken = take(str(tmp_path / "a.html"), clock)
    assert isinstance(taken, Rejected)
    assert taken.reason.startswith("not a regular file")


def test_the_same_bytes_are_one_capture_and_a_url_at_another_time_is_another() -> None:
    later = START.replace(hour=10)
    files = [Capture(b"page", path, None, None, at) for path, at in (("a.html", START), ("b.html", later))]
    assert files[0].id == files[1].id
    fetched = [Capture(b"page", "a", "https://example.org/", None, at) for at in (START, later)]
    assert fetched[0].id != fetched[1].id
    assert fetched[0].digest == fetched[1].digest
