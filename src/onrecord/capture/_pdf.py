"""Text out of PDF files, its lines put together to paragraphs again."""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections import Counter
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

PAGES = 500
"""Pages of one PDF. Reports by UN panels, the longest that such work rests on, have about 500."""
_GAP = 1.35  # of the usual distance of lines; set solid, a new paragraph stands at 1.5 or more
_SHORT = 0.75  # of the longest line; a line that ends a sentence and is shorter ends its paragraph
_RUNNING = 0.5  # of the pages on which a first or last line stands again to be a running title
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")


class Line(NamedTuple):
    """A line of a page: its words, where it begins, how high it stands, and the size of its letters, in points."""

    text: str
    x: float
    y: float
    size: float


def read_pdf(outer: Capture) -> Capture | Rejected:
    """The text of a PDF as a page of plain text, a paragraph a line; its path is `path!text`.

    Rejected where there is none, as in a scan, or where the file is locked or cannot be read.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - a third of a second, and most runs see no PDF

    # It warns of each fault that it could repair; what it cannot is an exception.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(outer.body))
        if reader.is_encrypted and not reader.decrypt(""):
            return Rejected(outer.path, "a PDF locked by a password; unlock it and give it again")
        count = len(reader.pages)
        if count > PAGES:
            return Rejected(outer.path, f"a PDF of {count} pages, over the limit of {PAGES}; split it")
        pages = [_lines(page) for page in reader.pages]
        title = _title(reader)
    except Exception as error:  # noqa: BLE001 - on broken files pypdf raises whatever its parts do
        if type(error).__name__ == "DependencyError":
            return Rejected(outer.path, "a PDF locked with AES, which is not opened; print it to a new PDF")
        reason = " ".join(str(error).split())[:100]
        return Rejected(outer.path, f"a PDF that cannot be read ({type(error).__name__}: {reason}); save its text")
    found = paragraphs(pages)
    if not found:
        return Rejected(outer.path, "no text in this PDF (scanned); run it through text recognition first")
    headed = [title] if title and not any(title in p for p in found[:3]) else []
    text = "\n\n".join([*headed, *found]).encode("utf-8", "replace")
    return Capture(text, f"{outer.path}!text", outer.url, "text/plain; charset=utf-8", outer.fetched)


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of pages of lines; running titles and page numbers are left out, words cut at a line's end joined.

    A paragraph ends where the distance of lines grows, the size of letters changes, a line is indented, or a sentence
    ends in a short line; one that runs over to the next page is one.
    """
    running = _running(pages)
    lines = [line for page in pages for line in page if _shape(line) not in running and line.text.strip()]
    found: list[str] = []
    steps = [a.y - b.y for a, b in itertools.pairwise(lines) if a.y - b.y > 0]
    usual = median_low(steps) if steps else 0.0
    longest = max((len(line.text) for line in lines), default=0)
    before: Line | None = None
    for line in lines:
        if before is not None and not _parted(before, line, usual, longest):
            found[-1] = _joined(found[-1], line.text.strip())
        else:
            found.append(line.text.strip())
        before = line
    return found


def _parted(before: Line, line: Line, usual: float, longest: int) -> bool:
    ended = bool(_ENDS.search(before.text.rstrip()))
    if abs(before.size - line.size) > 1:
        return True
    down = before.y - line.y
    if down > 0:
        indented = line.x - before.x > line.size * 0.8
        return down > usual * _GAP or (ended and (indented or len(before.text) < longest * _SHORT))
    # Up again: the next column or page.
    return ended


def _joined(text: str, line: str) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + line
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}"


def _running(pages: Sequence[Sequence[Line]]) -> set[str]:
    if len(pages) < 3:  # noqa: PLR2004 - what stands twice may be meant
        return set()
    edges: Iterable[set[str]] = ({_shape(line) for line in [*page[:2], *page[-2:]]} for page in pages)
    seen = Counter(shape for edge in edges for shape in edge)
    return {shape for shape, n in seen.items() if n > len(pages) * _RUNNING}


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _lines(page: Any) -> list[Line]:  # noqa: ANN401 - pypdf is loaded late
    lines: list[Line] = []

    def take(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or 1) * (cm[3] or 1))
        for n, piece in enumerate(text.split("\n")):
            if lines and (n == 0 and abs(lines[-1].y - y) < height / 2 + 0.1):
                lines[-1] = lines[-1]._replace(text=lines[-1].text + piece)
            elif piece.strip():
                lines.append(Line(piece, x, y, height))

    page.extract_text(visitor_text=take)
    return [line._replace(text=" ".join(line.text.split())) for line in lines]


def _title(reader: Any) -> str:  # noqa: ANN401 - as above
    stated = reader.metadata.title if reader.metadata else None
    title = " ".join(str(stated or "").split())
    # What programs put there by themselves is the name of a file.
    return "" if re.search(r"(?i)\.(docx?|indd|pdf|tex|pptx?)$|^(microsoft word|untitled)", title) else title
