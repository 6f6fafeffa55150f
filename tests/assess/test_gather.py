"""Evidence and figures, each with a citation that stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, asserted, digest, said

from onrecord.assess import gather
from onrecord.assess._gather import figures
from onrecord.model import NOBODY, Quantity, Reading, Span, Speaker

TEXT = "Kurt Campbell said the shells were sent by rail in May. About 300 soldiers were killed, an aide said."


def test_evidence_quotes_the_article_at_its_span() -> None:
    page = article(TEXT)
    (e,) = digest(page, said(page, "the shells were sent by rail in May")).evidence
    assert e.citation.quote == page.text[slice(*e.citation.span)] == "the shells were sent by rail in May"


def test_content_in_pieces_is_cited_whole_and_its_words_are_joined_by_an_ellipsis() -> None:
    page = article("“We are concerned,” Campbell said, “by these reports.”")
    whole = said(page, "We are concerned")
    pieces = (Span(1, 17), Span(36, 53))
    (e,) = digest(page, replace(whole, content=pieces)).evidence
    assert e.words == "We are concerned … by these reports."
    assert e.citation.quote == page.text[1:53]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("that the shells were sent", "the shells were sent"),
        ("“The shells were sent,”", "The shells were sent"),
        ('"The shells were sent"', "The shells were sent"),
        ("the “shells” were sent", "the “shells” were sent"),
        ("it would bring “further instability.”", "it would bring “further instability.”"),
        ("“One,” and “two”", "“One,” and “two”"),
        ("that “the shells were sent”", "the shells were sent"),
        ("that", "that"),
        ("“”", "“”"),
    ],
)
def test_the_words_of_a_claim_leave_out_what_ties_them_to_the_cue(content: str, words: str) -> None:
    page = article(f"Ann Lee: {content}")
    (e,) = digest(page, said(page, content, "Ann Lee")).evidence
    assert (e.words, e.citation.quote) == (words, content)


def test_what_the_outlet_says_itself_has_no_speaker() -> None:
    page = article(TEXT)
    (e,) = digest(page, asserted(page, "About 300 soldiers were killed")).evidence
    assert e.speaker is None


def test_what_is_told_as_somebodys_is_nobodys_and_not_the_outlets() -> None:
    page = article(TEXT)
    (e,) = digest(page, said(page, "the shells were sent by rail", None)).evidence
    assert e.speaker == NOBODY


def test_an_attribution_without_content_is_no_evidence() -> None:
    page = article(TEXT)
    assert digest(page, replace(said(page, "the shells"), content=())).evidence == ()


@pytest.mark.parametrize(("content", "kept"), [("to comment", False), ("to send shells", True), ("yes", True)])
def test_what_somebody_declined_to_do_is_no_claim(content: str, kept: bool) -> None:  # noqa: FBT001 - a column
    page = article(f"Ann Lee declined {content}")
    assert len(digest(page, said(page, content, "Ann Lee")).evidence) == int(kept)


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ({"wire": "AP", "outlet": "The Example Courier", "original_source": "a.example"}, "AP"),
        ({"outlet": "The Example Courier", "original_source": "a.example"}, "a.example"),
        ({"outlet": "The Example Courier"}, "The Example Courier"),
        ({"id": "0123456789abcdef"}, "article 0123456789abcdef"),
    ],
)
def test_reporting_belongs_to_whom_the_page_credits_first(fields: dict[str, str], origin: str) -> None:
    page = article(TEXT, **fields)
    (e,) = digest(page, said(page, "the shells were sent by rail in May")).evidence
    assert e.origin == origin


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the shells were sent by rail in May", "The shells were sent by rail, in May", True),
        ("the shells weren’t sent by rail in May", "the shells weren't sent by rail in May", True),
        ("the shells were sent by rail in May", "the shells were sent by rail in June", False),
        ("about 300 soldiers have been killed there", "about 3,000 soldiers have been killed there", False),
        ("he sent no shells to the front", "he sent shells to the front", False),
    ],
)
def test_words_are_the_same_but_for_case_and_signs(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column
    keys = []
    for words, who in ((one, "Kurt Campbell"), (other, "Kim Hong Kyun")):
        page = article(f"{who}: {words}.")
        keys.append(digest(page, said(page, words, who)).evidence[0].key)
    assert (keys[0] == keys[1]) is same


def test_a_few_words_are_one_claim_only_within_one_speaker() -> None:
    page = article("Ann Lee and Bo Kim: a smart guy.")
    keys = {who: digest(page, said(page, "a smart guy", who)).evidence[0].key for who in ("Ann Lee", "Bo Kim")}
    assert keys["Ann Lee"] != keys["Bo Kim"]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=6))
def test_every_quote_stands_whatever_the_spans(places: list[tuple[int, int]]) -> None:
    page = article(TEXT)
    found = [asserted(page, page.text[start : start + length]) for start, length in places]
    reading = Reading(page.id, "made", assertions=tuple(found))
    for e in gather(page, reading):
        assert page.text[slice(*e.citation.span)] == e.citation.quote


def test_a_figure_knows_who_gave_it_and_its_sentence() -> None:
    page = article(TEXT)
    by = said(page, "About 300 soldiers were killed", "an aide")
    start = page.text.index("About 300")
    counted = Quantity(
        span=Span(start, start + 18),
        low=300,
        high=300,
        bound="about",
        counted="soldiers",
        role="killed",
        stated_in=by.id,
    )
    bare = Quantity(span=Span(0, 4), low=1, high=1, bound="exactly")
    (figure,) = figures(page, Reading(page.id, "made", attributions=(by,), quantities=(counted, bare)))
    assert figure.speaker == Speaker("an aide", "person")
    assert figure.citation.quote == "About 300 soldiers"
    assert figure.context.quote == "About 300 soldiers were killed, an aide said."
    nobodys = replace(by, speaker=None)
    (figure,) = figures(page, Reading(page.id, "made", attributions=(nobodys,), quantities=(counted,)))
    assert figure.speaker == NOBODY
