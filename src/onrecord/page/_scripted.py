"""Articles that a page holds in its scripts only, for the browser to make: found, and set into the page."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"<script\b[^<>]{0,2000}>", re.IGNORECASE)
_CLOSING = re.compile(r"</script", re.IGNORECASE)
# A string in JSON or JavaScript: a sign that strings follow keeps the quotes in step.
_STRING = re.compile(r'[:,=(\[]\s?"((?:[^"\\]|\\.){400,400000})"', re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b[^<>]{0,500}>([^<]{40,})")
_BODY_TAG = re.compile(r"<body\b[^<>]{0,5000}>", re.IGNORECASE)
_KEY = re.compile(r'"articleBody"\s{0,9}:\s?"$')
# Fewer are a teaser or a note; the states of some frameworks are strings that hold strings.
_LEAST_PARAGRAPHS, _LEVELS = 3, 2
# State beyond this is a catalogue, or meant to exhaust the reader.
_MOST_CHARACTERS, _MOST_STRINGS = 4_000_000, 200


def shown(text: str) -> str | None:
    """The page with the longest article of its scripts first in its body; None where they hold none."""
    found = max(_articles(text), key=_prose, default="")
    body = _BODY_TAG.search(text)
    at = body.end() if body else 0
    return f"{text[:at]}<article>{found}</article>{text[at:]}" if found else None


def _articles(text: str) -> Iterator[str]:
    place = 0
    while opening := _OPENING.search(text, place, _MOST_CHARACTERS):
        closing = _CLOSING.search(text, opening.end(), _MOST_CHARACTERS)
        if not closing:
            return
        yield from _markups(text[opening.end() : closing.start()], _LEVELS)
        place = closing.end()


def _markups(code: str, levels: int) -> Iterator[str]:
    for _, found in zip(range(_MOST_STRINGS), _STRING.finditer(code), strict=False):
        try:
            value = str(json.loads(f'"{found[1]}"', strict=False))
        except ValueError:
            continue
        if len(_PARAGRAPH.findall(value)) >= _LEAST_PARAGRAPHS:
            yield value
        elif _KEY.search(code, found.start() - 40, found.start(1)):
            yield _in_paragraphs(value)
        elif levels > 1:
            yield from _markups(value, levels - 1)


def _in_paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _prose(markup: str) -> int:
    return sum(map(len, _PARAGRAPH.findall(markup)))
