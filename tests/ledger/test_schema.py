"""The schema is what the migrations make, and a ledger of another version is handled."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from onrecord.ledger import Ledger
from onrecord.ledger._engine import MIGRATIONS
from onrecord.ledger._schema import HEAD, metadata
from onrecord.model import LedgerError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_migrations_make_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    at = tmp_path / "ledger.sqlite"
    Ledger.open(str(at)).close()
    engine = create_engine(f"sqlite:///{at}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_head_known_to_the_code_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_ledger_of_a_newer_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    at = tmp_path / "ledger.sqlite"
    Ledger.open(str(at)).close()
    with sqlite3.connect(at) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="written by a newer onrecord"):
        Ledger.open(str(at))


def test_the_tables_of_the_record_are_all_there(tmp_path: Path) -> None:
    at = tmp_path / "ledger.sqlite"
    Ledger.open(str(at)).close()
    with sqlite3.connect(at) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = "captures articles readings attributions quantities mentions claims evidence changes decisions"
    assert tables >= set(asked.split())


def test_a_ledger_of_an_earlier_version_is_brought_up_with_all_that_is_in_it(tmp_path: Path) -> None:
    at = tmp_path / "ledger.sqlite"
    engine = create_engine(f"sqlite:///{at}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO captures VALUES ('c', 'd', NULL, NULL, 1, '2024-10-16T09:00:00+00:00')")
        connection.exec_driver_sql("INSERT INTO sightings VALUES ('c', 'a.html', '2024-10-16T09:00:00+00:00')")
    engine.dispose()
    ledger = Ledger.open(str(at))
    assert [kept.path for kept in ledger.captures()] == ["a.html"]
    assert ledger.watches() == ()
    ledger.close()
