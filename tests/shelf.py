"""What weighing looks up, kept in memory: as a ledger answers, without a database; and pages that share text."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from making import article, digest, minute, recorded, said

from onrecord.assess import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from onrecord.model import Article, Bearing, Claim, Digest, Posting, Reading, Ruling, Tie, Track

    Find = Callable[[frozenset[str]], Iterable[Claim]]


BRIDGE = (
    "Inspectors closed the old road bridge at Karsholm before dawn after a torch showed cracks in two girders.",
    "Lorries were sent over the ferry at Lunde, where drivers slept in their cabs and cooked on the quay.",
    "Repairs would take eleven weeks and a gang of welders had been hired from the yard, the town reported.",
    "Mills along the river have barley for nine days, which bakers in the lower town do not believe.",
)
CHOIR = (
    "A choir from the islands won the contest in the capital with a song about herring and two drums.",
    "Its leader, a retired pilot, had written it on the back of a chart while fog kept him in port.",
)
ALOUD = f"“{BRIDGE[0][:-1]},” the mayor read out."
STORIES = [BRIDGE, BRIDGE[:2], (*BRIDGE, *CHOIR), CHOIR, (*CHOIR[:1], ALOUD), BRIDGE[:1], (ALOUD,), (ALOUD, *CHOIR)]


def of_day(name: str, lines: tuple[str, ...], day: int = 0, outlet: str | None = None) -> Digest:
    text = "\n".join(lines)
    return digest(article(text, name, id=name, outlet=outlet, published=date(2025, 1, 1) + timedelta(days=day)))


CLAIM = "the town hired welders from the yard for eleven weeks of repairs"


def carrying(name: str, *lines: str, outlet: str | None = None, **fields: Any) -> Digest:  # noqa: ANN401 -- of an Article
    of = article("\n".join((*lines, f"“{CLAIM},” Ann Lee said.")), name, id=name, outlet=outlet, **fields)
    return digest(of, said(of, CLAIM, "Ann Lee"))


class Shelf:
    """Pages that were entered one by one, and the claims that they make."""

    def __init__(self, find: Find | None = None) -> None:
        self.find = find
        self.standing: dict[str, Claim] = {}
        self.articles: dict[str, Article] = {}
        self.known: dict[str, Track] = {}
        self.index: dict[int, list[Posting]] = defaultdict(list)
        self.tied: dict[tuple[str, str], Tie] = {}
        self.read: Reading | None = None
        self.borne: tuple[Bearing, ...] = ()
        self.at = 0

    def enter(self, page: Digest, at: int = 0) -> Ruling:
        """Weighs a page and keeps what the ruling says."""
        self.articles[page.article.id], self.read, self.at = page.article, page.reading, at
        ruling = weigh(recorded(page, minute(at)), (), None, self, page.article.id)
        gone = {r.evidence.id for c in ruling.claims for r in c.evidence}
        left = {k: c for k, c in self.standing.items() if not gone.issuperset(r.evidence.id for r in c.evidence)}
        self.standing = left | {c.id: c for c in ruling.claims}
        if ruling.track:
            self.known[ruling.track.article] = ruling.track
        for posting in ruling.postings:
            self.index[posting.number].append(posting)
        self.tied |= {(tie.a, tie.b): tie for tie in ruling.ties}
        return ruling

    def claims(self, handles: frozenset[str]) -> Iterable[Claim]:
        """By their handles; without anything to find them by, all."""
        return self.find(handles) if self.find else list(self.standing.values())

    def claims_of(self, articles: Collection[str]) -> Iterable[Claim]:
        return [c for c in self.standing.values() if len(_pages(c) & set(articles)) > 1]

    def pages(self, articles: Collection[str]) -> Mapping[str, Article]:
        return {name: self.articles[name] for name in articles if name in self.articles}

    def reading(self) -> Reading:
        assert self.read
        return self.read

    def moment(self) -> datetime:
        return minute(self.at)

    def holding(self, ids: Collection[str]) -> Iterable[Claim]:
        return [c for c in self.standing.values() if any(r.evidence.id in ids for r in c.evidence)]

    def decided(self, articles: Collection[str]) -> Iterable[Bearing]:
        return [b for b in self.borne if not b.decided.decision.pages.isdisjoint(articles)]

    def tracks(self, articles: Collection[str]) -> Mapping[str, Track]:
        return {name: self.known[name] for name in articles if name in self.known}

    def postings(self, numbers: Collection[int]) -> Mapping[int, tuple[Posting, ...]]:
        return {number: tuple(self.index[number]) for number in numbers if number in self.index}

    def ties(self, articles: Collection[str]) -> Iterable[Tie]:
        return [tie for tie in self.tied.values() if {tie.a, tie.b} <= set(articles)]

    def shares(self, articles: Collection[str]) -> Mapping[tuple[str, str], float]:
        return {(tie.a, tie.b): tie.share for tie in self.ties(articles) if tie.share}


def _pages(claim: Claim) -> set[str]:
    return {r.evidence.citation.article for r in claim.evidence}
