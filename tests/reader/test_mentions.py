"""Named persons, bodies and places: texts, and each mention as `words|kind|fullest name`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Block, Span
from onrecord.reader import Reader

TEXTS: list[tuple[str, list[str]]] = [
    ("It was Ana Ruiz.", ["Ana Ruiz|PER|Ana Ruiz"]),
    ("It was Ana Ruiz. Later Ruiz left.", ["Ana Ruiz|PER|Ana Ruiz", "Ruiz|PER|Ana Ruiz"]),
    ("It was President Ana Ruiz.", ["Ana Ruiz|PER|Ana Ruiz"]),
    ("It was Gov. Ana Ruiz.", ["Ana Ruiz|PER|Ana Ruiz"]),
    ("It was Deputy Secretary of State Ana Ruiz.", ["Ana Ruiz|PER|Ana Ruiz"]),
    ("It was Mr. Ruiz.", ["Ruiz|PER|Ruiz"]),
    ("It was Ana Ruiz’s boat.", ["Ana Ruiz|PER|Ana Ruiz"]),
    ("It was the Transport Ministry.", ["Transport Ministry|ORG|Transport Ministry"]),
    ("It was the Ministry of Transport.", ["Ministry of Transport|ORG|Ministry of Transport"]),
    ("It was the Joint Chiefs of Staff.", ["Joint Chiefs of Staff|ORG|Joint Chiefs of Staff"]),
    ("It was the U.N. Security Council.", ["U.N. Security Council|ORG|U.N. Security Council"]),
    ("It was NATO.", ["NATO|ORG|NATO"]),
    ("It was the JCS.", ["JCS|ORG|JCS"]),
    ("It was Reuters.", ["Reuters|ORG|Reuters"]),
    ("It was the Lima Times.", ["Lima Times|ORG|Lima Times"]),
    ("It was in Russia.", ["Russia|LOC|Russia"]),
    ("It was in North Korea.", ["North Korea|LOC|North Korea"]),
    ("It was in SEOUL.", ["SEOUL|LOC|SEOUL"]),
    ("It was in the U.S. and the UK.", ["U.S.|LOC|U.S.", "UK|LOC|UK"]),
    ("It was in the United States.", ["United States|LOC|United States"]),
    ("It was on Harbor Street.", ["Harbor Street|LOC|Harbor Street"]),
    ("It was a North Korean boat.", ["North Korean|MISC|North Korean"]),
    ("It was a South Korea-U.S. drill.", ["South Korea-U.S.|MISC|South Korea-U.S."]),
    (
        "It was South Korean President Yoon Suk Yeol.",
        ["South Korean|MISC|South Korean", "Yoon Suk Yeol|PER|Yoon Suk Yeol"],
    ),
    ("It was on Monday in March.", []),
    ("The gate was shut. In the end it opened.", []),
    ("Rain fell.", []),
    (
        "It was Kim Hong-kyun. Kim Hong Kyun left.",
        ["Kim Hong-kyun|PER|Kim Hong-kyun", "Kim Hong Kyun|PER|Kim Hong-kyun"],
    ),
    (
        "Ana Ruiz met Luis Ruiz. So Ruiz left.",
        ["Ana Ruiz|PER|Ana Ruiz", "Luis Ruiz|PER|Luis Ruiz", "Ruiz|PER|Ruiz"],
    ),
    ("Big Gate Shuts After Long Night In Port", []),
    ("no capitals at all", []),
]


def article(text: str) -> Article:
    """An article of one paragraph."""
    return Article(id="a", path="a", text=text, blocks=(Block("paragraph", Span(0, len(text))),))


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text for text, _ in TEXTS])
def test_mentions_are_those_of_the_table(text: str, expected: list[str]) -> None:
    found = Reader.open().read([article(text)])[0].mentions
    assert [f"{text[m.span.start : m.span.end]}|{m.kind}|{m.name}" for m in found] == expected


@given(st.text(alphabet=st.sampled_from("ABab .-’'U.S.of"), max_size=60))
def test_mentions_are_in_order_apart_and_not_empty(text: str) -> None:
    at = 0
    for mention in Reader.open().read([article(text)])[0].mentions:
        assert at <= mention.span.start < mention.span.end <= len(text)
        assert mention.name
        at = mention.span.end
