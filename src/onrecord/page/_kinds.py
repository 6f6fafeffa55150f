"""What kind of page it is: an article, or an index of articles on other pages; and AMP's own elements."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from onrecord.page import _order, _title
from onrecord.page._tree import spaceless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from onrecord.page._assemble import Piece
    from onrecord.page._declared import Declared
    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Seen

INDEX = "an index page, not an article"

# A link so long is the title of a page, not an entry of a menu.
_TITLE_LETTERS = 18
# Date, section and byline stand between a teaser's title and its text.
_GAP_LETTERS = 70
# Lists of what else there is begin with so many titles.
_TITLES = 8
# Of the running text, what teasers make up on index pages; lists of products link from fewer.
_TEASER_SHARE = 0.7
_LEAST_TEASERS = 3
# Paragraphs in a row that no title leads are a text of the page's own.
_OWN_RUN = 3
# A teaser is a sentence or three.
_TEASER_CHARACTERS = 400
# A section's description is no longer; an article is.
_OWN_CHARACTERS = 500
# So much after the text is looked at for what it says of the rest.
_GAP = 400
# What AMP pages hold beside the text (amp.dev's components).
_AMP_UNREAD = (
    "amp-sidebar",
    "amp-ad",
    "amp-sticky-ad",
    "amp-embed",
    "amp-analytics",
    "amp-consent",
    "amp-user-notification",
    "amp-social-share",
    "amp-next-page",
    "amp-lightbox",
    "amp-list",
    "amp-mega-menu",
    "amp-nested-menu",
    "amp-subscriptions-dialog",
)


class Place(NamedTuple):
    """A paragraph of running text and where it stands on the page."""

    start: int
    end: int
    text: str


def prune_amp(tree: HtmlElement) -> None:
    """Takes out AMP's menus, advertisements and dialogs."""
    for element in [*tree.iter(*_AMP_UNREAD)]:
        element.drop_tree()


def is_own_article(head: Head, linked: Linked) -> bool:
    """Whether the page declares an article that its title names: no index page does."""
    name = _title.letters(linked.headline)
    return bool(name) and any(
        name in _title.letters(text) for text in (head.title, head.first("og:title"), head.first("twitter:title"))
    )


def is_index(seen: Seen, running: Sequence[Piece], declared: Declared, url: str | None) -> bool:
    """Whether the page's running text is teasers of other pages, or a word of welcome over a list of them.

    To be asked of pages that declare no article of their own.
    """
    places = _places(seen, running)
    titles = sorted((start, end) for start, end in seen.links.items() if end - start >= _TITLE_LETTERS)
    led = [*_led(places, titles)]
    own = [place for place, count in zip(places, led, strict=True) if not count]
    if len(titles) < _LEAST_TEASERS or _longest_run(led) >= _OWN_RUN:
        return False
    short = all(
        len(place.text) <= _TEASER_CHARACTERS * count for place, count in zip(places, led, strict=True) if count
    )
    if short and sum(led) >= max(_LEAST_TEASERS, (sum(led) + len(own)) * _TEASER_SHARE):
        return True
    listed = declared.listing or is_root(url)
    return listed and len(titles) >= _TITLES and sum(len(place.text) for place in own) < _OWN_CHARACTERS


def gaps(seen: Seen, pieces: Sequence[Piece]) -> list[str]:
    """For each piece what stands between it and the next on the page, or after the last, without white space."""
    ranges = []
    cursor = 0
    for piece in pieces:
        at = _order.found_at(seen, piece.text, cursor) if piece.kind not in {"headline", "caption"} else -1
        cursor = at + len(spaceless(piece.text)) if at >= 0 else cursor
        ranges.append((at if at >= 0 else cursor, cursor))
    ends = [*(start for start, _ in ranges[1:]), len(seen.text)][: len(ranges)]
    return [seen.text[end : min(start, end + _GAP)] for (_, end), start in zip(ranges, ends, strict=True)]


def has_titles(seen: Seen) -> bool:
    """Whether the page links to so many others by their titles as an index does."""
    return sum(end - start >= _TITLE_LETTERS for start, end in seen.links.items()) >= _TITLES


def is_root(url: str | None) -> bool:
    """Whether this is the address of a site's first page."""
    try:
        return url is not None and urlsplit(url).path in {"", "/", "/index.html", "/index.php", "/home"}
    except ValueError:
        return False


def _places(seen: Seen, running: Sequence[Piece]) -> list[Place]:
    places: list[Place] = []
    cursor = 0
    for piece in running:
        start = _order.found_at(seen, piece.text, cursor)
        if start >= 0:
            cursor = start + len(spaceless(piece.text))
            places.append(Place(start, cursor, piece.text))
    return places


def _led(places: Sequence[Place], titles: Sequence[tuple[int, int]]) -> Iterator[int]:
    """For each paragraph how many titles that lead elsewhere it is the teaser of; several where it runs them on."""
    starts = [start for start, _ in titles]
    previous = 0
    for place in places:
        at = bisect_right(starts, place.start) - 1
        start, end = titles[at] if at >= 0 else (0, -_GAP_LETTERS)
        before = previous <= start and end <= place.start <= end + _GAP_LETTERS
        begins = start == place.start
        within = bisect_right(starts, place.end) - bisect_right(starts, place.start) if before or begins else 0
        yield begins + within if begins else int(before or (start <= place.start and end >= place.end))
        previous = place.end


def _longest_run(led: Sequence[int]) -> int:
    longest = run = 0
    for count in led:
        run = 0 if count else run + 1
        longest = max(longest, run)
    return longest
