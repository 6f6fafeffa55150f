"""Who passes on whose words: "the newspaper reported on Monday, citing two officials, that …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_CITING = re.compile(r",?\s(?:citing|quoting|who cited|which cited|which quoted|who quoted)\s(?=\S)")
# The phrase that is cited ends at the next sign, or where a clause begins.
_PHRASE = re.compile(
    r"[^,;:“”\"()\n]{2,90}?(?=\s(?:that|who|which|as saying|saying)\b|[,;:“”\"()\n]|(?<![A-Z])\.(?:\s|$)|$)"
)
# In code points: further on it is another clause's.
_REACH = 220


def cited(text: str, cue: Span, source: Sequence[Span], content: Sequence[Span]) -> Span | None:
    """The words of those whom a source cites in the sentence of its cue, outside of what it says; None without any."""
    start = max([cue.end, *(span.end for span in source if span.start <= cue.end + 1)])
    line = text.find("\n", start, start + _REACH)
    end = line if line >= 0 else start + _REACH
    for found in _CITING.finditer(text, start, end):
        phrase = _PHRASE.match(text, found.end(), end + len(" "))
        if phrase and not any(a < phrase.end() and phrase.start() < b for a, b in content):
            return None if _ends_sentence(text[start : found.start()], content, start) else Span(*phrase.span())
    return None


def _ends_sentence(between: str, content: Sequence[Span], at: int) -> bool:
    """Whether a sentence ends between cue and "citing", but for those that are quoted."""
    ends = (at + found.start() for found in re.finditer(r"(?<![A-Z])[.!?]\s", between))
    return any(not any(a <= end < b for a, b in content) for end in ends)
