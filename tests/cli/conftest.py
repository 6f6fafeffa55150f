"""A command line to type at, with a ledger of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from typed import STORY, Done

from onrecord.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.setenv("ONRECORD_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "100")

    def typed(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Done(int(stopped.value.code or 0), out, err)

    return typed


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(STORY.format(outlet="The Example Courier", who="Ann Lee"), "utf-8")
    (folder / "b.html").write_text(STORY.format(outlet="Harbour Post", who="Bo Kim"), "utf-8")
    return folder
