"""The way to the Web: the client, how we behave, what a page may cost, and whose turn it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib import metadata
from typing import TYPE_CHECKING, Self

import httpx

from onrecord.capture._addresses import Refused, resolve
from onrecord.capture._connect import CheckedBackend, Deadline, open_client
from onrecord.capture._files import DEFAULT_LIMIT
from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.capture._connect import Resolve
    from onrecord.capture._robots import Robots

PRODUCT = "onrecord"
"""The name by which robots.txt may speak to us."""

_LONGEST_DELAY = 30.0
"""Seconds between requests that a robots.txt can ask for; with more, a hundred pages of a site take over an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost. Sizes in bytes, times in seconds."""

    size: int = DEFAULT_LIMIT
    """Of the body, as received and as unpacked."""
    connect: float = 10
    read: float = 20
    """The longest silence."""
    total: float = 120
    """One try with its redirects: the time in which a page of full size comes over a line of 1.4 Mbit/s."""
    redirects: int = 10
    attempts: int = 3
    wait: float = 60
    """The longest Retry-After that is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave. `contact` (the user's URL or e-mail) is told to servers; `private` allows any address."""

    contact: str | None = None
    delay: float = 1.0
    """Seconds between two pages of one host."""
    robots: bool = True
    private: bool = False

    @property
    def agent(self) -> str:
        """The User-Agent."""
        version = f"{PRODUCT}/{metadata.version('onrecord')}"
        return f"{version} (+{self.contact})" if self.contact else version


@dataclass(slots=True)
class Web:
    """What outlives one fetch: the client, and the rules and turn of each host. For one thread; close it at the end."""

    client: httpx.Client
    manners: Manners = field(default_factory=Manners)
    deadline: Deadline = field(default_factory=Deadline)
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    proxied: bool = False
    _turns: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, tuple[float, Robots]] = field(default_factory=dict)

    @classmethod
    def open(cls, manners: Manners | None = None, proxy: str | None = None, resolve: Resolve = resolve) -> Web:
        """A way to the public Web (to any address where manners allow); no connection is opened yet.

        Through a proxy it is the proxy that resolves names: then only what is written in the URL is checked. Raises
        OnRecordError where the proxy's URL cannot be used.
        """
        manners = manners or Manners()
        deadline = Deadline()
        backend = CheckedBackend(resolve, deadline, private=manners.private or proxy is not None)
        try:
            client = open_client(backend, proxy)
        except (Refused, ValueError, httpx.InvalidURL) as error:
            raise OnRecordError(f"the proxy cannot be used: {error}; give it as http://host:port") from error
        return cls(client, manners, deadline, proxied=proxy is not None)

    def __enter__(self) -> Self:
        """Itself; leaving it closes every connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.client.close()

    def wait_turn(self, host: str, delay: float | None = None) -> None:
        """Sleep until the host may be asked again; from then on it may not until the delay is over."""
        now = self.now()
        turn = max(now, self._turns.get(host, now))
        if turn > now:
            self.sleep(turn - now)
        self._turns[host] = turn + max(self.manners.delay, min(delay or 0, _LONGEST_DELAY))

    def rules(self, site: str) -> Robots | None:
        """The rules of a site, where they are known and not too old."""
        until, rules = self._rules.get(site, (0.0, None))
        return rules if self.now() < until else None

    def keep_rules(self, site: str, rules: Robots, seconds: float) -> Robots:
        """The same rules, known from now for so long."""
        self._rules[site] = (self.now() + seconds, rules)
        return rules
