"""The article's text as the page's own JSON-LD gives it: a witness to which blocks belong to it."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# The longest articles have some 100,000 characters; beyond this the value is no article, or meant to exhaust.
_MOST_CHARACTERS = 400_000
_KEY = re.compile(r'"articleBody"\s{0,20}:\s{0,20}"')
_TAG = re.compile(r"<[^<>]{0,2000}>")
# A script may hold the text of each teaser too; the article is among the first.
_MOST_BODIES = 50


def article_body(tree: HtmlElement) -> str:
    """The longest `articleBody` (schema.org) of the page's JSON-LD, without markup; empty where there is none."""
    return max((_plain(body) for script in tree.iter("script") for body in _bodies(script)), key=len, default="")


def _bodies(script: HtmlElement) -> Iterator[str]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    text = script.text or ""
    for _, found in zip(range(_MOST_BODIES), _KEY.finditer(text), strict=False):
        end = _string_end(text, found.end())
        try:
            yield str(json.loads(f'"{text[found.end() : end]}"', strict=False))
        except ValueError:
            continue


def _string_end(text: str, start: int) -> int:
    """Where the JSON string that begins here ends: the first quote that is not escaped."""
    end = start
    for _ in range(_MOST_CHARACTERS):
        end = text.find('"', end, start + _MOST_CHARACTERS)
        escapes = end - 1
        while escapes >= start and text[escapes] == "\\":
            escapes -= 1
        if end < 0 or (end - escapes) % 2:
            return end if end >= 0 else start
        end += 1
    return start


def _plain(body: str) -> str:
    # Many systems escape the markup within once more.
    return _TAG.sub(" ", html.unescape(html.unescape(body)))
