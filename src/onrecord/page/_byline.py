"""The line in which keywords run through outlet, dateline, author and section into the summary.

"drone strikes/ harbour talks/ The Sample Ledger/ OSLO/ Norway/ A. Writer/ Evening Edition/ The harbour ..."
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.page import _lexicon, _names

# A line with fewer slashes may be prose ("and/or", "9/11").
_LEAST_PARTS = 4
# Keywords, outlets and sections are short; the summary is not.
_PART_WORDS = 8
_PART_CHARACTERS = 70
_REST_WORDS = 8
_OUTLET_WORDS = 4
_CITY = re.compile(r"[A-Z][A-Z .'’-]{2,40}(?:,\s[\w .]{2,40})?")


class KeywordLine(NamedTuple):
    """What the parts of the line are; `rest` is the text that it runs into."""

    tags: tuple[str, ...]
    outlet: str | None
    dateline: str | None
    author: str | None
    section: str | None
    rest: str


def keyword_line(text: str) -> KeywordLine | None:
    """The parts of a line of keywords; None where the line is none."""
    parts = _parts(text)
    if len(parts) <= _LEAST_PARTS or len(parts[-1].split()) < _REST_WORDS:
        return None
    slugs, rest = parts[:-1], parts[-1]
    city = next((at for at, part in enumerate(slugs) if at and _is_city(part)), None)
    if city is None:
        tail = [
            at for at, part in enumerate(slugs) if _names.is_person(part) or part.lower() in _lexicon.bylines().sections
        ]
        first = min(tail, default=len(slugs))
        return KeywordLine(tuple(slugs[:first]), None, None, _author(slugs[first:]), _section(slugs[first:]), rest)
    outlet = slugs[city - 1] if len(slugs[city - 1].split()) <= _OUTLET_WORDS else None
    after = slugs[city + 1 :]
    country = after[0] if after and after[0] in _lexicon.places() else None
    place = f"{slugs[city]}, {country}" if country else slugs[city]
    after = after[1:] if country else after
    return KeywordLine(
        tuple(slugs[: city - 1 if outlet else city]), outlet, place, _author(after), _section(after), rest
    )


def _parts(text: str) -> list[str]:
    """The parts between slashes; the last is where a part first is too long for a keyword."""
    parts: list[str] = []
    start = 0
    for slash in re.finditer(r"\s?/\s", text):
        part = text[start : slash.start()].strip()
        if not part or len(part) > _PART_CHARACTERS or len(part.split()) > _PART_WORDS:
            break
        parts.append(part)
        start = slash.end()
    return [*parts, text[start:].strip()]


def _is_city(part: str) -> bool:
    # Short capitals such as NATO or U.S. are keywords.
    return bool(_CITY.fullmatch(part)) and "." not in part and part not in _lexicon.agency_forms()


def _author(parts: list[str]) -> str | None:
    return next((part for part in parts if _names.is_person(part)), None)


def _section(parts: list[str]) -> str | None:
    others = [part for part in parts if not _names.is_person(part)]
    known = [part for part in others if part.lower() in _lexicon.bylines().sections]
    return next(iter(known or others[-1:]), None)
