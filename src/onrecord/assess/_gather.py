"""From a reading to evidence and figures, each with its citation."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.assess._linking import MERGED_FROM, short_hash
from onrecord.model import NOBODY, Attribution, Citation, Evidence, Figure, Span
from onrecord.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Article, Assertion, Factuality, Quantity, Reading, Speaker

_BARE_INFINITIVE = 2
QUOTE_MARKS = ("“”", '""', "„“", "«»", "「」")
MARKS = frozenset("".join(QUOTE_MARKS))


def gather(article: Article, reading: Reading) -> tuple[Evidence, ...]:
    """The evidence in a reading: one for each attribution with a content and each assertion, in text order."""
    found = [_attributed(article, reading.reader, a) for a in reading.attributions if _says_something(article, a)]
    found += [_asserted(article, reading.reader, s) for s in reading.assertions]
    return tuple(sorted(found, key=lambda e: (e.citation.span, e.id)))


def _says_something(article: Article, a: Attribution) -> bool:
    """Whether the content can be so or not: what somebody declined "to comment" is no claim."""
    words = " ".join(article.text[start:end] for start, end in a.content).split()
    return bool(words) and not (words[0] == "to" and len(words) <= _BARE_INFINITIVE)


def origin_of(article: Article) -> str:
    """Where its reporting first comes from: the agency it credits, the site it names, else its own outlet.

    An article that tells none of these is its own origin.
    """
    return article.wire or article.original_source or article.outlet or f"article {article.id}"


def figures(article: Article, reading: Reading) -> tuple[Figure, ...]:
    """The quantities of a reading that count something or play a role, with who gave each, in text order."""
    stated: dict[str, Attribution | Assertion] = {a.id: a for a in reading.attributions}
    stated |= {s.id: s for s in reading.assertions}
    telling = [q for q in reading.quantities if q.role is not None or q.counted is not None]
    parts = [part for block in article.blocks for part in sentences(article.text, block.span)] if telling else []
    starts = [part.start for part in parts]
    return tuple(_figure(article, q, stated.get(q.stated_in or ""), _around(q.span, parts, starts)) for q in telling)


def _figure(article: Article, quantity: Quantity, stated: Attribution | Assertion | None, sentence: Span) -> Figure:
    return Figure(
        quantity=quantity,
        citation=Citation.of(article, quantity.span),
        context=Citation.of(article, sentence),
        speaker=stated.speaker or NOBODY if isinstance(stated, Attribution) else None,
        factuality=stated.factuality if stated else None,
        origin=origin_of(article),
        stated=getattr(stated, "stated", None),
    )


def _around(span: Span, parts: Sequence[Span], starts: Sequence[int]) -> Span:
    """The sentence that a span begins in; the span itself outside all sentences."""
    at = bisect_right(starts, span.start) - 1
    if at < 0 or parts[at].end <= span.start:
        return span
    return Span(parts[at].start, max(parts[at].end, span.end))


def _attributed(article: Article, reader: str, a: Attribution) -> Evidence:
    return _evidence(article, reader, a.content, a.speaker or NOBODY, (a.act, a.factuality), (a.source, a.cue))


def _asserted(article: Article, reader: str, s: Assertion) -> Evidence:
    return _evidence(article, reader, (s.span,), None, ("say", s.factuality), ())


def _evidence(
    article: Article,
    reader: str,
    content: tuple[Span, ...],
    speaker: Speaker | None,
    given: tuple[str, Factuality],
    told_by: tuple[tuple[Span, ...], ...],
) -> Evidence:
    words = _proposition(" … ".join(article.text[a:b] for a, b in content))
    identity = repr((article.id, reader, [tuple(s) for s in content], [[tuple(s) for s in role] for role in told_by]))
    act, factuality = given
    return Evidence(
        id=short_hash(identity),
        key=_key(words, speaker),
        words=words,
        citation=Citation.of(article, Span(content[0].start, content[-1].end)),
        speaker=speaker,
        act=act,  # type: ignore[arg-type]  # widened to str by the tuple; comes from Attribution.act
        factuality=factuality,
        origin=origin_of(article),
    )


def _proposition(content: str) -> str:
    """The content without what only ties it to its cue: the conjunction, and quotation marks around the whole."""
    words = re.sub(r"^that\s+", "", content).strip()
    inner = words[1:-1]
    if words[:1] + words[-1:] in QUOTE_MARKS and not set(inner) & MARKS:
        words = inner.strip().rstrip(",")
    return words or content


def _key(words: str, speaker: Speaker | None) -> str:
    folded = fold(words)
    if len(folded.split()) >= MERGED_FROM:
        return short_hash(folded)
    return short_hash(f"{folded}\n{fold(speaker.name) if speaker else ''}")
