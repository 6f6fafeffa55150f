"""Which body "the agency" is, whose "the statement" is, and in what full form "the campaign" was named before."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.reader._descriptions import descriptions
from onrecord.reader._names import names
from onrecord.reader._phrases import phrase_before
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Mention
    from onrecord.reader._cast import Cast

_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
# In code points, about four paragraphs: a body further back is not meant.
_REACH = 1800
# Names looked at, and places where the same noun stood before.
_MOST_NAMES, _MOST_PLACES = 40, 8
# By hand, on articles of PolNeAR train: how well a name fits the noun outweighs a few sentences of distance.
_SAME_NOUN, _SAME_CLASS, _ANY = 3.0, 2.0, 1.0
_PER_SENTENCE, _OPENS, _TOLD = 0.5, 0.7, 0.4
_SENTENCES_MOST = 6


def body_meant(cast: Cast, noun: str, at: int) -> str | None:
    """The body of the article that a noun such as `agency` stands for at `at`; None where none fits."""
    classes = [each for each in descriptions().bodies if noun in each.nouns]
    if not classes:
        return None
    kind = "LOC" if classes[0].place else "ORG"
    words = frozenset().union(*(each.words for each in classes))
    scored: dict[str, float] = {}
    for mention in cast.before(at, _MOST_NAMES):
        if mention.kind != kind or mention.span.start < at - _REACH:
            continue
        fit = _fit(mention.name, noun, words, is_open=any(each.open for each in classes))
        if fit:
            scored[mention.name] = max(scored.get(mention.name, -9.0), fit + _presence(cast, mention, at))
    return max(scored, key=lambda name: scored[name]) if scored else None


def _fit(name: str, noun: str, words: frozenset[str], *, is_open: bool) -> float:
    own = frozenset(name.split())
    if noun in fold(name).split(" "):
        return _SAME_NOUN
    if own & words:
        return _SAME_CLASS
    known = any(own & each.words for each in descriptions().bodies)
    return _ANY if is_open and not known else 0.0


def _presence(cast: Cast, mention: Mention, at: int) -> float:
    scene = cast.scene
    sentence = bisect_right(scene.sentences, mention.span.start)
    away = bisect_right(scene.sentences, at) - sentence
    opens = mention.span.start - scene.sentences[sentence - 1] <= len("The ")
    told = any(a <= mention.span.start < b for a, b in cast.told[_told_at(cast, mention) :][:1])
    often = min(scene.counts[mention.name], 5) / 10
    return often + _OPENS * opens - _TOLD * told - _PER_SENTENCE * min(away, _SENTENCES_MOST)


def _told_at(cast: Cast, mention: Mention) -> int:
    return max(0, bisect_right(cast.told, mention.span.start, key=lambda span: span.start) - 1)


def named_before(cast: Cast, noun: str, at: int) -> str | None:
    """The noun with the name that stood before it: "Lee campaign" where the article now says "the campaign"."""
    for place in _places(cast.text, noun, at):
        phrase = phrase_before(cast.text, place)
        named = cast.within(phrase) if phrase else ()
        if phrase and named and cast.text[phrase.start - 1 : phrase.start] != "/":
            between = cast.text[named[-1].span.end : place]
            if _BETWEEN.fullmatch(between):
                return cast.text[phrase.start : place + len(noun)]
    return None


_BETWEEN = re.compile(r"(?:['’]s?)?\s(?:(?:presidential|national|new|latest|statewide|re-election|own)\s){0,2}")


def _places(text: str, noun: str, at: int) -> Iterator[int]:
    """Where the noun stood before, the nearest first."""
    begin = max(0, at - _REACH)
    # Letters that fold to two would move all places behind them.
    window = text[begin:at].translate(_SMALL)
    place = len(window)
    for _ in range(_MOST_PLACES):
        place = window.rfind(f" {noun}", 0, place)
        if place < 0:
            return
        if not window[place + 1 + len(noun) : place + 2 + len(noun)].isalnum():
            yield begin + place + 1


def outlet_before(cast: Cast, at: int) -> Mention | None:
    """The outlet last named before "the story"."""
    for mention in cast.before(at, _MOST_NAMES):
        if mention.span.start < at - _OUTLET_REACH:
            break
        if mention.kind != "PER" and (
            any(word in names().outlets for word in mention.name.split())
            or _OF_OUTLET.search(cast.text, max(0, mention.span.start - _BEFORE), mention.span.start)
        ):
            return mention
    return None


_OF_OUTLET = re.compile(
    r"\b(?:(?:story|article|piece|report|column|op-ed|interview)\s(?:by|in|from|of|for|with)|website|site|magazine"
    r"|newspaper)(?:\s(?:the|website|site|magazine|newspaper|news))*\s$"
)
_BEFORE = 50
# "The story" is of an outlet named in this paragraph or the one before.
_OUTLET_REACH = 900


def owner_before(cast: Cast, noun: str, at: int) -> Mention | None:
    """Whose `statement` it is: whom the sentence names that the noun stood in before."""
    for place in _places(cast.text, noun, at):
        sentence = cast.scene.sentences[bisect_right(cast.scene.sentences, place) - 1]
        after = cast.mentions[(cut := bisect_right(cast.starts, place)) : cut + 1]
        if after and _FROM.fullmatch(cast.text[place + len(noun) : after[0].span.start]):
            return after[0]
        named = [m for m in cast.before(place, _MOST_NAMES) if m.span.start >= sentence and m.kind in ("PER", "ORG")]
        if named:
            return named[-1]
    return None


_FROM = re.compile(r"\s(?:from|by|of)\s(?:the\s)?")
