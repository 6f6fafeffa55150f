"""Headline, summary, captions and text put in the order in which a reader meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.page import _dates, _lexicon, _lines, _names
from onrecord.page._assemble import Piece
from onrecord.page._blockmodel import sifted
from onrecord.page._clutter import cleared
from onrecord.page._siblings import Placed, completed
from onrecord.page._title import letters, repeats
from onrecord.page._tree import inner, spaceless

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from onrecord.page._blockmodel import Told
    from onrecord.page._tree import Seen

    Clear = Callable[[Seen, Sequence[Placed], Collection[str]], list[Placed]]

# A piece is found on the page by this much of its beginning; its end may hold text that the extractor joined.
_KEY_CHARACTERS = 60
# Descriptions and decks shorter than this are labels.
_DECK_CHARACTERS = 30
# Sentences above the text that nothing marks as the deck: shorter ones are labels, measured on 125 pages.
_SENTENCE_CHARACTERS = 60
# Where the page does not show its headline, the deck stands so near the text: deck, byline, date and buttons.
_NEAR_LETTERS = 400
# A line with byline or date above the text is no longer than this; measured on bylines with two names and a role.
_HEAD_CHARACTERS = 110


def found_at(seen: Seen, text: str, start: int = 0) -> int:
    """Where a piece begins on the page; -1 where the page does not have it."""
    return seen.text.find(spaceless(text[: _KEY_CHARACTERS * 2])[:_KEY_CHARACTERS], start)


def ordered(seen: Seen, body: Sequence[Piece], titles: Collection[str], told: Told) -> list[Piece]:
    """The blocks of the article in page order, the headline first. Each text stands once."""
    draft = drafted(seen, body, titles, told)
    text = sifted(seen, [item for item in draft if item.piece.kind != "caption"], told)
    if not text:
        return []
    end = text[-1].start + len(spaceless(text[-1].piece.text))
    left = set(text)
    found = [item.piece for item in draft if item in left or (item.piece.kind == "caption" and item.start <= end)]
    return [*([Piece("headline", told.headline)] if told.headline else []), *found]


def drafted(
    seen: Seen, body: Sequence[Piece], titles: Collection[str], told: Told, *, clear: Clear = cleared
) -> list[Placed]:
    """The blocks by rules alone, before the model looks at them: summary first, then text and captions in page order.

    `clear` takes out clutter; training leaves it in to learn from.
    """
    placed = clear(seen, _completed(seen, _body(seen, body, told.headline)), titles)
    if not placed:
        return []
    first = placed[0].start
    top = _top(seen, first, told.headline)
    last = placed[-1].start + len(spaceless(placed[-1].piece.text))
    captions = _captions(seen, min(first, top if top > 0 else first), last)
    pictured = "\n".join(spaceless(caption.piece.text) for caption in captions)
    text = [item for item in placed if spaceless(item.piece.text) not in pictured]
    summary = _summary(seen, range(top, first + 1), text, told.descriptions, titles)
    rest = [item for item in sorted([*captions, *text], key=lambda item: item.start) if item.piece.text != summary]
    return [*([Placed(max(found_at(seen, summary), 0), Piece("summary", summary))] if summary else []), *rest]


def _body(seen: Seen, body: Sequence[Piece], headline: str) -> list[Placed]:
    """The extracted pieces with their places; a piece that is not found stands where the one before it does."""
    key = spaceless(headline)
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


def _completed(seen: Seen, placed: Sequence[Placed]) -> list[Placed]:
    """With what the extractor lost, but for the bylines that were left out."""
    known = set(placed)
    return [item for item in completed(seen, placed) if item in known or not is_head_line(item.piece.text)]


def _top(seen: Seen, first: int, headline: str) -> int:
    """Where the headline stands: the heading in its words, else the last place above the text; -1 where nowhere."""
    own = letters(headline)
    marked = (mark.start for mark in seen.marks if mark.kind == "h1" and own and letters(mark.text).endswith(own))
    return next(marked, seen.text.rfind(spaceless(headline), 0, first) if headline else -1)


def is_head_line(text: str) -> bool:
    """Whether a short line is a byline, a person's name, or a date."""
    if len(text) > _HEAD_CHARACTERS or text.endswith((".", "?", "!", "”", '"')):
        return False
    if text.lower().lstrip("-– ").startswith(_lexicon.bylines().updated):
        return True
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


def _summary(
    seen: Seen, above: range, body: Sequence[Placed], descriptions: Sequence[str], titles: Collection[str]
) -> str | None:
    """The deck between headline and text: a description of the page, what is marked as deck, else a sentence."""
    texts = {spaceless(item.piece.text) for item in body}
    marked = [mark for mark in seen.marks if mark.kind == "deck" and mark.start in above]
    decks = [mark.text for mark in marked if _may_be_deck(mark.text, titles) and not _holds_text(mark.text, texts)]
    start = max(above.start, 0)
    for text in descriptions:
        at = seen.find(text, start) if len(text) >= _DECK_CHARACTERS else -1
        if text in decks or (start <= at < above.stop - 1 and not _holds_text(text, texts)):
            return text
    near = above if above.start >= 0 else range(max(0, above.stop - _NEAR_LETTERS), above.stop)
    return next(iter(decks), None) or _unmarked(seen, near, texts, titles)


def _may_be_deck(text: str, titles: Collection[str]) -> bool:
    return len(text) >= _DECK_CHARACTERS and not repeats(text, titles) and not is_head_line(text)


def _unmarked(seen: Seen, above: range, texts: set[str], titles: Collection[str]) -> str | None:
    """The first sentence that stands as a block between headline and text, no caption and no link."""
    captions = [range(mark.start, mark.end) for mark in seen.marks if mark.kind in {"caption", "byline"}]
    for block in seen.blocks:
        if block.element.tag == "li" or not (block.start in above and block.end < above.stop):
            continue
        if seen.links.get(block.start, 0) < block.end:
            text = inner(block.element)
            sentence = len(text) >= _SENTENCE_CHARACTERS and _lines.is_terminal(text)
            apart = not any(block.start in caption for caption in captions)
            if sentence and apart and _may_be_deck(text, titles) and _is_prose(text) and not _holds_text(text, texts):
                return text
    return None


def _is_prose(text: str) -> bool:
    return not (_lines.is_own_business(text) or _lines.is_notice(text) or _lines.is_note(text))


def _holds_text(text: str, texts: set[str]) -> bool:
    """Whether this is a container of blocks (a list of key points) and no block itself."""
    whole = spaceless(text)
    return any(part in whole and part != whole for part in texts)
