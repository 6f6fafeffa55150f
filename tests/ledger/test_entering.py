"""A page is weighed before it is written, and all of it is written at once: nothing shows that it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from deciding import decision
from making import article, asserted, clock, digest, minute, said
from sqlalchemy import text
from tampering import ask, statements

from onrecord.assess import weigh
from onrecord.ledger import Sought, _index
from onrecord.ledger._terms import words
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger import Ledger
    from onrecord.model import Claim, Digest, Ruling

WORDS = "the ferries will not sail before the storm is over"
# More words than a row of the index takes.
LONG = " ".join(f"word{n}" for n in range(2_345))


def page(path: str = "a.html", outlet: str = "Herald", more: str = "", **fields: str) -> Digest:
    of = article(f"Ann Lee said {WORDS}.{more}", path, outlet=outlet, **fields)
    return digest(of, said(of, WORDS, "Ann Lee"))


def found_at(read: Digest, path: str) -> Digest:
    """The same bytes in another place."""
    return replace(read, capture=replace(read.capture, path=path), article=replace(read.article, path=path))


def cleaned_anew(read: Digest, path: str) -> Digest:
    """The same bytes in another place, of which a later version makes another article."""
    other = page(path, more="\nMore of it.")
    return replace(other, capture=replace(read.capture, path=path))


def kept(ledger: Ledger, ruling: Ruling | None) -> dict[str, Claim]:
    """The claims of a ruling as the ledger has them; they are those that were ruled."""
    assert ruling
    claims = {c.id: c for c in ledger.claims()}
    assert {c.id: claims[c.id] for c in ruling.claims} == {c.id: c for c in ruling.claims}
    return claims


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        (("b.html",), "a.html", "a.html"),
        (("a.html",), "b.html", "a.html"),
        (("c.html", "-", "b.html"), "d.html", "b.html"),
        (("-",), "b.html", "b.html"),
        (("b.html",), "-", "b.html"),
        (("-",), "-", "-"),
        (("é.html",), "z.html", "z.html"),
    ],
)
def test_a_page_is_ruled_on_under_the_path_that_it_is_shown_under(
    ledger: Ledger, before: tuple[str, ...], now: str, shown: str
) -> None:
    first = page(before[0])
    for n, path in enumerate(before):
        ledger.enter(found_at(first, path), weigh, clock(n))
    ruling = ledger.enter(cleaned_anew(first, now), weigh, clock(9))
    (claim,) = kept(ledger, ruling).values()
    assert {r.evidence.citation.path for r in claim.evidence} == {shown}
    assert len(claim.evidence) == 2


def test_what_is_decided_of_other_pages_counts_in_the_ruling_of_a_page(ledger: Ledger) -> None:
    """A day that a person gave to a page is that of the page, for whatever comes after."""
    ledger.enter(page(), weigh, clock())
    day = decision("date", of=page().article.id, value="2024-09-01")
    ledger.decide(day, weigh, clock(1))
    (claim,) = kept(ledger, ledger.enter(page("b.html", "Echo"), weigh, clock(2))).values()
    days = {r.evidence.citation.path: str(r.evidence.citation.published) for r in claim.evidence}
    assert days == {"a.html": "2024-09-01", "b.html": "2024-10-16"}
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME))
    ledger.rebuild(weigh)
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME)) == before


def test_a_page_comes_after_every_decision(ledger: Ledger) -> None:
    ledger.enter(page(), weigh, clock(5))
    ledger.decide(decision("grade", of="Ann Lee", value="B"), weigh, clock(8))
    ledger.enter(page("b.html"), weigh, clock(1))
    assert [str(r.at) for r in ledger.evidence(END_OF_TIME) if r.evidence.citation.path == "b.html"] == [str(minute(8))]


def test_readings_are_numbered_in_order_and_a_page_that_is_there_takes_no_number(ledger: Ledger) -> None:
    for n, path in enumerate(("a.html", "a.html", "a.html", "b.html")):
        ledger.enter(page(path), weigh, clock(n))
    assert ask(ledger, "SELECT id FROM readings ORDER BY id") == [(1,), (2,)]


def test_other_bytes_of_an_article_that_is_there_are_kept_and_change_nothing_else(ledger: Ledger) -> None:
    first = page()
    ledger.enter(first, weigh, clock())
    before = (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.readings(END_OF_TIME))
    other = replace(first, capture=replace(first.capture, body=b"with another menu", path="z.html"))
    assert ledger.enter(other, weigh, clock(1)) is None
    assert ledger.enter(other, weigh, clock(2)) is None
    assert [kept.path for kept in ledger.captures()] == ["a.html", "z.html"]
    assert (ledger.claims(), ledger.changes(None, END_OF_TIME), ledger.readings(END_OF_TIME)) == before


def test_pages_entered_together_know_of_each_other(ledger: Ledger, other: Ledger) -> None:
    pages = [page(f"{n}.html", f"Outlet {n}") for n in range(5)]
    together = ledger.enter_all([*pages, pages[0]], weigh, clock())
    alone = [other.enter(one, weigh, clock()) for one in [*pages, pages[0]]]
    assert together == alone
    assert together[-1] is None
    assert ledger.claims() == other.claims()


def test_a_page_asks_the_database_for_little(ledger: Ledger) -> None:
    """A turn, what is known, what is like it, what shares its words, and all of it written."""
    ledger.enter(page(), weigh, clock())
    of = article("Bo Kim said the road was open to all by noon.\nIt had snowed for a week in the north.", "b.html")
    new = digest(of, said(of, "the road was open to all by noon", "Bo Kim"), asserted(of, of.text.split("\n")[1]))
    asked = statements(ledger, lambda: ledger.enter(new, weigh, clock(1)))
    assert asked <= (6 if ledger._engine.dialect.name == "postgresql" else 20)  # noqa: SLF001 - whose bound
    # What others say too is looked up, and altered.
    assert statements(ledger, lambda: ledger.enter(page("c.html", "Echo"), weigh, clock(2))) - asked <= 6
    # Of a page that is there only where it was found is written.
    assert statements(ledger, lambda: ledger.enter(found_at(new, "d.html"), weigh, clock(3))) <= 5


def indexed(db: Connection) -> list[tuple[Any, ...]]:
    lexemes = ", words::text" if db.dialect.name == "postgresql" else ""
    rows = db.execute(text(f'SELECT id, evidence, start, "end"{lexemes} FROM passages ORDER BY id'))  # noqa: S608
    return [tuple(row) for row in rows]


def test_the_index_of_words_made_page_by_page_is_that_made_anew(ledger: Ledger) -> None:
    of = article(f"Ann Lee said {WORDS}.\n{LONG}\n— …\nAnn Lee went.", "long.html")
    spoken = said(of, WORDS, "Ann Lee")
    for n, one in enumerate((page(), digest(of, asserted(of, "Ann Lee went."), spoken, said(of, LONG, None)))):
        ledger.enter(one, weigh, clock(n))
    again = replace(digest(of, spoken).reading, reader="better")
    ledger.reread(again, [replace(e, id=f"{e.id[:-1]}x") for e in digest(of, spoken).evidence], weigh, clock(9))
    with ledger._writing() as db:  # noqa: SLF001 - what is in it, before and after
        before = indexed(db)
        _index.fill(db)
        assert indexed(db) == before
    parts = [of.text[row[2] : row[3]] for row in before if row[1] is None and row[0] >> _index.ROWS == 2]
    assert "".join(parts) == of.text.replace("\n", "").replace("— …", "")
    assert [len(words(part)) for part in parts] == [13, 1000, 1000, 345, 3]
    # One statement and one part of the first page; three statements of the second, and one of its other reading.
    assert len(before) == len(parts) + 2 + 3 + 1


@pytest.mark.parametrize("phrase", ["over ann", "the lee", "lee the"])
def test_no_phrase_is_found_that_runs_from_what_is_said_to_who_says_it(ledger: Ledger, phrase: str) -> None:
    ledger.enter(page(), weigh, clock())
    assert ledger.search(Sought("over lee")).hits
    assert ledger.search(Sought(f'"{phrase}"')).hits == ()
