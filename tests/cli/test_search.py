"""`onrecord search` as typed: each place with its words in relief, who said so, and how the claim stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from making import article, asserted, clock, digest, said
from rich.console import Console

from onrecord.assess import weigh
from onrecord.cli._search import AROUND, WHOLE, snippet
from onrecord.ledger import Ledger
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typed import Done

    from onrecord.model import Digest

SENT = "the shells were sent by rail in May"
KEYS = {
    *("kind", "article", "path", "url", "outlet", "headline", "published", "recorded", "speaker", "chain", "act"),
    *("factuality", "quote", "span", "marks", "claim", "status"),
}


def told_by(who: str, outlet: str, day: int) -> Digest:
    fields = {"outlet": outlet, "published": date(2025, 1, day), "headline": f"Shells by rail, {outlet} learns"}
    of = article(f"{who}: {SENT}.\nNobody knows how many shells there were.", f"{outlet}.html", **fields)
    return digest(of, said(of, SENT, who))


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Two pages by two outlets, then one that denies, a minute apart."""
    of = article(f"Bo Park: {SENT}, no.", "C.html", outlet="C", published=date(2025, 1, 4))
    denial = digest(of, said(of, SENT, "Bo Park", "deny", "CT-"), asserted(of, "Bo Park"))
    path = tmp_path / "ledger.sqlite"
    ledger = Ledger.open(str(path))
    for n, page in enumerate((told_by("Ann Lee", "A", 1), told_by("Ann Lee", "B", 2), denial)):
        ledger.enter(page, weigh, clock(n))
    ledger.close()
    return path


@pytest.mark.usefixtures("recorded")
def test_each_place_is_told_with_its_claim_and_citation(run: Callable[..., Done]) -> None:
    told = run("search", "shells", "rail", "--speaker", "park")
    assert told.status == 0
    lines = [line.strip() for line in told.out.splitlines()]
    assert lines[0] == "disputed      Bo Park (deny), C, 2025-01-04"
    assert lines[1] == f"“{SENT}”"
    assert lines[2] == "C.html"
    assert lines[3].startswith("characters 9–44, claim ")
    assert told.err == "1 of 1 places.\n"


@pytest.mark.usefixtures("recorded")
def test_what_nobody_states_is_told_as_text_with_its_headline(run: Callable[..., Done]) -> None:
    told = run("search", "nobody", "many")
    lines = [line.strip() for line in told.out.splitlines()]
    assert lines[:3] == [
        "text          B, 2025-01-02",
        "“Nobody knows how many shells there were.”",
        "Shells by rail, B learns",
    ]
    assert told.err == "1 to 2 of 2 places.\n"


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("columns", [60, 80, 160])
def test_what_is_shown_fits_the_terminal_and_places_stand_apart(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setattr("onrecord.cli._screen.out", Console(width=columns, highlight=False, soft_wrap=False))
    lines = run("search", "shells").out.splitlines()
    assert max(map(len, lines)) <= columns
    beginnings = [n for n, line in enumerate(lines) if not line.startswith(" ")]
    assert len(beginnings) == 5
    assert all(not lines[n - 1].strip() for n in beginnings[1:])


@pytest.mark.usefixtures("recorded")
def test_objects_have_the_keys_of_the_interface_and_cite(run: Callable[..., Done], recorded: Path) -> None:
    found = [each["hit"] for each in run("search", "shells", "--json").objects]
    assert all(set(each) == KEYS for each in found)
    assert sorted(each["kind"] for each in found) == ["statement"] * 3 + ["text"] * 2
    ledger = Ledger.open(str(recorded))
    for each in found:
        text = ledger.article(each["article"]).text
        assert text[slice(*each["span"])] == each["quote"]
        assert [text[a:b] for a, b in each["marks"]] == ["shells"]
        assert (each["claim"] is None) == (each["kind"] == "text") == (each["status"] is None) == (each["act"] is None)
    ledger.close()


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["shells", "rail"], 3),
        (["shells by"], 0),
        (["sent by rail"], 3),
        (["by sent"], 0),
        (["sent", "-shells"], 0),
        (["shells", "-sent by rail"], 2),
        (["shel*"], 5),
        (['"sent by" rail'], 3),
        (["nobody OR rail"], 5),
        (["nobody", "OR", "rail"], 5),
        (["shells -rail"], 2),
        (["-rail", "shells"], 2),
        (["rail", "--status", "disputed"], 3),
        (["rail", "--status", "reported"], 0),
        (["rail", "--as-of", "2024-10-16T09:00:30"], 1),
        (["rail", "--as-of", "2024-10-16T09:00:30", "--status", "disputed"], 0),
        (["rail", "--since", "2024-10-16T09:01:00"], 2),
        (["rail", "--limit", "1"], 1),
        (["rail", "--limit", "2", "--page", "2"], 1),
        (["rail", "--limit", "2", "--page", "3"], 0),
    ],
)
def test_words_are_looked_for_as_they_were_typed(run: Callable[..., Done], words: list[str], count: int) -> None:
    told = run("search", *words, "--json")
    assert (told.status, len(told.objects)) == (0, count)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (['"rail'], "the quotation mark before “rail” is never closed"),
        (["-rail"], "what is excluded needs a word beside it"),
        (["rail", "OR"], "OR needs one on each side"),
        (["r*"], "give at least 3 letters before a star"),
        (["!?"], "there is no word to look for"),
        (["rail", "--speaker", "-"], "no speaker can be looked for"),
    ],
)
def test_what_is_no_query_is_said_in_one_line(run: Callable[..., Done], words: list[str], complaint: str) -> None:
    told = run("search", *words)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("onrecord: ")
    assert complaint in told.err
    assert told.err.count("\n") == 1


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("words", [["rail", "--spaeker"], ["rail", "--limit", "0"], ["rail", "--as-of", "soon"], []])
def test_a_wrong_option_is_wrong_usage(run: Callable[..., Done], words: list[str]) -> None:
    told = run("search", *words)
    assert (told.status, told.out) == (2, "")
    assert "Usage:" in told.err


