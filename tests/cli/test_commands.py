"""The commands as a person types them: what is printed where, and the exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typed import STORY, Done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_read_prints_one_object_a_page_with_the_keys_of_the_interface(run: Callable[..., Done], pages: Path) -> None:
    done = run("read", "--json", pages)
    assert (done.status, len(done.objects)) == (0, 2)
    for read in done.objects:
        assert {"article", "attributions", "assertions", "quantities", "times", "mentions"} <= set(read)
        article = "id path url outlet headline authors published published_from dateline language credits"
        assert {*article.split(), "original_source", "text", "blocks"} <= set(read["article"])
        for found in read["attributions"]:
            told = "id source cue content speaker act form factuality hedges when latest stated"
            assert set(told.split()) == set(found)
            assert set(found["speaker"] or {}) in ({"name", "kind", "chain", "candidates", "office"}, set())
    assert done.objects[0]["article"]["published"] == "2024-10-16"


def test_every_span_that_read_prints_lies_in_the_text(run: Callable[..., Done], pages: Path) -> None:
    (read, _) = run("read", "--json", pages).objects
    text = read["article"]["text"]
    spans = [b["span"] for b in read["article"]["blocks"]]
    spans += [s for a in read["attributions"] for role in ("source", "cue", "content", "hedges") for s in a[role]]
    spans += [f["span"] for part in ("assertions", "quantities", "times", "mentions") for f in read[part]]
    assert spans
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_read_shows_the_page_and_who_said_what_to_a_person(run: Callable[..., Done], pages: Path) -> None:
    done = run("read", pages / "a.html")
    assert done.status == 0
    assert "Shells went by rail, envoy says" in done.out
    assert "Ann Lee" in done.out
    assert "All rights reserved" not in done.out
    assert "\x1b" not in done.out


def test_plain_text_is_taken_as_it_is(run: Callable[..., Done], tmp_path: Path) -> None:
    text = "\ufeffAnn Lee said it would rain.\r\n\r\nIt did 🌧, said Bo Kim.\n"
    (tmp_path / "p.txt").write_bytes(text.encode())
    (read,) = run("read", "--plain", "--json", tmp_path / "p.txt").objects
    assert read["article"]["text"] == text


def test_published_is_for_pages_that_give_no_date(run: Callable[..., Done], pages: Path) -> None:
    plain = pages / "p.txt"
    plain.write_text("Ann Lee said it would rain.", "utf-8")
    (read,) = run("read", "--plain", "--json", "--published", "2024-01-02", plain).objects
    assert (read["article"]["published"], read["article"]["published_from"]) == ("2024-01-02", "given")
    (read,) = run("read", "--json", "--published", "2024-01-02", pages / "a.html").objects
    assert read["article"]["published"] == "2024-10-16"


def test_a_page_that_is_none_is_an_object_and_a_line_and_the_status_is_1(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = run("read", "--json", tmp_path / "empty.html")
    assert done.status == 1
    assert done.objects[0]["rejected"]["path"] == str(tmp_path / "empty.html")
    assert done.err.count("\n") == 1


def test_read_is_done_when_one_page_of_several_could_be_read(run: Callable[..., Done], pages: Path) -> None:
    (pages / "empty.html").write_bytes(b"")
    assert run("read", "--json", pages).status == 0


def test_adding_records_and_adding_again_changes_nothing(run: Callable[..., Done], pages: Path) -> None:
    first = run("add", "--json", pages)
    assert (first.status, [o["added"]["state"] for o in first.objects]) == (0, ["recorded", "recorded"])
    before = run("claims", "--json").out
    again = run("add", "--json", pages)
    assert [o["added"]["state"] for o in again.objects] == ["known", "known"]
    assert run("claims", "--json").out == before


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("big.html", b"<p>word</p>" * 2_300_000, "over the limit of 20 MB a page; raise it with --max-size"),
        ("binary.html", bytes(range(256)) * 40, "not recognised"),
        ("gzip.html", b"\x1f\x8b\x08\x00" + bytes(200), "damaged"),
        ("empty.html", b"", "empty"),
        ("cut.html", b"<html><head><meta char", "no article found"),
        ("page.pdf", b"%PDF-1.7", "PDF"),
        ("disguised.html", b"%PDF-1.7 and more", "PDF"),
        ("page.docx", b"PK", "Word files are not read"),
        ("dump.warc.gz", b"\x1f\x8b\x08\x00" + bytes(200), "damaged"),
    ],
)
def test_a_bad_page_is_one_clear_line_and_the_others_are_recorded(
    run: Callable[..., Done], pages: Path, name: str, body: bytes, complaint: str
) -> None:
    (pages / name).write_bytes(body)
    done = run("add", "--json", pages)
    assert done.status == 1
    assert len(done.objects) == 2
    said, summed = done.err.splitlines()
    assert name in said
    assert complaint in said
    assert summed == "2 on record, 1 refused."


def test_a_page_that_cannot_be_opened_is_one_clear_line(run: Callable[..., Done], pages: Path) -> None:
    (pages / "c.html").symlink_to(pages / "nowhere.html")
    done = run("add", "--json", pages)
    assert (done.status, len(done.objects)) == (1, 2)
    assert "c.html: cannot be read: No such file or directory" in done.err


def test_a_truncated_page_and_a_wrong_encoding_are_read_as_far_as_they_go(
    run: Callable[..., Done], pages: Path
) -> None:
    story = STORY.format(outlet="Östra Posten", who="Åke Öst")
    (pages / "cut.html").write_bytes(story.encode()[: story.index("Nothing else")])
    (pages / "wrong.html").write_bytes(('<meta charset="utf-8">' + story).encode("cp1252"))
    done = run("read", "--json", pages / "cut.html", pages / "wrong.html")
    assert done.status == 0
    for read in done.objects:
        assert "Åke Öst said that the shells were sent by rail in May." in read["article"]["text"]


def test_claims_are_listed_with_the_keys_of_the_interface(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    found = run("claims", "rail", "--json").objects
    assert found
    keys = "id text status reasons topic origins pages first_published last_published evidence contrary credibility"
    assert set(found[0]["claim"]) == set(keys.split())
    evidence = "id article path url outlet published recorded speaker chain act factuality quote span origin"
    assert set(found[0]["claim"]["evidence"][0]) == set(evidence.split())
    (sent,) = (c["claim"] for c in found if c["claim"]["text"].startswith("the shells were sent"))
    # In the same words of the reporters: one of them has it from the other.
    assert (sent["status"], sent["origins"], sent["pages"]) == ("reported", 1, 2)


def test_claims_can_be_narrowed_by_words_and_status(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    everything = run("claims", "--json").objects
    narrowed = run("claims", "shells", "Ann", "--json").objects
    assert 0 < len(narrowed) < len(everything)
    assert run("claims", "--status", "denied", "--json").objects == []
    assert "No claim on record fits." in run("claims", "unheard-of").err


def test_the_table_of_claims_fits_the_terminal(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    table = run("claims").out
    assert max(map(len, table.splitlines())) <= 100
    assert "reported" in table


def test_as_of_a_day_before_the_first_page_nothing_was_known(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    assert run("claims", "--as-of", "2001-01-01", "--json").objects == []
    assert run("claims", "--as-of", "2999-01-01", "--json").out == run("claims", "--json").out
    assert "nothing" in run("brief", "--as-of", "2001-01-01").out


@pytest.mark.parametrize(("form", "sign"), [("text", "QUICK LOOK"), ("markdown", "# "), ("html", "<!doctype html>")])
def test_the_brief_is_written_in_each_form(run: Callable[..., Done], pages: Path, form: str, sign: str) -> None:
    run("add", pages)
    done = run("brief", "--format", form)
    assert done.status == 0
    assert sign.lower() in done.out.lower()


def test_the_brief_as_json_cites_words_that_stand_in_the_pages(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    texts = {o["article"]["id"]: o["article"]["text"] for o in run("read", "--json", pages).objects}
    brief = run("brief", "--json").objects[0]
    cited = [c for line in brief["quick"] for c in line["citations"]]
    assert cited
    for c in cited:
        assert texts[c["article"]][slice(*c["span"])] == c["quote"]


def test_the_brief_goes_to_a_file(run: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    run("add", pages)
    done = run("brief", "--format", "html", "-o", tmp_path / "brief.html")
    assert (done.status, done.out) == (0, "")
    assert "</html>" in (tmp_path / "brief.html").read_text("utf-8")
    failed = run("brief", "-o", tmp_path / "no folder" / "brief.html")
    assert failed.status == 1
    assert "cannot be written" in failed.err


def test_topics_come_from_the_situation_file(run: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    run("add", pages)
    (tmp_path / "s.yaml").write_text("title: Trains\ntopics:\n  - name: Rail\n    terms: [rail, wagons]\n", "utf-8")
    topics = {c["claim"]["topic"] for c in run("claims", "--situation", tmp_path / "s.yaml", "--json").objects}
    assert topics == {"Rail", None}
    assert "Trains" in run("brief", "--situation", tmp_path / "s.yaml").out
    (tmp_path / "s.yaml").write_text("topics: 3", "utf-8")
    failed = run("brief", "--situation", tmp_path / "s.yaml")
    assert (failed.status, failed.err.count("\n")) == (1, 1)


def test_verify_finds_a_whole_record_whole(run: Callable[..., Done], pages: Path) -> None:
    run("add", pages)
    done = run("verify")
    assert done.status == 0
    assert re.match(r"2 pages; \d+ records of the archive are whole; every quote stands and every", done.out)
    assert re.search(r"to be kept elsewhere: \d+ [0-9a-f]{64}\nNo timestamp: .* see 'onrecord stamp'\.\n$", done.out)


def test_verify_names_the_damaged_page(run: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    run("add", pages)
    (kept,) = (tmp_path / "ledger.sqlite.archive").rglob("*.warc.gz")
    body = bytearray(kept.read_bytes())
    body[-200] ^= 1
    kept.write_bytes(body)
    done = run("verify")
    assert done.status == 1
    assert re.search(r"pages/b\.html", done.err)
    assert "fault" in done.out


def test_the_demo_shows_a_cited_brief_and_keeps_what_is_asked(run: Callable[..., Done], tmp_path: Path) -> None:
    done = run("demo", "--keep", tmp_path / "kept")
    assert done.status == 0
    assert "QUICK LOOK" in done.out
    assert "10-not-an-article.html" in done.err
    assert run("verify", "--ledger", tmp_path / "kept" / "demo.sqlite").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        ("nonsense",),
        ("claims", "--as-of", "yesterday"),
        ("read", "--published", "16.10.2024", "x"),
        ("brief", "--format", "docx"),
        ("read", "--max-size", "0", "x"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_wrong(run: Callable[..., Done], words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.status == 2
    assert "Error" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["claims", "brief", "verify"])
def test_looking_at_a_ledger_that_is_not_there_says_what_to_do(run: Callable[..., Done], command: str) -> None:
    done = run(command)
    assert done.status == 1
    assert "no ledger there; record pages first with 'onrecord add'" in done.err


@pytest.mark.parametrize("address", ["oracle://me:secret@host/db", "nonsense://x", "mysql://"])
def test_a_ledger_of_another_kind_is_refused_in_one_line(run: Callable[..., Done], pages: Path, address: str) -> None:
    done = run("add", pages, "--ledger", address)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "secret" not in done.err


@pytest.mark.parametrize("command", ["read", "add", "claims", "brief", "verify", "demo"])
def test_help_has_an_example_that_is_a_command(run: Callable[..., Done], command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"Example: onrecord {command}" in done.out


def test_a_page_cannot_steer_the_terminal(run: Callable[..., Done], tmp_path: Path) -> None:
    hostile = "Ann Lee said that the shells \x1b[2J\x1b]0;owned\x07 were sent \u202eby rail in May.\n"
    (tmp_path / "p.txt").write_text(hostile, "utf-8")
    run("add", "--plain", tmp_path / "p.txt")
    for done in (run("read", "--plain", tmp_path / "p.txt"), run("claims"), run("brief")):
        assert not set("\x1b\x07\u202e") & set(done.out + done.err)


def test_a_name_that_is_no_text_is_escaped_and_stops_nothing(run: Callable[..., Done], pages: Path) -> None:
    (pages / os.fsdecode(b"bad\xff.html")).write_text(STORY.format(outlet="A", who="Cy Roe"), "utf-8")
    done = run("add", "--json", pages)
    assert (done.status, len(done.objects)) == (0, 3)
    assert {o["added"]["path"] for o in done.objects} >= {str(pages / "bad\\xff.html")}
    assert run("verify").status == 0


def test_half_a_surrogate_in_the_metadata_stops_nothing(run: Callable[..., Done], pages: Path) -> None:
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Out\\ud83dlet"}}</script>'
    )
    story = STORY.format(outlet="", who="Cy Roe").replace("</head>", linked + "</head>")
    (pages / "c.html").write_text(story, "utf-8")
    assert run("add", "--json", pages).status == 0


def test_one_bad_path_does_not_keep_the_others_from_being_recorded(run: Callable[..., Done], pages: Path) -> None:
    done = run("add", "--json", pages / "a.html", "x" * 300, pages / "b.html")
    assert (done.status, len(done.objects)) == (1, 2)
    assert "File name too long" in done.err


def test_a_linked_folder_is_said_not_to_be_followed(run: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (pages / "link").symlink_to(tmp_path / "elsewhere")
    (pages / "loop").symlink_to(pages)
    done = run("add", "--json", pages)
    assert (done.status, len(done.objects)) == (1, 2)
    assert done.err.count("a link to a folder, which is not followed") == 2


@pytest.mark.parametrize("name", ["q?x=1.sqlite", "50%20a.sqlite", "foo.archive", "a b#c"])
def test_the_ledger_is_the_very_file_that_is_named(
    run: Callable[..., Done], pages: Path, tmp_path: Path, name: str
) -> None:
    assert run("add", pages, "--ledger", tmp_path / name).status == 0
    assert (tmp_path / name).is_file()
    assert run("verify", "--ledger", tmp_path / name).status == 0


@pytest.mark.parametrize("address", [":memory:", "sqlite://", "sqlite:///"])
def test_a_ledger_that_would_be_lost_is_refused(run: Callable[..., Done], pages: Path, address: str) -> None:
    done = run("add", pages, "--ledger", address)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "must be a file" in done.err


def test_json_stays_json_and_on_one_line_whatever_the_page_says(run: Callable[..., Done], tmp_path: Path) -> None:
    text = f"Ann Lee said about {'9' * 400} soldiers came.\u2028Bo Kim said it rained \x9b31m all day."
    (tmp_path / "p.txt").write_text(text, "utf-8")
    done = run("read", "--plain", "--json", tmp_path / "p.txt")
    assert len(done.out.splitlines()) == 1
    assert json.loads(done.out, parse_constant=pytest.fail)["article"]["text"] == text


def test_a_past_look_shows_the_path_that_was_known_then(run: Callable[..., Done], pages: Path) -> None:
    story = (pages / "b.html").read_bytes()
    run("add", pages / "b.html")
    then = run("claims", "--json").objects[0]["claim"]["evidence"][0]["recorded"]
    (pages / "a0.html").write_bytes(story)
    run("add", pages / "a0.html")
    paths = [
        run("claims", "--json", *asked).objects[0]["claim"]["evidence"][0]["path"] for asked in ((), ("--as-of", then))
    ]
    assert [path[-7:] for path in paths] == ["a0.html", "/b.html"]


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m onrecord demo --keep {tmp_path}/kept | head -n 1"
    done = subprocess.run(  # noqa: S602 - the shell makes the pipe that breaks
        command, shell=True, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "100"}
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_the_version_is_printed(run: Callable[..., Done]) -> None:
    assert run("--version").out.startswith("onrecord 0.")
