"""Situation files and topics."""

from __future__ import annotations

import pytest

from onrecord.brief import situation
from onrecord.model import SituationError, Topic

GOOD = """
title: Arms and troops
topics:
  - name: Arms
    terms: [shells, artillery]
  - name: Troops
    terms: [troops, soldiers, special forces]
"""


def test_a_situation_has_a_title_and_topics_with_terms() -> None:
    watched = situation(GOOD, "s.yaml")
    assert watched.title == "Arms and troops"
    assert watched.topics[0] == Topic("Arms", ("shells", "artillery"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title: [", "s.yaml: not YAML"),
        ("", "s.yaml: a situation needs a title"),
        ("- a\n- b", "s.yaml: a situation needs a title"),
        ("title: x\ntopics: arms", "s.yaml: topics must be a list"),
        ("title: x\ntopic: [arms]", "s.yaml: unknown entry 'topic'; there are title and topics"),
        ("title: x\ntopics: [{name: A, term: [a], terms: [b]}]", r"s.yaml: topic 1 \(A\): unknown entry 'term'"),
        ("title: x\ntopics: [arms]", "s.yaml: topic 1: needs a name"),
        ("title: x\ntopics: [{name: Arms, terms: [a]}, {name: B}]", r"s.yaml: topic 2 \(B\): terms must be"),
        ("title: x\ntopics: [{name: Arms, terms: ['']}]", r"s.yaml: topic 1 \(Arms\): terms must be"),
        ("title: !!python/object/apply:os.getcwd []", "s.yaml: not YAML"),
    ],
)
def test_a_bad_situation_names_the_entry_at_fault(text: str, complaint: str) -> None:
    with pytest.raises(SituationError, match=complaint):
        situation(text, "s.yaml")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("the shells were sent by rail in May", "Arms"),
        ("Soldiers and troops came with shells to the front", "Troops"),
        ("special forces have crossed the river at night", "Troops"),
        ("shells came with the soldiers to the front", "Arms"),
        ("the shellshocked went home to their families", None),
    ],
)
def test_the_topic_is_the_one_named_most_often_and_the_first_of_equals(words: str, topic: str | None) -> None:
    assert situation(GOOD, "s.yaml").topic_of(words) == topic


def test_a_situation_without_topics_puts_claims_under_none() -> None:
    assert situation("title: All", "s.yaml").topic_of("the shells were sent by rail in May") is None
