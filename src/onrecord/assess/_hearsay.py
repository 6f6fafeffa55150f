"""Whose reporting a page says it carries, and which unnamed sources it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.assess._knowledge import words_of
from onrecord.model import Named, Span, Unnamed
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.model import Article, Attribution, Hint, Reading

CARRIED = ("byline", "dateline", "closing", "original source", "first appeared", "metadata", "link")
"""Kinds of hint by which a page says whose the whole of it is, the plainest first. A picture's credit is none."""

LEAD = 3
"""Blocks in which the news of a page stands: headline and first paragraphs. Further down, it tells the background."""

_SHARED_WORDS = 0.5
"""Of the content words of the shorter content, from which one unnamed source is taken to have said one thing."""


# "us" and the like are no plurals.
_ABBREVIATION = 3


def carried(article: Article) -> Named | None:
    """Whose reporting the whole of a page is, by what it says; None where it says nothing, or its own outlet's."""
    own = fold(article.outlet or "")
    by_kind = sorted(
        (hint for hint in article.hints if hint.kind in CARRIED and fold(hint.origin) != own),
        key=lambda hint: (CARRIED.index(hint.kind), hint.span or Span(0, 0), hint.origin),
    )
    for hint in by_kind:
        return Named(hint.origin, f"carries {hint.origin}", hint.words)
    for name in (article.wire, article.original_source):
        if name and fold(name) != own:
            return Named(name, f"carries {name}", name)
    return None


def retold(article: Article) -> Named | None:
    """The outlet whose report the news of a page is, by its first words; None where it names none there."""
    own = fold(article.outlet or "")
    found = [hint for hint in _reports(article) if fold(hint.origin) != own and _is_in_lead(article, hint)]
    if not found:
        return None
    first = min(found, key=lambda hint: (hint.span or Span(0, 0), hint.origin))
    return Named(first.origin, f"{first.kind} {first.origin}", first.words)


def has_it_first_hand(article: Article) -> bool:
    """Whether its news is what somebody told its own outlet."""
    own = fold(article.outlet or "")
    return any(fold(hint.origin) == own and _is_in_lead(article, hint) for hint in _reports(article))


def unnamed(article: Article, reading: Reading) -> tuple[Unnamed, ...]:
    """The unnamed sources that the first blocks of a page rest on, in text order.

    One such as "two officials" says too little to be known again.
    """
    end = _lead_end(article)
    ordered = sorted(reading.attributions, key=lambda a: (a.content, a.id))
    found = (_unnamed(article, a) for a in ordered if a.content and a.content[0].start < end)
    return tuple(source for source in found if source)


def is_same(one: Unnamed, other: Unnamed) -> bool:
    """Whether two pages have one thing from one unnamed source."""
    least = min(len(one.content), len(other.content))
    shared = len(one.content & other.content)
    return one.signature == other.signature and least > 0 and shared >= _SHARED_WORDS * least


def _unnamed(article: Article, a: Attribution) -> Unnamed | None:
    if a.speaker is None:
        return None
    signature = signature_of(a.speaker.name)
    content = " ".join(article.text[start:end] for start, end in a.content)
    return Unnamed(signature, _content_words(content), a.speaker.name) if signature else None


def signature_of(name: str) -> str:
    """An unnamed source made comparable, its words in order and folded; empty for a named one, and for "officials"."""
    words = [word for word in fold(name).split() if word not in words_of("articles")]
    kept = [word.removesuffix("s") if len(word) > _ABBREVIATION else word for word in words]
    if not any(word in words_of("unnamed") for word in kept):
        return ""
    telling = set(kept) - words_of("unnamed") - words_of("functions")
    return " ".join(kept) if telling else ""


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if word not in words_of("functions"))


def _reports(article: Article) -> list[Hint]:
    return [hint for hint in article.hints if hint.kind in ("told", "according to") and hint.span]


def _is_in_lead(article: Article, hint: Hint) -> bool:
    return hint.span is not None and hint.span.start < _lead_end(article)


def _lead_end(article: Article) -> int:
    blocks = [block for block in article.blocks if block.kind != "caption"][:LEAD]
    return blocks[-1].span.end if blocks else 0
