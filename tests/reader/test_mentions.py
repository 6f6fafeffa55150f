"""Names: what the network finds, with the fullest form of each in the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import marked

from onrecord.model import Span
from onrecord.reader._decode import Named
from onrecord.reader._mentions import mentions

# Texts with their names marked, and what the reader makes of each: kind and fullest name.
TEXTS: list[tuple[str, str, list[str]]] = [
    ("none", "Rain fell.", []),
    ("a name is its own fullest form", "{PER Ana Ruiz} left.", ["PER Ana Ruiz"]),
    ("a surname has the full name", "{PER Ana Ruiz} left. {PER Ruiz} said so.", ["PER Ana Ruiz", "PER Ana Ruiz"]),
    ("so has one that comes before it", "{PER Ruiz} said so. {PER Ana Ruiz} left.", ["PER Ana Ruiz", "PER Ana Ruiz"]),
    ("a first name too", "{PER Ana Ruiz} left. {PER Ana} said so.", ["PER Ana Ruiz", "PER Ana Ruiz"]),
    (
        "a surname that stands first",
        "{PER Kim Jong Un} spoke. {PER Kim} left.",
        ["PER Kim Jong Un", "PER Kim Jong Un"],
    ),
    ("the longer of two forms", "{PER Ana Ruiz} met {PER Ana B. Ruiz}.", ["PER Ana B. Ruiz", "PER Ana B. Ruiz"]),
    (
        "a surname of two forms of one person",
        "{PER Ana Ruiz}, {PER Ana B. Ruiz}, {PER Ruiz}",
        ["PER Ana B. Ruiz", "PER Ana B. Ruiz", "PER Ana B. Ruiz"],
    ),
    (
        "a surname that two bear stays as it is",
        "{PER Ana Ruiz} met {PER Luis Ruiz}. {PER Ruiz} left.",
        ["PER Ana Ruiz", "PER Luis Ruiz", "PER Ruiz"],
    ),
    (
        "a first name that two bear stays as it is",
        "{PER Ana Ruiz} met {PER Ana Cole}. {PER Ana} left.",
        ["PER Ana Ruiz", "PER Ana Cole", "PER Ana"],
    ),
    (
        "hyphens and spaces are one",
        "{PER Kim Hong-kyun} met {PER Kim Hong Kyun}.",
        ["PER Kim Hong-kyun", "PER Kim Hong-kyun"],
    ),
    ("case is one", "{PER ANA RUIZ} left. {PER Ruiz} said so.", ["PER ANA RUIZ", "PER ANA RUIZ"]),
    (
        "a surname taken for something else is a person",
        "{PER Ana Ruiz} left. {MISC Ruiz} said so.",
        ["PER Ana Ruiz", "PER Ana Ruiz"],
    ),
    ("a place of a person's name stays a place", "{PER Ana Lima} left {LOC Lima}.", ["PER Ana Lima", "LOC Lima"]),
    (
        "a body of a person's name stays a body",
        "{PER Ana Lima} left {ORG Lima}.",
        ["PER Ana Lima", "ORG Lima"],
    ),
    (
        "a name is what it is in most places",
        "{ORG Kent} met {LOC Kent} and {ORG Kent}.",
        ["ORG Kent", "ORG Kent", "ORG Kent"],
    ),
    ("of two kinds in as many places the first", "{LOC Kent} met {ORG Kent}.", ["LOC Kent", "LOC Kent"]),
    ("kinds are settled over spellings", "{LOC U.S.} or {ORG US} or {LOC us}", ["LOC U.S.", "LOC US"]),
    ("a body has no fuller form", "{ORG Gate Office} and {ORG Office}", ["ORG Gate Office", "ORG Office"]),
    ("space in a name is single", "{PER Ana   Ruiz} left.", ["PER Ana Ruiz"]),
    (
        "of two of a surname the one who is named far oftener bears it alone",
        "{PER Ana Ruiz} left. {PER Ruiz} slept. {PER Ruiz} woke. {PER Luis Ruiz} came. {PER Ruiz} left.",
        ["PER Ana Ruiz", "PER Ana Ruiz", "PER Ana Ruiz", "PER Luis Ruiz", "PER Ana Ruiz"],
    ),
    (
        "a surname is found where the network passed it over",
        "{PER Ana Ruiz} left. Then Ruiz slept. Mrs. Ruiz woke, and Ana Ruiz left.",
        ["PER Ana Ruiz", "PER Ana Ruiz", "PER Ana Ruiz", "PER Ana Ruiz"],
    ),
    (
        "but not in another's name or a thing's",
        "{PER Ana Ruiz} left. Ivo Ruiz met her at Ruiz Tower.",
        ["PER Ana Ruiz"],
    ),
    (
        "nor where it may be a common word",
        "{PER Ana Law} knew the law. The Law is hard. “No,” Law said.",
        ["PER Ana Law", "PER Ana Law"],
    ),
    (
        "a son is not his father",
        "{PER Ivo Ruiz} met {PER Ivo Ruiz} Jr. in {LOC Lima}. {PER Ruiz} left.",
        ["PER Ivo Ruiz", "PER Ivo Ruiz Jr.", "LOC Lima", "PER Ivo Ruiz"],
    ),
    ("a name is whole words", "{PER Rub}io left.", ["PER Rubio"]),
    (
        "a surname that speaks is a person's",
        "{PER Ana Ruiz} left. {ORG Ruiz} said so.",
        ["PER Ana Ruiz", "PER Ana Ruiz"],
    ),
    ("signs are no name", "{PER “”} and {ORG .} and {LOC -}", []),
    ("names of other scripts", "{PER 金正恩} and {LOC Київ}", ["PER 金正恩", "LOC Київ"]),
]


def shown(text: str, found: list[Named]) -> list[str]:
    return [f"{mention.kind} {mention.name}" for mention in mentions(text, found)]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_mentions_are_those_of_the_table(text: str, expected: list[str]) -> None:
    known = marked(text)
    assert shown(known.text, list(known.names)) == expected


def test_a_mention_stands_where_its_name_does() -> None:
    known = marked("It was {PER Ana\u00a0Ruiz}’s boat.")
    (found,) = mentions(known.text, known.names)
    assert known.text[slice(*found.span)] == "Ana\u00a0Ruiz"
    assert found.name == "Ana Ruiz"


NAMES = st.lists(
    st.tuples(
        st.sampled_from(["PER", "ORG", "LOC", "MISC"]),
        st.lists(st.sampled_from(["Ana", "Ben", "Ruiz", "Cole", "B.", "of", "–", "’s"]), min_size=1, max_size=3),
    ),
    max_size=12,
)


def placed(drawn: list[tuple[str, list[str]]]) -> tuple[str, list[Named]]:
    """Names one after the other, and the text that they make."""
    text, found = "", []
    for kind, words in drawn:
        name = " ".join(words)
        found.append(Named(kind, Span(len(text), len(text) + len(name))))
        text += name + ", "
    return text, found


@given(NAMES)
def test_spans_are_kept_in_order_and_names_are_of_the_article(drawn: list[tuple[str, list[str]]]) -> None:
    text, found = placed(drawn)
    made = mentions(text, found)
    words = [(f.span, text[slice(*f.span)]) for f in found]
    kept = [span for span, name in words if any(sign.isalnum() for sign in name) and not name.islower()]
    # Of a person a title in front is no part of the name.
    persons = {f.span.end for f in found if f.kind == "PER"}
    assert [m.span for m in made if m.span.end not in persons] == [span for span in kept if span.end not in persons]
    assert [m.span.end for m in made] == sorted({m.span.end for m in made})
    assert {m.name for m in made} <= {" ".join(words) for _, words in drawn}


@given(NAMES)
def test_one_name_is_one_thing_throughout(drawn: list[tuple[str, list[str]]]) -> None:
    text, found = placed(drawn)
    kinds: dict[str, set[str]] = {}
    for mention in mentions(text, found):
        kinds.setdefault(mention.name, set()).add(mention.kind)
    assert all(len(each) == 1 for each in kinds.values())


@given(NAMES)
def test_a_full_name_is_fuller_than_none_that_stands_for_it(drawn: list[tuple[str, list[str]]]) -> None:
    text, found = placed(drawn)
    made = mentions(text, found)
    again = mentions(text, [Named(m.kind, m.span) for m in made])
    assert again == made
