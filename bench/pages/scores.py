"""The metrics of pages: how near a page as extracted is to its gold.

Body F1 is that of the article extraction benchmark (github.com/scrapinghub/article-extraction-benchmark): 4-grams of
words, precision and recall of each page averaged over the pages that have any, F1 of the two averages.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Shingles = Counter[tuple[str, ...]]

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 4
_DAY_CHARACTERS = len("2024-01-31")
# These make up a third of English running text and hardly any of another language's.
_ENGLISH = frozenset(["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "on"])
_ENGLISH_SHARE = 0.12


# What gold names as author although it is nobody: agencies, beside the outlet itself and its desk.
_AGENCIES = frozenset(
    [
        "aa",
        "afp",
        "afpdeutschland",
        "agencefrancepresse",
        "anadoluajansı",
        "ansa",
        "ap",
        "apa",
        "associatedpress",
        "belga",
        "bloomberg",
        "ddp",
        "deutschepresseagentur",
        "dpa",
        "efe",
        "epd",
        "kna",
        "ntb",
        "pressassociation",
        "reuters",
        "sda",
        "sid",
        "tass",
        "theassociatedpress",
        "tt",
        "xinhua",
        "yonhap",
    ]
)
_DESK = re.compile(r"\b(?:redaktion|newsroom|editorial|desk|team|staff|online|digital)\b", re.IGNORECASE)


class Page(NamedTuple):
    """A page, as gold has it or as a system extracted it; empty where there is nothing."""

    body: str
    title: str
    authors: tuple[str, ...]
    day: str
    """As YYYY-MM-DD, in the time zone in which it is given."""


def folded(text: str) -> str:
    """White space and case folded."""
    return " ".join(text.split()).casefold()


def body_of(lines: Iterable[str], title: str) -> str:
    """A system's body, the same rule for all: no line that repeats the system's own title, no marks of bullets."""
    plain = [re.sub(r"^\s*[-•*]\s+", "", line) for line in lines]
    return "\n".join(line for line in plain if line.strip() and folded(line) != folded(title))


def is_english(text: str) -> bool:
    """Whether enough of the words are English function words."""
    words = text.lower().split()
    return sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * max(len(words), 1)


def shingles(text: str) -> Shingles:
    """The 4-grams of words with their counts; a shorter text is one shingle."""
    words = _WORD.findall(text)
    grams = (tuple(words[at : at + _SHINGLE_WORDS]) for at in range(max(1, len(words) - _SHINGLE_WORDS + 1)))
    return Counter(gram for gram in grams if gram)


def persons(authors: Iterable[str], outlet: str) -> tuple[str, ...]:
    """The authors without agencies, desks, addresses of sites and the outlet itself, by its name in the cases."""
    return tuple(name for name in authors if _is_person(name, _letters(outlet)))


def _is_person(name: str, outlet: str) -> bool:
    plain = _letters(name)
    site = re.search(r"\w\.\w{2,3}$", name) is not None
    return (
        bool(plain)
        and plain not in _AGENCIES
        and plain not in outlet
        and outlet not in plain
        and not site
        and (_DESK.search(name) is None)
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def body_figures(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Of pairs of gold and found body: precision, recall, F1, and the shares that are exact, or exact in words."""
    counted = [(shingles(gold), shingles(found)) for gold, found in pairs]
    hits = [(sum((gold & found).values()), gold.total(), found.total()) for gold, found in counted]
    precision = _mean(hit / found for hit, _, found in hits if found)
    recall = _mean(hit / gold for hit, gold, _ in hits if gold)
    return {
        "body P": precision,
        "body R": recall,
        "body F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "body exact": _mean(gold.split() == found.split() for gold, found in pairs),
        "body words exact": _mean(_WORD.findall(gold) == _WORD.findall(found) for gold, found in pairs),
    }


def figures(pairs: Sequence[tuple[Page, Page]], outlets: Sequence[str]) -> dict[str, float]:
    """Metric -> share, of pairs of gold and found; pages whose gold lacks a field do not count for it."""
    people = [
        (gold._replace(authors=persons(gold.authors, outlet)), found._replace(authors=persons(found.authors, outlet)))
        for (gold, found), outlet in zip(pairs, outlets, strict=True)
    ]
    return {
        **body_figures([(gold.body, found.body) for gold, found in pairs]),
        "title exact": _mean(folded(gold.title) == folded(found.title) for gold, found in pairs if gold.title),
        "title words exact": _mean(
            _letters(gold.title) == _letters(found.title) for gold, found in pairs if gold.title
        ),
        "date": _mean(gold.day == found.day[:_DAY_CHARACTERS] for gold, found in pairs if gold.day),
        **author_figures(pairs),
        **{f"{name}, persons": figure for name, figure in author_figures(people).items()},
    }


def author_figures(pairs: Sequence[tuple[Page, Page]]) -> dict[str, float]:
    """The share of signed pages with the same set of authors, and of unsigned ones where none is named."""
    signed = [(set(map(folded, g.authors)), set(map(folded, f.authors))) for g, f in pairs if g.authors]
    return {
        "authors": _mean(gold == found for gold, found in signed),
        "no author invented": _mean(not found.authors for gold, found in pairs if not gold.authors),
    }


def _mean(values: Iterable[float]) -> float:
    """Not a number where there is nothing to measure."""
    listed = list(values)
    return fmean(listed) if listed else float("nan")
