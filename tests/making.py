"""Values that many tests need, made in one line."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from onrecord.assess import gather
from onrecord.model import (
    Article,
    Assertion,
    Attribution,
    Block,
    Capture,
    Digest,
    Factuality,
    Reading,
    Recorded,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Act, Claim

START = datetime(2024, 10, 16, 9, 0, tzinfo=UTC)


def minute(n: int) -> datetime:
    """The n-th minute of the made day."""
    return START + timedelta(minutes=n)


def clock(n: int = 0) -> Callable[[], datetime]:
    """A clock that stands at the n-th minute of the made day."""
    return lambda: minute(n)


def capture(body: bytes = b"page", path: str = "page.html", url: str | None = None, at: datetime = START) -> Capture:
    return Capture(body=body, path=path, url=url, media_type=None, fetched=at)


def article(text: str, path: str = "page.html", **fields: Any) -> Article:  # noqa: ANN401 - any of Article's fields
    """An article whose paragraphs are the lines of a text."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    fields.setdefault("id", hashlib.sha256(f"{path}{text}".encode()).hexdigest()[:16])
    fields.setdefault("published", date(2024, 10, 16))
    return Article(path=path, text=text, blocks=tuple(blocks), **fields)


def said(
    of: Article,
    words: str,
    who: str | None = "Kurt Campbell",
    act: Act = "say",
    factuality: Factuality = "CT+",
) -> Attribution:
    """An attribution of words that stand in the article; its source is who said it, where the text has the name."""
    start = of.text.index(words)
    at = of.text.find(who) if who else -1
    return Attribution(
        id=f"a{start}",
        source=() if who is None or at < 0 else (Span(at, at + len(who)),),
        cue=(),
        content=(Span(start, start + len(words)),),
        speaker=None if who is None else Speaker(who, "person"),
        act=act,
        form="indirect",
        factuality=factuality,
    )


def asserted(of: Article, words: str, factuality: Factuality = "CT+") -> Assertion:
    start = of.text.index(words)
    return Assertion(f"s{start}", Span(start, start + len(words)), factuality)


def digest(of: Article, *found: Attribution | Assertion, **parts: Any) -> Digest:  # noqa: ANN401 - parts of a Reading
    """What a page would give that is read as told."""
    reading = Reading(
        article=of.id,
        reader="made",
        attributions=tuple(f for f in found if isinstance(f, Attribution)),
        assertions=tuple(f for f in found if isinstance(f, Assertion)),
        **parts,
    )
    page = capture(f"{of.path}\n{of.outlet}\n{of.wire}\n{of.published}\n{of.text}".encode(), of.path)
    return Digest(page, of, reading, gather(of, reading))


def recorded(of: Digest, at: datetime = START) -> list[Recorded]:
    return [Recorded(e, at) for e in of.evidence]


def shown(claims: tuple[Claim, ...]) -> list[object]:
    """All of claims but the moments of recording: what must not depend on the order of arrival."""
    return [
        (
            c.id,
            c.text,
            c.status,
            c.reasons,
            tuple(r.evidence for r in c.evidence),
            tuple(r.evidence for r in c.contrary),
        )
        for c in sorted(claims, key=lambda c: c.id)
    ]
