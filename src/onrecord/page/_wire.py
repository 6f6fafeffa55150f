"""Whose words and pictures a page says it carries: dateline, wire, credits, original source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_CITY = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ'’. -]{1,40}"
_REST = r"(?:,\s[^\W\d_][\w'’. -]{1,30}){0,2}"
# "SEOUL, South Korea (AP) — ", "LONDON — ", "WASHINGTON, Oct 16 (Reuters) - ": a place in capitals leads.
_CAPITALS = re.compile(rf"(?P<place>{_CITY}{_REST})\s?(?:\((?P<agency>[^()]{{2,40}})\))?\s?(?:[—–]|--?)\s?(?=\S)")
# "Berlin (dpa) - ", "(Reuters) - ": with an agency in brackets the place need not be in capitals.
_BRACKETS = re.compile(
    r"(?P<place>[^\W\d_][^()—–\n]{0,60}?)?,?\s?\((?P<agency>[^()]{2,40})\)\s?(?:[—–.:]|--?)\s?(?=\S)"
)
_DATE_WORDS = re.compile(r",?\s(?:\d\d?\.?\s)?[^\W\d_]{3,10}\.?\s?\d{0,2}\.?(?:,?\s\d{4})?$")
_CLOSING = re.compile(
    r"\((?:Reporting|Additional reporting|Writing|Editing|Compiled|Report) by\b[^()]{3,400}\)?", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©)\s{0,2}(?:©\s)?(?:\d{4}\s)?(?:by\s)?(?P<agency>[^.,;|:]{2,40})(?:[.,:]|$)", re.IGNORECASE
)
# "(dpa)", "/ritzau/" at the very end.
_SIGNED = re.compile(r"(?:\(\s?(?:©\s?)?(?P<bracket>[^()\n]{2,30})\)|(?<!\S)/(?P<slash>[^()/\s]{2,12})/)[\s.]*$")
_TRAILING_BRACKETS = re.compile(r"\(([^()]{2,160})\)[\s.]*$")
_AFTER_COPYRIGHT = re.compile(r"©\s?([^©]{2,80})$")
_BETWEEN_CREDITS = re.compile(r"\s?/\s?|\s?\|\s?|,\s|;\s|\svia\s|^via\s|\sfor\s|\s[-–]\s", re.IGNORECASE)
_HOST = r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,4}[a-z]{2,12})\b"
_SOURCE = re.compile(
    rf"(?:(?:original\s)?source|quelle|fuente|fonte|origineel|источник)\s?:\s?{_HOST}"
    rf"|(?:first\s(?:appeared|published)|appeared\sfirst|originally\s(?:appeared|published))\s(?:on|at|by|in)\s{_HOST}",
    re.IGNORECASE,
)
# A credit longer than this is a sentence in brackets.
_CREDIT_CHARACTERS = 60
# Credits stand at the very end of a caption; lines may be as long as a page.
_CREDIT_WITHIN = 300
# Datelines stand at the very start: longer leads are sentences.
_DATELINE_CHARACTERS = 110


class Dateline(NamedTuple):
    """The place, the agency in its canonical name, and the words of the whole, where an article begins with them."""

    place: str | None
    agency: str | None
    words: str


class Closing(NamedTuple):
    """The agency of a credit that closes copy, and where the credit stands in the paragraph."""

    agency: str
    start: int
    end: int


def dateline(paragraph: str, named: Callable[[str], str | None] | None = None) -> Dateline | None:
    """The dateline that a paragraph begins with ("SEOUL, South Korea (AP) —"); None without one.

    `named` gives the canonical name of what stands in the brackets; without it only agencies are known.
    """
    head = paragraph[:_DATELINE_CHARACTERS]
    called = named or agency_named
    if (found := _BRACKETS.match(head)) and (agency := called(found["agency"])):
        return Dateline(_place(found["place"]), agency, found[0])
    found = _CAPITALS.match(head)
    if not found or (found["agency"] and not _is_name(found["agency"])):
        return None
    # After a place in capitals the brackets hold whose copy it is, though no list may know the name.
    agency = called(found["agency"]) or found["agency"].strip() if found["agency"] else None
    place = _place(found["place"])
    return Dateline(place, agency, found[0]) if place else None


def _is_name(words: str) -> bool:
    return words.replace(" ", "").replace("&", "").isalpha() and all(word[0].isupper() for word in words.split())


def agency_named(text: str) -> str | None:
    """The canonical name of the text agency that these words name ("REUTERS", "Seoul, Yonhap"), else None."""
    for piece in (text, *re.split(r"[/,;]\s?|\s[-–]\s", text)):
        found = _lexicon.agency_forms().get(piece.strip(" .").removeprefix("the "))
        if found and found.wire:
            return found.name
    return None


def wire(paragraphs: Sequence[str], bylines: Iterable[str]) -> str | None:
    """The agency whose copy the text says it is: its dateline, its byline, or the credit that closes it.

    A bare "(Reporting by ...; Editing by ...)" is Reuters: no other agency closes its copy so.
    """
    for paragraph in paragraphs[:3]:
        if (line := dateline(paragraph)) and line.agency:
            return line.agency
    for byline in bylines:
        if agency := _in_byline(byline):
            return agency
    return next((agency for last in reversed(paragraphs[-3:]) if (agency := _in_closing(last))), None)


def is_closing(text: str) -> bool:
    """Whether a line is the credit that closes wire copy: "(Reporting by ...; Editing by ...)"."""
    return bool(_CLOSING.match(text))


def credits_in(caption: str) -> tuple[str, ...]:
    """Agencies and photographers that a caption names, in its order; agencies by their canonical names."""
    end = caption[-_CREDIT_WITHIN:]
    for pattern in (_TRAILING_BRACKETS, _credit_lead(), _AFTER_COPYRIGHT):
        found = pattern.search(end)
        if found and (pattern is not _TRAILING_BRACKETS or _is_credit(found[1])):
            return tuple(dict.fromkeys(filter(None, map(_credit, _BETWEEN_CREDITS.split(found[1])))))
    tail = end.rsplit(". ", 1)[-1].strip(" .")
    return (_credit(tail),) if tail in _lexicon.agency_forms() else ()


def ends_with_credit(text: str) -> bool:
    """Whether a text ends with a picture's credit that a word for it leads: "Photo: A. Writer", "Bild: dpa"."""
    return bool(_credit_lead().search(text[-_CREDIT_WITHIN:]) or _AFTER_COPYRIGHT.search(text[-_CREDIT_WITHIN:]))


