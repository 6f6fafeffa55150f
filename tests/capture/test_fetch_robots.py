"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture._robots import NONE_ALLOWED, read_robots

EXAMPLE = b"""\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: OnRecord
Disallow: /private
Crawl-delay: 5

User-agent: otherbot
User-agent: thirdbot
Allow: /example/page.html
Allow: /example/allowed.gif
Disallow: /example/
"""


@pytest.mark.parametrize(
    ("product", "path", "allowed"),
    [
        ("onrecord", "/private/page", False),
        ("onrecord", "/private", False),
        ("onrecord", "/example/page", True),
        ("ONRECORD", "/private", False),
        ("onrecordbot", "/private", True),
        ("somebody", "/example/page", False),
        ("somebody", "/a/b.gif", False),
        ("somebody", "/a/b.gif?x=1", True),
        ("somebody", "/publications/x.gif", True),
        ("otherbot", "/example/page.html", True),
        ("thirdbot", "/example/other", False),
        ("otherbot", "/private", True),
    ],
)
def test_the_group_of_the_product_counts_or_else_that_for_all(product: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert read_robots(EXAMPLE, product).allows(path) is allowed


def test_the_crawl_delay_is_read() -> None:
    assert read_robots(EXAMPLE, "onrecord").delay == 5
    assert read_robots(EXAMPLE, "somebody").delay is None


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /", "/", False),
        ("Disallow:", "/", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("Disallow: /a/b\nAllow: /a", "/a/b/c", False),
        ("Disallow: /*?", "/page?x=1", False),
        ("Disallow: /*?", "/page", True),
        ("Disallow: /*/amp/*.html$", "/x/amp/y.html", False),
        ("Disallow: /*/amp/*.html$", "/x/amp/y.html?z", True),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?id", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /*a*a$", "/a", True),
        ("Disallow: /caf%C3%A9", "/caf%c3%a9/menu", False),
        ("Disallow: /café", "/caf%C3%A9", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /a%2Fb", "/a%2fb", False),
        ("Disallow: /%7Ejoe", "/~joe", False),
        ("disallow : /x # not this", "/x", False),
        ("Disallow: /x\nSitemap: https://a.example/s.xml\nDisallow: /y", "/y", False),
        ("Nonsense\nDisallow /x\n: /x", "/x", True),
    ],
)
def test_the_longest_fitting_pattern_decides(rules: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert read_robots(f"User-agent: *\n{rules}".encode(), "onrecord").allows(path) is allowed


def test_groups_of_one_product_are_one() -> None:
    rules = read_robots(b"User-agent: onrecord\nDisallow: /a\n\nUser-agent: onrecord\nDisallow: /b\n", "onrecord")
    assert not rules.allows("/a")
    assert not rules.allows("/b")


def test_nothing_is_allowed_where_the_rules_cannot_be_had() -> None:
    assert not NONE_ALLOWED.allows("/anything")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    read_robots(b"user-agent: *\ndisallow: " + body, "onrecord").allows("/a/b?c")


def test_a_pattern_of_asterisks_costs_no_more_than_a_long_one() -> None:
    """As a regular expression this pattern takes longer than the Sun will shine."""
    rules = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"*b$", "onrecord")
    start = time.process_time()
    assert rules.allows("/" + "a" * 8000)
    assert time.process_time() - start < 1
