"""The headline of a page of HTML: what most of the places that name it agree on."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page._assemble import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Seen

# How often each place agrees with the headline of 125 pages, less what is said by another already: a heading on the
# page outweighs one name in the head, but not two that agree.
_HEADING, _JSON_LD, _OPEN_GRAPH, _TWITTER, _TITLE = 1.5, 1.0, 1.0, 0.4, 0.6
# What a title puts between headline and outlet.
_BREAK_SIGNS = "|–—·•«»:-ㅣ｜"
_BREAK = re.compile(rf"\s[{_BREAK_SIGNS}]\s")
# "Harbour : the pier closes": a kicker set apart by a style sheet. French writes so itself.
_LOOSE_COLON = re.compile(r"(?<=\w)\s:(?=\s?\S)")
# Editors shorten or reword the title of the head: a third of the words stays the same.
_ALIKE = 0.33
# An outlet's name after a title is no longer; longer parts are the headline's own.
_OUTLET_CHARACTERS = 40
# Shorter titles stand in other lines by chance.
_LEAST_LETTERS = 12
# A kicker glued to the headline is no longer.
_KICKER_LETTERS = 70


class Name(NamedTuple):
    """What one place gives as the headline, and how much it counts."""

    text: str
    weight: float


def names(head: Head, linked: Linked, seen: Seen) -> list[Name]:
    """All that the page gives as its headline; what comes first words it as the reader sees it."""
    given = [
        Name(linked.headline, _JSON_LD),
        Name(head.first("og:title"), _OPEN_GRAPH),
        Name(head.first("twitter:title"), _TWITTER),
        Name(_without_outlet(head.title, seen), _TITLE),
    ]
    given = [name for name in given if name.text]
    shown = heading([mark.text for mark in seen.marks if mark.kind == "h1"], [name.text for name in given])
    # Where the h1 is a label, a smaller heading has the headline, in the words of the head.
    known = {letters(name.text) for name in given}
    smaller = (block.element for block in seen.blocks if block.element.tag == "h2")
    texts = (squeezed(" ".join(map(str, element.itertext()))) for element in smaller)
    second = next((text for text in texts if letters(text) in known), "")
    return [Name(text, _HEADING) for text in dict.fromkeys((shown, second)) if text] + given


def headline(found: Sequence[Name], language: str) -> str | None:
    """The name with the most votes, in its first wording; None where the page gives none."""
    votes: Counter[str] = Counter()
    for name in found:
        votes[_counted_for(name.text, found)] += name.weight  # type: ignore[assignment]  # weights are no whole numbers
    best = max(votes, key=lambda key: votes[key], default=None)
    worded = [name.text for name in found if letters(name.text) == best]
    # A heading sets its kicker apart by a line break, the head by a colon.
    text = next((text for text in worded if ": " in text), next(iter(worded), None))
    return text if text is None or language.lower().startswith("fr") else _LOOSE_COLON.sub(":", text)


def keys(found: Iterable[Name], seen: Seen) -> frozenset[str]:
    """All titles of the page, and its h1, by their letters."""
    shown = (mark.text for mark in seen.marks if mark.kind == "h1")
    return frozenset(map(letters, (*(name.text for name in found), *shown)))


def heading(shown: Sequence[str], named: Iterable[str]) -> str | None:
    """The heading most like what the head of the page names, else the only one."""
    known = list(named)
    best = max(shown, key=lambda text: max((_likeness(text, name) for name in known), default=0), default=None)
    if best and (len(shown) == 1 or any(_likeness(best, name) > _ALIKE for name in known)):
        return best
    return None


def repeats(text: str, titles: Iterable[str]) -> bool:
    """Whether a line above the text is one of these titles again, alone or with a kicker glued to it."""
    own = letters(text)
    return any(
        len(title) >= _LEAST_LETTERS and own.endswith(title) and len(own) <= len(title) + _KICKER_LETTERS
        for title in titles
    )


def letters(text: str) -> str:
    """Letters and digits alone, case folded."""
    return "".join(filter(str.isalnum, text.casefold()))


def _counted_for(text: str, found: Sequence[Name]) -> str:
    """The name that this is, an outlet or section added to it left out."""
    own = letters(text)
    for other, _ in found:
        shorter = letters(other)
        rest = text.removeprefix(other).lstrip() if own != shorter else text
        if len(shorter) >= _LEAST_LETTERS and rest != text and rest[:1] in _BREAK_SIGNS:
            return shorter
    return own


def _without_outlet(title: str, seen: Seen) -> str:
    """A document's title without the outlet that ends it."""
    breaks = list(_BREAK.finditer(title))
    if not breaks or seen.find(title) >= 0:
        return title
    last = breaks[-1]
    return title[: last.start()] if len(title) - last.end() <= _OUTLET_CHARACTERS else title


def _likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common."""
    ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)
