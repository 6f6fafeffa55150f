"""What a site's robots.txt lets us fetch: the Robots Exclusion Protocol, RFC 9309, with the usual crawl-delay.

Not the standard library's parser: it knows neither `*` nor `$`, and takes the first rule that fits where the standard
takes the longest. Patterns are matched without regular expressions: a hostile file costs no more than a long one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

SIZE_READ = 512_000
"""Bytes of a robots.txt that are read: the 500 kibibytes that RFC 9309, 2.5, asks for."""

_RULES_KEPT = 5_000
"""Rules of one site: a hundred times those of large news sites, and a bound on what a hostile file costs."""


class Rule(NamedTuple):
    """A pattern of paths, in which `*` is anything and a final `$` the end; the longer pattern is the stronger."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one product, and the seconds that it wants between requests, if it says."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest fitting pattern decides, allow before disallow."""
        path = _normal(target)
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        return max(fitting, key=lambda rule: (len(rule.pattern), rule.allows)).allows if fitting else True


ALL_ALLOWED = Robots()
NONE_ALLOWED = Robots((Rule("/", allows=False),))


def read_robots(body: bytes, product: str) -> Robots:
    """The rules of a robots.txt for a product's name; groups for `*` count where none names it. Never raises."""
    named, anyone = _Group(), _Group()
    found = False
    agents: list[str] = []
    closed = True
    for key, value in _lines(body[:SIZE_READ]):
        if key == "user-agent":
            agents = [*agents, value.lower()] if not closed else [value.lower()]
            closed = False
            found = found or value.lower() == product.lower()
            continue
        closed = closed or key in ("allow", "disallow", "crawl-delay")
        if product.lower() in agents:
            named.add(key, value)
        if "*" in agents:
            anyone.add(key, value)
    return (named if found else anyone).robots()


class _Group:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.delay: float | None = None

    def add(self, key: str, value: str) -> None:
        if key in ("allow", "disallow") and value and len(self.rules) < _RULES_KEPT:
            self.rules.append(Rule(_normal(value), key == "allow"))
        elif key == "crawl-delay":
            self.delay = _seconds(value)

    def robots(self) -> Robots:
        return Robots(tuple(self.rules), self.delay)


def _lines(body: bytes) -> list[tuple[str, str]]:
    text = body.decode("utf-8-sig", errors="replace")
    pairs = (line.partition("#")[0].partition(":") for line in text.splitlines())
    return [(key.strip().lower(), value.strip()) for key, colon, value in pairs if colon]


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _normal(path: str) -> str:
    """Percent-encoding made one, so that `/caf%C3%A9`, `/café` and `/%63afé` are the same (RFC 9309, 2.2.2)."""
    # An encoded slash, asterisk or dollar is not the bare one; it keeps its encoding.
    kept = path.replace("%2f", "%252F").replace("%2F", "%252F").replace("%2a", "%252A").replace("%2A", "%252A")
    kept = kept.replace("%24", "%2524")
    return quote(unquote_to_bytes(kept.encode("utf-8", errors="replace")), safe="/*$%?&=:@!+,;'()~[]")


def _fits(pattern: str, path: str) -> bool:
    """Each piece between asterisks is looked for once, leftmost: enough, as a later place never fits better."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not ends or path == first
    at = len(first)
    last = rest.pop() if ends else ""
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at
