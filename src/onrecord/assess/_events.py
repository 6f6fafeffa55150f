"""Which pages are about one event: by their words and, as much, by their names, within a few days.

Names are what tells two like events apart (two arrests, two storms), and words what tells two events of the same people
apart. Three outlets' pages of 100 events are grouped at B-cubed .99, by TF-IDF of words alone at .97; documents of 16
pairwise alike events at .97 and .83 (bench/events).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.assess._grouping import components, groups
from onrecord.assess._knowledge import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.assess._grouping import Group
    from onrecord.model import Article

TIED = 0.18
"""The mean likeness from which pages are of one event. Fixed on BASIL, where .18 and .19 are best."""

DISTINCT = 0.65
"""Two groups of pages are two events where the likeness across is below this part of the likeness within. Fixed on the
training part of ECB+, pairs of like events: B-cubed F1 .88 without, .92 with .65, .93 with .7."""

WINDOW = 7
"""Days between two pages of one event; of 100 events that three outlets covered within days, none took more than 4."""

LEAD = 60
"""Words at the beginning, where news tells what happened; they count three times."""

_LEAD_TIMES = 3.0
_LEAST_WORD = 2
_KEYS = 16
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SUFFIXES = (("ies", "y", 5), ("ing", "", 6), ("ed", "", 5), ("s", "", 4))


@dataclass(frozen=True, slots=True)
class Gist:
    """How often an article has each word and each name, the beginning counted more; words are stems."""

    article: str
    day: date | None
    words: dict[str, float]
    names: dict[str, float]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of so many pages each word and each name stands."""

    pages: int
    words: Mapping[str, int]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Weighed:
    words: dict[str, float]
    names: dict[str, float]


def gist(article: Article) -> Gist:
    """The words and names of the blocks of an article. A name is the last word of capitalised ones in a row."""
    words: dict[str, float] = defaultdict(float)
    names: dict[str, float] = defaultdict(float)
    seen = 0
    for block in article.blocks:
        found = list(_WORD.finditer(article.text, *block.span))
        for at, match in enumerate(found):
            stem = stem_of(match[0])
            times = _LEAD_TIMES if seen + at < LEAD else 1.0
            if len(stem) < _LEAST_WORD or stem in words_of("functions"):
                continue
            words[stem] += times
            if match[0][0].isupper() and not _goes_on(article.text, found, at):
                names[stem] += times
        seen += len(found)
    return Gist(article.id, article.published, dict(words), dict(names))


def _goes_on(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the next word belongs to the same name."""
    following = found[at + 1] if at + 1 < len(found) else None
    return (
        following is not None and following[0][0].isupper() and text[found[at].end() : following.start()].strip() == ""
    )


def stem_of(word: str) -> str:
    """A word without case, possessive and the commonest endings; not Porter's stemmer, a tenth of it."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    for ending, instead, least in _SUFFIXES:
        if len(plain) >= least and plain.endswith(ending) and not plain.endswith("ss"):
            plain = plain.removesuffix(ending) + instead
            break
    return plain.removesuffix("e") if len(plain) > len("then") else plain


def frequencies(gists: Iterable[Gist]) -> Frequencies:
    """Of all pages that are known; the same whatever their order."""
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    pages = 0
    for one in gists:
        words.update(one.words.keys())
        names.update(one.names.keys())
        pages += 1
    return Frequencies(pages, words, names)


def likeness(a: Gist, b: Gist, known: Frequencies) -> float:
    """How alike two pages are, from 0 to 1: the mean of the cosines of their words and of their names, by TF-IDF."""
    return _alike(_weighed(a, known), _weighed(b, known))


def events(gists: Iterable[Gist], known: Frequencies | None = None) -> tuple[Group, ...]:
    """Articles by event, each group in order and all in order: a function of the pages, in whatever order they come.

    `known` counts the words of more pages than these; without it theirs are counted.
    """
    ordered = {one.article: one for one in sorted(gists, key=lambda one: one.article)}
    counted = known or frequencies(ordered.values())
    weighed = {name: _weighed(one, counted) for name, one in ordered.items()}

    def alike(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
        return {(a, b): _alike(weighed[a], weighed[b]) for a, b in pairs if _is_near(ordered[a].day, ordered[b].day)}

    tied: dict[str, dict[str, float]] = {name: {} for name in ordered}
    for (a, b), value in alike(_sharing(weighed)).items():
        if value >= TIED:
            tied[a][b] = tied[b][a] = value
    # Pages of one event may share no word; those too far apart in time are no pair and keep their events apart.
    found = (
        groups(part, alike(combinations(part, 2)), TIED, least=-1.0, distinct=DISTINCT) for part in components(tied)
    )
    return tuple(sorted(group for some in found for group in some))


def _sharing(weighed: Mapping[str, _Weighed]) -> list[tuple[str, str]]:
    """Pairs that share one of their heaviest words: of alike pages all do, and nobody has to look at the others."""
    having: dict[str, list[str]] = defaultdict(list)
    for name, one in weighed.items():
        for key in keys(one.words):
            having[key].append(name)
    return sorted({pair for names in having.values() for pair in combinations(names, 2)})


def keys(weights: Mapping[str, float]) -> tuple[str, ...]:
    """The words that say most of a page, the heaviest first: what an index finds pages by that may be like it."""
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:_KEYS])


def event_of(fresh: Gist, near: Sequence[Sequence[Gist]], known: Frequencies) -> int | None:
    """Which of some events a page belongs to as it comes, by its place among them; None where it begins a new one.

    The record does not ask: it groups pages when it is looked at, by `events`. Here so that `bench/events` can tell
    what that gains over putting each page in its place for good.
    """
    mine = _weighed(fresh, known)
    means = []
    for n, event in enumerate(near):
        if all(_is_near(fresh.day, one.day) for one in event):
            means.append((sum(_alike(mine, _weighed(one, known)) for one in event) / len(event), -n))
    best, place = max(means, default=(0.0, 0))
    return -place if best >= TIED else None


def _weighed(one: Gist, known: Frequencies) -> _Weighed:
    return _Weighed(
        _unit({word: (1 + math.log(n)) * _rarity(known.words.get(word, 0), known) for word, n in one.words.items()}),
        _unit({name: math.sqrt(n) * _rarity(known.names.get(name, 0), known) for name, n in one.names.items()}),
    )


def _rarity(pages: int, known: Frequencies) -> float:
    return max(0.0, math.log((known.pages + 1) / (pages + 0.5)))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items() if weight} if length else {}


def _alike(a: _Weighed, b: _Weighed) -> float:
    return (_cosine(a.words, b.words) + _cosine(a.names, b.names)) / 2


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    less, more = sorted((a, b), key=len)
    return math.fsum(weight * more[word] for word, weight in less.items() if word in more)


def _is_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= WINDOW
