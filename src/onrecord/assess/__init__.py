"""Evidence in, claims out. Pure functions: the same evidence, in whatever order, gives the same claims."""

from onrecord.assess._gather import figures, gather
from onrecord.assess._situation import situation
from onrecord.assess._status import rules
from onrecord.assess._weigh import weigh

__all__ = ["figures", "gather", "rules", "situation", "weigh"]
