"""What a path or an address stands for: the sources in it, each by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.model import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    Clock = Callable[[], datetime]

DEFAULT_LIMIT = 20_000_000
"""Bytes of one page: nine times the largest of 258 real news pages of 41 countries (2.2 MB; median 0.25 MB)."""

PAGES = frozenset({".html", ".htm", ".xhtml", ".txt"})
UNREAD = {
    ".docx": "Word files",
    ".odt": "OpenDocument files",
    ".rtf": "RTF files",
    ".epub": "EPUB files",
    ".msg": "Outlook files",
}
"""What may hold a page but is not read; said, so that nobody thinks it was read."""

CONTAINERS = frozenset(
    {
        ".warc",
        ".arc",
        ".wacz",
        ".mhtml",
        ".mht",
        ".eml",
        ".pdf",
        ".zip",
        ".tar",
        ".tgz",
        ".gz",
        ".bz2",
        ".zst",
        ".jsonl",
        ".ndjson",
    }
)
"""What the names of files end in that may hold pages; in a folder, ZIP or tar all else but pages is passed over."""

STANDARD_INPUT = "-"


def find(paths: Iterable[str]) -> tuple[str | Rejected, ...]:
    """The sources that paths stand for, each once and in order: files and addresses as given, folders by their pages.

    What cannot be taken in is in its place as Rejected.
    """
    found: dict[str, str | Rejected] = {}
    for path in paths:
        for page in _expand(path):
            found.setdefault(page if isinstance(page, str) else f"{page.path}\n{page.reason}", page)
    return tuple(found.values())


def is_address(source: str) -> bool:
    """Whether a source is to be fetched rather than opened."""
    return source.lower().startswith(("http://", "https://"))


def shown(path: str) -> str:
    """A path as text: bytes of a file's name that are no UTF-8 are escaped, so that it can be stored and printed."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _expand(path: str) -> Iterator[str | Rejected]:
    if is_address(path):
        yield path
    elif path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on names that are too long
        yield from _folder(path)
    elif Path(path).suffix.lower() in UNREAD:
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
    if suffix in UNREAD:
        return _later(path)
    return path if suffix in PAGES | CONTAINERS else None


def _later(path: str) -> Rejected:
    kind = UNREAD[Path(path).suffix.lower()]
    return Rejected(shown(path), f"{kind} are not read; save the page as HTML, PDF or text")
