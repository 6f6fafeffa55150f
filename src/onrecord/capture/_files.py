"""Pages from files, folders and standard input."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    Clock = Callable[[], datetime]

DEFAULT_LIMIT = 20_000_000
"""Bytes of one page: nine times the largest of 258 real news pages of 41 countries (2.2 MB; median 0.25 MB)."""

PAGES = frozenset({".html", ".htm", ".xhtml", ".txt"})
LATER = {
    ".pdf": "PDF pages",
    ".mhtml": "MHTML pages",
    ".mht": "MHTML pages",
    ".warc": "WARC files",
    ".wacz": "WACZ files",
    ".eml": "e-mails",
    ".zip": "ZIP files",
    ".docx": "Word files",
    ".odt": "OpenDocument files",
    ".rtf": "RTF files",
    ".epub": "EPUB files",
}
"""What may hold pages but cannot be read yet; said, so that nobody thinks it was read."""

STANDARD_INPUT = "-"


def find(paths: Iterable[str]) -> tuple[str | Rejected, ...]:
    """The pages that paths stand for, each once: files as given, folders by what in them looks like a page, in order.

    What is not there, or cannot be taken in yet, is in its place as Rejected.
    """
    found: dict[str, str | Rejected] = {}
    for path in paths:
        for page in _expand(path):
            found.setdefault(page if isinstance(page, str) else f"{page.path}\n{page.reason}", page)
    return tuple(found.values())


def take(path: str, clock: Clock, limit: int = DEFAULT_LIMIT, stdin: BinaryIO | None = None) -> Capture | Rejected:
    """The bytes of one file (or, for "-", of standard input) as captured now, or why they cannot be taken.

    `limit` is in bytes; a larger page is rejected, and no more than that is ever held in memory.
    """
    try:
        body = _read(path, limit, stdin)
    except OSError as error:
        return Rejected(shown(path), f"cannot be read: {error.strerror or error}; check that it exists and its rights")
    if isinstance(body, Rejected):
        return body
    if len(body) > limit:
        return Rejected(shown(path), f"over the limit of {limit / 1e6:g} MB a page; raise it with --max-size")
    return Capture(body=body, path=shown(path), url=None, media_type=None, fetched=clock())


def shown(path: str) -> str:
    """A path as text: bytes of a file's name that are no UTF-8 are escaped, so that it can be stored and printed."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _read(path: str, limit: int, stdin: BinaryIO | None) -> bytes | Rejected:
    if path == STANDARD_INPUT:
        return (stdin or sys.stdin.buffer).read(limit + 1)
    # Opened without waiting: a named pipe would hold up the whole run.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Rejected(shown(path), "not a regular file; give a file, a folder, or - for standard input")
        return file.read(limit + 1)


def _expand(path: str) -> Iterator[str | Rejected]:
    if path.startswith(("http://", "https://")):
        yield Rejected(path, "addresses are not fetched yet; save the page and give its file")
    elif path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on names that are too long
        yield from _folder(path)
    elif Path(path).suffix.lower() in LATER:
        yield _later(path)
    else:
        yield path


def _folder(path: str) -> Iterator[str | Rejected]:
    unreadable: list[Rejected] = []

    def note(error: OSError) -> None:
        unreadable.append(Rejected(shown(str(error.filename)), f"cannot be read: {error.strerror}; check its rights"))

    none = True
    for folder, inner, names in os.walk(path, onerror=note):
        inner[:] = sorted(n for n in inner if not n.startswith("."))
        for link in (str(Path(folder) / n) for n in inner if (Path(folder) / n).is_symlink()):
            none = False
            yield Rejected(shown(link), "a link to a folder, which is not followed; give the folder itself")
        for name in sorted(n for n in names if not n.startswith(".")):
            page = _in_folder(str(Path(folder) / name))
            none = none and page is None
            if page is not None:
                yield page
    yield from unreadable
    if none and not unreadable:
        yield Rejected(path, f"no page in this folder; pages are files ending in {', '.join(sorted(PAGES))}")


def _in_folder(path: str) -> str | Rejected | None:
    suffix = Path(path).suffix.lower()
    if suffix in LATER:
        return _later(path)
    return path if suffix in PAGES else None


def _later(path: str) -> Rejected:
    kind = LATER[Path(path).suffix.lower()]
    return Rejected(shown(path), f"{kind} are not read yet; save the page as HTML or text")
