"""quantulum3 as a peer: its quantities as spans and values, where it is installed."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Any

from bench.quantities.scores import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "quantulum3"


def is_there() -> bool:
    """Whether it can be imported."""
    return importlib.util.find_spec(NAME) is not None


def _parsed(text: str) -> Iterable[Any]:
    parser = importlib.import_module(f"{NAME}.parser")
    try:
        return list(parser.parse(text))
    except Exception:  # noqa: BLE001 -- it fails on some sentences, each with another exception; nothing is found then
        return []


def spans(text: str) -> list[tuple[int, int]]:
    """Where it finds quantities."""
    return [(found.span[0], found.span[1]) for found in _parsed(text)]


def values(text: str) -> list[Value]:
    """Its values; a range is the mean with an uncertainty, and nothing is said of bounds."""
    found = ((float(each.value), float(each.uncertainty or 0.0)) for each in _parsed(text))
    return [Value(mean - half, mean + half, "equal") for mean, half in found]
