"""The JSON object: exact quotes, stable keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.brief import render, write
from onrecord.model import Brief, Line

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Dossier


def read(dossier: Dossier) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(write(dossier), "json"))
    return found


def test_its_keys_stay(harbour: Dossier) -> None:
    whole = read(harbour)
    assert list(whole) == ["title", "as_of", "since", "quick", "deep"]
    assert list(whole["deep"][0]) == ["title", "lines"]
    assert list(whole["quick"][0]) == ["label", "text", "citations"]
    keys = ["n", "article", "path", "url", "outlet", "published", "span", "quote"]
    assert all(list(c) == keys for line in whole["quick"] for c in line["citations"])


def test_a_place_cited_twice_on_a_line_keeps_its_number(make: Maker) -> None:
    page = make.page("a", "Ada said it rains. Bo said it snows.")
    ada, bo = page.cite("it rains"), page.cite("it snows")
    brief = Brief("Weather", make.now, None, (Line("Said", "…", (ada, bo, ada)),), (), (page.article,))
    (line,) = json.loads(render(brief, "json"))["quick"]
    assert [(c["n"], c["quote"]) for c in line["citations"]] == [(1, "it rains"), (2, "it snows")]


def test_a_line_holds_its_citations_whole(harbour: Dossier) -> None:
    (denied,) = [line for line in read(harbour)["quick"] if line["label"] == "Denied"]
    assert denied["citations"] == [
        {
            "n": 6,
            "article": "denial",
            "path": "pages/denial.html",
            "url": "https://news.example/denial",
            "outlet": "The Ledger-Dispatch",
            "published": "2025-01-16",
            "span": [1, 51],
            "quote": "Not one of our marines has set foot on that island",
        }
    ]


def test_times_are_iso_8601_or_null(harbour: Dossier, make: Maker) -> None:
    assert read(harbour)["as_of"] == "2025-01-21T12:00:00+00:00"
    assert read(harbour)["since"] == "2025-01-20T12:00:00+00:00"
    assert read(make.dossier()) == {
        "title": "Test situation",
        "as_of": "2025-01-21T12:00:00+00:00",
        "since": None,
        "quick": [],
        "deep": [],
    }


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\ud800", "\u2028", "\r\n", '"', "\\", "</script>"])
def test_a_quote_is_exact_whatever_stands_in_it(make: Maker, sign: str) -> None:
    page = make.page("p", f"It is said: ships {sign} left early.", None, None)
    printed = render(write(make.dossier([("T", make.claim("c", page.evidence(f"ships {sign} left")))], [page])), "json")
    printed.encode()
    assert printed.count("\n") == 1
    (cited,) = json.loads(printed)["deep"][0]["lines"][0]["citations"]
    assert cited["quote"] == f"ships {sign} left"
    assert cited["published"] is cited["outlet"] is None
