"""Which line above the text of a tagless page is its headline."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.page import _dates, _linemodel, _lines, _names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._lines import Line

# Headlines are this long; measured in words, East Asian letters counting as half a word.
_LEAST_WORDS = 3
_MOST_WORDS = 32
# Lines above the text that may hold the headline: bylines, dates, captions and share buttons lie between.
_WITHIN = 40
# A headline's words come back in the text; short words come back in any text.
_TELLING_CHARACTERS = 4
_BODY_LINES = 40


def headline_at(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The index of the headline among the lines before the text of the region; None where there is none."""
    words = Counter(word for line in lines[start : min(end, start + _BODY_LINES)] for word in _words(line.text))
    counts = Counter(line.text for line in lines)
    title = lines[0].text
    first_prose = next((at for at in range(start, end) if lines[at].look == "prose"), start)
    candidates = [at for at in range(max(0, first_prose - _WITHIN), first_prose) if _may_be(lines[at])]

    def rank(at: int) -> tuple[float, int]:
        text = lines[at].text
        own = _words(text)
        shared = sum(1 for word in own if word in words) / max(len(own), 3)
        repeated = 1.0 if counts[text] > 1 else 0.0
        titled = 1.0 if at and title.startswith(text[: len(text) // 2 + 1]) else 0.0
        ends = 0.7 if text.endswith(".") else 0.0
        far = (first_prose - at) / _WITHIN
        return 3 * shared + repeated + 2 * titled - ends - far, -at

    best = max(candidates, key=rank, default=None)
    return best if best is not None and rank(best)[0] > 0 else None


def _may_be(line: Line) -> bool:
    if line.bullet or line.look in {"boiler", "end", "caption"} or not _LEAST_WORDS <= line.words <= _MOST_WORDS:
        return False
    if line.look == "prose" and line.score >= _linemodel.KEEP:
        return False
    return _names.led(line.text) is None and not (_dates.date_in(line.text) and not _lines.is_terminal(line.text))


def _words(text: str) -> set[str]:
    lower = text.lower()
    wide = re.findall("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}", lower)
    return {word for word in re.findall(r"[^\W\d_]+", lower) if len(word) >= _TELLING_CHARACTERS} | set(wide)
