"""Bytes in: pages taken from files of many kinds and from the Web, and kept unchanged in the archive."""

from onrecord.capture._files import find
from onrecord.capture._intake import Intake, look, take
from onrecord.capture._warcs import Archive

__all__ = ["Archive", "Intake", "find", "look", "take"]
