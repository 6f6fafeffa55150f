"""Whom sources stand for within an article: texts, and the speaker of each attribution in them."""

from __future__ import annotations

import pytest

from onrecord.model import Article, Block, Span, Speaker
from onrecord.reader import Reader

TEXTS: list[tuple[str, str, list[str]]] = [
    (
        "a surname is the fullest name that the article has for it",
        "Foreign Minister Ana Ruiz arrived. Ruiz said the gate was shut.",
        ["Ana Ruiz (person)"],
    ),
    (
        "the fullest name may come later",
        "Ruiz said the gate was shut. “It will stay shut,” Ana Ruiz said.",
        ["Ana Ruiz (person)", "Ana Ruiz (person)"],
    ),
    (
        "a middle initial makes no other person",
        "Ana B. Ruiz arrived. Ana Ruiz said it was shut. Ruiz said it was late.",
        ["Ana B. Ruiz (person)", "Ana B. Ruiz (person)"],
    ),
    (
        "a surname that two bear stays as it is",
        "Ana Ruiz met Luis Ruiz. Ruiz said the gate was shut.",
        ["Ruiz (person)"],
    ),
    (
        "a name that stands first is found by its first part",
        "Leader Kim Jong Un spoke. Kim said the gate was shut.",
        ["Kim Jong Un (person)"],
    ),
    (
        "he is the one who spoke last",
        "Ben Cole said it was shut. He said it would stay shut.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "he is nobody where another was named in between",
        "Ben Cole said it was shut. Then Tom Reed arrived in Lima. He said it would stay shut.",
        ["Ben Cole (person)", "He (unknown)"],
    ),
    (
        "those whom a speaker mentions do not matter",
        "Ben Cole said Tom Reed had shut it. He said it would stay shut.",
        ["Ben Cole (person)", "Ben Cole (person)"],
    ),
    (
        "she is the one person named so far",
        "Ana Ruiz arrived in Lima. She said it was shut.",
        ["Ana Ruiz (person)"],
    ),
    (
        "he is nobody where two were named and none spoke",
        "Ben Cole met Tom Reed in Lima. He said it was shut.",
        ["He (unknown)"],
    ),
    (
        "he is not the document that spoke last, nor anybody before it",
        "Ben Cole said it was shut. A tall driver said it was open. He said it was late.",
        ["Ben Cole (person)", "tall driver (unknown)", "He (unknown)"],
    ),
    ("they are nobody", "Drivers waited. They said it was shut.", ["They (unknown)"]),
    (
        "who is the name before it",
        "The gate was shut by Ben Cole, who said it would stay shut.",
        ["Ben Cole (person)"],
    ),
    (
        "the ministry is the one that the article names",
        "The Transport Ministry met. The ministry said it was shut.",
        ["Transport Ministry (body)"],
    ),
    (
        "the ministry is none where the article names two",
        "The Transport Ministry met the Defense Ministry. The ministry said it was shut.",
        ["ministry (body)"],
    ),
    ("a country may speak", "North Korea said it was shut.", ["North Korea (body)"]),
    ("a capital may speak", "Pyongyang said it was shut.", ["Pyongyang (body)"]),
    ("a country with its stops may speak", "The U.S. said it was shut.", ["U.S. (body)"]),
    ("an agency is an outlet", "Reuters reported that it was shut.", ["Reuters (outlet)"]),
    ("a newspaper is an outlet", "The Lima Times reported that it was shut.", ["Lima Times (outlet)"]),
    ("a body's report is a document", "The NATO report said it was shut.", ["NATO report (document)"]),
    ("a country's army is a body", "South Korea’s army said it was shut.", ["South Korea’s army (body)"]),
    ("people of a kind are a group", "Eight other lawmakers said it was shut.", ["Eight other lawmakers (group)"]),
    ("media are a group", "Ukrainian media reported that it was shut.", ["Ukrainian media (group)"]),
    ("a people is a group", "The Russians said it was shut.", ["Russians (group)"]),
    (
        "a described official is a person without a name",
        "A senior official said it was shut.",
        ["senior official (person)"],
    ),
    ("two names are a group", "Ana Ruiz and Ben Cole said it was shut.", ["Ana Ruiz and Ben Cole (group)"]),
    ("a name before its apposition", "Ana Ruiz, a fisher from Lima, said it was shut.", ["Ana Ruiz (person)"]),
    ("a title is no part of a name", "Vice Prime Minister Ana Ruiz said it was shut.", ["Ana Ruiz (person)"]),
    ("a spokesman for somebody is not that one", "A spokesman for Ana Ruiz said it was shut.", ["spokesman (person)"]),
    (
        "somebody's lawyer is not that somebody",
        "Ana Ruiz’s lawyer said it was shut.",
        ["Ana Ruiz’s lawyer (person)"],
    ),
    (
        "words that come through another have a chain",
        "Ana Ruiz said Ben Cole had claimed it was shut.",
        ["Ana Ruiz (person)", "Ben Cole (person) via Ana Ruiz"],
    ),
    ("a passive of belief has no speaker", "The gate is believed to be shut.", ["-"]),
]


def article(text: str) -> Article:
    """An article of one paragraph."""
    return Article(id="a", path="a", text=text, blocks=(Block("paragraph", Span(0, len(text))),))


def shown(speaker: Speaker | None) -> str:
    """A speaker as the table writes it."""
    if speaker is None:
        return "-"
    return f"{speaker.name} ({speaker.kind})" + (f" via {', '.join(speaker.chain)}" if speaker.chain else "")


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_sources_stand_for_whom_the_article_settles(text: str, expected: list[str]) -> None:
    assert [shown(a.speaker) for a in Reader.open().read([article(text)])[0].attributions] == expected


def test_a_pronoun_far_from_the_last_speaker_is_left_unresolved() -> None:
    """Three paragraphs of narration lie between; the reader must not guess over them."""
    text = "Ben Cole said it was shut. " + "Rain fell on the gate all night. " * 60 + "He said it was late."
    speakers = [shown(a.speaker) for a in Reader.open().read([article(text)])[0].attributions]
    assert speakers == ["Ben Cole (person)", "He (unknown)"]
