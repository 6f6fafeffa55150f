"""What decisions make of wordings: the later holds, what was split is never together, and no order is seen in it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pytest
from deciding import bearings, decision, numbered
from hypothesis import given
from hypothesis import strategies as st
from making import article, digest, said

from onrecord.assess._decided import NONE, Bonds, bonds
from onrecord.assess._grouping import groups
from onrecord.assess._linking import name_of

if TYPE_CHECKING:
    from onrecord.model import Bearing, Decided, Evidence

Step = tuple[Literal["merge", "split"], str]

LETTERS = "abcdef"


def evidence(letter: str) -> Evidence:
    """Of each letter another page with a statement like no other."""
    of = article(f"{letter} word of the convoy number {ord(letter)} came at noon", f"{letter}.html")
    (found,) = digest(of, said(of, of.text, None)).evidence
    return found


SAID = {letter: evidence(letter) for letter in LETTERS}
BY_ID = {e.id: e for e in SAID.values()}
LETTER = {name_of(e): letter for letter, e in SAID.items()}
NAME = {letter: name_of(e) for letter, e in SAID.items()}


def decided(*steps: Step) -> list[Decided]:
    return numbered(*(decision(kind, *(SAID[letter] for letter in about)) for kind, about in steps))


def told(*steps: Step, among: str = LETTERS) -> Bonds:
    known = [SAID[letter] for letter in among]
    return bonds(bearings(decided(*steps), known), {e.id: e for e in known})


def lettered(found: tuple[tuple[str, ...], ...]) -> str:
    return " ".join(sorted("".join(sorted(LETTER[name] for name in group)) for group in found))


def grouped(*given_groups: str) -> list[tuple[str, ...]]:
    return [tuple(sorted(NAME[letter] for letter in group)) for group in given_groups]


@pytest.mark.parametrize(
    ("steps", "before", "after"),
    [
        ([], ["ab", "c"], "ab c"),
        ([("merge", "ac")], ["ab", "cd"], "abcd"),
        ([("merge", "abc")], ["a", "b", "c"], "abc"),
        ([("merge", "ab"), ("merge", "bc")], ["a", "b", "c"], "abc"),
        ([("merge", "ab"), ("split", "ab")], ["a", "b"], "a b"),
        ([("split", "ab"), ("merge", "ab")], ["a", "b"], "ab"),
        ([("merge", "ab"), ("merge", "bc"), ("split", "ac")], ["a", "b", "c"], "a bc"),
        ([("split", "ac"), ("merge", "ab"), ("merge", "bc")], ["a", "b", "c"], "abc"),
        ([("merge", "ab"), ("split", "ac"), ("merge", "bc")], ["a", "b", "c"], "a bc"),
        # The groups of what is merged hold what was split: that leaves, the merge holds.
        ([("merge", "ab"), ("split", "dc")], ["ac", "bd"], "abd c"),
        ([("split", "dc"), ("merge", "ab")], ["ac", "bd"], "abd c"),
        # What was merged with it leaves too, and what only these held together falls apart.
        ([("merge", "ab"), ("merge", "cd"), ("split", "ea")], ["ac", "b", "de"], "ab cde"),
    ],
)
def test_groups_after_decisions(steps: list[Step], before: list[str], after: str) -> None:
    assert lettered(told(*steps).joined(grouped(*before))) == after


def test_what_goes_alone_takes_along_what_it_was_merged_with() -> None:
    found = told(("merge", "cb"), ("merge", "ad"), ("split", "ed"))
    assert lettered(found.joined(grouped("ac", "be", "d"))) == "ad bce"


def test_what_was_split_is_alike_no_longer_nor_is_what_was_merged_with_it() -> None:
    found = told(("merge", "ab"), ("split", "ac"))
    likeness = {(min(NAME[x], NAME[y]), max(NAME[x], NAME[y])): 0.9 for x, y in combinations("abcd", 2)}
    kept = {"".join(sorted(LETTER[name] for name in pair)) for pair in found.severed(likeness)}
    assert kept == {"ab", "ad", "bd", "cd"}


def test_a_decision_with_one_side_only_waits() -> None:
    assert told(("merge", "ab"), among="a") == NONE
    assert told(("split", "ab"), among="b") == NONE
    assert told(("merge", "abc"), among="ac").parts.keys() == {NAME["a"], NAME["c"]}


def test_who_vouches_is_told_in_the_order_of_the_decisions() -> None:
    a = SAID["a"]
    first, second = (decision("confirm", a, value=value) for value in ("1", "2"))
    found = bonds(bearings(numbered(first, second), [a]), {a.id: a})
    assert found.vouchers([a.id, "other"]) == (first, second)
    assert found.vouchers(["other"]) == ()


WORDS = "the rain will stop before noon in the western valley"


def same_words(path: str) -> Evidence:
    of = article(WORDS, path)
    (found,) = digest(of, said(of, of.text, None)).evidence
    return found


def test_what_was_split_from_the_same_words_has_a_name_of_its_own() -> None:
    one, other, third = map(same_words, ("1.html", "2.html", "3.html"))
    known = {e.id: e for e in (one, other, third)}
    found = bonds(bearings(numbered(decision("split", one, other)), known.values()), known)
    assert found.name_of(one) == found.name_of(third) == name_of(one) != found.name_of(other)
    assert found.apart == ((found.name_of(other), name_of(one)),)


def test_what_was_split_from_the_same_words_and_merged_again_is_one() -> None:
    one, other = map(same_words, ("1.html", "2.html"))
    known = {e.id: e for e in (one, other)}
    made = numbered(decision("split", one, other), decision("merge", one, other))
    found = bonds(bearings(made, known.values()), known)
    assert found.joined([(found.name_of(one),), (found.name_of(other),)]) == (
        tuple(sorted((found.name_of(one), found.name_of(other)))),
    )


def test_a_statement_split_from_itself_stays() -> None:
    one = same_words("1.html")
    found = bonds(bearings(numbered(decision("split", one, one)), [one]), {one.id: one})
    assert (found.names, found.apart) == ({}, ())


PAIRS = list(combinations(LETTERS, 2))
steps_of_a_team = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split"]),
        st.permutations(LETTERS).flatmap(lambda p: st.integers(2, 3).map(lambda n: "".join(p[:n]))),
    ),
    max_size=7,
)
likenesses = st.fixed_dictionaries({pair: st.sampled_from([0.0, 0.0, 0.6, 0.8, 1.0]) for pair in PAIRS})


def united(found: Bonds, likeness: dict[tuple[str, str], float], among: str = LETTERS) -> tuple[tuple[str, ...], ...]:
    named = {(min(NAME[x], NAME[y]), max(NAME[x], NAME[y])): v for (x, y), v in likeness.items() if v}
    severed = found.severed(named)
    return found.joined(groups([NAME[letter] for letter in among], severed, 0.5))


@given(steps_of_a_team, likenesses)
def test_the_last_decision_always_holds_and_those_heeded_do(
    steps: list[Step], likeness: dict[tuple[str, str], float]
) -> None:
    found = told(*steps)
    at = {name: n for n, group in enumerate(united(found, likeness)) for name in group}
    assert at.keys() == set(NAME.values())
    for x, y in found.apart:
        assert at[x] != at[y]
    for part in found.parts.values():
        assert len({at[name] for name in part}) == 1
    if steps:
        kind, about = steps[-1]
        first, *others = (at[NAME[letter]] for letter in about)
        assert all((other == first) is (kind == "merge") for other in others)


@given(steps_of_a_team, likenesses, st.randoms())
def test_the_order_in_which_decisions_and_evidence_are_found_changes_nothing(
    steps: list[Step], likeness: dict[tuple[str, str], float], random: object
) -> None:
    borne: list[Bearing] = list(bearings(decided(*steps), BY_ID.values()))
    held = list(BY_ID.items())
    for shuffled in (borne, held):
        random.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random, made by Hypothesis
    assert united(bonds(borne, dict(held)), likeness) == united(told(*steps), likeness)


@given(steps_of_a_team, likenesses)
def test_what_no_decision_and_no_likeness_ties_can_be_left_out(
    steps: list[Step], likeness: dict[tuple[str, str], float]
) -> None:
    """Law 9: a claim is altered only by what has to do with it, so only that need be looked at."""
    known = bearings(decided(*steps), BY_ID.values())
    tied = {frozenset(pair) for pair, value in likeness.items() if value}
    tied |= {frozenset(LETTER[name_of(BY_ID[i])] for i in b.stands if i) for b in known}
    reached = {"a"}
    while more := {letter for some in tied if some & reached for letter in some} - reached:
        reached |= more
    among = "".join(sorted(reached))
    near = bonds([b for b in known if b.stands[0] in {SAID[x].id for x in among}], {SAID[x].id: SAID[x] for x in among})
    part = {p: v for p, v in likeness.items() if set(p) <= reached}
    whole = united(bonds(known, BY_ID), likeness)
    assert united(near, part, among) == tuple(g for g in whole if LETTER[g[0]] in reached)


@given(steps_of_a_team, likenesses)
def test_where_nothing_was_decided_groups_stay_as_they_are(
    steps: list[Step], likeness: dict[tuple[str, str], float]
) -> None:
    del steps
    named = {(min(NAME[x], NAME[y]), max(NAME[x], NAME[y])): v for (x, y), v in likeness.items() if v}
    found = groups(NAME.values(), named, 0.5)
    assert NONE.joined(found) == found
    assert NONE.severed(named) == named
