"""What else could say how alike two contents are."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Sides = list[tuple[str, str]]

# Robertson and Zaragoza (2009) give 1.2 to 2 and 0.5 to 0.8; these are Lucene's.
_K1, _B = 1.2, 0.75
# What MiniLM was trained with.
_LONGEST = 128
LONGEST = 90
"""Word pieces of each of two wordings that a network reads at once; one in two hundred has more."""


def equal(sides: Sides) -> list[float]:
    """1 where the folded words are equal."""
    return [float(fold(a) == fold(b)) for a, b in sides]


def bm25(sides: Sides) -> list[float]:
    """The mean of each as the other's query, each by what it scores against itself, so that pairs compare."""
    texts = [Counter(fold(text).split()) for pair in sides for text in pair]
    idf = _idf(texts)
    mean = sum(map(Counter.total, texts)) / len(texts)

    def score(query: Counter[str], text: Counter[str]) -> float:
        norm = _K1 * (1 - _B + _B * text.total() / mean)
        return sum(idf[t] * text[t] * (_K1 + 1) / (text[t] + norm) for t in query if t in text)

    pairs = zip(texts[::2], texts[1::2], strict=True)
    return [sum(score(x, y) / (score(x, x) or 1) for x, y in ((a, b), (b, a))) / 2 for a, b in pairs]


def tf_idf(sides: Sides) -> list[float]:
    """Cosine of the two, words weighed by the logarithm of their rarity among all."""
    texts = [Counter(fold(text).split()) for pair in sides for text in pair]
    idf = _idf(texts)
    vectors = [{t: n * idf[t] for t, n in text.items()} for text in texts]
    norms = [math.sqrt(sum(v * v for v in vector.values())) or 1.0 for vector in vectors]
    return [
        sum(value * vectors[at + 1].get(t, 0.0) for t, value in vectors[at].items()) / (norms[at] * norms[at + 1])
        for at in range(0, len(vectors), 2)
    ]


def minilm(sides: Sides, folder: Path) -> list[float] | None:
    """Cosine of all-MiniLM-L6-v2's mean of the pieces; None where it was not exported."""
    if (learned := _learned(folder / "minilm.onnx")) is None:
        return None
    session, words = learned
    words.enable_truncation(_LONGEST)
    vectors = []
    for text in (text for pair in sides for text in pair):
        ids = np.array([words.encode(text).ids], dtype=np.int64)
        (vector,) = session.run(None, {"ids": ids})[0]
        vectors.append(vector / np.linalg.norm(vector))
    return [float(vectors[at] @ vectors[at + 1]) for at in range(0, len(vectors), 2)]


def both(sides: Sides, folder: Path) -> list[float] | None:
    """What `training/claims/teach.py`'s network finds of the two, read at once; None where it was not trained."""
    if (learned := _learned(folder / "both.onnx")) is None:
        return None
    session, words = learned
    found = []
    for a, b in sides:
        ids, of = (np.array([row], dtype=np.int64) for row in laid_out(min(a, b), max(a, b), words))
        found.append(float(session.run(None, {"ids": ids, "sides": of, "mask": np.ones_like(ids)})[0][0]))
    return found


def _learned(network: Path) -> tuple[InferenceSession, Tokenizer] | None:
    """The network in a file and the tokenizer beside it, which fills up and cuts off nothing; None where it is not."""
    if not network.exists():
        return None
    from onnxruntime import InferenceSession  # noqa: PLC0415 -- only where there is a file for it
    from tokenizers import Tokenizer  # noqa: PLC0415 -- likewise

    words = Tokenizer.from_file(str(network.parent / "tokenizer.json"))
    words.no_padding()
    words.no_truncation()
    return InferenceSession(network, providers=["CPUExecutionProvider"]), words


def laid_out(one: str, other: str, words: Tokenizer) -> tuple[list[int], list[int]]:
    """The word pieces of both, parted, and which of the two each is of."""
    first, second = (words.encode(fold(text), add_special_tokens=False).ids[:LONGEST] for text in (one, other))
    cls, sep = (words.encode(name, add_special_tokens=False).ids[0] for name in ("[CLS]", "[SEP]"))
    return [cls, *first, sep, *second, sep], [0] * (len(first) + 2) + [1] * (len(second) + 1)


def _idf(texts: Sequence[Counter[str]]) -> dict[str, float]:
    held = Counter(t for text in texts for t in text)
    return {t: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for t, n in held.items()}
