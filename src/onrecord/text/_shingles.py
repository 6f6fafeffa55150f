"""Words in a row as numbers: what two texts share is found by comparing sets (Broder 1997, shingling)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The largest Mersenne prime that a signed 64-bit column of a database holds; and a base without pattern in its bits.
_MODULUS = (1 << 61) - 1
_BASE = 0x9E3779B97F4A7C15 % _MODULUS


def shingles(words: Sequence[str], size: int) -> tuple[int, ...]:
    """A number below 2**61 for each `size` words in a row, by their first word; empty where there are fewer words.

    The same words give the same number in every process and version. By Karp and Rabin's rolling hash (1987).
    """
    if size < 1:
        raise ValueError(f"a shingle has at least one word, not {size}")
    numbers = [zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1 for word in words]
    leaving = pow(_BASE, size, _MODULUS)
    found, rolled = [], 0
    for at, number in enumerate(numbers):
        rolled = (rolled * _BASE + number) % _MODULUS
        if at >= size:
            rolled = (rolled - numbers[at - size] * leaving) % _MODULUS
        if at >= size - 1:
            found.append(rolled)
    return tuple(found)
