"""Which source and which contents belong to which cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from onrecord.reader._links import DISTANCES, FEATURES, Linked, Linker, Place, by_arcs, features, linked
from onrecord.reader._tags import Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.reader._scores import Floats

ROLE_OF = {"S": "source", "C": "cue", "T": "content"}
NO_BIAS = np.zeros((2, len(DISTANCES) + 1), dtype=np.float32)
WIDTH = 8

# Parts in text order, each a role with the attributions that the network gives it to ("S12"), "-" a piece between them;
# and what is linked: source, cue, contents, by their number among the parts.
LINKS: list[tuple[str, str, list[tuple[int | None, int, tuple[int, ...]]]]] = [
    ("one of each", "S1 C1 T1", [(0, 1, (2,))]),
    ("any order", "T1 - C1 - S1", [(4, 2, (0,))]),
    ("no source", "C1 T1", [(None, 0, (1,))]),
    ("a cue without a content says nothing", "S1 C1", []),
    ("a content without a cue is nobody's", "S1 T1", []),
    ("a source alone is nothing", "S1", []),
    ("nothing at all", "", []),
    ("several contents", "T1 S1 C1 T1 - T1", [(1, 2, (0, 3, 5))]),
    ("several cues share a source", "S12 C1 T1 C2 T2", [(0, 1, (2,)), (0, 3, (4,))]),
    ("two attributions side by side", "S1 C1 T1 - S2 C2 T2", [(0, 1, (2,)), (4, 5, (6,))]),
    ("attributions across each other", "S1 S2 C1 C2 T2 T1", [(0, 2, (5,)), (1, 3, (4,))]),
    ("each content has one cue", "S1 C1 T12 S2 C2", [(0, 1, (2,))]),
    ("a source of a cue that says nothing is not given to another", "S1 C1 - S2 C2 T2", [(3, 4, (5,))]),
    ("a source that no cue wants goes to one that has none", "S9 C1 T1", [(0, 1, (2,))]),
    ("a source that no cue wants goes to none that has one", "S9 - S1 C1 T1", [(2, 3, (4,))]),
]


def arranged(shape: str) -> tuple[list[Tagged], Floats, list[int]]:
    """The parts of a shape, each of two pieces, and vectors that link them; and each part's number in the shape."""
    parts: list[Tagged] = []
    numbers, at = [], 0
    wanted: list[tuple[int, str, list[int]]] = []
    for number, sign in enumerate(shape.split()):
        if sign != "-":
            wanted.append((len(parts), sign[0], [int(figure) for figure in sign[1:] if figure != "9"]))
            parts.append(Tagged(ROLE_OF[sign[0]], at, at + 2))
            numbers.append(number)
        at += 2
    vectors = np.zeros((at, 3, WIDTH), dtype=np.float32)
    vectors[:, :2] = -1
    for part, role, of in wanted:
        column = "STC".index(role)
        vectors[parts[part].start : parts[part].stop, column, of] = 1
        if role == "C":
            vectors[parts[part].start + 1] = 0
    return parts, vectors.reshape(at, 3 * WIDTH), numbers


def joined(parts: Sequence[Tagged], vectors: Floats, biases: Floats) -> list[Linked]:
    """What is linked by the network's arcs alone, in a text of one paragraph and one sentence."""
    return linked(parts, vectors, flat(len(vectors)), by_arcs(biases))


def flat(size: int) -> Place:
    return Place(np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_))


@pytest.mark.parametrize(("shape", "expected"), [case[1:] for case in LINKS], ids=[case[0] for case in LINKS])
def test_links_are_those_of_the_table(shape: str, expected: list[tuple[int | None, int, tuple[int, ...]]]) -> None:
    parts, vectors, numbers = arranged(shape)
    found = joined(parts, vectors, NO_BIAS)
    ours = [
        (None if f.source is None else numbers[f.source], numbers[f.cue], tuple(numbers[c] for c in f.contents))
        for f in found
    ]
    assert ours == expected


