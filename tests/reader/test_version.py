"""The version of a reader: told without opening it, another for other files, and an error where there are none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from onrecord.model import OnRecordError
from onrecord.reader import Reader
from onrecord.reader._network import NETWORK, PACKAGED, WORDS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that cannot be opened, but has a version all the same."""
    shutil.copy(PACKAGED / WORDS, tmp_path)
    (tmp_path / NETWORK).write_bytes(b"made")
    return tmp_path


def test_a_version_is_told_without_opening_the_network(folder: Path) -> None:
    assert Reader.version_of(folder) == Reader.version_of(folder)
    assert Reader.version_of(folder).startswith("network-")


@pytest.mark.parametrize("name", [NETWORK, WORDS])
def test_another_file_is_another_version(folder: Path, name: str) -> None:
    before = Reader.version_of(folder)
    with (folder / name).open("ab") as file:
        file.write(b"more")
    assert Reader.version_of(folder) != before


@pytest.mark.parametrize("name", [NETWORK, WORDS])
def test_a_file_that_is_missing_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(OnRecordError, match=rf"{name}: cannot be read \(No such file"):
        Reader.version_of(folder)
