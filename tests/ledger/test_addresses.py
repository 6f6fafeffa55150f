"""What a ledger's address means, and that no message shows a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.ledger import Ledger, file_of
from onrecord.ledger._addresses import shown, url_of
from onrecord.model import LedgerError


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("watch.sqlite", "watch.sqlite"),
        ("a folder/100%.sqlite", "a folder/100%.sqlite"),
        ("sqlite:///watch.sqlite", "watch.sqlite"),
        ("sqlite:////var/watch.sqlite", "/var/watch.sqlite"),
        ("postgresql://ann@db.example:5433/watch", "postgresql://ann@db.example:5433/watch"),
        ("postgres://ann:s3cret@db.example/watch", "postgresql://ann@db.example/watch"),
        ("postgresql+psycopg://db.example/watch", "postgresql://db.example/watch"),
        ("postgresql://ann@db.example/watch?password=s3cret&sslmode=require", "postgresql://ann@db.example/watch"),
        ("postgresql:///watch?host=/run/postgresql", "postgresql:///watch"),
    ],
)
def test_a_ledger_is_named_by_its_file_or_its_address_without_password_and_options(address: str, name: str) -> None:
    assert shown(url_of(address)) == name


@pytest.mark.parametrize(
    ("address", "file"),
    [("watch.sqlite", Path("watch.sqlite")), ("sqlite:////a/b", Path("/a/b")), ("postgresql://db.example/watch", None)],
)
def test_a_database_of_a_server_has_no_file(address: str, file: Path | None) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "nonsense://x",
        "://",
        "mysql://ann:s3cret@db.example/watch",
        "postgresql+psycopg2://ann:s3cret@db.example/watch",
        "postgresql://ann:s3cret@db.example:port/watch",
        "oracle://ann:s3cret@db.example/watch?password=s3cret",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "",
    ],
)
def test_what_cannot_hold_a_ledger_is_said_in_one_line_without_the_password(address: str) -> None:
    with pytest.raises(LedgerError, match=r"not a ledger's address|no ledger can be kept|must be a file") as said:
        Ledger.open(address)
    assert "s3cret" not in str(said.value)
    assert "\n" not in str(said.value)
