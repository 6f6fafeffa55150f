"""A page is fetched from a server that behaves, and ended with a reason from one that does not."""

from __future__ import annotations

import gzip
import random
import time
import zlib
from typing import TYPE_CHECKING

import pytest
from making import START
from serving import page, redirect, serving

from onrecord.capture._addresses import Refused
from onrecord.capture._exchange import Fetched, Unchanged, Unpacking
from onrecord.capture._fetch import fetch
from onrecord.capture._web import Limits, Manners, Web
from onrecord.model import OnRecordError, Rejected, Validators

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from datetime import datetime

    from serving import Answer

pytestmark = pytest.mark.enable_socket
HEAD = b"HTTP/1.1 200 OK\r\n"
QUICK = Limits(size=100_000, connect=2, read=0.5, total=1, attempts=1)


def clock() -> datetime:
    return START


class Slept(list[float]):
    """Waits that are noted, not waited; time passes by them alone."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def web() -> Iterator[Web]:
    """A way to a server on this machine, without robots.txt and without waiting."""
    with Web.open(Manners(private=True, robots=False, delay=0)) as way:
        way.sleep = Slept()
        yield way


def slept(web: Web) -> list[float]:
    assert isinstance(web.sleep, Slept)
    return list(web.sleep)


def rejected(outcome: object) -> str:
    assert isinstance(outcome, Rejected), outcome
    assert "\n" not in outcome.reason
    return outcome.reason


def test_a_page_is_kept_with_all_that_went_over_the_wire(web: Web) -> None:
    with serving(a=page(b"hello", b"Content-TYPE: text/html; charset=koi8-r", b"X-Odd:  two ")) as server:
        outcome = fetch(f"{server.url}/a#part", web, clock)
    assert isinstance(outcome, Fetched)
    sent = outcome.last
    head = b"\r\n".join([sent.request_line, *(b"%s: %s" % pair for pair in sent.request_headers)])
    assert server.asked == [head + b"\r\n\r\n"]
    assert b"User-Agent: onrecord/" in head
    assert sent.status_line == b"HTTP/1.1 200 OK"
    assert sent.headers[1:] == ((b"Content-TYPE", b"text/html; charset=koi8-r"), (b"X-Odd", b"two"))
    assert (sent.body, outcome.body, sent.address, sent.at) == (b"hello", b"hello", "127.0.0.1", START)
    capture = outcome.capture()
    assert (capture.body, capture.url, capture.path) == (b"hello", f"{server.url}/a", f"{server.url}/a#part")
    assert (capture.media_type, capture.fetched) == ("text/html; charset=koi8-r", START)


def test_no_damaged_answer_makes_it_raise(web: Web) -> None:
    """Bytes flipped, cut and put into good answers: a page or a reason comes back, and soon."""
    chance = random.Random(16)  # noqa: S311 - no secret
    good = [
        page(gzip.compress(b"hello" * 50), b"Content-Encoding: gzip", b'ETag: "\xe9\xff"', b"Set-Cookie: a=b; path=/"),
        redirect("http://127.0.0.1/caf\xe9?x#y", b"303 X"),
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ]
    for n in range(150):
        body = bytearray(good[n % 3])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))

        def damaged(connection: socket.socket, body: bytes = bytes(body)) -> None:
            connection.sendall(body)

        with serving(a=damaged) as server:
            known = Validators(f"{server.url}/a", '"\xe9\u4e00', "\xff")
            outcome = fetch(f"{server.url}/a", web, clock, limits=QUICK, known=known)
        assert isinstance(outcome, Fetched | Unchanged | Rejected)


@pytest.mark.parametrize(
    ("to", "path"), [(b"/caf\xc3\xa9", "/caf%C3%A9"), (b"/caf\xe9%20", "/caf%E9%20"), (b"?q=\xff", "/a?q=%FF")]
)
def test_a_redirect_may_hold_more_than_ascii(web: Web, to: bytes, path: str) -> None:
    with serving(
        a=page(b"", b"Location: " + to, status=b"302 Found"), **{path.removeprefix("/"): page(b"x")}
    ) as server:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched), outcome


def test_redirects_are_followed_and_recorded(web: Web) -> None:
    with serving(a=redirect("b", b"301 Moved"), b=redirect("/c?d=e", b"307 X"), **{"c?d=e": page(b"end")}) as server:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched)
    assert [(e.url.removeprefix(server.url), e.status) for e in outcome.exchanges] == [
        ("/a", 301),
        ("/b", 307),
        ("/c?d=e", 200),
    ]
    assert outcome.body == b"end"


def test_a_redirect_loop_ends(web: Web) -> None:
    with serving(a=redirect("/b"), b=redirect("/a")) as server:
        reason = rejected(fetch(f"{server.url}/a", web, clock))
        assert len(server.asked) == 11
    assert reason == "redirected more than 10 times; look at the URL in a browser"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://127.0.0.2/", "127.0.0.2 is a loopback address"),
        ("http://localhost/", "localhost is a name of this machine"),
        ("http://[::1]/", "::1 is a loopback address"),
        ("http://[::ffff:169.254.169.254]/latest", "is a link-local address"),
        ("http://2130706433/", "address in disguise"),
        ("http://inside.example/", "inside.example stands for 10.0.0.8, a private address"),
        ("file:///etc/passwd", "only http and https"),
        ("http://u:secret@other.example/", "user name or password"),
        ("http://[", "not a host name"),
        ("http://other.example:99999/", "no port 99999"),
        ("http://" + "x" * 9000, "longer than"),
    ],
)
def test_a_redirect_to_where_none_may_go_is_refused(to: str, why: str) -> None:
    """The first server is taken for a public one, as nothing else can be reached in a test."""
    names = {"news.example": "127.0.0.1", "inside.example": "10.0.0.8"}
    with serving(a=redirect(to)) as server, _through(names, public="127.0.0.1") as web:
        outcome = fetch(f"http://news.example:{server.port}/a", web, clock, limits=QUICK)
        assert len(server.asked) == 1
    assert why in rejected(outcome)
    assert "secret" not in str(outcome)


def _through(names: dict[str, str], public: str) -> Web:
    """A way on which one address of this machine counts as public: the resolver is the seam, the check is ours."""
    from onrecord.capture import _connect as connect  # noqa: PLC0415 - only for its parts

    class Backend(connect.CheckedBackend):
        def _addresses(self, host: str, port: int) -> list[str]:
            return [public] if names.get(host) == public else super()._addresses(host, port)

    deadline = connect.Deadline()
    backend = Backend(lambda host, _: [names[host]], deadline)
    return Web(connect.open_client(backend), Manners(robots=False, delay=0), deadline, sleep=Slept())


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])
def test_a_name_that_stands_for_a_private_address_is_not_asked(address: str) -> None:
    with serving(a=page(b"secret")) as server, Web.open(Manners(robots=False), resolve=lambda *_: [address]) as web:
        reason = rejected(fetch(f"http://news.example:{server.port}/a", web, clock, limits=QUICK))
        assert server.asked == []
    assert reason.startswith(f"news.example stands for {address}, ")


def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_server_says_next() -> None:
    """Rebinding: public when it is checked, private when it is connected to. It is asked once, and once only."""
    said: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        said.append(f"{host}:{port}")
        # 192.0.2.0/24 is for documentation; 198.51.100.1 likewise. 203.0.114.1 is public and answers nobody here.
        return ["203.0.114.1"] if len(said) == 1 else ["127.0.0.1"]

    with serving(a=page(b"secret")) as server, Web.open(Manners(robots=False), resolve=resolve) as web:
        limits = Limits(connect=0.2, total=1, attempts=1)
        first = fetch(f"http://news.example:{server.port}/a", web, clock, limits=limits)
        assert said == [f"news.example:{server.port}"]
        second = fetch(f"http://news.example:{server.port}/a", web, clock, limits=limits)
        assert server.asked == []
    assert isinstance(first, Rejected)
    assert "127.0.0.1, a loopback address" in rejected(second)


def test_private_addresses_are_asked_when_allowed_and_only_then() -> None:
    with serving(a=page(b"inside")) as server:
        with Web.open(Manners(robots=False)) as web:
            assert "loopback" in rejected(fetch(f"{server.url}/a", web, clock))
        with Web.open(Manners(robots=False, private=True)) as web:
            assert isinstance(fetch(f"{server.url}/a", web, clock), Fetched)


def endless(head: bytes, piece: bytes, pause: float = 0) -> Answer:
    """Longer than any test waits, but no longer, so that one of a broken fetch fails instead of waiting for ever."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        until = time.monotonic() + 6
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (endless(HEAD + b"\r\n", b"x" * 65536), "over the limit of 0.1 MB a page"),
        (endless(HEAD + b"Content-Length: 99999999999\r\n\r\n", b"x" * 65536), "over the limit of 0.1 MB"),
        (
            endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
            "over the limit of 0.1 MB",
        ),
        (endless(HEAD, b"X-Long: " + b"y" * 4000 + b"\r\n"), "no page came from 127.0.0.1"),
        (endless(HEAD + b"X: ", b"y" * 65536), "no page came from 127.0.0.1"),
        (endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.01), "took longer than 1 s"),
        (endless(HEAD + b"\r\n", b"x", 0.05), "took longer than 1 s"),
        (endless(HEAD, b"X-A: b\r\n", 0.05), "took longer than 1 s"),
        (endless(HEAD + b"Content-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08" + b"\0" * 7, 0.05), "cannot be unpacked"),
        (endless(b"", b"", 0.05), "did not answer in time"),
        (endless(b"SSH-2.0-OpenSSH\r\n", b"\r\n"), "no page came from 127.0.0.1"),
    ],
    ids=["bytes", "length", "chunks", "headers", "a header", "1xx", "drip", "dripped head", "gzip", "silence", "ssh"],
)
def test_what_never_ends_is_ended_with_its_reason(web: Web, answer: Answer, why: str) -> None:
    with serving(a=answer) as server:
        start = time.monotonic()
        reason = rejected(fetch(f"{server.url}/a", web, clock, limits=QUICK))
        assert time.monotonic() - start < 3
    assert why in reason


