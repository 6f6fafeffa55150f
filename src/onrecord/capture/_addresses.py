"""Which URLs may be asked for at all, and which addresses may be connected to. No network here but `resolve`."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

LONGEST_URL = 8_190
"""Characters; Apache's and most servers' limit of a request line, so longer ones are answered by none."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
# Names that never leave the machine or the house: RFC 6761, RFC 6762, RFC 8375, and ICANN's reservation of `internal`.
_HOME_NAMES = ("localhost", "local", "home.arpa", "internal")
# The WHATWG URL standard reads a host whose last label is a number as an IPv4 address, in decimal, octal or hex.
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)

_ONLY_PUBLIC = "only public addresses are asked unless private ones are allowed"


class Refused(Exception):  # noqa: N818 - not an error: the answer no, with its reason
    """What is asked for will not be fetched. The message is one clear line; asking again gives the same."""


class NotPublic(Refused):
    """It is, or leads to, an address that is not one of the public Internet."""


def parsed(url: str) -> httpx.URL:
    """The URL without its fragment; raises Refused where it is not an http(s) URL that can be asked for safely."""
    if len(url) > LONGEST_URL:
        raise Refused(f"the URL is longer than {LONGEST_URL} characters; check it")
    try:
        given = httpx.URL(url.strip()).copy_with(fragment=None)
        host = given.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise Refused(f"not a URL that can be read ({error}); check it") from error
    if given.scheme not in ("http", "https"):
        raise Refused(f"only http and https are fetched, not {given.scheme or 'a URL without a scheme'!r}")
    if given.userinfo:
        raise Refused("the URL holds a user name or password; take them out: they would be kept with the page")
    if not host:
        raise Refused("the URL names no host; check it")
    if given.port is not None and not 0 < given.port < 2**16:
        raise Refused(f"there is no port {given.port}; check the URL")
    _check_host(host)
    return given


def without_credentials(url: str) -> str:
    """The URL as it may be shown and kept: a user name and password are left out."""
    head, slashes, rest = url.partition("//")
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    return f"{head}{slashes}{host}{rest[len(authority) :]}"


def check_public_host(host: str) -> None:
    """Raise NotPublic where the host, as written, is a private address or a name of this machine or house."""
    try:
        kind = not_public(host)
    except ValueError:
        home = f".{host.lower().rstrip('.')}".endswith(tuple(f".{name}" for name in _HOME_NAMES))
        kind = "a name of this machine or network" if home else None
    if kind:
        raise NotPublic(f"{host} is {kind}; {_ONLY_PUBLIC}")


def check_resolved(host: str, address: str) -> None:
    """Raise NotPublic where an address that a host's name stands for is not public, or is no address."""
    try:
        kind = not_public(address)
    except ValueError:
        kind = "which is no address"
    if kind:
        raise NotPublic(f"{host} stands for {address}, {kind}; {_ONLY_PUBLIC}")


def not_public(address: str) -> str | None:
    """What an IPv4 or IPv6 address is, where it is not one of the public Internet; None where it is.

    An IPv4 address carried within an IPv6 one (mapped, 6to4, Teredo, NAT64) is looked at in its stead. The kinds are
    those of the IANA special-purpose registries. Raises ValueError where it is no address.
    """
    return next((kind for meant in _carried(ip_address(address)) if (kind := _kind(meant))), None)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, as the system finds them, in its order; raises OSError where it finds none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def _check_host(host: str) -> None:
    if ":" in host:
        return
    try:
        ip_address(host)
    except ValueError:
        if _ENDS_IN_NUMBER.fullmatch(host):
            raise Refused(f"{host} is an address in disguise; write it as four decimal numbers") from None
        if not _NAME.fullmatch(host):
            raise Refused(f"{host!r} is not a host name; check the URL") from None


def _carried(address: IPv4Address | IPv6Address) -> tuple[IPv4Address | IPv6Address, ...]:
    if isinstance(address, IPv4Address):
        return (address,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    within = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
    return tuple(a for a in within if a) or (address,)


def _kind(address: IPv4Address | IPv6Address) -> str | None:
    kinds = {
        "the unspecified address": address.is_unspecified,
        "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local,
        "a multicast address": address.is_multicast,
        "a private address": address.is_private or getattr(address, "is_site_local", False),
        "a reserved address": address.is_reserved,
        "not a public address": not address.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)
