"""The store: every page's reading and evidence for good, claims and changes derived from it. SQLite by default."""

from onrecord.ledger._addresses import file_of
from onrecord.ledger._ledger import Ledger
from onrecord.ledger._rows import Kept
from onrecord.ledger._search import Sought, Standing

__all__ = ["Kept", "Ledger", "Sought", "Standing", "file_of"]
