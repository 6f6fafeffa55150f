"""`onrecord decide`, `undo` and `decisions`: what a person types, what it does, and what it says."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

import pytest
from making import clock
from rereading import OLD, page

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typed import Done

RAIN = "the rain will stop before noon today"
FERRY = "no boat leaves the harbour until evening"
SHELLED = "the Kestrel brigade shelled the harbour of Varna"
NOT_SHELLED = "the Kestrel brigade did not shell the harbour"
PAGES = [
    page("story/a.html", f"Ann Lee said that {RAIN}.", outlet="Harbour Post"),
    page("story/b.html", f"Bo Kim said that {FERRY}.", outlet="Pier Gazette"),
    page("story/c.html", f"Cy Roe said that {RAIN}.", outlet="Quay Times"),
]


@pytest.fixture(autouse=True)
def _recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two claims on three pages; nobody has a name in the environment."""
    monkeypatch.delenv("ONRECORD_WHO", raising=False)
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    archive = Archive(tmp_path / "ledger.sqlite.archive", tool="test", clock=clock())
    for n, of in enumerate(PAGES):
        pipeline.enter(OLD.digest(of), archive, ledger, clock(n))
    ledger.close()


def claim(run: Callable[..., Done], words: str) -> dict[str, Any]:
    (found,) = (each["claim"] for each in run("claims", "--json").objects if words in each["claim"]["text"])
    assert isinstance(found, dict)
    return found


def ids(run: Callable[..., Done]) -> tuple[str, str]:
    first, second = (claim(run, words)["id"] for words in (RAIN, FERRY))
    return first, second


def test_the_ids_that_are_shown_are_those_that_are_taken(run: Callable[..., Done]) -> None:
    found = claim(run, RAIN)
    shown = run("claims", "rain", "-e").out
    assert found["id"][:8] in shown
    assert all(e["id"][:8] in shown for e in found["evidence"])
    assert run("decide", "confirm", found["id"][:8], "--why", "seen").status == 0


def test_merged_claims_are_one_and_told_so(run: Callable[..., Done]) -> None:
    first, second = ids(run)
    tried = run("decide", "merge", first[:6], second, "--why", "one event", "--dry-run")
    assert tried.out.startswith("Would be decision 1: merge, by ")
    assert len(run("claims", "--json").objects) == 2
    done = run("decide", "merge", first[:6], second, "--why", "one event", "--who", "eve")
    assert done.status == 0
    assert done.out.splitlines()[0] == "Decision 1: merge, by eve."
    assert "  moved: " in done.out
    assert " stands as corroborated: " in done.out
    (whole,) = run("claims", "--json").objects
    assert [e["quote"] for e in whole["claim"]["evidence"]].count(RAIN) == 2
    assert {e["quote"] for e in whole["claim"]["evidence"]} == {RAIN, FERRY}
    told = run("changes").out
    assert "decision: merge" in told
    assert "decided by eve: one event" in told


def test_a_claim_cannot_be_merged_with_itself(run: Callable[..., Done]) -> None:
    first, _ = ids(run)
    done = run("decide", "merge", first, first[:9], "--why", "x")
    assert (done.status, done.out) == (1, "")
    assert "this is one claim already; name two or more" in done.err


def contrary(tmp_path: Path) -> None:
    """Two claims more, each of which says in other words that the other is not so."""
    ledger = Ledger.open(str(tmp_path / "ledger.sqlite"))
    archive = Archive(tmp_path / "ledger.sqlite.archive", tool="test", clock=clock())
    for n, words in enumerate((SHELLED, NOT_SHELLED), 5):
        of = page(f"story/{n}.html", f"Di Poe{n} said that {words}.", outlet=f"Post {n}")
        pipeline.enter(OLD.digest(of), archive, ledger, clock(n))
    ledger.close()


def test_claims_that_do_not_contradict_each_other_are_reconciled(run: Callable[..., Done], tmp_path: Path) -> None:
    contrary(tmp_path)
    one, other = (claim(run, words) for words in (SHELLED, NOT_SHELLED))
    assert {one["status"], other["status"]} == {"disputed"}
    tried = run("decide", "reconcile", one["id"][:8], other["id"], "--why", "two harbours", "--dry-run")
    assert tried.out.startswith("Would be decision 1: reconcile, by ")
    assert claim(run, SHELLED)["status"] == "disputed"
    done = run("decide", "reconcile", one["id"][:8], other["id"], "--why", "two harbours", "--who", "eve")
    assert (done.status, done.out.splitlines()[0]) == (0, "Decision 1: reconcile, by eve.")
    assert done.out.count("  status: disputed → reported: ") == 2
    assert {claim(run, words)["status"] for words in (SHELLED, NOT_SHELLED)} == {"reported"}
    assert "decided by eve: two harbours" in run("changes").out
    assert run("verify").status == 0
    again = run("decide", "reconcile", one["id"], other["id"], "--why", "once more")
    assert (again.status, "do not contradict each other in other words" in again.err) == (1, True)
    assert run("undo", "1", "--why", "it is one harbour").status == 0
    assert claim(run, SHELLED)["status"] == "disputed"


