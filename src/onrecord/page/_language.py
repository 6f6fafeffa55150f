"""The language of a text, by its script or a vote of frequent words."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.page import _lexicon

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[іїєґ]")),
    ("ru", re.compile("[а-яё]")),
    ("ar", re.compile("[\u0620-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
    ("el", re.compile("[α-ω]")),
)
# As many characters as show the language surely; the vote must not cost more on long pages.
_SAMPLE = 6000
# One letter in this many must be of the script: names and quotations in another script are fewer.
_SCRIPT_EVERY = 20
# Fewer hits than this, or a lead smaller than this over the next language, leave the language open.
_HITS = 5
_LEAD = 1.2
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")


def language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code: the declared one (as `lang="en-GB"`), else that of the words; None where these do not show it."""
    found = _TAG.fullmatch((declared or "").strip())
    return found[1].lower() if found else spoken(text)


def spoken(text: str) -> str | None:
    """The language that the text itself shows, or None."""
    sample = text[:_SAMPLE].lower()
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * _SCRIPT_EVERY > len(sample):
            return code
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    votes = sorted(((sum(words[w] for w in stops), code) for code, stops in _lexicon.stopwords().items()), reverse=True)
    (most, winner), (next_most, _) = votes[:2]
    return winner if most >= _HITS and most >= next_most * _LEAD else None
