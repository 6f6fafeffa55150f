"""From a reading to evidence and figures, each with its citation."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from onrecord.model import Citation, Evidence, Figure, Span
from onrecord.text import fold, sentences

if TYPE_CHECKING:
    from onrecord.model import Article, Assertion, Attribution, Factuality, Quantity, Reading, Speaker

MERGED_FROM = 5
"""Words from which on equal contents are one claim whoever says them. Shorter ones ("he will", "a smart guy") say too
little by themselves and are held together only within one speaker."""


_BARE_INFINITIVE = 2


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
    said = {a.id: a for a in reading.attributions}
    own = {s.id: s for s in reading.assertions}
    found = []
    for quantity in reading.quantities:
        if quantity.role is None and quantity.counted is None:
            continue
        stated = said.get(quantity.stated_in or "") or own.get(quantity.stated_in or "")
        found.append(_figure(article, quantity, stated))
    return tuple(found)


def _figure(article: Article, quantity: Quantity, stated: Attribution | Assertion | None) -> Figure:
    return Figure(
        quantity=quantity,
        citation=Citation.of(article, quantity.span),
        context=Citation.of(article, _sentence_of(article, quantity.span)),
        speaker=getattr(stated, "speaker", None),
        factuality=stated.factuality if stated else None,
        origin=origin_of(article),
    )


def _sentence_of(article: Article, span: Span) -> Span:
    block = next((b.span for b in article.blocks if b.span.start <= span.start < b.span.end), None)
    for sentence in sentences(article.text, block):
        if sentence.start <= span.start < sentence.end:
            return Span(sentence.start, max(sentence.end, span.end))
    return span


def _attributed(article: Article, reader: str, a: Attribution) -> Evidence:
    return _evidence(article, reader, a.content, a.speaker, (a.act, a.factuality), (a.source, a.cue))


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
        id=_hash(identity),
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
    words = re.sub(r"^that\s+", "", content)
    return words.strip(' "“”„«»').rstrip(",") or content


def _key(words: str, speaker: Speaker | None) -> str:
    folded = fold(words)
    if len(folded.split()) >= MERGED_FROM:
        return _hash(folded)
    return _hash(f"{folded}\n{fold(speaker.name) if speaker else ''}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
