"""The line model: what it keeps on invented pages, and that nothing it is given breaks it."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from onrecord.page import _linecontext, _linefeatures, _linemodel, _linewords, _trees

if TYPE_CHECKING:
    from collections.abc import Sequence

MENU = ["Menu", "Home", "World", "Politics", "Business", "Sport", "Weather", "Subscribe", "Log in", ""]
TITLE = ["Harbour council votes to keep the old ferry running", "", "By Ada Quill", "3 March 2024, 10:15", ""]
TEXT = [
    (
        "The harbour council voted on Tuesday to keep the old ferry running for at least another year, after "
        "months of argument over who should pay for its repair."
    ),
    "",
    (
        "The vote was nine to four, and it came after a long evening in which residents of the island said "
        "that they had no other way to reach the hospital at night."
    ),
    "",
    (
        "“We are not asking for a bridge,” said the chairwoman, Ida Brenner. “We are asking for a boat that "
        "does what it has done since our grandparents were children.”"
    ),
    "",
    "What the repair will cost",
    "",
    (
        "The repair of the engine and the ramp will cost about two million crowns, the council said, of "
        "which the state has promised to pay a third if the work is done before the winter."
    ),
    "",
    (
        "The shipyard in the north of the island has said that it could begin in May, and that the ferry "
        "would be out of service for six weeks while a smaller boat takes its place."
    ),
    "",
]
END = ["Related articles", "Five walks by the sea", "Ferry timetable", "Share", "Facebook", "Privacy policy", "© 2024"]
GERMAN = [
    (
        "Der Hafenrat hat am Dienstag beschlossen, die alte Fähre noch mindestens ein Jahr lang fahren zu "
        "lassen, nachdem monatelang darüber gestritten worden war, wer die Reparatur bezahlen soll."
    ),
    "",
    (
        "Die Abstimmung ging neun zu vier aus, und ihr ging ein langer Abend voraus, an dem die Bewohner der "
        "Insel sagten, dass sie nachts auf keinem anderen Weg ins Krankenhaus kommen."
    ),
    "",
    (
        "Die Werft im Norden der Insel hat erklärt, dass sie im Mai beginnen könnte und dass die Fähre sechs "
        "Wochen lang ausfallen würde, während ein kleineres Boot ihren Platz einnimmt."
    ),
    "",
]
JAPANESE = [
    "港の評議会は火曜日、古いフェリーを少なくともあと一年は運航させることを決めた。修理の費用を誰が払うのかについて、何か月も議論が続いていた。",
    "",
    "採決は九対四だった。島の住民は、夜に病院へ行くにはほかに方法がないと長い時間をかけて訴えたという。議長は住民の声に応えたいと話した。",
    "",
    "島の北にある造船所は、五月に作業を始めることができると説明している。その間の六週間は、小さな船が代わりに運航される予定だ。",
    "",
]
PAGE = [*MENU, *TITLE, *TEXT, *END]


def kept(lines: Sequence[str]) -> list[str]:
    return [line for line, score in zip(lines, _linemodel.score_lines(lines), strict=True) if score >= _linemodel.KEEP]


@pytest.mark.parametrize(
    ("name", "text"), [("English", TEXT), ("German", GERMAN), ("Japanese", JAPANESE)], ids=lambda value: str(value)[:8]
)
def test_paragraphs_are_kept_and_menus_are_not(name: str, text: list[str]) -> None:
    found = kept([*MENU, *TITLE, *text, *END])
    paragraphs = [line for line in text if len(line) > 30]
    assert [line for line in found if line in paragraphs] == paragraphs, name
    assert not set(found) & {*MENU, *END}, name


@pytest.mark.parametrize("mark", ["", "* ", "• ", "+ "])
def test_list_marks_of_converters_do_not_let_menus_in(mark: str) -> None:
    menu = [mark + line if line else line for line in MENU]
    assert not set(kept([*menu, *TITLE, *TEXT, *END])) & set(menu)


def test_text_without_blank_lines_is_kept_as_well() -> None:
    lines = [line for line in PAGE if line]
    assert {line for line in TEXT if len(line) > 30} <= set(kept(lines))


def test_scores_are_probabilities_and_blank_lines_have_none() -> None:
    scores = _linemodel.score_lines(PAGE)
    assert len(scores) == len(PAGE)
    assert all(0 <= score <= 1 for score in scores)
    assert all(score == 0 for score, line in zip(scores, PAGE, strict=True) if not line)
    assert all(type(score) is float for score in scores)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["", "  ", "\t"],
        ["word"],
        ["."],
        ["*"],
        ["•••••"],
        ["\ud800 lone surrogate. It stays."],
        ["\x00\x01\x02"],
        ["𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the plane. 🇺🇦 It is there, and it is that which is said to be here."],
        ["ا" * 300 + "؟"],
        ["字" * 3000 + "。"],
        ["1. 2. 3. 4. 5."],
        ["a" * 200_000],
        ["( " * 5000],
        ["one line.\nwith a break in it. The line is one line for the model, and it is scored as one."],
        ["The same sentence stands here, and it is one of the many that are the same."] * 50,
    ],
    ids=lambda lines: repr(lines)[:24],
)
def test_odd_input_is_scored(lines: list[str]) -> None:
    scores = _linemodel.score_lines(lines)
    assert len(scores) == len(lines)
    assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from(PAGE)), max_size=40))
def test_any_lines_are_scored_and_twice_the_same(lines: list[str]) -> None:
    scores = _linemodel.score_lines(lines)
    assert len(scores) == len(lines)
    assert np.isfinite(scores).all()
    assert scores == _linemodel.score_lines(lines)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["", " ", "\t"]), max_size=3), st.integers(0, len(PAGE)))
def test_white_space_around_lines_says_nothing(spaces: list[str], at: int) -> None:
    padded = [f"{''.join(spaces)}{line}{''.join(spaces)}" if number == at else line for number, line in enumerate(PAGE)]
    assert _linemodel.score_lines(padded) == _linemodel.score_lines(PAGE)


def test_a_hundred_thousand_lines_take_linear_time() -> None:
    def taken(times: int) -> float:
        return seconds(lambda: _linemodel.score_lines(PAGE * times))

    short, long = taken(300), taken(3000)
    # Ten times the lines: twice as much again is left for a busy machine; quadratic time would be a hundredfold.
    assert long < 30 * short
    assert len(PAGE) * 3000 > 100_000


def test_importing_opens_nothing() -> None:
    # The model is loaded when first asked, so that importing the package costs nothing.
    code = (
        "import onrecord.page._linemodel as m, onrecord.page._linewords as f; "
        "assert m._model.cache_info().currsize == 0; assert f.function_words.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_trees_equal_a_walk_from_node_to_node() -> None:
    trees = _linemodel._model().second  # noqa: SLF001 -- the arrays of the shipped model are what is tested
    columns = int(trees.feature.max()) + 1
    rows = np.random.default_rng(0).normal(0, 2, (700, columns)).astype(np.float32)
    # Half of the rows stand at thresholds exactly: "at most" goes one way, "more" the other.
    nodes = np.flatnonzero(trees.branches[::2] != np.arange(len(trees.feature)))
    for number, row in enumerate(rows[:20]):
        row[trees.feature[nodes[number::20]]] = trees.threshold[nodes[number::20]]
    walked = []
    for row in rows[:40]:
        margin = trees.bias
        for root in trees.roots:
            node = int(root)
            while trees.branches[2 * node] != node:
                node = int(trees.branches[2 * node + int(row[trees.feature[node]] > trees.threshold[node])])
            margin += trees.value[node]
        walked.append(1 / (1 + np.exp(-margin)))
    assert np.abs(_trees.likelihood(trees, rows)[:40] - walked).max() < 1e-9


def test_model_file_is_small_and_holds_plain_arrays() -> None:
    packed = _linemodel.model_path().read_bytes()
    assert len(packed) < 1_500_000
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        assert {"lexical", "first_roots", "second_roots", "centre"} <= set(arrays.files)


@pytest.mark.parametrize(
    ("line", "feature", "value"),
    [
        ("He said so. She did not.", "term", 1),
        ("Er kam „heute.“", "term", 1),
        ("それは本当だ。", "term", 1),
        ("هل هذا صحيح؟", "term", 1),
        ("यह सच है।", "term", 1),
        ("A headline without an end", "term", 0),
        ("* A list item", "mark", 1),
        ("3. A numbered item", "mark", 2),
        ("## A heading", "mark", 3),
        ("Plain", "mark", 0),
        ("Photo: Ada Quill", "credit", 1),
        ("By Ada Quill", "by", 1),
        ("Byzantium fell", "by", 0),
        ("Published 3.4.2024", "date", 1),
        ("5 minutes ago", "ago", 1),
        ("ALL CAPITALS", "upper", 1),
        ("der die das und", "function", 1),
        ("in the of and", "function", 1),
        ("Kiel Oslo", "function", 0),
        ("Read more:", "ends", 1),
        ("and so on...", "ends", 2),
    ],
)
def test_features_of_a_line(line: str, feature: str, value: float) -> None:
    assert _linefeatures.page_of([line]).features[feature][0] == value


def test_words_of_east_asian_text_are_pairs_of_letters() -> None:
    page = _linefeatures.page_of(["東京都 news"])
    assert page.told.different == ["東京", "京都", "news"]
    assert page.words[0] == 3


def test_hashed_words_come_from_their_own_line_only() -> None:
    alone = [_buckets(_linefeatures.page_of([line]), 0) for line in PAGE if line]
    page = _linefeatures.page_of(PAGE)
    assert [_buckets(page, line) for line in range(len(page.texts))] == alone


def _buckets(page: _linefeatures.Page, at: int) -> list[int]:
    line, bucket = _linewords.hashed(page.told, page.texts)
    return sorted(bucket[line == at].tolist())


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.integers(-5, 5), st.integers(0, 6))
def test_window_means_and_moves_equal_plain_loops(values: list[float], first: int, width: int) -> None:
    last = first + width
    array = np.array(values)
    inside = range(len(values))
    means = [sum(values[j] for j in range(i + first, i + last + 1) if j in inside) / (width + 1) for i in inside]
    assert np.allclose(_linecontext.mean(array, first, last), means, atol=1e-9)
    if first:
        moved = [values[i + first] if i + first in inside else 0.0 for i in inside]
        assert _linecontext.moved(array, first).tolist() == moved


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=25))
def test_region_has_the_most_points_of_all_stretches(points: list[int]) -> None:
    array = np.array(points, np.float64)
    found = _linecontext.region("r", array)
    first, last = (int(np.flatnonzero(found[name] == 0)[0]) for name in ("r_from", "r_to"))
    best = max(sum(points[i : j + 1]) for i in range(len(points)) for j in range(i, len(points)))
    assert sum(points[first : last + 1]) == best


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_distance_counts_lines_back_to_the_last_flag(flags: list[bool]) -> None:
    found = _linecontext.distance(np.array(flags))
    for at, value in enumerate(found):
        above = [at - other for other in range(at) if flags[other]]
        assert value == min(above, default=200)


def test_distance_is_bounded_however_long_the_page() -> None:
    found = _linecontext.distance(np.array([True, *[False] * 900]))
    assert found.max() == 200
    assert all(later >= earlier for earlier, later in pairwise(found[1:]))


@pytest.mark.parametrize(
    ("line", "feature", "value"),
    [
        ("abcd 1234", "digits", 4 / 9),
        ("abcd 1234", "letters", 4 / 9),
        ("AbCd", "upper", 1 / 2),
        ("One two Three four", "capitals", 1 / 2),
        ("a, b, c", "commas", np.log(3)),
        ("One. Two. three. 4", "breaks", np.log(3)),
        ("終わった。次だ", "breaks", np.log(2)),
        ("One. Two.", "breaks", np.log(3)),
        ("He said “so”", "quotes", np.log(3)),
        ("東京 news", "east", 2 / 7),
        ("のは東京", "kana", 1 / 2),
        ("Москва x", "far", 6 / 8),
        ("(a)", "brackets", 2 / 3),
        ("a|b", "signs", 1 / 3),
        ("one two", "words", np.log(3)),
        ("東京都庁", "words", np.log(4)),
    ],
)
def test_shares_and_counts_of_letters(line: str, feature: str, value: float) -> None:
    assert _linefeatures.page_of([line]).features[feature][0] == pytest.approx(value)


def test_features_of_repetition_and_place() -> None:
    features = _linefeatures.page_of(["One and only title here", "", "", "Share", "More", "Share", ""]).features
    assert features["first"].tolist() == [1, 1, 1, 0]
    assert np.expm1(features["again"]).round().tolist() == [1, 2, 1, 2]
    assert features["blanks_before"].tolist() == [0, 2, 0, 0]
    assert features["blanks_after"].tolist() == [2, 0, 0, 1]
    assert features["place"].tolist() == [0.125, 0.375, 0.625, 0.875]


def test_headline_is_known_by_the_title_in_the_first_line() -> None:
    features = _linefeatures.page_of(
        ["Old ferry keeps running | The Harbour", "Menu", "Old ferry keeps running"]
    ).features
    assert features["begins_title"].tolist() == [0, 0, 1]
    assert features["in_title"].tolist() == [1, 0, 1]


def test_hashing_is_the_same_in_every_process() -> None:
    # Weights in the model file belong to these buckets: another hash would make them noise.
    page = _linefeatures.page_of(["Read more"])
    assert _buckets(page, 0) == [359, 5661, 7891, 10040, 10902, 12924, 15931]


def test_lines_far_from_any_sentence_are_not_judged() -> None:
    page = _linefeatures.page_of([*["Menu"] * 30, TEXT[0], *["Share"] * 30])
    near = np.flatnonzero(_linecontext.candidates(page))
    assert near.tolist() == list(range(24, 37))
    assert not _linecontext.candidates(_linefeatures.page_of(["Menu", "Share"] * 9)).any()


def test_words_of_likely_lines_speak_for_a_line() -> None:
    lines = [TEXT[0], TEXT[2], "Harbour council ferry repair", "Celebrity diet summer gossip"]
    page = _linefeatures.page_of(lines)
    first = _linecontext.around(page, np.zeros(4))
    found = _linecontext.judged(page, first, np.array([0.9, 0.9, 0.0, 0.0]))
    assert found["company"][2] == 1
    assert found["company"][3] == 0
    assert found["company_lead"][2] > found["company_lead"][3]


def test_a_line_does_not_speak_for_itself() -> None:
    page = _linefeatures.page_of(["Celebrity diet summer gossip", "Menu"])
    found = _linecontext.judged(page, _linecontext.around(page, np.zeros(2)), np.array([1.0, 0.0]))
    assert found["company"][0] == 0


def test_a_model_file_without_an_array_is_not_read() -> None:
    with np.load(BytesIO(_linemodel.model_path().read_bytes()), allow_pickle=False) as arrays:
        some = {name: arrays[name] for name in arrays.files if name != "second_roots"}
    with pytest.raises(KeyError):
        _linemodel.unpacked(some)


def test_score_depends_on_the_page_around() -> None:
    # The same sentence is text of the article in its midst, and a teaser among the links below.
    teaser = "The old bridge on the mainland will be closed for a week in autumn, the ministry said."
    inside = _linemodel.score_lines([*MENU, *TITLE, *TEXT[:6], teaser, "", *TEXT[6:], *END])
    below = _linemodel.score_lines([*MENU, *TITLE, *TEXT, *END, *MENU, teaser, *MENU, *END])
    assert inside[len(MENU) + len(TITLE) + 6] > below[len(MENU) + len(TITLE) + len(TEXT) + len(END) + len(MENU)]
