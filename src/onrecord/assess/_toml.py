"""What this room knows that is data: the content of a TOML text, or which file is at fault."""

from __future__ import annotations

import tomllib
from typing import Any

from onrecord.model import OnRecordError


def parsed(text: str, name: str) -> dict[str, Any]:
    """The content of a TOML text; raises OnRecordError naming the file (`name`)."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OnRecordError(f"{name} is no TOML: {error}") from error