@pytest.mark.usefixtures("recorded")
def test_what_is_left_to_do_is_said(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("search", "walrus").err.startswith("No statement or paragraph on record holds that: try fewer words")
    assert run("search", "rail", "--limit", "2").err == "1 to 2 of 3 places. --page 2 shows more.\n"
    assert run("search", "rail", "--page", "9").err == "There are 3 places in all; give a smaller --page.\n"
    monkeypatch.setattr("onrecord.ledger._search.CANDIDATES", 2)
    assert "Only the newest matches were ranked" in run("search", "rail").err


def test_a_ledger_that_is_not_there_is_said(run: Callable[..., Done]) -> None:
    told = run("search", "rail")
    assert told.status == 1
    assert "no ledger there" in told.err


def test_a_page_cannot_steer_the_terminal(run: Callable[..., Done], tmp_path: Path) -> None:
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    of = article("Ann Lee: rail\x1b[2J and \u202erail.", "x.html", outlet="O\x1b]0;x", headline="H\x1b[1m")
    ledger.enter(digest(of, said(of, "rail\x1b[2J and \u202erail", "Ann Lee")), weigh, clock())
    ledger.close()
    told = run("search", "rail")
    assert not set("\x1b\u202e") & set(told.out)
    assert "\x1b" not in run("search", "rail", "--json").out


def plain(quote: str, *words: str) -> str:
    marks = [Span(quote.index(word), quote.index(word) + len(word)) for word in words]
    return snippet(quote, marks).plain


def test_a_short_quote_is_shown_whole_and_its_words_in_relief() -> None:
    shown = snippet("The mill\n\n burnt down.", [Span(4, 8), Span(11, 16)])
    assert shown.plain == "“The mill burnt down.”"
    raised = [shown.plain[span.start : span.end] for span in shown.spans if "bold" in str(span.style)]
    assert raised == ["mill", "burnt"]


def test_of_a_long_quote_what_stands_around_the_words_is_shown() -> None:
    quote = "It began so. " * 40 + "The mill burnt. " + "And on it went. " * 40 + "The end."
    shown = plain(quote, "mill")
    assert shown.startswith("“… ")
    assert shown.endswith(" …”")
    assert "The mill burnt." in shown
    assert len(shown) <= 2 * AROUND + 20
    assert plain(quote) == f"“{quote[:AROUND]}".rsplit(" ", 1)[0] + " …”"
    both = plain(quote, "mill", "end")
    assert both.endswith("The end.”")
    assert both.count(" … ") == 1


@pytest.mark.parametrize("length", [WHOLE - 1, WHOLE, WHOLE + 1, 5 * WHOLE])
def test_a_quote_without_spaces_is_shown_in_part(length: int) -> None:
    shown = snippet("x" * length, [Span(length // 2, length // 2 + 1)]).plain
    assert 0 < len(shown) <= WHOLE + 4
