"""Law 8: only capture and cli read the clock or the network; importing the package opens nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

SOURCE = Path(onrecord.__file__).parent
ALLOWED = {"capture", "cli"}
CLOCKS = frozenset({"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"})
OF_CLOCKS = frozenset({"datetime", "date", "time"})
FETCHERS = frozenset({"fetch_url", "fetch_response", "urlopen", "urlretrieve"})
NETWORK = {"socket", "http", "urllib", "httpx", "ssl", "ftplib", "requests"}
POSSESSIVE = re.compile(r"(?<!\\)[*+?}]\+|\(\?>")
ROOMS = sorted(p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] not in ALLOWED)


def clocks_and_network(source: str) -> list[str]:
    """What in a module reads the clock or reaches for the network."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            root = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            clock = node.attr in CLOCKS and root in OF_CLOCKS
            found += [f"{root}.{node.attr}"] if clock or node.attr in FETCHERS else []
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if _is_network(a.name)]
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names]
            found += [name for name in names if _is_network(name) or name.split(".")[-1] in FETCHERS]
            found += [name for name in names if node.module == "time" and name.split(".")[-1] in CLOCKS]
    return found


def _is_network(module: str) -> bool:
    first, *rest = module.split(".")
    return first in NETWORK - {"urllib"} or (first == "urllib" and rest[:1] == ["request"])


@pytest.mark.parametrize("module", ROOMS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_reads_neither_clock_nor_network(module: Path) -> None:
    assert clocks_and_network(module.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "from time import time",
        "import time\ntime.time_ns()",
        "import socket",
        "from httpx import get",
        "import urllib.request",
        "from urllib import request",
        "import trafilatura\ntrafilatura.fetch_url('x')",
    ],
)
def test_the_law_is_seen_to_be_broken(source: str) -> None:
    assert clocks_and_network(source)


def test_no_pattern_is_possessive() -> None:
    """CPython before 3.11.5 matches wrongly by possessive quantifiers and atomic groups, and Debian has 3.11.2."""
    patterns = [
        (module.name, node.value)
        for module in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [(name, text) for name, text in patterns if POSSESSIVE.search(text) and "\\" in text] == []


IMPORT_ALL = """
import pkgutil, sys
opened = []
def seen(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.append(args[0])
    if event.startswith(("socket.connect", "sqlite3.connect", "subprocess")):
        opened.append(here + event)
import onrecord
here = onrecord.__path__[0]
sys.addaudithook(seen)
for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
    if "migrations" not in module.name and not module.name.endswith("__main__"):
        __import__(module.name)
print([o for o in opened if o.startswith(here) and "__pycache__" not in o and not o.endswith(".py")])
"""


def test_importing_every_module_opens_nothing_of_ours() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
