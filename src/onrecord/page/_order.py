"""Headline, summary, captions and text put in the order in which a reader meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _dates, _names
from onrecord.page._assemble import Piece
from onrecord.page._tree import spaceless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._tree import Seen

# A piece is found on the page by this much of its beginning; its end may hold text that the extractor joined.
_KEY_CHARACTERS = 60
# Descriptions and decks shorter than this are labels.
_DECK_CHARACTERS = 30
# A line with byline or date above the text is no longer than this; measured on bylines with two names and a role.
_HEAD_CHARACTERS = 110


class Placed(NamedTuple):
    """A piece and where it begins in the page's text without spaces."""

    start: int
    piece: Piece


def found_at(seen: Seen, text: str, start: int = 0) -> int:
    """Where a piece begins on the page; -1 where the page does not have it."""
    return seen.text.find(spaceless(text[: _KEY_CHARACTERS * 2])[:_KEY_CHARACTERS], start)


def ordered(seen: Seen, body: Sequence[Piece], headline: str | None, descriptions: Sequence[str]) -> list[Piece]:
    """The blocks of the article in page order, the headline first. Each text stands once."""
    top = next((mark.start for mark in seen.marks if mark.kind == "h1" and mark.text == headline), 0)
    placed = _body(seen, body, headline)
    if not placed:
        return []
    first = placed[0].start
    last = placed[-1].start + len(spaceless(placed[-1].piece.text))
    captions = _captions(seen, min(first, top or first), last)
    pictured = "\n".join(spaceless(caption.piece.text) for caption in captions)
    text = [item for item in placed if spaceless(item.piece.text) not in pictured]
    summary = _summary(seen, range(top, first + 1), text, descriptions)
    rest = [piece for _, piece in sorted([*captions, *text], key=lambda item: item.start) if piece.text != summary]
    heads = [Piece("headline", headline)] if headline else []
    return [*heads, *([Piece("summary", summary)] if summary else []), *rest]


def _body(seen: Seen, body: Sequence[Piece], headline: str | None) -> list[Placed]:
    """The extracted pieces with their places; a piece that is not found stands where the one before it does."""
    key = spaceless(headline or "")
    placed: list[Placed] = []
    cursor = 0
    long = 0
    for piece in body:
        # Above the text stands at most one long piece, the deck.
        head_line = long <= 1 and is_head_line(piece.text)
        long += len(piece.text) > _HEAD_CHARACTERS
        if not head_line and spaceless(piece.text) != key:
            cursor = max(cursor, found_at(seen, piece.text, cursor))
            placed.append(Placed(cursor, piece))
    return placed


def is_head_line(text: str) -> bool:
    """Whether a short line is a byline, a person's name, or a date."""
    if len(text) > _HEAD_CHARACTERS or text.endswith((".", "?", "!", "”", '"')):
        return False
    return _names.led(text) is not None or _names.is_person(text) or _dates.date_in(text) is not None


def _captions(seen: Seen, first: int, last: int) -> list[Placed]:
    """Captions between headline and end of the text; of nested ones the outermost, which holds the credit too."""
    found: list[Placed] = []
    known: set[str] = set()
    end = -1
    for mark in seen.marks:
        if mark.kind != "caption" or not first <= mark.start <= last or mark.end <= end or mark.text in known:
            continue
        # The picture of a teaser is part of a link to another page.
        if next(mark.element.iterancestors("a"), None) is None:
            end = mark.end
            known.add(mark.text)
            found.append(Placed(mark.start, Piece("caption", mark.text)))
    return found


def _summary(seen: Seen, above: range, body: Sequence[Placed], descriptions: Sequence[str]) -> str | None:
    """The deck: what is marked as one, or a description of the page that stands between headline and text."""
    texts = {spaceless(item.piece.text) for item in body}
    marked = [mark for mark in seen.marks if mark.kind == "deck" and mark.start in above]
    decks = [mark.text for mark in marked if len(mark.text) >= _DECK_CHARACTERS and not _holds_text(mark.text, texts)]
    for text in descriptions:
        at = seen.find(text, above.start) if len(text) >= _DECK_CHARACTERS else -1
        if text in decks or (above.start <= at < above.stop - 1 and not _holds_text(text, texts)):
            return text
    return next(iter(decks), None)


def _holds_text(text: str, texts: set[str]) -> bool:
    """Whether this is a container of blocks (a list of key points) and no block itself."""
    whole = spaceless(text)
    return any(part in whole and part != whole for part in texts)
