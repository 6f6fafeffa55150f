"""What lines that are no sentences say of whose reporting it is: datelines, bylines, closings, credits, sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from onrecord.model import Span
from onrecord.page import _lexicon, _outlets, _wire
from onrecord.page._creditlines import contributions, credits_in
from onrecord.page._hintline import LINE, SHORT, SMALL, LineHint
from onrecord.page._mentions import origin_called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.model import HintKind
    from onrecord.page._hintline import Line

# Bylines stand under the headline, among dates and captions.
_HEAD_LINES = 14
_UPPER_PLACE = re.compile(
    r"[^\W\d_a-zß-öø-ÿа-яё]{2}[^.\n():]{0,40}?[\d—–/(,.-]\s?$|\($|[^\W\d_a-zß-öø-ÿ][\w ]{1,30}\s/$"
)
_AFTER_DATELINE = re.compile(r"\s?(?:[)/\]】）]|\.\s?[-–—]?|[-–—])")
_ASIAN_DATELINE = re.compile(r"[【\[(（]?[^\s】\])）。]{0,12}?$")
_ASIAN_AFTER = re.compile(r"[^】\])）\n。]{0,16}?(?:[】\])）]|电|電)")
_LED = re.compile(r"(?:by|von|par|por|di|af|av|door|oleh|автор:?|source:|from)\s", re.IGNORECASE)
_NAMES = re.compile(r"(?:[^\W\d_][\w.'-]{0,24}(?:,|\s?\|)?\s+){1,14}$|$")
_SMALL = re.compile(SMALL)
_AFTER_BYLINE = re.compile(
    r"(?:'s)?\s?(?:videos?|staff|wire|correspondent|reporter|contributor)?\s?(?:[•·|,;—–-]\s?|$)"
    r"|\s(?:published|updated|posted|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:original\ssource|source|quelle|quellen|fuente|fonte|bron|kilde|källa|źródło|kaynak|источник|джерело|出典|来源|出处)"
    r"\s?[:：]\s?|(?:read\s(?:the\s)?(?:rest|full|more|whole|original)\s?(?:of\sthe\s)?(?:story|article|report|piece)?\s(?:at|on|in|from))\s",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:first\s(?:appeared|published|ran)|appeared\sfirst|originally\s(?:appeared|published|ran|posted)|reprinted|republished|"
    r"zuerst\s(?:erschienen|veröffentlicht)|ursprünglich\s(?:erschienen|veröffentlicht)|erschien\szuerst|"
    r"(?:initialement|d'abord|à\sl'origine)\s(?:publiée?|parue?)|publicad[oa]\soriginalmente|originalmente\spublicad[oa]|"
    r"pubblicato\soriginariamente|originariamente\spubblicato|oorspronkelijk\s(?:verschenen|gepubliceerd)|"
    r"ursprungligen\spublicera[dt]e?|først\spublisert|opprinnelig\spublisert|oprindeligt\s(?:bragt|udgivet)|впервые\sопубликован[оа]?)"
    r"\s(?:on|at|by|in|from|with|auf|bei|im|sur|dans|par|en|por|em|su|da|op|bij|door|på|hos|i|в|на)\s(?:der\s|the\s|permission\sfrom\s)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,4}[a-z]{2,12}\b", re.IGNORECASE)
_VIA = re.compile(r"\bvia:?\s$", re.IGNORECASE)
_PICTURE_WORDS = re.compile(r"/|\bvia\b|\bphoto|\bfoto|\bimage|\bpool\b|\bhandout|©", re.IGNORECASE)


def readers_of(plain: str) -> Readers:
    """Those readers that can find anything in a text, in their order, each with those of its words that are there."""
    lowered = plain.lower()
    there = ((reader, words and tuple(word for word in words if word in lowered)) for reader, words in _READERS.items())
    return tuple((reader, words) for reader, words in there if words != ())


def line_hints(line: Line, readers: Readers) -> Iterator[LineHint]:
    """What a block says as a line, each part of it read once, by the readers of its text."""
    taken: list[Span] = []
    lowered = line.text.lower()
    for reader, words in readers:
        free = line.named
        if taken:
            free = tuple(m for m in free if not any(span.start <= m.start < span.end for span in taken))
        # Most lines have none of the words; looking for them costs a hundredth of the patterns.
        if not free if words is None else not any(word in lowered for word in words):
            continue
        for hint in reader(line if len(free) == len(line.named) else line._replace(named=free)):
            if not any(span.start < hint.span.end and hint.span.start < span.end for span in taken):
                taken.append(hint.span)
                yield hint


def _dateline(line: Line) -> Iterator[LineHint]:
    start = line.span.start
    head = _wire.dateline(line.text, origin_called)
    if head and head.agency:
        yield LineHint("dateline", head.agency, Span(start, start + len(head.words.rstrip())))
        return
    for mention in line.named[:2]:
        before = line.plain[start : mention.start]
        if len(before) > SHORT:
            return
        form = (_UPPER_PLACE, _AFTER_DATELINE)
        if not line.plain[mention.start : mention.end].isascii() and _ASIAN_DATELINE.match(before):
            form = (_ASIAN_DATELINE, _ASIAN_AFTER)
        after = form[1].match(line.plain, mention.end, line.span.end)
        if after and form[0].match(before):
            yield LineHint("dateline", mention.origin, Span(start, after.end()))
            return


def _titled(line: Line) -> Iterator[LineHint]:
    """What a headline ascribes to an outlet that leads it: "NY Post: ..."."""
    first = next(iter(line.named), None)
    if first and line.number == 0 and first.start == line.span.start and line.plain.startswith(": ", first.end):
        yield LineHint("according to", first.origin, Span(first.start, first.end + 1))


def _closings(line: Line) -> Iterator[LineHint]:
    """Credits that close wire copy, and notices of whose copyright it is."""
    if line.block.kind == "caption":
        return
    for agency, start, end in _wire.closings(line.text, origin_called):
        yield LineHint("closing", agency, Span(line.span.start + start, line.span.start + end))


def _byline(line: Line) -> Iterator[LineHint]:
    if not line.named or len(line.text) > LINE or line.block.kind == "caption":
        return
    lead = _LED.match(line.text)
    mention = line.named[0]
    before = line.plain[line.span.start + (lead.end() if lead else 0) : mention.start]
    rest = line.plain[mention.end : line.span.end]
    # A line with no more than the site's own name heads the page.
    bare = not lead and not before.strip() and not rest.strip() and mention.origin == line.outlet
    near = lead or line.number < _HEAD_LINES
    named = _NAMES.match(before) and not _SMALL.search(before) and _AFTER_BYLINE.match(rest) and "/" not in line.text
    sentence = not lead and line.text.rstrip().endswith((".", "!", "?")) and _SMALL.search(rest)
    if near and named and not bare and not sentence and len(rest) <= SHORT:
        yield LineHint("byline", mention.origin, Span(line.span.start, mention.end))


def _sources(line: Line) -> Iterator[LineHint]:
    plain, span = line.plain, line.span
    if hint := _origin_behind(line, "original source", _SOURCE):
        yield hint
    for mention in line.named:
        via = _VIA.search(plain, max(span.start, mention.start - len("via: ")), mention.start)
        written = len(line.text) <= LINE and not _pictures(mention.origin)
        if via and written and not _PICTURE_WORDS.search(line.text.replace("via", "")):
            yield LineHint("original source", mention.origin, Span(via.start(), mention.end))


def _first_appearances(line: Line) -> Iterator[LineHint]:
    if hint := _origin_behind(line, "first appeared", _FIRST):
        yield hint


def _origin_behind(line: Line, kind: HintKind, pattern: re.Pattern[str]) -> LineHint | None:
    """The known name or the host behind the words of a pattern."""
    for match in pattern.finditer(line.plain, *line.span):
        behind = (
            m
            for m in line.named
            if line.plain[match.end() : m.start].casefold() in {"", "the "} and m.start >= match.end()
        )
        if (known := next(behind, None)) and not _pictures(known.origin):
            return LineHint(kind, known.origin, Span(match.start(), known.end))
        if host := _HOST.match(line.plain, match.end(), line.span.end):
            return LineHint(kind, origin_of_host(host[0]), Span(match.start(), host.end()))
    return None


def _pictures(origin: str) -> bool:
    return any(agency.name == origin and not agency.wire for agency in _lexicon.agencies())


Reader: TypeAlias = "Callable[[Line], Iterator[LineHint]]"
Readers: TypeAlias = "Sequence[tuple[Reader, tuple[str, ...] | None]]"

# Each reader, in order, and the words without which it finds nothing; None: it reads lines that name somebody.
_READERS: dict[Reader, tuple[str, ...] | None] = {
    _dateline: ("(", "-", "–", "—", "/", "[", "【", "电", "電", "）"),
    _titled: None,
    _closings: ("(", "/", "©", "opyright"),
    _sources: (": ", "：", "read ", "via "),
    _first_appearances: (
        *("appeared", "published", " ran ", "posted", "reprinted", "erschien", "veröffentlicht", "publi", "paru"),
        *("verschenen", "gepubliceerd", "oprindelig", "opprinnelig", "først ", "ursprung", "опубликован"),
    ),
    contributions: ("contribut", "additional ", "with ", "h/t", "mit ", "avec ", "con ", "com ", "med "),
    _byline: None,
    credits_in: None,
}


def origin_of_host(address: str) -> str:
    """The outlet at an address by its name, else its host."""
    found = _outlets.outlet_at(address)
    return found.name if found else _outlets.host_of(address)
