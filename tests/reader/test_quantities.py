"""Numbers as intervals: sentences, and each quantity as `words|low|high|bound|unit|counted|role`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import marked, reader

from onrecord.reader._quantities import quantities
from onrecord.text import sentences

if TYPE_CHECKING:
    from onrecord.model import Quantity

SENTENCES: list[tuple[str, list[str]]] = [
    ("Three boats sank.", ["Three|3|3|exactly||boats|"]),
    ("The crew of 12 sailed.", ["12|12|12|exactly|||"]),
    ("They sent 1,500 men.", ["1,500|1500|1500|exactly||men|deployed"]),
    ("About 300 island soldiers have perished.", ["About 300|300|300|about||island soldiers|killed"]),
    ("Around 40 drivers waited.", ["Around 40|40|40|about||drivers|"]),
    ("Approximately 40 drivers waited.", ["Approximately 40|40|40|about||drivers|"]),
    ("Roughly 40 drivers waited.", ["Roughly 40|40|40|about||drivers|"]),
    ("Some 40 drivers waited.", ["Some 40|40|40|about||drivers|"]),
    ("Nearly 40 drivers waited.", ["Nearly 40|40|40|about||drivers|"]),
    ("At least 12 people died.", ["At least 12|12|None|at least||people|killed"]),
    ("More than 40 people were injured.", ["More than 40|40|None|more than||people|wounded"]),
    ("Over 40 people were hurt.", ["Over 40|40|None|more than||people|wounded"]),
    ("Up to 900 men went missing.", ["Up to 900|None|900|up to||men|missing"]),
    ("As many as 900 men were captured.", ["As many as 900|None|900|up to||men|captured"]),
    ("Fewer than 50 tanks remain.", ["Fewer than 50|None|50|fewer than||tanks|"]),
    ("Under 50 tanks remain.", ["Under 50|None|50|fewer than||tanks|"]),
    ("It deployed 10,000 to 12,000 troops.", ["10,000 to 12,000|10000|12000|between||troops|deployed"]),
    ("It sent 10-12,000 troops.", ["10-12,000|10000|12000|between||troops|deployed"]),
    ("It sent between 3 and 5 boats.", ["between 3 and 5|3|5|between||boats|"]),
    (
        "It shipped between 3 and 5 million shells.",
        ["between 3 and 5 million|3000000|5000000|between||shells|supplied"],
    ),
    (
        "It sent approximately 10,000 to 12,000 troops.",
        ["approximately 10,000 to 12,000|10000|12000|about||troops|deployed"],
    ),
    ("Dozens of soldiers were killed.", ["Dozens|None|None|about||soldiers|killed"]),
    ("Hundreds died.", ["Hundreds|None|None|about|||killed"]),
    ("Hundreds of thousands of shells came.", ["Hundreds of thousands|None|None|about||shells|"]),
    ("It has a million men.", ["a million|1000000|1000000|exactly||men|"]),
    ("It has 1.2 million men.", ["1.2 million|1200000|1200000|exactly||men|"]),
    ("It has 5m rounds.", ["5m|5000000|5000000|exactly||rounds|"]),
    ("Twenty-one men came.", ["Twenty-one|21|21|exactly||men|"]),
    ("Two thousand five hundred men came.", ["Two thousand five hundred|2500|2500|exactly||men|"]),
    ("Two hundred thousand men came.", ["Two hundred thousand|200000|200000|exactly||men|"]),
    ("It cost $1.5 billion.", ["$1.5 billion|1500000000|1500000000|exactly|USD||"]),
    ("It cost €20.", ["€20|20|20|exactly|EUR||"]),
    ("It cost 300 dollars.", ["300 dollars|300|300|exactly|USD||"]),
    ("It cost over $2 million.", ["over $2 million|2000000|None|more than|USD||"]),
    ("It rose 3.5 percent.", ["3.5 percent|3.5|3.5|exactly|%||"]),
    ("It rose 12%.", ["12%|12|12|exactly|%||"]),
    ("It rose 12 per cent.", ["12 per cent|12|12|exactly|%||"]),
    ("Losses could total 4,000.", ["4,000|4000|4000|exactly||losses|casualties"]),
    (
        "About 300 men have perished, along with an additional 2,700 wounded.",
        ["About 300|300|300|about||men|killed", "2,700|2700|2700|exactly||men|wounded"],
    ),
    (
        "At least 12 people died and more than 40 were hurt.",
        ["At least 12|12|None|at least||people|killed", "more than 40|40|None|more than||people|wounded"],
    ),
    ("It fired two ballistic missiles.", ["two|2|2|exactly||ballistic missiles|fired"]),
    ("It will launch two schools.", ["two|2|2|exactly||schools|"]),
    ("It supplied 8,000 containers.", ["8,000|8000|8000|exactly||containers|supplied"]),
    # What is no quantity.
    ("It happened in 2024.", []),
    ("It happened on October 16.", []),
    ("It happened on 16 October.", []),
    ("It happened on Oct. 16.", []),
    ("It happened at 10:30.", []),
    ("It happened at 5 p.m. sharp.", []),
    ("An F-16 flew by.", []),
    ("It broke Resolution 2334.", []),
    ("See Article 5.", []),
    ("Ana Ruiz, 61, came.", []),
    ("A 25-year-old man came.", []),
    ("A man aged 40 came.", []),
    ("The 38th parallel is a line.", []),
    ("It was the 1st brigade.", []),
    ("No figure stands here.", []),
]


def quantities_in(text: str) -> tuple[Quantity, ...]:
    return tuple(quantity for sentence in sentences(text) for quantity in quantities(text, sentence))


def shown(text: str, found: Quantity) -> str:
    """A quantity as the table writes it."""
    low, high = ("None" if value is None else f"{value:.10g}" for value in (found.low, found.high))
    words = text[found.span.start : found.span.end]
    return "|".join((words, low, high, found.bound, found.unit or "", found.counted or "", found.role or ""))


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_quantities_are_those_of_the_table(text: str, expected: list[str]) -> None:
    assert [shown(text, found) for found in quantities_in(text)] == expected


# What a quantity is stated in: texts, and each figure with the attribution or assertion that holds it.
STATED: list[tuple[str, list[tuple[float, str | None]]]] = [
    ("{S Ana Ruiz} {C said} {T 40 men came}. Nine men left.", [(40, "a1"), (9, "s1")]),
    ("{S The 40 drivers} {C said} {T it was shut}.", [(40, None)]),
    (
        "{T Of 40 men}, {S Ana} {C said}, {T nine left}. {S2 Ben} {C2 said} {T2 12}.",
        [(40, "a1"), (9, "a1"), (12, "a2")],
    ),
    ("Rain fell. Nine men left. {S Ana} {C said} {T no}.", [(9, "s2")]),
    ("Of 40 men {S Ana} {C said} {T nine men left}.", [(40, None), (9, "a1")]),
    ("Nine men left.\n{T Some 40 stayed}, {C according to} {S Ana}.", [(9, "s1"), (40, "a1")]),
]


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[text for text, _ in STATED])
def test_a_quantity_is_stated_by_what_holds_it(text: str, expected: list[tuple[float, str | None]]) -> None:
    known = marked(text)
    reading = reader(known).read([known.article])[0]
    assert [(q.low, q.stated_in) for q in reading.quantities] == expected


@given(st.integers(2, 10**9), st.sampled_from(["boats", "men", "shells"]))
def test_a_figure_written_with_grouping_is_read_back(value: int, noun: str) -> None:
    (found,) = quantities_in(f"The port has {value:,} {noun}.")
    assert found.low == found.high == value
    assert found.counted == noun


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_low_is_never_above_high(first: int, second: int) -> None:
    for found in quantities_in(f"The port has {first:,} to {second:,} boats and between {first:,} and {second:,} men."):
        assert (-math.inf if found.low is None else found.low) <= (math.inf if found.high is None else found.high)
