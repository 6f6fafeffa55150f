"""What the package is measured beside: MinHash by datasketch, and the cosine of TF-IDF."""

from __future__ import annotations

import importlib
import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORD = re.compile(r"\w+")
_PERMUTATIONS = 256
_SIZE = 5


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def minhash(texts: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> list[float] | None:
    """The estimated Jaccard similarity of 5-grams of words of each pair; None where datasketch is not installed."""
    try:
        datasketch = importlib.import_module("datasketch")
    except ImportError:
        return None
    signs = {}
    for name in {name for pair in pairs for name in pair}:
        found = words(texts[name])
        signs[name] = datasketch.MinHash(num_perm=_PERMUTATIONS)
        signs[name].update_batch([" ".join(found[at : at + _SIZE]).encode() for at in range(len(found) - _SIZE + 1)])
    return [float(signs[a].jaccard(signs[b])) for a, b in pairs]


def tfidf(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """The weights of the words of each text, of length 1: log of the count times log of the rarity."""
    counts = {name: Counter(words(text)) for name, text in texts.items()}
    pages = Counter(word for count in counts.values() for word in count)
    return {
        name: _unit({word: (1 + math.log(n)) * math.log((len(texts) + 1) / pages[word]) for word, n in count.items()})
        for name, count in counts.items()
    }


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Of two vectors of length 1."""
    less, more = sorted((a, b), key=len)
    return sum(weight * more[word] for word, weight in less.items() if word in more)


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
