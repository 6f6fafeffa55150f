"""Plain functions on text: sentences, tokens, and words folded for comparison. No I/O, standard library only."""

from onrecord.text._fold import fold
from onrecord.text._sentences import sentences
from onrecord.text._shingles import shingles
from onrecord.text._tokens import tokens

__all__ = ["fold", "sentences", "shingles", "tokens"]
