"""`changes`, `sources` and `rules` as typed: what moved and by whose words, who speaks, how a status is derived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from making import article, asserted, clock, digest, said

from onrecord.assess import weigh
from onrecord.ledger import Ledger
from onrecord.model import Quantity, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typed import Done

    from onrecord.model import Digest

SENT = "the shells were sent by rail in May"


def told_by(who: str, outlet: str, day: int) -> Digest:
    of = article(f"“{SENT},” said {who}.", f"{outlet}.html", outlet=outlet, published=date(2025, 1, day))
    return digest(of, said(of, SENT, who))


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Two pages by two outlets, then one that denies, a minute apart."""
    of = article(f"Bo Park: {SENT}, no.", "C.html", outlet="C", published=date(2025, 1, 4))
    denial = digest(of, replace(said(of, SENT, "Bo Park", "deny", "CT-")), asserted(of, "Bo Park"))
    path = tmp_path / "ledger.sqlite"
    ledger = Ledger.open(str(path))
    for n, page in enumerate((told_by("Ann Lee", "A", 1), told_by("Ann Lee", "B", 2), denial)):
        ledger.enter(page, weigh, clock(n))
    ledger.close()
    return path


@pytest.mark.usefixtures("recorded")
def test_changes_tell_what_moved_and_by_whose_words(run: Callable[..., Done]) -> None:
    told = run("changes")
    assert (told.status, told.err) == (0, "")
    lines = [line.strip() for line in told.out.splitlines()]
    assert lines[0] == "2024-10-16 09:00:00 UTC"
    assert "support: 1 origin → 2 origins: “the shells were sent by rail in May”" in lines
    assert lines.index("2024-10-16 09:01:00 UTC") < lines.index("Ann Lee, say, B, 2025-01-02")
    assert any(line.startswith("status, contradiction by polarity: reported → disputed:") for line in lines)
    assert "Bo Park, deny, C, 2025-01-04" in lines


@pytest.mark.usefixtures("recorded")
def test_changes_as_objects_have_the_keys_of_the_interface_and_keep_to_the_time_asked(run: Callable[..., Done]) -> None:
    found = [each["change"] for each in run("changes", "--json").objects]
    keys = {"at", "kind", "claim", "before", "after", "because", "conflict"}
    assert all(set(each) == keys for each in found)
    assert {each["conflict"] for each in found} == {None, "polarity"}
    assert [each["kind"] for each in found][:2] == ["new claim", "support"]
    since = [each["change"] for each in run("changes", "--since", "2024-10-16T09:01", "--json").objects]
    assert since == [each for each in found if each["at"] > "2024-10-16T09:01:59"]
    assert run("changes", "--as-of", "2024-10-15", "--json").objects == []


@pytest.mark.usefixtures("recorded")
def test_silence_where_nothing_changed(run: Callable[..., Done]) -> None:
    told = run("changes", "--since", "2025-01-01")
    assert (told.status, told.out, told.err) == (0, "", "Nothing changed in that time.\n")


@pytest.mark.usefixtures("recorded")
def test_sources_are_counted_by_pages_outlets_and_acts(run: Callable[..., Done]) -> None:
    found = {each["source"]["name"]: each["source"] for each in run("sources", "--json").objects}
    assert list(found) == ["Ann Lee", "Bo Park", "C"]
    lee = found["Ann Lee"]
    assert (lee["kind"], lee["pages"], lee["outlets"], lee["acts"]) == ("person", 2, ["A", "B"], {"say": 2})
    assert (lee["first_published"], lee["last_published"], lee["disputed"]) == ("2025-01-01", "2025-01-02", 2)
    assert (found["Bo Park"]["acts"], found["C"]["kind"]) == ({"deny": 1}, "outlet")
    assert [each["source"]["name"] for each in run("sources", "--as-of", "2024-10-15", "--json").objects] == []


@pytest.mark.usefixtures("recorded")
def test_the_table_of_sources_fits_the_terminal(run: Callable[..., Done]) -> None:
    lines = run("sources").out.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[1].split()[:4] == ["Ann", "Lee", "person", "2"]
    assert lines[1].rstrip().endswith("say 2; 2 disputed")


def test_an_empty_record_says_what_to_do(run: Callable[..., Done], tmp_path: Path) -> None:
    Ledger.open(str(tmp_path / "ledger.sqlite")).close()
    assert "onrecord add enters pages" in run("sources").err


def test_the_rules_are_printed_with_what_they_count(run: Callable[..., Done]) -> None:
    told = run("rules")
    assert max(map(len, told.out.splitlines())) <= 100
    for words in ("retracted", "corroborated", "independent ≥ 2", "everybody leaves it open", "voices that deny it"):
        assert words in " ".join(told.out.split())
    found = [each["rule"]["status"] for each in run("rules", "--json").objects]
    assert found[-1] == "unconfirmed"
    assert (len(found), len(set(found))) == (8, 7)


TEXT = (
    "The council of Ostvik closed the old pier on Monday after divers found cracks in nine of its forty pillars, "
    "and the ferry to the islands will leave from the fish market until the repairs are done in the spring. "
    "Fishermen have to land their catch across the bay, where the cranes are older and the road is narrow."
)
OTHER = "A bakery in the hills won a prize for its rye bread, made by a recipe from the time of the first mill there."


