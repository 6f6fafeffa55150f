"""The golden pages: one test a field, so that a failure names what went wrong."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Article, Capture
from onrecord.page import read_page

PAGES = Path(__file__).parent.parent / "pages"
NAMES = sorted(folder.name for folder in PAGES.iterdir() if (folder / "expected.toml").is_file())
NOT_GIVEN: dict[str, object] = {
    "url": None,
    "outlet": None,
    "headline": None,
    "authors": [],
    "published": None,
    "published_from": None,
    "dateline": None,
    "section": None,
    "tags": [],
    "language": None,
    "credits": [],
    "wire": None,
    "original_source": None,
}


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((PAGES / name / "expected.toml").read_text(encoding="utf-8"))


@cache
def article(name: str) -> Article:
    path = next(path for path in sorted((PAGES / name).iterdir()) if path.stem == "page")
    read = read_page(Capture(path.read_bytes(), path.name, None, None, datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(read, Article), read
    return read


@pytest.mark.parametrize("field", NOT_GIVEN)
@pytest.mark.parametrize("name", NAMES)
def test_field_is_what_the_page_gives(name: str, field: str) -> None:
    found = dataclasses.asdict(article(name))[field]
    assert (list(found) if isinstance(found, tuple) else found) == expected(name).get(field, NOT_GIVEN[field])


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_those_of_the_article_in_page_order(name: str) -> None:
    text = article(name).text
    blocks = [(kind, text[start:end]) for kind, (start, end) in article(name).blocks]
    wanted = expected(name)["blocks"]
    assert [kind for kind, _ in blocks] == [kind for kind, _ in wanted]
    assert [words[: len(start)] for (_, words), (_, start) in zip(blocks, wanted, strict=True)] == [
        s for _, s in wanted
    ]


@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_blocks_and_nothing_else(name: str) -> None:
    text = article(name).text
    assert "\n\n".join(text[start:end] for _, (start, end) in article(name).blocks) == text


@pytest.mark.parametrize("name", NAMES)
def test_boilerplate_is_not_in_the_text(name: str) -> None:
    assert [words for words in expected(name)["absent"] if words in article(name).text] == []