def test_a_source_that_is_unlikely_is_none_where_another_cue_has_it() -> None:
    parts, vectors, _ = arranged("S1 C1 T1 - C2 T2")
    assert joined(parts, vectors, NO_BIAS) == [Linked(0, 1, (2,)), Linked(None, 3, (4,))]


@pytest.mark.parametrize(("gap", "is_reached"), [(0, True), (200, True), (237, True), (242, False), (5000, False)])
def test_a_content_beyond_the_networks_sight_is_nobodys(gap: int, is_reached: bool) -> None:  # noqa: FBT001 - a table
    vectors = np.ones((gap + 4, 3 * WIDTH), dtype=np.float32)
    parts = [Tagged("cue", 0, 2), Tagged("content", gap + 2, gap + 4)]
    assert bool(joined(parts, vectors, NO_BIAS)) == is_reached


def test_of_a_long_content_the_end_that_the_network_sees_decides() -> None:
    """A content may be longer than a window; its far part was never seen together with the cue."""
    vectors = np.zeros((2000, 3, WIDTH), dtype=np.float32)
    vectors[:1500, 1, 0] = -100
    vectors[1500:, 1, 0] = 1
    vectors[:, 1, 1] = 0.5
    vectors[1990, 2, 0] = vectors[1995, 2, 1] = 1
    parts = [Tagged("content", 0, 1990), Tagged("cue", 1990, 1992), Tagged("cue", 1995, 1996)]
    assert joined(parts, vectors.reshape(2000, -1), NO_BIAS) == [Linked(None, 1, (0,))]


@pytest.mark.parametrize(("near", "far"), [(1, 0), (0, 1)])
def test_distance_decides_where_the_words_leave_it_open(near: float, far: float) -> None:
    """Cue, twenty pieces, cue, content: of a bias by distance alone the nearer or the farther has the content."""
    vectors = np.zeros((30, 3 * WIDTH), dtype=np.float32)
    parts = [Tagged("cue", 0, 1), Tagged("cue", 22, 23), Tagged("content", 23, 25)]
    biases = np.zeros_like(NO_BIAS)
    biases[1] = np.where(np.abs(np.append(DISTANCES, 999)) <= 8, near, far)
    (found,) = joined(parts, vectors, biases)
    assert found.cue == (1 if near else 0)


def test_sources_and_contents_have_biases_of_their_own() -> None:
    vectors = np.zeros((30, 3 * WIDTH), dtype=np.float32)
    parts = [Tagged("source", 0, 1), Tagged("cue", 1, 2), Tagged("content", 2, 4), Tagged("cue", 20, 21)]
    biases = NO_BIAS.copy()
    biases[1, np.searchsorted(DISTANCES, 1) : np.searchsorted(DISTANCES, 2) + 1] = 1
    biases[0] = -1
    assert joined(parts, vectors, biases)[0].contents == (2,)


def made(roles: list[str], seed: int) -> tuple[list[Tagged], Floats]:
    """Parts of these roles with chance vectors."""
    chance = np.random.default_rng(seed)
    parts, at = [], 0
    for role in roles:
        at += int(chance.integers(0, 30))
        parts.append(Tagged(role, at, at + int(chance.integers(1, 12))))
        at = parts[-1].stop
    return parts, chance.standard_normal((at, 3 * WIDTH), dtype=np.float32) * 3


ROLES = st.lists(st.sampled_from(["source", "cue", "content"]), max_size=40)


@settings(deadline=None)
@given(ROLES, st.integers(0, 2**32 - 1))
def test_links_join_parts_of_the_right_roles_each_content_once(roles: list[str], seed: int) -> None:
    found = joined(*made(roles, seed), NO_BIAS)
    assert [f.cue for f in found] == sorted({f.cue for f in found})
    contents = [content for f in found for content in f.contents]
    assert len(contents) == len(set(contents))
    for source, cue, told in found:
        assert told
        assert list(told) == sorted(told)
        assert roles[cue] == "cue"
        assert source is None or roles[source] == "source"
        assert all(roles[content] == "content" for content in told)


