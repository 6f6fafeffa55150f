"""Where sentences end.

Own rules because they measured best for their price. Against the sentence ends of CoreNLP on 84 news articles (PolNeAR
dev): precision .889, recall .965 here; .886 and .963 for syntok at forty times the cost; .894 and .883 for spaCy's
sentencizer, which never ends a sentence inside quotation marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A run of closing signs, then the quotation marks and brackets that belong to the sentence. It consumes what it looks
# at, so that a line of nothing but dots is read once.
_STOP = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|[。！？]+[」』”’）]*)")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# What a sentence may open with: quotation marks, brackets, a dash, a bullet.
_OPENING = re.compile(r"\s*[\"'“‘«(\[—–\-•*]{0,4}\s?")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Stand before a name or a number, so that the sentence goes on.
_TITLE = re.compile(
    r"mr|mrs|ms|mx|dr|prof|rev|hon|pres|govs?|sens?|reps?|lt|gens?|col|maj|capt|cpl|sgt|adm|cmdr|brig|pvt|supt|det|st|mt"
    r"|ft|messrs|nos?|vs?|atty|dist|ave|blvd|rd|msgr|fr|sr"
)
# Before a figure a date or a number ("Oct. 16", "No. 2"), else the end ("in Oct. He left").
_BEFORE_FIGURE = re.compile(r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|pp?|art|sec|fig|vol|ch")
# Written with a full stop anywhere in a sentence, as all initials and initialisms are; the end only before a word that
# opens sentences.
_INNER = re.compile(
    r"[^\W\d_]|.*\..*|inc|co|corp|ltd|llc|jr|bros|etc|al|ph|eg|ie|cf|est|dept|univ|assn|calif|conn|fla|ill|mass|mich|minn"
    r"|miss|mo|mont|neb|nev|okla|ore|pa|tenn|tex|va|vt|wash|wis|wyo|ala|ariz|ark|colo|del|ga|ind|kan|ky|la|md"
)
# Words that open a sentence far oftener than they follow an abbreviation as part of a name.
_STARTER = re.compile(
    r"an?|the|this|that|these|those|he|she|it|we|they|i|you|his|her|its|our|their|my|and|but|or|so|yet|in|on|at|as|if"
    r"|when|while|after|before|since|for|from|with|by|to|there|here|what|who|why|how|where|not|no|one|some|many|most|all"
    r"|according|however|meanwhile|also|still|now|then|last|asked|al?though|because|despite|during|under"
)


# No sentence of news is a tenth as long; whoever works on one may take memory by its length.
_LONGEST = 10_000


def sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, or of the part that `span` bounds, as code points of `text`, in order.

    None crosses a line break, is empty, or has white space at its edges; closing quotation marks and brackets belong to
    the sentence that they end. What runs on for 10,000 characters without an end is cut at a blank.
    """
    start, end = span or (0, len(text))
    return tuple(
        sentence
        for line in _LINE.finditer(text, start, end)
        for sentence in _sentences_of_line(text, line.start(), line.end())
    )


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, stop, end):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        cut = blank if blank > 0 else start + _LONGEST
        yield from _whole(text, start, cut)
        start = cut
    yield from _whole(text, start, end)


def _whole(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    if words.strip():
        yield Span(first, first + len(words.strip()))


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    if stop[0][0] in "。！？":
        return True
    after = stop.end()
    if after < end and not text[after].isspace():
        return False
    opening = _OPENING.match(text, after, end)
    at = opening.end() if opening else after
    if at >= end:
        return True
    if text[at].islower():
        return False
    return stop[0] != "." or not _is_abbreviation(text, stop.start(), at, end)


def _is_abbreviation(text: str, stop: int, following: int, end: int) -> bool:
    before = _word_before(text, stop)
    if _TITLE.fullmatch(before):
        return True
    if _BEFORE_FIGURE.fullmatch(before):
        return text[following].isdigit()
    word = _WORD.match(text, following, end)
    return bool(_INNER.fullmatch(before)) and word is not None and not _STARTER.fullmatch(word[0].casefold())


def _word_before(text: str, stop: int) -> str:
    # No abbreviation in the lists, and no initialism worth the name, is longer than twelve signs.
    start = stop
    while start > max(0, stop - 12) and (text[start - 1].isalpha() or text[start - 1] == "."):
        start -= 1
    return text[start:stop].casefold().strip(".")
