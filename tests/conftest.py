"""Ledgers of both kinds: what is tested of one is tested of the other."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from clusters import Cluster, cluster, missing
from hypothesis import settings
from sqlalchemy import make_url

from onrecord.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# How long an example takes is the machine's business; what must be quick is timed by tests of its own.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server; where there can be none, the test is skipped."""
    if why := missing():
        pytest.skip(why)
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def migrated(postgres: Cluster) -> Iterator[str]:
    """The name of a database with the tables of a ledger and nothing in them, to be copied."""
    with postgres.database() as address:
        Ledger.open(address).close()
        yield str(make_url(address).database)


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Addresses of ledgers with nothing in them, in files or on a server."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path_factory.mktemp("ledger") / "ledger.sqlite")
        return
    server: Cluster = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("migrated")
    with ExitStack() as made:
        yield lambda: made.enter_context(server.database(template))


@pytest.fixture
def ledger(fresh: Callable[[], str]) -> Iterator[Ledger]:
    """A ledger with nothing in it, of either kind."""
    opened = Ledger.open(fresh())
    yield opened
    opened.close()


@pytest.fixture
def other(fresh: Callable[[], str]) -> Iterator[Ledger]:
    """A second ledger, of the same kind."""
    opened = Ledger.open(fresh())
    yield opened
    opened.close()


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Half of the tests left out is not told by a letter `s` in a line of dots."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(str(missing()) in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"NOT RUN on PostgreSQL: {count} tests; {missing()}", yellow=True)