@settings(deadline=None)
@given(ROLES, st.integers(0, 2**32 - 1))
def test_what_stands_far_away_changes_nothing(roles: list[str], seed: int) -> None:
    parts, vectors = made(roles, seed)
    far = len(vectors) + 500
    more = [Tagged(role, far + n, far + n + 1) for n, role in enumerate(("source", "cue", "content"))]
    both = joined([*parts, *more], np.concatenate([vectors, np.ones((503, 3 * WIDTH), np.float32)]), NO_BIAS)
    last = len(parts)
    assert both == [*joined(parts, vectors, NO_BIAS), Linked(last, last + 1, (last + 2,))]


def test_time_grows_no_faster_than_the_number_of_parts() -> None:
    def taken(count: int) -> float:
        parts, vectors = made(["source", "cue", "content"] * count, 1)
        assert len(joined(parts, vectors, NO_BIAS)) > count / 4
        return seconds(lambda: joined(parts, vectors, NO_BIAS))

    assert taken(3000) < 12 * taken(300) + 0.2


# Pieces: S source, C cue, T content, "." ends a sentence, "/" begins a paragraph, "-" any other.
BETWEEN = [
    ("SCT", {"gap": 0, "adjoins": 1, "cues between": 0, "no cue between": 1, "same sentence": 1, "before": 0}),
    ("TCS", {"gap": 0, "adjoins": 1, "before": 1, "before, no cue between": 1, "gap before": 0}),
    ("C---T", {"gap": np.log1p(3), "adjoins": 0, "before": 0, "gap before": 0}),
    ("T---C", {"gap": np.log1p(3), "gap before": np.log1p(3)}),
    ("C-.-T", {"sentence ends between": 1, "same sentence": 0}),
    ("C......T", {"sentence ends between": 4}),
    ("C-/-T", {"paragraphs between": 1, "same paragraph": 0}),
    ("C//////T", {"paragraphs between": 3}),
]


@pytest.mark.parametrize(("signs", "expected"), BETWEEN, ids=[signs for signs, _ in BETWEEN])
def test_features_tell_what_stands_between_a_content_and_its_cue(signs: str, expected: dict[str, float]) -> None:
    parts = [Tagged(ROLE_OF[sign], at, at + 1) for at, sign in enumerate(signs) if sign in ROLE_OF]
    paragraphs = np.cumsum([sign == "/" for sign in signs]).astype(np.int64)
    place = Place(paragraphs, np.array([sign == "." for sign in signs], dtype=np.bool_))
    own = [at for at, part in enumerate(parts) if part.kind == "content"]
    cues = [at for at, part in enumerate(parts) if part.kind == "cue"]
    ((which, rows),) = features(parts, own, cues, np.zeros((len(signs), 3 * WIDTH), np.float32), place, NO_BIAS)
    assert which.tolist() == [0]
    found = dict(zip(FEATURES, rows[0].tolist(), strict=True))
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_other_cues_and_contents_between_are_counted() -> None:
    signs = "C-C-T-T"
    parts = [Tagged(ROLE_OF[sign], at, at + 1) for at, sign in enumerate(signs) if sign in ROLE_OF]
    _, last = features(parts, [2, 3], [0, 1], np.zeros((len(signs), 3 * WIDTH), np.float32), flat(len(signs)), NO_BIAS)
    far, near = (dict(zip(FEATURES, row, strict=True)) for row in last[1].tolist())
    assert (far["cues between"], far["alike between"], far["none alike between"]) == (1, 1, 0)
    assert (near["cues between"], near["no cue between"], near["alike between"]) == (0, 1, 1)


def test_weights_beside_the_arcs_decide_where_arcs_are_level() -> None:
    parts = [Tagged("cue", 0, 1), Tagged("cue", 4, 5), Tagged("content", 6, 7)]
    weights = np.zeros((2, len(FEATURES)), np.float32)
    vectors = np.zeros((7, 3 * WIDTH), np.float32)
    for sign, cue in ((1.0, 0), (-1.0, 1)):
        weights[1, FEATURES.index("gap")] = sign
        linker = Linker(NO_BIAS, weights, np.zeros(2, np.float32))
        assert linked(parts, vectors, flat(7), linker) == [Linked(None, cue, (2,))]
