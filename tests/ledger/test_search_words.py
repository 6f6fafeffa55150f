"""How a text is cut into words, what is a query and what is none, and how candidates are put in order."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger._ranking import Candidate, around, ranked
from onrecord.ledger._terms import LONGEST, terms, words
from onrecord.ledger._wanted import ALTERNATIVES, MOST, Alternative, Phrase, match, query, speaker, tsquery
from onrecord.model import QueryError, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries left, at DAWN.", ["ferries", "left", "at", "dawn"]),
        ("the U.S. and the U.N.", ["the", "us", "and", "the", "un"]),
        ("e.g. at 5 p.m.", ["eg", "at", "5", "pm"]),
        ("he left.The boat", ["he", "left", "the", "boat"]),
        ("10,000–12,000 men", ["10000", "12000", "men"]),
        ("3.5 or 1,234,567.89", ["3.5", "or", "1234567", "89"]),
        ("12,34 and 1,2345", ["12", "34", "and", "1", "2345"]),
        ("Ann’s o'clock", ["ann", "s", "o", "clock"]),
        ("long-range a_b", ["long", "range", "a", "b"]),
        ("Port Élan, Zoë, Straße", ["port", "elan", "zoe", "strasse"]),
        ("Cafe\u0301 Zu\u0308ge", ["cafe", "zuge"]),
        ("İzmir ﬁeld №5", ["izmir", "field", "5"]),
        ("½ of it", ["1", "2", "of", "it"]),
        ("北朝鮮 said", ["北", "朝", "鮮", "said"]),
        ("조선 로동당", ["조선", "로동당"]),
        ("", []),
        ("… — !?", []),
        ("a" * 100, ["a" * LONGEST]),
    ],
)
def test_a_text_is_cut_into_words_that_case_accents_and_marks_do_not_alter(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_each_word_has_its_place_and_words_come_in_order(text: str) -> None:
    found = terms(text)
    assert [term.word for term in found] == words(text)
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
    assert all(term.word and len(term.word) <= LONGEST for term in found)
    assert all(sign.isalnum() or sign == "." for term in found for sign in term.word)


@given(st.text())
def test_a_word_that_is_cut_again_is_the_same_word(text: str) -> None:
    for term in terms(text):
        again = words(term.word)
        assert "".join(again) == term.word or len(again) > 1


@given(st.text(alphabet=st.sampled_from("abé1.,U "), max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_stands_between_spaces_is_cut_the_same_alone(text: str, a: int, b: int) -> None:
    left, right = sorted((a, b))
    parts = (text[:left], text[left:right], text[right:])
    assert words(" ".join(parts)) == [word for part in parts for word in words(part)]


@pytest.mark.parametrize(
    "text",
    ["1," * 200_000, "1,234" * 80_000, "1,111," * 80_000, "a." * 200_000, "1." * 200_000, "a\u0301" * 200_000],
)
def test_the_time_to_cut_grows_with_the_text_alone(text: str) -> None:
    began = time.process_time()
    terms(text)
    assert time.process_time() - began < 5


ONE = Phrase(("one",))
TWO = Phrase(("two",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", [Alternative((ONE,))]),
        ("  one\n two ", [Alternative((ONE, TWO))]),
        ("one OR two", [Alternative((ONE,)), Alternative((TWO,))]),
        ("one or two", [Alternative((ONE, Phrase(("or",)), TWO))]),
        ("one -two", [Alternative((ONE,), (TWO,))]),
        ("one - two", [Alternative((ONE, TWO))]),
        ("one & two", [Alternative((ONE, TWO))]),
        ('"one two"', [Alternative((Phrase(("one", "two")),))]),
        ('-"one two" one', [Alternative((ONE,), (Phrase(("one", "two")),))]),
        ("one-two", [Alternative((Phrase(("one", "two")),))]),
        ("one*", [Alternative((Phrase(("one",), prefix=True),))]),
        ('"one two*"', [Alternative((Phrase(("one", "two"), prefix=True),))]),
        ('"one two"*', [Alternative((Phrase(("one", "two"), prefix=True),))]),
        ("“one two”", [Alternative((Phrase(("one", "two")),))]),
        ('one"two', None),
        ('"one', None),
        ("one OR", None),
        ("OR one", None),
        ("one OR OR two", None),
        ("-one", None),
        ("one OR -two", None),
        ("", None),
        ('""', None),
        ("!?", None),
        ("on*", None),
        ("o*e", None),
        ("(one OR two) one", None),
        ('"(one)" OR two', [Alternative((ONE,)), Alternative((TWO,))]),
        ("(one) two", [Alternative((ONE, TWO))]),
        (" OR ".join(["one"] * ALTERNATIVES), [Alternative((ONE,))] * ALTERNATIVES),
        (" OR ".join(["one"] * (ALTERNATIVES + 1)), None),
        (" ".join(["one"] * MOST), [Alternative((ONE,) * MOST)]),
        (" ".join(["one"] * (MOST + 1)), None),
        ('"' + " ".join(["one"] * (MOST + 1)) + '"', None),
    ],
)
def test_what_was_typed_is_a_query_or_refused_in_one_line(text: str, expected: list[Alternative] | None) -> None:
    if expected is not None:
        assert list(query(text)) == expected
        return
    with pytest.raises(QueryError) as refused:
        query(text)
    assert 10 < len(str(refused.value)) < 120
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["", " . ", "-", "x " * (MOST + 1)])
def test_a_speaker_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="no speaker can be looked for"):
        speaker(name)


@pytest.mark.parametrize(
    ("asked", "fts5", "postgres"),
    [
        ("one two", '"one" AND "two"', "('one') & ('two')"),
        ('"one two"', '"one two"', "('one' <-> 'two')"),
        ("one*", '"one" *', "('one':*)"),
        ('"one two*"', '"one two" *', "('one' <-> 'two':*)"),
        ("one -two -six", '("one") NOT ("two" OR "six")', "('one') & !('two') & !('six')"),
        ("NEAR AND NOT", '"near" AND "and" AND "not"', "('near') & ('and') & ('not')"),
    ],
)
def test_databases_are_asked_for_quoted_words(asked: str, fts5: str, postgres: str) -> None:
    (alternative,) = query(asked)
    assert match(alternative, None) == fts5
    assert tsquery(alternative, None) == postgres


def test_a_speaker_is_asked_for_in_a_field_of_its_own() -> None:
    (alternative,) = query("one -two")
    by = speaker("Ann Lee")
    assert match(alternative, by) == '("one" AND speaker : "ann lee") NOT ("two")'
    assert tsquery(alternative, by) == "('one') & ('ann':A <-> 'lee':A) & !('two')"


@given(st.text())
def test_no_sign_of_a_databases_grammar_is_in_a_word_that_it_is_asked_for(text: str) -> None:
    try:
        (alternative, *_) = query(text)
    except QueryError:
        return
    named = [word for phrase in (*alternative.wanted, *alternative.unwanted) for word in phrase.words]
    assert all(sign.isalnum() or sign == "." for word in named for sign in word)


def candidate(n: int, text: str, by: str = "", start: int = 0) -> Candidate:
    return Candidate(n, f"e{n}", "a", Span(start, start + len(text)), text, by)


def order(texts: list[str], *phrases: Phrase) -> list[int]:
    found = [candidate(n, text) for n, text in enumerate(texts)]
    return [each.candidate.id for each in ranked(found, phrases)]


def test_more_of_a_word_and_shorter_texts_come_first_and_of_equals_the_newest() -> None:
    assert order(["one and more words than that", "one", "one one"], ONE) == [2, 1, 0]
    assert order(["one a", "one b", "one c"], ONE) == [2, 1, 0]
    assert order(["two one", "one a", "one b"], ONE, TWO) == [0, 2, 1]


def test_a_speakers_name_counts_and_has_no_place_in_the_text() -> None:
    (found,) = ranked([candidate(1, "the mill", by="One Two")], [ONE])
    assert found.marks == ((),)
    far, near = candidate(1, "the mill", by="Two"), candidate(2, "the mill", by="One")
    assert [each.candidate.id for each in ranked([far, near], [ONE])] == [2, 1]


@given(st.lists(st.text(alphabet="one two", min_size=1), min_size=1, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_that_in_which_candidates_come(texts: list[str], chance: object) -> None:
    found = [candidate(n, text) for n, text in enumerate(texts)]
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random of Hypothesis'
    assert ranked(found, [ONE, TWO]) == ranked(shuffled, [ONE, TWO])


def test_marks_are_places_in_the_article() -> None:
    text = "One two, one-two; onetwo ONE"
    phrases = [ONE, Phrase(("one", "two")), Phrase(("on",), prefix=True)]
    (found,) = ranked([candidate(1, text, start=100)], phrases)
    marked = [[text[a - 100 : b - 100] for a, b in marks] for marks in found.marks]
    assert marked == [["One", "one", "ONE"], ["One two", "one-two"], ["One", "one", "onetwo", "ONE"]]


LINE = "It began. The one was here. It went on. There were two of them. Then one came. So two left."


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        ([ONE], "The one was here."),
        ([TWO], "There were two of them."),
        ([ONE, TWO], "There were two of them. Then one came."),
        ([Phrase(("began",)), ONE], "It began. The one was here."),
        ([Phrase(("on", "there"))], "It went on. There were two of them."),
    ],
)
def test_of_a_paragraph_the_fewest_sentences_are_cited_that_hold_all(phrases: list[Phrase], expected: str) -> None:
    (found,) = ranked([candidate(1, LINE, start=50)], phrases)
    start, end = around(found)
    assert LINE[start - 50 : end - 50] == expected