@pytest.mark.slow
def test_one_byte_a_second_ends_when_the_time_is_up(web: Web) -> None:
    """Each byte comes well within the time for a silence; only the total time ends it."""
    with serving(a=endless(HEAD + b"\r\n", b"x", 1)) as server:
        start = time.monotonic()
        reason = rejected(fetch(f"{server.url}/a", web, clock, limits=Limits(read=20, total=3)))
        assert 2.5 < time.monotonic() - start < 4.5
    assert reason == "took longer than 3 s; try again later"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_page_of_many_megabytes_below_the_limit_comes_whole(web: Web, encoding: str) -> None:
    body = b"<p>" + b"".join(b"%d words of a long page\n" % n for n in range(600_000))
    sent = page(gzip.compress(body, 1), b"Content-Encoding: gzip") if encoding else page(body)
    with serving(a=sent) as server:
        whole = fetch(f"{server.url}/a", web, clock, limits=Limits(size=len(body)))
        assert isinstance(whole, Fetched)
        assert whole.body == body
        why = rejected(fetch(f"{server.url}/a", web, clock, limits=Limits(size=len(body) - 1)))
    assert why.startswith("unpacks to more than" if encoding else "over the limit of")


def packed(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body)
    if encoding == "deflate":
        return zlib.compress(body)
    raw = zlib.compressobj(wbits=-15)
    return raw.compress(body) + raw.flush()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_a_packed_page_is_unpacked_and_kept_as_it_came(web: Web, encoding: str) -> None:
    body = packed(b"a page " * 1000, encoding)
    with serving(a=page(body, b"Content-Encoding: " + encoding.rsplit(maxsplit=1)[-1].encode())) as server:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"a page " * 1000
    assert outcome.last.body == body


