"""Evidence in, claims out. Pure functions: the same evidence, in whatever order, gives the same claims."""

from onrecord.assess._asked import asked
from onrecord.assess._gather import gather
from onrecord.assess._status import rules
from onrecord.assess._tracing import traced
from onrecord.assess._weigh import weigh

__all__ = ["asked", "gather", "rules", "traced", "weigh"]
