"""Bytes in: pages found and taken from files, folders and standard input, and kept unchanged in the archive."""

from onrecord.capture._archive import Archive
from onrecord.capture._files import DEFAULT_LIMIT, find, take

__all__ = ["DEFAULT_LIMIT", "Archive", "find", "take"]