@pytest.mark.parametrize(
    ("body", "encoding", "why"),
    [
        (gzip.compress(b"\0" * 50_000_000), b"gzip", "unpacks to more than 0.1 MB"),
        (zlib.compress(b"\0" * 50_000_000), b"deflate", "unpacks to more than 0.1 MB"),
        (packed(b"\0" * 50_000_000, "raw"), b"deflate", "unpacks to more than 0.1 MB"),
        (gzip.compress(gzip.compress(b"\0" * 50_000_000)), b"gzip, gzip", "packed as 'gzip, gzip', not asked for"),
        (gzip.compress(b"page")[:-6], b"gzip", "cut off before its end"),
        (b"plain text", b"gzip", "cannot be unpacked from gzip"),
        (gzip.compress(b"") * 3000, b"gzip", "packed in more pieces"),
        (b"\x0b\x02\x80page\x03", b"br", "packed as 'br', not asked for"),
    ],
    ids=["gzip bomb", "zlib bomb", "deflate bomb", "twice packed", "cut", "not packed", "pieces", "brotli"],
)
def test_what_cannot_be_unpacked_within_the_limit_is_said(web: Web, body: bytes, encoding: bytes, why: str) -> None:
    with serving(a=page(body, b"Content-Encoding: " + encoding)) as server:
        reason = rejected(fetch(f"{server.url}/a", web, clock, limits=QUICK))
    assert why in reason


