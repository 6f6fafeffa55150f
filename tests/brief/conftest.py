"""Dossiers made by hand, so that the room is tested without a ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from onrecord.assess._questions import answered
from onrecord.model import (
    Article,
    Block,
    Citation,
    Claim,
    Dossier,
    Evidence,
    Figure,
    Quantity,
    Recorded,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Act, Bound, Factuality, SpeakerKind, Status

    Words = dict[str, str | None]

NOON = datetime(2025, 1, 21, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """An article, and evidence from any words in it."""

    article: Article

    def where(self, words: str) -> Span:
        start = self.article.text.index(words)
        return Span(start, start + len(words))

    def cite(self, words: str) -> Citation:
        return Citation.of(self.article, self.where(words))

    def evidence(
        self, words: str, speaker: Speaker | None = None, act: Act = "say", factuality: Factuality = "CT+"
    ) -> Evidence:
        cited = self.cite(words)
        return Evidence(
            id=f"{self.article.id}:{cited.span.start}-{cited.span.end}",
            key=words.casefold(),
            words=words,
            citation=cited,
            speaker=speaker,
            act=act,
            factuality=factuality,
            origin=self.article.wire or self.article.outlet or self.article.id,
        )

    def figure(self, words: str, quantity: Quantity, speaker: Speaker | None = None) -> Figure:
        cited = self.cite(words)
        text = self.article.text
        end = text.find(".", cited.span.end)
        start = text.rfind(".", 0, cited.span.start) + 1
        context = Span(start + len(text[start:]) - len(text[start:].lstrip()), end if end > 0 else len(text))
        origin = self.article.wire or self.article.outlet or self.article.id
        return Figure(
            replace(quantity, span=cited.span),
            cited,
            Citation.of(self.article, context),
            speaker,
            "CT+",
            origin,
        )


@dataclass(frozen=True)
class Maker:
    """Makes pages, claims, figures and dossiers with as little said as the test needs."""

    now: datetime = NOON

    def page(
        self, id_: str, text: str, published: date | None = None, outlet: str | None = "Harbour Post", wire: str = ""
    ) -> Page:
        blocks, at = [], 0
        for paragraph in text.split("\n"):
            blocks.append(Block("paragraph", Span(at, at + len(paragraph))))
            at += len(paragraph) + 1
        return Page(
            Article(
                id=id_,
                path=f"pages/{id_}.html",
                text=text,
                blocks=tuple(blocks),
                url=f"https://news.example/{id_}",
                outlet=outlet,
                published=published,
                wire=wire or None,
            )
        )

    def speaker(self, name: str, kind: SpeakerKind = "person", *chain: str) -> Speaker:
        return Speaker(name, kind, chain)

    def claim(self, id_: str, *evidence: Evidence, status: Status = "reported", at: datetime | None = None) -> Claim:
        recorded = tuple(Recorded(e, at or self.now - timedelta(days=9)) for e in evidence)
        return Claim(id_, evidence[0].words, status, (), recorded)

    def quantity(
        self, low: float | None, high: float | None = None, bound: Bound = "exactly", words: Words | None = None
    ) -> Quantity:
        said: Words = {"role": "killed", "counted": "soldiers", **(words or {})}
        return Quantity(
            span=Span(0, 1),
            low=low,
            high=high if high is not None or bound in ("at least", "more than") else low,
            bound=bound,
            unit=said.get("unit"),
            counted=said["counted"],
            role=said["role"],
            scope=said.get("scope"),
            when=said.get("when"),
        )

    def dossier(
        self,
        claims: Sequence[tuple[str | None, Claim]] = (),
        pages: Sequence[Page] = (),
        figures: Sequence[Figure] = (),
        since: datetime | None = None,
    ) -> Dossier:
        articles = tuple(page.article for page in pages)
        return Dossier("Test situation", self.now, since, tuple(claims), (), answered(figures), (), articles)


@pytest.fixture(scope="session")
def make() -> Maker:
    """One maker for all: it holds no state, so that Hypothesis may use it too."""
    return Maker()


@pytest.fixture(scope="session")
def harbour(make: Maker) -> Dossier:
    """A realistic dossier, all invented: a wire report and its reprint, a rival figure, a revision, a denial."""
    agency = make.speaker("Coastal Security Agency", "body", "lawmaker Ada Lindqvist")
    minister = make.speaker("Tomas Ruiz")
    envoy = make.speaker("Ilse Brandt")
    officials = make.speaker("western officials", "group")
    first = make.page(
        "wire",
        "The Coastal Security Agency said that about 300 marines were killed in the strait, lawmaker Ada Lindqvist "
        "told reporters.\nThe agency believes that the convoy carried ammunition for the northern garrison.\n"
        "Western officials put the toll higher. They say 1,000 marines were killed in the fighting since May.",
        date(2025, 1, 13),
        "Harbour Post",
        "Pelican News",
    )
    copy = make.page(
        "copy",
        "About 300 marines were killed in the strait, the Coastal Security Agency said.\nReaders write to us daily.",
        date(2025, 1, 14),
        "Island Daily",
        "Pelican News",
    )
    denial = make.page(
        "denial",
        "“Not one of our marines has set foot on that island,” said envoy Ilse Brandt, who denied all of it.\n"
        "The minister, Tomas Ruiz, confirmed that the convoy left the northern port on Friday, and that a second one "
        "of eleven ships, loaded by night and under guard, would follow it before the month is out.",
        date(2025, 1, 16),
        "The Ledger-Dispatch",
    )
    later = make.page(
        "later",
        "The Coastal Security Agency now says about 450 marines were killed.\nRuiz warned that the straits could be "
        "closed to every merchant ship by spring.\nIt may be that the garrison has been withdrawn.",
        date(2025, 1, 20),
        None,
    )
    recent = make.now - timedelta(hours=5)
    toll = make.claim(
        "c1",
        first.evidence("about 300 marines were killed in the strait", agency),
        copy.evidence("About 300 marines were killed in the strait", agency),
    )
    others = [
        ("Convoys", make.claim("c2", first.evidence("that the convoy carried ammunition", agency, "believe", "PS+"))),
        (
            "Casualties",
            make.claim("c3", first.evidence("1,000 marines were killed in the fighting since May", officials)),
        ),
        (
            "Casualties",
            make.claim(
                "c4",
                denial.evidence("Not one of our marines has set foot on that island", envoy, "deny"),
                status="denied",
            ),
        ),
        (
            "Convoys",
            make.claim(
                "c5",
                denial.evidence(denial.article.text.split("confirmed ")[1].rstrip("."), minister, "confirm"),
                status="confirmed",
            ),
        ),
        (
            None,
            make.claim(
                "c6",
                later.evidence("that the straits could be closed to every merchant ship by spring", minister, "warn"),
                at=recent,
            ),
        ),
        (
            None,
            make.claim(
                "c7",
                later.evidence("It may be that the garrison has been withdrawn", None, "say", "PS+"),
                status="unconfirmed",
                at=recent,
            ),
        ),
    ]
    figures = [
        first.figure("about 300", make.quantity(300, bound="about", words={"counted": "marines"}), agency),
        copy.figure("About 300", make.quantity(300, bound="about", words={"counted": "marines"}), agency),
        first.figure("1,000", make.quantity(1000, words={"counted": "marines", "scope": "since May"}), officials),
        later.figure("about 450", make.quantity(450, bound="about", words={"counted": "marines"}), agency),
    ]
    pages = [first, copy, denial, later]
    dossier = make.dossier([("Casualties", toll), *others], pages, figures, make.now - timedelta(days=1))
    return replace(dossier, title="The strait")


# What a page may hold that is meant for somebody else: a browser, a Markdown reader, a terminal, a template.
HOSTILE = (
    "<script>alert(1)</script>",
    "</mark></blockquote><img src=x onerror=alert(1)>",
    "--><style>*{display:none}</style><!--",
    "[here](javascript:alert(1))",
    "![x](http://tracker.example/i.png)",
    "<http://tracker.example>",
    "www.tracker.example",
    "*a* _b_ `c` # d | e ~~f~~",
    "{speaker} {0} {{ 7*7 }} {% raw %}",
    "\x1b[31mred\x07",
    "\u202edesrever\u2066",
    "שלום עולם مرحبا",
    "북한군 병사들이 전사했다",
    "👩‍👩‍👧‍👦👍🏽",
    "w" * 200,
    "“open",
    'said "so"',
    "\r\n- 1. + item",
    "\x00",
    "\ud800",
)
_ORDINARY = ("marines", "about", "300", "450", "were", "killed,", "in", "the", "strait.", "They", "denied", "it;", "\n")
_ACTS: tuple[Act, ...] = ("say", "deny", "confirm", "warn", "claim", "estimate")
_STATUSES: tuple[Status, ...] = ("unconfirmed", "reported", "corroborated", "confirmed", "disputed", "denied")
_VALUES: tuple[Factuality, ...] = ("CT+", "PS+", "CT-", "CTu", "Uu")
_NAMES = ("Ilse Brandt", "the ministry", "", "<b>Bold</b>", "[x](y)", "Z" * 90, "a person of a very long name " * 4)


@st.composite
def _dossiers(draw: st.DrawFn) -> Dossier:
    maker = Maker()
    words = st.lists(
        st.one_of(st.sampled_from(_ORDINARY), st.sampled_from(HOSTILE), st.text()), min_size=3, max_size=20
    )
    days = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2025, 1, 20)))
    outlets = st.one_of(st.none(), st.sampled_from(("Harbour Post", "Island Daily", *HOSTILE)))
    pages = [
        maker.page(f"p{n}", f"It is said {' '.join(draw(words))}", draw(days), draw(outlets))
        for n in range(draw(st.integers(0, 4)))
    ]
    if not pages:
        return maker.dossier(since=draw(st.sampled_from((None, NOON - timedelta(days=1)))))
    speakers = st.one_of(
        st.none(),
        st.builds(
            Speaker,
            st.sampled_from(_NAMES),
            st.sampled_from(("person", "body", "group", "unknown")),
            st.sampled_from(((), ("a relay",), ("<i>near</i>", "far"))),
        ),
    )

    def span(page: Page) -> Span:
        start = draw(st.integers(0, len(page.article.text) - 1))
        return Span(start, draw(st.integers(start + 1, len(page.article.text))))

    def evidence() -> Evidence:
        page = draw(st.sampled_from(pages))
        cited = Citation.of(page.article, span(page))
        made = page.evidence(cited.quote, draw(speakers), draw(st.sampled_from(_ACTS)), draw(st.sampled_from(_VALUES)))
        return replace(made, id=f"{page.article.id} {cited.span}", citation=cited)

    claims = []
    for n in range(draw(st.integers(0, 8))):
        found = {e.id: e for e in (evidence() for _ in range(draw(st.integers(1, 3))))}
        at = NOON - timedelta(hours=draw(st.integers(1, 100)))
        claim = maker.claim(f"c{n}", *found.values(), status=draw(st.sampled_from(_STATUSES)), at=at)
        others = {e.id: e for e in (evidence() for _ in range(draw(st.integers(0, 2))))}
        claim = replace(claim, contrary=tuple(Recorded(e, at) for e in others.values() if e.id not in found))
        claims.append((draw(st.sampled_from((None, "Convoys", "<u>Toll</u>"))), claim))
    figures = []
    for _ in range(draw(st.integers(0, 6))):
        page = draw(st.sampled_from(pages))
        cited = Citation.of(page.article, span(page))
        quantity = maker.quantity(
            draw(st.sampled_from((None, 300.0, 450.0))),
            draw(st.sampled_from((None, None, 500.0))),
            draw(st.sampled_from(("about", "at least"))),
            {
                "counted": draw(st.sampled_from(("marines", "marines", "northern marines", None, "w" * 90))),
                "role": draw(st.sampled_from(("killed", "killed", "*lost*", None))),
                "scope": draw(st.sampled_from((None, "total"))),
            },
        )
        origin = page.article.outlet or page.article.id
        figures.append(Figure(replace(quantity, span=cited.span), cited, cited, draw(speakers), "CT+", origin))
    since = draw(st.sampled_from((None, NOON - timedelta(days=1))))
    return maker.dossier(claims, pages, figures, since)


@pytest.fixture(scope="session")
def dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers of any kind, with hostile words, no dates, no speakers, and spans that stand anywhere."""
    return _dossiers()


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    """Words meant for somebody else than the reader."""
    return HOSTILE
