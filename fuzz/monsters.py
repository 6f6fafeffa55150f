"""What is put into one page in two hundred: large, deep, or made to be slow."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from fuzz.chance import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.chance import Chance

    Mutation = Callable[[bytes, Chance], bytes]


def times(monster: str, least: int, most: int) -> Mutation:
    """A monster that grows."""
    return lambda body, chance: put(body, chance, monster.encode() * chance.size(least, most))


MONSTROUS: dict[str, Mutation] = {
    "nested a million deep": times("<div>", 100_000, 1_000_000),
    "inline nested": times("<b><i>", 10_000, 200_000),
    "lists nested": times("<ul><li>", 5_000, 50_000),
    "tables nested": times("<table><tr><td>", 5_000, 100_000),
    "ten megabytes of attribute": lambda body, chance: put(
        body, chance, b"<div class='" + b"a" * chance.size(1_000_000, 10_000_000) + b"'>"
    ),
    "attributes": lambda body, chance: put(
        body, chance, b"<div " + b" ".join(b"a%d=b" % n for n in range(chance.size(10_000, 200_000))) + b">"
    ),
    "entities": times("&amp;&#65;", 50_000, 400_000),
    "comments": times("<!--", 50_000, 1_000_000),
    "scripts": times("<script>x='<p>'</script>", 20_000, 200_000),
    "scripts open": times("<script ", 50_000, 500_000),
    "brackets": times("<", 100_000, 2_000_000),
    "JSON-LD nested": lambda body, chance: put(
        body, chance, b"<script type='application/ld+json'>" + b"[" * chance.size(10_000, 1_000_000) + b"</script>"
    ),
    "one word": times("A", 500_000, 5_000_000),
    "one line": times("word ", 200_000, 1_000_000),
    "lines": times("menu\n", 200_000, 2_000_000),
    "sentences": times("He said on Monday that 12 men had left. ", 5_000, 50_000),
    "paragraphs": times("<p>The council said on Monday that “we will close it” by 2 May.</p>\n", 2_000, 20_000),
    "quotes": times("“", 50_000, 500_000),
    "digits": times("1,000 ", 20_000, 300_000),
    "base64": lambda body, chance: put(body, chance, base64.b64encode(chance.randbytes(chance.size(10**6, 5 * 10**6)))),
    "NULs": times("\x00", 500_000, 5_000_000),
}
