"""Whom sources stand for within an article: texts with their attributions and names marked, and the speaker of each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import interpreted, marked

from onrecord.model import Mention, Span
from onrecord.reader._attributions import attributions
from onrecord.reader._cast import Cast
from onrecord.reader._lexicon import lexicon
from onrecord.reader._mentions import mentions
from onrecord.reader._offices import office_of, offices

if TYPE_CHECKING:
    from onrecord.model import Speaker

TEXTS: list[tuple[str, str, list[str]]] = [
    (
        "a surname is the fullest name that the article has for it",
        "Foreign Minister {PER Ana Ruiz} arrived. {S {PER Ruiz}} {C said} {T the gate was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "the fullest name may come later",
        "{S1 {PER Ruiz}} {C1 said} {T1 it was shut}. {T2 “It will stay shut,”} {S2 {PER Ana Ruiz}} {C2 said}.",
        ["Ana Ruiz (person)", "Ana Ruiz (person)"],
    ),
    (
        "a surname that two bear stays as it is",
        "{PER Ana Ruiz} met {PER Luis Ruiz}. {S {PER Ruiz}} {C said} {T the gate was shut}.",
        ["Ruiz (person)"],
    ),
    (
        "he is the one who spoke last",
        "{S1 {PER Ben Cole}} {C1 said} {T1 it was shut}. {S2 He} {C2 said} {T2 it would stay shut}.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "he is the one whom the paragraph is about",
        "{S1 {PER Ben Cole}} {C1 said} {T1 no}.\n{PER Tom Reed} came. He left {LOC Lima}. {S2 He} {C2 said} {T2 y}.",
        ["Ben Cole (person)", "Tom Reed (person)"],
    ),
    (
        "he is who spoke last where two were named in between",
        "{S1 {PER Ben Cole}} {C1 said} {T1 no}. {PER Tom Reed} saw {PER Al Fox}. {S2 He} {C2 said} {T2 yes}.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "she is no man",
        "{PER Ben Cole} met {PER Anna Reed} in {LOC Lima}. {S She} {C said} {T it was shut}.",
        ["Anna Reed (person)"],
    ),
    (
        "a title tells of whom",
        "Mrs. {PER Kim} met Mr. {PER Cho}. Mrs. {PER Kim} left. {S He} {C said} {T it was shut}.",
        ["Cho (person)"],
    ),
    (
        "who speaks in the same sentence goes on speaking",
        "{S1 {PER Tom Reed}}, an aide to {PER Ben Cole}, {C1 said} {T1 so} and {S2 he} {C2 believed} {T2 it was shut}.",
        ["Tom Reed (person)", "Tom Reed (person)"],
    ),
    (
        "those whom a speaker mentions do not matter",
        "{S1 {PER Ben Cole}} {C1 said} {T1 {PER Tom Reed} had shut it}. {S2 He} {C2 said} {T2 it was late}.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "she is the one person named so far",
        "{PER Ana Ruiz} arrived in {LOC Lima}. {S She} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "he is the one who acts where none spoke",
        "{PER Ben Cole} met {PER Tom Reed} in {LOC Lima}. {S He} {C said} {T it was shut}.",
        ["Ben Cole (person)"],
    ),
    (
        "he is nobody where nobody was named",
        "Rain fell. {S He} {C said} {T it was shut}.",
        ["He (unknown)"],
    ),
    (
        "they are those whom the sentence before is about",
        "Drivers waited. {S They} {C said} {T it was shut}.",
        ["Drivers (group)"],
    ),
    (
        "they are nobody where nobody was named",
        "It rained. {S They} {C said} {T it was shut}.",
        ["They (unknown)"],
    ),
    (
        "they are no things",
        "The ways were long. {S They} {C show} {T it was shut}.",
        ["They (unknown)"],
    ),
    (
        "they are the two named side by side",
        "{PER Ana Ruiz} and {PER Ben Cole} met in {LOC Lima}. {S They} {C said} {T it was shut}.",
        ["Ana Ruiz and Ben Cole (group)"],
    ),
    (
        "so are the two",
        "{PER Ana Ruiz} and {PER Ben Cole} met in {LOC Lima}. {S The two} {C said} {T it was shut}.",
        ["Ana Ruiz and Ben Cole (group)"],
    ),
    (
        "they are the group that spoke last",
        "It rained. {S1 Some drivers} {C1 said} {T1 no}. {S2 They} {C2 said} {T2 yes}.",
        ["Some drivers (group)", "drivers (group)"],
    ),
    (
        "it is the body that the sentence before is about",
        "The {ORG Gate Office} met. {S It} {C said} {T it was shut}.",
        ["Gate Office (body)"],
    ),
    (
        "it is the document that the sentence before is about",
        "For weeks, the report lay in {LOC Lima}. {S It} {C said} {T it was shut}.",
        ["report (document)"],
    ),
    (
        "it is nobody where nothing can speak",
        "Rain fell. {S It} {C said} {T it was shut}.",
        ["It (unknown)"],
    ),
    (
        "we are left open",
        "{PER Ana Ruiz} left. {S We} {C said} {T it was shut}.",
        ["We (unknown)"],
    ),
    (
        "who is the noun before it",
        "The gate was shut by younger drivers {S who} {C said} {T it would stay shut}.",
        ["younger drivers (group)"],
    ),
    (
        "who is the one before an apposition",
        "It was shut by {PER Ben Cole}, the mayor of {LOC Lima}, {S who} {C said} {T it would stay shut}.",
        ["Ben Cole (person)"],
    ),
    (
        "who is the one before a parenthesis",
        "It was shut by {PER Ben Cole} (R-Ohio), {S who} {C said} {T it would stay shut}.",
        ["Ben Cole (person)"],
    ),
    (
        "who is the name before it",
        "The gate was shut by {PER Ben Cole}, {S who} {C said} {T it would stay shut}.",
        ["Ben Cole (person)"],
    ),
    (
        "who is nobody where no name stands before it",
        "Of {PER Ben Cole} and of, {S who} {C said} {T it would stay shut}.",
        ["who (unknown)"],
    ),
    (
        "the ministry is the one that the article names",
        "The {ORG Transport Ministry} met. {S The ministry} {C said} {T it was shut}.",
        ["Transport Ministry (body)"],
    ),
    (
        "of two ministries the ministry is the one that acts",
        "The {ORG Transport Ministry} met the {ORG Defense Ministry}. {S The ministry} {C said} {T it was shut}.",
        ["Transport Ministry (body)"],
    ),
    (
        "the agency is a body with a fitting name, not the nearest",
        "The {ORG Roads Bureau} met {ORG Lima University}. {S The agency} {C said} {T it was shut}.",
        ["Roads Bureau (body)"],
    ),
    (
        "the school is the one that has a school's name",
        "{ORG Lima University} called the {ORG Roads Bureau}. {S The school} {C said} {T it was shut}.",
        ["Lima University (body)"],
    ),
    (
        "the company may have any name that is of no other kind",
        "{ORG Quando} sued {ORG Lima University}. {S The company} {C said} {T it was shut}.",
        ["Quando (body)"],
    ),
    (
        "the court is no company",
        "{ORG Quando} lost. {S The court} {C said} {T it was shut}.",
        ["court (body)"],
    ),
    (
        "the state is a place",
        "{ORG Quando} left {LOC Peru}. {S The state} {C said} {T it was shut}.",
        ["Peru (body)"],
    ),
    (
        "the campaign is the one named before",
        "The {PER Ruiz} campaign met. Rain fell. {S The campaign} {C said} {T it was shut}.",
        ["Ruiz campaign (body)"],
    ),
    (
        "her campaign is that of whom she is",
        "{PER Ana Ruiz} left. {S Her campaign} {C said} {T it was shut}.",
        ["Ana Ruiz’s campaign (body)"],
    ),
    (
        "her father is who is called so",
        "{PER Ana Ruiz} and her father, {PER Ben Ruiz}, left. {S Her father} {C said} {T it was shut}.",
        ["Ben Ruiz (person)"],
    ),
    (
        "its chairman is that of the body in the sentence",
        "{PER Ana Ruiz} left {ORG Quando} before {S its chairman} {C said} {T it was shut}.",
        ["Quando’s chairman (person)"],
    ),
    (
        "the mayor's aide is that of whom the mayor is",
        "Mayor {PER Ana Ruiz} left. {S The mayor’s aide} {C said} {T it was shut}.",
        ["Ana Ruiz’s aide (person)"],
    ),
    (
        "the statement is of whom the article says it is",
        "{PER Ben Cole} read a statement from {ORG Quando}. {S The statement} {C said} {T it was shut}.",
        ["Quando (body)"],
    ),
    (
        "the statement is of who has just spoken",
        "It rained. {S1 {PER Ben Cole}} {C1 said} {T1 no}. {S2 The statement} {C2 said} {T2 yes}.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "the story is of the outlet named before",
        "A story in the {ORG Lima Times} came out. {S The story} {C said} {T it was shut}.",
        ["Lima Times (outlet)"],
    ),
    (
        "the senator is the one who is present where nobody is called so",
        "{PER Ana Ruiz} came in. She sat down. {S The senator} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "the billionaire with a place in front is a person too",
        "{PER Ana Ruiz} came in. {S The {LOC Lima} billionaire} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "the spokeswoman is no man",
        "{PER Ben Cole} met {PER Anna Reed}, a spokeswoman. {S The spokeswoman} {C said} {T it was shut}.",
        ["Anna Reed (person)"],
    ),
    (
        "the official is nobody who is named",
        "{PER Ben Cole} came in. {S The official} {C said} {T it was shut}.",
        ["official (person)"],
    ),
    (
        "the pollster is the one brought in without a name",
        "{PER Ben Cole} met a young pollster. {S The pollster} {C said} {T it was shut}.",
        ["pollster (person)"],
    ),
    (
        "the nominee of one party is none of the other",
        "GOP nominee {PER Ben Cole} met Democratic nominee {PER Al Fox}. {S The Democratic nominee} {C left} {T no}.",
        ["Al Fox (person)"],
    ),
    (
        "a body's adviser with a name is who is named",
        "{S {PER Ruiz} senior adviser {PER Ben Cole}} {C said} {T it was shut}.",
        ["Ben Cole (person)"],
    ),
    (
        "somebody's fans are not that somebody",
        "{S {PER Ruiz} fans} {C said} {T it was shut}.",
        ["Ruiz fans (group)"],
    ),
    (
        "a court of appeals is one name",
        "{S The {ORG Lima Court of Appeals}} {C said} {T it was shut}.",
        ["Lima Court of Appeals (body)"],
    ),
    (
        "he is nobody whom his own words name",
        "{S1 {PER Ben Cole}} {C1 said} {T1 no}.\n{T2 “{PER Al Fox} shut it,”} {S2 he} {C2 said}.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "a reason that is cited is no speaker",
        "{S {PER Ben Cole}} {C said}, citing {PER Al Fox}’s age and {PER Tom Reed}’s haste, {T it was shut}.",
        ["Ben Cole (person)"],
    ),
    ("a country may speak", "{S {LOC North Korea}} {C said} {T it was shut}.", ["North Korea (body)"]),
    ("with its article too", "{S The {LOC U.S.}} {C said} {T it was shut}.", ["U.S. (body)"]),
    ("an agency is an outlet", "{S {ORG Reuters}} {C reported} {T that it was shut}.", ["Reuters (outlet)"]),
    (
        "a newspaper is an outlet",
        "{S The {ORG Lima Times}} {C reported} {T that it was shut}.",
        ["Lima Times (outlet)"],
    ),
    (
        "a body's report is a document",
        "{S The {ORG NATO} report} {C said} {T it was shut}.",
        ["NATO report (document)"],
    ),
    (
        "a country's army is a body",
        "{S {LOC South Korea}’s army} {C said} {T it was shut}.",
        ["South Korea’s army (body)"],
    ),
    (
        "people of a kind are a group",
        "{S Eight other lawmakers} {C said} {T it was shut}.",
        ["Eight other lawmakers (group)"],
    ),
    (
        "media are a group",
        "{S {MISC Ukrainian} media} {C reported} {T that it was shut}.",
        ["Ukrainian media (group)"],
    ),
    ("a people is a group", "{S The {MISC Russians}} {C said} {T it was shut}.", ["Russians (group)"]),
    (
        "a described official is a person without a name",
        "{S A senior official} {C said} {T it was shut}.",
        ["senior official (person)"],
    ),
    (
        "two names are a group",
        "{S {PER Ana Ruiz} and {PER Ben Cole}} {C said} {T it was shut}.",
        ["Ana Ruiz and Ben Cole (group)"],
    ),
    (
        "three capitals are a group",
        "{S {LOC Lima}, {LOC Rome} and {LOC Oslo}} {C said} {T it was shut}.",
        ["Lima, Rome and Oslo (group)"],
    ),
    (
        "a name behind the office that it holds",
        "{S {LOC Samplia}’s president, {PER Ana Ruiz},} {C said} {T the gate was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "a holder of no name, told of at length",
        "{S A spokesperson, who was not named,} {C said} {T the gate was shut}.",
        ["spokesperson (person)"],
    ),
    (
        "a name before its apposition",
        "{S {PER Ana Ruiz}, a fisher from {LOC Lima},} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "a title is no part of a name",
        "{S Vice Prime Minister {PER Ana Ruiz}} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "a spokesman for somebody is not that one",
        "{S A spokesman for {PER Ana Ruiz}} {C said} {T it was shut}.",
        ["spokesman for Ana Ruiz (person)"],
    ),
    (
        "somebody's lawyer is not that somebody",
        "{S {PER Ana Ruiz}’s lawyer} {C said} {T it was shut}.",
        ["Ana Ruiz’s lawyer (person)"],
    ),
    (
        "the mayor is whom the article calls so",
        "{PER Ana Ruiz}, the mayor of {LOC Lima}, met {PER Ben Cole}. {S The mayor} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "the mayor may be called so later",
        "{S The mayor} {C said} {T it was shut}. Mayor {PER Ana Ruiz} met {PER Ben Cole}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "of two mayors the mayor is the one who acts",
        "Mayor {PER Ana Ruiz} met mayor {PER Ben Cole}. {S The mayor} {C said} {T it was shut}.",
        ["Ana Ruiz (person)"],
    ),
    (
        "whom an outlet cites speaks through it",
        "{S The {ORG Lima Times}} {C reported}, citing {PER Ana Ruiz}, {T that it was shut}.",
        ["Ana Ruiz (person) via Lima Times"],
    ),
    (
        "who cites is the speaker where what is cited is what is said",
        "{S {PER Ana Ruiz}} {C spoke}, {T citing the {ORG Lima Times}}.",
        ["Ana Ruiz (person)"],
    ),
    ("a passive of belief has no speaker", "{T The gate} {C is believed} {T to be shut}.", ["-"]),
    ("who stands in a list is a name", "{S {PER 金正恩}} {C said} {T it was shut}.", ["金正恩 (person)"]),
    ("a sign is nobody", "{S 👍} {C said} {T it was shut}.", ["👍 (unknown)"]),
]


def shown(speaker: Speaker | None) -> str:
    """A speaker as the table writes it."""
    if speaker is None:
        return "-"
    through = f" via {', '.join(speaker.chain)}" if speaker.chain else ""
    perhaps = f": {' or '.join(speaker.candidates)}" if speaker.candidates else ""
    return f"{speaker.name} ({speaker.kind}){through}{perhaps}"


def speakers(text: str) -> list[str]:
    return [shown(a.speaker) for a in interpreted(marked(text))]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_sources_stand_for_whom_the_article_settles(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_a_pronoun_far_from_the_last_speaker_is_left_unresolved() -> None:
    """Three paragraphs of narration lie between; the reader must not guess over them."""
    rain = " ".join(f"Rain fell on gate {n} all night." for n in range(60))
    text = f"{{S1 {{PER Ben Cole}}}} {{C1 said}} {{T1 it was shut}}. {rain} {{S2 He}} {{C2 said}} {{T2 it was late}}."
    assert speakers(text) == ["Ben Cole (person)", "He (unknown)"]


PERSONS = ["Ana Ruiz", "Ben Cole", "Tom Reed"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*PERSONS, "he", "she", "Ruiz", "the mayor"]), min_size=1, max_size=8))
def test_a_speaker_is_a_person_of_the_article_or_what_the_source_says(sources: list[str]) -> None:
    shown_as = {source: f"{{PER {source}}}" if source[0].isupper() else source for source in sources}
    lines = [f"{{S{n} {shown_as[who]}}} {{C{n} said}} {{T{n} gate {n} was shut}}." for n, who in enumerate(sources)]
    for source, speaker in zip(sources, speakers("\n".join(lines)), strict=True):
        if source in PERSONS:
            assert speaker == f"{source} (person)"
        else:
            assert speaker.partition(" (")[0] in {*PERSONS, "Ruiz", "mayor", source}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PERSONS), max_size=5))
def test_candidates_are_those_named_before_of_whom_it_may_be_said(named: list[str]) -> None:
    text = " and ".join(f"{{PER {name}}}" for name in named) + " came. {S He} {C said} {T it was shut}."
    (speaker,) = speakers(text)
    men = {name for name in named if not name.startswith("Ana")}
    if men:
        assert speaker.partition(" (")[0] in {*men, "He"}
    else:
        assert speaker == "He (unknown)"
    assert "Ana" not in speaker


LINES = [
    "{{S{n} {{PER Ana Ruiz{n}}}, the mayor of {{LOC Gate{n}}},}} {{C{n} said}} {{T{n} no}}.",
    "{{S{n} The mayor}} {{C{n} said}} {{T{n} gate {n} was shut}}. The mayor {{PER Ana Ruiz{n}}} left {n}.",
    "{{S{n} He}} {{C{n} said}} {{T{n} gate {n} was shut}}.",
    "{{S{n} The {n}th ministry}} {{C{n} said}}, citing {{PER Ben{n} Cole{n}}}, {{T{n} gate {n} was shut}}.",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("between", ["\n", " "], ids=["paragraphs", "one paragraph"])
def test_time_grows_no_faster_than_the_article(line: str, between: str) -> None:
    def seconds(count: int) -> float:
        known = marked(between.join(line.format(n=n) for n in range(count)))
        found = known.found
        began = time.process_time()
        cast = Cast.of(known.text, mentions(known.text, known.names), found)
        assert len(attributions(known.text, found, cast, lexicon())) == count
        return time.process_time() - began

    seconds(30)
    assert min(seconds(2000) for _ in range(3)) < 12 * min(seconds(200) for _ in range(3)) + 0.2


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("North Korean leader Ann Lee left. “No,” Lee said.", "North Korean leader"),
        ("Ann Lee, the deputy secretary of state who resigned, left. “No,” Lee said.", "deputy secretary of state"),
        ("On Monday, according to Deputy Secretary of State Ann Lee, it rained.", "Deputy Secretary of State"),
        ("Ann Lee left. “No,” Lee said.", None),
    ],
)
def test_a_person_s_office_is_told_as_the_article_words_it(text: str, office: str | None) -> None:
    start = text.index("Ann Lee")
    held = offices(text, [Mention(Span(start, start + 7), "PER", "Ann Lee")])
    assert office_of(held, "Ann Lee") == office
