"""The model as files: one that is not whole or not ours is named, and another model is another version."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from onrecord.model import OnRecordError
from onrecord.reader import Reader
from onrecord.reader._links import DISTANCES, FEATURES
from onrecord.reader._network import NETWORK, PACKAGED, WORDS, Model, opened, word_pieces
from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def packaged() -> Model:
    return opened()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged model, to be broken."""
    for name in (NETWORK, WORDS):
        shutil.copy(PACKAGED / name, tmp_path)
    return tmp_path


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    before = path.read_bytes()
    after = change(before)
    assert after != before
    path.write_bytes(after)


BROKEN: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("an empty network", NETWORK, lambda _: b""),
    ("half a network", NETWORK, lambda whole: whole[: len(whole) // 2]),
    ("a network whose end is missing", NETWORK, lambda whole: whole[:-1000]),
    ("no network at all", NETWORK, lambda _: b"<!doctype html><title>Not found</title>"),
    ("a network for other roles", NETWORK, lambda whole: whole.replace(b"B-source", b"B-sauces")),
    ("a network for other names", NETWORK, lambda whole: whole.replace(b"B-MISC", b"B-DISC")),
    ("a network that says nothing of its tags", NETWORK, lambda whole: whole.replace(b"roles", b"rules")),
    ("a network whose steps are no table", NETWORK, lambda whole: whole.replace(b"steps", b"stops")),
    ("an empty tokenizer", WORDS, lambda _: b""),
    ("half a tokenizer", WORDS, lambda whole: whole[: len(whole) // 2]),
    ("a tokenizer of no kind", WORDS, lambda _: b"{}"),
]


@pytest.mark.parametrize(("name", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_named(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    rewritten(folder / name, change)
    with pytest.raises(OnRecordError) as failure:
        Reader.open(folder)
    assert str(folder / name) in str(failure.value)
    assert "install onrecord anew" in str(failure.value)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize("name", [NETWORK, WORDS])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(OnRecordError) as failure:
        opened(folder)
    assert str(folder / name) in str(failure.value)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError) as failure:
        opened(tmp_path / "none")
    assert str(tmp_path / "none" / NETWORK) in str(failure.value)


def test_the_version_is_the_same_every_time_and_names_the_network() -> None:
    assert Reader.open().version == Reader.open().version
    assert Reader.open().version.startswith("network-")


def test_the_same_model_elsewhere_is_the_same_version(folder: Path) -> None:
    assert Reader.open(folder).version == Reader.open().version


def test_other_bytes_of_the_network_are_another_version(folder: Path) -> None:
    rewritten(folder / NETWORK, _first_step_changed)
    assert Reader.open(folder).version != Reader.open().version


def test_another_tokenizer_is_another_version(folder: Path) -> None:
    rewritten(folder / WORDS, lambda whole: whole + b"\n")
    assert Reader.open(folder).version != Reader.open().version


def _first_step_changed(whole: bytes) -> bytes:
    """Another last digit of a step between tags: a file of the same length that is read as before."""
    at = whole.index(b"[[", whole.index(b"steps")) + 2
    while not (whole[at : at + 1].isdigit() and whole[at + 1 : at + 2] == b","):
        at += 1
    return whole[:at] + (b"1" if whole[at : at + 1] != b"1" else b"2") + whole[at + 1 :]


def test_the_network_scores_every_piece_by_role_name_and_link(packaged: Model) -> None:
    ids = np.full((1, 5), 1000, dtype=np.int64)
    roles, names, links = packaged.run(ids, np.zeros((1, 5, 4), dtype=np.int64), np.ones_like(ids))
    assert roles.shape == (1, 5, len(ROLES))
    assert names.shape == (1, 5, len(NAMES))
    assert links.shape[:2] == (1, 5)
    assert links.shape[2] % 3 == 0
    assert {part.dtype for part in (roles, names, links)} == {np.dtype(np.float32)}
    assert all(np.isfinite(part).all() for part in (roles, names, links))


def test_steps_and_biases_are_of_the_right_shape(packaged: Model) -> None:
    assert packaged.role_steps.shape == (len(ROLES), len(ROLES))
    assert packaged.name_steps.shape == (len(NAMES), len(NAMES))
    assert [part.shape for part in packaged.linker] == [(2, len(DISTANCES) + 1), (2, len(FEATURES)), (2,)]


def test_the_marks_of_a_piece_reach_the_network(packaged: Model) -> None:
    ids = np.full((1, 5), 1000, dtype=np.int64)
    plain = packaged.run(ids, np.zeros((1, 5, 4), dtype=np.int64), np.ones_like(ids))[0]
    for mark in range(4):
        marks = np.zeros((1, 5, 4), dtype=np.int64)
        marks[..., mark] = 1
        assert not np.array_equal(packaged.run(ids, marks, np.ones_like(ids))[0], plain)


def test_the_same_window_has_the_same_scores(packaged: Model) -> None:
    ids = np.arange(1000, 1256)[None]
    marks = np.zeros((1, 256, 4), dtype=np.int64)
    first, second = (packaged.run(ids, marks, np.ones_like(ids)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_the_tokenizer_neither_cuts_off_nor_fills_up(tmp_path: Path) -> None:
    made = json.loads((PACKAGED / WORDS).read_text(encoding="utf-8"))
    made["truncation"] = {"max_length": 8, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}
    path = tmp_path / WORDS
    path.write_text(json.dumps(made), encoding="utf-8")
    assert [len(word_pieces(path).encode("no " * n, add_special_tokens=False).ids) for n in (1, 500)] == [1, 500]
