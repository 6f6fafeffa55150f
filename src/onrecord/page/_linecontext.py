"""What stands around each line of a page: its neighbours, running text near it, and the stretch it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.page import _linewords

if TYPE_CHECKING:
    import numpy.typing as npt

    from onrecord.page._linefeatures import Page
    from onrecord.page._lineletters import Features, Floats

# Features whose neighbours' values were worth their time, on either side: at three lines, and at one.
_FAR_NEIGHBOURS = ("words", "term", "good", "short", "lexical", "mark")
_NEAR_NEIGHBOURS = ("function", "capitals", "again", "upper", "commas", "date", "link", "ends")
_WINDOWS = (3, 8, 20)
_WINDOWED = ("prose", "sentence", "lexical", "short", "capitals")
# Paragraphs longer than this are no surer to be the article.
_MOST_WORDS = 80.0
# What the second judgement takes from the lines around besides the first one's: all else was overfitted.
_KEPT = frozenset(
    (
        *("lexical", "wide_from", "wide_to", "prose_before", "prose_after", "lexical-1", "lexical+1"),
        *("words-1", "words+1", "term-1", "term+1"),
    )
)
# The same for all lines of a page, or nearly: with 150 sites to learn from, such values only name the site.
_OF_THE_PAGE = frozenset(("lines", "good_lines", "blank_share", "from_top", "from_end", "place"))
_LIKELY, _POSSIBLE = 0.6, 0.3
# A word is known to the article if it stands in about one likely line.
_ONE_LIKELY = 0.5
# Of 13,855 lines of articles 124 have no sentence so near; of all lines that are not blank, 61% have none.
_NEAR = 6
_FARTHEST = 200
_FAR_FROM_REGION = 60


def around(page: Page, lexical: Floats) -> Features:
    """The page's features with those of the lines around; `lexical` is what each line's words say, one a line."""
    own = page.features | {"lexical": lexical, "prose": page.features["good"] * np.minimum(page.words, _MOST_WORDS)}
    found = {name: own[name] for name in own if name != "prose"}
    for by in (-3, -2, -1, 1, 2, 3):
        names = _FAR_NEIGHBOURS + (_NEAR_NEIGHBOURS if abs(by) == 1 else ())
        found |= {f"{name}{by:+d}": moved(own[name], by) for name in names}
    for reach in _WINDOWS:
        found |= {f"{name}<{reach}": mean(own[name], -reach, -1) for name in _WINDOWED}
        found |= {f"{name}>{reach}": mean(own[name], 1, reach) for name in _WINDOWED}
    return found | _shares("prose", own["prose"]) | _since("prose", own["good"] > 0) | _prose_regions(page)


def _prose_regions(page: Page) -> Features:
    good = page.features["good"] > 0
    sentence = page.features["sentence"] > 0
    points = {
        "lines": np.where(good, 2 + np.minimum(page.words / 30, 3), -1.0),
        "words": np.where(good, np.minimum(page.words, _MOST_WORDS), np.where(sentence, 0.0, -6.0)),
        "wide": np.where(good, 1.0, -0.3),
    }
    return {key: value for name, score in points.items() for key, value in region(name, score).items()}


def moved(values: Floats, by: int) -> Floats:
    """For each line the value of the line so many further down (up, if negative); 0 beyond the page."""
    found = np.zeros_like(values)
    if by > 0:
        found[:-by] = values[by:]
    else:
        found[-by:] = values[:by]
    return found


def mean(values: Floats, first: int, last: int) -> Floats:
    """For each line the mean of those from `first` to `last` lines further down; lines beyond the page count as 0."""
    sums = np.append(0.0, np.cumsum(values))
    at = np.arange(len(values))
    ends = np.clip(at + last + 1, 0, len(values))
    found: Floats = (sums[ends] - sums[np.clip(at + first, 0, len(values))]) / (last - first + 1)
    return found


def _shares(name: str, weights: Floats) -> Features:
    """What share of all the weight stands before and after each line."""
    sums = np.cumsum(weights)
    total = max(float(sums[-1]), 1e-6)
    return {f"{name}_before": (sums - weights) / total, f"{name}_after": 1 - sums / total}


def _since(name: str, flags: npt.NDArray[np.bool_]) -> Features:
    return {
        f"{name}_since": np.log1p(distance(flags)),
        f"{name}_until": np.log1p(distance(flags[::-1])[::-1]),
    }


def distance(flags: npt.NDArray[np.bool_]) -> Floats:
    """How many lines above each the nearest flagged one is, at most 200."""
    at = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, at, -_FARTHEST))
    found: Floats = np.minimum(at - np.append(-_FARTHEST, last[:-1]), _FARTHEST).astype(np.float64)
    return found


def region(name: str, points: Floats) -> Features:
    """Where each line stands to the stretch with most points (Kadane's maximum subarray)."""
    sums = np.cumsum(points)
    before = np.append(0.0, sums[:-1])
    last = int(np.argmax(sums - np.minimum.accumulate(before)))
    first = int(np.argmin(before[: last + 1]))
    at = np.arange(len(points))
    return {
        f"{name}_from": np.clip(at - first, -_FAR_FROM_REGION, _FAR_FROM_REGION).astype(np.float64),
        f"{name}_to": np.clip(at - last, -_FAR_FROM_REGION, _FAR_FROM_REGION).astype(np.float64),
        f"{name}_within": np.clip((at - first) / (last - first + 1), -1, 2),
    }


def candidates(page: Page) -> npt.NDArray[np.bool_]:
    """The lines that have a sentence near: all others are no article, and need no model."""
    near = (page.features["good"] + page.features["sentence"]) > 0
    return mean(near.astype(np.float64), -_NEAR, _NEAR) > 0


def judged(page: Page, first: Features, chance: Floats) -> Features:
    """Each line's features, and what the first judgement (`chance`, one probability a line) says of those around."""
    found = {name: first[name] for name in first if name in page.features or name in _KEPT}
    found |= {"chance": chance, "chance_same": _of_same(page, chance) - chance}
    found |= {f"chance{by:+d}": moved(chance, by) for by in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)}
    for reach in (3, 6, 12, 30):
        found |= {f"chance<{reach}": mean(chance, -reach, -1), f"chance>{reach}": mean(chance, 1, reach)}
    found |= _shares("chance", chance * np.minimum(page.words, _MOST_WORDS))
    found |= {"chance_most_before": _most_before(chance), "chance_most_after": _most_before(chance[::-1])[::-1]}
    found |= _since("likely", chance > _LIKELY) | _since("possible", chance > _POSSIBLE)
    found |= region("strict", chance - 0.25) | region("loose", chance - 0.08)
    found |= region("long", (chance - 0.3) * np.minimum(page.words, 60)) | _company(page, chance)
    return {name: found[name] for name in found if name not in _OF_THE_PAGE}


