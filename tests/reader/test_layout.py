"""Who speaks by the layout: transcripts and signed quotations, and what only looks like them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import interpreted, marked
from timing import seconds

from onrecord.model import Span
from onrecord.reader._decode import Found
from onrecord.reader._layout import laid_out, with_laid_out

# The text, a paragraph a line; each attribution: source | cue | content, pieces joined by an ellipsis.
LAYOUTS: list[tuple[str, list[str]]] = [
    ("", []),
    ("The gate is shut.\nRain fell.", []),
    (
        "MR. KERR: Good morning.\nQUESTION: Is the gate shut?\nMR. KERR: We shut it.",
        ["MR. KERR|:|Good morning", "|QUESTION:|Is the gate shut?", "MR. KERR|:|We shut it"],
    ),
    (
        "Q: Is the gate shut?\nA: It is, I think.\nQ: Since when?",
        ["|Q:|Is the gate shut?", "|A:|It is, I think", "|Q:|Since when?"],
    ),
    (
        "Ana met Ben.\nAna Ruiz: You shut it?\nBen Osei: We did …\nAna Ruiz: And why, may I ask?",
        ["Ana Ruiz|:|You shut it?", "Ben Osei|:|We did …", "Ana Ruiz|:|And why, may I ask?"],
    ),
    (
        "Lee and Osei met.\n“LEE: Is it shut?\n“OSEI: I was told so.\n“LEE: By whom?”",
        ["LEE|:|Is it shut?", "OSEI|:|I was told so", "LEE|:|By whom?”"],
    ),
    (
        "SEN. LEE (R-Utah): I ask you.\nANN VAN ROE, A HOST : You may.\nSEN. LEE (R-Utah): Is it shut?",
        ["SEN. LEE (R-Utah)|:|I ask you", "ANN VAN ROE, A HOST|:|You may", "SEN. LEE (R-Utah)|:|Is it shut?"],
    ),
    (
        "Reporter 1: Is it shut?\nReporter #2: Do you know?\nDr van der Berg: I do.\nReporter 1: Thank you.",
        ["|Reporter 1:|Is it shut?", "|Reporter #2:|Do you know?", "Dr van der Berg|:|I do", "|Reporter 1:|Thank you"],
    ),
    # A turn runs on up to the next, but for stage directions; the last is one paragraph.
    (
        "Q: Is it shut?\nI ask you again.\n(CROSSTALK)\n…\nMR. OSEI: Yes.\nQ: We thank you.\nI asked him.",
        ["|Q:|Is it shut? … I ask you again", "MR. OSEI|:|Yes", "|Q:|We thank you"],
    ),
    # It ends where nobody talks to anybody, and where a label stands that is not known as one.
    (
        "Q: Is it shut?\nPolice took him.\nI asked.\nMR. OSEI: I shut it.\nthe host: And you?\nQ: We thank you.",
        ["|Q:|Is it shut?", "MR. OSEI|:|I shut it", "|Q:|We thank you"],
    ),
    # One voice; two that speak once each; voices that nothing else in the text names.
    ("MR. LEE: I ask you.\nMR. LEE: I ask again.", []),
    ("MR. LEE: I ask you.\nMS. OSEI: I answer you.", []),
    ("LEE: Is it shut?\nOSEI: I was told so.\nLEE: By whom?", []),
    # Lists, links, recipes and datelines.
    ("Lee and Osei ran.\nLee: 12 seats\nOsei: 14 seats\nLee: 9 votes", []),
    ("Watch it.\nWATCH: How we shut it\nREAD MORE: Who are you?\nWATCH: Who is to blame?", []),
    ("METHOD: You whisk it.\nTIP: We like it hot.\nTIP: You can freeze it.", []),
    ("Rome and Helsinki.\nHELSINKI: The gate was shut.\nROME: The gate was open.\nROME: It was shut.", []),
    ("Note to readers: you may ask.\nCorrection: we were wrong.\nNote to readers: we ask you.", []),
    ("Q:we ask you.\nA:we do.\nQ:you do?", []),
    (
        "“The gate is shut now.” — Ana Ruiz",
        ["Ana Ruiz|—|“The gate is shut now.”"],
    ),
    ("“It is shut, and it stays!”― Ana Ruiz.\nRain fell.", ["Ana Ruiz|―|“It is shut, and it stays!”"]),
    ("“The gate is shut now.” — Kim Jong Un.", ["Kim Jong Un|—|“The gate is shut now.”"]),
    ("“The gate is shut now.” — Ana R.", ["Ana R.|—|“The gate is shut now.”"]),
    ('"The gate is shut now." -- Ana Ruiz, a driver', ['Ana Ruiz, a driver|--|"The gate is shut now."']),
    ("“The gate is shut now.”\n– Ludwig van der Berg Jr.", ["Ludwig van der Berg Jr.|–|“The gate is shut now.”"]),
    ("«The gate is shut now…» — Élodie Ünal ", ["Élodie Ünal|—|«The gate is shut now…»"]),
    ("“The gate is ‘shut’ now.” — Ana O’Neill", ["Ana O’Neill|—|“The gate is ‘shut’ now.”"]),
    # The outlet's own words between, a date, a sentence that goes on, an aside, a title, an agency, no name.
    ("“So it is shut,” Ben said, “and stays shut.” — Ana Ruiz", []),
    ("“The gate is shut now.” — The Gazette, May 5, 2024", []),
    ("“The gate is shut now,” — and it stays shut.", []),
    ("“The gate is shut now.” — Ana Ruiz said so. Nobody else did.", []),
    ("The gate “is shut now, it is.” — Ana Ruiz", []),
    ("“The gate is shut now.”\nRain fell — Ana Ruiz", []),
    ("“War and Peace” — Leo Tolstoy", []),
    ("“Shut the gate of Rome” — Leo Tolstoy", []),
    ("“The gate is shut now.” — Reuters", []),
    ("“The gate is shut now.” — The Rome Gazette", []),
    ("«Эти ворота уже закрыты.» — сказал он", []),
    ("‘The gate is shut,’ said Ben, ‘and stays it.’ — Ana Ruiz", []),
    ("“ — Ana Ruiz", []),
    # What somebody reads out in a transcript is signed by nobody else.
    (
        "Q: “Is it shut?”\nMR. LEE: “I shut the gate of Rome.” — Ana Ruiz\nQ: Thank you.",
        ["|Q:|“Is it shut?”", "MR. LEE|:|“I shut the gate of Rome.” — Ana Ruiz", "|Q:|Thank you"],
    ),
    (
        "“Q: is it shut, do you know?” — Ana Ruiz\n“A: you?”\n“Q: you?”",
        ["|Q:|is it shut, do you know?” — Ana Ruiz", "|A:|you?”", "|Q:|you?”"],
    ),
]


def paragraphs(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def described(text: str, found: Found) -> str:
    return "|".join(" … ".join(text[a:b] for a, b in role) for role in found)


@pytest.mark.parametrize(("text", "expected"), LAYOUTS, ids=[text[:40] for text, _ in LAYOUTS])
def test_layouts_are_those_of_the_table(text: str, expected: list[str]) -> None:
    assert [described(text, found) for found in laid_out(text, paragraphs(text))] == expected


def test_a_transcript_is_read_with_the_rest_of_the_article() -> None:
    known = marked(
        "{S1 {PER Ana Lee}} {C1 asked} {T1 the ministry}.\nLEE: {S2 I} {C2 ask} {T2 you}.\n"
        "{S3 OSEI}: {S4 {PER Ana}} {C4 told me} {T4 it is shut}.\nLEE: You {C3 do}? {T3 Nobody does.}\n"
        "{S5 Ben} {C5 said} {T5 no}."
    )
    laid = laid_out(known.text, paragraphs(known.text))
    both = with_laid_out(known.found, laid)
    assert [described(known.text, found) for found in both] == [
        "Ana Lee|asked|the ministry",
        "LEE|:|I ask you",
        "I|ask|you",
        "OSEI|:|Ana told me it is shut",
        "Ana|told me|it is shut",
        "LEE|:|You do? Nobody does",
        "Ben|said|no",
    ]


def test_who_is_told_of_in_a_turn_has_the_turns_speaker_before_it() -> None:
    known = marked("{S1 {PER Kim Osei}}{C1 :} {T1 {S2 {PER Ana Ruiz}} {C2 told us} {T2 it is shut}}.")
    speakers = [a.speaker for a in interpreted(known)]
    assert [(s.name, s.chain) for s in speakers if s] == [("Kim Osei", ()), ("Ana Ruiz", ("Kim Osei",))]


PIECES = (
    *("LEE: ", "Q: ", "A: ", "Ana Ruiz: ", "“", "”", '"', " — ", "― ", "Ana", "Ruiz", "you?", "I ask", ".", "\n"),
    *(", a driver", "(", ")"),
)


@pytest.mark.parametrize("word", ["we", "I", "We"])
def test_who_says_i_or_we_in_a_turn_is_its_speaker(word: str) -> None:
    known = marked(f"{{S1 {{PER Kim Osei}}}}{{C1 :}} {{T1 {{S2 {word}}} {{C2 confirmed}} {{T2 it is shut}}}}.")
    speakers = [a.speaker for a in interpreted(known)]
    assert [(s.name, s.chain) for s in speakers if s] == [("Kim Osei", ()), ("Kim Osei", ())]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_nothing_raises_and_spans_stand_apart_in_the_text(text: str) -> None:
    found = laid_out(text, paragraphs(text))
    spans = sorted(span for each in found for role in each for span in role)
    assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert with_laid_out(found, found) == found


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_the_layout_says_nothing_of_is_kept(text: str) -> None:
    before = f"Ben said no.\n{text}"
    own = Found((Span(0, 3),), (Span(4, 8),), (Span(9, 11),))
    assert own in with_laid_out([own], laid_out(before, paragraphs(before)))


LINES = (
    "LEE: I?\n",
    "Q: I\nA: you\n",
    "“No, I say it is not.” — Ana Ruiz\n",
    "“no” — Ana ",
    "A ",
    "“",
    "( ",
    "A.: ",
    "—",
    ".",
)
OPENINGS = ("", "“A.”\n— A", "“I say that it is.” — A", "Q: I?\nA: you?\nQ: ")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("opening", OPENINGS)
def test_time_grows_no_faster_than_the_text(opening: str, line: str) -> None:
    def taken(size: int) -> float:
        text = opening + line * (size // len(line))
        own = paragraphs(text)
        found = laid_out(text, own)
        return seconds(lambda: with_laid_out(found, laid_out(text, own)))

    assert taken(200_000) < 12 * taken(20_000) + 0.2
