"""Citations numbered, checked against their articles, and shown in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Article, Citation, Line, UncitedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Brief

# On either side of a quote; more is found on the page itself. A paragraph of news seldom has as many.
_AROUND = 600
_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


class Numbered(NamedTuple):
    """A line of the brief with its place (1, 2, …), its section (none in the Quick Look) and its citations' numbers."""

    place: int
    section: str | None
    line: Line
    numbers: tuple[int, ...]


class Entry(NamedTuple):
    """An entry of the evidence list: number, citation, the words around the quote, the places of the lines citing."""

    number: int
    citation: Citation
    before: str
    after: str
    lines: tuple[int, ...]


def by_id(articles: Iterable[Article]) -> dict[str, Article]:
    """The articles by their ids."""
    return {article.id: article for article in articles}


def check(lines: Iterable[Line], articles: Mapping[str, Article]) -> None:
    """Raise UncitedError where a citation's quote is not what stands at its span in its article."""
    for line in lines:
        for c in line.citations:
            article = articles.get(c.article)
            if article is None:
                raise UncitedError(f"{c.path}: article {c.article} is cited but not at hand; give it with the dossier")
            start, end = c.span
            if not 0 <= start < end <= len(article.text) or article.text[start:end] != c.quote:
                raise UncitedError(f"{c.path}: the words cited do not stand at {start} to {end}; read the page again")


def lines_of(brief: Brief) -> tuple[tuple[str | None, Line], ...]:
    """Every line with the title of its section, None for the Quick Look, in order."""
    deep = tuple((section.title, line) for section in brief.deep for line in section.lines)
    return (*((None, line) for line in brief.quick), *deep)


def numbered(brief: Brief) -> tuple[tuple[Numbered, ...], tuple[Entry, ...]]:
    """The lines with their numbers, and the evidence list; the same citation has the same number everywhere.

    Raises UncitedError where a quote is not in its article.
    """
    articles = by_id(brief.articles)
    placed = lines_of(brief)
    check((line for _, line in placed), articles)
    numbers: dict[tuple[str, int, int], int] = {}
    citing: dict[int, list[int]] = {}
    first: dict[int, Citation] = {}
    lines = []
    for place, (section, line) in enumerate(placed, 1):
        own = []
        for citation in line.citations:
            n = numbers.setdefault((citation.article, *citation.span), len(numbers) + 1)
            first.setdefault(n, citation)
            if n not in own:
                own.append(n)
                citing.setdefault(n, []).append(place)
        lines.append(Numbered(place, section, line, tuple(own)))
    entries = (Entry(n, c, *_around(c, articles[c.article]), tuple(citing[n])) for n, c in first.items())
    return tuple(lines), tuple(entries)


def _around(citation: Citation, article: Article) -> tuple[str, str]:
    """The rest of the paragraph that the quote stands in, before and after it; an ellipsis where there is more."""
    start, end = citation.span
    blocks = [b.span for b in article.blocks if b.span.start < end and start < b.span.end]
    low = min((b.start for b in blocks), default=0)
    high = max((b.end for b in blocks), default=len(article.text))
    before, after = article.text[min(low, start) : start], article.text[end : max(high, end)]
    return (
        before if len(before) <= _AROUND else "… " + before[-_AROUND:].split(" ", 1)[-1],
        after if len(after) <= _AROUND else after[:_AROUND].rsplit(" ", 1)[0] + " …",
    )


def web_address(url: str | None) -> str | None:
    """The URL if it is a plain http or https one that may be linked, else None."""
    return url if url and _WEB.fullmatch(url) else None


def where(citation: Citation) -> str:
    """Where the page is: its URL, else its path."""
    return citation.url or citation.path