def test_only_two_claims_can_be_reconciled_and_only_where_they_contradict_each_other(run: Callable[..., Done]) -> None:
    first, second = ids(run)
    for given, complaint in (
        ([first, first[:9]], "this is one claim; name two or more"),
        ([first, second], f"claims {first} and {second} do not contradict each other in other words"),
    ):
        done = run("decide", "reconcile", *given, "--why", "x")
        assert (done.status, done.out, complaint in done.err) == (1, "", True)


def test_a_statement_is_split_from_its_claim(run: Callable[..., Done]) -> None:
    found = claim(run, RAIN)
    second = found["evidence"][1]["id"]
    done = run("decide", "split", found["id"], "--statement", second[:10], "--why", "another day")
    assert done.status == 0
    assert len(run("claims", "--json").objects) == 3
    assert run("decisions", "--json").objects[0]["decision"]["state"] == "holds"
    assert run("verify").status == 0


@pytest.mark.parametrize(
    ("statements", "complaint"),
    [
        (lambda _: ["ffff"], "no statement of it begins with 'ffff'"),
        (lambda _: [""], "more than one statement of it begins with ''"),
        (lambda e: [each["id"] for each in e], "nothing would be left of it"),
    ],
)
def test_what_cannot_be_split_is_said(
    run: Callable[..., Done], statements: Callable[[list[dict[str, Any]]], list[str]], complaint: str
) -> None:
    found = claim(run, RAIN)
    given = [word for id_ in statements(found["evidence"]) for word in ("--statement", id_)]
    done = run("decide", "split", found["id"], *given, "--why", "x")
    assert (done.status, complaint in done.err) == (1, True)
    assert run("decisions").out == ""


def test_who_vouches_is_named_and_by_default_who_is_logged_in(
    run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second = ids(run)
    assert f"Decision 1: confirm, by {getpass.getuser()}." in run("decide", "confirm", second, "--why", "seen").out
    monkeypatch.setenv("ONRECORD_WHO", "adam")
    run("decide", "confirm", second, "--why", "heard")
    found = claim(run, FERRY)
    assert found["status"] == "confirmed"
    assert found["reasons"][:2] == [
        f"confirmed by {getpass.getuser()} of the team: seen",
        "confirmed by adam of the team: heard",
    ]


def test_where_nobody_has_a_name_it_must_be_given(run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    _, second = ids(run)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 4_000_000_000)
    done = run("decide", "confirm", second, "--why", "seen")
    assert (done.status, "say who decides with --who or ONRECORD_WHO" in done.err) == (1, True)
    assert run("decide", "confirm", second, "--why", "seen", "--who", "eve").status == 0


def test_grades_are_shown_and_move_no_status(run: Callable[..., Done]) -> None:
    first, second = ids(run)
    before = claim(run, FERRY)
    assert run("decide", "grade", second, "3", "--why", "one witness").status == 0
    assert run("decide", "grade", "bo kim", "b", "--why", "long known").status == 0
    assert run("decide", "grade", "Bo Kim", "C", "--why", "less so").status == 0
    assert claim(run, FERRY) == before | {"credibility": "3"}
    assert claim(run, RAIN)["credibility"] is None
    assert "; credibility 3" in run("claims", "boat").out
    found = {each["source"]["name"]: each["source"]["reliability"] for each in run("sources", "--json").objects}
    assert found == {"Ann Lee": None, "Bo Kim": "C", "Cy Roe": None}
    assert " C " in next(line for line in run("sources").out.splitlines() if line.startswith("Bo Kim"))
    assert "grade C of Bo Kim (fairly reliable)" in run("decisions").out
    run("undo", 3, "--why", "slip")
    assert run("sources", "--json").objects[0]["source"].keys() >= {"reliability"}
    assert {e["source"]["reliability"] for e in run("sources", "--json").objects} == {None, "B"}
    assert first != second


def test_a_grade_that_is_none_is_wrong_usage(run: Callable[..., Done]) -> None:
    done = run("decide", "grade", "Bo Kim", "G", "--why", "x")
    assert (done.status, "is no grade" in done.err) == (2, True)


def test_a_page_is_dated_by_its_path_and_its_days_are_reckoned_anew(run: Callable[..., Done], tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    words = "Mara Velde said on Monday that about 40 soldiers were killed near the old mill. " * 3
    (folder / "mill.txt").write_text(f"{words}\nThe mill stands by the river, and no road leads to it.\n", "utf-8")
    run("add", folder, "--plain")
    assert run("decide", "date", "mill.txt", "2024-10-16", "--why", "print edition").status == 0
    found = [
        e for c in run("claims", "--json").objects for e in c["claim"]["evidence"] if e["path"].endswith("mill.txt")
    ]
    assert {e["published"] for e in found} == {"2024-10-16"}
    stated = [e["as_of"] for q in run("estimates", "--json").objects for e in q["estimates"]]
    assert all(day and day <= "2024-10-16" for day in stated)
    assert run("verify").status == 0
    assert "date 2024-10-16 of " in run("changes").out


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("decide", "date", "nowhere.html", "2024-10-16", "--why", "x"), 1, "no page 'nowhere.html' is on record"),
        (("decide", "date", "story/a.html", "soon", "--why", "x"), 2, "'soon' is not a date"),
        (("decide", "date", "html", "2024-10-16", "--why", "x"), 1, "no page 'html' is on record"),
        (("decide", "confirm", "zz", "--why", "x"), 1, "no claim 'zz' is on record; 'onrecord claims' shows ids"),
        (("decide", "confirm", "", "--why", "x"), 1, "can be any of"),
        (("decide", "confirm", "zz"), 2, "--why"),
        (("decide", "merge", "zz", "--why", "x"), 1, "no claim 'zz'"),
        (("undo", "9", "--why", "x"), 1, "no decision 9 is on record"),
    ],
)
def test_what_cannot_be_decided_is_said_and_changes_nothing(
    run: Callable[..., Done], words: tuple[str, ...], status: int, complaint: str
) -> None:
    done = run(*words)
    assert (done.status, complaint in " ".join(done.err.split())) == (status, True), done.err
    assert run("decisions").out == ""


