"""Situation files: what a team watches."""

from __future__ import annotations

import yaml

from onrecord.model import Situation, SituationError, Topic


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


def _topic(given: object, where: str) -> Topic:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise SituationError(f"{where}: needs a name")
    if unknown := given.keys() - {"name", "terms"}:
        raise SituationError(f"{where} ({given['name']}): unknown entry {min(map(str, unknown))!r}")
    terms = given.get("terms")
    if not isinstance(terms, list) or not terms or not all(isinstance(t, str) and t.strip() for t in terms):
        raise SituationError(f"{where} ({given['name']}): terms must be a list of words or phrases")
    return Topic(given["name"], tuple(terms))


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())
