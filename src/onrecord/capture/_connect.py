"""Connections that go to exactly the address that was checked, and that end when their time is up.

A name is resolved once, its addresses are checked, and the connection is made to one of those checked: nothing that
the name server says in between can send it elsewhere. TLS and the Host header keep the name.
"""

from __future__ import annotations

import math
import threading
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, TypeVar

import httpcore
import httpx

from onrecord.capture._addresses import NotPublic, Refused, check_resolved, parsed, without_credentials

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator
    from http.cookiejar import Cookie
    from urllib.request import Request

    Resolve = Callable[[str, int], Iterable[str]]

T = TypeVar("T")

_TRIES = 4
"""Addresses of one host that are tried: two of each family, as large sites give; more would multiply the waiting."""


class Overdue(Exception):  # noqa: N818 - not an error of ours: the time given to the server is up
    """The total time of an exchange is up, however lively the connection."""


class Deadline(threading.local):
    """When what a thread is now doing on the network must end, on the clock `now` (seconds)."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._at = math.inf

    def set(self, seconds: float) -> None:
        """The time left from now."""
        self._at = self._now() + seconds

    def within(self, timeout: float | None) -> float | None:
        """The shorter of a timeout and the time left; raises Overdue where none is left."""
        left = self._at - self._now()
        if left <= 0:
            raise Overdue
        return timeout if math.isinf(left) else min(left, math.inf if timeout is None else timeout)


class Stream(httpcore.NetworkStream):
    """A connection to an address; every read and write on it also keeps to the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline, address: str) -> None:
        self.address = address
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As httpcore's; raises Overdue when the deadline is past."""
        return self._timed(lambda seconds: self._inner.read(max_bytes, seconds), timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As httpcore's; raises Overdue when the deadline is past."""
        self._timed(lambda seconds: self._inner.write(buffer, seconds), timeout)

    def close(self) -> None:
        """As httpcore's."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """As httpcore's: the name asked for and checked is the host's, not the address's."""
        start = self._inner.start_tls
        inner = self._timed(lambda seconds: start(ssl_context, server_hostname, seconds), timeout)
        return Stream(inner, self._deadline, self.address)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore's
        """As httpcore's."""
        return self._inner.get_extra_info(info)

    def _timed(self, act: Callable[[float | None], T], timeout: float | None) -> T:
        try:
            return act(self._deadline.within(timeout))
        except httpcore.TimeoutException:
            self._deadline.within(timeout)
            raise


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, unless `private` ones are allowed."""

    def __init__(self, resolve: Resolve, deadline: Deadline, *, private: bool = False) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._private = private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to an address of the host; raises NotPublic where none may be used.

        Raises httpcore's ConnectError or ConnectTimeout where there is none, or none of them answers.
        """
        fault: Exception = httpcore.ConnectError(f"the name {host} was not found")
        for address in self._addresses(host, port):
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore.NetworkStream:
        """Never."""
        raise Refused("sockets of this machine are not asked")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Those that may be used; where there are only others, NotPublic of the first is raised."""
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} was not found") from error
        if self._private:
            return found[:_TRIES]
        faults = {address: _fault(host, address) for address in found}
        public = [address for address, fault in faults.items() if fault is None]
        for fault in faults.values():
            if fault and not public:
                raise fault
        return public[:_TRIES]

    def _connect(self, address: str, port: int, timeout: float | None, *rest: Any) -> Stream:  # noqa: ANN401 - as above
        stream = self._plain.connect_tcp(address, port, self._deadline.within(timeout), *rest)
        return Stream(stream, self._deadline, address)


def _fault(host: str, address: str) -> NotPublic | None:
    try:
        check_resolved(host, address)
    except NotPublic as no:
        return no
    return None


class CheckedTransport(httpx.BaseTransport):
    """httpx over a pool of connections of our own making."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx's own transport: its exceptions are httpx's; Refused and Overdue pass through."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        asked = httpcore.Request(
            method=request.method,
            url=target,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = self._pool.handle_request(asked)
        except _HTTPCORE as error:
            raise _as_httpx(error) from error
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except _HTTPCORE as error:
            raise _as_httpx(error) from error

    def close(self) -> None:
        self._answer.close()


_HTTPCORE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
)


def _as_httpx(error: Exception) -> httpx.TransportError:
    """Both libraries are by the same authors and name their exceptions alike."""
    kind = getattr(httpx, type(error).__name__, httpx.TransportError)
    made = kind(str(error))
    return made if isinstance(made, httpx.TransportError) else httpx.TransportError(str(error))


def open_client(backend: httpcore.NetworkBackend, proxy: str | None = None) -> httpx.Client:
    """A client whose every connection is made by the backend, to the proxy where one is given; HTTP/1.1.

    Proxies and passwords of the environment are not heeded. Raises Refused or ValueError where the
    proxy's URL cannot be used.
    """
    # SSL_CERT_FILE is heeded: it is how a network with an authority of its own says so.
    context = httpx.create_ssl_context()
    if proxy is None:
        return _client(httpcore.ConnectionPool(ssl_context=context, network_backend=backend))
    url = httpx.URL(proxy)
    auth = (url.username.encode(), url.password.encode()) if url.userinfo else None
    bare = str(parsed(without_credentials(proxy)))
    return _client(httpcore.HTTPProxy(bare, proxy_auth=auth, ssl_context=context, network_backend=backend))


def _client(pool: httpcore.ConnectionPool) -> httpx.Client:
    jar = CookieJar(policy=_AsciiOnly())
    return httpx.Client(transport=CheckedTransport(pool), cookies=jar, trust_env=False, follow_redirects=False)


class _AsciiOnly(DefaultCookiePolicy):
    """A server may set a cookie of any bytes, but httpx raises where it is to be sent back."""

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        return super().set_ok(cookie, request) and all(
            part.isascii() for part in (cookie.name, cookie.value or "", cookie.path)
        )