def original_source(lines: Iterable[str]) -> str | None:
    """The host that a line names as the source of the article, without "www."; None where no line does."""
    for line in lines:
        if found := _SOURCE.search(line[:400]):
            return (found[1] or found[2]).lower().removeprefix("www.")
    return None


def _place(text: str | None) -> str | None:
    place = (text or "").strip(" ,")
    while (dated := _DATE_WORDS.search(place)) and place[dated.start() :].strip(" ,") not in _lexicon.places():
        if not re.search(r"\d", dated[0]):
            break
        place = place[: dated.start()]
    return place or None


def _in_byline(byline: str) -> str | None:
    pieces = re.split(r"[,;|/\n]|\s(?:and|with|for|in|via)\s|^by\s", byline, flags=re.IGNORECASE)
    return next((agency for piece in pieces if (agency := agency_named(piece))), None)


def closings(paragraph: str, named: Callable[[str], str | None] | None = None) -> Iterator[Closing]:
    """The credits that close wire copy, and the notices of whose copyright it is, in a paragraph.

    `named` gives the canonical name of an agency or outlet; without it only agencies are known.
    """
    called = named or agency_named
    for found in _CLOSING.finditer(paragraph):
        names = (agency for word in re.split(r"[;,()]|\sfor\s|\sby\s", found[0]) if (agency := called(word)))
        if agency := next(names, "Reuters" if "editing by" in found[0].lower() else None):
            yield Closing(agency, *found.span())
    if "©" in paragraph or "opyright" in paragraph or "OPYRIGHT" in paragraph:
        for found in _COPYRIGHT.finditer(paragraph):
            if agency := called(found["agency"]):
                yield Closing(agency, *found.span())
    end = max(0, len(paragraph) - _CREDIT_WITHIN)
    signed = _SIGNED.search(paragraph, end)
    # The name alone: "(AP Photo/...)" is a picture's.
    known = _lexicon.agency_forms().get((signed["bracket"] or signed["slash"]).strip()) if signed else None
    if signed and known and known.wire:
        yield Closing(known.name, *signed.span())


def _in_closing(paragraph: str) -> str | None:
    return next((closing.agency for closing in closings(paragraph)), None)


def _is_credit(text: str) -> bool:
    lower = text.lower()
    if any(re.search(rf"\b{re.escape(word)}\b", lower) for word in _lexicon.bylines().credit_words):
        return True
    return any(piece.strip() in _lexicon.agency_forms() for piece in _BETWEEN_CREDITS.split(text))


def _credit(text: str) -> str:
    name = _credit_word().sub("", text.strip(" .,:"), count=1).strip(" .,:")
    known = _lexicon.agency_forms().get(name)
    return known.name if known else name if len(name) <= _CREDIT_CHARACTERS else ""


@cache
def _credit_lead() -> re.Pattern[str]:
    leads = "|".join(re.escape(lead) for lead in sorted(_lexicon.bylines().credit_leads, key=len, reverse=True))
    return re.compile(rf"(?:^|[\s(.|])(?:{leads})\s?:\s?([^:]{{2,80}})$", re.IGNORECASE)


@cache
def _credit_word() -> re.Pattern[str]:
    return re.compile(
        r"^(?:photo(?:graph)?|picture|image)s?\s(?:by|courtesy(?:\sof)?)\s|^(?:courtesy\sof|by|via)\s", re.IGNORECASE
    )
