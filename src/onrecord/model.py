"""The nouns of the record, once. Everything else in the package is a function from one of these to another.

All are frozen values and use the standard library only. A stage returns new values; no field is ever filled in later.
Offsets are code points, half-open, into `Article.text`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

Headers = tuple[tuple[bytes, bytes], ...]
BlockKind = Literal["headline", "summary", "bullet", "paragraph", "caption", "heading", "quote", "list"]
Act = Literal[
    "say",
    "announce",
    "report",
    "indicate",
    "claim",
    "allege",
    "accuse",
    "deny",
    "confirm",
    "admit",
    "warn",
    "estimate",
    "expect",
    "believe",
    "promise",
    "demand",
    "propose",
    "ask",
    "agree",
    "criticize",
    "praise",
]
Form = Literal["direct", "indirect", "mixed"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank's values (Sauri and Pustejovsky 2009): certain, probable, possible; +, - or unknown polarity."""
Bound = Literal["exactly", "about", "at least", "more than", "up to", "fewer than", "between"]
NumberKind = Literal["count", "money", "percent", "measure", "share", "age", "score", "rank"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
SpeakerKind = Literal["person", "body", "group", "outlet", "document", "unknown"]
MentionKind = Literal["PER", "ORG", "LOC", "MISC"]
Access = Literal["full", "partial"]
Certainty = Literal["certain", "probable", "possible"]
"""Of a date: two places of the page agree; one names it for what it is; it was inferred (from a URL, a first line)."""
HintKind = Literal[
    "dateline",
    "byline",
    "closing",
    "credit",
    "original source",
    "first appeared",
    "told",
    "according to",
    "link",
    "metadata",
]
"""Where a page says whose reporting it carries: `SEOUL (AP) —`; `By Reuters`; `(Reporting by …)`; a picture's or a
contribution's credit; `Source: …`; `first appeared on`; `told NBC News`; `according to Yonhap's report`; the canonical
or syndicated address in its head; an agency or provider in its metadata."""
Status = Literal["unconfirmed", "reported", "corroborated", "confirmed", "disputed", "denied", "retracted"]
REREAD = "reread by "
"""How the reason of a change begins that another reader made, not news; the reader's version follows."""
DecisionKind = Literal["merge", "split", "reconcile", "confirm", "grade", "date", "undo"]
DIFFERS = "by "
"""How the reason of a contradiction begins that figures make: by value, definition, scope, time or misquote."""
DECIDED = "decided by "
"""How the reason of a change begins that a person's decision made; who, and why, follows."""
VOUCHED = "confirmed by {who} of the team: {why}"
"""The reason of a claim that a person vouches for; it stands before those that its evidence gives."""
RECONCILED = "does not contradict “{words}”, by {who} of the team: {why}"
"""The reason of a claim that would be disputed by another one but for a person's decision; it stands last."""
DATED = "decision"
"""Where the date of a page stands that a person dated."""
ChangeKind = Literal[
    "new claim", "status", "estimate revised", "contradiction", "correction", "support", "moved", "decision"
]
"""`moved`: evidence of a claim (`before`, its id) now hangs on another (`after`): they became one, or one two.
`decision`: a person decided what `after` says; about no one claim where `claim` is empty."""


class OnRecordError(Exception):
    """Something could not be done. The message says what happened, to which file or URL, and what to do."""


class ArchiveError(OnRecordError):
    """Bytes could not be kept in, or are not found whole in, the archive."""


class LedgerError(OnRecordError):
    """The ledger could not be opened, read or written."""


class QueryError(OnRecordError):
    """What was typed to be looked for is no query; the message says in one line what is wrong with it."""


class SituationError(OnRecordError):
    """A situation file is not what it should be; the message names the entry at fault."""


class UncitedError(OnRecordError):
    """Somebody tried to make a line that rests on nothing, or a citation whose quote is not in the article."""


class Span(NamedTuple):
    """Half-open range of code points in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer. Header names and values are as they went over the wire, in their order."""

    url: str
    request_line: bytes
    request_headers: Headers
    status: int
    status_line: bytes
    headers: Headers
    body: bytes
    """As received, without transfer-encoding; content-encoding (gzip, deflate) is still on it."""
    address: str | None
    """The IP address that answered; null through a proxy."""
    at: datetime
    """When the request was begun."""
    seconds: float
    """Until the last byte of the answer."""

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or None."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1").strip() for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later, at the same URL, whether the page has changed (RFC 9110, 8.8)."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, exchange: Exchange) -> Validators:
        """Those of an answer."""
        return cls(exchange.url, exchange.header("ETag"), exchange.header("Last-Modified"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A feed or page that is looked at again and again, and what is known of it from the last look."""

    url: str
    due: datetime
    every: timedelta = timedelta(hours=1)
    """How long after a look the next one is due; shorter after news, longer without."""
    validators: Validators | None = None
    digest: str | None = None
    """SHA-256 of the bytes that the last look gave: servers without validators send the same again."""
    looked: datetime | None = None
    failures: int = 0
    """Looks in a row that gave nothing."""
    fault: str | None = None
    """Why the last look gave nothing."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The raw bytes of one page as fetched, with where and when."""

    body: bytes
    path: str
    url: str | None
    media_type: str | None
    fetched: datetime
    exchanges: tuple[Exchange, ...] = ()
    """Those by which it was fetched, redirects first; none where it was found in a file."""
    outer: Capture | None = None
    """The file that the page was made from, where it does not stand in it as it is: a PDF, an e-mail."""
    listed: datetime | None = None
    """When it came out by the feed that lists it."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal: where the archive keeps them."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def id(self) -> str:
        """The same bytes of a file are one capture; what a URL gave at another time is another."""
        if self.url is None:
            return self.digest
        return hashlib.sha256(f"{self.digest} {self.fetched.isoformat()} {self.url}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that was not taken, and the reason in one line."""

    path: str
    reason: str


class Block(NamedTuple):
    """A piece of the article as a reader would see it: a paragraph, a caption, ...; blocks do not overlap."""

    kind: BlockKind
    span: Span


class Hint(NamedTuple):
    """A place where the page says whose reporting it carries, and whose it says it is."""

    kind: HintKind
    origin: str
    """The agency, outlet or person by its canonical name where that is known, else a host or the words themselves."""
    words: str
    """Exactly as the page has them."""
    span: Span | None
    """Where they stand in the text; None where they stand in the page's head, byline or a line left out of the text."""


class Post(NamedTuple):
    """One post of a live blog: where it stands in the text, and when it was posted."""

    span: Span
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader would call the article in a page. `published_from` says where the date stood; none, no date."""

    id: str
    path: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: str | None = None
    published_certainty: Certainty | None = None
    modified: date | None = None
    """When the page says it was last changed, where that is a later day than `published`."""
    modified_from: str | None = None
    dateline: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    credits: tuple[str, ...] = ()
    """Agencies and photographers that text or captions name, in page order."""
    wire: str | None = None
    """The agency whose copy the text itself says it is (dateline, byline or closing credit; never a photo credit)."""
    original_source: str | None = None
    """The site that the page says it took the article from."""
    owner: str | None = None
    """Who owns the outlet, where the outlets' file knows it."""
    access: Access = "full"
    """`partial`: the page shows the beginning only, and asks for a subscription or a login."""
    doubts: tuple[str, ...] = ()
    """What may be wrong with this article as read, each in one line: an encoding that could not be told, a cut text."""
    hints: tuple[Hint, ...] = ()
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a source stands for. Unresolved is a value: kind `unknown`, and the name as the article words it."""

    name: str
    kind: SpeakerKind
    chain: tuple[str, ...] = ()
    """Those through whom the words come, the one nearest the page first; the page's own outlet is left out."""
    candidates: tuple[str, ...] = ()
    """Of a speaker whom the article does not settle: those who may be meant."""
    office: str | None = None
    """What the article says that the speaker is, in its words: "U.S. Deputy Secretary of State"."""


NOBODY = Speaker("an unnamed speaker", "unknown")
"""Of what is told as somebody's and nothing says whose ("is believed to"): not the outlet's own word either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content (PARC, PolNeAR), with what was decoded from them. Spans are in text order."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker | None
    act: Act
    form: Form
    factuality: Factuality
    hedges: tuple[Span, ...] = ()
    when: str | None = None
    """When what is said happened: the value of the time expression that governs the content; as in `Quantity`."""
    latest: date | None = None
    """The day by which it had happened, where no expression tells when: the day on which the page came out."""
    stated: str | None = None
    """When it was said, where the text tells ("said on Wednesday")."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A sentence that the outlet says in its own voice."""

    id: str
    span: Span
    factuality: Factuality
    hedges: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in the text as an interval; `low` or `high` is null where the bound is open.

    A share is a part of 1 (`a third of`: 1/3). None of a thing ("no casualties") is an interval from 0 to 0.
    """

    span: Span
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    counted: str | None = None
    role: str | None = None
    scope: str | None = None
    """`total`: so far; `period`: within a stated time; `part`: of a whole; `earlier`: before, by its own sentence."""
    when: str | None = None
    """The value of the time expression that governs it: when what was counted happened."""
    stated_in: str | None = None
    kind: NumberKind = "count"
    head: str | None = None
    """The noun of what is counted, in lower case and in the singular: `soldier` of "North Korean soldiers"."""
    wording: str | None = None
    """The words of a number that gives none ("dozens", "hundreds of thousands"), in lower case."""
    change: Literal["up", "down"] | None = None
    """Of a figure by which something rose or fell."""
    part_of: Span | None = None
    """Where the figure stands that includes this one: "600 killed among 4,700 casualties"."""
    per: str | None = None
    """What a rate is for: `day` of "1,200 a day"."""
    whose: str | None = None
    """To whom what is counted belongs, by name: `North Korean` soldiers."""
    where: str | None = None
    latest: date | None = None
    """The day by which it was so, where no expression tells when: the day on which the page came out."""


class TimeExpression(NamedTuple):
    """TIMEX3: span, type, value and modifier; value null where the article gives no date to reckon from."""

    span: Span
    type: TimeType
    value: str | None
    mod: str | None = None
    """TIMEX3's modifiers (START, MID, END, BEFORE, AFTER, ON_OR_BEFORE, ON_OR_AFTER, APPROX, …) and SINCE, UNTIL."""
    relative: str | None = None
    """What a value is reckoned from, and how ("-1 month"), so that it can be told when the date is known."""
    anchor: Span | None = None
    """The earlier time expression that it is reckoned from; null where that is the article's date."""


class Mention(NamedTuple):
    """A named person, organisation, place or other name; `name` is its fullest form in the article."""

    span: Span
    kind: MentionKind
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one article by one reader version."""

    article: str
    reader: str
    attributions: tuple[Attribution, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where exact words stand: article, span, quote, and what a person needs to find the page again."""

    article: str
    span: Span
    quote: str
    path: str
    url: str | None
    outlet: str | None
    published: date | None

    @classmethod
    def of(cls, article: Article, span: Span) -> Citation:
        """The citation of `article.text[start:end]`; raises UncitedError where the span holds no words."""
        start, end = span
        if not (0 <= start < end <= len(article.text)):
            raise UncitedError(f"{article.path}: no words stand at {start} to {end}")
        quote = article.text[start:end]
        return cls(article.id, span, quote, article.path, article.url, article.outlet, article.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One attribution or assertion with its citation: the smallest thing that a claim rests on."""

    id: str
    key: str
    """Equal for evidence of the same words; handles point to it, by which known claims are found."""
    words: str
    """The content as written; pieces that do not adjoin are joined by an ellipsis."""
    citation: Citation
    speaker: Speaker | None
    """Null where the outlet says it in its own voice."""
    act: Act
    factuality: Factuality
    origin: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with who gave it and where it stands; figures of one question are shown side by side."""

    quantity: Quantity
    citation: Citation
    context: Citation
    """The sentence that the figure stands in."""
    speaker: Speaker | None
    factuality: Factuality | None
    origin: str
    stated: str | None = None
    """When it was said, where the text tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure by one speaker as an answer to a question, with every place where it stands, oldest page first."""

    id: str
    by: str
    """Who gave it, comparable: the speaker's name folded, or the outlet's where it speaks in its own voice."""
    definition: str | None
    """What was counted as such: killed; killed and wounded; casualties."""
    low: float | None
    high: float | None
    bound: Bound
    figures: tuple[Figure, ...]
    """Of a derived estimate those that it is the sum of."""
    derived: bool = False
    """Summed from what its speaker gave, never said."""
    revises: str | None = None
    """Id of the estimate that the same speaker gave before."""
    part_of: str | None = None
    """Id of the estimate that includes it: "600 killed among 4,700 casualties"."""
    flags: tuple[str, ...] = ()
    """What may be wrong with it, each in one line."""

    @property
    def first(self) -> Figure:
        """The figure on the oldest page."""
        return self.figures[0]

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Its low and high; None where that side is open."""
        return self.low, self.high

    @property
    def origins(self) -> frozenset[str]:
        """Where the reporting of it first came from."""
        return frozenset(figure.origin for figure in self.figures)

    @property
    def pages(self) -> frozenset[str]:
        """The articles that carry it."""
        return frozenset(figure.citation.article for figure in self.figures)

    @property
    def published(self) -> date | None:
        """The day that it was first published; None where no page has a date."""
        return self.first.citation.published


class Reason(NamedTuple):
    """Why an answer is what it is, in words, and where the words stand that it rests on."""

    words: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evidence on a question best supports; a reading of the estimates, which stay as they are."""

    low: float | None
    high: float | None
    bound: Bound
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What figures answer (how many of `counted` were `role`?), and their answers side by side, oldest first."""

    role: str | None
    counted: str | None
    whose: str | None = None
    where: str | None = None
    scope: str | None = None
    """`period` where the figures count what happened within a time; else a total, or not told."""
    per: str | None = None
    """Of rates what they are for: `day` of "1,200 a day"."""
    estimates: tuple[Estimate, ...]
    answer: Answer | None = None
    """Null where nothing stands that could be an answer."""

    @property
    def origins(self) -> frozenset[str]:
        """Where the reporting of its figures first came from."""
        return frozenset().union(*(estimate.origins for estimate in self.estimates))


class Edge(NamedTuple):
    """Why two articles are of one origin, and the words that show it; `a` sorts before `b`."""

    a: str
    b: str
    reason: str
    words: str
    """The longest words that both share, or those by which one says whose reporting it carries."""
    spans: tuple[tuple[Span, Span], ...] = ()
    """Where the shared words stand in `a` and in `b`, in the order of `a`."""
    share: float = 0.0
    """Of text reuse: the part of the shorter text, without speech, that both have; from 0 to 1."""


class Posting(NamedTuple):
    """That a page has seven words in a row, as their number in an index; and whether it has them as speech."""

    number: int
    article: str
    day: date | None
    spoken: bool


class Shared(NamedTuple):
    """Words in a row that two pages share: where in each, how many, how telling, and the numbers that are indexed."""

    a: Span
    b: Span
    size: int
    weight: int
    numbers: tuple[int, ...]


class Tie(NamedTuple):
    """All the reporters' prose that two pages share, and what it comes to by what other pages show of these words."""

    a: str
    b: str
    least: int
    """Sevens of words in a row of the shorter text, without speech."""
    shared: tuple[Shared, ...]
    share: float = 0.0
    """The part of the shorter text that counts as shared; 0 where all of it is background or somebody's speech."""


class Named(NamedTuple):
    """An outlet or agency whose reporting a page carries, the reason in a few words, and the page's own words."""

    name: str
    reason: str
    words: str


class Unnamed(NamedTuple):
    """Unnamed sources as a page words them (`two security sources`), and the content words of what they say."""

    signature: str
    content: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a page tells of where its reporting comes from."""

    article: str
    outlet: str | None
    day: date | None
    named: Named | None = None
    unnamed: tuple[Unnamed, ...] = ()
    first_hand: bool = False
    """Whether it says that its source spoke to its own outlet."""

    @property
    def place(self) -> tuple[str, bool, str]:
        """Its place among others: by day (undated last), first hand before hearsay, then by article."""
        # "9" stands after every year.
        return str(self.day or "9"), not self.first_hand, self.article

    @property
    def teller(self) -> str:
        """Whose reporting it is by its own account: whom it names, else its outlet, else nobody but itself."""
        return self.named.name if self.named else self.outlet or f"article {self.article}"


@dataclass(frozen=True, slots=True)
class Traces:
    """All that is known at one moment of where the reporting of pages comes from."""

    tracks: Mapping[str, Track]
    """By article."""
    ties: tuple[Tie, ...]
    postings: Mapping[int, tuple[Posting, ...]]
    """Of the numbers that the ties hold, every page that has them."""
    decided: tuple[Bearing, ...] = ()
    """What persons had decided, as far as it held."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles whose reporting first comes from one place, by name where one is known, and why each belongs."""

    id: str
    name: str
    articles: tuple[str, ...]
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """What one page gives: the bytes, the article, its reading and the evidence in it. Needs no ledger to make."""

    capture: Capture
    article: Article
    reading: Reading
    evidence: tuple[Evidence, ...]


class Recorded(NamedTuple):
    """Evidence, and when it was entered in the ledger."""

    evidence: Evidence
    at: datetime
    page_at: datetime | None = None
    """When its page was first entered, where another reader had read it then."""

    @property
    def news_at(self) -> datetime:
        """When its page came: what a later reader finds in it is no news of that later day."""
        return self.page_at or self.at

    @property
    def place(self) -> tuple[str, str, Span, str]:
        """Its place among the evidence of a claim: by publication (undated last), then article and span."""
        cited = self.evidence.citation
        # "9" stands after every year.
        return (str(cited.published or "9"), cited.article, cited.span, self.evidence.id)


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition, however many times and by whomever stated, with all its evidence, oldest page first."""

    id: str
    text: str
    status: Status
    reasons: tuple[str, ...]
    evidence: tuple[Recorded, ...]
    contrary: tuple[Recorded, ...] = ()
    """Evidence of other claims that disputes this one in other words, oldest page first."""

    @property
    def support(self) -> tuple[Recorded, ...]:
        """The evidence that affirms the claim; where none does, the denials, which are then all there is."""
        return tuple(r for r in self.evidence if r.evidence.act != "deny") or self.evidence

    @property
    def origins(self) -> frozenset[str]:
        """Where the reporting that supports it first came from; support is counted in these, never in pages."""
        return frozenset(r.evidence.origin for r in self.support)

    @property
    def pages(self) -> frozenset[str]:
        """The articles that carry its support."""
        return frozenset(r.evidence.citation.article for r in self.support)

    @property
    def published(self) -> tuple[date, ...]:
        """The publication dates of its pages, in order; pages without a date are left out."""
        return tuple(sorted(r.evidence.citation.published for r in self.evidence if r.evidence.citation.published))


@dataclass(frozen=True, slots=True)
class Change:
    """What a page, or another reading of one, did to the record. A claim that nothing is left for has no `after`."""

    at: datetime
    kind: ChangeKind
    claim: str
    before: str | None
    after: str | None
    because: tuple[str, ...]
    """Ids of the evidence that did it; before them `reread by VERSION` where another reader did it."""

    @property
    def is_news(self) -> bool:
        """Whether a page did it, and not another reading of a page known before."""
        return not any(reason.startswith(REREAD) for reason in self.because)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words on a page that a decision is about. What they are evidence of is told anew in each reading of the page."""

    article: str
    span: Span
    quote: str

    @classmethod
    def of(cls, evidence: Evidence) -> Statement:
        """What evidence cites."""
        cited = evidence.citation
        return cls(cited.article, cited.span, cited.quote)

    def among(self, evidence: Iterable[Evidence]) -> Evidence | None:
        """What stands for it among evidence: of its page, that which shares most of its words; None where none does."""
        near = [e for e in evidence if e.citation.article == self.article and self._shares(e.citation.span)]
        return min(near, key=lambda e: (-self._shares(e.citation.span), e.citation.span, e.key, e.id), default=None)

    def _shares(self, other: Span) -> float:
        """The part of both that is shared (Jaccard), so that a sentence does not stand for one word of another."""
        shared = min(self.span.end, other.end) - max(self.span.start, other.start)
        return max(0, shared) / (max(self.span.end, other.end) - min(self.span.start, other.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person of the team decided, and why.

    `merge`: all its statements are on one claim. `split`: none but the first is on the claim of the first. `reconcile`:
    the claims of the first and of each other do not dispute each other in other words. `confirm`: who decides vouches
    for the claim of its statement. `grade`: of that claim's credibility, or of a source (`of`). `date`: the page `of`
    came out on that day. `undo`: what it reverses no longer holds.
    """

    kind: DecisionKind
    who: str
    why: str
    statements: tuple[Statement, ...] = ()
    of: str | None = None
    """The name of the source that is graded; the id of the article that is dated."""
    value: str | None = None
    """The grade; the day in ISO 8601."""
    reverses: int | None = None

    @property
    def told(self) -> str:
        """What was decided, in a few words."""
        told = " ".join(str(part) for part in (self.kind, self.value or self.reverses) if part)
        return f"{told} of {self.of}" if self.of else told

    @property
    def reason(self) -> str:
        """As a change that comes of it says it."""
        return f"{DECIDED}{self.who}: {self.why}"

    @property
    def pages(self) -> frozenset[str]:
        """The articles that it is about."""
        dated = {self.of} if self.kind == "date" and self.of else set()
        return frozenset({s.article for s in self.statements} | dated)


class Decided(NamedTuple):
    """A decision, its number in the ledger, and when it was recorded."""

    number: int
    at: datetime
    decision: Decision


class Bearing(NamedTuple):
    """A decision that holds, and the ids of the evidence that stands for its statements now, None where none does."""

    decided: Decided
    stands: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A decision as it stands in a record: what it was about, where that is now, and whether it holds."""

    decided: Decided
    undone_by: int | None
    claims: tuple[str | None, ...]
    """Ids of the claims that its statements are on, in their order; None where a reading no longer has them."""

    @property
    def state(self) -> Literal["holds", "undone", "waits", "outweighed"]:
        """`waits`: no reading has what it is about; `outweighed`: a later decision says otherwise."""
        if self.undone_by is not None:
            return "undone"
        if None in self.claims:
            return "waits"
        first, others = self.claims[:1], self.claims[1:]
        kind = self.decided.decision.kind
        together, apart = set(others) <= set(first), set(first).isdisjoint(others)
        broken = {"merge": not together, "split": not apart, "reconcile": not apart}
        return "outweighed" if broken.get(kind) else "holds"


class Grades(NamedTuple):
    """How reliable a source and how credible a claim is by what persons decided (STANAG 2511); it moves no status."""

    sources: Mapping[str, str]
    """A to F, by the folded name of the speaker or outlet."""
    claims: Mapping[str, str]
    """1 to 6, by the id of the claim."""


def undone(decided: Iterable[Decided]) -> dict[int, int]:
    """The number of each decision that holds no longer, and of that which reverses it and holds."""
    found: dict[int, int] = {}
    # The last first: what reverses another does so unless something later reverses it.
    for each in sorted(decided, reverse=True):
        if each.decision.reverses is not None and each.number not in found:
            found[each.decision.reverses] = each.number
    return found


def standing(decided: Iterable[Decided]) -> tuple[Decided, ...]:
    """The decisions that hold, in order; without those that only reverse others."""
    known = sorted(decided)
    reversed_by = undone(known)
    return tuple(each for each in known if each.number not in reversed_by and each.decision.reverses is None)


def dates(decided: Iterable[Decided]) -> dict[str, date]:
    """The days that pages came out by what was decided, by article: the last decision that holds."""
    days = (each.decision for each in standing(decided) if each.decision.kind == "date")
    return {d.of: date.fromisoformat(d.value) for d in days if d.of and d.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement, or a part of an article in no statement that fits, in which the words looked for stand."""

    citation: Citation
    marks: tuple[Span, ...]
    """Where they stand in the article's text, within the citation; none where the speaker's name alone holds them."""
    headline: str | None
    recorded: datetime
    """When the reading was recorded in which it was found first."""
    evidence: Evidence | None = None
    """The statement; null of a part of an article."""
    claim: str | None = None
    """The id of the claim that the statement hangs on."""
    status: Status | None = None


class Hits(NamedTuple):
    """One page of what a search found, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    cut: bool
    """Whether there were more matches than are ranked: the newest were, older ones were not looked at."""


class Reread(NamedTuple):
    """That fresh evidence is no news, but what another reader finds in a page that is on record."""

    reader: str
    at: datetime
    gone: frozenset[str]
    """Ids of the evidence of the page's reading before, whose place it takes."""

    @property
    def reason(self) -> str:
        """As the changes that come of it say it."""
        return f"{REREAD}{self.reader}"

    @property
    def about(self) -> frozenset[str]:
        """Ids of the evidence whose claims are weighed anew."""
        return self.gone


class Ordered(NamedTuple):
    """That nothing new was read, but a person decided."""

    reason: str
    at: datetime
    about: frozenset[str]
    """Ids of the evidence that it is about."""
    gone: frozenset[str] = frozenset()
    """Of these, what comes again with another day of its page."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What fresh evidence makes of the record: the claims as they now stand, and the changes that it made."""

    claims: tuple[Claim, ...]
    changes: tuple[Change, ...]
    handles: tuple[tuple[str, str], ...] = ()
    """By what the wordings that came are looked up, each with the key of its evidence."""
    track: Track | None = None
    """Of the page that was read; null where no page was."""
    postings: tuple[Posting, ...] = ()
    """What an index of shared text keeps of the page, where it came for the first time."""
    ties: tuple[Tie, ...] = ()
    """New ones, and those that come to something else by what the page shows of their words."""


class Look(Protocol):
    """What weighing looks up in a ledger; each answer is found by an index."""

    def claims(self, handles: frozenset[str]) -> Iterable[Claim]:
        """Those of which some evidence has one of these handles."""

    def holding(self, ids: Collection[str]) -> Iterable[Claim]:
        """Those that rest on some of this evidence."""

    def decided(self, articles: Collection[str]) -> Iterable[Bearing]:
        """The decisions that hold about these pages, and what stands for their statements."""

    def claims_of(self, articles: Collection[str]) -> Iterable[Claim]:
        """Those that rest on two or more of these pages."""

    def pages(self, articles: Collection[str]) -> Mapping[str, Article]:
        """Pages by id."""

    def reading(self) -> Reading:
        """The one that is weighed."""

    def moment(self) -> datetime:
        """When it was recorded."""

    def tracks(self, articles: Collection[str]) -> Mapping[str, Track]:
        """What is known of where the reporting of pages comes from, by page; of one just read nothing yet."""

    def postings(self, numbers: Collection[int]) -> Mapping[int, tuple[Posting, ...]]:
        """The pages that have these words, by their number."""

    def ties(self, articles: Collection[str]) -> Iterable[Tie]:
        """All ties among these pages."""

    def shares(self, articles: Collection[str]) -> Mapping[tuple[str, str], float]:
        """What the ties among these pages come to, without those that come to nothing."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of a situation and the terms that put a claim under it."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a team watches."""

    title: str
    topics: tuple[Topic, ...] = ()

    def topic_of(self, words: str) -> str | None:
        """The topic whose terms the words hold most often; the first listed of equals; None where none fits."""
        counts = [(len(_any_of(topic.terms).findall(words)), -n) for n, topic in enumerate(self.topics)]
        best, place = max(counts, default=(0, 0))
        return self.topics[-place].name if best else None


@lru_cache(maxsize=256)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that a phrase is not counted again by a word within it.
    ordered = sorted(terms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a brief is written from: the record as it stood, under the topics of the situation."""

    title: str
    as_of: datetime
    since: datetime | None
    claims: tuple[tuple[str | None, Claim], ...]
    """Each claim with its topic."""
    topics: tuple[str, ...]
    """The topics in the order in which the situation lists them."""
    questions: tuple[Question, ...]
    """What the figures on record answer, and how."""
    changes: tuple[Change, ...]
    articles: tuple[Article, ...]
    grades: Grades | None = None
    """What persons gave; null where nobody did."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief. It cannot be made without a citation."""

    label: str
    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise UncitedError(f"a brief's line needs a citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the Deep Look and its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Quick Look and Deep Look, with the articles cited, so that each citation can be shown in its place."""

    title: str
    as_of: datetime
    since: datetime | None
    quick: tuple[Line, ...]
    deep: tuple[Section, ...]
    articles: tuple[Article, ...]
