"""The most probable tags, and the spans in them."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from timing import seconds

from onrecord.reader._tags import NAMES, ROLES, best, spans, steps

if TYPE_CHECKING:
    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats

# Three tags, so that all sequences of six can be tried.
FEW = ("O", "B-cue", "I-cue")
LETTERS = {"O": 0, "S": 1, "s": 2, "C": 3, "c": 4, "T": 5, "t": 6}

# Tags by their letters, small ones inside, and the spans in them.
SPANS: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("", []),
    ("OOO", []),
    ("S", [("source", 0, 1)]),
    ("SssO", [("source", 0, 3)]),
    ("OSs", [("source", 1, 3)]),
    ("SsSs", [("source", 0, 2), ("source", 2, 4)]),
    ("SCT", [("source", 0, 1), ("cue", 1, 2), ("content", 2, 3)]),
    ("TtCcSsO", [("content", 0, 2), ("cue", 2, 4), ("source", 4, 6)]),
    ("TOT", [("content", 0, 1), ("content", 2, 3)]),
    ("TttOttt", [("content", 0, 3)]),
]


def one_paragraph(size: int) -> Ids:
    return np.zeros(size, dtype=np.int64)


def sure(tags: list[int], count: int, score: float = 5) -> Floats:
    """Scores that leave no doubt of these tags."""
    scores = np.zeros((len(tags), count), dtype=np.float32)
    scores[np.arange(len(tags)), tags] = score
    return scores


@pytest.mark.parametrize(("letters", "expected"), SPANS, ids=[letters or "none" for letters, _ in SPANS])
def test_spans_are_those_of_the_table(letters: str, expected: list[tuple[str, int, int]]) -> None:
    assert list(spans(np.array([LETTERS[sign] for sign in letters], dtype=np.int64), ROLES)) == expected


def test_names_have_their_kinds() -> None:
    tags = np.array([NAMES.index(tag) for tag in ("B-PER", "I-PER", "O", "B-ORG", "B-LOC", "B-MISC", "I-MISC")])
    assert list(spans(tags, NAMES)) == [("PER", 0, 2), ("ORG", 3, 4), ("LOC", 4, 5), ("MISC", 5, 7)]


@pytest.mark.parametrize("tags", [ROLES, NAMES], ids=["roles", "names"])
def test_only_its_own_span_leads_into_an_inside(tags: tuple[str, ...]) -> None:
    between = steps(tags)
    for start, end in product(range(len(tags)), repeat=2):
        is_allowed = not tags[end].startswith("I-") or tags[start] in (tags[end], "B" + tags[end][1:])
        assert (between[start, end] == 0) == is_allowed


def test_learned_steps_are_kept_where_they_are_allowed() -> None:
    learned = np.arange(9, dtype=np.float32).reshape(3, 3)
    between = steps(FEW, learned)
    assert between[0, 2] < -1000
    between[0, 2] = learned[0, 2]
    assert between.tolist() == learned.tolist()
    assert learned[0, 2] == 2


@pytest.mark.parametrize("letters", ["OSsCTttO", "T", "SsSsCcT"])
def test_sure_tags_come_out_as_they_are(letters: str) -> None:
    tags = [LETTERS[sign] for sign in letters]
    assert best(sure(tags, 7), steps(ROLES), one_paragraph(len(tags))).tolist() == tags


def test_what_seems_inside_of_nothing_is_a_span_or_outside() -> None:
    scores = sure([0, 4, 4, 0], 7)
    assert best(scores, steps(ROLES), one_paragraph(4)).tolist() in ([0, 3, 4, 0], [0, 0, 0, 0])
    scores[1, 3] = 4
    assert best(scores, steps(ROLES), one_paragraph(4)).tolist() == [0, 3, 4, 0]


def test_a_learned_step_decides_what_the_scores_leave_open() -> None:
    scores = np.array([[0, 1, 0], [1, 0, 1]], dtype=np.float32)
    rewards = np.zeros((3, 3), dtype=np.float32)
    rewards[1, 2] = 0.5
    assert best(scores, steps(FEW, rewards), one_paragraph(2)).tolist() == [1, 2]
    assert best(scores, steps(FEW, -rewards), one_paragraph(2)).tolist() == [1, 0]


def test_a_span_ends_with_its_paragraph() -> None:
    tags = [LETTERS[sign] for sign in "Ttttt"]
    found = best(sure(tags, 7), steps(ROLES), np.array([0, 0, 1, 1, 1]))
    assert next(spans(found, ROLES)) == ("content", 0, 2)
    assert found[2] in (0, 5)


def test_no_pieces_have_no_tags() -> None:
    assert best(np.zeros((0, 0), dtype=np.float32), steps(ROLES), one_paragraph(0)).tolist() == []


def total(scores: Floats, between: Floats, paragraphs: Ids, tags: tuple[int, ...]) -> float:
    """What a sequence scores by the book; an inside at the beginning of a paragraph is barred."""
    starts = [at for at in range(len(tags)) if at == 0 or paragraphs[at] != paragraphs[at - 1]]
    barred = any(FEW[tags[at]].startswith("I") for at in starts)
    moves = sum(float(between[a, b]) for a, b in pairwise(tags))
    return sum(float(scores[at, tag]) for at, tag in enumerate(tags)) + moves - 1e4 * barred


QUARTERS = st.integers(-40, 40).map(lambda n: n / 4)


@settings(deadline=None)
@given(st.data())
def test_no_other_sequence_scores_more(found: st.DataObject) -> None:
    size = found.draw(st.integers(1, 6))
    scores = found.draw(arrays.arrays(np.float32, (size, 3), elements=QUARTERS))
    between = steps(FEW, found.draw(arrays.arrays(np.float32, (3, 3), elements=QUARTERS)))
    paragraphs = np.cumsum(found.draw(arrays.arrays(np.int64, size, elements=st.integers(0, 1))))
    ours = tuple(best(scores, between, paragraphs).tolist())
    most = max(total(scores, between, paragraphs, tags) for tags in product(range(3), repeat=size))
    assert total(scores, between, paragraphs, ours) == pytest.approx(most, abs=1e-3)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 9))
def test_no_inside_is_without_its_span_and_no_span_crosses_paragraphs(seed: int, size: int, every: int) -> None:
    chance = np.random.default_rng(seed)
    scores = (chance.standard_normal((size, len(ROLES))) * 20).astype(np.float32)
    paragraphs = np.arange(size) // every
    found = best(scores, steps(ROLES, chance.standard_normal((7, 7)).astype(np.float32)), paragraphs)
    for at, tag in enumerate(found.tolist()):
        if tag and tag % 2 == 0:
            assert at > 0
            assert found[at - 1] in (tag, tag - 1)
            assert paragraphs[at - 1] == paragraphs[at]
    assert all(paragraphs[part.start] == paragraphs[part.stop - 1] for part in spans(found, ROLES))


def test_what_comes_before_does_not_blur_what_follows() -> None:
    """Scores of two hundred thousand pieces sum up to millions; a tenth of one must still decide."""
    scores = np.full((200_000, 3), 50, dtype=np.float32)
    scores[:, 0] += np.float32(0.01)
    scores[-1] = [0, 0.01, 0]
    found = best(scores, steps(FEW), one_paragraph(len(scores)))
    assert not found[:-1].any()
    assert found[-1] == 1


def test_time_grows_no_faster_than_the_article() -> None:
    def taken(size: int) -> float:
        scores = np.random.default_rng(1).standard_normal((size, 7)).astype(np.float32)
        return seconds(lambda: list(spans(best(scores, steps(ROLES), one_paragraph(size)), ROLES)))

    assert taken(100_000) < 12 * taken(10_000) + 0.2
