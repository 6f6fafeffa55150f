"""The order of the rooms, and the only place that knows it.

A page's way: its bytes are captured, kept in the archive, read as a page, read for statements, gathered as evidence
(`digest`: needs no ledger, runs anywhere in parallel), then weighed and entered (`enter`: serial, small). A later
reader reads the article again as it was cleaned then (`read_article`), and that is entered beside (`enter_again`).
Looking at the record (`answer`, `claims`) only reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess import gather, questions, traced, weigh
from onrecord.brief import write
from onrecord.model import ArchiveError, Digest, Dossier, Rejected
from onrecord.page import plain_article, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from onrecord.capture import Archive
    from onrecord.ledger import Ledger
    from onrecord.model import (
        Article,
        Brief,
        Capture,
        Change,
        Claim,
        Evidence,
        Origin,
        Question,
        Reading,
        Ruling,
        Situation,
    )
    from onrecord.reader import Reader

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a page is read with. `plain`: it is clean text already; `published`: its date where it gives none."""

    reader: Reader
    plain: bool = False
    published: date | None = None


class Again(NamedTuple):
    """What an article gives when it is read, whenever its page was captured and cleaned."""

    article: Article
    reading: Reading
    evidence: tuple[Evidence, ...]


def digest(capture: Capture, tools: Tools, found: Callable[[Article], object] = lambda _: None) -> Digest | Rejected:
    """All that one page gives, or why it gives nothing. The same bytes and tools give the same digest.

    `found` is told of the article when the page is cleaned and is about to be read, which takes most of the time.
    """
    try:
        article = (plain_article if tools.plain else read_page)(capture, published=tools.published)
    except Exception as fault:  # noqa: BLE001 - one page that finds a fault of ours must not stop a thousand others
        return _at_fault(capture.path, fault)
    read = article if isinstance(article, Rejected) else read_article(article, tools, found)
    return read if isinstance(read, Rejected) else Digest(capture, *read)


def read_article(
    article: Article, tools: Tools, found: Callable[[Article], object] = lambda _: None
) -> Again | Rejected:
    """What an article that is clean already gives, or why it gives nothing; `found` is told as by `digest`."""
    try:
        found(article)
        (reading,) = tools.reader.read([article])
        return Again(article, reading, gather(article, reading))
    except Exception as fault:  # noqa: BLE001 - as in digest
        return _at_fault(article.path, fault)


def _at_fault(path: str, fault: Exception) -> Rejected:
    return Rejected(path, f"a fault in onrecord ({type(fault).__name__}: {fault}); please report the page")


def enter(digest: Digest, archive: Archive, ledger: Ledger, clock: Callable[[], datetime]) -> Ruling | None:
    """Keep a page and record it; None where the ledger holds it already.

    The bytes are on the disk before the ledger speaks of them. Raises ArchiveError or LedgerError; then the page is
    not in the ledger, and entering it again finishes the work.
    """
    capture = digest.capture
    for kept in filter(None, (capture.outer, capture)):
        archive.put(kept, kept.exchanges)
    return ledger.enter(digest, weigh, clock)


def enter_again(read: Again, ledger: Ledger, clock: Callable[[], datetime]) -> Ruling | None:
    """Record another reading of an article on record; None where the ledger holds this reader's reading already.

    Raises LedgerError; then nothing of it is recorded, and what was read before still counts.
    """
    return ledger.reread(read.reading, read.evidence, weigh, clock)


def claims(ledger: Ledger, as_of: datetime | None = None) -> tuple[Claim, ...]:
    """The claims as they stand, or as they stood at a moment, weighed from what had been recorded by then."""
    return ledger.claims() if as_of is None else weigh(ledger.evidence(as_of), ()).claims


def origins(ledger: Ledger, as_of: datetime) -> tuple[tuple[Origin, tuple[Article, ...]], ...]:
    """Where the reporting of the pages on record at a moment first comes from, each with its pages, oldest first."""
    read = ledger.readings(as_of)
    articles = {article.id: article for article, _ in read}
    return tuple((origin, _in_order(articles[id_] for id_ in origin.articles)) for origin in traced(read))


