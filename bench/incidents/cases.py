"""The incidents, and the figures that the reader finds in their articles by rules alone, without its network."""

from __future__ import annotations

import gzip
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._gather import figures
from onrecord.model import Article, Block, Reading, Span
from onrecord.reader._casualties import casualties
from onrecord.reader._quantities import quantities
from onrecord.text import sentences

if TYPE_CHECKING:
    from onrecord.model import Figure

DEFAULT_CASES = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "incidents" / "dev.jsonl.gz"


class Case(NamedTuple):
    """One incident: its articles, and how many were killed and injured."""

    id: str
    killed: int
    injured: int
    articles: tuple[Article, ...]

    @property
    def gold(self) -> tuple[int, int]:
        """Killed and injured."""
        return self.killed, self.injured


def read_cases(path: Path) -> list[Case]:
    """The incidents of a gzipped JSON Lines file, by their id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        given = [json.loads(line) for line in lines]
    return sorted((_case(each) for each in given), key=lambda case: case.id)


def _case(given: dict[str, object]) -> Case:
    articles = tuple(_article(f"{given['id']} {n}", each) for n, each in enumerate(given["articles"]))  # type: ignore[arg-type, var-annotated]  # as the format has it
    return Case(str(given["id"]), int(str(given["killed"])), int(str(given["injured"])), articles)


def _article(name: str, given: dict[str, str | None]) -> Article:
    headline = (given["headline"] or "").strip()
    text = f"{headline}\n\n{given['text']}" if headline else given["text"] or ""
    blocks = [Block("headline", Span(0, len(headline)))] if headline else []
    body = len(headline) + 2 if headline else 0
    if body < len(text):
        blocks.append(Block("paragraph", Span(body, len(text))))
    published = date.fromisoformat(given["published"]) if given["published"] else None
    return Article(id=name, path=name, text=text, blocks=tuple(blocks), headline=headline or None, published=published)


@cache
def rule_reading(article: Article) -> Reading:
    """What the reader's rules for numbers and casualties find in an article."""
    text = article.text
    parts = (part for block in article.blocks for part in sentences(text, block.span))
    found = tuple(q for part in parts for q in casualties(text, part, quantities(text, part)))
    return Reading(article.id, "rules", quantities=found)


def figures_of(article: Article) -> tuple[Figure, ...]:
    """The figures of an article, by the reader's rules."""
    return figures(article, rule_reading(article))
