"""The posts of a live blog: where each stands in the text, and when it was posted."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _order, _title
from onrecord.page._tree import spaceless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.page._assemble import Piece
    from onrecord.page._declared import Declared, Update
    from onrecord.page._tree import Seen

# Posts by their times alone: fewer are an article with its dates, or a few notes of correction.
_LEAST_TIMES = 4
# Posts that a live blog declares.
_LEAST_DECLARED = 2
# A post is known by so much of its beginning.
_KEY_LETTERS = 40
_LEAST_LETTERS = 12
_TIMED = len("2024-01-31T00:00")


class Posted(NamedTuple):
    """A post as a range of pieces, the end not in it."""

    start: int
    end: int
    at: datetime | None


def posts(seen: Seen, pieces: Sequence[Piece], declared: Declared) -> tuple[Posted, ...]:
    """The posts in page order: as declared, else by the times that stand over them; none on other pages."""
    starts = _declared_starts(pieces, declared.updates)
    if len(starts) < _LEAST_DECLARED:
        starts = _timed_starts(seen, pieces)
        if len(starts) < (_LEAST_DECLARED if declared.live else _LEAST_TIMES):
            return ()
    ordered = sorted(starts.items())
    ends = [start for start, _ in ordered[1:]] + [len(pieces)]
    return tuple(Posted(start, end, at) for (start, at), end in zip(ordered, ends, strict=True))


def moment(text: str) -> datetime | None:
    """A moment as markup gives it, with its time zone where there is one; None where it is a day or nothing."""
    plain = text.strip().replace(" +", "+").replace(" ", "T", 1)
    try:
        return datetime.fromisoformat(plain) if len(plain) >= _TIMED else None
    except ValueError:
        return None


def _declared_starts(pieces: Sequence[Piece], updates: Sequence[Update]) -> dict[int, datetime | None]:
    """Piece -> time, of the declared posts that the text holds."""
    keys = {_title.letters(piece.text)[:_KEY_LETTERS]: at for at, piece in reversed([*enumerate(pieces)]) if at}
    starts: dict[int, datetime | None] = {}
    for update in updates:
        for text in (update.headline, update.body):
            key = _title.letters(text)[:_KEY_LETTERS]
            at = keys.get(key) if len(key) >= _LEAST_LETTERS else None
            if at is not None:
                starts.setdefault(at, moment(update.at))
                break
    return starts


def _timed_starts(seen: Seen, pieces: Sequence[Piece]) -> dict[int, datetime | None]:
    """Piece -> time, of the pieces that follow a time of day; a heading over the time is of the same post."""
    places = _places(seen, pieces)
    starts: dict[int, datetime | None] = {}
    for mark in seen.marks:
        at = moment(mark.element.get("datetime") or "") if mark.kind == "time" else None
        found = bisect_left(places, (mark.start, 0)) if at else len(places)
        if found == len(places):
            continue
        follows = places[found][1]
        if pieces[follows - 1].kind == "heading" and follows - 1 not in starts:
            follows -= 1
        starts.setdefault(follows, at)
    # The time over the article itself is of no post.
    first = next((index for index, piece in enumerate(pieces) if piece.kind in {"paragraph", "heading"}), 0)
    return {index: at for index, at in starts.items() if index >= first} if _is_ordered(starts) else {}


def _is_ordered(starts: dict[int, datetime | None]) -> bool:
    """Whether the times run one way, as those of posts do; of comments and teasers they do not."""
    times = [at.replace(tzinfo=None) for _, at in sorted(starts.items()) if at]
    return times in (sorted(times), sorted(times, reverse=True)) and len(set(times)) > 1


def _places(seen: Seen, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Where pieces stand on the page, and which they are; those that are not found are left out."""
    places: list[tuple[int, int]] = []
    cursor = 0
    for index, piece in enumerate(pieces):
        at = _order.found_at(seen, piece.text, cursor) if piece.kind != "headline" else -1
        if at >= 0:
            places.append((at, index))
            cursor = at + len(spaceless(piece.text))
    return places
