"""Who says what in a sentence: a table of sentences and everything that the reader must find in each."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Attribution, Block, Span
from onrecord.reader import Reader

# Each attribution: source | cue | content | speaker (kind) via chain | act | form | factuality. Pieces of a span are
# joined by an ellipsis; nothing stands where there is no source.
SENTENCES: list[tuple[str, list[str]]] = [
    (
        "“The bridge is open,” Maria Lopez said.",
        ["Maria Lopez|said|“The bridge is open,”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "“The bridge is open,” said Maria Lopez.",
        ["Maria Lopez|said|“The bridge is open,”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        '"The bridge is open," Maria Lopez said.',
        ['Maria Lopez|said|"The bridge is open,"|Maria Lopez (person)|say|direct|CT+'],
    ),
    (
        "''The bridge is open,'' Maria Lopez said.",
        ["Maria Lopez|said|''The bridge is open,''|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "‘The bridge is open to all traffic,’ said Maria Lopez.",
        ["Maria Lopez|said|‘The bridge is open to all traffic,’|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "Maria Lopez said the bridge was open.",
        ["Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez said that the bridge was open.",
        ["Maria Lopez|said|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez said on Tuesday that the bridge was open.",
        ["Maria Lopez|said|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez said in a statement that the bridge was open.",
        ["Maria Lopez|said|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez told reporters that the bridge was open.",
        ["Maria Lopez|told|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez told the Harbor Gazette on Friday that the bridge was open.",
        ["Maria Lopez|told|that the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "The bridge is open, Maria Lopez said.",
        ["Maria Lopez|said|The bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "The bridge is open, said Maria Lopez, the minister of transport.",
        ["Maria Lopez, the minister of transport|said|The bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "According to Maria Lopez, the bridge is open.",
        ["Maria Lopez|According to|the bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "The bridge is open, according to Maria Lopez.",
        ["Maria Lopez|according to|The bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "The bridge is open, according to a report released on Monday.",
        ["a report released on Monday|according to|The bridge is open|report (document)|say|indirect|CT+"],
    ),
    (
        "“The bridge,” Maria Lopez said, “is open again.”",
        ["Maria Lopez|said|“The bridge,” … “is open again.”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "The bridge, Maria Lopez said, is open again.",
        ["Maria Lopez|said|The bridge … is open again|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez said: “The bridge is open again.”",
        ["Maria Lopez|said|“The bridge is open again.”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "Maria Lopez, the minister of transport, said the bridge was open.",
        ["Maria Lopez, the minister of transport|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez, who runs the ministry, said the bridge was open.",
        ["Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez has repeatedly said the bridge is open.",
        ["Maria Lopez|has repeatedly said|the bridge is open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "“Is the bridge open?” Maria Lopez asked.",
        ["Maria Lopez|asked|“Is the bridge open?”|Maria Lopez (person)|ask|direct|Uu"],
    ),
    (
        "“Open the bridge!” shouted Maria Lopez.",
        ["Maria Lopez|shouted|“Open the bridge!”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "Maria Lopez claimed that the toll had doubled.",
        ["Maria Lopez|claimed|that the toll had doubled|Maria Lopez (person)|claim|indirect|CT+"],
    ),
    (
        "Maria Lopez denied that the toll had doubled.",
        ["Maria Lopez|denied|that the toll had doubled|Maria Lopez (person)|deny|indirect|CT-"],
    ),
    ("Maria Lopez denied the report.", ["Maria Lopez|denied|the report|Maria Lopez (person)|deny|indirect|CT-"]),
    (
        "Maria Lopez confirmed the closure of the bridge.",
        ["Maria Lopez|confirmed|the closure of the bridge|Maria Lopez (person)|confirm|indirect|CT+"],
    ),
    (
        "Maria Lopez admitted that the repairs were late.",
        ["Maria Lopez|admitted|that the repairs were late|Maria Lopez (person)|admit|indirect|CT+"],
    ),
    (
        "Maria Lopez warned that the bridge could collapse.",
        ["Maria Lopez|warned|that the bridge could collapse|Maria Lopez (person)|warn|indirect|PS+"],
    ),
    (
        "Maria Lopez alleged that the contractor had lied.",
        ["Maria Lopez|alleged|that the contractor had lied|Maria Lopez (person)|allege|indirect|PR+"],
    ),
    (
        "Maria Lopez accused the contractor of fraud.",
        ["Maria Lopez|accused|the contractor of fraud|Maria Lopez (person)|accuse|indirect|CT+"],
    ),
    (
        "Maria Lopez estimated that 300 cars were stuck.",
        ["Maria Lopez|estimated|that 300 cars were stuck|Maria Lopez (person)|estimate|indirect|PR+"],
    ),
    (
        "Maria Lopez expects the repairs to last a year.",
        ["Maria Lopez|expects|the repairs to last a year|Maria Lopez (person)|expect|indirect|PR+"],
    ),
    (
        "Maria Lopez believes that the bridge is safe.",
        ["Maria Lopez|believes|that the bridge is safe|Maria Lopez (person)|believe|indirect|PR+"],
    ),
    (
        "Maria Lopez suspects that the bolts were stolen.",
        ["Maria Lopez|suspects|that the bolts were stolen|Maria Lopez (person)|believe|indirect|PR+"],
    ),
    (
        "Maria Lopez promised to repair the bridge.",
        ["Maria Lopez|promised|to repair the bridge|Maria Lopez (person)|promise|indirect|PR+"],
    ),
    (
        "Maria Lopez vowed that the bridge would be repaired.",
        ["Maria Lopez|vowed|that the bridge would be repaired|Maria Lopez (person)|promise|indirect|PR+"],
    ),
    ("Maria Lopez demanded an inquiry.", ["Maria Lopez|demanded|an inquiry|Maria Lopez (person)|demand|indirect|Uu"]),
    (
        "Maria Lopez called for an inquiry.",
        ["Maria Lopez|called for|an inquiry|Maria Lopez (person)|demand|indirect|Uu"],
    ),
    (
        "Maria Lopez urged drivers to stay away.",
        ["Maria Lopez|urged|to stay away|Maria Lopez (person)|demand|indirect|Uu"],
    ),
    ("Maria Lopez proposed a new toll.", ["Maria Lopez|proposed|a new toll|Maria Lopez (person)|propose|indirect|Uu"]),
    (
        "Maria Lopez asked whether the bridge was safe.",
        ["Maria Lopez|asked|whether the bridge was safe|Maria Lopez (person)|ask|indirect|Uu"],
    ),
    (
        "Maria Lopez criticized the contractor.",
        ["Maria Lopez|criticized|the contractor|Maria Lopez (person)|criticize|indirect|CT+"],
    ),
    (
        "Maria Lopez condemned the attack on the bridge.",
        ["Maria Lopez|condemned|the attack on the bridge|Maria Lopez (person)|criticize|indirect|CT+"],
    ),
    (
        "Maria Lopez praised the repair crews.",
        ["Maria Lopez|praised|the repair crews|Maria Lopez (person)|praise|indirect|CT+"],
    ),
    ("Maria Lopez welcomed the ruling.", ["Maria Lopez|welcomed|the ruling|Maria Lopez (person)|agree|indirect|CT+"]),
    (
        "Maria Lopez announced a new toll.",
        ["Maria Lopez|announced|a new toll|Maria Lopez (person)|announce|indirect|CT+"],
    ),
    (
        "Maria Lopez announced that the toll would rise.",
        ["Maria Lopez|announced|that the toll would rise|Maria Lopez (person)|announce|indirect|CT+"],
    ),
    (
        "“We have agreed to meet again,” Bo Kim said after the talks with Lee and his guest, Ann Roe.",
        ["Bo Kim|said|“We have agreed to meet again,”|Bo Kim (person)|say|direct|CT+"],
    ),
    ("Nobody has fully verified those reports.", []),
    ("No official confirmed that the bridge was shut.", []),
    ("The desk was not able to confirm reports of losses.", []),
    ("Update: Desk Raises Its Count of Losses", []),
    ("Maria Lopez refused to comment.", ["Maria Lopez|refused|to comment|Maria Lopez (person)|say|indirect|CT-"]),
    (
        "Maria Lopez described the bridge as “a death trap.”",
        ["Maria Lopez|described|the bridge as “a death trap.”|Maria Lopez (person)|say|mixed|CT+"],
    ),
    (
        "Maria Lopez called the bridge “a death trap.”",
        ["Maria Lopez|called|the bridge “a death trap.”|Maria Lopez (person)|say|mixed|CT+"],
    ),
    (
        "Maria Lopez labeled the contractor a liar.",
        ["Maria Lopez|labeled|the contractor a liar|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez reported no injuries.",
        ["Maria Lopez|reported|no injuries|Maria Lopez (person)|report|indirect|CT-"],
    ),
    (
        "Maria Lopez suggested that the bolts were loose.",
        ["Maria Lopez|suggested|that the bolts were loose|Maria Lopez (person)|indicate|indirect|PR+"],
    ),
    (
        "Maria Lopez argued that the toll was fair.",
        ["Maria Lopez|argued|that the toll was fair|Maria Lopez (person)|claim|indirect|CT+"],
    ),
    (
        "Maria Lopez insisted the toll was fair.",
        ["Maria Lopez|insisted|the toll was fair|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez acknowledged the delay.",
        ["Maria Lopez|acknowledged|the delay|Maria Lopez (person)|admit|indirect|CT+"],
    ),
    (
        "Maria Lopez pointed out that the toll was fair.",
        ["Maria Lopez|pointed out|that the toll was fair|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez may have said that the toll was fair.",
        ["Maria Lopez|may have said|that the toll was fair|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez did not say whether the toll was fair.",
        ["Maria Lopez|did not say|whether the toll was fair|Maria Lopez (person)|say|indirect|Uu"],
    ),
    (
        "Maria Lopez has not confirmed that the bridge is safe.",
        ["Maria Lopez|has not confirmed|that the bridge is safe|Maria Lopez (person)|confirm|indirect|Uu"],
    ),
    (
        "Maria Lopez said the bridge may be closed.",
        ["Maria Lopez|said|the bridge may be closed|Maria Lopez (person)|say|indirect|PS+"],
    ),
    (
        "Maria Lopez said the bridge will likely be closed.",
        ["Maria Lopez|said|the bridge will likely be closed|Maria Lopez (person)|say|indirect|PR+"],
    ),
    (
        "Maria Lopez said the bridge was not closed.",
        ["Maria Lopez|said|the bridge was not closed|Maria Lopez (person)|say|indirect|CT-"],
    ),
    (
        "Maria Lopez said it was unclear whether the bridge was safe.",
        ["Maria Lopez|said|it was unclear whether the bridge was safe|Maria Lopez (person)|say|indirect|CTu"],
    ),
    (
        "Maria Lopez noted that the claims were still under investigation.",
        ["Maria Lopez|noted|that the claims were still under investigation|Maria Lopez (person)|say|indirect|CTu"],
    ),
    ("Officials said the bridge was open.", ["Officials|said|the bridge was open|Officials (group)|say|indirect|CT+"]),
    (
        "Analysts suggest that the toll could rise.",
        ["Analysts|suggest|that the toll could rise|Analysts (group)|indicate|indirect|PS+"],
    ),
    (
        "Local media reported that two people had died.",
        ["Local media|reported|that two people had died|Local media (group)|report|indirect|CT+"],
    ),
    (
        "Two officials briefed on the talks said the toll would rise.",
        ["Two officials briefed on the talks|said|the toll would rise|Two officials (group)|say|indirect|CT+"],
    ),
    (
        "A spokesman for the ministry said the bridge was open.",
        ["A spokesman for the ministry|said|the bridge was open|spokesman (person)|say|indirect|CT+"],
    ),
    (
        "A spokesman for the ministry, who spoke on condition of anonymity, said the bridge was open.",
        ["A spokesman for the ministry|said|the bridge was open|spokesman (person)|say|indirect|CT+"],
    ),
    (
        "The ministry said in a report that the bridge was open.",
        ["The ministry|said|that the bridge was open|ministry (body)|say|indirect|CT+"],
    ),
    ("The report says the bridge is open.", ["The report|says|the bridge is open|report (document)|say|indirect|CT+"]),
    (
        "The report, released on Monday, notes that the bridge is open.",
        ["The report|notes|that the bridge is open|report (document)|say|indirect|CT+"],
    ),
    (
        "Recent reports indicate that about 300 drivers were stuck.",
        ["Recent reports|indicate|that about 300 drivers were stuck|Recent reports (document)|indicate|indirect|PR+"],
    ),
    (
        "A poll released Wednesday found that most drivers oppose the toll.",
        ["A poll released Wednesday|found|that most drivers oppose the toll|poll (document)|indicate|indirect|CT+"],
    ),
    (
        "Polls show drivers oppose the toll.",
        ["Polls|show|drivers oppose the toll|Polls (document)|indicate|indirect|CT+"],
    ),
    (
        "Kent’s military indicates it may send boats.",
        ["Kent’s military|indicates|it may send boats|Kent’s military (body)|indicate|indirect|PS+"],
    ),
    (
        "The Joint Staff report indicates ongoing repairs.",
        ["The Joint Staff report|indicates|ongoing repairs|Joint Staff report (document)|indicate|indirect|PR+"],
    ),
    ("Police say the driver fled.", []),
    ("Critics say the toll is unfair.", ["Critics|say|the toll is unfair|Critics (group)|say|indirect|CT+"]),
    ("Some say the toll is unfair.", ["Some|say|the toll is unfair|Some (group)|say|indirect|CT+"]),
    ("He said the bridge was open.", ["He|said|the bridge was open|He (unknown)|say|indirect|CT+"]),
    ("“We are open,” she said. “Come in.”", ["she|said|“We are open,” … “Come in.”|she (unknown)|say|direct|CT+"]),
    (
        "He rejected claims that the toll was unfair.",
        ["He|rejected|claims that the toll was unfair|He (unknown)|deny|indirect|CT-"],
    ),
    (
        "Maria Lopez said the toll was fair, adding that it would not rise.",
        [
            "Maria Lopez|said|the toll was fair|Maria Lopez (person)|say|indirect|CT+",
            "Maria Lopez|adding|that it would not rise|Maria Lopez (person)|say|indirect|CT-",
        ],
    ),
    (
        "“The toll is fair,” Maria Lopez said, stressing the need for repairs.",
        [
            "Maria Lopez|said|“The toll is fair,”|Maria Lopez (person)|say|direct|CT+",
            "Maria Lopez|stressing|the need for repairs|Maria Lopez (person)|say|indirect|CT+",
        ],
    ),
    (
        "While confirming the delay, Maria Lopez noted that the toll was fair.",
        [
            "Maria Lopez|confirming|the delay|Maria Lopez (person)|confirm|indirect|CT+",
            "Maria Lopez|noted|that the toll was fair|Maria Lopez (person)|say|indirect|CT+",
        ],
    ),
    (
        "Citing safety, Maria Lopez said the bridge would close.",
        [
            "Maria Lopez|Citing|safety|Maria Lopez (person)|say|indirect|CT+",
            "Maria Lopez|said|the bridge would close|Maria Lopez (person)|say|indirect|CT+",
        ],
    ),
    (
        "Traffic slowed, with local media reporting long queues at the gate.",
        ["local media|reporting|long queues at the gate|local media (group)|report|indirect|CT+"],
    ),
    (
        "Maria Lopez said the toll was fair, but Ivan Petrov said it was not.",
        [
            "Maria Lopez|said|the toll was fair|Maria Lopez (person)|say|indirect|CT+",
            "Ivan Petrov|said|it was not|Ivan Petrov (person)|say|indirect|CT-",
        ],
    ),
    (
        "Maria Lopez said the toll was fair, while Ivan Petrov called it “theft.”",
        [
            "Maria Lopez|said|the toll was fair|Maria Lopez (person)|say|indirect|CT+",
            "Ivan Petrov|called|it “theft.”|Ivan Petrov (person)|say|mixed|CT+",
        ],
    ),
    (
        "Maria Lopez said that Ivan Petrov had claimed the toll was unfair.",
        [
            "Maria Lopez|said|that Ivan Petrov had claimed the toll was unfair|Maria Lopez (person)|say|indirect|CT+",
            "Ivan Petrov|had claimed|the toll was unfair|Ivan Petrov (person) via Maria Lopez|claim|indirect|CT+",
        ],
    ),
    (
        "Maria Lopez praised the crews and promised to pay them.",
        [
            "Maria Lopez|praised|the crews|Maria Lopez (person)|praise|indirect|CT+",
            "Maria Lopez|promised|to pay them|Maria Lopez (person)|promise|indirect|PR+",
        ],
    ),
    (
        "The spokesman was quoted as saying the bridge was open.",
        ["The spokesman|was quoted as saying|the bridge was open|spokesman (person)|say|indirect|CT+"],
    ),
    ("The bridge is expected to open in May.", ["|is expected|The bridge … to open in May||expect|indirect|PR+"]),
    ("The bridge is believed to be unsafe.", ["|is believed|The bridge … to be unsafe||believe|indirect|PR+"]),
    ("The toll was criticized by drivers.", ["drivers|was criticized|The toll|drivers (group)|criticize|indirect|CT+"]),
    (
        "In the words of Maria Lopez, the bridge is a death trap.",
        ["Maria Lopez|In the words of|the bridge is a death trap|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "On Monday, Maria Lopez said the bridge was open.",
        ["Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "In Harbor City on Monday, Maria Lopez said the bridge was open.",
        ["Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "After the crash, officials said the bridge was open.",
        ["officials|said|the bridge was open|officials (group)|say|indirect|CT+"],
    ),
    (
        "The ministries of transport and finance said the toll would rise.",
        ["The ministries of transport and finance|said|the toll would rise|ministries (group)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez and Ivan Petrov said the toll was fair.",
        ["Maria Lopez and Ivan Petrov|said|the toll was fair|Maria Lopez and Ivan Petrov (group)|say|indirect|CT+"],
    ),
    (
        "Rome and Oslo said the talks would resume.",
        ["Rome and Oslo|said|the talks would resume|Rome and Oslo (group)|say|indirect|CT+"],
    ),
    (
        "Gov. Maria Lopez said the bridge was open.",
        ["Gov. Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "U.S. Deputy Secretary of State Maria Lopez said the bridge was open.",
        ["U.S. Deputy Secretary of State Maria Lopez|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez (D-Vt.) said the bridge was open.",
        ["Maria Lopez (D-Vt.)|said|the bridge was open|Maria Lopez (person)|say|indirect|CT+"],
    ),
    (
        "The island, allies say, has grown stronger.",
        ["allies|say|The island … has grown stronger|allies (group)|say|indirect|CT+"],
    ),
    (
        "The toll, officials said, would rise in May.",
        ["officials|said|The toll … would rise in May|officials (group)|say|indirect|CT+"],
    ),
    (
        "Other polls, such as that of Lee, suggest losses could be 4,000.",
        ["Other polls, such as that of Lee|suggest|losses could be 4,000|Other polls (document)|indicate|indirect|PS+"],
    ),
    (
        "Experts speculate he may still seek talks.",
        ["Experts|speculate|he may still seek talks|Experts (group)|believe|indirect|PS+"],
    ),
    (
        "Neighbors argue the toll protects the rich.",
        ["Neighbors|argue|the toll protects the rich|Neighbors (unknown)|claim|indirect|CT+"],
    ),
    (
        "The mayor issued a statement saying the bridge was open.",
        ["The mayor|saying|the bridge was open|mayor (person)|say|indirect|CT+"],
    ),
    (
        "Maria Lopez: The Bridge Is Open Again",
        ["Maria Lopez|:|The Bridge Is Open Again|Maria Lopez (unknown)|say|indirect|CT+"],
    ),
    ("Mayor Says Bridge Is Open", ["Mayor|Says|Bridge Is Open|Mayor (person)|say|indirect|CT+"]),
    ("Mayor Denies Bridge Is Unsafe", ["Mayor|Denies|Bridge Is Unsafe|Mayor (person)|deny|indirect|CT-"]),
    (
        "“The bridge is open”, Maria Lopez said.",
        ["Maria Lopez|said|“The bridge is open”|Maria Lopez (person)|say|direct|CT+"],
    ),
    (
        "“We’re open,” he told the Gazette, “and we will stay open.”",
        ["he|told|“We’re open,” … “and we will stay open.”|he (unknown)|say|direct|CT+"],
    ),
    ("The mayor said he “never took a cent.”", ["The mayor|said|he “never took a cent.”|mayor (person)|say|mixed|CT-"]),
    ("The “Bridge of Sighs” reopened on Monday.", []),
    ("The bridge reopened on Monday.", []),
    ("Drivers waited for the toll to fall.", []),
    ("The attack killed three people.", []),
    ("The mayor’s plan for the bridge failed.", []),
    ("They read the letters by candlelight.", []),
    (
        "She called her mother from the station.",
        ["She|called|her mother from the station|She (unknown)|say|indirect|CT+"],
    ),
    ("The crew found a bolt under the bridge.", []),
    ("The mayor offered tea to the visitors.", []),
    ("He wrote two books about bridges.", []),
    ("“I saw it,” the driver recalled.", ["the driver|recalled|“I saw it,”|driver (unknown)|say|direct|CT+"]),
    (
        "“No comment,” the contractor replied.",
        ["the contractor|replied|“No comment,”|contractor (unknown)|say|direct|CT-"],
    ),
    (
        "“We will rebuild,” the mayor tweeted on Monday.",
        ["the mayor|tweeted|“We will rebuild,”|mayor (person)|say|direct|CT+"],
    ),
    (
        "“It was raining — hard,” said Petrov’s brother, a fisherman.",
        ["Petrov’s brother, a fisherman|said|“It was raining — hard,”|Petrov’s brother (person)|say|direct|CT+"],
    ),
    (
        "The mayor added that the toll would rise.",
        ["The mayor|added|that the toll would rise|mayor (person)|say|indirect|CT+"],
    ),
    (
        "The mayor conceded that the toll was high.",
        ["The mayor|conceded|that the toll was high|mayor (person)|admit|indirect|CT+"],
    ),
    (
        "The mayor predicted that traffic would double.",
        ["The mayor|predicted|that traffic would double|mayor (person)|expect|indirect|PR+"],
    ),
    (
        "The mayor pledged $2 million for repairs.",
        ["The mayor|pledged|$2 million for repairs|mayor (person)|promise|indirect|PR+"],
    ),
    (
        "The mayor threatened to close the bridge.",
        ["The mayor|threatened|to close the bridge|mayor (person)|warn|indirect|PR+"],
    ),
    ("The mayor lamented the delay.", ["The mayor|lamented|the delay|mayor (person)|criticize|indirect|CT+"]),
    ("The mayor declined to give a date.", ["The mayor|declined|to give a date|mayor (person)|say|indirect|CT-"]),
    (
        "The mayor wondered whether the bolts were stolen.",
        ["The mayor|wondered|whether the bolts were stolen|mayor (person)|believe|indirect|Uu"],
    ),
    (
        "The mayor fears that the bridge is unsafe.",
        ["The mayor|fears|that the bridge is unsafe|mayor (person)|believe|indirect|PR+"],
    ),
    ("The mayor hopes the toll will fall.", ["The mayor|hopes|the toll will fall|mayor (person)|believe|indirect|PR+"]),
    (
        "The mayor said the bridge should be closed.",
        ["The mayor|said|the bridge should be closed|mayor (person)|say|indirect|PR+"],
    ),
    (
        "The mayor said the bridge might never open.",
        ["The mayor|said|the bridge might never open|mayor (person)|say|indirect|PS-"],
    ),
    (
        "The mayor said reportedly stolen bolts were to blame.",
        ["The mayor|said|reportedly stolen bolts were to blame|mayor (person)|say|indirect|PR+"],
    ),
    (
        "The mayor said the bridge would open if the bolts held.",
        ["The mayor|said|the bridge would open if the bolts held|mayor (person)|say|indirect|Uu"],
    ),
    (
        "The mayor could not confirm the report.",
        ["The mayor|could not confirm|the report|mayor (person)|confirm|indirect|Uu"],
    ),
    (
        "The harbor council voted on the toll, the Gazette reported.",
        ["the Gazette|reported|The harbor council voted on the toll|Gazette (outlet)|report|indirect|CT+"],
    ),
    (
        "The foreign ministry dismissed the report as “pure fiction.”",
        ["The foreign ministry|dismissed|the report as “pure fiction.”|foreign ministry (body)|deny|mixed|CT-"],
    ),
    (
        "Opposition lawmakers blamed the ministry for the delay.",
        ["Opposition lawmakers|blamed|the ministry for the delay|Opposition lawmakers (group)|accuse|indirect|CT+"],
    ),
    ("Neither driver was hurt, police said.", ["police|said|Neither driver was hurt|police (group)|say|indirect|CT-"]),
    ("As the mayor noted, the toll is low.", ["the mayor|noted|the toll is low|mayor (person)|say|indirect|CT+"]),
    (
        "Documents show that the contractor knew.",
        ["Documents|show|that the contractor knew|Documents (document)|indicate|indirect|CT+"],
    ),
    (
        "The survey of 900 drivers showed that most oppose the toll.",
        ["The survey of 900 drivers|showed|that most oppose the toll|survey (document)|indicate|indirect|CT+"],
    ),
    (
        "State media said the island was calm.",
        ["State media|said|the island was calm|State media (group)|say|indirect|CT+"],
    ),
    (
        "People familiar with the matter said the talks had failed.",
        ["People familiar with the matter|said|the talks had failed|People familiar (group)|say|indirect|CT+"],
    ),
    (
        "Those drivers say the toll is unfair.",
        ["Those drivers|say|the toll is unfair|drivers (group)|say|indirect|CT+"],
    ),
    ("They say the toll is unfair.", ["They|say|the toll is unfair|They (unknown)|say|indirect|CT+"]),
    (
        "The contractor, Ivan Petrov, said the bolts were new.",
        ["The contractor, Ivan Petrov|said|the bolts were new|contractor (unknown)|say|indirect|CT+"],
    ),
    (
        "Ivan Petrov, 61, a fisherman from Kent, said the bolts were new.",
        ["Ivan Petrov, 61, a fisherman from Kent|said|the bolts were new|Ivan Petrov (person)|say|indirect|CT+"],
    ),
    (
        "The Harbor Gazette reported that the bolts were new.",
        ["The Harbor Gazette|reported|that the bolts were new|Harbor Gazette (outlet)|report|indirect|CT+"],
    ),
    (
        "The island’s foreign ministry said the boats were empty.",
        ["The island’s foreign ministry|said|the boats were empty|island’s foreign ministry (body)|say|indirect|CT+"],
    ),
    (
        "The delay, she argued, protects no one.",
        ["she|argued|The delay … protects no one|she (unknown)|claim|indirect|CT-"],
    ),
]


def paragraphs(text: str) -> Article:
    """An article whose every line is a paragraph."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("paragraph", Span(at, at + len(line.rstrip("\n")))))
        at += len(line)
    return Article(id="a", path="a.txt", text=text, blocks=tuple(blocks))