def _in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    # "9" stands after every year.
    return tuple(sorted(articles, key=lambda article: (str(article.published or "9"), article.id)))


class Moved(NamedTuple):
    """A change, the words of the claim that it moved, and where the words stand that moved it."""

    change: Change
    words: str
    cited: tuple[str, ...]


def changes(ledger: Ledger, since: datetime | None, as_of: datetime) -> tuple[Moved, ...]:
    """What was done to the record after `since` and up to and with `as_of`, oldest first, each with what did it."""
    recorded = {r.evidence.id: r.evidence for r in ledger.evidence(as_of, superseded=True)}
    return tuple(_moved(change, recorded) for change in ledger.changes(since, as_of))


def _moved(change: Change, recorded: Mapping[str, Evidence]) -> Moved:
    did = [recorded[reason] for reason in change.because if reason in recorded]
    words = did[0].words if did else change.claim
    return Moved(change, f"“{words}”", tuple(dict.fromkeys(_cited(e) for e in did)))


def _cited(e: Evidence) -> str:
    who = e.speaker.name if e.speaker else "in its own voice"
    told = (who, e.act, e.citation.outlet or e.citation.path, str(e.citation.published or "undated"))
    return ", ".join(told)


def estimates(ledger: Ledger, as_of: datetime, *, one_event: bool = False) -> tuple[Question, ...]:
    """The questions that the figures on record by then answer, each with its estimates side by side.

    With `one_event` the record is of one event: how many were killed and wounded in it.
    """
    return questions(ledger.readings(as_of), one_event=one_event)


def answer(situation: Situation, ledger: Ledger, as_of: datetime, since: datetime | None = None) -> Brief:
    """The brief on all that was recorded up to and with `as_of`; what came after `since` is marked as new."""
    readings = ledger.readings(as_of)
    standing = claims(ledger, as_of)
    return write(
        Dossier(
            title=situation.title,
            as_of=as_of,
            since=since,
            claims=tuple((situation.topic_of(claim.text), claim) for claim in standing),
            topics=tuple(topic.name for topic in situation.topics),
            questions=questions(readings),
            changes=ledger.changes(since, as_of),
            articles=tuple(article for article, _ in readings),
        )
    )


def verify(archive: Archive, ledger: Ledger) -> Iterator[str | None]:
    """Check every record of the archive and its log, then the ledger: a line for each fault.

    In the ledger: texts and quotes as they were read, evidence as the readings say, claims as the evidence makes them.

    Yields None for each record found whole, so that progress can be shown.
    """
    for fault in archive.verify():
        yield None if fault is None else str(fault)
    for kept in ledger.captures():
        try:
            archive.get(kept.digest)
        except ArchiveError as fault:
            yield f"{kept.path}: {fault}"
    yield from ledger.faults()
    yield from _underived(ledger)


def _underived(ledger: Ledger) -> Iterator[str]:
    """What in the ledger does not follow from what it is derived from: evidence from readings, claims from evidence."""
    # Of the readings that count and of all: evidence that was moved from one reading to another shows in the first.
    yield from dict.fromkeys(fault for superseded in (False, True) for fault in _unread(ledger, superseded=superseded))
    recorded = ledger.evidence(END_OF_TIME)
    kept = {claim.id: claim for claim in ledger.claims()}
    derived = {claim.id: claim for claim in weigh(recorded, ()).claims}
    for id_ in sorted(kept.keys() | derived.keys()):
        if kept.get(id_) != derived.get(id_):
            yield f"claim {id_}: it is not what its evidence makes of it; restore the ledger"


def _unread(ledger: Ledger, *, superseded: bool) -> Iterator[str]:
    found = {r.evidence for r in ledger.evidence(END_OF_TIME, superseded=superseded)}
    readings = ledger.readings(END_OF_TIME, superseded=superseded)
    read = {e for article, reading in readings for e in gather(article, reading)}
    for evidence in sorted(found ^ read, key=lambda e: (e.citation.article, e.id, repr(e))):
        how = "is not what its page was read to say" if evidence in found else "is missing or was altered"
        yield f"{evidence.citation.path}: evidence {evidence.id} {how}; restore the ledger"
