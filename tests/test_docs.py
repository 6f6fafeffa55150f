"""Docs that cannot lie: the commands in them exist, and the help in them is the help that is printed.

`python tests/test_docs.py` writes docs/commands.md anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from onrecord.cli import app

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "docs" / "commands.md"
WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def names() -> list[str]:
    return list(getattr(get_command(app), "commands", {}))


def commands_page() -> str:
    """docs/commands.md as it should be: the help of every command, at 80 columns."""
    parts = ["# Commands\n\nWhat `onrecord COMMAND --help` prints; a test compares the two."]
    commands = getattr(get_command(app), "commands", {})
    asked = [
        [name, *inner] for name in names() for inner in ([], *([n] for n in getattr(commands[name], "commands", ())))
    ]
    for words in asked:
        env = {"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1"}
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="onrecord", env=env).stdout
        parts.append(f"## {' '.join(words)}\n\n```text\n{shown.strip()}\n```")
    return "\n\n".join(parts) + "\n"


def test_the_page_of_commands_is_the_help_as_printed() -> None:
    assert COMMANDS.read_text("utf-8") == commands_page()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: p.name)
def test_every_command_in_the_docs_exists(page: Path) -> None:
    used = re.findall(r"(?m)(?:^|`|\$ )onrecord ([a-z]+)", page.read_text("utf-8"))
    assert set(used) <= set(names())


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: p.name)
def test_every_make_target_in_the_docs_exists(page: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    assert set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", page.read_text("utf-8"))) <= targets


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: p.name)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in names() if f"onrecord {name}" not in text] == []


def test_the_brief_in_the_readme_is_what_the_demo_prints(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    env = {"COLUMNS": "80"}
    printed = CliRunner().invoke(app, ["demo", "--keep", str(tmp_path)], env=env).stdout.splitlines()
    shown = (ROOT / "README.md").read_text("utf-8").split("```text\n")[1].split("```")[0].splitlines()
    assert len(shown) > 40
    moment = "The record as of"
    assert [line for line in shown if line not in printed and line != "…" and not line.startswith(moment)] == []


def test_the_figures_in_the_readme_are_the_floors_of_the_benchmark() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    floors = json.loads((ROOT / "bench" / "attribution" / "floors.json").read_text("utf-8"))
    exact = " / ".join(str(floors[f"exact/{role}"]["F1"]) for role in ("source", "cue", "content"))
    assert f"| exact source / cue / content | {exact} |" in text
    assert f"overlap by half or more) | {floors['attr']['F1']} |" in text
    assert f"(precision {floors['attr']['P']})" in text


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), "utf-8")
