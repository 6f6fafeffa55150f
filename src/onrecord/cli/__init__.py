"""The command line. What a person types; the work is done in the pipeline."""

from onrecord.cli import _archive, _looks, _rereading, _watching  # noqa: F401 - their commands are added to the app
from onrecord.cli._commands import app, main

__all__ = ["app", "main"]
