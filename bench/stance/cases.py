"""Headlines and bodies in the form of the Fake News Challenge, and their split by body."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

# Of a hundred bodies: a fifth held out and a fifth to tune on leaves about 120 disputes in each.
HELD_PERCENT, DEV_PERCENT = 20, 20


class Pair(NamedTuple):
    """A headline set beside a body."""

    claim: str
    body: str
    """The body's id."""
    label: str


class Cases(NamedTuple):
    """The texts of bodies by id, and the pairs."""

    bodies: dict[str, str]
    pairs: list[Pair]


def read_cases(path: Path) -> Cases:
    """Gzipped JSON Lines, of which the first holds all bodies. Raises KeyError or ValueError where it is no such."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        bodies = {str(name): text for name, text in json.loads(stream.readline())["bodies"].items()}
        rows = [json.loads(line) for line in stream]
    pairs = [Pair(row["headline"], str(row["body"]), row["stance"]) for row in rows]
    return Cases({pair.body: bodies[pair.body] for pair in pairs}, pairs)


def part(body: str) -> str:
    """Train, dev or held-out, by the hash of a body's id: the same on every machine."""
    number = hash_number(body, 100)
    return "held-out" if number < HELD_PERCENT else "dev" if number < HELD_PERCENT + DEV_PERCENT else "train"


def hash_number(text: str, below: int) -> int:
    """A number that looks like chance."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % below


def digest(body: str) -> str:
    """By which a body's text is known again wherever it comes from."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def stories(pairs: list[Pair]) -> list[str]:
    """For each pair the story of its body: bodies that are about one headline tell of one story, and so on."""
    leader: dict[str, str] = {}

    def first(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for pair in pairs:
        if pair.label != "unrelated":
            one, other = sorted((first(f"body {pair.body}"), first(f"claim {pair.claim}")))
            leader[other] = one
    return [first(f"body {pair.body}") for pair in pairs]
