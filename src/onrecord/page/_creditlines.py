"""Credits in lines: of pictures, and of those who contributed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.page._hintline import LINE, SHORT, SMALL, LineHint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.page._hintline import Line
    from onrecord.page._mentions import Mention

_SMALL = re.compile(SMALL)
_CREDIT_BEFORE = re.compile(
    r"(?:[/|(©:•]|\bvia|\bphotos?(?: by)?|\bimages? (?:copyright|source|credit)|\bcourtesy(?: of)?|\bcredit|"
    r"\bcopyright|\bfoto(?:s|graf)?|\bbild|[–—-]|\d\)|[A-ZÀ-Þ][\w.'-]+,)\s?$",
    re.IGNORECASE,
)
_CREDIT_LEAD = re.compile(
    r"\(?(?:photos?(?:graph)?(?: credit should read| credit| by)?|images? (?:copyright|source|credit|by)|credit|foto|"
    r"bild|crédit|crédits|zdjęcie|фото)[\s:/]",
    re.IGNORECASE,
)
_CREDIT_AFTER = re.compile(r"[\s.]*(?:photos?|images?|pool|file|/|,|\)|via|$|\|)", re.IGNORECASE)
_CREDIT_WORD = re.compile(r"©|\b(?:photos?|fotos?|bild|image|picture|credit|crédits?|фото)\b\s?[:/]", re.IGNORECASE)
# "Name Name / AGENCY", wherever on the line.
_PHOTOGRAPHER = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][\w.'-]{0,24}\s){1,2}[^\W\d_a-zß-öø-ÿ][\w.'-]{0,24}\s?/\s?$")
_PICTURE_WORDS = re.compile(r"/|\bvia\b|\bphoto|\bfoto|\bimage|\bpool\b|\bhandout|©", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"(?:additional\s(?:reporting|research)\sby|contributing:|with\s(?:additional\s)?(?:files|reporting|contributions?)\s"
    r"(?:from|by)|\(?h/t:?)\s?([^.;()\n]{2,80})",
    re.IGNORECASE,
)
# With these an agency is named; persons and things stand behind the same words elsewhere.
_WITH = re.compile(
    r"(?:mit\s(?:material\s(?:von\s)?(?:der\s)?)?|avec\s|con\sinformaci[oó]n(?:es)?\sde\s|con\sinformazioni\s(?:di\s)?|"
    r"com\sinformações\s(?:d[aoe]\s)?|med\smateriale?\sfr[aå]n?\s|with\s)$",
    re.IGNORECASE,
)
_PERSON_CONTRIBUTED = re.compile(
    r"((?:[^\W\d_a-zß-öø-ÿ][\w.'-]{0,24}\s){2,4})contributed\s(?:to\sthis|reporting|from|research)"
)
_CONTRIBUTED_AFTER = re.compile(r"(?:'s?)?\s[^.;!?\n]{0,120}?\bcontributed\b")


def credits_in(line: Line) -> Iterator[LineHint]:
    """Credits of pictures: in brackets, behind a word for one, or at the end of a line."""
    done = line.span.start
    for mention in line.named:
        if mention.start < done:
            continue
        bracket = _bracket(line, mention)
        span = bracket or Span(_tail(line, mention), line.span.end)
        before, rest = line.plain[span.start : mention.start], line.plain[mention.end : span.end]
        # "SPUTNIK/REUTERS", and nothing else.
        joined = not before.strip() and rest.startswith("/") and len(line.text) <= SHORT
        led = _CREDIT_LEAD.match(before)
        if not (led or joined or _CREDIT_BEFORE.search(before)) or not _CREDIT_AFTER.match(rest):
            continue
        if led or (_is_bracketed_credit(line, bracket) if bracket else _is_end(line, before, rest)):
            done = span.end
            yield LineHint("credit", mention.origin, span)


def _bracket(line: Line, mention: Mention) -> Span | None:
    """The round brackets around a mention."""
    left = line.plain.rfind("(", max(line.span.start, mention.start - LINE), mention.start)
    right = line.plain.find(")", mention.end, min(line.span.end, mention.end + LINE))
    inside = left >= 0 and right >= 0 and ")" not in line.plain[left : mention.start]
    return Span(left, right + 1) if inside and "(" not in line.plain[mention.end : right] else None


def _is_bracketed_credit(line: Line, span: Span) -> bool:
    """What brackets hold is a credit by its words, or where they end the line: "the agency (AP) said" is none."""
    words = _PICTURE_WORDS.search(line.plain, *span)
    return bool(words) or not line.plain[span.end : line.span.end][: len(" . ")].strip(" .")


def _is_end(line: Line, before: str, rest: str) -> bool:
    """Whether a name and what stands before it are the credit that ends a caption."""
    short = len(before) + len(rest) <= LINE and len(rest) <= SHORT / 2
    return short and (line.block.kind == "caption" or not _SMALL.search(_CREDIT_BEFORE.sub("", before)))


def _tail(line: Line, mention: Mention) -> int:
    """Where a credit that stands behind a caption begins: with its word, its bar, or the photographer's name."""
    first = max(line.span.start, mention.start - 2 * LINE)
    before = line.plain[first : mention.start]
    starts = [match.start() for pattern in (_CREDIT_WORD, _PHOTOGRAPHER) for match in pattern.finditer(before)]
    bar = before.rfind("|")
    return first + min(starts, default=max(bar, 0))


def contributions(line: Line) -> Iterator[LineHint]:
    """Credits of those who contributed: an agency or outlet, else the persons."""
    plain, span = line.plain, line.span
    for mention in line.named:
        if after := _CONTRIBUTED_AFTER.match(plain, mention.end, span.end):
            yield LineHint("credit", mention.origin, Span(mention.start, after.end()))
            return
        before = plain[max(span.start, mention.start - SHORT) : mention.start]
        words = _WITH.search(before)
        # "With AP." stands alone, in brackets or behind a stroke; "in an interview with AP." is another thing.
        alone = words and before[: words.start()].rstrip()[-1:] in {"", "(", "—", "–", "-", "/"}
        if words and alone and len(line.text) <= LINE and not plain[mention.end : span.end].strip(" .)"):
            yield LineHint("credit", mention.origin, Span(mention.start - len(words[0]), mention.end))
            return
    if "contributed" in line.text and (person := _PERSON_CONTRIBUTED.search(plain, *span)):
        yield LineHint("credit", person[1].strip(), Span(*person.span()))
    elif match := _CONTRIBUTED.search(plain, *span):
        known = next((m.origin for m in line.named if match.start(1) <= m.start < match.end(1)), None)
        yield LineHint("credit", known or match[1].strip(" ,:"), Span(*match.span()))
