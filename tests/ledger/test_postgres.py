"""Writers wait for each other, readers for nobody; and what goes wrong with a server is said in one line."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from making import article, clock, digest, said
from sqlalchemy import create_engine, make_url
from tampering import ask

from onrecord.assess import weigh
from onrecord.ledger import Ledger, Sought, _engine
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from clusters import Cluster

    from onrecord.model import Digest


@pytest.fixture
def address(postgres: Cluster) -> Iterator[str]:
    """A database with nothing in it, not even tables."""
    with postgres.database() as made:
        yield made


def page(n: int, path: str = "page.html") -> Digest:
    of = article(f"Ann Lee: convoy {n} was seen at the border that day.", path)
    return digest(of, said(of, of.text[9:-1], "Ann Lee"))


@contextmanager
def held(ledger: Ledger) -> Iterator[None]:
    """While a writer has its turn."""
    go_on, has_turn = threading.Event(), threading.Event()

    def write() -> None:
        with ledger._writing():  # noqa: SLF001 - holds what every writer holds
            has_turn.set()
            go_on.wait()

    writer = threading.Thread(target=write)
    writer.start()
    has_turn.wait()
    try:
        yield
    finally:
        go_on.set()
        writer.join()


def test_a_reader_does_not_wait_for_a_writer(ledger: Ledger) -> None:
    ledger.enter(page(1), weigh, clock())
    with held(ledger):
        assert len(ledger.claims()) == 1
        assert len(ledger.captures()) == 1


def test_a_writer_waits_for_the_one_before_it(ledger: Ledger) -> None:
    second = threading.Thread(target=ledger.enter, args=(page(1), weigh, clock()))
    with held(ledger):
        second.start()
        second.join(0.3)
        assert second.is_alive()
        assert ledger.claims() == ()
    second.join()
    assert len(ledger.claims()) == 1


def test_who_waits_too_long_is_told_that_another_holds_the_ledger(
    fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_engine, "WAIT", 0.2)
    ledger = Ledger.open(fresh())
    with held(ledger):
        with pytest.raises(LedgerError, match="another program holds the ledger; run again when it is done") as told:
            ledger.enter(page(1), weigh, clock())
        assert str(told.value).startswith(f"{ledger.name}: ")
    assert ledger.enter(page(1), weigh, clock())
    ledger.close()


def test_a_reader_sees_one_moment_in_all_that_it_asks(ledger: Ledger) -> None:
    ledger.enter(page(1), weigh, clock())
    with ledger._reading() as db:  # noqa: SLF001 - between two queries of one reader
        first = db.exec_driver_sql("SELECT count(*) FROM articles").scalar()
        ledger.enter(page(2), weigh, clock(1))
        assert db.exec_driver_sql("SELECT count(*) FROM articles").scalar() == first == 1
    assert len(ledger.captures()) == 2


def unlike(n: int) -> Digest:
    """A page of twelve statements that no other has."""
    words = ["".join(chr(ord("a") + int(digit)) for digit in f"{n:03}{m:02}") for m in range(12)]
    lines = [f"{word}ing {word}ers {word}ed {word}ists {word}ly {word}ness" for word in words]
    of = article("\n".join(f"Ann Lee: {line}." for line in lines), f"{n}.html")
    return digest(of, *(said(of, line, "Ann Lee") for line in lines))


def counted(ledger: Ledger, what: str) -> dict[str, int]:
    """What the server counted so far, by the name of a table or an index."""
    with ledger._engine.connect() as db:  # noqa: SLF001 - the connection that was written by, which has counts to give
        db.exec_driver_sql("SELECT pg_stat_force_next_flush()")
        db.commit()
        found = {name: int(count) for name, count in db.exec_driver_sql(what)}
        # Rolled back, the connection would forget its plans.
        db.commit()
        return found


def test_a_young_ledger_is_written_by_index_however_fast_it_grows(address: str) -> None:
    """Law 9: a plan made for tables with next to nothing in them is kept until the server counts anew."""
    scans = "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname NOT IN ('alembic_version', 'decisions')"
    walked = "SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes"
    ledger = Ledger.open(address)
    ledger.enter_all([unlike(n) for n in range(40)], weigh, clock())
    before = counted(ledger, scans), counted(ledger, walked)
    ledger.enter_all([unlike(n) for n in range(40, 80)], weigh, clock(1))
    after = counted(ledger, walked)
    assert after["pk_articles"] > before[1]["pk_articles"]
    assert counted(ledger, scans) == before[0]
    # Nor is an index walked from end to end, to be merged or hashed: one step for each row that speaks of another.
    assert {name: steps for name, steps in after.items() if steps - before[1][name] > 2000} == {}
    ledger.close()


def test_a_search_that_is_asked_often_is_planned_for_its_own_words(address: str) -> None:
    """A plan for whatever words steps through the whole table for those that are rare."""
    ledger = Ledger.open(address)
    ledger.enter(unlike(0), weigh, clock())
    for _ in range(20):
        ledger.search(Sought("aaaaaing"))
    plans = (
        "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%%tsquery%%'"
    )
    with ledger._engine.connect() as db:  # noqa: SLF001 - the connection that has asked
        found = db.exec_driver_sql(plans).all()
    assert [(generic, custom > 10) for _, generic, custom in found] == [(0, True)]
    ledger.close()


def test_paths_stand_in_one_order_whatever_the_language_of_the_server(postgres: Cluster) -> None:
    """Many a locale puts `a` before `B`; code points put it after."""
    names = ["b.html", "a.html", "B.html", "-x.html", "é.html", "A a.html"]
    shown = []
    for locale in ("C", "en-US", "de-DE"):
        with postgres.database(f"template0 LOCALE_PROVIDER icu ICU_LOCALE '{locale}'") as address:
            ledger = Ledger.open(address)
            for n, name in enumerate(names):
                ledger.enter(page(n, name), weigh, clock(n))
            shown.append([kept.path for kept in ledger.captures()])
            ledger.close()
    assert shown == [sorted(names)] * 3


def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="check that the server runs and can be reached") as told:
        Ledger.open(f"postgresql://ann:s3cret@/watch?host={tmp_path}")
    assert str(told.value).startswith("postgresql://ann@/watch: ")
    assert "\n" not in str(told.value)
    assert "s3cret" not in str(told.value)


def test_a_database_that_is_not_there_is_said_with_what_to_do(address: str) -> None:
    with pytest.raises(LedgerError, match=r'database "nowhere" does not exist; have it made first \(createdb\)'):
        Ledger.open(make_url(address).set(database="nowhere").render_as_string(hide_password=False))


def test_a_right_that_is_missing_is_said_with_whom_to_ask(address: str) -> None:
    Ledger.open(address).close()
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as db:
        db.exec_driver_sql("DROP ROLE IF EXISTS onrecord_reader")
        db.exec_driver_sql("CREATE ROLE onrecord_reader LOGIN PASSWORD 's3cret'")
        db.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO onrecord_reader")
    as_reader = make_url(address).set(username="onrecord_reader", password="s3cret")  # noqa: S106 - made here
    reader = Ledger.open(as_reader.render_as_string(hide_password=False))
    assert reader.claims() == ()
    with pytest.raises(LedgerError, match=r"permission denied .*; ask whoever runs the database"):
        reader.enter(page(1), weigh, clock())
    reader.close()
    with engine.begin() as db:
        db.exec_driver_sql("DROP OWNED BY onrecord_reader")
        db.exec_driver_sql("DROP ROLE onrecord_reader")
    engine.dispose()


def test_a_ledger_that_is_open_outlives_a_server_that_cut_its_connections(address: str) -> None:
    ledger = Ledger.open(address)
    ledger.enter(page(1), weigh, clock())
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg", database="postgres"))
    with engine.begin() as db:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        assert db.exec_driver_sql(cut, (make_url(address).database,)).all()
    engine.dispose()
    assert ledger.enter(page(2), weigh, clock(1))
    ledger.close()


def test_two_that_open_an_empty_database_at_once_make_one_ledger(address: str) -> None:
    opened: list[Ledger] = []
    threads = [threading.Thread(target=lambda: opened.append(Ledger.open(address))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert ask(opened[0], "SELECT count(*) FROM alembic_version") == [(1,)]
    for ledger in opened:
        ledger.close()