def _most_before(values: Floats) -> Floats:
    return np.append(0.0, np.maximum.accumulate(values)[:-1])


def _of_same(page: Page, chance: Floats) -> Floats:
    """The highest chance of all lines with the same words."""
    most: dict[str, float] = {}
    for text, value in zip(page.texts, chance.tolist(), strict=True):
        most[text] = max(value, most.get(text, 0.0))
    return np.array([most[text] for text in page.texts])


def _company(page: Page, chance: Floats) -> Features:
    """How far the line's telling words are those of likely lines (it does not count itself) rather than of others."""
    told = page.told
    if not told.different:
        return dict.fromkeys(("company", "company_lead", "telling"), np.zeros(told.lines))
    pairs = np.unique(told.line * len(told.different) + told.number)
    line, word = np.divmod(pairs, len(told.different))
    inside = np.bincount(word, chance[line])[word] - chance[line]
    outside = np.bincount(word, 1 - chance[line])[word] - (1 - chance[line])
    weight = _linewords.content(told)[word]
    telling = np.bincount(line, weight, told.lines)
    some = np.maximum(telling, 1)
    lead = weight * np.log((inside + 0.3) / (outside + 1))
    return {
        "company": np.bincount(line, weight * (inside > _ONE_LIKELY), told.lines) / some,
        "company_lead": np.bincount(line, lead, told.lines) / some,
        "telling": np.log1p(telling),
    }
