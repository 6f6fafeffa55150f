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

from onrecord.assess import asked, gather, traced, weigh
from onrecord.brief import write
from onrecord.ledger import Standing
from onrecord.model import DATED, DECIDED, ArchiveError, Digest, Dossier, Grades, Rejected, Reviewed, undone
from onrecord.page import plain_article, read_page
from onrecord.reader import redated
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from onrecord.capture import Archive
    from onrecord.ledger import Ledger, Sought
    from onrecord.model import (
        Article,
        Brief,
        Capture,
        Change,
        Claim,
        Decided,
        Decision,
        Estimate,
        Evidence,
        Figure,
        Hits,
        Origin,
        Question,
        Reading,
        Recorded,
        Ruling,
        Situation,
        Traces,
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
    _keep(digest, archive)
    return ledger.enter(digest, weigh, clock)


def enter_all(
    digests: Sequence[Digest], archive: Archive, ledger: Ledger, clock: Callable[[], datetime]
) -> list[Ruling | None]:
    """Keep and record some pages as `enter` does one after the other, but wait for the ledger's disk once.

    Raises ArchiveError or LedgerError; then none of them is in the ledger, and each can be entered by itself.
    """
    for digest in digests:
        _keep(digest, archive)
    return ledger.enter_all(digests, weigh, clock)


def _keep(digest: Digest, archive: Archive) -> None:
    capture = digest.capture
    for kept in filter(None, (capture.outer, capture)):
        archive.put(kept, kept.exchanges)


def enter_again(read: Again, ledger: Ledger, clock: Callable[[], datetime]) -> Ruling | None:
    """Record another reading of an article on record; None where the ledger holds this reader's reading already.

    Raises LedgerError; then nothing of it is recorded, and what was read before still counts.
    """
    return ledger.reread(read.reading, read.evidence, weigh, clock)


def claims(ledger: Ledger, as_of: datetime | None = None) -> tuple[Claim, ...]:
    """The claims as they stand, or as they stood at a moment, weighed from what had been recorded by then."""
    if as_of is None:
        return ledger.claims()
    return _stood(ledger, as_of, ledger.traces(as_of))


def _stood(ledger: Ledger, as_of: datetime, traces: Traces) -> tuple[Claim, ...]:
    return weigh(ledger.evidence(as_of), (), look=traces).claims


def search(ledger: Ledger, sought: Sought) -> Hits:
    """Where words stand in what is on record, each statement with its claim as it stood at the moment asked."""
    moment = sought.as_of
    # Where nothing has changed since, claims stand as they are kept, and need not be weighed anew.
    if moment is None or not ledger.changes(moment, END_OF_TIME):
        return ledger.search(sought)
    stood = {r.evidence.id: Standing(c.id, c.status) for c in claims(ledger, moment) for r in c.evidence}
    return ledger.search(sought, stood)


def readings(ledger: Ledger, as_of: datetime) -> tuple[tuple[Article, Reading], ...]:
    """Every page on record at a moment with its latest reading; where a person dated it, reckoned from that day."""
    found = ledger.readings(as_of)
    return tuple((a, redated(a.text, r, a.published) if a.published_from == DATED else r) for a, r in found)


def decide(
    decision: Decision, ledger: Ledger, clock: Callable[[], datetime], *, dry: bool = False
) -> tuple[Decided, Ruling]:
    """Record what a person decided, and what comes of it; with `dry` it is only told. Raises LedgerError."""
    return ledger.decide(decision, weigh, clock, dry=dry)


def decisions(
    ledger: Ledger, as_of: datetime | None = None, standing: Sequence[Claim] | None = None
) -> tuple[Reviewed, ...]:
    """What was decided by a moment, in order, and how it stood then; `standing` are the claims then, where at hand."""
    made = ledger.decisions(as_of)
    pages = {page for each in made for page in each.decision.pages}
    on: dict[str, str] = {}
    there: list[Evidence] = []
    for claim in (standing or claims(ledger, as_of)) if pages else ():
        there += [r.evidence for r in claim.evidence if r.evidence.citation.article in pages]
        on |= {r.evidence.id: claim.id for r in claim.evidence}
    off = undone(made)
    return tuple(
        Reviewed(each, off.get(each.number), tuple(_claim_of(s.among(there), on) for s in each.decision.statements))
        for each in made
    )


def _claim_of(e: Evidence | None, on: Mapping[str, str]) -> str | None:
    return on.get(e.id) if e else None


def grades(ledger: Ledger, as_of: datetime | None, standing: Sequence[Claim]) -> Grades:
    """The grades of sources, and of the claims at a moment, by the decisions that held then, the last of each."""
    of_sources: dict[str, str] = {}
    of_claims: dict[str, str] = {}
    held = (
        each
        for each in decisions(ledger, as_of, standing)
        if each.decided.decision.kind == "grade" and not each.undone_by
    )
    for each in held:
        decision = each.decided.decision
        if decision.of and decision.value:
            of_sources[fold(decision.of)] = decision.value
        of_claims |= {claim: decision.value for claim in each.claims if claim and decision.value}
    return Grades(of_sources, of_claims)


def origins(ledger: Ledger, as_of: datetime) -> tuple[tuple[Origin, tuple[Article, ...]], ...]:
    """Where the reporting of the pages on record at a moment first comes from, each with its pages, oldest first."""
    read = readings(ledger, as_of)
    articles = {article.id: article for article, _ in read}
    return tuple(
        (origin, _in_order(articles[id_] for id_ in origin.articles)) for origin in traced(read, ledger.traces(as_of))
    )


def _in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    # "9" stands after every year.
    return tuple(sorted(articles, key=lambda article: (str(article.published or "9"), article.id)))


class Moved(NamedTuple):
    """A change, the words of the claim that it moved, and where the words stand that moved it."""

    change: Change
    words: str
    cited: tuple[str, ...]


def changes(ledger: Ledger, since: datetime | None, as_of: datetime) -> tuple[Moved, ...]:
    """What was done to the record after `since` and up to and with `as_of`, oldest first, each with what did it.

    Of one page first what it did to claims, then what it did to figures.
    """
    known, read = ledger.evidence(as_of, superseded=True), readings(ledger, as_of)
    recorded = {r.evidence.id: r.evidence for r in known}
    figures = asked(read, ledger.traces(as_of), _moments(known))
    given = {e.id: (question, e) for question in figures.questions for e in question.estimates}
    found = [_moved(change, recorded) for change in ledger.changes(since, as_of)]
    found += [_moved_figures(change, given) for change in figures.changes if since is None or change.at > since]
    return tuple(sorted(found, key=lambda each: each.change.at))


def _moments(known: Iterable[Recorded]) -> dict[str, datetime]:
    """When each page came that has evidence."""
    moments: dict[str, datetime] = {}
    for r in known:
        article = r.evidence.citation.article
        moments[article] = min(moments.get(article, r.news_at), r.news_at)
    return moments


def _moved_figures(change: Change, given: Mapping[str, tuple[Question, Estimate]]) -> Moved:
    did = [given[reason] for reason in change.because if reason in given]
    words = " — ".join(dict.fromkeys(part for part in (did[0][0].role, did[0][0].counted) if part))
    return Moved(change, words, tuple(dict.fromkeys(_gave(estimate.first) for _, estimate in did)))


def _gave(figure: Figure) -> str:
    cited, words = figure.citation, " ".join(figure.context.quote.split())
    who = figure.speaker.name if figure.speaker else "in its own voice"
    return f"{who}, {cited.outlet or cited.path}, {cited.published or 'undated'}: “{words}”"


def _moved(change: Change, recorded: Mapping[str, Evidence]) -> Moved:
    did = [recorded[reason] for reason in change.because if reason in recorded]
    words = did[0].words if did else change.claim
    decided = [reason for reason in change.because if reason.startswith(DECIDED)]
    return Moved(change, f"“{words}”" if words else "", tuple(dict.fromkeys([*decided, *map(_cited, did)])))


def _cited(e: Evidence) -> str:
    who = e.speaker.name if e.speaker else "in its own voice"
    told = (who, e.act, e.citation.outlet or e.citation.path, str(e.citation.published or "undated"))
    return ", ".join(told)


def estimates(ledger: Ledger, as_of: datetime, *, one_event: bool = False) -> tuple[Question, ...]:
    """The questions that the figures on record by then answer, each with its estimates side by side.

    With `one_event` the record is of one event: how many were killed and wounded in it.
    """
    return asked(readings(ledger, as_of), ledger.traces(as_of), one_event=one_event).questions


def answer(situation: Situation, ledger: Ledger, as_of: datetime, since: datetime | None = None) -> Brief:
    """The brief on all that was recorded up to and with `as_of`; what came after `since` is marked as new."""
    read, traces = readings(ledger, as_of), ledger.traces(as_of)
    standing = _stood(ledger, as_of, traces)
    # Without a day to look back to, a brief tells no changes.
    moments = _moments(r for c in standing for r in c.evidence) if since else None
    figures = asked(read, traces, moments)
    moved = (change for change in figures.changes if since and change.at > since)
    return write(
        Dossier(
            title=situation.title,
            as_of=as_of,
            since=since,
            claims=tuple((situation.topic_of(claim.text), claim) for claim in standing),
            topics=tuple(topic.name for topic in situation.topics),
            questions=figures.questions,
            changes=(*ledger.changes(since, as_of), *moved),
            articles=tuple(article for article, _ in read),
            grades=grades(ledger, as_of, standing),
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
    derived = {claim.id: claim for claim in weigh(recorded, (), look=ledger.traces(END_OF_TIME)).claims}
    for id_ in sorted(kept.keys() | derived.keys()):
        if kept.get(id_) != derived.get(id_):
            fault = "it is not what its evidence makes of it"
            yield f"claim {id_}: {fault}; run `onrecord rebuild`, and if it stays restore the ledger"


def _unread(ledger: Ledger, *, superseded: bool) -> Iterator[str]:
    found = {r.evidence for r in ledger.evidence(END_OF_TIME, superseded=superseded)}
    readings = ledger.readings(END_OF_TIME, superseded=superseded)
    read = {e for article, reading in readings for e in gather(article, reading)}
    for evidence in sorted(found ^ read, key=lambda e: (e.citation.article, e.id, repr(e))):
        how = "is not what its page was read to say" if evidence in found else "is missing or was altered"
        yield f"{evidence.citation.path}: evidence {evidence.id} {how}; restore the ledger"
