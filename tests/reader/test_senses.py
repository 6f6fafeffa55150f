"""What cues do: sentences with cue and content marked, and the act, the factuality lent, and whether it was denied."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import marked

from onrecord.model import Act, Factuality, Span
from onrecord.reader._lexicon import lexicon
from onrecord.reader._senses import Cue, cue_of, is_agentless

CUES: list[tuple[str, str]] = [
    ("Ana {C said} {T it was shut}.", "say CT+"),
    ("{T “It is shut,”} Ana {C says}.", "say CT+"),
    ("Ana{C :} {T It Is Shut}", "say CT+"),
    ("Ana{C :} {T Is it shut?}", "ask Uu"),
    ("{C Q:} {T Is it shut?}", "ask Uu"),
    ("{C According to} Ana, {T it was shut}.", "say CT+"),
    ("{T It was shut}, {C as per} the office.", "say CT+"),
    ("{C In the words of} Ana, {T it was shut}.", "say CT+"),
    ("Ana {C told reporters} {T that it was shut}.", "say CT+"),
    ("Ana {C told} {T them that it was shut}.", "say CT+"),
    ("Ana {C was quoted as saying} {T it was shut}.", "say CT+"),
    ("Ana {C said in a statement} {T that it was shut}.", "say CT+"),
    ("Ana {C issued a statement saying} {T it was shut}.", "say CT+"),
    ("{T It was shut}, Ana {C wrote on Twitter}.", "say CT+"),
    ("Ana {C pointed out} {T that it was shut}.", "say CT+"),
    ("Ana {C has made clear} {T that it is shut}.", "say CT+"),
    ("Ana {C harrumphed} {T that it was shut}.", "say CT+"),
    ("Ana {C described} {T the gate as shut}.", "say CT+"),
    ("Ana {C announced} {T a new gate}.", "announce CT+"),
    ("The court {C ruled} {T that it was shut}.", "announce CT+"),
    ("The Gazette {C reported} {T that it was shut}.", "report CT+"),
    ("{C reports} {T that it was shut}", "report CT+"),
    ("{C news} {T that it was shut}", "report CT+"),
    ("The figures {C suggest} {T it was shut}.", "indicate PR+"),
    ("The poll {C shows} {T most want it shut}.", "indicate CT+"),
    ("Ana {C claimed} {T that it was shut}.", "claim CT+"),
    ("Ana’s {C claim} {T that it was shut}", "claim CT+"),
    ("Ana {C argues} {T the gate was fair}.", "claim CT+"),
    ("Ana {C alleged} {T that it was stolen}.", "allege PR+"),
    ("{C allegations} {T that it was stolen}", "allege PR+"),
    ("Ana {C accused} {T the office of theft}.", "accuse CT+"),
    ("Ana {C denied} {T that it was shut}.", "deny CT-"),
    ("Ana {C has denied} {T the report}.", "deny CT-"),
    ("Ana {C rejects} {T the report}.", "deny CT-"),
    ("Ana {C confirmed} {T the report}.", "confirm CT+"),
    ("Ana {C acknowledged} {T the delay}.", "admit CT+"),
    ("Ana {C warned} {T that it could fall}.", "warn PR+"),
    ("Ana {C threatened} {T to shut it}.", "warn PR+"),
    ("Ana {C issued a warning} {T that it may fall}.", "warn PR+"),
    ("Ana {C estimated} {T that 300 came}.", "estimate PR+"),
    ("{T It} {C is expected to} {T open in May}.", "expect PR+"),
    ("{T It} {C was expected} {T to open}.", "expect PR+"),
    ("Ana {C predicts} {T it will fall}.", "expect PR+"),
    ("Ana {C believes} {T it is shut}.", "believe PR+"),
    ("{T It} {C is believed} {T to be shut}.", "believe PR+"),
    ("Ana {C feared} {T that it was shut}.", "believe PR+"),
    ("Ana {C knew} {T that it was shut}.", "believe CT+"),
    ("Ana {C promised} {T to open it}.", "promise Uu"),
    ("Ana {C plans} {T to open it}.", "promise Uu"),
    ("Ana {C agreed} {T to open it}.", "promise CT+"),
    ("Ana {C agreed} {T that it was shut}.", "believe CT+"),
    ("Ana {C agreed with} {T the ruling}.", "agree CT+"),
    ("Ana {C demanded} {T an inquiry}.", "demand Uu"),
    ("Ana {C called for} {T an inquiry}.", "demand Uu"),
    ("Ana {C calls} {T the gate a trap}.", "say CT+"),
    ("Ana {C urged} {T them to leave}.", "demand Uu"),
    ("Ana {C proposed} {T a new gate}.", "propose Uu"),
    ("Ana {C asked} {T whether it was shut}.", "ask Uu"),
    ("{T “Is it shut?”} Ana {C wondered}.", "believe Uu"),
    ("Ana {C questioned} {T the plan}.", "ask Uu"),
    ("Ana {C criticized} {T the plan}.", "criticize CT+"),
    ("Ana {C praised} {T the crew}.", "praise CT+"),
    ("Ana {C lamented} {T the delay}.", "criticize CT+"),
    ("Ana {C lamented} {T that it was late}.", "believe CT+"),
    ("Ana {C insisted} {T it was shut}.", "say CT+"),
    ("Ana {C insisted on} {T a new gate}.", "demand Uu"),
    ("MAYOR {C DENIES} {T IT IS SHUT}", "deny CT-"),
    # What was not said, confirmed, denied.
    ("Ana {C did not say} {T whether it was shut}.", "say CT+ not"),
    ("Ana {C didn’t say} {T whether it was shut}.", "say CT+ not"),
    ("Ana {C declined to say} {T whether it was shut}.", "say CT+ not"),
    ("Ana {C refused to confirm} {T the report}.", "confirm CT+ not"),
    ("Ana {C could not confirm} {T the report}.", "confirm CT+ not"),
    ("Ana {C has never claimed} {T that it was shut}.", "claim CT+ not"),
    ("Ana {C cannot confirm} {T the report}.", "confirm CT+ not"),
    ("Ana {C neither confirmed nor denied} {T the report}.", "deny CT- not"),
    ("Ana {C did not deny} {T the report}.", "deny CT- not"),
    ("Ana {C left without saying} {T where it was}.", "say CT+ not"),
]


def shown(cue: Cue) -> str:
    """What a cue does as the table writes it."""
    return f"{cue.sense.act} {cue.sense.factuality}" + (" not" if cue.is_negated else "")


@pytest.mark.parametrize(("sentence", "expected"), CUES, ids=[sentence for sentence, _ in CUES])
def test_cues_do_what_the_table_says(sentence: str, expected: str) -> None:
    known = marked(sentence)
    (found,) = known.found
    assert shown(cue_of(known.text, found.cue, found.content, lexicon())) == expected


ACTS = {expected.split(" ", maxsplit=1)[0] for _, expected in CUES}


def test_the_table_has_every_act() -> None:
    assert set(get_args(Act)) == ACTS


@pytest.mark.parametrize(
    "text", ["Ana {C ,} {T x}", "{C 言った} {T x}", "{C \u200b} {T x}", "{C “} {T x}", "{C not} {T x}"]
)
def test_what_is_in_no_lexicon_says(text: str) -> None:
    known = marked(text)
    (found,) = known.found
    assert cue_of(known.text, found.cue, found.content, lexicon()).sense.act == "say"


def test_a_cue_of_several_pieces_is_read_as_one() -> None:
    text = "called Ana for"
    assert cue_of(text, (Span(0, 6), Span(11, 14)), (), lexicon()).sense.act == "demand"


WORDS = "said not called for has denied report claim to “ that is was Ana gate 5 : n't ’"
PHRASES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6)


@given(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6),
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6),
)
def test_any_cue_has_an_act_and_a_factuality(cue: list[str], content: list[str]) -> None:
    text = f"{' '.join(cue)} {' '.join(content)}"
    size = len(" ".join(cue))
    found = cue_of(text, (Span(0, size),), (Span(size + 1, len(text)),), lexicon())
    assert found.sense.act in get_args(Act)
    assert found.sense.factuality in get_args(Factuality)


AGENTLESS: list[tuple[str, bool]] = [
    ("{T It} {C is believed} {T to be shut}.", True),
    ("{T It} {C is not thought} {T to be shut}.", True),
    ("{T They} {C have often been accused of} {T theft}.", True),
    ("{T They} {C wasn’t told} {T of it}.", True),
    ("{T It} {C was said} {T to be shut}, by which nobody knows.", True),
    ("{T It} {C was called} {T a trap} by drivers.", False),
    ("{T It} {C was described} by drivers {T as a trap}.", False),
    ("{T It} {C was called} {T “a trap}” by drivers.", False),
    ("Ana {C said} {T it was believed}.", False),
    ("{C believed} {T to be shut}.", False),
    ("{T It} {C is being harrumphed} {T everywhere}.", False),
    ("{C Talk of} {T a strike}", False),
    ("{C :} {T no}", False),
    ("{T It} {C is believed} {T to be shut} by noon.", True),
    ("{T It} {C is reported} {T to be shut}, by two aides.", False),
    ("{T It} {C is said by many} {T to be shut}.", False),
    ("{T They} {C aren’t believed} {T to be shut}.", True),
    ("{T They} {C were worried} {T it was shut}.", False),
    ("{T They} {C were charged with} {T theft}.", False),
]


@pytest.mark.parametrize(("text", "expected"), AGENTLESS, ids=[text for text, _ in AGENTLESS])
def test_a_passive_without_an_agent_leaves_open_who(text: str, *, expected: bool) -> None:
    known = marked(text)
    (found,) = known.found
    assert is_agentless(known.text, found.cue, found.content, lexicon()) is expected
