"""One page from a URL, with every exchange on the way: politely, within limits, and from public addresses only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from onrecord.capture._addresses import NotPublic, Refused, check_public_host, parsed, without_credentials
from onrecord.capture._connect import Overdue, Stream
from onrecord.capture._exchange import Fetched, Unchanged, Unpacking
from onrecord.capture._robots import ALL_ALLOWED, NONE_ALLOWED, Robots, read_robots
from onrecord.capture._web import PRODUCT, Limits
from onrecord.model import Exchange, Rejected, Validators

if TYPE_CHECKING:
    from datetime import datetime

    from onrecord.capture._files import Clock
    from onrecord.capture._web import Web

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGES = frozenset({200, 203})
_NOT_MODIFIED = 304
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_CLOSED_TO_US = frozenset({401, 402, 403, 407, 451})
_CLIENT_ERRORS = range(400, 500)
_URL_SIGNS = "%/:?#[]@!$&'()*+,;="
# Seconds before the second try; doubled before each later one.
_FIRST_WAIT = 1.0
# RFC 9309, 2.4: rules are not kept longer than a day. Those that could not be had are asked for again sooner.
_RULES_LAST = 86_400.0
_NO_RULES_LAST = 600.0
# Of a robots.txt: ten times what is read of it, and a fair time for so little.
_RULES_SIZE = 5_000_000
_RULES_TIME = 30.0
_ACCEPT = {
    b"Accept": b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    # Only what can be unpacked piece by piece with a limit.
    b"Accept-Encoding": b"gzip, deflate",
}


class _Again(Exception):  # noqa: N818 - not an error of ours: the server may do better in a while
    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def fetch(
    url: str, web: Web, clock: Clock, *, limits: Limits | None = None, known: Validators | None = None
) -> Fetched | Unchanged | Rejected:
    """The page at a URL, or that it is unchanged since `known` was given, or why it cannot be had. Never raises.

    Redirects are followed, and each is checked and recorded. Transport faults, 429 and 5xx are tried again after a
    wait that doubles or that the server names (Retry-After, RFC 9110, 10.2.3). robots.txt is heeded as in RFC 9309.
    """
    limits = limits or Limits()
    shown = without_credentials(url)
    reason = ""
    for attempt in range(1, limits.attempts + 1):
        try:
            return _Try(web, clock, limits, known).page(url)
        except Refused as no:
            return Rejected(shown, str(no))
        except _Again as fault:
            reason = str(fault)
            wait = _FIRST_WAIT * 2 ** (attempt - 1) if fault.wait is None else fault.wait
        if wait > limits.wait:
            return Rejected(shown, f"{reason} and asks to wait {wait:.0f} s; try again after that")
        if attempt < limits.attempts:
            web.sleep(wait)
    times = f" in {limits.attempts} tries" if limits.attempts > 1 else ""
    return Rejected(shown, f"{reason}{times}; try again later")


@dataclass(slots=True)
class _Try:
    """One try at one page. `left`: seconds of the total time that are not used up."""

    web: Web
    clock: Clock
    limits: Limits
    known: Validators | None = None
    left: float = 0.0

    def page(self, url: str) -> Fetched | Unchanged:
        self.web.client.cookies.clear()
        exchanges, body = self.follow(url, heed=self.web.manners.robots)
        last = exchanges[-1]
        asked = without_credentials(url)
        if last.status == _NOT_MODIFIED and self._conditions(last.url):
            return Unchanged(asked, exchanges)
        _check_status(last, self.clock())
        if not body:
            raise Refused("the server answered with an empty page; look at the URL in a browser")
        return Fetched(asked, exchanges, body)

    def follow(self, url: str, *, heed: bool) -> tuple[tuple[Exchange, ...], bytes]:
        """Every exchange up to the one that is no redirect, and the body of that one."""
        self.left = self.limits.total
        done: list[Exchange] = []
        visited: set[str] = set()
        while True:
            target = self._checked(url, redirected=bool(done))
            delay = self._heed(target).delay if heed else None
            # Redirects within a host are one visit, as for a browser.
            if heed and target.host not in visited:
                self.web.wait_turn(target.host, delay)
            visited.add(target.host)
            exchange, body = self._exchange(target)
            done.append(exchange)
            location = exchange.header("Location")
            if exchange.status not in _REDIRECTS or not location:
                return tuple(done), body
            if len(done) > self.limits.redirects:
                raise Refused(f"redirected more than {self.limits.redirects} times; look at the URL in a browser")
            url = _joined(target, location)

    def _checked(self, url: str, *, redirected: bool) -> httpx.URL:
        try:
            target = parsed(url)
            if not self.web.manners.private:
                check_public_host(target.host)
        except Refused as no:
            where = f"redirected to {without_credentials(url)[:200]!r}: " if redirected else ""
            raise type(no)(f"{where}{no}") from no
        return target

    def _heed(self, target: httpx.URL) -> Robots:
        site = str(target.copy_with(raw_path=b"/"))
        rules = self.web.rules(site) or self._ask_rules(site)
        if not rules.allows(target.raw_path.decode("ascii")):
            unreachable = rules is NONE_ALLOWED
            what = "cannot be had, which forbids all pages" if unreachable else "forbids this page to programs"
            raise Refused(f"robots.txt of {target.host} {what}; save the page in a browser and give its file")
        return rules

    def _ask_rules(self, site: str) -> Robots:
        """RFC 9309, 2.3.1: where there is no such file all is allowed; where it cannot be reached, nothing."""
        limits = replace(self.limits, size=_RULES_SIZE, total=min(_RULES_TIME, self.limits.total))
        try:
            exchanges, body = _Try(self.web, self.clock, limits).follow(f"{site}robots.txt", heed=False)
        except NotPublic:
            raise
        except Refused:
            return self.web.keep_rules(site, NONE_ALLOWED, _NO_RULES_LAST)
        status = exchanges[-1].status
        if status in _PAGES:
            return self.web.keep_rules(site, read_robots(body, PRODUCT), _RULES_LAST)
        if status in _CLIENT_ERRORS:
            return self.web.keep_rules(site, ALL_ALLOWED, _RULES_LAST)
        return self.web.keep_rules(site, NONE_ALLOWED, _NO_RULES_LAST)

    def _conditions(self, url: str) -> dict[bytes, bytes]:
        """Validators belong to one URL; sent to another, they could be taken for that page's own."""
        if self.known is None or self.known.url != url:
            return {}
        pairs = {b"If-None-Match": self.known.etag, b"If-Modified-Since": self.known.last_modified}
        # As they were decoded: a tag is whatever bytes the server likes.
        return {name: value.encode("latin-1", errors="replace") for name, value in pairs.items() if value}

    def _exchange(self, target: httpx.URL) -> tuple[Exchange, bytes]:
        limits = self.limits
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        request = self._request(target, timeout)
        at, started = self.clock(), self.web.now()
        self.web.deadline.set(self.left)
        try:
            response = self.web.client.send(request, stream=True)
            try:
                answer = self._received(response)
            finally:
                response.close()
        except Overdue:
            raise Refused(f"took longer than {limits.total:g} s; try again later") from None
        except httpx.TimeoutException as error:
            raise _Again(f"{target.host} did not answer in time") from error
        except httpx.TransportError as error:
            raise _connection_fault(target, error) from error
        finally:
            self.web.deadline.set(math.inf)
        seconds = self.web.now() - started
        self.left -= seconds
        return _exchange_of(request, response, answer.raw, self._address(response), (at, seconds)), answer.body

    def _request(self, target: httpx.URL, timeout: httpx.Timeout) -> httpx.Request:
        headers = {b"User-Agent": self.web.manners.agent.encode(), **_ACCEPT, **self._conditions(str(target))}
        return self.web.client.build_request("GET", target, headers=headers, timeout=timeout)

    def _received(self, response: httpx.Response) -> Unpacking:
        answer = Unpacking(response.headers.get("Content-Encoding"), self.limits.size)
        for some in response.iter_raw():
            answer.add(some)
        answer.end()
        return answer

    def _address(self, response: httpx.Response) -> str | None:
        stream = response.extensions.get("network_stream")
        return stream.address if isinstance(stream, Stream) and not self.web.proxied else None


