"""What a ledger's address means: a SQLite file, or a database of a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from onrecord.model import LedgerError

POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
"""How addresses of PostgreSQL begin: the first two are libpq's own (PostgreSQL 15, 34.1.1.2)."""


def url_of(address: str) -> URL:
    """The database that an address means; raises LedgerError where it means none that can hold a ledger."""
    try:
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{_kept(address)}: not a ledger's address; {ADVICE}") from error
    if url.drivername in POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    _check(url, address)
    return url


ADVICE = "give a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE"


def _check(url: URL, address: str) -> None:
    try:
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(f"{shown(url)}: not a ledger's address; {ADVICE}") from error
    if not is_file(url):
        raise LedgerError(f"{shown(url)}: no ledger can be kept there; {ADVICE}")
    if not url.database or url.database == ":memory:":
        raise LedgerError(f"{address!r}: a ledger must be a file, to be there tomorrow; give --ledger FILE")


def _kept(address: str) -> str:
    """An address that could not be taken apart, without what stands where a password does."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def shown(url: URL) -> str:
    """How messages name a ledger: its file, or its address without password and options, which may hold one too."""
    if is_file(url):
        return str(url.database)
    return url.set(drivername=url.get_backend_name(), query={})._replace(password=None).render_as_string()


def is_file(url: URL) -> bool:
    """Whether it is a SQLite file."""
    return url.drivername.partition("+")[0] == "sqlite"


def file_of(address: str) -> Path | None:
    """The file that a ledger's address means, None for a database of a server; raises LedgerError where it is none."""
    url = url_of(address)
    return Path(str(url.database)) if is_file(url) else None
