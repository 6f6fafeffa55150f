"""Ledger values in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.brief import _phrases as p
from onrecord.model import Speaker

if TYPE_CHECKING:
    from brief.conftest import Maker

    from onrecord.model import Factuality, SpeakerKind


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("all of it fits", 14, "all of it fits"),
        ("one two three", 8, "one two"),
        ("one two three", 7, "one two"),
        ("one two three", 6, "one"),
        ("The ships left port, and nobody followed", 26, "The ships left port"),
        ("Yes, the ships left the harbour by night", 30, "Yes, the ships left the"),
        ("He said: “Go.” Then they went away", 20, "He said: “Go.” Then"),
        ("w" * 50, 10, "w" * 10),
        ("", 5, ""),
    ],
)
def test_words_are_cut_at_a_late_clause_or_else_a_word(text: str, room: int, kept: str) -> None:
    assert p.cut(text, room) == (kept, kept != text)


@given(st.text(), st.integers(1, 60))
def test_what_is_kept_is_how_the_text_begins_and_fits(text: str, room: int) -> None:
    kept, was_cut = p.cut(text, room)
    assert text.startswith(kept)
    assert len(kept) <= room
    assert was_cut == (len(text) > room)


@given(st.text(), st.integers(2, 60))
def test_shortened_text_fits_with_its_ellipsis(text: str, room: int) -> None:
    assert len(p.shortened(text, room)) <= room


def test_a_family_of_joined_emoji_is_not_torn() -> None:
    assert p.cut("ab👩‍👩‍👧 more", 5) == ("ab", True)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("so it is", 20, "“so it is”"), ("so it is said", 8, "“so it is”…"), ("so\n\tit  is", 20, "“so it is”")],
)
def test_the_mark_of_cutting_stands_outside_the_quotation(text: str, room: int, expected: str) -> None:
    assert p.quoted(text, room) == expected


@pytest.mark.parametrize(
    ("text", "words", "verbatim"),
    [
        ("“We deny it,” she said.", "We deny it", True),
        ("“We deny it,” she said.", "“We deny it,”", True),
        ('He said: "We deny it."', "We deny it.", True),
        ("He said: « We deny it »", "We deny it", True),
        ("He says ‘we don’t know’ now", "we don’t know", True),
        ("She said that they deny it.", "that they deny it", False),
        ("It was “massive” losses, he said.", "“massive” losses", False),
        ("He called it “massive” and left.", "massive", True),
        ("They deny it, she said.", "They deny it", False),
    ],
)
def test_only_what_the_page_puts_in_quotation_marks_is_verbatim(
    make: Maker, text: str, words: str, *, verbatim: bool
) -> None:
    page = make.page("a", text)
    evidence = page.evidence(words, make.speaker("X"))
    assert p.is_verbatim(evidence, page.article) is verbatim
    notes = p.reservations(evidence, {"a": page.article}, short=False)
    assert ("paraphrased" in notes) is not verbatim


@pytest.mark.parametrize(("words", "verbatim"), [("We deny it", True), ("she denied", False)])
def test_the_mark_may_stand_in_what_is_cited_before_the_words(make: Maker, words: str, *, verbatim: bool) -> None:
    page = make.page("a", "“We deny it,” she denied.")
    evidence = replace(page.evidence("“We deny it,” she denied", make.speaker("X")), words=words)
    assert p.is_verbatim(evidence, page.article) is verbatim


def test_the_outlets_own_voice_is_no_paraphrase(make: Maker) -> None:
    page = make.page("a", "The ships left.")
    assert p.reservations(page.evidence("The ships left"), {"a": page.article}, short=False) == []


@pytest.mark.parametrize(
    ("factuality", "long", "short"),
    [
        ("CT+", [], []),
        ("PS+", ["possible as put by the source"], ["possible"]),
        ("Uu", ["left open"], ["left open"]),
        ("CT-", ["negated"], ["negated"]),
    ],
)
def test_what_a_source_leaves_open_is_said(
    make: Maker, factuality: Factuality, long: list[str], short: list[str]
) -> None:
    page = make.page("a", "The ships left.")
    evidence = page.evidence("The ships left", factuality=factuality)
    assert p.reservations(evidence, {}, short=False) == long
    assert p.reservations(evidence, {}, short=True) == short


def test_a_denial_is_not_negated_once_more(make: Maker) -> None:
    page = make.page("a", "The ships left.")
    denied = page.evidence("The ships left", None, "deny", "CT-")
    assert p.reservations(denied, {}, short=False) == []
    assert p.reservations(replace(denied, factuality="PR-"), {}, short=True) == ["improbable"]


@pytest.mark.parametrize(
    ("given_words", "expected"),
    [
        ("We go … tomorrow", "We go … tomorrow"),
        ("tomorrow … We go", "We go,” he said, “tomorrow"),
        ("We flee", "We go,” he said, “tomorrow"),
        (" … ", "We go,” he said, “tomorrow"),
    ],
)
def test_pieces_that_do_not_stand_in_what_is_cited_are_never_shown(
    make: Maker, given_words: str, expected: str
) -> None:
    page = make.page("a", "“We go,” he said, “tomorrow.”")
    evidence = replace(page.evidence("We go,” he said, “tomorrow", make.speaker("X")), words=given_words)
    assert p.stated(evidence) == expected


@pytest.mark.parametrize(
    ("speaker", "expected", "as_subject"),
    [
        (Speaker("NIS", "body"), "NIS", "NIS"),
        (Speaker("NIS", "body", ("lawmaker X",)), "NIS, through lawmaker X", "NIS, through lawmaker X,"),
        (
            Speaker("NIS", "body", ("Agency", "lawmaker X")),
            "NIS, through lawmaker X, then Agency",
            "NIS, through lawmaker X, then Agency,",
        ),
        (Speaker("two\nofficials", "group", (" ",)), "two officials", "Two officials"),
        (Speaker("", "unknown"), "an unnamed speaker", "An unnamed speaker"),
    ],
)
def test_a_chain_runs_from_the_speaker_to_the_page(
    make: Maker, speaker: Speaker, expected: str, as_subject: str
) -> None:
    assert p.speaker_chain(speaker) == expected
    assert p.subject(make.page("a", "It is so.").evidence("It is so", speaker)) == as_subject


@pytest.mark.parametrize(
    ("outlet", "expected"), [("Post", "Post"), (None, "An unnamed outlet"), ("", "An unnamed outlet")]
)
def test_where_nobody_speaks_the_outlet_does(make: Maker, outlet: str | None, expected: str) -> None:
    evidence = make.page("a", "It is so.", outlet=outlet).evidence("It is so")
    assert p.subject(evidence) == expected
    assert p.said(evidence, expected, 20) == f"{expected}, in its own words: “It is so”"


def test_braces_in_what_was_read_are_shown_and_not_filled(make: Maker) -> None:
    evidence = make.page("a", "It is {verb} so.").evidence("It is {verb} so", make.speaker("{quote}"))
    assert p.said(evidence, "{quote}", 40) == "{quote} said: “It is {verb} so”"


@pytest.mark.parametrize(
    ("origins", "pages", "expected"),
    [(["a"], ["p"], "1 origin, 1 page"), (["a", "b", "a"], ["p", "q", "r"], "2 origins, 3 pages")],
)
def test_support_says_origins_and_pages(origins: list[str], pages: list[str], expected: str) -> None:
    assert p.support(origins, pages) == expected


@pytest.mark.parametrize(("given_day", "expected"), [(date(2025, 1, 13), "2025-01-13"), (None, "undated")])
def test_a_page_without_a_date_is_undated(given_day: date | None, expected: str) -> None:
    assert p.day(given_day) == expected


@pytest.mark.parametrize(
    "at",
    [
        datetime(2025, 1, 21, 12, 30, tzinfo=UTC),
        datetime(2025, 1, 21, 21, 30, tzinfo=timezone(timedelta(hours=9))),
        datetime(2025, 1, 21, 12, 30),  # noqa: DTZ001 - a time without a zone is the case
    ],
)
def test_moments_are_told_in_utc(at: datetime) -> None:
    assert p.moment(at) == "2025-01-21 12:30 UTC"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("he", "unknown", "“he” (not resolved)"),
        ("They", "unknown", "“They” (not resolved)"),
        ("It", "body", "It"),
        ("a senior diplomat", "unknown", "a senior diplomat"),
    ],
)
def test_a_pronoun_that_nobody_resolved_is_marked(name: str, kind: SpeakerKind, shown: str) -> None:
    assert p.speaker_name(Speaker(name, kind)) == shown
