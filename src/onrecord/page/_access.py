"""Whether a page shows a whole article or its beginning only, with a plea to subscribe or log in for the rest."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lexicon, _lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Access
    from onrecord.page._assemble import Piece
    from onrecord.page._declared import Declared

# Pleas are a few sentences; a longer block that holds such words is an article on the matter.
_PLEA_WORDS = 60
# Beginnings that pages show are 40 to 200 words. A whole article may be as short, so more than length must speak.
_SHORT_WORDS = 250
_STUB_WORDS = 130
# What is shown of an article that says how many words it has.
_SHOWN_SHARE = 0.6
# A plea in the middle of a text that goes on is an advertisement.
_GOES_ON_WORDS = 40
# Where the plea stands among the pieces of a whole article: at the end.
_TAIL_PIECES = 6
_CUT = re.compile(r"(?:…|\.\.\.|\[\.{2,3}\]|\[…\]|\(…\))[\"'”’»)\]]{0,3}$")
_TEXT = frozenset({"paragraph", "quote", "bullet", "list", "summary"})


class Shown(NamedTuple):
    """How much the page shows, and its pieces without the plea and what follows it."""

    access: Access
    pieces: tuple[Piece, ...]


def shown(pieces: Sequence[Piece], gaps: Sequence[str], declared: Declared, locked_words: int = 0) -> Shown:
    """What is shown, decided by the text; what the page declares only weighs.

    `gaps`: for each piece, what the page says between it and the next, or after the last. `locked_words`: the words on
    the page in the part that it declares as not free; where they are there, the article is whole.
    """
    at = _plea(pieces, gaps)
    before = pieces[:at]
    following = gaps[len(before) - 1] if before else ""
    pleaded = at < len(pieces) or _holds(following)
    if locked_words < _GOES_ON_WORDS and _is_beginning(before, declared, following, pleaded=pleaded):
        return Shown("partial", tuple(before))
    tail = len(pieces) - _TAIL_PIECES
    kept = (piece for at, piece in enumerate(pieces) if at < tail or piece.kind not in _TEXT or not is_plea(piece.text))
    return Shown("full", tuple(kept))


def _plea(pieces: Sequence[Piece], gaps: Sequence[str]) -> int:
    """The first piece that is a plea or follows one, with no text to speak of after it; else the number of pieces."""
    rest = 0
    found = len(pieces)
    for at in range(len(pieces) - 1, 0, -1):
        piece = pieces[at]
        plea = piece.kind in _TEXT and is_plea(piece.text)
        rest += 0 if plea else _words([piece])
        if rest > _GOES_ON_WORDS:
            break
        if plea or _holds(gaps[at - 1]):
            found = at
    return found


def is_plea(text: str) -> bool:
    """Whether a block asks to pay or to log in for the rest of an article."""
    return _lines.word_count(text) <= _PLEA_WORDS and _holds(text)


def _is_beginning(before: Sequence[Piece], declared: Declared, following: str, *, pleaded: bool) -> bool:
    last = next((piece.text for piece in reversed(before) if piece.kind in _TEXT), "")
    words = _words(before)
    if _CUT.search(last[-8:]) and (pleaded or declared.free is False or _is_weak(following)):
        return True
    if declared.free is not True and declared.words and words < declared.words * _SHOWN_SHARE and pleaded:
        return True
    if declared.free is False:
        unfinished = not _lines.is_terminal(last)
        return words < _STUB_WORDS or (words < _SHORT_WORDS and (pleaded or unfinished))
    return pleaded and words < _SHORT_WORDS and declared.free is None


def _words(pieces: Sequence[Piece]) -> int:
    return sum(_lines.word_count(piece.text) for piece in pieces if piece.kind in _TEXT)


def _holds(text: str) -> bool:
    low = text.lower()
    # "Scroll to continue reading" stands under advertisements in the midst of texts that are whole.
    return any(not low[: found.start()].rstrip().endswith("scroll") for found in _pleas().finditer(low))


def _is_weak(following: str) -> bool:
    return bool(_weak().search(following.lower()))


@cache
def _pleas() -> re.Pattern[str]:
    return _pattern("pleas")


@cache
def _weak() -> re.Pattern[str]:
    return _pattern("weak")


def _pattern(key: str) -> re.Pattern[str]:
    words = _lexicon.strings("access.toml", key, _lexicon.parsed("access.toml").get(key))
    # What follows the text is looked at without white space.
    return re.compile("|".join(re.escape(word).replace("\\ ", r"\s?") for word in sorted(words, key=len, reverse=True)))