def test_a_decision_without_a_reason_is_refused(run: Callable[..., Done]) -> None:
    first, _ = ids(run)
    done = run("decide", "confirm", first, "--why", "  ")
    assert (done.status, "a decision needs a reason" in done.err) == (2, True)


def test_the_list_tells_who_when_why_and_whether_it_holds(run: Callable[..., Done]) -> None:
    first, second = ids(run)
    run("decide", "merge", first, second, "--why", "one [event]", "--who", "eve")
    run("undo", 1, "--why", "two after all", "--who", "adam")
    told = run("decisions")
    assert (told.status, told.err) == (0, "")
    lines = [line.strip() for line in told.out.splitlines()]
    assert lines[0] == "1  merge"
    assert lines[1].endswith(" UTC, eve: one [event]")
    assert lines[2] == "undone by 2"
    assert lines[3:5] == [f"claim {first[:8]}: “{RAIN}”", f"claim {second[:8]}: “{FERRY}”"]
    assert "2  undo 1" in lines
    found = [each["decision"] for each in run("decisions", "--json").objects]
    assert [(d["number"], d["state"], d["undone_by"], d["reverses"]) for d in found] == [
        (1, "undone", 2, None),
        (2, "holds", None, 1),
    ]
    assert {s["claim"] for s in found[0]["statements"]} == {first, second}
    assert run("decisions", "--as-of", "2024-10-16").out == ""


def test_a_decision_that_a_later_one_outweighs_says_so(run: Callable[..., Done]) -> None:
    found = claim(run, RAIN)
    second = found["evidence"][1]["id"]
    run("decide", "split", found["id"], "--statement", second, "--why", "x")
    two = [c["claim"]["id"] for c in run("claims", "--json").objects if RAIN in c["claim"]["text"]]
    run("decide", "merge", *two, "--why", "y")
    assert [d["decision"]["state"] for d in run("decisions", "--json").objects] == ["outweighed", "holds"]
    assert "outweighed by a later decision" in run("decisions").out


def test_decided_as_an_object(run: Callable[..., Done]) -> None:
    first, _ = ids(run)
    (told,) = run("decide", "confirm", first, "--why", "seen", "--json").objects
    assert told["decided"].keys() == {"number", "at", "dry_run", "changes"}
    assert [c["kind"] for c in told["decided"]["changes"]] == ["decision", "status"]


def test_what_was_decided_outlives_a_rebuild_and_a_copy(run: Callable[..., Done], tmp_path: Path) -> None:
    first, second = ids(run)
    run("decide", "merge", first, second, "--why", "one event")
    before = [run(look, "--json").out for look in ("claims", "changes", "decisions")]
    run("rebuild")
    assert [run(look, "--json").out for look in ("claims", "changes", "decisions")] == before
    run("backup", tmp_path / "copy.sqlite")
    copy = str(tmp_path / "copy.sqlite")
    assert [run(look, "--json", "--ledger", copy).out for look in ("claims", "changes", "decisions")] == before


def test_an_empty_list_says_where_to_begin(run: Callable[..., Done]) -> None:
    assert "Nothing was decided; onrecord decide --help" in run("decisions").err


@pytest.mark.parametrize("words", ["merge", "split", "confirm", "grade", "date"])
def test_the_help_of_each_decision_has_an_example(run: Callable[..., Done], words: str) -> None:
    done = run("decide", words, "--help")
    assert (done.status, f"Example: onrecord decide {words}" in done.out) == (0, True)
