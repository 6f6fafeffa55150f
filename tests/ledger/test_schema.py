"""The schema is what the migrations make, and a ledger of another version is handled; in both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from making import clock
from rereading import OLD, page
from sqlalchemy import create_engine
from tampering import alter, ask

from onrecord.assess import weigh
from onrecord.ledger import Ledger, Sought
from onrecord.ledger._addresses import url_of
from onrecord.ledger._engine import MIGRATIONS
from onrecord.ledger._index import SINCE
from onrecord.ledger._schema import HEAD, metadata
from onrecord.model import LedgerError
from onrecord.pipeline import END_OF_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from clusters import Cluster
    from sqlalchemy import Connection


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


VERSIONS = sorted(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite")
        return
    server: Cluster = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


def run(address: str, work: Callable[[Connection], object]) -> None:
    """What a version of onrecord did to a database, in one transaction."""
    engine = create_engine(url_of(address))
    with engine.begin() as db:
        work(db)
    engine.dispose()


def upgrade(db: Connection, version: str) -> None:
    made = config()
    made.attributes["connection"] = db
    command.upgrade(made, version)


def test_the_migrations_make_the_tables_that_the_code_speaks_of(bare: str) -> None:
    Ledger.open(bare).close()
    # The index of words is no part of the schema.
    ours = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("passage")}
    run(bare, lambda db: _same(compare_metadata(MigrationContext.configure(db, opts=ours), metadata)))


def _same(differences: object) -> None:
    assert differences == []


def test_the_head_known_to_the_code_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD == VERSIONS[-1]


def test_a_ledger_of_a_newer_version_is_refused_with_what_to_do(fresh: Callable[[], str]) -> None:
    address = fresh()
    ledger = Ledger.open(address)
    alter(ledger, "UPDATE alembic_version SET version_num = '9999'")
    ledger.close()
    with pytest.raises(LedgerError, match="written by a newer onrecord"):
        Ledger.open(address)


def test_the_tables_of_the_record_are_all_there(bare: str) -> None:
    ledger = Ledger.open(bare)
    named = "captures articles readings attributions quantities mentions claims evidence changes decisions"
    for table in named.split(" "):
        assert ask(ledger, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - named above
    ledger.close()


WORDS = "the rain will stop before noon today"
PAGE = """
INSERT INTO captures VALUES ('c', 'd', NULL, NULL, 1, 'AT');
INSERT INTO sightings VALUES ('c', 'a.html', 'AT');
INSERT INTO articles (id, capture, authors, tags, credits, text, text_digest, blocks)
    VALUES ('a', 'c', '[]', '[]', '[]', 'WORDS', 'x', '[["paragraph", 0, 37]]');
INSERT INTO readings (id, article, reader, recorded) VALUES (1, 'a', 'v0', 'AT');
INSERT INTO quantities (reading, n, span, low, bound) VALUES (1, 0, '[0, 3]', 3, 'about');
INSERT INTO times (reading, n, span, type, value) VALUES (1, 0, '[0, 3]', 'DATE', '2024-10');
INSERT INTO attributions (reading, n, id, source, cue, content, act, form, factuality, hedges)
    VALUES (1, 0, 'a1', '[]', '[]', '[[0, 37]]', 'say', 'indirect', 'CT+', '[]');
INSERT INTO evidence (id, reading, article, key, start, "end", quote, words, act, factuality, origin, recorded)
    VALUES ('e', 1, 'a', 'k', 0, 37, 'WORDS', 'WORDS', 'say', 'CT+', 'o', 'AT');
INSERT INTO claims (id, text, status, reasons) VALUES ('k', 'altered', 'denied', '[]');
INSERT INTO claim_evidence (claim, evidence) VALUES ('k', 'e')
""".replace("AT'", "2024-10-16T09:00:00.000000+00:00'").replace("WORDS", WORDS)
"""As the first version kept a page. Each later one has to take these rows, or it could not take that ledger."""


def keep_page(address: str, version: str) -> None:
    """What a version of onrecord would have kept."""

    def as_then(db: Connection) -> None:
        upgrade(db, version)
        for command_ in PAGE.split(";"):
            db.exec_driver_sql(command_)

    run(address, as_then)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_ledger_of_any_earlier_version_is_brought_up_with_all_that_is_in_it(bare: str, version: str) -> None:
    keep_page(bare, version)
    ledger = Ledger.open(bare)
    assert ask(ledger, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    ((article, reading),) = ledger.readings(END_OF_TIME)
    assert (article.path, article.text, article.hints, article.access) == ("a.html", WORDS, (), "full")
    assert [(q.low, q.kind, q.head) for q in reading.quantities] == [(3, "count", None)]
    assert [(t.value, t.anchor) for t in reading.times] == [("2024-10", None)]
    assert [(a.act, a.when, a.speaker) for a in reading.attributions] == [("say", None, None)]
    assert ledger.watches() == ()
    # No version that has the index wrote this page.
    indexed = {hit.citation.quote for hit in ledger.search(Sought("noon")).hits}
    assert indexed == ({WORDS} if version < SINCE else set())
    ledger.rebuild(weigh)
    assert [(c.text, c.status) for c in ledger.claims()] == [(WORDS, "reported")]
    ledger.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_any_earlier_version_is_restored_and_left_as_it_was(
    ledger: Ledger, version: str, tmp_path: Path
) -> None:
    file = tmp_path / "old.sqlite"
    keep_page(str(file), version)
    before = file.read_bytes()
    ledger.restore(file)
    assert [kept.path for kept in ledger.captures()] == ["a.html"]
    assert file.read_bytes() == before
    read = OLD.digest(page("b.html", f"Ann Lee said that {WORDS}."))
    # Numbers go on after those of the backup.
    assert ledger.enter(read, weigh, clock(9))
    assert len(ledger.readings(END_OF_TIME)) == 2


def test_a_backup_of_a_newer_version_is_refused_with_what_to_do(ledger: Ledger, tmp_path: Path) -> None:
    newer = Ledger.open(str(tmp_path / "newer.sqlite"))
    alter(newer, "UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(LedgerError, match=r"newer\.sqlite: written by a newer onrecord"):
        ledger.restore(tmp_path / "newer.sqlite")
