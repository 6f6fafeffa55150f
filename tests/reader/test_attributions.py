"""Attributions whose spans are given by marks: what becomes of each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import Marked, interpreted, marked, reader

from onrecord.model import Attribution, Span, Speaker

# Each attribution: source | cue | content | speaker (kind) | act | form | factuality. Pieces of a span are joined by an
# ellipsis; nothing stands where there is no source.
SENTENCES: list[tuple[str, list[str]]] = [
    ("Rain fell.", []),
    (
        "{T “The bridge is open,”} {S {PER Maria Lopez}} {C said}.",
        ["Maria Lopez|said|“The bridge is open,”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "{S {PER Maria Lopez}} {C said} {T that the bridge was open}.",
        ["Maria Lopez|said|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "{T The bridge}, {S {PER Maria Lopez}} {C said}, {T is open again}.",
        ["Maria Lopez|said|The bridge … is open again|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "{C According to} {S {PER Maria Lopez}}, {T the bridge is open}.",
        ["Maria Lopez|According to|the bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "{T The bridge is open}, {C said} {S {PER Maria Lopez}, the minister of transport}.",
        ["Maria Lopez, the minister of transport|said|The bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "{S {PER Maria Lopez}} {C called} {T the bridge “a death trap.”}",
        ["Maria Lopez|called|the bridge “a death trap.”|Maria Lopez (person)|say|mixed|CT+"],
    ),
    (
        "{S {PER Maria Lopez}} {C denied} {T that the toll had doubled}.",
        ["Maria Lopez|denied|that the toll had doubled|Maria Lopez (person)|deny|indirect|CT-"],
    ),
    (
        "{S {PER Maria Lopez}} {C warned} {T that the bridge could collapse}.",
        ["Maria Lopez|warned|that the bridge could collapse|Maria Lopez (person)|warn|indirect|PS+"],
    ),
    (
        "{S {PER Maria Lopez}} {C demanded} {T an inquiry}.",
        ["Maria Lopez|demanded|an inquiry|Maria Lopez (person)|demand|indirect|Uu"],
    ),
    (
        "{S The mayor} {C could not confirm} {T the report}.",
        ["The mayor|could not confirm|the report|mayor (person)|confirm|indirect|Uu"],
    ),
    (
        "{S The mayor} {C declined to say} {T whether it was shut}.",
        ["The mayor|declined to say|whether it was shut|mayor (person)|say|indirect|Uu"],
    ),
    (
        "{S The spokesman} {C was quoted as saying} {T the bridge was open}.",
        ["The spokesman|was quoted as saying|the bridge was open|spokesman (person)|say|indirect|CT+"],
    ),
    (
        "{T The bridge} {C is expected} {T to open in May}.",
        ["|is expected|The bridge … to open in May||expect|indirect|PR+"],
    ),
    (
        "{T The gate} {C was reportedly said} {T to be shut}.",
        ["|was reportedly said|The gate … to be shut||say|indirect|CT+"],
    ),
    (
        "{C Allegations of} {T theft} went round.",
        [],  # whose they are is not told, and it is no passive that leaves it open
    ),
    (
        "{T The gate} {C was called} {T a trap} by drivers.",
        [],  # who called it so is told, and was not found
    ),
    (
        "{S Recent reports} {C indicate} {T that about 300 drivers were stuck}.",
        ["Recent reports|indicate|that about 300 drivers were stuck|Recent reports (document)|indicate|indirect|PR+"],
    ),
    (
        "{S1+2 {PER Maria Lopez}} {C1 said} {T1 the toll was fair}, {C2 adding} {T2 that it would not rise}.",
        [
            "Maria Lopez|said|the toll was fair|Maria Lopez (person)|say|indirect|CT+",
            "Maria Lopez|adding|that it would not rise|Maria Lopez (person)|say|indirect|CT-",
        ],
    ),
    (
        "{S1 {PER Maria Lopez}} {C1 said} {T1 it was fair}, while {S2 {PER Ivan Petrov}} {C2 called} {T2 it “theft.”}",
        [
            "Maria Lopez|said|it was fair|Maria Lopez (person)|say|indirect|CT+",
            "Ivan Petrov|called|it “theft.”|Ivan Petrov (person)|say|mixed|CT+",
        ],
    ),
    (
        "{T “We are open,”} {S she} {C said}. {T “Come in.”}",
        ["she|said|“We are open,” … “Come in.”|she (unknown)|say|direct|CT+"],
    ),
]

# What is told, and its form.
FORMS: list[tuple[str, str]] = [
    ("{T it was shut} {C said} {S Ana}", "indirect"),
    ("{T “It is shut,”} {C said} {S Ana}", "direct"),
    ('{T "It is shut,"} {C said} {S Ana}', "direct"),
    ("{T ''It is shut,''} {C said} {S Ana}", "direct"),
    ("{T ``It is shut,''} {C said} {S Ana}", "direct"),
    ("{T ‘It is shut,’} {C said} {S Ana}", "direct"),
    ("{T «It is shut»} {C said} {S Ana}", "direct"),
    ("{T „It is shut”} {C said} {S Ana}", "direct"),
    ("{T 「橋は開いている」} {C said} {S Ana}", "direct"),
    ("{T “It is shut. “It stays shut.”} {C said} {S Ana}", "mixed"),
    ("{T “It is,”} {S Ana} {C said}, {T “shut.”}", "direct"),
    ("{T “It is,”} {S Ana} {C said}, {T and shut}", "mixed"),
    ("{S Ana} {C said} {T it was “shut”}", "mixed"),
    ("{S Ana} {C said} {T “shut” it was}", "mixed"),
    ("{S Ana} {C said} {T the drivers' gate was shut}", "indirect"),
    ("{S Ana} {C said} {T that it’s shut}", "indirect"),
    ("{S Ana} {C asked for} {T “help”}", "direct"),
    ("{T “Shut.” “Open.”} {C said} {S Ana}", "direct"),
]


def described(text: str, found: Attribution) -> str:
    """An attribution as one line of the table."""

    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    speaker = f"{found.speaker.name} ({found.speaker.kind})" if found.speaker else ""
    parts = (words(found.source), words(found.cue), words(found.content), speaker)
    return "|".join((*parts, found.act, found.form, found.factuality))


def read(known: Marked) -> tuple[Attribution, ...]:
    return reader(known).read([known.article])[0].attributions


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_attributions_are_those_of_the_table(text: str, expected: list[str]) -> None:
    known = marked(text)
    assert [described(known.text, found) for found in read(known)] == expected


@pytest.mark.parametrize(("text", "form"), FORMS, ids=[text for text, _ in FORMS])
def test_the_form_is_that_of_the_quotation_marks(text: str, form: str) -> None:
    (found,) = read(marked(text))
    assert found.form == form


def test_ids_follow_the_order_of_the_text() -> None:
    known = marked("{S1 Ana} {C1 said} {T1 yes}.\n{S2 Ben} {C2 said} {T2 no}. {T3 “Come in,”} {S3 he} {C3 added}.")
    found = read(known)
    assert [a.id for a in found] == ["a1", "a2", "a3"]
    assert [a.cue[0].start for a in found] == sorted(a.cue[0].start for a in found)


def test_hedges_are_the_words_that_lowered_the_factuality() -> None:
    known = marked("{S Ana} {C said} {T the gate may possibly not open}.")
    (found,) = read(known)
    assert [known.text[start:end] for start, end in found.hedges] == ["may", "possibly", "not"]
    assert found.factuality == "PS-"


def test_words_that_come_through_another_have_a_chain() -> None:
    known = marked("{S1 {PER Ana Ruiz}} {C1 said} {T1 {S2 {PER Ben Cole}} {C2 had claimed} {T2 it was shut}}.")
    assert [a.speaker for a in interpreted(known)] == [
        Speaker("Ana Ruiz", "person"),
        Speaker("Ben Cole", "person", ("Ana Ruiz",)),
    ]


def test_a_chain_has_whoever_is_nearest_the_page_last() -> None:
    known = marked(
        "{S1 {ORG Reuters}} {C1 reported} {T1 {S2 {PER Ana Ruiz}} {C2 said} {T2 {S3 {PER Ben}} {C3 denied} {T3 it}}}."
    )
    assert [a.speaker.chain for a in interpreted(known) if a.speaker] == [
        (),
        ("Reuters",),
        ("Ana Ruiz", "Reuters"),
    ]


def test_side_by_side_there_is_no_chain() -> None:
    known = marked("{S1 {PER Ana}} {C1 said} {T1 no}, and {S2 {PER Ben}} {C2 said} {T2 yes}.")
    assert [a.speaker.chain for a in interpreted(known) if a.speaker] == [(), ()]


WORDS = "said claimed denied not may “ ” he Ana Ruiz the mayor of who reports citing , ."
PHRASES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4)] * 3), min_size=1, max_size=5)
)
def test_spans_are_passed_on_as_they_are(told: list[tuple[list[str], ...]]) -> None:
    lines = [
        f"gate {n} {{S{n} {' '.join(source)}}} – {{C{n} {' '.join(cue)}}} – {{T{n} {' '.join(content)}}}"
        for n, (source, cue, content) in enumerate(told)
    ]
    known = marked("\n".join(lines))
    found = read(known)
    assert [(a.source, a.cue, a.content) for a in found] == [tuple(each) for each in known.found]
    assert all(a.speaker for a in found)
