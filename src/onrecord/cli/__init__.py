"""The command line. What a person types; the work is done in the pipeline."""

from onrecord.cli import (  # noqa: F401 - their commands are added to the app
    _archive,
    _decisions,
    _estimates,
    _export,
    _looks,
    _rereading,
    _search,
    _upkeep,
    _watching,
)
from onrecord.cli._commands import app, main

__all__ = ["app", "main"]
