"""What this room knows that is data: the content of a TOML text, or which file is at fault."""

from __future__ import annotations

import tomllib
from typing import Any

from onrecord.model import OnRecordError
from onrecord.text import fold


def parsed(text: str, name: str) -> dict[str, Any]:
    """The content of a TOML text; raises OnRecordError naming the file (`name`)."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{name} is no TOML: {error}") from error


def listed(given: object, where: str) -> tuple[str, ...]:
    """The words of an entry, folded as the words of a text are; raises OnRecordError naming the entry (`where`)."""
    if not isinstance(given, str) or not given.split() or given.split() != fold(given).split():
        raise OnRecordError(f"{where} must be words in lower case, without apostrophes, in one string")
    return tuple(given.split())