@pytest.fixture
def reprinted(tmp_path: Path) -> None:
    """One story in two outlets, and another by the first."""
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    for n, (outlet, text) in enumerate((("A", TEXT), ("B", TEXT), ("A", OTHER))):
        ledger.enter(digest(article(text, f"{n}.html", outlet=outlet, published=date(2025, 1, 1))), weigh, clock(n))
    ledger.close()


@pytest.mark.usefixtures("reprinted")
def test_origins_hold_the_pages_of_one_text_together_and_say_why(run: Callable[..., Done]) -> None:
    found = [each["origin"] for each in run("origins", "--json").objects]
    assert [(each["name"], len(each["articles"])) for each in found] == [("A", 2), ("A", 1)]
    (edge,) = found[0]["edges"]
    assert {edge["a"], edge["b"]} == set(found[0]["articles"])
    assert edge["reason"] == "text reuse"
    assert "found cracks in nine of its forty pillars" in edge["words"]
    told = run("origins").out
    assert "A  2 pages" in told
    assert "text reuse: “" in told


@pytest.mark.usefixtures("reprinted")
def test_origins_as_of_a_moment_know_only_the_pages_of_then(run: Callable[..., Done]) -> None:
    found = [each["origin"] for each in run("origins", "--as-of", "2024-10-16T09:00", "--json").objects]
    assert [len(each["articles"]) for each in found] == [1]
    assert "There are no pages" in run("origins", "--as-of", "2024-10-15").err


def counted(name: str, outlet: str, who: str, low: float, day: int) -> Digest:
    """A page on which somebody counts the dead of Ostvik."""
    of = article(f"{who}: {low:g} men were killed.", name, outlet=outlet, published=date(2025, 1, day))
    start = of.text.index(f"{low:g}")
    quantity = Quantity(
        span=Span(start, start + len(f"{low:g}")),
        low=low,
        high=low,
        bound="exactly",
        role="killed",
        counted="men",
        whose="Ostvik",
        stated_in=f"a{start}",
    )
    return digest(of, said(of, of.text[start:-1], who), quantities=(quantity,))


@pytest.fixture
def figures(tmp_path: Path) -> None:
    """A figure, its reprint, its revision, a rival, and a later figure by somebody else."""
    pages = [("A", "Ann Lee", 12, 1), ("B", "Ann Lee", 12, 2), ("A", "Ann Lee", 15, 3), ("C", "Bo Park", 14, 3)]
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    for n, (outlet, who, low, day) in enumerate([*pages, ("D", "Cy Roe", 20, 5)]):
        ledger.enter(counted(f"{n}.html", outlet, who, low, day), weigh, clock(n))
    ledger.close()


@pytest.mark.usefixtures("figures")
def test_what_pages_did_to_figures_is_told_with_their_sentences(run: Callable[..., Done]) -> None:
    told = " ".join(run("changes").out.split())
    revised = "estimate revised: 12 (Ann Lee, 2025-01-01) → 15 (Ann Lee, 2025-01-03): killed — men"
    assert f"{revised} Ann Lee, A, 2025-01-03: “Ann Lee: 15 men were killed.” Ann Lee, A, 2025-01-01:" in told
    assert "contradiction by value: 14 (Bo Park, 2025-01-03) beside 15 (Ann Lee, 2025-01-03): killed — men" in told
    assert "later figure: 20 (Cy Roe, 2025-01-05) beside 15 (Ann Lee, 2025-01-03); 14 (Bo Park, 2025-01-03)" in told


@pytest.mark.usefixtures("figures")
def test_changes_of_figures_keep_to_the_time_asked_and_a_reprint_makes_none(run: Callable[..., Done]) -> None:
    def kinds(*words: str) -> list[tuple[str, str]]:
        found = [each["change"] for each in run("changes", "--json", *words).objects]
        claims = ("new claim", "support", "status", "moved")
        return [(each["kind"], each["at"][11:16]) for each in found if each["kind"] not in claims]

    whole = [("estimate revised", "09:02"), ("contradiction", "09:03"), ("contradiction", "09:04")]
    assert kinds() == whole
    assert kinds("--as-of", "2024-10-16T09:01") == []
    assert kinds("--as-of", "2024-10-16T09:03") == whole[:2]
    assert kinds("--since", "2024-10-16T09:02") == whole[1:]
    estimates = {e["id"] for q in run("estimates", "--json").objects for e in q["estimates"]}
    found = [each["change"] for each in run("changes", "--json", "--since", "2024-10-16T09:02").objects]
    assert {id_ for each in found if each["conflict"] for id_ in each["because"][1:]} <= estimates


@pytest.mark.usefixtures("figures")
def test_a_brief_since_a_day_tells_what_became_of_figures(run: Callable[..., Done]) -> None:
    told = " ".join(run("brief", "--since", "2024-10-15").out.split())
    assert "Estimate revised: killed — men: 12 (Ann Lee, 2025-01-01) → 15 (Ann Lee, 2025-01-03) [" in told
    assert "Later figure, no contradiction: killed — men: 20 (Cy Roe, 2025-01-05) beside 15" in told
    assert "Estimate revised" not in run("brief", "--since", "2025-01-01").out
