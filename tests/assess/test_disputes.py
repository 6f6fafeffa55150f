"""Whether one statement denies another: tables of such pairs, and laws that hold for any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import START, article, digest, said
from timing import seconds

from onrecord.assess import weigh
from onrecord.assess._disputes import MONTH, WEEK, disputes
from onrecord.assess._sides import side, told
from onrecord.model import NOBODY, Recorded, Speaker

if TYPE_CHECKING:
    from onrecord.model import Act, Evidence, Factuality, SpeakerKind

DAY = date(2024, 10, 16)
SHELLED = "the Kestrel brigade shelled the harbour of Varna"
NOT_SHELLED = "the Kestrel brigade did not shell the harbour"


def stated(
    words: str, who: str | None = "Ann Lee", act: Act = "say", value: Factuality = "CT+", day: date | None = DAY
) -> Evidence:
    of = article(f"{who}: {words}.", f"{who}.html", outlet=f"Post of {who}", published=day)
    (found,) = digest(of, said(of, words, who, act, value)).evidence
    return found


def speaking(words: str, who: str, kind: SpeakerKind, act: Act = "say") -> Evidence:
    return replace(stated(words, who, act, "CT-"), speaker=Speaker(who, kind))


def denied(claim: str, other: str) -> bool:
    return disputes(stated(claim), stated(other, "Bo Kim", value="CT-"))


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        (SHELLED, NOT_SHELLED),
        ("North Korea has sent troops to Russia", "North Korea has not sent troops to Russia"),
        ("North Korea sent troops to Russia in May", "North Korea did not send any troops to Russia"),
        ("Anna Weber signed the ceasefire in Riga", "Anna Weber never signed the ceasefire"),
        ("Anna Weber signed the ceasefire in Riga", "Anna Weber hasn’t signed any ceasefire"),
        ("Reports that Anna Weber signed the ceasefire in Riga", "Anna Weber never signed the ceasefire"),
        ("the Karsholm court reopened the case", "the Karsholm court did not reopen the case"),
        ("Anna Weber met the envoy in Paris", "Anna Weber did not meet the envoy in Paris"),
        ("the inquiry of Karsholm is a sham trial", "the inquiry of Karsholm is not a sham trial"),
        ("the inquiry of Karsholm as a rigged sham trial", "the inquiry of Karsholm isn't a sham trial at all"),
        ("the Karsholm dam broke at noon on Monday", "the Karsholm dam did not break at noon on Monday"),
        ("the second convoy left Varna", "the second convoy has not left Varna"),
        ("300 men of the Kestrel brigade fell at Varna", "300 men of the Kestrel brigade did not fall at Varna"),
        ("the U.N. paid the ransom", "the UN did not pay the ransom"),
    ],
)  # fmt: skip
def test_the_same_with_a_not_disputes_it_either_way_round(claim: str, other: str) -> None:
    assert denied(claim, other)
    assert disputes(stated(other, value="CT-"), stated(claim, "Bo Kim"))


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        # The same, or denied on both sides.
        (SHELLED, SHELLED),
        (NOT_SHELLED, "the Kestrel brigade never shelled the harbour of Varna"),
        # Another act, thing, person, place, day or number.
        ("North Korea has sent troops to Russia", "North Korea has not sent shells to Russia"),
        ("Anna Weber met the envoy in Paris", "Anna Weber did not meet the envoy in Berlin"),
        ("Anna Weber met the envoy in Paris", "Carla Ruiz did not meet the envoy in Paris"),
        ("Anna Weber's son met the envoy in Paris", "Anna Weber did not meet the envoy in Paris"),
        ("the Karsholm dam burst on 3 May", "the Karsholm dam did not burst on 4 May"),
        ("the Karsholm dam burst in 2019", "the Karsholm dam did not burst in 2021"),
        ("40 men of the Kestrel brigade were killed", "50 men of the Kestrel brigade were not killed"),
        ("men of the Kestrel brigade were killed at Varna", "50 men of the Kestrel brigade were not killed at Varna"),
        ("Garcia shot the child with an air gun", "a third child was not shot by Garcia with an air gun"),
        # Who does it to whom.
        ("Ukraine attacked Russia at dawn", "Russia did not attack Ukraine at dawn"),
        # Of no one by name: such things are told every day.
        ("the man was taken to hospital with broken ribs", "the man was not taken to hospital with broken ribs"),
        ("his bond was set on Monday by a judge", "his bond was not set on Monday by a judge"),
        # Left open, wished, asked or advised.
        (SHELLED, "the Kestrel brigade may not have shelled the harbour"),
        (SHELLED, "the Kestrel brigade should not shell the harbour of Varna"),
        (SHELLED, "if the Kestrel brigade did not shell the harbour, others did"),
        (SHELLED, "did the Kestrel brigade not shell the harbour of Varna?"),
        (SHELLED, "the Kestrel brigade has not yet shelled the harbour of Varna"),
        (SHELLED, "not to shell the harbour of Varna with the Kestrel brigade"),
        # A negation in form alone, of something else, or of somebody else's words.
        (SHELLED, "the Kestrel brigade did not only shell the harbour of Varna"),
        (SHELLED, "the Kestrel brigade did not look where it shelled the harbour of Varna"),
        (SHELLED, "the Kestrel brigade shelled the harbour of Varna, and nobody slept"),
        (SHELLED, "Lee believes the denial that the Kestrel brigade did not shell the harbour of Varna"),
        # Named only in passing.
        (f"voters overreacted when {SHELLED}", f"{NOT_SHELLED} of Varna"),
        ("the Kestrel brigade's shelling of Varna", "the Kestrel brigade did not shell Varna"),
        ("the meeting at Karsholm will be the first summit of the two", "the meeting at Karsholm is not a summit"),
        # More than one thing is said.
        (f"{SHELLED}. Nobody slept.", NOT_SHELLED),
        (SHELLED, f"{NOT_SHELLED} … it burned the fields"),
        # Too little is said.
        ("yes", "no"),
        ("Russia", "not Russia"),
        ("it happened at night", "it did not happen at night"),
        ("", ""),
        ("", "not"),
        (SHELLED, ""),
    ],
)  # fmt: skip
def test_what_is_not_the_contrary_of_the_same_disputes_nothing(claim: str, other: str) -> None:
    assert not _contrary(claim, other)
    assert not _contrary(other, claim)


def _contrary(claim: str, other: str) -> bool:
    one, another = (
        replace(stated(SHELLED, who), words=words) for who, words in (("Ann Lee", claim), ("Bo Kim", other))
    )
    return disputes(one, another)


@pytest.mark.parametrize(
    ("claim", "other", "expected"),
    [
        (stated(SHELLED), stated(NOT_SHELLED, "Bo Kim", value="CT-"), True),
        (stated(SHELLED, value="PS+"), stated(NOT_SHELLED, "Bo Kim", value="CT-"), True),
        # Who leaves it open denies nothing, and what is not told cannot be denied.
        (stated(SHELLED), stated(NOT_SHELLED, "Bo Kim", value="PS-"), False),
        (stated(SHELLED, value="Uu"), stated(NOT_SHELLED, "Bo Kim", value="CT-"), False),
        (stated(SHELLED), stated(NOT_SHELLED, "Bo Kim", "demand", "CT-"), False),
        (stated(SHELLED, act="ask"), stated(NOT_SHELLED, "Bo Kim", value="CT-"), False),
        (stated(SHELLED, act="deny", value="CT-"), stated(NOT_SHELLED, "Bo Kim", value="CT-"), False),
        # One voice, though one page has the whole name.
        (stated(SHELLED), stated(NOT_SHELLED, "Lee", value="CT-"), False),
    ],
)
def test_only_somebody_else_who_tells_for_a_fact_disputes_what_is_told(
    claim: Evidence, other: Evidence, *, expected: bool
) -> None:
    assert disputes(claim, other) is expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, True), (MONTH, True), (MONTH + 1, False), (-WEEK, True), (-WEEK - 1, False)]
)
def test_a_denial_is_of_what_was_said_up_to_a_month_before_or_a_week_after(days: int, *, expected: bool) -> None:
    other = stated(NOT_SHELLED, "Bo Kim", value="CT-", day=DAY + timedelta(days))
    assert disputes(stated(SHELLED), other) is expected
    assert disputes(other, stated(SHELLED)) is expected


def test_a_page_without_a_date_may_be_of_any_day() -> None:
    assert disputes(stated(SHELLED, day=None), stated(NOT_SHELLED, "Bo Kim", value="CT-"))


@pytest.mark.parametrize(
    ("words", "who", "kind", "act", "expected"),
    [
        ("it did not shell the harbour", "the Kestrel brigade", "body", "say", True),
        ("shelling the harbour of Varna", "the Kestrel brigade", "body", "deny", True),
        ("it shelled the harbour of Varna", "the Kestrel brigade", "body", "deny", True),
        # "It" is no man, and who "he" is that a body tells of is not told.
        ("he did not shell the harbour", "the Kestrel brigade", "body", "say", False),
        ("it did not shell the harbour", "Kestrel", "person", "say", False),
        ("shelling the harbour of Varna", "the Osprey brigade", "body", "deny", False),
        ("shelling the harbour of Varna", "some gunners of the Kestrel brigade", "group", "deny", False),
        # Of what else is denied the contrary is not told.
        ("the shelling of Varna by the Kestrel brigade", "the Kestrel brigade", "body", "deny", False),
    ],
)
def test_who_denies_an_act_of_its_own_denies_what_is_told_of_it(
    words: str, who: str, kind: SpeakerKind, act: Act, *, expected: bool
) -> None:
    assert disputes(stated(SHELLED), speaking(words, who, kind, act)) is expected


SUBJECTS = st.sampled_from(["the ministry of Sampleland", "the Kestrel brigade", "Anna Weber", "Northrail"])
PREDICATES = st.sampled_from(
    [
        ("signed", "sign", "the grain accord"),
        ("met", "meet", "the union delegates"),
        ("sold", "sell", "the coastal refinery"),
        ("released", "release", "the captured crew"),
        ("withdrew", "withdraw", "its border guards"),
        ("approved", "approve", "the harbour budget"),
    ]
)
DENIALS = st.sampled_from(["did not {}", "never {}", "didn’t {}", "will not {}", "does not {}"])


@given(SUBJECTS, PREDICATES, DENIALS, SUBJECTS, PREDICATES)
def test_a_denial_is_of_that_act_by_that_one_and_of_no_other(
    subject: str, predicate: tuple[str, str, str], denial: str, other: str, another: tuple[str, str, str]
) -> None:
    claim = f"{subject} {predicate[0]} {predicate[2]}"
    assert denied(claim, f"{other} {denial.format(another[1])} {another[2]}") is (
        (subject, predicate) == (other, another)
    )


WORDS = st.lists(
    st.sampled_from(
        (
            "not",
            "never",
            "no",
            "the",
            "Kestrel",
            "army",
            "shelled",
            "denied",
            "is",
            "40",
            "May",
            "third",
            "that's",
            "\n",
            "“",
            ".",
            "’",
            "…",
        )
    ),
    max_size=14,
).map(" ".join)


@given(WORDS | st.text(max_size=80), WORDS | st.text(max_size=80))
def test_nothing_is_raised_nothing_disputes_itself_and_both_ways_are_one(claim: str, other: str) -> None:
    assert _contrary(claim, other) is _contrary(other, claim)
    assert not _contrary(claim, claim)


@pytest.mark.parametrize("word", ["not ", "Kestrel ", "hoax is ", "denied the army ", "not only ", "third "])
def test_a_long_text_takes_time_in_proportion(word: str) -> None:
    assert not _contrary(SHELLED, f"{NOT_SHELLED} {word * 20_000}")


def test_what_is_told_is_the_speakers_own_where_a_pronoun_stands_for_it() -> None:
    assert told(stated(SHELLED)) == SHELLED
    assert told(stated("“I never met them there at all", "Bo Kim")) == "Bo Kim never met them there at all"
    assert told(speaking("meeting them there at all", "Bo Kim", "person", "deny")) == (
        "Bo Kim never meeting them there at all"
    )
    assert told(stated(SHELLED, act="deny")) is None
    assert told(replace(stated(SHELLED), speaker=None)) == SHELLED


def test_a_side_tells_its_names_its_one_negation_and_whether_a_verb_makes_it_so() -> None:
    found = side("Weber's brigade did not shell Varna on Monday")
    assert found is not None
    assert {"weber", "varna"} <= found.names
    assert "monday" not in found.names
    assert (found.owners, found.words[found.negation or 0], found.is_finite) == (frozenset({"weber"}), "not", True)
    assert side("nobody told the brigade not to go") is None


# Of kind and name; whether the second may dispute what the first says.
VOICES: list[tuple[tuple[SpeakerKind, str], tuple[SpeakerKind, str], bool]] = [
    (("body", "Ukrainian Defence Ministry"), ("body", "Russian Defence Ministry"), True),
    (("body", "the White House"), ("body", "the US House"), True),
    (("body", "the White House"), ("body", "White House"), False),
    (("person", "Robert Kennedy Jr."), ("person", "Donald Trump Jr."), True),
    (("person", "Kim Jong Un"), ("person", "Kim"), False),
    (("person", "Mr. Kim"), ("person", "Ann Kim"), False),
    (("person", "Kim"), ("body", "Kim"), False),
    (("unknown", NOBODY.name), ("unknown", NOBODY.name), True),
    (("unknown", NOBODY.name), ("person", "Parliament speaker"), True),
]


@pytest.mark.parametrize(("one", "other", "apart"), VOICES)
def test_who_is_somebody_else(one: tuple[SpeakerKind, str], other: tuple[SpeakerKind, str], *, apart: bool) -> None:
    claim = replace(stated(SHELLED), speaker=Speaker(one[1], one[0]))
    assert disputes(claim, speaking(NOT_SHELLED, other[1], other[0])) is apart


def test_outlets_that_share_a_word_are_two() -> None:
    def own(words: str, outlet: str, value: Factuality) -> Evidence:
        return replace(stated(words, outlet, value=value), speaker=None)

    claim = own(SHELLED, "Kestrel", "CT+")
    assert disputes(claim, own(NOT_SHELLED, "Fox", "CT-"))
    assert not disputes(claim, own(NOT_SHELLED, "Kestrel", "CT-"))


def test_what_its_speaker_took_back_stands_against_nothing() -> None:
    def told(words: str, who: str, day: int, value: Factuality = "CT+") -> Recorded:
        e = stated(words, who, value=value, day=date(2024, 10, day))
        return Recorded(e, START)

    denial = told(NOT_SHELLED, "Ann Lee", 14, "CT-")
    (claim,) = (c for c in weigh([denial, told(SHELLED, "Bo Kim", 16)], ()).claims if c.text == SHELLED)
    assert (claim.status, [r.evidence.id for r in claim.contrary]) == ("disputed", [denial.evidence.id])
    later = [told(SHELLED, "Ann Lee", 18), told(SHELLED, "Bo Kim", 18)]
    (claim,) = (c for c in weigh([denial, *later], ()).claims if c.text == SHELLED)
    assert (claim.status, claim.contrary) == ("corroborated", ())


def test_hundreds_of_pages_on_both_sides_are_weighed_in_no_more_than_their_number() -> None:
    def taken(count: int) -> float:
        pages: list[tuple[str, str, Factuality]]
        pages = [(SHELLED, "Ann Lee", "CT+"), (NOT_SHELLED, "Bo Kim", "CT-")] * count
        given = [stated(*page[:2], value=page[2]) for page in pages]
        told = [
            Recorded(replace(e, id=f"e{n}", citation=replace(e.citation, article=f"p{n}")), START)
            for n, e in enumerate(given)
        ]
        return seconds(lambda: weigh(told, ()))

    # Four times the pages take sixteen times as long where the cost is quadratic.
    assert taken(400) < 9 * taken(100) + 0.1
