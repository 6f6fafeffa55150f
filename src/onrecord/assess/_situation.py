"""Situation files: what a team watches, and under which topic a claim falls."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from onrecord.model import Situation, SituationError, Topic

if TYPE_CHECKING:
    from onrecord.model import Claim


def situation(text: str, name: str) -> Situation:
    """The situation that a YAML text describes: `title`, and `topics` each with `name` and `terms`.

    Raises SituationError, which names the file (`name`) and the entry at fault.
    """
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SituationError(f"{name}: not YAML: {_one_line(error)}") from error
    if not isinstance(given, dict) or not isinstance(given.get("title"), str):
        raise SituationError(f"{name}: a situation needs a title; write one as 'title: …' in the first line")
    if unknown := given.keys() - {"title", "topics"}:
        raise SituationError(f"{name}: unknown entry {min(map(str, unknown))!r}; there are title and topics")
    topics = given.get("topics") or []
    if not isinstance(topics, list):
        raise SituationError(f"{name}: topics must be a list of entries with name and terms")
    return Situation(given["title"], tuple(_topic(t, f"{name}: topic {n}") for n, t in enumerate(topics, 1)))


def topic_of(claim: Claim, watched: Situation) -> str | None:
    """The topic whose terms the claim's words hold most often; the first listed of equals; None where none fits."""
    counts = [(len(_pattern(topic.terms).findall(claim.text)), -n) for n, topic in enumerate(watched.topics)]
    best, place = max(counts, default=(0, 0))
    return watched.topics[-place].name if best else None


def _topic(given: object, where: str) -> Topic:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise SituationError(f"{where}: needs a name")
    if unknown := given.keys() - {"name", "terms"}:
        raise SituationError(f"{where} ({given['name']}): unknown entry {min(map(str, unknown))!r}")
    terms = given.get("terms")
    if not isinstance(terms, list) or not terms or not all(isinstance(t, str) and t.strip() for t in terms):
        raise SituationError(f"{where} ({given['name']}): terms must be a list of words or phrases")
    return Topic(given["name"], tuple(terms))


@lru_cache(maxsize=256)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that a phrase is not counted again by a word within it.
    ordered = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())
