"""A PostgreSQL server for the tests: the one that ONRECORD_TEST_POSTGRES names, or one of their own.

Run by itself, it says whether the half of the tests that need one can be run, and if not, why.
"""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterator

GIVEN = "ONRECORD_TEST_POSTGRES"
"""The address of a server on which databases may be made and dropped."""

START = 30.0
"""Seconds that a server may take to start; it takes one on a quiet machine."""


class Cluster(NamedTuple):
    """A server, by the address of a database that is always there."""

    address: str

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, dropped at the end."""
        name = f"onrecord_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield make_url(self.address).set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, command: str) -> None:
        engine = create_engine(_by_psycopg(self.address), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(command)
        engine.dispose()


def _by_psycopg(address: str) -> str:
    return "postgresql+psycopg://" + address.partition("://")[2]


def programs() -> Path | None:
    """The folder with the newest `initdb` and `postgres`: on PATH, or where Debian has them."""
    found = [*map(shutil.which, ("initdb",)), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))]
    return next((Path(p).parent for p in reversed(found) if p), None)


def missing() -> str | None:
    """Why there can be no server; None where there can be one."""
    if os.environ.get(GIVEN) or (programs() and shutil.which("setpriv")):
        return None
    return f"there is no PostgreSQL here: on Debian, apt-get install postgresql; or give a server's address in {GIVEN}"


@contextmanager
def cluster(*, safe: bool = False, folder: Path | None = None) -> Iterator[Cluster]:
    """The server that the environment names, or one of our own, with its socket and files in a folder of its own.

    It writes nothing to the disk before it must, unless it is to be `safe`, as one that keeps a record is.
    """
    if given := os.environ.get(GIVEN):
        yield Cluster(given)
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-pg-", dir=folder, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.getuid() == 0:
            # PostgreSQL does not run as root.
            shutil.chown(folder, "postgres")
        user = "postgres" if os.getuid() == 0 else getpass.getuser()
        initdb = [*_as(user), f"{programs()}/initdb", "-D", made + "/data", "-U", "onrecord", "-A", "trust", "-N"]
        locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run([*initdb, *locale], check=True, capture_output=True, cwd=made)
        server = subprocess.Popen(_server(folder, user, safe=safe), stderr=subprocess.DEVNULL, cwd=made)
        try:
            started = Cluster(f"postgresql://onrecord@/postgres?host={made}")
            _await(started)
            yield started
        finally:
            # At once: whoever is still connected is a test that has ended.
            server.send_signal(signal.SIGQUIT)
            server.wait()


def _as(user: str) -> list[str]:
    """Ends with the tests, even where they are killed."""
    change = ["--reuid", user, "--regid", user, "--clear-groups"] if os.getuid() == 0 else []
    return ["setpriv", "--pdeathsig", "INT", *change]


def _server(folder: Path, user: str, *, safe: bool) -> list[str]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "timezone": "Asia/Pyongyang"}
    careless = {} if safe else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [f"--{name}={value}" for name, value in (settings | careless).items()]
    return [*_as(user), f"{programs()}/postgres", "-D", str(folder / "data"), *options]


def _await(server: Cluster) -> None:
    engine = create_engine(_by_psycopg(server.address))
    until = time.monotonic() + START
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            engine.dispose()
            return


if __name__ == "__main__":
    sys.stdout.write(f"NOT RUN on PostgreSQL, on SQLite only: {missing()}\n" if missing() else "")
