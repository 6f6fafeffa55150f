"""The incidents through the ledger: their articles entered as pages are, and what the record answers from them.

Twice: each incident in a ledger of its own, asked as `onrecord estimates --one-event` asks; and all in one ledger, told
apart by what its pages say (`assess/_events`), where each event is asked by itself. Of an incident that falls into
several events that with most of its articles answers; articles of other incidents that fell into it speak too.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.incidents.cases import rule_reading

from onrecord import pipeline
from onrecord.assess import asked, weigh
from onrecord.assess._events import events, gist
from onrecord.ledger import Ledger
from onrecord.model import Capture, Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bench.incidents.cases import Case

    from onrecord.model import Article, Question

_ENTERED = datetime(2025, 1, 1, tzinfo=UTC)
# Pages in one transaction: the disk is waited for once.
_AT_ONCE = 100


def answered(asked: Iterable[Question]) -> tuple[int, int]:
    """Killed and injured as the questions of one event are answered; none of either where they are not."""
    found = {q.role: q.answer for q in asked}
    killed, wounded = (int(a.low or 0) if (a := found.get(role)) else 0 for role in ("killed", "wounded"))
    return killed, wounded


def alone(cases: Sequence[Case], folder: Path) -> dict[str, tuple[int, int]]:
    """The answer on each incident from a ledger of its own."""
    # To make a ledger's tables takes longer than to enter its few pages.
    empty = folder / "empty.sqlite"
    Ledger.open(str(empty)).close()
    found = {}
    for case in cases:
        file = shutil.copyfile(empty, folder / "alone.sqlite")
        ledger = _entered(case.articles, file)
        found[case.id] = answered(pipeline.estimates(ledger, pipeline.END_OF_TIME, one_event=True))
        _thrown_away(ledger, file)
    return found


def together(cases: Sequence[Case], folder: Path) -> dict[str, tuple[int, int]]:
    """The answer on each incident from one ledger that holds all of them, by event."""
    file = folder / "together.sqlite"
    ledger = _entered([article for case in cases for article in case.articles], file)
    read = {article.id: (article, reading) for article, reading in ledger.readings(pipeline.END_OF_TIME)}
    _thrown_away(ledger, file)
    groups = events(gist(article) for article, _ in read.values())
    answers = [answered(asked([read[name] for name in group], one_event=True).questions) for group in groups]
    home = {name: n for n, group in enumerate(groups) for name in group}
    found = {}
    for case in cases:
        counts = Counter(home[article.id] for article in case.articles)
        found[case.id] = answers[min(counts, key=lambda n: (-counts[n], n))]
    return found


def _entered(articles: Sequence[Article], file: Path) -> Ledger:
    ledger = Ledger.open(str(file))
    for at in range(0, len(articles), _AT_ONCE):
        ledger.enter_all(map(_digest, articles[at : at + _AT_ONCE]), weigh, lambda: _ENTERED)
    return ledger


def _digest(article: Article) -> Digest:
    """As a page that gives the article; articles of two incidents may have the same text."""
    body = f"{article.id}\n{article.text}".encode()
    page = Capture(body=body, path=article.path, url=None, media_type=None, fetched=_ENTERED)
    return Digest(page, article, rule_reading(article), ())


def _thrown_away(ledger: Ledger, file: Path) -> None:
    ledger.close()
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
