"""Numbers as intervals: sentences, and each quantity as `words|low|high|bound|unit|counted|role`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import marked, reader
from timing import seconds

from onrecord.model import Span
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


# Whole fields that the tables above leave out: a sentence and one field of each of its quantities.
FIELDS: list[tuple[str, str, list[object]]] = [
    ("Two police officers and three women soldiers came.", "counted", ["police officers", "women soldiers"]),
    ("It axed 300 job cuts and 40 armed men.", "counted", ["job cuts", "armed men"]),
    ("Three of his adult cousins and 12 other people came.", "counted", ["adult cousins", "people"]),
    ("It has 40 staff, 12 aircraft, 3 wives, 5 bodies.", "head", ["staff", "aircraft", "wife", "body"]),
    ("Two witnesses, 3 churches and 4 boxes burned.", "head", ["witness", "church", "box"]),
    ("Forty of them left.", "counted", [None]),
    ("Pay is 5 dollars an hour, 3 euros per head, 2% a year.", "per", ["hour", "head", "year"]),
    ("It cost 12 cents/share.", "per", ["share"]),
    ("It sent 300 U.S. Army soldiers.", "whose", ["U.S. Army"]),
    ("Deaths among South Korea's 40,000 troops rose.", "whose", ["South Korea"]),
    ("It sent 300 young soldiers.", "whose", [None]),
    ("Five Shot At Party In Rome", "where", [None]),
    ("Five men were shot in March in Rome.", "where", ["Rome"]),
    ("Five men were shot, police in Rome said.", "where", [None]),
    ("In Rome, five men were shot.", "where", ["Rome"]),
    ("They lost 40 this week, 50 in all, 60 within one day.", "scope", ["period", "total", "period"]),
    (
        "It rose from about 3 to 5 percent, up from 2 percent and 1 percent.",
        "scope",
        ["earlier", None, "earlier", "earlier"],
    ),
    ("Profit was up 5%, costs down 3%, wages 2% higher, rents 4% lower.", "change", ["up", "down", "up", "down"]),
    ("It was a rise of 5%, a 3% drop, a level of 4%.", "change", ["up", "down", None]),
    ("It cut 10 jobs and raised $5 million.", "change", [None, None]),
    ("It rose to 5% and stood at 6%.", "change", [None, None]),
    ("A man, another officer and nobody else were hurt.", "wording", ["a", "another", None]),
    ("Scores of boats and tens of thousands of men came.", "wording", ["scores", "tens of thousands"]),
    ("Teen Shot, Man, 40, Wounded In Rome", "wording", ["teen", "man", None]),
]


@pytest.mark.parametrize(("text", "field", "expected"), FIELDS, ids=[text for text, _, _ in FIELDS])
def test_fields_are_those_of_the_table(text: str, field: str, expected: list[object]) -> None:
    assert [getattr(found, field) for found in quantities_in(text)] == expected


# Who is said to have suffered what: a sentence, and of each quantity its role.
SUFFERED: list[tuple[str, list[str | None]]] = [
    ("One killed, four injured in county shooting", ["killed", "wounded"]),
    (
        "Four men were killed and at least 53 other people — including a girl — were wounded.",
        ["killed", "wounded", "wounded"],
    ),
    ("A guard fatally shot two robbers.", ["killed"]),
    ("Two guards fatally shot robbers.", [None]),
    ("Two of the gunshot victims were treated and released.", ["wounded"]),
    ("Six men went to the party and two were stabbed.", [None, "stabbed"]),
    ("Seven people who had been shot were found.", ["shot"]),
    ("The five people that were shot are adults.", ["shot"]),
    ("A teenager shot in the head has died.", ["killed"]),
    ("Three people were shot at a party.", ["shot"]),
    ("Three people shot at the guard.", [None]),
    ("Police heard 20 shots and fired one shot.", [None]),
    ("Witnesses saw five hurt, two critically.", ["wounded", "wounded"]),
    ("Three of the injured were taken to a hospital.", ["wounded"]),
    ("The van hit 12 bystanders and 3 cars.", ["wounded", None]),
    ("The killing of two aid workers and the arrest of five men.", ["killed", "arrested"]),
    ("Among the dead were three nurses.", ["killed"]),
    ("The number of wounded reached 300.", ["wounded"]),
    ("The fire took 9 lives and he saved none.", ["killed", "rescued"]),
    ("He saved 12 lives.", [None]),
    ("In the hall where they were killed 12 men sang.", [None]),
    ("A strike that killed and wounded 12 men and hit two.", ["wounded", "wounded"]),
    ("Twelve men (two of them cooks) were wounded.", ["wounded", "wounded"]),
    ("The mother of 4 and a friend were shot.", [None, "shot"]),
    ("Forty soldiers have been captured and 30 taken prisoner.", ["captured", None]),
    ("Losses of 40 tanks were feared.", ["casualties"]),
    ("Two died there and three at a clinic.", ["killed", "killed"]),
    ("Five people have attacked and killed.", [None]),
    ("Ten tanks were destroyed and two planes downed.", ["destroyed", "destroyed"]),
    ("It spent $5 million and raised $3 million.", ["spent", "raised"]),
    ("It killed $5 million in plans.", [None]),
    ("The man shot himself and fatally shot herself.", ["shot", "killed"]),
    ("4,000 were dead and wounded, 300 killed, wounded or missing.", ["casualties", "killed"]),
]


@pytest.mark.parametrize(("text", "roles"), SUFFERED, ids=[text for text, _ in SUFFERED])
def test_roles_are_read_from_the_words_around(text: str, roles: list[str | None]) -> None:
    assert [found.role for found in quantities_in(text)] == roles


def test_a_figure_points_at_the_one_that_includes_it() -> None:
    text = "A boy, 9, saw 12 men, including two cooks, hurt."
    _, twelve, two = quantities_in(text)
    assert (two.part_of, two.role, two.scope) == (twelve.span, twelve.role, "part")


PIECES = """12 3,000 two dozens of a man were killed and , - – $ % ( ) 5 to between from 2016 in May said no one half
hundred million percent at least 3-1 20-year-old . : including them wounded the AP Rome's himself 1/2 ' é ٣"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=40).map(" ".join))
def test_any_words_give_quantities_in_order_and_in_their_sentence(text: str) -> None:
    for sentence in sentences(text):
        found = quantities(text, sentence)
        assert list(found) == sorted(found, key=lambda one: one.span.start)
        assert all(sentence.start <= one.span.start < one.span.end <= sentence.end for one in found)
        for one in found:
            assert one.low is None or one.high is None or one.low <= one.high
            assert not any(math.isinf(value) for value in (one.low, one.high) if value is not None)


@given(st.text(max_size=300))
def test_hostile_text_raises_nothing(text: str) -> None:
    for found in quantities_in(text):
        assert text[slice(*found.span)].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "1, ",
        "about ",
        "12 and ",
        "a man, ",
        "12-",
        "1 to ",
        "000 ",
        "killed 3 and ",
        "no ",
        "$",
        "+1 (",
        "May 1, ",
        "a@",
        "(",
        "1/",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    """Ten times the words take ten times as long; a rule that looks back over all would take a hundred."""

    def taken(size: int) -> float:
        text = piece * size
        return seconds(lambda: quantities(text, Span(0, len(text))))

    assert taken(4000) < 40 * taken(400) + 0.5
