"""The headline of a page of HTML: what most of the places that name it agree on."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page._assemble import squeezed
from onrecord.page._tree import KEPT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from onrecord.page._metadata import Head, Linked
    from onrecord.page._tree import Seen

# Fitted on 131 pages, exact on .870 of them (.847 with a heading first and the title of the document at .6), and on
# .850 (.835) of 127 pages of other outlets. The outlet's own description outweighs any one place, but not heading and
# OpenGraph that agree; the titles of document and posts are reworded too often to decide more than a tie.
_HEADING, _JSON_LD, _OPEN_GRAPH, _TWITTER, _TITLE = 1.2, 1.5, 1.2, 0.2, 0.1
_HOST = re.compile(r"https?://(?:www\.)?(([\w-]+)[\w.-]*)")
# What a title puts between headline and outlet; a colon sets a kicker apart as well.
_SIGN = re.compile("[|–—·•«»：ㅣ｜_-]")
_BREAK = re.compile(r"\s[|–—·•«»:：ㅣ｜_-]\s")
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
    after = _outlets(head, linked)
    given = [
        Name(linked.headline, _JSON_LD),
        Name(head.first("og:title"), _OPEN_GRAPH),
        Name(head.first("twitter:title"), _TWITTER),
        Name(_without_outlet(head.title, seen), _TITLE),
    ]
    given = [Name(_without(name.text, after), name.weight) for name in given if name.text]
    tops = [mark for mark in seen.marks if mark.kind == "h1" and "breadcrumb" not in (mark.element.get("class") or "")]
    shown = heading([mark.text for mark in tops], [name.text for name in given])
    # Where the h1 is a label, a smaller heading has the headline, in the words of the head.
    smaller = [block.element for block in seen.blocks if block.element.tag == "h2"]
    same = _said_in([*(mark.element for mark in tops if mark.text == shown), *smaller], given)
    if shown and same and letters(shown).endswith(letters(same)):
        shown = same
    return [Name(text, _HEADING) for text in dict.fromkeys((shown, same)) if text] + given


def headline(found: Sequence[Name], language: str) -> str | None:
    """The name with the most votes, in its first wording; None where the page gives none."""
    votes: Counter[str] = Counter()
    for name in found:
        votes[_counted_for(name.text, found)] += name.weight  # type: ignore[assignment]  # weights are no whole numbers
    best = max(votes, key=lambda key: votes[key], default=None)
    french = language.lower().startswith("fr")
    worded: Counter[str] = Counter()
    for name in found:
        if letters(name.text) == best:
            # A heading sets its kicker apart by a line break, the head by a colon.
            text = name.text if french else _LOOSE_COLON.sub(":", name.text)
            worded[text] += name.weight  # type: ignore[assignment]  # as above
    return max(worded, key=lambda text: (": " in text, worded[text]), default=None)


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
    return _letters(text) if len(text) <= KEPT_CHARACTERS else "".join(filter(str.isalnum, text.casefold()))


@lru_cache(maxsize=2048)
def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _said_in(headings: Iterable[HtmlElement], given: Sequence[Name]) -> str:
    """The first heading, or part of one beside its kicker, that says what the head says; empty where none does."""
    known = {key for name in given if len(key := letters(name.text)) >= _LEAST_LETTERS}
    for whole in headings:
        for element in (*whole.iterdescendants("span", "a", "div", "strong", "em"), whole):
            text = squeezed(" ".join(map(str, element.itertext())))
            if letters(text) in known:
                return text
    return ""


def _counted_for(text: str, found: Sequence[Name]) -> str:
    """The name that this is, an outlet or section added to it left out."""
    own = letters(text)
    # What is added is shorter than the headline: "War in the north - Harbour shelled again" is no addition to a label.
    fronts = {letters(text[: sign.start()]) for sign in _SIGN.finditer(text)}
    fronts = {front for front in fronts if max(len(own) / 2, _LEAST_LETTERS) <= len(front) < len(own)}
    return next((key for name in found if (key := letters(name.text)) in fronts), own)


def _without_outlet(title: str, seen: Seen) -> str:
    """A document's title without the outlet that ends it."""
    breaks = list(_BREAK.finditer(title))
    if not breaks or seen.find(title) >= 0:
        return title
    last = breaks[-1]
    return title[: last.start()] if len(title) - last.end() <= _OUTLET_CHARACTERS else title


def _outlets(head: Head, linked: Linked) -> frozenset[str]:
    """The letters of what may stand after a headline: the outlet's names, its host, the section before them."""
    host = _HOST.match(head.canonical or head.first("og:url"))
    named = [head.first("og:site_name"), head.outlet(), linked.outlet, *((host[1], host[2]) if host else ())]
    plain = {key for name in named if (key := letters(name))}
    sections = [letters(section) for section in (linked.section, head.section()) if section]
    return frozenset(plain | {section + name for section in sections for name in plain})


def _without(title: str, endings: frozenset[str]) -> str:
    """A title without one of these endings."""
    ends = [sign.start() for sign in _SIGN.finditer(title) if letters(_SIGN.sub("", title[sign.end() :])) in endings]
    front = title[: ends[0]].rstrip() if ends else title
    return front if len(letters(front)) >= _LEAST_LETTERS else title


def _likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common."""
    ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)
