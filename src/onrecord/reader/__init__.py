"""Article -> Reading: who says what in it, with every finding's place in the text."""

from onrecord.reader._placing import redated
from onrecord.reader._reader import Reader

__all__ = ["Reader", "redated"]
