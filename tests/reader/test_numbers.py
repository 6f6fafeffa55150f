"""Numbers in figures and in words: how far they go and what they are worth."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OnRecordError, Span
from onrecord.reader._amounts import Amount, amount
from onrecord.reader._counts import Words, lists
from onrecord.reader._numbers import few, number, value

READER = Path(__file__).parents[2] / "src" / "onrecord" / "reader"
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"


def words_of(text: str) -> Words:
    return Words.of(text, Span(0, len(text)))


# A text that begins with a number: its words, its value (None where it gives none), whether it is a share.
NUMBERS: list[tuple[str, str, float | None, bool]] = [
    ("12 men", "12", 12, False),
    ("1,250 men", "1,250", 1250, False),
    ("12.5 men", "12.5", 12.5, False),
    ("12,34,567 men", "12,34,567", 1234567, False),
    ("1.234.567 men", "1.234.567", 1234567, False),
    ("816 000 men", "816 000", 816000, False),
    ("816 men 000", "816", 816, False),
    ("61bn", "61bn", 61e9, False),
    ("5k men", "5k", 5000, False),
    ("1.5 million men", "1.5 million", 1.5e6, False),
    ("1.5m", "1.5m", 1.5e6, False),
    ("forty-two men", "forty-two", 42, False),
    ("forty two men", "forty two", 42, False),
    ("forty twelve men", "forty", 40, False),
    ("thirty ten men", "thirty", 30, False),
    ("six million, two hundred men", "six million, two hundred", 6_000_200, False),
    ("six million, two men", "six million", 6e6, False),
    ("hundred and twenty men", "hundred and twenty", 120, False),
    ("thousand and one men", "thousand and one", 1001, False),
    ("two hundred and three men", "two hundred and three", 203, False),
    ("two hundred and three hundred men", "two hundred", 200, False),
    ("two hundred thousand men", "two hundred thousand", 200_000, False),
    ("two thousand five hundred men", "two thousand five hundred", 2500, False),
    ("one million men", "one million", 1e6, False),
    ("a million and a half men", "a million and a half", 1.5e6, False),
    ("two and a half million men", "two and a half million", 2.5e6, False),
    ("two point five million men", "two point five million", 2.5e6, False),
    (
        "one quadrillion two hundred thirty four trillion men",
        "one quadrillion two hundred thirty four trillion",
        1234e12,
        False,
    ),
    ("half a million men", "half a million", 5e5, False),
    ("half a dozen men", "half a dozen", 6, False),
    ("half a percent", "half", 0.5, False),
    ("a half-dozen men", "a half-dozen", 6, False),
    ("half-dozen men", "half-dozen", 6, False),
    ("three dozen men", "three dozen", 36, False),
    ("3½ tons", "3½", 3.5, False),
    ("½ ton", "½", 0.5, False),
    ("2 1/2 tons", "2 1/2", 2.5, False),
    ("half of them", "half", 0.5, True),
    ("a third of them", "a third", 1 / 3, True),
    ("two thirds of them", "two thirds", 2 / 3, True),
    ("three-quarters of them", "three-quarters", 0.75, True),
    ("one-third of them", "one-third", 1 / 3, True),
    ("one in five men", "one in five", 0.2, True),
    ("4 out of 5 men", "4 out of 5", 0.8, True),
    ("1/3 of them", "1/3", 1 / 3, True),
    ("dozens of men", "dozens", None, False),
    ("hundreds of thousands of men", "hundreds of thousands", None, False),
    ("low thousands of men", "low thousands", None, False),
    ("several hundred men", "several hundred", None, False),
    ("many millions of men", "many millions", None, False),
]
NO_NUMBERS = [
    "men",
    "a man",
    "a third man",
    "low tide",
    "several men",
    "one man",
    "half time",
    "million",
    "-",
    "٤a",
    "²",
    "1.2.3",
]


@pytest.mark.parametrize(("text", "written", "worth", "share"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_number_is_read_whole(text: str, written: str, worth: float | None, *, share: bool) -> None:
    words = words_of(text)
    found = number(words, 0)
    assert found is not None
    assert text[slice(*words.span(found.start, found.end))] == written
    assert found.low == found.high == (worth if worth is None else pytest.approx(worth))
    assert found.share is share
    assert found.wording == (written.lower() if worth is None else None)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_words_are_no_numbers(text: str) -> None:
    assert number(words_of(text), 0) is None


@pytest.mark.parametrize(
    ("text", "wording"), [("a handful of men", "a handful"), ("several men", "several"), ("men", None)]
)
def test_the_vaguest_words_are_told_apart(text: str, wording: str | None) -> None:
    found = few(words_of(text), 0)
    assert (found.wording if found else None) == wording


def spelled(n: int) -> str:
    """A number below a million in English words."""
    if n < 18:
        return ONES.split()[n]
    if n < 20:
        return ("eighteen", "nineteen")[n - 18]
    if n < 100:
        tens = TENS.split()[n // 10]
        return tens if n % 10 == 0 else f"{tens}-{ONES.split()[n % 10]}"
    unit, name = (100, "hundred") if n < 1000 else (1000, "thousand")
    rest = n % unit
    joint = " and " if rest and unit == 100 else " "
    return f"{spelled(n // unit)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")


@given(st.integers(2, 999_999))
def test_a_number_in_words_is_read_back(n: int) -> None:
    text = f"{spelled(n)} boats"
    words = words_of(text)
    found = number(words, 0)
    assert found is not None
    assert found.low == found.high == n
    assert words.at(found.end) == "boats"


@given(st.integers(1, 10**12), st.sampled_from(["", " million", " thousand", "bn"]))
def test_figures_are_worth_what_they_say(n: int, scale: str) -> None:
    found = number(words_of(f"{n}{scale}"), 0)
    assert found is not None
    assert found.low == pytest.approx(n * {"": 1, " million": 1e6, " thousand": 1e3, "bn": 1e9}[scale])


@given(st.text(max_size=200))
def test_what_is_read_is_finite_and_inside(text: str) -> None:
    words = words_of(text)
    for at in range(len(words.low)):
        found = number(words, at)
        if found:
            assert at <= found.start < found.end <= len(words.low)
            assert all(math.isfinite(one) for one in (found.low, found.high) if one is not None)


@pytest.mark.parametrize("word", ["9" * 400, "9" * 400 + "bn", "1" + ",000" * 200])
def test_what_no_float_holds_is_no_number(word: str) -> None:
    assert value(word) is None
    assert number(words_of(word), 0) is None


# A text that begins with an amount: interval, bound, kind, unit.
AMOUNTS: list[tuple[str, tuple[float | None, float | None, str, str, str | None] | None]] = [
    ("$5 a day", (5, 5, "exactly", "money", "USD")),
    ("US$5 billion", (5e9, 5e9, "exactly", "money", "USD")),
    ("Rs. 500 went", (500, 500, "exactly", "money", "INR")),
    ("5 to 6 percent", (5, 6, "between", "percent", "%")),
    ("5 percent to 6 percent", (5, 6, "between", "percent", "%")),
    ("5 km to 6 percent", (5, 5, "exactly", "measure", "km")),
    ("5ft 10in tall", (5, 5, "exactly", "measure", "foot")),
    ("3 weeks later", (3, 3, "exactly", "duration", None)),
    ("three straight days", (3, 3, "exactly", "duration", None)),
    ("four-year term", (4, 4, "exactly", "duration", None)),
    ("12-member crew", (12, 12, "exactly", "count", None)),
    ("one-mile race", (1, 1, "exactly", "measure", "mile")),
    ("twenty-year-old man", (20, 20, "exactly", "age", "year")),
    ("6-month-old calf", (6, 6, "exactly", "age", "month")),
    ("four-door car", None),
    ("between 5 and 3 men", None),
    ("between us two men", None),
    ("minus 5 degrees", (-5, -5, "exactly", "measure", "degree")),
    ("200 or so", (200, 200, "about", "count", None)),
    ("3-1 win", (1, 3, "exactly", "score", None)),
    ("3-1", (1, 3, "exactly", "score", None)),
    ("1-3 loss", (1, 3, "exactly", "score", None)),
    ("1-3 men", (1, 3, "between", "count", None)),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS, ids=[text for text, _ in AMOUNTS])
def test_an_amount_has_interval_bound_kind_and_unit(
    text: str, expected: tuple[float | None, float | None, str, str, str | None] | None
) -> None:
    found = amount(words_of(text), 0, titled=False)
    shown = (found.low, found.high, found.bound, found.kind, found.unit) if isinstance(found, Amount) else None
    assert shown == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the room's data, to be broken."""
    for path in READER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[bounds]\nabout", "[bounds]\nsomewhat", "'somewhat' is no bound"),
        ("[parts]", "[pieces]", "the entry `parts` is missing"),
        ('[role.stabbed]\ndone = "stabbed knifed"', "[role.stabbed]", "role.stabbed: the entry `done` is missing"),
        ("[words]", "[words", "cannot be read"),
    ],
)
def test_a_broken_data_file_is_named_with_its_entry(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "quantities.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(OnRecordError, match=said) as caught:
        lists(folder)
    assert "quantities.toml" in str(caught.value)


def test_every_word_that_begins_a_number_is_tried() -> None:
    """A quick look decides where rules are tried at all; it must let through whatever they read."""
    known = lists()
    texts = [row[0] for row in NUMBERS] + [text for text, found in AMOUNTS if found]
    starts = [words_of(text).low[0] for text in texts]
    assert [word for word in starts if not known.may_begin(word)] == []


def test_roles_and_bounds_are_many() -> None:
    known = lists()
    assert {"killed", "wounded", "missing", "captured", "casualties", "deployed", "fired", "supplied"} <= set(
        known.roles
    )
    assert set(known.bounds.values()) == {"exactly", "about", "at least", "more than", "up to", "fewer than"}