def test_no_more_of_a_bomb_is_unpacked_than_the_limit() -> None:
    unpacking = Unpacking("gzip", limit=1000)
    with pytest.raises(Refused, match="unpacks to more than"):
        unpacking.add(gzip.compress(b"\0" * 500_000))
    assert len(unpacking.body) == 1001


def test_several_gzip_members_are_one_page(web: Web) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two")
    with serving(a=page(body, b"Content-Encoding: gzip")) as server:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"one two"


def test_an_unchanged_page_is_said_to_be_and_a_changed_one_comes_whole(web: Web) -> None:
    """The server's answer changes between two requests: first the same tag, then another page under another."""
    answers: list[Answer | bytes] = [
        page(b"one", b'ETag: "1"', b"Last-Modified: Wed, 16 Oct 2024 09:00:00 GMT"),
        b"",
        b"",
    ]
    answers[1] = page(b"", b'ETag: "1"', status=b"304 Not Modified").replace(b"Content-Length: 0\r\n", b"")
    answers[2] = page(b"two", b'ETag: "2"')
    with serving(a=answers) as server:
        first = fetch(f"{server.url}/a", web, clock)
        assert isinstance(first, Fetched)
        second = fetch(f"{server.url}/a", web, clock, known=first.validators)
        third = fetch(f"{server.url}/a", web, clock, known=first.validators)
        assert b'If-None-Match: "1"\r\n' in server.asked[1]
        assert b"If-Modified-Since: Wed, 16 Oct 2024 09:00:00 GMT\r\n" in server.asked[1]
        assert b"If-" not in server.asked[0]
    assert isinstance(second, Unchanged)
    assert isinstance(third, Fetched)
    assert (third.body, third.validators.etag) == (b"two", '"2"')


def test_validators_of_another_url_are_not_sent(web: Web) -> None:
    with serving(a=page(b"one")) as server:
        fetch(f"{server.url}/a", web, clock, known=Validators(f"{server.url}/b", '"1"', "x"))
        assert b"If-" not in server.asked[0]


def test_not_modified_without_having_asked_is_no_page(web: Web) -> None:
    with serving(a=b"HTTP/1.1 304 Not Modified\r\n\r\n") as server:
        assert "304 Not Modified" in rejected(fetch(f"{server.url}/a", web, clock))


