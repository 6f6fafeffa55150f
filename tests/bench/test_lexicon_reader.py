"""The lexicon reader, which is the baseline of the attribution benchmark: what it finds in a sentence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from bench.attribution.lexicon_reader.read import read
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Span

# Each attribution: source | cue | content | act. Pieces of a span are joined by an ellipsis; nothing stands where there
# is no source.
SENTENCES: list[tuple[str, list[str]]] = [
    ("“The bridge is open,” Maria Lopez said.", ["Maria Lopez|said|“The bridge is open,”|say"]),
    ("“The bridge is open,” said Maria Lopez.", ["Maria Lopez|said|“The bridge is open,”|say"]),
    ('"The bridge is open," Maria Lopez said.', ['Maria Lopez|said|"The bridge is open,"|say']),
    ("''The bridge is open,'' Maria Lopez said.", ["Maria Lopez|said|''The bridge is open,''|say"]),
    (
        "‘The bridge is open to all traffic,’ said Maria Lopez.",
        ["Maria Lopez|said|‘The bridge is open to all traffic,’|say"],
    ),
    ("Maria Lopez said the bridge was open.", ["Maria Lopez|said|the bridge was open|say"]),
    ("Maria Lopez said that the bridge was open.", ["Maria Lopez|said|that the bridge was open|say"]),
    ("Maria Lopez said on Tuesday that the bridge was open.", ["Maria Lopez|said|that the bridge was open|say"]),
    ("Maria Lopez told reporters that the bridge was open.", ["Maria Lopez|told|that the bridge was open|say"]),
    (
        "Maria Lopez told the Harbor Gazette on Friday that the bridge was open.",
        ["Maria Lopez|told|that the bridge was open|say"],
    ),
    ("The bridge is open, Maria Lopez said.", ["Maria Lopez|said|The bridge is open|say"]),
    (
        "The bridge is open, said Maria Lopez, the minister of transport.",
        ["Maria Lopez, the minister of transport|said|The bridge is open|say"],
    ),
    ("According to Maria Lopez, the bridge is open.", ["Maria Lopez|According to|the bridge is open|say"]),
    ("The bridge is open, according to Maria Lopez.", ["Maria Lopez|according to|The bridge is open|say"]),
    (
        "The bridge is open, according to a report released on Monday.",
        ["a report released on Monday|according to|The bridge is open|say"],
    ),
    ("“The bridge,” Maria Lopez said, “is open again.”", ["Maria Lopez|said|“The bridge,” … “is open again.”|say"]),
    ("The bridge, Maria Lopez said, is open again.", ["Maria Lopez|said|The bridge … is open again|say"]),
    ("Maria Lopez said: “The bridge is open again.”", ["Maria Lopez|said|“The bridge is open again.”|say"]),
    ("Maria Lopez, who runs the ministry, said the bridge was open.", ["Maria Lopez|said|the bridge was open|say"]),
    ("Maria Lopez has repeatedly said the bridge is open.", ["Maria Lopez|has repeatedly said|the bridge is open|say"]),
    ("“Is the bridge open?” Maria Lopez asked.", ["Maria Lopez|asked|“Is the bridge open?”|ask"]),
    ("Maria Lopez denied the report.", ["Maria Lopez|denied|the report|deny"]),
    ("Maria Lopez expects the repairs to last a year.", ["Maria Lopez|expects|the repairs to last a year|expect"]),
    ("Maria Lopez demanded an inquiry.", ["Maria Lopez|demanded|an inquiry|demand"]),
    ("Maria Lopez called for an inquiry.", ["Maria Lopez|called for|an inquiry|demand"]),
    ("Maria Lopez urged drivers to stay away.", ["Maria Lopez|urged|to stay away|demand"]),
    ("Maria Lopez asked whether the bridge was safe.", ["Maria Lopez|asked|whether the bridge was safe|ask"]),
    ("Maria Lopez praised the repair crews.", ["Maria Lopez|praised|the repair crews|praise"]),
    (
        "“We have agreed to meet again,” Bo Kim said after the talks with Lee and his guest, Ann Roe.",
        ["Bo Kim|said|“We have agreed to meet again,”|say"],
    ),
    ("Nobody has fully verified those reports.", []),
    ("No official confirmed that the bridge was shut.", []),
    ("Update: Desk Raises Its Count of Losses", []),
    ("Maria Lopez refused to comment.", ["Maria Lopez|refused|to comment|say"]),
    (
        "Maria Lopez described the bridge as “a death trap.”",
        ["Maria Lopez|described|the bridge as “a death trap.”|say"],
    ),
    ("Maria Lopez called the bridge “a death trap.”", ["Maria Lopez|called|the bridge “a death trap.”|say"]),
    ("Maria Lopez argued that the toll was fair.", ["Maria Lopez|argued|that the toll was fair|claim"]),
    ("Maria Lopez pointed out that the toll was fair.", ["Maria Lopez|pointed out|that the toll was fair|say"]),
    ("Maria Lopez did not say whether the toll was fair.", ["Maria Lopez|did not say|whether the toll was fair|say"]),
    (
        "A spokesman for the ministry, who spoke on condition of anonymity, said the bridge was open.",
        ["A spokesman for the ministry|said|the bridge was open|say"],
    ),
    ("The ministry said in a report that the bridge was open.", ["The ministry|said|that the bridge was open|say"]),
    (
        "The report, released on Monday, notes that the bridge is open.",
        ["The report|notes|that the bridge is open|say"],
    ),
    (
        "A poll released Wednesday found that most drivers oppose the toll.",
        ["A poll released Wednesday|found|that most drivers oppose the toll|indicate"],
    ),
    ("Police say the driver fled.", []),
    ("“We are open,” she said. “Come in.”", ["she|said|“We are open,” … “Come in.”|say"]),
    ("He rejected claims that the toll was unfair.", ["He|rejected|claims that the toll was unfair|deny"]),
    (
        "Maria Lopez said the toll was fair, adding that it would not rise.",
        ["Maria Lopez|said|the toll was fair|say", "Maria Lopez|adding|that it would not rise|say"],
    ),
    (
        "While confirming the delay, Maria Lopez noted that the toll was fair.",
        ["Maria Lopez|confirming|the delay|confirm", "Maria Lopez|noted|that the toll was fair|say"],
    ),
    (
        "Citing safety, Maria Lopez said the bridge would close.",
        ["Maria Lopez|Citing|safety|say", "Maria Lopez|said|the bridge would close|say"],
    ),
    (
        "Traffic slowed, with local media reporting long queues at the gate.",
        ["local media|reporting|long queues at the gate|report"],
    ),
    (
        "Maria Lopez said the toll was fair, but Ivan Petrov said it was not.",
        ["Maria Lopez|said|the toll was fair|say", "Ivan Petrov|said|it was not|say"],
    ),
    (
        "Maria Lopez said that Ivan Petrov had claimed the toll was unfair.",
        [
            "Maria Lopez|said|that Ivan Petrov had claimed the toll was unfair|say",
            "Ivan Petrov|had claimed|the toll was unfair|claim",
        ],
    ),
    (
        "Maria Lopez praised the crews and promised to pay them.",
        ["Maria Lopez|praised|the crews|praise", "Maria Lopez|promised|to pay them|promise"],
    ),
    (
        "The spokesman was quoted as saying the bridge was open.",
        ["The spokesman|was quoted as saying|the bridge was open|say"],
    ),
    ("The bridge is expected to open in May.", ["|is expected|The bridge … to open in May|expect"]),
    ("The toll was criticized by drivers.", ["drivers|was criticized|The toll|criticize"]),
    (
        "In the words of Maria Lopez, the bridge is a death trap.",
        ["Maria Lopez|In the words of|the bridge is a death trap|say"],
    ),
    ("In Harbor City on Monday, Maria Lopez said the bridge was open.", ["Maria Lopez|said|the bridge was open|say"]),
    ("Maria Lopez and Ivan Petrov said the toll was fair.", ["Maria Lopez and Ivan Petrov|said|the toll was fair|say"]),
    ("Maria Lopez (D-Vt.) said the bridge was open.", ["Maria Lopez (D-Vt.)|said|the bridge was open|say"]),
    ("The island, allies say, has grown stronger.", ["allies|say|The island … has grown stronger|say"]),
    (
        "Other polls, such as that of Lee, suggest losses could be 4,000.",
        ["Other polls, such as that of Lee|suggest|losses could be 4,000|indicate"],
    ),
    ("Neighbors argue the toll protects the rich.", ["Neighbors|argue|the toll protects the rich|claim"]),
    ("Maria Lopez: The Bridge Is Open Again", ["Maria Lopez|:|The Bridge Is Open Again|say"]),
    ("Mayor Says Bridge Is Open", ["Mayor|Says|Bridge Is Open|say"]),
    (
        "“We’re open,” he told the Gazette, “and we will stay open.”",
        ["he|told|“We’re open,” … “and we will stay open.”|say"],
    ),
    ("The mayor said he “never took a cent.”", ["The mayor|said|he “never took a cent.”|say"]),
    ("The bridge reopened on Monday.", []),
    ("The attack killed three people.", []),
    ("The mayor’s plan for the bridge failed.", []),
    ("She called her mother from the station.", ["She|called|her mother from the station|say"]),
    ("The mayor declined to give a date.", ["The mayor|declined|to give a date|say"]),
    ("As the mayor noted, the toll is low.", ["the mayor|noted|the toll is low|say"]),
    ("The delay, she argued, protects no one.", ["she|argued|The delay … protects no one|claim"]),
]


def attributions_in(text: str) -> list[str]:
    """All attributions of a text as lines of the table."""

    def words(spans: Iterable[Span]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    found = read(article(text))
    return ["|".join((words(f.source), words(f.cue), words(f.content), f.sense.act)) for f in found]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_each_statement_is_found_with_its_source_and_nothing_else_is(sentence: str, expected: list[str]) -> None:
    assert attributions_in(sentence) == expected


# Texts of several sentences or paragraphs, with (source, content) of each attribution in them.
PASSAGES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "a quotation goes on after the cue",
        "“The gate is shut,” Ana Ruiz said. “It will stay shut.”",
        [("Ana Ruiz", "“The gate is shut,” … “It will stay shut.”")],
    ),
    (
        "a quotation stands before the sentence with the cue",
        "“The gate is shut. Nobody can pass.” “It will stay shut,” Ana Ruiz said.",
        [("Ana Ruiz", "“The gate is shut. Nobody can pass.” … “It will stay shut,”")],
    ),
    (
        "a quotation of many sentences is one content",
        "“The gate is shut. Nobody can pass. We wait,” Ana Ruiz said.",
        [("Ana Ruiz", "“The gate is shut. Nobody can pass. We wait,”")],
    ),
    (
        "a quotation goes on in the next paragraph, where its mark is set again",
        "Ana Ruiz said: “The gate is shut.\n“It will stay shut.”",
        [("Ana Ruiz", "“The gate is shut. … “It will stay shut.”")],
    ),
    (
        "a paragraph that is a quotation follows its speaker",
        "“The gate is shut,” Ana Ruiz said.\n“It will stay shut.”",
        [("Ana Ruiz", "“The gate is shut,” … “It will stay shut.”")],
    ),
    (
        "narration ends the speech, so that a later lone quotation has no speaker",
        "“The gate is shut,” Ana Ruiz said.\nRain fell all night.\n“It will stay shut.”",
        [("Ana Ruiz", "“The gate is shut,”")],
    ),
    (
        "a question keeps its speaker though a sentence ends inside the quotation",
        "“Who shut the gate?” Ana Ruiz asked. “Who has the key?”",
        [("Ana Ruiz", "“Who shut the gate?” … “Who has the key?”")],
    ),
    (
        "straight marks open and close in turn",
        '"The gate is shut," Ana Ruiz said. "It will stay shut."',
        [("Ana Ruiz", '"The gate is shut," … "It will stay shut."')],
    ),
    (
        "an apostrophe is no quotation mark",
        "The soldiers' gate was shut, Ana Ruiz said, and the drivers' way was barred.",
        [("Ana Ruiz", "The soldiers' gate was shut … and the drivers' way was barred")],
    ),
    (
        "a mark without its partner quotes nothing",
        "Ana Ruiz said the “gate was shut.",
        [("Ana Ruiz", "the “gate was shut")],
    ),
    (
        "two speakers of one paragraph keep their own words",
        "“It is shut,” Ana Ruiz said. “It is open,” said Ben Cole.",
        [("Ana Ruiz", "“It is shut,”"), ("Ben Cole", "“It is open,”")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in PASSAGES], ids=[case[0] for case in PASSAGES])
def test_a_quotation_keeps_its_speaker_over_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    found = [line.split("|") for line in attributions_in(text)]
    assert [(source, content) for source, _, content, _ in found] == expected


# Words that the rules look at, so that made texts run into every one of them.
WORDS = "Ana Ruiz|said|that|the|gate|.|,|“|”|\"|''|he|who|according to|and|but|with|reporting|reports|:|—|not|told"


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map(" ".join))
def test_every_attribution_has_words_within_the_text(text: str) -> None:
    for found in read(article(text)):
        assert found.cue
        assert found.content
        for start, end in (*found.source, *found.cue, *found.content):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("piece", ["Ana Ruiz said the gate was shut. ", "“No,” he said, ", "“", "reports that "])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = article(piece * (size // len(piece)))
        began = time.perf_counter()
        read(text)
        return time.perf_counter() - began

    seconds(5_000)
    assert seconds(50_000) < 40 * min(seconds(5_000) for _ in range(2)) + 1