def _exchange_of(
    request: httpx.Request, response: httpx.Response, raw: bytes, address: str | None, when: tuple[datetime, float]
) -> Exchange:
    version = response.extensions.get("http_version", b"HTTP/1.1")
    phrase = response.extensions.get("reason_phrase", response.reason_phrase.encode("ascii", "replace"))
    return Exchange(
        url=str(request.url),
        request_line=b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path),
        request_headers=tuple(request.headers.raw),
        status=response.status_code,
        status_line=b"%s %d %s" % (version, response.status_code, phrase),
        headers=tuple(response.headers.raw),
        body=raw,
        address=address,
        at=when[0],
        seconds=when[1],
    )


def _joined(target: httpx.URL, location: str) -> str:
    """Where a redirect leads. More than ASCII is taken for UTF-8, and else for the bytes of a path."""
    raw = location.encode("latin-1")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raw = quote(raw, safe=_URL_SIGNS).encode()
    try:
        return str(target.join(raw.decode("utf-8")))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused(f"redirected to what is no URL: {location[:200]!r}; look at the URL in a browser") from error


def _connection_fault(target: httpx.URL, error: httpx.TransportError) -> Exception:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Refused(f"the certificate of {target.host} is not valid; look at the URL in a browser")
    return _Again(f"no page came from {target.host}: {' '.join(str(error).split())[:200]}")


def _check_status(last: Exchange, now: datetime) -> None:
    if last.status in _PAGES:
        return
    answered = f"the server answered {last.status_line.partition(b' ')[2].decode('latin-1')[:100]}"
    if last.status in _TRY_AGAIN:
        raise _Again(answered, _wait(last.header("Retry-After"), now))
    if last.status in _CLOSED_TO_US:
        raise Refused(f"{answered}; save the page in a browser and give its file")
    raise Refused(f"{answered}; check the URL")


def _wait(asked: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After names, as a number or as a date."""
    if not asked:
        return None
    if asked.isascii() and asked.isdigit():
        # A longer number is no time that anybody waits, and the largest float has 308 digits.
        return float(asked[:10])
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
