"""When and where it was said: what may stand between a cue and its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.attribution.lexicon_reader.passages import QUOTATION

if TYPE_CHECKING:
    from bench.attribution.lexicon_reader.phrases import Words

# In words; a mark further on than this belongs to another clause.
_VENUE_REACH = 16


def past_days(words: Words, at: int, right: int) -> int:
    """Past adverbs and days: `said again on Monday`. An adverb that a clause begins with is the clause's."""
    start = at
    while at < right:
        is_day = words[at].low == "on" and at + 1 < right and words[at + 1].tag == "T"
        if words[at].tag not in ("R", "T") and not is_day:
            break
        at += 1
    own = all(w.tag == "R" for w in words[start:at]) and at < right and words[at].tag in ("X", "n", "V", "G")
    return start if own else at


def past_venue(words: Words, at: int, right: int) -> int:
    """Past `in a statement`, `to reporters in Seoul` and the like, where a clause mark or a quotation follows."""
    if at >= right or words[at].tag != "P":
        return at
    for stop in range(at + 1, min(right, at + _VENUE_REACH)):
        word = words[stop]
        before_quotation = word.tag == "," and stop + 1 < right and words[stop + 1].tag == QUOTATION
        # `on “Meet the Press”` is a venue too.
        opens = word.tag == QUOTATION and words[stop - 1].tag not in ("P", "S", "D")
        if opens or word.low in ("that", ":") or before_quotation:
            return stop
        if word.tag in ("V", "A", ",", "B"):
            return at
    return at