def described(text: str, found: Attribution) -> str:
    """An attribution as one line of the table."""

    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    speaker = ""
    if found.speaker:
        chain = found.speaker.chain
        speaker = f"{found.speaker.name} ({found.speaker.kind})" + (f" via {', '.join(chain)}" if chain else "")
    parts = (words(found.source), words(found.cue), words(found.content), speaker)
    return "|".join((*parts, found.act, found.form, found.factuality))


def attributions_in(text: str) -> list[str]:
    """All attributions of a text as lines of the table."""
    return [described(text, found) for found in Reader.open().read([paragraphs(text)])[0].attributions]


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
    assert [(source, content) for source, _, content, *_ in found] == expected


def test_ids_follow_the_order_of_the_text() -> None:
    text = "Ana Ruiz said it was shut.\nBen Cole said it was open. “Come in,” he added."
    found = Reader.open().read([paragraphs(text)])[0].attributions
    assert [a.id for a in found] == ["a1", "a2", "a3"]
    assert [a.cue[0].start for a in found] == sorted(a.cue[0].start for a in found)


def test_hedges_are_the_words_that_lowered_the_factuality() -> None:
    text = "Ana Ruiz said the gate may possibly not open."
    (found,) = Reader.open().read([paragraphs(text)])[0].attributions
    assert [text[start:end] for start, end in found.hedges] == ["may", "possibly", "not"]
    assert found.factuality == "PS-"
