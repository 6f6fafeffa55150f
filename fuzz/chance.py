"""Random choices about a page, and pieces of pages to make it from."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = 0.1
LEAN = 0.75
HEAD = 1_500
SCRIPT = re.compile(rb"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


class Chance(random.Random):
    """Random choices about one page, from the pages that there are."""

    def __init__(self, pages: Sequence[bytes], seed: str) -> None:
        super().__init__(seed)
        self.pages = pages

    def size(self, least: int, most: int) -> int:
        """Log-uniform: as many in the tens as in the thousands."""
        return min(most, int(least * (most / least) ** self.random()))

    def place(self, body: bytes) -> int:
        """Anywhere, but half the time between two tags."""
        at = self.randint(0, len(body))
        after = body.find(b">", at) + 1
        return after if after and self.random() < 1 / 2 else at

    def base(self) -> bytes:
        """A page to start from."""
        body = self.choice(self.pages)
        if self.random() < LEAN:
            body = SCRIPT.sub(b"", body)
        if self.random() < WHOLE:
            return body
        start = self.randint(min(HEAD, len(body)), len(body))
        return body[:HEAD] + body[start : start + self.size(500, 40_000)]


def put(body: bytes, chance: Chance, *pieces: bytes) -> bytes:
    """The pieces, each at a place of its own."""
    for piece in pieces:
        at = chance.place(body)
        body = body[:at] + piece + body[at:]
    return body
