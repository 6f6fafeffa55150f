"""The file of fixed words is checked when it is loaded, and says where it is wrong."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from onrecord.brief._words import NAME, load, words
from onrecord.model import Act, Bound, Factuality, OnRecordError

OWN = files("onrecord.brief").joinpath(NAME).read_text("utf-8")


def test_our_own_file_loads_once() -> None:
    assert words() is words()


@pytest.mark.parametrize("act", get_args(Act))
def test_every_speech_act_has_a_verb(act: str) -> None:
    assert words().verbs[act].isalpha()


@pytest.mark.parametrize("value", [v for v in get_args(Factuality) if v != "CT+"])
def test_every_factuality_but_the_certain_is_said(value: str) -> None:
    assert words().factuality[value]
    assert len(words().factuality_short[value]) <= len(words().factuality[value])


@pytest.mark.parametrize("bound", get_args(Bound))
def test_every_bound_shows_its_number(bound: str) -> None:
    assert "7" in words().bounds[bound].format(number=7)


def test_labels_keep_the_order_of_the_file() -> None:
    assert list(words().labels) == list(tomllib.loads(OWN)["labels"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('deny = "denied"\n', "", r"w\.toml: \[verbs\] deny: is missing"),
        ('deny = "denied"\n', 'deny = "denied"\nshout = "shouted"\n', r"w\.toml: \[verbs\] shout: is not known"),
        ('deny = "denied"', "deny = 3", r"w\.toml: \[verbs\] deny: must be a text"),
        ('"about {number}"', '"about {n}"', r"\[bounds\] about: must hold \{number\}, holds \{n\}"),
        ('"about {number}"', '"about"', r"must hold \{number\}, holds no braces"),
        ('"about {number}"', '"about {number"', r"\[bounds\] about: .*expected '}'"),
        ('"Denied"', '"Denied by {whom}"', r"\[labels\] denied: must hold no braces, holds \{whom\}"),
        ("[titles]", "[headings]", r"\[titles\] is missing; it needs figures"),
        ("[verbs]", "[verbs", r"w\.toml: not TOML"),
        ("notes = [", "remarks = [", r"\[about\] notes: must be a list of texts"),
        ("[about]", "[regarding]", r"\[about\] notes: must be a list of texts"),
    ],
)
def test_a_fault_is_named_with_file_table_and_entry(old: str, new: str, message: str) -> None:
    assert old in OWN
    with pytest.raises(OnRecordError, match=message):
        load(OWN.replace(old, new, 1), "w.toml")
