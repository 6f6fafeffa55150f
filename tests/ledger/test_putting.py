"""Rows put in many tables at once are those that each by itself would have been, in either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import START, article, clock, digest
from sqlalchemy import delete, insert, text
from sqlalchemy.exc import IntegrityError
from tampering import ask, statements

from onrecord.assess import weigh
from onrecord.ledger import _schema as t
from onrecord.ledger._putting import put
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from onrecord.ledger import Ledger
    from onrecord.ledger._putting import Rows

    Row = dict[str, Any]

# What databases and drivers have signs for: places of values, quotes, escapes, JSON's own words.
SIGNS = (
    "%s",
    "%(a)s",
    ":a",
    "?",
    "'",
    '"',
    "\\",
    "\\u0041",
    "{}",
    "[1]",
    "null",
    "\n",
    "\t",
    "\u2028",
    "“é”",
    "조선",
    "🚆",
    "x",
)
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=5).map("".join)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
LISTS = st.lists(JSONS, max_size=3)
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
FLOATS = st.none() | st.integers(0, 10**6) | st.floats(allow_nan=False)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=3, minutes=30))])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=ZONES)  # noqa: DTZ001 - of `timezones`

CAPTURE = {"id": "c", "digest": "d", "url": None, "media_type": "text/html", "size": 1, "fetched": START}
PAGE = {c.name: None for c in t.articles.columns} | {
    **{name: [] for name in ("authors", "tags", "credits", "doubts", "hints", "posts", "blocks")},
    "id": "a",
    "capture": "c",
    "access": "full",
    "text": "x",
    "text_digest": "x",
}
HEAD = {"id": 1, "article": "a", "reader": "v1", "recorded": START}
SPOKEN_OF: Rows = {t.captures: [CAPTURE], t.articles: [PAGE, {**PAGE, "id": "b"}], t.readings: [HEAD]}


def quantity(**fields: object) -> Row:
    row = {c.name: None for c in t.quantities.columns}
    return row | {"reading": 1, "n": 0, "span": [0, 1], "bound": "about", "kind": "count"} | fields


def tie(share: float, **fields: object) -> Row:
    return {"a": "a", "b": "b", "least": 3, "shared": [[1, 2]], "share": share} | fields


ANY: dict[Table, st.SearchStrategy[Row]] = {
    t.articles: st.builds(
        lambda **found: {**PAGE, "id": "z", **found},
        **dict.fromkeys(("text", "headline", "url", "outlet"), TEXTS),
        **dict.fromkeys(("authors", "hints", "blocks"), LISTS),
        published=DAYS,
    ),
    t.quantities: st.builds(quantity, low=FLOATS, high=FLOATS, span=LISTS, part_of=LISTS | st.none(), latest=DAYS),
    t.tracks: st.fixed_dictionaries(
        {
            "reading": st.just(1),
            "article": st.just("a"),
            "named": LISTS | st.none(),
            "unnamed": LISTS,
            "first_hand": st.booleans(),
        }
    ),
    t.postings: st.fixed_dictionaries(
        {"number": st.integers(0, 2**60 - 1), "article": st.just("a"), "day": DAYS, "spoken": st.booleans()}
    ),
    t.ties: st.builds(tie, st.floats(0, 1), shared=LISTS),
    t.changes: st.fixed_dictionaries(
        {
            "at": MOMENTS,
            "kind": TEXTS,
            "claim": st.just("k"),
            "before": st.none() | TEXTS,
            "after": st.none() | TEXTS,
            "because": st.lists(TEXTS, max_size=3),
        }
    ),
}


def stored(ledger: Ledger, table: Table) -> list[tuple[Any, ...]]:
    """As the database has them; JSON by its letters."""
    kept = "::text" if ledger._engine.dialect.name == "postgresql" else ""  # noqa: SLF001 - what is asked there
    listed = ", ".join(f'"{c.name}"{kept}' for c in table.columns if c is not t.changes.c.id)
    return ask(ledger, f"SELECT {listed} FROM {table.name}")  # noqa: S608 - our own names


def write(ledger: Ledger, rows: Rows) -> None:
    with ledger._writing() as db:  # noqa: SLF001 - in a turn of its own
        put(db, rows)


@pytest.fixture
def ready(ledger: Ledger) -> Ledger:
    """A ledger with what the other rows speak of."""
    write(ledger, SPOKEN_OF)
    return ledger


@pytest.mark.parametrize("table", ANY, ids=lambda table: table.name)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(chance=st.data())
def test_each_value_is_stored_as_a_row_by_itself_would_store_it(
    ready: Ledger, table: Table, chance: st.DataObject
) -> None:
    row = chance.draw(ANY[table])
    found = []
    for way in ("insert", "put"):
        with ready._writing() as db:  # noqa: SLF001 - as above
            db.execute(delete(table) if table is not t.articles else delete(table).where(t.articles.c.id == "z"))
            if way == "put":
                put(db, {table: [row]})
            else:
                db.execute(insert(table), row)
        found.append(sorted(stored(ready, table), key=repr))
    assert found[0] == found[1] != []


def test_numbers_without_end_are_stored(ready: Ledger) -> None:
    """A page can say of any figure that it is in billions."""
    write(ready, {t.quantities: [quantity(low=float("inf"), high=float("-inf")), quantity(n=1, low=5e-324)]})
    found = ask(ready, "SELECT low, high FROM quantities ORDER BY n")
    assert found == [(float("inf"), float("-inf")), (5e-324, None)]


def test_rows_keep_their_order_in_what_the_database_numbers(ready: Ledger) -> None:
    moved: list[Row] = [
        {"at": START, "kind": f"{n}", "claim": "k", "before": None, "after": None, "because": []} for n in range(200)
    ]
    write(ready, {t.changes: moved})
    assert ask(ready, "SELECT kind FROM changes ORDER BY id") == [(f"{n}",) for n in range(200)]


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ({t.captures: [{**CAPTURE, "digest": "other"}]}, ("SELECT digest FROM captures", ["d"])),
        ({t.handles: [{"handle": "h", "key": "k"}, {"handle": "h", "key": "k"}]}, ("SELECT key FROM handles", ["k"])),
        ({t.ties: [tie(0.5, least=9)]}, ("SELECT share FROM ties", [0.5])),
    ],
    ids=["captures", "handles", "ties"],
)
def test_what_is_there_already_stays_and_ties_come_to_what_they_come_to_now(
    ready: Ledger, rows: Rows, left: tuple[str, list[object]]
) -> None:
    write(ready, {t.ties: [tie(0.25)]})
    for _ in range(2):
        write(ready, rows)
    assert [value for (value,) in ask(ready, left[0])] == left[1]


def test_where_a_path_was_seen_first_stays(ready: Ledger) -> None:
    for n in range(2):
        write(ready, {t.sightings: [{"capture": "c", "path": "a.html", "seen": START + timedelta(hours=n)}]})
    assert ask(ready, "SELECT seen FROM sightings") == [("2024-10-16T09:00:00.000000+00:00",)]


@pytest.mark.parametrize(
    "rows",
    [
        {t.articles: [PAGE]},
        {t.readings: [HEAD]},
        {t.claims: [{"id": "k", "text": "x", "status": "reported", "reasons": [], "contrary": None}] * 2},
        {t.tracks: [{"reading": 2, "article": "a", "named": None, "unnamed": [], "first_hand": False}]},
        {t.postings: [{"number": 1, "article": "nowhere", "day": None, "spoken": False}]},
    ],
    ids=["an article twice", "a reading twice", "a claim twice", "of no reading", "of no article"],
)
def test_a_row_that_is_there_already_or_speaks_of_what_is_not_is_a_fault(ready: Ledger, rows: Rows) -> None:
    with pytest.raises(LedgerError) as told:
        write(ready, rows)
    assert isinstance(told.value.__cause__, IntegrityError)


def test_all_of_a_fault_is_undone(ledger: Ledger) -> None:
    twice: Sequence[Row] = [HEAD, HEAD]
    with pytest.raises(LedgerError):
        write(ledger, {**SPOKEN_OF, t.readings: twice})
    assert ask(ledger, "SELECT count(*) FROM captures") == [(0,)]


def test_one_command_for_all_tables_or_one_for_each_that_has_rows_and_none_for_nothing(ledger: Ledger) -> None:
    rows: Rows = {**SPOKEN_OF, t.mentions: [], t.handles: [{"handle": "h", "key": f"{n}"} for n in range(50)]}
    with ledger._writing() as db:  # noqa: SLF001 - what one turn asks
        is_one = db.dialect.name == "postgresql"
        assert statements(ledger, lambda: put(db, rows)) == (1 if is_one else 4)
        assert statements(ledger, lambda: put(db, {t.mentions: [], t.handles: []})) == 0
        assert db.execute(text("SELECT count(*) FROM handles")).scalar() == 50


@pytest.mark.parametrize("sign", ["\ud800", "\x00"])
def test_signs_that_a_database_cannot_store_are_said_in_one_line_and_leave_no_trace(ledger: Ledger, sign: str) -> None:
    read = digest(article("No such sign."))
    read = replace(read, article=replace(read.article, text=f"No such {sign} sign."))
    if sign == "\x00" and ledger._engine.dialect.name == "sqlite":  # noqa: SLF001 - it stores this one
        assert ledger.enter(read, weigh, clock())
        return
    with pytest.raises(LedgerError) as told:
        ledger.enter(read, weigh, clock())
    assert "\n" not in str(told.value)
    assert ledger.captures() == ()
