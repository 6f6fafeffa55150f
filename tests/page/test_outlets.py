"""The file of outlets: checked when read; an outlet is known by its addresses and its names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OnRecordError
from onrecord.page import _lexicon, _outlets
from onrecord.page._outlets import host_of, outlet, outlet_at, outlet_called, outlets

GOOD = {"hosts": ["ledger.example"], "kind": "newspaper", "country": "NO"}


@pytest.mark.parametrize(
    "change",
    [
        {"hosts": []},
        {"hosts": ["www.ledger.example"]},
        {"hosts": ["Ledger.Example"]},
        {"hosts": ["ledger"]},
        {"kind": "blog"},
        {"kind": None},
        {"country": "Norway"},
        {"country": 47},
        {"owner": ""},
        {"owner": 1},
        {"forms": []},
        {"words": "Ledger"},
        {"colour": "red"},
    ],
)
def test_an_entry_that_is_wrong_is_named(change: dict[str, object]) -> None:
    with pytest.raises(OnRecordError, match=r"page/lexicon/outlets\.toml: The Ledger"):
        outlet("The Ledger", GOOD | change)


@pytest.mark.parametrize("entry", [None, [], "ledger.example", {}])
def test_an_entry_that_is_no_table_with_hosts_is_named(entry: object) -> None:
    with pytest.raises(OnRecordError, match=r"page/lexicon/outlets\.toml: The Ledger"):
        outlet("The Ledger", entry)


def test_a_right_entry_is_taken() -> None:
    found = outlet("The Ledger", GOOD | {"owner": "Ledger AS", "forms": ["Ledger Online"]})
    assert (found.name, found.owner, found.forms, found.words) == ("The Ledger", "Ledger AS", ("Ledger Online",), ())


def test_no_host_and_no_form_is_of_two_outlets() -> None:
    for field in ("hosts", "forms"):
        values = [value for entry in outlets().values() for value in getattr(entry, field)]
        assert len(values) == len(set(values))


def test_no_form_is_the_name_of_another_outlet_or_an_agencys() -> None:
    forms = {form: entry.name for entry in outlets().values() for form in entry.forms}
    assert {form: name for form, name in forms.items() if form in outlets() and name != form} == {}
    others = {form: _lexicon.agency_forms()[form].name for form in forms if form in _lexicon.agency_forms()}
    assert {form: name for form, name in others.items() if forms[form] != name} == {}


def test_there_are_outlets_of_many_countries_and_every_kind() -> None:
    assert len(outlets()) >= 400
    assert len({entry.country for entry in outlets().values()}) >= 50
    assert {entry.kind for entry in outlets().values()} >= {
        "newspaper",
        "broadcaster",
        "agency",
        "online",
        "state media",
    }


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.nytimes.com/2024/10/16/a.html", "The New York Times"),
        ("nytimes.com", "The New York Times"),
        ("http://edition.cnn.com/x", "CNN"),
        ("https://asia.nikkei.com/x", "Nikkei Asia"),
        ("https://www.nikkei.com/x", "Nikkei"),
        ("https://www.bbc.co.uk/news", "BBC"),
        ("https://notnytimes.com/x", None),
        ("https://nytimes.com.evil.example/x", None),
        ("https://co.uk/", None),
        ("mailto:a@nytimes", None),
        ("https://[", None),
        ("", None),
        (None, None),
    ],
)
def test_an_outlet_by_its_address(address: str | None, name: str | None) -> None:
    found = outlet_at(address)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the guardian", "The Guardian"),
        ("BBC News", "BBC"),
        ("ZEIT ONLINE", "Die Zeit"),
        ("Aftenposten Online", "Aftenposten"),
        ("sportschau.de", "Sportschau"),
        ("조선일보", "Chosun Ilbo"),
        ("朝日新聞デジタル", "Asahi Shimbun"),
        ("The Fjord Ledger", None),
        ("", None),
        ("News and views from the New York Times and all the others, every day of the week", None),
    ],
)
def test_an_outlet_by_its_name(written: str, name: str | None) -> None:
    found = outlet_called(written)
    assert (found.name if found else None) == name


@given(st.text(max_size=60))
def test_any_words_have_a_host_or_none(text: str) -> None:
    host = host_of(text)
    assert host == "" or ("." in host and not host.startswith("www.") and host == host.lower())


def test_two_outlets_of_one_host_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lexicon, "parsed", lambda _: {"One": GOOD, "Two": GOOD})
    with pytest.raises(OnRecordError, match=r"Two and One both have ledger\.example"):
        _outlets.outlets.__wrapped__()
