"""Words made comparable: what differs only in type-setting becomes equal."""

from __future__ import annotations

import re
import unicodedata

# Apostrophes vanish, so that "don’t", "don't" and "dont" are one; full stops too, so that "U.S." and "US" are.
_DROPPED = re.compile(r"['’‘ʼ`´]|(?<!\d)\.|\.(?!\d)|(?<=\d),(?=\d)")
# A dot between digits stays: 3.5 is not 35.
_SPACED = re.compile(r"(?:[^\w.]|_)+")


def fold(text: str) -> str:
    """The text in NFKC, case-folded, quotes and dashes unified, punctuation dropped, white space single.

    Folding twice changes nothing. The result may be empty.
    """
    # Case folding can undo NFKC and the other way round (Unicode Standard 3.13, D146), hence both twice.
    plain = text
    for _ in range(2):
        plain = unicodedata.normalize("NFKC", plain).casefold()
    return _SPACED.sub(" ", _DROPPED.sub("", plain)).strip()