def test_a_server_that_asks_to_wait_is_waited_for(web: Web) -> None:
    slow_down = page(b"", b"Retry-After: 7", status=b"429 Too Many Requests")
    with serving(a=[slow_down, page(b"", status=b"503 Busy"), page(b"here")]) as server:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched)
    assert slept(web) == [7.0, 2.0]


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("3600", 3600), ("Wed, 16 Oct 2024 10:00:00 GMT", 3600), ("9" * 400, 9_999_999_999)],
)
def test_nobody_waits_longer_than_the_bound(web: Web, asked: str, seconds: int) -> None:
    answer = page(b"", b"Retry-After: " + asked.encode(), status=b"429 Too Many Requests")
    with serving(a=answer) as server:
        reason = rejected(fetch(f"{server.url}/a", web, clock))
        assert len(server.asked) == 1
    assert reason == f"the server answered 429 Too Many Requests and asks to wait {seconds} s; try again after that"
    assert slept(web) == []


@pytest.mark.parametrize(
    ("answer", "tries", "why"),
    [
        (page(b"", status=b"500 Oh"), 3, "the server answered 500 Oh in 3 tries; try again later"),
        (page(b"", b"Retry-After: soon", status=b"503 Oh"), 3, "the server answered 503 Oh in 3 tries"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut", 3, "no page came from 127.0.0.1: "),
        (page(b"", status=b"404 Not Found"), 1, "the server answered 404 Not Found; check the URL"),
        (page(b"", status=b"410 Gone"), 1, "the server answered 410 Gone; check the URL"),
        (page(b"", status=b"403 Forbidden"), 1, "save the page in a browser and give its file"),
        (page(b"x", status=b"206 Partial"), 1, "the server answered 206 Partial"),
        (page(b""), 1, "the server answered with an empty page"),
    ],
)
def test_faults_that_may_pass_are_tried_again_and_others_are_not(web: Web, answer: bytes, tries: int, why: str) -> None:
    def cut(connection: socket.socket) -> None:
        connection.sendall(answer)

    # Only what is cut needs the connection closed after it.
    with serving(a=cut if b"Content-Length: 9" in answer else answer) as server:
        reason = rejected(fetch(f"{server.url}/a", web, clock))
        assert len(server.asked) == tries
    assert why in reason


ROBOTS = page(b"User-agent: *\nDisallow: /closed\nCrawl-delay: 3\n")


def polite(private_delay: float = 1) -> tuple[Web, Slept]:
    slept = Slept()
    web = Web.open(Manners(private=True, delay=private_delay))
    web.sleep = slept
    web.now = lambda: sum(slept)
    return web, slept


def test_what_robots_txt_forbids_is_not_asked() -> None:
    web, _ = polite()
    with serving(robots=ROBOTS, closed=page(b"x"), a=redirect("/closed"), open=page(b"x")) as server, web:
        for path in ("closed", "a"):
            assert "forbids this page to programs" in rejected(fetch(f"{server.url}/{path}", web, clock))
        assert isinstance(fetch(f"{server.url}/open", web, clock), Fetched)
        assert server.paths() == ["/robots.txt", "/a", "/open"]


def test_pages_of_one_host_are_asked_for_with_a_pause_between() -> None:
    web, slept = polite()
    with serving(robots=ROBOTS, a=page(b"x"), b=page(b"x")) as server, web:
        for path in ("a", "b", "a"):
            assert isinstance(fetch(f"{server.url}/{path}", web, clock), Fetched)
    assert slept == [3.0, 3.0]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (page(b"", status=b"404 Not Found"), True),
        (page(b"", status=b"403 Forbidden"), True),
        (page(b"", status=b"500 Oh"), False),
        (page(b"", status=b"503 Busy"), False),
        (redirect("/rules"), False),
        (redirect("/robots.txt"), False),
        (page(gzip.compress(b"\n" * 50_000_000), b"Content-Encoding: gzip"), False),
        (page(b"User-agent: *\nDisallow:\n" + b"#" * 600_000), True),
    ],
    ids=["404", "403", "500", "503", "redirect", "loop", "bomb", "long"],
)
def test_rules_that_are_not_there_allow_and_rules_that_cannot_be_had_forbid(robots: bytes, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    web, _ = polite()
    rules = page(b"User-agent: onrecord\nDisallow: /")
    with serving(robots=robots, rules=rules, a=page(b"x")) as server, web:
        outcome = fetch(f"{server.url}/a", web, clock)
    assert isinstance(outcome, Fetched) is allowed
    if not allowed:
        assert "robots.txt of 127.0.0.1" in rejected(outcome)


def test_robots_txt_that_redirects_inwards_is_refused_like_a_page() -> None:
    with serving(robots=redirect("http://127.0.0.2/robots.txt"), a=page(b"x")) as server:
        web = _through({"news.example": "127.0.0.1"}, public="127.0.0.1")
        web.manners = Manners(delay=0)
        with web:
            outcome = fetch(f"http://news.example:{server.port}/a", web, clock, limits=QUICK)
        assert server.paths() == ["/robots.txt"]
    assert "127.0.0.2 is a loopback address" in rejected(outcome)


def test_rules_are_asked_for_again_after_a_day() -> None:
    web, slept = polite()
    with serving(robots=ROBOTS, a=page(b"x")) as server, web:
        for _ in range(2):
            fetch(f"{server.url}/a", web, clock)
        slept.append(90_000)
        fetch(f"{server.url}/a", web, clock)
        assert server.paths().count("/robots.txt") == 2


def test_cookies_last_for_one_page_only(web: Web) -> None:
    with serving(a=page(b"", b"Set-Cookie: who=you", b"Location: /b", status=b"302 Found"), b=page(b"x")) as server:
        for _ in range(2):
            fetch(f"{server.url}/a", web, clock)
    assert [b"Cookie: who=you" in head for head in server.asked] == [False, True, False, True]


def test_a_cookie_of_any_bytes_stops_nothing(web: Web) -> None:
    odd = page(b"", b"Set-Cookie: a=\xe9\xff", b"Location: /b", status=b"302 Found")
    with serving(a=odd, b=page(b"x")) as server:
        assert isinstance(fetch(f"{server.url}/a", web, clock), Fetched)


def test_of_several_addresses_only_public_ones_are_asked() -> None:
    with serving(a=page(b"secret")) as server:
        web = Web.open(Manners(robots=False), resolve=lambda *_: ["203.0.114.1", "127.0.0.1"])
        with web:
            limits = Limits(connect=0.2, total=1, attempts=1)
            outcome = fetch(f"http://news.example:{server.port}/a", web, clock, limits=limits)
        assert server.asked == []
    assert isinstance(outcome, Rejected)


def test_a_proxy_is_asked_where_one_is_given() -> None:
    """The proxy is on this machine and may be; what is written in the URL is checked all the same."""
    answers = {"http://news.example/a": page(b"by proxy")}
    with serving(**answers) as server:
        server.answers = {key.removeprefix("/"): answer for key, answer in server.answers.items()}
        with Web.open(Manners(robots=False), proxy=server.url) as web:
            outcome = fetch("http://news.example/a", web, clock)
            inward = fetch("http://127.0.0.1/", web, clock)
        assert len(server.asked) == 1
    assert isinstance(outcome, Fetched)
    assert (outcome.body, outcome.last.address) == (b"by proxy", None)
    assert "loopback" in rejected(inward)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9050", "nonsense", "http://[", ""])
def test_a_proxy_that_cannot_be_used_is_said(proxy: str) -> None:
    with pytest.raises(OnRecordError, match="the proxy cannot be used"):
        Web.open(proxy=proxy)


@pytest.mark.parametrize("contact", [None, "https://desk.example/bots"])
def test_the_user_agent_says_who_asks(contact: str | None) -> None:
    agent = Manners(contact=contact).agent
    assert agent.startswith("onrecord/")
    assert agent.endswith(" (+https://desk.example/bots)") is bool(contact)
