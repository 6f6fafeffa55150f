"""Only public addresses are asked, however they are written and whatever name stands for them."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture._addresses import (
    NotPublic,
    Refused,
    check_public_host,
    check_resolved,
    not_public,
    parsed,
    without_credentials,
)

FORBIDDEN = [
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("0.0.0.0", "unspecified"),  # noqa: S104 - not bound to
    ("10.0.0.1", "private"),
    ("172.16.0.1", "private"),
    ("192.168.1.1", "private"),
    ("169.254.169.254", "link-local"),
    ("100.64.0.1", "not a public"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("240.0.0.1", "private"),
    ("255.255.255.255", "private"),
    ("192.0.2.1", "private"),
    ("198.18.0.1", "private"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fc00::1", "private"),
    ("fd12:3456::1", "private"),
    ("fec0::1", ""),
    ("ff02::1", "multicast"),
    ("2001:db8::1", "private"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:10.1.2.3", "private"),
    ("64:ff9b::7f00:1", "loopback"),
    ("64:ff9b::a00:1", "private"),
    ("2002:7f00:1::", "loopback"),
    ("2002:c0a8:101::1", "private"),
    ("::127.0.0.1", ""),
]


@pytest.mark.parametrize(("address", "kind"), FORBIDDEN)
def test_an_address_that_is_not_public_is_named_for_what_it_is(address: str, kind: str) -> None:
    found = not_public(address)
    assert found is not None
    assert kind in found


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "2a00:1450::1"])
def test_public_addresses_may_be_asked(address: str) -> None:
    assert not_public(address) is None
    check_public_host(address)
    check_resolved("news.example", address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_no_more_public_inside_an_ipv6_one(address: object) -> None:
    for carrier in ("::ffff:0:0", "64:ff9b::"):
        inside = IPv6Address(int(IPv6Address(carrier)) | int(address))  # type: ignore[call-overload]  # an IPv4Address
        assert not_public(str(inside)) == not_public(str(address))


def test_full_stops_of_other_scripts_hide_no_address() -> None:
    with pytest.raises(NotPublic, match="loopback"):
        check_public_host(parsed("http://127。0。0。1/").host)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "x.internal", "127.0.0.1"])
def test_names_of_this_machine_and_house_are_refused_as_written(host: str) -> None:
    with pytest.raises(NotPublic, match="only public addresses"):
        check_public_host(host)


@pytest.mark.parametrize("host", ["news.example", "localhost.example", "mylocal", "internal.example"])
def test_other_names_are_left_to_their_resolution(host: str) -> None:
    check_public_host(host)


@pytest.mark.parametrize("address", ["10.0.0.1", "::1", "nonsense"])
def test_a_name_is_said_with_what_it_stands_for(address: str) -> None:
    with pytest.raises(NotPublic, match=f"news.example stands for {address}, "):
        check_resolved("news.example", address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://2130706433/", "address in disguise"),
        ("http://017700000001/", "address in disguise"),
        ("http://0177.0.0.1/", "not a URL that can be read"),
        ("http://0x7f000001/", "address in disguise"),
        ("http://0x7f.0.0.1/", "address in disguise"),
        ("http://127.1/", "address in disguise"),
        ("http://news.example.1/", "address in disguise"),
        ("http://127.0.0.1./", "address in disguise"),
        ("http://１２７.0.0.1/", "not a URL that can be read"),
        ("http://user:secret@news.example/", "user name or password"),
        ("http://user@news.example/", "user name or password"),
        ("http://:secret@news.example/", "user name or password"),
        ("ftp://news.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "."),
        ("gopher://news.example/", "only http and https"),
        ("news.example/page", "only http and https"),
        ("//news.example/page", "only http and https"),
        ("http:///page", "names no host"),
        ("http://", "names no host"),
        ("", "only http and https"),
        ("http://news example/", "not a host name"),
        ("http://news.example\\@127.0.0.1/", "."),
        ("http://a\x00b.example/", "."),
        ("http://news.example:99999/", "."),
        ("http://[::1/", "."),
        ("http://[zz]/", "."),
        ("http://news.example/" + "a" * 9000, "longer than"),
    ],
)
def test_what_is_no_url_to_be_asked_is_refused_with_its_reason(url: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        parsed(url)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("http://news.example", "http://news.example"),
        (" https://news.example/a?b=c#d ", "https://news.example/a?b=c"),
        ("HTTPS://News.Example:443/A", "https://news.example/A"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_a_url_is_taken_without_its_fragment(url: str, taken: str) -> None:
    assert str(parsed(url)) == taken


@given(st.text(max_size=60))
def test_no_text_makes_the_parser_raise_anything_else(text: str) -> None:
    for url in (text, f"http://{text}", f"http://news.example/{text}"):
        with suppress(Refused):
            assert parsed(url).scheme in ("http", "https")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:p@news.example/a@b", "https://news.example/a@b"),
        ("https://news.example/a@b", "https://news.example/a@b"),
        ("https://u:p@ss@news.example?q=@", "https://news.example?q=@"),
        ("no url", "no url"),
    ],
)
def test_credentials_are_not_shown(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
