"""Sources are found in files, folders and addresses, each once; what cannot be taken in is said, never raised."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from making import START

from onrecord.capture import find
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from pathlib import Path


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def names(found: tuple[str | Rejected, ...], folder: Path) -> list[str]:
    return [os.path.relpath(f, folder) for f in found if isinstance(f, str)]


def test_a_folder_gives_its_pages_in_order_and_nothing_else(tmp_path: Path) -> None:
    filled(
        tmp_path, "b.html", "a.txt", "sub/c.HTM", "style.css", ".hidden.html", ".git/d.html", "photo.jpg", "e.warc.gz"
    )
    assert names(find([str(tmp_path)]), tmp_path) == ["a.txt", "b.html", "e.warc.gz", "sub/c.HTM"]


def test_a_file_given_by_name_is_a_source_whatever_it_is_called(tmp_path: Path) -> None:
    filled(tmp_path, "page.asp")
    assert names(find([str(tmp_path / "page.asp")]), tmp_path) == ["page.asp"]


def test_the_same_page_given_twice_is_found_once(tmp_path: Path) -> None:
    filled(tmp_path, "a.html")
    assert names(find([str(tmp_path), str(tmp_path / "a.html"), str(tmp_path)]), tmp_path) == ["a.html"]


@pytest.mark.parametrize("name", ["a.docx", "a.EPUB", "a.rtf", "a.msg"])
def test_what_is_not_read_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    filled(tmp_path, name)
    for given in (tmp_path, tmp_path / name):
        (found,) = find([str(given)])
        assert isinstance(found, Rejected)
        assert found.path == str(tmp_path / name)
        assert found.reason.endswith("files are not read; save the page as HTML, PDF or text")


def test_an_address_is_a_source() -> None:
    assert find(["https://example.org/page.html", "HTTP://example.org/"]) == (
        "https://example.org/page.html",
        "HTTP://example.org/",
    )


def test_a_folder_without_pages_says_so(tmp_path: Path) -> None:
    (found,) = find([str(filled(tmp_path, "notes.md"))])
    assert isinstance(found, Rejected)
    assert found.reason.startswith("no page in this folder")


def test_a_name_that_is_too_long_is_left_to_be_said_when_it_is_opened() -> None:
    assert find(["x" * 300]) == ("x" * 300,)


def test_the_same_bytes_are_one_capture_and_a_url_at_another_time_is_another() -> None:
    later = START.replace(hour=10)
    files = [Capture(b"page", path, None, None, at) for path, at in (("a.html", START), ("b.html", later))]
    assert files[0].id == files[1].id
    fetched = [Capture(b"page", "a", "https://example.org/", None, at) for at in (START, later)]
    assert fetched[0].id != fetched[1].id
    assert fetched[0].digest == fetched[1].digest
