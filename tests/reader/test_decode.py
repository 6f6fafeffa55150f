"""From scores to spans: what a network is sure of comes out to the letter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article
from scripted import Marked, Part, babbling, marked, model, pieces_of, scripted

from onrecord.model import Span
from onrecord.reader._decode import Found, Named, attributed, named
from onrecord.reader._scores import scored

TEXTS = [
    "",
    "Rain fell.",
    "{S Ana Ruiz} {C said} {T the gate was shut}.",
    "{T “The gate is shut,”} {C said} {S {PER Ana Ruiz}, the minister}.",
    "{C According to} {S the {ORG Gate Office}}, {T it was shut}.",
    "{T The gate}, {S Ana} {C said}, {T was shut}.",
    "{S1+2 Ana} {C1 said} {T1 it was shut}, {C2 adding} {T2 that nobody came}.",
    "{S1 Ana} {C1 said} {T1 yes} and {S2 Ben} {C2 said} {T2 no}.",
    "{S1 Ana} {C1 spoke}: {T1 “Yes.}\n{T1 No.”}\n{S2 Ben} {C2 said} {T2 so}.",
    "{PER Ana} {PER Ruiz} and {LOC Rome}{MISC n}\n{ORG Office}",
    "{S {PER اَنا}} {C قال} {T إن الجسر مفتوح}.",
    "{S {PER 大臣}}は「{T 橋は開いている}」と{C 述べた}。",
    "{S 👍} {C said} {T “👎🏽 e\u0301te 👎”}",
    "{S {PER İ. Ünal}} {C naïvely said} {T ﬁne}",
    "{T The gate} {C is said} {T to be shut}.",
]


def decoded(known: Marked) -> tuple[list[Found], list[Named]]:
    """What comes out of the scores of a network that knows what is marked."""
    own = pieces_of(known.article)
    made = model(scripted(known))
    scores = scored(own, made.run)
    return attributed(own, scores, made), named(own, scores, made)


@pytest.mark.parametrize("text", TEXTS, ids=[text or "nothing" for text in TEXTS])
def test_what_is_marked_is_found_to_the_letter(text: str) -> None:
    known = marked(text)
    assert decoded(known) == (known.found, list(known.names))


def test_a_long_article_is_put_together_from_its_windows() -> None:
    lines = [f"{{S{n} Ana the {n}th}} {{C{n} said}} {{T{n} gate {n} of Rome was shut}}." for n in range(150)]
    known = marked("\n".join(lines))
    assert len(pieces_of(known.article).ids) > 1000
    assert decoded(known)[0] == known.found


def test_attributions_are_in_the_order_of_their_first_words() -> None:
    known = marked("{T2 No}, {T1 yes}, {S1 Ana} {C1 said}; {C2 said} {S2 Ben}.")
    found, _ = decoded(known)
    assert [known.text[slice(*f.content[0])] for f in found] == ["No", "yes"]


@st.composite
def tellings(draw: st.DrawFn) -> Marked:
    """Up to a hundred attributions, one or several a paragraph, their parts in any order with words between them."""
    text, parts = "", []
    for number in range(draw(st.integers(1, 100))):
        roles = ["cue", *draw(st.sampled_from([[], ["source"]])), *["content"] * draw(st.integers(1, 3))]
        for role in draw(st.permutations(roles)):
            words = " ".join(f"{role}{number}x{n}" for n in range(draw(st.integers(1, 3))))
            parts.append(Part(role, Span(len(text), len(text) + len(words)), (number,)))
            text += words + draw(st.sampled_from([" ", ", ", " – and "]))
        text += draw(st.sampled_from(["", ".\n"]))
    return Marked(article(text), tuple(parts))


@settings(max_examples=30, deadline=None)
@given(tellings())
def test_whatever_is_told_is_found_to_the_letter(known: Marked) -> None:
    assert decoded(known)[0] == known.found


def check(found: list[Found], text: str) -> None:
    lines = [block.span for block in article(text).blocks]
    for each in found:
        assert len(each.cue) == 1
        assert len(each.source) < 2
        assert each.content
        for start, end in (*each.source, *each.cue, *each.content):
            assert 0 <= start < end
            assert any(line.start <= start and end <= line.end for line in lines)
        assert all(a.end <= b.start for a, b in pairwise(each.content))
    assert found == sorted(found, key=lambda f: (min(f.source + f.cue + f.content), f.cue))


WRITABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abc ,.“”\n각कি", max_size=60) | WRITABLE, max_size=4).map("\n".join))
def test_spans_are_within_paragraphs_in_order_and_apart_whatever_the_network_says(text: str) -> None:
    own = pieces_of(article(text))
    made = babbling().model
    scores = scored(own, made.run)
    check(attributed(own, scores, made), text)
    names = named(own, scores, made)
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
