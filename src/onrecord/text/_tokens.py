"""Words, numbers and punctuation signs."""

from __future__ import annotations

import re

from onrecord.model import Span

# In order: initialisms with their full stops (U.S.), numbers with grouping and decimals that no letter follows, words
# with inner apostrophes and hyphens (25-year-old, don’t, F-16), any other sign by itself. A range such as 10-12,000 is
# three tokens. A number is taken whole or not at all, by way of a look ahead: possessive quantifiers, which say the
# same, match wrongly in CPython before 3.11.5.
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?=(\d+(?:[.,]\d+)*))\1(?![^\W_]|[-'’‑][^\W\d_])"
    r"|\w+(?:[-'’‑]\w+|(?<=\d)[.,]\d+)*"
    r"|[^\w\s]"
)


def tokens(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """Spans of the tokens of `text`, or of the part that `span` bounds, as code points of `text`, in order."""
    start, end = span or (0, len(text))
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(text, start, end))
